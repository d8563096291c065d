"""Keys, sessions, and whose requests are answered."""

from __future__ import annotations

import logging
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.config.keys import BadKey, Keyring, digest_of, named_key, new_secret, read_keys
from api.config.local_key import ensure_local_key, known_local_key
from api.web.sessions import SECONDS, Sessions
from api.web.token_bucket import TokenBuckets
from graph.store import GraphStore
from tests.api.http.conftest import HERE, filled
from tests.api.http.writing import AS_WRITER, BARE, DOCUMENTS, KEYS, QUERIER, READER, WRITER, over

TEXT = {"content-type": "text/plain"}
AS_BROWSER = {"accept": "text/html,*/*;q=0.8"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """One server for all that is refused: its graph stays empty."""
    with filled(tmp_path_factory.mktemp("refusing")) as store:
        yield over(store)


@pytest.fixture
def refusing(server: TestClient) -> TestClient:
    """Its client, without a session."""
    server.cookies.clear()
    return server


def send(client: TestClient, headers: dict[str, str], url: str = DOCUMENTS) -> tuple[int, str]:
    """The status and the type of the problem of a write with these headers."""
    answer = client.post(url, content=BARE.encode(), headers=TEXT | headers)
    return answer.status_code, answer.json().get("type", "").rpartition(":")[2]


def session(client: TestClient, secret: str) -> None:
    answer = client.post("/session", data={"key": secret}, headers={"origin": HERE})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


@pytest.mark.parametrize(
    ("shown", "status", "type"),
    [
        (None, 401, "no-key"),
        ("Bearer", 401, "no-key"),
        ("Bearer ", 401, "no-key"),
        (f"Bearer {new_secret()}", 401, "no-key"),
        (f"Bearer {WRITER[:-1]}", 401, "no-key"),
        (f"Bearer {WRITER}x", 401, "no-key"),
        (f"Bearer {digest_of(WRITER)}", 401, "no-key"),
        (f"Basic {WRITER}", 401, "no-key"),
        (f"Bearer {READER}", 403, "wrong-scope"),
        (f"Bearer {QUERIER}", 403, "wrong-scope"),
        (f"Bearer {WRITER}", 200, ""),
        (f"bearer  {WRITER}", 200, ""),
    ],
    ids=[
        *("none", "no secret", "empty secret", "unknown", "cut", "longer", "digest", "basic"),
        *("reader", "querier", "writer", "small letters"),
    ],
)
def test_writing_needs_a_key_for_it(empty: GraphStore, shown: str | None, status: int, type: str) -> None:
    client = over(empty)
    headers = {} if shown is None else {"authorization": shown}
    assert send(client, headers) == (status, type)
    assert len(client.get(DOCUMENTS).json()["items"]) == (1 if status == 200 else 0)


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_changing_needs_a_key_before_anything_is_reported(empty: GraphStore, method: str) -> None:
    answer = over(empty).request(method, f"{DOCUMENTS}/d_nothing")
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_every_wrong_key_has_the_same_answer_and_none_is_repeated(
    empty: GraphStore, caplog: pytest.LogCaptureFixture
) -> None:
    client = over(empty)
    wrong = (WRITER[:-1] + "!", new_secret(), "钥匙", "x" * 5_000)
    with caplog.at_level(logging.DEBUG):
        answers = [
            client.post(DOCUMENTS, content=b"", headers={b"authorization": f"Bearer {key}".encode()})
            for key in wrong
        ]
    assert {answer.status_code for answer in answers} == {401}
    reported = [answer.json() | {"request_id": None} for answer in answers]
    assert all(entry == reported[0] for entry in reported)
    assert not any(key in caplog.text + answers[0].text for key in wrong)


def test_a_wrong_key_is_refused_where_none_is_needed(empty: GraphStore) -> None:
    client = over(empty)
    assert client.get(DOCUMENTS).status_code == 200
    assert client.get(DOCUMENTS, headers={"authorization": "Bearer x"}).status_code == 401


def test_beyond_this_machine_reading_needs_a_key_too(empty: GraphStore) -> None:
    client = over(empty, host="0.0.0.0")
    for path in (DOCUMENTS, "/api/v1/ask?q=市公安局有哪些任务", "/"):
        assert client.get(path).status_code == 401
        assert client.get(path, headers={"authorization": f"Bearer {READER}"}).status_code == 200
        assert client.get(path, headers=AS_WRITER).status_code == 403
    for path in ("/health", "/ready", "/static/page.js"):
        assert client.get(path).status_code == 200
    page = client.get("/", headers=AS_BROWSER)
    assert page.status_code == 401
    assert 'action="/session"' in page.text
    assert "/static/page.js" in page.text
    assert over(empty, host="0.0.0.0", open=True).get(DOCUMENTS).status_code == 200
    assert send(over(empty, host="0.0.0.0", open=True), {}) == (401, "no-key")


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("192.168.1.5:8765", 200),
        ("[fe80::1]", 200),
        ("plans.example:8765", 200),
        ("PLANS.EXAMPLE", 200),
        ("localhost", 200),
        ("evil.example", 400),
        ("plans.example.evil.example", 400),
        ("192.168.1.5.evil.example", 400),
        ("", 400),
    ],
)
def test_beyond_this_machine_addresses_and_named_hosts_will_do(
    empty: GraphStore, host: str, status: int
) -> None:
    client = over(empty, host="0.0.0.0", open=True, hosts="plans.example")
    assert client.get("/health", headers={"host": host}).status_code == status


def test_a_key_is_exchanged_for_a_cookie_that_no_script_reads(empty: GraphStore) -> None:
    client = over(empty)
    answer = client.post("/session", data={"key": WRITER}, headers={"origin": HERE})
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("dutygraph-8765=")
    assert {"httponly", "path=/", "samesite=strict"} <= {part.strip().lower() for part in cookie.split(";")}
    assert WRITER not in cookie
    assert send(client, {"origin": HERE}) == (200, "")
    token = client.cookies["dutygraph-8765"]
    assert client.delete("/session", headers={"origin": HERE}).status_code == 204
    client.cookies.set("dutygraph-8765", token)
    assert send(client, {"origin": HERE}) == (401, "no-key")


def test_a_client_may_begin_a_session_with_the_header(empty: GraphStore) -> None:
    client = over(empty)
    assert client.post("/session", headers=AS_WRITER).status_code == 303
    assert send(client, {"origin": HERE}) == (200, "")


@pytest.mark.parametrize(
    ("data", "headers", "status"),
    [
        ({"key": "dg_wrong"}, {"origin": HERE}, 401),
        ({}, {"origin": HERE}, 401),
        ({"key": WRITER}, {}, 403),
        ({"key": WRITER}, {"origin": "http://evil.example"}, 403),
        ({"key": "x" * 5_000}, {"origin": HERE}, 413),
    ],
)
def test_no_session_without_the_key_and_the_page(
    refusing: TestClient, data: dict[str, str], headers: dict[str, str], status: int
) -> None:
    answer = refusing.post("/session", data=data, headers=headers)
    assert (answer.status_code, "set-cookie" in answer.headers) == (status, False)


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "null",
        "",
        "http://evil.example",
        "http://127.0.0.1:9999",
        "http://127.0.0.1",
        "http://127.0.0.1:8765.evil.example",
        "http://evil.example/127.0.0.1:8765",
        "http://x@127.0.0.1:8765",
        "ftp://127.0.0.1:8765",
    ],
)
def test_a_session_writes_only_from_its_own_page(refusing: TestClient, origin: str | None) -> None:
    session(refusing, WRITER)
    assert send(refusing, {} if origin is None else {"origin": origin}) == (403, "foreign-origin")
    assert refusing.get(DOCUMENTS).json()["items"] == []


def test_a_page_of_another_site_writes_with_no_key_either(empty: GraphStore) -> None:
    assert send(over(empty), {**AS_WRITER, "origin": "http://evil.example"}) == (403, "foreign-origin")


def test_a_session_has_the_scopes_of_its_key(empty: GraphStore) -> None:
    client = over(empty)
    session(client, READER)
    assert send(client, {"origin": HERE}) == (403, "wrong-scope")


def test_a_session_ends_by_itself() -> None:
    now = [0.0]
    sessions = Sessions(lambda: now[0])
    token = sessions.begin(named_key("office", new_secret(), ["read"]))
    now[0] = SECONDS - 1
    assert sessions.holder(token) is not None
    now[0] = SECONDS + 1
    assert sessions.holder(token) is None
    assert sessions.holder("other") is None


def test_of_too_many_sessions_the_oldest_go() -> None:
    sessions = Sessions()
    key = named_key("office", new_secret(), ["read"])
    tokens = [sessions.begin(key) for _ in range(1_001)]
    assert sessions.holder(tokens[0]) is None
    assert sessions.holder(tokens[1]) is key


def test_uploads_are_limited_for_each_key_and_not_for_this_machines_user(empty: GraphStore) -> None:
    local = new_secret()
    client = over(empty, local, uploads_per_minute=2)
    assert [send(client, AS_WRITER)[0] for _ in range(2)] == [200, 200]
    answer = client.post(DOCUMENTS, content=BARE.encode(), headers=TEXT | AS_WRITER)
    assert (answer.status_code, answer.json()["type"]) == (429, "urn:dutygraph:problem:too-often")
    assert 1 <= int(answer.headers["retry-after"]) <= 30
    for _ in range(4):
        assert send(client, {"authorization": f"Bearer {local}"}) == (200, "")


def test_questions_are_limited_for_each_address(empty: GraphStore) -> None:
    client = over(empty, questions_per_minute=2)
    url = "/api/v1/ask?q=市公安局有哪些任务"
    assert [client.get(url).status_code for _ in range(3)] == [200, 200, 429]
    assert client.get(url, headers={"authorization": f"Bearer {READER}"}).status_code == 200
    assert client.get("/", headers=AS_BROWSER).status_code == 429
    assert client.get(DOCUMENTS).status_code == 200


def test_a_rate_fills_again_by_the_minute() -> None:
    now = [0.0]
    rate = TokenBuckets(6, lambda: now[0])
    assert [rate.take("a") for _ in range(7)] == [0] * 6 + [10]
    assert rate.take("b") == 0
    now[0] = 9.0
    assert rate.take("a") == 1
    now[0] = 10.0
    assert [rate.take("a"), rate.take("a")] == [0, 10]
    now[0] = 1_000_000.0
    assert [rate.take("a") for _ in range(7)] == [0] * 6 + [10]
    assert [TokenBuckets(0).take("a") for _ in range(100)] == [0] * 100


def test_the_setting_holds_hashes_by_which_keys_are_known() -> None:
    secret = new_secret()
    key = named_key("office", secret, ["write", "read"])
    assert key.line() == f"office:{digest_of(secret)}:read,write"
    assert read_keys(f"  {key.line()}\n{KEYS}")[0] == key
    assert Keyring(read_keys(key.line())).holder(secret) == key
    assert Keyring(read_keys(key.line())).holder(key.digest) is None
    assert re.fullmatch(r"dg_[\w-]{43}", secret)


@pytest.mark.parametrize(
    "setting",
    [
        "office",
        "office:abc:read",
        f"office:{'0' * 64}",
        f"office:{'0' * 64}:",
        f"office:{'0' * 64}:all",
        f"local:{'0' * 64}:read",
        f"off/ice:{'0' * 64}:read",
        f":{'0' * 64}:read",
        f"a:{'0' * 64}:read a:{'1' * 64}:read",
    ],
)
def test_a_setting_that_holds_no_keys_is_refused_without_repeating_it(setting: str) -> None:
    with pytest.raises(BadKey) as refused:
        read_keys(setting)
    assert "0000" not in str(refused.value)


@pytest.mark.skipif(os.name == "nt", reason="rights of files are those of POSIX")
def test_the_local_key_is_made_once_for_each_graph_and_for_its_user_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    store = str(tmp_path / "a.lbug")
    assert known_local_key(store) is None
    key, stored = ensure_local_key(store)
    assert stored
    assert ensure_local_key(f"ladybug:{store}") == (key, True)
    assert known_local_key(store) == key
    assert ensure_local_key(str(tmp_path / "b.lbug"))[0] != key
    (first, second) = (tmp_path / "state" / "dutygraph" / "keys").iterdir()
    assert {stat.S_IMODE(file.stat().st_mode) for file in (first, second)} == {0o600}
    for file in (first, second):
        file.chmod(0o644)
    assert known_local_key(store) is None  # others may have read it
    assert ensure_local_key(store)[0] != key


def test_where_a_key_cannot_be_kept_it_holds_for_one_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "state").write_text("a file, where there should be a folder")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    key, stored = ensure_local_key("a.lbug")
    assert not stored
    assert ensure_local_key("a.lbug")[0] != key
    assert known_local_key("a.lbug") is None
