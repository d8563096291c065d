"""Specialisation: agencies with more of a field's tasks than their size predicts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final, Literal

from core.errors import BadParameter
from core.rows import number, optional, text
from graph.analysis.scope import Scope
from graph.analysis.tables import Table
from graph.store import GraphStore

Specialist = Literal["agency", "system", "region"]
Field = Literal["campaign", "system"]
_KNOWN: Final = (("agency", "campaign"), ("system", "campaign"), ("region", "system"))


@dataclass(frozen=True, slots=True)
class SpecialisationRow:
    """A unit in a field: `tasks` and `expected` in distinct tasks, `lq` without a unit."""

    unit: str
    name: str | None
    field: str
    field_name: str | None
    tasks: int
    expected: float
    lq: float


def specialisation(
    store: GraphStore,
    scope: Scope = Scope(),  # noqa: B008  frozen
    *,
    of: Specialist = "agency",
    among: Field = "campaign",
    least: int = 1,
) -> Table[SpecialisationRow]:
    """The location quotient of agencies or lines of work in campaigns, or of regions in lines of work.

    LQ = (x / X_unit) / (X_field / X): x the distinct tasks that the unit has in the field, X_unit its
    sum over fields, X_field the field's over units, X the whole. 1 is as expected, 2 twice as much; no
    unit. A task in two fields, or with two units, counts in each.

    Columns: `unit`, `name`, `field`, `field_name`, `tasks` (x), `expected` (X_unit · X_field / X, in
    tasks), `lq`; by lq, the highest first. `least` leaves out pairs with fewer tasks: with one task of
    one, LQ is X/X_field at once and says little.

    Source: Hoover, Journal of Political Economy 44 (1936) 162, on location quotients.
    Caveat: only tasks of a campaign (or agencies of a line of work) are looked at.
    """
    if (of, among) not in _KNOWN:
        known = "、".join(f"{unit} in {field}" for unit, field in _KNOWN)
        raise BadParameter("among", f"没有 {of} in {among}；可用的是 {known}")
    rows = store.read(f"load/{of}_in_{among}", scope.duties())
    of_unit: Counter[str] = Counter()
    of_field: Counter[str] = Counter()
    for row in rows:
        of_unit[text(row, "unit")] += number(row, "tasks")
        of_field[text(row, "field")] += number(row, "tasks")
    whole = of_unit.total()
    pairs: list[SpecialisationRow] = []
    for row in rows:
        unit, field, tasks = text(row, "unit"), text(row, "field"), number(row, "tasks")
        expected = of_unit[unit] * of_field[field] / whole
        if tasks >= least:
            names = optional(row, "name"), optional(row, "field_name")
            pairs.append(
                SpecialisationRow(unit, names[0], field, names[1], tasks, expected, tasks / expected)
            )
    pairs.sort(key=lambda row: (-row.lq, row.unit, row.field))
    return Table.of(SpecialisationRow, pairs, of=of, among=among)
