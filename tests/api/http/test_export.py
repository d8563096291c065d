"""Exports over HTTP: the filters of /tasks, a name for the file, and problems before the first byte."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import pytest
from fastapi.testclient import TestClient

from api.models.parameters import ExportParameters, ListParameters, TaskParameters
from graph.exports.catalogue import EXPORTS, FORMATS
from graph.exports.source import Source, Task
from tests.api.http.plans import CITY_2024, graph_of

FILTERS: tuple[dict[str, Any], ...] = (
    {},
    {"year": 2024},
    {"region": "海宁州市"},
    {"agency": "市公安局", "region": "云州市"},
    {"agency": "市公安局", "region": "云州市", "role": "joint"},
    {"role": ["lead", "joint"], "year": 2016},
    {"basis": "sole"},
    {"campaign": "铁拳", "year": 2024},
    {"document": graph_of(CITY_2024).document.id},
    {"q": "知识产权"},
    {"q": "没有这些字"},
)


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))[1:]


@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_every_filter_of_tasks_leaves_the_same_tasks(client: TestClient, filters: dict[str, Any]) -> None:
    listed = client.get("/api/v1/tasks", params=filters).json()["items"]
    exported = rows_of(client.get("/api/v1/export/csv", params=filters).content)
    assert [row[2] for row in exported] == [task["text"] for task in listed]
    assert [row[10] for row in exported] == [task["clause"] for task in listed]


def test_the_parameters_are_those_of_tasks_and_the_form() -> None:
    of_lists = {*ListParameters.model_fields, "sort", "facets", "offset_unit"}
    filters = TaskParameters.model_fields.keys() - of_lists
    assert ExportParameters.model_fields.keys() == filters | {"layout", "table"}


@pytest.mark.parametrize("one", EXPORTS, ids=lambda one: f"{one.format}-{one.form}")
def test_every_export_answers_with_its_type_and_a_name(client: TestClient, one: Any) -> None:
    by = {"csv": "layout", "xlsx": "layout", "parquet": "table"}.get(one.format)
    answer = client.get(f"/api/v1/export/{one.format}", params={by: one.form} if by else {})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == one.media_type
    name = answer.headers["content-disposition"]
    assert name.isascii()
    assert f'filename="{one.file_name}"' in name
    assert unquote(name.partition("filename*=UTF-8''")[2]) == f"{one.words}.{one.format}"
    assert answer.headers["etag"]
    assert answer.content


def test_the_name_tells_the_filters_and_is_safe_for_any_file_system(client: TestClient) -> None:
    params: dict[str, str | int] = {"year": 2024, "region": "云州市", "q": 'a/b:c*?"<>|\\d'}
    name = client.get("/api/v1/export/csv", params=params).headers["content-disposition"]
    assert ":" not in name
    assert unquote(name.partition("filename*=UTF-8''")[2]) == "任务台账-2024-云州市-abcd.csv"


def test_what_the_client_holds_is_not_sent_again(client: TestClient) -> None:
    answer = client.get("/api/v1/export/xlsx")
    again = client.get("/api/v1/export/xlsx", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    ("path", "parameter", "said"),
    [
        ("pdf", "format", "'csv', 'xlsx', 'graphml', 'gexf' 或 'parquet'"),
        ("csv?layout=per_agency", "layout", "ledger、gaps"),
        ("csv?layout=table", "layout", "'ledger', 'per_agency' 或 'gaps'"),
        ("gexf?layout=ledger", "layout", "gexf 没有这个参数"),
        ("xlsx?table=duties", "table", "xlsx 没有这个参数"),
        ("csv?limit=10", "limit", "没有这个参数"),
        ("csv?agency=市公安局", "agency", "不止一个"),
        ("csv?region=不存在", "region", "不存在"),
        ("csv?q=甲&q=乙", "q", "只能给一次"),
    ],
)
def test_what_cannot_be_asked_is_reported(client: TestClient, path: str, parameter: str, said: str) -> None:
    answer = client.get(f"/api/v1/export/{path}")
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    (error,) = answer.json()["errors"]
    assert error["parameter"] == parameter
    assert said in error["detail"]


def test_a_book_of_too_many_agencies_is_a_problem_and_no_file(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.exports.per_agency.MOST_AGENCIES", 2)
    answer = client.get("/api/v1/export/xlsx?layout=per_agency")
    assert answer.status_code == 422
    assert "缩小范围" in answer.json()["detail"]


def test_the_file_is_sent_while_it_is_made(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many pieces for many tasks: nothing waits for the last."""
    first = next(Source(client.app.state.typed.store.get(), {}).tasks())  # type: ignore[attr-defined]

    def many(_: Source) -> Iterator[Task]:
        return (first for _ in range(5000))

    monkeypatch.setattr(Source, "tasks", many)
    with client.stream("GET", "/api/v1/export/csv", headers={"accept-encoding": "identity"}) as answer:
        assert "content-length" not in answer.headers
        pieces = list(answer.iter_raw())
    assert len(pieces) > 5
    assert len(rows_of(b"".join(pieces))) == 5000


def test_the_description_of_the_api_names_every_format(client: TestClient) -> None:
    described = client.get("/openapi.json").json()["paths"]["/api/v1/export/{format}"]["get"]
    (path,) = [entry for entry in described["parameters"] if entry["in"] == "path"]
    assert path["schema"]["enum"] == list(FORMATS)
    assert {entry.media_type.partition(";")[0] for entry in EXPORTS} <= described["responses"]["200"][
        "content"
    ].keys()
