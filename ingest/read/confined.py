"""Runs a reader in a process of its own, which may die of a bad file without taking us with it.

Some libraries end the whole process on a hostile or damaged file (a spreadsheet whose last cell is
XFD1048576 asks for 550 GB) or never come back. The child has limits on memory and processor time
and a deadline; whatever becomes of it, the caller gets the result or one clear error, and the next
file a fresh child. It is a fence against accidents, not a sandbox against an attacker.

Where the platform enforces no limits (see `core.child_process`) only the deadline holds; a child
that asks for more memory than there is still dies alone.
"""

from __future__ import annotations

import atexit
import os
import pickle
import subprocess
import threading
from collections.abc import Callable
from typing import IO, Literal, ParamSpec, TypeVar

from core import child_process
from ingest.read.errors import Unreadable

P = ParamSpec("P")
R = TypeVar("R")

MEMORY_BYTES = 2 << 30
PROCESSOR_SECONDS = 60
DEADLINE_SECONDS = 120
DYING_SECONDS = 2
TOO_LARGE = "读取这个文件时超出内存上限，已停止；请检查文件是否损坏或过大"
TOO_SLOW = "读取这个文件用时超过上限，已停止；请检查文件是否损坏或过大"
CRASHED = "读取这个文件时出错，文件可能已损坏；请重新获取原件，或另存后再试"


class TooLarge(Unreadable):
    """Reading took more memory than allowed, or ended the process."""


class TooSlow(Unreadable):
    """Reading took more time than allowed."""


class Crashed(Unreadable):
    """The library gave up on the file in a way that it does not foresee."""


def run(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """What `function` returns, called in the child; its exceptions are raised here.

    Function, arguments and result must be picklable. Raises TooLarge and TooSlow for what the
    limits stopped, Crashed where the child died of something else. A first call starts the child
    (0.1 s and the imports of `function`), later ones use it again; calls from several threads wait
    for one another.
    """
    return _child.call(function, *args, **kwargs)


class _Child:
    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._turn = threading.Lock()

    def call(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        with self._turn:
            process = self._process = self._process or child_process.start(__name__)
            with child_process.Deadline(process) as deadline:
                deadline.set(DEADLINE_SECONDS)
                try:
                    _send(process.stdin, (function, args, kwargs))
                    status, value = _receive(process.stdout)
                except (OSError, EOFError, pickle.UnpicklingError):
                    self.close()
                    raise _cause(process, late=deadline.passed) from None
                except BaseException:  # Ctrl-C: its answer must not be taken for that to the next call
                    self.close(patience=0)
                    raise
            if isinstance(value, MemoryError):
                self.close()  # what is left of its memory is of no use to the next file
                raise TooLarge(TOO_LARGE)
            if status == "raised":
                raise value
            return value  # type: ignore[no-any-return]

    def close(self, patience: float = DYING_SECONDS) -> None:
        """Ends the child, if there is one; the next call starts another."""
        process, self._process = self._process, None
        if process is not None:
            child_process.release(process)
            child_process.wait(process, patience)  # it may be dying of what we want to name

    def forget(self) -> None:
        """In a fork of ours: the child belongs to the parent, and so do both ends of its pipes."""
        self._turn = threading.Lock()
        process, self._process = self._process, None
        if process is not None:
            child_process.release(process)
            process.returncode = 0  # so that nobody here waits for it


def serve() -> None:
    """The child's life: takes calls from standard input, one after the other, until it closes."""
    calls, answers = child_process.claim_pipes()
    child_process.limit("RLIMIT_CORE", 0, for_good=True)
    child_process.limit("RLIMIT_AS", MEMORY_BYTES)
    while True:
        try:
            function, args, kwargs = _receive(calls)
        except EOFError:
            return
        child_process.limit_processor_time(1 + PROCESSOR_SECONDS)  # each call has its own share
        try:
            answer: tuple[Literal["returned", "raised"], object] = ("returned", function(*args, **kwargs))
        except Exception as error:
            answer = ("raised", error)
        except BaseException:  # a panic of a Rust library is one of these, and cannot be sent
            answer = ("raised", Crashed(CRASHED))
        _send(answers, answer)


def _cause(process: subprocess.Popen[bytes], *, late: bool) -> Unreadable:
    """The error that a child died of, by its exit status."""
    if late or child_process.died_of(process, "SIGXCPU"):
        return TooSlow(TOO_SLOW)
    # Out of memory, Rust aborts and the system kills.
    if child_process.died_of(process, "SIGABRT", "SIGKILL"):
        return TooLarge(TOO_LARGE)
    return Crashed(CRASHED)


def _send(pipe: IO[bytes] | None, message: object) -> None:
    assert pipe is not None
    packed = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    pipe.write(len(packed).to_bytes(8, "big"))
    pipe.write(packed)
    pipe.flush()


def _receive(pipe: IO[bytes] | None) -> tuple:  # type: ignore[type-arg]
    assert pipe is not None
    return pickle.loads(_exactly(pipe, int.from_bytes(_exactly(pipe, 8), "big")))  # type: ignore[no-any-return]


def _exactly(pipe: IO[bytes], count: int) -> bytes:
    content = pipe.read(count)
    if len(content) < count:
        raise EOFError
    return content


_child = _Child()
atexit.register(_child.close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_child.forget)
