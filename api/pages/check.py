"""What a person should look at (待核对): what was not read, tasks with only collectives, several leads."""

from __future__ import annotations

import json
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse
from pydantic import Field

from api.models.documents import Diagnostic
from api.models.parameters import Parameters
from api.pages.canonical_urls import tidy
from api.pages.cards import card_of
from api.pages.links import with_query
from api.pages.rendering import render
from api.service.snapshot import Snapshot
from api.service.tasks import task_detail
from api.web.snapshots import FreshSnapshot
from api.web.state import State
from core.rows import Row, Value, number, text

router = APIRouter(include_in_schema=False, dependencies=[Depends(tidy)])

SHOWN: Final = 20
DOCUMENTS: Final = 50
_NARROWED: Final[dict[str, dict[str, Value]]] = {
    "collectives": {"without_other_than": "collective"},
    "leads": {"leads": 2},
}


class CheckParameters(Parameters):
    """Which of the three, and after which task the page begins."""

    show: Literal["notes", "collectives", "leads"] = "notes"
    after: str = Field(default="", max_length=200)


@router.get("/check")
def check(
    state: State, parameters: Annotated[CheckParameters, Query()], snapshot: FreshSnapshot
) -> HTMLResponse:
    """The documents with something to be checked, or the tasks."""
    cards, more = [], None
    if parameters.show != "notes":
        rows = _tasks(snapshot, parameters.show, parameters.after)
        cards = [card_of(task_detail(snapshot, text(row, "task"))) for row in rows[:SHOWN]]
        if len(rows) > SHOWN:
            more = with_query(
                "/check", [("show", parameters.show), ("after", text(rows[SHOWN - 1], "sort_key"))]
            )
    return render(
        "check.html",
        show=parameters.show,
        first=with_query("/check", [("show", parameters.show)]) if parameters.after else None,
        documents=noted(snapshot) if parameters.show == "notes" else [],
        cards=cards,
        more=more,
        settle=state.jobs.result("to settle", snapshot, to_settle),
        most=DOCUMENTS,
    )


def to_settle(snapshot: Snapshot) -> Row:
    """How many tasks there are of either kind."""
    return snapshot.rows("tasks/to_settle")[0]


def noted(snapshot: Snapshot) -> list[tuple[Row, list[Diagnostic]]]:
    """The documents with something to be checked, those loaded last first."""
    return [
        (
            row,
            [
                Diagnostic.model_validate(each)
                for each in json.loads(text(row, "diagnostics"))
                if each["severity"] != "info"
            ],
        )
        for row in snapshot.cached("documents/noted", {"limit": DOCUMENTS})
    ]


def _tasks(snapshot: Snapshot, show: str, after: str) -> list[Row]:
    """The tasks of that kind, one row each, in reading order, and one more than a page where there is."""
    rows = snapshot.rows("tasks/with_duties", after=after, limit=SHOWN + 1, **_NARROWED[show])
    with_agencies = {text(row, "task"): row for row in rows if number(row, "n") and row["agency"] is not None}
    return list(with_agencies.values())
