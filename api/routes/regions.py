"""Regions and lines of work, as far as the graph knows them."""

from __future__ import annotations

from collections import defaultdict
from typing import Annotated

from fastapi import APIRouter, Query, Request

from api.models.lists import Page
from api.models.parameters import RegionParameters, SystemParameters
from api.models.regions import Region, Succession, System
from api.service.paging import Paging
from api.web.openapi import READS
from api.web.snapshots import CachedRoute, CurrentSnapshot
from core.rows import Row, text
from graph.name_resolution import resolved

router = APIRouter(prefix="/api/v1", tags=["regions and systems"], route_class=CachedRoute)


@router.get("/regions", operation_id="list_regions", summary="Regions by code and name", responses=READS)
def list_regions(
    request: Request, parameters: Annotated[RegionParameters, Query()], snapshot: CurrentSnapshot
) -> Page[Region]:
    """Every region that a document or an agency is in, and those above."""
    inside = resolved(parameters.selection(), snapshot.read).region
    rows = [
        {**row, "sort_key": f"{row['code'] or '~'}-{row['name']}-{row['region']}"}
        for row in snapshot.cached("regions/list", {})
        if (parameters.q is None or parameters.q in text(row, "name"))
        and parameters.level in (None, row["level"])
        and (not inside or row["region"] in inside)
    ]
    paging = Paging.of(request.url, parameters.limit, parameters.cursor)
    beyond = paging.cut(rows)
    items = [_region(row) for row in beyond[: paging.limit]]
    return paging.page(items, beyond, len(rows), snapshot.revision)


@router.get("/systems", operation_id="list_systems", summary="Lines of work by name", responses=READS)
def list_systems(
    request: Request, parameters: Annotated[SystemParameters, Query()], snapshot: CurrentSnapshot
) -> Page[System]:
    """The lines of work (条线), each with its agencies in number and with what became of its functions."""
    rows = [
        {**row, "sort_key": f"{row['name']}-{row['system']}"}
        for row in snapshot.cached("systems/list", {})
        if parameters.q is None or parameters.q in text(row, "name")
    ]
    passed: dict[str, list[Succession]] = defaultdict(list)
    for row in snapshot.cached("systems/lineage", {}):
        passed[text(row, "predecessor")].append(_succession(row))
    paging = Paging.of(request.url, parameters.limit, parameters.cursor)
    beyond = paging.cut(rows)
    items = [_system(row, passed[text(row, "system")]) for row in beyond[: paging.limit]]
    return paging.page(items, beyond, len(rows), snapshot.revision)


def _region(row: Row) -> Region:
    same = ("name", "level", "code", "part_of", "documents", "agencies")
    return Region.model_validate({"id": row["region"], **{name: row[name] for name in same}})


def _succession(row: Row) -> Succession:
    return Succession.model_validate(
        {
            "successor_id": row["successor"],
            "successor": row["successor_name"],
            "function": row["function"],
            "kind": row["kind"],
            "year": row["year"],
            "region": row["region_name"],
            "source": row["source"],
        }
    )


def _system(row: Row, passed: list[Succession]) -> System:
    return System.model_validate(
        {"id": row["system"], "name": row["name"], "agencies": row["agencies"], "succeeded_by": passed}
    )
