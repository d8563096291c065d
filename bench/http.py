"""The API beside a bare route and Neo4j's own: `python -m bench.http [--check] [--tasks N] [--keep DIR]`.

A page of 50 of an agency's tasks, `GET /api/v1/agencies/{id}/tasks`, over the embedded graph, each
server a process of its own on this machine, one client with one connection, in turns in the same run:

(a) against a bare FastAPI route that answers the same page, made beforehand, through the same response
    model: at most 3 times as long (medians).
(b) against Neo4j's HTTP Query API, asked with the same statement for the same rows of the same graph,
    imported with `neo4j-admin`: at least 3 times the requests a second.

With `--check` a bar that is missed makes the exit code 1. `--keep` keeps the graph for the next run.
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
from api.models.tasks import TaskPage
from api.settings import Settings
from bench.arguments import parser
from bench.generate import Shape, document
from bench.neo4j_bulk import opened
from bench.store import filled, graph_path, say
from graph.catalogue import find_query
from graph.neo4j.import_files import ARGUMENTS, write_import
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
    given = options.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="dutygraph-bench-") as passing:
        folder = given.keep or Path(passing)
        agency = document(Shape(given.tasks // 60), 0).duties[0].agency
        with filled(folder, given.tasks) as store:
            if not given.no_neo4j:
                write_import(store, Path(passing) / "files")
        path = graph_path(folder, given.tasks)
        kept = over_http(path, agency, given.rounds)
        if not given.no_neo4j:
            kept &= beside_query_api(path, agency, Path(passing), given.rounds)
    return 1 if given.check and not kept else 0


def over_http(path: Path, agency: str, rounds: int) -> bool:
    """(a): whether the bar is kept."""
    with served(ours, str(path)) as here, httpx2.Client(base_url=here) as client:
        page = client.get(f"/api/v1/agencies/{agency}/tasks").raise_for_status().text
        with served(bare, page) as there, httpx2.Client(base_url=there) as other:
            assert other.get("/page").raise_for_status().text == page
            whole, least = in_turns(
                rounds,
                lambda: client.get(f"/api/v1/agencies/{agency}/tasks").raise_for_status(),
                lambda: other.get("/page").raise_for_status(),
            )
    ratio = whole / least
    kept = ratio <= BARE_BAR
    say(
        f"a page of {len(page)} bytes: bare route {least * 1000:.1f} ms, ours {whole * 1000:.1f} ms,"
        f" {ratio:.2f} times (bar {BARE_BAR:g}: {'kept' if kept else 'MISSED'})"
    )
    return kept


def beside_query_api(path: Path, agency: str, folder: Path, rounds: int) -> bool:
    """(b): whether the bar is kept."""
    query = find_query(QUERY)
    values: dict[str, Any] = query.bind({"agency": agency, "limit": 51})
    asked = {"statement": query.render(values), "parameters": values, "accessMode": "Read"}
    server = Server(folder / "neo4j", heap="2g", page_cache="1g")
    server.admin("database", "import", "full", "neo4j", f"@{ARGUMENTS}", folder=folder / "files")
    with server, opened(server) as store:
        expected = store.read(QUERY, {"agency": agency, "limit": 51})
        login = base64.b64encode(f"{server.user}:{server.password}".encode()).decode()
        headers = {"authorization": f"Basic {login}"}
        with (
            served(ours, str(path)) as here,
            httpx2.Client(base_url=here) as client,
            httpx2.Client(base_url=server.http, headers=headers) as other,
        ):
            found = other.post("db/neo4j/query/v2", json=asked).raise_for_status().json()["data"]["values"]
            assert len(found) == len(expected), (len(found), len(expected))
            mine, theirs = in_turns(
                rounds,
                lambda: client.get(f"/api/v1/agencies/{agency}/tasks").raise_for_status(),
                lambda: other.post("db/neo4j/query/v2", json=asked).raise_for_status(),
            )
    ratio = theirs / mine
    kept = ratio >= QUERY_API_BAR
    say(
        f"{len(expected)} rows: Neo4j's Query API {1 / theirs:.0f} a second, ours {1 / mine:.0f},"
        f" {ratio:.2f} times as many (bar {QUERY_API_BAR:g}: {'kept' if kept else 'MISSED'})"
    )
    return kept


def in_turns(rounds: int, first: Callable[[], object], second: Callable[[], object]) -> tuple[float, float]:
    """Median seconds of both, asked in turns."""
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds + WARMING):
        for ask, into in zip((first, second), times, strict=True):
            began = time.perf_counter()
            ask()
            if number >= WARMING:
                into.append(time.perf_counter() - began)
    return statistics.median(times[0]), statistics.median(times[1])


@contextmanager
def served(make: Callable[[str], FastAPI], given: str) -> Iterator[str]:
    """A server in a process of its own, of what `make` makes of `given` there; its address."""
    with socket.socket() as free:
        free.bind((HERE, 0))
        port = free.getsockname()[1]
    process = multiprocessing.get_context("spawn").Process(target=run, args=(make, given, port), daemon=True)
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


def run(make: Callable[[str], FastAPI], given: str, port: int) -> None:
    """Serve until ended."""
    uvicorn.run(make(given), host=HERE, port=port, log_level="error", access_log=False)


def ours(path: str) -> FastAPI:
    """The application over the graph at that path."""
    return create_app(Settings(store=path))


def bare(page: str) -> FastAPI:
    """One route that answers a page made beforehand, through the response model of ours."""
    app = FastAPI()
    made = TaskPage.model_validate_json(page)

    @app.get("/page", response_model_exclude_unset=True)
    def answer() -> TaskPage:
        return made

    return app


if __name__ == "__main__":
    sys.exit(main())
