"""What a question is answered with: one object for HTTP, the page and the command line."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from api.limits import Total
from api.models.evidence import Evidence
from graph.records import Basis, Role

Status = Literal["answered", "ambiguous", "empty", "not_understood"]
ParameterValue = str | int | list[str]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class Assumption(_Part):
    """What was read into the question, and why; it is shown, never made in silence."""

    said: str = Field(description="The words of the question.")
    read_as: str = Field(description="What they were taken for.")
    why: str


class TaskRow(_Part):
    """A task and, unless a campaign's tasks were asked for, one body's part in it."""

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
    evidence: list[Evidence]


class SharedTaskRow(TaskRow):
    """A task that two bodies have in common: `role` … are the first one's, `partner_role` … the second's."""

    partner_id: str
    partner: str
    partner_region: str
    partner_role: Role
    partner_basis: Basis | None
    partner_verb: str | None


class BodyRow(_Part):
    """A body in a campaign, its tasks counted by role and basis, which are never added up."""

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
    evidence: list[Evidence] = Field(description="Of its first tasks in reading order, not of all.")


AnyRow = SharedTaskRow | TaskRow | BodyRow


class Answer(_Part):
    """The answer to a question, with all that it rests on.

    `parameters` are those of `query`; where several readings are shown, the parameter in which
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
    next: str | None = Field(description="Where the rows that were cut off can be read.")
    evidence: list[Evidence]
    alternatives: list[str] = Field(description="Questions that can be asked instead.")
