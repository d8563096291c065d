"""The reading routes: orders, facets, places, partners, names, changes, offsets."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient

from graph.store import GraphStore
from tests.api.http.plans import (
    CITY_2016,
    CITY_2024,
    MARKET,
    OTHER_CITY,
    agency_of,
    graph_of,
    region_of,
)

CITY = region_of("云州市", "990100")
POLICE = agency_of(CITY, "市公安局")


def got(client: TestClient, url: str) -> Any:
    """The JSON of an answer that must be 200."""
    answer = client.get(url)
    assert answer.status_code == 200, answer.text
    return answer.json()


def store_of(client: TestClient) -> GraphStore:
    """The store behind a client."""
    store: GraphStore = client.app.state.typed.store.get()  # type: ignore[attr-defined]
    return store


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("year=2016&year=2024", 7),
        ("region=云州市&region=990200", 7),
        ("campaign=剑网&campaign=铁拳", 4),
        ("campaign=剑网&edition=2016", 1),
        ("edition=2016&edition=2024", 4),
        ("basis=named&basis=sole", 6),
        ("system=市场监管", 4),
        ("system=市场监管&role=joint", 1),
        ("collective=only", 1),
        ("collective=only&role=lead", 0),
        ("collective=exclude", 7),
        ("issued_from=2024-03-01", 5),
        ("issued_to=2024-02-29", 2),
        ("due=none", 7),
        ("due=ongoing", 0),
        ("due_before=2030-01-01", 0),
        (f"document={graph_of(CITY_2016).document.id}&document={graph_of(OTHER_CITY).document.id}", 3),
        ("region=云州市&scope=subtree", 6),
    ],
)
def test_each_filter_narrows_tasks(client: TestClient, query: str, total: int) -> None:
    page = got(client, f"/api/v1/tasks?{query}")
    assert (page["total"], len(page["items"])) == (total, total)


@pytest.mark.parametrize(
    ("path", "sorts", "key"),
    [
        ("/api/v1/tasks", ["due_on", "-due_on", "year", "-year", "-sort_key"], "id"),
        ("/api/v1/agencies", ["name", "-name", "-sort_key"], "id"),
        ("/api/v1/campaigns", ["-sort_key"], "id"),
        (
            "/api/v1/documents",
            ["issued_on", "-issued_on", "ingested_at", "-ingested_at", "-sort_key"],
            "id",
        ),
    ],
)
def test_in_every_order_each_row_stands_on_one_page(
    client: TestClient, path: str, sorts: list[str], key: str
) -> None:
    plain = [item[key] for item in got(client, f"{path}?limit=500")["items"]]
    for sort in sorts:
        whole = [item[key] for item in got(client, f"{path}?limit=500&sort={sort}")["items"]]
        paged = []
        url = f"{path}?limit=2&sort={sort}"
        while url is not None:
            page = got(client, url)
            assert page["sort"] == sort
            paged += [item[key] for item in page["items"]]
            url = page["next"]
        assert paged == whole
        assert sorted(whole) == sorted(plain)
        if sort == "-sort_key":
            assert whole == plain[::-1]


def test_orders_are_by_what_they_say(client: TestClient) -> None:
    assert [item["year"] for item in got(client, "/api/v1/tasks?sort=-year")["items"]] == [2024] * 5 + [
        2016
    ] * 2
    names = [item["name"] for item in got(client, "/api/v1/agencies?sort=name")["items"]]
    assert names == sorted(names)


def test_a_row_that_no_replacement_touches_is_met_once(serve: Callable[..., TestClient]) -> None:
    client = serve(CITY_2016, CITY_2024, OTHER_CITY)
    store = store_of(client)
    untouched = {task.id for plan in (CITY_2016, OTHER_CITY) for task in graph_of(plan).tasks}
    shorter = replace(CITY_2024, items=CITY_2024.items[:2])
    seen: list[str] = []
    url: str | None = "/api/v1/tasks?limit=1"
    turn = 0
    while url is not None:
        page = got(client, url)
        seen += [item["id"] for item in page["items"]]
        url = page["next"]
        turn += 1
        store.replace_document(graph_of(shorter if turn % 2 else CITY_2024))
    assert {id for id in seen if seen.count(id) > 1} == set()
    assert untouched <= set(seen)
    assert turn > 3


def test_facets_come_only_when_asked(client: TestClient) -> None:
    assert "facets" not in got(client, "/api/v1/tasks")
    facets = got(client, "/api/v1/tasks?facets=role,year&facets=region,campaign")["facets"]
    assert {each["value"]: each["tasks"] for each in facets["role"]} == {
        "lead": 6,
        "assist": 4,
        "joint": 1,
        "supervise": 1,
    }
    assert {each["value"]: each["tasks"] for each in facets["year"]} == {2016: 2, 2024: 5}
    assert {each["name"]: each["tasks"] for each in facets["region"]} == {"云州市": 6, "海宁州市": 1}
    assert {each["name"]: each["tasks"] for each in facets["campaign"]} == {"剑网": 2, "铁拳": 2}


def test_facets_of_an_agency_tell_its_own_roles(client: TestClient) -> None:
    facets = got(client, f"/api/v1/agencies/{POLICE.id}/tasks?facets=role")["facets"]
    assert {each["value"]: each["tasks"] for each in facets["role"]} == {"assist": 2, "joint": 1}


def test_partners_are_counted_with_roles_and_campaigns_and_without_collectives(client: TestClient) -> None:
    page = got(client, f"/api/v1/agencies/{POLICE.id}/partners")
    partners = {each["agency"]: each for each in page["items"]}
    assert set(partners) == {"市文广新局", "市委宣传部", "市网信办", "市市场监管局"}
    assert page["total"] == 4
    assert partners["市委宣传部"]["by_role"] == [{"role": "assist", "partner_role": "lead", "tasks": 1}]
    assert [each["campaign"] for each in partners["市委宣传部"]["campaigns"]] == ["剑网"]
    only = got(client, f"/api/v1/agencies/{POLICE.id}/partners?collective=only")["items"]
    assert [each["agency"] for each in only] == ["各有关部门"]


def test_regions_and_systems_are_listed(client: TestClient) -> None:
    regions = got(client, "/api/v1/regions")["items"]
    assert [(each["name"], each["code"]) for each in regions] == [
        ("云州市", "990100"),
        ("海宁州市", "990200"),
    ]
    assert got(client, "/api/v1/regions?q=海宁")["total"] == 1
    assert got(client, "/api/v1/regions?region=990100&scope=subtree")["items"][0]["documents"] == 2
    (system,) = got(client, "/api/v1/systems")["items"]
    assert (system["id"], system["agencies"], system["succeeded_by"]) == (MARKET.id, 2, [])


def test_names_are_resolved_with_score_and_reason(client: TestClient) -> None:
    names = ["市公安局", "海宁州市公安局", "公安局", "市市场监官局", "外星人"]
    answer = client.post("/api/v1/resolve", json={"names": names, "region": "云州市"})
    assert answer.status_code == 200, answer.text
    exact, placed, levelless, slip, unknown = (each["matches"] for each in answer.json()["items"])
    assert (exact[0]["agency_id"], exact[0]["score"]) == (POLICE.id, 100)
    assert (placed[0]["region"], placed[0]["score"] < 100) == ("海宁州市", True)
    assert (levelless[0]["agency"], levelless[0]["score"] < 100) == ("市公安局", True)
    assert slip[0]["agency"] == "市市场监管局"
    assert all(each["reason"] for each in (*exact, *placed, *levelless, *slip))
    assert unknown == []


@pytest.mark.parametrize("body", [{}, {"names": []}, {"names": [5]}, {"names": ["a"], "x": 1}, [], "x"])
def test_names_that_are_none_are_refused(client: TestClient, body: object) -> None:
    answer = client.post("/api/v1/resolve", json=body)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")


def test_a_body_that_cannot_be_read_is_400(client: TestClient) -> None:
    answer = client.post(
        "/api/v1/resolve", content=b"\xff\xfe{", headers={"content-type": "application/json"}
    )
    assert (answer.status_code, answer.json()["type"]) == (400, "urn:dutygraph:problem:bad-request")


def test_changes_tell_what_came_went_and_changed(serve: Callable[..., TestClient]) -> None:
    client = serve(CITY_2024)
    before = got(client, "/api/v1/tasks")["as_of"]
    assert got(client, f"/api/v1/changes?since={before}")["items"] == []
    store_of(client).replace_document(graph_of(replace(CITY_2024, items=CITY_2024.items[:3])))
    (change,) = got(client, f"/api/v1/changes?since={before}")["items"]
    assert (change["event"], change["came"], change["went"], change["changed"]) == ("replaced", 0, 1, 0)
    (task,) = change["tasks"]
    assert (task["change"], task["after"]) == ("went", None)
    assert [duty["agency"] for duty in task["before"]["duties"]] == ["市市场监管局", "市检察院", "市打假办"]
    first = got(client, "/api/v1/changes?limit=1")
    assert first["total"] == 2
    assert got(client, first["next"])["items"] == [change]


def test_offsets_count_utf16_units_where_asked(client: TestClient) -> None:
    graph = graph_of(CITY_2024)
    whole = graph.document.text.encode("utf-16-le")
    task = graph.tasks[3]  # its words hold two characters of two units each
    for url in (f"/api/v1/tasks/{task.id}?offset_unit=utf16", "/api/v1/tasks?q=行刑衔接&offset_unit=utf16"):
        shown = got(client, url)
        shown = shown["items"][0] if "items" in shown else shown
        assert whole[2 * shown["start"] : 2 * shown["end"]].decode("utf-16-le") == task.text
        for agency in shown["responsibilities"]:
            proof = agency["evidence"]
            cut = whole[2 * proof["start"] : 2 * proof["end"]].decode("utf-16-le")
            assert cut == proof["surface"] == got(client, proof["url"])["text"]
    document = got(client, f"/api/v1/documents/{graph.document.id}?offset_unit=utf16")
    assert document["length"] == len(whole) // 2
    text = f"/api/v1/documents/{graph.document.id}/text?offset_unit=utf16"
    assert got(client, text)["length"] == len(whole) // 2
    within = graph.document.text.encode("utf-16-le").index("😀".encode("utf-16-le")) // 2 + 1
    assert client.get(f"{text}&start={within}").status_code == 422


def test_information_is_nothing_to_check(serve: Callable[..., TestClient]) -> None:
    reported = {"severity": "info", "code": "x", "message": "说明", "start": 0, "end": 1}
    client = serve(replace(CITY_2024, diagnostics=[*CITY_2024.diagnostics, reported]))
    (document,) = got(client, "/api/v1/documents")["items"]
    assert document["diagnostic_count"] == 1


def test_large_answers_are_compressed_where_the_client_takes_it(client: TestClient) -> None:
    plain = client.get("/api/v1/tasks", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    with client.stream("GET", "/api/v1/tasks", headers={"accept-encoding": "gzip"}) as answer:
        assert answer.headers["content-encoding"] == "gzip"
        assert "accept-encoding" in answer.headers["vary"].lower()
        assert json.loads(gzip.decompress(b"".join(answer.iter_raw()))) == plain.json()
