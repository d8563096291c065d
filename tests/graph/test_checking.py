"""A healthy graph has no problems; each kind of damage is told, on either engine."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from core.errors import StoreDamaged, StoreUnavailable
from graph import open_store
from graph.checking import Report, check_graph
from graph.copying.parts import PARTS
from graph.store import GraphStore
from graph.writing.store import WritingStore
from graph.writing.transaction import Transaction
from tests.graph.plans import CULTURE, FOOD, MARKET, PIRACY, POLICE, Body, Line, plan
from tests.graph.test_copying import LINEAGE, at_server, embedded
from tools.neo4j_server import Login

TEXT = plan(
    "云州市工作要点",
    [
        Line("查处盗版。", ((MARKET, "lead"), (POLICE, "assist")), ("剑网",)),
        Line("查处盗版。", ((Body("市教育局", system=LINEAGE.successor.id), "joint"), (CULTURE, "joint"))),
    ],
    cites=("d_cited",),
    issued_by=(CULTURE,),
)
STORE = "schema_version: 2, revision: 3"

DAMAGE = [
    ("MATCH (t:Task) WITH t LIMIT 1 CREATE (:System {id: t.id, name: '甲'})", "doubled_ids"),
    ("MATCH (t:Task) SET t.sort_key = 'same'", "doubled_sort_keys"),
    ("MATCH (:Document)-[r:HAS_TASK]->(:Task) DELETE r", "tasks_without_document"),
    (
        "MATCH (d:Document {stub: true}), (t:Task {n: 1}) CREATE (d)-[:HAS_TASK]->(t)",
        "tasks_without_document",
    ),
    ("MATCH (t:Task {n: 1}) SET t.document = 'd_other'", "tasks_unlike_document"),
    ("MATCH (t:Task {n: 1}) SET t.region = 'r_other'", "tasks_unlike_document"),
    ("MATCH (t:Task {n: 1}) SET t.region = NULL", "tasks_unlike_document"),
    ("MATCH (t:Task {n: 1}) SET t.year = 1999", "tasks_unlike_document"),
    ("MATCH (t:Task {n: 1}) SET t.year = NULL", "tasks_unlike_document"),
    ("MATCH (t:Task {n: 2}) SET t.repeats = 't_gone'", "tasks_of_lost_repeats"),
    (
        "MATCH (a:Agency)-[r:LEADS]->(t:Task) WITH a, r, t LIMIT 1 CREATE (a)-[:LEADS"
        " {role: r.role, span_start: r.span_start, span_end: r.span_end}]->(t)",
        "doubled_duties",
    ),
    ("MATCH (:Agency)-[r:LOCATED_IN]->(:Region) DELETE r", "agencies_without_region"),
    (
        "MATCH (a:Agency {name: '市公安局'}), (g:Region {level: '省'}) CREATE (a)-[:LOCATED_IN]->(g)",
        "agencies_without_region",
    ),
    ("MATCH (a:Agency {name: '市公安局'}) SET a.region = 'r_other'", "agencies_without_region"),
    ("MATCH (:Document)-[r:MENTIONS]->(:Agency) DELETE r", "agencies_unmentioned"),
    ("MATCH (:Task)-[r:IN_CAMPAIGN]->(:Campaign) DELETE r", "campaigns_unheld"),
    ("CREATE (:System {id: 's_alone', name: '甲'})", "systems_unheld"),
    ("CREATE (:Region {id: 'r_alone', name: '甲'})", "regions_unheld"),
    ("MATCH (:Document)-[r:COVERS]->(:Region) DELETE r", "documents_without_region"),
    ("MATCH (d:Document {stub: false}) SET d.region = 'r_other'", "documents_without_region"),
    ("MATCH (:Document)-[r:CITES]->(:Document) DELETE r", "stubs_uncited"),
    ("MATCH (t:Task {n: 1}) SET t.span_end = 100000", "task_spans"),
    ("MATCH (t:Task {n: 1}) SET t.clause_end = 100000", "task_spans"),
    ("MATCH (t:Task {n: 1}) SET t.span_start = -1", "task_spans"),
    ("MATCH (t:Task {n: 2}) SET t.span_end = t.span_start - 1", "task_spans"),
    ("MATCH (:Agency)-[r:LEADS]->(:Task) SET r.span_end = 100000", "duty_spans"),
    ("MATCH (:Agency)-[r:SHARES]->(:Task) SET r.span_end = r.span_start - 1", "duty_spans"),
    ("MATCH (:Task)-[r:IN_CAMPAIGN]->(:Campaign) SET r.span_start = -1", "campaign_spans"),
    ("MATCH (:Document)-[r:CITES]->(:Document) SET r.span_end = 100000", "citation_spans"),
    ("MATCH (d:Document {stub: false}) SET d.text = ''", "task_spans"),
    ("MATCH (s:Store) DELETE s", "state"),
    ("CREATE (:Store {id: 'second', " + STORE + "})", "state"),
    ("MATCH (s:Store) SET s.schema_version = 1", "state"),
]


Opener = Callable[..., GraphStore]


@pytest.fixture(params=["embedded", "neo4j"])
def opener(request: pytest.FixtureRequest, tmp_path: Path) -> Opener:
    """Opens a place of either engine."""
    if request.param == "embedded":
        return lambda **how: embedded(tmp_path / "graph.lbug", **how)
    login = request.getfixturevalue("neo4j_wiped")
    return lambda **how: at_server(login, **how)


@pytest.fixture
def healthy(opener: Opener) -> Opener:
    """The same, with a graph in it."""
    with opener() as store:
        store.replace_document(TEXT)
        store.load_lineage([LINEAGE])
    return opener


def run(statement: str, transaction: Transaction) -> None:
    transaction.run(statement, {})


def damage(opener: Opener, *statements: str) -> None:
    with opener(as_it_is=True) as store:
        assert isinstance(store, WritingStore)
        for statement in statements:
            store._in_transaction(partial(run, statement))


def checked(opener: Opener) -> Report:
    with opener(read_only=True, as_it_is=True) as store:
        return check_graph(store)


def checks_failed(report: Report) -> set[str]:
    return {problem.check for problem in report.problems}


def test_a_healthy_graph_has_no_problems(healthy: Opener) -> None:
    report = checked(healthy)
    assert report.problems == ()
    assert report.facts.engine in {"Ladybug", "Neo4j"}
    assert report.facts.version[0].isdigit()
    assert (report.schema_version, report.revision) == (3, 2)
    assert (report.nodes["Task"], report.nodes["Document"], report.nodes["Change"]) == (2, 2, 1)
    assert (report.relations["LEADS"], report.relations["SHARES"], report.relations["CITES"]) == (1, 2, 1)
    assert len(report.nodes) + len(report.relations) == len(PARTS)


def test_graphs_that_come_and_go_stay_healthy(opener: Opener) -> None:
    with opener() as store:
        assert check_graph(store).problems == ()
        for graph in (PIRACY, FOOD, TEXT):
            store.replace_document(graph)
        assert check_graph(store).problems == ()
        for graph in (PIRACY, TEXT):
            store.remove_document(graph.document.id)
        assert check_graph(store).problems == ()


@pytest.mark.parametrize(("statement", "wanted"), DAMAGE)
def test_damage_is_reported(healthy: Opener, statement: str, wanted: str) -> None:
    damage(healthy, statement)
    matches = {problem.check: problem for problem in checked(healthy).problems}
    assert wanted in matches
    assert matches[wanted].found >= 1
    assert matches[wanted].advice


def test_an_unfinished_copy_is_reported(opener: Opener) -> None:
    with opener() as store:
        store.receive().begin("x")
    (problem,) = checked(opener).problems
    assert (problem.check, problem.words) == ("state", "图没有复制完")


def test_more_than_are_counted_are_reported_so(healthy: Opener) -> None:
    with healthy() as store:
        sink_rows = [{"id": f"s_{n}", "name": str(n)} for n in range(1200)]
        store._in_bulk(lambda _, sink: sink.nodes("System", sink_rows))  # type: ignore[attr-defined]
    (problem,) = checked(healthy).problems
    assert (problem.check, problem.found) == ("systems_unheld", 1001)


@pytest.fixture
def file(tmp_path: Path) -> Opener:
    path = tmp_path / "graph.lbug"
    with open_store(path) as store:
        store.replace_document(TEXT)
    return lambda **how: embedded(path, **how)


@pytest.mark.parametrize(
    ("statement", "words", "name"),
    [
        ("DROP TABLE SUPERVISES", "缺少", "SUPERVISES"),
        ("ALTER TABLE Task DROP deadline", "缺少", "Task.deadline"),
        ("ALTER TABLE Task ADD other STRING", "多出", "Task.other"),
        ("CREATE NODE TABLE Other (id STRING, PRIMARY KEY (id))", "多出", "Other"),
    ],
)
def test_tables_of_a_file_are_looked_over(file: Opener, statement: str, words: str, name: str) -> None:
    damage(file, statement)
    (problem,) = checked(file).problems
    assert problem.check == "schema"
    assert problem.words.startswith(words)
    assert problem.examples == (name,)


def test_columns_and_ends_of_another_kind_are_reported(file: Opener) -> None:
    damage(
        file,
        "ALTER TABLE Task DROP n",
        "ALTER TABLE Task ADD n STRING",
        "DROP TABLE SUPERVISES",
        "CREATE REL TABLE SUPERVISES (FROM Task TO Agency)",
    )
    (missing, changed) = checked(file).problems
    assert missing.found == 9  # the properties of SUPERVISES
    assert changed.examples == ("Task.n（STRING）", "SUPERVISES（Task → Agency）")


@pytest.mark.parametrize(
    ("statement", "words", "name"),
    [
        ("DROP INDEX dutygraph_Task_search_text", "缺少", "dutygraph_Task_search_text"),
        ("DROP CONSTRAINT dutygraph_Task_id", "缺少", "dutygraph_Task_id"),
        ("CREATE INDEX dutygraph_old FOR (n:Task) ON (n.number)", "多出", "dutygraph_old"),
        ("CREATE (:Person {name: '甲'})", "多出", ":Person（1 个节点）"),
        ("CREATE ({name: '甲'})", "多出", "没有标签的节点（1 个）"),
        ("MATCH (t:Task {n: 1}), (u:Task {n: 2}) CREATE (t)-[:KNOWS]->(u)", "多出", "[:KNOWS]（1 条关系）"),
        (
            "MATCH (t:Task {n: 1}), (u:Task {n: 2}) CREATE (t)-[:LEADS]->(u)",
            "与声明的不符",
            "[:LEADS]（1 条的端点不对）",
        ),
    ],
)
def test_what_a_server_has_is_looked_over(neo4j_empty: Login, statement: str, words: str, name: str) -> None:
    def server(**how: bool) -> GraphStore:
        return at_server(neo4j_empty, **how)

    with server() as store:
        store.replace_document(TEXT)
    damage(server, statement)
    (problem,) = [entry for entry in checked(server).problems if entry.check == "schema"]
    assert problem.words.startswith(words)
    assert problem.examples == (name,)


def test_an_index_that_serves_under_another_name_is_as_good(neo4j_empty: Login) -> None:
    def server(**how: bool) -> GraphStore:
        return at_server(neo4j_empty, **how)

    with server():
        pass
    damage(
        server,
        "DROP INDEX dutygraph_Task_document_range",
        "CREATE INDEX theirs FOR (n:Task) ON (n.document)",
        "CALL db.awaitIndexes()",
    )
    with server(read_only=True, as_it_is=True) as store:
        assert store.facts().differences == ()


def test_doubled_ids_are_reported_where_no_constraint_forbids_them(neo4j_empty: Login) -> None:
    def server(**how: bool) -> GraphStore:
        return at_server(neo4j_empty, **how)

    with server() as store:
        store.replace_document(TEXT)
    damage(
        server,
        "DROP CONSTRAINT dutygraph_Campaign_id",
        "MATCH (c:Campaign) CREATE (x:Campaign) SET x = properties(c)",
    )
    assert {"schema", "doubled_ids", "doubled_sort_keys"} <= checks_failed(checked(server))


def test_what_is_no_graph_of_ours_is_not_checked(neo4j_empty: Login, tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="还没有图"):
        at_server(neo4j_empty, read_only=True, as_it_is=True)
    with pytest.raises(StoreUnavailable, match="还没有图文件"):
        open_store(tmp_path / "none.lbug", read_only=True, as_it_is=True)
    (tmp_path / "text.lbug").write_text("这不是图", "utf-8")
    with pytest.raises(StoreDamaged):
        open_store(tmp_path / "text.lbug", read_only=True, as_it_is=True)
