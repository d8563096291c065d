"""Comma-separated files that Excel opens: UTF-8 with its mark, CRLF, no cell that acts as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from graph.exports.cells import clean, harmless

_CHUNK: Final = 1 << 16


def lines(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """The file of these rows, some at a time."""
    held = io.StringIO(newline="")
    held.write("\ufeff")
    writer = csv.writer(held, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([harmless(clean(cell)) for cell in row])
        if held.tell() > _CHUNK:
            yield held.getvalue().encode()
            held.seek(0)
            held.truncate()
    yield held.getvalue().encode()
