"""The API beside a bare route and Neo4j's own: `python -m bench.http [--check] [--tasks N] [--keep DIR]`.

A page of 50 of an agency's tasks, `GET /api/v1/agencies/{id}/tasks`, over the embedded graph, each
server a process of its own on this machine, one client with one connection, in turns in the same run.
Each round is about another of the busiest agencies, whose page is asked twice: the first time it is
read and made, the second time it is the kept answer.

(a) against a bare FastAPI route that answers such a page, made beforehand, through the same response
    model: at most 3 times as long (medians).
(b) against Neo4j's HTTP Query API, asked with the same statement for the same rows of the same graph,
    imported with `neo4j-admin`, as often: at least 3 times the requests a second.

The bars are for both times. With `--check` a bar that is missed makes the exit code 1. `--keep` keeps
the graph for the next run.
"""

from __future__ import annotations

import base64
import multiprocessing
import socket
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
import uvicorn
from fastapi import FastAPI

from api.app import create_app
from api.config.settings import Settings
from api.models.tasks import TaskPage
from bench.arguments import parser
from bench.neo4j_bulk import opened
from bench.store import filled, graph_path, say, verdict
from graph.neo4j.import_files import ARGUMENTS, write_import
from graph.queries.catalogue import find_query
from tools.neo4j_server import Server

BARE_BAR = 3.0
QUERY_API_BAR = 3.0
WARMING = 20
HERE = "127.0.0.1"
QUERY = "tasks/list_duties"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run both and print their ratios; 1 if a bar is missed and `--check` was given."""
    options = parser(__doc__, rounds=200, tasks=1_000_000)
    options.add_argument("--no-neo4j", action="store_true", help="leave out (b)")
    settings = options.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="dutygraph-bench-") as passing:
        folder = settings.keep or Path(passing)
        with filled(folder, settings.tasks) as store:
            busiest = store.read("agencies/busiest", {"limit": settings.rounds + WARMING})
            if not settings.no_neo4j:
                write_import(store, Path(passing) / "files")
        path = graph_path(folder, settings.tasks)
        agencies = [str(row["agency"]) for row in busiest]
        passed = over_http(path, agencies)
        if not settings.no_neo4j:
            passed &= beside_query_api(path, agencies, Path(passing))
    return 1 if settings.check and not passed else 0


def over_http(path: Path, agencies: Sequence[str]) -> bool:
    """(a): whether both bars are kept."""
    with served(ours, str(path)) as here, httpx2.Client(base_url=here) as client:
        page = client.get(tasks_of(agencies[0])).raise_for_status().text
        with served(bare, page) as there, httpx2.Client(base_url=there) as other:
            assert other.get("/page").raise_for_status().text == page
            first, again, least = in_turns(
                agencies,
                lambda agency: client.get(tasks_of(agency)).raise_for_status(),
                lambda agency: client.get(tasks_of(agency)).raise_for_status(),
                lambda _: other.get("/page").raise_for_status(),
            )
    say(f"a page of {len(page)} bytes: bare route {least * 1000:.1f} ms")
    passed = []
    for when, took in (("the first time", first), ("asked again", again)):
        passed.append(took / least <= BARE_BAR)
        say(
            f"ours {when}: {took * 1000:.1f} ms, {took / least:.2f} times"
            f" (bar {BARE_BAR:g}: {verdict(passed[-1])})"
        )
    return all(passed)


def beside_query_api(path: Path, agencies: Sequence[str], folder: Path) -> bool:
    """(b): whether both bars are kept."""
    query = find_query(QUERY)

    def payload(agency: str) -> dict[str, Any]:
        values: dict[str, Any] = query.bind({"agency": agency, "limit": 51})
        return {"statement": query.render(values), "parameters": values, "accessMode": "Read"}

    server = Server(folder / "neo4j", heap="2g", page_cache="1g")
    server.admin("database", "import", "full", "neo4j", f"@{ARGUMENTS}", folder=folder / "files")
    with server, opened(server) as store:
        expected = store.read(QUERY, {"agency": agencies[0], "limit": 51})
        login = base64.b64encode(f"{server.user}:{server.password}".encode()).decode()
        headers = {"authorization": f"Basic {login}"}
        with (
            served(ours, str(path)) as here,
            httpx2.Client(base_url=here) as client,
            httpx2.Client(base_url=server.http, headers=headers) as other,
        ):

            def ask(agency: str) -> httpx2.Response:
                return other.post("db/neo4j/query/v2", json=payload(agency)).raise_for_status()

            values = ask(agencies[0]).json()["data"]["values"]
            assert len(values) == len(expected), (len(values), len(expected))
            first, again, their_first, their_again = in_turns(
                agencies,
                lambda agency: client.get(tasks_of(agency)).raise_for_status(),
                lambda agency: client.get(tasks_of(agency)).raise_for_status(),
                ask,
                ask,
            )
    passed = []
    for when, mine, theirs in (("the first time", first, their_first), ("asked again", again, their_again)):
        passed.append(theirs / mine >= QUERY_API_BAR)
        say(
            f"requests a second {when}: Neo4j's Query API {1 / theirs:.0f}, ours {1 / mine:.0f},"
            f" {theirs / mine:.2f} times as many (bar {QUERY_API_BAR:g}: {verdict(passed[-1])})"
        )
    return all(passed)


def tasks_of(agency: str) -> str:
    return f"/api/v1/agencies/{agency}/tasks"


def in_turns(agencies: Sequence[str], *calls: Callable[[str], object]) -> list[float]:
    """Median seconds of each, about every agency in turn; the first agencies only warm up."""
    times: list[list[float]] = [[] for _ in calls]
    for number, agency in enumerate(agencies):
        for ask, into in zip(calls, times, strict=True):
            began = time.perf_counter()
            ask(agency)
            if number >= WARMING:
                into.append(time.perf_counter() - began)
    return [statistics.median(each) for each in times]


@contextmanager
def served(make: Callable[[str], FastAPI], argument: str) -> Iterator[str]:
    """A server in a process of its own, of what `make` makes of `argument` there; its address."""
    with socket.socket() as free:
        free.bind((HERE, 0))
        port = free.getsockname()[1]
    process = multiprocessing.get_context("spawn").Process(
        target=run, args=(make, argument, port), daemon=True
    )
    process.start()
    address = f"http://{HERE}:{port}"
    for _ in range(600):
        try:
            httpx2.get(f"{address}/health")
            break
        except httpx2.TransportError:
            time.sleep(0.1)
    try:
        yield address
    finally:
        process.terminate()
        process.join()


def run(make: Callable[[str], FastAPI], argument: str, port: int) -> None:
    """Serve until ended."""
    uvicorn.run(make(argument), host=HERE, port=port, log_level="error", access_log=False)


def ours(path: str) -> FastAPI:
    """The application over the graph at that path."""
    return create_app(Settings(store=path))


def bare(page: str) -> FastAPI:
    """One route that answers a page made beforehand, through the response model of ours."""
    app = FastAPI()
    parsed = TaskPage.model_validate_json(page)

    @app.get("/page", response_model_exclude_unset=True)
    def answer() -> TaskPage:
        return parsed

    return app


if __name__ == "__main__":
    sys.exit(main())
