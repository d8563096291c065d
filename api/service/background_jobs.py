"""Background jobs: figures of the whole graph that a page can do without, computed once a revision.

In a small graph they are ready at once. In a big one they take seconds, which no visitor waits for:
the page comes without them, and a later visit has them.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any, Final, TypeVar

from api.service.snapshot import Snapshot
from core.errors import DutygraphError

PATIENCE_SECONDS: Final = 1.0
"""How many seconds a page waits for them."""

T = TypeVar("T")


class BackgroundJobs:
    """Results by job name, each of the last revision that was requested."""

    def __init__(self, patience: float = PATIENCE_SECONDS) -> None:
        self._patience = patience
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="figures")
        self._lock = threading.Lock()
        self._jobs: dict[str, tuple[int, Future[Any]]] = {}

    def result(self, name: str, snapshot: Snapshot, work: Callable[[Snapshot], T]) -> T | None:
        """The result of `work` at this revision; None where it is not ready, or the store failed."""
        with self._lock:
            revision, future = self._jobs.get(name, (-1, None))
            if future is None or revision < snapshot.revision or _failed(future):
                if future is not None:
                    future.cancel()
                future = self._worker.submit(work, snapshot)
                self._jobs[name] = snapshot.revision, future
        wait([future], timeout=self._patience)
        if not future.done() or future.cancelled() or _failed(future):
            return None
        result: T = future.result()
        return result

    def close(self) -> None:
        """Start nothing more, and wait for the job that runs."""
        self._worker.shutdown(cancel_futures=True)


def _failed(future: Future[Any]) -> bool:
    return future.done() and not future.cancelled() and isinstance(future.exception(), DutygraphError)
