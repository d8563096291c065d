"""The child process: results and errors come back, and no file takes the caller or the next one along."""

from __future__ import annotations

import math
import multiprocessing
import os
import sys
import threading
import time

import pytest

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

from ingest.read import confined
from ingest.read.confined import Crashed, TooLarge, TooSlow, run


def test_results_and_errors_come_back() -> None:
    assert run(math.sqrt, 4.0) == 2.0
    assert run(int, "11", base=2) == 3
    with pytest.raises(ValueError, match="invalid literal"):
        run(int, "eleven")
    assert len(run(bytes, 3_000_000)) == 3_000_000


def test_a_single_child_serves_call_after_call() -> None:
    assert run(os.getpid) == run(os.getpid) != os.getpid()


def test_a_child_that_dies_is_a_single_error_and_the_next_call_has_another() -> None:
    before = run(os.getpid)
    with pytest.raises(TooLarge, match="内存"):
        run(os.abort)
    assert run(os.getpid) != before


def test_a_child_that_crashes_or_panics_is_reported() -> None:
    for death in (os._exit, sys.exit):
        with pytest.raises(Crashed, match="可能已损坏"):
            run(death, 3)
    assert run(math.sqrt, 9.0) == 3.0


@pytest.mark.skipif(resource is None, reason="this platform limits no memory")
def test_memory_is_limited() -> None:
    with pytest.raises(TooLarge, match="内存"):
        run(bytearray, confined.MEMORY_BYTES)
    assert run(math.sqrt, 9.0) == 3.0


@pytest.mark.skipif(resource is None, reason="this platform limits no processor time")
def test_processor_time_is_limited_for_each_call() -> None:
    shorten = "import ingest.read.confined as child; child.PROCESSOR_SECONDS = 0"
    run(exec, shorten)
    with pytest.raises(TooSlow, match="用时"):
        run(sum, range(10**11))
    assert run(math.sqrt, 9.0) == 3.0


def test_a_call_that_only_waits_is_ended_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "DEADLINE_SECONDS", 0.5)
    with pytest.raises(TooSlow, match="用时"):
        run(time.sleep, 60)
    assert run(math.sqrt, 9.0) == 3.0


def test_what_a_library_prints_is_no_answer() -> None:
    assert run(os.write, 1, b"noise") == 5
    assert run(math.sqrt, 9.0) == 3.0


def test_threads_wait_for_each_other() -> None:
    result: list[int] = []
    threads = [threading.Thread(target=lambda n=n: result.append(run(abs, -n))) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(result) == list(range(20))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this platform does not fork")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_fork_has_a_child_of_its_own() -> None:
    own = run(os.getpid)
    with multiprocessing.get_context("fork").Pool(2) as pool:
        others = pool.map(_child_of_worker, range(6))
    assert own not in others
    assert run(os.getpid) == own


def _child_of_worker(_: int) -> int:
    return run(os.getpid)
