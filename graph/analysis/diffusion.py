"""Diffusion: which task of a cited or higher plan became which task here.

The common-source problem: two plans that share words may both have taken them from a third (a national
notice, last year's plan), and a cited plan need not be where they come from. What is found is shared
wording along a citation, never proof of the path; look for the third plan (`diffusion` of it, too).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from core.rows import number, text
from graph.analysis.matching import Likeness, Match, shared_words, shingles
from graph.analysis.tables import Table
from graph.store import GraphStore

Method = Literal["likeness", "shingles", "alignment"]

COMMON_SOURCE: Final = (
    "Shared wording along a citation is no proof of the path: both plans may have it from a third one."
)
LEAST: Final[dict[Method, float]] = {"likeness": 0.12, "shingles": 0.05, "alignment": 0.15}
"""The score from which a pair counts: for each method the one that served the labelled pairs best."""


@dataclass(frozen=True, slots=True)
class DiffusionRow:
    """A task and its likely source: `…_n` their numbers, `score` 0–1, `shared` the longest common runs."""

    source_task: str
    source_n: int
    source_text: str
    target_task: str
    target_n: int
    target_text: str
    score: float
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quality:
    """Quality of proposed pairs against labelled ones: `precision`, `recall`, their harmonic mean."""

    proposed: int
    labelled: int
    right: int

    @property
    def precision(self) -> float:
        return self.right / self.proposed if self.proposed else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.labelled if self.labelled else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def diffusion(
    store: GraphStore, source: str, target: str, *, method: Method = "likeness", least: float | None = None
) -> Table[DiffusionRow]:
    """Tasks of `target` with the task of `source` (ids of documents) that they most resemble.

    Columns: `source_task`, `source_n`, `source_text`, the same of the target, `score` (0–1, by `method`),
    `shared`: the longest runs of characters that both print. One source task may become several; each
    task here has one source at most. `least` is the score from which a pair counts (LEAST).

        likeness   cosine of pairs of characters, rare ones weighing more (the default)
        shingles   Jaccard index of runs of 4 characters (a baseline)
        alignment  Smith-Waterman local alignment over the shorter text (a baseline)

    Sources: `Likeness`; Broder, Sequences (1997) 21; Smith and Waterman, J. Mol. Biol. 147 (1981) 195;
    on bills, Wilkerson et al., American Journal of Political Science 59 (2015) 943. COMMON_SOURCE.
    """
    sources = store.read("compare/tasks", {"document": source})
    targets = store.read("compare/tasks", {"document": target})
    pairs = diffusion_pairs(
        [text(row, "text") for row in sources], [text(row, "text") for row in targets], method, least
    )
    rows: list[DiffusionRow] = []
    for match in pairs:
        origin, result = sources[match.left], targets[match.right]
        rows.append(
            DiffusionRow(
                source_task=text(origin, "task"),
                source_n=number(origin, "n"),
                source_text=text(origin, "text"),
                target_task=text(result, "task"),
                target_n=number(result, "n"),
                target_text=text(result, "text"),
                score=match.score,
                shared=tuple(shared_words(text(origin, "text"), text(result, "text"))),
            )
        )
    rows.sort(key=lambda row: row.target_n)
    return Table.of(DiffusionRow, rows, method=method, caveat_source=COMMON_SOURCE)


def diffusion_pairs(
    sources: Sequence[str], targets: Sequence[str], method: Method = "likeness", least: float | None = None
) -> list[Match]:
    """For each target the source that it most resembles, where the score is at least `least`."""
    bound = LEAST[method] if least is None else least
    best: dict[int, Match] = {}
    for match in _scored(sources, targets, method):
        before = best.get(match.right)
        if match.score >= bound and (before is None or match.score > before.score + 1e-9):
            best[match.right] = match
    return [best[at] for at in sorted(best)]


def evaluate(proposed: Collection[tuple[int, int]], labelled: Collection[tuple[int, int]]) -> Quality:
    """Proposed pairs (source n, target n) against labelled ones.

    >>> evaluate([(1, 1), (2, 3)], [(1, 1), (4, 4), (5, 5)]).precision
    0.5
    """
    return Quality(len(set(proposed)), len(set(labelled)), len(set(proposed) & set(labelled)))


def _scored(sources: Sequence[str], targets: Sequence[str], method: Method) -> list[Match]:
    match method:
        case "likeness":
            return list(Likeness(sources, targets).candidates())
        case "shingles":
            return _jaccard(sources, targets)
        case "alignment":
            return [
                Match(i, j, local_alignment(a, b))
                for i, a in enumerate(sources)
                for j, b in enumerate(targets)
            ]


def _jaccard(sources: Sequence[str], targets: Sequence[str], size: int = 4) -> list[Match]:
    left, right = ([set(shingles(each, size)) for each in texts] for texts in (sources, targets))
    holders: dict[str, list[int]] = defaultdict(list)
    for at, runs in enumerate(right):
        for shingle in runs:
            holders[shingle].append(at)
    return [
        Match(at, other, len(runs & right[other]) / len(runs | right[other]))
        for at, runs in enumerate(left)
        for other in sorted({other for shingle in runs for other in holders[shingle]})
    ]


def local_alignment(left: str, right: str) -> float:
    """The best local alignment (match 2, other −1, gap −1) over what the shorter text could reach; 0–1.

    >>> local_alignment("查处网络盗版", "检查网络盗版链接")
    0.75
    """
    a, b = left[:400], right[:400]
    if not a or not b:
        return 0.0
    best, before = 0, [0] * (len(b) + 1)
    for x in a:
        row = [0]
        for j, y in enumerate(b, start=1):
            row.append(max(0, before[j - 1] + (2 if x == y else -1), before[j] - 1, row[j - 1] - 1))
        best = max(best, *row)
        before = row
    return best / (2 * min(len(a), len(b)))
