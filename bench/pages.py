"""Home and an agency's page beside bare routes with the same template: `python -m bench.pages [--check]`.

Over the embedded graph of a million tasks, each server a process of its own on this machine, one
client with one connection, in turns in the same run: the page, against a FastAPI route that does
nothing but render the same template with the same values, read beforehand. At most 3 times as long
at the 95th percentile. What the first visit of a revision costs, which reads the figures of the
whole graph, is said beside it.

With `--check` a bar that is missed makes the exit code 1. `--keep` keeps the graph for the next run.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from unittest import mock

import httpx2
import jinja2
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from fastapi.testclient import TestClient

from api.pages.links import agency_path
from bench.arguments import parser
from bench.generate import Shape, document
from bench.http import HERE, ours, served
from bench.store import filled, graph_path, say, verdict

BAR = 3.0
WARMING = 10
SETTLING = 30


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure both pages and print their ratios; 1 if a bar is missed and `--check` was given."""
    settings = parser(__doc__, rounds=200, tasks=1_000_000).parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="dutygraph-bench-") as passing:
        folder = settings.keep or Path(passing)
        agency = document(Shape(settings.tasks // 60), 0).duties[0].agency
        with filled(folder, settings.tasks):
            pass
        path = graph_path(folder, settings.tasks)
        passed = [
            beside_bare(path, page, words, settings.rounds)
            for page, words in (("/", "home"), (agency_path(agency), "an agency"))
        ]
    return 1 if settings.check and not all(passed) else 0


def beside_bare(graph: Path, page: str, words: str, rounds: int) -> bool:
    """Whether the bar is kept. The servers come one after the other: a graph has one owner at a time."""
    with served(ours, str(graph)) as here, httpx2.Client(base_url=here, timeout=120) as client:
        began = time.perf_counter()
        client.get(page).raise_for_status()
        first = time.perf_counter() - began
        time.sleep(SETTLING)  # until the figures of the whole graph are there
        html = client.get(page).raise_for_status().text
        whole = at_95(rounds, lambda: client.get(page).raise_for_status())
    with served(bare, json.dumps([str(graph), page])) as there, httpx2.Client(base_url=there) as client:
        assert len(client.get("/page").raise_for_status().text) >= 0.9 * len(html)
        least = at_95(rounds, lambda: client.get("/page").raise_for_status())
    ratio = whole / least
    passed = ratio <= BAR
    say(
        f"{words}, {len(html.encode())} bytes: at p95 bare {least * 1000:.1f} ms, ours {whole * 1000:.1f} ms,"
        f" {ratio:.2f} times (bar {BAR:g}: {verdict(passed)}); first visit {first:.1f} s"
    )
    return passed


def at_95(rounds: int, ask: Callable[[], object]) -> float:
    """Seconds within which 95 of 100 answers come."""
    times = []
    for number in range(rounds + WARMING):
        began = time.perf_counter()
        ask()
        if number >= WARMING:
            times.append(time.perf_counter() - began)
    return sorted(times)[int(0.95 * len(times))]


def bare(argument: str) -> FastAPI:
    """An application that only renders what the page renders."""
    graph, page = json.loads(argument)
    rendered: list[tuple[jinja2.Template, dict[str, object]]] = []
    render = jinja2.Template.render

    def noting(template: jinja2.Template, values: dict[str, object]) -> str:
        rendered.append((template, values))
        return render(template, values)

    app = FastAPI()
    with (
        TestClient(ours(graph), base_url=f"http://{HERE}") as client,
        mock.patch.object(jinja2.Template, "render", noting),
    ):
        client.get(page).raise_for_status()
    ((template, values),) = rendered

    @app.get("/page")
    def only() -> HTMLResponse:
        return HTMLResponse(template.render(values))

    return app


if __name__ == "__main__":
    sys.exit(main())
