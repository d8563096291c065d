"""The page of load (任务分布): counts by role side by side, shares, weights that can be changed, years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from api.pages import choices
from api.pages.canonical_urls import tidy
from api.pages.charts import chart
from api.pages.links import narrowed, pairs
from api.pages.load_parameters import WEIGHTS, LoadPageParameters
from api.pages.load_rows import UNITS, Column, columns_of, distinct_names, heads_of, line_of, sorted_rows
from api.pages.rendering import render
from api.service.measures import LoadTables, load_tables
from api.service.network_views import chosen_ids
from api.service.snapshot import Snapshot
from api.web.snapshots import FreshSnapshot
from graph.analysis import CAVEAT_WORDS, Coding, Scope
from graph.analysis.load_table import Scheme, Unit
from graph.name_resolution import resolved

router = APIRouter(include_in_schema=False, dependencies=[Depends(tidy)])

CODINGS: Final[dict[Coding, str]] = {
    "printed": "按文件：牵头、独立负责都算",
    "named": "只算写明牵头的",
    "sole_apart": "独立负责不算",
    "first_listed": "没有牵头的，排第一的算",
}
SHOWN: Final = 30
CHARTED: Final = 10
SCHEME_WORDS: Final[dict[Scheme, str]] = {
    "count": "任务数",
    "lead_only": "只计牵头",
    "fractional": "按份分摊",
    "custom": "自定权重",
}

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


@router.get("/load")
def load_page(
    request: Request, parameters: Annotated[LoadPageParameters, Query()], snapshot: FreshSnapshot
) -> HTMLResponse:
    """How many tasks documents assign to whom."""
    scope = resolved(parameters.selection(), snapshot.read)
    measured = _tables(snapshot, scope, parameters, parameters.by)
    rows = sorted_rows(measured.rows, parameters.sort)
    columns = columns_of(measured.rows, parameters.weights())
    shown = rows if parameters.show == "all" else rows[:SHOWN]
    lines = [line_of(request, parameters, row, columns) for row in shown]
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
        heads=heads_of(request, parameters, columns),
        lines=lines,
        total=len(rows),
        all_path=narrowed(request, show="all") if len(shown) < len(rows) else None,
        spread=[{**row, "words": SCHEME_WORDS[row["scheme"]]} for row in measured.spread],
        agreement=[
            (SCHEME_WORDS[row["left"]], SCHEME_WORDS[row["right"]], row["tau_b"])
            for row in measured.agreement
            if row["tau_b"] is not None
        ],
        years=[line_of(request, parameters, row, columns, by="year") for row in years],
        units_chart=_chart(distinct_names(fullest, parameters.by), fullest, columns),
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


def _chart(labels: Sequence[str], rows: Sequence[Mapping[str, Any]], columns: Sequence[Column]) -> str:
    return chart(labels, [(each.role, each.basis, [row[each.name] for row in rows]) for each in columns])
