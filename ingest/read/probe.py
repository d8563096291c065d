"""A file under detection: its bytes, and the signs in them that formats are recognised by."""

from __future__ import annotations

import io
from functools import cached_property
from typing import Final, Literal

from ingest.read import archive, ole
from ingest.read.text import decode

HEAD: Final = 1024
ZIP_MAGIC: Final = (b"PK\x03\x04", b"PK\x05\x06")
ODF_TYPE: Final = "application/vnd.oasis.opendocument."

Container = Literal["zip", "ole", "pdf", "rtf", "other"]
Package = Literal["word", "xl", "ppt", "odf", "ofd"]


class Probe:
    """The bytes of a file and its own name, without folders; signs are computed when a format asks."""

    def __init__(self, raw: bytes, name: str) -> None:
        self.raw = raw
        self.name = name
        self.suffix = "." + name.rpartition(".")[2].lower() if "." in name else ""
        self.head = raw[:HEAD]

    @cached_property
    def container(self) -> Container:
        """What the first bytes say; `other` is text, or nothing that is read."""
        if self.raw.startswith(ZIP_MAGIC):
            return "zip"
        if self.raw.startswith(ole.MAGIC):
            return "ole"
        if b"%PDF-" in self.head:
            return "pdf"
        return "rtf" if self.raw.startswith(b"{\\rtf") else "other"

    @cached_property
    def package(self) -> Package | None:
        """The document that a zip is; None for an archive. Raises Unreadable for a damaged zip."""
        return package_of(archive.names(io.BytesIO(self.raw))) if self.container == "zip" else None

    @cached_property
    def open_document(self) -> str:
        """What an OpenDocument file says it is: text, spreadsheet …; empty for other files."""
        if self.package != "odf":
            return ""
        media_type = archive.first_bytes(io.BytesIO(self.raw), "mimetype", HEAD)
        return media_type.decode("ascii", "replace").strip().removeprefix(ODF_TYPE)

    @cached_property
    def streams(self) -> set[str]:
        """The names of the streams of an OLE file."""
        return ole.stream_names(self.raw) if self.container == "ole" else set()

    @cached_property
    def letters(self) -> bytes:
        """The head of a text. UTF-16 writes a zero beside each Latin letter."""
        return self.head.replace(b"\x00", b"") if self.container == "other" else b""

    @cached_property
    def text(self) -> tuple[str, str | None]:
        """The decoded text, with a warning where bytes are damaged. Raises Unreadable for binary data."""
        return decode(self.raw)


def package_of(names: list[str]) -> Package | None:
    """The document that a zip with these names in it is; None for an archive."""
    if "[Content_Types].xml" in names:
        for folder in ("word", "xl", "ppt"):
            if any(name.startswith(f"{folder}/") for name in names):
                return folder
    if "mimetype" in names and "content.xml" in names:
        return "odf"
    return "ofd" if "OFD.xml" in names else None
