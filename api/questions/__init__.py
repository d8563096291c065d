"""Answers to questions in Chinese (and simple English), parsed by rules without a language model.

The same question on the same graph always gets the same answer. A question is answered only if
one form accounts for all its words (`intents`); what was assumed is stated (`assumptions`).

    text → directory → parsed question (intents, agencies, campaigns) → fetch (rows, parting) → sentences
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal
from urllib.parse import urlencode

from api.models.lists import Total, capped_total
from api.questions import sentences
from api.questions.answer import (
    AgencyRow,
    Answer,
    AnyRow,
    Assumption,
    CampaignRow,
    ChangedTaskRow,
    Chip,
    CitationRow,
    DocumentRow,
    EditionRow,
    FilterValue,
    PartnerRow,
    RegionRow,
    Related,
    RequestShown,
    SharedTaskRow,
    SuccessionRow,
    TaskRow,
    YearRow,
)
from api.questions.directory import Directory, Region, read_directory
from api.questions.documents import find_documents
from api.questions.fetch import fetch
from api.questions.fetched import Fetched, merged
from api.questions.follow_ups import follow
from api.questions.own_unit import UnknownOwnUnit, with_own_unit
from api.questions.parser import Missing, ParsedQuestion, Understood, read_question
from api.questions.suggest import nearest_questions, with_near_agencies
from api.questions.text import wording
from api.questions.topics import not_printed
from core.errors import BadParameter
from graph.queries.catalogue import find_query
from graph.records import ROLES
from graph.selection import FILTERS, Selection
from graph.store import GraphStore

__all__ = ["Answer", "answer"]

_MOST_SHOWN: Final = 12
"""At most so many parsed questions are answered side by side; the others are counted."""


def answer(
    store: GraphStore,
    question: str,
    *,
    region: str | None = None,
    year: int | None = None,
    limit: int = 50,
    cursor: str | None = None,
    context: str | None = None,
    own_unit: str | None = None,
    today: date | None = None,
) -> Answer:
    """The answer to a question, with at most `limit` rows.

    `region` is a region's id, code or name; `year` the year of the plans; `cursor` is that of the
    `next` of the page before. `context` is the question that this one follows, or the `context` of
    its answer. `own_unit` is what 我局 means; `today` what 今年 is counted from. Raises BadParameter
    for a region that the graph does not hold, for a year beside a question that names another one,
    and for a cursor that is none.
    """
    request = QuestionRequest(question, region, year, limit, _offset(cursor), context)
    directory = read_directory(store)
    within = _regions_called(directory, region)
    when = today or date.today()
    if directory.is_empty:
        wording(question, year, when)
        return _empty(sentences.NO_GRAPH)
    named = with_own_unit(directory, question, own_unit)
    if isinstance(named, UnknownOwnUnit):
        sentence = (
            sentences.own_unit(named.word) if own_unit is None else sentences.no_such_own_unit(own_unit)
        )
        return _unread(sentence, _with_near_agencies(directory, question, named.word))
    worded = wording(named.question, year, when)
    read: Understood | Missing | None = None
    if context is not None:
        earlier = with_own_unit(directory, context, own_unit)
        before = wording(context if isinstance(earlier, UnknownOwnUnit) else earlier.question, None, when)
        followed = follow(directory, before, worded, within)
        if followed is not None:
            worded, read = followed
    if read is None:
        read = read_question(directory, worded, within)
    match read:
        case None:
            return _not_read(directory, worded.texts[-1], re.findall("《([^》]+)》", worded.texts[0]))
        case Missing():
            return _missing(directory, read, worded.texts[-1])
    read = replace(read, assumptions=named.assumptions + read.assumptions)
    if worded.year is not None and worded.year not in directory.years:
        sentence = sentences.no_such_year(worded.year, directory.years)
        return _empty(sentence, intent=read.intent.name, assumptions=read.assumptions)
    return _answered(store, directory, read, request)


@dataclass(frozen=True, slots=True)
class QuestionRequest:
    """A question with the parameters of its request."""

    question: str
    region: str | None
    year: int | None
    limit: int
    offset: int
    context: str | None

    def page(self, offset: int) -> str:
        """The URL of the rows from `offset` on."""
        beside = {"region": self.region, "year": self.year, "context": self.context}
        stated = {name: value for name, value in beside.items() if value is not None}
        parameters = {"q": self.question, **stated, "limit": self.limit, "cursor": f"r{offset}"}
        return f"/api/v1/ask?{urlencode(parameters)}"


def _offset(cursor: str | None) -> int:
    if cursor is None:
        return 0
    if not (cursor.startswith("r") and cursor[1:].isdecimal() and len(cursor) < _LONGEST_CURSOR):
        raise BadParameter("cursor", "不是本服务给出的游标；请照用上一页的 next")
    return int(cursor[1:])


_LONGEST_CURSOR: Final = 8


def _regions_called(directory: Directory, region: str | None) -> tuple[Region, ...]:
    if region is None:
        return ()
    regions = directory.regions_called(region)
    if not regions:
        known = "、".join(sorted({region.name for region in directory.regions})[:20])
        raise BadParameter("region", f"图中没有地区“{region}”；已有的地区是{known or '（无）'}")
    return regions


def _answered(store: GraphStore, directory: Directory, read: Understood, request: QuestionRequest) -> Answer:
    fetched_each = [
        (parsed, fetch(store, directory, parsed)) for parsed in _by_region(read.parses)[:_MOST_SHOWN]
    ]
    if len(fetched_each) > 1 and all(parsed.number or parsed.document for parsed, _ in fetched_each):
        fetched_each = [each for each in fetched_each if each[1].rows] or fetched_each[:1]
    several = len(read.parses) > 1 and len(fetched_each) > 1
    share = max(1, request.limit // len(fetched_each))
    at = 0 if several else request.offset
    rows = [row for _, fetched in fetched_each for row in fetched.rows[at : at + share]]
    first_parsed, first = fetched_each[0]
    selections = list(dict.fromkeys(_selection(parsed) for parsed, _ in fetched_each))
    row_count = len(first.rows)
    total: Total | None = None if several else capped_total(row_count)
    more = not several and at + request.limit < row_count
    return Answer(
        status=_status(rows, several=several),
        intent=read.intent.name,
        query=first.query,
        parameters=merged([fetched.parameters for _, fetched in fetched_each]),
        cypher=find_query(first.query).render(first.parameters),
        assumptions=[*read.assumptions, *_parted(fetched_each)],
        answer=_answer_sentence(read, fetched_each),
        columns=list(_row_type(read, rows).model_fields),
        rows=rows,
        total=total,
        next=request.page(at + request.limit) if more else None,
        evidence=[proof for row in rows for proof in row.evidence],
        alternatives=[parsed.question for parsed, _ in fetched_each]
        if several
        else _instead(first_parsed, first),
        context=read.frame.question if read.frame is not None else None,
        request=RequestShown(wanted=read.intent.name, selection=_shown(selections)),
        chips=_chips(selections[0], [parsed for parsed, _ in fetched_each]),
        tasks_url=f"/tasks?{selections[0].to_query()}"
        if len(selections) == 1 and _lists_tasks(rows)
        else None,
    )


def _selection(parsed: ParsedQuestion) -> Selection:
    """The filters of the tasks that a parsed question is about."""
    roles = parsed.intent.parts_listed.roles
    return Selection(
        agency=parsed.agency.id if parsed.agency else None,
        role=roles if parsed.agency is not None and roles != ROLES else (),
        year=(parsed.year,) if parsed.year is not None else (),
        region=(parsed.region.id,) if parsed.region else (),
        campaign=(parsed.campaign.id,) if parsed.campaign else (),
        edition=(parsed.edition,) if parsed.edition else (),
        document=(parsed.document.id,) if parsed.document and parsed.document.loaded else (),
        q=parsed.topic or parsed.words,
    )


def _shown(selections: Sequence[Selection]) -> dict[str, FilterValue]:
    return selections[0].in_force() if len(selections) == 1 else {}


def _chips(selection: Selection, parses: Sequence[ParsedQuestion]) -> list[Chip]:
    names = {
        each.id: each.name
        for parsed in parses
        for each in (parsed.agency, parsed.campaign, parsed.region, parsed.document)
        if each is not None
    }
    if len(parses) > 1:
        return []
    return [
        Chip(
            filter=name,
            label=FILTERS[name].label,
            value="、".join(
                names.get(str(each), FILTERS[name].value_words(each))
                for each in (value if isinstance(value, tuple) else (value,))
            ),
            words="",
            remove=selection.without(name).to_query(),
        )
        for name, value in selection.in_force().items()
    ]


def _lists_tasks(rows: Sequence[AnyRow]) -> bool:
    return bool(rows) and type(rows[0]) is TaskRow


def _by_region(parses: Sequence[ParsedQuestion]) -> list[ParsedQuestion]:
    """Sorted by region, then by agency: those without an agency by the region that was asked for."""

    def order(parsed: ParsedQuestion) -> tuple[str, str, str]:
        region = parsed.agency.region_name if parsed.agency else parsed.region.name if parsed.region else ""
        name = parsed.agency.name if parsed.agency else ""
        return region, name, parsed.question

    return sorted(parses, key=order)


def _status(rows: Sequence[AnyRow], *, several: bool) -> Literal["answered", "ambiguous", "empty"]:
    if not rows:
        return "empty"
    return "ambiguous" if several else "answered"


def _answer_sentence(read: Understood, fetched_each: Sequence[tuple[ParsedQuestion, Fetched]]) -> str:
    if len(fetched_each) == 1:
        return sentences.sentence(*fetched_each[0])
    left_out = len(read.parses) - _MOST_SHOWN
    more = f"另有 {left_out} 个没有列出。" if left_out > 0 else ""
    return sentences.ambiguous(fetched_each) + more


def _parted(fetched_each: Sequence[tuple[ParsedQuestion, Fetched]]) -> list[Assumption]:
    return [
        Assumption(
            said=parsed.words or "",
            read_as="、".join(fetched.parts),
            why="没有任务连着写这几个字，按依次写到这些词的任务查找",
        )
        for parsed, fetched in fetched_each
        if fetched.parts
    ]


def _instead(parsed: ParsedQuestion, fetched: Fetched) -> list[str]:
    """Where there are no rows: the question for any role, or else for any year."""
    if fetched.rows:
        return []
    if fetched.sentence is not None or parsed.topic or parsed.due or parsed.document:
        return []
    if not fetched.counts:
        return [parsed.question.removeprefix(f"{parsed.year}年")] if parsed.year is not None else []
    if parsed.agency is not None:
        return [f"{parsed.agency.region_name}的{parsed.agency.name}有哪些任务"]
    if parsed.words is not None:
        return [f"{parsed.words}归谁管"]
    if parsed.campaign is not None:
        return [f"哪些单位参加{parsed.campaign.name}"]
    return []


_ROWS: Final[Mapping[str, type[AnyRow]]] = {
    "graph_documents": DocumentRow,
    "agency_documents": DocumentRow,
    "graph_bodies": AgencyRow,
    "graph_campaigns": CampaignRow,
    "agency_campaigns": CampaignRow,
    "agency_campaigns_led": CampaignRow,
    "graph_regions": RegionRow,
    "graph_years": YearRow,
    "busiest": AgencyRow,
    "busiest_leads": AgencyRow,
    "busiest_assists": AgencyRow,
    "document_cites": CitationRow,
    "document_cited_by": CitationRow,
    "agency_partners": PartnerRow,
    "agency_helpers": PartnerRow,
    "agency_helped": PartnerRow,
    "agency_changes": ChangedTaskRow,
    "campaign_years": EditionRow,
    "lineage_after": SuccessionRow,
    "lineage_before": SuccessionRow,
    "campaign_bodies": AgencyRow,
}
"""The rows of an intent that has none."""


def _row_type(read: Understood, rows: Sequence[AnyRow]) -> type[AnyRow]:
    if rows:
        return type(rows[0])
    first = read.parses[0]
    if first.partner is not None:
        return SharedTaskRow
    if read.intent.slots == ("subject",) and first.campaign is not None and first.words is None:
        return AgencyRow
    return _ROWS.get(read.intent.name, TaskRow)


def _missing(directory: Directory, missing: Missing, question: str) -> Answer:
    if missing.kind == "agency":
        sentence = sentences.no_such_agency(missing.name)
        instead = with_near_agencies(directory, question, missing.name)
    elif missing.kind == "document":
        sentence = sentences.no_such_document(missing.name.strip("《》"))
        instead = []
    else:
        sentence = sentences.no_such_campaign(missing.name, sorted({o.name for o in directory.campaigns}))
        instead = []
    return _empty(
        sentence, intent=missing.intent.name, alternatives=instead or nearest_questions(directory, question)
    )


def _not_read(directory: Directory, question: str, titles: Sequence[str]) -> Answer:
    nearest = nearest_questions(directory, question)
    unknown = [title for title in titles if find_documents(directory, title) is None]
    if unknown:
        return _empty(sentences.no_such_document(unknown[0]), alternatives=nearest)
    topic = not_printed(question)
    if topic is not None:
        return _empty(sentences.not_printed(topic), alternatives=nearest)
    return _unread(sentences.NOT_UNDERSTOOD, nearest)


def _with_near_agencies(directory: Directory, question: str, word: str) -> list[str]:
    """The asked question with names of agencies in place of 我局, where it can be read so."""
    named = with_near_agencies(directory, question, word, at_least=0)
    today = date.today()
    readable = [each for each in named if read_question(directory, wording(each, None, today), ())]
    return readable or nearest_questions(directory, question)


def _empty(
    sentence: str,
    *,
    intent: str | None = None,
    assumptions: Sequence[Assumption] = (),
    alternatives: Sequence[str] = (),
) -> Answer:
    return _without_rows("empty", sentence, intent, assumptions, alternatives)


def _unread(sentence: str, alternatives: Sequence[str]) -> Answer:
    return _without_rows("not_understood", sentence, None, (), alternatives)


def _without_rows(
    status: Literal["empty", "not_understood"],
    sentence: str,
    intent: str | None,
    assumptions: Sequence[Assumption],
    alternatives: Sequence[str],
) -> Answer:
    return Answer(
        status=status,
        intent=intent,
        query=None,
        parameters={},
        cypher=None,
        assumptions=list(assumptions),
        answer=sentence,
        columns=[],
        rows=[],
        total=0 if status == "empty" else None,
        next=None,
        evidence=[],
        alternatives=list(alternatives),
        context=None,
        related=Related(questions=list(alternatives)) if status == "not_understood" else None,
    )
