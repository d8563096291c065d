"""FastAPI application: the API under /api/v1, the pages from /, health, readiness and metrics."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

import anyio
from fastapi import Depends, FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.concurrency import run_in_threadpool

from api.config.keys import Keyring, local_key, read_keys
from api.config.settings import Settings, is_loopback
from api.config.stores import open_graph
from api.pages import canonical_urls, rendering
from api.pages.routers import PAGES
from api.routes import (
    agencies,
    ask,
    campaigns,
    changes,
    compare,
    cypher,
    documents,
    export,
    health,
    load,
    network,
    queries,
    regions,
    resolve,
    session,
    tasks,
    views,
    writing,
)
from api.service.background_jobs import BackgroundJobs
from api.service.cypher_slots import CypherSlots
from api.service.metrics import Metrics
from api.service.snapshot import Caches, StoreHolder
from api.web.authentication import WITHOUT_KEY, may_read
from api.web.exception_handlers import add_handlers, refuse_host, refuse_origin
from api.web.middleware import Guard, GZip, hosts_of
from api.web.openapi import describe_keys_and_problems
from api.web.repeated_parameters import refuse_repeated
from api.web.response_cache import ResponseCache
from api.web.sessions import Sessions
from api.web.state import AppState, install
from api.web.telemetry import Telemetry
from api.web.token_bucket import TokenBuckets
from graph.store import GraphStore
from graph.views.container import vis_folder
from graph.views.page import ASSETS

DESCRIPTION = """
Who is responsible for what in Chinese government work plans, with the words that prove it.

Lists answer `{"items", "next", "total", "limit", "sort", "as_of"}`; `next` is the URL of the next page.
Different filters narrow together; a repeated one means any of its values. Absent is null.
Offsets count code points. Errors are `application/problem+json` with stable types.
"""


def create_app(settings: Settings, store: GraphStore | None = None, local: str | None = None) -> FastAPI:
    """Build the application over a store that the caller closes, or over the one that settings name.

    In the second case it is opened, as its owner, at the first request that needs it. `local` is
    the key of this machine's own user, who may do everything.
    """
    keys = read_keys(settings.keys.get_secret_value())
    state = AppState(
        settings=settings,
        store=StoreHolder(lambda: store or open_graph(settings, address=address(settings))),
        caches=Caches(),
        responses=ResponseCache(),
        metrics=Metrics(),
        jobs=BackgroundJobs(),
        keyring=Keyring((*keys, *([local_key(local)] if local else []))),
        sessions=Sessions(),
        rates={
            "ask": TokenBuckets(settings.questions_per_minute),
            "upload": TokenBuckets(settings.uploads_per_minute),
            "cypher": TokenBuckets(settings.cypher_per_minute),
        },
        writers=anyio.CapacityLimiter(2),
        cypher_slots=CypherSlots(settings.cypher_at_once),
        public_read=settings.open or is_loopback(settings.host),
    )

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        await run_in_threadpool(state.jobs.close)
        if store is None:
            await run_in_threadpool(state.store.close)

    app = FastAPI(
        title="Dutygraph",
        summary="Who leads, who assists, in which words",
        description=DESCRIPTION,
        version=version("dutygraph"),
        docs_url=None,  # the built-in pages load their scripts from elsewhere
        redoc_url=None,
        lifespan=lifespan,
        dependencies=[Depends(refuse_repeated), Depends(may_read)],
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    install(app, state)
    for part in (
        *(agencies, tasks, campaigns, documents, regions, resolve, changes, ask, queries, export),
        *(load, network, compare, views),
        *(health, writing, session),
    ):
        app.include_router(part.router)
    for page in PAGES:
        app.include_router(page)
    if settings.cypher:
        app.include_router(cypher.router)
    app.mount("/static/views", StaticFiles(directory=ASSETS), name="views")
    app.mount("/static/vis", StaticFiles(directory=vis_folder()), name="vis")
    app.mount("/static", StaticFiles(directory=rendering.PACKAGE / "static"), name="static")
    add_handlers(app, rendering.failure)
    app.add_exception_handler(canonical_urls.Untidy, canonical_urls.redirect)
    describe_keys_and_problems(app, public_read=state.public_read, open_paths=WITHOUT_KEY)
    # The last one added stands outermost.
    app.add_middleware(GZip)
    app.add_middleware(Guard, ours=hosts_of(settings), refuse_host=refuse_host, refuse_origin=refuse_origin)
    app.add_middleware(Telemetry, metrics=state.metrics)
    return app


def address(settings: Settings) -> str:
    """The URL of the server, for the message to whoever finds the store in use."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{settings.port}"
