"""The log: what came, went or changed at each write."""

from __future__ import annotations

import json
from typing import Annotated

from fastapi import APIRouter, Query, Request

from api.models.changes import Change
from api.models.lists import Page
from api.models.parameters import ChangeParameters
from api.service.paging import Paging
from api.web.openapi import READS
from api.web.snapshots import CachedRoute, CurrentSnapshot
from core.rows import Row, text

router = APIRouter(prefix="/api/v1/changes", tags=["changes"], route_class=CachedRoute)


@router.get("", operation_id="list_changes", summary="What came, went or changed", responses=READS)
def list_changes(
    request: Request, parameters: Annotated[ChangeParameters, Query()], snapshot: CurrentSnapshot
) -> Page[Change]:
    """What each write after the revision `since` did, oldest first, with tasks and duties before and after.

    Entries are never altered: who keeps the `as_of` of an answer can later ask for what happened after it.
    """
    paging = Paging.of(request.url, parameters.limit, parameters.cursor)
    return paging.read(
        snapshot,
        "changes",
        {"since": parameters.since, "document": parameters.document},
        lambda _, rows: [_change(row) for row in rows],
    )


def _change(row: Row) -> Change:
    same = ("revision", "at", "event", "came", "went", "changed")
    return Change.model_validate(
        {
            "id": row["change"],
            "document_id": row["document"],
            "document": row["title"],
            **{name: row[name] for name in same},
            "tasks": [
                {
                    "task_id": each["task"],
                    "change": each["change"],
                    "before": _state(each["before"]),
                    "after": _state(each["after"]),
                }
                for each in json.loads(text(row, "details"))
            ],
        }
    )


def _state(state: dict[str, object] | None) -> dict[str, object] | None:
    if state is None:
        return None
    duties = state["duties"]
    assert isinstance(duties, list)
    return {
        **state,
        "duties": [
            {
                "agency_id": duty["agency"],
                "agency": duty["name"],
                "role": duty["role"],
                "basis": duty["basis"],
            }
            for duty in duties
        ],
    }
