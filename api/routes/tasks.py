"""Tasks: the list with its filters, and one task with everything about it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request

from api.models.parameters import Id, TaskParameters, UnitParameters
from api.models.tasks import TaskDetail, TaskPage
from api.service.tasks import task_detail, task_page
from api.web.openapi import READS, READS_RECORD
from api.web.snapshots import CachedRoute, CurrentSnapshot

router = APIRouter(prefix="/api/v1/tasks", tags=["tasks"], route_class=CachedRoute)


@router.get(
    "",
    operation_id="list_tasks",
    summary="Tasks by any of the filters",
    responses=READS,
    response_model_exclude_unset=True,
)
def list_tasks(
    request: Request, parameters: Annotated[TaskParameters, Query()], snapshot: CurrentSnapshot
) -> TaskPage:
    """The tasks that all filters leave, each with all the agencies that its clause names.

    `role`, `basis`, `collective` and `system` are about one and the same agency: that of
    `agency`, else any. `campaign` and `edition` are about one and the same campaign.
    """
    return task_page(request.url, parameters, snapshot)


@router.get("/{id}", operation_id="get_task", summary="One task with its evidence", responses=READS_RECORD)
def get_task(id: Id, parameters: Annotated[UnitParameters, Query()], snapshot: CurrentSnapshot) -> TaskDetail:
    """A task, the agencies that its clause names, the campaigns it belongs to, and the words of each."""
    return task_detail(snapshot, id, parameters.offset_unit)
