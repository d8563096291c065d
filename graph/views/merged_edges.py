"""Union-find over ids (Tarjan, Journal of the ACM 22 (1975) 215)."""

from __future__ import annotations


class Joined:
    """Disjoint sets of nodes joined by edges; a node without an edge is a set of its own."""

    def __init__(self) -> None:
        self._leader: dict[str, str] = {}

    def root(self, node: str) -> str:
        """The node that stands for all that this one is joined to."""
        leader = self._leader
        leader.setdefault(node, node)
        while leader[node] != node:
            leader[node] = leader[leader[node]]
            node = leader[node]
        return node

    def join(self, left: str, right: str) -> bool:
        """Join the two. Whether they were apart."""
        a, b = sorted((self.root(left), self.root(right)))
        self._leader[b] = a
        return a != b
