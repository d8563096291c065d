"""Replaces documents by another, inside a transaction.

Nodes that documents share are met one by one, by primary key: on the embedded engine a statement
over many rows (UNWIND … MATCH) would scan whole tables. Tasks and duties are written by one statement a kind,
which starts from their document. (There preparing a statement costs more than running it, and it
is prepared anew for other types of parameters: nulls, wider integers.)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from core.errors import StoreUnavailable
from core.rows import Row, Value
from graph.records import RELATION_OF_ROLE, DocumentGraph
from graph.writing.changes import Difference, DutyState, Event, TaskState, change_node
from graph.writing.mentions import Mention, join_mentions
from graph.writing.properties import (
    Edge,
    document_edges,
    document_row,
    mention_of,
    stub_row,
    task_edges,
    task_rows,
    used_agencies,
    used_regions,
)
from graph.writing.shared_nodes import Run, SharedNodes, integer_in, mention_in, text_in
from graph.writing.statements import create_duties, create_node, create_relation, create_tasks, merge_node

_DUTIES = "|".join(RELATION_OF_ROLE.values())
_OWN_RELATIONS = ("COVERS", "ISSUED_BY", "CITES")


@dataclass(frozen=True, slots=True)
class Stored:
    """A loaded document, as far as replacing it requires."""

    id: str
    digest: str
    title: str | None
    sha256: str


@dataclass(slots=True)
class SharedReferences:
    """References of documents to nodes that they share with others.

    `mentions` tells by document what `agencies` joins.
    """

    mentions: dict[str, dict[str, Mention]] = field(default_factory=dict)
    agencies: dict[str, Mention] = field(default_factory=dict)
    systems: set[str] = field(default_factory=set)
    campaigns: dict[str, set[str]] = field(default_factory=dict)
    regions: set[str] = field(default_factory=set)
    cited: set[str] = field(default_factory=set)


def raise_revision(run: Run) -> int:
    """Increment the store's revision and return it. Raises StoreUnavailable where its state is missing."""
    rows = run(
        "MATCH (s:Store {id: 'store'}) SET s.revision = s.revision + 1 RETURN s.revision AS revision", {}
    )
    if not rows:
        raise StoreUnavailable(
            "图缺少记录其状态的 Store 节点，或是没有复制完的图，不能写入；请用 dutygraph check 查看"
        )
    return integer_in(rows[0]["revision"])


class DocumentWriter:
    """Writes by `run` alone, so that it can be watched and timed. `at` is the moment of loading."""

    def __init__(self, run: Run, at: datetime) -> None:
        self._run = run
        self._at = at
        self.shared = SharedNodes(run)

    def tell(self, revision: int, entries: Iterable[tuple[str, str | None, Event, Difference]]) -> None:
        """Write a Change for each document: its id, its title, what became of it and of its tasks."""
        for counter, (document, title, event, difference) in enumerate(entries, start=1):
            change = change_node(
                difference,
                revision=revision,
                counter=counter,
                at=self._at,
                document=document,
                title=title,
                event=event,
            )
            self._run(create_node("Change"), change)

    def stored(self, document: str) -> Stored | None:
        """The loaded document of that id."""
        return next(iter(self._stored("d.id = $value", document)), None)

    def stored_like(self, graph: DocumentGraph, replaces: str | None) -> list[Stored]:
        """The documents that it replaces: the named one, those of its text, that of its id."""
        documents = [] if replaces is None else self._stored("d.id = $value", replaces)
        documents += self._stored("d.sha256 = $value", graph.document.sha256)
        documents += self._stored("d.id = $value", graph.document.id)
        return list({stored.id: stored for stored in documents}.values())

    def _stored(self, condition: str, value: str) -> list[Stored]:
        rows = self._run(
            f"MATCH (d:Document) WHERE {condition} AND d.stub = false"
            " RETURN d.id AS id, d.digest AS digest, d.title AS title, d.sha256 AS sha256 ORDER BY id",
            {"value": value},
        )
        return [
            Stored(str(row["id"]), str(row["digest"]), text_in(row["title"]), str(row["sha256"]))
            for row in rows
        ]

    def tasks(self, document: str) -> list[TaskState]:
        """The tasks of a loaded document as a Change compares them, in reading order."""
        rows = self._run(
            f"MATCH (:Document {{id: $id}})-[:HAS_TASK]->(t:Task)"
            f" OPTIONAL MATCH (a:Agency)-[r:{_DUTIES}]->(t)"
            " RETURN t.id AS id, t.search AS words, t.text AS text, t.clause AS clause,"
            " t.deadline AS deadline, a.id AS agency, a.name AS name, r.role AS role, r.basis AS basis,"
            " t.n AS n, r.position AS position ORDER BY n, position, agency, role",
            {"id": document},
        )
        duties: dict[str, list[DutyState]] = {}
        first: dict[str, Row] = {}
        for row in rows:
            task = str(row["id"])
            first.setdefault(task, row)
            listed = duties.setdefault(task, [])
            if row["agency"] is not None:
                duty = DutyState(
                    str(row["agency"]), str(row["name"]), str(row["role"]), text_in(row["basis"])
                )
                listed.append(duty)
        return [
            TaskState(
                task,
                str(row["words"]),
                str(row["text"]),
                str(row["clause"]),
                text_in(row["deadline"]),
                tuple(duties[task]),
            )
            for task, row in first.items()
        ]

    def put(self, graph: DocumentGraph | None, olds: Sequence[str]) -> None:
        """Replace the old documents by this one, or by nothing, and remove orphans of theirs."""
        before = self._references(olds)
        after = SharedReferences() if graph is None else _holds(graph)
        unchanged: set[str] = set()  # agencies that the document mentions as before
        for old in olds:
            mentions = before.mentions.get(old, {})
            if graph is not None and old == graph.document.id:
                unchanged = {agency for agency in mentions if after.agencies.get(agency) == mentions[agency]}
                self._clear(old, mentions.keys() - unchanged)
            else:
                self._clear(old, mentions)
        if graph is not None:
            self._create(graph, before, unchanged)
        for old in olds:
            if graph is None or old != graph.document.id:
                self._leave_stub_or_nothing(old)
        for agency, mention in before.agencies.items():
            if after.agencies.get(agency) != mention:
                self.shared.settle_agency(agency)
        for campaign, kinds in before.campaigns.items():
            if after.campaigns.get(campaign) != kinds:
                self.shared.settle_campaign(campaign)
        for document in before.cited | after.cited:
            self.shared.settle_stub(document)
        self.shared.systems_in_doubt |= before.systems - after.systems
        self.shared.regions_in_doubt |= before.regions - after.regions
        self.shared.drop_orphans()

    # ---- what goes ----

    def _references(self, documents: Iterable[str]) -> SharedReferences:
        references = SharedReferences()
        for document in documents:
            parameters: dict[str, Value] = {"id": document}
            for row in self._run(
                "MATCH (:Document {id: $id})-[m:MENTIONS]->(a:Agency) RETURN a.id AS id,"
                " m.aliases AS aliases, m.kind AS kind, m.level AS level, m.system AS system",
                parameters,
            ):
                mention = mention_in(row)
                if mention.system is not None:
                    references.systems.add(mention.system)
                agency = str(row["id"])
                references.mentions.setdefault(document, {})[agency] = mention
                known = references.agencies.get(agency)
                references.agencies[agency] = mention if known is None else join_mentions([known, mention])
            for row in self._run(
                "MATCH (:Document {id: $id})-[:HAS_TASK]->(:Task)-[m:IN_CAMPAIGN]->(c:Campaign)"
                " RETURN DISTINCT c.id AS id, m.kind AS kind",
                parameters,
            ):
                references.campaigns.setdefault(str(row["id"]), set()).add(str(row["kind"]))
            for target, type_, label in (
                (references.regions, "COVERS", "Region"),
                (references.cited, "CITES", "Document"),
            ):
                target.update(
                    str(row["id"])
                    for row in self._run(
                        f"MATCH (:Document {{id: $id}})-[:{type_}]->(n:{label}) RETURN DISTINCT n.id AS id",
                        parameters,
                    )
                )
        return references

    def _clear(self, document: str, gone: Iterable[str]) -> None:
        """Delete the document's tasks, its relations, and its mentions of the agencies `gone`."""
        parameters: dict[str, Value] = {"id": document}
        self._run("MATCH (:Document {id: $id})-[:HAS_TASK]->(t:Task) DETACH DELETE t", parameters)
        for type_ in _OWN_RELATIONS:
            self._run(f"MATCH (:Document {{id: $id}})-[r:{type_}]->() DELETE r", parameters)
        for agency in gone:
            self._run(
                "MATCH (:Document {id: $id})-[r:MENTIONS]->(:Agency {id: $agency}) DELETE r",
                {"id": document, "agency": agency},
            )

    def _leave_stub_or_nothing(self, document: str) -> None:
        self._run(merge_node("Document"), stub_row(document, None, None))
        self.shared.settle_stub(document)

    # ---- what comes ----

    def _create(self, graph: DocumentGraph, before: SharedReferences, unchanged: set[str]) -> None:
        for region in used_regions(graph).values():
            self.shared.put_region(region)
        systems = {system.id: system.name for system in graph.systems}
        agencies = used_agencies(graph).values()
        for system in dict.fromkeys(agency.system for agency in agencies if agency.system is not None):
            self._run(merge_node("System"), {"id": system, "name": systems[system]})
        for agency in agencies:
            if before.agencies.get(agency.id) != mention_of(agency):
                self.shared.put_agency(agency)
        wanted = {enrolment.campaign for enrolment in graph.enrolments}
        for campaign in graph.campaigns:
            if campaign.id in wanted:
                self.shared.put_campaign(campaign)
        self._run(merge_node("Document"), document_row(graph.document, self._at))
        for citation in graph.citations:
            self.shared.put_stub(citation.cited)
        for edge in document_edges(graph):
            if edge.type != "MENTIONS" or edge.stop not in unchanged:
                self._put_edge(edge)
        document = graph.document.id
        if graph.tasks:
            self._run(create_tasks(), {"document": document, "rows": list(task_rows(graph))})
        duties: dict[str, list[Value]] = {}
        for edge in task_edges(graph):
            if edge.type == "IN_CAMPAIGN":
                self._put_edge(edge)
            else:
                row: Row = {**edge.properties, "start": edge.start, "stop": edge.stop}
                duties.setdefault(edge.type, []).append(row)
        for type_, rows in duties.items():
            self._run(create_duties(type_), {"document": document, "rows": rows})

    def _put_edge(self, edge: Edge) -> None:
        self._run(create_relation(edge.type), {**edge.properties, "start": edge.start, "stop": edge.stop})


def _holds(graph: DocumentGraph) -> SharedReferences:
    kinds = {campaign.id: campaign.kind for campaign in graph.campaigns}
    used = used_agencies(graph).values()
    return SharedReferences(
        agencies={agency.id: mention_of(agency) for agency in used},
        systems={agency.system for agency in used if agency.system is not None},
        campaigns={enrolment.campaign: {kinds[enrolment.campaign]} for enrolment in graph.enrolments},
        regions=set(used_regions(graph)),
        cited={citation.cited for citation in graph.citations},
    )
