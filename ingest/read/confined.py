"""Runs a reader in a process of its own, which may die of a bad file without taking us with it.

Some libraries end the whole process on a hostile or damaged file (a spreadsheet whose last cell is
XFD1048576 asks for 550 GB) or never come back. The child has limits on memory and processor time
and a deadline; whatever becomes of it, the caller gets the result or one clear error, and the next
file a fresh child. It is a fence against accidents, not a sandbox against an attacker.

Where the platform has no `resource` module (Windows), or does not keep the limit (macOS, memory),
only the deadline holds; a child that asks for more memory than there is still dies alone.
"""

from __future__ import annotations

import atexit
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import IO, Literal, ParamSpec, TypeVar

from ingest.read.errors import Unreadable

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

P = ParamSpec("P")
R = TypeVar("R")

MEMORY_BYTES = 2 << 30
PROCESSOR_SECONDS = 60
DEADLINE_SECONDS = 120
DYING_SECONDS = 2
TOO_LARGE = "读取这个文件时超出内存上限，已停止；请检查文件是否损坏或过大"
TOO_SLOW = "读取这个文件用时超过上限，已停止；请检查文件是否损坏或过大"
CRASHED = "读取这个文件时出错，文件可能已损坏；请重新获取原件，或另存后再试"
# -c and not -m, so that neither the folder we stand in nor the caller's main module is imported.
CHILD = "import sys; sys.path[:] = {path!r}; from ingest.read.confined import serve; serve()"


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
            process = self._process = self._process or _start()
            late = threading.Event()

            def stop() -> None:
                late.set()
                process.kill()

            clock = threading.Timer(DEADLINE_SECONDS, stop)
            clock.daemon = True
            clock.start()
            try:
                _send(process.stdin, (function, args, kwargs))
                status, value = _receive(process.stdout)
            except (OSError, EOFError, pickle.UnpicklingError):
                self.close()
                raise _cause(late.is_set(), process.returncode) from None
            finally:
                clock.cancel()
            if isinstance(value, MemoryError):
                self.close()  # what is left of its memory is of no use to the next file
                raise TooLarge(TOO_LARGE)
            if status == "raised":
                raise value
            return value  # type: ignore[no-any-return]

    def close(self) -> None:
        """Ends the child, if there is one; the next call starts another."""
        process = self._let_go()
        if process is None:
            return
        try:
            process.wait(DYING_SECONDS)  # it may be dying of what we want to name
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def forget(self) -> None:
        """In a fork of ours: the child belongs to the parent, and so do both ends of its pipes."""
        self._turn = threading.Lock()
        process = self._let_go()
        if process is not None:
            process.returncode = 0  # so that nobody here waits for it

    def _let_go(self) -> subprocess.Popen[bytes] | None:
        """Closes our ends of the child's pipes, and gives it away for the last time."""
        process, self._process = self._process, None
        if process is not None:
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()
        return process


def _start() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-P", "-c", CHILD.format(path=sys.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # the last words of an aborted library are no message of ours
        bufsize=0,
    )


def serve() -> None:
    """The child's life: takes calls from standard input, one after the other, until it closes."""
    calls = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):  # a library that prints must not print into the answers
        os.dup2(nothing, stream)
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        _lower(resource.RLIMIT_AS, MEMORY_BYTES)
    while True:
        try:
            function, args, kwargs = _receive(calls)
        except EOFError:
            return
        _allow_time()
        try:
            answer: tuple[Literal["returned", "raised"], object] = ("returned", function(*args, **kwargs))
        except Exception as error:
            answer = ("raised", error)
        except BaseException:  # a panic of a Rust library is one of these, and cannot be sent
            answer = ("raised", Crashed(CRASHED))
        _send(answers, answer)


def _allow_time() -> None:
    """Processor time is counted over the child's life; each call gets its own share."""
    if resource is not None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        spent = int(used.ru_utime + used.ru_stime)
        _lower(resource.RLIMIT_CPU, spent + 1 + PROCESSOR_SECONDS)


def _lower(limit: int, value: int) -> None:
    """Sets a limit that may be raised again, never above what the machine's owner allows."""
    hard = resource.getrlimit(limit)[1]
    resource.setrlimit(limit, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def _cause(late: bool, returncode: int | None) -> Unreadable:
    """What a child died of, by its exit status: minus the signal, where there are signals."""
    died_of = {-getattr(signal, name, 0): name for name in ("SIGXCPU", "SIGABRT", "SIGKILL")}
    name = died_of.get(returncode or 0, "")
    if late or name == "SIGXCPU":
        return TooSlow(TOO_SLOW)
    # Out of memory, Rust aborts and the system kills.
    return TooLarge(TOO_LARGE) if name in ("SIGABRT", "SIGKILL") else Crashed(CRASHED)


def _send(pipe: IO[bytes] | None, message: object) -> None:
    assert pipe is not None
    packed = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    view = memoryview(len(packed).to_bytes(8, "big") + packed)
    while view:
        view = view[pipe.write(view) :]
    pipe.flush()


def _receive(pipe: IO[bytes] | None) -> tuple:  # type: ignore[type-arg]
    assert pipe is not None
    return pickle.loads(_exactly(pipe, int.from_bytes(_exactly(pipe, 8), "big")))  # type: ignore[no-any-return]


def _exactly(pipe: IO[bytes], count: int) -> bytes:
    parts = bytearray()
    while len(parts) < count:
        part = pipe.read(min(count - len(parts), 1 << 20))
        if not part:
            raise EOFError
        parts += part
    return bytes(parts)


_child = _Child()
atexit.register(_child.close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_child.forget)
