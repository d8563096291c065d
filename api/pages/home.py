"""The page at /: a question, its answer with the words that prove it, and what the graph holds."""

from __future__ import annotations

from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse
from pydantic import Field

from api.limits import MOST_ROWS
from api.pages.answers import arranged
from api.pages.examples import Examples
from api.pages.rendering import render
from api.parameters import Parameters
from api.questions import answer
from api.rates import limited
from api.reading import FreshReading

router = APIRouter()

LISTED: Final = 8
"""How many documents the page lists."""


class PageParameters(Parameters):
    """What the page takes: the question, and how much of its answer to show."""

    q: str | None = Field(default=None, max_length=200)
    limit: int = Field(default=50, ge=1, le=MOST_ROWS)


@router.get("/", include_in_schema=False, dependencies=[Depends(limited("ask"))])
def home(request: Request, asked: Annotated[PageParameters, Query()], reading: FreshReading) -> HTMLResponse:
    """The page, with the answer where a question is asked."""
    question = (asked.q or "").strip()
    examples: Examples = request.app.state.examples
    found = (
        answer(reading.store, question, limit=asked.limit, own_unit=request.app.state.own_unit)
        if question
        else None
    )
    more = found is not None and found.total not in (None, len(found.rows)) and asked.limit < MOST_ROWS
    documents = reading.rows("documents/list", limit=LISTED)
    return render(
        "home.html",
        question=question,
        answer=arranged(reading, found, asked.limit) if found else None,
        more=f"/?{urlencode({'q': question, 'limit': MOST_ROWS})}" if more else None,
        examples=examples.of(reading),
        counts=reading.rows("store/counts")[0],
        documents=documents,
    )
