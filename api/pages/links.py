"""Paths of pages. Ids and what people typed may hold any character: everything is percent-encoded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from urllib.parse import quote, urlencode, urlsplit

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
    given = [(name, str(value)) for name, value in pairs if value is not None and value != ""]
    return f"{path}?{urlencode(given)}" if given else path


def path_of(url: str) -> str:
    """The path and query of a URL: what a link on the same server needs, whatever the Host was."""
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
