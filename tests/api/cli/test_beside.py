"""Writing beside a server: the command sends its files. And bodies on a real connection."""

from __future__ import annotations

import re
import socket
import zipfile
from pathlib import Path

import httpx2
import pytest

from tests.api.cli.conftest import PLAN, Run
from tests.api.cli.test_serve import serving

DOCUMENTS = "api/v1/documents"


@pytest.fixture
def files(tmp_path: Path, plan: Path) -> list[str]:
    """What is ingested: a plan, one that changes it, an archive, a picture, and what is not there."""
    other = PLAN.replace("打击网络侵权盗版", "整治网络侵权盗版")
    (tmp_path / '改 "稿".txt').write_text(other, "utf-8")
    with zipfile.ZipFile(tmp_path / "工作.zip", "w") as archive:
        archive.writestr("甲/种树.txt", "一、植树\n1．种树。（市林业局负责）\n")
        archive.writestr("乙.txt", "")
    (tmp_path / "图.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    (tmp_path / "大.txt").write_bytes(b"x" * 2_000)
    return [plan.name, '改 "稿".txt', "工作.zip", "图.png", "大.txt", "没有.txt", plan.name]


def test_ingest_and_remove_beside_a_server_print_what_they_print_without(
    run: Run, files: list[str], tmp_path: Path
) -> None:
    settings = {"DUTYGRAPH_MAX_FILE_BYTES": "1500"}
    forms = ("table", "json")
    alone = [
        run("ingest", *files, "--format", form, "--store", f"alone-{form}.lbug", **settings) for form in forms
    ]
    assert alone[0].code == 2
    assert len(alone[0].complaints) == 4
    for form, without in zip(forms, alone, strict=True):
        with serving(tmp_path / f"beside-{form}.lbug", **settings):
            beside = run("ingest", *files, "--format", form, "--store", f"beside-{form}.lbug", **settings)
            assert beside == without
            listed = run("documents", "--format", "csv", "--store", f"beside-{form}.lbug").out
            assert listed == run("documents", "--format", "csv", "--store", f"alone-{form}.lbug").out
            (id, *_) = re.findall(r"d_\w+", listed)
            removed = run("remove", id, "--store", f"beside-{form}.lbug")
            assert removed == run("remove", id, "--store", f"alone-{form}.lbug")
            assert removed.code == 0
            again = run("remove", id, "--store", f"beside-{form}.lbug")
            assert (again.code, again.complaints) == (2, [f"图中没有这个文件：{id}"])


def test_beside_a_server_of_another_user_it_is_reported_who_has_the_graph(
    run: Run, plan: Path, tmp_path: Path
) -> None:
    with serving(tmp_path / "g.lbug") as (server, link):
        for command in (["ingest", plan.name], ["remove", "d_nothing"]):
            ended = run(*command, "--store", "g.lbug", XDG_STATE_HOME=str(tmp_path / "other"))
            assert (ended.code, ended.out) == (2, "")
            assert link.rstrip("/") in ended.complaints[0]
            assert str(server.pid) in ended.complaints[0]


def test_a_file_that_the_server_finds_too_large_is_one_complaint(
    run: Run, plan: Path, tmp_path: Path
) -> None:
    with serving(tmp_path / "g.lbug", DUTYGRAPH_MAX_UPLOAD_BYTES="300"):
        ended = run("ingest", plan.name, "--store", "g.lbug")
        assert ended.code == 2
        (complaint,) = ended.complaints
        assert complaint.startswith(f"{plan.name}：")
        assert "300 字节" in complaint


def test_the_key_of_the_link_opens_a_session(graph: Path, tmp_path: Path) -> None:
    import shutil

    store = Path(shutil.copy(graph, tmp_path / "g.lbug"))
    with serving(store) as (server, link):
        assert server.stdout is not None
        with httpx2.Client(base_url=link, timeout=3000) as client:
            from api.config.local_key import known_local_key

            key = known_local_key(str(store))
            assert key is not None
            origin = {"origin": link.rstrip("/")}
            assert client.post("session", data={"key": key}, headers=origin).status_code == 303
            answer = client.post(
                DOCUMENTS,
                params={"filename": "plan.txt"},
                content=PLAN.encode(),
                headers={**origin, "content-type": "text/plain"},
            )
            assert answer.json()["items"][0]["status"] == "unchanged"
        server.terminate()
        out, err = server.communicate(timeout=300)
    assert key not in out + err


def exchanged(link: str, head: str, *pieces: bytes) -> bytes:
    """The problem that a server answers to these bytes, whether or not it waits for them."""
    host, port = re.findall(r"//(.*):(\d+)/", link)[0]
    with socket.create_connection((host, int(port)), timeout=3000) as connection:
        connection.sendall(head.replace("\n", "\r\n").encode())
        for piece in pieces:
            connection.sendall(piece)
        answer = b""
        while not answer.endswith(b"}"):
            piece = connection.recv(65_536)
            assert piece, answer
            answer += piece
    return answer


def test_a_body_without_end_is_refused_while_it_comes_and_the_server_goes_on(
    tmp_path: Path,
) -> None:
    from api.config.local_key import known_local_key

    store = tmp_path / "g.lbug"
    with serving(store, DUTYGRAPH_MAX_UPLOAD_BYTES="1000000") as (_, link):
        key = known_local_key(str(store))
        location = link.removeprefix("http://").rstrip("/")
        head = (
            f"POST /api/v1/documents HTTP/1.1\nhost: {location}\nauthorization: Bearer {key}\n"
            "content-type: multipart/form-data; boundary=cut\n"
        )
        start = b'--cut\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
        chunk = b"%x\r\n" % 65_536 + b"x" * 65_536 + b"\r\n"
        chunks = [b"%x\r\n" % len(start) + start + b"\r\n", *[chunk] * 1_000]
        answer = exchanged(link, head + "transfer-encoding: chunked\n\n", *chunks)
        assert b" 413 " in answer.splitlines()[0]
        message = exchanged(link, head + "content-length: 99999999\n\n", start)
        assert b" 413 " in message.splitlines()[0]
        assert b"urn:dutygraph:problem:too-large" in message
        nobody = head.replace(f"Bearer {key}", "Bearer nobody")
        message = exchanged(link, nobody + "content-length: 99999999\n\n", start)
        assert b" 401 " in message.splitlines()[0]
        cut = socket.create_connection((location.rpartition(":")[0], int(location.rpartition(":")[2])))
        cut.sendall((head + "content-length: 1000\n\n").replace("\n", "\r\n").encode() + start)
        cut.close()
        assert httpx2.get(f"{link}{DOCUMENTS}", timeout=3000).json()["items"] == []


def test_a_new_key_is_shown_once_and_the_setting_takes_its_line(run: Run, tmp_path: Path) -> None:
    ended = run("key", "new", "office", "--scope", "read,write")
    assert (ended.code, ended.err) == (0, "")
    (secret,) = re.findall(r"^dg_[\w-]{43}$", ended.out, re.MULTILINE)
    (line,) = re.findall(r"^office:.*$", ended.out, re.MULTILINE)
    assert secret not in line
    with serving(tmp_path / "g.lbug", DUTYGRAPH_KEYS=line) as (_, link):
        headers = {"authorization": f"Bearer {secret}", "content-type": "text/plain"}
        answer = httpx2.post(f"{link}{DOCUMENTS}", content=PLAN.encode(), headers=headers, timeout=3000)
        assert answer.json()["items"][0]["status"] == "created"
