"""Request ids, figures, log lines, and preconditions of writes."""

from __future__ import annotations

import json
import logging

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient

from api.web.refusals import NoPrecondition
from api.web.snapshots import etag_of, expected_revision
from api.web.telemetry import JsonLines
from core.errors import RevisionChanged


def test_a_sane_request_id_is_kept_and_reported_in_problems(client: TestClient) -> None:
    answer = client.get("/api/v1/tasks?x=1", headers={"x-request-id": "abc-1.2_3"})
    assert answer.headers["x-request-id"] == answer.json()["request_id"] == "abc-1.2_3"


@pytest.mark.parametrize("sent", ["", "a b", "a" * 65, 'x"; drop', "<script>"])
def test_another_one_is_replaced(client: TestClient, sent: str) -> None:
    created = client.get("/health", headers={"x-request-id": sent}).headers["x-request-id"]
    assert created != sent
    assert len(created) == 32
    assert client.get("/health").headers["x-request-id"] != created


def test_figures_tell_routes_and_queries_and_nothing_that_was_asked(client: TestClient) -> None:
    client.get("/api/v1/tasks?q=私密的词")
    client.get("/api/v1/agencies/a_secretsecretsecr")
    client.request("BREW", "/api/v1/tasks")
    text = client.get("/metrics").text
    assert 'dutygraph_request_seconds_count{method="GET",route="/api/v1/tasks",status="200"}' in text
    assert 'route="/api/v1/agencies/{id}",status="404"' in text
    assert 'method="other"' in text
    assert 'dutygraph_query_seconds_count{query="tasks/list_duties"}' in text
    assert "BREW" not in text
    assert "secretsecret" not in text
    assert "私密" not in text


def test_a_line_of_the_log_is_json_without_what_was_asked(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="api.requests"):
        client.get("/api/v1/ask?q=私密的问题", headers={"x-request-id": "abc"})
    (record,) = [each for each in caplog.records if each.name == "api.requests"]
    line = JsonLines().format(record)
    reported = json.loads(line)
    assert (reported["route"], reported["method"], reported["status"]) == ("/api/v1/ask", "GET", 200)
    assert reported["ms"] >= 0
    assert "私密" not in line
    assert "\n" not in line


def _request(app: object, if_match: str | None) -> Request:
    headers = [] if if_match is None else [(b"if-match", if_match.encode())]
    return Request({"type": "http", "headers": headers, "app": app})


def test_a_write_names_the_revision_that_it_was_made_for(client: TestClient) -> None:
    app = client.app
    assert isinstance(app, FastAPI)
    tag = etag_of(app.version, 5)
    for provided in (tag, f'"x", {tag}', f"W/{tag}"):
        assert expected_revision(_request(app, provided)) == 5
    assert expected_revision(_request(app, "*")) is None
    with pytest.raises(NoPrecondition):
        expected_revision(_request(app, None))
    for provided in ('"x"', ""):
        with pytest.raises(RevisionChanged):
            expected_revision(_request(app, provided))
