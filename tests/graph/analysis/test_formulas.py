"""Gini, HHI, shares of the top, ranks and Kendall's τ-b: by hand, against scipy, and their laws."""

from __future__ import annotations

from itertools import pairwise
from math import isnan

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kendalltau

from graph.analysis import gini, hhi, ranks, tau_b, top_share
from graph.analysis.coding import fraction
from graph.analysis.lead_table import weighted_median

COUNTS = st.lists(st.integers(0, 50), min_size=1, max_size=40)
PAIRS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=2, max_size=40)


def test_gini_by_hand() -> None:
    # 1, 2, 3: mean difference of the nine ordered pairs is 8/9, and G = that / (2 · mean) = 8/9 / 4
    assert gini([1, 2, 3]) == pytest.approx(8 / 9 / 4)
    assert gini([]) == gini([0, 0]) == 0
    with pytest.raises(ValueError, match="negative"):
        gini([1, -1])


@given(COUNTS)
def test_gini_is_half_the_relative_mean_difference(values: list[int]) -> None:
    n, total = len(values), sum(values)
    expected = sum(abs(a - b) for a in values for b in values) / (2 * n * total) if total else 0
    assert gini(values) == pytest.approx(expected)
    assert 0 <= gini(values) <= 1 - 1 / n + 1e-12


@given(COUNTS, st.randoms())
def test_concentration_does_not_hang_on_the_order(values: list[int], random: object) -> None:
    shuffled = sorted(values, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert gini(shuffled) == pytest.approx(gini(values))
    assert hhi(shuffled) == pytest.approx(hhi(values))
    assert top_share(shuffled, 3) == pytest.approx(top_share(values, 3))


@given(COUNTS)
def test_hhi_and_top_shares_are_within_their_bounds(values: list[int]) -> None:
    if sum(values):
        assert 1 / len(values) - 1e-12 <= hhi(values) <= 1 + 1e-12
        shares = [top_share(values, k) for k in range(1, len(values) + 1)]
        assert all(a <= b + 1e-12 for a, b in pairwise(shares))
        assert shares[-1] == pytest.approx(1)
    else:
        assert hhi(values) == top_share(values, 1) == 0


def test_hhi_and_top_share_by_hand() -> None:
    assert hhi([6, 3, 1]) == pytest.approx(0.36 + 0.09 + 0.01)
    assert top_share([6, 3, 1], 2) == pytest.approx(0.9)


@given(PAIRS)
def test_tau_b_is_that_of_scipy(pairs: list[tuple[int, int]]) -> None:
    left, right = [float(a) for a, _ in pairs], [float(b) for _, b in pairs]
    ours, theirs = tau_b(left, right), float(kendalltau(left, right).statistic)
    if isnan(theirs):
        assert isnan(ours)
    else:
        assert ours == pytest.approx(theirs, abs=1e-12)
        assert tau_b(right, left) == pytest.approx(ours)


def test_tau_b_by_hand() -> None:
    # of six pairs one is tied on the left, four agree, one does not: (4 − 1) / √(5 · 6)
    assert tau_b([1, 1, 2, 3], [1, 2, 4, 3]) == pytest.approx(3 / 30**0.5)
    with pytest.raises(ValueError, match="equally long"):
        tau_b([1], [1, 2])


@given(COUNTS)
def test_ranks_count_those_before(values: list[int]) -> None:
    assert ranks(values) == [1 + sum(other > value for other in values) for value in values]


@given(st.integers(1, 30), st.integers(0, 30), st.floats(0, 1))
def test_a_task_s_mass_is_one(agencies: int, leads: int, share: float) -> None:
    leads = min(leads, agencies)
    parts = [
        *(fraction(agencies, leads, leading=True, lead_share=share) for _ in range(leads)),
        *(fraction(agencies, leads, leading=False, lead_share=share) for _ in range(agencies - leads)),
    ]
    assert sum(parts) == pytest.approx(1)
    assert all(0 <= part <= 1 for part in parts)


@given(st.lists(st.integers(1, 9), min_size=1, max_size=30))
def test_the_median_of_counted_values_is_that_of_the_list(values: list[int]) -> None:
    from statistics import median

    assert weighted_median([(value, values.count(value)) for value in set(values)]) == median(values)
