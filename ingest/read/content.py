"""What a reader takes out of a file: paragraphs and tables in order, each with its place.

Readers do not interpret: which lines are furniture, which tables are ledgers and what is a task is
told later. Text comes as printed, white space at the ends removed.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Location:
    """Where in the file: `page` and `paragraph` count from 1, `cell` is as spreadsheets name it (B7)."""

    page: int | None = None
    paragraph: int | None = None
    sheet: str | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the file (`whole`), or a printed line that a page may have cut.

    `indented` tells whether a printed line is set in, as the first of a paragraph is; `furniture`
    that by its place on the page it is a running head or a page number.
    """

    text: str
    location: Location = field(default_factory=Location)
    whole: bool = True
    indented: bool = False
    furniture: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """A cell of a table. A merged cell is one object, standing in every place of the grid it covers."""

    text: str
    location: Location


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a grid: every row has the same number of cells, None where there is none.

    `name` is the sheet's name or the caption, where there is one; `sheet` tells a spreadsheet's
    sheet, which is skipped where it is no ledger, from a table in a text, whose words are kept.
    """

    rows: tuple[tuple[Cell | None, ...], ...]
    name: str | None = None
    sheet: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """A file as read. `warnings` are sentences for a person: what was damaged or left out."""

    parts: tuple[Paragraph | Table, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlainText:
    """A text file as decoded, and a sentence for a person where some of its bytes were damaged."""

    text: str
    warning: str | None


def cell_name(row: int, column: int) -> str:
    """The name of a cell counted from 0: (0, 0) is A1, (6, 27) is AB7."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"
