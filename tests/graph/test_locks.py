"""The locks beside a graph file, and the gate inside a process."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from core.errors import StoreBusy, StoreUnavailable
from graph.ladybug.readers_writer_lock import Gate
from graph.ladybug.side_locks import SideLocks


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    return tmp_path / "graph.lbug"


def locks(graph: Path) -> SideLocks:
    return SideLocks(graph, wait=0.05)


def test_readers_share_and_a_writer_is_alone(graph: Path) -> None:
    with locks(graph).shared(), locks(graph).shared(), pytest.raises(StoreBusy), locks(graph).exclusive():
        pass
    with locks(graph).exclusive():
        with pytest.raises(StoreBusy), locks(graph).shared():
            pass
        with pytest.raises(StoreBusy), locks(graph).exclusive():
            pass
    with locks(graph).shared():
        pass


def test_closing_another_handle_of_the_lock_file_lets_nothing_go(graph: Path) -> None:
    """Locks of the process (fcntl) would be lost here; ours belong to the open file."""
    with locks(graph).exclusive():
        for name in ("access", "turn", "owner"):
            (graph.parent / "graph.lbug.lock" / name).open("ab").close()
        with pytest.raises(StoreBusy), locks(graph).shared():
            pass


def test_every_write_makes_what_was_read_before_stale(graph: Path) -> None:
    seen = []
    for _ in range(3):
        with locks(graph).shared() as generation:
            seen.append(generation)
        with locks(graph).shared() as generation:
            assert generation == seen[-1]
        with locks(graph).exclusive():
            pass
    assert seen == [0, 1, 2]


FULL_DISK = """
import resource, sys
from pathlib import Path
from core.errors import StoreUnavailable
from graph.ladybug.side_locks import SideLocks

graph, lock, imported = sys.argv[1:]
if imported == "True":
    import portalocker
locks = SideLocks(Path(graph), wait=1)
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # files are made, and take no byte
try:
    with locks.exclusive() if lock == "exclusive" else locks.own(None):
        print("taken")
except StoreUnavailable as error:
    print(error)
"""


@pytest.mark.skipif(os.name != "posix", reason="a full disk is played by a limit of POSIX")
@pytest.mark.parametrize("lock", ["exclusive", "own"])
@pytest.mark.parametrize("imported", [True, False])
def test_a_full_disk_is_reported_in_one_line(graph: Path, lock: str, imported: bool) -> None:
    command = [sys.executable, "-c", FULL_DISK, str(graph), lock, str(imported)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)

    assert "磁盘空间" in done.stdout
    assert str(graph) in done.stdout
    assert len(done.stdout.splitlines()) == 1
    assert not list(graph.with_name("graph.lbug.lock").glob("holder*"))
    with locks(graph).exclusive(), locks(graph).own(None):
        pass


def test_a_stream_of_readers_does_not_starve_a_writer(graph: Path) -> None:
    stop = threading.Event()
    written = threading.Event()

    def read() -> None:
        while not stop.is_set():
            with SideLocks(graph, wait=20).shared():
                time.sleep(0.01)

    readers = [threading.Thread(target=read) for _ in range(6)]
    for reader in readers:
        reader.start()
    try:
        time.sleep(0.05)
        with SideLocks(graph, wait=20).exclusive():
            written.set()
    finally:
        stop.set()
        for reader in readers:
            reader.join()
    assert written.is_set()


def test_one_owner_at_a_time_and_the_other_is_reported_who(graph: Path) -> None:
    owner = locks(graph).own("http://127.0.0.1:8000")
    # Our own process is not named: to a user it would be a riddle.
    with pytest.raises(StoreBusy, match="另一个进程正在写入"):
        locks(graph).own(None)
    (graph.parent / "graph.lbug.lock" / "holder").write_text('{"pid": 4711, "address": "http://h:1"}')
    with pytest.raises(StoreBusy, match=r"进程 4711（服务地址 http://h:1）正在写入"):
        locks(graph).own(None)
    owner.close()
    locks(graph).own(None).close()
    assert f'"pid": {os.getpid()}' in (graph.parent / "graph.lbug.lock" / "holder").read_text()


@pytest.mark.parametrize("content", ["", "{", "[]"])
def test_that_nobody_knows_who_is_no_error(graph: Path, content: str) -> None:
    owner = locks(graph).own(None)
    (graph.parent / "graph.lbug.lock" / "holder").write_text(content)
    with pytest.raises(StoreBusy, match="另一个进程"):
        locks(graph).own(None)
    owner.close()


def test_locks_that_cannot_be_made_say_where(tmp_path: Path) -> None:
    (tmp_path / "graph.lbug.lock").write_text("in the way")
    with pytest.raises(StoreUnavailable, match=r"graph\.lbug\.lock"), locks(tmp_path / "graph.lbug").shared():
        pass


def test_the_gate_lets_so_many_readers_in_at_once() -> None:
    gate = Gate(2)
    inside = most = 0
    lock = threading.Lock()

    def read() -> None:
        nonlocal inside, most
        with gate.shared():
            with lock:
                inside += 1
                most = max(most, inside)
            time.sleep(0.02)
            with lock:
                inside -= 1

    readers = [threading.Thread(target=read) for _ in range(6)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert most == 2


def test_who_wants_to_be_alone_waits_for_those_inside_and_before_those_to_come() -> None:
    gate = Gate(4)
    order: list[str] = []
    first_in, let_out = threading.Event(), threading.Event()

    def first() -> None:
        with gate.shared():
            first_in.set()
            let_out.wait(300)
            order.append("first")

    def alone() -> None:
        with gate.alone():
            order.append("alone")

    def late() -> None:
        with gate.shared():
            order.append("late")

    threads = [threading.Thread(target=first)]
    threads[0].start()
    first_in.wait(300)
    for visitor in (alone, late):
        threads.append(threading.Thread(target=visitor))
        threads[-1].start()
        time.sleep(0.05)
    let_out.set()
    for thread in threads:
        thread.join()
    assert order == ["first", "alone", "late"]
