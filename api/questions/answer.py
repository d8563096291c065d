"""What a question is answered with: one object for HTTP, the page and the command line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from api.models.evidence import Evidence
from api.models.lists import Total
from graph.records import Basis, Role

Status = Literal["answered", "ambiguous", "empty", "not_understood"]
ParameterValue = str | int | list[str]
FilterValue = str | int | bool | list[str] | list[int]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class Assumption(_Part):
    """What was read into the question, and why; it is shown, never made in silence."""

    said: str = Field(description="The words of the question.")
    read_as: str = Field(description="What they were taken for.")
    why: str


class _Row(_Part):
    evidence: list[Evidence] = Field(default=[], description="The printed words that prove the row.")


class TaskRow(_Row):
    """A task and, unless a campaign's tasks were asked for, one agency's part in it."""

    task_id: str
    document_id: str
    document: str | None = Field(description="The document's title.")
    region: str = Field(description="Name of the document's region.")
    year: int | None
    n: int = Field(description="Place in the document's reading order, from 1.")
    path: list[str]
    text: str
    clause: str
    deadline: str | None
    agency_id: str | None
    agency: str | None
    agency_region: str | None
    role: Role | None
    basis: Basis | None
    verb: str | None


class ChangedTaskRow(TaskRow):
    """A task of one of two years that are compared."""

    seen: str = Field(description="Whether its words are in both years' plans, or in which one.")


class SharedTaskRow(TaskRow):
    """A task that two agencies share: `role` … are the first one's, `partner_role` … the second's."""

    partner_id: str
    partner: str
    partner_region: str
    partner_role: Role
    partner_basis: Basis | None
    partner_verb: str | None


class AgencyRow(_Row):
    """An agency, its tasks counted by role and basis, which are never added up.

    `tasks` are distinct ones, whatever its parts in them; in a campaign they are not counted so.
    The evidence is that of its first tasks in reading order, not of all.
    """

    agency_id: str
    agency: str
    region: str
    lead_named: int = 0
    lead_first: int = 0
    lead_sole: int = 0
    joint: int = 0
    assist_duty: int = 0
    assist_rule: int = 0
    assist_named: int = 0
    supervise: int = 0
    assess: int = 0
    tasks: int | None = None


class PartnerRow(_Row):
    """An agency that another one has tasks in common with."""

    agency_id: str
    agency: str
    region: str
    tasks: int = Field(description="Distinct tasks in common, in the roles that were asked for.")


class DocumentRow(_Row):
    """A document with its facts."""

    document_id: str
    document: str | None = Field(description="Its title.")
    doc_number: str | None
    issuer: str | None
    region: str
    year: int | None
    issued_on: date | None
    draft: str | None
    tasks: int
    agencies: int
    campaigns: int


class CitationRow(_Row):
    """That a document names another one."""

    document_id: str
    document: str | None
    relation: str | None = Field(description="依据, 转发 or 废止.")
    cited_id: str
    cited: str | None
    cited_number: str | None
    loaded: bool = Field(description="Whether the cited document is in the graph.")
    surface: str
    url: str


class CampaignRow(_Row):
    """A campaign, with how much there is of it within what was asked for."""

    campaign_id: str
    campaign: str
    kind: str
    tasks: int
    first_year: int | None = None
    last_year: int | None = None


class EditionRow(_Row):
    """A campaign in the plans of one year and region."""

    campaign_id: str
    campaign: str
    year: int | None
    region: str
    edition: str | None
    tasks: int


class RegionRow(_Row):
    """A region with documents."""

    region_id: str
    region: str
    level: str | None
    documents: int
    agencies: int


class YearRow(_Row):
    """A year that there are plans for."""

    year: int | None
    documents: int


class SuccessionRow(_Row):
    """A function that passed from one line of work to another; `agencies` are agencies of the other."""

    year: int
    predecessor: str
    successor: str
    function: str
    kind: str
    agencies: list[str]
    source: str


class CountsRow(_Row):
    """How much the graph holds."""

    documents: int
    tasks: int
    agencies: int
    campaigns: int
    duties: int


AnyRow = (
    SharedTaskRow
    | ChangedTaskRow
    | TaskRow
    | AgencyRow
    | PartnerRow
    | DocumentRow
    | CitationRow
    | CampaignRow
    | EditionRow
    | RegionRow
    | YearRow
    | SuccessionRow
    | CountsRow
)


class RequestShown(_Part):
    """What a question was read as: what is wanted, of which tasks, grouped and ordered how."""

    wanted: str = Field(description="Kind of thing that is asked for, as listed by /api/v1/ask/intents.")
    selection: dict[str, FilterValue] = Field(
        default={}, description="Filters of tasks by the names of their HTTP parameters; agencies … are ids."
    )
    group: str | None = Field(default=None, description="What is counted by: agency, year, region …")
    order: str | None = Field(default=None, description="most or least, where things are ranked.")
    limit: int | None = Field(default=None, description="The first so many of a ranking.")


class Chip(_Part):
    """A filter that was read out of the question, to be seen and taken away."""

    filter: str = Field(description="Name of the HTTP parameter.")
    label: str = Field(description="What the filter is called.")
    value: str = Field(description="Its value in words.")
    words: str = Field(description="The words of the question that say it.")
    remove: str = Field(description="Query string of the selection without it.")


class Related(_Part):
    """What stands near a question that could not be wholly read; none of it is its answer."""

    agencies: list[AgencyRow] = Field(default=[], description="Agencies that it names, with their tasks.")
    campaigns: list[CampaignRow] = Field(default=[], description="Campaigns that it names.")
    tasks: list[TaskRow] = Field(default=[], description="Tasks that print its words.")
    questions: list[str] = Field(default=[], description="Questions about these names; each has an answer.")


class Answer(_Part):
    """The answer to a question, with all that it rests on.

    `parameters` are those of `query`; where several parsed questions are shown, the parameter in which
    they differ is a list. `cypher` is the statement that was run. `evidence` is that of all rows.
    """

    status: Status
    intent: str | None
    query: str | None
    parameters: dict[str, ParameterValue]
    cypher: str | None
    assumptions: list[Assumption]
    answer: str = Field(description="A sentence in Chinese.")
    columns: list[str]
    rows: list[AnyRow]
    total: Total | None = Field(description="Rows in all; null where several are shown.")
    next: str | None = Field(description="URL of the rows behind these; null on the last page.")
    evidence: list[Evidence]
    alternatives: list[str] = Field(description="Questions that can be asked instead.")
    context: str | None = Field(
        default=None, description="The whole question as it was read: give it as `context` with a follow-up."
    )
    request: RequestShown | None = Field(
        default=None, description="What the question was read as; null where it was not read."
    )
    chips: list[Chip] = Field(default=[], description="The filters of `request`, one by one.")
    tasks_url: str | None = Field(
        default=None, description="Address of the page that lists the same tasks; null where none are listed."
    )
    unread: list[str] = Field(default=[], description="Words of the question that could not be read.")
    related: Related | None = Field(
        default=None, description="What stands near a question that was not understood."
    )


def readable_columns(rows: Sequence[AnyRow]) -> list[str]:
    """The columns of rows that people read: neither ids and addresses nor what no row has."""
    values = [row.model_dump() for row in rows]
    return [
        column
        for column in type(rows[0]).model_fields
        if not column.endswith("_id")
        and column not in ("evidence", "url")
        and any(value[column] not in (None, [], "") for value in values)
    ]
