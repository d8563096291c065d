"""Reads whole tables in ranges of ids, so that no more than a range is in memory at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from graph.schema import NODE, RELATION
from graph.store import Row, Value
from graph.writing.shared_nodes import Run, integer_in

ROWS: Final = 50_000
"""About so many rows are read at once. On the embedded engine each range costs a walk over its table."""

_SIGNS: Final = "234567abcdefghijklmnopqrstuvwxyz"
"""The signs of ids (`node_id`) in their order. Ids are hashes: ranges of equal width hold equally many."""

_WIDTH: Final = 4
"""Signs of a bound: a million ranges can be told apart."""


def pages(run: Run, table: str) -> Iterator[list[Row]]:
    """The nodes of a label or the relations of a type, some ranges of ids after the other."""
    if table in NODE:
        properties = (f"n.{item.name} AS {item.name}" for item in NODE[table].properties)
        yield from _ranges(run, f"(n:{table})", "n", ", ".join(properties))
        return
    relation = RELATION[table]
    pattern = f"(a:{relation.start})-[r:{table}]->(b:{relation.end})"
    properties = (f", r.{item.name} AS {item.name}" for item in relation.properties)
    # By the end that has few of the type: a body has thousands of duties, a task a handful.
    key = "b" if relation.end == "Task" else "a"
    yield from _ranges(run, pattern, key, f"a.id AS start, b.id AS stop{''.join(properties)}")


def _ranges(run: Run, pattern: str, key: str, columns: str) -> Iterator[list[Row]]:
    found = run(f"MATCH {pattern} RETURN count(*) AS total, min({key}.id) AS first", {})[0]
    total = integer_in(found["total"])
    if total:
        bounds = _bounds(str(found["first"]), -(-total // ROWS))
        for above, below in zip(["", *bounds], [*bounds, None], strict=True):
            given: dict[str, Value] = {"above": above}
            condition = f"{key}.id >= $above"
            if below is not None:
                condition += f" AND {key}.id < $below"
                given["below"] = below
            yield run(f"MATCH {pattern} WHERE {condition} RETURN {columns}", given)


def _bounds(first: str, parts: int) -> Sequence[str]:
    """What divides ids such as the first into so many parts; correct, if uneven, for any other ids."""
    prefix = first.partition("_")[0] + "_"
    bounds = []
    for part in range(1, parts):
        place = part * len(_SIGNS) ** _WIDTH // parts
        signs = ""
        for _ in range(_WIDTH):
            place, sign = divmod(place, len(_SIGNS))
            signs = _SIGNS[sign] + signs
        bounds.append(prefix + signs)
    return bounds
