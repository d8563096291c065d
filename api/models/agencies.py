"""Agencies and their duties in numbers."""

from __future__ import annotations

from pydantic import BaseModel, Field

from api.models.lists import Total
from graph.records import AgencyKind, Basis, Role


class RoleCount(BaseModel):
    """How many tasks an agency has in one role and on one basis. These are never added up."""

    role: Role
    basis: Basis | None
    tasks: int


class Agency(BaseModel):
    """An agency, or a collective of agencies (kind `collective`)."""

    id: str
    name: str = Field(description="Canonical name.")
    aliases: list[str] = Field(description="All spellings met, the name among them.")
    kind: AgencyKind
    level: str | None = Field(description="国, 省, 市, 县 or 乡.")
    region_id: str
    region: str = Field(description="Name of its region.")
    system: str | None = Field(description="Its line of work (条线).")
    counts: list[RoleCount]


class PartnerRole(BaseModel):
    """Tasks in common by the role of either."""

    role: Role = Field(description="Role of the agency that was asked for.")
    partner_role: Role
    tasks: int


class PartnerCampaign(BaseModel):
    """Tasks in common in one campaign."""

    campaign_id: str
    campaign: str
    tasks: int


class Partner(BaseModel):
    """An agency that has tasks in common with another."""

    agency_id: str
    agency: str = Field(description="Canonical name.")
    kind: AgencyKind
    region_id: str
    region: str
    tasks: int = Field(description="Distinct tasks in common.")
    by_role: list[PartnerRole] = Field(
        description="The same tasks by the roles of both; a task with several roles counts in each."
    )
    campaigns: list[PartnerCampaign] = Field(description="The campaigns of these tasks, the busiest first.")


class Partners(BaseModel):
    """The agencies that an agency works with, the most frequent first."""

    items: list[Partner]
    next: None = Field(description="Always null: the list is cut at `limit`, the most frequent first.")
    total: Total
    limit: int
    sort: str
    as_of: int
