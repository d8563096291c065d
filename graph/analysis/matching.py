"""Matching of two lists of tasks by the similarity of their words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt
from typing import Final

from core.folding import fold

LEAST: Final = 0.35
"""The score from which two tasks are taken for the same work; `tests` tell how right that is."""

_COMMON: Final = 0.35
"""A pair of characters in more than this part of the tasks, such as 开展, finds no candidates."""

_NOT_WORDS: Final = re.compile(r"[\W\d_]+")


@dataclass(frozen=True, slots=True)
class Match:
    """Two tasks by their positions in the two lists, and how alike they are, from 0 to 1."""

    left: int
    right: int
    score: float


def shingles(text: str, size: int = 2) -> Counter[str]:
    """The runs of `size` characters of folded words, without figures and punctuation, and how often."""
    counted: Counter[str] = Counter()
    for part in _NOT_WORDS.split(fold(text)):
        counted.update(part[at : at + size] for at in range(len(part) - size + 1))
    return counted


class Likeness:
    """Similarity of tasks: the cosine of their pairs of characters, weighted by tf-idf.

    score = Σ w_a(x)·w_b(x) / (|w_a|·|w_b|), w(x) = (1 + ln tf) · ln(1 + N/df), N the number of tasks on
    both sides; 1 for equal words, 0 for no pair in common. No unit.

    Source: Salton and Buckley, Information Processing & Management 24 (1988) 513.
    """

    def __init__(self, left: Sequence[str], right: Sequence[str]) -> None:
        counted = [shingles(text) for text in (*left, *right)]
        holding = Counter(shingle for each in counted for shingle in each)
        whole = len(counted)
        self._rare = {shingle for shingle, times in holding.items() if times <= max(2, _COMMON * whole)}
        weights = [
            {x: (1 + log(tf)) * log(1 + whole / holding[x]) for x, tf in each.items()} for each in counted
        ]
        vectors = [_unit(each) for each in weights]
        self.left, self.right = vectors[: len(left)], vectors[len(left) :]

    def score(self, left: int, right: int) -> float:
        """Similarity of two tasks, from 0 to 1."""
        return _dot(self.left[left], self.right[right])

    def shared(self, left: int, right: int, most: int = 5) -> list[str]:
        """The runs of characters that weigh most in the score, joined where they overlap."""
        a, b = self.left[left], self.right[right]
        ranked = sorted((-(a[x] * b[x]), x) for x in a.keys() & b.keys())
        return [shingle for _, shingle in ranked[:most]]

    def candidates(self) -> Iterator[Match]:
        """All pairs that have a pair of characters in common that is not in most tasks."""
        holders: dict[str, list[int]] = defaultdict(list)
        for at, vector in enumerate(self.right):
            for shingle in vector.keys() & self._rare:
                holders[shingle].append(at)
        for at, vector in enumerate(self.left):
            others = {other for shingle in vector.keys() & self._rare for other in holders[shingle]}
            for other in sorted(others):
                yield Match(at, other, self.score(at, other))


def pair_up(candidates: Iterable[Match], least: float = LEAST) -> list[Match]:
    """One to one, the most alike first; none below `least`. In order of the left list."""
    lefts: set[int] = set()
    rights: set[int] = set()
    pairs: list[Match] = []
    for match in sorted(candidates, key=lambda each: (-round(each.score, 9), each.left, each.right)):
        if match.score >= least and match.left not in lefts and match.right not in rights:
            lefts.add(match.left)
            rights.add(match.right)
            pairs.append(match)
    return sorted(pairs, key=lambda each: each.left)


def shared_words(left: str, right: str, shortest: int = 3, most: int = 5) -> list[str]:
    """The longest runs of characters that both texts print, the longest first, none inside another."""
    a = "\n".join(part for part in _NOT_WORDS.split(fold(left)) if part)
    b = "\n".join(part for part in _NOT_WORDS.split(fold(right)) if part)
    runs: set[str] = set()
    lengths = [0] * (len(b) + 1)
    for i, x in enumerate(a, start=1):
        before = 0
        for j, y in enumerate(b, start=1):
            before, lengths[j] = lengths[j], before + 1 if x == y and x != "\n" else 0
            if lengths[j] >= shortest and not (i < len(a) and j < len(b) and a[i] == b[j] != "\n"):
                runs.add(a[i - lengths[j] : i])
    longest: list[str] = []
    for run in sorted(runs, key=lambda each: (-len(each), each)):
        if not any(run in longer for longer in longest):
            longest.append(run)
    return longest[:most]


def _unit(weights: Mapping[str, float]) -> dict[str, float]:
    norm = sqrt(sum(weights[x] ** 2 for x in sorted(weights)))
    return {x: weight / norm for x, weight in weights.items()} if norm else {}


def _dot(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    return min(sum(left[x] * right[x] for x in sorted(left.keys() & right.keys())), 1.0)
