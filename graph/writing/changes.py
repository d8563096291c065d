"""Differences of tasks and duties when a document is added, replaced or removed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from core.rows import Row
from graph.records import DocumentGraph, node_id

Event = Literal["created", "replaced", "removed"]


@dataclass(frozen=True, slots=True)
class DutyState:
    """An agency's duty as a Change stores it. The name is stored, since the agency may go."""

    agency: str
    name: str
    role: str
    basis: str | None


@dataclass(frozen=True, slots=True)
class TaskState:
    """A task as a Change compares it; `words` are the folded ones, by which it is matched."""

    id: str
    words: str
    text: str
    clause: str
    deadline: str | None
    duties: tuple[DutyState, ...]

    def described(self) -> dict[str, object]:
        """The properties that a Change stores."""
        return {
            "text": self.text,
            "clause": self.clause,
            "deadline": self.deadline,
            "duties": [
                {"agency": duty.agency, "name": duty.name, "role": duty.role, "basis": duty.basis}
                for duty in self.duties
            ],
        }

    def compared(self) -> tuple[object, ...]:
        """The values compared: its words, clause, deadline and duties."""
        return self.text, self.clause, self.deadline, self.duties


@dataclass(frozen=True, slots=True)
class Difference:
    """Numbers of tasks, and `details` as a Change stores them (JSON)."""

    came: int
    went: int
    changed: int
    details: str


def tasks_of(graph: DocumentGraph) -> list[TaskState]:
    """The tasks of a document that comes, in reading order."""
    names = {agency.id: agency.name for agency in graph.agencies}
    duties: dict[str, list[DutyState]] = {task.id: [] for task in graph.tasks}
    for duty in sorted(graph.duties, key=lambda duty: (duty.position, duty.agency, duty.role)):
        duties[duty.task].append(DutyState(duty.agency, names[duty.agency], duty.role, duty.basis))
    return [
        TaskState(task.id, task.search, task.text, task.clause, task.deadline, tuple(duties[task.id]))
        for task in sorted(graph.tasks, key=lambda task: task.n)
    ]


def compare(before: Sequence[TaskState], after: Sequence[TaskState]) -> Difference:
    """Tasks are the same by their words, equal ones in their order, wherever they stand."""
    old, new = _by_words(before), _by_words(after)
    details: list[dict[str, object]] = []
    counts: Counter[str] = Counter()
    for key, task in [*new.items(), *((key, task) for key, task in old.items() if key not in new)]:
        was, is_now = old.get(key), new.get(key)
        if was is not None and is_now is not None and was.compared() == is_now.compared():
            continue
        change = "came" if was is None else "went" if is_now is None else "changed"
        counts[change] += 1
        details.append(
            {
                "task": task.id,
                "change": change,
                "before": None if was is None else was.described(),
                "after": None if is_now is None else is_now.described(),
            }
        )
    return Difference(
        counts["came"], counts["went"], counts["changed"], json.dumps(details, ensure_ascii=False)
    )


def _by_words(tasks: Iterable[TaskState]) -> dict[tuple[str, int], TaskState]:
    seen: Counter[str] = Counter()
    numbered = {}
    for task in tasks:
        numbered[task.words, seen[task.words]] = task
        seen[task.words] += 1
    return numbered


def change_node(
    difference: Difference,
    *,
    revision: int,
    counter: int,
    at: datetime,
    document: str,
    title: str | None,
    event: Event,
) -> Row:
    """The properties of the Change that tells the difference."""
    return {
        "id": node_id("x", str(revision), str(counter)),
        "sort_key": f"{revision:012d}-{counter:06d}",
        "revision": revision,
        "counter": counter,
        "at": moment(at),
        "document": document,
        "title": title,
        "event": event,
        "came": difference.came,
        "went": difference.went,
        "changed": difference.changed,
        "details": difference.details,
    }


def moment(at: datetime) -> str:
    """A moment as the graph stores it: ISO 8601, UTC, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
