"""The catalogue of queries: what each is for, its Cypher, and its rows."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request

from api.models.lists import MOST_ROWS, Page
from api.models.parameters import ListParameters
from api.models.queries import CataloguedQuery, Column, Parameter, QueryResult
from api.service.paging import Paging
from api.web.openapi import READS, READS_RECORD
from api.web.snapshots import CachedRoute, CurrentSnapshot
from core.errors import BadParameter
from core.rows import text
from graph.queries import catalogue

router = APIRouter(prefix="/api/v1/queries", tags=["queries"], route_class=CachedRoute)


@router.get("", operation_id="list_queries", summary="The catalogue of queries", responses=READS)
def list_queries(
    request: Request, parameters: Annotated[ListParameters, Query()], snapshot: CurrentSnapshot
) -> Page[CataloguedQuery]:
    """Every query by name, with its parameters, its columns and its Cypher."""
    paging = Paging.of(request.url, parameters.limit, parameters.cursor)
    known = catalogue.load_catalogue()
    beyond = paging.cut([{"sort_key": name} for name in known])
    items = [_described(known[text(row, "sort_key")]) for row in beyond[: paging.limit]]
    return paging.page(items, beyond, len(known), snapshot.revision)


@router.get(
    "/{subject}/{name}", operation_id="run_query", summary="The rows of a query", responses=READS_RECORD
)
def run_query(subject: str, name: str, request: Request, snapshot: CurrentSnapshot) -> QueryResult:
    """Runs a query of the catalogue with the parameters that it declares; a list is given repeatedly."""
    query = catalogue.find_query(f"{subject}/{name}")
    parameters = {each: request.query_params.getlist(each) for each in request.query_params}
    values = query.coerce(parameters)
    for parameter in query.parameters.values():
        value = values.get(parameter.name)
        if parameter.counts and isinstance(value, int) and value > MOST_ROWS:
            raise BadParameter(parameter.name, f"不得大于 {MOST_ROWS}")
    rows = snapshot.store.read(query.name, values)
    return QueryResult.model_validate(
        {
            "query": query.name,
            "columns": [column.name for column in query.columns],
            "rows": rows,
            "as_of": snapshot.revision,
        }
    )


def _described(query: catalogue.Query) -> CataloguedQuery:
    return CataloguedQuery.model_validate(
        {
            "name": query.name,
            "purpose": query.purpose,
            "parameters": [
                Parameter.model_validate(
                    {
                        "name": each.name,
                        "type": each.type,
                        "required": not each.optional and each.default is None,
                        "default": each.default,
                        "description": each.description,
                    }
                )
                for each in query.parameters.values()
            ],
            "columns": [
                Column(name=each.name, type=each.type, description=each.description) for each in query.columns
            ],
            "cypher": query.text,
            "url": f"/api/v1/queries/{query.name}",
        }
    )
