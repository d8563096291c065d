"""The garbage collector while a text is parsed.

A long text makes hundreds of thousands of small objects, and no circles of them: the collector would
walk them all again and again, to find nothing.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock = Lock()
_parses = 0  # under way, in all threads
_was_on = False


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keeps the collector off until the last parse under way is done; then it is as it was before."""
    global _parses, _was_on
    with _lock:
        if _parses == 0:
            _was_on = gc.isenabled()
            gc.disable()
        _parses += 1
    try:
        yield
    finally:
        with _lock:
            _parses -= 1
            if _parses == 0 and _was_on:
                gc.enable()
