"""Load: how many tasks documents assign to whom, by role first, weighed beside it."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from pydantic import Field

from api.models.agencies import RoleCount
from api.models.measures import Agreement, Concentration, LoadPage, LoadRow, SchemeValue
from api.models.parameters import ListParameters, WeighedParameters
from api.service.paging import Paging
from api.web.openapi import READS
from api.web.snapshots import CachedRoute, CurrentSnapshot
from core.errors import BadParameter
from graph.analysis import CAVEAT_WORDS, Coding, concentration, load, records, robustness
from graph.analysis.load_table import SCHEMES, Scheme, Unit
from graph.labels import COUNT_COLUMNS
from graph.name_resolution import resolved

router = APIRouter(prefix="/api/v1/load", tags=["measures"], route_class=CachedRoute)

_WIDEST: Final = 10**12


class LoadParameters(WeighedParameters, ListParameters):
    """What the load table takes."""

    by: Annotated[Unit, Field(description="What a row is: a body, line of work, place or year.")] = "agency"
    lead_share: Annotated[
        float, Field(ge=0, le=1, description="Of a task's mass of 1, what its leads have in `fractional`.")
    ] = 0.5
    coding: Annotated[
        Coding,
        Field(
            description="Who counts as a lead: `printed`; `named` ones only; `sole_apart`, not who is alone; "
            "`first_listed`, also the first of a list without a lead."
        ),
    ] = "printed"


@router.get(
    "", operation_id="get_load", summary="Tasks by body, line of work, place or year", responses=READS
)
def get_load(
    request: Request, parameters: Annotated[LoadParameters, Query()], snapshot: CurrentSnapshot
) -> LoadPage:
    """Distinct tasks by role and basis, then by weighted schemes with shares and ranks, the fullest first.

    `robustness` and `concentration` are of the whole list, not of the page.
    """
    weights = _weights(parameters.weight)
    schemes: tuple[Scheme, ...] = (*SCHEMES, "custom") if weights else SCHEMES
    table = load(
        snapshot.store,
        resolved(parameters.selection(), snapshot.read),
        by=parameters.by,
        schemes=schemes,
        lead_share=parameters.lead_share,
        weights=weights,
        coding=parameters.coding,
    )
    rows = [
        {**row, "sort_key": f"{_WIDEST - int(str(row['tasks'])):013d}-{row['unit']}"}
        for row in records(table)
    ]
    paging = Paging.of(request.url, parameters.limit, parameters.cursor)
    beyond = paging.cut(rows)  # type: ignore[arg-type]  # records hold what rows hold
    items = [_row(dict(row), parameters.by, schemes) for row in beyond[: paging.limit]]
    page = paging.page(items, beyond, len(rows), snapshot.revision)
    return LoadPage(
        **{**dict(page), "sort": "-tasks"},
        by=parameters.by,
        coding=parameters.coding,
        lead_share=parameters.lead_share,
        robustness=[Agreement.model_validate(each) for each in records(robustness(table))],
        concentration=[Concentration.model_validate(each) for each in records(concentration(table))],
        caveat=CAVEAT_WORDS,
    )


def _row(row: dict[str, object], by: Unit, schemes: tuple[Scheme, ...]) -> LoadRow:
    return LoadRow.model_validate(
        {
            "id": None if by == "year" else row["unit"],
            "name": row.get("name"),
            "year": row["unit"] if by == "year" else None,
            "kind": row.get("kind"),
            "region_id": row.get("region"),
            "region": row.get("region_name"),
            "system_id": row.get("system"),
            "system": row.get("system_name"),
            "agencies": row.get("agencies"),
            "tasks": row["tasks"],
            "counts": [
                RoleCount.model_validate({"role": role, "basis": basis, "tasks": row[column]})
                for (role, basis), column in COUNT_COLUMNS.items()
                if row[column]
            ],
            "schemes": [
                SchemeValue.model_validate(
                    {
                        "scheme": scheme,
                        "value": row[scheme],
                        "share": row[f"{scheme}_share"],
                        "rank": row[f"{scheme}_rank"],
                    }
                )
                for scheme in schemes
            ],
            "rank_best": row["rank_best"],
            "rank_worst": row["rank_worst"],
        }
    )


def _weights(parameters: list[str]) -> dict[str, float]:
    weights: dict[str, float] = {}
    for each in parameters:
        name, _, value = each.partition(":")
        try:
            weights[name] = float(value)
        except ValueError:
            raise BadParameter("weight", f"“{each}”应写成 角色:数，如 lead:2") from None
        if not 0 <= weights[name] <= 1e6:
            raise BadParameter("weight", f"“{each}”的权重应在 0 到 1000000 之间")
    return weights
