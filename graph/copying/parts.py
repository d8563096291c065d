"""The parts of a graph, in the order in which they are moved: each label, then each type of relation.

A part is read in pages, by ranges of the ids of its nodes; a relation goes with the end that has
few of its type (the task of a duty, not the agency), so that a page has a bound. Where a page
ends is asked first and the range after it: an index finds both, and a page of relations spans as
many nodes whether they have any or not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from graph.schema import NODES, RELATIONS, Node, Relation

_PAGE: Final = 10_000
_PAGE_OF: Final = {"Document": 2_000}
_PAGE_OF_TEXTS: Final = 100
"""Nodes of a page that hold the text of a document, or what became of each of its tasks."""

STORE: Final = "Store"
"""The label of the node that tells the state of the graph. It is no part: it is written last."""


@dataclass(frozen=True, slots=True)
class Part:
    """The nodes of one label, or the relations of one type, and what reads them.

    `names` are the columns of `rows` and `page` is how many nodes its range spans; `bound` reads the
    id that is `$skip` behind the next one, `rest` the greatest of all; `last` reads the id up to which
    the part is there, `count` how much it holds.
    """

    name: str
    relation: bool
    names: tuple[str, ...]
    page: int
    bound: str
    rest: str
    rows: str
    last: str
    count: str


def _nodes(node: Node) -> Part:
    names = tuple(item.name for item in node.properties)
    pattern = f"MATCH (n:{node.label})"
    values = ", ".join(f"n.{name} AS {name}" for name in names)
    return Part(
        name=node.label,
        relation=False,
        names=names,
        page=_PAGE_OF_TEXTS if node.label in {"Document", "Change"} else _PAGE,
        bound=_bound(node.label),
        rest=_rest(node.label),
        rows=f"{pattern} WHERE n.id > $after AND n.id <= $until RETURN {values} ORDER BY id",
        last=f"{pattern} RETURN max(n.id) AS last",
        count=f"{pattern} RETURN count(*) AS number",
    )


def _relations(relation: Relation) -> Part:
    properties = tuple(item.name for item in relation.properties)
    pattern = f"MATCH (a:{relation.start})-[r:{relation.type}]->(b:{relation.end})"
    few, label = ("b", relation.end) if relation.end == "Task" else ("a", relation.start)
    values = "".join(f", r.{name} AS {name}" for name in properties)
    return Part(
        name=relation.type,
        relation=True,
        names=("start", "stop", *properties),
        page=_PAGE_OF.get(label, _PAGE),
        bound=_bound(label),
        rest=_rest(label),
        rows=(
            f"{pattern} WHERE {few}.id > $after AND {few}.id <= $until"
            f" RETURN a.id AS start, b.id AS stop{values}"
        ),
        last=f"{pattern} RETURN max({few}.id) AS last",
        count=f"{pattern} RETURN count(*) AS number",
    )


def _bound(label: str) -> str:
    return f"MATCH (n:{label}) WHERE n.id > $after RETURN n.id AS id ORDER BY id SKIP $skip LIMIT 1"


def _rest(label: str) -> str:
    return f"MATCH (n:{label}) WHERE n.id > $after RETURN max(n.id) AS id"


PARTS: Final = (
    *(_nodes(node) for node in NODES if node.label != STORE),
    *(_relations(relation) for relation in RELATIONS),
)
"""All parts: nodes before the relations between them."""

PART: dict[str, Part] = {part.name: part for part in PARTS}
