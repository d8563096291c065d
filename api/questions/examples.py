"""Examples of every kind of question, in names of the loaded graph, that have an answer there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, permutations

from api.questions import answer
from api.questions.directory import Directory, read_directory
from api.questions.intents import INTENTS
from graph.store import GraphStore

_TRIED = 40
"""How many names are tried for an example before it is left out."""


def answered_examples(store: GraphStore) -> dict[str, list[str]]:
    """The examples of each intent that are answered; none where the graph holds nothing of the kind."""
    directory = read_directory(store)
    names = _names(store)
    found: dict[str, list[str]] = {}
    for intent in INTENTS:
        found[intent.name] = []
        for example in intent.examples:
            for question in islice(_filled(directory, names, example), _TRIED):
                given = answer(store, question, limit=1)
                if given.status == "answered" and given.intent == intent.name:
                    found[intent.name].append(question)
                    break
    return found


def _names(store: GraphStore) -> list[str]:
    """The bodies with most tasks, by their names with the place."""
    rows = store.read("agencies/busiest", {"limit": 12, "without": "collective"})
    names = [f"{row['region_name']}的{row['name']}" for row in rows]
    helpers = store.read("agencies/busiest", {"limit": 3, "without": "collective", "roles": ["supervise"]})
    names += [f"{row['region_name']}的{row['name']}" for row in helpers]
    others = store.read("agencies/busiest", {"limit": 3, "without": "collective", "roles": ["assess"]})
    return names + [f"{row['region_name']}的{row['name']}" for row in others]


def _filled(directory: Directory, names: list[str], example: str) -> Iterator[str]:
    campaigns = [one.name.removesuffix("行动") for one in directory.operations]
    papers = [paper.name for paper in directory.papers]
    if "{other}" in example:
        yield from (example.format(agency=one, other=other) for one, other in permutations(names, 2))
    elif "{agency}" in example:
        yield from (example.format(agency=name) for name in names)
    elif "{campaign}" in example:
        yield from (example.format(campaign=name) for name in campaigns)
    elif "{subject}" in example:
        yield from (example.format(subject=f"{name}行动") for name in campaigns)
    elif "{document}" in example:
        yield from (example.format(document=name) for name in papers)
    else:
        yield example
