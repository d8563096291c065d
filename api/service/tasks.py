"""Tasks read for an answer: a page of them under the filters, and one with all its evidence."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from starlette.datastructures import URL

from api.models.lists import capped_total
from api.models.parameters import Facet, OffsetUnit, TaskListParameters, parse_facets
from api.models.tasks import Enrolment, FacetCount, Responsibility, Task, TaskDetail, TaskPage
from api.service.offsets import Offsets
from api.service.paging import Filters, Paging
from api.service.snapshot import Snapshot
from core.rows import Row, Value, number, text
from graph.name_resolution import resolved
from graph.selection import Selection


def task_filters(
    snapshot: Snapshot,
    selection: Selection,
    *,
    agency: str | None = None,
    campaign: str | None = None,
) -> dict[str, Value]:
    """What the queries behind `tasks/filters` take; names are resolved to ids.

    `agency` and `campaign` are ids that a path names. Raises BadParameter, AmbiguousName.
    """
    chosen = resolved(selection, snapshot.read)
    if agency is not None:
        chosen = replace(chosen, agency=agency)
    if campaign is not None:
        chosen = replace(chosen, campaign=(campaign,))
    return chosen.parameters()


def task_page(
    url: URL,
    parameters: TaskListParameters,
    snapshot: Snapshot,
    *,
    agency: str | None = None,
    campaign: str | None = None,
) -> TaskPage:
    """A page of the tasks that all filters leave, each with all bodies of its clause.
    A task and its bodies are read by one statement: a write in between cannot part them.
    """
    facets = parse_facets(parameters.facets)
    filters = task_filters(snapshot, parameters.selection(), agency=agency, campaign=campaign)
    paging = Paging.of(url, parameters.limit, parameters.cursor, parameters.sort)
    duties: dict[str, list[Row]] = {}
    for row in snapshot.rows("tasks/list_duties", limit=paging.beyond, **paging.begins, **filters):
        duties.setdefault(text(row, "task"), []).append(row)
    total = snapshot.total("tasks/total", filters)
    offsets = Offsets(snapshot, parameters.offset_unit)
    first = [rows[0] for rows in duties.values()]
    shown = [
        Task.model_validate(_task(row, duties[text(row, "task")], offsets)) for row in first[: paging.limit]
    ]
    parts: dict[str, Any] = {
        "items": shown,
        "next": paging.next_of(first),
        "total": capped_total(total),
        "limit": paging.limit,
        "sort": paging.sort,
        "as_of": snapshot.revision,
    }
    if facets:
        parts["facets"] = {name: _facet(snapshot, name, filters) for name in facets}
    return TaskPage(**parts)


def _facet(snapshot: Snapshot, name: Facet, filters: Filters) -> list[FacetCount]:
    return [
        FacetCount.model_validate({"name": None, **row})
        for row in snapshot.cached(f"tasks/facet_{name}", filters)
    ]


def task_detail(snapshot: Snapshot, id: str, unit: OffsetUnit = "codepoint") -> TaskDetail:
    """The task of that id. Raises UnknownRecord."""
    row = snapshot.record("Task", "tasks/get", id)
    duties = snapshot.rows("tasks/duties", task=id)
    return _detail(row, duties, snapshot.rows("tasks/campaigns", task=id), Offsets(snapshot, unit))


def _detail(row: Row, duties: list[Row], campaigns: list[Row], offsets: Offsets) -> TaskDetail:
    document, id = text(row, "document"), text(row, "task")
    return TaskDetail.model_validate(
        {
            **_task(row, [_duty(each) for each in duties], offsets),
            "repeats": row["repeats"],
            "campaigns": [_enrolment(each, id, document, offsets) for each in campaigns],
        }
    )


def _duty(row: Row) -> Row:
    """A row of a query that gives bodies alone, with the columns that they have beside tasks."""
    return {**row, "surface_start": row["span_start"], "surface_end": row["span_end"]}


def _task(row: Row, duties: list[Row], offsets: Offsets) -> dict[str, object]:
    document, id = text(row, "document"), text(row, "task")
    return {
        "id": id,
        "document_id": document,
        "document": row["title"],
        "doc_number": row["doc_number"],
        "region_id": row["region"],
        "region": row["region_name"],
        "year": row["year"],
        "n": row["n"],
        "number": row["number"],
        "path": row["path"],
        "text": row["text"],
        "clause": row["clause"],
        "deadline": row["deadline"],
        "due": {
            "kind": row["due_kind"],
            "from": row["due_from"],
            "on": row["due_on"],
            "ongoing": row["due_ongoing"],
        },
        "start": offsets.at(document, number(row, "span_start")),
        "end": offsets.at(document, number(row, "span_end")),
        "clause_start": offsets.at(document, number(row, "clause_start")),
        "clause_end": offsets.at(document, number(row, "clause_end")),
        "responsibilities": [
            _responsibility(duty, id, document, offsets) for duty in duties if duty["agency"] is not None
        ],
    }


def _responsibility(duty: Row, task: str, document: str, offsets: Offsets) -> Responsibility:
    return Responsibility.model_validate(
        {
            "agency_id": duty["agency"],
            "agency": duty["name"],
            "collective": duty["kind"] == "collective",
            "role": duty["role"],
            "basis": duty["basis"],
            "verb": duty["verb"],
            "evidence": offsets.evidence(
                task,
                document,
                text(duty, "surface"),
                number(duty, "surface_start"),
                number(duty, "surface_end"),
            ),
        }
    )


def _enrolment(row: Row, task: str, document: str, offsets: Offsets) -> Enrolment:
    return Enrolment.model_validate(
        {
            "campaign_id": row["campaign"],
            "campaign": row["name"],
            "kind": row["kind"],
            "edition": row["edition"],
            "evidence": offsets.evidence(
                task, document, text(row, "surface"), number(row, "span_start"), number(row, "span_end")
            ),
        }
    )
