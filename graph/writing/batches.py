"""Loads many documents at once, where single statements would take minutes.

A batch is one transaction. Only documents that are new to the graph go in this way; one that
takes another's place goes in by single statements. How rows reach the engine is its own matter
(`Sink`).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from datetime import datetime
from functools import partial

from core.rows import Row, Value
from graph.records import Campaign, DocumentGraph
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
    """Brings new documents, and what they hold, to an engine's sink: `begin`, `go_on`, `finish`.

    `coming` are the keys of what another batch brings at the same time (its `touched`), which cannot
    be seen before it is there: that is left alone until `finish`.
    """

    def __init__(
        self,
        run: Run,
        sink: Sink,
        graphs: Sequence[DocumentGraph],
        at: datetime,
        coming: Set[str] = frozenset(),
    ) -> None:
        self._run = run
        self._sink = sink
        self._graphs = graphs
        self._used = [agency for graph in graphs for agency in used_agencies(graph).values()]
        self._at = at
        self._coming = coming
        self._shared = SharedNodes(run)
        self._joins: list[Callable[[], object]] = []
        self._edges: list[Edge] = []
        self._cited = {citation.cited for graph in graphs for citation in graph.citations}
        self.touched: set[str] = set()
        """Whole after `begin`: ids of the documents, their hashes, ids of shared nodes made or replaced."""

    def begin(self) -> None:
        """Make the documents, and those of the nodes that they share which are new."""
        documents = [graph.document for graph in self._graphs]
        self.touched.update(key for document in documents for key in (document.id, document.sha256))
        rows = [document_row(document, self._at) for document in documents]
        self._bring(lambda key: key not in self._coming, rows)

    def go_on(self) -> None:
        """Make the tasks, and the relations between what can be seen."""
        graphs = self._graphs
        self._sink.nodes("Task", [row for graph in graphs for row in task_rows(graph)])
        for graph in graphs:
            self._edges += (*task_edges(graph), *document_edges(graph))
            self._edges += [Edge("HAS_TASK", graph.document.id, task.id, {}) for task in graph.tasks]
        self._relate(lambda edge: edge.start not in self._coming and edge.stop not in self._coming)

    def finish(self, revision: int) -> list[Difference]:
        """Do the rest, now that all is there, and make a Change of each document, which is given."""
        if self._coming:
            self._bring(self._coming.__contains__, [])
        for join in self._joins:
            join()
        self._relate(lambda _: True)
        for document in self._cited:
            self._shared.settle_stub(document)
        differences = [compare([], tasks_of(graph)) for graph in self._graphs]
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
            for counter, (graph, difference) in enumerate(
                zip(self._graphs, differences, strict=True), start=1
            )
        ]
        self._sink.nodes("Change", changes)
        return differences

    def _bring(self, concerned: Callable[[str], bool], documents: Sequence[Row]) -> None:
        """Make the documents and those of the shared nodes that are new; keep what joins for the end.

        Nodes of a label go to the sink at once: of a second COPY into a table that single rows came to
        after the first, the embedded engine takes one node for another (0.22.0).
        """
        self._bring_regions(concerned)
        self._bring_systems(concerned)
        self._bring_agencies(concerned)
        self._bring_campaigns(concerned)
        cited = {document for document in self._cited - self.touched if concerned(document)}
        stubs = sorted(cited - self._known("Document", cited))
        self._make("Document", [*documents, *(stub_row(document, None, None) for document in stubs)])

    def _bring_regions(self, concerned: Callable[[str], bool]) -> None:
        all_met = {region.id: region for graph in self._graphs for region in used_regions(graph).values()}
        self.touched.update(all_met.keys() & self._coming)  # they may be replaced at the end
        met = {id_: region for id_, region in all_met.items() if concerned(id_)}
        known = self._shared.known_regions(met)
        for region in met.values():
            if region.id in known and known[region.id] != region:
                self.touched.add(region.id)
                self._joins.append(partial(self._shared.put_region, region))
        new = [region for region in met.values() if region.id not in known]
        self._make("Region", [region_row(region) for region in new])
        self._edges += [
            Edge("PART_OF", region.id, region.part_of, {}) for region in new if region.part_of is not None
        ]

    def _bring_systems(self, concerned: Callable[[str], bool]) -> None:
        names = {system.id: system.name for graph in self._graphs for system in graph.systems}
        used = {
            agency.system for agency in self._used if agency.system is not None and concerned(agency.system)
        }
        new = used - self._known("System", used)
        self._make("System", [{"id": id_, "name": name} for id_, name in names.items() if id_ in new])

    def _bring_agencies(self, concerned: Callable[[str], bool]) -> None:
        mentions: dict[str, set[Mention]] = {}
        agencies = {}
        for agency in self._used:
            if concerned(agency.id):
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
        self._make("Agency", rows)

    def _bring_campaigns(self, concerned: Callable[[str], bool]) -> None:
        wanted = {enrolment.campaign for graph in self._graphs for enrolment in graph.enrolments}
        met: dict[str, Campaign] = {}
        for campaign in sorted(
            (campaign for graph in self._graphs for campaign in graph.campaigns if campaign.id in wanted),
            key=lambda campaign: campaign.kind,
        ):
            if concerned(campaign.id):
                met.setdefault(campaign.id, campaign)
        kinds = self._shared.known_campaigns(met)
        for campaign in met.values():
            if campaign.id in kinds and kinds[campaign.id] > campaign.kind:
                self._joins.append(partial(self._shared.put_campaign, campaign))
        self._make("Campaign", [campaign_row(one) for one in met.values() if one.id not in kinds])

    def _known(self, label: str, ids: Iterable[str]) -> set[Value]:
        """Those of the ids that the graph holds."""
        rows = self._run(f"MATCH (n:{label}) WHERE n.id IN $ids RETURN n.id AS id", {"ids": list(ids)})
        return {row["id"] for row in rows}

    def _make(self, label: str, rows: Sequence[Row]) -> None:
        """Make nodes that documents share, or documents."""
        self.touched.update(str(row["id"]) for row in rows)
        self._sink.nodes(label, rows)

    def _relate(self, ready: Callable[[Edge], bool]) -> None:
        """Make those of the waiting relations that are ready."""
        by_type: dict[str, list[Edge]] = {}
        waiting: list[Edge] = []
        for edge in self._edges:
            (by_type.setdefault(edge.type, []) if ready(edge) else waiting).append(edge)
        self._edges = waiting
        for type_, met in by_type.items():
            self._sink.edges(type_, met)
