"""Answers of the API are kept as they were sent, until the graph changes, for whoever may read them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.web.response_cache import ResponseCache
from core.rows import Row, Value
from graph.store import GraphStore
from tests.api.http.conftest import HERE
from tests.api.http.plans import CITY_2016, CITY_2024, OTHER_CITY, agency_of, graph_of, region_of
from tests.api.http.test_list_details import store_of
from tests.api.http.writing import READER, over

POLICE = agency_of(region_of("云州市", "990100"), "市公安局").id
TASKS = f"/api/v1/agencies/{POLICE}/tasks?limit=2"
STATE = "store/state"


@pytest.fixture
def spied(serve: Callable[..., TestClient], monkeypatch: pytest.MonkeyPatch) -> tuple[TestClient, list[str]]:
    """A client of a server over two plans, and the queries that its store is asked from now on."""
    client = serve(CITY_2016, CITY_2024)
    client.get("/api/v1/tasks")  # opens the store
    store, request = store_of(client), list[str]()
    read = store.read

    def spying(query: str, parameters: Mapping[str, Value] | None = None) -> list[Row]:
        request.append(query)
        return read(query, parameters or {})

    monkeypatch.setattr(store, "read", spying)
    return client, request


@pytest.mark.parametrize(
    "url",
    [
        TASKS,
        "/api/v1/tasks?facets=role",
        "/api/v1/agencies",
        f"/api/v1/agencies/{POLICE}/partners",
        "/api/v1/campaigns",
        "/api/v1/documents",
        "/api/v1/regions",
        "/api/v1/changes",
        "/api/v1/queries/agencies/busiest?limit=3",
        "/api/v1/load",
        "/api/v1/network",
        "/api/v1/compare/years?left=2016&right=2024",
    ],
)
def test_an_answer_is_given_again_without_a_look_at_the_graph(
    spied: tuple[TestClient, list[str]], url: str
) -> None:
    client, request = spied
    first = client.get(url)
    assert first.status_code == 200, first.text
    assert set(request) > {STATE}
    del request[:]
    again = client.get(url)
    assert request == [STATE]
    assert (again.status_code, again.content) == (200, first.content)
    assert of_the_answer(again.headers) == of_the_answer(first.headers)


def of_the_answer(headers: Mapping[str, str]) -> dict[str, Any]:
    """All but the number of the request."""
    return {name: value for name, value in headers.items() if name != "x-request-id"}


def test_a_write_makes_it_anew(spied: tuple[TestClient, list[str]]) -> None:
    client, _ = spied
    before = client.get("/api/v1/documents").json()
    store_of(client).replace_document(graph_of(OTHER_CITY))
    after = client.get("/api/v1/documents").json()
    assert len(after["items"]) == len(before["items"]) + 1
    assert after["as_of"] > before["as_of"]


def test_what_the_address_says_is_heeded(client: TestClient) -> None:
    """The host, too: `next` is a whole URL."""
    entry = client.get(TASKS).json()
    assert client.get(TASKS.replace("limit=2", "limit=1")).json()["limit"] == 1
    localhost = client.get(TASKS, headers={"host": "localhost:8765"}).json()
    assert entry["items"] == localhost["items"]
    assert entry["next"].startswith(HERE)
    assert localhost["next"] == entry["next"].replace(HERE, "http://localhost:8765")


def test_who_holds_the_same_is_reported_so(client: TestClient) -> None:
    etag = client.get(TASKS).headers["etag"]
    assert client.get(TASKS).headers["etag"] == etag
    assert client.get(TASKS, headers={"if-none-match": etag}).status_code == 304


def test_it_is_packed_for_those_who_take_that_alone(client: TestClient) -> None:
    whole = client.get("/api/v1/tasks", headers={"accept-encoding": "identity"})
    packed = client.get("/api/v1/tasks", headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in whole.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert client.get("/api/v1/tasks", headers={"accept-encoding": "identity"}).content == packed.content


def test_it_is_for_those_who_may_read(held: GraphStore) -> None:
    client = over(held, host="0.0.0.0")
    client.base_url = HERE
    reader = {"authorization": f"Bearer {READER}"}
    assert client.get(TASKS).status_code == 401
    assert client.get(TASKS, headers=reader).status_code == 200
    assert client.get(TASKS).status_code == 401
    assert client.get(TASKS, headers=reader).status_code == 200


def test_what_failed_is_asked_again(spied: tuple[TestClient, list[str]]) -> None:
    client, request = spied
    for _ in range(2):
        del request[:]
        assert client.get("/api/v1/agencies/none/tasks").status_code == 404
        assert len(request) > 1


def test_the_longest_unused_go_first(serve: Callable[..., TestClient]) -> None:
    client, cache = serve(CITY_2016, CITY_2024), ResponseCache(20_000)
    client.app.state.typed = replace(client.app.state.typed, responses=cache)  # type: ignore[attr-defined]
    for number in range(1, 31):
        assert client.get(f"/api/v1/tasks?limit={number}").json()["limit"] == number
    assert 1 < len(cache.stored.entries) < 30
    assert cache.stored.entries.currsize <= 20_000
