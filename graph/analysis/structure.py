"""Structure of a co-work network: centrality, communities and their stability."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb
from statistics import mean
from typing import TYPE_CHECKING

from graph.analysis.tables import Table

if TYPE_CHECKING:
    import networkx

SEED = 42
_EXACT = 1_000
"""Agencies up to which betweenness is exact; beyond, it is estimated from this many of them."""

_SAMPLED = 100


@dataclass(frozen=True, slots=True)
class CentralityRow:
    """An agency's `degree` (agencies), `strength` (sum of weights) and `betweenness` (0–1)."""

    agency: str
    name: str | None
    degree: int
    strength: float
    betweenness: float


@dataclass(frozen=True, slots=True)
class CommunityRow:
    """An agency's community, numbered from 1, and how stable that is (0–1; None without further runs)."""

    agency: str
    name: str | None
    community: int
    stability: float | None


def centrality(graph: networkx.Graph, *, seed: int = SEED) -> Table[CentralityRow]:
    """Centrality of each agency, the strongest first.

    Columns: `agency`, `name`; `degree`, agencies it shares a task with; `strength`, the sum of its edges'
    weights (under newman: its tasks with others); `betweenness`, the part of shortest paths between
    others that pass through it, 0–1, an edge being as long as 1/weight. Beyond 1,000 agencies betweenness
    is estimated from 100 of them (`seed`), and `table.attrs["sampled"]` says so.

    Sources: Freeman, Sociometry 40 (1977) 35; Brandes, Journal of Mathematical Sociology 25 (2001) 163;
    lengths as Newman, Physical Review E 64 (2001) 016132.
    Caveat: who is named in long lists is central in a count projection by that alone (`sensitivity`).
    """
    import networkx as nx

    sampled = None if len(graph) <= _EXACT else _SAMPLED
    far = graph.copy()
    for _, _, attributes in far.edges(data=True):
        attributes["length"] = 1 / attributes["weight"]
    between: Mapping[str, float] = nx.betweenness_centrality(far, k=sampled, weight="length", seed=seed)
    rows = [
        CentralityRow(
            agency=node,
            name=attributes.get("name"),
            degree=graph.degree(node),
            strength=float(graph.degree(node, weight="weight")),
            betweenness=float(between[node]),
        )
        for node, attributes in graph.nodes(data=True)
    ]
    rows.sort(key=lambda row: (-row.strength, row.agency))
    return Table.of(CentralityRow, rows, sampled=sampled, seed=seed)


def communities(
    graph: networkx.Graph, *, seed: int = SEED, resolution: float = 1.0, runs: int = 20
) -> Table[CommunityRow]:
    """Communities of agencies by the Louvain method, with their stability.

    Columns: `agency`, `name`, `community` (from 1, the largest first; agencies without an edge are alone in
    theirs), `stability`: over `runs` further seeds, how far the agency's community is the same agencies
    (mean Jaccard index, 0–1). `table.attrs` holds seed, resolution, `modularity`, and `agreement`, the mean
    adjusted Rand index of the runs with this partition (1 the same, about 0 chance).

    Sources: Blondel et al., Journal of Statistical Mechanics (2008) P10008; Hubert and Arabie, Journal of
    Classification 2 (1985) 193. Caveat: Louvain finds communities in any graph; look at stability first.
    """
    import networkx as nx

    plain = graph.to_undirected() if graph.is_directed() else graph

    def partition(with_seed: int) -> list[set[str]]:
        communities = nx.community.louvain_communities(
            plain, weight="weight", resolution=resolution, seed=with_seed
        )
        return sorted(communities, key=lambda each: (-len(each), min(each)))

    own = partition(seed)
    others = [partition(seed + run) for run in range(1, runs + 1)]
    label = {node: rank for rank, each in enumerate(own, start=1) for node in each}
    homes = [{node: each for each in other for node in each} for other in others]
    rows = [
        CommunityRow(
            agency=node,
            name=graph.nodes[node].get("name"),
            community=label[node],
            stability=mean(_jaccard(own[label[node] - 1], home[node]) for home in homes) if homes else None,
        )
        for node in sorted(graph, key=lambda each: (label[each], each))
    ]
    weighed = plain.number_of_edges() > 0
    nodes = sorted(graph)
    labels = [_labels(nodes, other) for other in others]
    ours = _labels(nodes, own)
    return Table.of(
        CommunityRow,
        rows,
        seed=seed,
        resolution=resolution,
        modularity=nx.community.modularity(plain, own, weight="weight") if weighed else None,
        agreement=mean(adjusted_rand(ours, each) for each in labels) if labels else None,
    )


def adjusted_rand(left: Sequence[int], right: Sequence[int]) -> float:
    """Adjusted Rand index of two partitions of the same items: 1 the same, about 0 by chance.

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
    home = {node: at for at, each in enumerate(partition) for node in each}
    return [home[node] for node in nodes]


def _jaccard(left: set[str], right: set[str]) -> float:
    return len(left & right) / len(left | right)


def pairs_of(agencies: Sequence[str]) -> list[tuple[str, str]]:
    """Every two of a task's agencies, the smaller id first."""
    return list(combinations(sorted(agencies), 2))
