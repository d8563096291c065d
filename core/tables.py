"""Word lists and registers: csv files beside the code, each row with its source."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def rows(package: str, file: str) -> tuple[dict[str, str], ...]:
    """The rows of `data/FILE` in a package, each by its column names, in the order of the file."""
    text = (files(package) / "data" / file).read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def checked(word: str, words: tuple[str, ...], file: str) -> str:
    """The word of a cell. Raises ValueError where it is none of those that the column takes."""
    if word not in words:
        raise ValueError(f"{word!r} in {file} is none of {words}")
    return word
