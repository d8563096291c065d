"""The two ways into Neo4j in bulk: `python -m bench.neo4j_bulk [--check] [--import-tasks N] [--keep DIR]`.

(a) `load_many` against `py2neo.bulk` merging the same nodes and relations (labels, keys, properties)
    into the same server, with the same constraints and indexes, in turns in the same run, after both
    have warmed the server up: at least 1.5 times as fast. Both begin with the same records and make
    their rows of them, py2neo's as one would write them by hand (documents bring equal bodies and
    regions here, so that nothing is to be joined), in the batch that its manual uses (`--batch`). Its
    rows of the log of changes are given to it; `load_many` compares and writes them, and looks for
    what is there already. The ratio without py2neo's making of rows is told beside.
(b) `neo4j-admin` importing what `dutygraph export neo4j-admin` writes of a big graph: the number of
    nodes and relations of each kind, and ten queries of the catalogue, agree with the graph that it was
    exported from. Its time, with that of the export and of making constraints and indexes, is told
    beside what `load_many` would take at the speed of (a); all three together are at least 2 times as
    fast.

With `--check` a bar that is missed makes the exit code 1. `--keep` keeps the big graph for the next run.
"""

from __future__ import annotations

import gc
import statistics
import sys
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from bench.arguments import parser
from bench.generate import Shape, document, documents
from bench.store import filled, say, timed, verdict
from core.rows import Row, Value
from graph import Access, open_store
from graph.copying.parts import PARTS
from graph.neo4j.import_files import ARGUMENTS, Written, write_import
from graph.records import DocumentGraph
from graph.schema import NODES, RELATION, RELATIONS
from graph.store import GraphStore
from graph.writing.properties import (
    Edge,
    agency_row,
    campaign_row,
    document_edges,
    document_row,
    mention_of,
    region_row,
    task_edges,
    task_rows,
    used_agencies,
    used_regions,
)
from tools.neo4j_server import Server

LOAD_BAR = 1.5
IMPORT_BAR = 2.0
WARMING_TASKS = 6_000
WARMING_ROUNDS = 6  # the server's compiler is at work for as long
TABLES = (*(node.label for node in NODES), *(relation.type for relation in RELATIONS))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run both and print their ratios; 1 if a bar is missed and `--check` was given."""
    options = parser(__doc__, rounds=3, tasks=30_000)
    options.add_argument("--import-tasks", type=int, default=1_000_000, help="tasks of (b); 0 leaves it out")
    options.add_argument("--batch", type=int, default=10_000, help="rows that py2neo sends at once")
    settings = options.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="dutygraph-bench-") as passing:
        folder = Path(passing)
        with Server(folder / "loaded", heap="2g") as server:
            passed, speed = loading(server, settings.tasks, settings.rounds, settings.batch)
        if settings.import_tasks:
            with filled(settings.keep or folder, settings.import_tasks) as source:
                passed &= importing(source, settings.import_tasks, folder, speed)
    return 1 if settings.check and not passed else 0


# ---- (a) load_many and py2neo ----


def loading(server: Server, tasks: int, rounds: int, batch: int) -> tuple[bool, float]:
    """Whether the bar is kept, and the tasks that `load_many` loads in a second."""
    with opened(server) as store:
        for size, times in ((WARMING_TASKS, WARMING_ROUNDS), (tasks, rounds)):
            graphs = list(documents(Shape(size // 60)))
            ours: list[float] = []
            making: list[float] = []
            merging: list[float] = []
            store.load_many(graphs)
            contents = everything(store)
            clear(store)
            gc.collect()
            gc.freeze()  # or Python looks through all of that again and again
            for number in range(times):
                for load_many in (True, False) if number % 2 else (False, True):
                    if load_many:
                        ours.append(timed(store.load_many, graphs)[0])
                        assert totals(store) == {"Store": 1} | {
                            table: len(rows) for table, rows in contents.items()
                        }
                    else:
                        took, tables = timed(by_hand, graphs, contents)
                        making.append(took)
                        merging.append(timed(merged, server, tables, batch)[0])
                        assert everything(store) == contents
                    clear(store)
    first, second, rows = (statistics.median(each) for each in (ours, merging, making))
    relations = sum(len(contents[relation.type]) for relation in RELATIONS)
    ratio = (rows + second) / first
    say(
        f"{tasks} tasks, {relations} relations: py2neo.bulk {rows + second:.1f} s, load_many {first:.1f} s"
        f" ({tasks / first:.0f} tasks a second): {ratio:.2f} times as fast"
        f" (bar {LOAD_BAR:g}: {verdict(ratio >= LOAD_BAR)}); {second / first:.2f} times without the"
        f" {rows:.1f} s in which py2neo's rows are made"
    )
    return ratio >= LOAD_BAR, tasks / first


TableRows = dict[str, list[list[Value]]]


def by_hand(graphs: Sequence[DocumentGraph], contents: dict[str, list[Row]]) -> TableRows:
    """The rows of everything that the documents bring: ends, then properties.

    When a document was loaded, and the log, are as held.
    """
    loaded = {row["id"]: datetime.fromisoformat(str(row["ingested_at"])) for row in contents["Document"]}
    nodes: dict[str, dict[str, Row]] = {node.label: {} for node in NODES}
    edges: dict[str, dict[tuple[str, str], Row]] = {"LOCATED_IN": {}, "IN_SYSTEM": {}, "PART_OF": {}}
    own: list[Edge] = []
    for graph in graphs:
        document = graph.document.id
        nodes["Document"][document] = document_row(graph.document, loaded[document])
        for row in task_rows(graph):
            nodes["Task"][str(row["id"])] = row
            own.append(Edge("HAS_TASK", document, str(row["id"]), {}))
        for region in used_regions(graph).values():
            nodes["Region"][region.id] = region_row(region)
            if region.part_of is not None:
                edges["PART_OF"][region.id, region.part_of] = {}
        for agency in used_agencies(graph).values():
            nodes["Agency"][agency.id] = agency_row(agency, mention_of(agency))
            edges["LOCATED_IN"][agency.id, agency.region] = {}
            if agency.system is not None:
                edges["IN_SYSTEM"][agency.id, agency.system] = {}
        nodes["System"].update(
            {system.id: {"id": system.id, "name": system.name} for system in graph.systems}
        )
        nodes["Campaign"].update({campaign.id: campaign_row(campaign) for campaign in graph.campaigns})
        own += (*task_edges(graph), *document_edges(graph))
    nodes["Change"] = {str(row["id"]): row for row in contents["Change"]}
    tables: TableRows = {}
    for node in NODES:
        tables[node.label] = [
            [row[item.name] for item in node.properties] for row in nodes[node.label].values()
        ]
    for type_, ends in edges.items():
        tables[type_] = [list(each) for each in ends]
    for edge in own:
        names = [item.name for item in RELATION[edge.type].properties]
        tables.setdefault(edge.type, []).append([edge.start, edge.stop, *map(edge.properties.get, names)])
    return tables


def merged(server: Server, tables: TableRows, batch: int) -> None:
    """Merge the rows; the Store node is there."""
    import py2neo
    from py2neo.bulk import merge_nodes, merge_relationships

    graph = py2neo.Graph(server.uri, auth=(server.user, server.password))
    for node in NODES:
        names = [item.name for item in node.properties]
        for part in parts(tables[node.label], batch):
            merge_nodes(graph.auto(), part, (node.label, "id"), keys=names)
    for relation in RELATIONS:
        names = [item.name for item in relation.properties]
        for part in parts(tables.get(relation.type, []), batch):
            data = [(row[0], row[2:], row[1]) for row in part]
            merge_relationships(
                graph.auto(), data, relation.type, (relation.start, "id"), (relation.end, "id"), keys=names
            )


def parts(rows: list[list[Value]], size: int) -> list[list[list[Value]]]:
    """The rows, so many at a time."""
    return [rows[at : at + size] for at in range(0, len(rows), size)]


def everything(store: GraphStore) -> dict[str, list[Row]]:
    """All rows, but the Store node's, whose revision differs each time."""
    return {
        table: sorted((row for page in store.scan(table) for row in page), key=repr)
        for table in TABLES
        if table != "Store"
    }


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
    sample: DocumentGraph = document(shape, shape.documents // 2)
    agency, task = sample.duties[0].agency, sample.tasks[0].id
    selected: dict[str, Value] = {"document": sample.document.id}
    return [
        ("store/counts", {}),
        ("agencies/tasks", {"agency": agency, "limit": 500}),
        ("agencies/counts", {"agency": agency}),
        ("agencies/partners", {"agency": agency, "limit": 50}),
        ("tasks/get", {"task": task}),
        ("tasks/duties", {"task": task}),
        ("tasks/list", {**selected, "limit": 60}),
        ("documents/text", selected),
        ("documents/duties", selected),
        ("campaigns/tasks", {"campaign": sample.enrolments[0].campaign, "limit": 100}),
    ]


def totals(store: GraphStore) -> dict[str, int]:
    """How many nodes of each label and relations of each type there are."""
    states = sum(len(page) for page in store.scan("Store"))
    return {"Store": states} | {part.name: store.count(part) for part in PARTS}


def opened(server: Server) -> GraphStore:
    """The server's graph, made ready."""
    access = Access(user=server.user, password=server.password, transaction_timeout=3600.0)
    return open_store(server.uri, access=access)


if __name__ == "__main__":
    sys.exit(main())
