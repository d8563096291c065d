"""What users call things, resolved to ids before a query: agencies, regions, campaigns, documents.

A name that nothing bears is refused: an empty list would read as "has no duties". What was not
given stays None.
"""

from __future__ import annotations

import re
from typing import Final

from api.problems import AmbiguousName, Candidate
from api.reading import Reading
from graph.errors import BadParameter
from graph.store import Row

ID: Final = re.compile(r"[a-z]_[a-z2-7]{16}")
"""What an id looks like; no name does."""


def agency_id(reading: Reading, asked: str | None, region: str | None) -> str | None:
    """The id of the agency of that id or spelling.

    `region` is an id; of several bodies of that name it chooses the one that is there. Raises
    BadParameter where none is meant, AmbiguousName where several still are.
    """
    if asked is None:
        return None
    if ID.fullmatch(asked):
        rows = reading.rows("agencies/get", agency=asked)
    else:
        rows = reading.rows("agencies/by_alias", name=asked)
        rows = [row for row in rows if row["region"] == region] or rows
    return _only(rows, "agency", asked, "单位")


def region_id(reading: Reading, asked: str | None) -> str | None:
    """The id of the region of that id, code or full name."""
    return None if asked is None else _only(_borne(reading, "region", asked), "region", asked, "地区")


def campaign_id(reading: Reading, asked: str | None) -> str | None:
    """The id of the campaign of that id or name."""
    return None if asked is None else _only(_borne(reading, "campaign", asked), "campaign", asked, "专项行动")


def document_id(reading: Reading, asked: str | None) -> str | None:
    """The id of the loaded document of that id."""
    if asked is None:
        return None
    return _only(reading.rows("documents/get", document=asked), "document", asked, "文件")


def system_id(reading: Reading, asked: str | None) -> str | None:
    """The id of the line of work of that id or name."""
    if asked is None:
        return None
    rows = [row for row in reading.rows("systems/list") if asked in (row["system"], row["name"])]
    return _only(rows, "system", asked, "条线")


def _borne(reading: Reading, kind: str, asked: str) -> list[Row]:
    """The records of that id or name."""
    if ID.fullmatch(asked):
        return reading.rows(f"{kind}s/get", **{kind: asked})
    return reading.rows(f"{kind}s/by_name", name=asked)


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
