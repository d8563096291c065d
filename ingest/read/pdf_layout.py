"""Where things stand on a printed page, and the order in which a person reads them.

A PDF holds characters with places, in whatever order the program drew them. Lines are made of the
characters' boxes, cut where a gap is wider than one and a half characters; where the page has two
or more columns of prose, each is read to its end before the next, between lines that run across.
Coordinates are points, y upwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

LATIN = re.compile(r"[A-Za-z0-9]")
FULL_WIDTH = "\u2e80"  # characters from here on are as wide as they are high
GAP = 1.3  # in characters: a wider one separates columns, or cells
SAME_ROW = 0.5  # share of the lower box's height in which two boxes of a row overlap
WORD_GAP = 0.2  # in characters: between Latin letters it is a space, though none is printed
COLUMN_LINES = 4  # a column has so many lines, at least
COLUMN_WIDE = 9  # in characters; narrower ones are those of a table
COLUMN_FULL = 0.4  # and of its lines such a share is
FULL = 0.8  # so wide, of the column's width; in a table without rules few are
ACROSS_MOST = 0.4  # of all rows, at most so many run across a gap between columns
MARGIN_GAP = 1.8  # of the usual distance of rows: what stands further off is head or foot of the page
BETWEEN_PIECES = "\u3000"


class Glyph(NamedTuple):
    """A printed character and its box; `space` is the white space that stands before it, if any."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    space: str = ""

    @property
    def height(self) -> float:
        return max(self.top - self.bottom, 1.0)

    @property
    def em(self) -> float:
        """The size of the type: a box's height also holds what the font leaves above and below."""
        return max(self.right - self.left, 1.0) if self.text >= FULL_WIDTH else 0.8 * self.height


@dataclass(slots=True, eq=False)
class Piece:
    """Characters of one row without a wide gap between them."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    em: float
    space: str = ""

    @property
    def height(self) -> float:
        return max(self.top - self.bottom, 1.0)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    def reach_over(self, other: Glyph | Piece) -> None:
        """Makes the box hold the other's, too; the words are the caller's to join."""
        self.right, self.em = max(self.right, other.right), max(self.em, other.em)
        self.bottom, self.top = min(self.bottom, other.bottom), max(self.top, other.top)


@dataclass(frozen=True, slots=True)
class Line:
    """A line as read. `column` is which of how many on the page, `em` the size of its characters."""

    text: str
    left: float
    column: tuple[int, int]
    em: float


class Placed(NamedTuple):
    """Something besides lines that has its place in the order: a table, by its number among them."""

    number: int
    top: float


def pieces(glyphs: Sequence[Glyph]) -> list[Piece]:
    """The pieces of a page, or of a cell, from above to below and left to right."""
    return [piece for row in rows(_runs(glyphs)) for piece in _closed(row)]


def rows(parts: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces that stand beside one another, each row from left to right, rows from above to below."""
    result: list[list[Piece]] = []
    for piece in sorted(parts, key=lambda p: -p.middle):
        if result and _overlap(result[-1][0], piece) >= SAME_ROW:
            result[-1].append(piece)
        else:
            result.append([piece])
    for row in result:
        row.sort(key=lambda p: p.left)
    return result


def row_text(row: Sequence[Piece]) -> str:
    """A row's words, wide gaps as one space of a character's width."""
    return BETWEEN_PIECES.join(piece.text for piece in row)


def _runs(glyphs: Sequence[Glyph]) -> list[Piece]:
    """Characters drawn one after the other on one line: cheap, and true where rows are close."""
    result: list[Piece] = []
    last: Glyph | None = None
    parts: list[str] = []
    for glyph in glyphs:
        if last is not None and _follows(last, glyph):
            if glyph.text == last.text and glyph.left - last.left < 0.3 * last.em:
                continue  # bold made by printing twice
            parts.append(_space(last, glyph) + glyph.text)
            result[-1].reach_over(glyph)
        else:
            if result:
                result[-1].text = "".join(parts)
            result.append(
                Piece(glyph.text, glyph.left, glyph.bottom, glyph.right, glyph.top, glyph.em, glyph.space)
            )
            parts = [glyph.text]
        last = glyph
    if result:
        result[-1].text = "".join(parts)
    return result


def _follows(last: Glyph, glyph: Glyph) -> bool:
    gap = glyph.left - last.right
    return -1.1 * last.em < gap <= GAP * max(last.em, glyph.em) and (
        glyph.left >= last.left - 0.1 * last.em and _overlap(last, glyph) >= SAME_ROW
    )


def _space(before: Glyph | Piece, after: Glyph | Piece) -> str:
    if after.space:
        return after.space
    latin = LATIN.match(before.text[-1]) and LATIN.match(after.text)
    return " " if latin and after.left - before.right > WORD_GAP * after.em else ""


def _closed(row: Sequence[Piece]) -> list[Piece]:
    """A row's runs with those joined between which no wide gap stands; what is printed twice, once."""
    result: list[Piece] = []
    for run in row:
        last = result[-1] if result else None
        if last is not None and last.text.endswith(run.text) and run.right <= last.right + 0.3 * run.em:
            continue
        if last is not None and run.left - last.right <= GAP * max(last.em, run.em):
            last.text += _space(last, run) + run.text
            last.reach_over(run)
        else:
            result.append(run)
    return result


def _overlap(a: Glyph | Piece, b: Glyph | Piece) -> float:
    return (min(a.top, b.top) - max(a.bottom, b.bottom)) / min(a.height, b.height)


def gutter(parts: Sequence[Piece]) -> float | None:
    """Where the gap between two columns of prose runs, None where the page has no such columns."""
    result = rows(parts)
    gaps = {round((a.right + b.left) / 8) * 4.0 for row in result for a, b in pairwise(row)}
    best, most = None, 0
    for x in sorted(gaps):
        left, right, across = _sides(parts, x)
        lines = min(len(left), len(right))
        if lines < COLUMN_LINES or len(across) > ACROSS_MOST * len(result):
            continue
        # Newsprint has three columns: the right side may itself stand in two.
        if lines - len(across) > most and _prose(left) and (_prose(right) or gutter(right)):
            best, most = x, lines - len(across)
    return best


def _sides(parts: Sequence[Piece], x: float) -> tuple[list[Piece], list[Piece], list[Piece]]:
    left = [piece for piece in parts if piece.right <= x]
    right = [piece for piece in parts if piece.left >= x]
    return left, right, [piece for piece in parts if piece.left < x < piece.right]


def _prose(column: Sequence[Piece]) -> bool:
    width = max(piece.right for piece in column) - min(piece.left for piece in column)
    full = sum(piece.right - piece.left >= FULL * width for piece in column)
    wide = width >= COLUMN_WIDE * median(piece.em for piece in column)
    return wide and full >= COLUMN_FULL * len(column)


def in_order(parts: Sequence[Piece], placed: Sequence[Placed], x: float | None) -> Iterator[Line | Placed]:
    """Lines and tables as a person reads them; `x` is the gutter of the page, if it has one."""
    left, right, across = _sides(parts, x) if x is not None else ([], [], [])
    if x is None or not left or not right or len(across) > ACROSS_MOST * len(rows(parts)):
        yield from _read(parts, placed, (0, 1))
        return
    apart = [piece for row in margins(parts) for piece in row]
    across = [piece for piece in parts if piece in across or piece in apart]
    walls: list[list[Piece] | Placed] = [*rows(across), *placed]
    walls.sort(key=lambda wall: -(wall.top if isinstance(wall, Placed) else wall[0].top))
    sides = [[piece for piece in side if piece not in apart] for side in (left, right)]
    for wall in walls:
        edge = wall.top if isinstance(wall, Placed) else wall[0].middle
        for k, side in enumerate(sides):
            above = [piece for piece in side if piece.middle > edge]
            yield from _columns(above, (k, 2))
            sides[k] = [piece for piece in side if piece.middle <= edge]
        if isinstance(wall, Placed):
            yield wall
        else:
            yield _line(wall, (0, 1))
    for k, side in enumerate(sides):
        yield from _columns(side, (k, 2))


def _columns(parts: Sequence[Piece], column: tuple[int, int]) -> Iterator[Line | Placed]:
    x = gutter(parts)
    if x is None:
        yield from _read(parts, (), column)
        return
    left, right, across = _sides(parts, x)
    if across:
        yield from _read(parts, (), column)
        return
    yield from _read(left, (), (2 * column[0], 2 * column[1]))
    yield from _columns(right, (2 * column[0] + 1, 2 * column[1]))


def margins(parts: Sequence[Piece]) -> list[list[Piece]]:
    """The rows that may be head or foot of the page: the first and the last, where they stand apart."""
    result = rows(parts)
    if len(result) < 2:
        return result
    steps = [a[0].middle - b[0].middle for a, b in pairwise(result)]
    usual = median(steps) if len(result) > COLUMN_LINES else 2 * result[0][0].em
    return [
        row for row, step in ((result[0], steps[0]), (result[-1], steps[-1])) if step > MARGIN_GAP * usual
    ]


def _read(
    parts: Sequence[Piece], placed: Sequence[Placed], column: tuple[int, int]
) -> Iterator[Line | Placed]:
    waiting = sorted(placed, key=lambda item: -item.top)
    for row in rows(parts):
        while waiting and waiting[0].top > row[0].middle:
            yield waiting.pop(0)
        yield _line(row, column)
    yield from waiting


def _line(row: Sequence[Piece], column: tuple[int, int]) -> Line:
    return Line(row_text(row), row[0].left, column, row[0].em)
