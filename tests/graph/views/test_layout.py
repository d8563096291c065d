"""The same graph looks the same; nodes and names do not cover each other; a thinned drawing stays whole."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from itertools import combinations

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.store import GraphStore
from graph.views import Choice, draw
from graph.views.layout import Box, positions
from graph.views.thinning import thinned
from graph.views.view import Edge

BOX: Box = (40.0, 16.0)
PRINTS = """
import hashlib
from graph.views.layout import positions
nodes = {f"n{i}": (30.0, 15.0) for i in {*range(60)}}
edges = {(f"n{i}", f"n{(i * 7 + 1) % 60}"): 1.0 + i % 3 for i in {*range(50)} if i != (i * 7 + 1) % 60}
edges = {(min(pair), max(pair)): weight for pair, weight in edges.items()}
print(hashlib.sha256(repr(sorted(positions(nodes, edges).items())).encode()).hexdigest())
"""


def ring(count: int) -> dict[tuple[str, str], float]:
    return {
        (min(pair), max(pair)): 1.0
        for at in range(count)
        if (pair := (f"n{at:03}", f"n{(at + 1) % count:03}"))[0] != pair[1]
    }


def test_the_order_of_nodes_and_edges_makes_no_difference() -> None:
    edges = ring(40)
    nodes = {f"n{at:03}": BOX for at in range(40)}
    again = positions(dict(reversed(nodes.items())), dict(reversed(edges.items())))
    assert positions(nodes, edges) == again


def test_another_process_draws_the_same() -> None:
    prints = {
        subprocess.run(
            [sys.executable, "-c", PRINTS],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "77")
    }
    assert len(prints) == 1


def test_a_view_drawn_again_is_equal(samples: GraphStore) -> None:
    for choice in (Choice(), Choice(mode="duties", most=200)):
        assert draw(samples, choice) == draw(samples, choice)


def test_names_do_not_cover_each_other() -> None:
    nodes = {f"n{at:03}": BOX for at in range(30)}
    locations = positions(nodes, ring(30))
    covered = [
        (a, b)
        for a, b in combinations(locations.values(), 2)
        if abs(a[0] - b[0]) < 2 * BOX[0] - 3 and abs(a[1] - b[1]) < 2 * BOX[1] - 3
    ]
    assert covered == []


def test_parts_stand_apart() -> None:
    edges = {(f"a{at}", f"a{at + 1}"): 1.0 for at in range(8)} | {
        (f"b{at}", f"b{at + 1}"): 1.0 for at in range(5)
    }
    nodes = {id: BOX for pair in edges for id in pair} | {"c": BOX}
    locations = positions(nodes, edges)
    assert locations.keys() == nodes.keys()
    boxes = {}
    for part in "abc":
        stored = [location for id, location in locations.items() if id.startswith(part)]
        xs, ys = [x for x, _ in stored], [y for _, y in stored]
        boxes[part] = min(xs), max(xs), min(ys), max(ys)
    for entry, other in combinations(boxes.values(), 2):
        across = entry[0] <= other[1] and other[0] <= entry[1]
        down = entry[2] <= other[3] and other[2] <= entry[3]
        assert not (across and down)


def test_nothing_has_no_place() -> None:
    assert positions({}, {}) == {}
    assert positions({"a": BOX}, {}) == {"a": (0, 0)}


def edge(left: int, right: int, weight: int) -> Edge:
    return Edge(f"n{min(left, right)}", f"n{max(left, right)}", "cowork", "", weight, float(weight), False)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 12), st.integers(0, 12), st.integers(1, 9)).filter(lambda e: e[0] != e[1]),
        max_size=60,
        unique_by=lambda e: frozenset(e[:2]),
    ),
    st.integers(13, 40),
)
def test_thinning_parts_nobody_and_drops_the_lightest(drawn: list[tuple[int, int, int]], most: int) -> None:
    edges = sorted((edge(*each) for each in drawn), key=lambda each: (-each.weight, each.source, each.target))
    stored = thinned(edges, most)
    assert len(stored) == min(len(edges), most)
    assert stored == [each for each in edges if each in stored]

    def parts(of: list[Edge]) -> set[frozenset[str]]:
        graph = nx.Graph([(each.source, each.target) for each in of])
        return {frozenset(part) for part in nx.connected_components(graph)}

    assert parts(stored) == parts(edges)


def test_a_digest_is_of_locations_not_of_luck(samples: GraphStore) -> None:
    """Two choices that differ in nothing that is drawn have the same places."""
    whole, most = draw(samples, Choice(most=1999)), draw(samples, Choice(most=2000))

    def digest(view: object) -> str:
        return hashlib.sha256(repr(view).encode()).hexdigest()

    assert digest(whole.nodes) == digest(most.nodes)
