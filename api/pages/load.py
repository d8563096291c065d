"""The page of load (任务分布): counts by role side by side, shares, weights that can be changed, years."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse
from pydantic import Field

from api.models.parameters import DutiesMeasured
from api.pages import choices
from api.pages.canonical_urls import tidy
from api.pages.links import agency_path, narrowed, pairs, with_query
from api.pages.rendering import render
from api.service.labels import KIND_WORDS, column_words
from api.service.measures import LoadTables, load_tables
from api.service.network_views import chosen_ids
from api.service.snapshot import Snapshot
from api.web.snapshots import FreshSnapshot
from graph.analysis import CAVEAT_WORDS, Coding, Scope
from graph.analysis.load_table import Scheme, Unit
from graph.labels import COUNT_COLUMNS, role_words
from graph.name_resolution import resolved
from graph.records import Basis, Role
from graph.selection import names_of

router = APIRouter(include_in_schema=False, dependencies=[Depends(tidy)])

SHOWN: Final = 30
CHARTED: Final = 10
UNITS: Final[dict[Unit, str]] = {"agency": "单位", "system": "条线", "region": "地区", "year": "年度"}
CODINGS: Final[dict[Coding, str]] = {
    "printed": "按文件：牵头、独立负责都算",
    "named": "只算写明牵头的",
    "sole_apart": "独立负责不算",
    "first_listed": "没有牵头的，排第一的算",
}
SCHEME_WORDS: Final[dict[Scheme, str]] = {
    "count": "任务数",
    "lead_only": "只计牵头",
    "fractional": "按份分摊",
    "custom": "自定权重",
}
WEIGHTS: Final[dict[str, float]] = {
    "lead_named": 2.0,
    "lead_first": 2.0,
    "lead_sole": 2.0,
    "joint": 1.0,
    "assist_duty": 1.0,
    "assist_rule": 1.0,
    "assist_named": 0.5,
    "supervise": 0.0,
    "assess": 0.0,
}
"""What a task of each role weighs where the address does not say: a proposal to be changed, no measure."""

Weight = Annotated[float | None, Field(ge=0, le=100)]
_PASSED_TO_TASKS: Final = names_of("documents", "tasks", measured=True)
_IN_FORM: Final = (
    "by",
    "region",
    "scope",
    "year",
    "campaign",
    "system",
    "collective",
    "coding",
    "lead_share",
)


class LoadPageParameters(DutiesMeasured):
    """What the page takes; `w_…` are the weights of the columns."""

    by: Unit = "agency"
    coding: Coding = "printed"
    lead_share: Annotated[float, Field(ge=0, le=1)] = 0.5
    sort: Annotated[str, Field(max_length=40)] = "-tasks"
    show: Literal["all"] | None = None
    w_lead_named: Weight = None
    w_lead_first: Weight = None
    w_lead_sole: Weight = None
    w_joint: Weight = None
    w_assist_duty: Weight = None
    w_assist_rule: Weight = None
    w_assist_named: Weight = None
    w_supervise: Weight = None
    w_assess: Weight = None

    def weights(self) -> dict[str, float]:
        """The weight of each column that counts a role."""
        stated = {name: getattr(self, f"w_{name}") for name in WEIGHTS}
        return {name: WEIGHTS[name] if value is None else value for name, value in stated.items()}


@dataclass(frozen=True, slots=True)
class Column:
    """A column that counts a role and basis."""

    name: str
    role: Role
    basis: Basis | None
    words: str
    weight: float


@dataclass(frozen=True, slots=True)
class Head:
    """A heading that sorts; `order` is ascending, descending or none."""

    words: str
    path: str
    order: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table; the paths lead to the tasks that are counted."""

    name: str
    path: str | None
    about: str
    tasks: int
    tasks_path: str
    counts: list[tuple[int, str]]
    share: float | None
    fractional: float
    custom: float
    custom_share: float | None
    ranks: str


@router.get("/load")
def load_page(
    request: Request, parameters: Annotated[LoadPageParameters, Query()], snapshot: FreshSnapshot
) -> HTMLResponse:
    """How many tasks documents assign to whom."""
    scope = resolved(parameters.selection(), snapshot.read)
    measured = _tables(snapshot, scope, parameters, parameters.by)
    rows = _sorted(measured.rows, parameters.sort)
    columns = _columns(measured.rows, parameters.weights())
    shown = rows if parameters.show == "all" else rows[:SHOWN]
    lines = [_line(request, parameters, row, columns) for row in shown]
    years = measured.rows if parameters.by == "year" else _tables(snapshot, scope, parameters, "year").rows
    years = sorted((row for row in years if row["unit"] is not None), key=lambda row: int(row["unit"]))
    fullest = sorted(measured.rows, key=lambda row: (-row["tasks"], str(row["unit"])))[:CHARTED]
    return render(
        "load.html",
        parameters=parameters,
        chosen=chosen_ids(parameters, snapshot),
        units=UNITS,
        codings=CODINGS,
        unit_words=UNITS[parameters.by],
        years_offered=choices.years(snapshot),
        regions=choices.regions(snapshot, "documents"),
        campaigns=choices.campaigns(snapshot),
        systems=choices.systems(snapshot),
        hidden_fields=pairs(request, *_IN_FORM, *(f"w_{name}" for name in WEIGHTS)),
        clear="/load" if pairs(request) else None,
        columns=columns,
        heads=_heads(request, parameters, columns),
        lines=lines,
        total=len(rows),
        all_path=narrowed(request, show="all") if len(shown) < len(rows) else None,
        spread=[{**row, "words": SCHEME_WORDS[row["scheme"]]} for row in measured.spread],
        agreement=[
            (SCHEME_WORDS[row["left"]], SCHEME_WORDS[row["right"]], row["tau_b"])
            for row in measured.agreement
            if row["tau_b"] is not None
        ],
        years=[_line(request, parameters, row, columns, by="year") for row in years],
        units_chart=_chart(_distinct_names(fullest, parameters.by), fullest, columns),
        years_chart=_chart([f"{row['unit']}" for row in years], years, columns),
        caveat=CAVEAT_WORDS,
    )


def _tables(snapshot: Snapshot, scope: Scope, parameters: LoadPageParameters, by: Unit) -> LoadTables:
    """The tables by that unit with all schemes, computed once a revision."""
    weights = parameters.weights()
    key = (scope, by, parameters.coding, parameters.lead_share, tuple(weights.items()))
    return snapshot.caches.load_tables.get_or_compute(
        snapshot.revision,
        key,
        lambda: load_tables(snapshot.store, scope, by, parameters.coding, parameters.lead_share, weights),
    )


def _columns(rows: Sequence[Mapping[str, Any]], weights: Mapping[str, float]) -> list[Column]:
    """The roles that any row has, leads first."""
    return [
        Column(name, role, basis, column_words(name), weights[name])
        for (role, basis), name in COUNT_COLUMNS.items()
        if any(row[name] for row in rows)
    ]


def _sorted(rows: list[dict[str, Any]], sort: str) -> list[dict[str, Any]]:
    """In the order asked for; by tasks where there is no such column."""
    name = sort.removeprefix("-")
    if not rows or name not in rows[0]:
        name, sort = "tasks", "-tasks"
    words = isinstance(rows[0][name], str) if rows else False
    ordered = sorted(rows, key=lambda row: (-row["tasks"], str(row["unit"])))
    with_value = [row for row in ordered if row[name] is not None]
    without = [row for row in ordered if row[name] is None]
    key = (lambda row: str(row[name])) if words else (lambda row: float(row[name]))
    return sorted(with_value, key=key, reverse=sort.startswith("-")) + without


def _heads(request: Request, parameters: LoadPageParameters, columns: Sequence[Column]) -> dict[str, Head]:
    named = {
        "name" if parameters.by != "year" else "unit": UNITS[parameters.by],
        "tasks": "任务",
        **{column.name: column.words for column in columns},
        "count_share": "占比",
        "fractional": "按份分摊",
        "custom": "加权",
    }
    heads = {}
    for name, words in named.items():
        descending = name not in ("name", "unit")
        order = "none"
        if parameters.sort.removeprefix("-") == name:
            order = "descending" if parameters.sort.startswith("-") else "ascending"
            descending = order == "ascending"
        path = narrowed(request, sort=f"-{name}" if descending else name)
        heads["name" if name == "unit" else name] = Head(words, path, order)
    return heads


def _line(
    request: Request,
    parameters: LoadPageParameters,
    row: Mapping[str, Any],
    columns: Sequence[Column],
    by: Unit | None = None,
) -> Line:
    by = by or parameters.by
    filters = {"agency": "agency", "system": "system", "region": "region", "year": "year"}[by]
    narrow = [pair for pair in pairs(request) if pair[0] in _PASSED_TO_TASKS and pair[0] != filters]
    if by == "region":
        narrow = [pair for pair in narrow if pair[0] != "scope"]
    mine = [*narrow, (filters, row["unit"])]
    if by != "agency":
        mine.append(("collective", parameters.selection().collective))
    best, worst = row["rank_best"], row["rank_worst"]
    return Line(
        name=_called(row, by),
        path=agency_path(row["unit"]) if by == "agency" else None,
        about=_about(row, by),
        tasks=row["tasks"],
        tasks_path=with_query("/tasks", mine),
        counts=[
            (row[column.name], with_query("/tasks", [*mine, ("role", column.role), ("basis", column.basis)]))
            for column in columns
        ],
        share=row["count_share"],
        fractional=row["fractional"],
        custom=row["custom"],
        custom_share=row["custom_share"],
        ranks=f"{best}" if best == worst else f"{best}–{worst}",
    )


def _called(row: Mapping[str, Any], by: Unit) -> str:
    if by == "year":
        return "未注明年度" if row["unit"] is None else f"{row['unit']} 年"
    return str(row["name"])


def _distinct_names(rows: Sequence[Mapping[str, Any]], by: Unit) -> list[str]:
    """Names of the rows, with the region where the agencies are of several regions."""
    several = by == "agency" and len({row["region"] for row in rows}) > 1
    return [f"{row['name']}（{row['region_name']}）" if several else _called(row, by) for row in rows]


def _about(row: Mapping[str, Any], by: Unit) -> str:
    if by != "agency":
        return f"{row['agencies']} 个单位"
    kind = KIND_WORDS.get(str(row["kind"]), "") if row["kind"] == "collective" else None
    return " · ".join(str(part) for part in (row["region_name"], row["system_name"], kind) if part)


def _chart(labels: Sequence[str], rows: Sequence[Mapping[str, Any]], columns: Sequence[Column]) -> str:
    """The figures of a chart as JSON, for an attribute of its canvas."""
    series = [
        {
            "words": role_words(column.role, column.basis),
            "role": column.role if column.basis is None else f"{column.role}-{column.basis}",
            "tasks": [row[column.name] for row in rows],
        }
        for column in columns
    ]
    return json.dumps({"labels": list(labels), "series": series}, ensure_ascii=False)
