"""Campaigns over their editions, regions and years, with the agencies in them."""

from __future__ import annotations

from starlette.datastructures import URL

from api.models.campaigns import Campaign, CampaignAgency, CampaignDetail, Round
from api.models.lists import EXACT_TOTAL, Page
from api.models.parameters import CampaignParameters
from api.service.paging import Paging
from api.service.snapshot import Snapshot
from core.rows import Row, Value
from graph.name_resolution import resolved


def campaign_page(url: URL, parameters: CampaignParameters, snapshot: Snapshot) -> Page[Campaign]:
    """A page of the campaigns that all filters leave. Raises BadParameter, AmbiguousName."""
    filters: dict[str, Value] = {
        "q": parameters.q,
        "kind": parameters.kind,
        **resolved(parameters.selection(), snapshot.read).parameters(parameters.filter_values()),
    }
    paging = Paging.of(url, parameters.limit, parameters.cursor, parameters.sort)
    return paging.read(
        snapshot,
        "campaigns",
        filters,
        lambda _, rows: [Campaign.model_validate(_campaign(row)) for row in rows],
    )


def campaign_detail(snapshot: Snapshot, id: str) -> CampaignDetail:
    """The campaign of that id, its agencies the busiest first. Raises UnknownRecord."""
    row = snapshot.record("Campaign", "campaigns/get", id)
    agencies = snapshot.rows("campaigns/agencies", campaign=id, limit=EXACT_TOTAL)
    return CampaignDetail.model_validate(
        {
            **_campaign(row),
            "rounds": [_round(each) for each in snapshot.rows("campaigns/years", campaign=id)],
            "agencies": [_agency(each) for each in agencies],
        }
    )


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


def _agency(row: Row) -> CampaignAgency:
    return CampaignAgency.model_validate(
        {
            "agency_id": row["agency"],
            "agency": row["name"],
            "region": row["region_name"],
            "role": row["role"],
            "tasks": row["tasks"],
        }
    )
