"""The view of bodies and their co-work: who stands in the same tasks, as `graph.analysis.cowork` counts it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from graph.analysis import cowork_edges, records
from graph.columns import number, text
from graph.store import GraphStore
from graph.views.bodies import Body, body_node, read_bodies
from graph.views.thinning import thinned
from graph.views.view import EDGES_A_NODE, Choice, Edge, Node


@dataclass(frozen=True, slots=True)
class Chosen:
    """Nodes and edges to draw, how many there were, and what the difference is, in sentences."""

    nodes: list[Node]
    edges: list[Edge]
    said: list[str]
    found_nodes: int
    found_edges: int


def choose_cowork(store: GraphStore, choice: Choice) -> Chosen:
    """The bodies with the most common work, and the edges between them."""
    bodies = read_bodies(store, choice.scope)
    edges = _edges(store, choice)
    found = [edge for edge in edges if _wanted(edge, bodies, choice)]
    joined = {id for edge in edges for id in (edge.source, edge.target)}
    strength: Counter[str] = Counter()
    for edge in found:
        strength[edge.source] += edge.weight
        strength[edge.target] += edge.weight
    ranked = sorted(strength, key=lambda id: (id != choice.scope.agency, -strength[id], id))
    kept = set(ranked[: choice.most])
    between = [edge for edge in found if edge.source in kept and edge.target in kept]
    drawn = thinned(between, EDGES_A_NODE * choice.most)
    shown = {id for edge in drawn for id in (edge.source, edge.target)}
    return Chosen(
        nodes=[body_node(bodies[id]) for id in sorted(shown)],
        edges=drawn,
        said=_said(choice, bodies, joined, edges, found, between, drawn, shown),
        found_nodes=len(strength),
        found_edges=len(found),
    )


def _edges(store: GraphStore, choice: Choice) -> list[Edge]:
    held = cowork_edges(
        store,
        choice.scope,
        projection="lead_star" if choice.led else "newman",
        max_bodies=choice.max_bodies,
    )
    return [
        Edge(
            source=text(row, "left"),
            target=text(row, "right"),
            group="led" if choice.led else "cowork",
            words=f"{row['left_name']}{'牵头，' if choice.led else '、'}{row['right_name']}"
            f"{'参与' if choice.led else '共同承担'} {row['tasks']} 项任务",
            tasks=number(row, "tasks"),
            weight=round(float(str(row["weight"])), 6),
            directed=choice.led,
        )
        for row in records(held)
    ]


def _wanted(edge: Edge, bodies: dict[str, Body], choice: Choice) -> bool:
    if edge.tasks < choice.min_tasks:
        return False
    ends = (edge.source, edge.target)
    systems = choice.scope.systems
    return not systems or all(bodies[id].system in systems for id in ends)


def _said(
    choice: Choice,
    bodies: dict[str, Body],
    joined: set[str],
    edges: Sequence[Edge],
    found: Sequence[Edge],
    between: Sequence[Edge],
    drawn: Sequence[Edge],
    shown: set[str],
) -> list[str]:
    said = []
    if alone := len(bodies) - len(joined):
        said.append(f"{alone} 个单位没有与其他单位共同承担的任务，不在图中")
    if few := len(edges) - len(found):
        least = f"共同任务不足 {choice.min_tasks} 项" if choice.min_tasks > 1 else "不在所选条线内"
        said.append(f"{few} 对单位{least}，未画连线")
    met = {id for edge in found for id in (edge.source, edge.target)}
    if cut := len(met) - len(shown):
        said.append(f"只画协同最多的 {len(shown)} 个单位，另有 {cut} 个未画")
    if thin := len(between) - len(drawn):
        said.append(f"只画最重的 {len(drawn)} 条连线，另有 {thin} 条较轻的未画")
    return said
