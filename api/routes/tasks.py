"""Tasks: the list with its filters, and one task with everything about it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request

from api.models.tasks import Task, TaskDetail
from api.openapi import READS, READS_ONE
from api.paging import Page
from api.parameters import NoParameters, TaskParameters
from api.reading import CurrentReading
from api.tasks import narrowed, one_task, task_page

router = APIRouter(prefix="/api/v1/tasks", tags=["tasks"])


@router.get("", operation_id="list_tasks", summary="Tasks in reading order", responses=READS)
def list_tasks(
    request: Request, asked: Annotated[TaskParameters, Query()], reading: CurrentReading
) -> Page[Task]:
    """The tasks that all filters leave, each with all the bodies that its clause names.

    `role` and `basis` are those of the agency, where one is given, and of any body else.
    """
    return task_page(request, asked, reading, narrowed(asked, reading))


@router.get("/{id}", operation_id="get_task", summary="One task with its evidence", responses=READS_ONE)
def get_task(id: str, _: Annotated[NoParameters, Query()], reading: CurrentReading) -> TaskDetail:
    """A task, the bodies that its clause names, the campaigns it belongs to, and the words of each."""
    return one_task(reading, id)
