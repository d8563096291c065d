"""What all tests may ask for: a real Neo4j.

It is the one that NEO4J_URI, NEO4J_USER and NEO4J_PASSWORD name, else one that each process of
tests starts once. Where there can be none, tests that need it are skipped with the reason; where CI=true
they fail.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import neo4j
import pytest

from tools.neo4j_server import QUICK, SMALL, Login, Neo4jUnavailable, Server


@pytest.fixture(autouse=True, scope="session")
def _surroundings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keys that servers make in tests do not go to the user's own folder.

    And what is printed into a pipe is as wide as where no COLUMNS is set, which pytest-xdist sets.
    """
    os.environ["XDG_STATE_HOME"] = str(tmp_path_factory.mktemp("state"))
    os.environ.pop("COLUMNS", None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that asks for a fixture `neo4j_…` has the mark `neo4j`: `pytest -m neo4j` runs these."""
    for item in items:
        if any(name.startswith("neo4j_") for name in getattr(item, "fixturenames", ())):
            item.add_marker("neo4j")


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Login]:
    """Where the tests' Neo4j answers. Tests share it: `neo4j_empty` is the one to write to."""
    given = os.environ.get("NEO4J_URI")
    if given:
        login = Login(given, os.environ.get("NEO4J_USER", "neo4j"), os.environ.get("NEO4J_PASSWORD", ""))
        if holds_data(login):
            pytest.fail(f"the database at NEO4J_URI ({given}) holds data, and tests delete what they find")
        yield login
        empty(login)
        return
    server = started(Server(tmp_path_factory.mktemp("neo4j"), options=SMALL))
    yield server.login
    server.close()


@pytest.fixture(scope="session")
def neo4j_second(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Login]:
    """Another one beside it: the community edition holds one graph a server."""
    server = started(Server(tmp_path_factory.mktemp("neo4j"), options=SMALL))
    yield server.login
    server.close()


@pytest.fixture
def neo4j_empty(neo4j_server: Login) -> Login:
    """The tests' Neo4j with nothing in it: no nodes, no indexes, no constraints."""
    empty(neo4j_server)
    return neo4j_server


@pytest.fixture
def neo4j_private(tmp_path: Path) -> Iterator[Callable[[], Server]]:
    """Starts a new server for one test, which may kill and restart it."""
    servers: list[Server] = []

    def start() -> Server:
        servers.append(started(Server(tmp_path / f"neo4j-{len(servers)}", options=QUICK)))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


def started(server: Server) -> Server:
    """The server, started; the test is skipped where there can be none, under CI it fails."""
    try:
        return server.start()
    except Neo4jUnavailable as error:
        unavailable(str(error))


def unavailable(reason: str) -> NoReturn:
    """End the test for want of something that CI must have."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def holds_data(login: Login) -> bool:
    """Whether there is a node."""
    with neo4j.GraphDatabase.driver(login.uri, auth=(login.user, login.password)) as driver:
        return bool(driver.execute_query("MATCH (n) RETURN n LIMIT 1").records)


def empty(login: Login) -> None:
    """Delete everything."""
    with neo4j.GraphDatabase.driver(login.uri, auth=(login.user, login.password)) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
        for row in driver.execute_query("SHOW CONSTRAINTS YIELD name").records:
            driver.execute_query(f"DROP CONSTRAINT `{row['name']}`")
        for row in driver.execute_query("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'").records:
            driver.execute_query(f"DROP INDEX `{row['name']}`")
