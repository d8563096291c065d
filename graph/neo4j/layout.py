"""Constraints and indexes of the server, from the one schema."""

from __future__ import annotations

from collections.abc import Iterator

from core.errors import StoreDamaged, StoreUnavailable, StoreVersionMismatch
from graph.neo4j.completion import complete
from graph.neo4j.server import Server
from graph.schema import NODES, SCHEMA_VERSION, Index
from graph.writing.properties import new_store

PREFIX = "dutygraph"
"""What the names of our constraints and indexes begin with."""

INDEX_SECONDS = 300
"""How long to wait for indexes over what is there already."""


def declared() -> Iterator[tuple[str, str]]:
    """The name of each constraint and index, and the statement that makes it."""
    for node in NODES:
        name = f"{PREFIX}_{node.label}_id"
        yield name, f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{node.label}) REQUIRE n.id IS UNIQUE"
        for index in node.indexes:
            name = index_name(node.label, index)
            on = ", ".join(f"n.{item}" for item in index.properties)
            kind = index.kind.upper()
            yield name, f"CREATE {kind} INDEX {name} IF NOT EXISTS FOR (n:{node.label}) ON ({on})"


def index_name(label: str, index: Index) -> str:
    """The name of an index on the server."""
    return "_".join((PREFIX, label, *index.properties, index.kind))


def present(server: Server) -> dict[str, str]:
    """Our constraints and indexes that the server has, with their state (ONLINE …)."""
    rows = server.read("SHOW INDEXES YIELD name, state RETURN name, state", {})
    return {str(row["name"]): str(row["state"]) for row in rows if str(row["name"]).startswith(PREFIX)}


def prepare(server: Server, *, as_it_is: bool = False) -> None:
    """Create the constraints, indexes and the Store node that are missing.

    `as_it_is` to read lets any state of a graph of ours pass.

    Raises StoreUnavailable where there is no graph to read, StoreDamaged where the database holds
    something else, StoreVersionMismatch.
    """
    state = server.read("MATCH (s:Store) RETURN s.schema_version AS version", {})
    if as_it_is and server.read_only and (state or present(server)):
        return
    if state and state[0]["version"] != SCHEMA_VERSION:
        raise StoreVersionMismatch(
            f"图 {server.location} 的结构版本是 {state[0]['version']}，本程序用的是 {SCHEMA_VERSION}；"
            "请用写入它的版本打开，或把原文件重新导入到空的数据库"
        )
    if not state and server.read("MATCH (n) RETURN 1 AS one LIMIT 1", {}):
        raise StoreDamaged(f"{server.location} 的数据库里有别的数据，不是本程序的图；请换一个空的数据库")
    if server.read_only:
        if not state:
            raise StoreUnavailable(f"{server.location} 上还没有图；请先用 dutygraph ingest 导入文件")
        return
    there = present(server)
    missing = [statement for name, statement in declared() if name not in there]
    if missing:
        if state:  # neo4j-admin has brought the graph
            complete(server)
        server.write(lambda transaction: [transaction.run(statement, {}) for statement in missing])
        server.read("CALL db.awaitIndexes($seconds)", {"seconds": INDEX_SECONDS})
    if not state:
        server.write(
            lambda transaction: transaction.run(
                "MERGE (s:Store {id: $id}) ON CREATE SET s = $store", {"id": "store", "store": new_store()}
            )
        )
