"""The description of the API: problems under their own media type, and no model that is never sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI

from api.problems import MEDIA_TYPE, Problem

REF = "#/components/schemas/{model}"

Responses = dict[int | str, dict[str, Any]]


def _problem(description: str) -> dict[str, Any]:
    return {
        "description": description,
        "content": {MEDIA_TYPE: {"schema": {"$ref": REF.format(model="Problem")}}},
    }


READS_AFRESH: Responses = {
    422: _problem("A parameter that is unknown, repeated or cannot be used; or an ambiguous name."),
    503: _problem("The store is away."),
}
"""What a route that reads the store may answer besides."""

TAKES_BODY: Responses = {400: _problem("A body that cannot be read."), **READS_AFRESH}
"""The same, of a route that takes a JSON body."""

READS: Responses = {
    304: {"description": "The answer that `If-None-Match` names would come again."},
    **READS_AFRESH,
}
"""The same, of a route whose answer changes only with the graph."""

READS_ONE: Responses = {404: _problem("No record of that id."), **READS}
"""The same, of a route that takes an id."""

RUNS_CYPHER: Responses = {
    422: _problem("A statement that does more than read, fails, or reaches a limit; or a bad parameter."),
    503: _problem(
        "The store is away, or too many statements run; then `Retry-After` says when to come back."
    ),
}
"""What running a statement of the client's own may answer besides."""

TAKES_NOTHING: Responses = {422: READS_AFRESH[422]}
"""A route that touches no store and takes no parameter."""


def describe_problems(app: FastAPI) -> None:
    """Let the application's OpenAPI hold the schema of Problem, which no return type mentions."""
    plain: Callable[[], dict[str, Any]] = app.openapi

    def openapi() -> dict[str, Any]:
        schema = plain()
        models = Problem.model_json_schema(ref_template=REF)
        parts = models.pop("$defs")
        schema.setdefault("components", {}).setdefault("schemas", {}).update(parts, Problem=models)
        return schema

    app.openapi = openapi  # type: ignore[method-assign]  # the way FastAPI documents
