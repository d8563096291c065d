"""Parquet tables for notebooks, written in row groups: duties, tasks, documents or agencies.

Needs pyarrow, which is an extra (`dutygraph[parquet]`): it is larger than everything else together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Final

from core.extras import require_extra
from core.rows import Value
from graph.exports import workbook
from graph.exports.source import Source, Task

if TYPE_CHECKING:
    import pyarrow

GROUP: Final = 10_000
"""Rows of a row group."""

Record = dict[str, Value]

_TASK: Final[dict[str, str]] = {
    **dict.fromkeys(("task_id", "document_id", "document", "region_id", "region"), "text"),
    **dict.fromkeys(("year", "n"), "integer"),
    "number": "text",
    "path": "texts",
    **dict.fromkeys(("text", "clause", "deadline", "due_kind"), "text"),
    **dict.fromkeys(("due_from", "due_on"), "day"),
    "due_ongoing": "flag",
    **dict.fromkeys(("task_start", "task_end"), "integer"),
    "campaigns": "texts",
}
_DUTY: Final[dict[str, str]] = {
    **dict.fromkeys(("agency_id", "agency", "agency_kind"), "text"),
    "collective": "flag",
    **dict.fromkeys(("role", "basis", "verb", "surface"), "text"),
    **dict.fromkeys(("surface_start", "surface_end", "position"), "integer"),
}
_DOCUMENT: Final[dict[str, str]] = {
    **dict.fromkeys(("document_id", "title", "doc_number", "draft", "issuer"), "text"),
    "issuers": "texts",
    **dict.fromkeys(("region_id", "region", "level"), "text"),
    "year": "integer",
    "issued_on": "day",
    **dict.fromkeys(("source", "sha256", "ingested_at"), "text"),
    "tasks": "integer",
}
_AGENCY: Final[dict[str, str]] = {
    **dict.fromkeys(("agency_id", "agency", "kind", "level"), "text"),
    "aliases": "texts",
    **dict.fromkeys(("region_id", "region", "system"), "text"),
}


def duties(source: Source) -> Iterator[bytes]:
    """A row a duty, with everything about its task; a task without an agency is a row without one."""
    return _file({**_TASK, **_DUTY}, lambda: _duty_records(source))


def tasks(source: Source) -> Iterator[bytes]:
    """A row a task."""
    return _file(_TASK, lambda: (_task_record(task) for task in source.tasks()))


def documents(source: Source) -> Iterator[bytes]:
    """A row a document; `tasks` counts all of its tasks."""
    return _file(_DOCUMENT, lambda: _document_records(source))


def agencies(source: Source) -> Iterator[bytes]:
    """A row for each agency of the tasks."""
    return _file(_AGENCY, lambda: _agency_records(source))


def _file(columns: dict[str, str], records: Callable[[], Iterable[Record]]) -> Iterator[bytes]:
    require_extra("parquet", "导出 parquet ")  # here, not in the generator: before a file is begun
    return _chunks(columns, records)


def _chunks(columns: dict[str, str], records: Callable[[], Iterable[Record]]) -> Iterator[bytes]:
    import pyarrow
    import pyarrow.parquet

    schema = _schema(columns)
    with workbook.temporary("table.parquet") as path:
        with pyarrow.parquet.ParquetWriter(path, schema, compression="zstd") as writer:
            rest = iter(records())
            while group := list(islice(rest, GROUP)):
                writer.write_table(pyarrow.Table.from_pylist(group, schema=schema))
        yield from workbook.chunks(path)


def _schema(columns: dict[str, str]) -> pyarrow.Schema:
    import pyarrow

    types = {
        "text": pyarrow.string(),
        "texts": pyarrow.list_(pyarrow.string()),
        "integer": pyarrow.int64(),
        "day": pyarrow.date32(),
        "flag": pyarrow.bool_(),
    }
    return pyarrow.schema([(name, types[kind]) for name, kind in columns.items()])


def _task_record(task: Task) -> Record:
    return {
        "task_id": task.id,
        "document_id": task.document,
        "document": task.title,
        "region_id": task.region,
        "region": task.region_name,
        "year": task.year,
        "n": task.n,
        "number": task.number,
        "path": list(task.path),
        "text": task.text,
        "clause": task.clause,
        "deadline": task.deadline,
        "due_kind": task.due_kind,
        "due_from": task.due_from,
        "due_on": task.due_on,
        "due_ongoing": task.due_ongoing,
        "task_start": task.start,
        "task_end": task.end,
        "campaigns": [campaign.name for campaign in task.campaigns],
    }


def _duty_records(source: Source) -> Iterator[Record]:
    for task in source.tasks():
        record = _task_record(task)
        if not task.duties:
            yield record
        for duty in task.duties:
            yield {
                **record,
                "agency_id": duty.agency,
                "agency": duty.name,
                "agency_kind": duty.kind,
                "collective": duty.collective,
                "role": duty.role,
                "basis": duty.basis,
                "verb": duty.verb,
                "surface": duty.surface,
                "surface_start": duty.start,
                "surface_end": duty.end,
                "position": duty.position,
            }


def _document_records(source: Source) -> Iterator[Record]:
    document_ids = {task.document for task in source.tasks()}
    for row in source.documents(document_ids):
        same = (*("title", "doc_number", "draft", "issuer", "issuers", "level", "year", "issued_on"),
                *("source", "sha256", "ingested_at", "tasks"))  # fmt: skip
        yield {
            "document_id": row["document"],
            "region_id": row["region"],
            "region": row["region_name"],
            **{name: row[name] for name in same},
        }


def _agency_records(source: Source) -> Iterator[Record]:
    agency_ids = {duty.agency for task in source.tasks() for duty in task.duties}
    for row in source.agencies(agency_ids):
        yield {
            "agency_id": row["agency"],
            "agency": row["name"],
            "region_id": row["region"],
            "region": row["region_name"],
            "system": row["system_name"],
            **{name: row[name] for name in ("kind", "level", "aliases")},
        }
