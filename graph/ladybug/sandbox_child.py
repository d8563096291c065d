"""Child process of a sandbox: runs one statement on a graph file, sends its rows, and exits.

Started by `graph.ladybug.sandbox`; takes one job from standard input. Before the statement runs,
the process gives up what it does not need any more: it can open no file and no socket (so no
statement reads or writes one, whatever the engine offers), write into none, dump no core, and get
no more memory or processor time than allowed. (It can still make an empty folder, which EXPORT
would do; the gate knows no EXPORT.) Where the system knows no such limits (Windows;
macOS for memory) the parent's deadline and the engine's own buffer pool remain.
"""

from __future__ import annotations

import os
import signal
import threading
import warnings
from pathlib import Path
from typing import IO, TYPE_CHECKING

from core import child_process
from core.errors import StoreError
from core.rows import Value
from graph.ladybug.file import check_present, open_database
from graph.ladybug.sandbox_wire import packed, plain, unpacked
from graph.ladybug.side_locks import SideLocks

if TYPE_CHECKING:
    import ladybug

_LEAST_DATABASE = 1 << 30
_STATUS = Path("/proc/self/statm")


class _TooLarge(Exception):
    """Not even one row fits into the result."""


def serve() -> None:
    """Receive a job, run it, and send its outcome."""
    warnings.simplefilter("ignore")  # the engine's wrapper calls its own way to prepare deprecated
    jobs, answers = child_process.claim_pipes()
    job = unpacked(jobs.readline())
    threading.Thread(target=_end_with_the_parent, args=(jobs,), daemon=True).start()
    try:
        answer = _done(job, answers)
    except MemoryError:
        answer = {"failed": "memory", "message": ""}
    except StoreError as error:
        answer = {"failed": type(error).__name__, "message": str(error)}
    except _TooLarge:
        answer = {"failed": "result", "message": ""}
    except (RuntimeError, ValueError) as error:
        answer = {"failed": _kind(str(error)), "message": str(error)}
    answers.write(packed(answer))
    answers.flush()
    os._exit(0)  # the engine has nothing to put in order, and could only trip over the limits


def _end_with_the_parent(jobs: IO[bytes]) -> None:
    """The parent holds the other end of standard input for as long as it lives."""
    jobs.read()
    os._exit(1)


def _done(job: dict[str, Value], answers: IO[bytes]) -> dict[str, Value]:
    import ladybug

    path, memory = Path(_text(job, "path")), _count(job, "memory_bytes")
    # Rows and groups are kept in the engine's pool, lists and long paths beside it.
    beside_the_pool = memory // 2
    check_present(path)
    with SideLocks(path, _count(job, "wait")).shared():
        database = open_database(
            path,
            read_only=True,
            buffer_pool_size=memory - beside_the_pool,
            max_db_size=_room_for(path),
            max_num_threads=_count(job, "threads"),
        )
        connection = ladybug.Connection(database, num_threads=_count(job, "threads"))
        answers.write(packed({"ready": True}))
        answers.flush()
        _confine(beside_the_pool, _count(job, "seconds"), _count(job, "threads"))
        parameters = job["parameters"]
        assert isinstance(parameters, dict)
        result = _run(connection, _text(job, "statement"), parameters)
        return _say_rows(result, answers, _count(job, "rows"), _count(job, "result_bytes"))


def _run(connection: ladybug.Connection, statement: str, parameters: dict[str, Value]) -> ladybug.QueryResult:
    # Prepared, since the engine refuses to prepare several statements, and since its wrapper looks
    # no names up in Python's frames then.
    prepared = connection.prepare(statement, parameters)
    if not prepared.is_success():
        raise RuntimeError(prepared.get_error_message())
    result = connection.execute(prepared, parameters)
    assert not isinstance(result, list)
    return result


def _say_rows(result: ladybug.QueryResult, answers: IO[bytes], rows: int, room: int) -> dict[str, Value]:
    answers.write(packed({"columns": list(result.get_column_names())}))
    sent = 0
    while result.has_next():
        line = packed({"row": [plain(value) for value in result.get_next()]})
        room -= len(line)
        if room < 0 and not sent:
            raise _TooLarge
        if sent == rows or room < 0:
            return {"truncated": True}
        answers.write(line)
        sent += 1
    return {"truncated": False}


def _kind(message: str) -> str:
    gave_up = ("bad_alloc", "Buffer manager exception", "Unable to allocate memory")
    return "memory" if any(sign in message for sign in gave_up) else "statement"


def _room_for(path: Path) -> int:
    """Addresses for the file, its log and what both grow to in memory: a power of two, as it must be."""
    needed = 4 * path.stat().st_size
    return max(_LEAST_DATABASE, 1 << needed.bit_length())


def _confine(memory: int, seconds: int, threads: int) -> None:
    if hasattr(signal, "setitimer"):
        # Ends us without Python's help, should the parent not do it.
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds + 2)
    if hasattr(os, "nice"):
        os.nice(5)  # others are answered first
    if _STATUS.exists():
        pages = int(_STATUS.read_text().split()[0])
        address_space = pages * os.sysconf("SC_PAGESIZE") + memory
        child_process.limit("RLIMIT_AS", address_space, for_good=True)
    child_process.limit_processor_time((seconds + 2) * threads, for_good=True)
    for name in ("RLIMIT_CORE", "RLIMIT_FSIZE", "RLIMIT_NOFILE"):
        child_process.limit(name, 0, for_good=True)


def _text(job: dict[str, Value], name: str) -> str:
    value = job[name]
    assert isinstance(value, str)
    return value


def _count(job: dict[str, Value], name: str) -> int:
    value = job[name]
    assert isinstance(value, int)
    return value
