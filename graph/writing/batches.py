"""Batch loading of new documents, where single statements would take minutes.

A batch is one transaction. Only documents that are new to the graph go in this way; one that
takes another's place goes in by single statements. How rows reach the engine is its own matter
(`Sink`).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial

from core.rows import Row, Value
from graph.records import Campaign, DocumentGraph, Region
from graph.writing.changes import Difference, change_node, compare, tasks_of
from graph.writing.mentions import Mention, join_mentions
from graph.writing.properties import (
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
from graph.writing.shared_nodes import Run, SharedNodes


class Sink(ABC):
    """Engine's bulk writer for the rows of a batch: nodes first, then the relations between them."""

    @abstractmethod
    def nodes(self, label: str, rows: Sequence[Row]) -> None:
        """Create nodes that are not there yet."""

    @abstractmethod
    def edges(self, type_: str, edges: Sequence[Edge]) -> None:
        """Create relations of one type between nodes that are there."""


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
    """Positions of documents whose id and text neither the graph (even as a stub) nor the batch holds."""
    rows = run(
        "MATCH (d:Document) WHERE d.id IN $ids OR d.sha256 IN $hashes RETURN d.id AS id, d.sha256 AS sha256",
        {
            "ids": [graph.document.id for graph in batch],
            "hashes": [graph.document.sha256 for graph in batch],
        },
    )
    known = {value for row in rows for value in row.values()}
    new = []
    for at, graph in enumerate(batch):
        keys = {graph.document.id, graph.document.sha256}
        if known.isdisjoint(keys):
            new.append(at)
        known |= keys
    return new


Selection = Callable[[str], bool]
"""Whether the node of an id is concerned."""


def every(_id: str) -> bool:
    """The selection of all ids."""
    return True


class BatchLoader:
    """Writes new documents, and what they bring, to an engine's sink, in one transaction.

    `load` does it in one go. An engine that does it in several steps composes them of `create_nodes`,
    `create_tasks`, `relate` and `complete`.
    """

    def __init__(self, run: Run, sink: Sink, graphs: Sequence[DocumentGraph], at: datetime) -> None:
        self.graphs = graphs
        self._run = run
        self._sink = sink
        self._used = [agency for graph in graphs for agency in used_agencies(graph).values()]
        self._at = at
        self._shared = SharedNodes(run)
        self._joins: list[Callable[[], object]] = []
        self._edges: list[Edge] = []
        self._own = {graph.document.id for graph in graphs}
        self._cited = {citation.cited for graph in graphs for citation in graph.citations}
        self.replaced_regions: dict[str, Region] = {}
        """Regions that the graph holds otherwise, by id: `complete` replaces them."""

    def load(self, revision: int) -> list[Difference]:
        """Write everything, with a Change of each document; the differences that these record."""
        self.create_nodes(every, self.document_rows())
        self.create_tasks()
        return self.complete(revision)

    def document_rows(self) -> list[Row]:
        """The properties of the documents."""
        return [document_row(graph.document, self._at) for graph in self.graphs]

    def create_nodes(self, selected: Selection, documents: Sequence[Row]) -> None:
        """Create the documents and those of the shared nodes that are new; joins wait for `complete`.

        Nodes of a label go to the sink at once: of a second COPY into a table that single rows came to
        after the first, the embedded engine takes one node for another (0.22.0).
        """
        self._create_regions(selected)
        self._create_systems(selected)
        self._create_agencies(selected)
        self._create_campaigns(selected)
        cited = {document for document in self._cited - self._own if selected(document)}
        stubs = sorted(cited - self._known("Document", cited))
        self._create("Document", [*documents, *(stub_row(document, None, None) for document in stubs)])

    def create_tasks(self) -> None:
        """Create the tasks, and queue the relations of documents and tasks for `relate`."""
        self._create("Task", [row for graph in self.graphs for row in task_rows(graph)])
        for graph in self.graphs:
            self._edges += (*task_edges(graph), *document_edges(graph))
            self._edges += [Edge("HAS_TASK", graph.document.id, task.id, {}) for task in graph.tasks]

    def relate(self, selected: Selection) -> None:
        """Create those of the queued relations both of whose ends are selected."""
        by_type: dict[str, list[Edge]] = {}
        waiting: list[Edge] = []
        for edge in self._edges:
            ready = selected(edge.start) and selected(edge.stop)
            (by_type.setdefault(edge.type, []) if ready else waiting).append(edge)
        self._edges = waiting
        for type_, edges in by_type.items():
            self._sink.edges(type_, edges)

    def complete(self, revision: int) -> list[Difference]:
        """Join what the graph holds already, create the queued relations and a Change of each document."""
        for region in self.replaced_regions.values():
            self._shared.put_region(region)
        for join in self._joins:
            join()
        self.relate(every)
        for document in self._cited:
            self._shared.settle_stub(document)
        differences = [compare([], tasks_of(graph)) for graph in self.graphs]
        changes = [
            change_node(
                difference,
                revision=revision,
                counter=counter,
                at=self._at,
                document=graph.document.id,
                title=graph.document.title,
                event="created",
            )
            for counter, (graph, difference) in enumerate(zip(self.graphs, differences, strict=True), start=1)
        ]
        self._sink.nodes("Change", changes)
        return differences

    def used_regions(self) -> dict[str, Region]:
        """The regions of the documents, by id; of differing ones the last stands."""
        return {region.id: region for graph in self.graphs for region in used_regions(graph).values()}

    def _create_regions(self, selected: Selection) -> None:
        regions = {id_: region for id_, region in self.used_regions().items() if selected(id_)}
        known = self._shared.known_regions(regions)
        self.replaced_regions |= {
            id_: region for id_, region in regions.items() if id_ in known and known[id_] != region
        }
        new = [region for region in regions.values() if region.id not in known]
        self._create("Region", [region_row(region) for region in new])
        self._edges += [
            Edge("PART_OF", region.id, region.part_of, {}) for region in new if region.part_of is not None
        ]

    def _create_systems(self, selected: Selection) -> None:
        names = {system.id: system.name for graph in self.graphs for system in graph.systems}
        used = {
            agency.system for agency in self._used if agency.system is not None and selected(agency.system)
        }
        new = used - self._known("System", used)
        self._create("System", [{"id": id_, "name": name} for id_, name in names.items() if id_ in new])

    def _create_agencies(self, selected: Selection) -> None:
        mentions: dict[str, set[Mention]] = {}
        agencies = {}
        for agency in self._used:
            if selected(agency.id):
                agencies[agency.id] = agency
                mentions.setdefault(agency.id, set()).add(mention_of(agency))
        known = self._shared.known_agencies(agencies)
        rows: list[Row] = []
        for agency in agencies.values():
            joined = join_mentions(mentions[agency.id])
            if agency.id in known:
                before = known[agency.id]
                if joined != before and join_mentions([before, joined]) != before:
                    self._joins.append(partial(self._shared.join_agency, agency.id, joined))
                continue
            rows.append(agency_row(agency, joined))
            self._edges.append(Edge("LOCATED_IN", agency.id, agency.region, {}))
            if joined.system is not None:
                self._edges.append(Edge("IN_SYSTEM", agency.id, joined.system, {}))
        self._create("Agency", rows)

    def _create_campaigns(self, selected: Selection) -> None:
        wanted = {enrolment.campaign for graph in self.graphs for enrolment in graph.enrolments}
        campaigns: dict[str, Campaign] = {}
        for campaign in sorted(
            (campaign for graph in self.graphs for campaign in graph.campaigns if campaign.id in wanted),
            key=lambda campaign: campaign.kind,
        ):
            if selected(campaign.id):
                campaigns.setdefault(campaign.id, campaign)
        kinds = self._shared.known_campaigns(campaigns)
        for campaign in campaigns.values():
            if campaign.id in kinds and kinds[campaign.id] > campaign.kind:
                self._joins.append(partial(self._shared.put_campaign, campaign))
        new = [campaign for campaign in campaigns.values() if campaign.id not in kinds]
        self._create("Campaign", [campaign_row(campaign) for campaign in new])

    def _known(self, label: str, ids: Iterable[str]) -> set[Value]:
        """Those of the ids that the graph holds."""
        rows = self._run(f"MATCH (n:{label}) WHERE n.id IN $ids RETURN n.id AS id", {"ids": list(ids)})
        return {row["id"] for row in rows}

    def _create(self, label: str, rows: Sequence[Row]) -> None:
        """Hand nodes of one label to the sink."""
        self._sink.nodes(label, rows)
