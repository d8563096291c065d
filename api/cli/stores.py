"""The graph that a command works on; each is closed by leaving its `with`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from api.config.settings import Settings, load_settings
from api.config.stores import open_graph
from api.models.lists import MOST_ROWS
from core.rows import Row, Value, text
from graph.store import GraphStore


def reading(store: str | None) -> GraphStore:
    """The graph for reading only, which may be done beside a process that writes. Raises StoreError."""
    return open_graph(load_settings(store=store), read_only=True)


def writing(settings: Settings) -> GraphStore:
    """The graph for writing, made if it is not there. Raises StoreBusy beside another that writes."""
    return open_graph(settings)


def pages(
    graph: GraphStore, query: str, filters: Mapping[str, Value]
) -> Iterator[tuple[Mapping[str, Value], list[Row]]]:
    """A list in pages: the rows of each, and the parameters that a query beside the list takes for them."""
    after = ""
    while rows := graph.read(query, these := {**filters, "after": after, "limit": MOST_ROWS}):
        yield these, rows
        after = text(rows[-1], "sort_key")


def serving(settings: Settings, address: str) -> GraphStore:
    """The graph of a server, which owns it for life; others are told its address."""
    return open_graph(settings, address=address)
