"""Regions: which names a text may mean, and their codes.

Data: `data/regions.csv`, one row a name, with the years it was in force.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from core.tables import rows
from graph.records import Region, node_id

LEVELS = ("国", "省", "市", "县", "乡")
NATION = "全国"
_SUFFIXES = (
    *("特别行政区", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区"),
    *("自治州", "地区", "省", "市", "盟"),
)
_LEVEL_ENDINGS = (
    *((ending, "省") for ending in ("省", "自治区")),
    *((ending, "市") for ending in ("市", "自治州", "盟", "地区")),
    *((ending, "县") for ending in ("县", "区", "旗")),
    *((ending, "乡") for ending in ("镇", "乡", "街道")),
)


@dataclass(frozen=True, slots=True)
class RegisteredRegion:
    """A row of the register: `until` is the last year of the name, None while it is in force."""

    code: str
    name: str
    level: str
    parent: str | None
    since: int | None
    until: int | None

    def region(self, part_of: str | None = None) -> Region:
        """It as a region of the graph, in the one with the id `part_of`."""
        return Region(
            id=node_id("r", self.code), name=self.name, level=self.level, code=self.code, part_of=part_of
        )


@cache
def registered() -> tuple[RegisteredRegion, ...]:
    """Every region of the register, in the order of the file."""
    return tuple(
        RegisteredRegion(
            code=row["code"],
            name=row["name"],
            level=row["level"],
            parent=row["parent"] or None,
            since=int(row["from"]) if row["from"] else None,
            until=int(row["until"]) if row["until"] else None,
        )
        for row in rows("ingest.registers", "regions.csv")
    )


@cache
def by_name() -> dict[str, tuple[RegisteredRegion, ...]]:
    """Regions by full name; 鼓楼区 exists four times."""
    index: dict[str, list[RegisteredRegion]] = {}
    for entry in registered():
        index.setdefault(entry.name, []).append(entry)
    return {name: tuple(rows) for name, rows in index.items()}


@cache
def by_code() -> dict[str, RegisteredRegion]:
    """The region in force under a code, or the last that was."""
    return {entry.code: entry for entry in sorted(registered(), key=lambda p: p.until or 9999)}


@cache
def codes_above(code: str) -> tuple[str, ...]:
    """The codes of all regions above the one of that code, the nearest first."""
    entry = by_code().get(code)
    return (entry.parent, *codes_above(entry.parent)) if entry and entry.parent else ()


@cache
def above(code: str) -> tuple[str, ...]:
    """The names of all regions above the one of that code, the nearest first; former names too."""
    return tuple(other.name for higher in codes_above(code) for other in registered() if other.code == higher)


@cache
def stems() -> dict[str, RegisteredRegion]:
    """Provinces and cities by the name without its suffix: 河北, 信阳, 新疆."""
    index: dict[str, RegisteredRegion] = {}
    for entry in registered():
        if entry.level not in ("省", "市"):
            continue
        for suffix in _SUFFIXES:
            if entry.name.endswith(suffix) and len(entry.name) - len(suffix) >= 2:
                index.setdefault(entry.name.removesuffix(suffix), entry)
                break
    return index


@lru_cache(maxsize=8192)
def region_at(text: str) -> str | None:
    """The longest full name of a region that the words begin with."""
    names = by_name()
    for length in range(min(12, len(text)), 2, -1):
        if text[:length] in names:
            return text[:length]
    return None


@lru_cache(maxsize=8192)
def stem_at(text: str) -> str | None:
    """The longest name of a province or city, without suffix, that the words begin with: 河北银保监局."""
    index = stems()
    for length in range(min(8, len(text)), 1, -1):
        if text[:length] in index:
            return text[:length]
    return None


def level_of(name: str) -> str | None:
    """国, 省, 市, 县 or 乡 by the register, else by the last character of the name."""
    if name == NATION:
        return "国"
    if rows := by_name().get(name):
        return rows[0].level
    return next((level for ending, level in _LEVEL_ENDINGS if name.endswith(ending)), None)
