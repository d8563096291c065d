"""A graph frozen for publication: every table as CSV and Parquet, described, hashed and named by an id.

The same documents, read by the same parser, give the same CSV bytes and so the same id, in whichever store
they were: what differs from one loading to the next (when, in which revision) is not in it.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from core.extras import require_extra
from core.rows import Row, Value
from graph.schema import NODES, RELATIONS, SCHEMA_VERSION, Property
from graph.store import GraphStore

if TYPE_CHECKING:
    import pyarrow

_NOT_OF_THE_DOCUMENTS: Final = frozenset(("Store", "Change"))
_OF_THE_LOADING: Final = frozenset(("ingested_at",))
_FRICTIONLESS: Final[dict[str, str]] = {
    **{name: name for name in ("string", "integer", "boolean", "date")},
    **dict.fromkeys(("string[]", "integer[]"), "array"),
}


@dataclass(frozen=True, slots=True)
class Table:
    """A label or type of relation as a table; relations have `start` and `stop`, the ids of their ends."""

    name: str
    description: str
    columns: tuple[Property, ...]
    ends: tuple[str, str] | None

    @property
    def key(self) -> tuple[str, ...]:
        return ("id",) if self.ends is None else ("start", "stop")


@dataclass(frozen=True, slots=True)
class Provenance:
    """Provenance of a freeze: program and parser, hashes of grammar and data files, settings, the command.

    `settings` hold nothing secret; `command` is the one that makes the same bytes again.
    """

    program: str = ""
    parser: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    command: str = ""


def tables() -> tuple[Table, ...]:
    """The tables of a freeze, from the schema."""
    nodes = [
        Table(node.label, node.description, _published(node.properties), None)
        for node in NODES
        if node.label not in _NOT_OF_THE_DOCUMENTS
    ]
    relations = [
        Table(
            each.type,
            each.description,
            (
                Property("start", "string", f"id of the {each.start}"),
                Property("stop", "string", f"id of the {each.end}"),
                *_published(each.properties),
            ),
            (each.start, each.end),
        )
        for each in RELATIONS
    ]
    return (*nodes, *relations)


def freeze(store: GraphStore, folder: Path, provenance: Provenance) -> str:
    """Write the graph into the folder; the id of the freeze.

    Files: `data/*.csv` and `data/*.parquet`, one of each a table; `datapackage.json` (Frictionless tabular
    data package, with provenance and hashes); `dictionary.md`. Lists stand in CSV as JSON. Parquet files hold
    the same; their bytes also hang on the version of pyarrow. Raises MissingExtra, before anything is
    written, without pyarrow (`dutygraph[parquet]`).
    """
    require_extra("parquet", "冻结")
    data = folder / "data"
    data.mkdir(parents=True, exist_ok=True)
    resources: list[dict[str, object]] = []
    for table in tables():
        rows = _rows(store, table)
        written = _csv(table, rows)
        (data / f"{table.name}.csv").write_bytes(written)
        _parquet(table, rows, data / f"{table.name}.parquet")
        resources.append(_resource(table, written, len(rows)))
    id = _id({str(each["name"]): str(each["hash"]) for each in resources})
    package = {
        "profile": "tabular-data-package",
        "name": "dutygraph-freeze",
        "id": id,
        "title": "Duties in government work plans",
        "description": "Duties that documents assign on paper, not work done.",
        "resources": resources,
        "dutygraph": {
            "program": provenance.program,
            "parser": provenance.parser,
            "schema": SCHEMA_VERSION,
            "files": dict(sorted(provenance.files.items())),
            "settings": dict(sorted(provenance.settings.items())),
            "command": provenance.command,
            "sources": _sources(store),
        },
    }
    text = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
    (folder / "datapackage.json").write_text(text, "utf-8", newline="\n")
    (folder / "dictionary.md").write_text(dictionary(), "utf-8", newline="\n")
    return id


def freeze_id(store: GraphStore) -> str:
    """The id that a freeze of the graph would have, without writing it: what stands under a figure."""
    return _id({table.name: _hash(_csv(table, _rows(store, table))) for table in tables()})


def dictionary() -> str:
    """The data dictionary: every table and column with its type and meaning, as Markdown."""
    lines = ["# Data dictionary", "", "Duties that documents assign on paper, not work done.", ""]
    for table in tables():
        lines += [
            f"## {table.name}",
            "",
            f"{table.description}.",
            "",
            "| column | type | meaning |",
            "|---|---|---|",
        ]
        lines += [
            f"| {each.name} | {each.type} | {each.description.replace('|', '∣')} |" for each in table.columns
        ]
        lines.append("")
    return "\n".join(lines)


def _published(properties: Sequence[Property]) -> tuple[Property, ...]:
    return tuple(each for each in properties if each.name not in _OF_THE_LOADING)


def _rows(store: GraphStore, table: Table) -> list[Row]:
    """All rows of a table, in an order that depends on their values only."""
    rows = [row for page in store.scan(table.name) for row in page]
    names = [each.name for each in table.columns]
    return sorted(rows, key=lambda row: [_cell(row[name]) for name in (*table.key, *names)])


def _csv(table: Table, rows: Sequence[Row]) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    names = [each.name for each in table.columns]
    writer.writerow(names)
    writer.writerows([_cell(row[name]) for name in names] for row in rows)
    return buffer.getvalue().encode()


def _cell(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list():
            return json.dumps(value, ensure_ascii=False)
    return str(value)


def _parquet(table: Table, rows: Sequence[Row], path: Path) -> None:
    import pyarrow
    import pyarrow.parquet

    types: dict[str, pyarrow.DataType] = {
        "string": pyarrow.string(),
        "integer": pyarrow.int64(),
        "boolean": pyarrow.bool_(),
        "date": pyarrow.date32(),
        "string[]": pyarrow.list_(pyarrow.string()),
        "integer[]": pyarrow.list_(pyarrow.int64()),
    }
    schema = pyarrow.schema([(each.name, types[each.type]) for each in table.columns])
    records = [{each.name: row[each.name] for each in table.columns} for row in rows]
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(records, schema=schema), path, compression="zstd")


def _resource(table: Table, written: bytes, rows: int) -> dict[str, object]:
    fields = [
        {"name": each.name, "type": _FRICTIONLESS[each.type], "description": each.description}
        for each in table.columns
    ]
    schema: dict[str, object] = {"fields": fields, "missingValues": [""]}
    if table.ends is None:
        schema["primaryKey"] = ["id"]
    else:
        schema["foreignKeys"] = [
            {"fields": [end], "reference": {"resource": label.lower(), "fields": ["id"]}}
            for end, label in zip(("start", "stop"), table.ends, strict=True)
        ]
    return {
        "name": table.name.lower(),
        "path": f"data/{table.name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "encoding": "utf-8",
        "description": table.description,
        "rows": rows,
        "bytes": len(written),
        "hash": _hash(written),
        "schema": schema,
    }


def _sources(store: GraphStore) -> list[dict[str, Value]]:
    sources = [
        {name: row[name] for name in ("source", "title", "sha256")}
        for page in store.scan("Document")
        for row in page
        if not row["stub"]
    ]
    return sorted(sources, key=lambda row: (str(row["source"]), str(row["sha256"])))


def _hash(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _id(hashes: Mapping[str, str]) -> str:
    """Twelve hexadecimal digits over the hashes of all tables."""
    described = json.dumps({name.lower(): digest for name, digest in hashes.items()}, sort_keys=True)
    return hashlib.sha256(described.encode()).hexdigest()[:12]


def hashes_of(files: Iterator[tuple[str, bytes]]) -> dict[str, str]:
    """The hash of each file by its name."""
    return {name: _hash(data) for name, data in sorted(files)}
