"""The tables of the embedded engine, from the one schema."""

from __future__ import annotations

from collections.abc import Iterator

from graph.schema import NODE, NODES, RELATION, RELATIONS, Property, Type

COLUMN_TYPES: dict[Type, str] = {
    "string": "STRING",
    "integer": "INT64",
    "boolean": "BOOL",
    "date": "DATE",
    "string[]": "STRING[]",
    "integer[]": "INT64[]",
}

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
