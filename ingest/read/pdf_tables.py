"""Ruled tables of a printed page: from the lines drawn on it to a grid of cells.

Rules that touch make one table; where between two places of the grid no rule is drawn, they are one
cell. A frame round a text, a line under a head and a table without rules are no tables here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from ingest.read.content import Cell, Location
from ingest.read.pdf_layout import LATIN, Glyph, pieces, row_text, rows

NEAR = 3.0  # points: rules so near are one, a double border too
SHORTEST = 6.0  # shorter strokes are dots, dashes and parts of drawings
COVERED = 0.5  # a rule that covers such a share of a cell's side closes it
MOST_RULES = 3000  # a page with more is a drawing
PADDING = 12.0  # points left free in a full line of a cell, beside its next character


class Rule(NamedTuple):
    """A horizontal rule at height `at` from x `start` to `end`, or a vertical one at x `at`."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Grid:
    """A ruled table: `cells[row][column]`; `edges` are the x of its vertical rules."""

    top: float
    edges: list[float]
    cells: list[list[Cell]]
    taken: set[int] = field(default_factory=set)  # indices of the glyphs that stand in it


def find(across: Sequence[Rule], down: Sequence[Rule], glyphs: Sequence[Glyph], page: int) -> list[Grid]:
    """The tables of a page with their words, from above to below."""
    if len(across) > MOST_RULES or len(down) > MOST_RULES:
        return []
    grids = []
    for horizontal, vertical in _touching(_merged(across), _merged(down)):
        if not vertical:
            continue
        ys = _positions(horizontal, vertical)[::-1]
        xs = _positions(vertical, horizontal)
        if len(xs) < 3 or len(ys) < 2 or (len(ys) == 2 and len(xs) == 3):
            continue
        grids.append(_grid(horizontal, vertical, xs, ys, glyphs, page))
    return sorted(grids, key=lambda grid: -grid.top)


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Rules drawn in pieces, as every cell's border is, put together."""
    merged: list[Rule] = []
    levels = _levels(rule.at for rule in rules)
    by_level: dict[float, list[Rule]] = {}
    for rule in rules:
        by_level.setdefault(min(levels, key=lambda at: abs(at - rule.at)), []).append(rule)
    for at, level in by_level.items():
        level.sort(key=lambda rule: rule.start)
        start, end = level[0].start, level[0].end
        for rule in level[1:]:
            if rule.start <= end + NEAR:
                end = max(end, rule.end)
            else:
                merged.append(Rule(at, start, end))
                start, end = rule.start, rule.end
        merged.append(Rule(at, start, end))
    return [rule for rule in merged if rule.end - rule.start >= SHORTEST]


def _levels(positions: Iterator[float]) -> list[float]:
    levels: list[float] = []
    for at in sorted(positions):
        if not levels or at - levels[-1] > NEAR:
            levels.append(at)
    return levels


def _positions(rules: Sequence[Rule], others: Sequence[Rule]) -> list[float]:
    """Where the grid is divided; the outermost rules may be missing, as where a page cuts a row."""
    levels = _levels(rule.at for rule in rules)
    first, last = min(rule.start for rule in others), max(rule.end for rule in others)
    before = [first] if first < levels[0] - SHORTEST else []
    return [*before, *levels, *([last] if last > levels[-1] + SHORTEST else [])]


def _touching(across: list[Rule], down: list[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Groups of rules that hang together."""
    free_across, free_down = set(range(len(across))), set(range(len(down)))
    while free_across:
        rule = free_across.pop()
        horizontal: list[Rule] = [across[rule]]
        vertical: list[Rule] = []
        todo: list[tuple[bool, Rule]] = [(True, across[rule])]
        while todo:
            is_across, rule_ = todo.pop()
            others, free = (down, free_down) if is_across else (across, free_across)
            for k in [k for k in free if _cross(rule_, others[k])]:
                free.discard(k)
                (vertical if is_across else horizontal).append(others[k])
                todo.append((not is_across, others[k]))
        yield horizontal, vertical


def _cross(a: Rule, b: Rule) -> bool:
    return a.start - NEAR <= b.at <= a.end + NEAR and b.start - NEAR <= a.at <= b.end + NEAR


def _grid(
    horizontal: list[Rule],
    vertical: list[Rule],
    xs: list[float],
    ys: list[float],
    glyphs: Sequence[Glyph],
    page: int,
) -> Grid:
    width, height = len(xs) - 1, len(ys) - 1
    owner = list(range(width * height))

    def root(index: int) -> int:
        while owner[index] != index:
            index = owner[index]
        return index

    for r, (top, bottom) in enumerate(pairwise(ys)):
        for c, (left, right) in enumerate(pairwise(xs)):
            index = r * width + c
            if c + 1 < width and not _closed(vertical, right, bottom, top):
                owner[root(index + 1)] = root(index)
            if r + 1 < height and not _closed(horizontal, bottom, left, right):
                owner[root(index + width)] = root(index)
    inside: dict[int, list[Glyph]] = {}
    taken = set()
    for k, glyph in enumerate(glyphs):
        x, y = (glyph.left + glyph.right) / 2, (glyph.bottom + glyph.top) / 2
        if xs[0] <= x <= xs[-1] and ys[-1] <= y <= ys[0]:
            column = max(0, sum(edge <= x for edge in xs[:-1]) - 1)
            row = max(0, sum(edge >= y for edge in ys[:-1]) - 1)
            inside.setdefault(root(row * width + column), []).append(glyph)
            taken.add(k)
    columns: dict[int, set[int]] = {}
    for index in range(width * height):
        columns.setdefault(root(index), set()).add(index % width)
    merged = {
        own: Cell(_words(inside.get(own, ()), xs[max(covered) + 1] - xs[min(covered)]), Location(page=page))
        for own, covered in columns.items()
    }
    cells = [[merged[root(r * width + c)] for c in range(width)] for r in range(height)]
    return Grid(ys[0], xs, cells, taken)


def _closed(rules: list[Rule], at: float, start: float, end: float) -> bool:
    covered = sum(
        max(0.0, min(rule.end, end) - max(rule.start, start)) for rule in rules if abs(rule.at - at) <= NEAR
    )
    return covered >= COVERED * (end - start)


def _words(glyphs: Sequence[Glyph], width: float) -> str:
    """A cell's words: a line that fills the cell goes on in the next, any other ends where it ends."""
    text, full = "", False
    for row in rows(pieces(glyphs)):
        line = row_text(row)
        if text:
            latin = LATIN.match(text[-1]) and LATIN.match(line)
            text += (" " if latin else "") if full else "\n"
        text += line
        em = max(piece.height for piece in row)
        full = width - (row[-1].right - row[0].left) < PADDING + 1.2 * em
    return text


def same_columns(edges: Sequence[float], grid: Grid) -> bool:
    """Whether a table on the next page has the columns of the one before."""
    return len(edges) == len(grid.edges) and all(
        abs((a - edges[0]) - (b - grid.edges[0])) <= NEAR for a, b in zip(edges, grid.edges, strict=True)
    )


def append(table: list[list[Cell]], grid: Grid) -> None:
    """Adds the part of a table that the next page holds, without the head row printed anew.

    A row that the page cut, seen by its empty first cell, is made whole; a merged cell that the
    page cut stays one.
    """
    more = grid.cells
    repeated = 0
    while repeated < min(len(more), len(table)) and _texts(more[repeated]) == _texts(table[repeated]):
        repeated += 1
    more = more[repeated:]
    if more and not more[0][0].text and any(cell.text for cell in more[0]):
        first, last = more[0][0], table[-1][0]
        if len(table) > 1 and table[-2][0] is last:
            more = [[last if cell is first else cell for cell in row] for row in more]
        elif len(more) == 1 or more[1][0] is not first:
            table[-1] = _joined(table, more[0])
            more = more[1:]
    table.extend(more)


def _texts(row: Sequence[Cell]) -> list[str]:
    return [cell.text for cell in row]


def _joined(table: list[list[Cell]], rest: Sequence[Cell]) -> list[Cell]:
    """The last row with the words that the next page has of it."""
    row = list(table[-1])
    for column, cell in enumerate(rest):
        own = table[-1][column]
        if cell.text and (column == 0 or rest[column - 1] is not cell):
            whole = Cell(own.text + cell.text, own.location)
            for above in table:
                above[:] = [whole if other is own else other for other in above]
            row = [whole if other is own else other for other in row]
    return row
