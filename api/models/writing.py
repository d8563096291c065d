"""What is sent about documents, and what became of them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.models.parameters import Parameters, Year
from api.models.problems import Problem
from graph.records import Basis, Role


def _words(most: int, least: int = 0) -> StringConstraints:
    return StringConstraints(
        strip_whitespace=True, min_length=least, max_length=most, pattern=r"^[^\x00-\x1f\x7f-\x9f]*$"
    )


class DocumentFacts(BaseModel):
    """Facts in place of what the text says, which often prints none. Null: as the text says.

    They are kept with the text, and hold whenever it is read again.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Annotated[str, _words(300)] | None = Field(default=None, description="Title. Empty: it has none.")
    doc_number: Annotated[str, _words(60)] | None = Field(
        default=None, description="发文字号, such as 云政办〔2024〕5号. Empty: it has none."
    )
    draft: Annotated[str, _words(20)] | None = Field(
        default=None, description="征求意见稿, 印发稿 … Empty: it says nothing of the kind."
    )
    region: Annotated[str, _words(60, 2)] | None = Field(
        default=None, description="Region, by full name or six-digit code."
    )
    year: Year | None = Field(default=None, description="The year the plan is for.")
    issuers: list[Annotated[str, _words(100, 1)]] | None = Field(
        default=None, max_length=20, description="Each 发文机关. Empty: it names none."
    )


class DryRun(Parameters):
    """Whether only to tell what would be."""

    dry_run: bool = Field(default=False, description="Write nothing; answer what would become of each.")


class SentDocument(DryRun):
    """A pasted text's name and facts; with files they stand in the part `metadata`."""

    filename: Annotated[str, _words(200, 1)] | None = Field(
        default=None, description="text/plain: the name that it is kept under."
    )
    title: Annotated[str, _words(300)] | None = Field(default=None, description="text/plain: its title.")
    doc_number: Annotated[str, _words(60)] | None = Field(default=None, description="text/plain: 发文字号.")
    draft: Annotated[str, _words(20)] | None = Field(default=None, description="text/plain: 征求意见稿 …")
    region: Annotated[str, _words(60, 2)] | None = Field(default=None, description="text/plain: region.")
    year: Year | None = Field(default=None, description="text/plain: the year the plan is for.")
    issuers: list[Annotated[str, _words(100, 1)]] = Field(
        default=[], max_length=20, description="text/plain: 发文机关; may be repeated."
    )


class TaskDuty(BaseModel):
    """A body's duty in a task."""

    agency: str = Field(description="Id of the body.")
    name: str
    role: Role
    basis: Basis | None


class TaskWords(BaseModel):
    """A task as it was, or is now."""

    text: str
    clause: str
    deadline: str | None
    duties: list[TaskDuty]


class TaskDifference(BaseModel):
    """A task that came, went or changed; its words tell it from others, not its place."""

    task: str = Field(description="Its id.")
    change: Literal["came", "went", "changed"]
    before: TaskWords | None
    after: TaskWords | None


class Diff(BaseModel):
    """What a write does to the tasks of a document, against the one whose place it takes."""

    came: int
    went: int
    changed: int
    tasks: list[TaskDifference]


class ReplacedDocument(BaseModel):
    """A document whose place another takes."""

    id: str
    title: str | None
    same_text: bool = Field(description="Whether it is the same text, read anew; else other words.")


class ReadDocument(BaseModel):
    """What was read from a file."""

    title: str | None
    doc_number: str | None
    region: str | None
    year: int | None
    tasks: int
    agencies: int = Field(description="How many bodies its clauses name.")
    campaigns: int
    diagnostics: int = Field(description="How many things a person should look at (待核对).")


class Written(BaseModel):
    """What became of one document, or in a dry run would."""

    filename: str = Field(description="The file's own name; of one in an archive: 工作.zip › 要点.docx.")
    sha256: str | None = Field(description="Of the normalised text; null where it was rejected.")
    status: Literal["created", "replaced", "unchanged", "rejected"]
    id: str | None
    problem: Problem | None = Field(description="Why it was rejected.")
    diff: Diff | None
    replaces: list[ReplacedDocument] = Field(description="The documents whose place it takes.")
    read: ReadDocument | None


class WrittenMany(BaseModel):
    """What became of each document, in the order sent. Each is written by itself."""

    items: list[Written]
    dry_run: bool


class RemovedDocument(BaseModel):
    """A document that was taken out, or in a dry run would be."""

    id: str
    status: Literal["removed"] = "removed"
    diff: Diff
