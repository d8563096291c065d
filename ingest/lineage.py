"""What became of each line of work (条线), function by function: the reforms of 2013, 2018 and 2023.

Data: `data/lineage.csv`, one row a function, with the plan or notice that it is from; a place that went
its own way (深圳市 in 2009) has rows of its own.
"""

from __future__ import annotations

from functools import cache
from typing import cast, get_args

from graph.records import Region, Succession, SuccessionKind, System, node_id
from ingest import regions
from ingest.registers import rows


@cache
def successions() -> tuple[Succession, ...]:
    """The whole table. Raises ValueError for a kind or region that there is not."""
    return tuple(
        Succession(
            predecessor=_system(row["from_system"]),
            successor=_system(row["to_system"]),
            function=row["function"],
            kind=_kind(row["kind"]),
            year=int(row["year"]),
            levels=tuple(row["level"].split("|")),
            region=_region(row["region"]) if row["region"] else None,
            source=row["source"],
        )
        for row in rows("lineage.csv")
    )


def _system(name: str) -> System:
    return System(id=node_id("s", name), name=name)


def _region(name: str) -> Region:
    places = regions.by_name().get(name, ())
    if len(places) != 1:
        raise ValueError(f"region {name!r} in the lineage stands for {len(places)} places")
    place = places[0]
    return Region(id=node_id("r", place.code), name=place.name, level=place.level, code=place.code)


def _kind(word: str) -> SuccessionKind:
    if word not in get_args(SuccessionKind):
        raise ValueError(f"kind {word!r} in the lineage is none of {get_args(SuccessionKind)}")
    return cast("SuccessionKind", word)
