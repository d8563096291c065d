"""A whole graph as the files that `neo4j-admin database import full` takes.

One header and one data file a label and a type, both from the schema, and `import.args`, which
holds the tool's options: `neo4j-admin database import full neo4j @import.args`, run where the files
are. What the tool makes of fields:

- nothing between the commas is no property, `""` an empty text;
- in quotes everything is kept as it is but `""`, a quote; line breaks too, if it is told so;
- a list's items stand between U+001F. It knows no empty list and no list of one empty text: the
  first is left out, the second marked, and `graph.neo4j.completion` puts both right when the graph
  is opened;
- it must be given a buffer that holds the longest text.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from core.errors import BadParameter, StoreBusy, StoreError
from core.rows import Row, Value
from graph.schema import NODES, RELATIONS, Node, Property, Relation, Type
from graph.store import GraphStore

ARGUMENTS: Final = "import.args"
BETWEEN_ITEMS: Final = "\x1f"
EMPTY_TEXT_MARK: Final = "\x1e"
"""Stands for the list of one empty text."""

_MEGABYTE: Final = 2**20
_LEAST_BUFFER: Final = 4  # megabytes: the tool's own default

_HEADER_TYPES: Final[dict[Type, str]] = {
    "string": "string",
    "integer": "long",
    "boolean": "boolean",
    "date": "date",
    "string[]": "string[]",
    "integer[]": "long[]",
}


@dataclass(frozen=True, slots=True)
class Written:
    """Numbers of nodes and relations in the files of `folder`."""

    folder: Path
    nodes: int
    relations: int


def write_import(store: GraphStore, folder: Path) -> Written:
    """Write the whole graph into the folder, which is new or empty, or nothing at all.

    A crash may leave files there without `import.args`, which the tool cannot be started on.

    Raises BadParameter (the folder), StoreBusy (the graph was written to meanwhile), StoreError.
    """
    check_folder(folder)
    created = not folder.exists()
    try:
        folder.mkdir(exist_ok=True)
        tables = [_Table(folder, part) for part in (*NODES, *RELATIONS)]
        before = _revision(store)
        for table in tables:
            table.fill(store)
        if _revision(store) != before:
            raise StoreBusy("导出期间图有了改动，没有导出任何内容；请再运行一次")
        _seal(folder, [table for table in tables if table.rows])
    except BaseException as error:
        _clear(folder, created)
        if isinstance(error, OSError):
            raise _unwritable(folder, error) from None
        raise
    return Written(
        folder,
        sum(table.rows for table in tables if isinstance(table.part, Node)),
        sum(table.rows for table in tables if isinstance(table.part, Relation)),
    )


def check_folder(folder: Path) -> None:
    """Make the folders above it. Raises BadParameter for one that is there and not empty, and for a file."""
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise BadParameter(str(folder), "已经存在，且不是空文件夹；请换一个名字")
        folder.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(folder, error) from None


def _unwritable(folder: Path, error: OSError) -> BadParameter:
    return BadParameter(str(folder), f"无法写入：{error.strerror or error}")


def _clear(folder: Path, created: bool) -> None:
    """Delete the written files."""
    if created:
        shutil.rmtree(folder, ignore_errors=True)
        return
    for path in folder.iterdir():
        path.unlink(missing_ok=True)


def _revision(store: GraphStore) -> Value:
    return store.read("store/state")[0]["revision"]


class _Table:
    """The files of one label or type. `longest` is the longest row, in bytes."""

    def __init__(self, folder: Path, part: Node | Relation) -> None:
        self.part = part
        self.name = part.label if isinstance(part, Node) else part.type
        self.rows = 0
        self.longest = 0
        self._folder = folder
        self._names = [item.name for item in part.properties]
        self._fields = [_FIELDS[item.type] for item in part.properties]
        if isinstance(part, Relation):
            self._names = ["start", "stop", *self._names]
            self._fields = [_text, _text, *self._fields]

    def fill(self, store: GraphStore) -> None:
        """Write the header, and all that the store has."""
        header = _node_header(self.part) if isinstance(self.part, Node) else _relation_header(self.part)
        (self._folder / f"{self.name}.header.csv").write_text(header + "\n", "utf-8")
        with (self._folder / f"{self.name}.csv").open("wb") as out:
            for page in store.scan(self.name):
                out.writelines(self._lines(page))

    def _lines(self, page: Iterable[Row]) -> Iterable[bytes]:
        columns = list(zip(self._names, self._fields, strict=True))
        for row in page:
            line = (",".join([field(row[name]) for name, field in columns]) + "\n").encode()
            self.longest = max(self.longest, len(line))
            self.rows += 1
            yield line


def _node_header(node: Node) -> str:
    own = (_typed(item) for item in node.properties if item.name != "id")
    assert node.properties[0].name == "id"
    return ",".join([f"id:ID({node.label})", *own])


def _relation_header(relation: Relation) -> str:
    ends = (f":START_ID({relation.start})", f":END_ID({relation.end})")
    return ",".join([*ends, *map(_typed, relation.properties)])


def _typed(item: Property) -> str:
    return f"{item.name}:{_HEADER_TYPES[item.type]}"


def _seal(folder: Path, tables: Sequence[_Table]) -> None:
    """Write the tool's options, last: where they are missing, the files are not whole."""
    options = _options(tables)
    unfinished = folder / f"{ARGUMENTS}.part"
    unfinished.write_text("\n".join(options) + "\n", "utf-8")
    unfinished.rename(folder / ARGUMENTS)


def _options(tables: Sequence[_Table]) -> list[str]:
    longest = max(table.longest for table in tables)
    megabytes = max(_LEAST_BUFFER, -(-2 * longest // _MEGABYTE))
    options = [
        "--multiline-fields=true",
        f"--array-delimiter=U+{ord(BETWEEN_ITEMS):04X}",
        f"--read-buffer-size={megabytes}m",
        "--bad-tolerance=0",
    ]
    for table in tables:
        kind = "nodes" if isinstance(table.part, Node) else "relationships"
        # Neo4j 2026 does not find a file whose path names no folder.
        options.append(f"--{kind}={table.name}=./{table.name}.header.csv,./{table.name}.csv")
    return options


# ---- fields ----


def _text(value: Value) -> str:
    return "" if value is None else '"' + str(value).replace('"', '""') + '"'


def _number(value: Value) -> str:
    return "" if value is None else str(value)


def _boolean(value: Value) -> str:
    return "" if value is None else str(value).lower()


def _date(value: Value) -> str:
    return value.isoformat() if isinstance(value, date) else ""


def _list(value: Value) -> str:
    items = value if isinstance(value, list) else []
    joined = BETWEEN_ITEMS.join(map(str, items))
    if joined.count(BETWEEN_ITEMS) > max(len(items) - 1, 0) or joined == EMPTY_TEXT_MARK:
        raise StoreError(f"{items!r} 里有 U+001F 或 U+001E，Neo4j 的导入工具读不了")
    if items == [""]:
        joined = EMPTY_TEXT_MARK
    return _text(joined or None)


_FIELDS: Final[dict[Type, Callable[[Value], str]]] = {
    "string": _text,
    "integer": _number,
    "boolean": _boolean,
    "date": _date,
    "string[]": _list,
    "integer[]": _list,
}
