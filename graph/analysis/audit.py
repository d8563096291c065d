"""Hand-coding: a blind sheet of clauses, and how right the graph is against what coders wrote.

The sheet shows a task and its clause and nothing that the parser made of them. A coder writes who has
which part, `lead:市公安局、市教育局;assist:市财政局`, in the printed spelling; roles may be written in
Chinese (ROLE_WORDS).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from random import Random
from typing import Final

from core.errors import BadParameter
from core.rows import number, optional, strings, text
from graph.analysis.structure import SEED
from graph.analysis.tables import Table, columns_of
from graph.store import GraphStore


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A task of the sheet, in its random order from 1; `n` is its number in the document."""

    row: int
    task: str
    document: str | None
    n: int
    text: str
    clause: str | None
    coded: str = ""
    note: str = ""


SHEET: Final = columns_of(SheetRow)


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """Duties of a form and role: counts, and proportions from 0 to 1 with their 95 % intervals.

    Column names are those of the published table: `found` counts the graph's duties.
    """

    form: str
    role: str
    found: int
    right: int
    precision: float | None
    precision_low: float | None
    precision_high: float | None
    coded: int | None
    recall: float | None
    recall_low: float | None
    recall_high: float | None
    agreement: float | None = None
    kappa: float | None = None


ROLE_WORDS: Final[dict[str, str]] = {
    **{role: role for role in ("lead", "assist", "joint", "supervise", "assess")},
    "牵头": "lead",
    "独立负责": "lead",
    "责任": "assist",
    "配合": "assist",
    "共同": "joint",
    "共同负责": "joint",
    "督办": "supervise",
    "考核": "assess",
}

_Z: Final = 1.959964
_PART: Final = re.compile(r"[;；\n]")
_AGENCY: Final = re.compile(r"[、,，]")


def audit_sheet(store: GraphStore, *, n: int = 200, seed: int = SEED) -> Table[SheetRow]:
    """A blind sheet of about `n` distinct tasks, SHEET, drawn so that every form and role has its share.

    A stratum is a clause form and a role that it gave. Strata take turns, the rarest first, each drawing a
    task at random that none has drawn, until there are `n` or no more. Rows come in random order. `coded`
    and `note` are for the coder. The same graph, n and seed give the same sheet.
    """
    if n < 1:
        raise BadParameter("n", f"至少 1 条，给的是 {n}")
    random = Random(seed)
    strata: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in store.read("audit/strata"):
        strata[text(row, "form"), text(row, "role")].append(text(row, "task"))
    waiting = [tasks for _, tasks in sorted(strata.items(), key=lambda each: (len(each[1]), each[0]))]
    for tasks in waiting:
        random.shuffle(tasks)
    drawn: dict[str, None] = {}
    while len(drawn) < n and any(waiting):
        for tasks in waiting:
            while tasks and (task := tasks.pop()) in drawn:
                pass
            if len(drawn) < n:
                drawn.setdefault(task)
    order = list(drawn)
    random.shuffle(order)
    rows: list[SheetRow] = []
    for at, task in enumerate(order, start=1):
        row = store.read("tasks/get", {"task": task})[0]
        title, clause = optional(row, "title"), optional(row, "clause")
        rows.append(SheetRow(at, task, title, number(row, "n"), text(row, "text"), clause))
    return Table.of(SheetRow, rows, seed=seed, n=n)


def audit_score(store: GraphStore, coded: Mapping[str, str]) -> Table[ScoreRow]:
    """Agreement of the graph with hand-coded tasks: `coded` maps the task's id to what the coder wrote.

    Columns: `form`, `role`; `found`, duties of the graph in the coded tasks; `right`, those whose agency the
    coder has in the same role; `precision` = right/found; `coded` (by role, and in all: an agency that the
    parser missed has no form), duties that the coder wrote; `recall` = right/coded; of both `…_low` and
    `…_high`, Wilson intervals of 95 %. The last row, form and role "all", also has `agreement`, the part
    of agencies that both have to which both give the same role, and `kappa`, that beyond chance.

    Tasks with an empty `coded` are left out: no coder has seen them. Raises BadParameter for words that
    cannot be read.

    Sources: Wilson, JASA 22 (1927) 209; Cohen, Educational and Psychological Measurement 20 (1960) 37.
    Caveat: the sheet is stratified, so "all" is of the sheet, not of the graph; weigh strata by their size.
    """
    parsed: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    written: Counter[str] = Counter()
    both: list[tuple[str, str]] = []
    for task, words in coded.items():
        if not words.strip():
            continue
        wanted = read_coded(words)
        written.update(role for role, _ in wanted)
        roles_of: dict[str, str] = {agency: role for role, agency in wanted}
        for row in store.read("tasks/duties", {"task": task}):
            form, role, names = text(row, "form"), text(row, "role"), _names(store, row)
            parsed[form, role] += 1
            right[form, role] += any((role, name) in wanted for name in names)
            both += [(role, roles_of[name]) for name in sorted(names & roles_of.keys())[:1]]
    rows = [_row(form, role, parsed[form, role], right[form, role]) for form, role in sorted(parsed)]
    for role in sorted({role for _, role in parsed} | set(written)):
        hits = sum(times for (_, its), times in right.items() if its == role)
        there = sum(times for (_, its), times in parsed.items() if its == role)
        rows.append(_row("all", role, there, hits, written[role]))
    whole = _row("all", "all", parsed.total(), right.total(), written.total())
    rows.append(replace(whole, agreement=_agreement(both), kappa=kappa(both)))
    return Table.of(ScoreRow, rows)


def read_coded(words: str) -> set[tuple[str, str]]:
    """Parse a coder's entry into roles and agencies.

    >>> sorted(read_coded("lead:市公安局；配合：市教育局、市财政局"))
    [('assist', '市教育局'), ('assist', '市财政局'), ('lead', '市公安局')]
    """
    duties: set[tuple[str, str]] = set()
    for part in _PART.split(words):
        if not part.strip():
            continue
        role, colon, agencies = part.replace("：", ":").partition(":")
        if not colon or role.strip() not in ROLE_WORDS:
            known = "、".join(ROLE_WORDS)
            raise BadParameter("coded", f"“{part.strip()}”应写成 角色:单位、单位；角色可写 {known}")
        duties |= {
            (ROLE_WORDS[role.strip()], each.strip()) for each in _AGENCY.split(agencies) if each.strip()
        }
    return duties


@dataclass(frozen=True, slots=True)
class Interval:
    """A proportion with its 95 % interval; None of nothing."""

    value: float
    low: float
    high: float


def wilson(right: int, of: int) -> Interval | None:
    """The Wilson score interval of a proportion.

    >>> interval = wilson(9, 10)
    >>> round(interval.low, 3), round(interval.high, 3)
    (0.596, 0.982)
    """
    if not of:
        return None
    p = right / of
    middle = p + _Z**2 / (2 * of)
    spread = _Z * sqrt(p * (1 - p) / of + _Z**2 / (4 * of**2))
    whole = 1 + _Z**2 / of
    low, high = (middle - spread) / whole, (middle + spread) / whole
    return Interval(p, min(p, max(0.0, low)), max(p, min(1.0, high)))


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's κ of two codings of the same things; None of nothing, or where chance alone would agree.

    >>> kappa([("a", "a"), ("a", "b"), ("b", "b"), ("b", "b")])
    0.5
    """
    if not pairs:
        return None
    n = len(pairs)
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(left[each] * right[each] for each in left) / n**2
    return None if chance == 1 else (sum(a == b for a, b in pairs) / n - chance) / (1 - chance)


def _names(store: GraphStore, row: Mapping[str, object]) -> set[str]:
    """Names that a coder may write for the agency of a duty: as printed, its name, any of its spellings."""
    agency = store.read("agencies/get", {"agency": str(row["agency"])})[0]
    return {str(row["surface"]), str(row["name"]), *strings(agency["aliases"])}


def _agreement(both: Sequence[tuple[str, str]]) -> float | None:
    return sum(a == b for a, b in both) / len(both) if both else None


def _row(form: str, role: str, parsed: int, right: int, coded: int | None = None) -> ScoreRow:
    precision, recall = wilson(right, parsed), wilson(right, coded) if coded else None
    return ScoreRow(
        form=form,
        role=role,
        found=parsed,
        right=right,
        precision=precision.value if precision else None,
        precision_low=precision.low if precision else None,
        precision_high=precision.high if precision else None,
        coded=coded,
        recall=recall.value if recall else None,
        recall_low=recall.low if recall else None,
        recall_high=recall.high if recall else None,
    )
