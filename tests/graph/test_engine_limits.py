"""What an engine does not do, and the code goes around. When one of these passes, the way around can go.

Each test says what one would expect; it is a strict xfail on the engine that is known not to do it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.errors import DutygraphError
from core.rows import Row, Value
from graph.schema import NODE
from graph.store import GraphStore
from tests.graph.engines import Engine, LadybugEngine, Neo4jEngine
from tests.graph.plans import FOOD, PIRACY
from tools.neo4j_server import Login

LADYBUG = pytest.param(
    "ladybug", marks=pytest.mark.xfail(strict=True, raises=(AssertionError, DutygraphError))
)
NEO4J = pytest.param(
    "neo4j",
    marks=[pytest.mark.neo4j, pytest.mark.xfail(strict=True, raises=(AssertionError, DutygraphError))],
)
LADYBUG_DOES = "ladybug"
NEO4J_DOES = pytest.param("neo4j", marks=pytest.mark.neo4j)

only_neo4j_does = pytest.mark.parametrize("held", [LADYBUG, NEO4J_DOES], indirect=True)
only_ladybug_does = pytest.mark.parametrize("held", [LADYBUG_DOES, NEO4J], indirect=True)


class Held:
    """A small graph in an engine, asked by statements of the engine's own."""

    def __init__(self, engine: Engine, store: GraphStore) -> None:
        self.engine = engine
        self.store = store

    def ask(self, statement: str, **parameters: Value) -> list[Row]:
        return self.store._rows(statement, parameters)  # type: ignore[attr-defined,no-any-return]


@pytest.fixture
def held(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Held]:
    engine: Engine
    if request.param == "ladybug":
        engine = LadybugEngine(tmp_path)
    else:
        server: Login = request.getfixturevalue("neo4j_server")
        engine = Neo4jEngine(server)
    with engine.open() as store:
        store.replace_document(PIRACY)
        store.replace_document(FOOD)
        yield Held(engine, store)


# ---- why the catalogue is written as it is ----


@only_neo4j_does
def test_a_null_parameter_may_be_compared_with_a_number(held: Held) -> None:
    """Else an optional filter is a line that falls away."""
    rows = held.ask("MATCH (t:Task) WHERE $year IS NULL OR t.year = $year RETURN count(t) AS n", year=None)
    assert rows == [{"n": len(PIRACY.tasks) + len(FOOD.tasks)}]


@only_neo4j_does
def test_the_type_of_a_relation_is_type(held: Held) -> None:
    """Else duties carry their role."""
    rows = held.ask("MATCH (:Agency)-[r:LEADS]->(:Task) RETURN DISTINCT type(r) AS type")
    assert rows == [{"type": "LEADS"}]


@only_ladybug_does
def test_the_type_of_a_relation_is_label(held: Held) -> None:
    rows = held.ask("MATCH (:Agency)-[r:LEADS]->(:Task) RETURN DISTINCT label(r) AS type")
    assert rows == [{"type": "LEADS"}]


@only_neo4j_does
def test_a_relation_stands_once_in_a_pattern(held: Held) -> None:
    """Else pairs say that their ends differ."""
    rows = held.ask(
        "MATCH (a:Agency)-[:LEADS]->(:Task)<-[:LEADS]-(b:Agency) WHERE a.id = b.id RETURN a.id AS a"
    )
    assert rows == []


@only_neo4j_does
def test_the_sum_of_nothing_is_nought(held: Held) -> None:
    assert held.ask("MATCH (t:Task) WHERE t.n < 0 RETURN sum(t.n) AS n") == [{"n": 0}]


@only_neo4j_does
def test_every_text_contains_the_empty_one(held: Held) -> None:
    """Else a search for nothing is no filter."""
    rows = held.ask("MATCH (t:Task) WHERE t.search CONTAINS $word RETURN count(t) AS n", word="")
    assert rows == [{"n": len(PIRACY.tasks) + len(FOOD.tasks)}]


@only_neo4j_does
def test_a_limit_may_be_reckoned(held: Held) -> None:
    """Else the one row more is added before."""
    assert len(held.ask("MATCH (t:Task) RETURN t.id AS t ORDER BY t LIMIT $limit + 1", limit=1)) == 2


@only_neo4j_does
def test_an_order_needs_no_limit(held: Held) -> None:
    rows = held.ask("MATCH (t:Task) WITH t ORDER BY t.sort_key RETURN count(t) AS n")
    assert rows == [{"n": len(PIRACY.tasks) + len(FOOD.tasks)}]


@only_neo4j_does
def test_a_text_begins_at_nought(held: Held) -> None:
    """Else texts are cut in Python."""
    assert held.ask("RETURN substring('甲乙丙', 0, 2) AS cut") == [{"cut": "甲乙"}]


@only_neo4j_does
def test_a_sum_is_an_integer_of_the_engine(held: Held) -> None:
    """Else sums are made integers on their way out."""
    if isinstance(held.engine, LadybugEngine):
        import ladybug

        file = held.store._file  # type: ignore[attr-defined]
        result = ladybug.Connection(file._database).execute("UNWIND [1, 2] AS n RETURN sum(n) AS n")
        assert not isinstance(result, list)
        [[matches]] = list(result)
    else:
        matches = held.ask("UNWIND [1, 2] AS n RETURN sum(n) AS n")[0]["n"]
    assert type(matches) is int


# ---- why loading is as it is ----


@only_neo4j_does
def test_a_text_of_items_is_split_with_its_empty_ones(held: Held) -> None:
    """Else documents with an empty item in a list go in by single statements."""
    function = "string_split" if isinstance(held.engine, LadybugEngine) else "split"
    assert held.ask(f"RETURN {function}('甲||乙', '|') AS items") == [{"items": ["甲", "", "乙"]}]


@only_ladybug_does
def test_a_key_may_be_of_any_length(held: Held) -> None:
    """Else the parts of a sort key are cut, and texts without a bound have no index in their order."""
    assert ("sort_key",) in {index.properties for index in NODE["Campaign"].indexes}
    long = "长" * 10_000
    key = "c_long"
    store = held.store
    store._in_transaction(  # type: ignore[attr-defined]
        lambda transaction: transaction.run(
            "CREATE (:Campaign {id: $id, sort_key: $key, name: $id})", {"id": key, "key": long}
        )
    )
    assert held.ask("MATCH (c:Campaign {id: $id}) RETURN c.sort_key AS key", id=key) == [{"key": long}]


@pytest.mark.xfail(strict=True, raises=DutygraphError)
def test_the_community_edition_holds_a_second_graph(neo4j_server: Login) -> None:
    """Else every graph needs a server, and the tests two."""
    with Neo4jEngine(neo4j_server).open() as store:
        store._server.write(lambda transaction: transaction.run("CREATE DATABASE second IF NOT EXISTS", {}))  # type: ignore[attr-defined]
