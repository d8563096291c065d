"""Campaigns: the list, one over its editions, regions and years, and its tasks."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request

from api.models.campaigns import Campaign, CampaignDetail
from api.models.lists import Page
from api.models.parameters import CampaignParameters, CampaignTaskParameters, Id, NoParameters
from api.models.tasks import TaskPage
from api.service.campaigns import campaign_detail, campaign_page
from api.service.tasks import task_page
from api.web.openapi import READS, READS_RECORD
from api.web.snapshots import CachedRoute, CurrentSnapshot

router = APIRouter(prefix="/api/v1/campaigns", tags=["campaigns"], route_class=CachedRoute)


@router.get("", operation_id="list_campaigns", summary="Campaigns by name", responses=READS)
def list_campaigns(
    request: Request, parameters: Annotated[CampaignParameters, Query()], snapshot: CurrentSnapshot
) -> Page[Campaign]:
    """The campaigns that all filters leave; with a region or year, the figures are of these alone."""
    return campaign_page(request.url, parameters, snapshot)


@router.get("/{id}", operation_id="get_campaign", summary="One campaign", responses=READS_RECORD)
def get_campaign(id: Id, _: Annotated[NoParameters, Query()], snapshot: CurrentSnapshot) -> CampaignDetail:
    """A campaign over its years, regions and editions, and the agencies in it, the busiest first."""
    return campaign_detail(snapshot, id)


@router.get(
    "/{id}/tasks",
    operation_id="list_campaign_tasks",
    summary="The tasks of one campaign",
    responses=READS_RECORD,
    response_model_exclude_unset=True,
)
def list_campaign_tasks(
    id: Id,
    request: Request,
    parameters: Annotated[CampaignTaskParameters, Query()],
    snapshot: CurrentSnapshot,
) -> TaskPage:
    """What `/tasks?campaign=` answers: each task with all the agencies that its clause names."""
    snapshot.record("Campaign", "campaigns/get", id)
    return task_page(request.url, parameters, snapshot, campaign=id)
