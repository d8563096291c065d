"""The structure of a co-work network: who is central, what hangs together, and how firmly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from math import comb
from statistics import mean
from typing import TYPE_CHECKING

from graph.analysis.tables import frame

if TYPE_CHECKING:
    import networkx
    from pandas import DataFrame

SEED = 42
_EXACT = 1_000
"""Bodies up to which betweenness is exact; beyond, it is estimated from this many of them."""

_SAMPLED = 100


def centrality(graph: networkx.Graph, *, seed: int = SEED) -> DataFrame:
    """How central each body is, the strongest first.

    Columns: `agency`, `name`; `degree`, bodies it shares a task with; `strength`, the sum of its edges'
    weights (under newman: its tasks with others); `betweenness`, the part of shortest paths between
    others that pass through it, 0–1, an edge being as long as 1/weight. Beyond 1,000 bodies betweenness
    is estimated from 100 of them (`seed`), and `table.attrs["sampled"]` says so.

    Sources: Freeman, Sociometry 40 (1977) 35; Brandes, Journal of Mathematical Sociology 25 (2001) 163;
    lengths as Newman, Physical Review E 64 (2001) 016132.
    Caveat: who is named in long lists is central in a count projection by that alone (`sensitivity`).
    """
    import networkx as nx

    sampled = None if len(graph) <= _EXACT else _SAMPLED
    far = graph.copy()
    for _, _, held in far.edges(data=True):
        held["length"] = 1 / held["weight"]
    between: Mapping[str, float] = nx.betweenness_centrality(far, k=sampled, weight="length", seed=seed)
    rows: list[dict[str, object]] = [
        {
            "agency": node,
            "name": held.get("name"),
            "degree": graph.degree(node),
            "strength": graph.degree(node, weight="weight"),
            "betweenness": between[node],
        }
        for node, held in graph.nodes(data=True)
    ]
    rows.sort(key=lambda row: (-float(str(row["strength"])), str(row["agency"])))
    return frame(rows, ("agency", "name", "degree", "strength", "betweenness"), sampled=sampled, seed=seed)


def communities(
    graph: networkx.Graph, *, seed: int = SEED, resolution: float = 1.0, runs: int = 20
) -> DataFrame:
    """Bodies that work with one another more than with others, by Louvain, and how stable that is.

    Columns: `agency`, `name`, `community` (from 1, the largest first; bodies without an edge are alone in
    theirs), `stability`: over `runs` further seeds, how far the body's community is the same bodies
    (mean Jaccard index, 0–1). `table.attrs` holds seed, resolution, `modularity`, and `agreement`, the mean
    adjusted Rand index of the runs with this partition (1 the same, about 0 chance).

    Sources: Blondel et al., Journal of Statistical Mechanics (2008) P10008; Hubert and Arabie, Journal of
    Classification 2 (1985) 193. Caveat: Louvain finds communities in any graph; look at stability first.
    """
    import networkx as nx

    plain = graph.to_undirected() if graph.is_directed() else graph

    def partition(with_seed: int) -> list[set[str]]:
        found = nx.community.louvain_communities(
            plain, weight="weight", resolution=resolution, seed=with_seed
        )
        return sorted(found, key=lambda each: (-len(each), min(each)))

    own = partition(seed)
    others = [partition(seed + run) for run in range(1, runs + 1)]
    label = {node: place for place, each in enumerate(own, start=1) for node in each}
    homes = [{node: each for each in other for node in each} for other in others]
    rows: list[dict[str, object]] = [
        {
            "agency": node,
            "name": graph.nodes[node].get("name"),
            "community": label[node],
            "stability": mean(_jaccard(own[label[node] - 1], home[node]) for home in homes)
            if homes
            else None,
        }
        for node in sorted(graph, key=lambda each: (label[each], each))
    ]
    found = frame(rows, ("agency", "name", "community", "stability"), seed=seed, resolution=resolution)
    weighed = plain.number_of_edges() > 0
    found.attrs["modularity"] = nx.community.modularity(plain, own, weight="weight") if weighed else None
    nodes = sorted(graph)
    labels = [_labels(nodes, other) for other in others]
    ours = _labels(nodes, own)
    found.attrs["agreement"] = mean(adjusted_rand(ours, each) for each in labels) if labels else None
    return found


def adjusted_rand(left: Sequence[int], right: Sequence[int]) -> float:
    """How far two partitions of the same things agree, beyond chance: 1 the same, about 0 by chance.

    >>> adjusted_rand([1, 1, 2, 2], [5, 5, 7, 7]), round(adjusted_rand([1, 1, 2, 2], [1, 2, 1, 2]), 6)
    (1.0, -0.5)
    """
    from collections import Counter

    pairs = sum(comb(n, 2) for n in Counter(zip(left, right, strict=True)).values())
    lefts, rights = (sum(comb(n, 2) for n in Counter(each).values()) for each in (left, right))
    expected = lefts * rights / comb(len(left), 2) if len(left) > 1 else 0.0
    most = (lefts + rights) / 2
    return 1.0 if most == expected else (pairs - expected) / (most - expected)


def _labels(nodes: Sequence[str], partition: Sequence[set[str]]) -> list[int]:
    home = {node: place for place, each in enumerate(partition) for node in each}
    return [home[node] for node in nodes]


def _jaccard(left: set[str], right: set[str]) -> float:
    return len(left & right) / len(left | right)


def pairs_of(bodies: Sequence[str]) -> list[tuple[str, str]]:
    """Every two of a task's bodies, the smaller id first."""
    return list(combinations(sorted(bodies), 2))
