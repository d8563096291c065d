"""Tasks found by the words of a question: the phrase as said, else what it is made of.

Chinese is written without blanks, and plans put words between words, so 查处侵权盗版 is looked for

    whole                       查处侵权盗版
    in two parts                查处 … 侵权盗版, in this order and near each other
    without what is done to it  侵权盗版, whole, then in two parts
    turned round                食品抽检 → 抽检食品
    without a wide last word    农村食品安全 → 农村 … 食品

and the first that stands in a task decides. Of the ways to part a phrase in two, the one that
finds most tasks is taken. The answer says what was looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from api.questions.parser import DOING, bare
from core.folding import fold
from core.rows import Row, Value, strings
from graph.store import GraphStore

_PARTED: Final = 12
"""The longest phrase that is parted; each way is a search of its own."""

_TURNED: Final = 6
"""The longest phrase whose parts are looked for in the other order."""

_WIDE: Final = re.compile("(?:安全|监管|管理|治理|整治|保护|建设|监督|领域|市场)$")
"""Last words of a subject that plans leave out as often as not."""

_SHORTEST: Final = 2
_BETWEEN: Final = 6
"""Signs that may stand between two parts: 查处互联网领域侵权盗版. Further apart they are other things."""


@dataclass(frozen=True, slots=True)
class WordMatches:
    """`parts` are the words that each task holds, `parameters` those of tasks/with_duties."""

    rows: tuple[Row, ...]
    parts: tuple[str, ...]
    parameters: Mapping[str, Value]


def find_by_words(store: GraphStore, phrase: str, filters: Mapping[str, Value], limit: int) -> WordMatches:
    """The duties of up to `limit` tasks that hold the phrase or, if none does, its parts."""
    for ways in _ways(fold(phrase)):
        tried = [_search(store, parts, filters, limit) for parts in ways]
        best = max(tried, key=lambda matches: len({row["task"] for row in matches.rows}), default=None)
        if best is not None and best.rows:
            return best
    return WordMatches((), (fold(phrase),), {"word": fold(phrase), **filters})


def _search(
    store: GraphStore, parts: tuple[str, ...], filters: Mapping[str, Value], limit: int
) -> WordMatches:
    parameters: dict[str, Value] = {"word": max(parts, key=len), **filters}
    if len(parts) > 1:
        parameters["words"] = list[Value](parts)
    rows = store.read("tasks/with_duties", {**parameters, "limit": limit})
    near = re.compile(f"[^。；]{{0,{_BETWEEN}}}".join(map(re.escape, parts)))
    return WordMatches(tuple(row for row in rows if near.search(_printed(row))), parts, parameters)


def _printed(row: Row) -> str:
    """The folded words in which the store has looked: headings and text."""
    return fold("".join((*strings(row["path"]), str(row["text"]))))


def _ways(phrase: str) -> Iterator[list[tuple[str, ...]]]:
    yield [(phrase,)]
    core = bare(phrase)
    if core != phrase:
        yield [(core,)]
    pieces = tuple(core.replace("的", " ").replace("、", " ").replace(",", " ").split())
    if len(pieces) > 1:
        yield [pieces] if min(map(len, pieces)) >= _SHORTEST else []
        return
    yield _in_two(core)
    thing = DOING.sub("", core, count=1)
    if thing != core and len(thing) > _SHORTEST:
        yield [(thing,)]
        yield _in_two(thing)
    yield [(behind, before) for before, behind in _in_two(core) if len(core) <= _TURNED]
    wide = _WIDE.sub("", core)
    if wide != core and len(wide) > _SHORTEST:
        yield [(wide,)]
        yield _in_two(wide)


def _in_two(phrase: str) -> list[tuple[str, ...]]:
    if len(phrase) > _PARTED:
        return []
    return [(phrase[:cut], phrase[cut:]) for cut in range(_SHORTEST, len(phrase) - _SHORTEST + 1)]
