"""Read-only Cypher of the client's own; on only where a setting says so."""

from __future__ import annotations

import math
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import JsonValue

from api.config.settings import Settings
from api.models.cypher import CypherAnswer, CypherLimits, CypherQuestion
from api.models.parameters import NoParameters
from api.web.authentication import needs
from api.web.openapi import RUNS_CYPHER
from api.web.rate_limit import limited
from api.web.snapshots import FreshSnapshot
from api.web.state import State
from core.errors import BadParameter
from core.rows import Value
from graph.store import Limits

_MOST_BYTES = 8_000_000

router = APIRouter(prefix="/api/v1/cypher", tags=["cypher"])


@router.post(
    "",
    operation_id="run_cypher",
    summary="The rows of a Cypher statement that only reads",
    responses=RUNS_CYPHER,
    dependencies=[Depends(needs("cypher")), Depends(limited("cypher"))],
    max_body_size=_MOST_BYTES,  # it is read before the key is looked at
)
def run_cypher(
    payload: CypherQuestion, _: Annotated[NoParameters, Query()], state: State, snapshot: FreshSnapshot
) -> CypherAnswer:
    """One statement with MATCH, OPTIONAL MATCH, WHERE, WITH, UNWIND and RETURN; anything more is refused.

    It runs apart from the server, and is ended at its limits. Its text never holds values: give
    these as parameters. A date is given as text, and read by `date($day)`.
    """
    limits = limits_of(payload.limits, state.settings)
    with state.cypher_slots.taken():
        result = snapshot.store.read_cypher(payload.statement, query_parameters(payload.parameters), limits)
    return CypherAnswer(
        columns=list(result.columns),
        rows=[{name: as_json(value) for name, value in row.items()} for row in result.rows],
        truncated=result.truncated,
        limits=CypherLimits(seconds=limits.seconds, rows=limits.rows),
        as_of=snapshot.revision,
    )


def limits_of(payload: CypherLimits, settings: Settings) -> Limits:
    """The requested limits, or the defaults. Raises BadParameter above what the settings allow."""
    usual = Limits()
    for name, value, most in (
        ("limits.seconds", payload.seconds, settings.cypher_seconds),
        ("limits.rows", payload.rows, settings.cypher_rows),
    ):
        if value is not None and value > most:
            raise BadParameter(name, f"不得大于 {most}")
    return Limits(
        seconds=payload.seconds or min(usual.seconds, settings.cypher_seconds),
        rows=payload.rows or min(usual.rows, settings.cypher_rows),
        memory_bytes=settings.cypher_memory_mb << 20,
    )


def query_parameters(parameters: dict[str, JsonValue]) -> dict[str, Value]:
    """The parameters as the store takes them."""
    return {name: _value(value) for name, value in parameters.items()}


def _value(value: JsonValue) -> Value:
    if isinstance(value, list):
        return [_value(item) for item in value]
    if isinstance(value, dict):
        return {name: _value(item) for name, item in value.items()}
    return value


def as_json(value: Value) -> JsonValue:
    """A value as JSON holds it: a date in ISO's form, a number that is not finite null."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, list):
        return [as_json(item) for item in value]
    if isinstance(value, dict):
        return {name: as_json(item) for name, item in value.items()}
    return value
