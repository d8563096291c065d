"""The registry of formats: a row for each, with how it is detected and which reader it has.

Detection, the search for files in folders, the upload page, error messages and the list of formats
in the documentation are made from it. To add a format: a reader in this folder, and a row here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from ingest.read.content import Content, PlainText
from ingest.read.errors import Unreadable
from ingest.read.probe import Probe

# ---- how each is detected; the content decides, and the name only where the content cannot ----

_HTML_START: Final = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    rb"<(?:!doctype\s+html|(?:html|head|meta|body|table|title|div|style|script|link|p|span|center)\b)",
    re.DOTALL | re.IGNORECASE,
)
_WEB_ARCHIVE: Final = re.compile(
    rb"^content-type:\s*multipart/related|^mime-version:.*\n(?:.*\n)*?content-type:\s*(?:multipart|text/html)",
    re.MULTILINE | re.IGNORECASE,
)


def _is_web_archive(probe: Probe) -> bool:
    return _WEB_ARCHIVE.search(probe.letters) is not None


def _is_html(probe: Probe) -> bool:
    if probe.container != "other" or _is_web_archive(probe):
        return False
    return bool(_HTML_START.match(probe.letters)) or (probe.suffix in HTML.extensions and b"<" in probe.raw)


def _is_csv(probe: Probe) -> bool:
    """By its name; tables that programs write as text and call .xls, by their look."""
    if probe.container != "other" or _is_web_archive(probe) or _is_html(probe):
        return False
    if probe.suffix in CSV.extensions:
        return True
    from ingest.read import sheets

    named_as_book = probe.suffix in (*XLSX.extensions, *XLS.extensions)
    return named_as_book and sheets.looks_like_csv(probe.text[0])


# ---- readers, imported when the first file of their format comes: their libraries are slow to load ----


def _read_docx(probe: Probe) -> Content:
    from ingest.read import docx

    return docx.read(probe.raw)


def _read_with_office(probe: Probe) -> Content:
    from ingest.read import office

    row = next(row for row in (DOC, RTF, ODT) if row.detected(probe))
    return office.read(probe.raw, row.extensions[0], row.label)


def _read_book(probe: Probe) -> Content:
    from ingest.read import sheets

    return sheets.read(probe.raw)


def _read_csv(probe: Probe) -> Content:
    from ingest.read import sheets

    return sheets.read_csv(*probe.text)


def _read_pdf(probe: Probe) -> Content:
    from ingest.read import pdf

    return pdf.read(probe.raw)


def _read_html(probe: Probe) -> Content:
    from ingest.read import html

    return html.read(probe.raw)


def _read_web_archive(probe: Probe) -> Content:
    from ingest.read import html

    return html.read_archive(probe.raw)


def _read_text(probe: Probe) -> PlainText:
    return PlainText(*probe.text)


def _refuse_inner_archive(_: Probe) -> Content:
    raise Unreadable("压缩包里的压缩包不再解开；请先解压后再试")


# ---- the registry ----


@dataclass(frozen=True, slots=True)
class Format:
    """A format that is read: found in folders and archives, and offered by the upload page.

    `extensions` are lower case with their dot, the usual one first. `needs_office`: LibreOffice must
    be installed on the machine. `detected` may raise Unreadable for a file that is damaged.
    """

    name: str
    extensions: tuple[str, ...]
    media_types: tuple[str, ...]
    detected: Callable[[Probe], bool]
    read: Callable[[Probe], Content | PlainText]
    needs_office: bool = False

    @property
    def label(self) -> str:
        """The name as messages print it, with the extensions where there are several."""
        several = len(self.extensions) > 1
        return f"{self.name}（{'、'.join(self.extensions)}）" if several else self.name


_OOXML: Final = "application/vnd.openxmlformats-officedocument"
_ODF: Final = "application/vnd.oasis.opendocument"

TEXT = Format(
    "纯文本", (".txt", ".text"), ("text/plain",), lambda probe: probe.container == "other", _read_text
)
DOCX = Format(
    "Word 文档",
    (".docx",),
    (f"{_OOXML}.wordprocessingml.document",),
    lambda probe: probe.package == "word",
    _read_docx,
)
DOC = Format(
    "旧版 Word 或 WPS 文档",
    (".doc", ".wps"),
    ("application/msword", "application/vnd.ms-works"),
    lambda probe: "WordDocument" in probe.streams,
    _read_with_office,
    needs_office=True,
)
RTF = Format(
    "RTF 文档",
    (".rtf",),
    ("application/rtf", "text/rtf"),
    lambda probe: probe.container == "rtf",
    _read_with_office,
    needs_office=True,
)
ODT = Format(
    "ODT 文档",
    (".odt",),
    (f"{_ODF}.text",),
    lambda probe: probe.open_document.startswith("text"),
    _read_with_office,
    needs_office=True,
)
XLSX = Format(
    "Excel 表格",
    (".xlsx",),
    (f"{_OOXML}.spreadsheetml.sheet",),
    lambda probe: probe.package == "xl",
    _read_book,
)
XLS = Format(
    "旧版 Excel 或 WPS 表格",
    (".xls", ".et"),
    ("application/vnd.ms-excel",),
    # A text with a spreadsheet in it has the streams of both.
    lambda probe: "WordDocument" not in probe.streams and not probe.streams.isdisjoint({"Workbook", "Book"}),
    _read_book,
)
ODS = Format(
    "ODS 表格",
    (".ods",),
    (f"{_ODF}.spreadsheet",),
    lambda probe: probe.open_document.startswith("spreadsheet"),
    _read_book,
)
CSV = Format("CSV 表格", (".csv", ".tsv"), ("text/csv", "text/tab-separated-values"), _is_csv, _read_csv)
PDF = Format(
    "PDF（带文字）", (".pdf",), ("application/pdf",), lambda probe: probe.container == "pdf", _read_pdf
)
HTML = Format(
    "网页",
    (".html", ".htm", ".shtml", ".xhtml"),
    ("text/html", "application/xhtml+xml"),
    _is_html,
    _read_html,
)
MHT = Format(
    "单文件网页",
    (".mht", ".mhtml"),
    ("multipart/related", "message/rfc822"),
    _is_web_archive,
    _read_web_archive,
)
ZIP = Format(
    "压缩包",
    (".zip",),
    ("application/zip",),
    lambda probe: probe.container == "zip" and probe.package is None,
    _refuse_inner_archive,
)

FORMATS: Final = (TEXT, DOCX, DOC, RTF, ODT, XLSX, XLS, ODS, CSV, PDF, HTML, MHT, ZIP)
"""In the order that people read. At most one beside plain text detects a file."""

EXTENSIONS: Final = tuple(extension for row in FORMATS for extension in row.extensions)


def format_of(probe: Probe) -> Format | None:
    """The format of a file; None for a container of something else. Raises Unreadable where it is damaged."""
    row = next((each for each in FORMATS if each is not TEXT and each.detected(probe)), None)
    return row or (TEXT if probe.container == "other" else None)


def accept() -> str:
    """The `accept` attribute of a page's field for files."""
    return ",".join(EXTENSIONS)


def markdown_table() -> str:
    """The formats as a Markdown table, for the documentation."""
    lines = ["| 格式 | 扩展名 | 媒体类型 | 另需 |", "|---|---|---|---|"]
    for row in FORMATS:
        extensions, media_types = (
            "、".join(f"`{item}`" for item in items) for items in (row.extensions, row.media_types)
        )
        lines.append(
            f"| {row.name} | {extensions} | {media_types} | {'LibreOffice' if row.needs_office else ''} |"
        )
    return "\n".join(lines) + "\n"
