"""Local key file: one key for each graph, in the user's own state folder, created at first need.

It does not lie beside the graph, which may be handed on or stand in a folder that others can read.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from contextlib import suppress
from pathlib import Path

from api.config.keys import new_secret

_KEY = re.compile(r"dg_[A-Za-z0-9_-]{43}")
_OTHERS = 0o077  # rights of anybody but the user


def ensure_local_key(store: str) -> tuple[str, bool]:
    """The key for that graph, created where there is none, and whether it is stored.

    Where it cannot be stored (a read-only file system) it is valid for this one run.
    """
    path = _path(store)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if (known := _read(path)) is not None:
            return known, True
        path.unlink(missing_ok=True)
        return _create(path), True
    except OSError:
        return new_secret(), False


def known_local_key(store: str) -> str | None:
    """The stored key for that graph; None before a server of this user has created it."""
    try:
        return _read(_path(store))
    except OSError:
        return None


def _create(path: Path) -> str:
    """Write a new key, atomically; if another process was faster, its key is returned."""
    handle, draft = tempfile.mkstemp(dir=path.parent)  # for the user alone
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(new_secret() + "\n")
        with suppress(FileExistsError):
            Path(path).hardlink_to(draft)
    finally:
        Path(draft).unlink()
    created = _read(path)
    if created is None:
        raise FileNotFoundError(path)
    return created


def _read(path: Path) -> str | None:
    """The key in the file; None where there is none, or one that others may know."""
    try:
        with path.open("r", encoding="ascii", errors="replace") as file:
            if os.name != "nt" and os.fstat(file.fileno()).st_mode & _OTHERS:
                return None
            content = file.read(100).strip()
    except FileNotFoundError:
        return None
    return content if _KEY.fullmatch(content) else None


def _path(store: str) -> Path:
    """The path of the key for the graph."""
    location = store if "://" in store else str(Path(store.removeprefix("ladybug:")).resolve())
    name = hashlib.blake2b(location.encode("utf-8", "surrogateescape"), digest_size=10).hexdigest()
    return _state_folder() / "keys" / name


def _state_folder() -> Path:
    if os.name == "nt" and (local := os.environ.get("LOCALAPPDATA")):
        return Path(local) / "dutygraph"
    state_home = os.environ.get("XDG_STATE_HOME", "")
    base = Path(state_home) if state_home.startswith("/") else Path.home() / ".local" / "state"
    return base / "dutygraph"
