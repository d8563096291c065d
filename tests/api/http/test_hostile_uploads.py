"""Bodies that are too large, cut off or not what they say: refused, and nothing is left behind."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.web.request_content import safe_file_name
from graph.store import GraphStore
from tests.api.http.conftest import filled
from tests.api.http.writing import AS_WRITER, BARE, DOCUMENTS, listed, over, sent

LIMIT = 50_000
END = b"--cut--\r\n"


@pytest.fixture
def client(empty: GraphStore) -> TestClient:
    return limited(empty)


@pytest.fixture(scope="module")
def refusing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """One server for all that is refused: after each of them its graph is empty."""
    with filled(tmp_path_factory.mktemp("refusing")) as store:
        yield limited(store)


def limited(store: GraphStore) -> TestClient:
    return over(store, max_upload_bytes=LIMIT, max_upload_files=5, max_file_bytes=20_000)


def part(name: str, raw: bytes, field: str = "file") -> bytes:
    head = f'--cut\r\ncontent-disposition: form-data; name="{field}"; filename="{name}"\r\n\r\n'
    return head.encode() + raw + b"\r\n"


def post(
    client: TestClient, body: bytes, kind: str = "multipart/form-data; boundary=cut", **more: str
) -> Any:
    return client.post(DOCUMENTS, content=body, headers={**AS_WRITER, "content-type": kind, **more})


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("multipart/form-data; boundary=cut", b"", 400),
        ("multipart/form-data; boundary=cut", b"nonsense", 400),
        ("multipart/form-data; boundary=cut", part("a.txt", b"x"), 400),
        ("multipart/form-data; boundary=other", part("a.txt", b"x") + END, 400),
        ("multipart/form-data", part("a.txt", b"x") + END, 400),
        ("multipart/form-data; boundary=cut; charset=hex", part("a.txt", b"x") + END, 415),
        ("multipart/form-data; boundary=cut", b"--cut\r\n\r\nx" + END, 400),
        ("multipart/form-data; boundary=cut", b"--cut--\r\n", 422),
        ("multipart/form-data; boundary=cut", part("", b"") + END, 422),
        ("multipart/form-data; boundary=cut", part("a.txt", b"x", field="other") + END, 422),
        ("multipart/form-data; boundary=cut", part("a.txt", b"x" * LIMIT) + END, 413),
        ("multipart/form-data; boundary=cut", part("a.txt", b"x") * 6 + END, 413),
        ("multipart/form-data; boundary=cut", part("a.txt", b"x") * 10_000 + END, 413),
        ("text/plain; charset=hex", b"61", 415),
        ("text/plain; charset=punycode", b"a", 415),
        ("text/plain; charset=\xff", b"a", 415),
        ("text/plain; charset=utf-8", "云州市".encode("gbk"), 400),
        ("text/plain", b"x" * 20_001, 413),
        ("application/json", b"{}", 415),
        ("application/x-www-form-urlencoded", b"file=x", 415),
        ("", b"x", 415),
    ],
)
def test_a_body_that_cannot_be_taken_is_refused_whole(
    refusing: TestClient, kind: str, body: bytes, status: int
) -> None:
    headers = {b"content-type": kind.encode("latin-1"), b"authorization": AS_WRITER["authorization"].encode()}
    answer = refusing.post(DOCUMENTS, content=body, headers=headers)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert listed(refusing) == []


def test_a_body_over_the_limit_is_refused_by_its_length_before_it_is_read(client: TestClient) -> None:
    answer = post(client, b"--cut--\r\n", **{"content-length": "99999999999999999999999999"})
    assert answer.status_code == 413
    assert "DUTYGRAPH_MAX_UPLOAD_BYTES" in answer.json()["detail"]


def test_a_body_longer_than_it_says_is_counted_as_it_comes(client: TestClient) -> None:
    assert post(client, part("a.txt", b"x" * LIMIT) + END, **{"content-length": "10"}).status_code == 413


def test_no_temporary_file_is_left(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setattr("starlette.formparsers.MultiPartParser.spool_max_size", 10)
    sent(client, ("a.txt", BARE.encode()), ("b.bin", bytes(1000)))
    post(client, part("a.txt", b"x" * 1_000) + part("b.txt", b"x" * LIMIT) + END)
    post(client, part("a.txt", b"x" * 1_000))
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/要点.txt", "要点.txt"),
        ("C:\\plans\\要点.txt", "要点.txt"),
        ("要点\r\nSet-Cookie: a=b.txt", "要点Set-Cookie: a=b.txt"),
        ("a\x00b\x1b[31m\u202e.txt", "ab[31m.txt"),
        ("a\"b'c.txt", "a\"b'c.txt"),
        ("", "未命名文件"),
        (None, "未命名文件"),
        ("..", "未命名文件"),
        ("/", "未命名文件"),
        ("\udcff.txt", ".txt"),
        ("长" * 300 + ".docx", "长" * 195 + ".docx"),
        ("长" * 300, "长" * 200),
    ],
)
def test_a_files_name_is_its_own_and_harmless(given: str | None, kept: str) -> None:
    assert safe_file_name(given) == kept


@pytest.mark.parametrize("name", ["../../a.txt", "..%2fa.txt", 'a\\"b.txt', "a%0d%0ab.txt", "~/.ssh/key"])
def test_no_name_reaches_the_file_system(client: TestClient, tmp_path: Path, name: str) -> None:
    before = sorted(tmp_path.rglob("*"))
    (item,) = post(client, part(name, BARE.encode()) + END).json()["items"]
    assert item["status"] == "created"
    assert "/" not in item["filename"]
    assert sorted(tmp_path.rglob("*")) == before


def test_a_line_break_in_a_name_makes_no_header(client: TestClient) -> None:
    answer = post(client, part("a\r\nx: y.txt", BARE.encode()) + END)
    assert "x" not in answer.headers
    assert [item["filename"] for item in answer.json()["items"]] == ['"a']


def test_files_of_one_name_are_each_their_own(client: TestClient) -> None:
    items = sent(client, ("a.txt", BARE.encode()), ("a.txt", BARE.replace("树", "草").encode()))
    assert [item["status"] for item in items] == ["created", "created"]
    assert items[0]["id"] != items[1]["id"]


def test_a_file_over_its_limit_is_rejected_and_the_others_are_not(client: TestClient) -> None:
    items = sent(client, ("a.txt", b"x" * 20_001), ("b.txt", BARE.encode()))
    assert [item["status"] for item in items] == ["rejected", "created"]
    assert "20001" in items[0]["problem"]["detail"]


def packed(files: dict[str, bytes]) -> bytes:
    created = io.BytesIO()
    with zipfile.ZipFile(created, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in files.items():
            archive.writestr(name, raw)
    return created.getvalue()


def test_a_zip_bomb_is_not_unpacked(empty: GraphStore) -> None:
    bomb = packed({"a.txt": bytes(30_000_000), "b.txt": BARE.encode()})
    assert len(bomb) < LIMIT
    items = sent(over(empty), ("bomb.zip", bomb))
    assert [item["status"] for item in items] == ["rejected", "created"]
    assert "上限" in items[0]["problem"]["detail"]


@pytest.mark.parametrize(
    "raw",
    [
        packed({f"{n}.txt": b"x" for n in range(501)}),
        packed({"a.txt": bytes(19_000), **{f"{n}.txt": bytes(20_000) for n in range(21)}}),
        packed({"picture.png": b"x"}),
        packed({"a.txt": b"x"})[:-30],
        packed({}),
    ],
    ids=["many files", "much in all", "no document", "cut off", "empty"],
)
def test_an_archive_over_the_limits_is_one_rejection(refusing: TestClient, raw: bytes) -> None:
    (item,) = sent(refusing, ("a.zip", raw))
    assert item["status"] == "rejected"
    assert item["problem"]["type"] == "urn:dutygraph:problem:unreadable-file"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00" * 100,
        b"\x89PNG\r\n\x1a\n" + bytes(9),
        b"%PDF-1.7 nonsense",
        b"PK\x03\x04nonsense",
        b"\xff\xfe",
    ],
)
def test_what_is_no_document_is_rejected_with_its_reason(refusing: TestClient, raw: bytes) -> None:
    (item,) = sent(refusing, ("a.txt", raw))
    assert item["status"] == "rejected"
    assert item["problem"]["detail"]
    assert listed(refusing) == []


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"[" * 90_000, b"null", b'{"id": "d_other"}'])
def test_a_correction_that_is_none_is_422(client: TestClient, body: bytes) -> None:
    (item,) = sent(client, ("a.txt", BARE.encode()))
    headers = {**AS_WRITER, "if-match": "*", "content-type": "application/json"}
    answer = client.patch(f"{DOCUMENTS}/{item['id']}", content=body, headers=headers)
    assert answer.status_code == 422, answer.text
    assert (
        client.patch(f"{DOCUMENTS}/{item['id']}", content=b" " * 100_001, headers=headers).status_code == 413
    )
    other = client.patch(
        f"{DOCUMENTS}/{item['id']}", content=b"{}", headers=headers | {"content-type": "x/y"}
    )
    assert other.status_code == 415
