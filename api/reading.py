"""What a request reads with: the one store of the process, and the revision that it is at."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request, Response

from api.columns import number
from api.refusals import NoPrecondition
from graph.errors import RevisionChanged, UnknownRecord
from graph.store import GraphStore, Row, Value


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


@dataclass(frozen=True, slots=True)
class Reading:
    """A store and the revision that it had when the request came.

    A write in between makes rows newer than `revision`, never older; the next request tells.
    """

    store: GraphStore
    revision: int

    def rows(self, query: str, **parameters: Value) -> list[Row]:
        """The rows of a query of the catalogue; a parameter that is None is not given."""
        return self.store.read(query, parameters)

    def one(self, label: str, query: str, id: str) -> Row:
        """The one row of a query about a record, which is called by its kind of node, `label`.

        Raises UnknownRecord where there is none; an aggregate may give a row of nulls then.
        """
        called = label.lower()
        for row in self.rows(query, **{called: id}):
            if row[called] is not None:
                return row
        raise UnknownRecord(label, id)


def reading_of(store: GraphStore) -> Reading:
    """A reading of a store as it is now."""
    return Reading(store, number(store.read("store/state")[0], "revision"))


def fresh_reading(request: Request) -> Reading:
    """The reading of a request whose answer rests on more than the graph, such as today's date."""
    holder: StoreHolder = request.app.state.holder
    return reading_of(holder.get())


FreshReading = Annotated[Reading, Depends(fresh_reading)]


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


async def current_reading(request: Request, response: Response, reading: FreshReading) -> Reading:
    """The reading of a request. Raises NotModified where the client holds this revision's answer."""
    etag = etag_of(request.app.version, reading.revision)
    if etag in (
        tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")
    ):
        raise NotModified(etag)
    response.headers["etag"] = etag
    response.headers["cache-control"] = "no-cache"
    return reading


CurrentReading = Annotated[Reading, Depends(current_reading)]
"""What a route reads with that answers the same as long as the graph is the same."""
