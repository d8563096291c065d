"""Load, the network and comparisons over HTTP, on three plans of one campaign's bodies."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from graph.analysis import Scope, compare_years, cowork_edges, load, records
from graph.store import GraphStore


def get(client: TestClient, path: str, **parameters: object) -> Any:
    answer = client.get(f"/api/v1{path}", params=parameters)  # type: ignore[arg-type]
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize("by", ["agency", "system", "region", "year"])
def test_the_load_table_is_that_of_the_measure(client: TestClient, held: GraphStore, by: str) -> None:
    answer = get(client, "/load", by=by, limit=500)
    rows = records(load(held, Scope(), by=by))  # type: ignore[arg-type]
    assert [item["tasks"] for item in answer["items"]] == [row["tasks"] for row in rows]
    assert [item["id"] or item["year"] for item in answer["items"]] == [row["unit"] for row in rows]
    fractional = [each["value"] for item in answer["items"] for each in item["schemes"][2:]]
    assert fractional == pytest.approx([row["fractional"] for row in rows])
    assert (answer["by"], answer["sort"], answer["next"]) == (by, "-tasks", None)
    assert "不是实际完成" in answer["caveat"]


def test_pages_of_the_load_table_meet_every_row_once(client: TestClient) -> None:
    whole = [item["id"] for item in get(client, "/load", limit=500)["items"]]
    seen, url = [], "/api/v1/load?limit=2"
    while url:
        page = client.get(url).json()
        seen += [item["id"] for item in page["items"]]
        url = page["next"]
    assert seen == whole
    assert len(whole) > 4


def test_weights_and_codings_are_taken(client: TestClient) -> None:
    answer = get(client, "/load", weight=["lead:2", "joint:1"], coding="first_listed", lead_share=0.8)
    assert answer["coding"] == "first_listed"
    assert [each["scheme"] for each in answer["items"][0]["schemes"]] == [
        "count",
        "lead_only",
        "fractional",
        "custom",
    ]
    assert len(answer["robustness"]) == 6
    assert {each["scheme"] for each in answer["concentration"]} == {
        "count",
        "lead_only",
        "fractional",
        "custom",
    }


@pytest.mark.parametrize(
    "parameters", [{"weight": "lead"}, {"weight": "chief:1"}, {"lead_share": 2}, {"by": "x"}]
)
def test_what_cannot_be_meant_is_refused(client: TestClient, parameters: dict[str, object]) -> None:
    answer = client.get("/api/v1/load", params=parameters)  # type: ignore[arg-type]
    assert answer.status_code == 422
    assert next(iter(parameters)) in answer.text


def test_the_network_says_what_it_leaves_out(client: TestClient, held: GraphStore) -> None:
    whole = get(client, "/network")
    edges = records(cowork_edges(held))
    assert [(edge["source"], edge["target"]) for edge in whole["edges"]] == [
        (row["left"], row["right"]) for row in edges
    ]
    assert (whole["projection"], whole["directed"], whole["left_out"]["nodes"]) == ("newman", False, 0)
    small = get(client, "/network", limit=2, max_bodies=2, projection="lead_star")
    assert len(small["nodes"]) == 2
    assert small["left_out"]["nodes"] == len(whole["nodes"]) - 2
    assert small["directed"]
    assert small["left_out"]["long"] == sum(row["tasks"] for row in whole["sensitivity"] if row["bodies"] > 2)
    assert all(edge["tasks"] > 0 for edge in small["edges"])


def test_comparisons_are_those_of_the_measure(client: TestClient, held: GraphStore) -> None:
    documents = held.read("documents/list")
    first, second = (row["document"] for row in documents[:2])
    answer = get(client, "/compare/documents", left=first, right=second)
    assert {answer["left"][0]["document_id"], answer["right"][0]["document_id"]} == {first, second}
    assert sum(answer["counts"].values()) == len(answer["tasks"]) + answer["tasks_left_out"]
    assert answer["comparable"] is not bool(answer["reasons"])
    years = sorted({int(str(row["year"])) for row in documents})
    request = {"left": years[0], "right": years[-1]}
    answer = get(client, "/compare/years", limit=1, **request)
    assert answer["counts"] == compare_years(held, years[0], years[-1]).counts
    assert len(answer["tasks"]) == 1
    assert answer["tasks_left_out"] == sum(answer["counts"].values()) - 1


def test_locations_are_compared_by_name(client: TestClient, held: GraphStore) -> None:
    names = sorted({str(row["region_name"]) for row in held.read("documents/list")})
    answer = get(client, "/compare/regions", left=names[0], right=names[-1])
    assert answer["left"][0]["region"] == names[0]
    assert "region" not in {reason["what"] for reason in answer["reasons"]}
    missing = client.get("/api/v1/compare/regions", params={"left": "无此地", "right": names[0]})
    assert missing.status_code == 422
