"""A question in Chinese or simple English, answered with evidence."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field

from api.models.lists import LONGEST_CONTEXT, MOST_ROWS
from api.models.parameters import NoParameters, Parameters, RegionFilter, Words, YearFilter
from api.questions import answer
from api.questions.answer import Answer
from api.questions.examples import answered_examples
from api.web.openapi import READS_AFRESH, WRITES
from api.web.rate_limit import limited
from api.web.snapshots import FreshSnapshot
from api.web.state import State

router = APIRouter(prefix="/api/v1/ask", tags=["ask"])


class Question(Parameters):
    """A question, and what narrows it."""

    q: Words = Field(description="The question.")
    region: RegionFilter = None
    year: YearFilter = None
    context: str | None = Field(
        default=None,
        max_length=LONGEST_CONTEXT,
        description="The question that this one follows, or the `context` of its answer.",
    )
    limit: int = Field(default=50, ge=1, le=MOST_ROWS, description="The most rows.")
    cursor: str | None = Field(
        default=None, max_length=20, description="Where to go on, from the `next` of the page before."
    )


class IntentShown(BaseModel):
    """A kind of question, with examples that the graph answers."""

    name: str
    examples: list[str] = Field(description="Questions in names of the graph; each is read as this intent.")


@router.get(
    "",
    operation_id="ask",
    summary="A question answered with evidence",
    responses={**READS_AFRESH, 429: WRITES[429]},
    dependencies=[Depends(limited("ask"))],
)
def ask(parameters: Annotated[Question, Query()], snapshot: FreshSnapshot, state: State) -> Answer:
    """Answers 200 also where a question is ambiguous, has no answer, or cannot be read: see `status`.

    The same question over the same graph always has the same answer; no language model takes part.
    """
    return answer(
        snapshot.store,
        parameters.q,
        region=parameters.region,
        year=parameters.year,
        limit=parameters.limit,
        cursor=parameters.cursor,
        context=parameters.context,
        own_unit=state.settings.own_unit,
    )


@router.get(
    "/intents", operation_id="ask_intents", summary="What can be asked, with examples", responses=READS_AFRESH
)
def intents(_: Annotated[NoParameters, Query()], snapshot: FreshSnapshot) -> list[IntentShown]:
    """Every kind of question, with examples true of the loaded graph: each has an answer in it."""
    examples = snapshot.caches.examples.get_or_compute(
        snapshot.revision, "examples", lambda: answered_examples(snapshot.store)
    )
    return [IntentShown(name=name, examples=questions) for name, questions in examples.items()]
