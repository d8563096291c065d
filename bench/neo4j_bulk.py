"""The two ways into Neo4j in bulk: `python -m bench.neo4j_bulk [--check] [--import-tasks N] [--keep DIR]`.

(a) `load_many` against `py2neo.bulk` merging the same nodes and relations (labels, keys, properties)
    into the same server, with the same constraints and indexes, in turns in the same run: at least 1.5
    times as fast. py2neo is given rows made beforehand, and the batch that suits it best (`--batch`);
    `load_many` makes its rows, looks for what is there already and writes the log of changes.
(b) `neo4j-admin` importing what `dutygraph export neo4j-admin` writes of a big graph: the number of
    nodes and relations of each kind, and ten queries of the catalogue, agree with the graph that it was
    exported from. Its time, with that of the export and of making constraints and indexes, is told
    beside what `load_many` would take at the speed of (a); all three together are at least 2 times as
    fast.

With `--check` a bar that is missed makes the exit code 1. `--keep` keeps the big graph for the next run.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.generate import Shape, document, documents
from bench.store import filled, say, timed
from graph import Access, open_store
from graph.neo4j.import_files import ARGUMENTS, Written, write_import
from graph.records import DocumentGraph
from graph.schema import NODES, RELATIONS
from graph.store import GraphStore, Row, Value
from tools.neo4j_server import Server

LOAD_BAR = 1.5
IMPORT_BAR = 2.0
WARMING_TASKS = 3_000
TABLES = (*(node.label for node in NODES), *(relation.type for relation in RELATIONS))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run both and print their ratios; 1 if a bar is missed and `--check` was given."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--check", action="store_true", help="exit with 1 if a bar is missed")
    parser.add_argument("--tasks", type=int, default=30_000, help="tasks of (a)")
    parser.add_argument("--import-tasks", type=int, default=1_000_000, help="tasks of (b); 0 leaves it out")
    parser.add_argument("--keep", type=Path, help="folder in which the big graph is kept")
    parser.add_argument("--rounds", type=int, default=3, help="timings of each in (a)")
    parser.add_argument("--batch", type=int, default=10_000, help="rows that py2neo sends at once")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="dutygraph-bench-") as passing:
        folder = Path(passing)
        with Server(folder / "loaded", heap="2g") as server:
            kept, speed = loading(server, given.tasks, given.rounds, given.batch)
        if given.import_tasks:
            with filled(given.keep or folder, given.import_tasks) as source:
                kept &= importing(source, given.import_tasks, folder, speed)
    return 1 if given.check and not kept else 0


# ---- (a) load_many and py2neo ----


def loading(server: Server, tasks: int, rounds: int, batch: int) -> tuple[bool, float]:
    """Whether the bar is kept, and the tasks that `load_many` loads in a second."""
    with opened(server) as store:
        for size in (WARMING_TASKS, tasks):  # the server's first statements are slow
            graphs = list(documents(Shape(size // 60)))
            ours: list[float] = []
            theirs: list[float] = []
            for _ in range(rounds if size == tasks else 1):
                ours.append(timed(store.load_many, graphs)[0])
                rows = {table: [row for page in store.scan(table) for row in page] for table in TABLES}
                clear(store)
                theirs.append(timed(merged, server, rows, batch)[0])
                check_merged(store, rows)
                clear(store)
    first, second = statistics.median(ours), statistics.median(theirs)
    relations = sum(len(rows[relation.type]) for relation in RELATIONS)
    ratio = second / first
    say(
        f"{tasks} tasks, {relations} relations: py2neo.bulk {second:.1f} s, load_many {first:.1f} s"
        f" ({tasks / first:.0f} tasks a second): {ratio:.2f} times as fast"
        f" (bar {LOAD_BAR:g}: {verdict(ratio >= LOAD_BAR)})"
    )
    return ratio >= LOAD_BAR, tasks / first


def merged(server: Server, rows: dict[str, list[Row]], batch: int) -> None:
    """Merge everything but the Store node, which is there."""
    import py2neo
    from py2neo.bulk import merge_nodes, merge_relationships

    graph = py2neo.Graph(server.uri, auth=(server.user, server.password))
    for node in NODES:
        names = [item.name for item in node.properties]
        data = [[row[name] for name in names] for row in rows[node.label]] if node.label != "Store" else []
        for part in parts(data, batch):
            merge_nodes(graph.auto(), part, (node.label, "id"), keys=names)
    for relation in RELATIONS:
        names = [item.name for item in relation.properties]
        ends = [(row["start"], [row[name] for name in names], row["stop"]) for row in rows[relation.type]]
        for part in parts(ends, batch):
            merge_relationships(
                graph.auto(), part, relation.type, (relation.start, "id"), (relation.end, "id"), keys=names
            )


def parts(rows: Sequence[object], size: int) -> list[Sequence[object]]:
    """The rows, so many at a time."""
    return [rows[at : at + size] for at in range(0, len(rows), size)]


def check_merged(store: GraphStore, rows: dict[str, list[Row]]) -> None:
    """Both wrote the same number of everything, and the same tasks."""
    assert totals(store) == {table: len(found) for table, found in rows.items()}
    tasks = {str(row["id"]): row for page in store.scan("Task") for row in page}
    assert all(tasks[str(row["id"])] == row for row in rows["Task"])


def clear(store: GraphStore) -> None:
    """Take everything away but the Store node; constraints and indexes stay."""
    for node in NODES:
        if node.label != "Store":
            statement = f"MATCH (n:{node.label}) WITH n LIMIT 10000 DETACH DELETE n RETURN count(*) AS gone"
            while store._server.write(lambda transaction: transaction.run(statement, {})[0]["gone"]):  # type: ignore[attr-defined]  # noqa: B023
                pass


# ---- (b) neo4j-admin ----


def importing(source: GraphStore, tasks: int, folder: Path, speed: float) -> bool:
    """Export, import, open, compare; whether the graphs agree and the bar is kept."""
    shape = Shape(tasks // 60)
    files = folder / "files"
    exported, written = timed(write_import, source, files)
    assert isinstance(written, Written)
    megabytes = sum(path.stat().st_size for path in files.iterdir()) / 1e6
    server = Server(folder / "imported", heap="2g", page_cache="1g")
    imported, _ = timed(server.admin, "database", "import", "full", "neo4j", f"@{ARGUMENTS}", folder=files)
    with server:
        prepared, store = timed(opened, server)
        with store:
            agree = compared(source, store, shape)
    took = exported + imported + prepared
    ratio = (tasks / speed) / took
    say(
        f"{written.nodes} nodes, {written.relations} relations, {megabytes:.0f} MB of files: export"
        f" {exported:.0f} s, neo4j-admin {imported:.0f} s, constraints and indexes {prepared:.0f} s;"
        f" load_many would take {tasks / speed:.0f} s: {ratio:.1f} times as fast"
        f" (bar {IMPORT_BAR:g}: {verdict(ratio >= IMPORT_BAR)})"
    )
    return agree and ratio >= IMPORT_BAR


def compared(source: GraphStore, imported: GraphStore, shape: Shape) -> bool:
    """Whether the numbers of everything, and the rows of ten queries, agree."""
    differing = [] if totals(source) == totals(imported) else ["counts"]
    queries = spot_queries(shape)
    for name, parameters in queries:
        if source.read(name, parameters) != imported.read(name, parameters):
            differing.append(name)
    say(
        f"the imported graph agrees with its source in all counts and {len(queries)} queries"
        if not differing
        else f"the imported graph DIFFERS from its source in {', '.join(differing)}"
    )
    return not differing


def spot_queries(shape: Shape) -> list[tuple[str, dict[str, Value]]]:
    """Ten queries for what stands in the middle of the graph."""
    one: DocumentGraph = document(shape, shape.documents // 2)
    agency, task = one.duties[0].agency, one.tasks[0].id
    held: dict[str, Value] = {"document": one.document.id}
    return [
        ("store/counts", {}),
        ("agencies/tasks", {"agency": agency, "limit": 500}),
        ("agencies/counts", {"agency": agency}),
        ("agencies/partners", {"agency": agency, "limit": 50}),
        ("tasks/get", {"task": task}),
        ("tasks/duties", {"task": task}),
        ("tasks/list", {**held, "limit": 60}),
        ("documents/text", held),
        ("documents/duties", held),
        ("campaigns/tasks", {"campaign": one.enrolments[0].campaign, "limit": 100}),
    ]


def totals(store: GraphStore) -> dict[str, int]:
    """How many nodes of each label and relations of each type there are."""
    return {table: sum(len(page) for page in store.scan(table)) for table in TABLES}


def opened(server: Server) -> GraphStore:
    """The server's graph, made ready."""
    access = Access(user=server.user, password=server.password, transaction_timeout=3600.0)
    return open_store(server.uri, access=access)


def verdict(kept: bool) -> str:
    return "kept" if kept else "MISSED"


if __name__ == "__main__":
    sys.exit(main())
