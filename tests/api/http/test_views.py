"""Pages of load, comparison and network, and the files of a network view."""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace

import networkx as nx
import pytest
from fastapi.testclient import TestClient

from tests.api.http.plans import CITY_2024, HOSTILE_PLAN, graph_of


def block(page: str) -> dict[str, list[dict[str, object]]]:
    """The data that a drawing is made from."""
    matches = re.search(r'<script type="application/json" id="net-data">(.*?)</script>', page, re.S)
    assert matches is not None
    data: dict[str, list[dict[str, object]]] = json.loads(matches[1])
    return data


def links(page: str, start: str) -> list[str]:
    return [html.unescape(link) for link in re.findall(rf'href="({re.escape(start)}[^"]*)"', page)]


def test_the_network_page_draws_what_the_file_draws(client: TestClient) -> None:
    page = client.get("/network")
    assert page.status_code == 200
    assert "script-src 'self'" in page.headers["content-security-policy"]
    file = client.get("/api/v1/network.html")
    assert block(page.text)["nodes"] == block(file.text)["nodes"]
    assert block(page.text)["edges"] == block(file.text)["edges"]


def test_the_assets_of_a_drawing_are_served(client: TestClient) -> None:
    page = client.get("/network").text
    for path in re.findall(r'(?:src|href)="(/static/(?:vis|views)/[^"]+)"', page):
        assert client.get(path).status_code == 200
    assert "/static/vis/vis-network.min.js" in page


def test_the_file_brings_its_own_policy_and_a_name(client: TestClient) -> None:
    shown = client.get("/api/v1/network.html")
    policy = shown.headers["content-security-policy"]
    assert re.search(r"script-src 'sha256-[^']+' 'sha256-[^']+'; style-src 'sha256-", policy)
    assert "frame-ancestors 'none'" in policy
    assert "content-disposition" not in shown.headers
    saved = client.get("/api/v1/network.html", params={"download": True})
    assert saved.headers["content-disposition"].startswith('attachment; filename="dutygraph-network.html"')
    assert saved.text == shown.text
    again = client.get("/api/v1/network.html", headers={"if-none-match": shown.headers["etag"]})
    assert again.status_code == 304


def test_graphml_is_what_is_drawn(client: TestClient) -> None:
    answer = client.get("/api/v1/network.graphml", params={"mode": "duties"})
    assert answer.headers["content-type"] == "application/graphml+xml"
    read = nx.read_graphml(io.BytesIO(answer.content), force_multigraph=True)
    drawn = block(client.get("/network", params={"mode": "duties"}).text)
    assert set(read) == {node["id"] for node in drawn["nodes"]}
    assert read.number_of_edges() == len(drawn["edges"])


def test_filters_of_the_network_stay_in_the_address(client: TestClient) -> None:
    page = client.get(
        "/network", params={"year": "2024", "mode": "duties", "agency": "市公安局", "region": "990100"}
    )
    text = page.text
    assert "2024 年" in text
    assert '<input type="hidden" name="agency" value="市公安局">' in text
    (file,) = links(text, "/api/v1/network.html")
    assert "agency=" in file
    assert client.get(file).status_code == 200


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/network?most=2001", "most"),
        ("/network?mode=pie", "mode"),
        ("/network?region=不存在市", "region"),
        ("/api/v1/network.html?max_bodies=0", "max_bodies"),
        ("/load?by=month", "by"),
        ("/load?w_joint=-1", "w_joint"),
        ("/compare?by=years&left=二〇一六&right=2024", "left"),
        ("/compare?left=d_aaaaaaaaaaaaaaaa&right=d_bbbbbbbbbbbbbbbb", "document"),
        ("/compare?left=x&right=x", "right"),
    ],
)
def test_what_cannot_be_meant_is_reported(client: TestClient, path: str, name: str) -> None:
    answer = client.get(path, headers={"accept": "application/problem+json"})
    assert answer.status_code == 422
    assert name in answer.text


def test_a_blank_field_is_no_filter(client: TestClient) -> None:
    answer = client.get("/network?mode=&region=&year=2024", follow_redirects=False)
    assert answer.status_code in (302, 303, 307, 308)
    assert answer.headers["location"] == "/network?year=2024"


def cells(page: str) -> list[list[str]]:
    """The rows of the load table as text."""
    table = page.partition('id="load-table"')[2].partition("</table>")[0]
    return [
        [
            " ".join(re.sub(r"<[^>]+>", " ", cell).split())
            for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.S)
        ]
        for row in re.findall(r"<tr>(.*?)</tr>", table.partition("<tbody>")[2], re.S)
    ]


def test_load_counts_roles_side_by_side(client: TestClient) -> None:
    page = client.get("/load", params={"region": "990100", "year": 2024}).text
    rows = {row[0]: row for row in cells(page)}
    # tasks, then 牵头, 独立负责, 共同负责, 责任, 配合, 督办
    assert rows["市市场监管局"][2:9] == ["3", "1", "1", "1", "0", "0", "0"]
    assert rows["市公安局"][2:9] == ["2", "0", "0", "1", "1", "0", "0"]
    assert "各有关部门" not in rows


def test_a_figure_leads_to_its_tasks(client: TestClient) -> None:
    page = client.get("/load", params={"region": "990100", "year": 2024}).text
    row = page[page.index("市市场监管局</a>", page.index('id="load-table"')) :]
    path = next(link for link in links(row, "/tasks?") if "role=joint" in link)
    assert "year=2024" in path
    shown = client.get(path)
    assert shown.status_code == 200
    assert shown.text.count('<li class="task">') == 1
    assert "加强重点市场知识产权保护" in shown.text


def test_load_is_sorted_by_a_heading(client: TestClient) -> None:
    fullest = [row[0] for row in cells(client.get("/load").text)]
    by_name = [row[0] for row in cells(client.get("/load", params={"sort": "name"}).text)]
    assert by_name == sorted(fullest)
    page = client.get("/load", params={"sort": "-joint"}).text
    assert re.search(r'aria-sort="descending"><a href="[^"]*sort=joint"', page)


def test_weights_are_shown_and_can_be_changed(client: TestClient) -> None:
    where = "region=990100&year=2024"
    provided = {row[0]: row[-2] for row in cells(client.get(f"/load?{where}").text)}
    assert provided["市市场监管局"] == "5.0"  # 2 + 2 + 1
    page = client.get(f"/load?{where}&w_joint=10&w_lead_sole=0").text
    assert {row[0]: row[-2] for row in cells(page)}["市市场监管局"] == "12.0"
    assert 'name="w_joint" value="10"' in page


@pytest.mark.parametrize("by", ["agency", "system", "region", "year"])
def test_load_by_each_unit(client: TestClient, by: str) -> None:
    page = client.get("/load", params={"by": by})
    assert page.status_code == 200
    assert "基尼系数" in page.text
    chart = re.search(r'data-chart="([^"]*)" data-kind="bodies"', page.text)
    if by != "system":  # the plans of these tests have no lines of work
        assert chart is not None
        reported = json.loads(html.unescape(chart[1]))
        assert all(len(each["tasks"]) == len(reported["labels"]) for each in reported["series"])


def test_two_documents_are_compared(client: TestClient) -> None:
    (path,) = links(client.get("/compare").text, "/compare?left")
    page = client.get(path).text
    assert "可以对照" in page
    counts = dict(re.findall(r">(新增|取消|调整|换牵头单位|未变)<strong>(\d+)</strong>", page))
    reported = client.get(path.replace("/compare?", "/api/v1/compare/documents?")).json()["counts"]
    assert counts == {
        "新增": str(reported["came"]),
        "取消": str(reported["went"]),
        "调整": str(reported["revised"]),
        "未变": str(reported["same"]),
        "换牵头单位": counts["换牵头单位"],
    }
    for link in {link for link in links(page, "/compare?") if "show=" in link}:
        assert client.get(link).status_code == 200


def test_what_is_not_comparable_says_why(client: TestClient) -> None:
    page = client.get("/compare", params={"by": "regions", "left": "990100", "right": "990200"}).text
    assert "不宜直接对照" in page
    page = client.get(
        "/compare", params={"by": "years", "left": 2016, "right": 2024, "region": "990100"}
    ).text
    assert "可以对照" in page


def test_words_that_changed_are_marked(serve: Callable[..., TestClient]) -> None:
    later = replace(
        CITY_2024,
        year=2025,
        number="云打假办〔2025〕1号",
        title="2025年云州市打击侵权假冒工作要点",
        items=[replace(CITY_2024.items[0], words="开展“剑网”专项行动，整治直播侵权。"), *CITY_2024.items[1:]],
    )
    client = serve(CITY_2024, later)
    (path,) = links(client.get("/compare").text, "/compare?left")
    page = client.get(f"{path}&show=revised").text
    assert "<del>短视频</del>" in page
    assert "<ins>直播</ins>" in page


def test_an_empty_graph_has_these_pages_too(serve: Callable[..., TestClient]) -> None:
    client = serve()
    for path in (
        "/load",
        "/compare",
        "/compare?by=years",
        "/network",
        "/network?mode=duties",
        "/api/v1/network.html",
    ):
        assert client.get(path).status_code == 200, path


def test_attacks_stay_text(serve: Callable[..., TestClient]) -> None:
    client = serve(HOSTILE_PLAN)
    for path in ("/load", "/compare", "/network", "/network?mode=duties", "/api/v1/network.html?mode=duties"):
        page = client.get(path).text
        assert "<script>alert" not in page, path
        assert "49" not in re.sub(
            r"\d{3,}|[\w+/=]{20,}", "", page.partition("<main")[2].partition("<script")[0]
        ), path


def test_a_view_is_drawn_once_a_revision(serve: Callable[..., TestClient]) -> None:
    client = serve(HOSTILE_PLAN)
    app = client.app
    views = app.state.typed.caches.views.entries  # type: ignore[attr-defined]
    client.get("/network")
    (first,) = views.values()
    client.get("/network")
    assert next(iter(views.values())) is first
    app.state.typed.store.get().replace_document(graph_of(CITY_2024))  # type: ignore[attr-defined]
    client.get("/network")
    (second,) = views.values()
    assert second is not first
    assert len(second.nodes) > len(first.nodes)


@pytest.mark.parametrize("path", ["/load", "/network", "/network?mode=duties", "/compare?by=years"])
def test_a_form_keeps_what_was_asked_by_name(client: TestClient, path: str) -> None:
    page = client.get(f"{path}{'&' if '?' in path else '?'}region=云州市")
    assert page.status_code == 200
    assert re.search(
        r'<select name="region">.*?<option value="r_[a-z2-7]+" selected>云州市</option>', page.text, re.S
    )
