"""Agencies with their tasks counted by role and basis, and whom each works with."""

from __future__ import annotations

from collections import defaultdict

from starlette.datastructures import URL

from api.models.agencies import Agency, Partner, PartnerCampaign, PartnerRole, Partners, RoleCount
from api.models.lists import Page, capped_total
from api.models.parameters import AgencyParameters, PartnerParameters
from api.service.paging import Filters, Paging
from api.service.snapshot import Snapshot
from core.rows import Row, Value, text
from graph.filters import collective_parameters, of_kind
from graph.name_resolution import resolved


def agency_page(url: URL, parameters: AgencyParameters, snapshot: Snapshot) -> Page[Agency]:
    """A page of the agencies that all filters leave. Raises BadParameter, AmbiguousName."""
    filters: dict[str, Value] = {
        "q": parameters.q,
        **of_kind(resolved(parameters.selection(), snapshot.read).parameters(parameters.filter_values())),
        "kind": parameters.kind,
    }

    def items(page_filters: Filters, rows: list[Row]) -> list[Agency]:
        counts: dict[str, list[Row]] = defaultdict(list)
        for each in snapshot.rows("agencies/counts", **page_filters):
            counts[text(each, "agency")].append(each)
        return [_agency(row, counts[text(row, "agency")]) for row in rows]

    return Paging.of(url, parameters.limit, parameters.cursor, parameters.sort).read(
        snapshot, "agencies", filters, items
    )


def agency_detail(snapshot: Snapshot, id: str) -> Agency:
    """The agency of that id. Raises UnknownRecord."""
    return _agency(snapshot.record("Agency", "agencies/get", id), snapshot.rows("agencies/counts", agency=id))


def partners_of(snapshot: Snapshot, id: str, parameters: PartnerParameters) -> Partners:
    """The agencies that stand in the same clauses as that one. Raises UnknownRecord."""
    snapshot.record("Agency", "agencies/get", id)
    filters: dict[str, Value] = {
        "agency": id,
        "partner_roles": list(parameters.partner_role) or None,
        **parameters.selection().parameters(parameters.filter_values()),
        **of_kind(collective_parameters(parameters.collective)),
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
            for row in snapshot.rows("agencies/partners", limit=parameters.limit, **filters)
        ],
        next=None,
        total=capped_total(snapshot.total("agencies/partners_total", filters)),
        limit=parameters.limit,
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
