"""The commands by their real entry point: what they print, and how they end."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.api.cli.conftest import COMMAND, Run, environment

COMMANDS = {
    *("parse", "ingest", "rebuild", "documents", "remove", "agencies", "ask", "queries", "query", "cypher"),
    *("serve", "check", "copy", "prepare", "export", "key"),
}


def test_help_is_in_chinese_and_names_every_command(run: Run) -> None:
    for arguments in ([], ["--help"], ["-h"]):
        ended = run(*arguments)
        assert (ended.code, ended.err) == (0, "")
        assert "用法：" in ended.out
        assert all(command in ended.out for command in COMMANDS)


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_each_command_has_a_help_page(run: Run, command: str) -> None:
    ended = run(command, "--help")
    assert ended.code == 0
    assert "用法：" in ended.out
    assert not re.search(r"Show this message|<[a-z]|\[(default|required)", ended.out)


def test_version(run_process: Run) -> None:
    assert run_process("--version").out == f"dutygraph {version('dutygraph')}\n"


def test_help_loads_nothing_slow() -> None:
    code = "import sys; import api.cli; print([m for m in sys.modules if m in sys.argv[1:]])"
    slow = ["ladybug", "fastapi", "uvicorn", "jinja2", "pydantic_settings", "rapidfuzz", "charset_normalizer"]
    done = subprocess.run(
        [sys.executable, "-c", code, *slow, "ingest.parse"], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_parse_prints_one_object_a_line(run: Run, plan: Path) -> None:
    second = plan.with_name("b.txt")
    second.write_text(plan.read_text("utf-8"), "gb18030")
    ended = run("parse", plan.name, "b.txt")
    assert (ended.code, ended.err) == (0, "")
    read = [json.loads(line) for line in ended.out.splitlines()]
    assert [len(entry["tasks"]) for entry in read] == [3, 3]
    assert read[0]["document"]["source"].endswith("工作 要点（2024）.txt")
    surfaces = [r["surface"] for r in read[0]["tasks"][0]["responsibilities"]]
    assert surfaces == ["市委宣传部", "市公安局", "市文广旅局"]


def test_parse_takes_a_folder(run: Run, plan: Path) -> None:
    assert len(run("parse", str(plan.parent)).out.splitlines()) == 1


def test_ingest_says_what_became_of_each_file_and_again_changes_nothing(run_process: Run, plan: Path) -> None:
    first = run_process("ingest", plan.name, "--store", "图 1.lbug")
    assert (first.code, first.err) == (0, "")
    assert "已导入" in first.out
    assert "合计 1 个文件，导入 1 个" in first.out
    again = run_process("ingest", plan.name, "--store", "图 1.lbug", "--format", "json")
    (row,) = json.loads(again.out)
    assert (row["tasks"], row["agencies"], row["campaigns"], row["status"]) == (3, 4, 2, "unchanged")


def test_documents_are_listed_and_removed(run: Run, plan: Path) -> None:
    run("ingest", plan.name, DUTYGRAPH_STORE="g.lbug")
    (row,) = json.loads(run("documents", "--format", "json", DUTYGRAPH_STORE="g.lbug").out)
    assert (row["year"], row["tasks"], row["region"]) == (2024, 3, "云州市")
    removed = run("remove", row["document_id"], DUTYGRAPH_STORE="g.lbug")
    assert (removed.code, removed.out) == (0, f"已移除 {row['document_id']}（3 项任务）。\n")
    assert json.loads(run("documents", "--format", "json", DUTYGRAPH_STORE="g.lbug").out) == []
    again = run("remove", row["document_id"], DUTYGRAPH_STORE="g.lbug")
    assert (again.code, again.complaints) == (2, [f"图中没有这个文件：{row['document_id']}"])


def test_rebuild_keeps_every_document(run: Run, plan: Path) -> None:
    run("ingest", plan.name, "--store", "g.lbug")
    (row,) = json.loads(run("rebuild", "--store", "g.lbug", "--format", "json").out)
    assert (row["came"], row["went"], row["changed"]) == (0, 0, 0)
    (document,) = json.loads(run("documents", "--store", "g.lbug", "--format", "json").out)
    assert document["document_id"] == row["document_id"]


def test_ask_answers_in_words_and_shows_the_words_that_prove_it(run: Run, graph: Path) -> None:
    ended = run("ask", "市市场监管局牵头哪些任务", "--store", str(graph))
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("市市场监管局（云州市）：独立负责 1 项。")
    assert "独立负责（1 项）" in ended.out
    assert "原文依据：「市市场监管局」" in ended.out
    assert "责任分工原文：（市市场监管局负责）" in ended.out


def test_ask_in_json_is_the_whole_answer(run: Run, graph: Path) -> None:
    ended = run("ask", "市公安局有哪些任务", "--year", "2024", "--format", "json", "--store", str(graph))
    read = json.loads(ended.out)
    assert list(read)[:4] == ["status", "intent", "query", "parameters"]
    assert read["status"] == "answered"
    assert [row["role"] for row in read["rows"]] == ["joint", "assist"]
    assert [proof["surface"] for proof in read["evidence"]] == ["市公安局", "市公安局"]


def test_answers_are_the_same_in_every_process(run_process: Run, graph: Path) -> None:
    """Sets of words come in another order with each seed of their hashes."""
    for question in ("哪些单位参加剑网", "查处侵权盗版归谁管", "天气怎么样"):
        first, second = (
            run_process("ask", question, "--format", "json", "--store", str(graph), PYTHONHASHSEED=seed)
            for seed in ("1", "2")
        )
        assert (first.code, first.err) == (0, "")
        assert first == second


def test_ask_in_csv_has_a_row_for_each_row(run: Run, graph: Path) -> None:
    ended = run("ask", "市公安局有哪些任务", "--format", "csv", "--store", str(graph))
    rows = list(csv.DictReader(io.StringIO(ended.out, newline="")))
    assert [row["role"] for row in rows] == ["joint", "assist"]


def test_question_that_is_not_understood_is_no_error(run: Run, graph: Path) -> None:
    ended = run("ask", "今天天气怎么样", "--store", str(graph))
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("没有读懂这个问题")
    assert "可以这样问：" in ended.out


def test_queries_are_listed_shown_and_run(run: Run, graph: Path) -> None:
    listed = json.loads(run("queries", "--format", "json").out)
    assert {"name", "purpose", "parameters", "columns", "cypher"} == set(listed[0])
    assert "MATCH" in run("queries", "agencies/tasks").out
    assert run("queries").code == 0
    ended = run("query", "documents/years", "--format", "csv", "--store", str(graph))
    assert ended.out == "year,documents\r\n2024,1\r\n"
    matches = run(
        "query", "agencies/list", "-p", "q=公安", "-p", "limit=5", "--format", "json", "--store", str(graph)
    )
    assert [row["name"] for row in json.loads(matches.out)] == ["市公安局"]


def test_output_is_utf8_whatever_the_locale(run_process: Run, plan: Path, graph: Path) -> None:
    posix = {"LC_ALL": "C", "LANG": "C", "PYTHONIOENCODING": "ascii"}
    ended = run_process("ask", "市公安局有哪些任务", "--store", str(graph), **posix)
    assert (ended.code, ended.err) == (0, "")
    assert "市公安局（云州市）" in ended.out
    assert json.loads(run_process("parse", plan.name, **posix).out)["document"]["year"] == 2024


def test_closed_pipe_is_quiet() -> None:
    line = f"'{COMMAND}' queries --format json | head -c 10"
    done = subprocess.run(
        ["bash", "-c", line], env=environment(), capture_output=True, timeout=300, check=True
    )
    assert len(done.stdout) == 10
    assert done.stderr == b""


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are needed to hold the command")
def test_ctrl_c_ends_quietly_with_130(tmp_path: Path) -> None:
    pipe = tmp_path / "slow.txt"
    os.mkfifo(pipe)
    with command_heeding_ctrl_c("parse", str(pipe)) as command:
        end = fed(pipe, command)
        command.send_signal(signal.SIGINT)
        # It may have come between two reads; the end of the file wakes the command in any case.
        os.close(end)
        out, err = command.communicate(timeout=300)
    assert (command.returncode, out, err) == (130, b"", b"")


@contextmanager
def command_heeding_ctrl_c(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """The command under way; a shell that started the tests in the background has it ignore Ctrl-C."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        command = subprocess.Popen(
            [COMMAND, *arguments], env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
    finally:
        signal.signal(signal.SIGINT, before)
    with command:
        try:
            yield command
        finally:
            command.kill()


def fed(pipe: Path, command: subprocess.Popen[bytes]) -> int:
    """The writing end of the pipe, when the command has read so much that it must be reading on."""
    left, until = 1 << 18, time.monotonic() + 300  # a pipe holds a quarter of it
    end: int | None = None
    while left > 0:
        assert command.poll() is None
        assert time.monotonic() < until
        try:
            if end is None:
                end = os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
            left -= os.write(end, b" " * 4096)
        except OSError as error:
            if error.errno not in (errno.ENXIO, errno.EAGAIN):  # nobody reads yet, or not so fast
                raise
            time.sleep(0.01)
    assert end is not None
    return end
