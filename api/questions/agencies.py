"""From the words of a question to agencies of the graph, and what had to be assumed on the way.

Tried in this order, and the first that finds an agency decides:

    as printed           市公安局 → each agency of that spelling
    with its region       云州市公安局, 云州市的公安局, 云州市场监管局 → 市公安局, 市市场监管局 of 云州市
    without its level    公安局 → 市公安局, 省公安厅's like (市, 省, 区 …) of the same words
    by its short form    市发改委 → 市发展改革委, as the register spells it
    by its line of work  打假办 → 市打击侵权假冒工作领导小组办公室, of coordinating agencies only
    one slip of the pen  市公安居 → 市公安局, only if no other agency is really called so
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from api.questions.answer import Assumption
from api.questions.directory import Agency, Directory, Region
from core.tables import rows
from ingest.registers.agencies import stems

LEVELS: Final = (
    *("国家", "省委", "自治区党委", "市委", "州委", "盟委", "县委", "区委", "旗委", "镇党委", "乡党委"),
    *("省", "自治区", "市", "州", "盟", "县", "区", "旗", "镇", "乡", "兵团"),
)
"""What stands before an agency's own name, the longer ones first: 市委宣传部 is 宣传部 of a city's Party."""
_SHORTEST_MISSPELT: Final = 4
"""Of three characters, too many are one edit apart: 公安局, 公路局."""

_LOOKS_LIKE_AGENCY: Final = re.compile(
    r"[\u3400-\u9fff（）()]{1,25}(?:局|委|办|厅|部|院|署|会|公司|集团|银行|支行|分行|海关|政府|总队|支队|大队|中心"
    r"|办公室|联|站|所|处|社|团|校|大学|学院)"
)
_NO_NAME: Final = re.compile(
    "[不没未无非除仅只也还但是吗呢谁哪什啥的了和与跟及或把被向对给让]|以外|之外|牵头|配合|负责|任务"
)


@dataclass(frozen=True, slots=True)
class AgencyMatch:
    """The agencies that words may stand for, and what was assumed for it.

    `placed` says that the words named the agency's region, so that its tasks anywhere are meant.
    """

    agencies: tuple[Agency, ...]
    assumptions: tuple[Assumption, ...] = ()
    placed: bool = False


def find_agencies(directory: Directory, phrase: str, within: Sequence[Region] = ()) -> AgencyMatch | None:
    """The agencies meant by the folded words; those of the regions `within`, if any, go before others."""
    for find in (_as_printed, _without_level, _by_short_form, _same_office, _misspelt):
        match = find(directory, phrase, within)
        if match is not None:
            return match
    return None


def looks_like_agency(phrase: str) -> bool:
    """Whether words that name no agency of the graph are at least the name of one."""
    return bool(_LOOKS_LIKE_AGENCY.fullmatch(phrase)) and not _NO_NAME.search(phrase)


def mentions_agency(directory: Directory, phrase: str) -> bool:
    """Whether the words hold the name of an agency, or are one without its level."""
    return find_agencies(directory, phrase) is not None or any(
        len(spelling) > 2 and spelling in phrase
        for agency in directory.agencies
        if not agency.collective
        for spelling in agency.spellings
    )


def _as_printed(directory: Directory, phrase: str, within: Sequence[Region]) -> AgencyMatch | None:
    agencies = list(_nearby(directory.named(phrase), within))
    assumptions: list[Assumption] = []
    placed = False
    for region, rest in _placed(directory, phrase):
        meant = _in_region(directory, region, rest)
        if meant and not set(meant) <= set(agencies):
            agencies += [agency for agency in meant if agency not in agencies]
            placed = True
            assumptions += [
                Assumption(said=phrase, read_as=full_name(agency), why="按所说的地区补上级别")
                for agency in meant
                if rest not in agency.spellings
            ]
    if not agencies:
        return None
    return AgencyMatch(tuple(agencies), tuple(assumptions), placed)


def _without_level(directory: Directory, phrase: str, within: Sequence[Region]) -> AgencyMatch | None:
    if len(phrase) < 2:
        return None
    agencies = tuple(
        _nearby((agency for agency in directory.agencies if _levelled(agency.spellings, phrase)), within)
    )
    if not agencies:
        return None
    return AgencyMatch(agencies, _assume(phrase, agencies, "问题里没有写级别，同名的各级单位都列出"))


def _by_short_form(directory: Directory, phrase: str, within: Sequence[Region]) -> AgencyMatch | None:
    """发改委 where the graph has 市发展改革委: the register knows the usual spellings of a name."""
    for start in range(len(phrase) - 1):
        entry = stems().get(phrase[start:])
        if entry is None or entry.canonical == phrase[start:]:
            continue
        full = phrase[:start] + entry.canonical
        match = _as_printed(directory, full, within) or _without_level(directory, full, within)
        if match is not None:
            return AgencyMatch(
                match.agencies, _assume(phrase, match.agencies, "按通行的简称理解"), match.placed
            )
    return None


def _same_office(directory: Directory, phrase: str, within: Sequence[Region]) -> AgencyMatch | None:
    """打假办 where the graph has 市打击侵权假冒工作领导小组办公室: the office of that line of work."""
    for start in range(len(phrase) - 1):
        entry = stems().get(phrase[start:])
        if entry is None or entry.kind != "coordinating" or entry.system is None:
            continue
        level = phrase[:start]
        if level and level not in LEVELS:
            return None
        meant = [
            agency
            for agency in directory.agencies
            if _office_of(agency) == entry.system and (not level or _level_of(agency.name) == level)
        ]
        agencies = _nearby(meant, within)
        if agencies:
            why = "图中没有这个名称，按同一条线的议事协调机构理解"
            return AgencyMatch(agencies, _assume(phrase, agencies, why))
    return None


def _office_of(agency: Agency) -> str | None:
    """The line of work of a coordinating agency, by the register."""
    entry = stems().get(agency.name.removeprefix(_level_of(agency.name)))
    return entry.system if entry is not None and entry.kind == "coordinating" else None


def _misspelt(directory: Directory, phrase: str, within: Sequence[Region]) -> AgencyMatch | None:
    if len(phrase) < _SHORTEST_MISSPELT or is_known_agency(phrase):
        return None
    if not (looks_like_agency(phrase) or looks_like_agency(phrase[:-1] + "局")):
        return None
    for region, rest in [*_placed(directory, phrase), (None, phrase)]:
        pool = [b for b in directory.agencies if region is None or b.region == region.id]
        agencies = tuple(_nearby((b for b in pool if any(_slip(rest, s) for s in b.spellings)), within))
        if agencies:
            return AgencyMatch(
                agencies, _assume(phrase, agencies, "图中没有这个名称，按一字之差理解"), region is not None
            )
    return None


def _nearby(agencies: Iterable[Agency], within: Sequence[Region]) -> tuple[Agency, ...]:
    """The agencies of the regions; all of them if none is there (省公安厅 in a city's plan)."""
    every = tuple(agencies)
    regions = {region.id for region in within}
    return tuple(agency for agency in every if agency.region in regions) or every


def _placed(directory: Directory, phrase: str) -> list[tuple[Region, str]]:
    """Each way to read the beginning of the words as a region, the longest name first."""
    ways = {
        (region, phrase.removeprefix(name).removeprefix("的"))
        for region in directory.regions
        for name in region.names
        if phrase.startswith(name) and len(phrase) > len(name) + 1
    }
    return sorted(ways, key=lambda way: (len(way[1]), way[0].id))


def _in_region(directory: Directory, region: Region, rest: str) -> tuple[Agency, ...]:
    """云州市 + 公安局: the agency of the region's own level, else of these words, else of any level."""
    here = [agency for agency in directory.agencies if agency.region == region.id]
    own_level = next((level for level in LEVELS if region.name.endswith(level)), "")
    for wanted in ([own_level + rest] if own_level else []) + [rest]:
        exact = tuple(agency for agency in here if wanted in agency.spellings)
        if exact:
            return exact
    nested = [
        agency for deeper, last in _placed(directory, rest) for agency in _in_region(directory, deeper, last)
    ]
    if nested:
        return tuple(dict.fromkeys(nested))
    return tuple(agency for agency in here if _levelled(agency.spellings, rest))


def _levelled(spellings: Iterable[str], phrase: str) -> bool:
    return any(s.endswith(phrase) and s.removesuffix(phrase) in LEVELS for s in spellings)


def _slip(phrase: str, name: str) -> bool:
    """One character wrong, missing, doubled or swapped, in the name or in the name without its level.

    A level that differs is another agency, and a character before or behind the name is another word.
    """
    level = _level_of(name)
    return (phrase.startswith(level) and _single_edit(phrase, name)) or _single_edit(
        phrase, name.removeprefix(level)
    )


def _single_edit(phrase: str, name: str) -> bool:
    if len(name) < _SHORTEST_MISSPELT or abs(len(phrase) - len(name)) > 1:
        return False
    if len(phrase) > len(name) and (phrase.startswith(name) or phrase.endswith(name)):
        return False
    from rapidfuzz.distance import OSA

    return OSA.distance(phrase, name, score_cutoff=1) == 1


def _level_of(name: str) -> str:
    return next((level for level in LEVELS if name.startswith(level)), "")


def is_known_agency(phrase: str) -> bool:
    """Whether an agency is really called so somewhere: 市体育局 is no misspelt 市教育局."""
    return phrase.removeprefix(_level_of(phrase)) in _known_agencies()


@cache
def _known_agencies() -> frozenset[str]:
    """The names of the register, behind their level, and those few that it tells by their kind only."""
    return frozenset(stems()) | {row["name"] for row in rows("api.questions", "agencies.csv")}


def full_name(agency: Agency) -> str:
    """The agency with its region: 云州市的市公安局."""
    return f"{agency.region_name}的{agency.name}"


def _assume(phrase: str, agencies: Iterable[Agency], why: str) -> tuple[Assumption, ...]:
    return tuple(Assumption(said=phrase, read_as=full_name(agency), why=why) for agency in agencies)
