"""Sends rows by thousands: one UNWIND a kind."""

from __future__ import annotations

from collections.abc import Sequence

from graph.neo4j.server import Transaction
from graph.rows import Edge
from graph.schema import NODE, RELATION, Property
from graph.store import Row
from graph.writing.batches import Sink

CHUNK = 10_000
"""Rows of a statement: they are held in memory on both sides."""


class UnwindSink(Sink):
    """Rows go as lists in the schema's order, which is half the size of maps."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def nodes(self, label: str, rows: Sequence[Row]) -> None:
        properties = NODE[label].properties
        statement = f"UNWIND $rows AS row CREATE (:{label} {_map(properties, 0)})"
        self._send(statement, [[row[item.name] for item in properties] for row in rows])

    def edges(self, type_: str, edges: Sequence[Edge]) -> None:
        relation = RELATION[type_]
        statement = (
            f"UNWIND $rows AS row MATCH (a:{relation.start} {{id: row[0]}})"
            f" MATCH (b:{relation.end} {{id: row[1]}})"
            f" CREATE (a)-[:{type_} {_map(relation.properties, 2)}]->(b)"
        )
        self._send(
            statement,
            [[e.start, e.stop, *(e.properties[item.name] for item in relation.properties)] for e in edges],
        )

    def _send(self, statement: str, rows: Sequence[list[object]]) -> None:
        for at in range(0, len(rows), CHUNK):
            self._transaction.run(statement, {"rows": rows[at : at + CHUNK]})  # type: ignore[dict-item]


def _map(properties: Sequence[Property], first: int) -> str:
    items = (f"{item.name}: row[{place}]" for place, item in enumerate(properties, start=first))
    return "{" + ", ".join(items) + "}"
