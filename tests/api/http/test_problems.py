"""Failures: problem+json with stable types, pages for browsers, and nothing of the inside in either."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.resources import files

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.config.settings import Settings
from api.web.problems import KINDS
from core.errors import StoreBusy, StoreDamaged, StoreError, StoreUnavailable, StoreVersionMismatch
from core.rows import Row, Value
from graph.store import GraphStore
from tests.api.http.conftest import HERE
from tests.api.http.plans import HOSTILE_PLAN, Plan

AS_BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def test_each_kind_of_error_has_a_type_of_its_own_name() -> None:
    statuses = {kind.name: kind.status for _, kind in KINDS}
    assert statuses == {
        "unknown-record": 404,
        "unknown-query": 404,
        "ambiguous-name": 422,
        "bad-parameter": 422,
        "bad-request": 400,
        "unreadable-file": 422,
        "record-exists": 409,
        "revision-changed": 412,
        "no-key": 401,
        "wrong-scope": 403,
        "foreign-origin": 403,
        "too-often": 429,
        "too-large": 413,
        "wrong-media-type": 415,
        "no-precondition": 428,
        "statement-refused": 422,
        "statement-failed": 422,
        "limit-reached": 422,
        "too-busy": 503,
        "store-busy": 503,
        "store-damaged": 503,
        "store-version": 503,
        "store-unavailable": 503,
    }


@pytest.mark.parametrize(
    ("path", "type"),
    [
        ("/api/v1/agencies/a_aaaaaaaaaaaaaaaa", "unknown-record"),
        ("/api/v1/agencies/a_aaaaaaaaaaaaaaaa/tasks", "unknown-record"),
        ("/api/v1/tasks/t_aaaaaaaaaaaaaaaa", "unknown-record"),
        ("/api/v1/campaigns/c_aaaaaaaaaaaaaaaa", "unknown-record"),
        ("/api/v1/campaigns/剑网/tasks", "unknown-record"),
        ("/api/v1/documents/d_aaaaaaaaaaaaaaaa", "unknown-record"),
        ("/api/v1/documents/%00/text", "unknown-record"),
        ("/api/v1/queries/no/such", "unknown-query"),
        ("/api/v1/nothing", "not-found"),
        ("/static/nothing.css", "not-found"),
    ],
)
def test_what_is_not_there_is_404(client: TestClient, path: str, type: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    message = answer.json()
    assert message["type"] == f"urn:dutygraph:problem:{type}"
    assert message["status"] == 404
    assert message["title"]
    assert message["detail"]
    assert message["instance"].startswith("/")


@pytest.mark.parametrize("up", ["%2e%2e/", "..%2f", "%2e%2e%2f"])
def test_no_file_is_served_from_above_the_static_folder(client: TestClient, up: str) -> None:
    """Written so, the way up is no business of the client's, and comes to the server as it is."""
    assert files("api").joinpath("static", "..", "app.py").is_file()
    assert client.get("/static/page.css").status_code == 200
    answer = client.get(f"/static/{up}app.py")
    assert answer.status_code == 404
    assert answer.json()["instance"] == "/static/../app.py"


def test_another_method_is_405_and_says_which_are_allowed(client: TestClient) -> None:
    answer = client.post("/api/v1/tasks")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET"
    assert answer.json()["type"] == "urn:dutygraph:problem:method-not-allowed"
    assert client.put("/api/v1/documents").headers["allow"] == "GET, POST"
    assert client.put("/api/v1/documents/d_x").headers["allow"] == "DELETE, GET, PATCH"


@pytest.mark.parametrize(
    ("url", "parameter"),
    [
        ("/api/v1/tasks?yaer=2024", "yaer"),
        ("/api/v1/tasks?year=MMXXIV", "year"),
        ("/api/v1/tasks?year=99999999999999999999999", "year"),
        ("/api/v1/tasks?due_before=2024-01-01&due_before=2024-02-01", "due_before"),
        ("/api/v1/tasks?sort=due_on&sort=year", "sort"),
        ("/api/v1/ask?q=市公安局有哪些任务&year=2016&year=2024", "year"),
        ("/api/v1/tasks?role=leader", "role"),
        ("/api/v1/tasks?role=lead&role=boss", "role"),
        ("/api/v1/tasks?q=a&q=b", "q"),
        ("/api/v1/tasks?due_before=2024-02-30", "due_before"),
        ("/api/v1/tasks?due_before=1700000000", "due_before"),
        ("/api/v1/tasks?issued_to=2024", "issued_to"),
        ("/api/v1/tasks?due=soon", "due"),
        ("/api/v1/tasks?collective=maybe", "collective"),
        ("/api/v1/tasks?scope=all", "scope"),
        ("/api/v1/tasks?facets=colour", "facets"),
        ("/api/v1/tasks?sort=text", "sort"),
        ("/api/v1/tasks?system=没有这条线", "system"),
        ("/api/v1/tasks?offset_unit=bytes", "offset_unit"),
        ("/api/v1/regions?region=没有这个市", "region"),
        ("/api/v1/changes?since=-1", "since"),
        ("/api/v1/tasks?limit=0", "limit"),
        ("/api/v1/tasks?limit=501", "limit"),
        ("/api/v1/tasks?q=", "q"),
        ("/api/v1/tasks?q=" + "长" * 201, "q"),
        ("/api/v1/tasks?region=没有这个市", "region"),
        ("/api/v1/tasks?agency=没有这个局", "agency"),
        ("/api/v1/tasks?agency=a_aaaaaaaaaaaaaaaa", "agency"),
        ("/api/v1/tasks?campaign=没有这个行动", "campaign"),
        ("/api/v1/tasks?document=d_aaaaaaaaaaaaaaaa", "document"),
        ("/api/v1/agencies?year=2024", "year"),
        ("/api/v1/agencies?system=没有这条线", "system"),
        ("/api/v1/agencies/a_aaaaaaaaaaaaaaaa?full=1", "full"),
        ("/api/v1/campaigns?basis=sole", "basis"),
        ("/api/v1/documents?agency=市公安局", "agency"),
        ("/api/v1/ask", "q"),
        ("/api/v1/ask?q=", "q"),
        ("/api/v1/ask?q=市公安局有哪些任务&region=没有这个市", "region"),
        ("/api/v1/queries?q=tasks", "q"),
        ("/api/v1/queries/tasks/get", "task"),
        ("/api/v1/queries/tasks/get?task=a&task=b", "task"),
        ("/api/v1/queries/tasks/get?task=a&job=b", "job"),
        ("/api/v1/queries/tasks/list?limit=501", "limit"),
        ("/api/v1/queries/tasks/list?limit=-1", "limit"),
        ("/health?full=1", "full"),
        ("/ready?full=1", "full"),
    ],
)
def test_a_parameter_that_cannot_be_used_is_422_and_named(
    client: TestClient, url: str, parameter: str
) -> None:
    answer = client.get(url)
    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    message = answer.json()
    assert message["type"] == "urn:dutygraph:problem:bad-parameter"
    assert [error["parameter"] for error in message["errors"]] == [parameter]
    assert parameter in message["detail"]


def test_every_wrong_parameter_is_named_at_once(client: TestClient) -> None:
    message = client.get("/api/v1/tasks?limit=x&year=y&colour=red").json()
    assert {error["parameter"] for error in message["errors"]} == {"limit", "year", "colour"}


def test_an_ambiguous_name_is_422_with_the_candidates(client: TestClient) -> None:
    answer = client.get("/api/v1/tasks?agency=市市场监管局")
    assert answer.status_code == 422
    message = answer.json()
    assert message["type"] == "urn:dutygraph:problem:ambiguous-name"
    assert {(each["name"], each["region"]) for each in message["candidates"]} == {
        ("市市场监管局", "云州市"),
        ("市市场监管局", "海宁州市"),
    }
    chosen = message["candidates"][0]["id"]
    assert client.get(f"/api/v1/tasks?agency={chosen}").json()["total"] > 0


def test_a_region_beside_it_makes_a_name_plain(client: TestClient) -> None:
    assert client.get("/api/v1/tasks?agency=市市场监管局&region=海宁州市").json()["total"] == 1


@pytest.mark.parametrize(
    ("error", "type"),
    [
        (StoreUnavailable("图库打不开"), "store-unavailable"),
        (StoreBusy("图库被进程 42 占用"), "store-busy"),
        (StoreDamaged("不是图库文件"), "store-damaged"),
        (StoreVersionMismatch("图库是另一版本写的"), "store-version"),
    ],
)
def test_a_store_that_is_away_is_503_in_the_api_and_a_page_in_a_browser(
    monkeypatch: pytest.MonkeyPatch, error: StoreError, type: str
) -> None:
    def away(*_: object, **__: object) -> GraphStore:
        raise error

    monkeypatch.setattr("api.app.open_graph", away)
    with TestClient(create_app(Settings()), base_url=HERE) as client:
        assert client.get("/health").json() == {"status": "ok"}
        for path in ("/ready", "/api/v1/tasks", "/api/v1/ask?q=市公安局有哪些任务"):
            answer = client.get(path)
            assert answer.status_code == 503
            assert answer.json()["type"] == f"urn:dutygraph:problem:{type}"
            assert answer.json()["detail"] == str(error)
        page = client.get("/", headers=AS_BROWSER)
        assert page.status_code == 503
        assert str(error) in page.text
        assert page.headers["content-type"].startswith("text/html")


def test_a_store_that_comes_back_is_used_and_closed_at_the_end(
    monkeypatch: pytest.MonkeyPatch, held: GraphStore
) -> None:
    tries: list[str] = []
    closed: list[bool] = []

    class Lent:
        """The store of the session, whose closing is only noted."""

        def read(self, query: str, parameters: Mapping[str, Value] | None = None) -> list[Row]:
            return held.read(query, parameters)

        def close(self) -> None:
            closed.append(True)

    def late(settings: Settings, *, address: str) -> Lent:
        tries.append(settings.store)
        assert address == "http://127.0.0.1:8765"
        if len(tries) == 1:
            raise StoreUnavailable("还没有来")
        return Lent()

    monkeypatch.setattr("api.app.open_graph", late)
    with TestClient(create_app(Settings(store="later.lbug")), base_url=HERE) as client:
        assert client.get("/ready").status_code == 503
        assert client.get("/ready").status_code == 200
        assert client.get("/ready").status_code == 200
    assert tries == ["later.lbug", "later.lbug"]
    assert closed == [True]


def test_an_unexpected_error_is_500_and_says_nothing_of_the_inside(
    monkeypatch: pytest.MonkeyPatch, held: GraphStore
) -> None:
    def broken(*_: object, **__: object) -> object:
        raise RuntimeError("secret of the inside")

    monkeypatch.setattr("api.routes.tasks.task_page", broken)
    app = create_app(Settings(), held)
    with TestClient(app, base_url=HERE, raise_server_exceptions=False) as client:
        answer = client.get("/api/v1/tasks")
    assert answer.status_code == 500
    assert answer.json()["type"] == "urn:dutygraph:problem:internal"
    assert "secret" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_a_browser_gets_a_page_for_an_address_that_is_not_there(client: TestClient) -> None:
    answer = client.get("/no/such/page", headers=AS_BROWSER)
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert "没有这个地址" in answer.text
    assert client.get("/api/v1/no", headers=AS_BROWSER).headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "10.0.0.1:8765", "", "[::1", "0.0.0.0"]
)
def test_a_request_for_another_host_is_refused(client: TestClient, host: str) -> None:
    answer = client.get("/health", headers={"host": host})
    assert answer.status_code == 400
    assert answer.json()["type"] == "urn:dutygraph:problem:bad-host"


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8765", "127.0.0.1", "[::1]:8765", "[::1]"])
def test_any_name_of_this_machine_will_do(client: TestClient, host: str) -> None:
    assert client.get("/health", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "path", ["/", "/health", "/api/v1/tasks", "/api/v1/tasks?x=1", "/static/page.css", "/no", "/openapi.json"]
)
def test_every_answer_carries_the_headers_that_keep_a_browser_safe(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["content-security-policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_what_the_client_holds_already_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/api/v1/tasks?year=2024")
    etag = first.headers["etag"]
    again = client.get("/api/v1/tasks?year=2024", headers={"if-none-match": f'"other", W/{etag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    assert client.get("/api/v1/tasks?year=2024", headers={"if-none-match": '"other"'}).status_code == 200


def test_a_write_changes_the_etag(serve: Callable[..., TestClient]) -> None:
    client = serve()
    before = client.get("/api/v1/tasks").headers["etag"]
    store: GraphStore = client.app.state.typed.store.get()  # type: ignore[attr-defined]
    _load(store, HOSTILE_PLAN)
    after = client.get("/api/v1/tasks", headers={"if-none-match": before})
    assert after.status_code == 200
    assert after.headers["etag"] != before


def _load(store: GraphStore, plan: Plan) -> None:
    from tests.api.http.plans import graph_of

    store.replace_document(graph_of(plan))
