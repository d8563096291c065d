"""Nodes that documents share: agencies, campaigns, regions, lines of work, stubs of what is cited.

They are met one by one, by primary key. What a document brings joins what is known (`put_…`,
`join_…`); what it no longer brings is settled from what is left (`settle_…`), and what nothing
holds any more goes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from core.rows import Row, Value
from graph.records import Agency, Campaign, Region
from graph.writing.mentions import Mention, join_mentions
from graph.writing.properties import agency_row, campaign_row, mention_of, region_row, stub_row
from graph.writing.statements import create_node, create_relation, merge_node

Run = Callable[[str, Mapping[str, Value]], list[Row]]


class SharedNodes:
    """Works by `run` alone. What is in doubt is looked at by `drop_orphans`."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self.systems_in_doubt: set[str] = set()
        self.regions_in_doubt: set[str] = set()

    def put_region(self, region: Region) -> None:
        """Create or update the region."""
        known = next(iter(self._regions("(g:Region {id: $id})", {"id": region.id})), None)
        if known == region:
            return
        self._run(merge_node("Region"), region_row(region))
        above = known.part_of if known is not None else None
        if above == region.part_of:
            return
        if above is not None:
            self._run("MATCH (:Region {id: $id})-[r:PART_OF]->() DELETE r", {"id": region.id})
            self.regions_in_doubt.add(above)
        if region.part_of is not None:
            self._run(create_relation("PART_OF"), {"start": region.id, "stop": region.part_of})

    def known_regions(self, ids: Iterable[str]) -> dict[str, Region]:
        """Those of the regions that the graph holds, by id."""
        regions = self._regions("(g:Region) WHERE g.id IN $ids", {"ids": list(ids)})
        return {region.id: region for region in regions}

    def _regions(self, pattern: str, parameters: Mapping[str, Value]) -> list[Region]:
        rows = self._run(
            f"MATCH {pattern} OPTIONAL MATCH (g)-[:PART_OF]->(p:Region)"
            " RETURN g.id AS id, g.name AS name, g.level AS level, g.code AS code, p.id AS part_of",
            parameters,
        )
        return [
            Region(
                id=str(row["id"]),
                name=str(row["name"]),
                level=text_in(row["level"]),
                code=text_in(row["code"]),
                part_of=text_in(row["part_of"]),
            )
            for row in rows
        ]

    def put_agency(self, agency: Agency) -> None:
        """Create the agency, or join the document's mention with the stored properties."""
        mention = mention_of(agency)
        if self.join_agency(agency.id, mention):
            return
        self._run(create_node("Agency"), agency_row(agency, mention))
        self._run(create_relation("LOCATED_IN"), {"start": agency.id, "stop": agency.region})
        if mention.system is not None:
            self._run(create_relation("IN_SYSTEM"), {"start": agency.id, "stop": mention.system})

    def join_agency(self, agency: str, mention: Mention) -> bool:
        """Join further mentions with the stored agency; False if it is absent."""
        known = self._known(agency)
        if known is None:
            return False
        joined = join_mentions([known, mention])
        if joined != known:
            self._set_agency(agency, known, joined)
        return True

    def known_agencies(self, ids: Iterable[str]) -> dict[str, Mention]:
        """Those of the agencies that the graph holds, by id."""
        return self._agencies("(a:Agency) WHERE a.id IN $ids", {"ids": list(ids)})

    def _known(self, agency: str) -> Mention | None:
        return self._agencies("(a:Agency {id: $id})", {"id": agency}).get(agency)

    def _agencies(self, pattern: str, parameters: Mapping[str, Value]) -> dict[str, Mention]:
        rows = self._run(
            f"MATCH {pattern} OPTIONAL MATCH (a)-[:IN_SYSTEM]->(s:System) RETURN"
            " a.id AS id, a.aliases AS aliases, a.kind AS kind, a.level AS level, s.id AS system",
            parameters,
        )
        return {str(row["id"]): mention_in(row) for row in rows}

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
        """Create the campaign, or join its kind with the stored one."""
        rows = self._run("MATCH (c:Campaign {id: $id}) RETURN c.kind AS kind", {"id": campaign.id})
        if not rows or str(rows[0]["kind"]) > campaign.kind:
            self._run(merge_node("Campaign"), campaign_row(campaign))

    def known_campaigns(self, ids: Iterable[str]) -> dict[str, str]:
        """The kinds of those of the campaigns that the graph holds, by id."""
        rows = self._run(
            "MATCH (c:Campaign) WHERE c.id IN $ids RETURN c.id AS id, c.kind AS kind", {"ids": list(ids)}
        )
        return {str(row["id"]): str(row["kind"]) for row in rows}

    def put_stub(self, document: str) -> None:
        """Create a stub of a cited document that is not loaded."""
        if not self._run("MATCH (d:Document {id: $id}) RETURN d.id AS id", {"id": document}):
            self._run(create_node("Document"), stub_row(document, None, None))

    def settle_agency(self, agency: str) -> None:
        """Recompute the agency from the documents that still name it, or delete it."""
        parameters: dict[str, Value] = {"id": agency}
        mentions = [
            mention_in(row)
            for row in self._run(
                "MATCH (:Document)-[m:MENTIONS]->(:Agency {id: $id}) RETURN m.aliases AS aliases,"
                " m.kind AS kind, m.level AS level, m.system AS system",
                parameters,
            )
        ]
        if mentions:
            known = self._known(agency)
            joined = join_mentions(mentions)
            if known is not None and joined != known:
                self._set_agency(agency, known, joined)
            return
        self.regions_in_doubt.add(
            str(self._run("MATCH (a:Agency {id: $id}) RETURN a.region AS region", parameters)[0]["region"])
        )
        self._run("MATCH (a:Agency {id: $id}) DETACH DELETE a", parameters)

    def settle_campaign(self, campaign: str) -> None:
        """Recompute the campaign's kind from its remaining tasks, or delete it."""
        parameters: dict[str, Value] = {"id": campaign}
        kind = self._run(
            "MATCH (:Task)-[m:IN_CAMPAIGN]->(:Campaign {id: $id}) RETURN min(m.kind) AS kind", parameters
        )[0]["kind"]
        if kind is None:
            self._run("MATCH (c:Campaign {id: $id}) DELETE c", parameters)
        else:
            self._run("MATCH (c:Campaign {id: $id}) SET c.kind = $kind", {"id": campaign, "kind": kind})

    def settle_stub(self, document: str) -> None:
        """Recompute a stub from what still cites it, or delete it; leave a loaded document alone."""
        parameters: dict[str, Value] = {"id": document}
        rows = self._run(
            "MATCH (d:Document {id: $id}) WHERE d.stub = true OPTIONAL MATCH (d)<-[r:CITES]-(:Document)"
            " RETURN count(r) AS n, min(r.title) AS title, min(r.doc_number) AS doc_number",
            parameters,
        )
        if rows and rows[0]["n"]:
            self._run(
                "MATCH (d:Document {id: $id}) SET d.title = $title, d.doc_number = $doc_number",
                {"id": document, "title": rows[0]["title"], "doc_number": rows[0]["doc_number"]},
            )
        elif rows:
            self._run("MATCH (d:Document {id: $id}) WHERE d.stub = true DELETE d", parameters)

    def drop_orphans(self) -> None:
        """Delete lines of work and regions in doubt that nothing refers to, upwards."""
        for system in self.systems_in_doubt:
            self._run(
                "MATCH (s:System {id: $id}) WHERE NOT EXISTS { MATCH (s)-[:SUCCEEDED_BY]-(:System) }"
                " AND NOT EXISTS { MATCH (:Document)-[m:MENTIONS]->(:Agency) WHERE m.system = $id } DELETE s",
                {"id": system},
            )
        while self.regions_in_doubt:
            region = self.regions_in_doubt.pop()
            rows = self._run(
                "MATCH (g:Region {id: $id}) WHERE NOT EXISTS { MATCH (g)<-[:COVERS]-(:Document) }"
                " AND NOT EXISTS { MATCH (g)<-[:LOCATED_IN]-(:Agency) }"
                " AND NOT EXISTS { MATCH (g)<-[:PART_OF]-(:Region) }"
                " OPTIONAL MATCH (g)-[:PART_OF]->(p:Region) RETURN p.id AS above",
                {"id": region},
            )
            if rows:
                self._run("MATCH (g:Region {id: $id}) DETACH DELETE g", {"id": region})
                self.regions_in_doubt.update(str(row["above"]) for row in rows if row["above"] is not None)


def mention_in(row: Row) -> Mention:
    """The aliases, kind, level and line of work of a row."""
    aliases = row["aliases"]
    assert isinstance(aliases, list)
    return Mention(
        tuple(str(alias) for alias in aliases),
        text_in(row["kind"]),
        text_in(row["level"]),
        text_in(row["system"]),
    )


def text_in(value: Value) -> str | None:
    """A text that may be absent."""
    return None if value is None else str(value)


def integer_in(value: Value) -> int:
    """A number that is there."""
    assert isinstance(value, int)
    return value
