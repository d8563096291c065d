"""Browser sessions: a key is exchanged for a cookie that no script can read.

The cookie is a random token and not the key: browsers send it to every port of a machine. Sessions
live in the process, so that stopping the server or leaving ends them.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from api.config.keys import Key, digest_of

SECONDS: Final = 12 * 3600
_MOST: Final = 1_000


class Sessions:
    """The sessions of a server; of too many the oldest go. `clock` counts seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._known: OrderedDict[str, tuple[Key, float]] = OrderedDict()

    def begin(self, key: Key) -> str:
        """The token of a new session."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._known[digest_of(token)] = key, self._clock() + SECONDS
            while len(self._known) > _MOST:
                self._known.popitem(last=False)
        return token

    def holder(self, token: str) -> Key | None:
        """The key that the session was begun with; None where it has ended."""
        with self._lock:
            key, until = self._known.get(digest_of(token), (None, 0.0))
        return key if self._clock() < until else None

    def end(self, token: str) -> None:
        """End the session, if there is one."""
        with self._lock:
            self._known.pop(digest_of(token), None)


def token_of(request: Request) -> str | None:
    """The session's token that the request carries."""
    return request.cookies.get(_cookie(request))


def set_cookie(request: Request, response: Response, token: str | None) -> None:
    """Give the browser the token, or take it away."""
    response.set_cookie(
        _cookie(request),
        token or "",
        max_age=SECONDS if token else 0,
        path="/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )


def _cookie(request: Request) -> str:
    """The cookie's name: cookies know no ports, and there may be a server on another one."""
    port = request.headers.get("host", "").rpartition(":")[2]
    return f"dutygraph-{port}" if port.isascii() and port.isdecimal() else "dutygraph"
