"""The database of a Neo4j that tests share: whether it holds data, and how it is emptied."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import neo4j

from graph.neo4j.layout import declared
from tools.neo4j_server import Login


@contextmanager
def driver_of(login: Login) -> Iterator[neo4j.Driver]:
    """A driver, closed at the end."""
    with neo4j.GraphDatabase.driver(login.uri, auth=(login.user, login.password)) as driver:
        yield driver


def holds_data(login: Login) -> bool:
    """Whether there is a node."""
    with driver_of(login) as driver:
        return bool(driver.execute_query("MATCH (n) RETURN n LIMIT 1").records)


def empty(login: Login) -> None:
    """Delete all nodes, constraints and indexes."""
    _delete(login, schema_to_keep=frozenset())


def wipe(login: Login) -> None:
    """Delete all nodes, and those constraints and indexes that our schema does not declare."""
    _delete(login, schema_to_keep=frozenset(name for name, _ in declared()))


def _delete(login: Login, *, schema_to_keep: frozenset[str]) -> None:
    with driver_of(login) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
        constraints = "SHOW CONSTRAINTS YIELD name"
        indexes = "SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'"
        for kind, shown in (("CONSTRAINT", constraints), ("INDEX", indexes)):
            for row in driver.execute_query(shown).records:
                if row["name"] not in schema_to_keep:
                    driver.execute_query(f"DROP {kind} `{row['name']}`")
