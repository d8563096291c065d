"""The whole graph as files for neo4j-admin; the tool itself imports them where a Neo4j can be had."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from core.errors import BadParameter, StoreBusy, StoreError
from graph import Access, open_store
from graph.copying.parts import PART
from graph.neo4j.import_files import ARGUMENTS, write_import
from graph.records import RELATION_OF_ROLE, DocumentGraph
from graph.schema import NODES, RELATIONS
from graph.store import GraphStore
from ingest.load import load_together
from tests.api.cli.conftest import PLAN, Run
from tests.conftest import unavailable
from tests.graph.plans import CULTURE, FOOD, MARKET, OTHER, PIRACY, Line, plan
from tests.graph.test_round_trip import ODD
from tests.neo4j_database import empty
from tools.neo4j_server import QUICK, Login, Neo4jUnavailable, Server

SAMPLES = Path(__file__).parents[3] / "samples"
TABLES = (*(node.label for node in NODES), *(relation.type for relation in RELATIONS))
LONG = "长" * 3_000_000
"""More than the import tool's own buffer holds."""


def noon() -> datetime:
    return datetime(2026, 3, 1, 12, tzinfo=UTC)


def odd_plan() -> DocumentGraph:
    """A document in which every field that may be is odd: nulls, empty texts and lists, signs of CSV."""
    graph = plan(
        "奇怪的“工作要点”",
        [Line(f"{n}{words}", ((CULTURE, "lead"),), ("剑网",)) for n, words in enumerate(ODD)],
    )
    tasks = []
    for n, (task, words) in enumerate(zip(graph.tasks, ODD, strict=True)):
        item = words.replace("\x1f", "")
        paths = ((), (item,), ("", item), (item, "一、\n“二”"), ("",), ("", ""))
        day = date(1 + 700 * (n % 15), 2, 28) if n % 2 else None
        tasks.append(replace(task, text=words, clause=words, deadline=words if n % 3 else None,
                             path=paths[n % len(paths)], due_on=day, due_ongoing=bool(n % 2)))  # fmt: skip
    document = replace(
        graph.document,
        title=None,
        draft="",
        text=LONG,
        issuers=("", "甲"),
        period=(2023, -5),
        issued_on=date(2023, 1, 2),
    )
    duties = tuple(replace(duty, surface=words) for duty, words in zip(graph.duties, ODD, strict=True))
    return replace(graph, document=document, tasks=tuple(tasks), duties=duties)


def load(store: GraphStore) -> None:
    """The samples, and what is odd."""
    refused: list[object] = []
    load_together(store, [SAMPLES], 10_000_000, refused.append)
    assert refused == []
    # More than a few tasks, so that the bulk way is taken where there is one.
    many = plan("许多任务", [Line(f"第{n}项。", ((MARKET, "lead"),)) for n in range(300)])
    store.load_many([PIRACY, FOOD, OTHER, odd_plan(), many])
    store.remove_document(OTHER.document.id)


def contents(store: GraphStore) -> dict[str, list[str]]:
    """Everything in the graph, in an order of its own."""
    return {table: sorted(repr(row) for page in store.scan(table) for row in page) for table in TABLES}


def lines(folder: Path) -> dict[str, list[bytes]]:
    """The files' lines; the order of rows is free. (The import tool leaves a report of its own.)"""
    written = [*folder.glob("*.csv"), folder / ARGUMENTS]
    return {path.name: sorted(path.read_bytes().split(b"\n")) for path in written}


@pytest.fixture
def loaded(tmp_path: Path) -> Iterator[GraphStore]:
    with open_store(tmp_path / "graph.lbug", clock=noon) as store:
        load(store)
        yield store


@dataclass(frozen=True)
class Imported:
    """A server whose graph came from the files in `folder`, and everything in the graph they tell of."""

    login: Login
    folder: Path
    everything: dict[str, list[str]]


@pytest.fixture(scope="module")
def neo4j_imported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    """The graph of `load`, exported from the embedded store and brought into Neo4j by its own tool."""
    home = tmp_path_factory.mktemp("imported")
    with open_store(home / "graph.lbug", clock=noon) as store:
        load(store)
        everything = contents(store)
        write_import(store, home / "files")
    server = Server(home / "neo4j", options=QUICK)
    try:
        server.admin("database", "import", "full", "neo4j", f"@{ARGUMENTS}", folder=home / "files")
    except Neo4jUnavailable as error:
        unavailable(str(error))
    with server:
        yield Imported(server.login, home / "files", everything)


def but_for_the_log(contents_: dict[str, list[str]]) -> dict[str, list[str]]:
    """How many documents go into one write, and so the numbers of revisions, is each engine's own matter."""
    return {table: rows for table, rows in contents_.items() if table not in {"Store", "Change"}}


def opened(login: Login) -> GraphStore:
    return open_store(login.uri, access=Access(user=login.user, password=login.password), clock=noon)


@pytest.mark.long
def test_what_neo4j_admin_imports_is_what_is_loaded(
    neo4j_imported: Imported, run: Run, tmp_path: Path
) -> None:
    login = neo4j_imported.login
    with opened(login) as store:
        imported = contents(store)
        assert imported == neo4j_imported.everything
        assert len(store.read("tasks/list", {"word": "第7项", "limit": 5})) == 1
        write_import(store, tmp_path / "again")
    assert lines(tmp_path / "again") == lines(neo4j_imported.folder)
    access = {"DUTYGRAPH_NEO4J_PASSWORD": login.password, "DUTYGRAPH_STORE": login.uri}
    ended = run("prepare", **access)
    assert (ended.code, ended.out) == (0, "图可以使用了：10 个文件。\n"), ended.err
    empty(login)
    with opened(login) as store:
        load(store)
        assert but_for_the_log(contents(store)) == but_for_the_log(imported)


def test_a_table_is_read_whole_in_ranges_of_any_width(
    loaded: GraphStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = contents(loaded)
    counts = loaded.read("store/counts")[0]
    assert {name: counts[name] for name in ("tasks", "agencies", "campaigns")} == {
        "tasks": len(whole["Task"]),
        "agencies": len(whole["Agency"]),
        "campaigns": len(whole["Campaign"]),
    }
    assert counts["duties"] == sum(len(whole[type_]) for type_ in RELATION_OF_ROLE.values())
    monkeypatch.setitem(PART, "Task", replace(PART["Task"], page=7))
    assert contents(loaded) == whole
    assert max(len(page) for page in loaded.scan("Task")) < len(whole["Task"]) / 4


def test_documents_are_exported_without_a_graph(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(PLAN, "utf-8")
    (tmp_path / "broken.txt").write_bytes(b"")
    ended = run("export", "neo4j-admin", "out", "--from", "plan.txt", "broken.txt")
    assert ended.code == 2
    assert len(ended.complaints) == 1
    assert "broken.txt" in ended.complaints[0]
    assert "neo4j-admin database import full neo4j @import.args" in ended.out
    assert "dutygraph prepare --store bolt://" in ended.out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["broken.txt", "out", "plan.txt"]
    run("ingest", "plan.txt", "--store", "graph.lbug")
    run("export", "neo4j-admin", "stored", "--store", "graph.lbug")
    texts = (lines(tmp_path / "out"), lines(tmp_path / "stored"))
    for name in ("Task.csv", "Agency.csv", "LEADS.csv", "MENTIONS.csv", "Campaign.csv", ARGUMENTS):
        assert texts[0][name] == texts[1][name]
    assert len(texts[0]["Task.csv"]) == 3 + 1


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["out"], "out：已经存在，且不是空文件夹；请换一个名字"),
        (["out/file"], "out/file：已经存在，且不是空文件夹；请换一个名字"),
        (["new", "plan.txt"], "--from：后面写上要读的文件或文件夹；不写 --from 则导出已有的图"),
        (["new", "--from"], "--from：后面写上要读的文件或文件夹；不写 --from 则导出已有的图"),
    ],
)
def test_what_cannot_be_exported_is_reported(
    run: Run, tmp_path: Path, arguments: list[str], complaint: str
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "file").touch()
    ended = run("export", "neo4j-admin", *arguments)
    assert (ended.code, ended.complaints) == (2, [complaint])
    assert [path.name for path in tmp_path.rglob("*")] == ["out", "file"]


def test_a_list_that_the_tool_cannot_read_stops_the_export(tmp_path: Path) -> None:
    graph = plan("要点", [Line("任务。", ((MARKET, "lead"),))])
    graph = replace(graph, tasks=(replace(graph.tasks[0], path=("甲\x1f乙",)),))
    with open_store(tmp_path / "graph.lbug") as store:
        store.replace_document(graph)
        with pytest.raises(StoreError, match=r"U\+001F"):
            write_import(store, tmp_path / "new")
        assert not (tmp_path / "new").exists()


def test_an_export_of_a_graph_that_changes_leaves_nothing(loaded: GraphStore, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    pages = loaded.scan

    def changed(table: str) -> Iterator[list[dict[str, object]]]:
        if table == "LEADS":
            loaded.replace_document(OTHER)
        return pages(table)  # type: ignore[return-value]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loaded, "scan", changed)
        with pytest.raises(StoreBusy, match="有了改动"):
            write_import(loaded, tmp_path / "there")
    assert list((tmp_path / "there").iterdir()) == []
    write_import(loaded, tmp_path / "there")
    assert (tmp_path / "there" / ARGUMENTS).exists()
    with pytest.raises(BadParameter):
        write_import(loaded, tmp_path / "there")
