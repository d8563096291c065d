"""Loads many documents at once by COPY, which takes a second where single statements take minutes.

A batch is one transaction. Only documents that are new to the graph are copied; one that takes
another's place goes in by single statements.
"""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from graph.changes import change_node, compare, tasks_of
from graph.ladybug.file import GraphFile, Transaction
from graph.ladybug.shared_nodes import SharedNodes
from graph.ladybug.tables import COLUMN_TYPES, NODE, RELATION
from graph.ladybug.writer import raise_revision
from graph.mentions import Mention, join_mentions
from graph.records import Campaign, DocumentGraph
from graph.rows import (
    Edge,
    agency_row,
    campaign_row,
    check_whole,
    document_edges,
    document_row,
    mention_of,
    region_row,
    stub_row,
    task_edges,
    task_rows,
    used_agencies,
    used_regions,
)
from graph.schema import Property, Type
from graph.store import Outcome, Row, Value

BATCH_TASKS = 40_000
"""Tasks of a batch: enough to make its COPY statements and its checkpoint cheap, few enough to hold."""

FEWEST_TASKS = 300
"""Below this many tasks single statements are as quick."""

Replace = Callable[[DocumentGraph], Outcome]


def load_batches(
    file: GraphFile, graphs: Iterable[DocumentGraph], clock: Callable[[], datetime], replace: Replace
) -> Sequence[Outcome]:
    """Load the documents in their order, batch by batch, and tell the outcome of each."""
    outcomes: list[Outcome] = []
    for batch in _batches(graphs):
        if sum(len(graph.tasks) for graph in batch) < FEWEST_TASKS:
            outcomes += [replace(graph) for graph in batch]
        else:
            outcomes += _load(file, batch, clock(), replace)
    return outcomes


def _batches(graphs: Iterable[DocumentGraph]) -> Iterator[list[DocumentGraph]]:
    batch: list[DocumentGraph] = []
    tasks = 0
    for graph in graphs:
        check_whole(graph)
        batch.append(graph)
        tasks += len(graph.tasks)
        if tasks >= BATCH_TASKS:
            yield batch
            batch, tasks = [], 0
    if batch:
        yield batch


def _load(
    file: GraphFile, batch: Sequence[DocumentGraph], at: datetime, replace: Replace
) -> Iterator[Outcome]:
    """Copy the documents that are new, then put the others in one by one."""
    outcomes: dict[int, Outcome] = {}
    with tempfile.TemporaryDirectory(prefix="dutygraph-") as folder, file.write(settled=True) as transaction:
        new = _new_documents(transaction, batch)
        if new:
            revision = raise_revision(transaction.run)
            loader = _Loader(transaction, Path(folder))
            changes = loader.load([batch[place] for place in new], at, revision)
            for place, change in zip(new, changes, strict=True):
                came = change["came"]
                assert isinstance(came, int)
                outcomes[place] = Outcome("created", batch[place].document.id, came, 0, 0, revision)
        else:
            transaction.abandon()
    for place, graph in enumerate(batch):
        yield outcomes[place] if place in outcomes else replace(graph)


def _new_documents(transaction: Transaction, batch: Sequence[DocumentGraph]) -> list[int]:
    """Places of the documents whose id and text neither the graph (as a stub either) nor the batch holds."""
    rows = transaction.run("MATCH (d:Document) RETURN d.id AS id, d.sha256 AS sha256")
    met = {value for row in rows for value in row.values()}
    new = []
    for place, graph in enumerate(batch):
        keys = {graph.document.id, graph.document.sha256}
        if met.isdisjoint(keys) and not _has_empty_item(graph):
            new.append(place)
        met |= keys
    return new


def _has_empty_item(graph: DocumentGraph) -> bool:
    """Whether a list holds an empty text, which the engine's `string_split` would lose."""
    lists = [graph.document.issuers, *(task.path for task in graph.tasks)]
    lists += [agency.aliases for agency in graph.agencies]
    return any("" in items for items in lists)


class _Loader:
    """One batch of new documents."""

    def __init__(self, transaction: Transaction, folder: Path) -> None:
        self._transaction = transaction
        self._folder = folder
        self._token = secrets.token_hex(12)  # stands for null and between items; no text holds it

    def load(self, graphs: Sequence[DocumentGraph], at: datetime, revision: int) -> list[Row]:
        """Copy everything the documents bring; the Changes that tell it."""
        shared = SharedNodes(self._transaction.run)
        self._regions(graphs, shared)
        self._agencies(graphs, shared)
        self._campaigns(graphs, shared)
        cited = self._documents(graphs, at)
        edges = [edge for graph in graphs for edge in (*task_edges(graph), *document_edges(graph))]
        edges += [
            Edge("HAS_TASK", graph.document.id, task.id, {}) for graph in graphs for task in graph.tasks
        ]
        self._nodes("Task", [row for graph in graphs for row in task_rows(graph)])
        self._edges(edges)
        for document in cited:
            shared.settle_stub(document)
        changes = [
            change_node(
                compare([], tasks_of(graph)),
                revision=revision,
                counter=counter,
                at=at,
                document=graph.document.id,
                title=graph.document.title,
                event="created",
            )
            for counter, graph in enumerate(graphs, start=1)
        ]
        self._nodes("Change", changes)
        return changes

    def _ids(self, label: str) -> set[Value]:
        return {row["id"] for row in self._transaction.run(f"MATCH (n:{label}) RETURN n.id AS id")}

    def _regions(self, graphs: Sequence[DocumentGraph], shared: SharedNodes) -> None:
        met = {region.id: region for graph in graphs for region in used_regions(graph).values()}
        known = shared.known_regions()
        for region in met.values():
            if region.id in known and known[region.id] != region:
                shared.put_region(region)
        new = [region for region in met.values() if region.id not in known]
        self._nodes("Region", [region_row(region) for region in new])
        self._edges(
            Edge("PART_OF", region.id, region.part_of, {}) for region in new if region.part_of is not None
        )

    def _agencies(self, graphs: Sequence[DocumentGraph], shared: SharedNodes) -> None:
        mentions: dict[str, set[Mention]] = {}
        agencies = {}
        systems = {}
        for graph in graphs:
            for agency in used_agencies(graph).values():
                agencies[agency.id] = agency
                mentions.setdefault(agency.id, set()).add(mention_of(agency))
            systems.update({system.id: system for system in graph.systems})
        used = {mention.system for met in mentions.values() for mention in met}
        wanted = used - self._ids("System")
        self._nodes(
            "System", [{"id": id_, "name": system.name} for id_, system in systems.items() if id_ in wanted]
        )
        known = shared.known_agencies()
        rows: list[Row] = []
        edges = []
        for agency in agencies.values():
            joined = join_mentions(mentions[agency.id])
            if agency.id in known:
                if join_mentions([known[agency.id], joined]) != known[agency.id]:
                    shared.join_agency(agency.id, joined)
                continue
            rows.append(agency_row(agency, joined))
            edges.append(Edge("LOCATED_IN", agency.id, agency.region, {}))
            if joined.system is not None:
                edges.append(Edge("IN_SYSTEM", agency.id, joined.system, {}))
        self._nodes("Agency", rows)
        self._edges(edges)

    def _campaigns(self, graphs: Sequence[DocumentGraph], shared: SharedNodes) -> None:
        wanted = {enrolment.campaign for graph in graphs for enrolment in graph.enrolments}
        met: dict[str, Campaign] = {}
        for campaign in sorted(
            (campaign for graph in graphs for campaign in graph.campaigns if campaign.id in wanted),
            key=lambda campaign: campaign.kind,
        ):
            met.setdefault(campaign.id, campaign)
        known = self._ids("Campaign")
        rows: list[Row] = []
        for campaign in met.values():
            if campaign.id in known:
                shared.put_campaign(campaign)
            else:
                rows.append(campaign_row(campaign))
        self._nodes("Campaign", rows)

    def _documents(self, graphs: Sequence[DocumentGraph], at: datetime) -> set[str]:
        """Copy the documents and the stubs of what they cite; the ids of all that is cited."""
        rows = [document_row(graph.document, at) for graph in graphs]
        known = self._ids("Document") | {row["id"] for row in rows}
        cited = {citation.cited for graph in graphs for citation in graph.citations}
        rows += [stub_row(document, None, None) for document in sorted(cited) if document not in known]
        self._nodes("Document", rows)
        return cited

    # ---- COPY ----

    def _nodes(self, label: str, rows: Sequence[Row]) -> None:
        properties = NODE[label].properties
        self._copy(label, properties, ([row[item.name] for item in properties] for row in rows))

    def _edges(self, edges: Iterable[Edge]) -> None:
        by_type: dict[str, list[Edge]] = {}
        for edge in edges:
            by_type.setdefault(edge.type, []).append(edge)
        ends = (Property("start", "string", ""), Property("stop", "string", ""))
        for type_, met in by_type.items():
            properties = RELATION[type_].properties
            rows = ([e.start, e.stop, *(e.properties[item.name] for item in properties)] for e in met)
            self._copy(type_, (*ends, *properties), rows)

    def _copy(self, table: str, properties: Sequence[Property], rows: Iterable[Sequence[Value]]) -> None:
        """Write the rows to a file and copy it into the table."""
        path = self._folder / f"{table}.csv"
        types = [item.type for item in properties]
        count = 0
        with path.open("w", encoding="utf-8", newline="") as out:
            for row in rows:
                out.write(",".join(map(self._field, row, types)) + "\n")
                count += 1
        if not count:
            return
        columns = ", ".join(f"{item.name} {_FILE_TYPES.get(item.type, 'STRING')}" for item in properties)
        values = ", ".join(self._expression(item) for item in properties)
        place = str(path).replace("\\", "/").replace("'", "\\'")
        self._transaction.run(
            f"COPY {table} FROM (LOAD WITH HEADERS ({columns}) FROM '{place}' (HEADER=false, DELIM=',',"
            f" QUOTE='\"', ESCAPE='\"', PARALLEL=false, AUTO_DETECT=false) RETURN {values})"
        )
        path.unlink()

    def _field(self, value: Value, type_: Type) -> str:
        if value is None:
            return self._token if type_ == "string" else ""
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, int):
            return str(value)
        if isinstance(value, list):
            items = [str(item) for item in value]
            if type_ == "integer[]":
                return f'"[{",".join(items)}]"'
            value = self._token.join(items) if items else self._token * 2
        return '"' + str(value).replace('"', '""') + '"'

    def _expression(self, item: Property) -> str:
        token = self._token
        if item.type == "string":
            return f"CASE WHEN {item.name} = '{token}' THEN NULL ELSE {item.name} END"
        if item.type == "string[]":
            return (
                f"CASE WHEN {item.name} = '{token * 2}' THEN cast([] AS STRING[])"
                f" ELSE string_split({item.name}, '{token}') END"
            )
        return item.name


_FILE_TYPES = {type_: name for type_, name in COLUMN_TYPES.items() if type_ not in {"string", "string[]"}}
"""How the columns stand in the file; texts and lists of texts are decoded by an expression."""
