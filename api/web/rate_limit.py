"""How often a client may ask, upload or run Cypher: a bucket of requests for each, filled by the minute.

Counted in this process, for each key, or for each address where there is none.
"""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Final, Literal

from fastapi import Request

from api.config.keys import LOCAL
from api.web.authentication import Caller
from api.web.refusals import TooOften

Limited = Literal["ask", "upload", "cypher"]

_MOST_CLIENTS: Final = 10_000


class Rate:
    """`per_minute` requests a minute for each client, that many at once; 0 sets no limit.

    `clock` counts seconds. Of too many clients the longest silent is forgotten.
    """

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_minute = per_minute
        self._clock = clock
        self._lock = threading.Lock()
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, client: str) -> int:
        """Count a request; how many seconds the client has to wait instead, 0 where it may go on."""
        if not self._per_minute:
            return 0
        now = self._clock()
        with self._lock:
            left, then = self._left.pop(client, (float(self._per_minute), now))
            left = min(self._per_minute, left + (now - then) * self._per_minute / 60)
            wait = 0 if left >= 1 else math.ceil((1 - left) * 60 / self._per_minute)
            self._left[client] = (left if wait else left - 1), now
            if len(self._left) > _MOST_CLIENTS:
                self._left.popitem(last=False)
        return wait


def limited(what: Limited) -> Callable[[Request, Caller], Awaitable[None]]:
    """A dependency that refuses requests beyond the rate. This machine's own user has no limit."""

    async def within(request: Request, key: Caller) -> None:
        if key is not None and key.name == LOCAL:
            return
        address = request.client.host if request.client else ""
        rates: dict[Limited, Rate] = request.app.state.rates
        wait = rates[what].take(f"key {key.name}" if key else f"address {address}")
        if wait:
            raise TooOften(wait)

    return within
