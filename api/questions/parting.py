"""Tasks found by the words of a question: the phrase as said, else all its parts.

Chinese is written without blanks, so 查处侵权盗版 is tried whole first, then in two parts of two
characters or more, then in three. Of the ways to part it, the one that finds most tasks is taken;
the answer says that it was parted, and how.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Final

from api.questions.reading import bare
from graph.folding import fold
from graph.store import GraphStore, Row, Value

_PARTED: Final = 12
"""The longest phrase that is parted; each way is a search of its own."""

_PARTS: Final = 3
_SHORTEST: Final = 2


@dataclass(frozen=True, slots=True)
class FoundByWords:
    """`parts` are the words that each task holds, `parameters` those of tasks/with_duties."""

    rows: tuple[Row, ...]
    parts: tuple[str, ...]
    parameters: Mapping[str, Value]


def find_by_words(store: GraphStore, phrase: str, filters: Mapping[str, Value], limit: int) -> FoundByWords:
    """The duties of up to `limit` tasks that hold the phrase or, if none does, its parts."""
    for ways in _ways(fold(phrase)):
        tried = [_search(store, parts, filters, limit) for parts in ways]
        best = max(tried, key=lambda found: len({row["task"] for row in found.rows}), default=None)
        if best is not None and best.rows:
            return best
    return FoundByWords((), (fold(phrase),), {"word": fold(phrase), **filters})


def _search(
    store: GraphStore, parts: tuple[str, ...], filters: Mapping[str, Value], limit: int
) -> FoundByWords:
    parameters: dict[str, Value] = {"word": max(parts, key=len), **filters}
    if len(parts) > 1:
        parameters["words"] = list[Value](parts)
    rows = store.read("tasks/with_duties", {**parameters, "limit": limit})
    return FoundByWords(tuple(rows), parts, parameters)


def _ways(phrase: str) -> Iterator[list[tuple[str, ...]]]:
    yield [(phrase,)]
    core = bare(phrase)
    if core != phrase:
        yield [(core,)]
    said = tuple(core.replace("的", " ").replace("、", " ").replace(",", " ").split())
    if len(said) > 1:
        yield [said] if min(map(len, said)) >= _SHORTEST else []
        return
    if len(core) <= _PARTED:
        for count in range(2, _PARTS + 1):
            yield list(_partings(core, count))


def _partings(core: str, count: int) -> Iterator[tuple[str, ...]]:
    for cuts in combinations(range(_SHORTEST, len(core) - 1), count - 1):
        ends = (0, *cuts, len(core))
        parts = tuple(core[start:end] for start, end in pairwise(ends))
        if min(map(len, parts)) >= _SHORTEST:
            yield parts
