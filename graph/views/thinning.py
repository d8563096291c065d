"""Thinning of a dense network: the edges that keep it connected, then the heaviest."""

from __future__ import annotations

from collections.abc import Sequence

from graph.views.merged_edges import Joined
from graph.views.view import Edge


def thinned(edges: Sequence[Edge], most: int) -> list[Edge]:
    """At most `most` of the edges, which come heaviest first, and in that order.

    First come those that hold the drawing together (a maximum spanning forest: Kruskal, Proceedings of
    the AMS 7 (1956) 48), so that leaving edges out parts nobody from all others; then the heaviest.
    """
    if len(edges) <= most:
        return list(edges)
    joined = Joined()
    chosen = {at for at, edge in enumerate(edges) if joined.join(edge.source, edge.target)}
    for at in range(len(edges)):
        if len(chosen) >= most:
            break
        chosen.add(at)
    return [edges[at] for at in sorted(chosen)]
