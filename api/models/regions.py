"""Regions and lines of work."""

from __future__ import annotations

from pydantic import BaseModel, Field


class Region(BaseModel):
    """A region."""

    id: str
    name: str = Field(description="Full name.")
    level: str | None = Field(description="国, 省, 市, 县 or 乡.")
    code: str | None = Field(description="Six digits (GB/T 2260), where it has one.")
    part_of: str | None = Field(description="Id of the region that it lies in.")
    documents: int = Field(description="Loaded documents for it.")
    agencies: int = Field(description="Agencies in it.")


class Succession(BaseModel):
    """A function that passed from one line of work to another (机构沿革)."""

    successor_id: str
    successor: str
    function: str = Field(description="What passed on.")
    kind: str = Field(description="renamed, merged, split or moved.")
    year: int | None
    region: str | None = Field(description="Name of the region where it holds; null for the whole country.")
    source: str = Field(description="Where that is written.")


class System(BaseModel):
    """A line of work (条线), with what became of it."""

    id: str
    name: str
    agencies: int = Field(description="Agencies in it.")
    succeeded_by: list[Succession]
