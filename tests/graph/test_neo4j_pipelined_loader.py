"""Batches of which one goes in while the one before is committed: as whole as one after the other."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from core.errors import StoreUnavailable
from graph import Access, open_store
from graph.neo4j import pipelined_loader
from graph.neo4j.pipelined_loader import PipelinedBatch
from graph.neo4j.server import Server, Transaction
from graph.neo4j.store import Neo4jStore
from graph.records import AgencyKind, CampaignKind, DocumentGraph
from graph.store import GraphStore, Outcome
from graph.writing import documents
from graph.writing.shared_nodes import Run
from graph.writing.store import Batch, New
from tests.graph.engines import NOON, PATIENCE, Engine, LadybugEngine, Neo4jEngine
from tests.graph.plans import CITY, CULTURE, MARKET, OTHER_CITY, POLICE, Body, Line, plan
from tools.neo4j_server import Login

AGENCIES = (MARKET, CULTURE, POLICE)
KINDS: tuple[AgencyKind, ...] = ("government", "other", "party")
CAMPAIGN_KINDS: tuple[CampaignKind, ...] = ("code", "descriptive")


def numbered(number: int, words: str = "") -> DocumentGraph:
    """A plan of four tasks of the same three bodies."""
    lines = [
        Line(f"第{number}号第{n}项任务{words}。", ((AGENCIES[(number + n) % 3], "lead"),)) for n in range(4)
    ]
    return plan(f"{number}号要点", lines)


def various(number: int) -> DocumentGraph:
    """A plan that shares bodies, campaigns, regions and citations with others, each told otherwise."""
    mixed = random.Random(number)

    def agency() -> Body:
        name = f"第{mixed.randrange(number + 3)}局"
        return Body(
            name,
            mixed.choice((CITY, OTHER_CITY)),
            aliases=(name + mixed.choice("甲乙丙"),),
            kind=mixed.choice(KINDS),
            level=mixed.choice(("市", "县", None)),
            system=mixed.choice(("市监", "公安", f"系统{number}", None)),
        )

    agencies = {entry.id: entry for entry in (agency() for _ in range(5))}
    lines = [
        Line(
            f"{number}号的第{n}项。",
            tuple((entry, "joint") for entry in mixed.sample(list(agencies.values()), min(2, len(agencies)))),
            (mixed.choice(("剑网", "铁拳", f"行动{number}")),),
            mixed.choice(CAMPAIGN_KINDS),
        )
        for n in range(4)
    ]
    graph = plan(
        f"{number}号方案",
        lines,
        cites=[f"{number - 2}号方案", f"没有的{number // 3}号", *([f"{number + 3}号方案"] * (number == 11))],
        issued_by=list(agencies.values())[:1],
    )
    return in_city_of(graph, mixed.choice(("云州市", "云州", "新云州市")))


def in_city_of(graph: DocumentGraph, name: str) -> DocumentGraph:
    """The plan, which calls its city so."""
    regions = (replace(region, name=name) if region.id == CITY.id else region for region in graph.regions)
    return replace(graph, regions=tuple(regions))


@pytest.fixture
def in_turn(monkeypatch: pytest.MonkeyPatch) -> list[Batch]:
    """The batches that are loaded in the usual way."""
    batches: list[Batch] = []
    load = Neo4jStore._load_new

    def noted(self: Neo4jStore, batch: Batch) -> New:
        batches.append(batch)
        return load(self, batch)

    monkeypatch.setattr(Neo4jStore, "_load_new", noted)
    return batches


@pytest.fixture
def engine(neo4j_server: Login, monkeypatch: pytest.MonkeyPatch) -> Engine:
    monkeypatch.setattr(Neo4jStore, "batch_tasks", 8)  # two documents
    return Neo4jEngine(neo4j_server)


@pytest.fixture
def other(neo4j_server: Login) -> Iterator[Callable[[], GraphStore]]:
    """Opens the same graph once more."""
    stores: list[GraphStore] = []

    def opened() -> GraphStore:
        access = Access(neo4j_server.user, neo4j_server.password, transaction_timeout=PATIENCE)
        stores.append(open_store(neo4j_server.uri, access=access, clock=lambda: NOON))
        return stores[-1]

    yield opened
    for store in stores:
        store.close()


def assert_like_sequential_loads(
    engine: Engine, store: GraphStore, plans: list[DocumentGraph], folder: Path
) -> None:
    fresh = LadybugEngine(folder)
    with fresh.open() as each:
        for graph in plans:
            each.replace_document(graph)
        assert engine.everything(store) == fresh.everything(each)


def test_many_batches_are_each_whole_and_in_their_order(
    engine: Engine, tmp_path: Path, in_turn: list[Batch]
) -> None:
    plans = [numbered(number) for number in range(21)]
    with engine.open() as store:
        outcomes = store.load_many(iter(plans))
        assert [outcome.document for outcome in outcomes] == [graph.document.id for graph in plans]
        assert [outcome.revision for outcome in outcomes] == [1 + number // 2 for number in range(21)]
        assert {outcome.status for outcome in outcomes} == {"created"}
        assert in_turn == []
        again = store.load_many(iter(plans))
        assert {outcome.status for outcome in again} == {"unchanged"}
        assert store.read("store/state")[0]["revision"] == 11
        assert_like_sequential_loads(engine, store, plans, tmp_path)


def test_what_batches_share_is_joined_as_one_after_the_other(
    engine: Engine, tmp_path: Path, in_turn: list[Batch]
) -> None:
    """One document is cited before it comes: its batch, and the next, go in in their turn."""
    plans = [various(number) for number in range(24)]
    with engine.open() as store:
        assert {outcome.status for outcome in store.load_many(iter(plans))} == {"created"}
        assert [batch for batch in in_turn if len(batch) == 2] == [plans[14:16], plans[16:18]]
        assert_like_sequential_loads(engine, store, plans, tmp_path)


@pytest.mark.parametrize("names", ["甲乙甲", "甲甲乙", "甲乙乙甲", "甲乙丙乙甲乙", "甲乙甲甲乙甲"])
def test_the_last_name_of_a_region_stands(engine: Engine, names: str, tmp_path: Path) -> None:
    plans = [
        in_city_of(numbered(number), f"{name}市")
        for number, name in enumerate(name for name in names for _ in range(2))
    ]
    with engine.open() as store:
        store.load_many(iter(plans))
        city = [row["name"] for page in store.scan("Region") for row in page if row["id"] == CITY.id]
        assert city == [f"{names[-1]}市"]
        assert_like_sequential_loads(engine, store, plans, tmp_path)


def test_the_last_edition_of_a_document_stands_wherever_the_editions_are(
    engine: Engine, tmp_path: Path
) -> None:
    plans = [numbered(0), numbered(1), numbered(0, "新"), numbered(2), numbered(2, "新"), numbered(3)]
    plans += [numbered(0, "又新"), numbered(4), numbered(5), numbered(4, "新"), numbered(1)]
    with engine.open() as store:
        statuses = [outcome.status for outcome in store.load_many(iter(plans))]
        assert statuses == [
            *("created", "created", "replaced", "created", "replaced", "created"),
            *("replaced", "created", "created", "replaced", "unchanged"),
        ]
        assert_like_sequential_loads(engine, store, plans, tmp_path)


@pytest.mark.parametrize("moment", ["begin", "proceed"])
@pytest.mark.parametrize("others", ["the same document", "another of the same bodies", "goes"])
def test_what_another_writes_meanwhile_is_met(
    engine: Engine,
    other: Callable[[], GraphStore],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    in_turn: list[Batch],
    moment: str,
    others: str,
) -> None:
    """The third batch has seen the graph, and then another writes what it rests on."""
    plans = [numbered(number) for number in range(8)]
    lone = plan("只此一件", [Line("独有的任务。", ((POLICE, "lead"),))])
    with engine.open() as store, ThreadPoolExecutor(1) as thread:
        store.replace_document(lone)
        second = other()
        step = getattr(PipelinedBatch, moment)
        write: Callable[[], Outcome] = {
            "the same document": lambda: second.replace_document(plans[5]),
            "another of the same bodies": lambda: second.replace_document(numbered(9)),
            "goes": lambda: second.remove_document(lone.document.id),
        }[others]
        written: list[Future[Outcome]] = []

        def interrupted(self: PipelinedBatch) -> None:
            third = self.graphs == plans[4:6] and not written
            if third and moment == "begin":
                written.append(thread.submit(write))
                written[0].result(PATIENCE)
            step(self)
            if third and moment == "proceed":
                written.append(thread.submit(write))

        monkeypatch.setattr(PipelinedBatch, moment, interrupted)
        outcomes = store.load_many(iter(plans))
        who = written[0].result(PATIENCE)
        assert [outcome.status for outcome in (*outcomes[:5], *outcomes[6:])] == ["created"] * 7
        if others == "the same document":  # whichever was first
            assert {who.status, outcomes[5].status} == {"created", "unchanged"}
        else:
            assert outcomes[5].status == "created"
        if moment == "begin":
            assert plans[4:6] in in_turn
        all_of_them = plans if others == "goes" else [lone, *plans]
        all_of_them = [*all_of_them, *([numbered(9)] if others.startswith("another") else [])]
        assert_like_sequential_loads(engine, store, all_of_them, tmp_path)


def test_a_ring_of_waits_that_the_server_does_not_see_is_left(
    engine: Engine,
    other: Callable[[], GraphStore],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Another has the revision, which the second batch waits for, and waits for a document of the third."""
    plans = [numbered(number) for number in range(6)]
    revision_is_locked = Event()
    written: list[Future[Outcome]] = []
    proceed, raise_revision = PipelinedBatch.proceed, documents.raise_revision

    def write_from_outside(self: PipelinedBatch) -> None:
        if self.graphs == plans[4:6] and not written:
            written.append(thread.submit(second.replace_document, plans[5]))
        proceed(self)

    def lock_revision(run: Run) -> int:
        revision = raise_revision(run)
        revision_is_locked.set()
        return revision

    def wait_for_lock(run: Run) -> int:
        assert not batches_begun or revision_is_locked.wait(PATIENCE)
        batches_begun.append(1)
        return raise_revision(run)

    batches_begun: list[int] = []
    with engine.open() as store, ThreadPoolExecutor(1) as thread:
        second = other()
        monkeypatch.setattr(PipelinedBatch, "proceed", write_from_outside)
        monkeypatch.setattr("graph.writing.store.raise_revision", lock_revision)
        monkeypatch.setattr(pipelined_loader, "raise_revision", wait_for_lock)
        monkeypatch.setattr(pipelined_loader, "_WAIT_SECONDS", 1)
        outcomes = store.load_many(iter(plans))
        assert written[0].result(PATIENCE).status == "created"
        assert [outcome.status for outcome in outcomes] == ["created"] * 5 + ["unchanged"]
        assert_like_sequential_loads(engine, store, plans, tmp_path)


def test_what_a_batch_rests_on_and_does_not_come_makes_it_wait_its_turn(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_turn: list[Batch]
) -> None:
    plans = [numbered(number) for number in range(12)]
    once = Server.once
    times: list[int] = []

    @contextmanager
    def failing(self: Server) -> Iterator[Transaction]:
        times.append(1)
        number = len(times)
        with once(self) as transaction:
            yield transaction
            if number == 3:
                raise StoreUnavailable("gone before it was committed")

    with engine.open() as store:
        monkeypatch.setattr(Server, "once", failing)
        outcomes = store.load_many(iter(plans))
        assert {outcome.status for outcome in outcomes} == {"created"}
        assert in_turn == [plans[4:6], plans[6:8]]
        assert_like_sequential_loads(engine, store, plans, tmp_path)


def test_two_loads_of_the_same_documents_are_one(
    engine: Engine, other: Callable[[], GraphStore], tmp_path: Path
) -> None:
    plans = [numbered(number) for number in range(40)]
    with engine.open() as one, ThreadPoolExecutor(2) as pool:
        loads = [pool.submit(store.load_many, list(plans)) for store in (one, other())]
        statuses = [[outcome.status for outcome in load.result(PATIENCE)] for load in loads]
        for left, right in zip(*statuses, strict=True):
            assert {left, right} == {"created", "unchanged"}
        assert_like_sequential_loads(engine, one, plans, tmp_path)


def test_two_loads_of_documents_of_the_same_agencies_are_both_whole(
    engine: Engine, other: Callable[[], GraphStore], tmp_path: Path
) -> None:
    plans = [numbered(number) for number in range(40)]
    with engine.open() as store, ThreadPoolExecutor(2) as pool:
        second = other()
        loads = [pool.submit(store.load_many, plans[:20]), pool.submit(second.load_many, plans[20:])]
        for load in loads:
            assert {outcome.status for outcome in load.result(PATIENCE)} == {"created"}
        assert_like_sequential_loads(engine, store, plans, tmp_path)


def test_a_document_that_cannot_be_read_stops_the_load_between_batches(engine: Engine) -> None:
    def plans() -> Iterator[DocumentGraph]:
        yield from (numbered(number) for number in range(5))
        raise ValueError("no sixth")

    with engine.open() as store:
        with pytest.raises(ValueError, match="no sixth"):
            store.load_many(plans())
        assert store.read("store/counts")[0]["documents"] == 4
        assert [outcome.status for outcome in store.load_many([numbered(4)])] == ["created"]
