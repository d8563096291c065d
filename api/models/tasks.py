"""Tasks, with the bodies that their clauses name and the campaigns that they belong to."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from api.models.evidence import Evidence
from api.models.lists import Page
from graph.records import Basis, CampaignKind, DueKind, Role


class Due(BaseModel):
    """A deadline in dates."""

    model_config = ConfigDict(serialize_by_alias=True, validate_by_name=True)

    kind: DueKind
    from_: date | None = Field(alias="from", description="First day of a period.")
    on: date | None = Field(description="Last day.")
    ongoing: bool = Field(description="Goes on without an end, beside a date or without.")


class Responsibility(BaseModel):
    """One body that a task's clause names."""

    agency_id: str
    agency: str = Field(description="Canonical name.")
    collective: bool = Field(description="Not a body but a collective, such as 各有关部门.")
    role: Role
    basis: Basis | None = Field(description="Why: named, sole, first (lead); named, duty, rule (assist).")
    verb: str | None = Field(description="The printed word that gave the role, such as 牵头.")
    evidence: Evidence


class Enrolment(BaseModel):
    """A campaign that a task belongs to."""

    campaign_id: str
    campaign: str
    kind: CampaignKind
    edition: str | None = Field(description="Year or number of the campaign's round, as printed.")
    evidence: Evidence


class Task(BaseModel):
    """A run of sentences that one responsibility clause closes."""

    id: str
    document_id: str
    document: str | None = Field(description="The document's title.")
    doc_number: str | None = Field(description="发文字号 of the document.")
    region_id: str
    region: str = Field(description="Name of the document's region.")
    year: int | None = Field(description="The year the plan is for.")
    n: int = Field(description="Place in the document's reading order, from 1.")
    number: str | None = Field(description="The task's own printed number.")
    path: list[str] = Field(description="Headings above it as printed, outermost first, and its number.")
    text: str
    clause: str = Field(description="Its responsibility clause, verbatim.")
    deadline: str | None = Field(description="As printed.")
    due: Due
    start: int = Field(description="Where its words begin in the document's text, in code points.")
    end: int
    clause_start: int = Field(description="Where its clause begins in the document's text.")
    clause_end: int
    responsibilities: list[Responsibility]


class TaskDetail(Task):
    """A task with everything about it."""

    repeats: str | None = Field(description="Id of the first equal task of the document.")
    campaigns: list[Enrolment]


class FacetCount(BaseModel):
    """How many tasks of the whole list have one value."""

    value: str | int | None = Field(description="What the filter of that name takes.")
    name: str | None = Field(description="Name of the region or campaign; null of a role or year.")
    tasks: int


class TaskPage(Page[Task]):
    """One page of a list of tasks."""

    facets: dict[str, list[FacetCount]] = Field(
        default={},
        description="Only where `facets` asked for it: the whole list counted by role, year, region or "
        "campaign, the most frequent first, at most 100 values each.",
    )
