"""Token bucket rate limiter, in the process, for each client.

By hand and not by the package `limits`, which has windows but no token bucket: after a burst, a
window of a minute lets a client wait up to a minute, a bucket until the next token (0.1 s at 600 a
minute). It would also bring a thread and four packages for these thirty lines.
"""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

_MAX_CLIENTS: Final = 10_000


class TokenBuckets:
    """`per_minute` requests a minute for each client, that many at once; 0 sets no limit.

    `clock` counts seconds. Of too many clients the longest silent is forgotten.
    """

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_minute = per_minute
        self._clock = clock
        self._lock = threading.Lock()
        self._tokens: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, client: str) -> int:
        """Count a request; how many seconds the client has to wait instead, 0 where it may go on."""
        if not self._per_minute:
            return 0
        now = self._clock()
        with self._lock:
            tokens, then = self._tokens.pop(client, (float(self._per_minute), now))
            tokens = min(self._per_minute, tokens + (now - then) * self._per_minute / 60)
            wait = 0 if tokens >= 1 else math.ceil((1 - tokens) * 60 / self._per_minute)
            self._tokens[client] = (tokens if wait else tokens - 1), now
            if len(self._tokens) > _MAX_CLIENTS:
                self._tokens.popitem(last=False)
        return wait
