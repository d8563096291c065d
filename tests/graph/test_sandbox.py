"""Statements of the user's own on a graph file: what comes back, what ends them, and what holds besides."""

from __future__ import annotations

import os
import re
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

import pytest

from core import child_process
from core.errors import LimitReached, StatementFailed, StoreError, StoreUnavailable
from core.rows import Value
from graph import open_store
from graph.ladybug import sandbox
from graph.ladybug.sandbox_wire import packed, plain, unpacked
from graph.queries.statement import Statement
from graph.store import GraphStore, Limits
from tests.graph.plans import CULTURE, MARKET, POLICE, Line, plan

LINES = [
    Line("打击网络侵权。", ((CULTURE, "lead"), (POLICE, "assist")), ("剑网",)),
    Line("查处假冒商品。", ((MARKET, "lead"),)),
    Line("加强行刑衔接。", ((MARKET, "lead"), (POLICE, "assist"))),
]
MANY = [Line(f"第{n}项任务。", ((MARKET, "lead"), (POLICE, "assist"))) for n in range(60)]
FIVE = "MATCH (a:Task), (b:Task), (c:Task), (d:Task), (e:Task)"
SLOW = f"{FIVE} RETURN count(DISTINCT left(a.id + b.id + c.id + d.id + e.id, 1)) AS n"
GREEDY = "MATCH (a:Task), (b:Task), (c:Task), (d:Task) RETURN collect(a.id + b.id + c.id + d.id) AS n"
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    """A graph that its owner has open, with everything still in the log."""
    with open_store(tmp_path_factory.mktemp("graph") / "g.lbug", address="http://127.0.0.1:1") as store:
        store.replace_document(plan("要点", LINES))
        store.replace_document(plan("长要点", MANY))
        yield store


def children() -> set[int]:
    """The processes that we have started and that still are."""
    matches = set()
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text("utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == os.getpid():
            matches.add(int(status.parent.name))
    return matches


# ---- what comes back ----


def test_rows_come_in_columns_by_name(graph: GraphStore) -> None:
    matches = graph.read_cypher(
        "MATCH (a:Agency)-[r:LEADS]->(t:Task) WHERE t.text CONTAINS $q"
        " RETURN a.name AS `单 位`, sum(t.n) AS n, date('2024-03-01') AS day",
        {"q": "查处"},
    )
    assert matches.columns == ("单 位", "n", "day")
    assert matches.rows == ({"单 位": MARKET.name, "n": 2, "day": date(2024, 3, 1)},)
    assert not matches.truncated


def test_nodes_relations_and_paths_are_plain_maps(graph: GraphStore) -> None:
    matches = graph.read_cypher(
        "MATCH p = (a:Agency {name: $name})-[r:LEADS]->(t:Task {n: 1}) RETURN a, r, p, {of: t.n} AS m",
        {"name": CULTURE.name},
    )
    ((row),) = matches.rows
    agency, relation, path = row["a"], row["r"], row["p"]
    assert isinstance(agency, dict)
    assert isinstance(relation, dict)
    assert isinstance(path, dict)
    assert (agency["name"], relation["role"], row["m"]) == (CULTURE.name, "lead", {"of": 1})
    assert not {"_ID", "_LABEL", "_SRC", "_DST"} & (agency.keys() | relation.keys())
    assert None not in agency.values()
    nodes = path["nodes"]
    assert isinstance(nodes, list)
    assert nodes[0] == agency
    assert path["relations"] == [relation]


@pytest.mark.parametrize(
    "value",
    [
        True,
        -5,
        2**63 - 1,
        0.1,
        "",
        "引'号\\\"\n\u2028😀\0",
        date(2024, 2, 29),
        [1, 2],
        ["a", "b"],
        {"a": ["x"]},
    ],
    ids=repr,
)
def test_a_value_comes_back_as_it_went(graph: GraphStore, value: Value) -> None:
    assert graph.read_cypher("RETURN $p AS n", {"p": value}).rows == ({"n": value},)


def test_too_many_rows_are_cut_and_that_is_reported(graph: GraphStore) -> None:
    for rows, truncated in ((62, True), (63, False), (64, False)):
        matches = graph.read_cypher("MATCH (t:Task) RETURN t.id AS id", {}, Limits(rows=rows))
        assert (len(matches.rows), matches.truncated) == (min(rows, 63), truncated)


def test_a_limit_of_the_statement_s_own_is_cut_too(graph: GraphStore) -> None:
    matches = graph.read_cypher("MATCH (t:Task) RETURN t.id AS id LIMIT 50", {}, Limits(rows=10))
    assert (len(matches.rows), matches.truncated) == (10, True)


def test_too_many_bytes_are_cut_but_for_a_first_row_that_is_too_large(graph: GraphStore) -> None:
    matches = graph.read_cypher("MATCH (t:Task) RETURN t.id AS id", {}, Limits(result_bytes=500))
    assert 0 < len(matches.rows) < 63
    assert matches.truncated
    with pytest.raises(LimitReached) as reached:
        graph.read_cypher("MATCH (t:Task) RETURN collect(t.id) AS ids", {}, Limits(result_bytes=500))
    assert reached.value.limit == "result"


def test_what_the_engine_will_not_do_is_reported_in_its_words(graph: GraphStore) -> None:
    with pytest.raises(StatementFailed, match="Table Nothing does not exist"):
        graph.read_cypher("MATCH (a:Nothing) RETURN a")


# ---- what ends it ----


@on_linux
def test_a_statement_ends_at_its_time_and_nothing_of_it_is_left(graph: GraphStore) -> None:
    before = children()
    with pytest.raises(LimitReached) as reached:
        graph.read_cypher(SLOW, {}, Limits(seconds=0.3))
    assert reached.value.limit == "seconds"
    assert children() == before


@on_linux
def test_a_statement_ends_at_its_memory(graph: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """The peak of the process is what it takes idle (under 160 MB) and what the limit adds."""
    outside_of_the_pool = "UNWIND range(1, 300000000) AS x RETURN count(x) AS n"
    distinct = f"{FIVE} RETURN count(DISTINCT a.id + b.id + c.id + d.id + e.id) AS n"
    with peak_of_children() as peaks:
        for statement in (GREEDY, distinct, outside_of_the_pool):
            bypass(monkeypatch, statement)
            with pytest.raises(LimitReached) as reached:
                graph.read_cypher("RETURN 1 AS n", {}, Limits(seconds=60, memory_bytes=200 << 20))
            assert reached.value.limit == "memory"
    assert 50 < max(peaks) < 160 + 200


@contextmanager
def peak_of_children() -> Iterator[list[int]]:
    """The most memory of any process that we start meanwhile, in megabytes, looked at often."""
    before = children()
    done = threading.Event()
    peaks = [0]

    def look() -> None:
        while not done.wait(0.01):
            for child in children() - before:
                with suppress(OSError):
                    if b"sandbox_child" not in Path(f"/proc/{child}/cmdline").read_bytes():
                        continue  # still a copy of ourselves
                    status = Path(f"/proc/{child}/status").read_text("utf-8")
                    matches = re.search(r"VmHWM:\s+(\d+) kB", status)
                    peaks.append(int(matches[1]) >> 10 if matches else 0)

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield peaks
    finally:
        done.set()
        thread.join()


def test_a_process_that_does_not_get_to_work_is_ended(
    graph: GraphStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child_process, "_CODE", "import time; time.sleep(60)")
    monkeypatch.setattr(sandbox, "_START_SECONDS", -9.5)  # and the ten seconds for a lock
    with pytest.raises(StoreUnavailable, match="迟迟没有打开"):
        graph.read_cypher("RETURN 1 AS n")


def test_a_crash_of_the_engine_is_one_error_and_the_next_statement_runs(
    graph: GraphStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    bypass(monkeypatch, f"RETURN {'{a:' * 2000}1{'}' * 2000} AS n")
    with pytest.raises((StatementFailed, LimitReached)):
        graph.read_cypher("RETURN 1 AS n")
    monkeypatch.undo()
    assert graph.read_cypher("RETURN 1 AS n").rows == ({"n": 1},)


def test_the_process_ends_with_its_parent(graph: GraphStore) -> None:
    """A child whose parent is gone does not run on."""
    process = child_process.start(sandbox._CHILD)
    try:
        assert process.stdin is not None
        assert process.stdout is not None
        job: dict[str, Value] = {
            "path": str(owned_path(graph)), "statement": SLOW, "parameters": {}, "seconds": 60, "rows": 1,
            "memory_bytes": 256 << 20, "result_bytes": 1000, "wait": 10, "threads": 1,
        }  # fmt: skip
        process.stdin.write(packed(job))
        process.stdin.flush()
        assert unpacked(process.stdout.readline()) == {"ready": True}
        process.stdin.close()
        assert process.wait(300) == 1
    finally:
        child_process.kill(process)
        child_process.release(process)
        process.wait()


# ---- beside others ----


def test_it_reads_what_was_written_last_beside_the_owner(tmp_path: Path) -> None:
    with open_store(tmp_path / "g.lbug") as store:
        for number in range(3):
            store.replace_document(plan(f"要点{number}", MANY[: number + 1]))
            matches = store.read_cypher("MATCH (d:Document) RETURN count(*) AS n")
            assert matches.rows == ({"n": number + 1},)


def test_a_write_waits_until_it_is_through_and_is_whole(tmp_path: Path) -> None:
    with open_store(tmp_path / "g.lbug") as store:
        store.replace_document(plan("长要点", MANY))
        ended: list[str] = []

        def read() -> None:
            with pytest.raises(LimitReached):
                store.read_cypher(SLOW, {}, Limits(seconds=1.5))
            ended.append("read")

        reader = threading.Thread(target=read)
        reader.start()
        time.sleep(1)  # the statement is under way, or will find the write done: both are right
        assert store.replace_document(plan("要点", LINES)).status == "created"
        reader.join()
        assert ended == ["read"]
        assert store.read_cypher("MATCH (d:Document) RETURN count(*) AS n").rows == ({"n": 2},)


def test_a_closed_store_runs_nothing(tmp_path: Path) -> None:
    store = open_store(tmp_path / "g.lbug")
    store.close()
    with pytest.raises(StoreUnavailable):
        store.read_cypher("RETURN 1 AS n")


def test_a_graph_that_is_gone_is_reported(tmp_path: Path) -> None:
    with open_store(tmp_path / "g.lbug") as store:
        store.replace_document(plan("要点", LINES))
    with open_store(tmp_path / "g.lbug", read_only=True) as store:
        (tmp_path / "g.lbug").unlink()
        with pytest.raises(StoreUnavailable, match="还没有图文件"):
            store.read_cypher("RETURN 1 AS n")


# ---- what holds should the gate ever let something through ----


def bypass(monkeypatch: pytest.MonkeyPatch, statement: str) -> None:
    """Send this to the engine, whatever the gate has let through."""
    monkeypatch.setattr(Statement, "with_literals", lambda _: statement)


def owned_path(store: GraphStore) -> Path:
    from graph.ladybug.store import LadybugStore

    assert isinstance(store, LadybugStore)
    return store._file.path


Attack = Callable[[Path, Path], str]
ATTACKS: dict[str, Attack] = {
    "create": lambda *_: "CREATE (a:Agency {id: 'x'})",
    "delete": lambda *_: "MATCH (a:Agency) DETACH DELETE a",
    "drop": lambda *_: "DROP TABLE Store",
    "several": lambda *_: "RETURN 1 AS n; RETURN 2 AS n",
    "checkpoint": lambda *_: "CHECKPOINT",
    "copy to a file": lambda folder, _: f"COPY (MATCH (a:Agency) RETURN a.name) TO '{folder / 'out.csv'}'",
    "copy over a file": lambda folder, _: f"COPY (MATCH (a:Agency) RETURN a.name) TO '{folder / 'bait.csv'}'",
    "read a file": lambda folder, _: f"LOAD FROM '{folder / 'bait.csv'}' RETURN *",
    "read a file of the system": lambda *_: "LOAD FROM '/etc/hostname' (file_format='csv') RETURN *",
    "read a name of Python": lambda *_: "LOAD FROM job RETURN *",
    "install": lambda *_: "INSTALL httpfs",
    "attach": lambda _, graph: f"ATTACH '{graph}' AS y (dbtype lbug)",
}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limits")
@pytest.mark.parametrize("name", ATTACKS)
def test_the_process_itself_can_neither_write_nor_open(
    graph: GraphStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    folder = tmp_path / "canary"
    folder.mkdir()
    (folder / "bait.csv").write_text("a,b\n1,2\n", "utf-8")
    copy = Path(shutil.copy(owned_path(graph), tmp_path / "copy.lbug"))
    before = owned_path(graph).read_bytes()
    bypass(monkeypatch, ATTACKS[name](folder, copy))
    with pytest.raises((StatementFailed, LimitReached, StoreError)):
        graph.read_cypher("RETURN 1 AS n")
    assert owned_path(graph).read_bytes() == before
    assert [(path.name, path.read_text("utf-8")) for path in folder.iterdir()] == [("bait.csv", "a,b\n1,2\n")]


# ---- what passes between parent and child ----


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"a": None, "b": [True, 1, 1.5, "x\n"], "c": {"$d": "2024", "$$": 1, "d": date(2024, 3, 1)}},
        {"half": "\ud800"},
    ],
)
def test_a_message_is_read_as_it_was_written(message: dict[str, Value]) -> None:
    line = packed(message)
    assert line.endswith(b"\n")
    assert b"\n" not in line[:-1]
    assert unpacked(line) == message


def test_a_number_that_is_not_finite_is_null() -> None:
    assert plain([float("nan"), float("inf"), 1.0]) == [None, None, 1.0]
