"""Which reader a file needs, told by its content; its name decides only where the content cannot."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

from ingest.read import archive, ole
from ingest.read.content import Content
from ingest.read.errors import Unreadable
from ingest.read.text import decode

HEAD = 1024
LOCK_FILE = "~$"
CSV_SUFFIXES = (".csv", ".tsv")
SHEET_SUFFIXES = (".xls", ".xlsx", ".et")
HTML_SUFFIXES = (".html", ".htm", ".shtml", ".xhtml")
HTML_START = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    rb"<(?:!doctype\s+html|(?:html|head|meta|body|table|title|div|style|script|link|p|span|center)\b)",
    re.DOTALL | re.IGNORECASE,
)
WEB_ARCHIVE = re.compile(
    rb"^content-type:\s*multipart/related|^mime-version:.*\n(?:.*\n)*?content-type:\s*(?:multipart|text/html)",
    re.MULTILINE | re.IGNORECASE,
)
ODF_TYPE = "application/vnd.oasis.opendocument."
EXPORT = "请转换成 Word、PDF 或纯文本后再试"
PICTURE = "这是图片，不是文档；请先做文字识别（OCR）"
MEDIA = "这是音频或视频，不是文档"
PROGRAM = "这是程序，不是文档"
PACKED = "这是压缩文件，目前只能读取 zip；请先解压"
# The bytes that such files have at a place, and what is said of them.
NO_DOCUMENT = (
    (0, b"\x89PNG", PICTURE),
    (0, b"\xff\xd8\xff", PICTURE),
    (0, b"GIF8", PICTURE),
    (0, b"II*\x00", PICTURE),
    (0, b"MM\x00*", PICTURE),
    (8, b"WEBP", PICTURE),
    (4, b"ftypheic", PICTURE),
    (0, b"8BPS", PICTURE),
    (0, b"BM", PICTURE),
    (4, b"ftyp", MEDIA),
    (8, b"AVI ", MEDIA),
    (8, b"WAVE", MEDIA),
    (0, b"ID3", MEDIA),
    (0, b"\xff\xfb", MEDIA),
    (0, b"OggS", MEDIA),
    (0, b"fLaC", MEDIA),
    (0, b"\x1aE\xdf\xa3", MEDIA),
    (0, b"0&\xb2u\x8ef\xcf\x11", MEDIA),
    (0, b"MZ", PROGRAM),
    (0, b"\x7fELF", PROGRAM),
    (0, b"\xcf\xfa\xed\xfe", PROGRAM),
    (0, b"Rar!\x1a\x07", PACKED),
    (0, b"7z\xbc\xaf\x27\x1c", PACKED),
    (0, b"\x1f\x8b", PACKED),
    (0, b"BZh", PACKED),
    (0, b"\xfd7zXZ", PACKED),
    (257, b"ustar", PACKED),
    (0, b"SQLite format 3\x00", "这是数据库，不是文档"),
    (0, b"AC10", "这是 CAD 图纸，不是文档"),
    (0, b"CAJ\x00", f"这是 CAJ 文件，暂不支持；{EXPORT}"),
)
POWERPOINT = f"这是演示文稿（PPT），暂不支持；{EXPORT}"
PASSWORD = "文件加了密码，无法打开；请去掉密码后再试"


@dataclass(frozen=True, slots=True)
class PlainText:
    """A text file as decoded, and a sentence for a person where some of its bytes were damaged."""

    text: str
    warning: str | None


def read(raw: bytes, name: str) -> Content | PlainText:
    """What a file says. `name` is its own name, without folders.

    Raises Unreadable with one sentence for what is no document, is damaged, encrypted or scanned,
    and for an archive: those are opened by `ingest.read.files`, once and not again inside.
    """
    if name.startswith(LOCK_FILE):
        raise Unreadable("这是 Word 或 Excel 打开文件时的临时文件，不是文档")
    suffix = "." + name.rpartition(".")[2].lower() if "." in name else ""
    head = raw[:HEAD]
    if raw.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(raw)
    if raw.startswith(ole.MAGIC):
        return _ole(raw)
    if b"%PDF-" in head:
        from ingest.read import pdf

        return pdf.read(raw)
    if raw.startswith(b"{\\rtf"):
        from ingest.read import office

        return office.read(raw, ".rtf")
    for place, magic, sentence in NO_DOCUMENT:
        # Short ones are letters that a text may begin with; no text holds a zero byte so early, but UTF-16.
        if raw.startswith(magic, place) and _binary(head):
            raise Unreadable(sentence)
    return _text(raw, head, suffix)


def is_archive(names: list[str]) -> bool:
    """Whether a zip with these names in it is an archive, and not a document in zip format."""
    return _package(names) is None


def _binary(head: bytes) -> bool:
    return b"\x00" in head or any(byte < 9 or byte in (11, 127) for byte in head)


def _package(names: list[str]) -> str | None:
    """What document a zip is, by the files in it."""
    if "[Content_Types].xml" in names:
        for folder in ("word", "xl", "ppt"):
            if any(name.startswith(f"{folder}/") for name in names):
                return folder
    if "mimetype" in names and "content.xml" in names:
        return "odf"
    return "ofd" if "OFD.xml" in names else None


def _zip(raw: bytes) -> Content:
    file = io.BytesIO(raw)
    package = _package(archive.names(file))
    if package == "word":
        from ingest.read import docx

        return docx.read(raw)
    if package == "odf":
        kind = archive.first_bytes(file, "mimetype", HEAD).decode("ascii", "replace").strip()
        if kind.startswith(f"{ODF_TYPE}text"):
            from ingest.read import office

            return office.read(raw, ".odt")
        if not kind.startswith(f"{ODF_TYPE}spreadsheet"):
            raise Unreadable(f"这是 OpenDocument 的演示或图形文件，暂不支持；{EXPORT}")
    if package in ("xl", "odf"):
        from ingest.read import sheets

        return sheets.read(raw)
    if package == "ppt":
        raise Unreadable(POWERPOINT)
    if package == "ofd":
        raise Unreadable(f"这是 OFD 版式文件，暂不支持；{EXPORT}")
    raise Unreadable("压缩包里的压缩包不再解开；请先解压后再试")


def _ole(raw: bytes) -> Content:
    streams = ole.stream_names(raw)
    if "EncryptedPackage" in streams:
        raise Unreadable(PASSWORD)
    if "WordDocument" in streams:
        from ingest.read import office

        return office.read(raw, ".doc")
    if streams & {"Workbook", "Book"}:
        from ingest.read import sheets

        return sheets.read(raw)
    if "PowerPoint Document" in streams:
        raise Unreadable(POWERPOINT)
    if "Root Entry" in streams:
        raise Unreadable(f"这是旧版 Office 格式的文件，但不是 Word 或 Excel 文档；{EXPORT}")
    raise Unreadable("旧版 Office 文件已损坏或不完整，无法打开；请重新获取原件")


def _text(raw: bytes, head: bytes, suffix: str) -> Content | PlainText:
    # UTF-16 writes a zero beside each Latin letter.
    letters = head.replace(b"\x00", b"")
    if b"mso-application" in letters or b"<w:wordDocument" in letters or b"<Workbook" in letters:
        raise Unreadable("这是 Office 2003 的 XML 文件；请用 Word、Excel 或 WPS 另存为 .docx 或 .xlsx 后再试")
    if WEB_ARCHIVE.search(letters):
        return _web_archive(raw)
    if HTML_START.match(letters) or (suffix in HTML_SUFFIXES and b"<" in raw):
        from ingest.read import html

        return html.read(raw)
    text, warning = decode(raw)
    if suffix in CSV_SUFFIXES + SHEET_SUFFIXES:
        from ingest.read import sheets

        if suffix in CSV_SUFFIXES or sheets.looks_like_csv(text):
            return sheets.read_csv(text, warning)
    return PlainText(text, warning)


def _web_archive(raw: bytes) -> Content:
    """A page that a browser or Word saved with its pictures in one file (.mht)."""
    import email

    from ingest.read import html

    for part in email.message_from_bytes(raw).walk():
        payload = part.get_payload(decode=True)
        if part.get_content_type() == "text/html" and isinstance(payload, bytes):
            return html.read(payload)
    raise Unreadable(f"这是网页归档或邮件，里面没有网页正文；{EXPORT}")
