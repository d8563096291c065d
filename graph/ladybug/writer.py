"""Puts one document in place of others, inside a transaction of the embedded engine.

Nodes that documents share are met one by one, by primary key: a statement over many rows
(UNWIND … MATCH) would scan whole tables. Tasks and duties are written by one statement a kind,
which starts from their document. (Preparing a statement costs more than running it, and the
engine prepares anew for other types of parameters: nulls, wider integers.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from graph.changes import DutyState, TaskState
from graph.ladybug.tables import create_duties, create_node, create_relation, create_tasks, merge_node
from graph.mentions import Mention, join_mentions
from graph.records import Agency, Campaign, DocumentGraph, Region
from graph.rows import (
    Edge,
    agency_row,
    campaign_row,
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
from graph.schema import DUTY_TYPES
from graph.store import Row, Value

Run = Callable[[str, Mapping[str, Value]], list[Row]]

_DUTIES = "|".join(DUTY_TYPES)
_OWN_RELATIONS = ("COVERS", "ISSUED_BY", "CITES")


@dataclass(frozen=True, slots=True)
class Stored:
    """A loaded document, as far as replacing it asks."""

    id: str
    digest: str
    title: str | None


@dataclass(slots=True)
class Held:
    """What documents hold of nodes that they share with others.

    `mentions` tells by document what `agencies` joins.
    """

    mentions: dict[str, dict[str, Mention]] = field(default_factory=dict)
    agencies: dict[str, Mention] = field(default_factory=dict)
    systems: set[str] = field(default_factory=set)
    campaigns: dict[str, set[str]] = field(default_factory=dict)
    regions: set[str] = field(default_factory=set)
    cited: set[str] = field(default_factory=set)


class DocumentWriter:
    """Writes by `run` alone, so that it can be watched and timed. `at` is the moment of loading."""

    def __init__(self, run: Run, at: datetime) -> None:
        self._run = run
        self._at = at
        self._systems_in_doubt: set[str] = set()
        self._regions_in_doubt: set[str] = set()

    def raise_revision(self) -> int:
        """The new revision of the store."""
        rows = self._run(
            "MATCH (s:Store {id: 'store'}) SET s.revision = s.revision + 1 RETURN s.revision AS revision", {}
        )
        return _integer(rows[0]["revision"])

    def stored(self, document: str) -> Stored | None:
        """The loaded document of that id."""
        return next(iter(self._stored("d.id = $value", document)), None)

    def stored_like(self, graph: DocumentGraph, replaces: str | None) -> list[Stored]:
        """The documents whose place it takes: the named one, those of its text, that of its id."""
        found = [] if replaces is None else self._stored("d.id = $value", replaces)
        found += self._stored("d.sha256 = $value", graph.document.sha256)
        found += self._stored("d.id = $value", graph.document.id)
        return list({stored.id: stored for stored in found}.values())

    def _stored(self, condition: str, value: str) -> list[Stored]:
        rows = self._run(
            f"MATCH (d:Document) WHERE {condition} AND d.stub = false"
            " RETURN d.id AS id, d.digest AS digest, d.title AS title ORDER BY id",
            {"value": value},
        )
        return [Stored(str(row["id"]), str(row["digest"]), _text(row["title"])) for row in rows]

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
            met = duties.setdefault(task, [])
            if row["agency"] is not None:
                duty = DutyState(str(row["agency"]), str(row["name"]), str(row["role"]), _text(row["basis"]))
                met.append(duty)
        return [
            TaskState(
                task,
                str(row["words"]),
                str(row["text"]),
                str(row["clause"]),
                _text(row["deadline"]),
                tuple(duties[task]),
            )
            for task, row in first.items()
        ]

    def put(self, graph: DocumentGraph | None, olds: Sequence[str]) -> None:
        """Put the document, or nothing, in place of the old ones, and tidy up what they held."""
        before = self._held(olds)
        after = Held() if graph is None else _holds(graph)
        kept: set[str] = set()  # bodies that the document goes on to mention just so
        for old in olds:
            mentions = before.mentions.get(old, {})
            if graph is not None and old == graph.document.id:
                kept = {agency for agency in mentions if after.agencies.get(agency) == mentions[agency]}
                self._clear(old, mentions.keys() - kept)
            else:
                self._clear(old, mentions)
        if graph is not None:
            self._create(graph, before, kept)
        for old in olds:
            if graph is None or old != graph.document.id:
                self._leave_stub_or_nothing(old)
        for agency, mention in before.agencies.items():
            if after.agencies.get(agency) != mention:
                self._settle_agency(agency)
        for campaign, kinds in before.campaigns.items():
            if after.campaigns.get(campaign) != kinds:
                self._settle_campaign(campaign)
        for document in before.cited | after.cited:
            self.settle_stub(document)
        self._systems_in_doubt |= before.systems - after.systems
        self._regions_in_doubt |= before.regions - after.regions
        self._drop_orphans()

    # ---- what goes ----

    def _held(self, documents: Iterable[str]) -> Held:
        held = Held()
        for document in documents:
            given: dict[str, Value] = {"id": document}
            for row in self._run(
                "MATCH (:Document {id: $id})-[m:MENTIONS]->(a:Agency) RETURN a.id AS id,"
                " m.aliases AS aliases, m.kind AS kind, m.level AS level, m.system AS system",
                given,
            ):
                mention = _mention(row)
                if mention.system is not None:
                    held.systems.add(mention.system)
                agency = str(row["id"])
                held.mentions.setdefault(document, {})[agency] = mention
                known = held.agencies.get(agency)
                held.agencies[agency] = mention if known is None else join_mentions([known, mention])
            for row in self._run(
                "MATCH (:Document {id: $id})-[:HAS_TASK]->(:Task)-[m:IN_CAMPAIGN]->(c:Campaign)"
                " RETURN DISTINCT c.id AS id, m.kind AS kind",
                given,
            ):
                held.campaigns.setdefault(str(row["id"]), set()).add(str(row["kind"]))
            for target, type_, label in (
                (held.regions, "COVERS", "Region"),
                (held.cited, "CITES", "Document"),
            ):
                target.update(
                    str(row["id"])
                    for row in self._run(
                        f"MATCH (:Document {{id: $id}})-[:{type_}]->(n:{label}) RETURN DISTINCT n.id AS id",
                        given,
                    )
                )
        return held

    def _clear(self, document: str, gone: Iterable[str]) -> None:
        """Take away the document's tasks, its relations, and its mentions of the bodies `gone`."""
        given: dict[str, Value] = {"id": document}
        self._run("MATCH (:Document {id: $id})-[:HAS_TASK]->(t:Task) DETACH DELETE t", given)
        for type_ in _OWN_RELATIONS:
            self._run(f"MATCH (:Document {{id: $id}})-[r:{type_}]->() DELETE r", given)
        for agency in gone:
            self._run(
                "MATCH (:Document {id: $id})-[r:MENTIONS]->(:Agency {id: $agency}) DELETE r",
                {"id": document, "agency": agency},
            )

    def _leave_stub_or_nothing(self, document: str) -> None:
        given: dict[str, Value] = {"id": document}
        rows = self._run("MATCH (d:Document {id: $id})<-[r:CITES]-() RETURN count(r) AS n", given)
        if rows[0]["n"]:
            self._run(merge_node("Document"), stub_row(document, None, None))
            self.settle_stub(document)
        else:
            self._run("MATCH (d:Document {id: $id}) DELETE d", given)

    # ---- what comes ----

    def _create(self, graph: DocumentGraph, before: Held, kept: set[str]) -> None:
        for region in used_regions(graph).values():
            self.put_region(region)
        systems = {system.id: system.name for system in graph.systems}
        for agency in used_agencies(graph).values():
            if before.agencies.get(agency.id) != mention_of(agency):
                self._put_agency(agency, systems)
        wanted = {enrolment.campaign for enrolment in graph.enrolments}
        for campaign in graph.campaigns:
            if campaign.id in wanted:
                self.put_campaign(campaign)
        self._run(merge_node("Document"), document_row(graph.document, self._at))
        for citation in graph.citations:
            self._put_stub(citation.cited)
        for edge in document_edges(graph):
            if edge.type != "MENTIONS" or edge.stop not in kept:
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

    def put_region(self, region: Region) -> None:
        """Make the region, or let it be as it now comes."""
        known = next(iter(self._regions("(g:Region {id: $id})", {"id": region.id})), None)
        if known == region:
            return
        self._run(merge_node("Region"), region_row(region))
        above = known.part_of if known is not None else None
        if above == region.part_of:
            return
        if above is not None:
            self._run("MATCH (:Region {id: $id})-[r:PART_OF]->() DELETE r", {"id": region.id})
            self._regions_in_doubt.add(above)
        if region.part_of is not None:
            self._run(create_relation("PART_OF"), {"start": region.id, "stop": region.part_of})

    def known_regions(self) -> dict[str, Region]:
        """All regions of the graph, by id."""
        return {region.id: region for region in self._regions("(g:Region)", {})}

    def _regions(self, pattern: str, given: Mapping[str, Value]) -> list[Region]:
        rows = self._run(
            f"MATCH {pattern} OPTIONAL MATCH (g)-[:PART_OF]->(p:Region)"
            " RETURN g.id AS id, g.name AS name, g.level AS level, g.code AS code, p.id AS part_of",
            given,
        )
        return [
            Region(
                id=str(row["id"]),
                name=str(row["name"]),
                level=_text(row["level"]),
                code=_text(row["code"]),
                part_of=_text(row["part_of"]),
            )
            for row in rows
        ]

    def _put_agency(self, agency: Agency, systems: Mapping[str, str]) -> None:
        """Make the body, or let what the document brings join what is known of it."""
        if agency.system is not None:
            self._run(merge_node("System"), {"id": agency.system, "name": systems[agency.system]})
        mention = mention_of(agency)
        if self.join_agency(agency.id, mention):
            return
        self._run(create_node("Agency"), agency_row(agency, mention))
        self._run(create_relation("LOCATED_IN"), {"start": agency.id, "stop": agency.region})
        if mention.system is not None:
            self._run(create_relation("IN_SYSTEM"), {"start": agency.id, "stop": mention.system})

    def join_agency(self, agency: str, mention: Mention) -> bool:
        """Let more that documents bring join what is known of the body; False if it is not known."""
        known = self._known(agency)
        if known is None:
            return False
        joined = join_mentions([known, mention])
        if joined != known:
            self._set_agency(agency, known, joined)
        return True

    def known_agencies(self) -> dict[str, Mention]:
        """All bodies of the graph, by id."""
        return self._agencies("(a:Agency)", {})

    def _known(self, agency: str) -> Mention | None:
        return self._agencies("(a:Agency {id: $id})", {"id": agency}).get(agency)

    def _agencies(self, pattern: str, given: Mapping[str, Value]) -> dict[str, Mention]:
        rows = self._run(
            f"MATCH {pattern} OPTIONAL MATCH (a)-[:IN_SYSTEM]->(s:System) RETURN"
            " a.id AS id, a.aliases AS aliases, a.kind AS kind, a.level AS level, s.id AS system",
            given,
        )
        return {str(row["id"]): _mention(row) for row in rows}

    def _set_agency(self, agency: str, known: Mention, joined: Mention) -> None:
        self._run(
            "MATCH (a:Agency {id: $id}) SET a.aliases = $aliases, a.names = $names, a.kind = $kind,"
            " a.level = $level",
            {
                "id": agency,
                "aliases": list(joined.aliases),
                "names": "\n".join(joined.aliases),
                "kind": joined.kind,
                "level": joined.level,
            },
        )
        if joined.system == known.system:
            return
        if known.system is not None:
            self._run("MATCH (:Agency {id: $id})-[r:IN_SYSTEM]->() DELETE r", {"id": agency})
        if joined.system is not None:
            self._run(create_relation("IN_SYSTEM"), {"start": agency, "stop": joined.system})

    def put_campaign(self, campaign: Campaign) -> None:
        """Make the campaign, or let its kind join what is known of it."""
        rows = self._run("MATCH (c:Campaign {id: $id}) RETURN c.kind AS kind", {"id": campaign.id})
        if not rows or str(rows[0]["kind"]) > campaign.kind:
            self._run(merge_node("Campaign"), campaign_row(campaign))

    def _put_stub(self, document: str) -> None:
        if not self._run("MATCH (d:Document {id: $id}) RETURN d.id AS id", {"id": document}):
            self._run(create_node("Document"), stub_row(document, None, None))

    # ---- what is left ----

    def _settle_agency(self, agency: str) -> None:
        """Let the body be what the documents that still name it bring, or go."""
        given: dict[str, Value] = {"id": agency}
        mentions = [
            _mention(row)
            for row in self._run(
                "MATCH (:Document)-[m:MENTIONS]->(:Agency {id: $id}) RETURN m.aliases AS aliases,"
                " m.kind AS kind, m.level AS level, m.system AS system",
                given,
            )
        ]
        if mentions:
            known = self._known(agency)
            joined = join_mentions(mentions)
            if known is not None and joined != known:
                self._set_agency(agency, known, joined)
            return
        self._regions_in_doubt.add(
            str(self._run("MATCH (a:Agency {id: $id}) RETURN a.region AS region", given)[0]["region"])
        )
        self._run("MATCH (a:Agency {id: $id}) DETACH DELETE a", given)

    def _settle_campaign(self, campaign: str) -> None:
        given: dict[str, Value] = {"id": campaign}
        kind = self._run(
            "MATCH (:Task)-[m:IN_CAMPAIGN]->(:Campaign {id: $id}) RETURN min(m.kind) AS kind", given
        )[0]["kind"]
        if kind is None:
            self._run("MATCH (c:Campaign {id: $id}) DELETE c", given)
        else:
            self._run("MATCH (c:Campaign {id: $id}) SET c.kind = $kind", {"id": campaign, "kind": kind})

    def settle_stub(self, document: str) -> None:
        """Let a stub be known by what still cites it, or go; leave a loaded document alone."""
        given: dict[str, Value] = {"id": document}
        rows = self._run(
            "MATCH (d:Document {id: $id}) WHERE d.stub = true OPTIONAL MATCH (d)<-[r:CITES]-(:Document)"
            " RETURN count(r) AS n, min(r.title) AS title, min(r.doc_number) AS doc_number",
            given,
        )
        if rows and rows[0]["n"]:
            self._run(
                "MATCH (d:Document {id: $id}) SET d.title = $title, d.doc_number = $doc_number",
                {"id": document, "title": rows[0]["title"], "doc_number": rows[0]["doc_number"]},
            )
        elif rows:
            self._run("MATCH (d:Document {id: $id}) WHERE d.stub = true DELETE d", given)

    def _drop_orphans(self) -> None:
        for system in self._systems_in_doubt:
            self._run(
                "MATCH (s:System {id: $id}) WHERE NOT EXISTS { MATCH (s)-[:SUCCEEDED_BY]-(:System) }"
                " AND NOT EXISTS { MATCH (:Document)-[m:MENTIONS]->(:Agency) WHERE m.system = $id } DELETE s",
                {"id": system},
            )
        while self._regions_in_doubt:
            region = self._regions_in_doubt.pop()
            rows = self._run(
                "MATCH (g:Region {id: $id}) WHERE NOT EXISTS { MATCH (g)<-[:COVERS]-(:Document) }"
                " AND NOT EXISTS { MATCH (g)<-[:LOCATED_IN]-(:Agency) }"
                " AND NOT EXISTS { MATCH (g)<-[:PART_OF]-(:Region) }"
                " OPTIONAL MATCH (g)-[:PART_OF]->(p:Region) RETURN p.id AS above",
                {"id": region},
            )
            if rows:
                self._run("MATCH (g:Region {id: $id}) DETACH DELETE g", {"id": region})
                self._regions_in_doubt.update(str(row["above"]) for row in rows if row["above"] is not None)


def _holds(graph: DocumentGraph) -> Held:
    kinds = {campaign.id: campaign.kind for campaign in graph.campaigns}
    used = used_agencies(graph).values()
    return Held(
        agencies={agency.id: mention_of(agency) for agency in used},
        systems={agency.system for agency in used if agency.system is not None},
        campaigns={enrolment.campaign: {kinds[enrolment.campaign]} for enrolment in graph.enrolments},
        regions=set(used_regions(graph)),
        cited={citation.cited for citation in graph.citations},
    )


def _mention(row: Row) -> Mention:
    aliases = row["aliases"]
    assert isinstance(aliases, list)
    return Mention(
        tuple(str(alias) for alias in aliases), _text(row["kind"]), _text(row["level"]), _text(row["system"])
    )


def _text(value: Value) -> str | None:
    return None if value is None else str(value)


def _integer(value: Value) -> int:
    assert isinstance(value, int)
    return value
