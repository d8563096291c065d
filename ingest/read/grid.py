"""Names of the places of a grid, as spreadsheets write them."""

from __future__ import annotations


def cell_name(row: int, column: int) -> str:
    """The name of a cell counted from 0: (0, 0) is A1, (6, 27) is AB7."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"
