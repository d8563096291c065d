"""The question as typed, made ready for the forms: folded, without courtesies, the year taken out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from api.questions.answer import Assumption
from core.errors import BadParameter
from core.folding import normalize
from core.numerals import number

_QUOTES: Final = re.compile("[“”\"'‘’「」『』]")
_TITLE: Final = re.compile("《[^》]*》")
_TITLE_MARKS: Final = re.compile("[《》〈〉]")
_COURTESY: Final = re.compile(
    "(?:你好|您好|请问一下|请问|请教|麻烦|劳驾|请|帮我|帮忙|给我|替我|我想知道|我想问问|我想问|我想查|我想了解"
    "|想知道|想问|想了解|查一下|查下|查询一下|查询|查看|查找|看一下|看看|列出|列一下|告诉我|说说|说一下|找一下|找出"
    "|please|tell me|list)[,:]?"
)
_PARTICLES: Final = re.compile("(?:[?!.。~;]|谢谢|列一下|列出来|呢|啊|呀|嘛|吧|请)+$")
_YEAR: Final = re.compile(
    r"(?<![\d至到\-—~自从前后])(?:在|于)?((?:19|20)\d\d|(?:二[〇零]|一九)[〇零一二三四五六七八九]{2})年度?"
    r"(?![底末初前后内来以之至到起\-—~\d上下春夏秋冬第]|中(?:[,旬期完]|$))[,里]?"
)
_RELATIVE: Final = {"今年": 0, "本年度": 0, "去年": -1, "上年度": -1, "前年": -2, "明年": 1}
_RELATIVE_YEAR: Final = re.compile(
    "(今年|本年度|去年|上年度|前年|明年)(?![底末初前后内中来以之至到起上下第])[,里]?"
)
_CHANGE: Final = re.compile("变|不同|区别|差别|差异|不一样|增加|减少|调整|多了|少了|增减|changed")
_IN_NUMBER: Final = re.compile(r"[〔\[(【](?:19|20)\d\d[〕\])】]")
_EITHER_YEAR: Final = re.compile(
    r"(?:从|自|跟|和|与|同|较|比|相比|到|至|相较于|对比|,| between | and | from | to |-|—|~)*"
    r"((?:19|20)\d\d)年?"
    r"(?:相比|比较|对比|相较|之间|比(?=有|,|的|增|减|多|少|市|省|区|县))?(?:的)?"
)
_ENGLISH_YEAR: Final = re.compile(r" (?:in|for|of) ((?:19|20)\d\d)\b")
_ENGLISH: Final = re.compile(
    "(?:please |tell me |list )*(?:which|what|who|whom|how many|when|in which|tasks)\\b"
)


@dataclass(frozen=True, slots=True)
class Wording:
    """A question with the year taken out; `texts` are the ways to read what courtesies surround it."""

    texts: tuple[str, ...]
    year: int | None
    assumptions: tuple[Assumption, ...]
    years: tuple[int, int] | None = None
    """Two years that are compared."""


def wording(question: str, year: int | None, today: date) -> Wording:
    """Make a question ready. Raises BadParameter if it names another year than the one given beside it."""
    text = _PARTICLES.sub("", _QUOTES.sub("", normalize(question))).strip()
    if not _ENGLISH.match(text):
        text = text.replace(" ", "")
    assumptions: tuple[Assumption, ...] = ()
    years_named: list[int] = []
    text, years = _compared(text)
    for pattern in (_YEAR, _ENGLISH_YEAR):
        if match := pattern.search(_TITLE.sub(_masked, text)):
            years_named.append(number(match[1]))
            text = _without(text, match)
    if match := _RELATIVE_YEAR.search(text):
        meant = today.year + _RELATIVE[match[1]]
        years_named.append(meant)
        text = _without(text, match)
        assumptions = (Assumption(said=match[1], read_as=f"{meant}年", why="按今天的日期推算"),)
    for named in years_named:
        if year is not None and named != year:
            raise BadParameter("year", f"问题里写的是 {named} 年，选项给的是 {year} 年；请只留一个")
        year = named
    if years is not None and year is not None:
        raise BadParameter("year", "问题对照两个年度，不能再另选一个年度")
    return Wording(tuple(dict.fromkeys(_texts(text.strip(" ,")))), year, assumptions, years)


def _texts(text: str) -> Iterator[str]:
    """As it is, without courtesies, and both without the marks of titles."""
    bare = text
    while match := _COURTESY.match(bare):
        bare = bare[match.end() :].strip(" ,")
    for each in (text, bare):
        yield each
    for each in (text, bare):
        yield _TITLE_MARKS.sub("", each)


def _masked(title: re.Match[str]) -> str:
    """Signs in place of a title, whose year is its own."""
    return "·" * len(title[0])


def _compared(text: str) -> tuple[str, tuple[int, int] | None]:
    """The text without the two years that it compares, if it does."""
    if not _CHANGE.search(text):
        return text, None
    if _TITLE.search(text) or _IN_NUMBER.search(text):
        return text, None
    years = sorted({int(match[1]) for match in _EITHER_YEAR.finditer(text)})
    if len(years) != 2 or len(_EITHER_YEAR.findall(text)) != 2:
        return text, None
    return _EITHER_YEAR.sub("", text).strip(" ,"), (years[0], years[1])


def _without(text: str, match: re.Match[str]) -> str:
    """2024年的剑网 → 剑网, but 市教育局2024年的任务 → 市教育局的任务."""
    before, behind = text[: match.start()], text[match.end() :]
    return before + (behind if before else behind.removeprefix("的"))
