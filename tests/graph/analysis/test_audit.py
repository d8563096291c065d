"""Hand-coding sheets and their scores."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from core.errors import BadParameter
from graph.analysis import records
from graph.analysis.audit import audit_score, audit_sheet, kappa, read_coded, wilson
from graph.store import GraphStore


def coded_as_parsed(store: GraphStore, tasks: list[str]) -> dict[str, str]:
    return {
        task: ";".join(
            f"{row['role']}:{row['surface']}" for row in store.read("tasks/duties", {"task": task})
        )
        for task in tasks
    }


def test_a_sheet_is_blind_and_the_same_for_the_same_seed(samples: GraphStore) -> None:
    table = audit_sheet(samples, n=40, seed=1)
    assert len(table) == 40
    assert len({row.task for row in table}) == 40
    assert {row.coded for row in table} == {""}
    assert not {"role", "basis", "form"} & set(table.columns)
    assert table == audit_sheet(samples, n=40, seed=1)
    assert table.rows != audit_sheet(samples, n=40, seed=2).rows


def test_every_form_and_role_has_a_task_on_the_sheet(samples: GraphStore) -> None:
    rows = samples.read("audit/strata")
    strata = {(row["form"], row["role"]) for row in rows}
    drawn = {row.task for row in audit_sheet(samples, n=len(strata) * 2, seed=3)}
    assert {(row["form"], row["role"]) for row in rows if row["task"] in drawn} == strata
    everything = audit_sheet(samples, n=10_000)
    assert {row.task for row in everything} == {row["task"] for row in rows}


def test_what_the_parser_read_itself_scores_full(samples: GraphStore) -> None:
    tasks = [row.task for row in audit_sheet(samples, n=30)]
    rows = records(audit_score(samples, coded_as_parsed(samples, tasks)))
    assert {row["precision"] for row in rows} == {1.0}
    assert (rows[-1]["recall"], rows[-1]["agreement"], rows[-1]["kappa"]) == (1.0, 1.0, 1.0)


def test_a_score_by_hand(by_hand: GraphStore) -> None:
    first = by_hand.read("tasks/list")[0]["task"]
    # the graph: market leads, police and finance assist; the coder: police lead, market and culture assist
    coded = {str(first): "牵头:市公安局；配合:市市场监管局、市文广旅局", "t_unseen": ""}
    whole = records(audit_score(by_hand, coded))[-1]
    assert (whole["found"], whole["right"], whole["coded"], whole["precision"]) == (3, 0, 3, 0.0)
    assert (whole["agreement"], whole["kappa"]) == (0.0, -1.0)
    spelt = records(audit_score(by_hand, {str(first): "lead:市市场监督管理局"}))  # an alias will do
    assert (spelt[-1]["right"], spelt[-1]["recall"]) == (1, 1.0)


def test_what_cannot_be_read_is_refused() -> None:
    assert read_coded("") == set()
    with pytest.raises(BadParameter, match="市公安局"):
        read_coded("市公安局")


@given(st.integers(1, 200), st.data())
def test_wilson_intervals_are_those_of_scipy(of: int, data: st.DataObject) -> None:
    right = data.draw(st.integers(0, of))
    ours = wilson(right, of)
    theirs = binomtest(right, of).proportion_ci(method="wilson")
    assert ours is not None
    assert [ours.low, ours.high] == pytest.approx([theirs.low, theirs.high], abs=1e-6)
    assert ours.low <= ours.value <= ours.high


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1, max_size=30))
def test_kappa_is_symmetric_and_at_most_one(pairs: list[tuple[str, str]]) -> None:
    ours = kappa(pairs)
    assert ours is None or ours <= 1
    assert kappa([(b, a) for a, b in pairs]) == ours or ours == pytest.approx(
        kappa([(b, a) for a, b in pairs])
    )
