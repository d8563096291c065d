"""The tables of the embedded engine, and statements over their properties, from the one schema."""

from __future__ import annotations

from collections.abc import Iterator

from graph.schema import NODES, RELATIONS, Node, Property, Relation, Type

COLUMN_TYPES: dict[Type, str] = {
    "string": "STRING",
    "integer": "INT64",
    "boolean": "BOOL",
    "date": "DATE",
    "string[]": "STRING[]",
    "integer[]": "INT64[]",
}

NODE: dict[str, Node] = {node.label: node for node in NODES}
RELATION: dict[str, Relation] = {relation.type: relation for relation in RELATIONS}
TABLES = frozenset(NODE) | frozenset(RELATION)


def create_tables() -> Iterator[str]:
    """The statements that make all tables that are not there yet."""
    for node in NODES:
        columns = ", ".join(_column(item) for item in node.properties)
        yield f"CREATE NODE TABLE IF NOT EXISTS {node.label} ({columns}, PRIMARY KEY (id))"
    for relation in RELATIONS:
        columns = "".join(f", {_column(item)}" for item in relation.properties)
        yield (
            f"CREATE REL TABLE IF NOT EXISTS {relation.type}"
            f" (FROM {relation.start} TO {relation.end}{columns})"
        )


def _column(item: Property) -> str:
    return f"{item.name} {COLUMN_TYPES[item.type]}"


def create_node(label: str) -> str:
    """`CREATE (:Label {…})`, each property from the parameter of its name."""
    return f"CREATE (:{label} {_map(NODE[label].properties)})"


def create_tasks() -> str:
    """All tasks of the document `$document`, from the maps `$rows`."""
    return (
        "MATCH (d:Document {id: $document}) UNWIND $rows AS row"
        f" CREATE (d)-[:HAS_TASK]->(:Task {_map(NODE['Task'].properties, 'row.')})"
    )


def create_duties(type_: str) -> str:
    """All duties of one kind of the document `$document`, from the maps `$rows`.

    Tasks and bodies are looked for among the document's own, so that no table is scanned.
    """
    return (
        "UNWIND $rows AS row MATCH (d:Document {id: $document})-[:HAS_TASK]->(t:Task),"
        " (d)-[:MENTIONS]->(a:Agency) WHERE t.id = row.stop AND a.id = row.start"
        f" CREATE (a)-[:{type_} {_map(RELATION[type_].properties, 'row.')}]->(t)"
    )


def merge_node(label: str) -> str:
    """Make the node of `$id` or set all its properties, each from the parameter of its name."""
    changes = ", ".join(
        f"n.{item.name} = ${item.name}" for item in NODE[label].properties if item.name != "id"
    )
    return f"MERGE (n:{label} {{id: $id}}) SET {changes}"


def create_relation(type_: str) -> str:
    """A relation between the nodes of `$start` and `$stop`, its properties from parameters."""
    relation = RELATION[type_]
    properties = f" {_map(relation.properties)}" if relation.properties else ""
    return (
        f"MATCH (a:{relation.start} {{id: $start}}), (b:{relation.end} {{id: $stop}})"
        f" CREATE (a)-[:{type_}{properties}]->(b)"
    )


def _map(properties: tuple[Property, ...], source: str = "$") -> str:
    return "{" + ", ".join(f"{item.name}: {source}{item.name}" for item in properties) + "}"
