"""The backbone of a co-work network: edges that stand out against a null model."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from graph.analysis.structure import SEED, pairs_of
from graph.analysis.tables import Table

if TYPE_CHECKING:
    import networkx


@dataclass(frozen=True, slots=True)
class BackboneEdge:
    """A pair of agencies: `observed` and `expected` tasks in common, `p` from 0 to 1."""

    left: str
    right: str
    left_name: str
    right_name: str
    observed: int
    expected: float
    p: float
    kept: bool


@dataclass(frozen=True, slots=True)
class DisparityEdge:
    """An edge of a projection: its `weight`, and `p` from 0 to 1."""

    left: str
    right: str
    left_name: str | None
    right_name: str | None
    weight: float
    p: float
    kept: bool


def fdsm(
    bipartite: networkx.Graph, *, samples: int = 1_000, seed: int = SEED, alpha: float = 0.05
) -> Table[BackboneEdge]:
    """Pairs of agencies that share more tasks than lengths of lists and numbers of tasks explain.

    The fixed degree sequence model: the two-mode graph (`two_mode`) is shuffled `samples` times so that
    every agency keeps its number of tasks and every task its number of agencies (the curveball algorithm).
    Columns: `left`, `right`, their names; `observed` tasks in common, `expected` their mean over the
    samples, `p` = (1 + samples with as many or more) / (1 + samples), one-sided; `kept` where p < `alpha`.
    No correction for many tests: divide alpha yourself.

    A long list makes many pairs in every sample too, so it does not by itself keep an edge: that is what
    a filter on the projection (`disparity`) cannot see.

    Cost: samples × the number of (agency, task) edges; meant for some hundreds of agencies.
    Sources: Zweig and Kaufmann, Social Network Analysis and Mining 1 (2011) 187; Neal, Social Networks 39
    (2014) 84; Strona et al., Nature Communications 5 (2014) 4114.
    """
    nodes = bipartite.nodes(data=True)
    agencies = sorted(node for node, attributes in nodes if attributes["bipartite"] == 0)
    tasks_of = {agency: set(bipartite[agency]) for agency in agencies if len(bipartite[agency])}
    observed = _common(tasks_of)
    sums: Counter[tuple[str, str]] = Counter()
    reached: Counter[tuple[str, str]] = Counter()
    random = Random(seed)
    shuffled = {agency: set(tasks) for agency, tasks in tasks_of.items()}
    _trade(shuffled, random, 10 * len(shuffled))
    for _ in range(samples):
        _trade(shuffled, random, 5 * len(shuffled))
        common = _common(shuffled)
        for pair, times in observed.items():
            drawn = common.get(pair, 0)
            sums[pair] += drawn
            reached[pair] += drawn >= times
    rows: list[BackboneEdge] = []
    for (left, right), times in observed.items():
        p = (1 + reached[left, right]) / (1 + samples)
        rows.append(
            BackboneEdge(
                left=left,
                right=right,
                left_name=bipartite.nodes[left]["name"],
                right_name=bipartite.nodes[right]["name"],
                observed=times,
                expected=sums[left, right] / samples,
                p=p,
                kept=p < alpha,
            )
        )
    rows.sort(key=lambda row: (row.p, -row.observed, row.left, row.right))
    return Table.of(BackboneEdge, rows, samples=samples, seed=seed, alpha=alpha)


def disparity(graph: networkx.Graph, *, alpha: float = 0.05) -> Table[DisparityEdge]:
    """Edges that carry more of an agency's strength than an even random split would give them.

    p = (1 − w/s)^(k−1) for an agency of degree k and strength s; the smaller of the two ends counts, and
    p < `alpha` keeps the edge; an agency of degree 1 keeps none by itself. Columns: `left`, `right`, their
    names, `weight`, `p`, `kept`. It looks at the projection alone: beside `fdsm`, not in its place.

    Source: Serrano, Boguñá and Vespignani, PNAS 106 (2009) 6483.
    """

    def chance(node: str, weight: float) -> float:
        k, s = graph.degree(node), graph.degree(node, weight="weight")
        return float((1 - weight / s) ** (k - 1)) if k > 1 else 1.0

    rows: list[DisparityEdge] = []
    for left, right, attributes in graph.edges(data=True):
        weight = attributes["weight"]
        p = min(chance(left, weight), chance(right, weight))
        names = graph.nodes[left].get("name"), graph.nodes[right].get("name")
        rows.append(DisparityEdge(left, right, names[0], names[1], weight, p, p < alpha))
    rows.sort(key=lambda row: (row.p, row.left, row.right))
    return Table.of(DisparityEdge, rows, alpha=alpha)


def _trade(tasks_of: dict[str, set[str]], random: Random, times: int) -> None:
    """Curveball: two agencies pool the tasks that only one of them has, and each draws back as many."""
    agencies = sorted(tasks_of)
    if len(agencies) < 2:
        return
    for _ in range(times):
        first, second = random.sample(agencies, 2)
        a, b = tasks_of[first], tasks_of[second]
        common = a & b
        loose = sorted((a | b) - common)
        random.shuffle(loose)
        keeps = len(a) - len(common)
        tasks_of[first], tasks_of[second] = common | set(loose[:keeps]), common | set(loose[keeps:])


def _common(tasks_of: dict[str, set[str]]) -> dict[tuple[str, str], int]:
    """Number of shared tasks of each pair of agencies that share any."""
    holders: dict[str, list[str]] = defaultdict(list)
    for agency, tasks in tasks_of.items():
        for task in tasks:
            holders[task].append(agency)
    common: Counter[tuple[str, str]] = Counter()
    for agencies in holders.values():
        common.update(pairs_of(agencies))
    return dict(common)
