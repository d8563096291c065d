"""Health, readiness and metrics."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from fastapi.responses import PlainTextResponse, Response
from pydantic import BaseModel, Field

from api.models.parameters import NoParameters
from api.web.openapi import READS_AFRESH, TAKES_NOTHING
from api.web.snapshots import FreshSnapshot
from api.web.state import State

router = APIRouter(tags=["health"])


class Health(BaseModel):
    """The server lives."""

    status: Literal["ok"] = "ok"


class Ready(BaseModel):
    """The store answers."""

    status: Literal["ready"] = "ready"
    revision: int = Field(description="How many writes changed the graph.")


@router.get("/health", operation_id="get_health", summary="Whether the server lives", responses=TAKES_NOTHING)
def health(_: Annotated[NoParameters, Query()]) -> Health:
    """Answers as long as the server runs; never touches the store."""
    return Health()


@router.get("/ready", operation_id="get_ready", summary="Whether the store answers", responses=READS_AFRESH)
def ready(_: Annotated[NoParameters, Query()], snapshot: FreshSnapshot) -> Ready:
    """Answers with the store's revision, or 503 while the store is away."""
    return Ready(revision=snapshot.revision)


@router.get(
    "/metrics",
    operation_id="get_metrics",
    summary="Figures for Prometheus",
    response_class=PlainTextResponse,
    responses=TAKES_NOTHING,
)
def metrics(_: Annotated[NoParameters, Query()], state: State) -> Response:
    """Times of requests by route and of queries by name, in Prometheus' text format."""
    return Response(state.metrics.text(), media_type="text/plain; version=0.0.4; charset=utf-8")
