"""Who is who: which body a printed name means, its kind, its line of work (条线), its place.

Data: `data/agencies.csv` (names behind a level, with their spellings) and `data/agency_patterns.csv`
(kinds of names: 海关, 大学 …); a source in every row. Each merge of spellings is a row there and can
be undone there; `dutygraph rebuild` reads the stored documents anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import cast, get_args

from graph.records import AgencyKind
from ingest import regions
from ingest.registers import rows

LEVEL_PREFIX = re.compile(r"(?:自治区|省级?|市级?(?!场)|县级?(?!域)|区级?(?!域|块)|州|盟|旗|镇|乡)")
PARTY_PREFIX = re.compile(r"(?:省|市|县|区|州|盟|旗|自治区|地|镇|乡)?委(?!员会)")
GOVERNMENT_PREFIX = re.compile(r"(?:人民)?政府(?=.)(?!办|$)")
VERTICAL_PREFIX = re.compile(r"国家税务总局(?=.+税务局)|中国(?=人民银行.+)")
BANK_SHORT = re.compile(r"^人行(?=.)")
ZONE = re.compile(
    r"(?:新区|开发区|高新区|经开区|管理区|园区|示范区|试验区|合作区|保税区)$"
)  # no places of their own
LEVEL_OF = {
    **dict.fromkeys(("自治区", "省"), "省"),
    **dict.fromkeys(("市", "州", "盟"), "市"),
    **dict.fromkeys(("县", "区", "旗"), "县"),
    **dict.fromkeys(("镇", "乡"), "乡"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A register row, expanded: the canonical name behind the level, its kind and line of work."""

    canonical: str
    kind: AgencyKind
    system: str | None


@dataclass(frozen=True, slots=True)
class Identity:
    """Which body a name means. `place` is the place it prints itself, `level` its level (国 … 乡)."""

    name: str
    kind: AgencyKind
    system: str | None
    level: str | None
    place: str | None


@cache
def _stems() -> dict[str, Entry]:
    """Every spelling behind the level, with what it means: 发改委 → 发展改革委."""
    stems: dict[str, Entry] = {}
    for row in rows("agencies.csv"):
        cores = [row["core"], *filter(None, row["other_cores"].split("|"))]
        for ending in row["endings"].split("|"):
            spellings = ending.split("=")
            entry = Entry(row["core"] + spellings[0], _kind(row["kind"]), row["system"] or None)
            for core in cores:
                for spelling in spellings:
                    stems.setdefault(core + spelling, entry)
    return stems


@cache
def _central() -> dict[str, Entry]:
    """Bodies of the centre in all their spellings; the first of a row is the canonical one."""
    central: dict[str, Entry] = {}
    for row in rows("agencies.csv"):
        names = [name for name in row["central"].split("|") if name]
        for name in names:
            central[name] = Entry(names[0], _kind(row["kind"]), row["system"] or None)
    return central


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], AgencyKind, str | None], ...]:
    return tuple(
        (re.compile(row["pattern"]), _kind(row["kind"]), row["system"] or None)
        for row in rows("agency_patterns.csv")
    )


def _kind(word: str) -> AgencyKind:
    if word not in get_args(AgencyKind):
        raise ValueError(f"kind {word!r} in the agency registers is none of {get_args(AgencyKind)}")
    return cast("AgencyKind", word)


@cache
def central_bodies() -> frozenset[str]:
    """The bodies of the centre that sign documents: 科技部, 银保监会, 国务院办公厅."""
    return frozenset(_central()) | {
        "国务院",
        "国务院办公厅",
        "中共中央",
        "中共中央办公厅",
        "中央办公厅",
        "中央军委",
    }


@cache
def identify(name: str, *, collective: bool, national: bool) -> Identity:
    """Which body a name means.

    `name` is the one the clause gives it (市工信委); `national` says that the document is one of the
    centre, where 公安部 is printed without a level. A name that the registers lack keeps its spelling
    and is of kind `other`.
    """
    if collective:
        return Identity(name, "collective", None, _printed_level(name), None)
    if (entry := _central().get(name)) and (national or name not in _stems()):
        return Identity(entry.canonical, entry.kind, entry.system, "国", regions.NATION)
    place, rest = _own_place(VERTICAL_PREFIX.sub("", name))
    if place and (level := regions.level_of(place)) in ("省", "市", "县"):
        mark = {"省": "省", "市": "市", "县": "县"}[level]
        mark = place[-1] if place[-1] in "省市县区州盟旗" else mark
        kept = mark + rest
        canonical, entry = _canonical(kept)
        found = entry or _by_pattern(name)
        return Identity(canonical, found.kind, found.system, level, place)
    canonical, entry = _canonical(name)
    found = entry or _by_pattern(canonical)
    stem_place = _stem_place(name)
    if entry is None and stem_place:
        canonical = BANK_SHORT.sub("人民银行", VERTICAL_PREFIX.sub("", name))
        return Identity(canonical, found.kind, found.system, regions.level_of(stem_place), stem_place)
    if name.startswith(("国务院", "全国", "中华", "最高人民", "国家")) and entry is None:
        return Identity(canonical, found.kind, found.system, "国", regions.NATION)
    return Identity(canonical, found.kind, found.system, _printed_level(name), None)


def _canonical(name: str) -> tuple[str, Entry | None]:
    """The name with its spelling settled: 市发改委 → 市发展改革委, 省人民检察院 → 省检察院."""
    stems = _stems()
    for prefix in (PARTY_PREFIX, LEVEL_PREFIX):
        match = prefix.match(name)
        if not match:
            continue
        rest = name[match.end() :]
        if entry := stems.get(rest):
            return match.group() + entry.canonical, entry
        government = GOVERNMENT_PREFIX.match(rest)
        if government and (entry := stems.get(rest[government.end() :])):
            return match.group() + entry.canonical, entry
    if entry := stems.get(name):
        return entry.canonical, entry
    return name, None


def _by_pattern(name: str) -> Entry:
    for pattern, kind, system in _patterns():
        if pattern.search(name):
            return Entry(name, kind, system)
    return Entry(name, "other", None)


def _own_place(name: str) -> tuple[str | None, str]:
    """The innermost place that leads a name, and the rest: 澜宁市临溪区税务局 → 临溪区, 税务局."""
    place, rest = None, name
    while True:
        found = regions.place_at(rest)
        if found is None:
            match = re.match(r"[^省市县区厅局委办]{2,4}(?:省|市|县|区)(?=.{2,})", rest)
            found = match.group() if match and not LEVEL_PREFIX.match(rest) else None
        if found is None or len(rest) - len(found) < 2 or not LEVEL_OF.get(found[-1]) or ZONE.search(found):
            return place, rest
        place, rest = found, rest[len(found) :]


def _stem_place(name: str) -> str | None:
    """The province or city that a name carries without its suffix: 信阳海关, 人民银行郑州中心支行."""
    bare = re.sub(r"^(?:中国人民银行|人民银行|人行|国家统计局|国家金融监督管理总局|民航|国网)", "", name)
    stem = regions.stem_at(bare)
    return regions.stems()[stem].name if stem and len(bare) > len(stem) else None


def _printed_level(name: str) -> str | None:
    match = LEVEL_PREFIX.match(name) or re.match(r"团(?P<level>[省市县区])委", name)
    if not match:
        return None
    printed = match.group("level") if "level" in match.groupdict() else match.group()
    return LEVEL_OF.get(printed.removesuffix("级"))
