"""What commands print: rows as a table, JSON or CSV on standard output, problems on standard error."""

from __future__ import annotations

import csv
import json
import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from api.service.labels import column_words
from core.errors import BadParameter
from graph.exports.cells import harmless

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

Cells = Mapping[str, object]

_PIPED_WIDTH: Final = 100
_NO_LIST: Final = "（没有内容）"
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""Signs that steer a terminal: the words of a document must not. Line feed and tab may stay."""

_WHOLE: Final = frozenset(
    ("document_id", "id", "region", "year", "status", "tasks", "agencies", "campaigns", "diagnostics")
)
"""Columns that are never broken over lines: what is copied from them, and counts."""


class Format(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def format_of(name: str) -> Format:
    """The format of that name. Raises BadParameter."""
    try:
        return Format(name)
    except ValueError:
        known = "、".join(Format)
        raise BadParameter("--format", f"没有“{name}”这种格式；可用的是 {known}") from None


def print_rows(rows: Sequence[Cells], columns: Sequence[str], form: Format) -> None:
    """All rows in one of the three ways; the table has Chinese headings, the others column names."""
    match form:
        case Format.JSON:
            print_json([{column: row.get(column) for column in columns} for row in rows])
        case Format.CSV:
            print_csv(rows, columns)
        case Format.TABLE:
            print_table(rows, columns)


def print_json(value: object) -> None:
    """Indented JSON, Chinese as it is."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=_plain) + "\n")


def print_csv(rows: Iterable[Cells], columns: Sequence[str]) -> None:
    """RFC 4180 with column names; cells that a spreadsheet would take for a formula are made harmless."""
    writer = csv.writer(sys.stdout, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_csv_cell(row.get(column)) for column in columns])


def print_table(rows: Sequence[Cells], columns: Sequence[str]) -> None:
    """A table as wide as the terminal, or 100 columns where there is none."""
    if not rows:
        say(_NO_LIST)
        return
    grid = table(columns)
    for row in rows:
        grid.add_row(*(shown(row.get(column)) for column in columns))
    console().print(grid)


def table(columns: Iterable[str]) -> Table:
    """An empty table with the columns' Chinese headings."""
    from rich import box
    from rich.table import Table

    grid = Table(box=box.SIMPLE, pad_edge=False)
    for column in columns:
        whole = column in _WHOLE
        grid.add_column(column_words(column), overflow="fold", no_wrap=whole, min_width=4 if whole else None)
    return grid


def console() -> Console:
    """Standard output, as wide as the terminal is, or else as COLUMNS says."""
    from rich.console import Console

    width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else _PIPED_WIDTH
    return Console(file=sys.stdout, width=width, highlight=False, markup=False, emoji=False)


def shown(value: object) -> str:
    """A value as a person reads it."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case list() | tuple():
            return "、".join(shown(item) for item in value)
        case dict():
            return clean(json.dumps(value, ensure_ascii=False, default=_plain))
    return clean(str(value))


def clean(text: str) -> str:
    """The text without signs that would steer the terminal."""
    return _CONTROL.sub("", text)


def say(line: str) -> None:
    """A line on standard output."""
    sys.stdout.write(clean(line) + "\n")


def complain(message: str) -> None:
    """One line on standard error, whatever the message holds."""
    sys.stderr.write(f"dutygraph: {clean(' '.join(message.split()))}\n")


def _csv_cell(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=_plain) if isinstance(value, list | dict) else ""
    if not text and value is not None:
        text = str(value)
    return harmless(text) if isinstance(value, str) else text


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")
