"""Agencies: search, one with its duties in numbers, and its tasks."""

from __future__ import annotations

from collections import defaultdict
from typing import Annotated

from fastapi import APIRouter, Query, Request

from api.columns import text
from api.models.agencies import Agency, RoleCount
from api.models.tasks import Task
from api.names import region_id, system_id
from api.openapi import READS, READS_ONE
from api.paging import Filters, Page, Paging
from api.parameters import AgencyParameters, AgencyTaskParameters, NoParameters
from api.reading import CurrentReading
from api.tasks import narrowed, task_page
from graph.store import Row, Value

router = APIRouter(prefix="/api/v1/agencies", tags=["agencies"])


@router.get("", operation_id="list_agencies", summary="Agencies by region and name", responses=READS)
def list_agencies(
    request: Request, asked: Annotated[AgencyParameters, Query()], reading: CurrentReading
) -> Page[Agency]:
    """The agencies that all filters leave, each with its distinct tasks counted by role and basis."""
    filters: dict[str, Value] = {
        "q": asked.q,
        "region": region_id(reading, asked.region),
        "system": system_id(reading, asked.system),
    }

    def items(these: Filters, rows: list[Row]) -> list[Agency]:
        counts: dict[str, list[Row]] = defaultdict(list)
        for each in reading.rows("agencies/counts", **these):
            counts[text(each, "agency")].append(each)
        return [_agency(row, counts[text(row, "agency")]) for row in rows]

    return Paging.of(request, asked.limit, asked.cursor).read(reading, "agencies", filters, items)


@router.get("/{id}", operation_id="get_agency", summary="One agency", responses=READS_ONE)
def get_agency(id: str, _: Annotated[NoParameters, Query()], reading: CurrentReading) -> Agency:
    """An agency with its distinct tasks counted by role and basis."""
    return _agency(reading.one("Agency", "agencies/get", id), reading.rows("agencies/counts", agency=id))


@router.get(
    "/{id}/tasks",
    operation_id="list_agency_tasks",
    summary="The tasks of one agency",
    responses=READS_ONE,
)
def list_agency_tasks(
    id: str, request: Request, asked: Annotated[AgencyTaskParameters, Query()], reading: CurrentReading
) -> Page[Task]:
    """What `/tasks?agency=` answers: each task with all the bodies that its clause names."""
    reading.one("Agency", "agencies/get", id)
    return task_page(request, asked, reading, narrowed(asked, reading, agency=id))


def _agency(row: Row, counts: list[Row]) -> Agency:
    return Agency.model_validate(
        {
            "id": row["agency"],
            "name": row["name"],
            "aliases": row["aliases"],
            "kind": row["kind"],
            "level": row["level"],
            "region_id": row["region"],
            "region": row["region_name"],
            "system": row["system_name"],
            "counts": [
                RoleCount.model_validate({name: each[name] for name in ("role", "basis", "tasks")})
                for each in counts
            ],
        }
    )
