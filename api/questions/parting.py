"""Tasks found by the words of a question: the phrase as said, else what it is made of.

Chinese is written without blanks, and plans put words between words, so 查处侵权盗版 is looked for

    whole                       查处侵权盗版
    in two parts                查处 … 侵权盗版
    without what is done to it  侵权盗版, whole, then in two parts

and the first that stands in a task decides. Of the ways to part a phrase in two, the one that
finds most tasks is taken. The answer says what was looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from api.questions.reading import bare
from graph.folding import fold
from graph.store import GraphStore, Row, Value

_PARTED: Final = 12
"""The longest phrase that is parted; each way is a search of its own."""

_SHORTEST: Final = 2
_DOING: Final = re.compile(
    "(?:依法|严厉|严格|集中|深入|组织|全面|扎实)*(?:查处|打击|整治|治理|惩治|防范|开展|加强|推进|推动|做好|落实|抓好|实施|组织|监管"
    "|检查|清理|规范|完善|建立|健全|强化|办理|处理|管理)"
)
"""What plans do to a thing; without it the thing is still the same."""


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
    yield _in_two(core)
    thing = _DOING.sub("", core, count=1) if _DOING.match(core) else core
    if thing != core and len(thing) > _SHORTEST:
        yield [(thing,)]
        yield _in_two(thing)


def _in_two(phrase: str) -> list[tuple[str, ...]]:
    if len(phrase) > _PARTED:
        return []
    return [(phrase[:cut], phrase[cut:]) for cut in range(_SHORTEST, len(phrase) - _SHORTEST + 1)]
