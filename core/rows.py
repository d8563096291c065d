"""Rows of query results: their type, and typed access to their columns."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

Value = str | int | float | bool | date | None | list["Value"] | dict[str, "Value"]
Row = dict[str, Value]


def text(row: Row, column: str) -> str:
    """A column that holds text."""
    value = row[column]
    if not isinstance(value, str):
        raise TypeError(f"{column} holds {value!r}, not text")
    return value


def optional(row: Row, column: str) -> str | None:
    """A column that holds text or nothing."""
    return None if row[column] is None else text(row, column)


def number(row: Row, column: str) -> int:
    """A column that holds a whole number."""
    value = row[column]
    if not isinstance(value, int):
        raise TypeError(f"{column} holds {value!r}, not a whole number")
    return value


def strings(value: Value) -> Iterable[str]:
    """The texts of a list."""
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is not a list")
    return [item for item in value if isinstance(item, str)]
