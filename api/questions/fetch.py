"""The rows of one reading: which query is run, with what, and what of its rows is shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final, TypeVar

from api.models.evidence import Evidence
from api.questions.answer import AnyRow, BodyRow, ParameterValue, TaskRow
from api.questions.directory import Directory
from api.questions.grammar import Asked
from api.questions.parser import Reading
from api.questions.rows import Counts, counts, duty, duty_of, enrolled, part, plain, proof, shared
from api.questions.text_search import FoundByWords, find_by_words
from api.service.labels import COUNT_COLUMNS, ROLE_WORDS, role_order
from api.service.limits import EXACT_TOTAL
from core.folding import fold
from core.rows import Row, Value, number, text
from graph.records import ROLES, Basis, Role
from graph.store import GraphStore

AT_MOST: Final = EXACT_TOTAL + 1
"""Rows that are read: one more than a total counts."""

_BODY_ROWS: Final = 20_000
"""Rows of campaigns/bodies that are read; a body has up to nine."""

_PROOFS: Final = 3
_PROVED: Final = 50
"""Bodies that get their evidence by a search of their own, where the campaign's first tasks hold none."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What one reading gives.

    `tasks` counts the tasks of the rows, or those found by words before roles were looked at.
    `counts` are distinct tasks by role and basis, those that the reading does not list among them;
    for the bodies of a campaign they are bodies.
    `parts` are the words that were looked for, where no task holds the phrase as said.
    `said` is the sentence, where the rows are best told by who fetched them.
    """

    query: str
    parameters: Mapping[str, ParameterValue]
    rows: tuple[AnyRow, ...]
    tasks: int
    counts: Counts = field(default_factory=dict)
    parts: tuple[str, ...] = ()
    said: str | None = None


def fetch(store: GraphStore, directory: Directory, reading: Reading) -> Fetched:
    """The rows of a reading, up to one more than a total counts; those that lead come first."""
    from api.questions import fetch_graph, fetch_records, fetch_tasks, lineage

    name = reading.intent.name
    for special in (fetch_tasks.FETCHED, fetch_graph.FETCHED, fetch_records.FETCHED, lineage.FETCHED):
        if name in special:
            return special[name](store, directory, reading)
    if reading.partner is not None:
        return _of_pair(store, reading)
    if reading.body is not None:
        return _of_agency(store, directory, reading)
    if reading.words is not None or reading.operation is None:
        return _by_words(store, directory, reading)
    if name == "campaign_tasks":
        return _of_campaign(store, reading)
    return _bodies_of_campaign(store, reading)


def _of_agency(store: GraphStore, directory: Directory, reading: Reading) -> Fetched:
    body = given(reading.body)
    asked = reading.intent.asked
    tally: Counts = {}
    found: list[TaskRow] = []
    shown: list[dict[str, ParameterValue]] = []
    for narrow in each_filter(directory, reading):
        about: dict[str, Value] = {"agency": body.id, **narrow}
        if reading.intent.name == "agency_alone":
            about["listed"] = 1
        own = counts(store.read("agencies/tasks_by_role", about))
        for held, tasks in own.items():
            tally[held] = tally.get(held, 0) + tasks
        rows = list(_duties(store, about, own))
        led = {row["task"] for row in rows if row["role"] == "lead"}
        found += [
            duty_of(body, row)
            for row in rows
            if asked.takes(*part(row))
            and (reading.intent.name != "agency_not_leading" or row["task"] not in led)
        ]
        shown.append(plain(about | _asked_filter(asked)))
    found.sort(key=lambda row: role_order(row.role, row.basis) if row.role else 0)
    return Fetched(
        "agencies/tasks",
        merged(shown),
        tuple(found[:AT_MOST]),
        tasks=len({row.task_id for row in found}),
        counts=tally,
    )


def merged(every: Sequence[Mapping[str, ParameterValue]]) -> dict[str, ParameterValue]:
    """The parameters of several runs: one value where they agree, a list where they differ."""
    found: dict[str, ParameterValue] = {}
    for name in dict.fromkeys(name for parameters in every for name in parameters):
        values = list(dict.fromkeys(str(p[name]) for p in every if name in p))
        found[name] = values if len(values) > 1 else next(p[name] for p in every if name in p)
    return found


def _duties(store: GraphStore, about: Mapping[str, Value], tally: Counts) -> Iterator[Row]:
    """All duties of a body, in one query; of one with very many, by role, so that no lead is cut off."""
    if sum(tally.values()) <= EXACT_TOTAL:
        yield from store.read("agencies/tasks", {**about, "limit": AT_MOST})
        return
    for role, basis in tally:
        yield from store.read("agencies/tasks", {**about, **_role_filter(role, basis), "limit": AT_MOST})


def _of_pair(store: GraphStore, reading: Reading) -> Fetched:
    left, right = given(reading.body), given(reading.partner)
    about: dict[str, Value] = {"left": left.id, "right": right.id, **filters(reading)}
    if reading.intent.partner is not None:
        about["left_roles"] = list[Value](reading.intent.asked.roles)
        about["right_roles"] = list[Value](reading.intent.partner.roles)
    found = store.read("agencies/shared_tasks", about | {"limit": AT_MOST})
    rows = tuple(shared(left, right, row) for row in found)
    return Fetched("agencies/shared_tasks", plain(about), rows, tasks=len({row.task_id for row in rows}))


def _of_campaign(store: GraphStore, reading: Reading) -> Fetched:
    about = _campaign(reading)
    tasks: dict[str, list[Row]] = defaultdict(list)
    for row in store.read("campaigns/tasks", about | {"limit": AT_MOST}):
        tasks[text(row, "task")].append(row)
    rows = tuple(enrolled(mentions) for mentions in tasks.values())
    shown = plain(about)
    return Fetched("campaigns/tasks", shown, rows, tasks=len(rows))


def _bodies_of_campaign(store: GraphStore, reading: Reading) -> Fetched:
    about = _campaign(reading)
    asked = reading.intent.asked
    named: dict[str, Row] = {}
    parts: dict[str, Counts] = defaultdict(dict)
    bodies: Counts = defaultdict(int)
    for row in store.read("campaigns/bodies", about | {"limit": _BODY_ROWS}):
        bodies[part(row)] += 1
        if asked.takes(*part(row)):
            named[text(row, "agency")] = row
            parts[text(row, "agency")][part(row)] = number(row, "tasks")
    first = sorted(parts, key=lambda agency: ([-parts[agency].get(p, 0) for p in ROLE_WORDS], agency))
    wanted = about | {"roles": list[Value](asked.roles), "limit": AT_MOST}
    proofs = _proofs(store, wanted, asked)
    for agency in first[:_PROVED]:
        if agency not in proofs:
            proofs[agency] = _first_proofs(store, wanted | {"agency": agency}, asked)
    rows = tuple(
        BodyRow.model_validate(
            {"agency_id": agency, "agency": named[agency]["name"], "region": named[agency]["region_name"]}
            | {COUNT_COLUMNS[p]: tasks for p, tasks in parts[agency].items()}
            | {"evidence": proofs.get(agency, [])}
        )
        for agency in first[:AT_MOST]
    )
    return Fetched(
        "campaigns/bodies",
        plain(about | _asked_filter(asked)),
        rows,
        tasks=0,
        counts=dict(bodies),
    )


def _proofs(store: GraphStore, wanted: Mapping[str, Value], asked: Asked) -> dict[str, list[Evidence]]:
    """The printed words of each body's first tasks, from the first tasks of the campaign that fit."""
    proofs: dict[str, list[Evidence]] = defaultdict(list)
    for row in store.read("campaigns/duties", wanted):
        own = proofs[text(row, "agency")]
        if asked.takes(*part(row)) and len(own) < _PROOFS:
            own.append(proof(row))
    return {agency: own for agency, own in proofs.items() if own}


def _first_proofs(store: GraphStore, wanted: Mapping[str, Value], asked: Asked) -> list[Evidence]:
    """The printed words of one body's first tasks of the campaign that fit."""
    fitting = (row for row in store.read("agencies/tasks", wanted) if asked.takes(*part(row)))
    return [proof(row) for row in islice(fitting, _PROOFS)]


def _by_words(store: GraphStore, directory: Directory, reading: Reading) -> Fetched:
    words = given(reading.words)
    takes = reading.intent.asked.takes
    every = by_words(store, directory, reading)
    held = [row for found in every for row in found.rows]
    duties = [row for row in held if row["agency"] is not None]
    rows = sorted(
        (duty(row) for row in duties if takes(*part(row))),
        key=lambda row: role_order(row.role, row.basis) if row.role else 0,
    )
    tally: Counts = defaultdict(int)
    for own in {(row["task"], part(row)) for row in duties}:
        tally[own[1]] += 1
    parts = next((found.parts for found in every if found.rows), every[0].parts)
    return Fetched(
        "tasks/with_duties",
        merged([plain(found.parameters) for found in every]),
        tuple(rows),
        tasks=len({row["task"] for row in held}),
        counts=dict(tally),
        parts=() if parts == (fold(words),) else parts,
    )


def by_words(store: GraphStore, directory: Directory, reading: Reading) -> list[FoundByWords]:
    """The tasks that hold the words of a reading, under each of its filters."""
    words = given(reading.words)
    return [find_by_words(store, words, narrow, AT_MOST) for narrow in each_filter(directory, reading)]


def filters(reading: Reading) -> dict[str, Value]:
    """What narrows the tasks of a reading, but for its deadline."""
    found: dict[str, Value] = {}
    if reading.year is not None:
        found["year"] = reading.year
    if reading.place is not None:
        found["region"] = reading.place.id
    if reading.paper is not None:
        found["document"] = reading.paper.id
    if reading.operation is not None:
        found["campaign"] = reading.operation.id
    if reading.edition is not None:
        found["edition"] = reading.edition
    if reading.topic is not None:
        found["word"] = fold(reading.topic)
    return found


def each_filter(directory: Directory, reading: Reading) -> list[dict[str, Value]]:
    """The filters of the runs that together answer: one, or one a year for a date without a year."""
    if reading.due is None:
        return [filters(reading)]
    years = [reading.paper.year] if reading.paper is not None and reading.paper.year else directory.years
    return [{**filters(reading), **due} for due in reading.due.filters(reading.year, list(years))]


def _campaign(reading: Reading) -> dict[str, Value]:
    given(reading.operation)
    return filters(reading)


def _role_filter(role: Role, basis: Basis | None) -> dict[str, Value]:
    return {"roles": [role]} if basis is None else {"roles": [role], "basis": basis}


def _asked_filter(asked: Asked) -> dict[str, Value]:
    if asked.roles == ROLES:
        return {}
    basis: dict[str, Value] = {} if asked.bases is None else {"basis": asked.bases[0]}
    return {"roles": list[Value](asked.roles), **basis}


def given(value: T | None) -> T:
    """What an intent is about, which its reading holds."""
    if value is None:
        raise ValueError("a reading lacks what its intent is about")
    return value
