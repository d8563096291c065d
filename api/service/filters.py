"""From what a filter was given to what the queries of the catalogue take for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from core.rows import Value


def either(one: str, several: str, values: Sequence[str | int]) -> dict[str, Value]:
    """One value under a name of its own, since a query can follow an index for it, or the list of them."""
    return {one: values[0] if len(values) == 1 else None, several: list(values) if len(values) > 1 else None}


def collective_filter(choice: Literal["include", "exclude", "only"], only: str = "kind") -> dict[str, Value]:
    """The parameters that leave collectives out, or ask for them alone."""
    return {
        "without": "collective" if choice == "exclude" else None,
        only: "collective" if choice == "only" else None,
    }
