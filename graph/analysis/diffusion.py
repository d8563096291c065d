"""Diffusion: which task of a cited or higher plan became which task here.

The common-source problem: two plans that share words may both have taken them from a third (a national
notice, last year's plan), and a cited plan need not be where they come from. What is found is shared
wording along a citation, never proof of the path; look for the third plan (`diffusion` of it, too).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from core.rows import number, text
from graph.analysis.matching import Likeness, Match, shared_words, shingles
from graph.analysis.tables import frame
from graph.store import GraphStore

if TYPE_CHECKING:
    from pandas import DataFrame

Method = Literal["likeness", "shingles", "alignment"]

COMMON_SOURCE: Final = (
    "Shared wording along a citation is no proof of the path: both plans may have it from a third one."
)
LEAST: Final[dict[Method, float]] = {"likeness": 0.12, "shingles": 0.05, "alignment": 0.15}
"""The score from which a pair counts: for each method the one that served the labelled pairs best."""

_COLUMNS: Final = (
    *("source_task", "source_n", "source_text", "target_task", "target_n", "target_text", "score", "shared"),
)


@dataclass(frozen=True, slots=True)
class Quality:
    """How right found pairs are against labelled ones: `precision`, `recall` and their harmonic mean."""

    found: int
    labelled: int
    right: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.labelled if self.labelled else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def diffusion(
    store: GraphStore, source: str, target: str, *, method: Method = "likeness", least: float | None = None
) -> DataFrame:
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
    rows: list[dict[str, object]] = []
    for match in pairs:
        one, other = sources[match.left], targets[match.right]
        rows.append(
            {
                **{f"source_{name}": one[name] for name in ("task", "n", "text")},
                **{f"target_{name}": other[name] for name in ("task", "n", "text")},
                "score": match.score,
                "shared": shared_words(text(one, "text"), text(other, "text")),
            }
        )
    rows.sort(key=lambda row: number(dict(row), "target_n"))  # type: ignore[arg-type]
    return frame(rows, _COLUMNS, method=method, caveat_source=COMMON_SOURCE)


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


def evaluate(found: Collection[tuple[int, int]], labelled: Collection[tuple[int, int]]) -> Quality:
    """Found pairs (source n, target n) against labelled ones.

    >>> evaluate([(1, 1), (2, 3)], [(1, 1), (4, 4), (5, 5)]).precision
    0.5
    """
    return Quality(len(set(found)), len(set(labelled)), len(set(found) & set(labelled)))


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
    for at, held in enumerate(right):
        for shingle in held:
            holders[shingle].append(at)
    return [
        Match(at, other, len(held & right[other]) / len(held | right[other]))
        for at, held in enumerate(left)
        for other in sorted({other for shingle in held for other in holders[shingle]})
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
