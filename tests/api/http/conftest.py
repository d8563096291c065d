"""A server over small plans, and one over an empty graph, each on a real store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.config.settings import Settings
from graph import open_store
from graph.store import GraphStore
from tests.api.http.plans import PLANS, Plan, graph_of

HERE = "http://127.0.0.1:8765"


@pytest.fixture(scope="session")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    """A store with the three plans; nothing in these tests writes to it."""
    with filled(tmp_path_factory.mktemp("held"), *PLANS) as store:
        yield store


@pytest.fixture(scope="session")
def client(held: GraphStore) -> Iterator[TestClient]:
    """A client of a server over the three plans."""
    with TestClient(create_app(Settings(), held), base_url=HERE) as client:
        yield client


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., TestClient]]:
    """Makes a client of a server over plans of the test's own."""
    opened: list[GraphStore] = []

    def over(*plans: Plan) -> TestClient:
        store = filled(tmp_path, *plans)
        opened.append(store)
        return TestClient(create_app(Settings(), store), base_url=HERE)

    yield over
    for store in opened:
        store.close()


def filled(folder: Path, *plans: Plan) -> GraphStore:
    """A new store in the folder that holds the plans."""
    store = open_store(str(folder / "graph.lbug"), address="http://127.0.0.1:1")
    for plan in plans:
        store.replace_document(graph_of(plan))
    return store


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[GraphStore]:
    """A new store with nothing in it."""
    with filled(tmp_path) as store:
        yield store
