"""The records of the graph: frozen, typed, and the same in every store.

A `DocumentGraph` is everything that one document brings: the document, its tasks, and the
agencies, campaigns, regions and lines of work they touch. A store takes it whole.

Ids are opaque and made from the natural key (`node_id`), so that they are equal in every
store. Offsets count code points in `Document.text`.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Role = Literal["lead", "assist", "joint", "supervise", "assess"]
Basis = Literal["named", "sole", "first", "duty", "rule"]
DueKind = Literal["by", "period", "recurring", "ongoing", "none"]
AgencyKind = Literal[
    "government",
    "party",
    "court",
    "procuratorate",
    "military",
    "vertical",
    "group",
    "institution",
    "enterprise",
    "coordinating",
    "collective",
    "other",
]
CampaignKind = Literal["code", "descriptive"]
SuccessionKind = Literal["renamed", "merged", "split", "moved"]

RELATION_OF_ROLE: dict[Role, str] = {
    "lead": "LEADS",
    "assist": "ASSISTS",
    "joint": "SHARES",
    "supervise": "SUPERVISES",
    "assess": "ASSESSES",
}
ROLES: tuple[Role, ...] = tuple(RELATION_OF_ROLE)


def node_id(prefix: str, *natural_key: str) -> str:
    """An opaque id such as `a_3fk2…`: 80 bits of BLAKE2b over the parts of the natural key.

    Lower-case base 32, so it is safe in URLs and file names. Parts are joined by U+001F, which
    no document text holds.
    """
    digest = hashlib.blake2b("\x1f".join(natural_key).encode(), digest_size=10).digest()
    return f"{prefix}_{base64.b32encode(digest).decode().lower()}"


def sort_key(id: str, *parts: str) -> str:
    """A unique key that sorts by the parts: each as far as its hundredth character, then the id.

    The bound keeps a key small enough to be indexed (8 kB), however long a title is.
    """
    return "-".join((*(part[:100] for part in parts), id))


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A region. `code` is the six-digit GB/T 2260 code; None for a region without one."""

    id: str
    name: str
    level: str | None
    code: str | None
    part_of: str | None = None  # id of the region above


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """A line of work (条线), such as 市场监管."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """System → System (SUCCEEDED_BY): a function that passed on, in `year`.

    `levels` are those of 国, 省, 市 and 县 at which it did; `region` is None where it did in the whole
    country, else the place (with all that lies in it) that went its own way.
    """

    predecessor: System
    successor: System
    function: str
    kind: SuccessionKind
    year: int
    levels: tuple[str, ...]
    region: Region | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """An agency, or a collective of agencies (kind `collective`).

    `aliases` are all spellings met, the canonical name among them; `region` and
    `system` are ids.
    """

    id: str
    sort_key: str
    name: str
    aliases: tuple[str, ...]
    kind: AgencyKind
    level: str | None
    region: str
    system: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """A campaign (专项行动): a code name, or a descriptive title."""

    id: str
    sort_key: str
    name: str
    kind: CampaignKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document: a work plan. `outline`, `places`, `removed`, `diagnostics` and `corrections` are JSON text.

    `sha256` is of `text`. `corrections` are the facts that a person corrected; those here hold
    them already. `digest` is of everything the document brings, so that loading the same thing
    again is seen to change nothing.
    """

    id: str
    sort_key: str
    title: str | None
    doc_number: str | None
    draft: str | None
    region: str
    issuer: str | None
    issuers: tuple[str, ...]
    level: str | None
    year: int | None
    period: tuple[int, ...]
    issued_on: date | None
    rule: str | None
    default_parties: str | None
    source: str
    text: str
    outline: str
    places: str
    removed: str
    diagnostics: str
    sha256: str
    digest: str
    corrections: str = "{}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One duty-bearing item of a document.

    `document`, `region` and `year` are copied from the document for filters without a join;
    `search` is the folded text; `repeats` is the id of the first equal task of the document.
    """

    id: str
    sort_key: str
    document: str
    region: str
    year: int | None
    n: int
    number: str | None
    path: tuple[str, ...]
    text: str
    search: str
    clause: str
    deadline: str | None
    due_kind: DueKind
    due_from: date | None
    due_on: date | None
    due_ongoing: bool
    repeats: str | None
    span_start: int
    span_end: int
    clause_start: int
    clause_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Agency → Task: LEADS, ASSISTS, SHARES, SUPERVISES or ASSESSES, by `role`.

    `position` counts the agencies of the clause from 1; `listed` is how many it holds.
    """

    agency: str
    task: str
    role: Role
    basis: Basis | None
    verb: str | None
    form: str
    surface: str
    span_start: int
    span_end: int
    position: int
    listed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """Task → Campaign (IN_CAMPAIGN)."""

    task: str
    campaign: str
    edition: str | None
    surface: str
    span_start: int
    span_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Document → Document (CITES). The cited one is a stub, known by title or number, until loaded."""

    cited: str
    title: str | None
    doc_number: str | None
    relation: str
    surface: str
    span_start: int
    span_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentGraph:
    """The records of one document.

    `issued_by` holds agency ids, `covers` region ids; every id used stands among the nodes here.
    """

    document: Document
    tasks: tuple[Task, ...]
    agencies: tuple[Agency, ...]
    campaigns: tuple[Campaign, ...]
    systems: tuple[System, ...]
    regions: tuple[Region, ...]
    duties: tuple[Duty, ...]
    enrolments: tuple[Enrolment, ...]
    citations: tuple[Citation, ...]
    issued_by: tuple[str, ...] = field(default=())
    covers: tuple[str, ...] = field(default=())
