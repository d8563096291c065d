"""What became of each line of work (条线), function by function: the reforms of 2013, 2018 and 2023.

Data: `data/lineage.csv`, one row a function, with the plan or notice that it is from; a region that went
its own way (深圳市 in 2009) has rows of its own.
"""

from __future__ import annotations

from functools import cache
from typing import cast, get_args

from core.tables import checked, rows
from graph.records import Region, Succession, SuccessionKind
from ingest.registers import agencies, regions


@cache
def successions() -> tuple[Succession, ...]:
    """The whole table. Raises ValueError for a kind or region that there is not."""
    return tuple(
        Succession(
            predecessor=agencies.system_of(row["from_system"]),
            successor=agencies.system_of(row["to_system"]),
            function=row["function"],
            kind=_kind(row["kind"]),
            year=int(row["year"]),
            levels=tuple(row["level"].split("|")),
            region=_region(row["region"]) if row["region"] else None,
            source=row["source"],
        )
        for row in rows("ingest.registers", "lineage.csv")
    )


def _region(name: str) -> Region:
    matches = regions.by_name().get(name, ())
    if len(matches) != 1:
        raise ValueError(f"region {name!r} in the lineage stands for {len(matches)} places")
    return matches[0].region()


def _kind(word: str) -> SuccessionKind:
    return cast("SuccessionKind", checked(word, get_args(SuccessionKind), "lineage.csv"))
