"""Several processes at one graph file: a server that writes, and others beside it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from random import Random
from tempfile import TemporaryFile
from typing import IO

import pytest

from core.errors import StoreBusy
from graph import open_store
from graph.store import GraphStore
from tests.graph.busy_processes import DOCUMENTS, TASKS, edition

ROOT = Path(__file__).parents[2]
ADDRESS = "http://127.0.0.1:8000"
PATIENCE = 120


class Other:
    """Another process. A thread takes what it says as it comes: a full pipe would hold it up."""

    def __init__(self, running: subprocess.Popen[str], errors: IO[str]) -> None:
        self._running = running
        self._errors = errors
        self._lines: SimpleQueue[str] = SimpleQueue()
        self._listener = threading.Thread(target=self._listen)
        self._listener.start()

    @property
    def pid(self) -> int:
        return self._running.pid

    def next(self) -> dict[str, object]:
        """What it says next, or has said and nobody asked for. The test fails if it says nothing more."""
        try:
            line = self._lines.get(timeout=PATIENCE)
        except Empty:
            pytest.fail(f"the process has said nothing for {PATIENCE} seconds")
        if not line:
            self._errors.seek(0)
            pytest.fail(f"the process ended with {self._running.wait()}: {self._errors.read()}")
        matches = json.loads(line)
        assert isinstance(matches, dict)
        return matches

    def kill(self) -> list[dict[str, object]]:
        """Ends it at once; what it had said until then, from where `next` stopped."""
        self._running.kill()
        self._running.wait()
        self._listener.join()
        message = []
        while not self._lines.empty():
            if line := self._lines.get():
                message.append(json.loads(line))
        return message

    def _listen(self) -> None:
        assert self._running.stdout is not None
        with self._running.stdout as lines:
            for line in lines:
                self._lines.put(line)
        self._lines.put("")


@contextmanager
def process(*arguments: str) -> Iterator[Other]:
    with (
        TemporaryFile("w+", encoding="utf-8") as errors,
        subprocess.Popen(
            [sys.executable, "-m", "tests.graph.busy_processes", *arguments],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONFAULTHANDLER": "1"},
        ) as running,
    ):
        other = Other(running, errors)
        try:
            yield other
        finally:
            other.kill()


def editions(store: GraphStore) -> dict[int, int]:
    """The edition of each document that is there, each of them whole."""
    matches = {}
    for location in range(DOCUMENTS):
        rows = store.read("tasks/list", {"document": edition(location, 0).document.id})
        seen = {str(row["text"]).rpartition("第")[2].removesuffix("版") for row in rows}
        if rows:
            assert len(rows) == TASKS
            [only] = seen
            matches[location] = int(only)
            duties = store.read("documents/duties", {"document": edition(location, 0).document.id})
            assert len(duties) == TASKS
    return matches


def after(writes: int) -> dict[int, int]:
    """The edition of each document when a writer has made so many writes, one document after the other."""
    return {location: (writes - 1 - location) // DOCUMENTS for location in range(min(writes, DOCUMENTS))}


def test_others_read_try_to_write_and_open_the_file_beside_a_writing_server(tmp_path: Path) -> None:
    path = str(tmp_path / "graph.lbug")
    seconds = "4"
    with process("write", path, ADDRESS, "100000") as server:
        assert server.next() == {"ready": True}
        written = [server.next() for _ in range(DOCUMENTS)]
        with (
            process("read", path, seconds, "again") as opener,
            process("read", path, seconds, "stay") as reader,
            process("ingest", path, seconds) as writer,
            process("touch", path, seconds) as toucher,
        ):
            opened, read, tried, touched = opener.next(), reader.next(), writer.next(), toucher.next()
        written += server.kill()

    for reported in (opened, read):
        assert reported["wrong"] == []
        assert reported["grew"] is True
        assert isinstance(reported["reads"], int)
        assert reported["reads"] > 0
    assert isinstance(read["first"], int)
    assert isinstance(read["last"], int)
    assert read["last"] > read["first"]  # it saw writes that came after it had opened the file
    assert isinstance(touched["opened"], int)
    assert touched["opened"] > 0
    assert isinstance(tried["said"], list)
    [refusal] = tried["said"]
    assert refusal.startswith("StoreBusy: ")
    assert f"进程 {server.pid}" in refusal
    assert ADDRESS in refusal

    with open_store(path) as store:
        # The write under way when the server was killed may be in and untold.
        assert editions(store) in (after(len(written)), after(len(written) + 1))


def test_a_second_writer_waits_for_a_command_to_end(tmp_path: Path) -> None:
    path = str(tmp_path / "graph.lbug")
    with process("write", path, "", "3") as command:
        assert command.next() == {"ready": True}
        with open_store(path, wait=PATIENCE) as store:
            assert editions(store) == after(3)
            store.replace_document(edition(0, 1))


def test_a_second_writer_is_reported_who_writes(tmp_path: Path) -> None:
    path = str(tmp_path / "graph.lbug")
    with process("write", path, "", "100000") as command:
        assert command.next() == {"ready": True}
        with pytest.raises(StoreBusy, match=f"进程 {command.pid}正在写入"):
            open_store(path, wait=0.2)
        with open_store(path, read_only=True, wait=PATIENCE) as store:
            assert store.read("store/counts")


def test_nothing_is_lost_or_half_written_when_the_writer_is_killed(tmp_path: Path) -> None:
    path = str(tmp_path / "graph.lbug")
    random = Random(3)
    for _ in range(8):
        with process("write", path, "", "100000") as writer:
            assert writer.next() == {"ready": True}
            reported = [writer.next() for _ in range(random.randint(1, 4))]
            time.sleep(random.uniform(0, 0.2))  # into the middle of one of the next writes
            reported += writer.kill()
        with open_store(path, read_only=True) as store:  # what a reader sees before any repair
            seen = editions(store)
        with open_store(path) as store:
            matches = editions(store)
            counts = store.read("store/counts")[0]
        assert seen == matches
        assert counts["tasks"] == counts["duties"] == TASKS * len(matches)
        assert matches in (after(len(reported)), after(len(reported) + 1))  # the last may be in and untold
        # Editions begin again with each writer.
        with open_store(path) as store:
            for location in matches:
                store.remove_document(edition(location, 0).document.id)
            assert store.read("store/counts")[0]["agencies"] == 0


LOADS = """
import os, sys
from graph import open_store
from tests.graph.busy_processes import edition
with open_store(sys.argv[1]) as store:
    store.load_many(edition(place, 0) for place in range(3))
    os._exit(9)
"""


def test_what_was_loaded_in_bulk_outlives_a_process_that_dies_right_after(tmp_path: Path) -> None:
    path = str(tmp_path / "graph.lbug")
    ended = subprocess.run([sys.executable, "-c", LOADS, path], cwd=ROOT, check=False)
    assert ended.returncode == 9
    with open_store(path, read_only=True) as store:
        assert editions(store) == {0: 0, 1: 0, 2: 0}
        assert store.read("store/counts")[0]["tasks"] == 3 * TASKS
