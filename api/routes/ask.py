"""A question in Chinese or simple English, answered with evidence."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import Field

from api.limits import MOST_ROWS
from api.openapi import READS_AFRESH, WRITES
from api.parameters import Parameters, RegionFilter, Words, YearFilter
from api.questions import answer
from api.questions.answer import Answer
from api.rates import limited
from api.reading import FreshReading

router = APIRouter(prefix="/api/v1/ask", tags=["ask"])


class Question(Parameters):
    """A question, and what narrows it."""

    q: Words = Field(description="The question.")
    region: RegionFilter = None
    year: YearFilter = None
    limit: int = Field(default=50, ge=1, le=MOST_ROWS, description="The most rows.")


@router.get(
    "",
    operation_id="ask",
    summary="A question answered with evidence",
    responses={**READS_AFRESH, 429: WRITES[429]},
    dependencies=[Depends(limited("ask"))],
)
def ask(asked: Annotated[Question, Query()], reading: FreshReading) -> Answer:
    """Answers 200 also where a question is ambiguous, has no answer, or cannot be read: see `status`.

    The same question over the same graph always has the same answer; no language model takes part.
    """
    return answer(reading.store, asked.q, region=asked.region, year=asked.year, limit=asked.limit)
