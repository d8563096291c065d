"""Readers-writer lock inside one process, with a limit of readers and priority for the writer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition


class Gate:
    """Readers-writer lock: at most `readers` at a time, or one thread alone.

    Who wants to be alone is let in as soon as the readers inside have left: new ones wait.
    """

    def __init__(self, readers: int) -> None:
        self._readers = readers
        self._changed = Condition()
        self._inside = 0
        self._wanting = 0
        self._alone = False

    @contextmanager
    def shared(self) -> Iterator[None]:
        """Hold the lock together with other readers."""
        with self._changed:
            self._changed.wait_for(
                lambda: not self._wanting and not self._alone and self._inside < self._readers
            )
            self._inside += 1
        try:
            yield
        finally:
            with self._changed:
                self._inside -= 1
                self._changed.notify_all()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the lock alone."""
        with self._changed:
            self._wanting += 1
            self._changed.wait_for(lambda: not self._alone and not self._inside)
            self._wanting -= 1
            self._alone = True
        try:
            yield
        finally:
            with self._changed:
                self._alone = False
                self._changed.notify_all()
