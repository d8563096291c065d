"""Spreadsheets (xlsx, xlsb, xls, ods) and comma-separated text: each sheet as one table.

calamine reads the files, in the confined child: it lays a sheet out to its last used cell, and a
cell at XFD1048576 ends the process. Cells keep their names (B7); rows and columns without a word at
the edges, and rows without a word between, are left out.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections import Counter
from collections.abc import Sequence

from ingest.read import confined
from ingest.read.content import Cell, Content, Location, Table, cell_name
from ingest.read.errors import Unreadable

DELIMITERS = ",\t;|"
SNIFFED_ROWS = 200
CELL_MOST = 1_000_000  # characters; csv's own limit is smaller than one long cell
XLS_GLOBALS = b"\x09\x08\x10\x00\x00\x06\x05\x00"  # BOF of BIFF8, of the part that holds for the book
FILEPASS = 0x2F
FIRST_RECORDS = 8
HARMLESS = re.compile(r"^'(?=[=+\-@\t\r＝＋－＠])")  # put before what a spreadsheet would calculate
Row = Sequence[object]
Range = tuple[tuple[int, int], tuple[int, int]]


def read(raw: bytes) -> Content:
    """Every visible sheet that holds a word.

    Raises Unreadable for a file that needs a password, a damaged or empty one, and one whose
    sheets are laid out too far to be read.
    """
    try:
        return confined.run(_read, raw)
    except confined.TooLarge:
        raise Unreadable(
            "表格范围异常（很远的单元格里有内容或格式），读取时超出内存上限；请把有用的区域复制到新表格后再试"
        ) from None


def read_csv(text: str, warning: str | None = None) -> Content:
    """The rows of a comma-separated text as one sheet; commas may be tabs, semicolons, bars or ，.

    `warning` is what was seen when it was decoded. Raises Unreadable where the text has no cell.
    """
    csv.field_size_limit(CELL_MOST)
    # A first line that Excel does not show tells it the delimiter.
    declared = text[4:5] if text[:4].lower() == "sep=" else ""
    lines = text.split("\n", 1)[1] if declared and "\n" in text else text
    try:
        rows = list(csv.reader(io.StringIO(lines, newline=""), delimiter=declared or _delimiter(lines)))
    except csv.Error:
        raise Unreadable(
            "CSV 文件格式有误（引号不成对，或单元格过长），无法分出单元格；请检查后再试"
        ) from None
    table = _table([[HARMLESS.sub("", cell) for cell in row] for row in rows], (), None)
    if table is None:
        raise Unreadable("表格是空的，没有可读的文字")
    return Content((table,), (warning,) if warning else ())


def looks_like_csv(text: str) -> bool:
    """Whether the lines of a text are rows of a table, as programs write that call it .xls."""
    widths = [line.count("\t") for line in text.splitlines()[:SNIFFED_ROWS] if line.strip()]
    return len(widths) > 1 and widths[0] > 0 and Counter(widths)[widths[0]] > len(widths) / 2


def _delimiter(text: str) -> str:
    """The one that cuts most rows into the same number of cells, two or more."""

    def agreement(delimiter: str) -> tuple[int, int]:
        try:
            reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
            widths = Counter(len(row) for row, _ in zip(reader, range(SNIFFED_ROWS), strict=False) if row)
        except csv.Error:
            return 0, 0
        return max(((rows, width) for width, rows in widths.items() if width > 1), default=(0, 0))

    best = max(DELIMITERS, key=agreement)
    return best if agreement(best)[0] else "，"  # typed by hand; elsewhere it stands inside of cells


def _read(raw: bytes) -> Content:
    import python_calamine as calamine

    damaged = "表格文件已损坏或不完整，无法打开；请重新获取，或另存为 .xlsx 后再试"
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(raw))
    except calamine.CalamineError as error:
        if isinstance(error, calamine.PasswordError) or _locked(raw):
            raise Unreadable("表格文件加了密码，无法打开；请去掉密码后再试") from None
        raise Unreadable(damaged) from None
    tables: list[Table] = []
    warnings: list[str] = []
    for sheet in book.sheets_metadata:
        if sheet.typ != calamine.SheetTypeEnum.WorkSheet:
            continue  # a chart, a macro
        if sheet.visible != calamine.SheetVisibleEnum.Visible:
            warnings.append(f"工作表“{sheet.name}”是隐藏的，未读入")
            continue
        try:
            opened = book.get_sheet_by_name(sheet.name)
            # Empty areas are kept, so that rows and columns count as the sheet counts them.
            rows = opened.to_python(skip_empty_area=False)
        except (calamine.CalamineError, ValueError, OSError):
            warnings.append(f"工作表“{sheet.name}”已损坏，未能读出")
            continue
        table = _table(rows, opened.merged_cell_ranges or (), sheet.name)
        if table is not None:
            tables.append(table)
    if not tables:
        raise Unreadable("；".join(warnings) if warnings else "表格是空的，没有可读的文字")
    return Content(tuple(tables), tuple(warnings))


def _locked(raw: bytes) -> bool:
    """Whether an xls is encrypted: calamine, left to find the format, only says that it cannot.

    The workbook opens with a BOF record; FILEPASS is among the first ([MS-XLS] 2.1.7.20.3).
    """
    at = raw.find(XLS_GLOBALS)
    for _ in range(FIRST_RECORDS if at >= 0 else 0):
        kind, length = (int.from_bytes(raw[k : k + 2], "little") for k in (at, at + 2))
        if kind == FILEPASS:
            return True
        at += 4 + length
    return False


def _table(rows: Sequence[Row], merges: Sequence[Range], name: str | None) -> Table | None:
    """The used part of a sheet as a grid; None where no cell holds a word."""
    grid: dict[int, dict[int, Cell]] = {}
    for r, row in enumerate(rows):
        if row.count("") == len(row):
            continue  # most rows of a sheet laid out too far, and a million of them
        cells = {c: text for c, value in enumerate(row) if (text := _text(value))}
        if cells:
            grid[r] = {c: Cell(text, Location(sheet=name, cell=cell_name(r, c))) for c, text in cells.items()}
    if not grid:
        return None
    last_row, last_column = max(grid), max(c for row in grid.values() for c in row)
    for (top, left), (bottom, right) in merges:
        cell = grid.get(top, {}).get(left)
        if cell is None:
            continue
        # Merges may reach to the sheet's last cell; what holds no other word beyond is no part of the grid.
        for r in range(top, min(bottom, last_row) + 1):
            for c in range(left, min(right, last_column) + 1):
                grid.setdefault(r, {})[c] = cell
    first_column = min(c for row in grid.values() for c in row)
    columns = range(first_column, last_column + 1)
    return Table(tuple(tuple(grid[r].get(c) for c in columns) for r in sorted(grid)), name=name, sheet=True)


def _text(value: object) -> str:
    """A cell's value as a person reads it in the sheet."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else format(value, ".15g")
    if isinstance(value, datetime.datetime):
        day = _text(value.date())
        return day if value.time() == datetime.time() else f"{day}{value:%H:%M}"
    if isinstance(value, datetime.date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    return str(value)
