"""Properties of nodes and relations from records, the same for every engine."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from operator import attrgetter
from typing import NamedTuple

from core.rows import Row, Value
from graph.records import (
    RELATION_OF_ROLE,
    Agency,
    Campaign,
    Document,
    DocumentGraph,
    Region,
    Succession,
)
from graph.schema import NODES, RELATIONS, SCHEMA_VERSION
from graph.writing.changes import moment
from graph.writing.mentions import Mention

_PROPERTIES = {node.label: node.properties for node in NODES} | {
    relation.type: relation.properties for relation in RELATIONS
}


class Edge(NamedTuple):
    """A relation between two nodes, by their ids."""

    type: str
    start: str
    stop: str
    properties: Row


def _row(label: str, record: object, **others: Value) -> Row:
    names, values, lists = _read(label, *others)
    row: Row = dict(zip(names, values(record), strict=True))
    for name in lists:
        row[name] = list(row[name])  # type: ignore[arg-type]
    row.update(others)
    return row


@cache
def _read(label: str, *others: str) -> tuple[list[str], attrgetter[tuple[Value, ...]], list[str]]:
    """Reader of the properties of a label or type from its records, and which of them are tuples."""
    read = [item for item in _PROPERTIES[label] if item.name not in others]
    names = [item.name for item in read]
    return names, attrgetter(*names), [item.name for item in read if item.type.endswith("[]")]


STORE_ID = "store"
"""The id of the node that tells the state of the graph."""

UNFINISHED = "unfinished"
"""The id of the node in its place while a copy is under way (`graph.writing.copy_receiver`)."""


def new_store() -> Row:
    """The properties of the Store node of an empty graph."""
    return {"id": STORE_ID, "schema_version": SCHEMA_VERSION, "revision": 0, "lineage": None}


def document_row(document: Document, at: datetime) -> Row:
    """The properties of a loaded document."""
    return _row("Document", document, stub=False, ingested_at=moment(at))


def stub_row(document: str, title: str | None, doc_number: str | None) -> Row:
    """The properties of a document that is only cited."""
    row: Row = dict.fromkeys(item.name for item in _PROPERTIES["Document"])
    return row | {
        "id": document,
        "sort_key": document,
        "stub": True,
        "title": title,
        "doc_number": doc_number,
        "issuers": [],
        "period": [],
    }


def agency_row(agency: Agency, joined: Mention) -> Row:
    """The properties of an agency, joined over all documents."""
    return _row(
        "Agency",
        agency,
        aliases=list(joined.aliases),
        names="\n".join(joined.aliases),
        kind=joined.kind,
        level=joined.level,
    )


def mention_of(agency: Agency) -> Mention:
    """The document's mention of the agency."""
    aliases = tuple(sorted({agency.name, *agency.aliases}))
    return Mention(aliases, agency.kind, agency.level, agency.system)


def campaign_row(campaign: Campaign) -> Row:
    """The properties of a campaign."""
    return _row("Campaign", campaign)


def task_rows(graph: DocumentGraph) -> list[Row]:
    """The properties of each task."""
    return [_row("Task", task) for task in graph.tasks]


def region_row(region: Region) -> Row:
    """The properties of a region."""
    return _row("Region", region)


def task_edges(graph: DocumentGraph) -> list[Edge]:
    """The relations of the document's tasks to agencies and campaigns."""
    kinds = {campaign.id: campaign.kind for campaign in graph.campaigns}
    edges = []
    for duty in graph.duties:
        type_ = RELATION_OF_ROLE[duty.role]
        edges.append(Edge(type_, duty.agency, duty.task, _row(type_, duty)))
    for enrolment in graph.enrolments:
        properties = _row("IN_CAMPAIGN", enrolment, kind=kinds[enrolment.campaign])
        edges.append(Edge("IN_CAMPAIGN", enrolment.task, enrolment.campaign, properties))
    return edges


def document_edges(graph: DocumentGraph) -> list[Edge]:
    """The document's own relations, but for HAS_TASK."""
    document = graph.document.id
    used = used_agencies(graph)
    edges = [Edge("COVERS", document, region, {}) for region in covered(graph)]
    edges += [Edge("ISSUED_BY", document, agency, {}) for agency in dict.fromkeys(graph.issued_by)]
    edges += [
        Edge("MENTIONS", document, agency, _row("MENTIONS", mention_of(used[agency]))) for agency in used
    ]
    edges += [
        Edge("CITES", document, citation.cited, _row("CITES", citation)) for citation in graph.citations
    ]
    return edges


def covered(graph: DocumentGraph) -> tuple[str, ...]:
    """Ids of the regions that the document covers, its own first."""
    return tuple(dict.fromkeys((graph.document.region, *graph.covers)))


def used_agencies(graph: DocumentGraph) -> dict[str, Agency]:
    """The agencies that have a duty or issue the document, by id; others are not written."""
    wanted = {duty.agency for duty in graph.duties} | set(graph.issued_by)
    return {agency.id: agency for agency in graph.agencies if agency.id in wanted}


def used_regions(graph: DocumentGraph) -> dict[str, Region]:
    """The regions that the document or its agencies lie in, and those above them, highest first."""
    known = {region.id: region for region in graph.regions}
    regions: dict[str, Region] = {}

    def add(region: str) -> None:
        if region not in regions:
            above = known[region].part_of
            if above is not None:
                add(above)
            regions[region] = known[region]

    for region in (*covered(graph), *(agency.region for agency in used_agencies(graph).values())):
        add(region)
    return regions


def check_whole(graph: DocumentGraph) -> None:
    """Raise ValueError, which names the id, unless every id used stands among the nodes."""
    known = {
        "agency": {agency.id for agency in graph.agencies},
        "task": {task.id for task in graph.tasks},
        "campaign": {campaign.id for campaign in graph.campaigns},
        "system": {system.id for system in graph.systems},
        "region": {region.id for region in graph.regions},
    }
    used = [("agency", agency) for agency in graph.issued_by]
    used += [("agency", duty.agency) for duty in graph.duties]
    used += [("task", duty.task) for duty in graph.duties]
    used += [("task", enrolment.task) for enrolment in graph.enrolments]
    used += [("campaign", enrolment.campaign) for enrolment in graph.enrolments]
    used += [("region", region) for region in covered(graph)]
    used += [("region", agency.region) for agency in graph.agencies]
    used += [("region", region.part_of) for region in graph.regions if region.part_of is not None]
    used += [("system", agency.system) for agency in graph.agencies if agency.system is not None]
    for kind, id_ in used:
        if id_ not in known[kind]:
            raise ValueError(f"document {graph.document.id} uses the {kind} {id_} and does not bring it")


def succession_edge(succession: Succession) -> Edge:
    """The relation of a function that passed from one line of work to another."""
    region = succession.region
    properties = _row(
        "SUCCEEDED_BY",
        succession,
        level="|".join(succession.levels),
        region=region.id if region else None,
        region_name=region.name if region else None,
    )
    return Edge("SUCCEEDED_BY", succession.predecessor.id, succession.successor.id, properties)


def lineage_digest(successions: Iterable[Succession]) -> str:
    """A hash of the whole lineage, so that loading the same again is seen to change nothing."""
    return hashlib.sha256(repr(tuple(successions)).encode()).hexdigest()
