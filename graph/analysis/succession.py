"""Successors of a line of work between two years, function by function (机构沿革)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, cast, get_args

from core.folding import fold
from core.rows import Row, number, optional, text
from graph.records import SuccessionKind
from graph.store import GraphStore

_PARTS: Final = re.compile(r"[、，和与及的等（）]")
_GENERAL: Final = re.compile(
    r"(?:监督管理|监督检查|行政管理|行政执法|行政处罚|监督|管理|行政|执法|处罚|职责|政策|规划|服务|工作|检查|经营)+$"
)
_SHORTEST: Final = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line of work that may have a former one's tasks.

    `words` name the function that passed on: one of them in a task tells that it is this one's. `kind`:
    renamed, an agency that goes on; merged or split, one that ended; moved, a part that left.
    """

    system: str
    name: str
    words: tuple[str, ...]
    kind: SuccessionKind


@dataclass(frozen=True, slots=True)
class Successors:
    """Assignment of the tasks of a former line of work to its successors.

    A task whose words name a function that passed on goes with it. The others stay with an agency that
    goes on (under its name, or renamed); of one that ended they may be with any of its successors, and
    where these are several, `of` gives them all: bounds, not a point.
    """

    own: str
    candidates: tuple[Candidate, ...]

    def of(self, words: str) -> frozenset[str]:
        """The lines of work that may have a task of these words: one where it is certain."""
        folded = fold(words)
        named = {each.system for each in self.candidates if any(word in folded for word in each.words)}
        if named:
            return frozenset(named)
        if renamed := {each.system for each in self.candidates if each.kind == "renamed"}:
            return frozenset(renamed)
        if all(each.kind == "moved" for each in self.candidates):
            return frozenset((self.own,))
        return frozenset(each.system for each in self.candidates)


class Lineage:
    """The lineage of a graph between two years, for one region and those above it."""

    def __init__(self, store: GraphStore, region: str, first: int, last: int) -> None:
        above = {row["region"]: row["part_of"] for row in store.read("regions/list")}
        regions = {region}
        at = above.get(region)
        while isinstance(at, str) and at not in regions:
            regions.add(at)
            at = above.get(at)
        self._steps = [
            row
            for row in store.read("systems/lineage")
            if first < number(row, "year") <= last and (row["region"] is None or row["region"] in regions)
        ]
        self._known: dict[tuple[str, str | None], Successors] = {}

    def successors(self, system: str, level: str | None) -> Successors:
        """The successors of a line of work at a level."""
        key = (system, level)
        if key not in self._known:
            steps = [row for row in self._steps if level is None or level in text(row, "level").split("|")]
            self._known[key] = Successors(system, tuple(_follow(steps, system)))
        return self._known[key]


def _follow(steps: Sequence[Row], system: str, since: int = 0, depth: int = 5) -> list[Candidate]:
    """The ends of the chains that begin at a line of work; a step back in time is none."""
    candidates: list[Candidate] = []
    for row in steps:
        if row["predecessor"] != system or number(row, "year") < since or not depth:
            continue
        successor = text(row, "successor")
        words, kind = function_words(optional(row, "function") or ""), _kind(row)
        further = _follow(steps, successor, number(row, "year"), depth - 1)
        if all(each.kind == "moved" for each in further):
            candidates.append(Candidate(successor, text(row, "successor_name"), words, kind))
        for each in further:
            if each.kind == "moved":
                candidates.append(each)
            else:
                on = each.kind if kind == "renamed" else kind
                candidates.append(Candidate(each.system, each.name, (*words, *each.words), on))
    return candidates


def _kind(row: Row) -> SuccessionKind:
    kind = text(row, "kind")
    assert kind in get_args(SuccessionKind)
    return cast("SuccessionKind", kind)


def function_words(function: str) -> tuple[str, ...]:
    """Names of functions in a task's words: 药品、化妆品监督管理 → 药品, 化妆品.

    >>> function_words("药品、医疗器械、化妆品监督管理")
    ('药品', '医疗器械', '化妆品')
    """
    parts = (_GENERAL.sub("", part.strip()) for part in _PARTS.split(fold(function)))
    return tuple(dict.fromkeys(part for part in parts if len(part) >= _SHORTEST))
