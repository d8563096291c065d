"""A view as a `pyvis.network.Network`, and as the data that the page draws from.

pyvis is the container only: its own template reaches for a CDN in every mode, has no autoescape, and
turns a title with "href" into HTML. `vis-network` itself is taken from the installed package.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.util import find_spec
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Final

from graph.views.legend import EDGE_GROUPS, NODE_GROUPS
from graph.views.view import Edge, View

if TYPE_CHECKING:
    from pyvis.network import Network

VIS_VERSION: Final = "9.1.2"
_SHAPES: Final = {"agency": "dot", "task": "square", "campaign": "diamond"}


@cache
def vis_folder() -> Path:
    """The folder of pyvis that holds vis-network; pyvis is not imported for it."""
    spec = find_spec("pyvis")
    assert spec is not None
    assert spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0]) / "templates" / "lib" / f"vis-{VIS_VERSION}"


def network_of(view: View) -> Network:
    """The view as pyvis has it. Directed, since pyvis compares an undirected edge with all before it."""
    from pyvis.network import Network

    net = Network(directed=True)
    for node in view.nodes:
        net.add_node(
            node.id,
            label=node.label,
            shape=_SHAPES[node.kind],
            group=node.group,
            size=node.size,
            label_size=node.font,
            x=node.x,
            y=node.y,
            physics=False,
            kind=node.kind,
            name=node.name,
            tasks=node.tasks,
            facts=[list(fact) for fact in node.facts],
        )
    heaviest = max((edge.weight for edge in view.edges), default=1.0)
    for number, edge in enumerate(view.edges):
        net.add_edge(
            edge.source,
            edge.target,
            id=f"e{number}",
            group=edge.group,
            title=edge.words,
            width=_width(edge, heaviest),
            tasks=edge.tasks,
            weight=edge.weight,
            arrow=edge.directed,
        )
    return net


@lru_cache(maxsize=8)
def data_of(view: View) -> Mapping[str, object]:
    """Data of the script: the nodes and edges of the container as vis-network takes them.

    Kept, since pyvis looks through all nodes for each edge: a second for 2,000 of them.
    """
    net = network_of(view)
    nodes, edges, *_ = net.get_network_data()
    return {"nodes": nodes, "edges": edges}


def legend_of(view: View) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The groups of nodes and of edges that the view has, in the legend's order, with their words."""
    nodes, edges = {node.group for node in view.nodes}, {edge.group for edge in view.edges}
    return (
        {group: words for group, words in NODE_GROUPS.items() if group in nodes},
        {group: words for group, words in EDGE_GROUPS.items() if group in edges},
    )


def _width(edge: Edge, heaviest: float) -> float:
    if edge.group in ("cowork", "led"):
        return round(1 + 6 * sqrt(edge.weight / heaviest), 2)
    return 3.0 if edge.group == "lead" else 2.0
