"""Snapshot of the graph for one request: the process's store, and the revision that it is at."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from api.service.measures import ComparisonTables, LoadTables
from api.service.metrics import Metrics
from api.service.revision_cache import MAX_RESPONSE_BYTES, RevisionCache
from core.errors import UnknownRecord
from core.rows import Row, Value, number
from graph.store import GraphStore
from graph.views import View

_MAX_ROWS: Final = 50_000
_MAX_MEASURES: Final = 12
_MAX_VIEWS: Final = 24


class StoreHolder:
    """Lazily opened store of the process.

    If opening fails, that request fails with the store's error and the next one tries again: so a
    server that was started too early recovers by itself.
    """

    def __init__(self, open_store: Callable[[], GraphStore]) -> None:
        self._open = open_store
        self._store: GraphStore | None = None
        self._lock = threading.Lock()

    def get(self) -> GraphStore:
        """The store. Raises StoreError while it cannot be opened."""
        with self._lock:
            if self._store is None:
                self._store = self._open()
            return self._store

    def close(self) -> None:
        """Close the store, if it was opened."""
        with self._lock:
            store, self._store = self._store, None
        if store is not None:
            store.close()


def _rows_cache() -> RevisionCache[list[Row]]:
    return RevisionCache(_MAX_ROWS, lambda rows: len(rows) + 1)


def _pages_cache() -> RevisionCache[bytes]:
    return RevisionCache(MAX_RESPONSE_BYTES, len)


@dataclass(frozen=True, slots=True)
class Caches:
    """The caches by revision that snapshots share, each with its own bound."""

    rows: RevisionCache[list[Row]] = field(default_factory=_rows_cache)
    """Rows of catalogue queries, weighed by their number."""

    examples: RevisionCache[dict[str, list[str]]] = field(default_factory=lambda: RevisionCache(1))
    """Example questions by intent."""

    pages: RevisionCache[bytes] = field(default_factory=_pages_cache)
    """Rendered pages by path, weighed by their bytes."""

    views: RevisionCache[View] = field(default_factory=lambda: RevisionCache(_MAX_VIEWS, serial=True))
    load_tables: RevisionCache[LoadTables] = field(
        default_factory=lambda: RevisionCache(_MAX_MEASURES, serial=True)
    )
    comparisons: RevisionCache[ComparisonTables] = field(
        default_factory=lambda: RevisionCache(_MAX_MEASURES, serial=True)
    )


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A store and the revision that it had when the request came.

    A write in between makes rows newer than `revision`, never older; the next request sees its revision.
    """

    store: GraphStore
    revision: int
    caches: Caches
    metrics: Metrics

    def rows(self, query: str, **parameters: Value) -> list[Row]:
        """The rows of a query of the catalogue; a parameter that is None is left out."""
        return self.read(query, parameters)

    def read(self, query: str, parameters: Mapping[str, Value]) -> list[Row]:
        """The rows of a query of the catalogue, with its parameters by name, timed and counted."""
        with (
            self.metrics.failures.labels(query).count_exceptions(),
            self.metrics.queries.labels(query).time(),
        ):
            return self.store.read(query, parameters)

    def total(self, query: str, filters: Mapping[str, Value]) -> int:
        """The figure of a query that counts, cached by revision."""
        return number(self.cached(query, filters)[0], "total")

    def cached(self, query: str, filters: Mapping[str, Value]) -> list[Row]:
        """The rows of a query that costs more than a page, read once a revision."""
        parameters = {name: value for name, value in filters.items() if value is not None}
        key = f"{query} {json.dumps(parameters, sort_keys=True, default=str)}"
        return self.caches.rows.get_or_compute(self.revision, key, lambda: self.rows(query, **parameters))

    def record(self, label: str, query: str, id: str) -> Row:
        """The row of the record of that id; `label` is its node label.

        Raises UnknownRecord where there is none; an aggregate may return a row of nulls then.
        """
        parameter = label.lower()
        for row in self.rows(query, **{parameter: id}):
            if row[parameter] is not None:
                return row
        raise UnknownRecord(label, id)


def snapshot_of(store: GraphStore, caches: Caches | None = None, metrics: Metrics | None = None) -> Snapshot:
    """A snapshot of a store as it is now; outside a server with caches and metrics of its own."""
    revision = number(store.read("store/state")[0], "revision")
    return Snapshot(store, revision, caches or Caches(), metrics or Metrics())
