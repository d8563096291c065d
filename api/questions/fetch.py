"""The rows of one reading: which query is run, with what, and what of its rows is shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeVar
from urllib.parse import urlencode

from api.columns import number, text
from api.limits import EXACT_TOTAL
from api.models.evidence import Evidence
from api.questions.answer import AnyRow, BodyRow, ParameterValue
from api.questions.intents import Asked
from api.questions.parting import find_by_words
from api.questions.reading import Reading
from api.questions.rows import Counts, counts, duty, duty_of, enrolled, part, plain, proof, shared
from api.words import COUNT_COLUMNS, ROLE_WORDS, role_order
from graph.folding import fold
from graph.records import ROLES, Basis, Role
from graph.store import GraphStore, Row, Value

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
    `listing` is the path under which all the rows, and those behind them, can be read.
    """

    query: str
    parameters: Mapping[str, ParameterValue]
    rows: tuple[AnyRow, ...]
    tasks: int
    counts: Counts = field(default_factory=dict)
    parts: tuple[str, ...] = ()
    listing: str | None = None


def fetch(store: GraphStore, reading: Reading) -> Fetched:
    """The rows of a reading, up to one more than a total counts; those that lead come first."""
    if reading.partner is not None:
        return _of_pair(store, reading)
    if reading.body is not None:
        return _of_agency(store, reading)
    if reading.operation is None:
        return _by_words(store, reading)
    if reading.intent.name == "campaign_tasks":
        return _of_campaign(store, reading)
    return _bodies_of_campaign(store, reading)


def _of_agency(store: GraphStore, reading: Reading) -> Fetched:
    body = _given(reading.body)
    about: dict[str, Value] = {"agency": body.id, **_filters(reading)}
    tally = counts(store.read("agencies/tasks_by_role", about))
    found = sorted(
        (row for row in _duties(store, about, tally) if reading.intent.asked.takes(*part(row))),
        key=lambda row: role_order(*part(row)),
    )
    rows = tuple(duty_of(body, row) for row in found[:AT_MOST])
    shown = plain(about | _asked_filter(reading.intent.asked))
    return Fetched(
        "agencies/tasks",
        shown,
        rows,
        tasks=len({row.task_id for row in rows}),
        counts=tally,
        listing=_listing(f"/api/v1/agencies/{body.id}/tasks", shown),
    )


def _duties(store: GraphStore, about: Mapping[str, Value], tally: Counts) -> Iterator[Row]:
    """All duties of a body, in one query; of one with very many, by role, so that no lead is cut off."""
    if sum(tally.values()) <= EXACT_TOTAL:
        yield from store.read("agencies/tasks", {**about, "limit": AT_MOST})
        return
    for role, basis in tally:
        yield from store.read("agencies/tasks", {**about, **_role_filter(role, basis), "limit": AT_MOST})


def _of_pair(store: GraphStore, reading: Reading) -> Fetched:
    left, right = _given(reading.body), _given(reading.partner)
    about: dict[str, Value] = {"left": left.id, "right": right.id, **_filters(reading)}
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
    listing = None if reading.edition else _listing("/api/v1/tasks", shown)
    return Fetched("campaigns/tasks", shown, rows, tasks=len(rows), listing=listing)


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
    proofs = _proofs(store, about, asked)
    for agency in first[:_PROVED]:
        if agency not in proofs:
            proofs |= _proofs(store, about | {"agency": agency}, asked)
    rows = tuple(
        BodyRow.model_validate(
            {"agency_id": agency, "agency": named[agency]["name"], "region": named[agency]["region_name"]}
            | {COUNT_COLUMNS[p]: tasks for p, tasks in parts[agency].items()}
            | {"evidence": proofs.get(agency, [])}
        )
        for agency in first[:AT_MOST]
    )
    path = f"/api/v1/campaigns/{_given(reading.operation).id}"
    return Fetched(
        "campaigns/bodies",
        plain(about | _asked_filter(asked)),
        rows,
        tasks=0,
        counts=dict(bodies),
        listing=path,
    )


def _proofs(store: GraphStore, about: Mapping[str, Value], asked: Asked) -> dict[str, list[Evidence]]:
    """The printed words of each body's first tasks, from the first tasks of the campaign that fit."""
    proofs: dict[str, list[Evidence]] = defaultdict(list)
    wanted: dict[str, Value] = {"roles": list[Value](asked.roles), "limit": AT_MOST}
    for row in store.read("campaigns/duties", {**about, **wanted}):
        own = proofs[text(row, "agency")]
        if asked.takes(*part(row)) and len(own) < _PROOFS:
            own.append(proof(row))
    return {agency: own for agency, own in proofs.items() if own}


def _by_words(store: GraphStore, reading: Reading) -> Fetched:
    words = _given(reading.words)
    found = find_by_words(store, words, _filters(reading), AT_MOST)
    takes = reading.intent.asked.takes
    rows = sorted(
        (duty(row) for row in found.rows if takes(*part(row))),
        key=lambda row: role_order(row.role, row.basis) if row.role else 0,
    )
    tally: Counts = defaultdict(int)
    for own in {(row["task"], part(row)) for row in found.rows}:
        tally[own[1]] += 1
    return Fetched(
        "tasks/with_duties",
        plain(found.parameters),
        tuple(rows),
        tasks=len({row["task"] for row in found.rows}),
        counts=dict(tally),
        parts=() if found.parts == (fold(words),) else found.parts,
        listing=_listing("/api/v1/tasks", {"q": " ".join(found.parts)} | plain(_filters(reading))),
    )


def _filters(reading: Reading) -> dict[str, Value]:
    filters: dict[str, Value] = {}
    if reading.year is not None:
        filters["year"] = reading.year
    if reading.place is not None:
        filters["region"] = reading.place.id
    return filters


def _campaign(reading: Reading) -> dict[str, Value]:
    about: dict[str, Value] = {"campaign": _given(reading.operation).id, **_filters(reading)}
    if reading.edition is not None:
        about["edition"] = reading.edition
    return about


def _role_filter(role: Role, basis: Basis | None) -> dict[str, Value]:
    return {"roles": [role]} if basis is None else {"roles": [role], "basis": basis}


def _asked_filter(asked: Asked) -> dict[str, Value]:
    if asked.roles == ROLES:
        return {}
    basis: dict[str, Value] = {} if asked.bases is None else {"basis": asked.bases[0]}
    return {"roles": list[Value](asked.roles), **basis}


def _listing(path: str, parameters: Mapping[str, ParameterValue]) -> str:
    """The list of the API with the same filters; there a role is `role`, a campaign's id `campaign`."""
    own = path.split("/")
    filters = {
        {"roles": "role"}.get(name, name): value for name, value in parameters.items() if value not in own
    }
    return f"{path}?{urlencode(filters, doseq=True)}" if filters else path


def _given(value: T | None) -> T:
    if value is None:
        raise ValueError("a reading lacks what its intent is about")
    return value
