"""From the words of a question to bodies of the graph, and what had to be assumed on the way.

Tried in this order, and the first that finds a body decides:

    as printed           市公安局 → each body of that spelling
    with its place       云州市公安局, 云州市的公安局, 云州市场监管局 → 市公安局, 市市场监管局 of 云州市
    without its level    公安局 → 市公安局, 省公安厅's like (市, 省, 区 …) of the same words
    by its short form    市发改委 → 市发展改革委, as the register spells it
    by its line of work  打假办 → 市打击侵权假冒工作领导小组办公室, of coordinating bodies only
    one slip of the pen  市公安居 → 市公安局, only if no other body is really called so
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from api.questions.answer import Assumption
from api.questions.directory import Body, Directory, Place
from core.tables import rows
from ingest.registers.agencies import stems

LEVELS: Final = (
    *("国家", "省委", "自治区党委", "市委", "州委", "盟委", "县委", "区委", "旗委", "镇党委", "乡党委"),
    *("省", "自治区", "市", "州", "盟", "县", "区", "旗", "镇", "乡", "兵团"),
)
"""What stands before a body's own name, the longer ones first: 市委宣传部 is 宣传部 of a city's Party."""
_SHORTEST_MISSPELT: Final = 4
"""Of three characters, too many are one edit apart: 公安局, 公路局."""

_LOOKS_LIKE_BODY: Final = re.compile(
    r"[\u3400-\u9fff（）()]{1,25}(?:局|委|办|厅|部|院|署|会|公司|集团|银行|支行|分行|海关|政府|总队|支队|大队|中心"
    r"|办公室|联|站|所|处|社|团|校|大学|学院)"
)
_NO_NAME: Final = re.compile(
    "[不没未无非除仅只也还但是吗呢谁哪什啥的了和与跟及或把被向对给让]|以外|之外|牵头|配合|负责|任务"
)


@dataclass(frozen=True, slots=True)
class Found:
    """The bodies that words may stand for, and what was assumed for it.

    `placed` says that the words named the body's place, so that its tasks anywhere are meant.
    """

    bodies: tuple[Body, ...]
    assumptions: tuple[Assumption, ...] = ()
    placed: bool = False


def find_bodies(directory: Directory, said: str, within: Sequence[Place] = ()) -> Found | None:
    """The bodies meant by the folded words; those of the places `within`, if any, go before others."""
    for find in (_as_printed, _without_level, _by_short_form, _same_office, _one_slip):
        found = find(directory, said, within)
        if found is not None:
            return found
    return None


def looks_like_body(said: str) -> bool:
    """Whether words that name no body of the graph are at least the name of one."""
    return bool(_LOOKS_LIKE_BODY.fullmatch(said)) and not _NO_NAME.search(said)


def mentions_body(directory: Directory, said: str) -> bool:
    """Whether the words hold the name of a body, or are one without its level."""
    return find_bodies(directory, said) is not None or any(
        len(spelling) > 2 and spelling in said
        for body in directory.bodies
        if not body.collective
        for spelling in body.spellings
    )


def _as_printed(directory: Directory, said: str, within: Sequence[Place]) -> Found | None:
    bodies = list(_nearby(directory.named(said), within))
    assumptions: list[Assumption] = []
    placed = False
    for place, rest in _placed(directory, said):
        meant = _in_place(directory, place, rest)
        if meant and not set(meant) <= set(bodies):
            bodies += [body for body in meant if body not in bodies]
            placed = True
            assumptions += [
                Assumption(said=said, read_as=full_name(body), why="按所说的地区补上级别")
                for body in meant
                if rest not in body.spellings
            ]
    if not bodies:
        return None
    return Found(tuple(bodies), tuple(assumptions), placed)


def _without_level(directory: Directory, said: str, within: Sequence[Place]) -> Found | None:
    if len(said) < 2:
        return None
    bodies = tuple(_nearby((body for body in directory.bodies if _levelled(body.spellings, said)), within))
    if not bodies:
        return None
    return Found(bodies, _assume(said, bodies, "问题里没有写级别，同名的各级单位都列出"))


def _by_short_form(directory: Directory, said: str, within: Sequence[Place]) -> Found | None:
    """发改委 where the graph has 市发展改革委: the register knows the usual spellings of a name."""
    for start in range(len(said) - 1):
        entry = stems().get(said[start:])
        if entry is None or entry.canonical == said[start:]:
            continue
        full = said[:start] + entry.canonical
        found = _as_printed(directory, full, within) or _without_level(directory, full, within)
        if found is not None:
            return Found(found.bodies, _assume(said, found.bodies, "按通行的简称理解"), found.placed)
    return None


def _same_office(directory: Directory, said: str, within: Sequence[Place]) -> Found | None:
    """打假办 where the graph has 市打击侵权假冒工作领导小组办公室: the office of that line of work."""
    for start in range(len(said) - 1):
        entry = stems().get(said[start:])
        if entry is None or entry.kind != "coordinating" or entry.system is None:
            continue
        level = said[:start]
        if level and level not in LEVELS:
            return None
        meant = [
            body
            for body in directory.bodies
            if _office_of(body) == entry.system and (not level or _level_of(body.name) == level)
        ]
        bodies = _nearby(meant, within)
        if bodies:
            why = "图中没有这个名称，按同一条线的议事协调机构理解"
            return Found(bodies, _assume(said, bodies, why))
    return None


def _office_of(body: Body) -> str | None:
    """The line of work of a coordinating body, by the register."""
    entry = stems().get(body.name.removeprefix(_level_of(body.name)))
    return entry.system if entry is not None and entry.kind == "coordinating" else None


def _one_slip(directory: Directory, said: str, within: Sequence[Place]) -> Found | None:
    if len(said) < _SHORTEST_MISSPELT or is_known_body(said):
        return None
    if not (looks_like_body(said) or looks_like_body(said[:-1] + "局")):
        return None
    for place, rest in [*_placed(directory, said), (None, said)]:
        pool = [b for b in directory.bodies if place is None or b.region == place.id]
        bodies = tuple(_nearby((b for b in pool if any(_slip(rest, s) for s in b.spellings)), within))
        if bodies:
            return Found(bodies, _assume(said, bodies, "图中没有这个名称，按一字之差理解"), place is not None)
    return None


def _nearby(bodies: Iterable[Body], within: Sequence[Place]) -> tuple[Body, ...]:
    """The bodies of the places; all of them if none is there (省公安厅 in a city's plan)."""
    every = tuple(bodies)
    regions = {place.id for place in within}
    return tuple(body for body in every if body.region in regions) or every


def _placed(directory: Directory, said: str) -> list[tuple[Place, str]]:
    """Each way to read the beginning of the words as a place, the longest name first."""
    ways = {
        (place, said.removeprefix(name).removeprefix("的"))
        for place in directory.places
        for name in place.names
        if said.startswith(name) and len(said) > len(name) + 1
    }
    return sorted(ways, key=lambda way: (len(way[1]), way[0].id))


def _in_place(directory: Directory, place: Place, rest: str) -> tuple[Body, ...]:
    """云州市 + 公安局: the body of the place's own level, else of exactly these words, else of any level."""
    here = [body for body in directory.bodies if body.region == place.id]
    own_level = next((level for level in LEVELS if place.name.endswith(level)), "")
    for wanted in ([own_level + rest] if own_level else []) + [rest]:
        exact = tuple(body for body in here if wanted in body.spellings)
        if exact:
            return exact
    nested = [
        body for deeper, last in _placed(directory, rest) for body in _in_place(directory, deeper, last)
    ]
    if nested:
        return tuple(dict.fromkeys(nested))
    return tuple(body for body in here if _levelled(body.spellings, rest))


def _levelled(spellings: Iterable[str], said: str) -> bool:
    return any(s.endswith(said) and s.removesuffix(said) in LEVELS for s in spellings)


def _slip(said: str, name: str) -> bool:
    """One character wrong, missing, doubled or swapped, in the name or in the name without its level.

    A level that differs is another body, and a character before or behind the name is another word.
    """
    level = _level_of(name)
    return (said.startswith(level) and _one_edit(said, name)) or _one_edit(said, name.removeprefix(level))


def _one_edit(said: str, name: str) -> bool:
    if len(name) < _SHORTEST_MISSPELT or abs(len(said) - len(name)) > 1:
        return False
    if len(said) > len(name) and (said.startswith(name) or said.endswith(name)):
        return False
    from rapidfuzz.distance import OSA

    return OSA.distance(said, name, score_cutoff=1) == 1


def _level_of(name: str) -> str:
    return next((level for level in LEVELS if name.startswith(level)), "")


def is_known_body(said: str) -> bool:
    """Whether a body is really called so somewhere: 市体育局 is no misspelt 市教育局."""
    return said.removeprefix(_level_of(said)) in _known_bodies()


@cache
def _known_bodies() -> frozenset[str]:
    """The names of the register, behind their level, and those few that it tells by their kind only."""
    return frozenset(stems()) | {row["name"] for row in rows("api.questions", "bodies.csv")}


def full_name(body: Body) -> str:
    """The body with its place: 云州市的市公安局."""
    return f"{body.region_name}的{body.name}"


def _assume(said: str, bodies: Iterable[Body], why: str) -> tuple[Assumption, ...]:
    return tuple(Assumption(said=said, read_as=full_name(body), why=why) for body in bodies)
