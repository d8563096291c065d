"""Typed state of the application: what requests share, built once by `api.app.create_app`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

import anyio
from fastapi import Depends, FastAPI, Request

from api.config.keys import Keyring
from api.config.settings import Settings
from api.service.background_jobs import BackgroundJobs
from api.service.cypher_slots import CypherSlots
from api.service.metrics import Metrics
from api.service.snapshot import Caches, StoreHolder
from api.web.response_cache import ResponseCache
from api.web.sessions import Sessions
from api.web.token_bucket import TokenBuckets

Limited = Literal["ask", "upload", "cypher"]


@dataclass(frozen=True, slots=True)
class AppState:
    """Everything that lives as long as the application."""

    settings: Settings
    store: StoreHolder
    caches: Caches
    responses: ResponseCache
    metrics: Metrics
    jobs: BackgroundJobs
    keyring: Keyring
    sessions: Sessions
    rates: Mapping[Limited, TokenBuckets]
    writers: anyio.CapacityLimiter
    """Threads that write documents; the rest of the pool is for readers."""

    cypher_slots: CypherSlots
    public_read: bool
    """Whether reading needs no key."""


def install(app: FastAPI, state: AppState) -> None:
    """Hand the state to the application's requests."""
    app.state.typed = state


def state_of(request: Request) -> AppState:
    """The state of the application that a request came to."""
    state = request.app.state.typed
    assert isinstance(state, AppState)
    return state


async def app_state(request: Request) -> AppState:
    """The same, as a dependency; async, so that it takes no thread."""
    return state_of(request)


State = Annotated[AppState, Depends(app_state)]
