"""The engines that the contract suite runs on: how to open one, and how to see everything in it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from core.rows import Row
from graph import Access, open_store
from graph.ladybug.store import LadybugStore
from graph.neo4j.store import Neo4jStore
from graph.schema import NODES, RELATIONS
from graph.store import GraphStore
from tests.neo4j_database import wipe
from tools.neo4j_server import Login

PATIENCE = 600
"""Seconds that a transaction may take: a busy machine is no fault of it."""
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Engine(ABC):
    """A place where graphs of one engine are kept."""

    @abstractmethod
    def open(self, name: str = "graph", *, clock: Callable[[], datetime] = lambda: NOON) -> GraphStore:
        """The graph of that name, made where it is missing."""

    @abstractmethod
    def rows(self, store: GraphStore, statement: str) -> list[Row]:
        """The rows of a statement of the engine's own."""

    def everything(self, store: GraphStore) -> dict[str, list[str]]:
        """All nodes and relations, but for the count of writes and the log of changes."""
        matches = {}
        for node in NODES:
            if node.label not in {"Store", "Change"}:
                values = ", ".join(f"n.{item.name} AS {item.name}" for item in node.properties)
                matches[node.label] = self.rows(store, f"MATCH (n:{node.label}) RETURN {values}")
        for relation in RELATIONS:
            values = "".join(f", r.{item.name} AS {item.name}" for item in relation.properties)
            matches[relation.type] = self.rows(
                store, f"MATCH (a)-[r:{relation.type}]->(b) RETURN a.id AS a, b.id AS b{values}"
            )
        return {table: sorted(repr(row) for row in rows) for table, rows in matches.items()}


class LadybugEngine(Engine):
    """Graph files in a folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self._folder = folder

    def open(self, name: str = "graph", *, clock: Callable[[], datetime] = lambda: NOON) -> GraphStore:
        return open_store(self._folder / f"{name}.lbug", clock=clock)

    def rows(self, store: GraphStore, statement: str) -> list[Row]:
        assert isinstance(store, LadybugStore)
        return store._file.read(statement)


class Neo4jEngine(Engine):
    """The database of a server; the community edition has one, so there is one graph."""

    def __init__(self, login: Login) -> None:
        self._login = login
        self._name: str | None = None

    def open(self, name: str = "graph", *, clock: Callable[[], datetime] = lambda: NOON) -> GraphStore:
        if self._name is None:
            self._name = name
            wipe(self._login)  # but not the indexes: making them again takes longer than the rest
        if name != self._name:
            raise ValueError(f"{self._name} is the one graph of this server")
        access = Access(self._login.user, self._login.password, transaction_timeout=PATIENCE)
        return open_store(self._login.uri, access=access, clock=clock)

    def rows(self, store: GraphStore, statement: str) -> list[Row]:
        assert isinstance(store, Neo4jStore)
        return store._server.read(statement, {})
