"""A whole graph moves between stores and comes back the same; what is cut short goes on."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from core.errors import CopyDiffers, CopyRefused, StoreBusy, StoreUnavailable
from graph import Access, open_store
from graph.copying import copy
from graph.copying.copy import Copied, copy_graph
from graph.copying.dump import dump
from graph.copying.parts import PARTS
from graph.records import Succession, System, node_id
from graph.store import GraphStore, Outcome
from graph.writing.copy_receiver import TransactionalReceiver
from tests.graph.engines import NOON
from tests.graph.plans import CULTURE, FOOD, MARKET, OTHER_CITY, PIRACY, POLICE, Line, plan
from tools.neo4j_server import Login, Server

ROOT = Path(__file__).parents[2]
LINEAGE = Succession(
    predecessor=System(id=node_id("s", "工商"), name="工商"),
    successor=System(id=node_id("s", "市场监管"), name="市场监管"),
    function="市场监督管理",
    kind="merged",
    year=2018,
    levels=("省", "市"),
    region=None,
    source="中央机构改革方案",
)


class Stopped(Exception):
    """The copy was cut short."""


def embedded(path: Path, *, read_only: bool = False, as_it_is: bool = False) -> GraphStore:
    return open_store(path, clock=lambda: NOON, read_only=read_only, as_it_is=as_it_is)


def at_server(login: Login, *, read_only: bool = False, as_it_is: bool = False) -> GraphStore:
    access = Access(user=login.user, password=login.password, retry_time=0.5)
    return open_store(login.uri, access=access, clock=lambda: NOON, read_only=read_only, as_it_is=as_it_is)


def everything(store: GraphStore) -> list[str]:
    return list(dump(store))


@pytest.fixture
def source(tmp_path: Path) -> Iterator[GraphStore]:
    """A graph with a log, a lineage, stubs, and texts that trouble a bulk load."""
    with embedded(tmp_path / "source.lbug") as store:
        for graph in (PIRACY, FOOD):
            store.replace_document(graph)
        odd = plan(
            '"引号", 逗号\r\n与换行',
            [
                Line(
                    "查处，\u2028\\n 甲\x00乙 😀𠮷。",
                    ((MARKET, "lead"), (POLICE, "assist")),
                    ("剑网", "铁拳"),
                ),
                Line("重复的任务。", ((MARKET, "joint"), (CULTURE, "joint"))),
                Line("重复的任务。"),
            ],
            region=OTHER_CITY,
            cites=("d_cited",),
            issued_by=(CULTURE,),
        )
        document = replace(odd.document, issuers=("", "甲", ""), period=(2016, 2020), issued_on=date(1, 1, 1))
        store.replace_document(
            replace(odd, document=document, tasks=(replace(odd.tasks[0], path=("",)), *odd.tasks[1:]))
        )
        store.replace_document(plan("将被移除", [Line("旧任务。", ((MARKET, "lead"),))]))
        store.remove_document(plan("将被移除", [Line("旧任务。", ((MARKET, "lead"),))]).document.id)
        store.load_lineage([LINEAGE])
        yield store


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages of two, so that a small graph takes many."""
    monkeypatch.setattr(copy, "PARTS", tuple(replace(part, page=2) for part in PARTS))


def stopping_after(pages: int) -> Callable[[int, int], None]:
    """Ends a copy when it has taken so many pages."""
    reported = []

    def stop(more: int, _: int) -> None:
        reported.append(more)
        if len(reported) == pages:
            raise Stopped

    return stop


def test_a_dump_tells_all_there_is(source: GraphStore) -> None:
    lines = everything(source)
    assert lines[0].startswith('{"node": "Store", "id": "store", "schema_version": 3, "revision": ')
    assert len(lines) == 1 + sum(source.count(part) for part in PARTS)
    assert {part.name for part in PARTS if not source.count(part)} == {"ASSESSES"}
    assert lines == everything(source)


@pytest.mark.usefixtures("small_pages")
def test_there_and_back_is_the_same(source: GraphStore, neo4j_empty: Login, tmp_path: Path) -> None:
    with at_server(neo4j_empty, as_it_is=True) as server:
        done = copy_graph(source, server)
        assert done.counts == {part.name: source.count(part) for part in PARTS}
        assert everything(server) == everything(source)
        with embedded(tmp_path / "back.lbug", as_it_is=True) as back:
            copy_graph(server, back)
            assert everything(back) == everything(source)
    with embedded(tmp_path / "back.lbug") as back:  # and it is a graph like any other
        assert back.replace_document(PIRACY).status == "unchanged"
        assert not back.load_lineage([LINEAGE])
        assert (
            back.replace_document(plan("新的", [Line("新任务。", ((MARKET, "lead"),))])).status == "created"
        )


def test_an_empty_graph_is_copied(tmp_path: Path) -> None:
    with embedded(tmp_path / "a.lbug") as old, embedded(tmp_path / "b.lbug", as_it_is=True) as new:
        assert copy_graph(old, new).nodes == 0
        assert everything(new) == everything(old)


@pytest.fixture(params=["embedded", "neo4j"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[..., GraphStore]:
    """Opens a new place of either engine."""
    if request.param == "embedded":
        return lambda **how: embedded(tmp_path / "target.lbug", **how)
    login = request.getfixturevalue("neo4j_wiped")
    return lambda **how: at_server(login, **how)


@pytest.mark.usefixtures("small_pages")
@pytest.mark.parametrize("pages", [1, 5, 20])
def test_what_is_cut_short_is_no_graph_and_goes_on(
    source: GraphStore, target: Callable[..., GraphStore], pages: int
) -> None:
    with target(as_it_is=True) as new, pytest.raises(Stopped):
        copy_graph(source, new, stopping_after(pages))
    for read_only in (True, False):
        with pytest.raises(StoreUnavailable, match=r"没有复制完.*dutygraph copy"):
            target(read_only=read_only)
    with target(as_it_is=True) as new:
        seen: list[int] = []
        done = copy_graph(source, new, lambda more, _: seen.append(more))
        assert done.resumed
        assert sum(seen) == done.nodes + done.relations
        assert everything(new) == everything(source)


@pytest.mark.usefixtures("small_pages")
def test_a_source_that_changed_since_is_copied_anew(
    source: GraphStore, target: Callable[..., GraphStore]
) -> None:
    with target(as_it_is=True) as new:
        with pytest.raises(Stopped):
            copy_graph(source, new, stopping_after(15))
        source.remove_document(PIRACY.document.id)
        assert not copy_graph(source, new).resumed
        assert everything(new) == everything(source)


def test_a_source_that_changes_meanwhile_is_reported(
    source: GraphStore, target: Callable[..., GraphStore]
) -> None:
    def change(_: int, __: int) -> None:
        if not changed:
            changed.append(source.remove_document(PIRACY.document.id))

    changed: list[Outcome] = []
    with target(as_it_is=True) as new:
        with pytest.raises(CopyRefused, match=r"有改动.*再运行一次"):
            copy_graph(source, new, change)
        copy_graph(source, new)
        assert everything(new) == everything(source)


def test_a_place_that_holds_a_graph_is_left_alone(
    source: GraphStore, target: Callable[..., GraphStore]
) -> None:
    with target() as new:
        new.replace_document(FOOD)
        before = everything(new)
    with target(as_it_is=True) as new:
        with pytest.raises(CopyRefused, match="已经有一个图"):
            copy_graph(source, new)
        assert everything(new) == before


def test_a_graph_is_not_copied_onto_itself(neo4j_wiped: Login) -> None:
    by_name = replace(neo4j_wiped, uri=neo4j_wiped.uri.replace("127.0.0.1", "localhost"))
    with at_server(neo4j_wiped) as store, at_server(by_name, as_it_is=True) as same:
        with pytest.raises(CopyRefused, match="同一个图"):
            copy_graph(store, same)
        assert [row["id"] for row in store.state()] == ["store"]


def test_a_second_copy_into_one_place_is_stopped(
    source: GraphStore, target: Callable[..., GraphStore]
) -> None:
    with target(as_it_is=True) as new, target(as_it_is=True) as other:

        def meanwhile(_: int, __: int) -> None:
            if not done:
                done.append(copy_graph(source, other))

        done: list[Copied] = []
        with pytest.raises(StoreBusy, match="也在向"):
            copy_graph(source, new, meanwhile)
        assert everything(new) == everything(source)


def test_writers_that_had_the_target_open_write_nothing_into_it(
    source: GraphStore, target: Callable[..., GraphStore]
) -> None:
    with target() as early, target(as_it_is=True) as new:
        with pytest.raises(Stopped):
            copy_graph(source, new, stopping_after(1))
        with pytest.raises(StoreUnavailable, match="没有复制完"):
            early.replace_document(FOOD)
        with pytest.raises(StoreUnavailable, match="没有复制完"):
            early.load_many([FOOD])


def test_what_did_not_arrive_is_reported(
    source: GraphStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = TransactionalReceiver.take

    def losing(self: TransactionalReceiver, part: object, rows: list[object]) -> None:
        whole(self, part, rows[:-1] if getattr(part, "name", "") == "LEADS" else rows)  # type: ignore[arg-type]

    with embedded(tmp_path / "b.lbug", as_it_is=True) as new:
        monkeypatch.setattr(TransactionalReceiver, "take", losing)
        with pytest.raises(CopyDiffers, match=r"LEADS \d/\d") as raised:
            copy_graph(source, new)
        assert list(raised.value.counts) == ["LEADS"]
    with pytest.raises(StoreUnavailable, match="没有复制完"):
        embedded(tmp_path / "b.lbug")


KILLED = """
import os, sys
from dataclasses import replace
from graph import open_store
from graph.copying import copy
from graph.copying.parts import PARTS
copy.PARTS = tuple(replace(part, page=2) for part in PARTS)
pages = []
def stop_at_page_20(more, total):
    pages.append(more)
    if len(pages) == 20:
        os._exit(9)
with open_store(sys.argv[1], read_only=True) as source, open_store(sys.argv[2], as_it_is=True) as target:
    copy.copy_graph(source, target, stop_at_page_20)
"""


def test_a_process_that_dies_leaves_what_goes_on(source: GraphStore, tmp_path: Path) -> None:
    wanted = everything(source)
    source.close()
    locations = [str(tmp_path / name) for name in ("source.lbug", "b.lbug")]
    died = subprocess.run([sys.executable, "-c", KILLED, *locations], cwd=ROOT, check=False)
    assert died.returncode == 9
    with embedded(Path(locations[0])) as again, embedded(Path(locations[1]), as_it_is=True) as new:
        assert copy_graph(again, new).resumed
        assert everything(new) == wanted


@pytest.mark.long
@pytest.mark.usefixtures("small_pages")
def test_a_server_that_goes_away_in_the_middle_is_gone_on_with(
    source: GraphStore, neo4j_private: Callable[[], Server]
) -> None:
    server = neo4j_private()
    pages = []

    def kill(more: int, _: int) -> None:
        pages.append(more)
        if len(pages) == 10:
            server.kill()

    with at_server(server.login, as_it_is=True) as new, pytest.raises(StoreUnavailable, match="连不上"):
        copy_graph(source, new, kill)
    server.restart()
    with at_server(server.login, as_it_is=True) as new:
        assert copy_graph(source, new).resumed
        assert everything(new) == everything(source)
