"""Who is who: kinds, lines of work (条线), spellings, and the bodies of the centre.

Data: `data/agencies.csv`, one row a body by the name it has behind its level.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the register. `stem` is the name behind 省, 市 …; `canonical` the one it is known by."""

    stem: str
    canonical: str
    kind: str
    system: str | None
    central: bool


@cache
def register() -> tuple[Entry, ...]:
    """Every row, in the order of the file."""
    with (files("ingest") / "data" / "agencies.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Entry(
                row["stem"],
                row["canonical"] or row["stem"],
                row["kind"],
                row["system"] or None,
                row["central"] == "1",
            )
            for row in csv.DictReader(file)
        )


@cache
def central_bodies() -> frozenset[str]:
    """The bodies of the centre, in all their spellings: 科技部, 银保监会, 国务院办公厅."""
    return frozenset(entry.stem for entry in register() if entry.central)
