"""Card of a task: its words, its agencies by role, its clause, and the searched words marked."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby

from api.models.tasks import Task
from api.pages.passages import Passage, Piece, pieces
from graph.labels import role_words
from graph.records import Basis, Role


@dataclass(frozen=True, slots=True)
class TaskAgency:
    """An agency of a task; `highlighted` where the page is about it."""

    agency_id: str
    agency: str
    collective: bool
    highlighted: bool


@dataclass(frozen=True, slots=True)
class RoleGroup:
    """The agencies of a task in one role, by one printed word."""

    role: Role
    basis: Basis | None
    words: str
    verb: str | None
    agencies: list[TaskAgency]


@dataclass(frozen=True, slots=True)
class Card:
    """A task with its agencies and its clause; where its document was read, with the passage."""

    task: Task
    headings: list[str]
    text: list[Piece]
    roles: list[RoleGroup]
    clause: list[Piece]
    passage: Passage | None


def card_of(
    task: Task,
    *,
    highlighted: Collection[str] = (),
    spans: Collection[tuple[int, int]] | None = None,
    passage: Passage | None = None,
) -> Card:
    """The card of a task. `highlighted` are ids of the agencies that the page is about.

    `spans` are the words to mark, in code points of the document; without them, the names of these agencies.
    """
    if spans is None:
        spans = [
            (each.evidence.start, each.evidence.end)
            for each in task.responsibilities
            if each.agency_id in highlighted
        ]
    return Card(
        task=task,
        headings=[each for each in task.path if each != task.number],
        text=pieces(task.text, task.start, spans),
        roles=roles_of(task, highlighted),
        clause=pieces(task.clause, task.clause_start, spans),
        passage=passage,
    )


def roles_of(task: Task, highlighted: Collection[str] = ()) -> list[RoleGroup]:
    """The agencies of a task in the order of its clause, those of one role and word together."""
    alike = groupby(task.responsibilities, key=lambda each: (each.role, each.basis, each.verb))
    return [
        RoleGroup(
            role=role,
            basis=basis,
            words=role_words(role, basis),
            verb=verb,
            agencies=[
                TaskAgency(each.agency_id, each.agency, each.collective, each.agency_id in highlighted)
                for each in same
            ],
        )
        for (role, basis, verb), same in alike
    ]
