"""What each write did to tasks and duties."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from graph.records import Basis, Role


class DutyState(BaseModel):
    """An agency's duty before or after a change. The agency may be gone since."""

    agency_id: str
    agency: str
    role: Role
    basis: Basis | None


class TaskState(BaseModel):
    """A task before or after a change."""

    text: str
    clause: str
    deadline: str | None
    duties: list[DutyState]


class TaskChange(BaseModel):
    """A task that came, went or changed."""

    task_id: str = Field(description="Id of the task; gone from the graph where it went.")
    change: Literal["came", "went", "changed"]
    before: TaskState | None = Field(description="Null where the task came.")
    after: TaskState | None = Field(description="Null where the task went.")


class Change(BaseModel):
    """What the coming, going or change of one document did."""

    id: str
    revision: int = Field(description="The revision of the graph after the write.")
    at: datetime = Field(description="When, UTC.")
    document_id: str
    document: str | None = Field(description="The document's title then.")
    event: Literal["created", "replaced", "removed"]
    came: int = Field(description="Tasks that came.")
    went: int = Field(description="Tasks that went.")
    changed: int = Field(description="Tasks whose clause, deadline or duties changed.")
    tasks: list[TaskChange]
