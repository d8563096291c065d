"""Statements of the user's own on a real server: they only read, and end at their limits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from core.errors import (
    BadParameter,
    DutygraphError,
    LimitReached,
    StatementFailed,
    StatementRefused,
    StoreError,
)
from graph.neo4j.cypher import run_limited
from graph.neo4j.store import Neo4jStore
from graph.queries.statement import Statement
from graph.store import Limits
from tests.api.http.attacks import HARMLESS, REFUSED
from tests.graph.engines import Neo4jEngine
from tests.graph.plans import CULTURE, MARKET, POLICE, Line, plan
from tools.neo4j_server import Login

MANY = [Line(f"第{n}项任务。", ((MARKET, "lead"), (POLICE, "assist"))) for n in range(60)]
FIVE = "MATCH (a:Task), (b:Task), (c:Task), (d:Task), (e:Task)"


@pytest.fixture(scope="module")
def neo4j_engine(neo4j_server: Login) -> Neo4jEngine:
    return Neo4jEngine(neo4j_server)


@pytest.fixture(scope="module")
def neo4j_graph(neo4j_engine: Neo4jEngine) -> Iterator[Neo4jStore]:
    with neo4j_engine.open() as store:
        assert isinstance(store, Neo4jStore)
        store.replace_document(plan("要点", [Line("查处网络侵权。", ((CULTURE, "lead"),), ("剑网",)), *MANY]))
        yield store


def test_rows_come_in_columns_by_name(neo4j_graph: Neo4jStore) -> None:
    matches = neo4j_graph.read_cypher(
        "MATCH (a:Agency)-[r:LEADS]->(t:Task) WHERE t.text CONTAINS $q AND a.name <> 'CREATE; x'"
        " RETURN a.name AS `单 位`, sum(t.n) AS n, date('2024-03-01') AS day",
        {"q": "查处"},
    )
    assert matches.columns == ("单 位", "n", "day")
    assert matches.rows == ({"单 位": CULTURE.name, "n": 1, "day": date(2024, 3, 1)},)
    assert not matches.truncated


def test_nodes_relations_and_paths_are_plain_maps(neo4j_graph: Neo4jStore) -> None:
    matches = neo4j_graph.read_cypher(
        "MATCH p = (a:Agency {name: $name})-[r:LEADS]->(t:Task {n: 1}) RETURN a, r, p, {of: t.n} AS m",
        {"name": CULTURE.name},
    )
    ((row),) = matches.rows
    agency, relation, path = row["a"], row["r"], row["p"]
    assert isinstance(agency, dict)
    assert isinstance(relation, dict)
    assert isinstance(path, dict)
    assert (agency["name"], relation["role"], row["m"]) == (CULTURE.name, "lead", {"of": 1})
    nodes = path["nodes"]
    assert isinstance(nodes, list)
    assert nodes[0] == agency
    assert path["relations"] == [relation]


def test_too_many_rows_or_bytes_are_cut_and_that_is_reported(neo4j_graph: Neo4jStore) -> None:
    for rows, truncated in ((60, True), (61, False), (62, False)):
        matches = neo4j_graph.read_cypher("MATCH (t:Task) RETURN t.id AS id", {}, Limits(rows=rows))
        assert (len(matches.rows), matches.truncated) == (min(rows, 61), truncated)
    cut = neo4j_graph.read_cypher("MATCH (t:Task) RETURN t.id AS id", {}, Limits(result_bytes=500))
    assert cut.truncated
    assert 0 < len(cut.rows) < 61
    with pytest.raises(LimitReached) as reached:
        neo4j_graph.read_cypher("MATCH (t:Task) RETURN collect(t.id) AS ids", {}, Limits(result_bytes=500))
    assert reached.value.limit == "result"


def test_what_the_engine_will_not_do_is_reported_in_its_words(neo4j_graph: Neo4jStore) -> None:
    with pytest.raises(StatementFailed, match="`b` not defined"):
        neo4j_graph.read_cypher("MATCH (a:Agency) RETURN b.name AS n")
    with pytest.raises(BadParameter):
        neo4j_graph.read_cypher("RETURN $p AS n", {"p": 2**70})


@pytest.mark.parametrize(
    "statement",
    [
        f"{FIVE} RETURN count(DISTINCT left(a.id + b.id + c.id + d.id + e.id, 1)) AS n",
        "MATCH (a)-[*1..12]-(b) RETURN count(*) AS n",
    ],
)
def test_a_statement_ends_at_its_time_and_the_next_one_runs(neo4j_graph: Neo4jStore, statement: str) -> None:
    with pytest.raises(LimitReached) as reached:
        neo4j_graph.read_cypher(statement, {}, Limits(seconds=1))
    assert reached.value.limit == "seconds"
    assert neo4j_graph.read_cypher("MATCH (t:Task) RETURN count(t) AS n").rows == ({"n": 61},)


def test_attacks_are_refused_or_harmless(neo4j_engine: Neo4jEngine, neo4j_graph: Neo4jStore) -> None:
    before = neo4j_engine.everything(neo4j_graph)
    for statement in REFUSED.values():
        with pytest.raises(StatementRefused):
            neo4j_graph.read_cypher(statement)
    answered = 0
    for statement, _ in HARMLESS.values():
        try:
            neo4j_graph.read_cypher(statement, {}, Limits(seconds=2))
            answered += 1
        except DutygraphError:
            continue
    assert answered >= 5
    assert neo4j_engine.everything(neo4j_graph) == before


@pytest.mark.parametrize(
    "statement",
    [
        "CALL db.labels() YIELD label RETURN label",
        "LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row",
        "CREATE (a:Agency {id: 'x'}) RETURN a",
        "MATCH (a:Agency) SET a.name = 'x' RETURN a",
        "MATCH (a:Agency) DETACH DELETE a",
        "SHOW SETTINGS YIELD name RETURN name",
    ],
)
def test_what_the_gate_would_overlook_the_server_or_its_plan_refuses(
    neo4j_engine: Neo4jEngine, neo4j_graph: Neo4jStore, monkeypatch: pytest.MonkeyPatch, statement: str
) -> None:
    before = neo4j_engine.everything(neo4j_graph)
    monkeypatch.setattr(Statement, "with_strings_as_parameters", lambda _: (statement, {}))
    with pytest.raises((StatementRefused, StatementFailed, StoreError)):
        run_limited(neo4j_graph._server, Statement((), {}, Limits()))
    assert neo4j_engine.everything(neo4j_graph) == before
