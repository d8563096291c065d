"""OpenAPI: what routes share, that is the responses of failures under their media type, and keys."""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import Any

from fastapi import FastAPI

from api.models.problems import Problem
from api.web.problems import MEDIA_TYPE

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

TAKES_CONTENT: Responses = {400: _problem("A body that cannot be read."), **READS_AFRESH}
"""The same, of a route that takes a JSON body."""

READS: Responses = {
    304: {"description": "The answer that `If-None-Match` names would come again."},
    **READS_AFRESH,
}
"""The same, of a route whose answer changes only with the graph."""

READS_RECORD: Responses = {404: _problem("No record of that id."), **READS}
"""The same, of a route that takes an id."""

NEEDS_KEY: Responses = {
    401: _problem("A key is needed, or it is wrong."),
    403: _problem("The key has not the scope, or the request comes from a page of another site."),
}
"""What every route may answer besides where a key is needed; a wrong key is refused everywhere."""

WRITES: Responses = {
    400: _problem("A body that is cut off, or not what its type says."),
    **NEEDS_KEY,
    413: _problem("More bytes or files than are taken."),
    415: _problem("A body of a type that is not taken."),
    422: READS_AFRESH[422],
    429: _problem("Too many requests; `Retry-After` says how long to wait."),
    503: READS_AFRESH[503],
}
"""What a route that writes may answer besides."""

WRITES_RECORD: Responses = {
    **{status: response for status, response in WRITES.items() if status != 429},
    404: _problem("No record of that id."),
    409: _problem("Another document has that number, or that title and year, already."),
    412: _problem("The graph has changed since `If-Match`."),
    428: _problem("`If-Match` is missing."),
}
"""The same, of a route that changes the record of an id."""

RUNS_CYPHER: Responses = {
    400: TAKES_CONTENT[400],
    **NEEDS_KEY,
    429: WRITES[429],
    422: _problem("A statement that does more than read, fails, or reaches a limit; or a bad parameter."),
    503: _problem(
        "The store is away, or too many statements run; then `Retry-After` says when to come back."
    ),
}
"""What running a statement of the client's own may answer besides."""

TAKES_NOTHING: Responses = {422: READS_AFRESH[422]}
"""A route that touches no store and takes no parameter."""


def describe_keys_and_problems(app: FastAPI, *, public_read: bool, open_paths: Container[str]) -> None:
    """Add to the application's OpenAPI what no route declares itself.

    That is the schema of Problem; that reading needs no key where it is open, nor ever at
    `open_paths`; and what is answered to a wrong one.
    """
    plain: Callable[[], dict[str, Any]] = app.openapi

    def openapi() -> dict[str, Any]:
        schema = plain()
        models = Problem.model_json_schema(ref_template=REF)
        parts = models.pop("$defs")
        schema.setdefault("components", {}).setdefault("schemas", {}).update(parts, Problem=models)
        for path, item in schema["paths"].items():
            for endpoint in item.values():
                answers = endpoint["responses"]
                if "403" in answers:  # it declares itself that it needs a key
                    continue
                if public_read or path in open_paths:
                    endpoint["security"] = [{}, *endpoint["security"]]
                answers |= {str(status): response for status, response in NEEDS_KEY.items()}
        return schema

    app.openapi = openapi  # type: ignore[method-assign]  # the way FastAPI documents
