"""The view of agencies and their co-work: who shares tasks, as `graph.analysis.cowork` counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from graph.analysis import cowork_edges, records
from graph.store import GraphStore
from graph.views.agencies import agency_node, read_agencies
from graph.views.thinning import thinned
from graph.views.view import EDGES_A_NODE, Choice, Chosen, Edge


def choose_cowork(store: GraphStore, choice: Choice) -> Chosen:
    """The agencies with the most common work, and the edges between them."""
    agencies = read_agencies(store, choice.scope)
    edges = _edges(store, choice)
    notes: list[str] = []
    if alone := len(agencies) - len(_ends(edges)):
        notes.append(f"{alone} 个单位没有与其他单位共同承担的任务，不在图中")
    if choice.scope.agency is not None:
        near = _ends(edge for edge in edges if choice.scope.agency in (edge.source, edge.target))
        edges = [edge for edge in edges if edge.source in near and edge.target in near]
    if choice.scope.system:
        within = {id for id, agency in agencies.items() if agency.system in choice.scope.system}
        edges = [edge for edge in edges if edge.source in within and edge.target in within]
    enough = [edge for edge in edges if edge.tasks >= choice.min_tasks]
    if few := len(edges) - len(enough):
        notes.append(f"{few} 对单位的共同任务不足 {choice.min_tasks} 项，未画连线")
    strength: dict[str, float] = defaultdict(float)
    for edge in enough:
        strength[edge.source] += edge.weight
        strength[edge.target] += edge.weight
    ranked = sorted(strength, key=lambda id: (id != choice.scope.agency, -round(strength[id], 6), id))
    connected = set(ranked[: choice.most])
    between = [edge for edge in enough if edge.source in connected and edge.target in connected]
    drawn = thinned(between, EDGES_A_NODE * choice.most)
    shown = _ends(drawn)
    if cut := len(strength) - len(shown):
        notes.append(f"只画协同最多的 {len(shown)} 个单位，另有 {cut} 个未画")
    if thin := len(between) - len(drawn):
        notes.append(f"只画最重的 {len(drawn)} 条连线，另有 {thin} 条较轻的未画")
    nodes = [agency_node(agencies[id]) for id in sorted(shown)]
    return Chosen(nodes, drawn, notes, total_nodes=len(strength), total_edges=len(enough))


def _edges(store: GraphStore, choice: Choice) -> list[Edge]:
    table = cowork_edges(
        store,
        choice.scope,
        projection="lead_star" if choice.led else "newman",
        max_bodies=choice.max_bodies,
    )
    return [
        Edge(
            source=str(row["left"]),
            target=str(row["right"]),
            group="led" if choice.led else "cowork",
            words=f"{row['left_name']}{'牵头，' if choice.led else '、'}{row['right_name']}"
            f"{'参与' if choice.led else '共同承担'} {row['tasks']} 项任务",
            tasks=int(str(row["tasks"])),
            weight=round(float(str(row["weight"])), 6),
            directed=choice.led,
        )
        for row in records(table)
    ]


def _ends(edges: Iterable[Edge]) -> set[str]:
    return {id for edge in edges for id in (edge.source, edge.target)}
