"""The backbone of a co-work network: edges that stand out against a null model."""

from __future__ import annotations

from collections import Counter, defaultdict
from random import Random
from typing import TYPE_CHECKING, Final

from graph.analysis.structure import SEED, pairs_of
from graph.analysis.tables import frame

if TYPE_CHECKING:
    import networkx
    from pandas import DataFrame

EDGES: Final = ("left", "right", "left_name", "right_name", "observed", "expected", "p", "kept")


def fdsm(
    bipartite: networkx.Graph, *, samples: int = 1_000, seed: int = SEED, alpha: float = 0.05
) -> DataFrame:
    """Pairs of bodies that share more tasks than the lengths of lists and the busyness of bodies explain.

    The fixed degree sequence model: the two-mode graph (`two_mode`) is shuffled `samples` times so that
    every body keeps its number of tasks and every task its number of bodies (the curveball algorithm).
    Columns: `left`, `right`, their names; `observed` tasks in common, `expected` their mean over the
    samples, `p` = (1 + samples with as many or more) / (1 + samples), one-sided; `kept` where p < `alpha`.
    No correction for many tests: divide alpha yourself.

    A long list makes many pairs in every sample too, so it does not by itself keep an edge: that is what
    a filter on the projection (`disparity`) cannot see.

    Cost: samples × the number of (body, task) edges; meant for some hundreds of bodies.
    Sources: Zweig and Kaufmann, Social Network Analysis and Mining 1 (2011) 187; Neal, Social Networks 39
    (2014) 84; Strona et al., Nature Communications 5 (2014) 4114.
    """
    nodes = bipartite.nodes(data=True)
    bodies = sorted(node for node, held in nodes if held["bipartite"] == 0)
    tasks_of = {body: set(bipartite[body]) for body in bodies if len(bipartite[body])}
    observed = _common(tasks_of)
    sums: Counter[tuple[str, str]] = Counter()
    reached: Counter[tuple[str, str]] = Counter()
    random = Random(seed)
    shuffled = {body: set(tasks) for body, tasks in tasks_of.items()}
    _trade(shuffled, random, 10 * len(shuffled))
    for _ in range(samples):
        _trade(shuffled, random, 5 * len(shuffled))
        common = _common(shuffled)
        for pair, times in observed.items():
            drawn = common.get(pair, 0)
            sums[pair] += drawn
            reached[pair] += drawn >= times
    rows: list[dict[str, object]] = []
    for (left, right), times in observed.items():
        p = (1 + reached[left, right]) / (1 + samples)
        rows.append(
            {
                "left": left,
                "right": right,
                "left_name": bipartite.nodes[left]["name"],
                "right_name": bipartite.nodes[right]["name"],
                "observed": times,
                "expected": sums[left, right] / samples,
                "p": p,
                "kept": p < alpha,
            }
        )
    rows.sort(
        key=lambda row: (
            float(str(row["p"])),
            -int(str(row["observed"])),
            str(row["left"]),
            str(row["right"]),
        )
    )
    return frame(rows, EDGES, samples=samples, seed=seed, alpha=alpha)


def disparity(graph: networkx.Graph, *, alpha: float = 0.05) -> DataFrame:
    """Edges that carry more of a body's strength than an even random split would give them.

    p = (1 − w/s)^(k−1) for a body of degree k and strength s; the smaller of the two ends counts, and
    p < `alpha` keeps the edge; a body of degree 1 keeps none by itself. Columns: `left`, `right`, their
    names, `weight`, `p`, `kept`. It looks at the projection alone: beside `fdsm`, not in its place.

    Source: Serrano, Boguñá and Vespignani, PNAS 106 (2009) 6483.
    """

    def chance(node: str, weight: float) -> float:
        k, s = graph.degree(node), graph.degree(node, weight="weight")
        return float((1 - weight / s) ** (k - 1)) if k > 1 else 1.0

    rows: list[dict[str, object]] = []
    for left, right, held in graph.edges(data=True):
        p = min(chance(left, held["weight"]), chance(right, held["weight"]))
        rows.append(
            {
                "left": left,
                "right": right,
                "left_name": graph.nodes[left].get("name"),
                "right_name": graph.nodes[right].get("name"),
                "weight": held["weight"],
                "p": p,
                "kept": p < alpha,
            }
        )
    rows.sort(key=lambda row: (float(str(row["p"])), str(row["left"]), str(row["right"])))
    return frame(rows, ("left", "right", "left_name", "right_name", "weight", "p", "kept"), alpha=alpha)


def _trade(tasks_of: dict[str, set[str]], random: Random, times: int) -> None:
    """Curveball: two bodies put in what only one of them has, and each draws back as much as it gave."""
    bodies = sorted(tasks_of)
    if len(bodies) < 2:
        return
    for _ in range(times):
        one, other = random.sample(bodies, 2)
        a, b = tasks_of[one], tasks_of[other]
        common = a & b
        loose = sorted((a | b) - common)
        random.shuffle(loose)
        keeps = len(a) - len(common)
        tasks_of[one], tasks_of[other] = common | set(loose[:keeps]), common | set(loose[keeps:])


def _common(tasks_of: dict[str, set[str]]) -> dict[tuple[str, str], int]:
    """How many tasks each two bodies share, of those that share any."""
    holders: dict[str, list[str]] = defaultdict(list)
    for body, tasks in tasks_of.items():
        for task in tasks:
            holders[task].append(body)
    found: Counter[tuple[str, str]] = Counter()
    for bodies in holders.values():
        found.update(pairs_of(bodies))
    return dict(found)
