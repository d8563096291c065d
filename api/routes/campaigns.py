"""Campaigns: the list, one over its editions, regions and years, and its tasks."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request

from api.models.campaigns import Campaign, CampaignBody, CampaignDetail, Round
from api.models.parameters import CampaignParameters, CampaignTaskParameters, Id, NoParameters
from api.models.tasks import TaskPage
from api.service.limits import EXACT_TOTAL
from api.service.paging import Page, Paging
from api.service.tasks import task_page
from api.web.openapi import READS, READS_ONE
from api.web.snapshots import CachedRoute, CurrentSnapshot
from core.rows import Row, Value
from graph.name_resolution import resolved

router = APIRouter(prefix="/api/v1/campaigns", tags=["campaigns"], route_class=CachedRoute)


@router.get("", operation_id="list_campaigns", summary="Campaigns by name", responses=READS)
def list_campaigns(
    request: Request, asked: Annotated[CampaignParameters, Query()], snapshot: CurrentSnapshot
) -> Page[Campaign]:
    """The campaigns that all filters leave; with a region or year, the figures are of these alone."""
    filters: dict[str, Value] = {
        "q": asked.q,
        "kind": asked.kind,
        **resolved(asked.selection(), snapshot.read).parameters(asked.filter_values()),
    }
    paging = Paging.of(request, asked.limit, asked.cursor, asked.sort)
    return paging.read(
        snapshot,
        "campaigns",
        filters,
        lambda _, rows: [Campaign.model_validate(_campaign(row)) for row in rows],
    )


@router.get("/{id}", operation_id="get_campaign", summary="One campaign", responses=READS_ONE)
def get_campaign(id: Id, _: Annotated[NoParameters, Query()], snapshot: CurrentSnapshot) -> CampaignDetail:
    """A campaign over its years, regions and editions, and the bodies in it, the busiest first."""
    row = snapshot.record("Campaign", "campaigns/get", id)
    bodies = snapshot.rows("campaigns/agencies", campaign=id, limit=EXACT_TOTAL)
    return CampaignDetail.model_validate(
        {
            **_campaign(row),
            "rounds": [_round(each) for each in snapshot.rows("campaigns/years", campaign=id)],
            "agencies": [_body(each) for each in bodies],
        }
    )


@router.get(
    "/{id}/tasks",
    operation_id="list_campaign_tasks",
    summary="The tasks of one campaign",
    responses=READS_ONE,
    response_model_exclude_unset=True,
)
def list_campaign_tasks(
    id: Id, request: Request, asked: Annotated[CampaignTaskParameters, Query()], snapshot: CurrentSnapshot
) -> TaskPage:
    """What `/tasks?campaign=` answers: each task with all the bodies that its clause names."""
    snapshot.record("Campaign", "campaigns/get", id)
    return task_page(request, asked, snapshot, campaign=id)


def _campaign(row: Row) -> dict[str, object]:
    return {
        "id": row["campaign"],
        **{name: row[name] for name in ("name", "kind", "tasks", "regions", "first_year", "last_year")},
    }


def _round(row: Row) -> Round:
    return Round.model_validate(
        {
            "year": row["year"],
            "region_id": row["region"],
            "region": row["region_name"],
            "edition": row["edition"],
            "tasks": row["tasks"],
        }
    )


def _body(row: Row) -> CampaignBody:
    return CampaignBody.model_validate(
        {
            "agency_id": row["agency"],
            "agency": row["name"],
            "region": row["region_name"],
            "role": row["role"],
            "tasks": row["tasks"],
        }
    )
