"""POST /api/v1/cypher: off unless set, bounded, and no burden to who asks something else meanwhile."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.config.keys import new_secret
from api.config.settings import Settings
from api.models.cypher import CypherLimits
from api.routes.cypher import limits_of
from api.service.cypher_slots import CypherSlots
from api.service.errors import TooBusy
from core.errors import BadParameter
from graph.store import GraphStore, Limits
from tests.api.http.conftest import HERE

PRODUCT = (
    "MATCH (a), (b), (c), (d), (e), (f), (g), (h)"
    " RETURN count(DISTINCT left(a.id + b.id + c.id + d.id + e.id + f.id + g.id + h.id, 1)) AS n"
)
URL = "/api/v1/cypher"


@contextmanager
def running(held: GraphStore, **settings: float) -> Iterator[TestClient]:
    """A client of a server over the three plans that runs statements."""
    set_to = Settings.model_validate({"cypher": True, **settings})
    key = new_secret()
    with TestClient(create_app(set_to, held, key), base_url=HERE) as client:
        client.headers["authorization"] = f"Bearer {key}"
        yield client


@pytest.fixture
def cypher(held: GraphStore) -> Iterator[TestClient]:
    with running(held) as client:
        yield client


def test_it_is_off_unless_a_setting_turns_it_on(client: TestClient, cypher: TestClient) -> None:
    content = {"statement": "RETURN 1 AS n"}
    assert client.post(URL, json=content).status_code == 404
    assert URL not in client.get("/openapi.json").json()["paths"]
    assert cypher.post(URL, json=content).status_code == 200
    assert URL in cypher.get("/openapi.json").json()["paths"]


def test_it_needs_a_key_for_it(cypher: TestClient) -> None:
    del cypher.headers["authorization"]
    assert cypher.post(URL, json={"statement": "RETURN 1 AS n"}).status_code == 401


def test_rows_come_with_columns_limits_and_the_revision(cypher: TestClient) -> None:
    answer = cypher.post(
        URL,
        json={
            "statement": "MATCH (a:Agency)-[:LEADS]->(t:Task {year: $year}) WHERE t.text CONTAINS $q"
            " RETURN a.name AS 单位, date($day) AS day, count(t) AS n ORDER BY 单位",
            "parameters": {"year": 2024, "q": "铁拳", "day": "2024-03-01"},
        },
    )
    assert answer.json() == {
        "columns": ["单位", "day", "n"],
        "rows": [{"单位": "市市场监管局", "day": "2024-03-01", "n": 2}],
        "truncated": False,
        "limits": {"seconds": 5.0, "rows": 1000},
        "as_of": cypher.get("/api/v1/queries/store/state").json()["as_of"],
    }


def test_too_many_rows_are_cut_and_that_is_reported(cypher: TestClient) -> None:
    content = {"statement": "MATCH (a:Agency) RETURN a.id AS id", "limits": {"rows": 2}}
    answer = cypher.post(URL, json=content).json()
    assert (len(answer["rows"]), answer["truncated"], answer["limits"]["rows"]) == (2, True, 2)


def test_what_is_refused_is_named_with_its_place(cypher: TestClient) -> None:
    answer = cypher.post(URL, json={"statement": "MATCH (a)\nDETACH DELETE a"})
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    message = answer.json()
    assert message["type"] == "urn:dutygraph:problem:statement-refused"
    assert message["refused"] == {"words": ") DETACH", "line": 2, "column": 1}
    assert "第 2 行第 1 列" in message["detail"]


def test_limits_have_usual_values_and_the_settings_are_the_most() -> None:
    settings = Settings(cypher_seconds=3, cypher_rows=50, cypher_memory_mb=200)
    assert limits_of(CypherLimits(), settings) == Limits(seconds=3, rows=50, memory_bytes=200 << 20)
    assert limits_of(CypherLimits(), Settings()) == Limits()
    assert limits_of(CypherLimits(seconds=0.5, rows=7), settings).seconds == 0.5
    for request in (CypherLimits(seconds=3.1), CypherLimits(rows=51)):
        with pytest.raises(BadParameter, match="不得大于"):
            limits_of(request, settings)


def test_a_limit_above_the_most_is_named(cypher: TestClient) -> None:
    answer = cypher.post(URL, json={"statement": "RETURN 1 AS n", "limits": {"rows": 10_001}})
    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"parameter": "limits.rows", "detail": "不得大于 10000"}]


def test_others_are_answered_while_statements_run_and_more_statements_are_sent_away(
    held: GraphStore,
) -> None:
    with running(held, cypher_at_once=1) as client:
        slots = CypherSlots(1, wait=60)  # for slow machines
        state = client.app.state  # type: ignore[attr-defined]
        state.typed = replace(state.typed, cypher_slots=slots)
        ended: list[int] = []

        def run_away() -> None:
            answer = client.post(URL, json={"statement": PRODUCT, "limits": {"seconds": 3}})
            assert answer.json()["limit"] == "seconds", answer.text
            ended.append(answer.status_code)

        runaways = [threading.Thread(target=run_away) for _ in range(2)]  # one runs, one waits
        for thread in runaways:
            thread.start()
        _until(lambda: slots._admitted._value == 0)
        answers = [client.get(path) for path in ("/api/v1/tasks", "/api/v1/agencies", "/health")]
        sent_away = client.post(URL, json={"statement": "RETURN 1 AS n"})
        still_running = not ended
        for thread in runaways:
            thread.join()
        assert still_running
        assert [answer.status_code for answer in answers] == [200, 200, 200]
        assert (sent_away.status_code, sent_away.headers["retry-after"]) == (503, "60")
        assert sent_away.json()["type"] == "urn:dutygraph:problem:too-busy"
        assert ended == [422, 422]
        assert client.post(URL, json={"statement": "RETURN 1 AS n"}).status_code == 200


def _until(true: object) -> None:
    assert callable(true)
    deadline = time.monotonic() + 300
    while not true() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert true()


def test_who_waits_too_long_for_a_place_is_sent_away() -> None:
    slots = CypherSlots(1, wait=0.01)
    with slots.taken(), pytest.raises(TooBusy), slots.taken():
        pass
    with slots.taken():
        pass  # every place was given back


def test_writing_beside_statements_works(tmp_path: Path) -> None:
    from tests.api.http.conftest import filled
    from tests.api.http.plans import CITY_2016, CITY_2024, graph_of

    with filled(tmp_path, CITY_2016) as store, running(store) as client:
        content = {"statement": "MATCH (d:Document) RETURN count(d) AS n"}
        assert client.post(URL, json=content).json()["rows"] == [{"n": 1}]
        store.replace_document(graph_of(CITY_2024))
        assert client.post(URL, json=content).json()["rows"] == [{"n": 2}]
