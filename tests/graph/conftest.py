from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.store import GraphStore
from tests.graph.engines import Engine, LadybugEngine, Neo4jEngine
from tools.neo4j_server import Login


@pytest.fixture(params=["ladybug", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    if request.param == "ladybug":
        return LadybugEngine(tmp_path)

    def servers() -> Iterator[Login]:
        yield request.getfixturevalue("neo4j_server")
        yield request.getfixturevalue("neo4j_second")

    return Neo4jEngine(servers())


@pytest.fixture
def store(engine: Engine) -> Iterator[GraphStore]:
    with engine.open() as opened:
        yield opened
