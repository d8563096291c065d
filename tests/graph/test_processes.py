"""Several processes at one graph file: a server that writes, and others beside it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from graph import open_store
from graph.errors import StoreBusy
from graph.store import GraphStore
from tests.graph.busy_processes import DOCUMENTS, TASKS, edition

ROOT = Path(__file__).parents[2]
ADDRESS = "http://127.0.0.1:8000"


@contextmanager
def process(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    running = subprocess.Popen(
        [sys.executable, "-m", "tests.graph.busy_processes", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONFAULTHANDLER": "1"},
    )
    try:
        yield running
    finally:
        running.kill()
        running.communicate()


def said(running: subprocess.Popen[str]) -> list[dict[str, object]]:
    out, errors = running.communicate(timeout=120)
    assert running.returncode == 0, errors
    return [json.loads(line) for line in out.splitlines()]


def first_line(running: subprocess.Popen[str]) -> dict[str, object]:
    assert running.stdout is not None
    line = running.stdout.readline()
    if not line:
        _, errors = running.communicate()
        pytest.fail(f"the process ended with {running.returncode}: {errors}")
    found = json.loads(line)
    assert isinstance(found, dict)
    return found


def editions(store: GraphStore) -> dict[int, int]:
    """The edition of each document that is there, each of them whole."""
    found = {}
    for place in range(DOCUMENTS):
        rows = store.read("tasks/list", {"document": edition(place, 0).document.id})
        met = {str(row["text"]).rpartition("第")[2].removesuffix("版") for row in rows}
        if rows:
            assert len(rows) == TASKS
            [only] = met
            found[place] = int(only)
            duties = store.read("documents/duties", {"document": edition(place, 0).document.id})
            assert len(duties) == TASKS
    return found


def test_others_read_try_to_write_and_open_the_file_beside_a_writing_server(tmp_path: Path) -> None:
    path = str(tmp_path / "graph.lbug")
    seconds = "4"
    with process("write", path, ADDRESS, "100000") as server:
        assert first_line(server) == {"ready": True}
        written = [first_line(server) for _ in range(DOCUMENTS)]
        with (
            process("read", path, seconds, "again") as opener,
            process("read", path, seconds, "stay") as reader,
            process("ingest", path, seconds) as writer,
            process("touch", path, seconds) as toucher,
        ):
            [opened], [read], [tried], [touched] = said(opener), said(reader), said(writer), said(toucher)
        server.kill()
        rest, _ = server.communicate()
    written += [json.loads(line) for line in rest.splitlines() if line.endswith("}")]

    for told in (opened, read):
        assert told["wrong"] == []
        assert told["grew"] is True
        assert isinstance(told["reads"], int)
        assert told["reads"] > 0
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
        last = {int(str(row["document"])): int(str(row["edition"])) for row in written}
        found = editions(store)
        # The write under way when the server was killed may be in and untold.
        assert all(found[place] in {last[place], last[place] + 1} for place in range(DOCUMENTS))
        assert sum(found.values()) - sum(last.values()) <= 1


def test_a_second_writer_waits_for_a_command_to_end(tmp_path: Path) -> None:
    path = str(tmp_path / "graph.lbug")
    with process("write", path, "", "3") as command:
        assert first_line(command) == {"ready": True}
        with open_store(path, wait=60) as store:
            assert editions(store) == {0: 0, 1: 0, 2: 0}
            store.replace_document(edition(0, 1))


def test_a_second_writer_is_told_who_writes(tmp_path: Path) -> None:
    path = str(tmp_path / "graph.lbug")
    with process("write", path, "", "100000") as command:
        assert first_line(command) == {"ready": True}
        with pytest.raises(StoreBusy, match=f"进程 {command.pid}正在写入"):
            open_store(path, wait=0.2)
        with open_store(path, read_only=True) as store:
            assert store.read("store/counts")


def test_nothing_is_lost_or_half_written_when_the_writer_is_killed(tmp_path: Path) -> None:
    path = str(tmp_path / "graph.lbug")
    random = Random(3)
    for _ in range(8):
        with process("write", path, "", "100000") as writer:
            assert first_line(writer) == {"ready": True}
            told = [first_line(writer) for _ in range(random.randint(1, 4))]
            time.sleep(random.uniform(0, 0.2))  # into the middle of one of the next writes
            writer.kill()
            out, _ = writer.communicate()
        told += [json.loads(line) for line in out.splitlines() if line.endswith("}")]
        with open_store(path, read_only=True) as store:  # what a reader sees before any repair
            seen = editions(store)
        with open_store(path) as store:
            found = editions(store)
            counts = store.read("store/counts")[0]
        assert seen == found
        assert counts["tasks"] == counts["duties"] == TASKS * len(found)
        last = {int(str(row["document"])): int(str(row["edition"])) for row in told}
        for place, count in last.items():
            assert found[place] in {count, count + 1}
        # Editions begin again with each writer.
        with open_store(path) as store:
            for place in found:
                store.remove_document(edition(place, 0).document.id)
            assert store.read("store/counts")[0]["agencies"] == 0
