"""Reading a file of any format: the registry's format for it, or one sentence on why there is none."""

from __future__ import annotations

from typing import Final

from ingest.read import formats
from ingest.read.content import Content, PlainText
from ingest.read.errors import Unreadable
from ingest.read.probe import Probe

LOCK_FILE: Final = "~$"
EXPORT: Final = "请转换成 Word、PDF 或纯文本后再试"
PICTURE: Final = "这是图片，不是文档；请先做文字识别（OCR）"
MEDIA: Final = "这是音频或视频，不是文档"
PROGRAM: Final = "这是程序，不是文档"
PACKED: Final = "这是压缩文件，目前只能读取 zip；请先解压"
# Offset, the bytes that such files have there, and the message.
NO_DOCUMENT: Final = (
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
POWERPOINT: Final = f"这是演示文稿（PPT），暂不支持；{EXPORT}"
PASSWORD: Final = "文件加了密码，无法打开；请去掉密码后再试"


def read(raw: bytes, name: str) -> Content | PlainText:
    """The content of a file. `name` is its own name, without folders.

    Raises Unreadable with one sentence for what is no document, is damaged, encrypted or scanned,
    and for an archive: those are opened by `ingest.read.files`, once and not again inside.
    """
    if name.startswith(LOCK_FILE):
        raise Unreadable("这是 Word 或 Excel 打开文件时的临时文件，不是文档")
    probe = Probe(raw, name)
    if reason := _no_document(probe):
        raise Unreadable(reason)
    row = formats.format_of(probe)
    if row is None:
        raise Unreadable(_other_container(probe))
    return row.read(probe)


def _no_document(probe: Probe) -> str | None:
    """Why a file is none, where its first bytes say so."""
    if "EncryptedPackage" in probe.streams:
        return PASSWORD
    if probe.container != "other":
        return None
    for offset, magic, sentence in NO_DOCUMENT:
        # Short ones are letters that a text may begin with; no text holds a zero byte so early, but UTF-16.
        if probe.raw.startswith(magic, offset) and _binary(probe.head):
            return sentence
    if any(sign in probe.letters for sign in (b"mso-application", b"<w:wordDocument", b"<Workbook")):
        return "这是 Office 2003 的 XML 文件；请用 Word、Excel 或 WPS 另存为 .docx 或 .xlsx 后再试"
    return None


def _binary(head: bytes) -> bool:
    return b"\x00" in head or any(byte < 9 or byte in (11, 127) for byte in head)


def _other_container(probe: Probe) -> str:
    """What a zip or an OLE file is that holds no document of ours."""
    if probe.package == "ppt" or "PowerPoint Document" in probe.streams:
        return POWERPOINT
    if probe.package == "odf":
        return f"这是 OpenDocument 的演示或图形文件，暂不支持；{EXPORT}"
    if probe.package == "ofd":
        return f"这是 OFD 版式文件，暂不支持；{EXPORT}"
    if "Root Entry" in probe.streams:
        return f"这是旧版 Office 格式的文件，但不是 Word 或 Excel 文档；{EXPORT}"
    return "旧版 Office 文件已损坏或不完整，无法打开；请重新获取原件"
