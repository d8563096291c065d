"""What a document says of itself: title, number, issuer, region, year, dates, rules, cited documents.

The rules are the annotation guide's, "Document facts". A fact that the text does not print stays
None; no other fact fills in for it, but for the year.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ingest import regions
from ingest.agencies import central_bodies, identify
from ingest.clauses import lexicon
from ingest.clauses.locate import Clause
from ingest.document import Cite, Facts
from ingest.markers import han_number, marker_at
from ingest.structure import Structure

_PLAN = (
    "(?:要点|方案|计划|意见|措施|规划|纲要|安排|办法|清单|台账|任务书|分解表|分工表|责任表|"
    "行动|细则|规定|决定|分工|任务分解|通知|政策|条例|报告)"
)
TITLE_END = re.compile(rf"{_PLAN}(?:（[^（）]{{1,16}}）|\([^()]{{1,16}}\))?$")
NOTICE_TITLE = re.compile(r"(?:通知|函|通报|批复|公告)$")
NOTICE_BODY = re.compile(r"印发|转发|下发|审议通过|同意")
NUMBER = re.compile(
    r"(?P<head>[\u4e00-\u9fff]{1,14})\s*[〔\[（(【﹝]\s*(?P<year>(?:19|20)\d{2})\s*[〕\]）)】﹞]\s*(?P<no>(?:第\s*)?\d{1,4})\s*号"
)
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
LINE_REACH = 300
HEAD_MOST = 20_000  # facts stand in the first pages, also of a text without headings
HEAD_LINE = re.compile(r"(?P<body>[\u4e00-\u9fff（）()、]{4,60}?)\s*文件$")
SIGNATURE_MOST = 500
ISSUER_END = re.compile(
    r"(?:厅|局|委|府|部|会|办|办公室|院|社|署|组|部门|行|中心|党组|总队|支队|海关|联|团省委|团市委)$"
)
SALUTATION = re.compile(r"^[^。；]{2,200}[：:]$")
_PLACE = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,6}?(?:省|自治区|市(?!场)|自治州|地区|盟|县(?!域)|区(?!域|块)|旗|镇|乡))"
)
NATIONAL = re.compile(
    r"^(?:中共中央|国务院|全国|国家|中央|最高人民|中华全国|中国人民银行|中国科协|共青团中央|中国|海关总署|教育部|公安部|文化部|科技部|财政部)"
)
OWN_PLACE = re.compile(r"我(?P<level>省|市|县|区|州|盟|旗)|全(?P<whole>省|市|县|区|州|盟)")
SPAN = re.compile(
    r"(?P<first>(?:19|20)\d{2})\s*年?\s*(?:—+|–|-|－|~|～|至|到)\s*(?P<last>(?:19|20)\d{2})\s*年?"
)
YEAR = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d{2})(?!\d)")
DRAFT = re.compile(r"征求意见稿|送审稿|讨论稿|报批稿|印发稿|草案|试行|暂行")
CITED = re.compile(
    r"《(?P<title>[^《》]{2,120}(?:[《<〈][^《》<>〈〉]*[》>〉][^《》]*)*)》(?:[（(](?P<number>[^（）()]{2,20}[〔\[（(【]\d{4}[〕\]）)】]\s*(?:第)?\d+\s*号)[）)])?"
)
BASIS = re.compile(r"根据|依据|按照|依照|遵照|落实|贯彻|执行|参照")
PASSED_ON = re.compile(r"转发")
SENTENCE = re.compile(r"[^。；\n]+")


@dataclass(frozen=True, slots=True)
class _Signature:
    issuers: tuple[str, ...]
    on: date | None
    printed: bool
    at: int


def find(text: str, structure: Structure, clauses: Sequence[Clause]) -> Facts:
    """The facts of a document, from its head, its signature and the sentence that issues it."""
    head_end = structure.nodes[0].start if structure.nodes else len(text)
    head_end = min(head_end, HEAD_MOST)
    head = text[:head_end]
    title = _title(head)
    signatures = _signatures(text)
    issuers = _issuers(head, signatures)
    region = _region(issuers, title, text)
    issued_on = _issued_on(text, signatures)
    year, period = _year(title, issued_on)
    readings = [clause.reading for clause in clauses]
    return Facts(
        title=title,
        doc_number=_number(text, head_end),
        draft=_draft(head, title),
        issuer="、".join(issuers) or None,
        issuers=issuers,
        region=region,
        region_code=_code(region),
        level=regions.level_of(region) if region else None,
        year=year,
        period=period,
        issued_on=issued_on,
        rule=next((r.rule for r in readings if r.rule), None) or _rule(text),
        default_parties=next((r.default_parties for r in readings if r.default_parties), None),
        cites=tuple(_cites(text, title)),
    )


def rule_start(text: str) -> int | None:
    """Where the document says that the body listed first leads; None where it does not."""
    match = lexicon.RULE.search(text)
    return match.start() if match else None


def body_start(text: str, before: int) -> int:
    """Where the paragraph begins that a clause closes, in a document without headings."""
    line = text.rfind("\n", 0, before) + 1
    if not text[line:before].strip():
        line = text.rfind("\n", 0, max(line - 1, 0)) + 1
    return line


def _rule(text: str) -> str | None:
    match = lexicon.RULE.search(text)
    return match.group().strip("，,。；; ") if match else None


def _squeeze(words: str) -> str:
    """Without the spaces that layout put between Chinese characters."""
    return re.sub(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])", "", words.strip())


def _title_lines(head: str) -> list[str]:
    """Titles printed in lines of their own, the parts of each joined."""
    titles: list[str] = []
    parts: list[str] = []
    for line in head.split("\n"):
        own = NUMBER.search(line)
        if own and TITLE_END.search(before := _squeeze(line[: own.end("head")][: _head_start(own)])):
            titles.append(before)
        if len(line) > LINE_REACH:
            parts = []
            continue
        words = _squeeze(line)
        plain = re.sub(r"《[^》]*》|（[^）]*）|“[^”]*”", "", words)
        aside = re.fullmatch(r"（[^（）]*）|\([^()]*\)", words)
        if aside and titles and not parts and YEAR.search(words):
            titles[-1] += words
            continue
        fits = words and not aside and len(words) <= 70 and not re.search(r"[，。；：:;]", plain)
        if (
            not fits
            or NUMBER.search(words)
            or DATE.fullmatch(words)
            or HEAD_LINE.match(words)
            or marker_at(words)
        ):
            parts = []
            continue
        parts.append(words)
        whole = "".join(parts)
        if TITLE_END.search(whole):
            titles.append(_own_title(whole, parts))
            parts = []
    return titles


def _head_start(number: re.Match[str]) -> int:
    """Where a number begins, behind the title that runs straight into it: …的意见冀政字〔2019〕31号."""
    head = re.sub(rf"^.*(?:{_PLAN}|文件|通知)", "", number["head"]) or number["head"]
    return number.end("head") - len(head)


def _own_title(whole: str, parts: list[str]) -> str:
    """Without a signature line that stands above the title and is no part of it."""
    for i in range(1, len(parts)):
        rest = "".join(parts[i:])
        if ISSUER_END.search(parts[i - 1]) and not rest.startswith("关于"):
            return _own_title(rest, parts[i:])
    return whole


def _title(head: str) -> str | None:
    """The plan's own title; that of the covering notice only where the plan prints none."""
    titles = [t for t in _title_lines(head) if len(t) >= 6]
    own = [t for t in titles if not NOTICE_TITLE.search(t)]
    if own:
        return _unwrapped(own[-1])
    for match in re.finditer(r"《", head):
        close = _closing_mark(head, match.start())
        if close is None:
            continue
        name, behind = head[match.start() + 1 : close], head[close + 1 : close + 60]
        before = head[max(0, match.start() - 4) : match.start()]
        stop = re.search(r"[。；]", behind)
        behind = behind[: stop.start()] if stop else behind
        if (
            ("现将" in before or not re.search(r"[\u4e00-\u9fff]$", before))
            and NOTICE_BODY.search(behind)
            and "现" in before + behind
        ):
            printed = re.sub(r"[<〈]", "《", re.sub(r"[>〉]", "》", name))
            if "印发" in name and NOTICE_TITLE.search(name):
                continue
            return _unwrapped(_squeeze(printed.replace("\n", "")))
    return _unwrapped(titles[-1]) if titles else None


def _closing_mark(text: str, at: int) -> int | None:
    depth = 0
    for i in range(at, min(len(text), at + 200)):
        depth += (text[i] == "《") - (text[i] == "》")
        if depth == 0:
            return i
    return None


def _unwrapped(title: str) -> str:
    title = title[match.end() :] if (match := DATE.match(title)) else title
    title = re.sub(r"^附件\s*\d{0,2}[：:]?", "", title)
    return title[1:-1] if title.startswith("《") and _closing_mark(title, 0) == len(title) - 1 else title


def _line_before(text: str, at: int) -> str:
    """What stands before this place on its line; of a line that never ends, the last part."""
    reach = max(0, at - LINE_REACH)
    return text[text.rfind("\n", reach, at) + 1 or reach : at]


def _number(text: str, head_end: int) -> str | None:
    """The document's own number: on a line of its own, or ending the line of its title."""
    for match in NUMBER.finditer(text, 0, min(len(text), head_end + 200)):
        start = _head_start(match)
        head = text[start : match.end("head")]
        line = _line_before(text, start).rstrip()
        behind = text[match.end() : match.end() + 1]
        if line[-1:] in ("（", "(", "》") or behind in ("）", ")", "文"):
            continue
        if re.search(r"根据|按照|依据|落实|将$", line):
            continue
        number = re.sub(r"\s", "", match["no"])
        return f"{head}〔{match['year']}〕{number}号"
    return None


def _day(match: re.Match[str]) -> date | None:
    try:
        year, month, day = (
            int(v) if v.isdigit() else han_number(v.translate(str.maketrans("○Ｏ", "〇〇")))
            for v in (match["year"], match["month"], match["day"])
        )
        return date(year, month, day)
    except (ValueError, KeyError):  # no such day: the words are no date
        return None


def _signatures(text: str) -> list[_Signature]:
    """Bodies that stand straight before a date, in order."""
    found = []
    for match in DATE.finditer(text):
        window = text[max(0, match.start() - SIGNATURE_MOST) : match.start()]
        cut = max((window.rfind(mark) for mark in "。；：:，）)！？"), default=-1)
        bodies = window[cut + 1 :].strip()
        # A clause's closing bracket or a heading may stand before the names without a stop.
        lines = [line.strip() for line in bodies.split("\n") if line.strip()]
        names: list[str] = []
        for line in reversed(lines):
            words = _squeeze(line)
            split = _bodies(words)
            if (
                not split
                and names
                and len(words) <= 40
                and _PLACE.match(words)
                and not re.search(r"[《》“”，、]", words)
            ):
                names[0] = words + names[0]  # a long name that the line broke
                break
            if not split:
                break
            names[:0] = split
        day = _day(match) if not WITHIN.match(text, match.end()) else None
        if names and day:
            found.append(_Signature(tuple(dict.fromkeys(names)), day, bool(match["printed"]), match.start()))
    return found


def _bodies(words: str) -> list[str]:
    """The bodies of a signature line, which prints them with spaces or with nothing between."""
    words = re.sub(r"^.*[\x21-\x7e]", "", words)  # an address or a mark of the page may stand before
    if (
        not words
        or not ISSUER_END.search(words)
        or len(words) > SIGNATURE_MOST
        or re.search(r"[《》“”]", words)
    ):
        return []
    names: list[str] = []
    for piece in re.split(r"[\s、]+", words):
        names.extend(_run_together(piece))
    return names if all(_may_issue(name) for name in names) else []


def _may_issue(name: str) -> bool:
    """Whether a name may sign: it ends as a body does, and begins with a place or is one of the centre."""
    if len(name) < 3 or not ISSUER_END.search(name):
        return False
    return name in central_bodies() or bool(NATIONAL.match(name) or _places_in(name) or regions.stem_at(name))


def _run_together(piece: str) -> list[str]:
    """科技部农业农村部教育部 → three; 河北省民政厅河北省财政厅 → two.

    A body ends where its name may end and another begins: with a place, or as a body of the centre.
    中国人民银行石家庄中心支行 is one: its branch is no body of the place.
    """
    names, start = [], 0
    for at in range(3, len(piece) - 2):
        if at - start < 3 or not ISSUER_END.search(piece[start:at]) or BRANCH.match(piece[at:]):
            continue
        rest = piece[at:]
        known = piece[start:at] in central_bodies()
        longer = any(piece[start : at + n] in central_bodies() for n in range(1, 14))
        begins = regions.place_at(rest) or regions.stem_at(rest) or _central_at(rest)
        if begins and not longer and (known or _may_issue(piece[start:at])):
            names.append(piece[start:at])
            start = at
    return [*names, piece[start:]]


def _central_at(words: str) -> bool:
    return any(words[:n] in central_bodies() for n in range(2, 24)) or bool(CENTRAL_START.match(words))


def _issuers(head: str, signatures: Sequence[_Signature]) -> tuple[str, ...]:
    """Who signs; else who heads the document; else who had it printed."""
    signed = [s for s in signatures if not s.printed]
    if signed:
        return signed[-1].issuers
    for line in head.split("\n"):
        if match := HEAD_LINE.match(_squeeze(line)):
            return (match["body"],)
    for line in head.split("\n"):
        words = _squeeze(line)
        own = re.match(
            r"(?P<body>[\u4e00-\u9fff]{3,40}?(?:厅|局|委员会|府|部|会|办公室|院|小组))(?=关于|$)", words
        )
        if own and ISSUER_END.search(own["body"]) and not SALUTATION.match(words):
            return tuple(_run_together(own["body"]))
    return signatures[-1].issuers if signatures else ()


def _issued_on(text: str, signatures: Sequence[_Signature]) -> date | None:
    """When it was written: the date of the signature, else one on a line of its own, else of printing."""
    signed = [s.on for s in signatures if not s.printed]
    if signed:
        return signed[-1]
    for match in DATE.finditer(text):
        alone = not _line_before(text, match.start()).strip("（( ") and DATE_BEHIND.match(text, match.end())
        if alone and not match["printed"] and (day := _day(match)):
            return day
    printed = [_day(match) for match in DATE.finditer(text) if match["printed"]]
    return next((day for day in reversed(printed) if day), None)


def _places_in(name: str) -> list[str]:
    """The places that lead a name, outermost first: 澜宁市临溪区人民政府 → 澜宁市, 临溪区."""
    places: list[str] = []
    rest, known = re.sub(r"^中共|^共青团", "", name), True
    while rest:
        place = regions.place_at(rest)
        # A place that the register lacks stands at the head, or under another such one.
        if place is None and (not places or not known) and (match := _PLACE.match(rest)):
            place = match["name"]
        if place is None:
            break
        places.append(place)
        rest = rest[len(place) :]
        known = known and place in regions.by_name()
    return places


def _region(issuers: Sequence[str], title: str | None, text: str) -> str | None:
    for issuer in issuers:
        if places := _places_in(issuer):
            return places[-1]
        if BRANCH.search(issuer) and (place := identify(issuer, collective=False, national=False).place):
            return place
        if NATIONAL.match(issuer) or issuer in central_bodies():
            return regions.NATION
    if issuers and (stem := regions.stem_at(issuers[0])):
        return regions.stems()[stem].name
    if title:
        after_year = re.sub(r"^(?:关于)?(?:印发)?(?:(?:19|20)\d{2}年)?", "", title)
        place = regions.place_at(after_year) or next((p for p in [regions.place_at(title)] if p), None)
        if place or ((match := _PLACE.match(after_year)) and (place := match["name"])):
            return place
    return _spoken_of(text)


def _spoken_of(text: str) -> str | None:
    """The place that a text without an issuer speaks of as its own: 我省 with the one province it names.

    Its bodies, cited plans and place names tell which: names in full, provinces and cities also
    without their suffix, and for a province the cities of it.
    """
    levels = Counter(m["level"] or m["whole"] for m in OWN_PLACE.finditer(text))
    if not levels:
        return None
    level = levels.most_common(1)[0][0]
    named: Counter[str] = Counter()
    for match in re.finditer(r"[\u4e00-\u9fff]{2,6}[省市县区州盟旗]", text):
        for size in range(len(match.group()), 2, -1):
            if rows := regions.by_name().get(match.group()[-size:]):
                if rows[0].name.endswith(level):
                    named[rows[0].name] += 1
                elif level == "省" and rows[0].level == "市" and rows[0].parent in regions.by_code():
                    named[regions.by_code()[rows[0].parent].name] += 1
                break
    stems = {stem: place.name for stem, place in regions.stems().items() if place.name.endswith(level)}
    if stems:
        named.update(stems[m.group()] for m in re.finditer("|".join(map(re.escape, stems)), text))
    best = named.most_common(2)
    if best and (len(best) == 1 or best[0][1] > best[1][1]):
        return best[0][0]
    return None


def _code(region: str | None) -> str | None:
    """The region's code where its name stands for one place only."""
    if region == regions.NATION:
        return None
    codes = {place.code for place in regions.by_name().get(region or "", ())}
    return codes.pop() if len(codes) == 1 else None


def _year(title: str | None, issued_on: date | None) -> tuple[int | None, tuple[int, int] | None]:
    span = SPAN.search(title or "")
    period = (int(span["first"]), int(span["last"])) if span else None
    without = SPAN.sub("", title or "")
    years = {int(m["year"]) for m in YEAR.finditer(without)}
    if len(years) == 1 and period is None:
        return years.pop(), period
    if issued_on:
        return issued_on.year, period
    return (period[0] if period else None), period


def _draft(head: str, title: str | None) -> str | None:
    match = DRAFT.search(title or "") or re.search(r"（(征求意见稿|送审稿|讨论稿|报批稿|印发稿|草案)）", head)
    return match.group().strip("（）") if match else None


def _cites(text: str, title: str | None) -> list[Cite]:
    """Documents named beside 根据, 落实, 转发 …; each once, where it is first named."""
    found: list[Cite] = []
    own = re.sub(r"\s", "", title or "")
    for sentence in SENTENCE.finditer(text):
        relation: str | None = None
        at = sentence.start()
        for match in CITED.finditer(text, *sentence.span()):
            between = text[at : match.start()]
            if PASSED_ON.search(between):
                relation = "转发"
            elif BASIS.search(between):
                relation = "依据"
            elif not re.fullmatch(r"[、和及与，以\s]*(?:及其他)?", between):
                relation = None
            behind = text[match.end() : match.end() + 20]
            if "废止" in behind:
                relation = "废止"
            at = match.end()
            cited = _squeeze(match["title"].replace("\n", ""))
            if relation is None or re.sub(r"\s", "", cited) == own:
                continue
            if any(cite.title == cited for cite in found):
                continue
            number = re.sub(r"\s", "", match["number"]) if match["number"] else None
            found.append(Cite(relation, cited, number, match.group(), match.start(), match.end()))
    return found
