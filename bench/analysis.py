"""The measures against bare statements: `python -m bench.analysis [--check] [--tasks N] [--keep DIR]`.

(a) The load table (counts by role and basis) and the co-work edges of a big graph, against the statements
    they are made of, sent by hand to the same engine in the same run: at most 3 times each.
(b) The co-work graph of some 20,000 bodies in networkx: under 10 s beyond its statements.
(c) With `--py2neo N`: the load table on a Neo4j of N tasks against py2neo reading the same duties row by row:
    at least 5 times faster.

With `--check` a bar that is missed makes the exit code 1. `--keep` keeps the graph for the next run.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bench.arguments import parser
from bench.generate import Shape, documents
from bench.store import filled
from core.rows import Value
from graph import Access, open_store
from graph.analysis import Scope, cowork_edges, cowork_graph, load
from graph.ladybug.store import LadybugStore
from graph.queries.catalogue import find_query

AGGREGATE_BAR = 3.0
NETWORK_SECONDS = 10.0
PY2NEO_BAR = 5.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run all and print their ratios; 1 if a bar is missed and `--check` was given."""
    options = parser(__doc__, rounds=3, tasks=1_000_000)
    options.add_argument("--py2neo", type=int, default=0, metavar="N", help="compare with py2neo on N tasks")
    settings = options.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="dutygraph-bench-") as passing:
        with filled(settings.keep or Path(passing), settings.tasks) as store:
            passed = aggregates(store, settings.rounds)
        if settings.py2neo:
            passed.append(beside_py2neo(settings.py2neo, settings.rounds))
    return 1 if settings.check and not all(passed) else 0


def aggregates(store: LadybugStore, rounds: int) -> list[bool]:
    """Load table and edges against their statements, and the graph of networkx."""
    scope = Scope()
    table = [("load/agency_tasks", scope.duties()), ("load/agency_roles", scope.duties())]
    pairs: list[tuple[str, Mapping[str, Value]]] = [
        ("cowork/pairs", scope.doers()),
        ("cowork/bodies", scope.doers()),
    ]
    bare_table = shortest(lambda: bare(store, table), rounds)
    ours_table = shortest(lambda: load(store, scope, schemes=()), rounds)
    bare_edges = shortest(lambda: bare(store, pairs), rounds)
    ours_edges = shortest(lambda: cowork_edges(store, scope), rounds)
    graph = cowork_graph(store, scope)
    queries = [*pairs, ("cowork/lengths", scope.doers()), ("load/documents", scope.tasks())]
    seconds = shortest(lambda: cowork_graph(store, scope), rounds) - shortest(
        lambda: bare(store, queries), rounds
    )
    edges = graph.number_of_edges()
    say(
        f"co-work graph: {len(graph)} bodies, {edges} edges, {seconds:.1f} s beyond its statements"
        f" (bar {NETWORK_SECONDS:g} s)"
    )
    return [
        report("load table", ours_table, bare_table),
        report("co-work edges", ours_edges, bare_edges),
        seconds < NETWORK_SECONDS,
    ]


def bare(store: LadybugStore, queries: Sequence[tuple[str, Mapping[str, Value]]]) -> int:
    """The rows of statements sent by hand."""
    rows = 0
    for name, parameters in queries:
        query = find_query(name)
        bound = query.bind({key: value for key, value in parameters.items() if key in query.parameters})
        rows += len(store._file.read(query.render(bound.keys()), bound))
    return rows


def beside_py2neo(tasks: int, rounds: int) -> bool:
    """The load table against py2neo reading every duty."""
    import py2neo

    from graph.records import RELATION_OF_ROLE
    from tools.neo4j_server import Server

    with tempfile.TemporaryDirectory(prefix="dutygraph-bench-") as folder, Server(Path(folder)) as login:  # noqa: SIM117
        with open_store(login.uri, access=Access(login.user, login.password)) as store:
            store.load_many(documents(Shape(documents=tasks // 60)))
            ours = shortest(lambda: load(store, Scope(collective="include"), schemes=()), rounds)
            expected = load(store, Scope(collective="include"), schemes=())
            own = py2neo.Graph(login.uri, auth=(login.user, login.password))

            def row_by_row() -> Counter[tuple[str, str, str | None]]:
                counted: Counter[tuple[str, str, str | None]] = Counter()
                for kind in RELATION_OF_ROLE.values():
                    for duty in own.relationships.match(r_type=kind):
                        counted[duty.start_node["id"], duty["role"], duty["basis"]] += 1
                return counted

            theirs = shortest(row_by_row, 1)
            duties = sum(row_by_row().values())
    say(f"py2neo read {duties} duties of {len(expected)} bodies")
    say(f"load table: {ours:.2f} s, py2neo {theirs:.2f} s: {theirs / ours:.1f} times (bar {PY2NEO_BAR:g})")
    return theirs / ours >= PY2NEO_BAR


def shortest(run: Callable[[], object], rounds: int) -> float:
    """The shortest of some runs, in seconds."""
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        run()
        times.append(time.perf_counter() - began)
    return min(times)


def report(what: str, ours: float, theirs: float) -> bool:
    """Print a ratio; whether it keeps the bar."""
    say(f"{what}: {ours:.2f} s, bare {theirs:.2f} s: {ours / theirs:.2f} times (bar {AGGREGATE_BAR:g})")
    return ours / theirs <= AGGREGATE_BAR


def say(line: str) -> None:
    """A line on standard output."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
