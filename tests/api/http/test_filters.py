"""Filters of tasks that are made from their declaration: alike in lists, exports, measures and on pages."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.config.settings import Settings
from graph.selection import FILTERS
from tests.api.http.conftest import HERE, filled
from tests.api.http.plans import PLANS, Item, Part, Plan
from tests.api.http.test_lists import got

Task = dict[str, Any]
TWO_LEADS = Plan(
    place="云州市",
    year=2022,
    code="990100",
    title="2022年云州市打击侵权假冒工作要点",
    items=[
        Item("开展“剑网”联合整治。", "（市市场监管局、市公安局牵头，市检察院配合）", [
            Part("市市场监管局", "lead", "named", "牵头"),
            Part("市公安局", "lead", "named", "牵头"),
            Part("市检察院", "assist", "named", "配合", kind="procuratorate"),
        ], campaign="剑网"),
        Item("按程序办理。", "", []),
    ],
)  # fmt: skip
Bounds = tuple[int, int]
ANY: Bounds = (0, 1000)
LEFT: dict[str, tuple[Bounds, Bounds]] = {
    "leads=none": ((0, 0), ANY),
    "leads=one": ((1, 1), ANY),
    "leads=several": ((2, 1000), ANY),
    "bodies_min=2": (ANY, (2, 1000)),
    "bodies_max=1": (ANY, (0, 1)),
    "bodies_max=0": (ANY, (0, 0)),
    "bodies_min=2&bodies_max=3&leads=one": ((1, 1), (2, 3)),
}
"""What a filter leaves: bounds of a task's distinct leads and of its distinct bodies."""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A server over the three plans and one whose task has two leads."""
    with (
        filled(tmp_path_factory.mktemp("filters"), *PLANS, TWO_LEADS) as store,
        TestClient(create_app(Settings(), store), base_url=HERE) as opened,
    ):
        yield opened


def left(tasks: list[Task], query: str) -> list[str]:
    """The tasks that the filter should leave, counted here from the duties of each."""
    matches = []
    for task in tasks:
        duties = task["responsibilities"]
        leads = {duty["agency_id"] for duty in duties if duty["role"] == "lead"}
        of_leads, of_agencies = LEFT[query]
        agencies = {duty["agency_id"] for duty in duties}
        if of_leads[0] <= len(leads) <= of_leads[1] and of_agencies[0] <= len(agencies) <= of_agencies[1]:
            matches.append(task["id"])
    return matches


@pytest.mark.parametrize("query", LEFT)
def test_lists_of_tasks_are_narrowed_by_leads_and_numbers_of_agencies(client: TestClient, query: str) -> None:
    whole = got(client, "/api/v1/tasks?limit=500")["items"]
    page = got(client, f"/api/v1/tasks?limit=500&{query}")
    assert [task["id"] for task in page["items"]] == left(whole, query)
    assert page["total"] == len(left(whole, query))
    assert 0 < page["total"] < len(whole)
    agency = whole[0]["responsibilities"][0]["agency_id"]
    for path in (f"/api/v1/agencies/{agency}/tasks", f"/api/v1/campaigns/{a_campaign(client)}/tasks"):
        of_path = got(client, f"{path}?limit=500")["items"]
        narrowed = got(client, f"{path}?limit=500&{query}")["items"]
        assert [task["id"] for task in narrowed] == left(of_path, query)


def a_campaign(client: TestClient) -> str:
    return str(got(client, "/api/v1/campaigns")["items"][0]["id"])


def test_exports_and_measures_look_at_the_same_tasks(client: TestClient) -> None:
    total = got(client, "/api/v1/tasks?leads=several")["total"]
    table = client.get("/api/v1/export/csv?leads=several").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(table)))
    assert len(rows) - 1 == total
    load = got(client, "/api/v1/load?leads=several&by=year")
    assert sum(row["tasks"] for row in load["items"]) <= total
    assert got(client, "/api/v1/load?leads=none&role=lead")["items"] == []
    view = client.get("/api/v1/network.html?leads=several&bodies_min=2")
    assert view.status_code == 200
    assert "多个牵头单位" in view.text
    assert "单位数不少于" in view.text


@pytest.mark.parametrize("path", ["tasks", "export/csv", "load", "network", "network.html"])
def test_bounds_that_leave_nothing_are_refused(client: TestClient, path: str) -> None:
    answer = client.get(f"/api/v1/{path}?bodies_min=5&bodies_max=3")
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert error == {"parameter": "bodies_min", "detail": "单位数的下限 5 大于上限 3（bodies_max）"}


@pytest.mark.parametrize("query", ["bodies_min=0", "bodies_max=1001", "bodies_max=-1", "leads=two"])
def test_values_out_of_bounds_are_refused(client: TestClient, query: str) -> None:
    assert client.get(f"/api/v1/tasks?{query}").status_code == 422


def test_the_form_of_tasks_has_a_field_for_each_filter_that_declares_one(client: TestClient) -> None:
    page = client.get("/tasks").text
    names = re.findall(r'<(?:select|input type="(?:search|date|number)") name="(\w+)"', page)
    assert [name for name in names if name in FILTERS] == [
        name for name, each in FILTERS.items() if each.form
    ]
    for words in ("牵头情况", "没有牵头单位", "单位数不少于", "单位数不多于"):
        assert words in page


def test_a_filter_in_force_is_shown_and_can_be_taken_off(client: TestClient) -> None:
    page = client.get("/tasks?leads=several&bodies_min=2&scope=subtree").text
    chips = re.findall(
        r'<a href="([^"]+)" title="去掉这一条件"><span class="chosen-label">(\w+)</span>(\w+)', page
    )
    assert chips == [
        ("/tasks?bodies_min=2&amp;scope=subtree", "牵头情况", "多个牵头单位"),
        ("/tasks?leads=several&amp;scope=subtree", "单位数不少于", "2"),
        ("/tasks?leads=several&amp;bodies_min=2", "地区范围", "含下级地区"),
    ]
    assert '<option value="several" selected>' in page
    assert '<input type="hidden" name="scope" value="subtree">' in page
    refused = client.get("/tasks?bodies_min=5&bodies_max=3")
    assert refused.status_code == 422
    assert "单位数的下限 5 大于上限 3" in refused.text
