"""Old and foreign formats: through LibreOffice where it is, else a sentence that says what to do."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path

import docx
import pytest

from ingest.read import office, ole
from ingest.read.content import Paragraph
from ingest.read.errors import Unreadable
from ingest.read.formats import DOC
from tests.ingest.read.tables import grid, table_of
from tests.ingest.read.test_docx_numbering import PLAN
from tests.ingest.read.word_files import num, p, saved, word_file

LIBREOFFICE = office.find_program()
needs_libreoffice = pytest.mark.skipif(LIBREOFFICE is None, reason="LibreOffice is not installed here")
needs_scripts = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")

DAMAGED = ole.MAGIC + bytes(504) + "WordDocument".encode("utf-16-le") + bytes(512)


def rtf(text: str) -> bytes:
    words = "".join(f"\\u{ord(c)}?" if ord(c) > 127 else c for c in text).replace("\n", "\\par ")
    return b"{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0 SimSun;}}\\f0 " + words.encode() + b"\\par}"


def odt(content: str) -> bytes:
    names = "office:1.0 text:1.0 drawing:1.0 style:1.0".split()
    spaces = "".join(
        f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}"'
        for prefix, name in zip(("office", "text", "draw", "style"), names, strict=True)
    )
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr(
            "content.xml",
            f'<office:document-content{spaces} xmlns:xlink="http://www.w3.org/1999/xlink" '
            'office:version="1.2">'
            f"<office:body><office:text>{content}</office:text></office:body></office:document-content>",
        )
        package.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            '<manifest:file-entry manifest:full-path="/" '
            'manifest:media-type="application/vnd.oasis.opendocument.text"/>'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
            "</manifest:manifest>",
        )
    return out.getvalue()


def texts(raw: bytes, suffix: str) -> list[str]:
    return [part.text for part in office.read(raw, suffix, DOC.label).parts if isinstance(part, Paragraph)]


@needs_libreoffice
class TestThroughLibreOffice:
    def test_an_old_word_file_keeps_numbers_and_tables(self, tmp_path: Path) -> None:
        document = docx.Document(
            BytesIO(word_file(p("整治市场", 1, 0) + p("修缮雨棚", 1, 1), PLAN + num(1, 0)))
        )
        table = document.add_table(rows=2, cols=2)
        for cell, text in zip(table._cells, ("任务", "牵头单位", "清淤", "区水利局"), strict=True):
            cell.text = text
        document.add_paragraph("附则。")  # Word never ends with a table
        raw = as_old_word(saved(document), tmp_path)
        content = office.read(raw, ".doc", DOC.label)
        paragraphs = [part.text for part in content.parts if isinstance(part, Paragraph)]
        assert paragraphs == ["一、整治市场", "（一）修缮雨棚", "附则。"]
        assert grid(table_of(content)) == [["任务", "牵头单位"], ["清淤", "区水利局"]]

    def test_rtf(self) -> None:
        assert texts(rtf("一、整治市场\n（区城管局牵头）"), ".rtf") == ["一、整治市场", "（区城管局牵头）"]

    def test_odt(self) -> None:
        assert texts(odt("<text:p>修缮雨棚（区住建局负责）</text:p>"), ".odt") == ["修缮雨棚（区住建局负责）"]

    def test_links_are_not_followed(self, tmp_path: Path) -> None:
        secret = tmp_path / "secret.txt"
        secret.write_text("不该读到的文字", encoding="utf-8")
        with listening() as (address, requested):
            raw = odt(
                f'<text:p>正文<draw:frame><draw:image xlink:href="{address}/a.png"/></draw:frame></text:p>'
                f'<text:section text:name="s"><text:section-source xlink:href="{address}/b.odt"/>'
                "<text:p>旧文</text:p></text:section>"
                f'<text:section text:name="t"><text:section-source xlink:href="{secret.as_uri()}"/>'
                "<text:p>旧文</text:p></text:section>"
            )
            result = texts(raw, ".odt")
            field = f'{{\\*\\fldinst INCLUDEPICTURE "{address}/c.png" }}{{\\fldrslt x}}'
            texts(f"{{\\rtf1 {{\\field{field}}}\\par}}".encode(), ".rtf")
        assert requested == []
        assert result[0] == "正文"
        assert "不该读到的文字" not in "".join(result)

    def test_a_damaged_old_file_is_a_sentence(self) -> None:
        with pytest.raises(Unreadable, match="LibreOffice"):
            office.read(DAMAGED, ".doc", DOC.label)

    def test_nothing_is_left_behind(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
        texts(rtf("一、整治市场"), ".rtf")
        assert list(tmp_path.iterdir()) == []


def test_without_libreoffice_the_two_ways_out_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_program", lambda: None)
    with pytest.raises(Unreadable, match=r"安装 LibreOffice.*另存为 \.docx"):
        office.read(DAMAGED, ".doc", DOC.label)


@needs_scripts
class TestStandIns:
    """What becomes of a converter that does not do its work."""

    def use(self, monkeypatch: pytest.MonkeyPatch, folder: Path, script: str) -> None:
        program = folder / "soffice"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        monkeypatch.setattr(office, "find_program", lambda: str(program))

    def test_success_without_a_file(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        self.use(monkeypatch, tmp_path, "exit 0")
        with pytest.raises(Unreadable, match="无法转换"):
            office.read(DAMAGED, ".doc", DOC.label)

    def test_a_hanging_program_is_ended_with_its_children(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        noted = tmp_path / "pid"
        self.use(monkeypatch, tmp_path, f"sleep 60 & echo $! > {noted}; wait")
        monkeypatch.setattr(office, "SECONDS", 1)
        with pytest.raises(Unreadable, match="超过"):
            office.read(DAMAGED, ".doc", DOC.label)
        assert gone(int(noted.read_text()))

    def test_a_program_that_cannot_start(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setattr(office, "find_program", lambda: str(tmp_path / "missing"))
        with pytest.raises(Unreadable, match="无法启动"):
            office.read(DAMAGED, ".doc", DOC.label)


def gone(pid: int) -> bool:
    """Whether a process ends within two seconds; one that nobody has waited for counts as ended."""
    for _ in range(20):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        status = Path(f"/proc/{pid}/stat")
        if status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.1)
    return False


def as_old_word(raw: bytes, folder: Path) -> bytes:
    (folder / "plan.docx").write_bytes(raw)
    subprocess.run(
        [
            LIBREOFFICE or "",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "doc:MS Word 97",
            "--outdir",
            str(folder),
            str(folder / "plan.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return (folder / "plan.doc").read_bytes()


@contextmanager
def listening() -> Iterator[tuple[str, list[str]]]:
    """A web server on a free loopback port, and the paths it is asked for."""
    requested: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            requested.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815  # the server's own names

        def log_message(self, format: str, *args: object) -> None:
            """Keep the test's output clean."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", requested
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
