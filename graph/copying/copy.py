"""Copies a whole graph, with its log and revision, from one store to another."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from core.errors import CopyDiffers, CopyRefused
from core.rows import Row
from graph.copying.interface import CopySource, CopyTarget
from graph.copying.parts import PARTS

Progress = Callable[[int, int], object]
"""Called with how many more nodes and relations are copied, and how many there will be in all."""


@dataclass(frozen=True, slots=True)
class Copied:
    """Counts of a copy by label and type, and whether it resumed an earlier try."""

    counts: dict[str, int]
    resumed: bool

    @property
    def nodes(self) -> int:
        return sum(self.counts[part.name] for part in PARTS if not part.relation)

    @property
    def relations(self) -> int:
        return sum(self.counts[part.name] for part in PARTS if part.relation)


def copy_graph(
    source: CopySource, target: CopyTarget, progress: Progress = lambda _more, _total: None
) -> Copied:
    """Copy the graph.

    The target is new and empty, or one that an earlier try has left unfinished (so it is opened with
    `as_it_is`): then it goes on where that stopped, if the source is still the same, else it
    begins anew. Until the end nothing opens the target for a graph.

    Raises CopyRefused where there is a graph already, or the source changed meanwhile (run it again);
    CopyDiffers if the target does not hold as much as the source.
    """
    state = _state(source)
    counts = _counts(source)
    mark = hashlib.sha256(repr((sorted(state.items()), counts)).encode()).hexdigest()
    total = sum(counts.values())
    if source.identity == target.identity:
        raise CopyRefused(f"来源和目标是同一个图：{source.location}")
    receiver = target.receive()
    resumed = receiver.begin(mark)
    for part in PARTS:
        if not counts[part.name]:
            continue
        after = ""
        if resumed:
            after = receiver.last(part)
            progress(target.count(part), total)
        for rows in source.pages(part, after):
            receiver.take(part, rows)
            progress(len(rows), total)
    if (_state(source), _counts(source)) != (state, counts):
        raise CopyRefused(
            f"复制期间 {source.location} 有改动，{target.location} 里的副本不完整、不能使用；"
            "请再运行一次本命令"
        )
    there = _counts(target)
    if there != counts:
        differing = {name: (n, there[name]) for name, n in counts.items() if there[name] != n}
        raise CopyDiffers(source.location, target.location, differing)
    receiver.finish(state)
    return Copied(counts, resumed)


def _state(source: CopySource) -> Row:
    states = source.state()
    if len(states) != 1:
        raise CopyRefused(f"{source.location} 不是完整的图；请用 dutygraph check 查看问题")
    return states[0]


def _counts(store: CopySource) -> dict[str, int]:
    return {part.name: store.count(part) for part in PARTS}
