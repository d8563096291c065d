"""The page at /: a question, its answer with the words that prove it, and what the graph holds."""

from __future__ import annotations

from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse
from pydantic import Field

from api.models.lists import LONGEST_CONTEXT, MOST_ROWS
from api.models.parameters import Parameters
from api.pages.answers import arranged
from api.pages.canonical_urls import tidy
from api.pages.check import DOCUMENTS, to_settle
from api.pages.examples import LOOKED_AT, examples_of
from api.pages.rendering import render
from api.questions import answer
from api.service.snapshot import Snapshot
from api.web.rate_limit import limited
from api.web.snapshots import FreshSnapshot
from api.web.state import State
from core.rows import Row, number, text

router = APIRouter(dependencies=[Depends(tidy)])

LISTED: Final = 8
"""How many documents the page lists."""

STRIP: Final = 12
"""How many campaigns the page names."""


class PageParameters(Parameters):
    """What the page takes: the question, the one that it follows, and how much of its answer to show."""

    q: str | None = Field(default=None, max_length=200)
    context: str | None = Field(default=None, max_length=LONGEST_CONTEXT)
    limit: int = Field(default=50, ge=1, le=MOST_ROWS)


@router.get("/", include_in_schema=False, dependencies=[Depends(limited("ask"))])
def home(
    state: State, parameters: Annotated[PageParameters, Query()], snapshot: FreshSnapshot
) -> HTMLResponse:
    """The page, with the answer where a question is asked."""
    question = (parameters.q or "").strip()
    answered = (
        answer(
            snapshot.store,
            question,
            limit=parameters.limit,
            context=parameters.context,
            own_unit=state.settings.own_unit,
        )
        if question
        else None
    )
    more = (
        answered is not None
        and answered.total not in (None, len(answered.rows))
        and parameters.limit < MOST_ROWS
    )
    counts = snapshot.cached("store/counts", {})[0]
    return render(
        "home.html",
        question=question,
        answer=arranged(snapshot, answered, parameters.limit) if answered else None,
        more=f"/?{urlencode(parameters.model_dump(exclude_none=True) | {'limit': MOST_ROWS})}"
        if more
        else None,
        examples=state.jobs.result("examples", snapshot, examples_of) or (),
        counts=counts,
        documents=[] if answered else _recent(snapshot),
        campaigns=[] if answered else _busiest(snapshot),
        settle=None if answered else state.jobs.result("to settle", snapshot, to_settle),
        notes=[] if answered else snapshot.cached("documents/noted", {"limit": DOCUMENTS}),
        most_noted=DOCUMENTS,
    )


def _recent(snapshot: Snapshot) -> list[Row]:
    """The documents loaded last."""
    return snapshot.cached("documents/list", {"limit": LISTED, "ingested_down": "\U0010ffff"})


def _busiest(snapshot: Snapshot) -> list[Row]:
    """The campaigns with the most tasks, of the first ones by name."""
    rows = snapshot.cached("campaigns/list", {"limit": LOOKED_AT, "kind": "code"})
    return sorted(rows, key=lambda row: (-number(row, "tasks"), text(row, "name")))[:STRIP]
