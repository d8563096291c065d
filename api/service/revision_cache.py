"""What is made of a revision of the graph is kept for as long as the graph is the same."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import nullcontext
from typing import Final, Generic, TypeVar

Made = TypeVar("Made")

MOST_BYTES: Final = 32_000_000
"""How much is kept of what was sent at one revision, of each kind; the longest unused go first."""


class Lasting(Generic[Made]):
    """Things of the last revision seen; the longest unused go where they weigh more than `most`.

    Each weighs one unless `weigh` says otherwise. `in_turn`: they cost seconds, so that one is made
    at a time, and the same one once.
    """

    def __init__(
        self, most: int, weigh: Callable[[Made], int] = lambda _: 1, *, in_turn: bool = False
    ) -> None:
        self._most = most
        self._weigh = weigh
        self._held: OrderedDict[Hashable, Made] = OrderedDict()
        self._weight = 0
        self._revision = -1
        self._lock = threading.Lock()
        self._making = threading.Lock() if in_turn else nullcontext()

    def of(self, revision: int, key: Hashable, make: Callable[[], Made]) -> Made:
        """The thing of that key, from here where it was made at this revision."""
        if (found := self.get(revision, key)) is not None:
            return found
        with self._making:
            if (found := self.get(revision, key)) is not None:
                return found
            made = make()
        self.put(revision, key, made)
        return made

    def get(self, revision: int, key: Hashable) -> Made | None:
        """The thing of that key, if it was made at this revision."""
        with self._lock:
            if revision != self._revision or key not in self._held:
                return None
            self._held.move_to_end(key)
            return self._held[key]

    def put(self, revision: int, key: Hashable, made: Made) -> None:
        """Hold a thing, unless a later revision was seen since."""
        with self._lock:
            if revision > self._revision:
                self._held.clear()
                self._weight = 0
                self._revision = revision
            if revision < self._revision or key in self._held:
                return
            self._held[key] = made
            self._weight += self._weigh(made)
            while self._weight > self._most and len(self._held) > 1:
                self._weight -= self._weigh(self._held.popitem(last=False)[1])
