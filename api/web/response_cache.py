"""Cache of API responses that depend on the graph alone, as they were sent, by whole URL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from fastapi import Request, Response

from api.service.revision_cache import MAX_RESPONSE_BYTES, RevisionCache

_MAX_ENTRY_BYTES: Final = 1_000_000
"""A longer response is built each time: it would evict many."""


@dataclass(frozen=True, slots=True)
class StoredResponse:
    """The content and headers of a response, and the URL of its request."""

    url: str
    content: bytes
    headers: dict[str, str]

    def response(self) -> Response:
        """The same response anew."""
        return Response(self.content, headers=self.headers)


class CachedResponse(Exception):
    """Ends a request early: its response is in the cache."""

    def __init__(self, stored: StoredResponse) -> None:
        super().__init__(stored.url)
        self.stored = stored


class ResponseCache:
    """Responses by whole URL, which with the revision is all that they depend on."""

    def __init__(self, capacity: int = MAX_RESPONSE_BYTES) -> None:
        self.stored: RevisionCache[StoredResponse] = RevisionCache(
            capacity, lambda entry: len(entry.content) + len(entry.url)
        )

    def look_up(self, request: Request, revision: int) -> None:
        """Raise CachedResponse on a hit; after a miss, `store` takes the request's response.

        To be called when the request is known to be allowed.
        """
        url = str(request.url)
        hit = self.stored.get(revision, url)
        if hit is not None:
            raise CachedResponse(hit)
        request.state.cache_key = revision, url

    def store(self, request: Request, response: Response) -> None:
        """Store the response after a miss, if it is whole, good and not too long."""
        key = getattr(request.state, "cache_key", None)
        content = getattr(response, "body", None)  # a stream has none
        if key is None or response.status_code != 200 or content is None or len(content) > _MAX_ENTRY_BYTES:
            return
        revision, url = key
        self.stored.put(revision, url, StoredResponse(url, bytes(content), dict(response.headers)))
