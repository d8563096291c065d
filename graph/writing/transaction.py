"""Transaction interface of the engines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from core.rows import Row, Value


class Transaction(Protocol):
    """A write transaction: committed at the end of its work, rolled back by an error."""

    def run(self, statement: str, parameters: Mapping[str, Value], /) -> list[Row]:
        """The rows of the statement."""

    def abandon(self) -> None:
        """Mark the transaction for rollback at its end."""
