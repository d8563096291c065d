"""The registers under `data/`: tables that code reads and people mend, a source in every row."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def rows(file: str) -> tuple[dict[str, str], ...]:
    """The rows of a register, each by its column names, in the order of the file."""
    text = (files("ingest") / "data" / file).read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))
