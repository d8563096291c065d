"""The parse contract: what `dutygraph parse` prints and `ingest.assemble.records` loads.

Offsets are code points in `ParsedDocument.text`. `as_json` gives the objects of the contract in
its order and names.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Literal

from graph.records import Basis, DueKind, Role

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Severity = Literal["info", "warning", "error"]
OutlineKind = Literal["heading", "preamble", "closing"]
Json = None | bool | int | str | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True, slots=True)
class Responsibility:
    """One agency in a clause, as printed (`surface`) and as it is called (`name`)."""

    surface: str
    name: str
    role: Role
    basis: Basis | None
    verb: str | None
    form: str
    collective: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CampaignMention:
    """A code-named campaign; `start`/`end` may lie in a heading above the task."""

    name: str
    edition: str | None
    surface: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DescriptiveCampaign:
    """A special campaign that has only a descriptive title."""

    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline in dates. `start` is printed as `from`; both are None where no date follows."""

    kind: DueKind = "none"
    start: date | None = None
    on: date | None = None
    ongoing: bool = False


@dataclass(frozen=True, slots=True)
class ParsedTask:
    """A run of sentences that one responsibility clause closes."""

    n: int
    path: tuple[str, ...]
    number: str | None
    text: str
    clause: str
    deadline: str | None
    due: Due
    start: int
    end: int
    clause_start: int
    clause_end: int
    responsibilities: tuple[Responsibility, ...]
    campaigns: tuple[CampaignMention, ...]
    descriptive_campaigns: tuple[DescriptiveCampaign, ...]


@dataclass(frozen=True, slots=True)
class Cite:
    """A document named beside 根据, 印发 …; `relation` is 依据, 转发 or 废止."""

    relation: str
    title: str | None
    number: str | None
    surface: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What the document says of itself; None where it does not say."""

    title: str | None = None
    doc_number: str | None = None
    draft: str | None = None
    issuer: str | None = None
    issuers: tuple[str, ...] = ()
    region: str | None = None
    region_code: str | None = None
    level: str | None = None
    year: int | None = None
    period: tuple[int, int] | None = None
    issued_on: date | None = None
    rule: str | None = None
    default_parties: str | None = None
    cites: tuple[Cite, ...] = ()


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A stretch of text that is in no task: a heading, the preamble or what closes the document."""

    kind: OutlineKind
    depth: int
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Removed:
    """Page furniture taken out; `line` is the line of the file it stood in, from 1."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class SourceLocation:
    """Where in the file a stretch of text stands; empty for plain text."""

    start: int
    end: int
    page: int | None = None
    paragraph: int | None = None
    sheet: str | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Something a person should look at."""

    severity: Severity
    code: str
    message: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """One document, read. `facts` hold what a person corrected, `corrections`, which are not printed."""

    facts: Facts
    tasks: tuple[ParsedTask, ...]
    text: str
    source: str
    sha256: str
    outline: tuple[OutlineEntry, ...] = ()
    removed: tuple[Removed, ...] = ()
    places: tuple[SourceLocation, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    corrections: str = "{}"


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a document holds: agencies by name, and what a person should look at."""

    tasks: int
    agencies: int
    campaigns: int
    diagnostics: int


def counts_of(parsed: ParsedDocument) -> Counts:
    """How much was read from the document."""
    campaigns = {each.name for task in parsed.tasks for each in task.campaigns}
    campaigns |= {each.title for task in parsed.tasks for each in task.descriptive_campaigns}
    return Counts(
        tasks=len(parsed.tasks),
        agencies=len({mention.name for task in parsed.tasks for mention in task.responsibilities}),
        campaigns=len(campaigns),
        diagnostics=sum(each.severity != "info" for each in parsed.diagnostics),
    )


def as_json(parsed: ParsedDocument) -> dict[str, Json]:
    """The object of the parse contract: names and order as documented, dates in ISO form."""
    facts = parsed.facts
    return {
        "document": {
            "title": facts.title,
            "doc_number": facts.doc_number,
            "draft": facts.draft,
            "issuer": facts.issuer,
            "issuers": list(facts.issuers),
            "region": facts.region,
            "region_code": facts.region_code,
            "level": facts.level,
            "year": facts.year,
            "period": list(facts.period) if facts.period else None,
            "issued_on": _iso(facts.issued_on),
            "rule": facts.rule,
            "default_parties": facts.default_parties,
            "cites": [fields_of(cite) for cite in facts.cites],
            "source": parsed.source,
            "sha256": parsed.sha256,
        },
        "tasks": [_task(task) for task in parsed.tasks],
        "text": parsed.text,
        "outline": [fields_of(entry) for entry in parsed.outline],
        "removed": [fields_of(line) for line in parsed.removed],
        "places": [fields_of(location) for location in parsed.places],
        "diagnostics": [fields_of(diagnostic) for diagnostic in parsed.diagnostics],
    }


def _task(task: ParsedTask) -> dict[str, Json]:
    due = task.due
    return {
        "n": task.n,
        "path": list(task.path),
        "number": task.number,
        "text": task.text,
        "clause": task.clause,
        "deadline": task.deadline,
        "due": {"kind": due.kind, "from": _iso(due.start), "on": _iso(due.on), "ongoing": due.ongoing},
        "start": task.start,
        "end": task.end,
        "clause_start": task.clause_start,
        "clause_end": task.clause_end,
        "responsibilities": [fields_of(r) for r in task.responsibilities],
        "campaigns": [fields_of(c) for c in task.campaigns],
        "descriptive_campaigns": [fields_of(c) for c in task.descriptive_campaigns],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def fields_of(record: DataclassInstance) -> dict[str, Json]:
    """The fields of a record by their names, as they are: no copies."""
    return {field.name: getattr(record, field.name) for field in fields(record)}
