"""Name resolution: names of agencies, regions, campaigns, documents and lines of work to ids.

It happens before a query: a name that nothing bears is refused, since an empty list would read as "has no
duties". All functions raise BadParameter where a name means nothing, AmbiguousName where several records
bear it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, Protocol, TypeVar

from core.errors import AmbiguousName, BadParameter, Candidate
from core.rows import Row, Value, optional, text
from graph.selection import Selection

ID: Final = re.compile(r"[a-z]_[a-z2-7]{16}")
"""What an id looks like; no name does."""

S = TypeVar("S", bound=Selection)


class Read(Protocol):
    """How a query of the catalogue is read: `GraphStore.read`, or that of a request, which is measured."""

    def __call__(self, query: str, parameters: Mapping[str, Value], /) -> list[Row]:
        """The rows of the query."""


def resolved(selection: S, read: Read, *, titles: bool = False) -> S:
    """The selection with ids for all names; `region` holds the regions below, too, where `scope` says so.

    With `titles`, a document may be called by its title.
    """
    regions = region_ids(read, selection.region, selection.scope)
    return replace(
        selection,
        agency=None if selection.agency is None else agency_id(read, selection.agency, regions),
        region=tuple(regions),
        scope="exact",
        campaign=tuple(campaign_ids(read, selection.campaign)),
        document=tuple(document_ids(read, selection.document, titles=titles)),
        system=tuple(system_ids(read, selection.system)),
    )


def agency_id(read: Read, name: str, regions: Sequence[str] = ()) -> str:
    """The id of the agency of that id or spelling; of several, the one in one of the `regions` (ids)."""
    if ID.fullmatch(name):
        rows = read("agencies/get", {"agency": name})
    else:
        rows = read("agencies/by_alias", {"name": name})
        rows = [row for row in rows if row["region"] in regions] or rows
    return _only(rows, "agency", name, "单位")


def region_ids(read: Read, names: Sequence[str], scope: str = "exact") -> list[str]:
    """The ids of the regions of these ids, codes or full names; with `subtree`, of all in them, too."""
    ids = [_only(_borne(read, "region", each), "region", each, "地区") for each in names]
    if scope == "subtree":
        ids = [text(row, "region") for each in ids for row in read("regions/below", {"region": each})]
    return list(dict.fromkeys(ids))


def campaign_ids(read: Read, names: Sequence[str]) -> list[str]:
    """The ids of the campaigns of these ids or names."""
    return [_only(_borne(read, "campaign", each), "campaign", each, "专项行动") for each in names]


def document_ids(read: Read, names: Sequence[str], *, titles: bool = False) -> list[str]:
    """The ids of the loaded documents of these ids or, with `titles`, titles."""
    ids = []
    for each in names:
        rows = read("documents/get", {"document": each})
        if titles and not rows:
            rows = [
                {**row, "name": row["title"]} for row in read("documents/names", {}) if row["title"] == each
            ]
        ids.append(_only(rows, "document", each, "文件"))
    return ids


def system_ids(read: Read, names: Sequence[str]) -> list[str]:
    """The ids of the lines of work of these ids or names."""
    if not names:
        return []
    known = read("systems/names", {})
    return [
        _only([row for row in known if each in (row["system"], row["name"])], "system", each, "条线")
        for each in names
    ]


def _borne(read: Read, kind: str, name: str) -> list[Row]:
    """The records of that id or name."""
    if ID.fullmatch(name):
        return read(f"{kind}s/get", {kind: name})
    return read(f"{kind}s/by_name", {"name": name})


def _only(rows: list[Row], parameter: str, name: str, label: str) -> str:
    """The id in the column named like the parameter, if there is just one."""
    if not rows:
        raise BadParameter(parameter, f"图中没有“{name}”这个{label}")
    if len(rows) > 1:
        raise AmbiguousName(parameter, name, [_candidate(row, parameter) for row in rows])
    return str(rows[0][parameter])


def _candidate(row: Row, column: str) -> Candidate:
    region = optional(row, "region_name") if "region_name" in row else None
    return Candidate(str(row[column]), str(row.get("name")), region)
