"""Each file goes to the reader that its content asks for, whatever it is called."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

import docx
import pytest
import xlsxwriter
import xlwt

from ingest.read import archive, detect, office, ole
from ingest.read.content import Content, Paragraph, PlainText, Table
from ingest.read.errors import Unreadable
from ingest.read.probe import package_of
from tests.ingest.read.pdf_files import MARGIN, Page

WORDS = "开展“铁拳”行动"
NAMES = ("计划.docx", "计划.pdf", "计划.xls", "计划.txt", "计划.html", "计划", "计划.DOC")


def word() -> bytes:
    document, file = docx.Document(), io.BytesIO()
    document.add_paragraph(WORDS)
    document.save(file)
    return file.getvalue()


def book() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as writer:
        writer.add_worksheet().write(0, 0, WORDS)
    return file.getvalue()


def old_book() -> bytes:
    writer, file = xlwt.Workbook(), io.BytesIO()
    writer.add_sheet("台账").write(0, 0, WORDS)
    writer.save(file)
    return file.getvalue()


def printed() -> bytes:
    page = Page()
    page.line(MARGIN, 700, WORDS)
    return page.done()


def web() -> bytes:
    head = '\ufeff<!-- 保存 -->\n<html><head><meta charset="utf-8"></head>'
    return f"{head}<body><p>{WORDS}</p></body></html>".encode()


def web_archive() -> bytes:
    return (
        b"From: <Saved by a browser>\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="==b"\r\n\r\n--==b\r\n'
        b"Content-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + web() + b"\r\n--==b--\r\n"
    )


def renamed_stream(raw: bytes, name: str) -> bytes:
    """An OLE file with another name for its stream Workbook."""
    old, new = "Workbook".encode("utf-16-le"), name.encode("utf-16-le")
    at = raw.index(old)
    entry = new.ljust(64, b"\x00") + struct.pack("<H", len(new) + 2)
    return raw[:at] + entry + raw[at + 66 :]


def package(*names: str, mimetype: str | None = None) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as writer:
        if mimetype is not None:
            writer.writestr("mimetype", mimetype)
        for name in names:
            writer.writestr(name, b"x")
    return file.getvalue()


def text_of(content: Content | PlainText) -> str:
    if isinstance(content, PlainText):
        return content.text
    cells = (
        cell.text
        for part in content.parts
        if isinstance(part, Table)
        for row in part.rows
        for cell in row
        if cell is not None
    )
    return "\n".join([*(part.text for part in content.parts if isinstance(part, Paragraph)), *cells])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("make", [word, book, old_book, printed, web, web_archive])
def test_content_decides_and_not_the_name(make: Callable[[], bytes], name: str) -> None:
    read = detect.read(make(), name)
    assert isinstance(read, Content)
    assert text_of(read) == WORDS


@pytest.mark.parametrize("name", [name for name in NAMES if not name.endswith(".html")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_stays_text_under_any_name(name: str, encoding: str) -> None:
    plan = f"一、加强执法\n1.{WORDS}，网页要用 <p> 标记。（市市场监管局牵头）\n"
    assert detect.read(plan.encode(encoding), name) == PlainText(plan, None)


def test_damaged_text_is_reported() -> None:
    read = detect.read("一、加强执法\n".encode() * 20 + b"\xff", "a.txt")
    assert isinstance(read, PlainText)
    assert read.warning is not None


def test_csv_is_recognised_by_its_name_and_tables_called_xls_by_their_look() -> None:
    rows = f"序号,任务\n1,{WORDS}\n".encode()
    assert isinstance(detect.read(rows, "a.csv"), Content)
    assert isinstance(detect.read(rows, "a.txt"), PlainText)
    assert isinstance(detect.read(rows.replace(b",", b"\t"), "a.xls"), Content)


@pytest.mark.parametrize(
    ("raw", "suffix"),
    [
        (b"{\\rtf1\\ansi x}", ".rtf"),
        (renamed_stream(old_book(), "WordDocument"), ".doc"),
        (package("content.xml", mimetype="application/vnd.oasis.opendocument.text"), ".odt"),
    ],
    ids=["rtf", "doc", "odt"],
)
def test_what_libreoffice_reads_goes_there(raw: bytes, suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    requested: list[str] = []

    def read(_: bytes, as_suffix: str, label: str) -> Content:
        requested.append(as_suffix)
        assert as_suffix in label.lower() or as_suffix[1:].upper() in label
        return Content((Paragraph(WORDS),))

    monkeypatch.setattr(office, "read", read)
    assert text_of(detect.read(raw, "计划.docx")) == WORDS
    assert requested == [suffix]


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "图片"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "图片"),
        (b"BM\x36\x00\x00\x00", "图片"),
        (b"\x00\x00\x00\x18ftypheic", "图片"),
        (b"\x00\x00\x00\x18ftypmp42", "音频或视频"),
        (b"ID3\x03\x00\x00", "音频或视频"),
        (b"MZ\x90\x00\x03\x00", "程序"),
        (b"Rar!\x1a\x07\x01\x00", "zip"),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", "zip"),
        (b"SQLite format 3\x00", "数据库"),
        (renamed_stream(old_book(), "EncryptedPackage"), "密码"),
        (renamed_stream(old_book(), "PowerPoint Document"), "演示文稿"),
        (renamed_stream(old_book(), "Mail"), "旧版 Office"),
        (old_book()[:700], "损坏或不完整"),
        (word()[:1500], "损坏或不完整"),
        (package("[Content_Types].xml", "ppt/presentation.xml"), "演示文稿"),
        (package("OFD.xml", "Doc_0/Document.xml"), "OFD"),
        (package("content.xml", mimetype="application/vnd.oasis.opendocument.graphics"), "OpenDocument"),
        (package("里面.txt"), "压缩包里的压缩包"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "2003 的 XML"),
        (b"%PDF-1.7\n", "损坏或不完整"),
        (b"", "空的"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "损坏或不完整"),
        (bytes(range(256)) * 8, "二进制"),
    ],
)
@pytest.mark.parametrize("name", ["a.docx", "a.txt", "a"])
def test_what_is_no_document_is_a_clear_sentence(raw: bytes, sentence: str, name: str) -> None:
    with pytest.raises(Unreadable, match=sentence) as caught:
        detect.read(raw, name)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("words", ["BM区重点任务", "MZ街道分工方案", "ID3号文件"])
def test_text_that_begins_like_another_format_is_text(words: str) -> None:
    assert detect.read(words.encode(), "a.txt") == PlainText(words, None)


def test_lock_files_are_refused() -> None:
    with pytest.raises(Unreadable, match="临时文件"):
        detect.read(b"\x05admin" + bytes(50), "~$计划.docx")


def test_a_web_archive_without_a_page_is_refused() -> None:
    with pytest.raises(Unreadable, match="没有网页正文"):
        detect.read(web_archive().replace(b"Content-Type: text/html", b"Content-Type: image/png"), "a.mht")


def test_archives_are_distinguished_from_documents() -> None:
    for raw, expected in ((word(), False), (book(), False), (package("a.txt", "word/b.txt"), True)):
        assert (package_of(archive.names(io.BytesIO(raw))) is None) is expected


def test_words_of_a_password_in_an_old_document_are_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """The directory tells an encrypted file, not its text, which is UTF-16 as the names there are."""
    raw = renamed_stream(old_book(), "WordDocument") + "EncryptedPackage".encode("utf-16-le")
    converted: list[bytes] = []

    def convert(raw: bytes, *_: str) -> bytes:
        converted.append(raw)
        return word()

    monkeypatch.setattr(office, "find_program", lambda: "soffice")
    monkeypatch.setattr(office, "_converted", convert)
    assert text_of(detect.read(raw, "计划.doc")) == WORDS
    assert converted == [raw]


def test_the_directory_at_the_end_of_a_large_ole_file_is_followed() -> None:
    """From 7 MB on, the header has no room for the table that the link between its sectors stands in."""
    at, size, in_header = 14_000, 512, 109
    raw = bytearray(size * (at + 3))
    raw[:8] = ole.MAGIC
    struct.pack_into("<H", raw, 30, 9)
    struct.pack_into("<I", raw, 48, at)
    struct.pack_into("<I", raw, 68, 1)  # sector 1 names further tables: the first is sector 2
    struct.pack_into(f"<{in_header}I", raw, 76, *[0] * in_header)
    struct.pack_into("<128I", raw, 2 * size, 2, *[0xFFFFFFFF] * 126, 0xFFFFFFFE)
    struct.pack_into("<2I", raw, 3 * size + 4 * (at - in_header * 128), at + 1, 0xFFFFFFFE)
    for sector, name in ((at, "Root Entry"), (at + 1, "WordDocument")):
        entry = name.encode("utf-16-le").ljust(64, b"\x00") + struct.pack("<H", 2 * len(name) + 2)
        raw[(sector + 1) * size : (sector + 1) * size + len(entry)] = entry
    assert ole.stream_names(bytes(raw)) == {"Root Entry", "WordDocument"}


def test_directory_of_an_ole_file_in_whatever_state() -> None:
    raw = old_book()
    assert {"Root Entry", "Workbook"} <= ole.stream_names(raw)
    for cut in range(0, len(raw), 97):
        assert ole.stream_names(raw[:cut]) <= {"Root Entry", "Workbook"}
    circle = bytearray(raw)
    for at in range(512, len(circle)):
        if circle[at] == 0xFE:
            circle[at] = 0
    assert ole.stream_names(bytes(circle))
