"""Questions in Chinese (and simple English), read without a language model.

The same question on the same graph always gets the same answer. A question is answered only if
one form accounts for all its words (`intents`); what was read into it is said (`assumptions`).

    text → directory → reading (intents, bodies, campaigns) → fetch (rows, parting) → sentences
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, Literal

from api.limits import Total, told_total
from api.questions import sentences
from api.questions.answer import Answer, AnyRow, Assumption, BodyRow, ParameterValue, SharedTaskRow, TaskRow
from api.questions.directory import Directory, Place, read_directory
from api.questions.fetch import Fetched, fetch
from api.questions.reading import Missing, Reading, Understood, read_question
from api.questions.suggest import nearest_questions, with_near_bodies
from api.questions.text import wording
from api.questions.topics import not_printed, own
from graph.catalogue import find_query
from graph.errors import BadParameter
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
    today: date | None = None,
) -> Answer:
    """The answer to a question, with at most `limit` rows.

    `region` is a region's id, code or name; `year` the year of the plans; `today` what 今年 is
    counted from. Raises BadParameter for a region that the graph does not hold, and for a year
    beside a question that names another one.
    """
    directory = read_directory(store)
    within = _places(directory, region)
    worded = wording(question, year, today or date.today())
    if directory.is_empty:
        return _empty(sentences.NO_GRAPH)
    asked = worded.texts[-1]
    desk = own(asked)
    if desk is not None:
        return _unread(sentences.own_unit(desk), _from_desk(directory, asked, desk))
    read = read_question(directory, worded, within)
    match read:
        case None:
            return _not_read(directory, asked)
        case Missing():
            return _missing(directory, read, asked)
    if worded.year is not None and worded.year not in directory.years:
        said = sentences.no_such_year(worded.year, directory.years)
        return _empty(said, intent=read.intent.name, assumptions=worded.assumptions)
    return _answered(store, read, limit)


def _places(directory: Directory, region: str | None) -> tuple[Place, ...]:
    if region is None:
        return ()
    places = directory.place(region)
    if not places:
        known = "、".join(sorted({place.name for place in directory.places})[:20])
        raise BadParameter("region", f"图中没有地区“{region}”；已有的地区是{known or '（无）'}")
    return places


def _answered(store: GraphStore, read: Understood, limit: int) -> Answer:
    told = [(reading, fetch(store, reading)) for reading in _by_region(read.readings)[:_READINGS]]
    several = len(read.readings) > 1
    share = max(1, limit // len(told))
    rows = [row for _, fetched in told for row in fetched.rows[:share]]
    first_reading, first = told[0]
    total: Total | None = None if several else told_total(len(first.rows))
    return Answer(
        status=_status(rows, several=len(told) > 1),
        intent=read.intent.name,
        query=first.query,
        parameters=_merged([fetched.parameters for _, fetched in told]),
        cypher=find_query(first.query).render(first.parameters),
        assumptions=[*read.assumptions, *_parted(told)],
        answer=_said(read, told),
        columns=list(_row_type(read, rows).model_fields),
        rows=rows,
        total=total,
        next=first.listing if not several and len(first.rows) > limit else None,
        evidence=[proof for row in rows for proof in row.evidence],
        alternatives=[reading.question for reading, _ in told]
        if len(told) > 1
        else _instead(first_reading, first),
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


def _merged(every: Sequence[Mapping[str, ParameterValue]]) -> dict[str, ParameterValue]:
    """The parameters of all readings: one value where they agree, a list where they differ."""
    merged: dict[str, ParameterValue] = {}
    for name in dict.fromkeys(name for parameters in every for name in parameters):
        values = list(dict.fromkeys(str(p[name]) for p in every if name in p))
        merged[name] = values if len(values) > 1 else next(p[name] for p in every if name in p)
    return merged


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
    if not fetched.counts:
        return [reading.question.removeprefix(f"{reading.year}年")] if reading.year is not None else []
    if reading.body is not None:
        return [f"{reading.body.region_name}的{reading.body.name}有哪些任务"]
    if reading.operation is not None:
        return [f"哪些单位参加{reading.operation.name}"]
    return [f"{reading.words}归谁管"]


def _row_type(read: Understood, rows: Sequence[AnyRow]) -> type[AnyRow]:
    if rows:
        return type(rows[0])
    if read.readings[0].partner is not None:
        return SharedTaskRow
    return BodyRow if read.readings[0].operation and read.intent.name != "campaign_tasks" else TaskRow


def _missing(directory: Directory, missing: Missing, asked: str) -> Answer:
    if missing.kind == "body":
        said = sentences.no_such_body(missing.said)
        instead = with_near_bodies(directory, asked, missing.said)
    else:
        said = sentences.no_such_campaign(missing.said, sorted({o.name for o in directory.operations}))
        instead = []
    return _empty(
        said, intent=missing.intent.name, alternatives=instead or nearest_questions(directory, asked)
    )


def _not_read(directory: Directory, asked: str) -> Answer:
    nearest = nearest_questions(directory, asked)
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
    )
