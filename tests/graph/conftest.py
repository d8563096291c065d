from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.store import GraphStore
from tests.graph.engines import Engine, LadybugEngine, Neo4jEngine


@pytest.fixture(params=["ladybug", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    if request.param == "ladybug":
        return LadybugEngine(tmp_path)

    return Neo4jEngine(request.getfixturevalue("neo4j_server"))


@pytest.fixture
def fresh(tmp_path: Path) -> Engine:
    """Embedded graphs to compare with, whichever the engine under test."""
    return LadybugEngine(tmp_path / "fresh")


@pytest.fixture
def store(engine: Engine) -> Iterator[GraphStore]:
    with engine.open() as opened:
        yield opened
