"""The co-work network, by hand on both engines, and its laws on the samples."""

from __future__ import annotations

import networkx
import pytest

from graph.analysis import (
    PROJECTIONS,
    Scope,
    cowork_edges,
    cowork_graph,
    cowork_nodes,
    left_out,
    records,
    sensitivity,
    two_mode,
)
from graph.analysis.cowork import Projection
from graph.store import GraphStore
from tests.graph.analysis.conftest import FINANCE
from tests.graph.plans import CULTURE, MARKET, POLICE


def weights(
    store: GraphStore, projection: Projection, max_bodies: int | None = None
) -> dict[frozenset[object], object]:
    rows = records(cowork_edges(store, projection=projection, max_bodies=max_bodies))
    return {frozenset((row["left_name"], row["right_name"])): row["weight"] for row in rows}


def pair(left: str, right: str) -> frozenset[object]:
    return frozenset((left, right))


M, P, C, F = MARKET.name, POLICE.name, CULTURE.name, FINANCE.name


def test_tasks_in_common(by_hand: GraphStore) -> None:
    assert weights(by_hand, "count") == {
        pair(M, P): 3,
        pair(M, C): 2,
        pair(P, C): 2,
        pair(M, F): 1,
        pair(P, F): 1,
        pair(C, F): 1,
    }


def test_a_task_of_n_agencies_weighs_one_by_n_less_one_in_newman_s_projection(by_hand: GraphStore) -> None:
    matches = weights(by_hand, "newman")
    assert matches[pair(M, P)] == pytest.approx(1 / 3 + 1 / 2 + 1)
    assert matches[pair(M, C)] == pytest.approx(1 / 3 + 1 / 2)
    assert matches[pair(P, F)] == pytest.approx(1 / 3)


def test_a_lead_star_goes_from_leads_to_the_others(by_hand: GraphStore) -> None:
    rows = records(cowork_edges(by_hand, projection="lead_star"))
    assert {(row["left_name"], row["right_name"], row["weight"]) for row in rows} == {
        (M, P, 1),
        (M, F, 1),
        (M, C, 1),
    }


def test_long_lists_are_left_out_and_reported(by_hand: GraphStore) -> None:
    assert pair(M, F) not in weights(by_hand, "count", max_bodies=3)
    reported = left_out(by_hand, max_bodies=3)
    assert (reported.tasks, reported.alone, reported.long, reported.pairs, reported.long_pairs) == (
        4,
        1,
        1,
        6 + 3 + 1,
        6,
    )
    assert reported.collective == 1


def test_the_sensitivity_table(by_hand: GraphStore) -> None:
    assert [
        (row["bodies"], row["pairs"], row["pairs_kept_share"]) for row in records(sensitivity(by_hand))
    ] == [
        (2, 1, pytest.approx(0.1)),
        (3, 3, pytest.approx(0.4)),
        (4, 6, 1),
    ]


def test_agencies_with_their_tasks(by_hand: GraphStore) -> None:
    rows = {row["name"]: (row["tasks"], row["leads"]) for row in records(cowork_nodes(by_hand))}
    assert rows == {M: (3, 2), P: (3, 1), C: (3, 1), F: (1, 0)}


@pytest.mark.parametrize("projection", PROJECTIONS)
def test_the_graph_holds_what_the_edges_say(samples: GraphStore, projection: Projection) -> None:
    graph = cowork_graph(samples, projection=projection, max_bodies=8)
    edges = cowork_edges(samples, projection=projection, max_bodies=8)
    assert graph.number_of_edges() == len(edges)
    assert graph.is_directed() == (projection == "lead_star")
    assert graph.graph["left_out"].long == 2
    assert all(graph.nodes[node]["name"] for node in graph)


def test_newman_s_strength_is_the_number_of_tasks_with_others(samples: GraphStore) -> None:
    """The law that makes the weights readable."""
    graph, bipartite = cowork_graph(samples), two_mode(samples)
    for agency in graph:
        with_others = sum(bipartite.nodes[task]["bodies"] > 1 for task in bipartite[agency])
        assert graph.degree(agency, weight="weight") == pytest.approx(with_others)


@pytest.mark.parametrize("projection", ["count", "newman"])
def test_the_projection_is_that_of_networkx(samples: GraphStore, projection: Projection) -> None:
    bipartite = two_mode(samples)
    agencies = [node for node, stored in bipartite.nodes(data=True) if stored["bipartite"] == 0]
    project = networkx.bipartite.collaboration_weighted_projected_graph
    theirs = (
        project(bipartite, agencies)
        if projection == "newman"
        else networkx.bipartite.weighted_projected_graph(bipartite, agencies)
    )
    ours = cowork_graph(samples, projection=projection)
    assert set(ours) == set(theirs)
    assert {frozenset(edge) for edge in ours.edges} == {frozenset(edge) for edge in theirs.edges}
    for left, right, stored in theirs.edges(data=True):
        assert ours.edges[left, right]["weight"] == pytest.approx(stored["weight"])


def test_pairs_and_edges_agree(samples: GraphStore) -> None:
    edges, reported = cowork_edges(samples, projection="count"), left_out(samples)
    assert sum(edge.tasks for edge in edges) == reported.pairs
    assert records(sensitivity(samples))[-1]["pairs_kept_share"] == 1


def test_the_scope_narrows_the_network(samples: GraphStore) -> None:
    city = Scope.of(samples, region="澜宁市", year=2016)
    assert len(cowork_nodes(samples, city)) < len(cowork_nodes(samples))
    assert "市市场监管局" not in {node.name for node in cowork_nodes(samples, city)}
