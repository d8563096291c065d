"""Cache of rendered pages that depend on the graph alone, by path; those with a query are rendered anew."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import Request
from fastapi.responses import HTMLResponse

from api.pages.links import here
from api.service.snapshot import Snapshot


def cached_page(request: Request, snapshot: Snapshot, build: Callable[[], HTMLResponse]) -> HTMLResponse:
    """The page that `build` renders, rendered once a revision."""
    if request.url.query:
        return build()
    return HTMLResponse(
        snapshot.caches.pages.get_or_compute(snapshot.revision, here(request), lambda: bytes(build().body))
    )
