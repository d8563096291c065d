"""Agencies: search, one with its duties in numbers, its tasks, and whom it works with."""

from __future__ import annotations

from collections import defaultdict
from typing import Annotated

from fastapi import APIRouter, Query, Request

from api.models.agencies import Agency, Partner, PartnerCampaign, PartnerRole, Partners, RoleCount
from api.models.parameters import AgencyParameters, AgencyTaskParameters, Id, NoParameters, PartnerParameters
from api.models.tasks import TaskPage
from api.service.limits import told_total
from api.service.paging import Filters, Page, Paging
from api.service.tasks import task_page
from api.web.openapi import READS, READS_ONE
from api.web.snapshots import CachedRoute, CurrentSnapshot
from core.rows import Row, Value, text
from graph.filters import collective_parameters, of_kind
from graph.name_resolution import resolved

router = APIRouter(prefix="/api/v1/agencies", tags=["agencies"], route_class=CachedRoute)


@router.get("", operation_id="list_agencies", summary="Agencies by region and name", responses=READS)
def list_agencies(
    request: Request, asked: Annotated[AgencyParameters, Query()], snapshot: CurrentSnapshot
) -> Page[Agency]:
    """The agencies that all filters leave, each with its distinct tasks counted by role and basis."""
    filters: dict[str, Value] = {
        "q": asked.q,
        **of_kind(resolved(asked.selection(), snapshot.read).parameters(asked.filter_values())),
        "kind": asked.kind,
    }

    def items(these: Filters, rows: list[Row]) -> list[Agency]:
        counts: dict[str, list[Row]] = defaultdict(list)
        for each in snapshot.rows("agencies/counts", **these):
            counts[text(each, "agency")].append(each)
        return [_agency(row, counts[text(row, "agency")]) for row in rows]

    return Paging.of(request, asked.limit, asked.cursor, asked.sort).read(
        snapshot, "agencies", filters, items
    )


@router.get("/{id}", operation_id="get_agency", summary="One agency", responses=READS_ONE)
def get_agency(id: Id, _: Annotated[NoParameters, Query()], snapshot: CurrentSnapshot) -> Agency:
    """An agency with its distinct tasks counted by role and basis."""
    return _agency(snapshot.record("Agency", "agencies/get", id), snapshot.rows("agencies/counts", agency=id))


@router.get(
    "/{id}/tasks",
    operation_id="list_agency_tasks",
    summary="The tasks of one agency",
    responses=READS_ONE,
    response_model_exclude_unset=True,
)
def list_agency_tasks(
    id: Id, request: Request, asked: Annotated[AgencyTaskParameters, Query()], snapshot: CurrentSnapshot
) -> TaskPage:
    """What `/tasks?agency=` answers: each task with all the bodies that its clause names."""
    snapshot.record("Agency", "agencies/get", id)
    return task_page(request, asked, snapshot, agency=id)


@router.get(
    "/{id}/partners",
    operation_id="list_agency_partners",
    summary="Whom one agency works with",
    responses=READS_ONE,
)
def list_agency_partners(
    id: Id, asked: Annotated[PartnerParameters, Query()], snapshot: CurrentSnapshot
) -> Partners:
    """The bodies that stand in the same clauses, how often, in which roles, and in which campaigns."""
    snapshot.record("Agency", "agencies/get", id)
    filters: dict[str, Value] = {
        "agency": id,
        "partner_roles": list(asked.partner_role) or None,
        **asked.selection().parameters(asked.filter_values()),
        **of_kind(collective_parameters(asked.collective)),
    }
    roles: dict[str, list[PartnerRole]] = defaultdict(list)
    for row in snapshot.rows("agencies/partner_roles", **filters):
        roles[text(row, "partner")].append(
            PartnerRole.model_validate({name: row[name] for name in PartnerRole.model_fields})
        )
    campaigns: dict[str, list[PartnerCampaign]] = defaultdict(list)
    for row in snapshot.rows("agencies/partner_campaigns", **filters):
        campaigns[text(row, "partner")].append(
            PartnerCampaign.model_validate(
                {"campaign_id": row["campaign"], "campaign": row["name"], "tasks": row["tasks"]}
            )
        )
    return Partners(
        items=[
            _partner(row, roles[text(row, "partner")], campaigns[text(row, "partner")])
            for row in snapshot.rows("agencies/partners", limit=asked.limit, **filters)
        ],
        next=None,
        total=told_total(snapshot.total("agencies/partners_total", filters)),
        limit=asked.limit,
        sort="-tasks",
        as_of=snapshot.revision,
    )


def _partner(row: Row, roles: list[PartnerRole], campaigns: list[PartnerCampaign]) -> Partner:
    return Partner.model_validate(
        {
            "agency_id": row["partner"],
            "agency": row["name"],
            "kind": row["kind"],
            "region_id": row["region"],
            "region": row["region_name"],
            "tasks": row["tasks"],
            "by_role": roles,
            "campaigns": campaigns,
        }
    )


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
