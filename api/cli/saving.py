"""Files that commands write: whole, or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

_REASONS: Final = {
    errno.ENOENT: "没有这个文件夹",
    errno.ENOTDIR: "没有这个文件夹",
    errno.EACCES: "没有写入权限",
    errno.EPERM: "没有写入权限",
    errno.EROFS: "没有写入权限",
    errno.ENOSPC: "磁盘已满",
    errno.ENAMETOOLONG: "文件名太长",
}


def save(path: Path, pieces: Iterable[bytes]) -> None:
    """Write the file whole, or leave what was there. Raises BadParameter where it cannot be written."""
    from core.errors import BadParameter

    path = path.resolve()
    device = path.exists() and not path.is_file()  # a pipe, /dev/null: nothing can take its place
    unfinished = path if device else path.with_name(f".{path.name[:60]}.{os.getpid()}.part")
    try:
        with unfinished.open("wb" if device else "xb") as file:
            for piece in pieces:
                file.write(piece)
        if not device:
            unfinished.replace(path)
    except BaseException as error:
        if not device:
            with suppress(OSError):  # a folder that is none has nothing to take away
                unfinished.unlink()
        if isinstance(error, OSError):
            why = _REASONS.get(error.errno or 0, str(error.strerror or error))
            raise BadParameter("-o", f"不能写入 {path}：{why}") from None
        raise
