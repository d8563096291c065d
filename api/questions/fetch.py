"""The rows of one parsed question: which query is run, with what, and what of its rows is shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final

from api.models.evidence import Evidence
from api.models.lists import EXACT_TOTAL
from api.questions import fetch_graph, fetch_records, fetch_tasks, lineage
from api.questions.answer import AgencyRow, ParameterValue, TaskRow
from api.questions.directory import Directory
from api.questions.fetched import AT_MOST, Fetched, Fetcher, by_words, each_filter, filters, merged, required
from api.questions.grammar import PartFilter
from api.questions.parser import ParsedQuestion
from api.questions.rows import Counts, counts, duty, duty_of, enrolled, part, plain, proof, shared
from core.folding import fold
from core.rows import Row, Value, number, text
from graph.labels import COUNT_COLUMNS, ROLE_WORDS, role_order
from graph.records import ROLES, Basis, Role
from graph.store import GraphStore

_AGENCY_ROWS: Final = 20_000
"""Rows of campaigns/bodies that are read; an agency has up to nine."""

_FETCHERS: Final[Mapping[str, Fetcher]] = {
    **fetch_tasks.FETCHERS,
    **fetch_graph.FETCHERS,
    **fetch_records.FETCHERS,
    **lineage.FETCHERS,
}
"""The intents that have a function of their own; the others are told apart by what fills their slots."""

_PROOFS: Final = 3
_PROVED: Final = 50
"""Agencies that get their evidence by a search of their own, where the campaign's first tasks hold none."""


def fetch(store: GraphStore, directory: Directory, parsed: ParsedQuestion) -> Fetched:
    """The rows of a parsed question, up to one more than a total counts; those that lead come first."""
    name = parsed.intent.name
    if name in _FETCHERS:
        return _FETCHERS[name](store, directory, parsed)
    if parsed.partner is not None:
        return _of_pair(store, parsed)
    if parsed.agency is not None:
        return _of_agency(store, directory, parsed)
    if parsed.words is not None or parsed.campaign is None:
        return _by_words(store, directory, parsed)
    if name == "campaign_tasks":
        return _of_campaign(store, parsed)
    return _agencies_of_campaign(store, parsed)


def _of_agency(store: GraphStore, directory: Directory, parsed: ParsedQuestion) -> Fetched:
    agency = required(parsed.agency)
    parts_listed = parsed.intent.parts_listed
    tally: Counts = {}
    duties: list[TaskRow] = []
    shown: list[dict[str, ParameterValue]] = []
    for narrow in each_filter(directory, parsed):
        about: dict[str, Value] = {"agency": agency.id, **narrow}
        if parsed.intent.name == "agency_alone":
            about["listed"] = 1
        own = counts(store.read("agencies/tasks_by_role", about))
        for part_counted, tasks in own.items():
            tally[part_counted] = tally.get(part_counted, 0) + tasks
        rows = list(_duties(store, about, own))
        led = {row["task"] for row in rows if row["role"] == "lead"}
        duties += [
            duty_of(agency, row)
            for row in rows
            if parts_listed.takes(*part(row))
            and (parsed.intent.name != "agency_not_leading" or row["task"] not in led)
        ]
        shown.append(plain(about | _part_filter(parts_listed)))
    duties.sort(key=lambda row: role_order(row.role, row.basis) if row.role else 0)
    return Fetched(
        "agencies/tasks",
        merged(shown),
        tuple(duties[:AT_MOST]),
        tasks=len({row.task_id for row in duties}),
        counts=tally,
    )


def _duties(store: GraphStore, about: Mapping[str, Value], tally: Counts) -> Iterator[Row]:
    """All duties of an agency, in one query; of one with very many, by role, so that no lead is cut off."""
    if sum(tally.values()) <= EXACT_TOTAL:
        yield from store.read("agencies/tasks", {**about, "limit": AT_MOST})
        return
    for role, basis in tally:
        yield from store.read("agencies/tasks", {**about, **_role_filter(role, basis), "limit": AT_MOST})


def _of_pair(store: GraphStore, parsed: ParsedQuestion) -> Fetched:
    left, right = required(parsed.agency), required(parsed.partner)
    about: dict[str, Value] = {"left": left.id, "right": right.id, **filters(parsed)}
    if parsed.intent.partner is not None:
        about["left_roles"] = list[Value](parsed.intent.parts_listed.roles)
        about["right_roles"] = list[Value](parsed.intent.partner.roles)
    shared_rows = store.read("agencies/shared_tasks", about | {"limit": AT_MOST})
    rows = tuple(shared(left, right, row) for row in shared_rows)
    return Fetched("agencies/shared_tasks", plain(about), rows, tasks=len({row.task_id for row in rows}))


def _of_campaign(store: GraphStore, parsed: ParsedQuestion) -> Fetched:
    about = _campaign(parsed)
    tasks: dict[str, list[Row]] = defaultdict(list)
    for row in store.read("campaigns/tasks", about | {"limit": AT_MOST}):
        tasks[text(row, "task")].append(row)
    rows = tuple(enrolled(mentions) for mentions in tasks.values())
    shown = plain(about)
    return Fetched("campaigns/tasks", shown, rows, tasks=len(rows))


def _agencies_of_campaign(store: GraphStore, parsed: ParsedQuestion) -> Fetched:
    about = _campaign(parsed)
    parts_listed = parsed.intent.parts_listed
    named: dict[str, Row] = {}
    parts: dict[str, Counts] = defaultdict(dict)
    agencies: Counts = defaultdict(int)
    for row in store.read("campaigns/bodies", about | {"limit": _AGENCY_ROWS}):
        agencies[part(row)] += 1
        if parts_listed.takes(*part(row)):
            named[text(row, "agency")] = row
            parts[text(row, "agency")][part(row)] = number(row, "tasks")
    first = sorted(parts, key=lambda agency: ([-parts[agency].get(p, 0) for p in ROLE_WORDS], agency))
    wanted = about | {"roles": list[Value](parts_listed.roles), "limit": AT_MOST}
    proofs = _proofs(store, wanted, parts_listed)
    for agency in first[:_PROVED]:
        if agency not in proofs:
            proofs[agency] = _first_proofs(store, wanted | {"agency": agency}, parts_listed)
    rows = tuple(
        AgencyRow.model_validate(
            {"agency_id": agency, "agency": named[agency]["name"], "region": named[agency]["region_name"]}
            | {COUNT_COLUMNS[p]: tasks for p, tasks in parts[agency].items()}
            | {"evidence": proofs.get(agency, [])}
        )
        for agency in first[:AT_MOST]
    )
    return Fetched(
        "campaigns/bodies",
        plain(about | _part_filter(parts_listed)),
        rows,
        tasks=0,
        counts=dict(agencies),
    )


def _proofs(
    store: GraphStore, wanted: Mapping[str, Value], parts_listed: PartFilter
) -> dict[str, list[Evidence]]:
    """The printed words of each agency's first tasks, from the first tasks of the campaign that fit."""
    proofs: dict[str, list[Evidence]] = defaultdict(list)
    for row in store.read("campaigns/duties", wanted):
        own = proofs[text(row, "agency")]
        if parts_listed.takes(*part(row)) and len(own) < _PROOFS:
            own.append(proof(row))
    return {agency: own for agency, own in proofs.items() if own}


def _first_proofs(store: GraphStore, wanted: Mapping[str, Value], parts_listed: PartFilter) -> list[Evidence]:
    """The printed words of one agency's first tasks of the campaign that fit."""
    fitting = (row for row in store.read("agencies/tasks", wanted) if parts_listed.takes(*part(row)))
    return [proof(row) for row in islice(fitting, _PROOFS)]


def _by_words(store: GraphStore, directory: Directory, parsed: ParsedQuestion) -> Fetched:
    words = required(parsed.words)
    takes = parsed.intent.parts_listed.takes
    every = by_words(store, directory, parsed)
    distinct_rows = [row for matches in every for row in matches.rows]
    duties = [row for row in distinct_rows if row["agency"] is not None]
    rows = sorted(
        (duty(row) for row in duties if takes(*part(row))),
        key=lambda row: role_order(row.role, row.basis) if row.role else 0,
    )
    tally: Counts = defaultdict(int)
    for own in {(row["task"], part(row)) for row in duties}:
        tally[own[1]] += 1
    parts = next((matches.parts for matches in every if matches.rows), every[0].parts)
    return Fetched(
        "tasks/with_duties",
        merged([plain(matches.parameters) for matches in every]),
        tuple(rows),
        tasks=len({row["task"] for row in distinct_rows}),
        counts=dict(tally),
        parts=() if parts == (fold(words),) else parts,
    )


def _campaign(parsed: ParsedQuestion) -> dict[str, Value]:
    required(parsed.campaign)
    return filters(parsed)


def _role_filter(role: Role, basis: Basis | None) -> dict[str, Value]:
    return {"roles": [role]} if basis is None else {"roles": [role], "basis": basis}


def _part_filter(parts_listed: PartFilter) -> dict[str, Value]:
    if parts_listed.roles == ROLES:
        return {}
    basis: dict[str, Value] = {} if parts_listed.bases is None else {"basis": parts_listed.bases[0]}
    return {"roles": list[Value](parts_listed.roles), **basis}
