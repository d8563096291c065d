"""Centrality, communities and backbones: by hand, against libraries, and their laws."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis import centrality, communities, cowork_graph, disparity, fdsm, records, two_mode
from graph.analysis.structure import adjusted_rand
from graph.store import GraphStore
from tests.graph.plans import POLICE


def test_centrality_by_hand() -> None:
    # a – b – c, and c – d: between others stand b (a–c, a–d) and c (a–d, b–d), of three pairs each
    graph = nx.Graph()
    graph.add_weighted_edges_from([("a", "b", 2.0), ("b", "c", 1.0), ("c", "d", 4.0)])
    rows = {row["agency"]: row for row in records(centrality(graph))}
    assert {node: row["degree"] for node, row in rows.items()} == {"a": 1, "b": 2, "c": 2, "d": 1}
    assert {node: row["strength"] for node, row in rows.items()} == {"a": 2, "b": 3, "c": 5, "d": 4}
    assert rows["b"]["betweenness"] == rows["c"]["betweenness"] == pytest.approx(2 / 3)
    assert rows["a"]["betweenness"] == 0


def test_a_heavy_edge_is_a_short_way() -> None:
    graph = nx.Graph()
    graph.add_weighted_edges_from([("a", "b", 10.0), ("b", "c", 10.0), ("a", "c", 1.0)])
    rows = {row["agency"]: row["betweenness"] for row in records(centrality(graph))}
    assert rows == {"a": 0, "b": 1, "c": 0}


def test_the_police_are_the_most_central_of_the_samples_cities(samples: GraphStore) -> None:
    table = centrality(cowork_graph(samples))
    strengths = [row.strength for row in table]
    assert strengths == sorted(strengths, reverse=True)
    assert POLICE.name in {row.name for row in table.rows[:5]}
    assert table.attrs["sampled"] is None


def two_cliques() -> nx.Graph:
    graph = nx.Graph()
    for clique in ("abcd", "wxyz"):
        graph.add_weighted_edges_from((x, y, 3.0) for x in clique for y in clique if x < y)
    graph.add_edge("d", "w", weight=0.1)
    return graph


def test_two_cliques_are_two_stable_communities() -> None:
    table = communities(two_cliques())
    members = ({row.agency for row in table if row.community == number} for number in (1, 2))
    assert {frozenset(each) for each in members} == {frozenset("abcd"), frozenset("wxyz")}
    assert {row.community for row in table} == {1, 2}
    assert {row.stability for row in table} == {1.0}
    assert table.attrs["agreement"] == 1
    # each clique holds 18 of 36.1 of the weight: Q = 2 · (18/36.1 − (1/2)²)
    assert table.attrs["modularity"] == pytest.approx(2 * (18 / 36.1 - 0.25))


def test_communities_are_the_same_each_time(samples: GraphStore) -> None:
    first, again = (communities(cowork_graph(samples), runs=3) for _ in range(2))
    assert first == again
    assert 0 < first.attrs["agreement"] <= 1


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=20))
def test_the_adjusted_rand_index_is_symmetric_and_blind_to_names(pairs: list[tuple[int, int]]) -> None:
    left, right = [a for a, _ in pairs], [b for _, b in pairs]
    assert adjusted_rand(left, right) == pytest.approx(adjusted_rand(right, left))
    assert adjusted_rand([9 - a for a in left], right) == pytest.approx(adjusted_rand(left, right))
    assert adjusted_rand(left, left) == 1


def test_the_disparity_filter_by_hand() -> None:
    # s(a) = 12, k = 3: p of the edge of 10 is (1 − 10/12)², of 1 (1 − 1/12)²; the ends have degree 1
    graph = nx.Graph()
    graph.add_weighted_edges_from([("a", "b", 10.0), ("a", "c", 1.0), ("a", "d", 1.0)])
    rows = {row["right"]: (row["p"], row["kept"]) for row in records(disparity(graph))}
    assert rows["b"] == (pytest.approx((2 / 12) ** 2), True)
    assert rows["c"] == (pytest.approx((11 / 12) ** 2), False)


def bipartite(tasks: dict[str, str]) -> nx.Graph:
    graph = nx.Graph()
    for task, agencies in tasks.items():
        graph.add_node(task, bipartite=1)
        for agency in agencies:
            graph.add_node(agency, bipartite=0, name=agency)
            graph.add_edge(agency, task)
    return graph


def test_a_pair_that_is_always_together_is_kept_and_one_long_list_is_not() -> None:
    tasks = {f"t{n}": "ab" for n in range(6)} | {f"u{n}": "cdefgh"[n] + "ijklmn"[n] for n in range(6)}
    rows = {
        (row["left"], row["right"]): row
        for row in records(fdsm(bipartite(tasks | {"long": "acdefghijklmn"})))
    }
    assert rows["a", "b"]["kept"]
    assert rows["a", "b"]["observed"] == 6
    assert not rows["d", "e"]["kept"]  # together in the one long list only


def test_the_null_model_of_a_forced_graph_is_the_graph() -> None:
    # every body is in every task: nothing can be shuffled, so every sample reaches what is observed
    rows = records(fdsm(bipartite({"t": "abc", "u": "abc"}), samples=50))
    assert {(row["expected"], row["p"]) for row in rows} == {(2.0, 1.0)}


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sets(st.sampled_from("abcdef"), min_size=1), min_size=1, max_size=8))
def test_shuffling_keeps_how_many_tasks_and_agencies_there_are(lists: list[set[str]]) -> None:
    from random import Random

    from graph.analysis.backbone import _trade

    tasks_of = {
        agency: {f"t{n}" for n, agencies in enumerate(lists) if agency in agencies}
        for agency in sorted(set().union(*lists))
    }
    sizes = {agency: len(tasks) for agency, tasks in tasks_of.items()}
    _trade(tasks_of, Random(1), 50)
    assert {agency: len(tasks) for agency, tasks in tasks_of.items()} == sizes
    assert [sum(f"t{n}" in tasks for tasks in tasks_of.values()) for n in range(len(lists))] == list(
        map(len, lists)
    )


def test_the_backbone_of_the_samples_is_a_part_of_their_network(samples: GraphStore) -> None:
    table = fdsm(two_mode(samples), samples=50)
    assert len(table) == cowork_graph(samples).number_of_edges()
    assert 0 < sum(row.kept for row in table) < len(table)
