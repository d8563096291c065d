"""Runs a statement of the user's own on a graph file, in a process that can be ended at any moment.

The engine is no fence: it runs several statements in one text, reads and writes files, and does
not keep its own limits on time and memory. So `graph.queries.statement` decides what is run at all, and
what is run, runs in a fresh process that can do little (`graph.ladybug.sandbox_child`) and dies at
its limit with everything that it holds.

The process reads beside whoever has the graph open, as any reading process does: under the shared
lock. So a writer waits until it is through; the limit of time is also the longest that it waits.
"""

from __future__ import annotations

import math
import os
import subprocess
from pathlib import Path
from typing import IO, Final

from core import child_process
from core.errors import (
    LimitReached,
    StatementFailed,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreUnavailable,
    StoreVersionMismatch,
)
from core.rows import Row, Value
from graph.ladybug.sandbox_wire import packed, unpacked
from graph.queries.statement import Statement
from graph.store import CypherResult, Limits

LEAST_MEMORY: Final = 128 << 20
"""With less the engine cannot even open the file."""

_START_SECONDS: Final = 30
"""How long the process may take to start and to open the file, besides waiting for the lock."""

_CHILD: Final = "graph.ladybug.sandbox_child"
_DYING_SECONDS: Final = 0.5
_STORE_ERRORS: Final[dict[str, type[StoreError]]] = {
    kind.__name__: kind
    for kind in (StoreBusy, StoreDamaged, StoreError, StoreUnavailable, StoreVersionMismatch)
}
_Message = dict[str, Value]


def run_confined(path: Path, statement: Statement, wait: float) -> CypherResult:
    """The rows of the statement on the graph file. `wait` is for a writer's lock, in seconds.

    Raises StatementFailed, LimitReached, and the errors of a file that cannot be read.
    """
    limits = statement.limits
    job: _Message = {
        "path": str(path.absolute()),
        "statement": statement.with_literals(),
        "parameters": dict(statement.parameters),
        "seconds": math.ceil(limits.seconds),
        "rows": limits.rows,
        "memory_bytes": max(limits.memory_bytes, LEAST_MEMORY),
        "result_bytes": limits.result_bytes,
        "wait": math.ceil(wait),
        "threads": max(1, (os.cpu_count() or 1) // 2),  # the others are for who waits beside us
    }
    process = child_process.start(_CHILD)
    with _Deadline(process) as deadline:
        assert process.stdin is not None
        assert process.stdout is not None
        deadline.set(_START_SECONDS + wait)
        try:
            process.stdin.write(packed(job))
            process.stdin.flush()
            return _answer(process.stdout, limits, deadline)
        except (OSError, EOFError, ValueError):
            child_process.wait(process, _DYING_SECONDS)
            if deadline.passed and not deadline.running:
                raise StoreUnavailable(f"图文件 {path} 迟迟没有打开：机器太忙；请稍后再试") from None
            raise _cause(process, limits, late=deadline.passed) from None
        finally:
            child_process.wait(process, _DYING_SECONDS)
            child_process.release(process)


def _answer(answers: IO[bytes], limits: Limits, deadline: _Deadline) -> CypherResult:
    """The child's answer. Raises EOFError where it stops, ValueError for an invalid message."""
    columns: list[str] = []
    rows: list[Row] = []
    room = limits.result_bytes + (1 << 20)
    while True:
        line = answers.readline(room)
        room -= len(line)
        if not line.endswith(b"\n"):
            raise EOFError
        match unpacked(line):
            case {"ready": True}:
                deadline.running = True
                deadline.set(limits.seconds)
            case {"columns": list(names)}:
                columns = [str(name) for name in names]
            case {"row": list(values)}:
                rows.append(dict(zip(columns, values, strict=True)))
            case {"truncated": bool(truncated)}:
                return CypherResult(tuple(columns), tuple(rows), truncated)
            case {"failed": str(kind), "message": str(message)}:
                raise _failure(kind, message, limits)
            case _:
                raise ValueError("no answer")


def _failure(kind: str, message: str, limits: Limits) -> StatementFailed | LimitReached | StoreError:
    match kind:
        case "memory":
            return _too_much_memory(limits)
        case "result":
            size = f"{limits.result_bytes:,}"
            return LimitReached("result", f"一行结果就超过 {size} 字节，已停止；请少取几列，或不要收集成列表")
        case "statement":
            first_line = next(iter(message.splitlines()), "")
            return StatementFailed(f"语句不能执行，图引擎说：{first_line}")
    return _STORE_ERRORS.get(kind, StoreError)(message)


def _cause(process: subprocess.Popen[bytes], limits: Limits, *, late: bool) -> StatementFailed | LimitReached:
    """Why a silent child died, by its exit status."""
    if late or child_process.died_of(process, "SIGALRM", "SIGXCPU"):
        return LimitReached(
            "seconds",
            f"语句用时超过 {limits.seconds:g} 秒，已停止；请加上条件（WHERE、LIMIT），或放宽时间上限",
        )
    if child_process.died_of(process, "SIGKILL", "SIGABRT"):
        return _too_much_memory(limits)
    # Where it gets no memory for a long path, the engine trips over its own feet.
    return StatementFailed(
        "语句不能执行：图引擎中途崩溃，多半是内存不够；图没有变化。请加上条件，或放宽内存上限"
    )


def _too_much_memory(limits: Limits) -> LimitReached:
    size = max(limits.memory_bytes, LEAST_MEMORY) >> 20
    return LimitReached(
        "memory", f"语句需要的内存超过 {size} MB，已停止；请加上条件（WHERE、LIMIT），或放宽内存上限"
    )


class _Deadline(child_process.Deadline):
    """Deadline of the process; `running`: its statement has begun."""

    running = False
