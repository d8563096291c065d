"""The embedded store against bare statements: `python -m bench.store [--check] [--tasks N] [--keep DIR]`.

(a) Replacing one document of 60 tasks in a big graph, against the same statements sent by hand in
    one transaction of the engine, and against one plain statement a task and a duty, in turns in
    the same run: at most 3 times each.
(b) Point queries stay flat from ten thousand tasks to the big graph, of which the small one is a part
    with the same neighbourhoods: at most 2 times (medians). These are all queries of the catalogue
    that are asked of one agency, task, document or pair of agencies, and pages of lists by an index.

With `--check` a bar that is missed makes the exit code 1. `--keep` keeps the graphs for the next run.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ParamSpec, TypeVar
from unittest import mock

from bench.arguments import parser
from bench.generate import Shape, document, documents
from core.rows import Row, Value
from graph import open_store
from graph.ladybug.file import Parameters, Transaction
from graph.ladybug.store import LadybugStore
from graph.queries.catalogue import load_catalogue
from graph.records import DocumentGraph
from graph.store import GraphStore
from graph.writing.properties import task_edges, task_rows
from graph.writing.statements import create_node, create_relation

SMALL_TASKS = 10_000
REPLACED = 7
REPLACE_BAR = 3.0
POINT_BAR = 2.0
P = ParamSpec("P")
T = TypeVar("T")
Statement = tuple[str, "Parameters | None"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run both and print their ratios; 1 if a bar is missed and `--check` was given."""
    settings = parser(__doc__, rounds=15, tasks=300_000).parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="dutygraph-bench-") as passing:
        folder = settings.keep or Path(passing)
        few = max(1, Shape(0).regions * SMALL_TASKS // settings.tasks)
        with filled(folder, SMALL_TASKS, few) as small, filled(folder, settings.tasks) as big:
            passed = [
                *point_queries(small, big, Shape(settings.tasks // 60), settings.rounds),
                *replacement(big, Shape(settings.tasks // 60), settings.rounds),
            ]
    return 1 if settings.check and not all(passed) else 0


def filled(folder: Path, tasks: int, regions: int = Shape(0).regions) -> LadybugStore:
    """The generated graph of so many tasks."""
    shape = Shape(documents=tasks // 60, regions=regions)
    store = open_store(graph_path(folder, tasks, regions))
    assert isinstance(store, LadybugStore)
    if not store.read("documents/list", {"limit": 1}):
        began = time.perf_counter()
        store.load_many(documents(shape))
        took = time.perf_counter() - began
        say(f"{tasks} tasks generated and loaded in {took:.0f} s ({tasks / took:.0f} a second)")
    return store


def graph_path(folder: Path, tasks: int, regions: int = Shape(0).regions) -> Path:
    """Where `filled` keeps that graph."""
    return folder / f"bench-{tasks}-{regions}.lbug"


def point_queries(small: GraphStore, big: GraphStore, shape: Shape, rounds: int) -> list[bool]:
    """Median times of point queries in both graphs, in turns; whether each ratio keeps the bar."""
    passed = []
    for name, parameters in point_parameters(shape):
        times: tuple[list[float], list[float]] = ([], [])
        for number in range(rounds + 2):
            for store, into in zip((small, big), times, strict=True):
                took, result = timed(store.read, name, parameters)
                if number >= 2:
                    into.append(took)
                rows = len(result)
        first, second = (statistics.median(each) * 1000 for each in times)
        names = " ".join(parameters)
        meaning = f"{SMALL_TASKS} → {shape.documents * 60} tasks"
        passed.append(report(f"{name} by {names} ({rows} rows)", second, first, POINT_BAR, meaning))
    return passed


def point_parameters(shape: Shape) -> list[tuple[str, dict[str, Value]]]:
    """Queries for what stands in both graphs, each with what it must be given."""
    sample = document(shape, 0)
    agencies = [duty.agency for duty in sample.duties if duty.listed > 1]
    known: dict[str, Value] = {
        "agency": agencies[0],
        "left": agencies[0],
        "right": agencies[1],
        "task": sample.tasks[0].id,
        "document": sample.document.id,
    }
    required = {
        name: {each.name for each in query.parameters.values() if not each.optional and each.default is None}
        for name, query in load_catalogue().items()
    }
    named = [
        (name, {each: known[each] for each in sorted(needs)})
        for name, needs in required.items()
        if needs and needs <= known.keys()
    ]
    return [
        *named,
        ("tasks/list_duties", {"document": sample.document.id}),
        ("tasks/list_duties", {"agency": agencies[0], "year": sample.document.year}),
        ("tasks/list", {"region": sample.document.region}),
        ("documents/list", {"region": sample.document.region}),
        ("agencies/list", {"region": sample.document.region}),
    ]


def replacement(store: LadybugStore, shape: Shape, rounds: int) -> list[bool]:
    """Replace a document by its other edition and back: by the store, then by hand in two ways."""
    editions = [document(shape, REPLACED, edition) for edition in (0, 1)]
    store.replace_document(editions[0])
    times: dict[str, list[float]] = {"store": [], "same": [], "plain": []}
    for number in range(rounds + 2):
        recordings = []
        for graph in reversed(editions):
            took, statements = timed(recorded, store, graph)
            recordings.append(statements)
            times["store"].append(took)
        for round_, statements in enumerate(recordings):
            again = [fresh_change(each, f"x_bench_{time.time_ns()}_{round_}") for each in statements]
            times["same"].append(timed(sent, store, again)[0])
        for graph in reversed(editions):
            times["plain"].append(timed(sent, store, plain_statements(graph))[0])
        if number < 2:  # the engine prepares its statements
            for each in times.values():
                each.clear()
    store.replace_document(editions[1])  # the plain statements left the store's bookkeeping behind
    ours, same, plain_ = (statistics.median(times[name]) * 1000 for name in ("store", "same", "plain"))
    return [
        report("replace 60 tasks", ours, same, REPLACE_BAR, "the same statements by hand → the store"),
        report("replace 60 tasks", ours, plain_, REPLACE_BAR, "one statement a task and a duty → the store"),
    ]


def recorded(store: LadybugStore, graph: DocumentGraph) -> list[Statement]:
    """Replace the document, and note the statements on the way."""
    noted: list[Statement] = []
    run = Transaction.run

    def noting(self: Transaction, statement: str, parameters: Parameters | None = None) -> list[Row]:
        noted.append((statement, parameters))
        return run(self, statement, parameters)

    with mock.patch.object(Transaction, "run", noting):
        outcome = store.replace_document(graph)
    assert outcome.status == "replaced"
    return noted


def fresh_change(statement: Statement, id_: str) -> Statement:
    """The statement with an id of its own where it makes a Change, which is never made twice."""
    text, parameters = statement
    return (text, {**(parameters or {}), "id": id_}) if text.startswith("CREATE (:Change") else statement


def plain_statements(graph: DocumentGraph) -> list[Statement]:
    """What one would write by hand: away with the old tasks, then one statement a node and relation."""
    id_ = graph.document.id
    statements: list[Statement] = [
        ("MATCH (:Document {id: $id})-[:HAS_TASK]->(t:Task) DETACH DELETE t", {"id": id_})
    ]
    put_task = "MATCH (d:Document {id: $document}) " + create_node("Task").replace(
        "(", "(d)-[:HAS_TASK]->(", 1
    )
    statements += [(put_task, row) for row in task_rows(graph)]
    statements += [
        (create_relation(edge.type), {**edge.properties, "start": edge.start, "stop": edge.stop})
        for edge in task_edges(graph)
    ]
    return statements


def sent(store: LadybugStore, statements: Sequence[Statement]) -> None:
    """Send the statements to the engine itself, in one transaction."""
    with store._file._connection() as connection:
        connection.execute("BEGIN TRANSACTION")
        for text, parameters in statements:
            result = connection.execute(text, dict(parameters or {}))
            assert not isinstance(result, list)
            result.get_all()
            result.close()
        connection.execute("COMMIT")


def timed(work: Callable[P, T], *positional: P.args, **named: P.kwargs) -> tuple[float, T]:
    """Seconds that it took, and what it gave."""
    began = time.perf_counter()
    result = work(*positional, **named)
    return time.perf_counter() - began, result


def report(what: str, ours: float, other: float, bar: float, meaning: str) -> bool:
    """Print the two times (ms) and their ratio; whether it keeps the bar."""
    ratio = ours / other
    passed = ratio <= bar
    say(f"{what}: {other:.1f} → {ours:.1f} ms, ratio {ratio:.2f} (bar {bar:g}: {verdict(passed)}), {meaning}")
    return passed


def verdict(passed: bool) -> str:
    return "kept" if passed else "MISSED"


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
