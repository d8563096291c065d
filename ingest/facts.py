"""What a document says of itself: title, number, issuer, region, year, dates, rules, cited documents.

The rules are the annotation guide's, "Document facts". A fact that the text does not print stays
None; no other fact fills in for it, but for the year.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from ingest import regions
from ingest.agencies import central_bodies, identify
from ingest.clauses import lexicon
from ingest.clauses.locate import Clause
from ingest.document import Cite, Facts
from ingest.signatures import (
    BRANCH,
    NATIONAL,
    PLACE,
    issued_on_of,
    issuers_of,
    places_in,
    signatures_in,
    squeeze,
)
from ingest.structure import Structure
from ingest.titles import YEAR, number_of_document, title_of

HEAD_MOST = 20_000  # facts stand in the first pages, also of a text without headings
OWN_PLACE = re.compile(r"我(?P<level>省|市|县|区|州|盟|旗)|全(?P<whole>省|市|县|区|州|盟)")
SPAN = re.compile(
    r"(?P<first>(?:19|20)\d{2})\s*年?\s*(?:—+|–|-|－|~|～|至|到)\s*(?P<last>(?:19|20)\d{2})\s*年?"
)
DRAFT = re.compile(r"征求意见稿|送审稿|讨论稿|报批稿|印发稿|草案|试行|暂行")
CITED = re.compile(
    r"《(?P<title>[^《》]{2,120}(?:[《<〈][^《》<>〈〉]*[》>〉][^《》]*)*)》(?:[（(](?P<number>[^（）()]{2,20}[〔\[（(【]\d{4}[〕\]）)】]\s*(?:第)?\d+\s*号)[）)])?"
)
BASIS = re.compile(r"根据|依据|按照|依照|遵照|落实|贯彻|执行|参照")
PASSED_ON = re.compile(r"转发")
SENTENCE = re.compile(r"[^。；\n]+")


def find(text: str, structure: Structure, clauses: Sequence[Clause]) -> Facts:
    """The facts of a document, from its head, its signature and the sentence that issues it."""
    head_end = structure.nodes[0].start if structure.nodes else len(text)
    head_end = min(head_end, HEAD_MOST)
    head = text[:head_end]
    title = title_of(head)
    signatures = signatures_in(text)
    issuers = issuers_of(head, signatures)
    region = _region(issuers, title, text)
    issued_on = issued_on_of(text, signatures)
    year, period = _year(title, issued_on)
    readings = [clause.reading for clause in clauses]
    return Facts(
        title=title,
        doc_number=number_of_document(text, head_end),
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
    match = lexicon.rule_in(text, 0, len(text))
    return match.start() if match else None


def body_start(text: str, after: int, before: int) -> int:
    """Where the paragraph begins that a clause closes, in a document without headings: not before `after`."""
    line = max(after, text.rfind("\n", after, before) + 1)
    if not text[line:before].strip():
        line = max(after, text.rfind("\n", after, max(line - 1, after)) + 1)
    return line


def _rule(text: str) -> str | None:
    match = lexicon.rule_in(text, 0, len(text))
    return match.group().strip("，,。；; ") if match else None


def _region(issuers: Sequence[str], title: str | None, text: str) -> str | None:
    for issuer in issuers:
        if places := places_in(issuer):
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
        if place or ((match := PLACE.match(after_year)) and (place := match["name"])):
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
            cited = squeeze(match["title"].replace("\n", ""))
            if relation is None or re.sub(r"\s", "", cited) == own:
                continue
            if any(cite.title == cited for cite in found):
                continue
            number = re.sub(r"\s", "", match["number"]) if match["number"] else None
            found.append(Cite(relation, cited, number, match.group(), match.start(), match.end()))
    return found
