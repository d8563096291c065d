"""Revision-scoped LRU cache; entries are dropped when the graph's revision changes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from contextlib import AbstractContextManager, nullcontext
from typing import Final, Generic, TypeVar

from cachetools import LRUCache, cached

V = TypeVar("V")

MAX_RESPONSE_BYTES: Final = 32_000_000
"""Capacity, in bytes, of a cache of what is sent as it is: JSON responses, and pages."""


class RevisionCache(Generic[V]):
    """Weighted LRU cache of values that depend on one revision of the graph; safe for threads.

    `capacity` bounds the sum of the entries' weights; each weighs 1 unless `weigh` says otherwise.
    A value that alone exceeds it evicts all others and stays: it costs most to compute again.
    `serial`: one computation at a time, over all keys, for values that take seconds of CPU.
    """

    def __init__(
        self, capacity: int, weigh: Callable[[V], int] = lambda _: 1, *, serial: bool = False
    ) -> None:
        def bounded(value: V) -> int:
            return min(weigh(value), capacity)

        self.entries: LRUCache[Hashable, V] = LRUCache(capacity, getsizeof=bounded)
        self._revision = -1
        self._condition = threading.Condition()
        turn: AbstractContextManager[object] = threading.Lock() if serial else nullcontext()

        # With a condition, cachetools computes each key once and lets the other threads wait for it.
        @cached(self.entries, key=lambda key, _: key, condition=self._condition)
        def single_flight(_: Hashable, compute: Callable[[], V]) -> V:
            with turn:
                return compute()

        self._single_flight = single_flight

    def get_or_compute(self, revision: int, key: Hashable, compute: Callable[[], V]) -> V:
        """The entry of that key at this revision, computed once where there is none.

        An error of `compute` goes to its caller alone; a waiting thread then tries itself. The value
        of a revision older than the latest seen is computed and not stored.
        """
        if not self._advance(revision):
            return compute()
        return self._single_flight((revision, key), compute)

    def get(self, revision: int, key: Hashable) -> V | None:
        """The entry of that key at this revision, if there is one."""
        with self._condition:
            return self.entries.get((revision, key))

    def put(self, revision: int, key: Hashable, value: V) -> None:
        """Store a value, unless a later revision was seen since."""
        if self._advance(revision):
            with self._condition:
                self.entries[revision, key] = value

    def _advance(self, revision: int) -> bool:
        """Drop the entries of earlier revisions; whether this one is the latest."""
        with self._condition:
            if revision > self._revision:
                self.entries.clear()
                self._revision = revision
            return revision == self._revision
