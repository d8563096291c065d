"""Change (对照): which tasks came, went and changed hands between two sides, through the lineage.

A side is a scope: a document, a year, a place. Bodies are compared by their line of work at their level
(市工商局's tasks of 2016 stand beside 市市场监管局's of 2024), bodies without one by name; always with
and without the lineage side by side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from core.rows import Row, number, optional, text
from graph.analysis.comparable import Difference, Reason, reasons
from graph.analysis.matching import LEAST, Likeness, Match, pair_up
from graph.analysis.scope import Scope
from graph.analysis.succession import Lineage
from graph.analysis.tables import frame
from graph.store import GraphStore

if TYPE_CHECKING:
    from pandas import DataFrame

Status = Literal["same", "revised", "came", "went"]
Changed = Literal["no", "yes", "maybe"]

TASKS: Final = (
    *("status", "score", "left_task", "right_task", "left_n", "right_n", "left_text", "right_text"),
    *("left_leads", "right_leads", "left_bodies", "right_bodies"),
    *("leads_changed", "leads_changed_plain", "bodies_changed", "bodies_changed_plain"),
)
BODIES: Final = (
    *("unit", "name", "place", "left_bodies", "right_bodies", "from_units"),
    *("left_plain", "left_low", "left_high", "right", "change_plain", "change_low", "change_high", "matched"),
)
UNMATCHED: Final = ("side", "agency", "name", "system_name", "tasks", "reason")

_LEVELS: Final = ("国", "省", "市", "县", "乡")
_PLACES: Final = {-1: "上级", 0: "本级", 1: "下级"}
_WHOLE_SAME: Final = 0.9995


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sides compared.

    `comparable` is no where `reasons` has any: the figures are there all the same. `lineage` says
    between which years functions were followed, or None (one year on both sides, or none known).

    `tasks`, TASKS: each distinct task of either side, matched one to one by words. `status` is same
    (equal words), revised, came (right only), went (left only); `score` their likeness, 0–1; `…_leads`
    and `…_bodies` names; `leads_changed` and `bodies_changed` no, yes, or maybe (the lineage leaves it
    open) after the lineage, `…_plain` without it; None for tasks of one side.

    `bodies`, BODIES: a row a line of work at a level (or body without one). `left_plain` its tasks on the
    left by name alone; `left_low`, `left_high` by the lineage: low those that are certainly its own, high
    also those that may be (a split where no word of the task names a function); `right` its tasks on the
    right; `change_…` right − left, low to high; `from_units` whose tasks it took over. In distinct
    tasks; a task with several bodies counts for each. `matched` is whether both sides have any.

    `unmatched`, UNMATCHED: bodies that have no counterpart.
    """

    left: tuple[Row, ...]
    right: tuple[Row, ...]
    reasons: tuple[Reason, ...]
    lineage: tuple[int, int] | None
    tasks: DataFrame
    bodies: DataFrame
    unmatched: DataFrame

    @property
    def comparable(self) -> bool:
        """Whether nothing speaks against comparing the figures."""
        return not self.reasons

    @property
    def counts(self) -> dict[Status, int]:
        """How many tasks are the same, revised, came and went."""
        found = self.tasks["status"].value_counts()
        return {status: int(found.get(status, 0)) for status in ("same", "revised", "came", "went")}


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
    found = reasons(a.documents, b.documents, tuple(across))
    years = _years(a, b)
    lineage = Lineage(store, text(a.documents[0], "region"), *years) if years else None
    matcher = _Mapper(a, b, lineage)
    likeness = Likeness([text(row, "text") for row in a.tasks], [text(row, "text") for row in b.tasks])
    pairs = pair_up(likeness.candidates(), least)
    return Comparison(
        left=tuple(a.documents),
        right=tuple(b.documents),
        reasons=found,
        lineage=years if lineage else None,
        tasks=frame(_tasks(a, b, pairs, matcher), TASKS),
        bodies=frame(matcher.bodies(), BODIES),
        unmatched=frame(matcher.unmatched(), UNMATCHED),
    )


def compare_documents(store: GraphStore, left: str, right: str, scope: Scope = Scope()) -> Comparison:  # noqa: B008
    """Two documents, by id, usually the earlier one first."""
    return compare(store, replace(scope, document=(left,)), replace(scope, document=(right,)))


def compare_years(store: GraphStore, left: int, right: int, scope: Scope = Scope()) -> Comparison:  # noqa: B008
    """The plans of two years, usually of one place (`scope`)."""
    return compare(store, replace(scope, year=(left,)), replace(scope, year=(right,)))


def compare_regions(
    store: GraphStore,
    left: str | Sequence[str],
    right: str | Sequence[str],
    scope: Scope = Scope(),  # noqa: B008
) -> Comparison:
    """The plans of two places, by id, usually of one year; that they are two is no reason against it."""
    a, b = ((each,) if isinstance(each, str) else tuple(each) for each in (left, right))
    return compare(store, replace(scope, region=a), replace(scope, region=b), across=("region",))


Unit = tuple[str, int]
"""A line of work, or a name where a body has none; its level seen from the document: −1 above, 1 below."""


class _Side:
    """The tasks of one side, with their bodies."""

    def __init__(self, store: GraphStore, scope: Scope) -> None:
        self.documents = store.read("compare/documents", scope.tasks())
        self.tasks = store.read("compare/tasks", scope.tasks())
        levels = {text(row, "document"): optional(row, "level") for row in self.documents}
        level_of = {text(row, "task"): levels[text(row, "document")] for row in self.tasks}
        self.text_of = {text(row, "task"): text(row, "text") for row in self.tasks}
        self.duties: dict[str, list[Row]] = defaultdict(list)
        self.bodies: dict[Unit, dict[str, Row]] = defaultdict(dict)
        self.held: dict[Unit, set[str]] = defaultdict(set)
        for row in store.read("compare/duties", scope.duties()):
            task = text(row, "task")
            if task not in level_of:
                continue  # of a printing that another document's filter left out
            unit = _unit(row, level_of[task])
            self.duties[task].append({**row, "place": unit[1]})
            self.bodies[unit][text(row, "agency")] = row
            self.held[unit].add(task)

    def units(self, task: str, *, leading: bool) -> set[Unit]:
        return {
            (_line(row), number(row, "place"))
            for row in self.duties[task]
            if row["role"] == "lead" or not leading
        }

    def names(self, task: str, *, leading: bool) -> list[str]:
        rows = [row for row in self.duties[task] if row["role"] == "lead" or not leading]
        return sorted({text(row, "name") for row in rows})

    def tasks_of(self, agency: str) -> int:
        return sum(any(row["agency"] == agency for row in rows) for rows in self.duties.values())


class _Mapper:
    """The left side's bodies as the right side has them."""

    def __init__(self, left: _Side, right: _Side, lineage: Lineage | None) -> None:
        self.left, self.right, self.lineage = left, right, lineage
        self.low: dict[Unit, set[str]] = defaultdict(set)
        self.high: dict[Unit, set[str]] = defaultdict(set)
        self.sources: dict[Unit, set[Unit]] = defaultdict(set)
        self.targets: dict[Unit, set[Unit]] = defaultdict(set)
        self.names: dict[str, str] = {}
        for side in (left, right):
            for unit, bodies in side.bodies.items():
                for row in bodies.values():
                    self.names[unit[0]] = optional(row, "system_name") or text(row, "name")
        for unit, tasks in left.held.items():
            for task in tasks:
                targets = self.target(unit, task)
                for target in targets:
                    self.high[target].add(task)
                    self.sources[target].add(unit)
                    self.targets[unit].add(target)
                    if len(targets) == 1:
                        self.low[target].add(task)

    def target(self, unit: Unit, task: str) -> frozenset[Unit]:
        """Where a body's task may be on the right: one unit where it is certain."""
        line, place = unit
        bodies = self.left.bodies[unit].values()
        level = next((optional(row, "level") for row in bodies), None)
        if self.lineage is None or all(row["system"] is None for row in bodies):
            return frozenset((unit,))
        successors = self.lineage.successors(line, level)
        for each in successors.candidates:
            self.names.setdefault(each.system, each.name)
        return frozenset((system, place) for system in successors.of(self.left.text_of[task]))

    def bodies(self) -> list[dict[str, object]]:
        units = {*self.left.held, *self.right.held, *self.high}
        rows: list[dict[str, object]] = []
        for unit in units:
            plain, now = len(self.left.held.get(unit, ())), len(self.right.held.get(unit, ()))
            low, high = len(self.low.get(unit, ())), len(self.high.get(unit, ()))
            rows.append(
                {
                    "unit": unit[0],
                    "name": self.names[unit[0]],
                    "place": _PLACES[unit[1]],
                    "left_bodies": _names(self.left.bodies.get(unit, {})),
                    "right_bodies": _names(self.right.bodies.get(unit, {})),
                    "from_units": sorted(
                        self.names[line] for line, _ in self.sources.get(unit, set()) - {unit}
                    ),
                    "left_plain": plain,
                    "left_low": low,
                    "left_high": high,
                    "right": now,
                    "change_plain": now - plain,
                    "change_low": now - high,
                    "change_high": now - low,
                    "matched": bool(high and now),
                }
            )
        return sorted(rows, key=_fullest)

    def _named(self, units: Iterable[Unit]) -> list[str]:
        return sorted(self.names[line] for line, _ in units)

    def unmatched(self) -> list[dict[str, object]]:
        rows: list[dict[str, object]] = []
        for side, here, known, why in (
            ("left", self.left, self._left_matched, "右边没有这个条线或其承接者的任务"),
            ("right", self.right, lambda unit: unit in self.high, "左边没有这个条线或其前身的任务"),
        ):
            for unit, bodies in here.bodies.items():
                if known(unit):
                    continue
                for agency, row in bodies.items():
                    named = row["system"] is not None
                    rows.append(
                        {
                            "side": side,
                            "agency": agency,
                            "name": row["name"],
                            "system_name": row["system_name"],
                            "tasks": here.tasks_of(agency),
                            "reason": why if named else "没有归入条线，另一边没有同名单位",
                        }
                    )
        return sorted(rows, key=lambda row: (str(row["side"]), -int(str(row["tasks"])), str(row["name"])))

    def _left_matched(self, unit: Unit) -> bool:
        return any(target in self.right.held for target in self.targets[unit])

    def changed(self, left: str, right: str, *, leading: bool, plain: bool) -> Changed:
        """Whether a matched task's bodies are others than before."""
        before, after = self.left.units(left, leading=leading), self.right.units(right, leading=leading)
        if plain:
            return "no" if before == after else "yes"
        sets = [self.target(unit, left) for unit in before]
        if any(not each & after for each in sets) or after - {unit for each in sets for unit in each}:
            return "yes"
        return "no" if all(len(each) == 1 for each in sets) else "maybe"


def _tasks(a: _Side, b: _Side, pairs: Sequence[Match], mapper: _Mapper) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for match in pairs:
        one, other = a.tasks[match.left], b.tasks[match.right]
        status: Status = "same" if match.score > _WHOLE_SAME else "revised"
        hands = _hands(mapper, text(one, "task"), text(other, "task"))
        rows.append(
            {"status": status, "score": match.score, **_of("left", a, one), **_of("right", b, other), **hands}
        )
    lefts, rights = {match.left for match in pairs}, {match.right for match in pairs}
    went = [row for at, row in enumerate(a.tasks) if at not in lefts]
    came = [row for at, row in enumerate(b.tasks) if at not in rights]
    rows += [{"status": "went", **_of("left", a, row)} for row in went]
    rows += [{"status": "came", **_of("right", b, row)} for row in came]
    return rows


def _hands(mapper: _Mapper, left: str, right: str) -> dict[str, Changed]:
    return {
        f"{which}_changed{suffix}": mapper.changed(left, right, leading=which == "leads", plain=bool(suffix))
        for which in ("leads", "bodies")
        for suffix in ("", "_plain")
    }


def _fullest(row: Mapping[str, object]) -> tuple[int, int, str, str]:
    return -int(str(row["right"])), -int(str(row["left_high"])), str(row["unit"]), str(row["place"])


def _of(side: Literal["left", "right"], held: _Side, row: Row) -> dict[str, object]:
    task = text(row, "task")
    return {
        f"{side}_task": task,
        f"{side}_n": row["n"],
        f"{side}_text": row["text"],
        f"{side}_leads": held.names(task, leading=True),
        f"{side}_bodies": held.names(task, leading=False),
    }


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
    place = 0
    if own in _LEVELS and level in _LEVELS:
        place = max(-1, min(1, _LEVELS.index(own) - _LEVELS.index(level)))
    return _line(row), place


def _line(row: Row) -> str:
    return optional(row, "system") or text(row, "name")


def _names(bodies: Mapping[str, Row]) -> list[str]:
    return sorted({text(row, "name") for row in bodies.values()})
