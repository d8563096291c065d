"""Completes a graph that `neo4j-admin` has imported: lists that its files cannot express.

See `graph.neo4j.import_files`. No list of the schema is ever absent in a graph of ours, so one
that is absent is an empty one.
"""

from __future__ import annotations

from typing import Final

from graph.neo4j.import_files import EMPTY_TEXT_MARK
from graph.neo4j.server import Server, Transaction
from graph.schema import NODES, RELATIONS, Property

_CHUNK: Final = 10_000
"""Nodes or relations that one transaction changes."""


def complete(server: Server) -> None:
    """Correct the lists; idempotent."""
    for node in NODES:
        _complete(server, f"(n:{node.label})", node.properties)
    for relation in RELATIONS:
        _complete(server, f"()-[n:{relation.type}]->()", relation.properties)


def _complete(server: Server, pattern: str, properties: tuple[Property, ...]) -> None:
    for name in (item.name for item in properties if item.type.endswith("[]")):
        statement = (
            f"MATCH {pattern} WHERE n.{name} IS NULL OR n.{name} = $marked WITH n LIMIT $chunk"
            f" SET n.{name} = CASE WHEN n.{name} IS NULL THEN [] ELSE [''] END RETURN count(*) AS changed"
        )

        def work(transaction: Transaction, statement: str = statement) -> object:
            return transaction.run(statement, {"marked": [EMPTY_TEXT_MARK], "chunk": _CHUNK})[0]["changed"]

        while server.write(work):
            pass
