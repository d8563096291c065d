"""Queries of the catalogue, as the API shows them."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, Field

Cell = str | int | float | bool | date | list[str] | list[int] | None


class Parameter(BaseModel):
    """What a query takes."""

    name: str
    type: str = Field(description="string, integer, number, boolean, date or string[].")
    required: bool
    default: str | int | float | bool | None = Field(description="What is taken when it is not given.")
    description: str


class Column(BaseModel):
    """What a query's rows hold."""

    name: str
    type: str
    description: str


class CataloguedQuery(BaseModel):
    """A query of the catalogue, with everything that one needs to run or to learn from it."""

    name: str = Field(description="`subject/name`.")
    purpose: str
    parameters: list[Parameter]
    columns: list[Column]
    cypher: str = Field(description="A line that ends in `//? name` counts only where `name` is given.")
    url: str = Field(description="Path that runs it.")


class QueryResult(BaseModel):
    """The rows of a query."""

    query: str
    columns: list[str]
    rows: list[dict[str, Cell]]
    as_of: int = Field(description="The revision of the graph that this was read from.")
