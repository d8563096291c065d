"""Documents, what was read in them, and their text."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, Field


class Document(BaseModel):
    """A work plan."""

    id: str
    title: str | None
    doc_number: str | None = Field(description="发文字号.")
    draft: str | None = Field(description="征求意见稿 or 印发稿, where it says so.")
    region_id: str
    region: str = Field(description="Name of its region.")
    issuer: str | None = Field(description="发文机关 as printed.")
    issuers: list[str]
    level: str | None
    year: int | None = Field(description="The year the plan is for.")
    issued_on: date | None = Field(description="成文日期, else 印发日期.")
    source: str = Field(description="The file that it was read from.")
    ingested_at: datetime | None = Field(description="When it was last loaded, UTC.")
    tasks: int
    agencies: int
    campaigns: int
    diagnostic_count: int = Field(
        description="How many diagnostics a person should look at (待核对): all but those of severity `info`."
    )


class OutlineEntry(BaseModel):
    """A stretch of the text that is in no task."""

    kind: Literal["heading", "preamble", "closing"]
    depth: int
    text: str
    start: int
    end: int


class Location(BaseModel):
    """Where in the file a stretch of the text stands."""

    start: int
    end: int
    page: int | None
    paragraph: int | None
    sheet: str | None
    cell: str | None


class Removed(BaseModel):
    """Page furniture taken out of the text."""

    text: str
    line: int = Field(description="The line of the file that it stood in, from 1.")


class Diagnostic(BaseModel):
    """Something that a person should look at (待核对)."""

    severity: Literal["info", "warning", "error"]
    code: str
    message: str
    start: int
    end: int


class Citation(BaseModel):
    """A document that this one names."""

    document_id: str
    loaded: bool = Field(description="Whether it is in the graph itself.")
    relation: str = Field(description="依据, 转发 or 废止.")
    title: str | None
    doc_number: str | None
    surface: str = Field(description="The words as printed.")
    start: int
    end: int


class DocumentDetail(Document):
    """A document with all that its text says of itself. Offsets count code points of its text."""

    period: list[int] = Field(description="First and last year, of a plan for several.")
    rule: str | None = Field(description="Words of a rule for the whole document.")
    default_parties: str | None = Field(description="Words of a default stated once for all tasks.")
    sha256: str = Field(description="Of the text in UTF-8.")
    corrections: dict[str, str | int | list[str]] = Field(
        description="The facts that a person corrected; empty, that the document has none."
    )
    length: int = Field(description="Code points in the text.")
    cites: list[Citation]
    outline: list[OutlineEntry]
    places: list[Location]
    removed: list[Removed]
    diagnostics: list[Diagnostic] = Field(
        description="What was noticed: to be checked (待核对), or for information (`info`)."
    )


class DocumentText(BaseModel):
    """The text of a document, or a stretch of it."""

    document_id: str
    start: int
    end: int = Field(description="Exclusive.")
    length: int = Field(description="Of the whole text; code points, or UTF-16 units where asked for.")
    text: str
