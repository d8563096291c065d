"""The nodes and edges of a network file: agencies, tasks, campaigns and documents, for Gephi and the like.

Attribute names keep clear of what GEXF means otherwise: `start` and `end` would be moments in time,
so evidence has `evidence_start` and `evidence_end`. What is absent is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from core.rows import Row, text
from graph.exports.source import Source, Task

AttributeType = Literal["string", "integer", "boolean", "double"]
Attributes = Mapping[str, str | int | float | bool | None]

NODE_ATTRIBUTES: Final[dict[str, AttributeType]] = {
    **dict.fromkeys(("type", "kind", "region", "level", "system"), "string"),
    **dict.fromkeys(("year", "n"), "integer"),
    **dict.fromkeys(("number", "path", "text", "clause", "deadline", "due_kind", "due_from"), "string"),
    **dict.fromkeys(("due_on", "document", "doc_number", "issuer"), "string"),
    "due_ongoing": "boolean",
    "collective": "boolean",
}
EDGE_ATTRIBUTES: Final[dict[str, AttributeType]] = {
    **dict.fromkeys(("relation", "role", "basis", "verb", "edition", "surface"), "string"),
    "evidence_start": "integer",
    "evidence_end": "integer",
}
"""Besides these an edge has a label and a weight."""

LABEL_MOST: Final = 30
WEIGHT: Final = 1.0
"""Every edge counts once; Gephi adds up those that it merges."""


@dataclass(frozen=True, slots=True)
class Node:
    """A node; `attributes` are some of NODE_ATTRIBUTES."""

    id: str
    label: str
    attributes: Attributes


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge; `attributes` are some of EDGE_ATTRIBUTES."""

    source: str
    target: str
    label: str
    attributes: Attributes


def parts(source: Source) -> Iterator[Node | Edge]:
    """The tasks with their edges in reading order, then documents, campaigns and agencies, each node once.

    An edge may come before its nodes; all of them come.
    """
    documents: set[str] = set()
    agencies: set[str] = set()
    campaigns: dict[str, Node] = {}
    for task in source.tasks():
        yield _task(task)
        documents.add(task.document)
        agencies.update(duty.agency for duty in task.duties)
        for campaign in task.campaigns:
            campaigns.setdefault(
                campaign.id, Node(campaign.id, campaign.name, {"type": "campaign", "kind": campaign.kind})
            )
        yield from _edges(task)
    for row in source.documents(documents):
        if row["document"] in documents:
            yield _document(row)
    yield from campaigns.values()
    for row in source.agencies(agencies):
        yield _agency(row)


def _edges(task: Task) -> Iterator[Edge]:
    yield Edge(task.document, task.id, "任务", {"relation": "has_task"})
    for duty in task.duties:
        yield Edge(
            duty.agency,
            task.id,
            duty.words,
            {
                "relation": "duty",
                "role": duty.role,
                "basis": duty.basis,
                "verb": duty.verb,
                "surface": duty.surface,
                "evidence_start": duty.start,
                "evidence_end": duty.end,
            },
        )
    for campaign in task.campaigns:
        yield Edge(task.id, campaign.id, "专项行动", {"relation": "in_campaign", "edition": campaign.edition})


def _task(task: Task) -> Node:
    words = " ".join(task.text.split())
    return Node(
        task.id,
        words if len(words) <= LABEL_MOST else words[: LABEL_MOST - 1] + "…",
        {
            "type": "task",
            "region": task.region_name,
            "year": task.year,
            "n": task.n,
            "number": task.number,
            "path": " / ".join(task.path),
            "text": task.text,
            "clause": task.clause,
            "deadline": task.deadline,
            "due_kind": task.due_kind,
            "due_from": task.due_from.isoformat() if task.due_from else None,
            "due_on": task.due_on.isoformat() if task.due_on else None,
            "due_ongoing": task.due_ongoing,
            "document": task.title,
        },
    )


def _document(row: Row) -> Node:
    id = text(row, "document")
    values = {name: row[name] for name in ("level", "doc_number", "issuer")}
    return Node(
        id,
        _words(row["title"]) or id,
        {
            "type": "document",
            "region": text(row, "region_name"),
            "year": row["year"] if isinstance(row["year"], int) else None,
            **{name: _words(value) for name, value in values.items()},
        },
    )


def _agency(row: Row) -> Node:
    return Node(
        text(row, "agency"),
        text(row, "name"),
        {
            "type": "agency",
            "kind": text(row, "kind"),
            "region": text(row, "region_name"),
            "level": _words(row["level"]),
            "system": _words(row["system_name"]),
            "collective": row["kind"] == "collective",
        },
    )


def _words(value: object) -> str | None:
    return value if isinstance(value, str) else None
