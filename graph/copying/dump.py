"""Dump of a whole graph as lines that are the same for every engine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

from core.rows import Row
from graph.copying.interface import CopySource
from graph.copying.parts import PARTS, STORE


def dump(store: CopySource) -> Iterator[str]:
    """The graph as JSON lines in a fixed order: the Store node, nodes by label and id, relations by type.

    A node's line opens with `node` (its label), a relation's with `relation` (its type), `start` and
    `stop` (ids); properties follow in the order of the schema, null ones too. Reads in pages.
    """
    for row in store.state():
        yield _line("node", STORE, row)
    for part in PARTS:
        kind = "relation" if part.relation else "node"
        for rows in store.pages(part):
            lines = [_line(kind, part.name, row) for row in rows]
            # Several relations of one type between the same nodes come in no order of their own.
            yield from sorted(lines) if part.relation else lines


def _line(kind: str, name: str, row: Row) -> str:
    return json.dumps({kind: name, **row}, ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")
