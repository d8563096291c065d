"""One record at a time, and the words that prove it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.api.http.plans import CITY_2016, CITY_2024, OTHER_CITY, agency_of, campaign_of, graph_of, region_of

CITY = region_of("云州市", "990100")


def evidence_in(value: Any) -> Iterator[dict[str, Any]]:
    """Every evidence object within a JSON value."""
    if isinstance(value, dict):
        if set(value) == {"task_id", "document_id", "surface", "start", "end", "url"}:
            yield value
        for part in value.values():
            yield from evidence_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from evidence_in(part)


@pytest.mark.parametrize("plan", [CITY_2016, CITY_2024, OTHER_CITY], ids=lambda plan: plan.title)
def test_every_evidence_is_the_words_at_its_place_and_behind_its_url(client: TestClient, plan: Any) -> None:
    graph = graph_of(plan)
    whole = client.get(f"/api/v1/documents/{graph.document.id}/text").json()["text"]
    assert whole == graph.document.text
    tasks = [client.get(f"/api/v1/tasks/{task.id}").json() for task in graph.tasks]
    proofs = list(evidence_in(tasks))
    assert len(proofs) == len(graph.duties) + len(graph.enrolments)
    for proof in proofs:
        assert whole[proof["start"] : proof["end"]] == proof["surface"]
        assert client.get(proof["url"]).json()["text"] == proof["surface"]


def test_a_task_shows_its_clause_and_each_body_in_its_order(client: TestClient) -> None:
    task = graph_of(CITY_2024).tasks[3]
    shown = client.get(f"/api/v1/tasks/{task.id}").json()
    assert shown["clause"] == "（市市场监管局牵头，市检察院配合，市打假办督办）"
    assert [
        (agency["agency"], agency["role"], agency["basis"], agency["verb"])
        for agency in shown["responsibilities"]
    ] == [
        ("市市场监管局", "lead", "named", "牵头"),
        ("市检察院", "assist", "named", "配合"),
        ("市打假办", "supervise", None, "督办"),
    ]
    assert shown["due"] == {"kind": "none", "from": None, "on": None, "ongoing": False}
    assert shown["repeats"] is None
    assert shown["campaigns"] == []


def test_collectives_are_marked(client: TestClient) -> None:
    task = graph_of(CITY_2024).tasks[2]
    agencies = client.get(f"/api/v1/tasks/{task.id}").json()["responsibilities"]
    assert [agency["agency"] for agency in agencies if agency["collective"]] == ["各有关部门"]


def test_a_listed_task_has_all_agencies_of_its_clause_whichever_was_asked_for(client: TestClient) -> None:
    (task,) = client.get("/api/v1/tasks?agency=市检察院").json()["items"]
    assert [agency["agency"] for agency in task["responsibilities"]] == [
        "市市场监管局",
        "市检察院",
        "市打假办",
    ]


def test_an_agency_counts_its_tasks_by_role_and_basis(client: TestClient) -> None:
    agency = client.get(f"/api/v1/agencies/{agency_of(CITY, '市市场监管局').id}").json()
    assert agency["region"] == "云州市"
    assert agency["system"] == "市场监管"
    assert sorted((each["role"], each["basis"] or "", each["tasks"]) for each in agency["counts"]) == [
        ("joint", "", 1),
        ("lead", "named", 1),
        ("lead", "sole", 1),
    ]


def test_a_campaign_shows_its_rounds_and_its_agencies(client: TestClient) -> None:
    campaign = client.get(f"/api/v1/campaigns/{campaign_of('剑网').id}").json()
    assert [
        (each["year"], each["region"], each["edition"], each["tasks"]) for each in campaign["rounds"]
    ] == [
        (2016, "云州市", "2016", 1),
        (2024, "云州市", "2024", 1),
    ]
    leads = {each["agency"] for each in campaign["agencies"] if each["role"] == "lead"}
    assert leads == {"市文广新局", "市委宣传部"}


def test_a_document_shows_what_is_to_be_checked(client: TestClient) -> None:
    document = client.get(f"/api/v1/documents/{graph_of(CITY_2024).document.id}").json()
    assert document["diagnostic_count"] == 1
    assert document["diagnostics"][0]["message"] == "这一处没有读懂"
    assert document["length"] == len(graph_of(CITY_2024).document.text)
    assert document["cites"] == []
    assert document["rule"] is None


@pytest.mark.parametrize(
    ("query", "parameter"), [("start=5&end=3", "start"), ("end=99999999", "end"), ("start=-1", "start")]
)
def test_a_stretch_that_the_text_does_not_have_is_refused(
    client: TestClient, query: str, parameter: str
) -> None:
    answer = client.get(f"/api/v1/documents/{graph_of(CITY_2016).document.id}/text?{query}")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["parameter"] == parameter


def test_a_query_of_the_catalogue_is_shown_and_run(client: TestClient) -> None:
    shown = {each["name"]: each for each in client.get("/api/v1/queries?limit=500").json()["items"]}
    query = shown["tasks/duties"]
    assert "MATCH" in query["cypher"]
    assert [parameter["name"] for parameter in query["parameters"]] == ["task"]
    task = graph_of(CITY_2016).tasks[0]
    ran = client.get(query["url"], params={"task": task.id}).json()
    assert ran["columns"] == [column["name"] for column in query["columns"]]
    assert [row["surface"] for row in ran["rows"]] == ["市文广新局", "市公安局"]


def test_a_query_takes_a_list_repeatedly(client: TestClient) -> None:
    url = "/api/v1/queries/tasks/total"
    assert client.get(url, params={"roles": ["supervise", "joint"]}).json()["rows"] == [{"total": 2}]
