"""How much one answer holds and how far it counts: alike in lists, questions, the page and the terminal."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import WithJsonSchema

MOST_ROWS: Final = 500
"""The largest `limit`."""

LONGEST_CONTEXT: Final = 400
"""Signs of the question that another one follows."""

EXACT_TOTAL: Final = 1000
"""The largest total that is given exactly."""

_Many = Annotated[Literal["1000+"], WithJsonSchema({"type": "string", "enum": ["1000+"]})]
"""Described as an enumeration: generators of clients cannot tell a number from a `const`."""

Total = int | _Many


def told_total(counted: int) -> Total:
    """A total as it is told: exact to 1,000, then 1000+."""
    return counted if counted <= EXACT_TOTAL else "1000+"
