"""The engines that the contract suite runs on: how to open one, and how to see everything in it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from graph import open_store
from graph.ladybug.store import LadybugStore
from graph.neo4j.store import Neo4jStore
from graph.schema import NODES, RELATIONS
from graph.store import GraphStore, Row

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Engine(ABC):
    """A place where graphs of one engine are kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @abstractmethod
    def open(self, name: str = "graph", *, clock: Callable[[], datetime] = lambda: NOON) -> GraphStore:
        """The graph of that name, made where it is missing."""

    @abstractmethod
    def rows(self, store: GraphStore, statement: str) -> list[Row]:
        """The rows of a statement of the engine's own."""

    def everything(self, store: GraphStore) -> dict[str, list[str]]:
        """All nodes and relations, but for the count of writes and the log of changes."""
        found = {}
        for node in NODES:
            if node.label not in {"Store", "Change"}:
                values = ", ".join(f"n.{item.name} AS {item.name}" for item in node.properties)
                found[node.label] = self.rows(store, f"MATCH (n:{node.label}) RETURN {values}")
        for relation in RELATIONS:
            values = "".join(f", r.{item.name} AS {item.name}" for item in relation.properties)
            found[relation.type] = self.rows(
                store, f"MATCH (a)-[r:{relation.type}]->(b) RETURN a.id AS a, b.id AS b{values}"
            )
        return {table: sorted(repr(row) for row in rows) for table, rows in found.items()}


class LadybugEngine(Engine):
    def open(self, name: str = "graph", *, clock: Callable[[], datetime] = lambda: NOON) -> GraphStore:
        return open_store(self.folder / f"{name}.lbug", clock=clock)

    def rows(self, store: GraphStore, statement: str) -> list[Row]:
        assert isinstance(store, LadybugStore)
        return store._file.read(statement)


STORES = (LadybugStore, Neo4jStore)
ENGINES: dict[str, Callable[[Path], Engine]] = {"ladybug": LadybugEngine}
