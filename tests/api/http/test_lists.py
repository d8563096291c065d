"""Lists: the envelope, pages, cursors and filters."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.api.http.plans import CITY_2016, CITY_2024, agency_of, campaign_of, graph_of, region_of

LISTS = ("/api/v1/agencies", "/api/v1/tasks", "/api/v1/campaigns", "/api/v1/documents", "/api/v1/queries")

CITY = region_of("云州市", "990100")
MARKET_BUREAU = agency_of(CITY, "市市场监管局")


def got(client: TestClient, url: str) -> Any:
    """The JSON of an answer that must be 200."""
    answer = client.get(url)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize("path", LISTS)
def test_a_list_answers_in_the_one_envelope(client: TestClient, path: str) -> None:
    page = got(client, path)
    assert set(page) == {"items", "next", "total", "limit", "sort", "as_of"}
    assert (page["limit"], page["as_of"]) == (50, got(client, "/ready")["revision"])
    assert len(page["items"]) == min(page["total"], page["limit"]) > 0


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("limit", [1, 2, 3])
def test_the_pages_together_are_the_whole_list_and_each_row_stands_on_one(
    client: TestClient, path: str, limit: int
) -> None:
    key = "name" if path.endswith("queries") else "id"
    whole = [item[key] for item in got(client, path + "?limit=500")["items"]]
    url: str | None = f"{path}?limit={limit}"
    paged = []
    while url is not None:
        page = got(client, url)
        assert page["total"] == len(whole)
        paged.append([item[key] for item in page["items"]])
        url = page["next"]
    assert list(itertools.chain(*paged)) == whole
    assert len(set(whole)) == len(whole)
    assert {len(page) for page in paged[:-1]} <= {limit}


def test_next_is_a_full_url(client: TestClient) -> None:
    assert got(client, "/api/v1/tasks?limit=1")["next"].startswith(
        "http://127.0.0.1:8765/api/v1/tasks?limit=1&cursor="
    )


@pytest.mark.parametrize("other", ["/api/v1/tasks?year=2016", "/api/v1/agencies", "/api/v1/tasks?role=lead"])
def test_a_cursor_is_refused_with_other_filters(client: TestClient, other: str) -> None:
    following = got(client, "/api/v1/tasks?limit=1&year=2024")["next"]
    cursor = following.partition("cursor=")[2]
    answer = client.get(other, params={"cursor": cursor} | dict(_query(other)))
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["parameter"] == "cursor"


def _query(url: str) -> list[tuple[str, str]]:
    return [
        (name, value)
        for name, _, value in (part.partition("=") for part in url.partition("?")[2].split("&"))
        if name
    ]


@pytest.mark.parametrize("cursor", ["x", "%00", "W10", "WyJhIiwgMV0", "啊", "WyJhIiwgImIiXQ"])
def test_a_cursor_that_is_not_ours_is_refused(client: TestClient, cursor: str) -> None:
    answer = client.get(f"/api/v1/tasks?cursor={cursor}")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["parameter"] == "cursor"


def test_the_limit_may_change_from_page_to_page(client: TestClient) -> None:
    first = got(client, "/api/v1/tasks?limit=2")
    rest = got(client, first["next"].replace("limit=2", "limit=500"))
    assert len(first["items"]) + len(rest["items"]) == first["total"]


def words(page: Any) -> set[str]:
    """The first characters of each task, which tell them apart."""
    return {item["text"][:6] for item in page["items"]}


def test_a_repeated_filter_means_any_of_its_values_and_different_ones_all(client: TestClient) -> None:
    lead = got(client, f"/api/v1/tasks?agency={MARKET_BUREAU.id}&role=lead")
    joint = got(client, f"/api/v1/tasks?agency={MARKET_BUREAU.id}&role=joint")
    both = got(client, f"/api/v1/tasks?agency={MARKET_BUREAU.id}&role=lead&role=joint")
    assert (lead["total"], joint["total"], both["total"]) == (2, 1, 3)
    assert words(both) == words(lead) | words(joint)
    sole = got(client, f"/api/v1/tasks?agency={MARKET_BUREAU.id}&role=lead&role=joint&basis=sole")
    assert words(sole) == {"开展ＡＢＣ类"}


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("year=2016", 2),
        ("region=云州市", 6),
        ("region=990200", 1),
        ("region=云州市&year=2024", 4),
        ("campaign=铁拳", 2),
        ("campaign=铁拳&region=云州市", 1),
        (f"document={graph_of(CITY_2016).document.id}", 2),
        ("role=supervise", 1),
        ("basis=duty", 1),
        ("agency=市公安局&region=云州市", 3),
        ("agency=市公安局&region=云州市&role=assist&year=2016", 1),
    ],
)
def test_each_filter_narrows_tasks(client: TestClient, query: str, total: int) -> None:
    assert got(client, f"/api/v1/tasks?{query}")["total"] == total


@pytest.mark.parametrize(
    ("q", "total"),
    [
        ("侵权", 2),
        ("侵权 短视频", 1),
        ("短视频 侵权 没有的词", 0),
        ("ABC类", 1),
        ("abc类产品“铁拳”", 1),
        ('"产品 “铁拳”行动"', 1),
        ("😀", 1),
        ("\x00", 0),
        ("%", 0),
        ("_", 0),
        ("侵%", 0),
        ("侵_", 0),
    ],
)
def test_all_words_of_a_search_are_meant_and_width_and_case_are_not(
    client: TestClient, q: str, total: int
) -> None:
    answer = client.get("/api/v1/tasks", params={"q": q})
    assert (answer.status_code, answer.json()["total"]) == (200, total)


def test_the_tasks_of_an_agency_are_those_of_the_filter(client: TestClient) -> None:
    by_path = got(client, f"/api/v1/agencies/{MARKET_BUREAU.id}/tasks?role=lead")
    by_filter = got(client, f"/api/v1/tasks?agency={MARKET_BUREAU.id}&role=lead")
    assert by_path["items"] == by_filter["items"]
    assert by_path["total"] == 2


def test_the_tasks_of_a_campaign_are_those_of_the_filter(client: TestClient) -> None:
    by_path = got(client, f"/api/v1/campaigns/{campaign_of('铁拳').id}/tasks?year=2024")
    by_filter = got(client, "/api/v1/tasks?campaign=铁拳&year=2024")
    assert by_path["items"] == by_filter["items"]
    assert by_path["total"] == 2


def test_agencies_are_found_by_part_of_a_name_region_and_line_of_work(client: TestClient) -> None:
    assert got(client, "/api/v1/agencies?q=公安")["total"] == 2
    assert got(client, "/api/v1/agencies?q=公安&region=海宁州市")["total"] == 1
    assert {item["name"] for item in got(client, "/api/v1/agencies?system=市场监管")["items"]} == {
        "市市场监管局"
    }


def test_campaigns_of_a_year_are_counted_by_that_year_alone(client: TestClient) -> None:
    (sword,) = got(client, "/api/v1/campaigns?q=剑网")["items"]
    assert (sword["tasks"], sword["first_year"], sword["last_year"]) == (2, 2016, 2024)
    (sword,) = got(client, "/api/v1/campaigns?q=剑网&year=2016")["items"]
    assert (sword["tasks"], sword["first_year"], sword["last_year"]) == (1, 2016, 2016)


def test_documents_are_found_by_title_region_and_year(client: TestClient) -> None:
    (matches,) = got(client, "/api/v1/documents?q=侵权假冒&region=云州市&year=2024")["items"]
    assert matches["id"] == graph_of(CITY_2024).document.id
    assert (matches["tasks"], matches["diagnostic_count"], matches["doc_number"]) == (
        4,
        1,
        "云打假办〔2024〕1号",
    )
