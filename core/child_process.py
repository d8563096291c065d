"""A child process of ours with limits on time, processor time and memory.

For work that can end its process, never come back, or take all memory: statements of a user's own
(`graph.ladybug.sandbox`) and libraries that read damaged files (`ingest.read.confined`). What a
child is sent, and what it gives up, is theirs; starting, limiting and ending it is here.

Where the platform has no `resource` module (Windows) or does not enforce a limit (macOS, memory),
the parent's deadline remains.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from typing import IO, Final, Self

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

# -c and not -m, so that neither the folder we stand in nor the caller's main module is imported.
_CODE: Final = "import sys; sys.path[:] = {path!r}; from {module} import serve; serve()"


def start(module: str) -> subprocess.Popen[bytes]:
    """A child that runs `serve()` of the module, with pipes as its standard input and output.

    It has a session of its own, so that a Ctrl-C is the parent's alone and `kill` reaches everything
    that it started. Takes about 0.1 s and the imports of the module.
    """
    return subprocess.Popen(
        [sys.executable, "-I", "-c", _CODE.format(path=sys.path, module=module)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # the last words of an aborted library are no message of ours
        start_new_session=True,
    )


class Deadline:
    """Kills a child when the time that was last set is over; `passed` says that it did."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.passed = False
        self._process = process
        self._timer: threading.Timer | None = None

    def set(self, seconds: float) -> None:
        """Counts anew, from now."""
        self._cancel()
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True
        self._timer.start()

    def _end(self) -> None:
        self.passed = True
        kill(self._process)

    def _cancel(self) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._cancel()


def wait(process: subprocess.Popen[bytes], patience: float) -> None:
    """Waits for a child, and kills one that is still there after `patience` seconds.

    One that has finished, or is dying, keeps its own exit status.
    """
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(patience)
        return
    kill(process)
    process.wait()


def release(process: subprocess.Popen[bytes]) -> None:
    """Closes our ends of the pipes, by which a child that waits for work ends."""
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):  # what was not flushed finds nobody
                pipe.close()


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kills a child and everything that it started."""
    if process.returncode is not None:
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


def died_of(process: subprocess.Popen[bytes], *signals: str) -> bool:
    """Whether one of these signals ended a child; false where the platform has none."""
    return process.returncode in {-getattr(signal, name) for name in signals if hasattr(signal, name)}


# ---- inside the child ----


def claim_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Standard input and output for ours alone: a library that prints must not print into the answers."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):
        os.dup2(nothing, stream)
    return requests, answers


def limit(name: str, value: int, *, for_good: bool = False) -> None:
    """Sets a limit of this process, as `resource` names it (RLIMIT_AS), never above the machine's own.

    One that is `for_good` cannot be raised again (but by root).
    """
    if resource is None:
        return
    which = getattr(resource, name)
    hard = resource.getrlimit(which)[1]
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(which, (value, value if for_good else hard))


def limit_processor_time(seconds: int, *, for_good: bool = False) -> None:
    """Limits processor time from now on; the system counts it over the life of the process."""
    if resource is None:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit("RLIMIT_CPU", int(used.ru_utime + used.ru_stime) + seconds, for_good=for_good)
