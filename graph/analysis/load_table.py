"""Load (任务分布): how many tasks documents assign to whom, counts first and weighted schemes beside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum, isnan
from typing import Final, Literal

from core.errors import BadParameter
from core.rows import Row, Value, number, text
from graph.analysis.coding import Coding, fraction, leading_codes, leading_duties
from graph.analysis.concentration import gini, hhi, top_share
from graph.analysis.ranking import ranks, tau_b
from graph.analysis.scope import Scope
from graph.analysis.tables import Table
from graph.labels import COUNT_COLUMNS
from graph.store import GraphStore

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
_DESCRIPTION: Final = frozenset(name for names in _ABOUT.values() for name in names) - {"unit"}
_ROLES: Final = ("lead", "joint", "assist", "supervise", "assess")


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadRow:
    """A unit of the load table.

    Counts are distinct tasks; a scheme's value is in tasks, its `…_share` from 0 to 1 of the column's
    sum, its `…_rank` from 1. What the table's unit does not have, and schemes that were not asked for,
    are None; `Table.columns` names the others.
    """

    unit: str | int | None
    name: str | None = None
    kind: str | None = None
    region: str | None = None
    region_name: str | None = None
    system: str | None = None
    system_name: str | None = None
    agencies: int | None = None
    tasks: int
    lead_named: int = 0
    lead_first: int = 0
    lead_sole: int = 0
    joint: int = 0
    assist_duty: int = 0
    assist_rule: int = 0
    assist_named: int = 0
    supervise: int = 0
    assess: int = 0
    count: float | None = None
    count_share: float | None = None
    count_rank: int | None = None
    lead_only: float | None = None
    lead_only_share: float | None = None
    lead_only_rank: int | None = None
    fractional: float | None = None
    fractional_share: float | None = None
    fractional_rank: int | None = None
    custom: float | None = None
    custom_share: float | None = None
    custom_rank: int | None = None
    rank_best: int | None = None
    rank_worst: int | None = None

    def value(self, scheme: Scheme) -> float | None:
        """Load of the unit under a scheme, in tasks."""
        value: float | None = getattr(self, scheme)
        return value


@dataclass(frozen=True, slots=True)
class Agreement:
    """Kendall's τ-b of two schemes over `units` rows; None where a scheme gives all the same."""

    left: Scheme
    right: Scheme
    tau_b: float | None
    units: int


@dataclass(frozen=True, slots=True)
class Concentration:
    """Concentration of the tasks under a scheme.

    `units` and `effective` (1/HHI) count units, `total` is in tasks, `gini`, `hhi` and the shares are
    from 0 to 1; `top` is the share of the k fullest by k, in tables the columns `top_k`.
    """

    scheme: Scheme
    units: int
    total: float
    gini: float
    hhi: float
    effective: float | None
    top: Mapping[int, float]

    @property
    def extra(self) -> Mapping[str, object]:
        """The columns `top_k`."""
        return {f"top_{k}": share for k, share in self.top.items()}


def load(
    store: GraphStore,
    scope: Scope = Scope(),  # noqa: B008  frozen
    *,
    by: Unit = "agency",
    schemes: Sequence[Scheme] = SCHEMES,
    lead_share: float = 0.5,
    weights: Mapping[str, float] | None = None,
    coding: Coding = "printed",
) -> Table[LoadRow]:
    """The load table: a row an agency (or line of work, region of the documents, year), the fullest first.

    Columns: `unit` (id; the year itself) and what it is; `tasks`, distinct tasks in any role (a task
    printed twice in a document counts once, an agency with two roles in it once); COUNTS, distinct tasks by
    role and basis, which may add up to more than `tasks`. Then for each scheme its value, its
    `…_share` of the column's sum and its `…_rank`, and over all schemes `rank_best` and `rank_worst`.

        count       distinct tasks
        lead_only   distinct tasks that it leads, under `coding`
        fractional  each task has mass 1: its leads `lead_share` of it in equal parts, its other agencies
                    (joint, assist) the rest (`fraction`); the column adds up to the number of tasks that
                    name such an agency. Supervision and assessment have none; nor, unless included,
                    collectives, whose part falls to the named agencies. For regions and years it
                    is that number of tasks.
        custom      Σ weight × tasks by role and basis; `weights` by column (lead_named) or role (lead)

    Unit: tasks on paper. `scope.role` and `scope.basis` narrow what is counted and `count`; `fractional`
    and `lead_only` look at all agencies of the tasks, and are listed for those that are in the table.

    Source: fractional counting, Waltman and van Eck, Journal of Informetrics 9 (2015) 872.
    Caveat: see CAVEAT; compare only what is comparable (`graph.analysis.change`).

    Raises BadParameter for a share outside 0–1, and for `custom` without weights.
    """
    _check(schemes, lead_share, weights)
    about = {_key(row): row for row in store.read(f"load/{by}_tasks", scope.duties())}
    counts: dict[Value, dict[str, int]] = defaultdict(dict)
    for row in store.read(f"load/{by}_roles", scope.duties()):
        counts[_key(row)][_column(row)] = number(row, "tasks")
    values: dict[Scheme, dict[Value, float]] = {}
    for scheme in schemes:
        match scheme:
            case "count":
                by_unit: dict[Value, float] = {unit: number(row, "tasks") for unit, row in about.items()}
            case "lead_only":
                by_unit = _led(store, scope, by, coding)
            case "fractional":
                by_unit = _fractional(store, scope, by, coding, lead_share)
            case "custom":
                by_unit = {unit: _weighted(roles, weights or {}) for unit, roles in counts.items()}
        values[scheme] = _uniform({unit: by_unit.get(unit, 0) for unit in about})
    measured = _measured(list(about), values)
    rows = [_row(row, counts[unit], measured[unit]) for unit, row in about.items()]
    rows.sort(key=lambda row: (-row.tasks, str(row.unit)))
    ranked = [name for scheme in schemes for name in (scheme, f"{scheme}_share", f"{scheme}_rank")]
    columns = [*_ABOUT[by], "tasks", *COUNTS, *ranked, *(("rank_best", "rank_worst") if schemes else ())]
    return Table.of(
        LoadRow, rows, columns, unit="tasks on paper", by=by, coding=coding, lead_share=lead_share
    )


def robustness(table: Table[LoadRow]) -> Table[Agreement]:
    """Agreement of the schemes of a load table: Kendall's τ-b of each pair, over the rows of the table.

    Columns: `left`, `right`, `tau_b` (None where a scheme gives all the same), `units` (rows). A ranking
    that holds under one scheme only is a fact about the scheme. Source: see `tau_b`.
    """
    schemes = _schemes_of(table)
    rows: list[Agreement] = []
    for at, left in enumerate(schemes):
        for right in schemes[at + 1 :]:
            tau = tau_b(_values(table, left), _values(table, right))
            rows.append(Agreement(left, right, None if isnan(tau) else tau, len(table)))
    return Table.of(Agreement, rows)


def concentration(table: Table[LoadRow], *, top: Sequence[int] = (1, 5, 10)) -> Table[Concentration]:
    """Concentration of a load table, a row a scheme.

    Columns: `scheme`, `units` (rows with any), `total`, `gini`, `hhi`, `effective` (1/HHI, in units),
    `top_k` (share of the k fullest). Only units with a task are compared. Sources: see
    `graph.analysis.concentration`.
    """
    rows: list[Concentration] = []
    for scheme in _schemes_of(table):
        values = [value for value in _values(table, scheme) if value > 0]
        index = hhi(values)
        rows.append(
            Concentration(
                scheme=scheme,
                units=len(values),
                total=fsum(values),
                gini=gini(values),
                hhi=index,
                effective=1 / index if index else None,
                top={k: top_share(values, k) for k in top},
            )
        )
    columns = ("scheme", "units", "total", "gini", "hhi", "effective", *(f"top_{k}" for k in top))
    return Table.of(Concentration, rows, columns)


def _schemes_of(table: Table[LoadRow]) -> list[Scheme]:
    """The schemes of the table."""
    schemes: tuple[Scheme, ...] = (*SCHEMES, "custom")
    return [scheme for scheme in schemes if scheme in table.columns]


def _values(table: Table[LoadRow], scheme: Scheme) -> list[float]:
    return [float(value) for row in table if (value := row.value(scheme)) is not None]


def _led(store: GraphStore, scope: Scope, by: Unit, coding: Coding) -> dict[Value, float]:
    leads = {**scope.doers(), **scope.chosen(), **leading_duties(coding)}
    return {_key(row): number(row, "tasks") for row in store.read(f"load/{by}_tasks", leads)}


def _fractional(
    store: GraphStore, scope: Scope, by: Unit, coding: Coding, lead_share: float
) -> dict[Value, float]:
    if by in ("region", "year"):
        doing: dict[str, Value] = {**scope.doers(), **scope.chosen(), "roles": ["lead", "joint", "assist"]}
        return {_key(row): number(row, "tasks") for row in store.read(f"load/{by}_tasks", doing)}
    parts: dict[Value, list[float]] = defaultdict(list)
    system_of: Mapping[Value, Value] = {}
    if by == "system":
        agencies = store.read("load/agency_tasks", {**scope.doers(), **scope.chosen()})
        system_of = {row["unit"]: row["system"] for row in agencies}
    coded = {**scope.doers(), **scope.chosen(), **leading_codes(coding)}
    for row in store.read("load/agency_shares", coded):
        beside, leads = number(row, "bodies"), number(row, "leads")
        part = fraction(beside, leads, leading=row["part"] == 1, lead_share=lead_share)
        unit = system_of[row["unit"]] if by == "system" else row["unit"]
        parts[unit].append(number(row, "tasks") * part)
    return {unit: fsum(masses) for unit, masses in parts.items()}


def _weighted(counts: Mapping[str, int], weights: Mapping[str, float]) -> float:
    return fsum(
        tasks * weights.get(name, weights.get(name.partition("_")[0], 0.0)) for name, tasks in counts.items()
    )


def _uniform(values: Mapping[Value, float]) -> dict[Value, float]:
    """The values as whole numbers where all are, else all as decimals, as a column holds them."""
    if all(isinstance(value, int) for value in values.values()):
        return dict(values)
    return {unit: float(value) for unit, value in values.items()}


def _measured(
    units: Sequence[Value], values: Mapping[Scheme, Mapping[Value, float]]
) -> dict[Value, dict[str, float | None]]:
    """Each unit's values, shares and ranks by the names of LoadRow's fields."""
    measured: dict[Value, dict[str, float | None]] = {unit: {} for unit in units}
    ranks_of: dict[Value, list[int]] = {unit: [] for unit in units}
    for scheme, by_unit in values.items():
        total = fsum(by_unit.values())
        # Equal sums of thirds tie, whatever their order.
        ranked = ranks([round(by_unit[unit], 9) for unit in units])
        for unit, rank in zip(units, ranked, strict=True):
            share = by_unit[unit] / total if total else None
            measured[unit] |= {scheme: by_unit[unit], f"{scheme}_share": share, f"{scheme}_rank": rank}
            ranks_of[unit].append(rank)
    for unit, ranks_there in ranks_of.items():
        measured[unit] |= {
            "rank_best": min(ranks_there, default=None),
            "rank_worst": max(ranks_there, default=None),
        }
    return measured


def _row(row: Row, counts: Mapping[str, int], measured: Mapping[str, float | None]) -> LoadRow:
    unit = row["unit"]
    if not isinstance(unit, str | int | None):
        raise TypeError(f"unit holds {unit!r}, neither text nor a year")
    about = {name: row[name] for name in _DESCRIPTION if name in row}
    # What the names of fields hold was checked where it was read or measured.
    return LoadRow(unit=unit, tasks=number(row, "tasks"), **about, **counts, **measured)  # type: ignore[arg-type]


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
