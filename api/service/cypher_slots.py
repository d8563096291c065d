"""Concurrency limit of Cypher statements; a bounded queue keeps them from filling the thread pool."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from api.service.errors import TooBusy

_WAIT_SECONDS: Final = 5.0
"""How long a statement waits for others to end. Each waiting one holds a thread of the server's."""


class CypherSlots:
    """`count` statements run at once, and as many again may wait, each at most `wait` seconds."""

    def __init__(self, count: int, wait: float = _WAIT_SECONDS) -> None:
        self._running = threading.BoundedSemaphore(count)
        self._admitted = threading.BoundedSemaphore(2 * count)
        self._wait = wait

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Occupy a slot while a statement runs. Raises TooBusy where none is free, or none in time."""
        if not self._admitted.acquire(blocking=False):
            raise TooBusy(self._wait)
        try:
            if not self._running.acquire(timeout=self._wait):
                raise TooBusy(self._wait)
            try:
                yield
            finally:
                self._running.release()
        finally:
            self._admitted.release()
