"""Snapshots as dependencies, with conditional requests: the revision is the ETag and the cache key.

def route(…, snapshot: CurrentSnapshot)   the response depends on the graph alone
def route(…, snapshot: FreshSnapshot)     it depends on more, such as today's date
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import Depends, Request, Response
from fastapi.routing import APIRoute

from api.service.snapshot import Snapshot, snapshot_of
from api.web.refusals import NoPrecondition
from api.web.response_cache import CachedResponse
from api.web.state import State, state_of
from core.errors import RevisionChanged


class NotModified(Exception):
    """The client has the response that it would get again; `etag` names it."""

    def __init__(self, etag: str) -> None:
        super().__init__(etag)
        self.etag = etag


def fresh_snapshot(state: State) -> Snapshot:
    """The snapshot of a request, without conditional headers or cache."""
    return snapshot_of(state.store.get(), state.caches, state.metrics)


FreshSnapshot = Annotated[Snapshot, Depends(fresh_snapshot)]


async def current_snapshot(
    request: Request, response: Response, state: State, snapshot: FreshSnapshot
) -> Snapshot:
    """The snapshot of a request whose response depends on the graph alone; sets its ETag.

    Raises NotModified where the client has this revision's response, CachedResponse where we do.
    """
    etag = etag_of(request.app.version, snapshot.revision)
    if _matches(request.headers.get("if-none-match"), etag):
        raise NotModified(etag)
    state.responses.look_up(request, snapshot.revision)
    response.headers["etag"] = etag
    response.headers["cache-control"] = "no-cache"
    return snapshot


CurrentSnapshot = Annotated[Snapshot, Depends(current_snapshot)]


class CachedRoute(APIRoute):
    """A route whose responses are cached, if it depends on a CurrentSnapshot."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handler(request: Request) -> Response:
            try:
                response = await handle(request)
            except CachedResponse as hit:
                return hit.stored.response()
            state_of(request).responses.store(request, response)
            return response

        return handler


def etag_of(version: str, revision: int) -> str:
    """The ETag of every response that depends on the graph alone."""
    return f'"{version}-{revision}"'


def expected_revision(request: Request) -> int | None:
    """The revision that `If-Match` names; None for `*`, whichever there is.

    Raises NoPrecondition without it, RevisionChanged for a tag that is none of ours.
    """
    header = request.headers.get("if-match")
    if header is None:
        raise NoPrecondition("请在 If-Match 中给出读取时的 ETag；不论有无变化都要写入则写 *")
    tags = [tag.strip().removeprefix("W/") for tag in header.split(",")]
    if "*" in tags:
        return None
    for tag in tags:
        version, _, revision = tag.strip('"').rpartition("-")
        if version == request.app.version and revision.isascii() and revision.isdecimal():
            return int(revision[:18])
    raise RevisionChanged


def _matches(header: str | None, etag: str) -> bool:
    """Whether a list of tags has this one; `*` stands for any. A proxy that compresses adds W/."""
    tags = [tag.strip() for tag in (header or "").split(",")]
    return "*" in tags or etag in (tag.removeprefix("W/") for tag in tags)
