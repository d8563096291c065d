"""How tasks are led: the first table of any paper on who is responsible."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from core.rows import Row, Value, number
from graph.analysis.coding import Coding, leading_bodies
from graph.analysis.scope import Scope
from graph.analysis.tables import frame
from graph.store import GraphStore

if TYPE_CHECKING:
    from pandas import DataFrame

Grouping = Literal["document", "region", "year", "all"]
_COUNTS: Final = ("tasks", "no_body", "no_lead", "one_lead", "several_leads")


def leads(
    store: GraphStore,
    scope: Scope = Scope(),  # noqa: B008  frozen
    *,
    by: Grouping = "document",
    coding: Coding = "printed",
) -> DataFrame:
    """How many tasks name no lead, one and several, a row a document, place, year, or for `all` one row.

    Columns: `unit` (id, the year, or "all"), `name`; `tasks`, distinct tasks; of these `no_body` name no
    body that counts (nobody, or, unless included, collectives only), `no_lead` name bodies and none to
    lead, `one_lead`, `several_leads`: these four add up to `tasks`, and each has its `…_share`.
    `collective` tasks name a collective; `bodies_mean` and `bodies_median` are of tasks with a body.

    Unit: distinct tasks. `coding` decides who leads (`graph.analysis.coding`); the filters of bodies
    (roles, systems) are not looked at. Caveat: what counts as one task is the document's own parting.
    """
    groups: dict[Value, _Group] = defaultdict(_Group)
    group_of: dict[Value, Value] = {}
    for row in store.read("load/documents", scope.tasks()):
        unit, name = _unit(row, by)
        group_of[row["unit"]] = unit
        group = groups[unit]
        group.name = name
        group.tasks += number(row, "tasks")
        group.collective += number(row, "collective")
    for row in store.read("load/document_leads", {**scope.doers(), **leading_bodies(coding)}):
        times = number(row, "tasks")
        group = groups[group_of[row["unit"]]]
        group.by_leads[min(number(row, "leads"), 2)] += times
        group.lengths.append((number(row, "bodies"), times))
    rows = [{"unit": unit, **group.row()} for unit, group in groups.items()]
    rows.sort(key=lambda row: str(row["unit"]))
    shares = [f"{name}_share" for name in _COUNTS[1:]]
    columns = ("unit", "name", *_COUNTS, *shares, "collective", "bodies_mean", "bodies_median")
    return frame(rows, columns, unit="distinct tasks", by=by, coding=coding)


@dataclass(slots=True)
class _Group:
    name: Value = None
    tasks: int = 0
    collective: int = 0
    by_leads: list[int] = field(default_factory=lambda: [0, 0, 0])
    lengths: list[tuple[int, int]] = field(default_factory=list)

    def row(self) -> dict[str, object]:
        none, one, several = self.by_leads
        counts = dict(zip(_COUNTS[1:], (self.tasks - sum(self.by_leads), none, one, several), strict=True))
        held = sum(self.by_leads)
        return {
            "name": self.name,
            "tasks": self.tasks,
            **counts,
            **{f"{name}_share": count / self.tasks if self.tasks else None for name, count in counts.items()},
            "collective": self.collective,
            "bodies_mean": sum(n * times for n, times in self.lengths) / held if held else None,
            "bodies_median": weighted_median(self.lengths),
        }


def weighted_median(values: Sequence[tuple[int, int]]) -> float | None:
    """The median of values that each stand for so many; None of nothing.

    >>> weighted_median([(1, 2), (4, 2)]), weighted_median([(1, 1), (2, 3)])
    (2.5, 2.0)
    """
    whole = sum(times for _, times in values)
    if not whole:
        return None

    def at(place: int) -> int:
        passed = 0
        for value, times in sorted(values):
            passed += times
            if passed > place:
                return value
        raise IndexError(place)

    return (at((whole - 1) // 2) + at(whole // 2)) / 2


def _unit(row: Row, by: Grouping) -> tuple[Value, Value]:
    match by:
        case "document":
            return row["unit"], row["name"]
        case "region":
            return row["region"], row["region_name"]
        case "year":
            return row["year"], None if row["year"] is None else f"{row['year']}年"
        case "all":
            return "all", "全部"
