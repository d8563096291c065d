"""Opens a graph by its URL."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from graph.access import Access
from graph.errors import BadSetting
from graph.store import GraphStore

_SERVER_SCHEMES = ("bolt", "neo4j")


def now() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)


def open_store(
    url: str | Path,
    *,
    read_only: bool = False,
    access: Access | None = None,
    address: str | None = None,
    wait: float = 10.0,
    clock: Callable[[], datetime] = now,
) -> GraphStore:
    """The graph at a path or `ladybug:PATH` (embedded), or at `bolt://…` or `neo4j://…` (Neo4j).

    `clock` tells the moment of each load.

    Embedded: opening to write makes the file, and its folder, where they are missing. Only one
    process has it open to write; a server says its `address`, which others are told. Any number may
    read beside it: each read sees the last whole write. In one process the same path may be opened
    several times; all share the file. `wait` is how many seconds to wait for other processes.

    Neo4j: opening to write makes constraints and indexes where they are missing; `access` is what
    the server asks for. Any number of processes may write. `+s` behind the scheme asks for TLS.

    Raises StoreUnavailable (no such graph, the path cannot be used, no such server, database, user
    or password), StoreBusy (another process has it), StoreDamaged, StoreVersionMismatch, BadSetting
    (a URL that cannot be used).
    """
    text = str(url)
    scheme, colon, rest = text.partition(":")
    if colon and scheme.split("+")[0] in _SERVER_SCHEMES:
        from graph.neo4j.store import Neo4jStore

        return Neo4jStore(text, access or Access(), read_only=read_only, clock=clock)
    path = rest if colon and scheme == "ladybug" else text
    if not path:
        raise BadSetting("没有给出图文件的路径")

    from graph.ladybug.store import LadybugStore

    return LadybugStore(Path(path), read_only=read_only, address=address, wait=wait, clock=clock)
