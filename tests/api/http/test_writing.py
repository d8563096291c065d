"""Sending, correcting and removing documents: each has its result, and what it did is told."""

from __future__ import annotations

import io
import json
import logging
import threading
import zipfile
from typing import Any

import pytest
from fastapi.testclient import TestClient

from core.errors import StoreUnavailable
from graph.store import GraphStore
from tests.api.http.writing import (
    AS_WRITER,
    BARE,
    DOCUMENTS,
    NUMBERED,
    REWORDED,
    WRITER,
    listed,
    over,
    sent,
)

PLAN = ("要点.txt", NUMBERED.encode())
NEW = ("要点（修订）.txt", REWORDED.encode())


@pytest.fixture
def client(empty: GraphStore) -> TestClient:
    return over(empty)


def revision(client: TestClient) -> int:
    matches: int = client.get("/ready").json()["revision"]
    return matches


def etag(client: TestClient) -> dict[str, str]:
    return {**AS_WRITER, "if-match": client.get(DOCUMENTS).headers["etag"]}


def test_each_file_has_its_result_in_the_order_sent(client: TestClient) -> None:
    picture = ("图.png", b"\x89PNG\r\n\x1a\n" + bytes(100))
    items = sent(client, PLAN, picture, ("empty.txt", b""), ("种树.txt", BARE.encode()))
    assert [item["status"] for item in items] == ["created", "rejected", "rejected", "created"]
    assert [item["filename"] for item in items] == ["要点.txt", "图.png", "empty.txt", "种树.txt"]
    first, second = items[0], items[1]
    assert (first["read"]["doc_number"], first["read"]["tasks"]) == ("云政办〔2024〕5号", 2)
    assert (first["diff"]["came"], first["diff"]["went"], first["problem"]) == (2, 0, None)
    assert client.get(f"{DOCUMENTS}/{first['id']}").json()["sha256"] == first["sha256"]
    assert second["problem"]["type"] == "urn:dutygraph:problem:unreadable-file"
    assert "图片" in second["problem"]["detail"]
    assert (second["id"], second["sha256"], second["diff"], second["read"]) == (None, None, None, None)
    assert {each["id"] for each in listed(client)} == {first["id"], items[3]["id"]}


def test_the_same_file_again_changes_nothing(client: TestClient) -> None:
    sent(client, PLAN)
    before = revision(client)
    (item,) = sent(client, PLAN)
    assert (item["status"], item["diff"]) == ("unchanged", {"came": 0, "went": 0, "changed": 0, "tasks": []})
    assert revision(client) == before


def test_the_same_number_with_other_words_says_what_it_replaces_and_what_differs(client: TestClient) -> None:
    (first,) = sent(client, PLAN)
    (item,) = sent(client, NEW)
    assert (item["status"], item["id"]) == ("replaced", first["id"])
    assert item["replaces"] == [{"id": first["id"], "title": "云州市2024年节水工作要点", "same_text": False}]
    assert {name: item["diff"][name] for name in ("came", "went", "changed")} == {
        "came": 0,
        "went": 1,
        "changed": 1,
    }
    changes = {change["change"]: change for change in item["diff"]["tasks"]}
    assert changes["went"]["before"]["text"] == "疏浚沟渠。"
    assert changes["went"]["after"] is None
    assert [duty["name"] for duty in changes["changed"]["before"]["duties"]] == ["市水务局", "市林业局"]
    assert [duty["name"] for duty in changes["changed"]["after"]["duties"]] == ["市水务局", "市公安局"]
    assert len(listed(client)) == 1


def test_a_dry_run_gives_the_same_answer_and_writes_nothing(client: TestClient) -> None:
    sent(client, PLAN)
    before = revision(client)
    foreseen = sent(client, NEW, ("种树.txt", BARE.encode()), url=f"{DOCUMENTS}?dry_run=true")
    assert [item["status"] for item in foreseen] == ["replaced", "created"]
    assert revision(client) == before
    assert len(listed(client)) == 1
    assert sent(client, NEW, ("种树.txt", BARE.encode())) == foreseen


def test_a_dry_run_on_an_empty_graph_leaves_it_empty(client: TestClient) -> None:
    sent(client, PLAN, url=f"{DOCUMENTS}?dry_run=true")
    assert revision(client) == 0


def test_pasted_text_takes_its_facts_from_the_url(client: TestClient) -> None:
    answer = client.post(
        DOCUMENTS,
        params={
            "title": "植树要点",
            "region": "云州市",
            "year": 2024,
            "issuers": ["云州市林业局", "云州市水务局"],
            "doc_number": "云林[2024]7号",
        },
        content=BARE.encode(),
        headers={**AS_WRITER, "content-type": "text/plain; charset=utf-8"},
    )
    assert answer.status_code == 200, answer.text
    (item,) = answer.json()["items"]
    matches = client.get(f"{DOCUMENTS}/{item['id']}").json()
    assert (matches["title"], matches["region"], matches["year"], matches["doc_number"]) == (
        "植树要点",
        "云州市",
        2024,
        "云林〔2024〕7号",
    )
    assert matches["issuers"] == ["云州市林业局", "云州市水务局"]
    assert matches["corrections"]["title"] == "植树要点"
    assert matches["source"] == "粘贴的文本.txt"


@pytest.mark.parametrize("charset", ["gbk", "GB18030", "utf-16"])
def test_pasted_text_may_be_in_another_charset(client: TestClient, charset: str) -> None:
    headers = {**AS_WRITER, "content-type": f"text/plain; charset={charset}"}
    answer = client.post(DOCUMENTS, content=NUMBERED.encode(charset), headers=headers)
    assert answer.json()["items"][0]["read"]["title"] == "云州市2024年节水工作要点"


def test_metadata_is_for_all_files_or_one_entry_each(client: TestClient) -> None:
    other = ("b.txt", BARE.replace("树", "草").encode())
    common = {"metadata": json.dumps({"region": "云州市", "year": 2024})}
    items = sent(client, ("a.txt", BARE.encode()), other, data=common)
    assert [item["read"]["region"] for item in items] == ["云州市", "云州市"]
    each = {"metadata": json.dumps([{"title": "甲"}, None])}
    items = sent(client, ("a.txt", BARE.encode()), other, data=each)
    assert [item["read"]["title"] for item in items] == ["甲", None]
    assert [item["status"] for item in items] == ["replaced", "unchanged"]
    assert items[0]["replaces"][0]["same_text"] is True


@pytest.mark.parametrize(
    ("metadata", "parameter"),
    [
        ("nonsense", "metadata"),
        ("[" * 5_000, "metadata"),
        ('{"title": "x", "colour": "red"}', "colour"),
        ('{"year": "soon"}', "year"),
        ('[{"doc_number": "5"}, null]', "doc_number"),
        ('{"region": "火星"}', "region"),
        ('{"title": "a\\u0000b"}', "title"),
        ('{"title": "\\ud800"}', "metadata"),
        ('{"issuers": "云州市"}', "issuers"),
        ("3", "body"),
        ("[{}]", "metadata"),
        ('{"title": "one for two"}', "metadata"),
    ],
)
def test_metadata_that_cannot_be_used_is_422_and_nothing_is_written(
    client: TestClient, metadata: str, parameter: str
) -> None:
    files = [("file", PLAN), ("file", ("b.txt", BARE.encode()))]
    answer = client.post(DOCUMENTS, files=files, data={"metadata": metadata}, headers=AS_WRITER)
    assert answer.status_code == 422, answer.text
    assert [error["parameter"] for error in answer.json()["errors"]] == [parameter]
    assert revision(client) == 0


def test_the_files_of_an_archive_each_have_a_result(client: TestClient) -> None:
    nested = archive({"in.txt": BARE.encode()})
    packed = archive({"../../a.txt": NUMBERED.encode(), "b/种树.txt": BARE.encode(), "c.zip": nested})
    items = sent(client, ("工作.zip", packed))
    assert [(item["filename"], item["status"]) for item in items] == [
        ("工作.zip › ../../a.txt", "created"),
        ("工作.zip › b/种树.txt", "created"),
        ("工作.zip › c.zip", "rejected"),
    ]


def test_files_of_an_archive_cannot_share_a_title(client: TestClient) -> None:
    packed = archive({"a.txt": NUMBERED.encode(), "b.txt": BARE.encode()})
    (item,) = sent(client, ("工作.zip", packed), data={"metadata": '{"title": "同名"}'})
    assert (item["status"], item["problem"]["errors"][0]["parameter"]) == ("rejected", "metadata")
    assert listed(client) == []


def archive(files: dict[str, bytes]) -> bytes:
    created = io.BytesIO()
    with zipfile.ZipFile(created, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, raw in files.items():
            packed.writestr(name, raw)
    return created.getvalue()


def test_facts_are_corrected_and_hold_when_the_file_comes_again(client: TestClient) -> None:
    (first,) = sent(client, ("种树.txt", BARE.encode()))
    url = f"{DOCUMENTS}/{first['id']}"
    facts = {"title": "植树要点", "region": "云州市", "year": 2024}
    foreseen = client.patch(f"{url}?dry_run=true", json=facts, headers=etag(client))
    assert client.get(url).status_code == 200
    answer = client.patch(url, json=facts, headers=etag(client))
    assert answer.status_code == 200, answer.text
    changed = answer.json()
    assert changed == foreseen.json()
    assert changed["replaces"] == [{"id": first["id"], "title": None, "same_text": True}]
    assert client.get(url).status_code == 404
    (again,) = sent(client, ("种树.txt", BARE.encode()))
    assert (again["status"], again["id"]) == ("unchanged", changed["id"])
    assert answer.headers["etag"] == client.get(DOCUMENTS).headers["etag"]
    back = client.patch(
        f"{DOCUMENTS}/{changed['id']}",
        json=dict.fromkeys(facts),
        headers={**AS_WRITER, "if-match": answer.headers["etag"]},
    )
    assert back.json()["id"] == first["id"]


def test_a_correction_does_not_swallow_another_document(client: TestClient) -> None:
    sent(client, PLAN)
    (other,) = sent(client, ("种树.txt", BARE.encode()), data={"metadata": '{"region": "云州市"}'})
    answer = client.patch(
        f"{DOCUMENTS}/{other['id']}", json={"doc_number": "云政办〔2024〕5号"}, headers=etag(client)
    )
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:dutygraph:problem:record-exists")
    assert "云州市2024年节水工作要点" in answer.json()["detail"]
    assert len(listed(client)) == 2


def test_a_document_is_removed_with_what_only_it_held(client: TestClient) -> None:
    (item,) = sent(client, PLAN)
    url = f"{DOCUMENTS}/{item['id']}"
    foreseen = client.delete(f"{url}?dry_run=true", headers=etag(client)).json()
    answer = client.delete(url, headers=etag(client))
    assert answer.status_code == 200
    assert answer.json() == foreseen
    assert (answer.json()["status"], answer.json()["diff"]["went"]) == ("removed", 2)
    assert listed(client) == []
    assert client.get("/api/v1/agencies").json()["items"] == []
    assert client.delete(url, headers={**AS_WRITER, "if-match": "*"}).status_code == 404


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_a_change_needs_the_etag_of_what_was_read(client: TestClient, method: str) -> None:
    (item,) = sent(client, PLAN)
    url = f"{DOCUMENTS}/{item['id']}"
    seen = etag(client)
    content: dict[str, Any] = {"json": {"year": 2025}} if method == "PATCH" else {}
    assert client.request(method, url, headers=AS_WRITER, **content).status_code == 428
    sent(client, ("种树.txt", BARE.encode()))
    for stale in (seen, {**AS_WRITER, "if-match": '"other"'}, {**AS_WRITER, "if-match": "W/"}):
        answer = client.request(method, url, headers=stale, **content)
        assert (answer.status_code, answer.json()["type"]) == (412, "urn:dutygraph:problem:revision-changed")
    assert client.request(method, url, headers={**AS_WRITER, "if-match": "*"}, **content).status_code == 200


def test_two_uploads_of_one_document_at_once_make_one(client: TestClient) -> None:
    statuses: list[str] = []
    barrier = threading.Barrier(2)

    def send() -> None:
        barrier.wait(300)
        statuses.extend(item["status"] for item in sent(client, PLAN))

    with client:
        threads = [threading.Thread(target=send) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(300)
    assert sorted(statuses) == ["created", "unchanged"]
    assert len(listed(client)) == 1


def test_a_store_that_fails_in_between_leaves_whole_documents_only(
    client: TestClient, empty: GraphStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = empty.replace_document

    def full(graph: Any, **more: Any) -> Any:
        if graph.document.source == "种树.txt":
            raise StoreUnavailable("磁盘已满")
        return put(graph, **more)

    monkeypatch.setattr(empty, "replace_document", full)
    items = sent(client, PLAN, ("种树.txt", BARE.encode()))
    assert [item["status"] for item in items] == ["created", "rejected"]
    assert items[1]["problem"]["status"] == 503
    assert len(listed(client)) == 1


def test_who_writes_is_named_in_the_log_and_no_key_is(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        (item,) = sent(client, PLAN)
        client.delete(f"{DOCUMENTS}/{item['id']}", headers=etag(client))
    assert f"key writer sends {item['id']}: created" in caplog.text
    assert f"key writer removes {item['id']}" in caplog.text
    assert WRITER not in caplog.text
