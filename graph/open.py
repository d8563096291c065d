"""Opens a graph by its URL."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from core.errors import BadSetting
from graph.access import Access
from graph.store import GraphStore

_SERVER_SCHEMES = ("bolt", "neo4j")


def now() -> datetime:
    """The current time, in UTC."""
    return datetime.now(UTC)


def open_store(
    url: str | Path,
    *,
    read_only: bool = False,
    access: Access | None = None,
    address: str | None = None,
    wait: float = 10.0,
    as_it_is: bool = False,
    clock: Callable[[], datetime] = now,
) -> GraphStore:
    """The graph at a path or `ladybug:PATH` (embedded), or at `bolt://…` or `neo4j://…` (Neo4j).

    `clock` tells the moment of each load. `as_it_is` opens what is otherwise refused as no whole graph:
    an unfinished copy, and to read also one that lacks its Store node or is of another schema version;
    for copying and checking.

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
    path = file_of(url)
    if path is None:
        from graph.neo4j.store import Neo4jStore

        return Neo4jStore(str(url), access or Access(), read_only=read_only, as_it_is=as_it_is, clock=clock)

    from graph.ladybug.store import LadybugStore

    return LadybugStore(path, read_only=read_only, address=address, wait=wait, as_it_is=as_it_is, clock=clock)


def file_of(url: str | Path) -> Path | None:
    """The graph file that a URL names; None for a server. Raises BadSetting for what is neither."""
    scheme, colon, rest = str(url).partition(":")
    if colon and scheme.split("+")[0] in _SERVER_SCHEMES:
        return None
    if len(scheme) > 1 and rest.startswith("//") and isinstance(url, str):
        raise BadSetting(
            f"{url} 不是图的地址；可以写图文件的路径，或 Neo4j 的地址（bolt://、bolt+s://、neo4j://、neo4j+s://）"
        )
    path = rest if colon and scheme == "ladybug" else str(url)
    if not path:
        raise BadSetting("没有给出图文件的路径")
    return Path(path)
