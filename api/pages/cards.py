"""A task as pages show it: its words, its bodies by role, its clause, and the words asked about marked."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby

from api.models.tasks import Task
from api.pages.passages import Passage, Piece, pieces
from api.service.labels import role_words
from graph.records import Basis, Role


@dataclass(frozen=True, slots=True)
class Body:
    """A body of a task; `asked` says that the page is about it."""

    agency_id: str
    agency: str
    collective: bool
    asked: bool


@dataclass(frozen=True, slots=True)
class Held:
    """The bodies of a task in one role, by one printed word."""

    role: Role
    basis: Basis | None
    words: str
    verb: str | None
    bodies: list[Body]


@dataclass(frozen=True, slots=True)
class Card:
    """A task with its bodies and its clause; where its document was read, with the passage."""

    task: Task
    headings: list[str]
    text: list[Piece]
    roles: list[Held]
    clause: list[Piece]
    passage: Passage | None


def card_of(
    task: Task,
    *,
    asked: Collection[str] = (),
    spans: Collection[tuple[int, int]] | None = None,
    passage: Passage | None = None,
) -> Card:
    """The card of a task. `asked` are ids of the bodies that the page is about.

    `spans` are the words to mark, in code points of the document; without them, the names of these bodies.
    """
    if spans is None:
        spans = [
            (each.evidence.start, each.evidence.end)
            for each in task.responsibilities
            if each.agency_id in asked
        ]
    return Card(
        task=task,
        headings=[each for each in task.path if each != task.number],
        text=pieces(task.text, task.start, spans),
        roles=roles_of(task, asked),
        clause=pieces(task.clause, task.clause_start, spans),
        passage=passage,
    )


def roles_of(task: Task, asked: Collection[str] = ()) -> list[Held]:
    """The bodies of a task in the order of its clause, those of one role and word together."""
    alike = groupby(task.responsibilities, key=lambda each: (each.role, each.basis, each.verb))
    return [
        Held(
            role=role,
            basis=basis,
            words=role_words(role, basis),
            verb=verb,
            bodies=[
                Body(each.agency_id, each.agency, each.collective, each.agency_id in asked) for each in found
            ],
        )
        for (role, basis, verb), found in alike
    ]
