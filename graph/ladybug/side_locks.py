"""File locks beside a graph file, which keep processes apart.

An embedded engine's own lock is lost as soon as the same process opens and closes the file once
more, and reading beside a busy writer gives wrong rows. So everybody who touches the graph file
holds a lock of ours, in the folder `<graph file>.lock`:

    access   shared by readers while they read, held alone by a writer around each write; it
             holds the generation, which every writer raises before it writes
    turn     taken on the way to `access`, so that a stream of readers cannot starve a writer
    owner    held alone by the process that has the graph open for writing, for as long as it has
    holder   not locked: pid and address of the last owner, for messages (some systems let
             nobody read a locked file)

That the files exist means nothing. Locks belong to open files (flock, LockFileEx), so a process
that dies lets go of them, and closing another handle of the same file does not.
"""

from __future__ import annotations

import errno
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from core.errors import StoreBusy, StoreUnavailable

_PAUSE = 0.004


class SideLocks:
    """The locks of one graph file. `wait` is how many seconds to wait for others before StoreBusy."""

    def __init__(self, graph: Path, wait: float) -> None:
        self._graph = graph
        self._folder = graph.with_name(graph.name + ".lock")
        self._wait = wait

    @contextmanager
    def shared(self) -> Iterator[int]:
        """Held while reading, together with other readers; gives the generation of the file."""
        with self._access(alone=False) as file:
            with self._usable():
                generation = _generation(file)
            yield generation

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """Held around a write, alone. What was read before it counts as stale from now on."""
        with self._access(alone=True) as file:
            with self._usable():
                _set_generation(file, _generation(file) + 1)
            yield

    def own(self, address: str | None) -> IO[bytes]:
        """Become the one process that may write; closing the result ends it.

        Waits for an owner without an address (a command that will end), not for a server.
        """
        file = self._open("owner")
        try:
            deadline = time.monotonic() + self._wait
            while not self._try_lock(file, alone=True):
                holder = self._holder()
                if time.monotonic() > deadline or holder.get("address"):
                    raise self._busy("正在写入", holder)
                time.sleep(_PAUSE)
            self._write_holder(address)
        except BaseException:
            file.close()
            raise
        return file

    @contextmanager
    def _access(self, *, alone: bool) -> Iterator[IO[bytes]]:
        with self._open("access") as file:
            with self._open("turn") as turn:
                deadline = time.monotonic() + self._wait
                self._lock(turn, deadline, alone=True)
                self._lock(file, deadline, alone=alone)
            yield file

    def _lock(self, file: IO[bytes], deadline: float, *, alone: bool) -> None:
        while not self._try_lock(file, alone=alone):
            if time.monotonic() > deadline:
                raise self._busy("正在读写", self._holder())
            time.sleep(_PAUSE)

    def _open(self, name: str) -> IO[bytes]:
        with self._usable():
            self._folder.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self._folder / name, os.O_RDWR | os.O_CREAT | _BINARY, 0o666)
            return os.fdopen(descriptor, "r+b", buffering=0)  # a failed write is not tried again by `close`

    def _try_lock(self, file: IO[bytes], *, alone: bool) -> bool:
        with self._usable():
            import portalocker  # asks for a temporary folder, which a full disk has not

            flags = portalocker.LockFlags.EXCLUSIVE if alone else portalocker.LockFlags.SHARED
            try:
                portalocker.lock(file, flags | portalocker.LockFlags.NON_BLOCKING)
            except portalocker.AlreadyLocked:
                return False
            except portalocker.LockException as error:  # a file system without locks
                raise (
                    error.__cause__ if isinstance(error.__cause__, OSError) else OSError(str(error))
                ) from None
        return True

    @contextmanager
    def _usable(self) -> Iterator[None]:
        """Turn what the file system raises into an error of ours."""
        try:
            yield
        except OSError as error:
            raise StoreUnavailable(
                f"图文件 {self._graph} 旁的锁 {self._folder} 无法使用：{error.strerror or error}；"
                "请检查路径、写入权限和磁盘空间，或换一个位置"
            ) from None

    def _busy(self, doing: str, holder: dict[str, object]) -> StoreBusy:
        known = "pid" in holder and holder["pid"] != os.getpid()
        who = f"进程 {holder['pid']}" if known else "另一个进程"
        address = str(holder["address"]) if known and holder.get("address") else None
        where = f"（服务地址 {address}）" if address else ""
        return StoreBusy(
            f"图文件 {self._graph} 被占用：{who}{where}{doing}；请等它结束，或先停止它再试", address
        )

    def _holder(self) -> dict[str, object]:
        try:
            holder = json.loads((self._folder / "holder").read_text("utf-8"))
        except (OSError, ValueError):
            return {}  # being written just now, or never
        return holder if isinstance(holder, dict) else {}

    def _write_holder(self, address: str | None) -> None:
        holder = json.dumps({"pid": os.getpid(), "address": address})
        written = self._folder / f"holder.{os.getpid()}"
        with self._usable():
            try:
                written.write_text(holder, "utf-8")
                written.replace(self._folder / "holder")
            except OSError:
                written.unlink(missing_ok=True)
                raise


_BINARY = getattr(os, "O_BINARY", 0)


def _generation(file: IO[bytes]) -> int:
    file.seek(0)
    return int(file.read(20) or b"0")


def _set_generation(file: IO[bytes], generation: int) -> None:
    file.seek(0)
    if file.write(b"%020d" % generation) != 20:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
