"""The one declared schema of the graph: nodes, relations, their properties and what they mean.

Each engine makes its own of it: Ladybug its tables, Neo4j its constraints and indexes; the bulk
load takes its columns from here and the data dictionary its descriptions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SCHEMA_VERSION = 3
"""Raised whenever a graph written before can no longer be read."""

Type = Literal["string", "integer", "boolean", "date", "string[]", "integer[]"]


@dataclass(frozen=True, slots=True)
class Property:
    """A property of a node or relation; `description` is its entry in the data dictionary."""

    name: str
    type: Type
    description: str


@dataclass(frozen=True, slots=True)
class Index:
    """An index, for engines that have them: over properties in order, or over parts of a text.

    Texts without a bound have a `text` index only: a key of a `range` index has at most 8 kB.
    """

    kind: Literal["range", "text"]
    properties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A kind of node. Its key is the property `id`, unique among its kind."""

    label: str
    description: str
    properties: tuple[Property, ...]
    indexes: tuple[Index, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """A kind of relation, from one kind of node to another."""

    type: str
    start: str
    end: str
    description: str
    properties: tuple[Property, ...] = ()


def _strings(**descriptions: str) -> tuple[Property, ...]:
    return tuple(Property(name, "string", description) for name, description in descriptions.items())


def _range(*properties: str) -> Index:
    return Index("range", properties)


def _text(property: str) -> Index:
    return Index("text", (property,))


_ID = Property("id", "string", "opaque id made from the natural key; the same in every store")
_SORT_KEY = Property("sort_key", "string", "unique; the order of lists and the cursor of their pages")
_SPAN = (
    Property("span_start", "integer", "where it begins in the document's text, in code points"),
    Property("span_end", "integer", "where it ends, exclusive"),
)
_SURFACE = Property("surface", "string", "the words as printed")

DUTY_PROPERTIES = (
    *_strings(
        role="lead, assist, joint, supervise or assess",
        basis="why: named, sole or first (lead); named, duty or rule (assist); null otherwise",
        verb="the printed word that gave the role, such as 牵头",
        form="name of the clause form that read it",
    ),
    _SURFACE,
    *_SPAN,
    Property("position", "integer", "place among the bodies of the clause, from 1"),
    Property("listed", "integer", "how many bodies the clause holds"),
)

NODES = (
    Node(
        "Document",
        "A work plan, or (stub) one that is cited and not loaded yet",
        (
            _ID,
            _SORT_KEY,
            Property("stub", "boolean", "true where the document is only cited: it has a title or a number"),
            *_strings(
                title="title as printed",
                doc_number="发文字号",
                draft="征求意见稿 or 印发稿 where it says so",
                region="id of the region it is for",
                issuer="发文机关 as printed",
            ),
            Property("issuers", "string[]", "each 发文机关"),
            *_strings(level="国, 省, 市, 县 or 乡"),
            Property("year", "integer", "the year the plan is for"),
            Property("period", "integer[]", "first and last year, of a plan for several"),
            Property("issued_on", "date", "成文日期, else 印发日期"),
            *_strings(
                rule="words of a rule for the whole document",
                default_parties="words of a default stated once for all tasks",
                source="the file it was read from, as the user named it",
                text="the normalised text, in which all offsets count",
                outline="JSON: headings, preambles and closings with their spans",
                places="JSON: page, paragraph or cell of stretches of the text",
                removed="JSON: page furniture taken out, with its line",
                diagnostics="JSON: what a person should look at",
                sha256="of the text",
                corrections="JSON: facts that a person corrected; they hold for this text (sha256)",
                digest="of everything the document brings",
            ),
            *_strings(ingested_at="when it was last loaded (ISO 8601, UTC)"),
        ),
        (_range("sort_key"), _range("region", "sort_key"), _range("year", "sort_key"), _range("sha256")),
    ),
    Node(
        "Task",
        "A run of sentences that one responsibility clause closes",
        (
            _ID,
            _SORT_KEY,
            *_strings(document="id of its document", region="id of its document's region"),
            Property("year", "integer", "its document's year"),
            Property("n", "integer", "place in the document's reading order, from 1"),
            *_strings(number="its own printed number"),
            Property("path", "string[]", "the headings above it, outermost first, then its number"),
            *_strings(
                text="its words, without number and clause",
                search="its words folded for search, 8,000 characters at most",
                clause="its responsibility clause as printed",
                deadline="完成时限 as printed",
                due_kind="by, period, recurring, ongoing or none",
            ),
            Property("due_from", "date", "where a period begins"),
            Property("due_on", "date", "the last day"),
            Property("due_ongoing", "boolean", "持续推进, alone or beside a date"),
            *_strings(repeats="id of the first equal task of the document, where it is printed again"),
            *_SPAN,
            Property("clause_start", "integer", "where its clause begins"),
            Property("clause_end", "integer", "where its clause ends, exclusive"),
        ),
        (
            _range("sort_key"),
            _range("document"),
            _range("region", "sort_key"),
            _range("year", "sort_key"),
            _text("search"),
        ),
    ),
    Node(
        "Agency",
        "A body, or a collective of bodies",
        (
            _ID,
            _SORT_KEY,
            *_strings(name="canonical name", names="all spellings, one a line, for CONTAINS"),
            Property("aliases", "string[]", "all spellings that loaded documents bring, in code-point order"),
            *_strings(
                region="id of its region",
                kind="government, party, court, … ; collective where several bodies are meant",
                level="国, 省, 市, 县 or 乡",
            ),
        ),
        (_range("sort_key"), _range("region", "sort_key"), _text("names")),
    ),
    Node(
        "System",
        "A line of work (条线)",
        (_ID, *_strings(name="its name, such as 市场监管")),
        (_range("name"),),
    ),
    Node(
        "Campaign",
        "A named operation (专项行动)",
        (
            _ID,
            _SORT_KEY,
            *_strings(name="code name, or descriptive title", kind="code or descriptive"),
        ),
        (_range("sort_key"), _text("name")),
    ),
    Node(
        "Region",
        "A place",
        (
            _ID,
            *_strings(
                name="full name",
                level="国, 省, 市, 县 or 乡",
                code="six digits (GB/T 2260), where it has one",
            ),
        ),
        (_range("code"), _range("name")),
    ),
    Node(
        "Store",
        "The one node that tells the state of the graph",
        (
            _ID,
            Property("schema_version", "integer", "of the schema that this graph was written by"),
            Property("revision", "integer", "how many writes changed the graph"),
            *_strings(lineage="digest of the lineage that was loaded, null before"),
        ),
    ),
    Node(
        "Change",
        "What the coming, going or change of one document did; never altered afterwards",
        (
            _ID,
            _SORT_KEY,
            Property("revision", "integer", "the store's, after the write"),
            Property("counter", "integer", "place within the write, from 1"),
            *_strings(
                at="when (ISO 8601, UTC)",
                document="id of the document",
                title="its title then",
                event="created, replaced or removed",
            ),
            Property("came", "integer", "tasks that came"),
            Property("went", "integer", "tasks that went"),
            Property("changed", "integer", "tasks whose clause, deadline or duties changed"),
            *_strings(details="JSON list of {task, change, before, after} with words and duties"),
        ),
        (_range("sort_key"), _range("revision"), _range("document")),
    ),
)

RELATIONS = (
    Relation("LEADS", "Agency", "Task", "The body leads (牵头, or alone)", DUTY_PROPERTIES),
    Relation("ASSISTS", "Agency", "Task", "The body acts beside a lead", DUTY_PROPERTIES),
    Relation("SHARES", "Agency", "Task", "One of several bodies, none named to lead", DUTY_PROPERTIES),
    Relation("SUPERVISES", "Agency", "Task", "督办单位", DUTY_PROPERTIES),
    Relation("ASSESSES", "Agency", "Task", "考核单位", DUTY_PROPERTIES),
    Relation(
        "IN_CAMPAIGN",
        "Task",
        "Campaign",
        "The task, or a heading above it, names the campaign",
        (
            *_strings(edition="届次 or year printed with the name", kind="how it is named here"),
            _SURFACE,
            *_SPAN,
        ),
    ),
    Relation("HAS_TASK", "Document", "Task", "The document prints the task"),
    Relation("ISSUED_BY", "Document", "Agency", "发文机关"),
    Relation(
        "MENTIONS",
        "Document",
        "Agency",
        "What this document brings about a body it names; the body's node joins what all bring",
        (
            Property("aliases", "string[]", "spellings that this document brings"),
            *_strings(kind="kind by this document", level="level", system="id of its line of work"),
        ),
    ),
    Relation(
        "CITES",
        "Document",
        "Document",
        "Names the other document",
        (
            *_strings(
                relation="依据, 转发 or 废止",
                title="title as cited",
                doc_number="number as cited",
            ),
            _SURFACE,
            *_SPAN,
        ),
    ),
    Relation("COVERS", "Document", "Region", "The plan is for the place"),
    Relation("LOCATED_IN", "Agency", "Region", "The body's place"),
    Relation("PART_OF", "Region", "Region", "Lies in the place above"),
    Relation("IN_SYSTEM", "Agency", "System", "Belongs to the line of work"),
    Relation(
        "SUCCEEDED_BY",
        "System",
        "System",
        "Lineage by function",
        (
            *_strings(function="what passed on"),
            Property("year", "integer", "when"),
            *_strings(
                kind="renamed, merged, split or moved",
                level="levels where it holds, of 国, 省, 市 and 县, joined by |",
                region="id of the region where it holds; null for the whole country",
                region_name="name of that region",
                source="where that is written",
            ),
        ),
    ),
)

NODE: dict[str, Node] = {node.label: node for node in NODES}
RELATION: dict[str, Relation] = {relation.type: relation for relation in RELATIONS}
