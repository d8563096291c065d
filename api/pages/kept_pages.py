"""Pages that rest on the graph alone, kept as they were sent for as long as the graph is the same."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from fastapi import Request
from fastapi.responses import HTMLResponse

from api.pages.links import here
from api.reading import Reading

MOST_BYTES: Final = 32_000_000
"""How much is kept of one revision; the longest unused go first."""


class KeptPages:
    """Pages by their path; those with a query are made each time."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._bodies: OrderedDict[str, bytes] = OrderedDict()
        self._bytes = 0
        self._revision = -1

    def of(self, request: Request, reading: Reading, make: Callable[[], HTMLResponse]) -> HTMLResponse:
        """The page that `make` makes, from here where it was made at this revision."""
        if request.url.query:
            return make()
        path = here(request)
        with self._lock:
            if reading.revision > self._revision:
                self._bodies.clear()
                self._bytes = 0
                self._revision = reading.revision
            if reading.revision == self._revision and path in self._bodies:
                self._bodies.move_to_end(path)
                return HTMLResponse(self._bodies[path])
        page = make()
        body = bytes(page.body)
        with self._lock:
            if reading.revision == self._revision and path not in self._bodies:
                self._bodies[path] = body
                self._bytes += len(body)
                while self._bytes > self._most:
                    self._bytes -= len(self._bodies.popitem(last=False)[1])
        return page
