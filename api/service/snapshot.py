"""What a request reads with: the one store of the process, and the revision that it is at."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final, TypeVar, cast

from fastapi import Depends, Request, Response

from api.service.revision_cache import Lasting
from api.web.refusals import NoPrecondition
from api.web.response_cache import KeptAnswers
from api.web.telemetry import Metrics
from core.errors import RevisionChanged, UnknownRecord
from core.rows import Row, Value, number
from graph.store import GraphStore

T = TypeVar("T")
MOST_KEPT: Final = 50_000
"""How many rows are kept of one revision."""


class StoreHolder:
    """The one store of the process, opened when it is first needed.

    If opening fails, that request fails with the store's error and the next one tries again: so a
    server that was started too early recovers by itself.
    """

    def __init__(self, open_it: Callable[[], GraphStore]) -> None:
        self._open = open_it
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


class NotModified(Exception):
    """What the client holds is what it would get again; `etag` names it."""

    def __init__(self, etag: str) -> None:
        super().__init__(etag)
        self.etag = etag


class Kept:
    """What was read of one revision of the graph, and would cost as much every time."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._made: Lasting[Any] = Lasting(most, lambda made: len(made) + 1 if isinstance(made, list) else 1)

    def made(self, revision: int, key: str, make: Callable[[], T]) -> T:
        """What `make` gives, from here where it was made under that key at this revision."""
        return cast("T", self._made.of(revision, key, make))


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A store and the revision that it had when the request came.

    A write in between makes rows newer than `revision`, never older; the next request tells.
    """

    store: GraphStore
    revision: int
    cache: Kept
    metrics: Metrics

    def rows(self, query: str, **parameters: Value) -> list[Row]:
        """The rows of a query of the catalogue; a parameter that is None is not given."""
        with (
            self.metrics.failures.labels(query).count_exceptions(),
            self.metrics.queries.labels(query).time(),
        ):
            return self.store.read(query, parameters)

    def total(self, query: str, filters: Mapping[str, Value]) -> int:
        """The figure of a query that counts, kept as long as the graph is the same."""
        return number(self.cached(query, filters)[0], "total")

    def cached(self, query: str, filters: Mapping[str, Value]) -> list[Row]:
        """The rows of a query that costs more than a page, read once a revision."""
        given = {name: value for name, value in filters.items() if value is not None}
        key = f"{query} {json.dumps(given, sort_keys=True, default=str)}"
        return self.cache.made(self.revision, key, lambda: self.rows(query, **given))

    def record(self, label: str, query: str, id: str) -> Row:
        """The one row of a query about a record, which is called by its kind of node, `label`.

        Raises UnknownRecord where there is none; an aggregate may give a row of nulls then.
        """
        called = label.lower()
        for row in self.rows(query, **{called: id}):
            if row[called] is not None:
                return row
        raise UnknownRecord(label, id)


def snapshot_of(store: GraphStore, cache: Kept, metrics: Metrics) -> Snapshot:
    """A snapshot of a store as it is now."""
    return Snapshot(store, number(store.read("store/state")[0], "revision"), cache, metrics)


def fresh_snapshot(request: Request) -> Snapshot:
    """The snapshot of a request whose answer rests on more than the graph, such as today's date."""
    state = request.app.state
    holder: StoreHolder = state.holder
    return snapshot_of(holder.get(), state.kept, state.metrics)


FreshSnapshot = Annotated[Snapshot, Depends(fresh_snapshot)]


def etag_of(version: str, revision: int) -> str:
    """The ETag of every answer that rests on the graph alone."""
    return f'"{version}-{revision}"'


def expected_revision(request: Request) -> int | None:
    """The revision that `If-Match` names; None for `*`, whichever there is.

    Raises NoPrecondition without it, RevisionChanged for a tag that is none of ours.
    """
    given = request.headers.get("if-match")
    if given is None:
        raise NoPrecondition("请在 If-Match 中给出读取时的 ETag；不论有无变化都要写入则写 *")
    tags = [tag.strip().removeprefix("W/") for tag in given.split(",")]
    if "*" in tags:
        return None
    for tag in tags:
        version, _, revision = tag.strip('"').rpartition("-")
        if version == request.app.version and revision.isascii() and revision.isdecimal():
            return int(revision[:18])
    raise RevisionChanged


def _named(header: str | None, etag: str) -> bool:
    """Whether a list of tags holds this one; `*` stands for any. A proxy that compresses adds W/."""
    tags = [tag.strip() for tag in (header or "").split(",")]
    return "*" in tags or etag in (tag.removeprefix("W/") for tag in tags)


async def current_snapshot(request: Request, response: Response, snapshot: FreshSnapshot) -> Snapshot:
    """The snapshot of a request.

    Raises NotModified where the client holds this revision's answer, AnsweredBefore where we do.
    """
    etag = etag_of(request.app.version, snapshot.revision)
    if _named(request.headers.get("if-none-match"), etag):
        raise NotModified(etag)
    kept: KeptAnswers = request.app.state.kept_answers
    kept.look(request, snapshot.revision)
    response.headers["etag"] = etag
    response.headers["cache-control"] = "no-cache"
    return snapshot


CurrentSnapshot = Annotated[Snapshot, Depends(current_snapshot)]
"""What a route reads with that answers the same as long as the graph is the same."""
