"""Wire format between a sandbox and its parent: JSON lines, with dates and without objects.

Nothing that a child sends is ever run or unpickled. A date is `{"$d": "2024-03-01"}`; a key of a
map that begins with a dollar gets another one.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from core.rows import Value

_NODE = frozenset({"_ID", "_LABEL"})
_PATH = frozenset({"_NODES", "_RELS"})
_OF_THE_ENGINE = frozenset({"_ID", "_LABEL", "_SRC", "_DST"})


def plain(value: object) -> Value:
    """A value of the engine's as CypherResult promises it."""
    match value:
        case bool() | int() | str() | None:
            return value
        case float():
            return value if math.isfinite(value) else None
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case datetime():
            return value.isoformat()
        case date():
            return value
        case list() | tuple():
            return [plain(item) for item in value]
        case dict() if value.keys() >= _NODE:
            return {
                str(name): plain(item)
                for name, item in value.items()
                if item is not None and name not in _OF_THE_ENGINE
            }
        case dict() if value.keys() == _PATH:
            return {"nodes": plain(value["_NODES"]), "relations": plain(value["_RELS"])}
        case dict():
            return {str(name): plain(item) for name, item in value.items()}
    return str(value)


def packed(message: Mapping[str, Value]) -> bytes:
    """A line that `unpacked` makes the same message of."""
    line = json.dumps(_marked(dict(message)), ensure_ascii=False, separators=(",", ":"))
    return line.encode("utf-8", "surrogatepass") + b"\n"


def unpacked(line: bytes) -> dict[str, Value]:
    """The message in a line. Raises ValueError where it is none."""
    message = _unmarked(json.loads(line.decode("utf-8", "surrogatepass")))
    if not isinstance(message, dict):
        raise ValueError("no message")
    return message


def _marked(value: Value) -> Value:
    if isinstance(value, date):
        return {"$d": value.isoformat()}
    if isinstance(value, list):
        return [_marked(item) for item in value]
    if isinstance(value, dict):
        return {f"${key}" if key.startswith("$") else key: _marked(item) for key, item in value.items()}
    return value


def _unmarked(value: Value) -> Value:
    if isinstance(value, list):
        return [_unmarked(item) for item in value]
    if isinstance(value, dict):
        if value.keys() == {"$d"}:
            return date.fromisoformat(str(value["$d"]))
        return {key.removeprefix("$"): _unmarked(item) for key, item in value.items()}
    return value
