"""Refusal of repeated parameters, which FastAPI answers by the last value alone."""

from __future__ import annotations

from collections import Counter
from typing import get_origin

from fastapi import Request
from pydantic import BaseModel

from core.errors import BadParameter


async def refuse_repeated(request: Request) -> None:
    """Raise BadParameter for a repeated parameter that is no list.

    A query of the catalogue declares itself which of its parameters are lists.
    """
    times = Counter(name for name, _ in request.query_params.multi_items())
    if not times or max(times.values()) == 1 or request.url.path.startswith("/api/v1/queries/"):
        return
    repeatable = _repeatable(request)
    for name, count in times.items():
        if count > 1 and name not in repeatable:
            raise BadParameter(name, f"只能给一次，给了 {count} 次")


def _repeatable(request: Request) -> set[str]:
    """The parameters of the request's route that are lists."""
    dependant = getattr(request.scope.get("route"), "dependant", None)
    names: set[str] = set()
    for field in getattr(dependant, "query_params", ()):
        model = field.field_info.annotation
        if isinstance(model, type) and issubclass(model, BaseModel):
            names |= {
                name for name, each in model.model_fields.items() if get_origin(each.annotation) is list
            }
    return names
