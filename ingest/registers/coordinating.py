"""One coordinating agency (议事协调机构) in two spellings inside a document.

Its full name stands where it signs, a short one in the clauses:
某市打击侵犯知识产权和制售假冒伪劣商品工作领导小组办公室 and 市打击侵权假冒工作领导小组办公室.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

REASON = "议事协调机构简称"
"""The rule's name: the words of the short name stand in the full one, in their order."""

_FORM = re.compile(
    r"(?P<level>自治区|兵团|地区|省|市|县|区|州|盟|旗|镇|乡)?(?:人民政府|政府|委)?(?P<words>.+?)(?:专项)?(?:工作)?"
    r"(?P<group>领导小组|协调小组|工作小组|联席会议|委员会|指挥部|专班)?(?P<office>办公室|办)?$"
)
_FEWEST = 4
"""Of fewer characters too many names would be short for one another."""


@dataclass(frozen=True, slots=True)
class _Parts:
    level: str | None
    words: str
    group: str | None
    office: bool


def short_names(names: Collection[str]) -> dict[str, str]:
    """For each full name the short one that means the same agency, where only one can be meant.

    `names` are those of a document's coordinating agencies of one region, each behind its level.
    """
    parts = {name: _parts(name) for name in sorted(set(names))}
    alike: dict[str, list[str]] = {name: [] for name in parts}
    for full in parts:
        for short in parts:
            if full != short and _shortens(parts[short], parts[full]):
                alike[full].append(short)
                alike[short].append(full)
    return {
        full: others[0]
        for full, others in alike.items()
        if len(others) == 1
        and alike[others[0]] == [full]
        and _shortens(parts[others[0]], parts[full])
        and (len(others[0]), others[0]) < (len(full), full)
    }


def _parts(name: str) -> _Parts:
    match = _FORM.fullmatch(name)
    assert match is not None  # every part but the words may be missing
    return _Parts(match["level"], match["words"], match["group"], match["office"] is not None)


def _shortens(short: _Parts, full: _Parts) -> bool:
    if (short.level, short.office) != (full.level, full.office):
        return False
    if short.group and full.group and short.group != full.group:
        return False
    if not (short.office or (short.group and full.group)):
        return False
    if len(short.words) < _FEWEST or short.words[0] != full.words[0]:
        return False
    rest = iter(full.words)
    return all(character in rest for character in short.words)
