"""The cache of what depends on one revision of the graph."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from api.service.revision_cache import RevisionCache


def test_entries_are_of_the_newest_revision_and_not_more_than_fit() -> None:
    computed: list[str] = []
    cache: RevisionCache[str] = RevisionCache(2)

    def get(revision: int, key: str) -> str:
        def compute() -> str:
            computed.append(f"{key}{revision}")
            return computed[-1]

        return cache.get_or_compute(revision, key, compute)

    assert [get(1, "a"), get(1, "b"), get(1, "a"), get(1, "c"), get(1, "b")] == ["a1", "b1", "a1", "c1", "b1"]
    assert computed == ["a1", "b1", "c1", "b1"]
    assert get(2, "a") == "a2"
    assert get(1, "a") == "a1"  # a late request of the revision before is answered and not stored
    assert get(2, "a") == "a2"
    assert computed[4:] == ["a2", "a1"]


def test_a_value_beyond_the_capacity_stays_alone() -> None:
    cache: RevisionCache[str] = RevisionCache(10, len)
    cache.put(1, "small", "x" * 4)
    cache.put(1, "large", "x" * 11)
    assert cache.get(1, "small") is None
    assert cache.get(1, "large") == "x" * 11


def test_threads_that_want_the_same_at_once_compute_it_once() -> None:
    cache: RevisionCache[int] = RevisionCache(10)
    started, go = threading.Event(), threading.Event()
    calls: list[int] = []

    def compute() -> int:
        calls.append(1)
        started.set()
        assert go.wait(60)
        return 7

    with ThreadPoolExecutor(4) as pool:
        results = [pool.submit(cache.get_or_compute, 1, "a", compute)]
        assert started.wait(60)
        results += [pool.submit(cache.get_or_compute, 1, "a", compute) for _ in range(3)]
        assert cache.get_or_compute(1, "b", lambda: 8) == 8  # another key does not wait
        go.set()
        assert [each.result(60) for each in results] == [7] * 4
    assert len(calls) == 1


def test_an_error_is_not_stored() -> None:
    cache: RevisionCache[int] = RevisionCache(10)
    with pytest.raises(ZeroDivisionError):
        cache.get_or_compute(1, "a", lambda: 1 // 0)
    assert cache.get_or_compute(1, "a", lambda: 1) == 1


def test_a_serial_cache_computes_one_value_at_a_time() -> None:
    cache: RevisionCache[int] = RevisionCache(10, serial=True)
    running = threading.Semaphore(1)

    def compute() -> int:
        assert running.acquire(blocking=False)
        threading.Event().wait(0.01)
        running.release()
        return 1

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(lambda key: cache.get_or_compute(1, key, compute), range(8))) == 8
