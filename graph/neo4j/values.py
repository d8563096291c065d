"""Conversion of the driver's values to plain ones."""

from __future__ import annotations

import math

from core.rows import Value


def plain(value: object) -> Value:
    """A value as `GraphStore.read` and `CypherResult` promise it."""
    if isinstance(value, (str, int, bool)) or value is None:
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {str(name): plain(item) for name, item in value.items()}
    from neo4j.graph import Entity, Path
    from neo4j.time import Date, DateTime, Time

    if isinstance(value, Date):
        return value.to_native()
    if isinstance(value, (DateTime, Time)):
        return value.iso_format()
    if isinstance(value, Entity):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, Path):
        return {"nodes": list(map(plain, value.nodes)), "relations": list(map(plain, value.relationships))}
    return str(value)
