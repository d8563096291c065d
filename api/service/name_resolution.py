"""What users call things, resolved to ids before a query: agencies, regions, campaigns, documents.

A name that nothing bears is refused: an empty list would read as "has no duties". What was not
given stays None, or an empty list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from api.models.problems import Candidate
from api.service.errors import AmbiguousName
from api.service.snapshot import Snapshot
from core.errors import BadParameter
from core.rows import Row, text

ID: Final = re.compile(r"[a-z]_[a-z2-7]{16}")
"""What an id looks like; no name does."""


def agency_id(snapshot: Snapshot, asked: str | None, regions: Sequence[str] = ()) -> str | None:
    """The id of the agency of that id or spelling.

    `regions` are ids; of several bodies of that name they choose the one that is there. Raises
    BadParameter where none is meant, AmbiguousName where several still are.
    """
    if asked is None:
        return None
    if ID.fullmatch(asked):
        rows = snapshot.rows("agencies/get", agency=asked)
    else:
        rows = snapshot.rows("agencies/by_alias", name=asked)
        rows = [row for row in rows if row["region"] in regions] or rows
    return _only(rows, "agency", asked, "单位")


def region_ids(snapshot: Snapshot, asked: Sequence[str], scope: str = "exact") -> list[str]:
    """The ids of the regions of these ids, codes or full names; with `subtree`, of all in them, too."""
    found = [_only(_borne(snapshot, "region", each), "region", each, "地区") for each in asked]
    if scope == "subtree":
        found = [text(row, "region") for each in found for row in snapshot.rows("regions/below", region=each)]
    return list(dict.fromkeys(found))


def campaign_ids(snapshot: Snapshot, asked: Sequence[str]) -> list[str]:
    """The ids of the campaigns of these ids or names."""
    return [_only(_borne(snapshot, "campaign", each), "campaign", each, "专项行动") for each in asked]


def document_ids(snapshot: Snapshot, asked: Sequence[str]) -> list[str]:
    """The ids of the loaded documents of these ids."""
    return [_only(snapshot.rows("documents/get", document=each), "document", each, "文件") for each in asked]


def system_ids(snapshot: Snapshot, asked: Sequence[str]) -> list[str]:
    """The ids of the lines of work of these ids or names."""
    if not asked:
        return []
    known = snapshot.rows("systems/names")
    return [
        _only([row for row in known if each in (row["system"], row["name"])], "system", each, "条线")
        for each in asked
    ]


def _borne(snapshot: Snapshot, kind: str, asked: str) -> list[Row]:
    """The records of that id or name."""
    if ID.fullmatch(asked):
        return snapshot.rows(f"{kind}s/get", **{kind: asked})
    return snapshot.rows(f"{kind}s/by_name", name=asked)


def _only(rows: list[Row], parameter: str, asked: str, called: str) -> str:
    """The id in the column named like the parameter, if there is just one."""
    if not rows:
        raise BadParameter(parameter, f"图中没有“{asked}”这个{called}")
    if len(rows) > 1:
        raise AmbiguousName(parameter, asked, [_candidate(row, parameter) for row in rows])
    return str(rows[0][parameter])


def _candidate(row: Row, column: str) -> Candidate:
    region = row.get("region_name")
    name = row.get("name")
    return Candidate(id=str(row[column]), name=str(name), region=region if isinstance(region, str) else None)
