"""The registers under `data/`: tables that code reads and people mend, a source in every row."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


def checked(word: str, words: tuple[str, ...], file: str) -> str:
    """The word of a register's row. Raises ValueError where it is none of those the column takes."""
    if word not in words:
        raise ValueError(f"{word!r} in {file} is none of {words}")
    return word


@cache
def rows(file: str) -> tuple[dict[str, str], ...]:
    """The rows of a register, each by its column names, in the order of the file."""
    text = (files("ingest.registers") / "data" / file).read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))
