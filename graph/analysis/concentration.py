"""Concentration measures: plain formulas over a list of counts, whatever they count.

Only those in the list are compared: agencies without a task are in no graph, so inequality among all
agencies of a region is higher than what these say.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum


def gini(values: Sequence[float]) -> float:
    """The Gini coefficient: 0 where all have the same, near 1 where one has all.

    G = 2 Σ i·x(i) / (n Σ x) − (n + 1)/n, with x ascending and i from 1; at most 1 − 1/n. No unit.
    Of nothing, or of zeros only, 0. Raises ValueError for a negative value.

    Source: Gini 1912; in this form Damgaard and Weiner, Ecology 81 (2000) 1139.

    >>> gini([1, 1, 1, 1]), gini([0, 0, 0, 1]), round(gini([1, 2, 3]), 4)
    (0.0, 0.75, 0.2222)
    """
    _check(values)
    total = fsum(values)
    if not total:
        return 0.0
    n = len(values)
    ranked = fsum(rank * value for rank, value in enumerate(sorted(values), start=1))
    return min(max(2 * ranked / (n * total) - (n + 1) / n, 0.0), 1.0)


def hhi(values: Sequence[float]) -> float:
    """The Herfindahl-Hirschman index: the sum of squared shares, from 1/n to 1. No unit (not × 10,000).

    1/HHI is the number of equal agencies that would be as concentrated. Of nothing, 0.

    Source: Hirschman 1964, American Economic Review 54, 761.

    >>> hhi([1, 1]), hhi([1, 3])
    (0.5, 0.625)
    """
    _check(values)
    total = fsum(values)
    return fsum((value / total) ** 2 for value in values) if total else 0.0


def top_share(values: Sequence[float], k: int) -> float:
    """The share of the k largest in the whole, from 0 to 1 (the concentration ratio CR-k).

    >>> top_share([1, 3, 4], 2)
    0.875
    """
    _check(values)
    total = fsum(values)
    return fsum(sorted(values, reverse=True)[:k]) / total if total else 0.0


def _check(values: Sequence[float]) -> None:
    if any(value < 0 for value in values):
        raise ValueError("a count is never negative")
