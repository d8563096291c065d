"""A view as GraphML, for Gephi and the like: the nodes and edges that are drawn, with their coordinates."""

from __future__ import annotations

from graph.exports.cells import clean
from graph.views.view import View


def graphml(view: View) -> bytes:
    """The file. Nodes have label, type, group, tasks, x, y; edges label, group, tasks, weight, directed."""
    import networkx as nx

    network: nx.MultiDiGraph = nx.MultiDiGraph()
    for node in view.nodes:
        network.add_node(
            clean(node.id),
            label=clean(node.name),
            type=node.kind,
            group=node.group,
            tasks=node.tasks,
            x=node.x,
            y=-node.y,  # upwards, as programs for graphs count
        )
    for number, edge in enumerate(view.edges):
        network.add_edge(
            clean(edge.source),
            clean(edge.target),
            key=f"e{number}",
            label=clean(edge.words),
            group=edge.group,
            tasks=edge.tasks,
            weight=float(edge.weight),
            directed=edge.directed,
        )
    lines = nx.generate_graphml(network, named_key_ids=True)
    return "\n".join(["<?xml version='1.0' encoding='utf-8'?>", *lines]).encode()
