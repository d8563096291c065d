"""Numbers and headings: the marks that Chinese official documents number their parts with.

The order of the kinds is that of GB/T 9704-2012, 7.3.3: 一、 then （一） then 1. then （1）; 章 stand
above them, 一是 and ① below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from core.numerals import NUMERALS, number


@dataclass(frozen=True, slots=True)
class MarkerKind:
    """A way of numbering. `rank` 0 is outermost; `weak` ones open no heading of their own."""

    name: str
    rank: int
    pattern: str
    example: str
    weak: bool = False


KINDS = (
    MarkerKind("chapter", 0, r"第[一二三四五六七八九十百]{1,4}(?:章|部分|编)[ 　、：:]?", "第一章 总则"),
    MarkerKind("han", 1, r"[一二三四五六七八九十]{1,3}、", "一、突出重点领域治理"),
    MarkerKind("han_bracket", 2, r"[（(][一二三四五六七八九十]{1,3}[）)]", "（一）开展互联网领域治理"),
    MarkerKind(
        "arabic", 3, r"\d{1,3}(?:[.．](?:(?!\d)|(?=\d{4}\s*[年—.．-]))|、)", "1. 开展“剑网 2024”专项行动"
    ),
    MarkerKind("arabic_bracket", 4, r"[（(]\d{1,3}[）)]", "（1）整合现有资源"),
    MarkerKind("circle", 5, r"[①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳]", "①明确目标", weak=True),
    MarkerKind("first_is", 6, r"[一二三四五六七八九十]{1,2}是(?=[^否因由])", "一是加强组织领导", weak=True),
)
_BY_NAME = {kind.name: kind for kind in KINDS}
# The look ahead spares most places of a text the trial of every kind.
MARKER = re.compile(
    rf"(?=[（(第\d①-⑳{NUMERALS}])(?:" + "|".join(f"(?P<{kind.name}>{kind.pattern})" for kind in KINDS) + ")"
)
CLOSING_LINE = re.compile(
    r"抄\s*送[：:]|抄\s*报[：:]|主\s*送[：:]|主\s*办[：:]|督\s*办[：:]|附\s*件|附[：:]|联\s*系\s*(?:人|电话|单位)|"
    r"（?此件|信息公开|公开属性|更多信息|(?:\d{4}|[二〇零○Ｏ]{1,4}[一二三四五六七八九〇零○]{1,3})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月"
    r"\s*[\d一二三四五六七八九十]{1,3}\s*日(?:\s*印\s*发)?[)）]?\s*$"
)
_FIRST = frozenset("（(第0123456789０１２３４５６７８９①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳" + NUMERALS)
_DIGITS = re.compile(r"\d+")
_HAN = re.compile(f"[{NUMERALS}]+")


_CLOSING_FIRST = frozenset("抄主督附联（此信公更0123456789二〇零○Ｏ一")


def closes(line: str) -> bool:
    """Whether a line only closes a document: copies, contacts, date, imprint."""
    return line[:1] in _CLOSING_FIRST and CLOSING_LINE.match(line) is not None


@dataclass(frozen=True, slots=True)
class Marker:
    """A mark as printed, its kind, and the number it stands for."""

    text: str
    kind: MarkerKind
    value: int


def marker_at(text: str, at: int = 0) -> Marker | None:
    """The mark that stands at this place of the text, if any."""
    if text[at : at + 1] not in _FIRST:
        return None
    match = MARKER.match(text, at)
    if match is None or match.lastgroup is None:
        return None
    return _marker(match.group(), match.lastgroup)


def marks_in(text: str, end: int) -> Iterator[tuple[int, Marker]]:
    """The marks before a place of the text, with where they stand, in order."""
    for match in MARKER.finditer(text, 0, end):
        printed = match.group()
        if printed[0] in _FIRST and (marker := _marker(printed, match.lastgroup or "")):
            yield match.start(), marker


@lru_cache(maxsize=1024)
def _marker(printed: str, kind: str) -> Marker | None:
    value = number_of(printed)
    return Marker(printed, _BY_NAME[kind], value) if value is not None else None


def number_of(printed: str) -> int | None:
    """The number in 十二、, （3）, ④, 第二章 …; None where there is none from 1 to 999."""
    if digits := _DIGITS.search(printed):
        return int(digits.group()) or None
    if "①" <= printed[0] <= "⑳":
        return ord(printed[0]) - ord("①") + 1
    if han := _HAN.search(printed):
        return number(han.group()) or None
    return None
