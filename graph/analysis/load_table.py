"""Load (任务分布): how many tasks documents assign to whom, counts first and weighted schemes beside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import fsum, isnan
from typing import TYPE_CHECKING, Final, Literal

from core.errors import BadParameter
from core.rows import Row, Value, number, text
from graph.analysis.coding import Coding, fraction, leading_bodies, leading_duties
from graph.analysis.concentration import gini, hhi, top_share
from graph.analysis.ranking import ranks, tau_b
from graph.analysis.scope import Scope
from graph.analysis.tables import frame
from graph.labels import COUNT_COLUMNS
from graph.store import GraphStore

if TYPE_CHECKING:
    from pandas import DataFrame

Unit = Literal["agency", "system", "region", "year"]
Scheme = Literal["count", "lead_only", "fractional", "custom"]
SCHEMES: Final[tuple[Scheme, ...]] = ("count", "lead_only", "fractional")

COUNTS: Final[tuple[str, ...]] = tuple(COUNT_COLUMNS.values())
"""The columns of distinct tasks by role and basis: lead_named, lead_first, lead_sole, joint …"""

_ABOUT: Final[dict[Unit, tuple[str, ...]]] = {
    "agency": ("unit", "name", "kind", "region", "region_name", "system", "system_name"),
    "system": ("unit", "name", "agencies"),
    "region": ("unit", "name", "agencies"),
    "year": ("unit", "agencies"),
}
_ROLES: Final = ("lead", "joint", "assist", "supervise", "assess")


def load(
    store: GraphStore,
    scope: Scope = Scope(),  # noqa: B008  frozen
    *,
    by: Unit = "agency",
    schemes: Sequence[Scheme] = SCHEMES,
    lead_share: float = 0.5,
    weights: Mapping[str, float] | None = None,
    coding: Coding = "printed",
) -> DataFrame:
    """The load table: a row a body (or line of work, place of the documents, year), the fullest first.

    Columns: `unit` (id; the year itself) and what it is; `tasks`, distinct tasks in any role (a task
    printed twice in a document counts once, a body with two roles in it once); COUNTS, distinct tasks by
    role and basis, which may add up to more than `tasks`. Then for each scheme its value, its
    `…_share` of the column's sum and its `…_rank`, and over all schemes `rank_best` and `rank_worst`.

        count       distinct tasks
        lead_only   distinct tasks that it leads, under `coding`
        fractional  each task has mass 1: its leads `lead_share` of it in equal parts, its other bodies
                    (joint, assist) the rest (`fraction`); the column adds up to the number of tasks that
                    name such a body. Who supervises or assesses has none; nor, unless included, collectives,
                    whose part falls to the named bodies. For places and years it is that number of tasks.
        custom      Σ weight × tasks by role and basis; `weights` by column (lead_named) or role (lead)

    Unit: tasks on paper. `scope.role` and `scope.basis` narrow what is counted and `count`; `fractional`
    and `lead_only` look at all bodies of the tasks, and are told of those that are in the table.

    Source: fractional counting, Waltman and van Eck, Journal of Informetrics 9 (2015) 872.
    Caveat: see CAVEAT; compare only what is comparable (`graph.analysis.change`).

    Raises BadParameter for a share outside 0–1, and for `custom` without weights.
    """
    _check(schemes, lead_share, weights)
    about = {_key(row): row for row in store.read(f"load/{by}_tasks", scope.duties())}
    counts: dict[Value, dict[str, int]] = defaultdict(dict)
    for row in store.read(f"load/{by}_roles", scope.duties()):
        counts[_key(row)][_column(row)] = number(row, "tasks")
    values: dict[str, dict[Value, float]] = {}
    for scheme in schemes:
        match scheme:
            case "count":
                found: dict[Value, float] = {unit: number(row, "tasks") for unit, row in about.items()}
            case "lead_only":
                found = _led(store, scope, by, coding)
            case "fractional":
                found = _fractional(store, scope, by, coding, lead_share)
            case "custom":
                found = {unit: _weighted(held, weights or {}) for unit, held in counts.items()}
        values[scheme] = {unit: found.get(unit, 0) for unit in about}
    totals = {scheme: fsum(held.values()) for scheme, held in values.items()}
    rows = [
        {**row, **{name: counts[unit].get(name, 0) for name in COUNTS}, **_measured(unit, values, totals)}
        for unit, row in about.items()
    ]
    _rank(rows, schemes)
    rows.sort(key=lambda row: (-number(row, "tasks"), str(row["unit"])))
    ranked = [name for scheme in schemes for name in (scheme, f"{scheme}_share", f"{scheme}_rank")]
    columns = [*_ABOUT[by], "tasks", *COUNTS, *ranked, *(("rank_best", "rank_worst") if schemes else ())]
    return frame(rows, columns, unit="tasks on paper", by=by, coding=coding, lead_share=lead_share)


def robustness(table: DataFrame) -> DataFrame:
    """How far the schemes of a load table agree: Kendall's τ-b of each pair, over the rows of the table.

    Columns: `left`, `right`, `tau_b` (None where a scheme gives all the same), `units` (rows). A ranking
    that holds under one scheme only is a fact about the scheme. Source: see `tau_b`.
    """
    schemes = [name for name in (*SCHEMES, "custom") if name in table.columns]
    rows: list[dict[str, object]] = []
    for at, left in enumerate(schemes):
        for right in schemes[at + 1 :]:
            tau = tau_b([float(x) for x in table[left]], [float(x) for x in table[right]])
            rows.append(
                {"left": left, "right": right, "tau_b": None if isnan(tau) else tau, "units": len(table)}
            )
    return frame(rows, ("left", "right", "tau_b", "units"))


def concentration(table: DataFrame, *, top: Sequence[int] = (1, 5, 10)) -> DataFrame:
    """How unequally a load table spreads its tasks, a row a scheme.

    Columns: `scheme`, `units` (rows with any), `total`, `gini`, `hhi`, `effective` (1/HHI, in units),
    `top_k` (share of the k fullest). Only units with a task are compared. Sources: see
    `graph.analysis.concentration`.
    """
    schemes = [name for name in (*SCHEMES, "custom") if name in table.columns]
    rows: list[dict[str, object]] = []
    for scheme in schemes:
        values = [float(value) for value in table[scheme] if value > 0]
        index = hhi(values)
        rows.append(
            {
                "scheme": scheme,
                "units": len(values),
                "total": fsum(values),
                "gini": gini(values),
                "hhi": index,
                "effective": 1 / index if index else None,
                **{f"top_{k}": top_share(values, k) for k in top},
            }
        )
    columns = ("scheme", "units", "total", "gini", "hhi", "effective", *(f"top_{k}" for k in top))
    return frame(rows, columns)


def _led(store: GraphStore, scope: Scope, by: Unit, coding: Coding) -> dict[Value, float]:
    given = {**scope.doers(), **scope.chosen(), **leading_duties(coding)}
    return {_key(row): number(row, "tasks") for row in store.read(f"load/{by}_tasks", given)}


def _fractional(
    store: GraphStore, scope: Scope, by: Unit, coding: Coding, lead_share: float
) -> dict[Value, float]:
    if by in ("region", "year"):
        given: dict[str, Value] = {**scope.doers(), **scope.chosen(), "roles": ["lead", "joint", "assist"]}
        return {_key(row): number(row, "tasks") for row in store.read(f"load/{by}_tasks", given)}
    parts: dict[Value, list[float]] = defaultdict(list)
    system_of: Mapping[Value, Value] = {}
    if by == "system":
        bodies = store.read("load/agency_tasks", {**scope.doers(), **scope.chosen()})
        system_of = {row["unit"]: row["system"] for row in bodies}
    given = {**scope.doers(), **scope.chosen(), **leading_bodies(coding)}
    for row in store.read("load/agency_shares", given):
        beside, leads = number(row, "bodies"), number(row, "leads")
        part = fraction(beside, leads, leading=row["part"] == 1, lead_share=lead_share)
        unit = system_of[row["unit"]] if by == "system" else row["unit"]
        parts[unit].append(number(row, "tasks") * part)
    return {unit: fsum(held) for unit, held in parts.items()}


def _weighted(counts: Mapping[str, int], weights: Mapping[str, float]) -> float:
    return fsum(
        tasks * weights.get(name, weights.get(name.partition("_")[0], 0.0)) for name, tasks in counts.items()
    )


def _measured(
    unit: Value, values: Mapping[str, Mapping[Value, float]], totals: Mapping[str, float]
) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for scheme, held in values.items():
        found[scheme] = held[unit]
        found[f"{scheme}_share"] = held[unit] / totals[scheme] if totals[scheme] else None
    return found


def _rank(rows: Sequence[Row], schemes: Sequence[Scheme]) -> None:
    for scheme in schemes:
        for row, rank in zip(rows, ranks([_float(row, scheme) for row in rows]), strict=True):
            row[f"{scheme}_rank"] = rank
    for row in rows:
        held = [number(row, f"{scheme}_rank") for scheme in schemes]
        row["rank_best"], row["rank_worst"] = min(held, default=None), max(held, default=None)


def _float(row: Row, column: str) -> float:
    value = row[column]
    if not isinstance(value, int | float):
        raise TypeError(f"{column} holds {value!r}, not a number")
    return round(value, 9)  # equal sums of thirds tie, whatever their order


def _key(row: Row) -> Value:
    return row["unit"]


def _column(row: Row) -> str:
    role, basis = text(row, "role"), row["basis"]
    name = f"{role}_{basis}" if basis is not None and role in ("lead", "assist") else role
    if name not in COUNTS:
        raise TypeError(f"no duty has the role {role} by {basis}")
    return name


def _check(schemes: Sequence[Scheme], lead_share: float, weights: Mapping[str, float] | None) -> None:
    if not 0 <= lead_share <= 1:
        raise BadParameter("lead_share", f"应在 0 到 1 之间，给的是 {lead_share}")
    if "custom" in schemes and not weights:
        raise BadParameter("weights", "custom 方案要给各角色的权重，如 lead=2、joint=1")
    for name in weights or {}:
        if name not in COUNTS and name not in _ROLES:
            raise BadParameter("weights", f"没有“{name}”；可用的是 {'、'.join((*_ROLES, *COUNTS))}")
