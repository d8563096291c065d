"""The embedded engine's file: what cannot be opened says why, and failures leave nothing half-written."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.errors import (
    BadSetting,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreUnavailable,
    StoreVersionMismatch,
)
from graph import open_store
from graph.ladybug.file import GraphFile, Transaction
from graph.ladybug.store import LadybugStore
from graph.store import GraphStore
from tests.graph.engines import NOON, LadybugEngine
from tests.graph.plans import FOOD, OTHER, PIRACY


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A graph with one document, closed."""
    path = tmp_path / "图 文件.lbug"
    with open_store(path) as store:
        store.replace_document(PIRACY)
    return path


def raw(path: Path, *statements: str) -> None:
    """Run statements with the engine itself."""
    import ladybug

    with ladybug.Database(path) as database, ladybug.Connection(database) as connection:
        for statement in statements:
            connection.execute(statement)


def test_a_path_or_a_ladybug_url_opens_the_graph(path: Path) -> None:
    for url in (path, str(path), f"ladybug:{path}"):
        with open_store(url, read_only=True) as store:
            assert store.read("store/counts")[0]["documents"] == 1


@pytest.mark.parametrize("url", ["", "ladybug:"])
def test_no_path_is_a_bad_setting(url: str) -> None:
    with pytest.raises(BadSetting):
        open_store(url)


def test_reading_a_graph_that_is_not_there_says_to_ingest_first(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="dutygraph ingest"):
        open_store(tmp_path / "none" / "graph.lbug", read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_the_folder_is_made_for_writing(tmp_path: Path) -> None:
    with open_store(tmp_path / "a" / "b" / "graph.lbug") as store:
        assert store.read("store/state")[0]["revision"] == 0


@pytest.mark.parametrize("read_only", [True, False])
def test_a_folder_is_no_graph(tmp_path: Path, read_only: bool) -> None:
    with pytest.raises(StoreUnavailable, match="文件夹"):
        open_store(tmp_path, read_only=read_only)


def test_a_path_below_a_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreUnavailable, match="文件夹"):
        open_store(tmp_path / "file" / "graph.lbug")


@pytest.mark.parametrize(("call", "what"), [("pathlib.Path.mkdir", "文件夹"), ("os.open", "锁")])
def test_a_path_that_cannot_be_written_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, what: str
) -> None:
    refusal = os.strerror(errno.EACCES)

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, refusal)

    path = tmp_path / "graph.lbug"
    with monkeypatch.context() as patch:
        patch.setattr(call, refused)
        with pytest.raises(StoreUnavailable) as caught:
            open_store(path)
    message = str(caught.value)
    assert str(path) in message
    assert re.search(f"{what}.*：{re.escape(refusal)}；请检查路径、写入权限和磁盘空间", message), message
    assert not path.exists()


@pytest.mark.parametrize("read_only", [True, False])
@pytest.mark.parametrize("content", [b"x", b"hello, world\n" * 1000, b"\x00" * 8192])
def test_a_file_of_something_else_is_refused_and_kept(
    tmp_path: Path, content: bytes, read_only: bool
) -> None:
    path = tmp_path / "graph.lbug"
    path.write_bytes(content)
    with pytest.raises(StoreDamaged, match=r"graph\.lbug"):
        open_store(path, read_only=read_only)
    assert path.read_bytes() == content


@pytest.mark.parametrize("read_only", [True, False])
def test_a_graph_that_was_cut_off_is_refused(path: Path, read_only: bool) -> None:
    path.write_bytes(path.read_bytes()[:20_000])
    with pytest.raises(StoreDamaged, match="重新导入"):
        open_store(path, read_only=read_only)


@pytest.mark.parametrize("read_only", [True, False])
def test_a_graph_of_another_engine_version_is_refused(path: Path, read_only: bool) -> None:
    content = bytearray(path.read_bytes())
    assert content[:5] == b"LBUG1"
    content[4] = ord("2")
    path.write_bytes(bytes(content))
    with pytest.raises(StoreVersionMismatch, match="版本"):
        open_store(path, read_only=read_only)


@pytest.mark.parametrize("read_only", [True, False])
def test_a_graph_of_another_schema_version_is_refused(path: Path, read_only: bool) -> None:
    raw(path, "MATCH (s:Store) SET s.schema_version = 99")
    with pytest.raises(StoreVersionMismatch, match="99"):
        open_store(path, read_only=read_only)


@pytest.mark.parametrize("read_only", [True, False])
def test_a_database_that_is_not_ours_is_refused(tmp_path: Path, read_only: bool) -> None:
    path = tmp_path / "other.lbug"
    raw(path, "CREATE NODE TABLE Movie (id INT64 PRIMARY KEY)")
    with pytest.raises(StoreDamaged, match="不是本程序的图"):
        open_store(path, read_only=read_only)


def test_an_error_in_opening_leaves_the_path_free(path: Path) -> None:
    good = path.read_bytes()
    path.write_bytes(b"x")
    for _ in range(2):
        with pytest.raises(StoreDamaged):
            open_store(path, wait=0)
    path.write_bytes(good)
    with open_store(path) as store:
        assert store.read("store/counts")[0]["documents"] == 1


def test_a_read_only_store_refuses_to_write(path: Path) -> None:
    with open_store(path, read_only=True) as store:
        for write in (
            lambda: store.replace_document(FOOD),
            lambda: store.remove_document(PIRACY.document.id),
            lambda: store.load_many([FOOD]),
        ):
            with pytest.raises(StoreUnavailable, match="只读"):
                write()
        assert store.read("store/counts")[0]["documents"] == 1


def test_one_process_may_open_a_graph_several_times(path: Path) -> None:
    first = open_store(path)
    second = open_store(path)
    parsed = open_store(path, read_only=True)
    second.replace_document(FOOD)
    second.close()
    assert parsed.read("store/counts") == first.read("store/counts")
    assert parsed.read("store/counts")[0]["documents"] == 2
    first.close()
    assert parsed.read("store/counts")[0]["documents"] == 2
    parsed.close()
    with open_store(path) as again:
        again.replace_document(OTHER)


def test_what_is_open_for_reading_is_not_opened_for_writing_in_the_same_process(path: Path) -> None:
    with open_store(path, read_only=True), pytest.raises(StoreBusy, match="本进程"):
        open_store(path)


# ---- failures in the middle of a write ----


@pytest.fixture
def writing(tmp_path: Path) -> Iterator[GraphStore]:
    with open_store(tmp_path / "graph.lbug", clock=lambda: NOON) as store:
        store.replace_document(PIRACY)
        yield store


def statements_of_a_replacement(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> int:
    count = 0
    run = Transaction.run

    def counted(self: Transaction, statement: str, parameters: dict[str, object] | None = None) -> object:
        nonlocal count
        count += 1
        return run(self, statement, parameters)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(Transaction, "run", counted)
        store.replace_document(FOOD, replaces=PIRACY.document.id)
        store.replace_document(PIRACY, replaces=FOOD.document.id)
    return count // 2


def test_a_write_that_fails_at_any_statement_leaves_the_graph_as_it_was(
    tmp_path: Path, writing: GraphStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = LadybugEngine(tmp_path)
    before = engine.everything(writing)
    run = Transaction.run
    total = statements_of_a_replacement(writing, monkeypatch)
    assert total > 20
    revision = writing.read("store/state")[0]["revision"]
    for last in range(1, total, 3):
        count = 0

        def failing(
            self: Transaction, statement: str, parameters: dict[str, object] | None = None, last: int = last
        ) -> object:
            nonlocal count
            count += 1
            broken = "MATCH (x:Nothing) RETURN x" if count == last else statement
            return run(self, broken, parameters if broken == statement else None)  # type: ignore[arg-type]

        with monkeypatch.context() as patch:
            patch.setattr(Transaction, "run", failing)
            with pytest.raises(StoreError, match="Nothing"):
                writing.replace_document(FOOD, replaces=PIRACY.document.id)
        assert count == last  # no statement is sent after the failed one
        assert engine.everything(writing) == before
        assert writing.read("store/state")[0]["revision"] == revision
    assert writing.replace_document(FOOD, replaces=PIRACY.document.id).status == "replaced"


def test_after_a_failed_statement_no_other_is_sent(writing: GraphStore) -> None:
    assert isinstance(writing, LadybugStore)
    file = writing._file

    def go_on_after_a_failure() -> None:
        with file.write() as transaction:
            with pytest.raises(RuntimeError, match="Nothing"):
                transaction.run("MATCH (x:Nothing) RETURN x")
            transaction.run("CREATE (:Region {id: 'r'})")

    with pytest.raises(StoreError, match="中止"):
        go_on_after_a_failure()
    assert writing.read("store/counts")[0]["documents"] == 1
    assert {row["region"] for row in writing.read("regions/list")}.isdisjoint({"r"})


def test_a_bulk_load_that_fails_leaves_the_graph_as_it_was(
    tmp_path: Path, writing: GraphStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = LadybugEngine(tmp_path)
    before = engine.everything(writing)
    run = Transaction.run

    def failing(self: Transaction, statement: str, parameters: dict[str, object] | None = None) -> object:
        if statement.startswith("COPY IN_CAMPAIGN"):
            raise RuntimeError("no more")
        return run(self, statement, parameters)  # type: ignore[arg-type]

    monkeypatch.setattr(LadybugStore, "fewest_tasks", 1)
    with monkeypatch.context() as patch:
        patch.setattr(Transaction, "run", failing)
        with pytest.raises(StoreError, match="no more"):
            writing.load_many([FOOD, OTHER])
    assert engine.everything(writing) == before
    assert [outcome.status for outcome in writing.load_many([FOOD, OTHER])] == ["created", "created"]


def test_the_log_is_worked_into_the_file_when_it_is_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.ladybug.file._CHECKPOINT_BYTES", 1)
    path = tmp_path / "graph.lbug"
    with open_store(path) as store:
        store.replace_document(PIRACY)
        assert isinstance(store, LadybugStore)
        file: GraphFile = store._file
        assert file._log_bytes() == 0
        assert store.read("store/counts")[0]["tasks"] == 3


def test_integers_stay_integers(writing: GraphStore) -> None:
    assert isinstance(writing, LadybugStore)
    rows = writing._file.read("MATCH (t:Task) RETURN sum(t.n) AS total, collect(t.n) AS every")
    assert rows[0]["total"] == 6
    assert type(rows[0]["total"]) is int
