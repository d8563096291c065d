"""Workbooks (xlsx) to be read and printed: headed, filtered, wide enough, on A3 across.

With `stream` rows go to the disk as they come, so that memory stays flat; then each sheet holds a
file open until the book is closed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from graph.exports.cells import clean, fitting

if TYPE_CHECKING:
    from xlsxwriter import Workbook

MOST_ROWS: Final = 1_048_576
"""Rows of a sheet; the table goes on in a further one."""

MOST_NAME: Final = 31
"""Characters of a sheet's name."""

_TITLE, _HEAD = 0, 1
_A3: Final = 8
_CHUNK: Final = 1 << 16
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


class Book:
    """A workbook that is being written. Made by `writing`."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._names: set[str] = set()
        plain = {"font_name": "宋体", "font_size": 11, "text_wrap": True, "valign": "vcenter", "border": 1}
        self.cell = book.add_format(plain)
        self.head = book.add_format({**plain, "bold": True, "align": "center", "bg_color": "#DDEBF7"})
        self.part = book.add_format({**plain, "bold": True, "bg_color": "#F2F2F2"})
        self.title = book.add_format(
            {"font_name": "黑体", "font_size": 16, "align": "center", "valign": "vcenter"}
        )

    def sheet(self, name: str, title: str, columns: Sequence[str], widths: Sequence[float]) -> Sheet:
        """A new sheet with its head. The name is made safe and unique."""
        return Sheet(self, self._book.add_worksheet(self._unique(name)), title, columns, widths)

    def _unique(self, name: str) -> str:
        safe = _NOT_IN_NAMES.sub("", clean(name)).strip("' ")[:MOST_NAME] or "未命名"
        if safe.lower() == "history":  # a name that Excel keeps for itself
            safe += "_"
        unique, counter = safe, 1
        while unique.lower() in self._names:
            counter += 1
            unique = f"{safe[: MOST_NAME - len(str(counter)) - 2]}({counter})"
        self._names.add(unique.lower())
        return unique


class Sheet:
    """A sheet: a title, a head that stays in sight and is printed on every page, then rows."""

    def __init__(
        self, book: Book, sheet: Any, title: str, columns: Sequence[str], widths: Sequence[float]
    ) -> None:
        self.name: str = sheet.get_name()
        self._book, self._sheet, self._last_column = book, sheet, len(columns) - 1
        self._next = _HEAD + 1
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_row(_TITLE, 30)
        sheet.merge_range(_TITLE, 0, _TITLE, self._last_column, fitting(clean(title)), book.title)
        for column, words in enumerate(columns):
            sheet.write_string(_HEAD, column, words, book.head)
        sheet.freeze_panes(_HEAD + 1, 0)
        sheet.repeat_rows(_HEAD)
        sheet.set_landscape()
        sheet.set_paper(_A3)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C第 &P 页，共 &N 页")

    @property
    def end(self) -> int:
        """Index of the next row."""
        return self._next

    @property
    def full(self) -> bool:
        """No further row fits."""
        return self._next >= MOST_ROWS

    def add(self, cells: Sequence[str | int]) -> None:
        """Write a row; numbers as numbers, everything else as text, never as a formula."""
        for column, value in enumerate(cells):
            if isinstance(value, int):
                self._sheet.write_number(self._next, column, value, self._book.cell)
            else:
                self._sheet.write_string(self._next, column, fitting(clean(value)), self._book.cell)
        self._next += 1

    def part(self, words: str) -> None:
        """A heading across the whole table."""
        self._sheet.merge_range(self._next, 0, self._next, self._last_column, words, self._book.part)
        self._next += 1

    def merge(self, column: int, first: int) -> None:
        """Show the cells of a column, all alike, as one from the row `first` to the last one written.

        Each row keeps its words beneath it, so that a filter finds them all.
        """
        last = self._next - 1
        if last > first:
            # merge_range would write the cells anew, which a book that streams cannot: their rows are gone.
            self._sheet.merge.append([first, column, last, column])

    def link(self, column: int, sheet: str, words: str) -> None:
        """In the last row written, a link to another sheet."""
        target = f"internal:'{sheet.replace(chr(39), chr(39) * 2)}'!A1"
        self._sheet.write_url(self._next - 1, column, target, self._book.cell, words)

    def close(self) -> None:
        """Set the filter of the head over the written rows."""
        self._sheet.autofilter(_HEAD, 0, max(_HEAD, self._next - 1), self._last_column)


@contextmanager
def writing(path: Path, *, stream: bool) -> Iterator[Book]:
    """A workbook at a path; temporary files are beside it."""
    from xlsxwriter import Workbook

    options = {
        "constant_memory": stream,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "tmpdir": str(path.parent),
    }
    with Workbook(str(path), options) as book:
        yield Book(book)


@contextmanager
def temporary(name: str) -> Iterator[Path]:
    """A path in a folder that is gone afterwards."""
    with TemporaryDirectory(prefix="dutygraph-") as folder:
        yield Path(folder) / name


def chunks(path: Path) -> Iterator[bytes]:
    """The bytes of a file."""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk
