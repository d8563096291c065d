"""Statements that write, over the properties of the one schema."""

from __future__ import annotations

from graph.schema import NODE, RELATION, Property


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

    Tasks and agencies are looked for among the document's own, so that no table is scanned.
    """
    return (
        "UNWIND $rows AS row MATCH (d:Document {id: $document})-[:HAS_TASK]->(t:Task),"
        " (d)-[:MENTIONS]->(a:Agency) WHERE t.id = row.stop AND a.id = row.start"
        f" CREATE (a)-[:{type_} {_map(RELATION[type_].properties, 'row.')}]->(t)"
    )


def merge_node(label: str) -> str:
    """Create the node of `$id` or set all its properties, each from the parameter of its name."""
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
