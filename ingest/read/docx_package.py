"""The parts of a Word file that hold its text, opened without trusting the file.

Nothing is unpacked before the directory of the zip has been checked, and of the many parts only
document, styles and numbering are read, and the relations that name them. So pictures, headers,
comments, dangling relations and whatever lies at the end of an external one do not matter.
"""

from __future__ import annotations

import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO

from lxml import etree
from lxml.etree import _Element

from ingest.read.errors import Unreadable

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_NAMESPACE = b"http://purl.oclc.org/ooxml/wordprocessingml/main"  # Word's "Strict Open XML"
OFF = ("0", "false", "off")
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

MOST_ENTRIES = 10_000
MOST_BYTES = 64 << 20  # of XML in all: some 20,000 pages
MOST_RATIO = 300  # a long table of equal cells reaches some 100, a bomb 1,000
RATIO_FROM = 4 << 20  # smaller parts do no harm at any ratio

DAMAGED = "Word 文档已损坏或不完整，请重新取得原件，或用 Word、WPS 打开后另存为 .docx"


@dataclass(frozen=True, slots=True)
class WordPackage:
    """The body of the document, and the definitions that its automatic numbers come from."""

    main_element: _Element
    styles: _Element | None
    numbering: _Element | None
    warnings: tuple[str, ...]


@cache
def w(name: str) -> str:
    """The full tag or attribute name of a WordprocessingML name."""
    return f"{{{NAMESPACE}}}{name}"


def value(element: _Element, path: str) -> str | None:
    """The `w:val` of the element at `path` below, None where there is none."""
    child = element.find(path, {"w": NAMESPACE})
    return None if child is None else child.get(w("val"))


def is_on(text: str | None) -> bool:
    """Whether the value of an on/off property or attribute is on; None, where it is missing, is off."""
    return text is not None and text not in OFF


def switched_on(element: _Element, path: str) -> bool:
    """Whether the on/off property at `path` below is there and on, as it is without a `w:val`."""
    child = element.find(path, {"w": NAMESPACE})
    return child is not None and is_on(child.get(w("val"), "1"))


def open_package(raw: bytes) -> WordPackage:
    """The text-bearing parts of a .docx. Raises Unreadable with the reason."""
    try:
        archive = zipfile.ZipFile(BytesIO(raw))
    except (zipfile.BadZipFile, struct.error, ValueError, OSError, NotImplementedError):
        raise Unreadable(DAMAGED) from None
    with archive:
        parts = _Parts(archive)
        main = parts.main()
        document = parts.xml(main)
        main_element = document.find(w("body"))
        if document.tag != w("document") or main_element is None:
            raise Unreadable("这个压缩包不是 Word 文档（.docx）：里面没有文档正文")
        warnings: list[str] = []
        relations = parts.relations(main)
        styles = parts.optional(main, relations, "styles", "样式", warnings)
        numbering = parts.optional(main, relations, "numbering", "编号", warnings)
        return WordPackage(main_element, styles, numbering, tuple(warnings))


class _Parts:
    """The entries of the zip by name, each within the limits."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        entries = archive.infolist()
        if len(entries) > MOST_ENTRIES:
            raise Unreadable(
                f"Word 文档里有 {len(entries)} 个部件，超过上限 {MOST_ENTRIES}，疑似压缩炸弹，未解压"
            )
        self._archive = archive
        self._by_name = {entry.filename.replace("\\", "/").lstrip("/").lower(): entry for entry in entries}
        self._left = MOST_BYTES

    def main(self) -> str:
        """The name of the part that holds the document."""
        for kind, target in self.relations(""):
            if kind == "officeDocument":
                return target
        if "word/document.xml" in self._by_name:
            return "word/document.xml"
        raise Unreadable("这个压缩包不是 Word 文档（.docx）：里面没有文档正文")

    def optional(
        self, main: str, relations: Sequence[tuple[str, str]], kind: str, name: str, warnings: list[str]
    ) -> _Element | None:
        """The part that the document refers to as `kind`; None where it is missing or broken."""
        targets = [target for child, target in relations if child == kind]
        default = posixpath.join(posixpath.dirname(main), f"{kind}.xml")
        target = next((t for t in [*targets, default] if t.lower() in self._by_name), None)
        if target is None:
            return None
        try:
            return self.xml(target)
        except _Broken:
            warnings.append(f"Word 文档的{name}部分已损坏，自动编号可能不全，请对照原件")
            return None

    def xml(self, name: str) -> _Element:
        """The root of a part. Raises Unreadable; its subclass _Broken where only this part is broken."""
        data = self._bytes(name).replace(STRICT_NAMESPACE, NAMESPACE.encode())
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError):
            raise _Broken(DAMAGED) from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise Unreadable("Word 文档里有实体声明（DTD），正常文档不会有，为安全起见不予读取")
        return root

    def _bytes(self, name: str) -> bytes:
        entry = self._by_name.get(name.lower())
        if entry is None:
            raise _Broken(DAMAGED)
        if entry.flag_bits & 1:
            raise Unreadable("压缩包设有密码，请去掉密码后再导入")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _Broken(DAMAGED)
        self._left -= entry.file_size
        ratio = entry.file_size / max(1, entry.compress_size)
        if self._left < 0 or (entry.file_size > RATIO_FROM and ratio > MOST_RATIO):
            size = f"{entry.file_size / 1e6:.0f} MB，压缩比 {ratio:.0f}"
            raise Unreadable(f"Word 文档解压后过大（{entry.filename}：{size}），疑似压缩炸弹，未解压")
        try:
            # At most the declared size is unpacked; more of it makes the checksum fail.
            return self._archive.read(entry)
        except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, ValueError, OSError):
            raise _Broken(DAMAGED) from None

    def relations(self, part: str) -> list[tuple[str, str]]:
        """What a part refers to inside the package: kind and name of each. External ones are left out."""
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        if path.lower() not in self._by_name:
            return []
        try:
            root = self.xml(path)
        except _Broken:
            return []
        relations = []
        for relation in root.iter(RELATIONSHIP):
            if relation.get("TargetMode") != "External":
                kind = re.sub(r".*/", "", relation.get("Type") or "")
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target") or ""))
                relations.append((kind, target.lstrip("/")))
        return relations


class _Broken(Unreadable):
    """A part that is missing or cannot be parsed: the end for the document, not for a helping part."""
