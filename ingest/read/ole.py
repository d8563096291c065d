"""OLE compound files (doc, xls, wps, et, and encrypted docx and xlsx): which streams they hold.

Layout: [MS-CFB]. A header of 512 bytes, then sectors; a table of sectors (FAT) chains them; the
directory is a chain of entries of 128 bytes that begin with their name in UTF-16.
"""

from __future__ import annotations

import struct

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENTRY = 128
NO_MORE = 0xFFFFFFFA  # from here on sector numbers have special meanings
ENTRIES_MOST = 20_000


def stream_names(raw: bytes) -> set[str]:
    """The names in the directory; as far as it can be read, where the file is damaged."""
    if len(raw) < 512 or not raw.startswith(MAGIC):
        return set()
    (shift,) = struct.unpack_from("<H", raw, 30)
    if shift not in (9, 12):
        return set()
    size = 1 << shift
    (sector,) = struct.unpack_from("<I", raw, 48)
    tables = _tables(raw, size)
    names: set[str] = set()
    seen: set[int] = set()
    while sector < NO_MORE and sector not in seen and len(seen) * (size // ENTRY) < ENTRIES_MOST:
        seen.add(sector)
        start = (sector + 1) * size
        for at in range(start, min(start + size, len(raw) - ENTRY + 1), ENTRY):
            (length,) = struct.unpack_from("<H", raw, at + 64)
            if 2 <= length <= 64:
                names.add(raw[at : at + length - 2].decode("utf-16-le", "replace"))
        table, slot = divmod(sector, size // 4)
        if table >= len(tables):
            break
        link = (tables[table] + 1) * size + 4 * slot
        if link + 4 > len(raw):
            break
        (sector,) = struct.unpack_from("<I", raw, link)
    return names


def _tables(raw: bytes, size: int) -> list[int]:
    """The sectors that hold the FAT: the header names 109, those of a large file stand in a chain."""
    numbers = list(struct.unpack_from("<109I", raw, 76))
    (sector,) = struct.unpack_from("<I", raw, 68)
    most = len(raw) // size // (size // 4) + 1
    while sector < NO_MORE and len(numbers) < most and (sector + 2) * size <= len(raw):
        *more, sector = struct.unpack_from(f"<{size // 4}I", raw, (sector + 1) * size)
        numbers += more
    return [number for number in numbers if number < NO_MORE]
