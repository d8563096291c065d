"""Ranks, and the agreement of two rankings."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Sequence
from math import nan, sqrt


def ranks(values: Sequence[float]) -> list[int]:
    """The rank of each value, the largest first; equal ones share the better rank: 1, 2, 2, 4.

    >>> ranks([5, 3, 3, 1])
    [1, 2, 2, 4]
    """
    descending = sorted(-value for value in values)
    return [bisect_left(descending, -value) + 1 for value in values]


def tau_b(left: Sequence[float], right: Sequence[float]) -> float:
    """Kendall's τ-b of two measures of the same things: 1 equal order, −1 opposite; nan if one is constant.

    τ-b = (C − D) / √((n₀ − n₁)(n₀ − n₂)), where C and D count pairs in the same and in opposite order,
    n₀ all pairs and n₁, n₂ those tied on the left and on the right: ties, which are the rule among
    counts of tasks, do not pass for agreement. In n log n steps.

    Source: Kendall, Rank Correlation Methods (1970); Knight, JASA 61 (1966) 436.

    >>> round(tau_b([1, 2, 3, 4], [1, 3, 2, 4]), 4)
    0.6667
    """
    if len(left) != len(right):
        raise ValueError("two measures of the same things are equally long")
    pairs = sorted(zip(left, right, strict=True))
    n = len(pairs)
    whole = n * (n - 1) // 2
    tied_left, tied_right, tied_both = _tied(left), _tied(right), _tied(pairs)
    discordant = _inversions([value for _, value in pairs])
    spread = (whole - tied_left) * (whole - tied_right)
    if not spread:
        return nan
    return (whole - tied_left - tied_right + tied_both - 2 * discordant) / sqrt(spread)


def _tied(values: Sequence[object]) -> int:
    """Number of tied pairs."""
    return sum(times * (times - 1) // 2 for times in Counter(values).values())


def _inversions(values: Sequence[float]) -> int:
    """Number of pairs in descending order. Insertion into a sorted list: the shifting is memmove."""
    seen: list[float] = []
    inversions = 0
    for value in values:
        inversions += len(seen) - bisect_right(seen, value)
        insort(seen, value)
    return inversions
