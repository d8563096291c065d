"""Lead table: how many tasks name no lead, one or several; what a study of responsibility opens with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from core.rows import Row, Value, number
from graph.analysis.coding import Coding, leading_codes
from graph.analysis.scope import Scope
from graph.analysis.tables import Table
from graph.store import GraphStore

Grouping = Literal["document", "region", "year", "all"]


@dataclass(frozen=True, slots=True)
class LeadRow:
    """A document, region, year or the whole; counts in distinct tasks, shares of `tasks` from 0 to 1.

    Column names are those of the published table: `no_body` counts tasks that name no agency.
    """

    unit: Value
    name: Value
    tasks: int
    no_body: int
    no_lead: int
    one_lead: int
    several_leads: int
    no_body_share: float | None
    no_lead_share: float | None
    one_lead_share: float | None
    several_leads_share: float | None
    collective: int
    bodies_mean: float | None
    bodies_median: float | None


def leads(
    store: GraphStore,
    scope: Scope = Scope(),  # noqa: B008  frozen
    *,
    by: Grouping = "document",
    coding: Coding = "printed",
) -> Table[LeadRow]:
    """Counts of tasks with no, one and several leads, a row a document, region, year, or for `all` one row.

    Columns: `unit` (id, the year, or "all"), `name`; `tasks`, distinct tasks; of these `no_body` name no
    agency that counts (nobody, or, unless included, collectives only), `no_lead` name agencies and none to
    lead, `one_lead`, `several_leads`: these four add up to `tasks`, and each has its `…_share`.
    `collective` tasks name a collective; `bodies_mean` and `bodies_median` are of tasks with an agency.

    Unit: distinct tasks. `coding` decides who leads (`graph.analysis.coding`); the filters of agencies
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
    for row in store.read("load/document_leads", {**scope.doers(), **leading_codes(coding)}):
        times = number(row, "tasks")
        group = groups[group_of[row["unit"]]]
        group.by_leads[min(number(row, "leads"), 2)] += times
        group.lengths.append((number(row, "bodies"), times))
    rows = sorted((group.row(unit) for unit, group in groups.items()), key=lambda row: str(row.unit))
    return Table.of(LeadRow, rows, unit="distinct tasks", by=by, coding=coding)


@dataclass(slots=True)
class _Group:
    name: Value = None
    tasks: int = 0
    collective: int = 0
    by_leads: list[int] = field(default_factory=lambda: [0, 0, 0])
    lengths: list[tuple[int, int]] = field(default_factory=list)

    def row(self, unit: Value) -> LeadRow:
        no_lead, single, several = self.by_leads
        with_agency = sum(self.by_leads)
        no_agency = self.tasks - with_agency

        def share(count: int) -> float | None:
            return count / self.tasks if self.tasks else None

        return LeadRow(
            unit=unit,
            name=self.name,
            tasks=self.tasks,
            no_body=no_agency,
            no_lead=no_lead,
            one_lead=single,
            several_leads=several,
            no_body_share=share(no_agency),
            no_lead_share=share(no_lead),
            one_lead_share=share(single),
            several_leads_share=share(several),
            collective=self.collective,
            bodies_mean=sum(n * times for n, times in self.lengths) / with_agency if with_agency else None,
            bodies_median=weighted_median(self.lengths),
        )


def weighted_median(values: Sequence[tuple[int, int]]) -> float | None:
    """The median of values that each stand for so many; None of nothing.

    >>> weighted_median([(1, 2), (4, 2)]), weighted_median([(1, 1), (2, 3)])
    (2.5, 2.0)
    """
    whole = sum(times for _, times in values)
    if not whole:
        return None

    def at(position: int) -> int:
        passed = 0
        for value, times in sorted(values):
            passed += times
            if passed > position:
                return value
        raise IndexError(position)

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
