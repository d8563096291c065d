"""What costs seconds to make is made once a revision, and by one request at a time."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Lasting(Generic[Made]):
    """Things of the last revision seen, those used last; `most` of them."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[Hashable, Made] = OrderedDict()
        self._revision = -1
        self._lock = threading.Lock()
        self._making = threading.Lock()

    def of(self, revision: int, key: Hashable, make: Callable[[], Made]) -> Made:
        """The thing of that key, from here where it was made at this revision."""
        if (found := self._get(revision, key)) is not None:
            return found
        with self._making:
            if (found := self._get(revision, key)) is not None:
                return found
            made = make()
        with self._lock:
            if revision > self._revision:
                self._held.clear()
                self._revision = revision
            if revision == self._revision:
                self._held[key] = made
                while len(self._held) > self._most:
                    self._held.popitem(last=False)
        return made

    def _get(self, revision: int, key: Hashable) -> Made | None:
        with self._lock:
            if revision != self._revision or key not in self._held:
                return None
            self._held.move_to_end(key)
            return self._held[key]
