"""Deadlines in a question: 9月底前要完成的, 长期坚持的, 没有时限的.

A date without a year is meant in the year of each plan, as plans themselves print it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from core.numerals import count
from core.rows import Value

_NUMBER: Final = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_DATE: Final = (
    rf"(?:(?P<year>(?:19|20)\d\d)年)?"
    rf"(?:(?P<month>{_NUMBER})月份?(?:(?P<day>{_NUMBER})[日号]|(?P<part>底|末|初|中旬|上旬|下旬))?"
    r"|(?P<half>上半年|下半年)|第?(?P<quarter>[一二三四1-4])季度(?:末|底)?|(?P<yearend>年底|年末|年内|(?<=年)底|(?<=年)末|(?<=年)内))"
)
_ISO: Final = r"(?P<iso>(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2})"
_BEFORE: Final = r"(?P<before>之前|以前|前|为止|及以前|止)?"
_DONE: Final = (
    r"(?:就|都)?(?:需要|需|要|应当|应该|应|须|必须|得|该|能|可以)?(?P<done>完成"
    r"|办结|办完|做完|到期|截止|落实到位|落实|结束|交账|收官|到位)?(?:了)?的?"
)
_LEAD: Final = r"(?:要求|需要|要|应当|应该|应|须|必须|得|该|是|定)?(?:在|于|截至|截止到?|到)?"
_DATED: Final = re.compile(rf"{_LEAD}(?:{_ISO}|{_DATE})(?:这天|当天)?{_BEFORE}{_DONE}")
_LIMIT: Final = "(?:完成)?(?:时限|期限|时间要求|截止时间|截止日期|时间节点|完成时间|时间限制|日期)(?:要求)?"
_NONE: Final = re.compile(
    rf"(?:没有?|未|无|不)(?:写明|写|明确|规定|限定|标明|注明|设)?(?:了)?(?:具体)?(?:的)?{_LIMIT}的?|不限时间?的?|没有?deadline的?"
)
_STATED: Final = re.compile(
    rf"(?:写明|写|明确|规定|有|设|限定|标|标明|注明)(?:了|有)?(?:明确|具体)?(?:的)?{_LIMIT}的?|限时(?:完成)?的?|有deadline的?"
)
_ONGOING: Final = re.compile(
    "(?:是|要|需要|要求)?(?:长期坚持|持续推进|长期推进|长期开展|长期进行|持续开展|常年坚持|常态化推进|常年开展|长期|常年|持续)(?:性)?(?:的)?(?=任务|工作|事|活|项|有|$|是|吗)"
)
_RECURRING: Final = re.compile("(?:定期|周期性|按期|按月|按季度?)(?:要)?(?:完成|报送|开展|重复|做)?的")


_FINISHED: Final = re.compile("完成|办结|办完|做完|到期|截止|落实到位|交账")
"""Without any of these, 年底前 may say when something is to be done, and when it was led."""

_KINDS: Final[tuple[tuple[re.Pattern[str], str, tuple[str, ...]], ...]] = (
    (_NONE, "没有写完成时限", ("none",)),
    (_STATED, "写有完成时限", ("by", "period", "recurring", "ongoing")),
    (_ONGOING, "持续推进、长期坚持", ()),
    (_RECURRING, "定期的（每月、每季度等）", ("recurring",)),
)


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline that is asked for: `first` and `last` are (month, day), in `year` or in each plan's own."""

    words: str
    read_as: str
    kinds: tuple[str, ...] = ()
    ongoing: bool = False
    first: tuple[int, int] | None = None
    last: tuple[int, int] | None = None
    year: int | None = None

    def filters(self, year: int | None, years: Sequence[int]) -> list[dict[str, Value]]:
        """The filters of queries that together find it, each for the plans of one year where that matters."""
        if self.ongoing:
            return [{"ongoing": True}]
        if self.kinds:
            return [{"due_kinds": list[Value](self.kinds)}]
        if self.year is not None:
            return [self._between(self.year)]
        return [{"year": each, **self._between(each)} for each in ([year] if year is not None else years)]

    def _between(self, year: int) -> dict[str, Value]:
        between: dict[str, Value] = {}
        if self.first is not None:
            between["due_from"] = _in_year(year, self.first)
        if self.last is not None:
            between["due_to"] = _in_year(year, self.last)
        return between


def _in_year(year: int, day: tuple[int, int]) -> date:
    """That day, or the last one of its month where the month is shorter."""
    return date(year, day[0], min(day[1], monthrange(year, day[0])[1]))


def find_due(text: str) -> Iterator[tuple[int, int, Due]]:
    """Each deadline that the folded text holds, with where it begins and ends."""
    for pattern, read_as, kinds in _KINDS:
        for match in pattern.finditer(text):
            due = Due(match[0], read_as, kinds=kinds, ongoing=pattern is _ONGOING)
            yield match.start(), match.end(), due
    for match in _DATED.finditer(text):
        dated = _dated(match)
        finished = match["done"] or match[0].endswith("的") or _FINISHED.search(text)
        if dated is not None and finished:
            yield match.start(), match.end(), dated


def _dated(match: re.Match[str]) -> Due | None:
    before, done = match["before"], match["done"]
    if not before and not done:
        return None
    if match["iso"]:
        year, month, day = (int(part) for part in re.split("[-./]", match["iso"]))
        span = _day(month, day)
    else:
        year_words = match["year"]
        year = int(year_words) if year_words else 0
        span = _span(match)
    if span is None:
        return None
    first, last = span
    if before:
        if match["month"] and not match["day"] and not match["part"]:
            if first[0] == 1:
                return None
            last = (first[0] - 1, 31)  # 9月前: before September begins
        elif match["part"] in ("初",):
            last = (first[0], 10)
        first_of = None
    else:
        first_of = first
    prefix = "" if not year else f"{year}年"
    upto = f"{prefix}{last[0]}月{min(last[1], monthrange(year or 2024, last[0])[1])}日"
    read = (
        f"完成时限不晚于{upto}"
        if first_of is None
        else f"完成时限在{prefix}{first_of[0]}月{first_of[1]}日至{upto}"
    )
    return Due(match[0], read, first=first_of, last=last, year=year or None)


def _span(match: re.Match[str]) -> tuple[tuple[int, int], tuple[int, int]] | None:
    if match["yearend"]:
        return ((1, 1), (12, 31)) if match["yearend"].endswith("内") else ((12, 1), (12, 31))
    if match["half"]:
        return ((1, 1), (6, 30)) if match["half"] == "上半年" else ((7, 1), (12, 31))
    if match["quarter"]:
        quarter = count(match["quarter"]) or 0
        return ((quarter * 3 - 2, 1), (quarter * 3, 31))
    month = count(match["month"]) or 0
    if not 1 <= month <= 12:
        return None
    if match["day"]:
        return _day(month, count(match["day"]) or 0)
    match match["part"]:
        case "底" | "末":
            return (month, 21), (month, 31)
        case "初" | "上旬":
            return (month, 1), (month, 10)
        case "中旬":
            return (month, 11), (month, 20)
        case "下旬":
            return (month, 21), (month, 31)
    return (month, 1), (month, 31)


def _day(month: int, day: int) -> tuple[tuple[int, int], tuple[int, int]] | None:
    if not (1 <= month <= 12 and 1 <= day <= monthrange(2024, month)[1]):
        return None
    return (month, day), (month, day)
