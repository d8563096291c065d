"""Campaigns over editions, regions and years."""

from __future__ import annotations

from pydantic import BaseModel, Field

from graph.records import CampaignKind, Role


class Campaign(BaseModel):
    """A named campaign (专项行动)."""

    id: str
    name: str
    kind: CampaignKind = Field(description="`code` for a code name, `descriptive` for a title.")
    tasks: int
    regions: int = Field(description="How many regions have tasks of it.")
    first_year: int | None
    last_year: int | None


class Round(BaseModel):
    """The tasks of a campaign in one region and year, by edition."""

    year: int | None
    region_id: str
    region: str
    edition: str | None
    tasks: int


class CampaignAgency(BaseModel):
    """An agency in a campaign, by role."""

    agency_id: str
    agency: str
    region: str
    role: Role
    tasks: int


class CampaignDetail(Campaign):
    """A campaign with its rounds and the agencies in it."""

    rounds: list[Round]
    agencies: list[CampaignAgency]
