"""Comparison of a graph file's tables with the schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graph.ladybug.file import GraphFile
from graph.ladybug.tables import COLUMN_TYPES, TABLES
from graph.schema import NODES, RELATIONS
from graph.store import DifferenceKind, SchemaDifference

ADVICE: dict[DifferenceKind, str] = {
    "missing": "图文件被别的程序改动过，或不是本版本写的；把原文件重新导入到新的图文件",
    "changed": "图文件被别的程序改动过，或不是本版本写的；把原文件重新导入到新的图文件",
    "extra": "是别的程序加上的，本程序不使用；确认无用后可用加上它的程序删除",
}


def differences(file: GraphFile) -> Iterator[SchemaDifference]:
    """Differences of the file's tables, columns and ends of relations from the schema."""
    there = {str(row["name"]) for row in file.read("CALL show_tables() RETURN name")}
    declared = {node.label: node.properties for node in NODES}
    declared |= {relation.type: relation.properties for relation in RELATIONS}
    for table, properties in declared.items():
        if table not in there:
            yield SchemaDifference("missing", table)
            continue
        wanted = {item.name: COLUMN_TYPES[item.type] for item in properties}
        yield from _columns(table, wanted, _actual_columns(file, table))
    for relation in RELATIONS:
        if relation.type in there:
            ends = _actual_ends(file, relation.type)
            if ends != [(relation.start, relation.end)]:
                actual = "、".join(f"{start} → {end}" for start, end in ends)
                yield SchemaDifference("changed", relation.type, actual)
    for table in sorted(there - TABLES):
        yield SchemaDifference("extra", table)


def _actual_columns(file: GraphFile, table: str) -> dict[str, str]:
    rows = file.read(f"CALL table_info('{table}') RETURN name, type")
    return {str(row["name"]): str(row["type"]) for row in rows}


def _actual_ends(file: GraphFile, relation: str) -> list[tuple[str, str]]:
    rows = file.read(f"CALL show_connection('{relation}') RETURN *")
    return [(str(row["source table name"]), str(row["destination table name"])) for row in rows]


def _columns(table: str, wanted: Mapping[str, str], there: Mapping[str, str]) -> Iterator[SchemaDifference]:
    for name, type_ in wanted.items():
        if name not in there:
            yield SchemaDifference("missing", f"{table}.{name}")
        elif there[name] != type_:
            yield SchemaDifference("changed", f"{table}.{name}", there[name])
    for name in there.keys() - wanted.keys():
        yield SchemaDifference("extra", f"{table}.{name}")
