"""Tables among what a reader gives, for the tests of every reader."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.read.content import Content, Paragraph, Table


def tables(parts: Iterable[Paragraph | Table]) -> list[Table]:
    return [part for part in parts if isinstance(part, Table)]


def table_of(content: Content) -> Table:
    """The one table."""
    [table] = tables(content.parts)
    return table


def grid(table: Table) -> list[list[str | None]]:
    """The words of each row's cells; None where there is no cell."""
    return [[None if cell is None else cell.text for cell in row] for row in table.rows]
