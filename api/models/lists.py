"""Page envelope and bounds of lists: the same in the API, on pages and in the terminal."""

from __future__ import annotations

from typing import Annotated, Final, Generic, Literal, TypeVar

from pydantic import BaseModel, Field, WithJsonSchema

MOST_ROWS: Final = 500
"""The largest `limit`."""

LONGEST_CONTEXT: Final = 400
"""Characters of the question that another one follows."""

EXACT_TOTAL: Final = 1000
"""The largest total that is counted exactly."""

_Many = Annotated[Literal["1000+"], WithJsonSchema({"type": "string", "enum": ["1000+"]})]
"""Described as an enumeration: generators of clients cannot tell a number from a `const`."""

Total = int | _Many
Item = TypeVar("Item", bound=BaseModel)


def capped_total(counted: int) -> Total:
    """A total as it is shown: exact to 1,000, then 1000+."""
    return counted if counted <= EXACT_TOTAL else "1000+"


class Page(BaseModel, Generic[Item]):
    """One page of a list."""

    items: list[Item]
    next: str | None = Field(description="URL of the next page; null on the last.")
    total: Total = Field(description="Size of the whole list, exact to 1,000.")
    limit: int = Field(description="The most items that a page holds.")
    sort: str = Field(description="What orders the list; `-` before it: descending.")
    as_of: int = Field(description="The revision of the graph that this was read from.")
