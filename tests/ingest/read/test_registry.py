"""The registry of formats: detection, the search in folders and the upload page follow from it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from core.errors import UnreadableFile
from graph import open_store
from ingest.read import formats
from ingest.read.files import find_files
from ingest.read.formats import FORMATS, Format, format_of
from ingest.read.probe import Probe
from tests.api.http.writing import AS_WRITER, over
from tests.ingest.read.test_detect import (
    WORDS,
    book,
    old_book,
    package,
    printed,
    renamed_stream,
    web,
    web_archive,
    word,
)


def opendocument(kind: str) -> bytes:
    return package("content.xml", mimetype=f"application/vnd.oasis.opendocument.{kind}")


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("要点.txt", WORDS)
    return file.getvalue()


SAMPLES: dict[str, Callable[[], bytes]] = {
    "纯文本": lambda: WORDS.encode(),
    "Word 文档": word,
    "旧版 Word 或 WPS 文档": lambda: renamed_stream(old_book(), "WordDocument"),
    "RTF 文档": lambda: b"{\\rtf1\\ansi x}",
    "ODT 文档": lambda: opendocument("text"),
    "Excel 表格": book,
    "旧版 Excel 或 WPS 表格": old_book,
    "ODS 表格": lambda: opendocument("spreadsheet"),
    "CSV 表格": lambda: f"序号,任务\n1,{WORDS}\n".encode(),
    "PDF（带文字）": printed,
    "网页": web,
    "单文件网页": web_archive,
    "压缩包": zipped,
}
NAMES = [row.name for row in FORMATS]
ROWS_AND_EXTENSIONS = [
    pytest.param(row, extension, id=extension) for row in FORMATS for extension in row.extensions
]


def test_every_format_has_a_sample_here() -> None:
    assert list(SAMPLES) == NAMES


@pytest.mark.parametrize(("row", "extension"), ROWS_AND_EXTENSIONS)
def test_a_file_is_detected_as_its_format(row: Format, extension: str) -> None:
    assert format_of(Probe(SAMPLES[row.name](), f"计划{extension}")) is row


@pytest.mark.parametrize(("row", "extension"), ROWS_AND_EXTENSIONS)
def test_no_second_format_beside_plain_text_detects_a_file(row: Format, extension: str) -> None:
    probe = Probe(SAMPLES[row.name](), f"计划{extension}")
    assert [each for each in FORMATS if each.detected(probe) and each is not formats.TEXT] == [
        row for _ in range(row is not formats.TEXT)
    ]


@pytest.mark.parametrize(("row", "extension"), ROWS_AND_EXTENSIONS)
def test_a_file_is_listed_from_a_folder(row: Format, extension: str, tmp_path: Path) -> None:
    file = tmp_path / f"计划{extension.upper()}"
    file.write_bytes(SAMPLES[row.name]())
    assert list(find_files([tmp_path])) == [file]


def test_a_folder_without_documents_names_every_extension(tmp_path: Path) -> None:
    (error,) = find_files([tmp_path])
    assert isinstance(error, UnreadableFile)
    assert re.findall(r"\.\w+", error.reason) == list(formats.EXTENSIONS)


def test_no_extension_belongs_to_two_formats() -> None:
    assert len(set(formats.EXTENSIONS)) == len(formats.EXTENSIONS)
    assert all(re.fullmatch(r"\.[a-z]+", extension) for extension in formats.EXTENSIONS)


@pytest.mark.parametrize("row", [row for row in FORMATS if row.needs_office], ids=lambda row: row.name)
def test_a_format_that_needs_libreoffice_says_so(row: Format, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.read.office.find_program", lambda: None)
    with pytest.raises(Exception, match=f"读取{re.escape(row.label)}需要安装 LibreOffice"):
        row.read(Probe(SAMPLES[row.name](), "计划"))


def test_the_table_for_the_documentation_has_a_row_for_each() -> None:
    lines = formats.markdown_table().splitlines()[2:]
    assert [line.split(" | ")[0].removeprefix("| ") for line in lines] == NAMES
    assert re.findall(r"`(\.\w+)`", "".join(lines)) == list(formats.EXTENSIONS)


def test_the_upload_page_offers_every_extension(tmp_path: Path) -> None:
    with open_store(tmp_path / "graph.lbug") as store, over(store) as client:
        page = client.get("/upload", headers=AS_WRITER).text
    accepted = re.search(r'type="file"[^>]* accept="([^"]*)"', page)
    assert accepted is not None
    assert accepted[1].split(",") == list(formats.EXTENSIONS)
