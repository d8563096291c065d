"""Read-only Cypher of the client's own; on only where a setting says so."""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from pydantic import JsonValue

from api.config.settings import Settings
from api.models.cypher import CypherAnswer, CypherLimits, CypherQuestion
from api.models.parameters import NoParameters
from api.service.snapshot import FreshSnapshot
from api.web.authentication import needs
from api.web.openapi import RUNS_CYPHER
from api.web.problems import TooBusy
from api.web.rate_limit import limited
from core.errors import BadParameter
from core.rows import Value
from graph.store import Limits

_WAIT_SECONDS = 5.0
"""How long a statement waits for others to end. Each waiting one holds a thread of the server's."""

_MOST_BYTES = 8_000_000

router = APIRouter(prefix="/api/v1/cypher", tags=["cypher"])


class Slots:
    """How many statements run at once, and as many again may wait, so that they cannot fill the server."""

    def __init__(self, places: int, wait: float = _WAIT_SECONDS) -> None:
        self._inside = threading.BoundedSemaphore(places)
        self._here = threading.BoundedSemaphore(2 * places)
        self._wait = wait

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Held while a statement runs. Raises TooBusy where there is no place, or none in time."""
        if not self._here.acquire(blocking=False):
            raise TooBusy(self._wait)
        try:
            if not self._inside.acquire(timeout=self._wait):
                raise TooBusy(self._wait)
            try:
                yield
            finally:
                self._inside.release()
        finally:
            self._here.release()


@router.post(
    "",
    operation_id="run_cypher",
    summary="The rows of a Cypher statement that only reads",
    responses=RUNS_CYPHER,
    dependencies=[Depends(needs("cypher")), Depends(limited("cypher"))],
    max_body_size=_MOST_BYTES,  # it is read before the key is looked at
)
def run_cypher(
    asked: CypherQuestion, _: Annotated[NoParameters, Query()], request: Request, snapshot: FreshSnapshot
) -> CypherAnswer:
    """One statement with MATCH, OPTIONAL MATCH, WHERE, WITH, UNWIND and RETURN; anything more is refused.

    It runs apart from the server, and is ended at its limits. Its text never holds values: give
    these as parameters. A date is given as text, and read by `date($day)`.
    """
    slots: Slots = request.app.state.cypher_slots
    limits = limits_of(asked.limits, request.app.state.settings)
    with slots.taken():
        found = snapshot.store.read_cypher(asked.statement, given(asked.parameters), limits)
    return CypherAnswer(
        columns=list(found.columns),
        rows=[{name: as_json(value) for name, value in row.items()} for row in found.rows],
        truncated=found.truncated,
        limits=CypherLimits(seconds=limits.seconds, rows=limits.rows),
        as_of=snapshot.revision,
    )


def limits_of(asked: CypherLimits, settings: Settings) -> Limits:
    """The limits that are asked for, or the usual ones. Raises BadParameter above what the settings allow."""
    usual = Limits()
    for name, value, most in (
        ("limits.seconds", asked.seconds, settings.cypher_seconds),
        ("limits.rows", asked.rows, settings.cypher_rows),
    ):
        if value is not None and value > most:
            raise BadParameter(name, f"不得大于 {most}")
    return Limits(
        seconds=asked.seconds or min(usual.seconds, settings.cypher_seconds),
        rows=asked.rows or min(usual.rows, settings.cypher_rows),
        memory_bytes=settings.cypher_memory_mb << 20,
    )


def given(parameters: dict[str, JsonValue]) -> dict[str, Value]:
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
