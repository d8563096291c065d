"""Pages that rest on the graph alone, kept as they were sent for as long as the graph is the same."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import Request
from fastapi.responses import HTMLResponse

from api.pages.links import here
from api.service.revision_cache import MOST_BYTES, Lasting
from api.service.snapshot import Snapshot


class KeptPages:
    """Pages by their path; those with a query are made each time."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._bodies: Lasting[bytes] = Lasting(most, len)

    def of(self, request: Request, snapshot: Snapshot, make: Callable[[], HTMLResponse]) -> HTMLResponse:
        """The page that `make` makes, from here where it was made at this revision."""
        if request.url.query:
            return make()
        return HTMLResponse(self._bodies.of(snapshot.revision, here(request), lambda: bytes(make().body)))
