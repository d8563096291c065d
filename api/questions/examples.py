"""Examples of every kind of question, in names of the loaded graph, that have an answer there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from api.questions import answer
from api.questions.directory import Directory, read_directory
from api.questions.intents import INTENTS
from core.rows import Row, Value
from graph.store import GraphStore

_TRIED = 8
"""How many names are tried for an example before it is left out."""

_PARTNERS = 3
"""How many partners of an agency are tried beside it."""


def answered_examples(store: GraphStore) -> dict[str, list[str]]:
    """The examples of each intent that are answered; none where the graph holds nothing of the kind."""
    directory = read_directory(store)
    names, pairs = _names(store), _pairs(store)
    answerable: dict[str, list[str]] = {}
    for intent in INTENTS:
        answerable[intent.name] = []
        for example in intent.examples:
            for question in islice(_filled(directory, names, pairs, example), _TRIED):
                answered = answer(store, question, limit=1)
                if answered.status == "answered" and answered.intent == intent.name:
                    answerable[intent.name].append(question)
                    break
    return answerable


def _names(store: GraphStore) -> list[str]:
    """Names of agencies with their region: those with most tasks, one that supervises, one that assesses."""
    kinds_of_part: list[tuple[Value, int]] = [(None, 6), (["supervise"], 1), (["assess"], 1)]
    rows = [
        row
        for roles, most in kinds_of_part
        for row in store.read("agencies/busiest", {"limit": most, "without": "collective", "roles": roles})
    ]
    return list(dict.fromkeys(_placed(row) for row in rows))


def _pairs(store: GraphStore) -> list[tuple[str, str]]:
    """Agencies that lead much, each with those that lead or assist beside it most often."""
    lead: list[Value] = ["lead"]
    leaders = store.read("agencies/busiest", {"limit": 3, "without": "collective", "roles": lead})
    return [
        (_placed(row), _placed(partner))
        for helping in ("lead", "assist")
        for row in leaders
        for partner in store.read(
            "agencies/partners",
            {
                "agency": row["agency"],
                "roles": lead,
                "partner_roles": [helping],
                "without": "collective",
                "limit": _PARTNERS,
            },
        )
    ]


def _placed(row: Row) -> str:
    return f"{row['region_name']}的{row['name']}"


def _filled(
    directory: Directory, names: list[str], pairs: list[tuple[str, str]], example: str
) -> Iterator[str]:
    campaigns = [each.name.removesuffix("行动") for each in directory.campaigns]
    documents = [document.name for document in directory.documents]
    if "{other}" in example:
        yield from (example.format(agency=each, other=other) for each, other in pairs)
    elif "{agency}" in example:
        yield from (example.format(agency=name) for name in names)
    elif "{campaign}" in example:
        yield from (example.format(campaign=name) for name in campaigns)
    elif "{subject}" in example:
        yield from (example.format(subject=f"{name}行动") for name in campaigns)
    elif "{document}" in example:
        yield from (example.format(document=name) for name in documents)
    else:
        yield example
