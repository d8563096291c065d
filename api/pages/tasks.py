"""The tasks by any of the filters, and one task with everything about it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from api.models.parameters import Id, NoParameters
from api.models.tasks import TaskDetail
from api.pages import choices
from api.pages.canonical_urls import tidy
from api.pages.cards import card_of
from api.pages.passages import passage
from api.pages.rendering import render
from api.pages.task_lists import TasksOfAll, task_list
from api.service.snapshot import Snapshot
from api.service.tasks import task_detail
from api.web.snapshots import FreshSnapshot
from core.rows import Row, text

router = APIRouter(include_in_schema=False, dependencies=[Depends(tidy)])

AROUND = 150
"""How many characters before and after a task its page shows, as printed."""

_DUE_WORDS = {
    "by": "截止日期",
    "period": "起止日期",
    "recurring": "定期",
    "ongoing": "持续推进",
    "none": "未写明日期",
}


@router.get("/tasks")
def tasks(
    request: Request, parameters: Annotated[TasksOfAll, Query()], snapshot: FreshSnapshot
) -> HTMLResponse:
    """The tasks that all filters leave."""
    return render(
        "tasks.html",
        tasks=task_list(request, parameters, snapshot),
        fields=choices.task_fields(snapshot, parameters.selection()),
    )


@router.get("/tasks/{id}")
def task(id: Id, _: Annotated[NoParameters, Query()], snapshot: FreshSnapshot) -> HTMLResponse:
    """One task: its words, its agencies, its campaigns, its deadline, and its clause as printed."""
    details = task_detail(snapshot, id)
    whole = text(snapshot.record("Document", "documents/text", details.document_id), "text")
    spans = [(each.evidence.start, each.evidence.end) for each in details.responsibilities]
    spans += [(each.evidence.start, each.evidence.end) for each in details.campaigns]
    sort_key = text(snapshot.record("Task", "tasks/get", id), "sort_key")
    start, end = min(details.start, details.clause_start), max(details.end, details.clause_end)
    return render(
        "task.html",
        task=details,
        card=card_of(details, spans=spans, passage=passage(whole, start, end, spans, AROUND)),
        due_words=_DUE_WORDS[details.due.kind],
        before=_beside(snapshot, details, down=sort_key),
        after=_beside(snapshot, details, after=sort_key),
        repeated=task_detail(snapshot, details.repeats) if details.repeats else None,
    )


def _beside(snapshot: Snapshot, task: TaskDetail, **begins: str) -> Row | None:
    """The task before or after it in its document."""
    rows = snapshot.rows("tasks/list", document=task.document_id, limit=1, **begins)
    return rows[0] if rows else None
