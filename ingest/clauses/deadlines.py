"""Deadlines: which words are one, and the dates that follow from them.

The forms are those that the annotation guide names; a missing year is the document's. Only what
a clause or its label line prints is a deadline.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from core.numerals import number
from ingest.document import Due

_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_DATE = (
    r"(?:(?P<@year>\d{4})\s*年|(?P<@this>今年|本年度?|当年))?"
    rf"\s*(?:(?P<@month>{_NUMBER})\s*月(?:份)?)?\s*(?:(?P<@day>{_NUMBER})\s*日)?"
    r"\s*(?P<@edge>年底|年末|年中|年内|年度内|底|末|初|上旬|中旬|下旬|内)?"
)
_ONGOING = (
    r"(?:(?:持续|长期|常态化?|不断|滚动|逐步|分步|梯次|稳步|动态|全程|贯穿)(?:性|化)?(?:推进|坚持|开展|实施|落实|优化|"
    r"用力|加强|完善|深化|进行|抓好|更新|全年|任务|巩固|提升|改进|发力|[^，。；]{0,4}$)|长期|常态化|持续)"
)
ONGOING = re.compile(_ONGOING)
_DONE = (
    r"(?:(?:前|之前|以前|前后|左右)?(?:要|须|应|力争|确保|基本|全面|全部|初步|率先)*(?:完成|办结|落实|到位|见效|达到|实现|启动|结束|"
    r"建成|出台|上报|报送|印发|投用|取得[^，。；并]{0,12}|开展[^，。；]{0,6}|组织[^，。；]{0,8}|并|任务|目标|整改|验收|销号|建设|投入使用)*)"
)
_LEAD = r"(?:(?:力争|确保|争取|计划|拟|须|应|要|务必)?(?:在|于|至|到|截至|截止)?)"
RECURRING = re.compile(
    r"(?:每(?:个)?(?:年|半年|季度|季|月|周|旬|日|两年|学期)|按(?:年度?|季度?|月|周)|半年一次|一年一次|季度末|定期)[^，。；]{0,20}"
)
PLAN_END = re.compile(r"“?十(?P<n>[一二三四五六七])五”?(?:规划)?(?:时期|期间|期)?(?:末|内|期间|$)")
HALF = re.compile(r"(?:(?P<year>\d{4})年)?(?P<half>上|下)半年")
QUARTER = re.compile(r"(?:(?P<year>\d{4})年)?(?:第)?(?P<quarter>[一二三四1-4])季度")
AFTER_ISSUE = re.compile(
    r"(?:自)?(?:本[^，。；]{0,8})?(?:印发|发布|公布|下发)之日起(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3})个?(?P<unit>工作日|日|天|月|年)内"
)
WHOLE_YEAR = re.compile("全年|年度")
PERIOD = re.compile(
    _DATE.replace("@", "a_")
    + r"\s*(?:起)?\s*(?:至|到|—+|－|-|–|~|～)\s*(?P<next>次年|翌年)?"
    + _DATE.replace("@", "b_")
    + _DONE
    + "$"
)
MONTHS = re.compile(
    rf"(?:(?P<year>\d{{4}})年)?(?P<first>{_NUMBER})\s*(?:至|到|—+|－|-|–|~|～)\s*(?P<last>{_NUMBER})月(?:份)?"
    + _DONE
    + "$"
)
BY = re.compile(
    _LEAD + _DATE.replace("@", "") + _DONE + r"(?P<then>[，并、且]*" + _ONGOING + r"[^，。；]{0,8})?$"
)
HINT = re.compile(
    "[年月日季周旬期]|半年|末|长期|持续|[常动]态|不断|滚动|逐步|[分立即随适梯稳]|贯穿|全程|马上|按"
)
AT_ONCE = re.compile(
    r"(?:立即|即时|马上|立行立改|即行即改|随时|按(?:时间)?(?:节点|进度|计划|时序|要求|规定)[^，。；]{0,8}|适时)[^，。；]{0,8}$"
)


@dataclass(frozen=True, slots=True)
class Context:
    """What a deadline leans on: the document's year and its date of issue."""

    year: int | None
    issued_on: date | None


def is_deadline(words: str) -> bool:
    """Whether the words of a clause's segment are a deadline and nothing else."""
    words = words.strip()
    if not words or len(words) > 40 or not HINT.search(words):
        return False
    return any(form.read(words) for form in FORMS)


def due(words: str | None, context: Context) -> Due:
    """The dates that follow from a deadline's words; kind `none` where there are no words.

    Words that give no date (立即, 按时间节点推进) are of kind `none` too: the words themselves stay
    in the task's `deadline`.
    """
    if not words:
        return Due()
    for form in FORMS:
        if match := form.read(words.strip()):
            return form.date(match, context)
    return Due()


@dataclass(frozen=True, slots=True)
class DeadlineForm:
    """A named form of deadline with its example: how it is read, and the dates that follow."""

    name: str
    example: str
    read: Callable[[str], re.Match[str] | None]
    date: Callable[[re.Match[str], Context], Due]


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _date(match: re.Match[str], prefix: str, year: int | None, *, start: bool) -> date | None:
    """The day that a date names; where it names a month or a year, the first or last day of it."""
    printed = match.group(prefix + "year")
    year = int(printed) if printed else year
    if year is None:
        return None
    month, day, edge = (match.group(prefix + part) for part in ("month", "day", "edge"))
    try:
        if month is None:
            if edge == "年中":
                return date(year, 6, 30)
            return date(year, 1, 1) if start else date(year, 12, 31)
        if day:
            return date(year, number(month), number(day))
        if edge in ("初", "上旬"):
            return date(year, number(month), 1 if start else 10)
        if edge == "中旬":
            return date(year, number(month), 11 if start else 20)
        return date(year, number(month), 1) if start else _last_day(year, number(month))
    except ValueError:  # 2月30日, 13月: the words stay, no date follows
        return None


def _read_by(words: str) -> re.Match[str] | None:
    match = BY.fullmatch(words)
    return match if match and any(match.group("year", "this", "month", "day", "edge")) else None


def _by(match: re.Match[str], context: Context) -> Due:
    on = _date(match, "", context.year, start=False)
    ongoing = bool(match.group("then"))
    return Due(kind="by" if on else "none", on=on, ongoing=ongoing)


def _read_period(words: str) -> re.Match[str] | None:
    match = PERIOD.fullmatch(words)
    dated = match and all(any(match.group(p + "year", p + "month", p + "day")) for p in ("a_", "b_"))
    return match if dated else None


def _period(match: re.Match[str], context: Context) -> Due:
    first_year = int(match.group("a_year")) if match.group("a_year") else context.year
    start = _date(match, "a_", first_year, start=True)
    on = _date(match, "b_", first_year, start=False)
    if start and on and not match.group("b_year") and (match.group("next") or on < start):
        on = _date(match, "b_", start.year + 1, start=False)
    return Due(kind="period" if start and on else "none", start=start, on=on)


def _months(match: re.Match[str], context: Context) -> Due:
    year = int(match.group("year")) if match.group("year") else context.year
    first, last = number(match.group("first")), number(match.group("last"))
    if year is None or not 1 <= first <= last <= 12:
        return Due()
    return Due(kind="period", start=date(year, first, 1), on=_last_day(year, last))


def _half(match: re.Match[str], context: Context) -> Due:
    year = int(match.group("year")) if match.group("year") else context.year
    return _by_month(year, 6 if match.group("half") == "上" else 12)


def _quarter(match: re.Match[str], context: Context) -> Due:
    year = int(match.group("year")) if match.group("year") else context.year
    return _by_month(year, 3 * number(match.group("quarter")))


def _by_month(year: int | None, month: int) -> Due:
    return Due(kind="by", on=_last_day(year, month)) if year else Due()


def _plan_end(match: re.Match[str], _: Context) -> Due:
    return Due(kind="by", on=date(1955 + 5 * (10 + number(match.group("n"))), 12, 31))


def _after_issue(match: re.Match[str], context: Context) -> Due:
    count, unit, issued = number(match.group("n")), match.group("unit"), context.issued_on
    if issued is None or unit == "工作日":  # holidays move from year to year
        return Due()
    if unit in "日天":
        return Due(kind="by", on=issued + timedelta(days=count))
    months = issued.month - 1 + count * (12 if unit == "年" else 1)
    year, month = issued.year + months // 12, months % 12 + 1
    return Due(kind="by", on=date(year, month, min(issued.day, calendar.monthrange(year, month)[1])))


def _whole_year(_: re.Match[str], context: Context) -> Due:
    return _by_month(context.year, 12)


_LEADING = re.compile(_LEAD)
_REST = re.compile(_DONE + r"(?:[，并、且]*" + _ONGOING + r"[^，。；]{0,8})?$")


def _begins(pattern: re.Pattern[str]) -> Callable[[str], re.Match[str] | None]:
    """The words begin with the form, and nothing follows but words of completion."""

    def read(words: str) -> re.Match[str] | None:
        lead = _LEADING.match(words)
        match = pattern.match(words, lead.end() if lead else 0)
        return match if match and _REST.match(words, match.end()) else None

    return read


FORMS = (
    DeadlineForm("recurring", "每季度末", RECURRING.match, lambda *_: Due(kind="recurring")),
    DeadlineForm("after_issue", "自印发之日起30日内", _begins(AFTER_ISSUE), _after_issue),
    DeadlineForm("plan_end", "“十四五”末", _begins(PLAN_END), _plan_end),
    DeadlineForm("half", "上半年完成", _begins(HALF), _half),
    DeadlineForm("quarter", "第三季度前完成", _begins(QUARTER), _quarter),
    DeadlineForm("period", "2024年3月至11月", _read_period, _period),
    DeadlineForm("months", "1—6月", MONTHS.match, _months),
    DeadlineForm("by", "12月20日前完成", _read_by, _by),
    DeadlineForm("ongoing", "持续推进", ONGOING.match, lambda *_: Due(kind="ongoing", ongoing=True)),
    DeadlineForm("whole_year", "全年", _begins(WHOLE_YEAR), _whole_year),
    DeadlineForm("undated", "立即落实", AT_ONCE.match, lambda *_: Due()),
)
