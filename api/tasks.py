"""Tasks read for an answer: a page of them under the filters, and one with all its evidence."""

from __future__ import annotations

from collections import defaultdict

from fastapi import Request

from api.columns import number, text
from api.folding import search_words
from api.models.evidence import Evidence, evidence
from api.models.tasks import Enrolment, Responsibility, Task, TaskDetail
from api.names import agency_id, campaign_id, document_id, region_id
from api.paging import Filters, Page, Paging
from api.parameters import ListParameters, OfAgency, OfCampaign
from api.reading import Reading
from graph.store import Row, Value


def task_page(
    request: Request,
    asked: ListParameters,
    reading: Reading,
    filters: Filters,
) -> Page[Task]:
    """A page of the tasks that all filters leave."""

    def items(these: Filters, rows: list[Row]) -> list[Task]:
        duties: dict[str, list[Row]] = defaultdict(list)
        for duty in reading.rows("tasks/list_duties", **these):
            duties[text(duty, "task")].append(duty)
        return [Task.model_validate(_task(row, duties[text(row, "task")])) for row in rows]

    return Paging.of(request, asked.limit, asked.cursor).read(reading, "tasks", filters, items)


def narrowed(
    asked: OfAgency | OfCampaign, reading: Reading, *, agency: str | None = None, campaign: str | None = None
) -> dict[str, Value]:
    """The filters as tasks/list takes them: names resolved to ids, words folded. Raises BadParameter.

    `agency` or `campaign` is the id of the one whose tasks they are, where a route names it itself.
    """
    region = region_id(reading, asked.region)
    if isinstance(asked, OfAgency):
        agency = agency_id(reading, asked.agency, region)
    if isinstance(asked, OfCampaign):
        campaign = campaign_id(reading, asked.campaign)
    words: list[Value] = list(search_words(asked.q))
    return {
        "agency": agency,
        "roles": list(asked.role) or None,
        "basis": asked.basis,
        "year": asked.year,
        "region": region,
        "campaign": campaign,
        "document": document_id(reading, asked.document),
        "word": words[0] if words else None,
        "words": words[1:] or None,
    }


def one_task(reading: Reading, id: str) -> TaskDetail:
    """The task of that id. Raises UnknownRecord."""
    row = reading.one("Task", "tasks/get", id)
    document = text(row, "document")
    return TaskDetail.model_validate(
        {
            **_task(row, reading.rows("tasks/duties", task=id)),
            "doc_number": row["doc_number"],
            "repeats": row["repeats"],
            "clause_start": row["clause_start"],
            "clause_end": row["clause_end"],
            "campaigns": [
                _enrolment(each, document, id) for each in reading.rows("tasks/campaigns", task=id)
            ],
        }
    )


def _task(row: Row, duties: list[Row]) -> dict[str, object]:
    return {
        "id": row["task"],
        "document_id": row["document"],
        "document": row["title"],
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
        "start": row["span_start"],
        "end": row["span_end"],
        "responsibilities": [
            _responsibility(duty, text(row, "document"), text(row, "task")) for duty in duties
        ],
    }


def _responsibility(duty: Row, document: str, task: str) -> Responsibility:
    return Responsibility.model_validate(
        {
            "agency_id": duty["agency"],
            "agency": duty["name"],
            "collective": duty["kind"] == "collective",
            "role": duty["role"],
            "basis": duty["basis"],
            "verb": duty["verb"],
            "evidence": _evidence(duty, task, document),
        }
    )


def _enrolment(row: Row, document: str, task: str) -> Enrolment:
    return Enrolment.model_validate(
        {
            "campaign_id": row["campaign"],
            "campaign": row["name"],
            "kind": row["kind"],
            "edition": row["edition"],
            "evidence": _evidence(row, task, document),
        }
    )


def _evidence(row: Row, task: str, document: str) -> Evidence:
    return evidence(task, document, text(row, "surface"), number(row, "span_start"), number(row, "span_end"))
