"""Agencies: search, one with its duties in numbers, its tasks, and whom it works with."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request

from api.models.agencies import Agency, Partners
from api.models.lists import Page
from api.models.parameters import AgencyParameters, AgencyTaskParameters, Id, NoParameters, PartnerParameters
from api.models.tasks import TaskPage
from api.service.agencies import agency_detail, agency_page, partners_of
from api.service.tasks import task_page
from api.web.openapi import READS, READS_RECORD
from api.web.snapshots import CachedRoute, CurrentSnapshot

router = APIRouter(prefix="/api/v1/agencies", tags=["agencies"], route_class=CachedRoute)


@router.get("", operation_id="list_agencies", summary="Agencies by region and name", responses=READS)
def list_agencies(
    request: Request, parameters: Annotated[AgencyParameters, Query()], snapshot: CurrentSnapshot
) -> Page[Agency]:
    """The agencies that all filters leave, each with its distinct tasks counted by role and basis."""
    return agency_page(request.url, parameters, snapshot)


@router.get("/{id}", operation_id="get_agency", summary="One agency", responses=READS_RECORD)
def get_agency(id: Id, _: Annotated[NoParameters, Query()], snapshot: CurrentSnapshot) -> Agency:
    """An agency with its distinct tasks counted by role and basis."""
    return agency_detail(snapshot, id)


@router.get(
    "/{id}/tasks",
    operation_id="list_agency_tasks",
    summary="The tasks of one agency",
    responses=READS_RECORD,
    response_model_exclude_unset=True,
)
def list_agency_tasks(
    id: Id, request: Request, parameters: Annotated[AgencyTaskParameters, Query()], snapshot: CurrentSnapshot
) -> TaskPage:
    """What `/tasks?agency=` answers: each task with all the agencies that its clause names."""
    snapshot.record("Agency", "agencies/get", id)
    return task_page(request.url, parameters, snapshot, agency=id)


@router.get(
    "/{id}/partners",
    operation_id="list_agency_partners",
    summary="Whom one agency works with",
    responses=READS_RECORD,
)
def list_agency_partners(
    id: Id, parameters: Annotated[PartnerParameters, Query()], snapshot: CurrentSnapshot
) -> Partners:
    """The agencies that stand in the same clauses, how often, in which roles, and in which campaigns."""
    return partners_of(snapshot, id, parameters)
