"""The web application: the API under /api/v1, the page at /, and whether the server is well."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import Depends, FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.concurrency import run_in_threadpool

from api.compression import Compressed
from api.failures import add_handlers, refuse_host
from api.observing import Metrics, Observer
from api.openapi import describe_problems
from api.pages import home
from api.pages.examples import Examples
from api.pages.rendering import PACKAGE
from api.parameters import each_once
from api.reading import Kept, StoreHolder
from api.routes import (
    agencies,
    ask,
    campaigns,
    changes,
    cypher,
    documents,
    export,
    health,
    places,
    queries,
    resolve,
    tasks,
)
from api.security import Guard
from api.settings import Settings
from api.stores import open_graph
from graph.store import GraphStore

DESCRIPTION = """
Who is responsible for what in Chinese government work plans, with the words that prove it.

Lists answer `{"items", "next", "total", "limit", "sort", "as_of"}`; `next` is the URL of the next page.
Different filters narrow together; a repeated one means any of its values. Absent is null.
Offsets count code points. Errors are `application/problem+json` with stable types.
"""


def create_app(settings: Settings, store: GraphStore | None = None) -> FastAPI:
    """The application over a store that the caller closes, or else over the one that settings name.

    In the second case it is opened, as its owner, at the first request that needs it.
    """
    holder = StoreHolder(lambda: store or open_graph(settings, address=address(settings)))

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        if store is None:
            await run_in_threadpool(holder.close)

    app = FastAPI(
        title="Dutygraph",
        summary="Who leads, who assists, in which words",
        description=DESCRIPTION,
        version=version("dutygraph"),
        docs_url=None,  # the built-in pages load their scripts from elsewhere
        redoc_url=None,
        lifespan=lifespan,
        dependencies=[Depends(each_once)],
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    app.state.holder = holder
    metrics = Metrics()
    app.state.metrics = metrics
    app.state.kept = Kept()
    app.state.examples = Examples()
    app.state.own_unit = settings.own_unit
    for part in (
        *(agencies, tasks, campaigns, documents, places, resolve, changes),
        *(ask, queries, export, health, home),
    ):
        app.include_router(part.router)
    if settings.cypher:
        app.state.settings = settings
        app.state.cypher_slots = cypher.Slots(settings.cypher_at_once)
        app.include_router(cypher.router)
    app.mount("/static", StaticFiles(directory=PACKAGE / "static"), name="static")
    add_handlers(app)
    describe_problems(app)
    # The last one added stands outermost.
    app.add_middleware(Compressed)
    app.add_middleware(Guard, refuse=refuse_host)
    app.add_middleware(Observer, metrics=metrics)
    return app


def address(settings: Settings) -> str:
    """Where the server is to be reached, as those who find the store taken are told."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{settings.port}"
