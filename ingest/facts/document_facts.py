"""What a document says of itself: title, number, issuer, region, year, dates, rules, cited documents.

The rules are the annotation guide's, "Document facts". A fact that the text does not print stays
None; only the year may come from the date, and the region from the file's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from ingest.clauses.locate import Clause
from ingest.document import Cite, Facts
from ingest.facts import home_region
from ingest.facts.signatures import issued_on_of, issuers_of, signatures_in, squeeze
from ingest.facts.titles import YEAR, number_of_document, title_of
from ingest.lexicon import clause_forms
from ingest.registers import regions
from ingest.structure.headings import Structure

HEAD_MOST = 20_000  # facts stand in the first pages, also of a text without headings
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


def find(text: str, structure: Structure, clauses: Sequence[Clause], source: str = "") -> Facts:
    """The facts of a document, from its head, its signature and the sentence that issues it.

    `source`, the file's name, may tell its place where the text does not.
    """
    head_end = structure.nodes[0].start if structure.nodes else len(text)
    head_end = min(head_end, HEAD_MOST)
    head = text[:head_end]
    title = title_of(head)
    signatures = signatures_in(text)
    issuers = issuers_of(head, signatures)
    issued_on = issued_on_of(text, signatures)
    year, period = _year(title, issued_on)
    number = number_of_document(text, head_end)
    region = home_region.region_of(issuers, number, title, text, source)
    wider = home_region.wider_regions(issuers, number, title, source)
    parsed_clauses = [clause.parsed for clause in clauses]
    return Facts(
        title=title,
        doc_number=number,
        draft=_draft(head, title),
        issuer="、".join(issuers) or None,
        issuers=issuers,
        region=region,
        region_code=home_region.code_of(region, year, wider),
        level=regions.level_of(region) if region else None,
        year=year,
        period=period,
        issued_on=issued_on,
        rule=next((r.rule for r in parsed_clauses if r.rule), None) or _rule(text),
        default_parties=next((r.default_parties for r in parsed_clauses if r.default_parties), None),
        cites=tuple(_cites(text, title)),
    )


def rule_start(text: str) -> int | None:
    """Where the document says that the agency listed first leads; None where it does not."""
    match = clause_forms.rule_in(text, 0, len(text))
    return match.start() if match else None


def paragraph_start(text: str, after: int, before: int) -> int:
    """Where the paragraph begins that a clause closes, in a document without headings: not before `after`."""
    line = max(after, text.rfind("\n", after, before) + 1)
    if not text[line:before].strip():
        line = max(after, text.rfind("\n", after, max(line - 1, after)) + 1)
    return line


def _rule(text: str) -> str | None:
    match = clause_forms.rule_in(text, 0, len(text))
    return match.group().strip("，,。；; ") if match else None


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


def _with_titles(text: str) -> Iterator[re.Match[str]]:
    """The sentences that print a title; looked for from their 《, which are few."""
    end = 0
    while (mark := text.find("《", end)) >= 0:
        begin = max(text.rfind(stop, end, mark) for stop in "。；\n") + 1
        sentence = SENTENCE.match(text, max(begin, end))
        assert sentence is not None  # the mark itself stands in it
        yield sentence
        end = sentence.end()


def _cites(text: str, title: str | None) -> list[Cite]:
    """Documents named beside 根据, 落实, 转发 …; each once, where it is first named."""
    cites: list[Cite] = []
    own = re.sub(r"\s", "", title or "")
    for sentence in _with_titles(text):
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
            if any(cite.title == cited for cite in cites):
                continue
            number = re.sub(r"\s", "", match["number"]) if match["number"] else None
            cites.append(Cite(relation, cited, number, match.group(), match.start(), match.end()))
    return cites
