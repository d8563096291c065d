"""Who issued a document and when: signatures, heads and imprints."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from core.numerals import number
from ingest.registers import regions
from ingest.registers.agencies import central_agencies

DATE = re.compile(
    r"(?P<year>\d{4}|[二一][〇零○Ｏ○一二三四五六七八九]{3})\s*年\s*(?P<month>\d{1,2}|[一二三四五六七八九十]{1,3})\s*月\s*"
    r"(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})\s*日(?P<printed>\s*印\s*发)?"
)
BRANCH = re.compile(r"[\u4e00-\u9fff]{2,4}(?:中心支行|分行|监管局|监管分局|办事处|分局|支局|总队|调查队)")
CENTRAL_START = re.compile(r"中共|国家|国务院|中央|中国|中华|全国|最高人民")
WITHIN = re.compile(
    r"\s*(?:起|前|至|到|以|之|期间|后|内|—|－|-|～|~|，|、|。|；|[^\n]{0,12}(?:第.次|会议|审议))"
)
DATE_BEHIND = re.compile(r"[）) \t]*(?:\n|$)")
DAY_MARK = re.compile(r"日(?:\s*印\s*发)?")
DATE_MOST = 30  # 二〇二四年十二月二十三日, with blanks between
SIGNATURE_MOST = 500
ISSUER_END = re.compile(
    r"(?:厅|局|委|府|部|会|办|办公室|院|社|署|组|部门|行|中心|党组|总队|支队|海关|联|团省委|团市委)$"
)
SIGNS = re.compile(r"[厅局委府部会办室院社署组门行心队关联]$")  # the last characters of those
SALUTATION = re.compile(r"^[^。；]{2,200}[：:]$")
REGION_NAME = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,6}?(?:省|自治区|市(?!场)|自治州|地区|盟|县(?!域)|区(?!域|块)|旗|镇|乡))"
)
NATIONAL = re.compile(
    r"^(?:中共中央|国务院|全国|国家|中央|最高人民|中华全国|中国人民银行|中国科协|共青团中央|中国|海关总署|教育部|公安部|文化部|科技部|财政部)"
)
LINE_REACH = 300
HEAD_LINE = re.compile(r"(?P<agency>[\u4e00-\u9fff（）()、]{4,60}?)\s*文件$")


@dataclass(frozen=True, slots=True)
class Signature:
    issuers: tuple[str, ...]
    on: date | None
    printed: bool


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(number(match["year"]), number(match["month"]), number(match["day"]))
    except ValueError:  # no such day: the words are no date
        return None


def dates_in(text: str) -> Iterator[re.Match[str]]:
    """The days that a text prints, in order; looked for from their 日, which are few."""
    for mark in DAY_MARK.finditer(text):
        date_ = DATE.search(text, max(0, mark.start() - DATE_MOST), mark.end())
        if date_ and date_.end() == mark.end():
            yield date_


def signatures_in(text: str) -> list[Signature]:
    """Agencies that stand straight before a date, in order."""
    signatures = []
    for match in dates_in(text):
        before = text[max(0, match.start() - 8) : match.start()].rstrip()
        if not before or not SIGNS.search(before) or WITHIN.match(text, match.end()):
            continue
        window = text[max(0, match.start() - SIGNATURE_MOST) : match.start()]
        cut = max((window.rfind(mark) for mark in "。；：:，）)！？"), default=-1)
        tail = window[cut + 1 :].strip()
        # A clause's closing bracket or a heading may stand before the names without a stop.
        lines = [line.strip() for line in tail.split("\n") if line.strip()]
        names: list[str] = []
        for line in reversed(lines):
            words = squeeze(line)
            split = _spaced(line) or _agencies(words)
            if (
                not split
                and names
                and len(words) <= 40
                and REGION_NAME.match(words)
                and not re.search(r"[《》“”，、]", words)
            ):
                names[0] = words + names[0]  # a long name that the line broke
                break
            if not split:
                break
            names[:0] = split
        day = _day(match)
        if names and day:
            signatures.append(Signature(tuple(dict.fromkeys(names)), day, bool(match["printed"])))
    return signatures


def _spaced(line: str) -> list[str]:
    """Whole agencies with spaces between: 云州市水务局 云州市林业局. Layout puts spaces inside names too."""
    pieces = line.split()
    return pieces if len(pieces) > 1 and all(_may_issue(piece) for piece in pieces) else []


def _agencies(words: str) -> list[str]:
    """The agencies of a signature line, which prints them with spaces or with nothing between."""
    words = re.sub(r"^.*[\x21-\x7e]", "", words)  # an address or a mark of the page may stand before
    if not ISSUER_END.search(words) or re.search(r"[《》“”]", words):
        return []
    names: list[str] = []
    for piece in re.split(r"[\s、]+", words):
        names.extend(_run_together(piece))
    return names if all(_may_issue(name) for name in names) else []


def _may_issue(name: str) -> bool:
    """Whether a name may sign: it ends as an agency does, and begins with a region or is of the centre."""
    if len(name) < 3 or not ISSUER_END.search(name):
        return False
    return name in central_agencies() or bool(
        NATIONAL.match(name) or regions_in(name) or regions.stem_at(name)
    )


def _run_together(piece: str) -> list[str]:
    """科技部农业农村部教育部 → three; 河北省民政厅河北省财政厅 → two.

    An agency ends where its name may end and another begins: with a region, or as an agency of the centre.
    中国人民银行石家庄中心支行 is one: its branch is no agency of the region.
    """
    names, start = [], 0
    for at in range(3, len(piece) - 2):
        if at - start < 3 or not ISSUER_END.search(piece[start:at]) or BRANCH.match(piece[at:]):
            continue
        rest = piece[at:]
        known = piece[start:at] in central_agencies()
        longer = any(piece[start : at + n] in central_agencies() for n in range(1, 14))
        begins = regions.region_at(rest) or regions.stem_at(rest) or _central_at(rest)
        if begins and not longer and (known or _may_issue(piece[start:at])):
            names.append(piece[start:at])
            start = at
    return [*names, piece[start:]]


def _central_at(words: str) -> bool:
    return any(words[:n] in central_agencies() for n in range(2, 24)) or bool(CENTRAL_START.match(words))


def issuers_of(head: str, signatures: Sequence[Signature]) -> tuple[str, ...]:
    """Who signs; else who heads the document; else who had it printed."""
    signed = [s for s in signatures if not s.printed]
    if signed:
        return signed[-1].issuers
    for line in head.split("\n"):
        if match := HEAD_LINE.match(squeeze(line)):
            return (match["agency"],)
    for line in head.split("\n"):
        words = squeeze(line)
        own = re.match(
            r"(?P<agency>[\u4e00-\u9fff]{3,40}?(?:厅|局|委员会|府|部|会|办公室|院|小组))(?=关于|$)", words
        )
        if own and ISSUER_END.search(own["agency"]) and not SALUTATION.match(words):
            return tuple(_run_together(own["agency"]))
    return signatures[-1].issuers if signatures else ()


def issued_on_of(text: str, signatures: Sequence[Signature]) -> date | None:
    """When it was written: the date of the signature, else one on a line of its own, else of printing."""
    signed = [s.on for s in signatures if not s.printed]
    if signed:
        return signed[-1]
    for match in dates_in(text):
        alone = not line_before(text, match.start()).strip("（( ") and DATE_BEHIND.match(text, match.end())
        if alone and not match["printed"] and (day := _day(match)):
            return day
    printed = [_day(match) for match in dates_in(text) if match["printed"]]
    return next((day for day in reversed(printed) if day), None)


def regions_in(name: str) -> list[str]:
    """The regions that lead a name, outermost first: 澜宁市临溪区人民政府 → 澜宁市, 临溪区."""
    region_names: list[str] = []
    rest, known = re.sub(r"^中共|^共青团", "", name), True
    while rest:
        region = regions.region_at(rest)
        # A region that the register lacks stands at the head, or under another such one.
        if region is None and (not region_names or not known) and (match := REGION_NAME.match(rest)):
            region = match["name"]
        if region is None:
            break
        region_names.append(region)
        rest = rest[len(region) :]
        known = known and region in regions.by_name()
    return region_names


def squeeze(words: str) -> str:
    """Without the spaces that layout put between Chinese characters."""
    return re.sub(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])", "", words.strip())


def line_before(text: str, at: int) -> str:
    """What stands before this position on its line; of a line that never ends, the last part."""
    reach = max(0, at - LINE_REACH)
    return text[text.rfind("\n", reach, at) + 1 or reach : at]
