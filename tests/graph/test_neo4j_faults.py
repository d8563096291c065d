"""What happens when the server goes, refuses, or several write to it at once."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from api.app import create_app
from api.config.settings import Settings
from core.errors import BadSetting, StoreDamaged, StoreError, StoreUnavailable, StoreVersionMismatch
from graph import Access, open_store
from graph.neo4j.bulk import UnwindSink
from graph.neo4j.store import Neo4jStore
from graph.records import DocumentGraph
from graph.store import GraphStore
from tests.graph.engines import NOON, PATIENCE, Engine, LadybugEngine, Neo4jEngine
from tests.graph.plans import CULTURE, MARKET, PIRACY, POLICE, Line, plan
from tools.neo4j_server import Login, Server

SOON = 1.0  # seconds that a failing write is tried again in these tests
LONG = 600.0  # seconds that nobody who only reads should wait


def opened(login: Login, **access: object) -> GraphStore:
    provided = {"user": login.user, "password": login.password, "retry_time": SOON} | access
    return open_store(login.uri, access=Access(**provided), clock=lambda: NOON)  # type: ignore[arg-type]


@pytest.fixture
def neo4j_engine(neo4j_server: Login) -> Engine:
    return Neo4jEngine(neo4j_server)


def short_plan(number: int) -> DocumentGraph:
    """One of many documents that name the same bodies and campaigns."""
    lines = [
        Line(f"查处侵权盗版{number}。", ((CULTURE, "lead"), (POLICE, "assist")), ("剑网",)),
        Line(f"规范市场秩序{number}。", ((MARKET, "lead"),)),
    ]
    return plan(f"第{number}号工作要点", lines)


def served(server: Server) -> TestClient:
    """A client of an application over the server, whose writes would be tried again for long."""
    settings = Settings(store=server.uri, neo4j_password=SecretStr(server.password), neo4j_retry_time=LONG)
    return TestClient(create_app(settings), base_url="http://127.0.0.1:8765")


# ---- what refuses ----


def test_a_wrong_password_is_one_clear_line_without_it(neo4j_server: Login) -> None:
    with pytest.raises(
        StoreUnavailable, match=f"拒绝用户 {neo4j_server.user} 登录.*DUTYGRAPH_NEO4J_PASSWORD"
    ) as no:
        opened(neo4j_server, password="mistyped-secret")
    assert "mistyped-secret" not in str(no.value)
    assert "\n" not in str(no.value)


def test_a_database_that_is_not_there_is_named(neo4j_server: Login) -> None:
    with pytest.raises(StoreUnavailable, match=r"没有名为 elsewhere 的数据库.*DUTYGRAPH_NEO4J_DATABASE"):
        opened(neo4j_server, database="elsewhere")


def test_no_server_is_named_with_its_address(neo4j_server: Login) -> None:  # so that a driver is there
    started = time.monotonic()
    with pytest.raises(StoreUnavailable, match=r"连不上 Neo4j 服务器 bolt://127\.0\.0\.1:9；"):
        open_store("bolt://127.0.0.1:9", access=Access(neo4j_server.user, neo4j_server.password))
    assert time.monotonic() - started < 60  # it gives up by itself


@pytest.mark.parametrize("scheme", ["bolt+s", "bolt+ssc", "neo4j+s"])
def test_encryption_asked_of_a_plain_server_is_reported(neo4j_server: Login, scheme: str) -> None:
    with pytest.raises(StoreUnavailable, match="加密"):
        open_store(neo4j_server.uri.replace("bolt", scheme), access=Access(password=neo4j_server.password))


def test_a_server_that_is_too_old_is_refused(neo4j_server: Login, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.neo4j.server.OLDEST", (9999, 1))
    with pytest.raises(StoreVersionMismatch, match=r"Neo4j \d+\.\d+\.\d+ 太旧；请升级到 9999\.1"):
        opened(neo4j_server)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("bolt://", "不完整"),
        ("bolt://127.0.0.1:port", "不完整"),
        ("bolt://[::1", "不完整"),
        ("bolt+x://127.0.0.1", "不能用作 Neo4j 的地址"),
        ("bolt://somebody:secret-word@127.0.0.1", "不能写用户名和密码"),
    ],
)
def test_a_url_that_cannot_be_used_is_a_bad_setting(url: str, message: str) -> None:
    with pytest.raises(BadSetting, match=message) as refused:
        open_store(url)
    assert "secret-word" not in str(refused.value)


def test_a_database_that_holds_something_else_is_left_alone(
    neo4j_engine: Engine, neo4j_server: Login
) -> None:
    with neo4j_engine.open() as store:
        assert isinstance(store, Neo4jStore)
        store._server.write(
            lambda one: one.run("MATCH (s:Store) DELETE s CREATE (:Person {name: '某人'})", {})
        )
    with pytest.raises(StoreDamaged, match="别的数据"):
        opened(neo4j_server)


def test_a_graph_of_another_schema_is_refused(neo4j_engine: Engine, neo4j_server: Login) -> None:
    with neo4j_engine.open() as store:
        assert isinstance(store, Neo4jStore)
        store._server.write(lambda one: one.run("MATCH (s:Store) SET s.schema_version = 999", {}))
    with pytest.raises(StoreVersionMismatch, match="999"):
        opened(neo4j_server)


def test_reading_only_needs_a_graph_and_never_writes(neo4j_engine: Engine, neo4j_server: Login) -> None:
    access = Access(neo4j_server.user, neo4j_server.password)
    neo4j_engine.open().close()
    with open_store(neo4j_server.uri, read_only=True, access=access) as store:
        assert store.read("store/counts")[0]["documents"] == 0
        with pytest.raises(StoreUnavailable, match="只读"):
            store.replace_document(PIRACY)
        assert isinstance(store, Neo4jStore)
        with pytest.raises(StoreError):  # the server, too, takes no write in a reading transaction
            store._server.read("CREATE (:Document {id: 'x'})", {})
        assert store.read("store/counts")[0]["documents"] == 0


def test_what_this_process_wrote_is_what_it_reads(neo4j_engine: Engine) -> None:
    with neo4j_engine.open() as store:
        for number in range(5):
            store.replace_document(short_plan(number))
            assert store.read("store/counts")[0]["documents"] == number + 1


# ---- what goes away ----


@pytest.mark.long
def test_an_ingest_that_the_server_dies_under_is_whole_after_it_is_run_again(
    neo4j_private: Callable[[], Server], tmp_path: Path
) -> None:
    plans = [short_plan(number) for number in range(200)]
    server = neo4j_private()
    engine = Neo4jEngine(server.login)
    store = engine.open()
    loaded = threading.Event()

    def ingest() -> int:
        for count, graph in enumerate(plans):
            store.replace_document(graph)
            if count == 40:
                loaded.set()
        return len(plans)

    with ThreadPoolExecutor() as pool:
        ingesting = pool.submit(ingest)
        assert loaded.wait(PATIENCE)
        server.kill()
        with pytest.raises(StoreUnavailable, match="连不上"):
            ingesting.result(PATIENCE)
    server.start()

    stored = store.read("store/counts")[0]["documents"]
    assert isinstance(stored, int)
    assert 41 <= stored < 200
    statuses = [store.replace_document(graph).status for graph in plans]
    assert statuses == ["unchanged"] * stored + ["created"] * (200 - stored)
    other = LadybugEngine(tmp_path)
    with store, other.open() as fresh:
        fresh.load_many(plans)
        assert engine.everything(store) == other.everything(fresh)


def test_the_api_says_503_while_the_server_is_away_and_recovers(neo4j_private: Callable[[], Server]) -> None:
    server = neo4j_private()
    with served(server) as client:
        assert client.get("/ready").status_code == 200
        server.kill()
        began = time.monotonic()
        for path in ("/ready", "/api/v1/documents", "/api/v1/agencies"):
            away = client.get(path)
            assert (away.status_code, away.headers["content-type"]) == (503, "application/problem+json")
            assert "连不上" in away.json()["detail"]
            assert server.password not in away.text
        assert time.monotonic() - began < LONG
        assert client.get("/health").status_code == 200
        server.start()
        assert client.get("/ready").status_code == 200
        assert client.get("/api/v1/documents").json()["items"] == []


@pytest.mark.long
def test_an_api_that_is_started_before_its_server_answers_when_it_is_there(
    neo4j_private: Callable[[], Server],
) -> None:
    server = neo4j_private()
    server.kill()
    with served(server) as client:
        assert client.get("/ready").status_code == 503
        server.start()
        assert client.get("/ready").status_code == 200


# ---- several at once ----


def at_once(*works: Callable[[], object]) -> list[object]:
    """What each gives; all begin together."""
    together = threading.Barrier(len(works))

    def begin(work: Callable[[], object]) -> object:
        together.wait()
        return work()

    with ThreadPoolExecutor(len(works)) as pool:
        return [done.result(PATIENCE) for done in [pool.submit(begin, work) for work in works]]


def test_two_ingests_of_different_documents_are_whole(
    neo4j_engine: Engine, neo4j_server: Login, tmp_path: Path
) -> None:
    plans = [short_plan(number) for number in range(40)]
    with neo4j_engine.open() as store, opened(neo4j_server) as other:
        at_once(
            lambda: [store.replace_document(graph) for graph in plans[::2]],
            lambda: [other.replace_document(graph) for graph in plans[1::2]],
        )
        assert_like_a_fresh_load(neo4j_engine, store, plans, tmp_path)
        assert store.read("store/state")[0]["revision"] == 40


def test_two_ingests_of_the_same_documents_are_one(
    neo4j_engine: Engine, neo4j_server: Login, tmp_path: Path
) -> None:
    plans = [short_plan(number) for number in range(20)]
    with neo4j_engine.open() as store, opened(neo4j_server) as other:
        statuses = at_once(
            lambda: [store.replace_document(graph).status for graph in plans],
            lambda: [other.replace_document(graph).status for graph in plans],
        )
        for left, right in zip(*statuses, strict=True):
            assert {left, right} == {"created", "unchanged"}
        assert_like_a_fresh_load(neo4j_engine, store, plans, tmp_path)
        assert store.read("store/state")[0]["revision"] == 20


@pytest.mark.parametrize("rounds", [10, pytest.param(75, marks=pytest.mark.long)])
def test_removing_a_document_beside_loading_another_of_its_agencies_loses_nothing(
    neo4j_engine: Engine, neo4j_server: Login, tmp_path: Path, rounds: int
) -> None:
    """Both meet the same bodies: one lets them go where nothing holds them, the other names them."""
    left, right = short_plan(1), short_plan(2)
    expected: dict[str, dict[str, list[str]]] = {}
    alone = LadybugEngine(tmp_path)
    for graph in (left, right):
        with alone.open(graph.document.id) as store:
            store.replace_document(graph)
            expected[graph.document.id] = alone.everything(store)
    with neo4j_engine.open() as one, opened(neo4j_server) as other:
        one.replace_document(left)
        for _ in range(rounds):
            for gone, comes in ((left, right), (right, left)):
                at_once(
                    lambda gone=gone: one.remove_document(gone.document.id),  # type: ignore[misc]
                    lambda comes=comes: other.replace_document(comes),  # type: ignore[misc]
                )
                assert neo4j_engine.everything(one) == expected[comes.document.id]
        assert one.read("store/state")[0]["revision"] == 1 + 4 * rounds


def assert_like_a_fresh_load(
    engine: Engine, store: GraphStore, plans: list[DocumentGraph], folder: Path
) -> None:
    other = LadybugEngine(folder)
    with other.open() as fresh:
        fresh.load_many(plans)
        assert engine.everything(store) == other.everything(fresh)


def test_a_bulk_load_that_fails_leaves_nothing(neo4j_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    with neo4j_engine.open() as store:
        store.replace_document(short_plan(1))
        before = neo4j_engine.everything(store)

        def fail(*_: object) -> None:
            raise RuntimeError("in the middle")

        monkeypatch.setattr(UnwindSink, "edges", fail)
        with pytest.raises(RuntimeError, match="in the middle"):
            store.load_many([short_plan(2)])
        assert neo4j_engine.everything(store) == before
        assert store.read("store/state")[0]["revision"] == 1
