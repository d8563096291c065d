"""Zip archives: the documents in them, one at a time, within limits.

Nothing is written to disk, so a name like ../../x does no harm; sizes are checked as the archive
states them before anything is unpacked, and kept to while unpacking.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from ingest.read.errors import Unreadable, over_limit

FILES_MOST = 500
TOTAL_TIMES = 20  # all files together, in units of the limit on one
RATIO_MOST = 200  # text shrinks to a twentieth, rarely to a hundredth
RATIO_FROM = 1 << 20  # bytes; below, a ratio says nothing
LEFT_BEHIND = ("__MACOSX", ".DS_Store", "Thumbs.db")
UTF8_NAME = 0x800  # bit of an entry's flags: its name is UTF-8
ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive: its name there, with folders, and its bytes or why they cannot be read."""

    name: str
    raw: bytes | Unreadable


def members(file: IO[bytes], wanted: Callable[[str], bool], max_bytes: int) -> Iterator[Member]:
    """The files of an archive whose name is `wanted`, in order of their names.

    `max_bytes` is the limit on one file unpacked. Raises Unreadable for a damaged archive and one
    over the limits on count and total size; what is wrong with one file comes in its place.
    """
    with _opened(file) as archive:
        inside = sorted(
            ((name, entry) for entry in archive.infolist() if _is_file(name := _name(entry), entry)),
            key=lambda item: item[0],
        )
        chosen = [(name, entry) for name, entry in inside if wanted(name)]
        if not chosen:
            raise Unreadable("压缩包里没有可读的文件")
        if len(chosen) > FILES_MOST:
            raise Unreadable(f"压缩包里有 {len(chosen)} 个文件，超过上限 {FILES_MOST} 个；请分成几个压缩包")
        total = sum(entry.file_size for _, entry in chosen)
        if total > TOTAL_TIMES * max_bytes:
            raise Unreadable(
                f"压缩包解开后有 {total / 1e6:.0f} MB，超过上限 {TOTAL_TIMES * max_bytes / 1e6:.0f} MB；"
                "请分成几个压缩包"
            )
        for name, entry in chosen:
            try:
                yield Member(name, _unpacked(archive, entry, max_bytes))
            except Unreadable as error:
                yield Member(name, error)


def names(file: IO[bytes]) -> list[str]:
    """The names of what a zip holds. Raises Unreadable for a damaged one."""
    with _opened(file) as archive:
        return archive.namelist()


def first_bytes(file: IO[bytes], name: str, count: int) -> bytes:
    """The beginning of one file of a zip; nothing where it is missing or cannot be read."""
    with _opened(file) as archive:
        try:
            with archive.open(name) as member:
                return member.read(count)
        except (KeyError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error, EOFError):
            return b""


def _opened(file: IO[bytes]) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise Unreadable("文件已损坏或不完整，无法打开；请重新获取原件") from None


def _name(entry: zipfile.ZipInfo) -> str:
    """A name as it was given: Chinese systems write GBK where the format knows only code page 437."""
    if entry.flag_bits & UTF8_NAME:
        return entry.filename
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _is_file(name: str, entry: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    hidden = any(part in LEFT_BEHIND or (part.startswith(".") and part != "..") for part in parts)
    return not entry.is_dir() and bool(parts) and not hidden


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, max_bytes: int) -> bytes:
    if entry.flag_bits & ENCRYPTED:
        raise Unreadable("压缩包加了密码，无法解开；请去掉密码后再试")
    if entry.file_size > max_bytes:
        raise Unreadable(over_limit(entry.file_size, max_bytes))
    if entry.file_size > RATIO_FROM and entry.file_size > RATIO_MOST * max(entry.compress_size, 1):
        raise Unreadable(f"压缩比超过 {RATIO_MOST} 倍，像是恶意的压缩文件，为安全起见不予解开")
    try:
        with archive.open(entry) as member:
            return member.read(max_bytes)
    except NotImplementedError:
        raise Unreadable("压缩方式少见，无法解开；请用常见的 zip 格式重新压缩") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError):
        raise Unreadable("压缩包里的这个文件已损坏，无法解开；请重新获取原件") from None
