"""Change (对照): which tasks came, went and changed hands between two sides, through the lineage.

A side is a scope: a document, a year, a region. Agencies are compared by their line of work at their level
(市工商局's tasks of 2016 stand beside 市市场监管局's of 2024), agencies without one by name; always with
and without the lineage side by side.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, TypedDict

from core.rows import Row, number, optional, text
from graph.analysis.comparable import Difference, Reason, reasons
from graph.analysis.matching import LEAST, Likeness, Match, pair_up
from graph.analysis.scope import Scope
from graph.analysis.succession import Lineage
from graph.analysis.tables import Table
from graph.store import GraphStore

Status = Literal["same", "revised", "came", "went"]
Changed = Literal["no", "yes", "maybe"]

_LEVELS: Final = ("国", "省", "市", "县", "乡")
_SEEN_FROM: Final = {-1: "上级", 0: "本级", 1: "下级"}
_WHOLE_SAME: Final = 0.9995


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """A distinct task of either side; what is of the other side only is None.

    `status` is same (equal words), revised, came (right only), went (left only); `score` the likeness of
    the two, 0–1; `…_leads` and `…_bodies` are names of agencies; `leads_changed` and `bodies_changed` say
    no, yes, or maybe (the lineage leaves it open) after the lineage, `…_plain` without it. Fields bear the
    names of the published columns.
    """

    status: Status
    score: float | None = None
    left_task: str | None = None
    right_task: str | None = None
    left_n: int | None = None
    right_n: int | None = None
    left_text: str | None = None
    right_text: str | None = None
    left_leads: tuple[str, ...] | None = None
    right_leads: tuple[str, ...] | None = None
    left_bodies: tuple[str, ...] | None = None
    right_bodies: tuple[str, ...] | None = None
    leads_changed: Changed | None = None
    leads_changed_plain: Changed | None = None
    bodies_changed: Changed | None = None
    bodies_changed_plain: Changed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """A line of work at a level (or an agency without one), in distinct tasks.

    `left_plain` are its tasks on the left by name alone; `left_low`, `left_high` by the lineage: low those
    that are certainly its own, high also those that may be (a split where no word of the task names a
    function); `right` its tasks on the right; `change_…` right − left, low to high; `from_units` whose
    tasks it took over. A task with several agencies counts for each. `matched` is whether both sides have
    any. Fields bear the names of the published columns; `place` is its level seen from the document.
    """

    unit: str
    name: str
    place: str
    left_bodies: tuple[str, ...]
    right_bodies: tuple[str, ...]
    from_units: tuple[str, ...]
    left_plain: int
    left_low: int
    left_high: int
    right: int
    change_plain: int
    change_low: int
    change_high: int
    matched: bool


@dataclass(frozen=True, slots=True)
class UnmatchedRow:
    """An agency without a counterpart, with its distinct tasks."""

    side: Literal["left", "right"]
    agency: str
    name: str
    system_name: str | None
    tasks: int
    reason: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sides compared.

    `comparable` is no where `reasons` has any: the figures are there all the same. `lineage` says
    between which years functions were followed, or None (one year on both sides, or none known).

    `tasks` has each distinct task of either side, matched one to one by words; `units` a row a line of
    work at a level (or an agency without one); `unmatched` the agencies that have no counterpart.
    """

    left: tuple[Row, ...]
    right: tuple[Row, ...]
    reasons: tuple[Reason, ...]
    lineage: tuple[int, int] | None
    tasks: Table[TaskRow]
    units: Table[UnitRow]
    unmatched: Table[UnmatchedRow]

    @property
    def comparable(self) -> bool:
        """Whether the figures are comparable: there is no reason against it."""
        return not self.reasons

    @property
    def counts(self) -> dict[Status, int]:
        """Numbers of tasks that are the same, revised, new and gone."""
        times = Counter(row.status for row in self.tasks)
        return {status: times[status] for status in ("same", "revised", "came", "went")}


def compare(
    store: GraphStore,
    left: Scope,
    right: Scope,
    *,
    across: Iterable[Difference] = (),
    least: float = LEAST,
) -> Comparison:
    """Two sides compared; `across` is what they are meant to differ in, `least` the score of a match.

    Unit: distinct tasks. Caveat: a task that is worded anew, or parted otherwise, comes and goes here
    though the work went on; a function that moved without the lineage knowing shows as a change of hands.
    """
    a, b = _Side(store, left), _Side(store, right)
    against = reasons(a.documents, b.documents, tuple(across))
    years = _years(a, b)
    lineage = Lineage(store, text(a.documents[0], "region"), *years) if years else None
    matcher = _Mapper(a, b, lineage)
    likeness = Likeness([text(row, "text") for row in a.tasks], [text(row, "text") for row in b.tasks])
    pairs = pair_up(likeness.candidates(), least)
    return Comparison(
        left=tuple(a.documents),
        right=tuple(b.documents),
        reasons=against,
        lineage=years if lineage else None,
        tasks=Table.of(TaskRow, _tasks(a, b, pairs, matcher)),
        units=Table.of(UnitRow, matcher.units()),
        unmatched=Table.of(UnmatchedRow, matcher.unmatched()),
    )


def compare_documents(store: GraphStore, left: str, right: str, scope: Scope = Scope()) -> Comparison:  # noqa: B008
    """Two documents, by id, usually the earlier one first."""
    return compare(store, replace(scope, document=(left,)), replace(scope, document=(right,)))


def compare_years(store: GraphStore, left: int, right: int, scope: Scope = Scope()) -> Comparison:  # noqa: B008
    """The plans of two years, usually of one region (`scope`)."""
    return compare(store, replace(scope, year=(left,)), replace(scope, year=(right,)))


def compare_regions(
    store: GraphStore,
    left: str | Sequence[str],
    right: str | Sequence[str],
    scope: Scope = Scope(),  # noqa: B008
) -> Comparison:
    """The plans of two regions, by id, usually of one year; that they are two is no reason against it."""
    a, b = ((each,) if isinstance(each, str) else tuple(each) for each in (left, right))
    return compare(store, replace(scope, region=a), replace(scope, region=b), across=("region",))


Unit = tuple[str, int]
"""A line of work, or a name where an agency has none; its level seen from the document: −1 above, 1 below."""


class _Side:
    """The tasks of one side, with their agencies."""

    def __init__(self, store: GraphStore, scope: Scope) -> None:
        self.documents = store.read("compare/documents", scope.tasks())
        self.tasks = store.read("compare/tasks", scope.tasks())
        levels = {text(row, "document"): optional(row, "level") for row in self.documents}
        level_of = {text(row, "task"): levels[text(row, "document")] for row in self.tasks}
        self.text_of = {text(row, "task"): text(row, "text") for row in self.tasks}
        self.duties: dict[str, list[Row]] = defaultdict(list)
        self.agencies: dict[Unit, dict[str, Row]] = defaultdict(dict)
        self.tasks_of_unit: dict[Unit, set[str]] = defaultdict(set)
        for row in store.read("compare/duties", scope.duties()):
            task = text(row, "task")
            if task not in level_of:
                continue  # of a printing that another document's filter left out
            unit = _unit(row, level_of[task])
            self.duties[task].append({**row, "level_seen": unit[1]})
            self.agencies[unit][text(row, "agency")] = row
            self.tasks_of_unit[unit].add(task)

    def units(self, task: str, *, leading: bool) -> set[Unit]:
        return {
            (_line(row), number(row, "level_seen"))
            for row in self.duties[task]
            if row["role"] == "lead" or not leading
        }

    def names(self, task: str, *, leading: bool) -> tuple[str, ...]:
        rows = [row for row in self.duties[task] if row["role"] == "lead" or not leading]
        return tuple(sorted({text(row, "name") for row in rows}))

    def tasks_of(self, agency: str) -> int:
        return sum(any(row["agency"] == agency for row in rows) for rows in self.duties.values())


class _Mapper:
    """The left side's agencies as the right side has them."""

    def __init__(self, left: _Side, right: _Side, lineage: Lineage | None) -> None:
        self.left, self.right, self.lineage = left, right, lineage
        self.low: dict[Unit, set[str]] = defaultdict(set)
        self.high: dict[Unit, set[str]] = defaultdict(set)
        self.sources: dict[Unit, set[Unit]] = defaultdict(set)
        self.targets: dict[Unit, set[Unit]] = defaultdict(set)
        self.names: dict[str, str] = {}
        for side in (left, right):
            for unit, agencies in side.agencies.items():
                for row in agencies.values():
                    self.names[unit[0]] = optional(row, "system_name") or text(row, "name")
        for unit, tasks in left.tasks_of_unit.items():
            for task in tasks:
                targets = self.target(unit, task)
                for target in targets:
                    self.high[target].add(task)
                    self.sources[target].add(unit)
                    self.targets[unit].add(target)
                    if len(targets) == 1:
                        self.low[target].add(task)

    def target(self, unit: Unit, task: str) -> frozenset[Unit]:
        """Where an agency's task may be on the right: one unit where it is certain."""
        line, level_seen = unit
        agencies = self.left.agencies[unit].values()
        level = next((optional(row, "level") for row in agencies), None)
        if self.lineage is None or all(row["system"] is None for row in agencies):
            return frozenset((unit,))
        successors = self.lineage.successors(line, level)
        for each in successors.candidates:
            self.names.setdefault(each.system, each.name)
        return frozenset((system, level_seen) for system in successors.of(self.left.text_of[task]))

    def units(self) -> list[UnitRow]:
        units = {*self.left.tasks_of_unit, *self.right.tasks_of_unit, *self.high}
        return sorted((self._unit(unit) for unit in units), key=_fullest)

    def _unit(self, unit: Unit) -> UnitRow:
        plain, now = (len(side.tasks_of_unit.get(unit, ())) for side in (self.left, self.right))
        low, high = len(self.low.get(unit, ())), len(self.high.get(unit, ()))
        sources = self.sources.get(unit, set()) - {unit}
        return UnitRow(
            unit=unit[0],
            name=self.names[unit[0]],
            place=_SEEN_FROM[unit[1]],
            left_bodies=_names(self.left.agencies.get(unit, {})),
            right_bodies=_names(self.right.agencies.get(unit, {})),
            from_units=tuple(sorted(self.names[line] for line, _ in sources)),
            left_plain=plain,
            left_low=low,
            left_high=high,
            right=now,
            change_plain=now - plain,
            change_low=now - high,
            change_high=now - low,
            matched=bool(high and now),
        )

    def unmatched(self) -> list[UnmatchedRow]:
        lefts = _without_counterpart(
            "left", self.left, self._left_matched, "右边没有这个条线或其承接者的任务"
        )
        rights = _without_counterpart(
            "right", self.right, self.high.__contains__, "左边没有这个条线或其前身的任务"
        )
        return sorted((*lefts, *rights), key=lambda row: (row.side, -row.tasks, row.name))

    def _left_matched(self, unit: Unit) -> bool:
        return any(target in self.right.tasks_of_unit for target in self.targets[unit])

    def changed(self, left: str, right: str, *, leading: bool, plain: bool) -> Changed:
        """Whether a matched task's agencies are others than before."""
        before, after = self.left.units(left, leading=leading), self.right.units(right, leading=leading)
        if plain:
            return "no" if before == after else "yes"
        sets = [self.target(unit, left) for unit in before]
        if any(not each & after for each in sets) or after - {unit for each in sets for unit in each}:
            return "yes"
        return "no" if all(len(each) == 1 for each in sets) else "maybe"


def _without_counterpart(
    which: Literal["left", "right"], side: _Side, matched: Callable[[Unit], bool], why: str
) -> Iterator[UnmatchedRow]:
    for unit, agencies in side.agencies.items():
        if matched(unit):
            continue
        for agency, row in agencies.items():
            yield UnmatchedRow(
                side=which,
                agency=agency,
                name=text(row, "name"),
                system_name=optional(row, "system_name"),
                tasks=side.tasks_of(agency),
                reason=why if row["system"] is not None else "没有归入条线，另一边没有同名单位",
            )


def _tasks(a: _Side, b: _Side, pairs: Sequence[Match], mapper: _Mapper) -> list[TaskRow]:
    rows: list[TaskRow] = []
    for match in pairs:
        left, right = a.tasks[match.left], b.tasks[match.right]
        status: Status = "same" if match.score > _WHOLE_SAME else "revised"
        hands = _hands(mapper, text(left, "task"), text(right, "task"))
        rows.append(TaskRow(status=status, score=match.score, **_left(a, left), **_right(b, right), **hands))
    lefts, rights = {match.left for match in pairs}, {match.right for match in pairs}
    went = [row for at, row in enumerate(a.tasks) if at not in lefts]
    came = [row for at, row in enumerate(b.tasks) if at not in rights]
    rows += [TaskRow(status="went", **_left(a, row)) for row in went]
    rows += [TaskRow(status="came", **_right(b, row)) for row in came]
    return rows


class _Hands(TypedDict):
    leads_changed: Changed
    leads_changed_plain: Changed
    bodies_changed: Changed
    bodies_changed_plain: Changed


def _hands(mapper: _Mapper, left: str, right: str) -> _Hands:
    return {
        "leads_changed": mapper.changed(left, right, leading=True, plain=False),
        "leads_changed_plain": mapper.changed(left, right, leading=True, plain=True),
        "bodies_changed": mapper.changed(left, right, leading=False, plain=False),
        "bodies_changed_plain": mapper.changed(left, right, leading=False, plain=True),
    }


class _Left(TypedDict):
    left_task: str
    left_n: int
    left_text: str
    left_leads: tuple[str, ...]
    left_bodies: tuple[str, ...]


class _Right(TypedDict):
    right_task: str
    right_n: int
    right_text: str
    right_leads: tuple[str, ...]
    right_bodies: tuple[str, ...]


def _left(side: _Side, row: Row) -> _Left:
    task = text(row, "task")
    return {
        "left_task": task,
        "left_n": number(row, "n"),
        "left_text": text(row, "text"),
        "left_leads": side.names(task, leading=True),
        "left_bodies": side.names(task, leading=False),
    }


def _right(side: _Side, row: Row) -> _Right:
    task = text(row, "task")
    return {
        "right_task": task,
        "right_n": number(row, "n"),
        "right_text": text(row, "text"),
        "right_leads": side.names(task, leading=True),
        "right_bodies": side.names(task, leading=False),
    }


def _fullest(row: UnitRow) -> tuple[int, int, str, str]:
    return -row.right, -row.left_high, row.unit, row.place


def _years(a: _Side, b: _Side) -> tuple[int, int] | None:
    """Between which years functions passed on, where the left side is the earlier one."""
    lefts, rights = (
        [number(row, "year") for row in side.documents if row["year"] is not None] for side in (a, b)
    )
    if not lefts or not rights or max(lefts) >= max(rights):
        return None
    return max(lefts), max(rights)


def _unit(row: Row, level: str | None) -> Unit:
    own = optional(row, "level")
    seen = 0
    if own in _LEVELS and level in _LEVELS:
        seen = max(-1, min(1, _LEVELS.index(own) - _LEVELS.index(level)))
    return _line(row), seen


def _line(row: Row) -> str:
    return optional(row, "system") or text(row, "name")


def _names(agencies: Mapping[str, Row]) -> tuple[str, ...]:
    return tuple(sorted({text(row, "name") for row in agencies.values()}))
