"""Loads many documents at once, where single statements would take minutes.

A batch is one transaction. Only documents that are new to the graph go in this way; one that
takes another's place goes in by single statements. How rows reach the engine is its own matter
(`Sink`).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from graph.changes import Difference, change_node, compare, tasks_of
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
from graph.store import Row, Value
from graph.writing.shared_nodes import Run, SharedNodes


class Sink(ABC):
    """Where the rows of a batch go: nodes first, then the relations between them."""

    @abstractmethod
    def nodes(self, label: str, rows: Sequence[Row]) -> None:
        """Make nodes that are not there yet."""

    @abstractmethod
    def edges(self, type_: str, edges: Sequence[Edge]) -> None:
        """Make relations of one type between nodes that are there."""


def batches(graphs: Iterable[DocumentGraph], tasks_at_least: int) -> Iterator[list[DocumentGraph]]:
    """The documents in their order, so many that a batch holds that number of tasks."""
    batch: list[DocumentGraph] = []
    tasks = 0
    for graph in graphs:
        check_whole(graph)
        batch.append(graph)
        tasks += len(graph.tasks)
        if tasks >= tasks_at_least:
            yield batch
            batch, tasks = [], 0
    if batch:
        yield batch


def new_documents(run: Run, batch: Sequence[DocumentGraph]) -> list[int]:
    """Places of the documents whose id and text neither the graph (as a stub either) nor the batch holds."""
    rows = run(
        "MATCH (d:Document) WHERE d.id IN $ids OR d.sha256 IN $hashes RETURN d.id AS id, d.sha256 AS sha256",
        {
            "ids": [graph.document.id for graph in batch],
            "hashes": [graph.document.sha256 for graph in batch],
        },
    )
    met = {value for row in rows for value in row.values()}
    new = []
    for place, graph in enumerate(batch):
        keys = {graph.document.id, graph.document.sha256}
        if met.isdisjoint(keys):
            new.append(place)
        met |= keys
    return new


class BatchLoader:
    """Brings new documents, and what they hold, to an engine's sink."""

    def __init__(self, run: Run, sink: Sink) -> None:
        self._run = run
        self._sink = sink

    def load(self, graphs: Sequence[DocumentGraph], at: datetime, revision: int) -> list[Difference]:
        """Load everything the documents bring, and a Change of each, which is given."""
        shared = SharedNodes(self._run)
        self._sink.nodes("Task", [row for graph in graphs for row in task_rows(graph)])
        edges = [edge for graph in graphs for edge in (*task_edges(graph), *document_edges(graph))]
        edges += [
            Edge("HAS_TASK", graph.document.id, task.id, {}) for graph in graphs for task in graph.tasks
        ]
        self._regions(graphs, shared)
        self._agencies(graphs, shared)
        self._campaigns(graphs, shared)
        cited = self._documents(graphs, at)
        self._edges(edges)
        for document in cited:
            shared.settle_stub(document)
        differences = [compare([], tasks_of(graph)) for graph in graphs]
        changes = [
            change_node(
                difference,
                revision=revision,
                counter=counter,
                at=at,
                document=graph.document.id,
                title=graph.document.title,
                event="created",
            )
            for counter, (graph, difference) in enumerate(zip(graphs, differences, strict=True), start=1)
        ]
        self._sink.nodes("Change", changes)
        return differences

    def _known(self, label: str, ids: Iterable[str]) -> set[Value]:
        """Those of the ids that the graph holds."""
        rows = self._run(f"MATCH (n:{label}) WHERE n.id IN $ids RETURN n.id AS id", {"ids": list(ids)})
        return {row["id"] for row in rows}

    def _regions(self, graphs: Sequence[DocumentGraph], shared: SharedNodes) -> None:
        met = {region.id: region for graph in graphs for region in used_regions(graph).values()}
        known = shared.known_regions(met)
        for region in met.values():
            if region.id in known and known[region.id] != region:
                shared.put_region(region)
        new = [region for region in met.values() if region.id not in known]
        self._sink.nodes("Region", [region_row(region) for region in new])
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
        used = {m.system for met in mentions.values() for m in met if m.system is not None}
        wanted = used - self._known("System", used)
        self._sink.nodes(
            "System", [{"id": id_, "name": system.name} for id_, system in systems.items() if id_ in wanted]
        )
        known = shared.known_agencies(agencies)
        rows: list[Row] = []
        edges = []
        for agency in agencies.values():
            joined = join_mentions(mentions[agency.id])
            if agency.id in known:
                before = known[agency.id]
                if joined != before and join_mentions([before, joined]) != before:
                    shared.join_agency(agency.id, joined)
                continue
            rows.append(agency_row(agency, joined))
            edges.append(Edge("LOCATED_IN", agency.id, agency.region, {}))
            if joined.system is not None:
                edges.append(Edge("IN_SYSTEM", agency.id, joined.system, {}))
        self._sink.nodes("Agency", rows)
        self._edges(edges)

    def _campaigns(self, graphs: Sequence[DocumentGraph], shared: SharedNodes) -> None:
        wanted = {enrolment.campaign for graph in graphs for enrolment in graph.enrolments}
        met: dict[str, Campaign] = {}
        for campaign in sorted(
            (campaign for graph in graphs for campaign in graph.campaigns if campaign.id in wanted),
            key=lambda campaign: campaign.kind,
        ):
            met.setdefault(campaign.id, campaign)
        kinds = shared.known_campaigns(met)
        for campaign in met.values():
            if campaign.id in kinds and kinds[campaign.id] > campaign.kind:
                shared.put_campaign(campaign)
        self._sink.nodes("Campaign", [campaign_row(one) for one in met.values() if one.id not in kinds])

    def _documents(self, graphs: Sequence[DocumentGraph], at: datetime) -> set[str]:
        """Copy the documents and the stubs of what they cite; the ids of all that is cited."""
        rows = [document_row(graph.document, at) for graph in graphs]
        cited = {citation.cited for graph in graphs for citation in graph.citations}
        known = self._known("Document", cited) | {row["id"] for row in rows}
        rows += [stub_row(document, None, None) for document in sorted(cited) if document not in known]
        self._sink.nodes("Document", rows)
        return cited

    def _edges(self, edges: Iterable[Edge]) -> None:
        by_type: dict[str, list[Edge]] = {}
        for edge in edges:
            by_type.setdefault(edge.type, []).append(edge)
        for type_, met in by_type.items():
            self._sink.edges(type_, met)
