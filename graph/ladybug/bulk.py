"""Bulk loading by COPY, which takes a second where single statements take minutes."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from core.rows import Row, Value
from graph.ladybug.file import Transaction
from graph.ladybug.tables import COLUMN_TYPES
from graph.schema import NODE, RELATION, Property, Type
from graph.writing.batches import Sink
from graph.writing.properties import Edge
from graph.writing.statements import create_node, create_relation


def _has_empty_item(row: Row) -> bool:
    """Whether a list holds an empty text, which the engine's `string_split` would lose.

    (Putting it back by `list_transform` gives rows one another's lists, 0.22.0.)
    """
    return any(isinstance(value, list) and "" in value for value in row.values())


_ENDS = (Property("start", "string", ""), Property("stop", "string", ""))


class CopySink(Sink):
    """Copies by files in `folder`."""

    def __init__(self, transaction: Transaction, folder: Path) -> None:
        self._transaction = transaction
        self._folder = folder
        self._token = secrets.token_hex(12)  # stands for null and between items; no text holds it

    def nodes(self, label: str, rows: Sequence[Row]) -> None:
        properties = NODE[label].properties
        whole = [row for row in rows if not _has_empty_item(row)]
        self._copy(label, properties, ([row[item.name] for item in properties] for row in whole))
        for row in rows:
            if _has_empty_item(row):
                self._transaction.run(create_node(label), row)

    def edges(self, type_: str, edges: Sequence[Edge]) -> None:
        properties = RELATION[type_].properties
        whole = [edge for edge in edges if not _has_empty_item(edge.properties)]
        rows = ([e.start, e.stop, *(e.properties[item.name] for item in properties)] for e in whole)
        self._copy(type_, (*_ENDS, *properties), rows)
        for edge in edges:
            if _has_empty_item(edge.properties):
                parameters = {**edge.properties, "start": edge.start, "stop": edge.stop}
                self._transaction.run(create_relation(type_), parameters)

    def _copy(self, table: str, properties: Sequence[Property], rows: Iterable[Sequence[Value]]) -> None:
        """Write the rows to a file and copy it into the table."""
        path = self._folder / f"{table}.csv"
        types = [item.type for item in properties]
        count = 0
        with path.open("w", encoding="utf-8", newline="") as out:
            for row in rows:
                out.write(",".join(map(self._field, row, types)) + "\n")
                count += 1
        if not count:
            return
        columns = ", ".join(f"{item.name} {_FILE_TYPES.get(item.type, 'STRING')}" for item in properties)
        values = ", ".join(self._expression(item) for item in properties)
        location = str(path).replace("\\", "/").replace("'", "\\'")
        self._transaction.run(
            f"COPY {table} FROM (LOAD WITH HEADERS ({columns}) FROM '{location}' (HEADER=false, DELIM=',',"
            f" QUOTE='\"', ESCAPE='\"', PARALLEL=false, AUTO_DETECT=false) RETURN {values})"
        )
        path.unlink()

    def _field(self, value: Value, type_: Type) -> str:
        if value is None:
            return self._token if type_ in {"string", "string[]"} else ""
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, int):
            return str(value)
        if isinstance(value, list):
            items = [str(item) for item in value]
            if type_ == "integer[]":
                return f'"[{",".join(items)}]"'
            value = self._token.join(items) if items else self._token * 2
        return '"' + str(value).replace('"', '""') + '"'

    def _expression(self, item: Property) -> str:
        token = self._token
        if item.type == "string":
            return f"CASE WHEN {item.name} = '{token}' THEN NULL ELSE {item.name} END"
        if item.type == "string[]":
            return (
                f"CASE WHEN {item.name} = '{token}' THEN NULL"
                f" WHEN {item.name} = '{token * 2}' THEN cast([] AS STRING[])"
                f" ELSE string_split({item.name}, '{token}') END"
            )
        return item.name


_FILE_TYPES = {type_: name for type_, name in COLUMN_TYPES.items() if type_ not in {"string", "string[]"}}
"""How the columns stand in the file; texts and lists of texts are decoded by an expression."""
