"""Agencies and their duties in numbers."""

from __future__ import annotations

from pydantic import BaseModel, Field

from graph.records import AgencyKind, Basis, Role


class RoleCount(BaseModel):
    """How many tasks a body has in one role and on one basis. These are never added up."""

    role: Role
    basis: Basis | None
    tasks: int


class Agency(BaseModel):
    """A body, or a collective of bodies (kind `collective`)."""

    id: str
    name: str = Field(description="Canonical name.")
    aliases: list[str] = Field(description="All spellings met, the name among them.")
    kind: AgencyKind
    level: str | None = Field(description="国, 省, 市, 县 or 乡.")
    region_id: str
    region: str = Field(description="Name of its region.")
    system: str | None = Field(description="Its line of work (条线).")
    counts: list[RoleCount]
