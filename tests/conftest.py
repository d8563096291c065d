"""What all tests may ask for: a real Neo4j.

It is the one that NEO4J_URI, NEO4J_USER and NEO4J_PASSWORD name, else one that each process of
tests starts once. Where there can be none, tests that need it are skipped with the reason; where CI=true
they fail.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import settings

from tests.neo4j_database import empty, holds_data, wipe
from tools.neo4j_server import QUICK, SMALL, Login, Neo4jUnavailable, Server

settings.register_profile("patient", deadline=None)  # a slow machine is no fault of an example
settings.load_profile("patient")


@pytest.fixture(autouse=True, scope="session")
def _surroundings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keys that servers make in tests do not go to the user's own folder.

    And what is printed into a pipe is as wide as where no COLUMNS is set, which pytest-xdist sets.
    """
    os.environ["XDG_STATE_HOME"] = str(tmp_path_factory.mktemp("state"))
    os.environ.pop("COLUMNS", None)


# First, so that `-m neo4j` sees the marks.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark tests that use a fixture `neo4j_…` as `neo4j`; leave `long` ones out unless -m names them."""
    for item in items:
        if any(name.startswith("neo4j_") for name in getattr(item, "fixturenames", ())):
            item.add_marker("neo4j")
    if not re.search(r"\blong\b", config.option.markexpr):
        long = [item for item in items if item.get_closest_marker("long")]
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Login]:
    """Where the tests' Neo4j answers. Tests share it: `neo4j_empty` is the one to write to."""
    provided = os.environ.get("NEO4J_URI")
    if provided:
        login = Login(provided, os.environ.get("NEO4J_USER", "neo4j"), os.environ.get("NEO4J_PASSWORD", ""))
        if holds_data(login):
            pytest.fail(f"the database at NEO4J_URI ({provided}) holds data, and tests delete what they find")
        yield login
        empty(login)
        return
    server = started(Server(tmp_path_factory.mktemp("neo4j"), options=SMALL))
    yield server.login
    server.close()


@pytest.fixture
def neo4j_empty(neo4j_server: Login) -> Login:
    """The tests' Neo4j with nothing in it: no nodes, no indexes, no constraints."""
    empty(neo4j_server)
    return neo4j_server


@pytest.fixture
def neo4j_wiped(neo4j_server: Login) -> Login:
    """The tests' Neo4j without nodes, and with no index but our own: to lay those out takes a second."""
    wipe(neo4j_server)
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
