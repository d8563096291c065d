"""Questions in Chinese (and simple English), read without a language model.

The same question on the same graph always gets the same answer. A question is answered only if
one form accounts for all its words (`intents`); what was read into it is said (`assumptions`).

    text → directory → reading (intents, bodies, campaigns) → fetch (rows, parting) → sentences
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal
from urllib.parse import urlencode

from api.questions import sentences
from api.questions.answer import (
    Answer,
    AnyRow,
    Assumption,
    BodyRow,
    CampaignRow,
    ChangedTaskRow,
    CitationRow,
    DocumentRow,
    EditionRow,
    PartnerRow,
    RegionRow,
    SharedTaskRow,
    SuccessionRow,
    TaskRow,
    YearRow,
)
from api.questions.directory import Directory, Place, read_directory
from api.questions.documents import find_papers
from api.questions.fetch import Fetched, fetch, merged
from api.questions.follow_ups import follow
from api.questions.own_unit import Desk, from_desk
from api.questions.parser import Missing, Reading, Understood, read_question
from api.questions.suggest import nearest_questions, with_near_bodies
from api.questions.text import wording
from api.questions.topics import not_printed
from api.service.limits import Total, told_total
from core.errors import BadParameter
from graph.queries.catalogue import find_query
from graph.store import GraphStore

__all__ = ["Answer", "answer"]

_READINGS: Final = 12
"""More readings than these are counted, but not shown."""


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
    asked = Asked(question, region, year, limit, _offset(cursor), context)
    directory = read_directory(store)
    within = _places(directory, region)
    when = today or date.today()
    if directory.is_empty:
        wording(question, year, when)
        return _empty(sentences.NO_GRAPH)
    at_desk = from_desk(directory, question, own_unit)
    if isinstance(at_desk, Desk):
        said = sentences.own_unit(at_desk.word) if own_unit is None else sentences.no_such_own_unit(own_unit)
        return _unread(said, _from_desk(directory, question, at_desk.word))
    worded = wording(at_desk.question, year, when)
    read: Understood | Missing | None = None
    if context is not None:
        earlier = from_desk(directory, context, own_unit)
        before = wording(context if isinstance(earlier, Desk) else earlier.question, None, when)
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
    read = replace(read, assumptions=at_desk.assumptions + read.assumptions)
    if worded.year is not None and worded.year not in directory.years:
        told = sentences.no_such_year(worded.year, directory.years)
        return _empty(told, intent=read.intent.name, assumptions=read.assumptions)
    return _answered(store, directory, read, asked)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what was given beside it."""

    question: str
    region: str | None
    year: int | None
    limit: int
    offset: int
    context: str | None

    def page(self, offset: int) -> str:
        """The URL of the rows from `offset` on."""
        beside = {"region": self.region, "year": self.year, "context": self.context}
        given = {name: value for name, value in beside.items() if value is not None}
        asked = {"q": self.question, **given, "limit": self.limit, "cursor": f"r{offset}"}
        return f"/api/v1/ask?{urlencode(asked)}"


def _offset(cursor: str | None) -> int:
    if cursor is None:
        return 0
    if not (cursor.startswith("r") and cursor[1:].isdecimal() and len(cursor) < _LONGEST_CURSOR):
        raise BadParameter("cursor", "不是本服务给出的游标；请照用上一页的 next")
    return int(cursor[1:])


_LONGEST_CURSOR: Final = 8


def _places(directory: Directory, region: str | None) -> tuple[Place, ...]:
    if region is None:
        return ()
    places = directory.place(region)
    if not places:
        known = "、".join(sorted({place.name for place in directory.places})[:20])
        raise BadParameter("region", f"图中没有地区“{region}”；已有的地区是{known or '（无）'}")
    return places


def _answered(store: GraphStore, directory: Directory, read: Understood, asked: Asked) -> Answer:
    told = [(reading, fetch(store, directory, reading)) for reading in _by_region(read.readings)[:_READINGS]]
    if len(told) > 1 and all(reading.number or reading.paper for reading, _ in told):
        told = [one for one in told if one[1].rows] or told[:1]
    several = len(read.readings) > 1 and len(told) > 1
    share = max(1, asked.limit // len(told))
    at = 0 if several else asked.offset
    rows = [row for _, fetched in told for row in fetched.rows[at : at + share]]
    first_reading, first = told[0]
    held = len(first.rows)
    total: Total | None = None if several else told_total(held)
    more = not several and at + asked.limit < held
    return Answer(
        status=_status(rows, several=several),
        intent=read.intent.name,
        query=first.query,
        parameters=merged([fetched.parameters for _, fetched in told]),
        cypher=find_query(first.query).render(first.parameters),
        assumptions=[*read.assumptions, *_parted(told)],
        answer=_said(read, told),
        columns=list(_row_type(read, rows).model_fields),
        rows=rows,
        total=total,
        next=asked.page(at + asked.limit) if more else None,
        evidence=[proof for row in rows for proof in row.evidence],
        alternatives=[reading.question for reading, _ in told] if several else _instead(first_reading, first),
        context=read.frame.question if read.frame is not None else None,
    )


def _by_region(readings: Sequence[Reading]) -> list[Reading]:
    """Readings of one region side by side; what their names are not of is sorted by the place asked for."""

    def order(reading: Reading) -> tuple[str, str, str]:
        region = reading.body.region_name if reading.body else reading.place.name if reading.place else ""
        name = reading.body.name if reading.body else ""
        return region, name, reading.question

    return sorted(readings, key=order)


def _status(rows: Sequence[AnyRow], *, several: bool) -> Literal["answered", "ambiguous", "empty"]:
    if not rows:
        return "empty"
    return "ambiguous" if several else "answered"


def _said(read: Understood, told: Sequence[tuple[Reading, Fetched]]) -> str:
    if len(told) == 1:
        return sentences.sentence(*told[0])
    left_out = len(read.readings) - _READINGS
    more = f"另有 {left_out} 个没有列出。" if left_out > 0 else ""
    return sentences.ambiguous(told) + more


def _parted(told: Sequence[tuple[Reading, Fetched]]) -> list[Assumption]:
    return [
        Assumption(
            said=reading.words or "",
            read_as="、".join(fetched.parts),
            why="没有任务连着写这几个字，按依次写到这些词的任务查找",
        )
        for reading, fetched in told
        if fetched.parts
    ]


def _instead(reading: Reading, fetched: Fetched) -> list[str]:
    """Where there are no rows: the question for any role, or else for any year."""
    if fetched.rows:
        return []
    if fetched.said is not None or reading.topic or reading.due or reading.paper:
        return []
    if not fetched.counts:
        return [reading.question.removeprefix(f"{reading.year}年")] if reading.year is not None else []
    if reading.body is not None:
        return [f"{reading.body.region_name}的{reading.body.name}有哪些任务"]
    if reading.words is not None:
        return [f"{reading.words}归谁管"]
    if reading.operation is not None:
        return [f"哪些单位参加{reading.operation.name}"]
    return []


_ROWS: Final[Mapping[str, type[AnyRow]]] = {
    "graph_documents": DocumentRow,
    "agency_documents": DocumentRow,
    "graph_bodies": BodyRow,
    "graph_campaigns": CampaignRow,
    "agency_campaigns": CampaignRow,
    "agency_campaigns_led": CampaignRow,
    "graph_regions": RegionRow,
    "graph_years": YearRow,
    "busiest": BodyRow,
    "busiest_leads": BodyRow,
    "busiest_assists": BodyRow,
    "document_cites": CitationRow,
    "document_cited_by": CitationRow,
    "agency_partners": PartnerRow,
    "agency_helpers": PartnerRow,
    "agency_helped": PartnerRow,
    "agency_changes": ChangedTaskRow,
    "campaign_years": EditionRow,
    "lineage_after": SuccessionRow,
    "lineage_before": SuccessionRow,
    "campaign_bodies": BodyRow,
}
"""The rows of an intent that has none."""


def _row_type(read: Understood, rows: Sequence[AnyRow]) -> type[AnyRow]:
    if rows:
        return type(rows[0])
    first = read.readings[0]
    if first.partner is not None:
        return SharedTaskRow
    if read.intent.slots == ("subject",) and first.operation is not None and first.words is None:
        return BodyRow
    return _ROWS.get(read.intent.name, TaskRow)


def _missing(directory: Directory, missing: Missing, asked: str) -> Answer:
    if missing.kind == "body":
        said = sentences.no_such_body(missing.said)
        instead = with_near_bodies(directory, asked, missing.said)
    elif missing.kind == "document":
        said = sentences.no_such_document(missing.said.strip("《》"))
        instead = []
    else:
        said = sentences.no_such_campaign(missing.said, sorted({o.name for o in directory.operations}))
        instead = []
    return _empty(
        said, intent=missing.intent.name, alternatives=instead or nearest_questions(directory, asked)
    )


def _not_read(directory: Directory, asked: str, titles: Sequence[str]) -> Answer:
    nearest = nearest_questions(directory, asked)
    unknown = [title for title in titles if find_papers(directory, title) is None]
    if unknown:
        return _empty(sentences.no_such_document(unknown[0]), alternatives=nearest)
    topic = not_printed(asked)
    if topic is not None:
        return _empty(sentences.not_printed(topic), alternatives=nearest)
    return _unread(sentences.NOT_UNDERSTOOD, nearest)


def _from_desk(directory: Directory, asked: str, desk: str) -> list[str]:
    """The asked question with names of bodies in place of 我局, where it can be read so."""
    named = with_near_bodies(directory, asked, desk, at_least=0)
    today = date.today()
    readable = [one for one in named if read_question(directory, wording(one, None, today), ())]
    return readable or nearest_questions(directory, asked)


def _empty(
    said: str,
    *,
    intent: str | None = None,
    assumptions: Sequence[Assumption] = (),
    alternatives: Sequence[str] = (),
) -> Answer:
    return _without_rows("empty", said, intent, assumptions, alternatives)


def _unread(said: str, alternatives: Sequence[str]) -> Answer:
    return _without_rows("not_understood", said, None, (), alternatives)


def _without_rows(
    status: Literal["empty", "not_understood"],
    said: str,
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
        answer=said,
        columns=[],
        rows=[],
        total=0 if status == "empty" else None,
        next=None,
        evidence=[],
        alternatives=list(alternatives),
        context=None,
    )
