"""Replaces the lineage of the lines of work in the graph."""

from __future__ import annotations

from collections.abc import Sequence

from graph.records import Succession
from graph.writing.properties import succession_edge
from graph.writing.shared_nodes import Run, SharedNodes
from graph.writing.statements import create_relation, merge_node


def put_lineage(run: Run, successions: Sequence[Succession], digest: str) -> None:
    """Write the whole table; `digest` tells it from others.

    Lines of work that only the old one named go.
    """
    ended = run("MATCH (s:System)-[:SUCCEEDED_BY]-(:System) RETURN DISTINCT s.id AS id", {})
    run("MATCH (:System)-[r:SUCCEEDED_BY]->(:System) DELETE r", {})
    systems = {
        system.id: system
        for succession in successions
        for system in (succession.predecessor, succession.successor)
    }
    for system in systems.values():
        run(merge_node("System"), {"id": system.id, "name": system.name})
    for succession in successions:
        edge = succession_edge(succession)
        run(create_relation(edge.type), {**edge.properties, "start": edge.start, "stop": edge.stop})
    shared = SharedNodes(run)
    shared.systems_in_doubt |= {str(row["id"]) for row in ended} - systems.keys()
    shared.drop_orphans()
    run("MATCH (s:Store {id: 'store'}) SET s.lineage = $digest", {"digest": digest})
