"""From a parsed document to the records of the graph: who each name is, and the ids of everything."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from collections import Counter
from collections.abc import Sequence

from core.folding import searched
from graph.records import (
    Agency,
    Campaign,
    CampaignKind,
    Citation,
    Document,
    DocumentGraph,
    Duty,
    Enrolment,
    Region,
    System,
    Task,
    node_id,
    sort_key,
)
from ingest.assemble.agency_regions import DocumentRegions, speaks_of_the_centre_only
from ingest.document import (
    CampaignMention,
    DescriptiveCampaign,
    Diagnostic,
    Facts,
    OutlineEntry,
    ParsedDocument,
    ParsedTask,
    Removed,
    SourceLocation,
    fields_of,
)
from ingest.registers import agencies, campaigns, coordinating
from ingest.version import PARSER_VERSION


def assemble(parsed: ParsedDocument) -> DocumentGraph:
    """Everything that the document brings to the graph. The same document gives the same records."""
    return _Assembly(parsed).graph()


class _Assembly:
    def __init__(self, parsed: ParsedDocument) -> None:
        self.parsed = parsed
        self.facts = parsed.facts
        self.systems: dict[str, System] = {}
        self.agencies: dict[str, Agency] = {}
        self.campaigns: dict[str, Campaign] = {}
        self.document_regions = DocumentRegions(parsed)
        self.regions = self.document_regions.regions
        self.home = self.document_regions.home
        self.national = self.facts.level == "国" or speaks_of_the_centre_only(parsed)
        self.same_agency = self._same_agencies()
        self.document = document_id(self.facts, self.home, parsed.sha256)

    def graph(self) -> DocumentGraph:
        issued_by = tuple(dict.fromkeys(self._agency(name, collective=False) for name in self.facts.issuers))
        tasks, duties, enrolments = [], [], []
        ids = self._task_ids()
        first: dict[str, str] = {}
        for task, id_ in zip(self.parsed.tasks, ids, strict=True):
            words = _words(task) + "\x1f" + re.sub(r"\s", "", task.clause)
            tasks.append(self._task(task, id_, first.get(words)))
            first.setdefault(words, id_)
            duties += self._duties(task, id_)
            enrolments += self._enrolments(task, id_)
        graph = DocumentGraph(
            document=self._document(),
            tasks=tuple(tasks),
            agencies=tuple(sorted(self.agencies.values(), key=lambda a: a.id)),
            campaigns=tuple(sorted(self.campaigns.values(), key=lambda c: c.id)),
            systems=tuple(sorted(self.systems.values(), key=lambda s: s.id)),
            regions=tuple(sorted(self.regions.values(), key=lambda r: r.id)),
            duties=tuple(duties),
            enrolments=tuple(enrolments),
            citations=tuple(self._citations()),
            issued_by=issued_by,
            covers=(self.home.id,),
        )
        document = dataclasses.replace(graph.document, digest=_digest(graph))
        return dataclasses.replace(graph, document=document)

    def _document(self) -> Document:
        facts, parsed = self.facts, self.parsed
        return Document(
            id=self.document,
            sort_key=sort_key(
                self.document, str(facts.year or "0000"), self.home.code or self.home.name, facts.title or ""
            ),
            title=facts.title,
            doc_number=facts.doc_number,
            draft=facts.draft,
            region=self.home.id,
            issuer=facts.issuer,
            issuers=facts.issuers,
            level=facts.level,
            year=facts.year,
            period=facts.period or (),
            issued_on=facts.issued_on,
            rule=facts.rule,
            default_parties=facts.default_parties,
            source=parsed.source,
            text=parsed.text,
            outline=_json(parsed.outline),
            places=_json(parsed.places),
            removed=_json(parsed.removed),
            diagnostics=_json((*parsed.diagnostics, *self._remarks())),
            sha256=parsed.sha256,
            digest="",
            corrections=self.parsed.corrections,
        )

    def _task_ids(self) -> list[str]:
        """Made of the document and the task's words, so that an inserted task renumbers nobody."""
        seen: Counter[str] = Counter()
        ids = []
        for task in self.parsed.tasks:
            words = _words(task)
            ids.append(node_id("t", self.document, words, str(seen[words])))
            seen[words] += 1
        return ids

    def _task(self, task: ParsedTask, id_: str, repeats: str | None) -> Task:
        return Task(
            id=id_,
            sort_key=f"{self.document}-{task.n:05d}",
            document=self.document,
            region=self.home.id,
            year=self.facts.year,
            n=task.n,
            number=task.number,
            path=task.path,
            text=task.text,
            search=searched("".join((*task.path, task.text))),
            clause=task.clause,
            deadline=task.deadline,
            due_kind=task.due.kind,
            due_from=task.due.start,
            due_on=task.due.on,
            due_ongoing=task.due.ongoing,
            repeats=repeats,
            span_start=task.start,
            span_end=task.end,
            clause_start=task.clause_start,
            clause_end=task.clause_end,
        )

    def _duties(self, task: ParsedTask, id_: str) -> list[Duty]:
        duties: list[Duty] = []
        assigned: set[tuple[str, str]] = set()
        listed = len(task.responsibilities)
        for position, r in enumerate(task.responsibilities, start=1):
            agency = self._agency(r.name, collective=r.collective)
            if (agency, r.role) in assigned:  # two spellings of one agency in one clause
                continue
            assigned.add((agency, r.role))
            duties.append(
                Duty(
                    agency=agency,
                    task=id_,
                    role=r.role,
                    basis=r.basis,
                    verb=r.verb,
                    form=r.form,
                    surface=r.surface,
                    span_start=r.start,
                    span_end=r.end,
                    position=position,
                    listed=listed,
                )
            )
        return duties

    def _enrolments(self, task: ParsedTask, id_: str) -> list[Enrolment]:
        context = "".join((*task.path, task.text))
        result: list[tuple[str, CampaignKind, str | None, str, CampaignMention | DescriptiveCampaign]] = [
            *((campaigns.settled(m.name, context), "code", m.edition, m.surface, m) for m in task.campaigns),
            *(
                ("".join(d.title.split()), "descriptive", None, d.title, d)
                for d in task.descriptive_campaigns
            ),
        ]
        by_campaign: dict[str, Enrolment] = {}
        for name, kind, edition, surface, at in result:
            campaign = self._campaign(name, kind)
            enrolment = Enrolment(
                task=id_,
                campaign=campaign,
                edition=edition,
                surface=surface,
                span_start=at.start,
                span_end=at.end,
            )
            by_campaign.setdefault(campaign, enrolment)
        return list(by_campaign.values())

    def _citations(self) -> list[Citation]:
        return [
            Citation(
                cited=cited_id(cite.title, cite.number),
                title=cite.title,
                doc_number=cite.number,
                relation=cite.relation,
                surface=cite.surface,
                span_start=cite.start,
                span_end=cite.end,
            )
            for cite in self.facts.cites
        ]

    def _agency(self, name: str, *, collective: bool) -> str:
        identity, region = self._identity(name, collective=collective)
        canonical = self.same_agency.get((region.id, identity.name), identity.name)
        id_ = node_id("a", region.id, canonical)
        known = self.agencies.get(id_)
        aliases = tuple(sorted({canonical, name, *(known.aliases if known else ())}))
        system = self._system(identity.system) if identity.system else None
        self.agencies[id_] = Agency(
            id=id_,
            sort_key=sort_key(id_, region.code or region.name, canonical),
            name=canonical,
            aliases=aliases,
            kind=identity.kind,
            level=identity.level or (self.facts.level if identity.kind != "collective" else None),
            region=region.id,
            system=system or (known.system if known else None),
        )
        return id_

    def _identity(self, name: str, *, collective: bool) -> tuple[agencies.Identity, Region]:
        """Which agency the name means in this document, and its region."""
        identity = agencies.identify(name, collective=collective, national=self.national)
        return self.document_regions.of_agency(identity)

    def _same_agencies(self) -> dict[tuple[str, str], str]:
        """Coordinating agencies in two spellings of the document: region and full name → short name."""
        result: dict[str, set[str]] = {}
        names_in_clauses = [
            r.name for task in self.parsed.tasks for r in task.responsibilities if not r.collective
        ]
        for name in (*self.facts.issuers, *names_in_clauses):
            identity, region = self._identity(name, collective=False)
            if identity.kind == "coordinating":
                result.setdefault(region.id, set()).add(identity.name)
        return {
            (region, full): short
            for region, names in result.items()
            for full, short in coordinating.short_names(names).items()
        }

    def _remarks(self) -> list[Diagnostic]:
        """What resolving the names has to tell: two spellings taken as one, a region that is not certain."""
        end = min(len(self.parsed.text), 1)
        remarks = [
            Diagnostic(
                "info", "same_body", f"“{full}”与“{short}”按“{coordinating.REASON}”视为同一单位", 0, end
            )
            for (_, full), short in sorted(self.same_agency.items())
        ]
        if ambiguous := self.document_regions.ambiguous:
            words = f"全国有多个“{ambiguous}”，文中没有写明是哪一个，暂不赋予行政区划代码"
            remarks.append(Diagnostic("warning", "ambiguous_region", words, 0, end))
        return remarks

    def _system(self, name: str) -> str:
        system = agencies.system_of(name)
        return self.systems.setdefault(system.id, system).id

    def _campaign(self, name: str, kind: CampaignKind) -> str:
        id_ = node_id("c", name)
        campaign = Campaign(id=id_, sort_key=sort_key(id_, name), name=name, kind=kind)
        return self.campaigns.setdefault(id_, campaign).id


def document_id(facts: Facts, region: Region, sha256: str) -> str:
    """By region, number and draft; without a number by region, title, year; without a title by text."""
    region_id = region.id
    if facts.doc_number:
        return node_id("d", region_id, facts.doc_number, facts.draft or "")
    if facts.title:
        return node_id("d", region_id, facts.title, str(facts.year or ""), facts.draft or "")
    return node_id("d", sha256)


def cited_id(title: str | None, number: str | None) -> str:
    """The id of a cited document that is not loaded: by its number, else its title."""
    return node_id("d", "cited", number or title or "")


def _words(task: ParsedTask) -> str:
    return re.sub(r"\s", "", task.text)


def _json(records: Sequence[OutlineEntry | SourceLocation | Removed | Diagnostic]) -> str:
    return json.dumps([fields_of(record) for record in records], ensure_ascii=False, separators=(",", ":"))


def _printed(value: object) -> object:
    """A record as its fields, a day as it is written."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return fields_of(value)
    return str(value)


def _digest(graph: DocumentGraph) -> str:
    """A hash of everything the document brings, and of the parser that read it."""
    content = json.dumps(fields_of(graph), ensure_ascii=False, sort_keys=True, default=_printed)
    return hashlib.sha256(f"{PARSER_VERSION}\n{content}".encode()).hexdigest()
