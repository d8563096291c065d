"""The page at /: the question, its answer with evidence, what the graph holds; and no way in for text."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from fastapi.testclient import TestClient

from tests.api.http.plans import CITY_2024, HOSTILE, HOSTILE_PLAN, OTHER_CITY, graph_of


class Seen(HTMLParser):
    """The tags of a page, what is marked, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.marked: list[str] = []
        self.handlers: list[str] = []
        self.text = ""
        self._in_mark = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.handlers += [name for name, _ in attrs if name.startswith("on") or name == "style"]
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action")]
        self._in_mark = tag == "mark"

    def handle_endtag(self, tag: str) -> None:
        self._in_mark = self._in_mark and tag != "mark"

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._in_mark:
            self.marked.append(data)


def seen(client: TestClient, question: str | None = None) -> Seen:
    """The page, asked a question or not."""
    answer = client.get("/", params={} if question is None else {"q": question})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return Seen(answer.text)


def test_the_page_is_chinese_and_holds_a_form_that_needs_no_script(client: TestClient) -> None:
    page = client.get("/").text
    assert '<html lang="zh-CN">' in page
    assert re.search(r'<form action="/" method="get"[^>]*>', page)


def test_the_page_counts_and_lists_what_the_graph_holds(client: TestClient) -> None:
    page = seen(client)
    assert re.search(r"文件\s*3", page.text)
    assert re.search(r"任务\s*7", page.text)
    for title in ("2016年云州市打击侵权假冒工作要点", "海宁州市2024年知识产权保护实施方案"):
        assert title in page.text


def test_the_examples_are_true_of_the_graph(client: TestClient) -> None:
    for _ in range(30):  # a slow machine has them at a later visit
        examples = [link for link in seen(client).links if link.startswith("/?q=")]
        if examples:
            break
    assert examples
    for link in examples:
        assert "<mark>" in client.get(link).text


def test_an_answer_shows_its_words_in_the_clause_and_in_the_document(client: TestClient) -> None:
    page = seen(client, "市检察院配合哪些任务")
    assert "加强行刑衔接。" in page.text
    assert "市打假办督办" in page.text
    assert "云打假办〔2024〕1号" in page.text
    assert "配合单位" in page.text
    assert page.marked == ["市检察院", "市检察院"]


def test_a_question_may_leave_out_what_the_one_before_reported(client: TestClient) -> None:
    first = client.get("/", params={"q": "市检察院牵头哪些任务"}).text
    (context,) = re.findall(r'name="context" value="([^"]+)"', first)
    page = client.get("/", params={"q": "那配合的呢", "context": html.unescape(context)})
    assert "加强行刑衔接。" in page.text
    assert "接着上一个问题理解" in page.text
    assert "没有读懂" in client.get("/", params={"q": "那配合的呢"}).text


def test_agencies_of_one_name_are_shown_by_region(client: TestClient) -> None:
    answer = client.get("/", params={"q": "市市场监管局牵头哪些任务"}).text
    headings = re.findall(r'<h2 class="group-region">(\w+)', answer)
    assert sorted(headings) == ["云州市", "海宁州市"]
    assert "独立负责" in answer
    assert "只看其中一个" in answer


def test_a_page_that_cuts_an_ambiguous_answer_says_so(client: TestClient) -> None:
    assert "每处最多列出 1 条" in client.get("/", params={"q": "市市场监管局牵头哪些任务", "limit": 2}).text
    assert "每处最多列出" not in client.get("/", params={"q": "市市场监管局牵头哪些任务"}).text


def test_a_question_that_cannot_be_read_gets_the_nearest_as_links(client: TestClient) -> None:
    page = seen(client, "明天会不会下雨呀")
    links = [link for link in page.links if link.startswith("/?q=")]
    assert links
    for link in links:
        assert client.get(link).status_code == 200
    assert "mark" not in page.tags


def test_the_agencies_of_a_campaign_have_their_passages(client: TestClient) -> None:
    page = seen(client, "哪些单位参加剑网行动")
    assert "市文广新局" in page.text
    assert "市委宣传部" in page.marked


def test_an_empty_graph_says_how_to_fill_it(serve: Callable[..., TestClient]) -> None:
    client = serve()
    assert "dutygraph ingest" in seen(client).text
    assert "mark" not in seen(client, "市公安局牵头哪些任务").tags


def test_more_rows_are_a_link_away(client: TestClient) -> None:
    answer = client.get("/", params={"q": "云州市的市公安局有哪些任务", "limit": 1})
    assert answer.status_code == 200
    (more,) = re.findall(r'href="(/\?[^"]*limit=500)"', answer.text)
    assert client.get(html.unescape(more)).text.count('class="task"') > answer.text.count('class="task"')


@pytest.mark.parametrize("question", [None, f"市{HOSTILE}局牵头哪些任务", "市公安局配合哪些任务", HOSTILE])
def test_what_documents_and_people_write_is_never_markup(
    serve: Callable[..., TestClient], question: str | None
) -> None:
    client = serve(HOSTILE_PLAN)
    page = seen(client, question)
    assert page.tags.count("script") == 1
    assert page.handlers == []
    assert all(link.startswith("/") for link in page.links if not link.startswith("#"))
    assert "alert(1)" in page.text
    assert "49" not in page.text


def test_hostile_words_are_shown_and_marked_as_printed(serve: Callable[..., TestClient]) -> None:
    page = seen(serve(HOSTILE_PLAN), "市公安局配合哪些任务")
    assert f"任务{HOSTILE}" in page.text
    assert f"要点{HOSTILE}" in page.text
    assert "市公安局" in page.marked


def test_the_ask_endpoint_answers_with_the_same_evidence(client: TestClient) -> None:
    message = client.get("/api/v1/ask", params={"q": "市检察院配合哪些任务"}).json()
    assert message["status"] == "answered"
    assert message["rows"][0]["task_id"] == graph_of(CITY_2024).tasks[3].id
    (proof,) = message["evidence"]
    assert proof["surface"] == "市检察院"
    assert client.get(proof["url"]).json()["text"] == "市检察院"


def test_the_ask_endpoint_can_be_narrowed(client: TestClient) -> None:
    both = client.get("/api/v1/ask", params={"q": "市市场监管局牵头哪些任务"}).json()
    assert (both["status"], both["total"]) == ("ambiguous", None)
    entry = client.get("/api/v1/ask", params={"q": "市市场监管局牵头哪些任务", "region": "海宁州市"}).json()
    assert entry["status"] == "answered"
    assert {row["document_id"] for row in entry["rows"]} == {graph_of(OTHER_CITY).document.id}


def test_the_description_names_every_route_readably(client: TestClient) -> None:
    schema = client.get("/openapi.json").json()
    campaigns = {
        path: campaign["operationId"] for path, item in schema["paths"].items() for campaign in item.values()
    }
    assert campaigns["/api/v1/agencies/{id}/tasks"] == "list_agency_tasks"
    assert len(set(campaigns.values())) == len(campaigns)
    assert all(re.fullmatch(r"[a-z_]+", name) for name in campaigns.values())
    assert "HTTPValidationError" not in str(schema)
    problem = schema["paths"]["/api/v1/tasks"]["get"]["responses"]["422"]["content"]
    assert list(problem) == ["application/problem+json"]
    assert schema["components"]["schemas"]["Problem"]["required"]


@pytest.mark.parametrize("path", ["/docs", "/redoc"])
def test_no_page_is_served_that_loads_from_elsewhere(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404
