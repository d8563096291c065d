"""Paths of pages. Ids and what people typed may hold any character: everything is percent-encoded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from urllib.parse import quote, urlencode, urlsplit

from fastapi import Request

NAVIGATION: Final = (
    ("home", "首页", "/"),
    ("tasks", "任务", "/tasks"),
    ("agencies", "机构", "/agencies"),
    ("campaigns", "专项行动", "/campaigns"),
    ("documents", "文件", "/documents"),
    ("load", "任务分布", "/load"),
    ("compare", "对照", "/compare"),
    ("network", "协同关系图", "/network"),
    ("upload", "导入", "/upload"),
)
"""The pages of the navigation: the name that a template sets as `here`, its words and its path."""


def agency_path(id: str) -> str:
    """The page of an agency."""
    return f"/agencies/{quote(id, safe='')}"


def task_path(id: str) -> str:
    """The page of a task."""
    return f"/tasks/{quote(id, safe='')}"


def campaign_path(id: str) -> str:
    """The page of a campaign."""
    return f"/campaigns/{quote(id, safe='')}"


def document_path(id: str, start: int | None = None, end: int | None = None) -> str:
    """The page of a document, at a stretch of its text in code points where one is given."""
    at = "" if start is None or end is None else f"#{start}-{end}"
    return f"/documents/{quote(id, safe='')}{at}"


def with_query(path: str, pairs: Iterable[tuple[str, object]]) -> str:
    """The path with these parameters; one that is None or empty is left out."""
    stated = [(name, str(value)) for name, value in pairs if value is not None and value != ""]
    return f"{path}?{urlencode(stated)}" if stated else path


def path_of(url: str) -> str:
    """The path and query of a URL: what a link on the same server needs, whatever the Host was."""
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def here(request: Request) -> str:
    """The path that was asked for, percent-encoded as it came."""
    raw: bytes = request.scope.get("raw_path") or quote(request.url.path).encode()
    return raw.partition(b"?")[0].decode("latin-1")


def pairs(request: Request, *without: str) -> list[tuple[str, str]]:
    """What the address asks for, but for these names and for the place in the list."""
    left_out = {"cursor", *without}
    return [(name, value) for name, value in request.query_params.multi_items() if name not in left_out]


def narrowed(request: Request, *without: str, **to: str | int | None) -> str:
    """This page from its first item on, with other values of some names; a None takes the name away."""
    return with_query(here(request), [*pairs(request, *without, *to), *to.items()])
