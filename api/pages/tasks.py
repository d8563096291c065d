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
def tasks(request: Request, asked: Annotated[TasksOfAll, Query()], snapshot: FreshSnapshot) -> HTMLResponse:
    """The tasks that all filters leave."""
    return render(
        "tasks.html",
        tasks=task_list(request, asked, snapshot),
        fields=choices.task_fields(snapshot, asked.selection()),
    )


@router.get("/tasks/{id}")
def task(id: Id, _: Annotated[NoParameters, Query()], snapshot: FreshSnapshot) -> HTMLResponse:
    """One task: its words, its bodies, its campaigns, its deadline, and its clause as printed."""
    found = task_detail(snapshot, id)
    whole = text(snapshot.record("Document", "documents/text", found.document_id), "text")
    spans = [(each.evidence.start, each.evidence.end) for each in found.responsibilities]
    spans += [(each.evidence.start, each.evidence.end) for each in found.campaigns]
    place = text(snapshot.record("Task", "tasks/get", id), "sort_key")
    start, end = min(found.start, found.clause_start), max(found.end, found.clause_end)
    return render(
        "task.html",
        task=found,
        card=card_of(found, spans=spans, passage=passage(whole, start, end, spans, AROUND)),
        due_words=_DUE_WORDS[found.due.kind],
        before=_beside(snapshot, found, down=place),
        after=_beside(snapshot, found, after=place),
        repeated=task_detail(snapshot, found.repeats) if found.repeats else None,
    )


def _beside(snapshot: Snapshot, task: TaskDetail, **begins: str) -> Row | None:
    """The task before or after it in its document."""
    rows = snapshot.rows("tasks/list", document=task.document_id, limit=1, **begins)
    return rows[0] if rows else None
