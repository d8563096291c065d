"""PDF files as tests, typeset by reportlab in a font that needs no file."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT, SIZE, LEADING = "STSong-Light", 12, 20
WIDTH, HEIGHT = A4
MARGIN, GUTTER = 72, 2.5 * SIZE
TOP, BOTTOM = HEIGHT - 100, 100
Typeset = tuple[float, str]  # the place of a line's first character in its column, and the line

pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def wrap(paragraph: str, width: float) -> Iterator[Typeset]:
    """The lines of a paragraph, its first set in by two characters."""
    indent, line = 2.0 * SIZE, ""
    for character in paragraph:
        if indent + pdfmetrics.stringWidth(line + character, FONT, SIZE) > width:
            yield indent, line
            indent, line = 0.0, ""
        line += character
    yield indent, line


def printed(
    paragraphs: Sequence[str],
    *,
    columns: int = 1,
    head: str | None = None,
    numbered: bool = True,
    title: str | None = None,
    by_row: bool = False,
) -> bytes:
    """A document in columns, with running head and — n —; `by_row` draws across the columns."""
    width = (WIDTH - 2 * MARGIN - (columns - 1) * GUTTER) / columns
    lines = [line for paragraph in paragraphs for line in wrap(paragraph, width)]
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    number = 0
    while lines:
        number += 1
        canvas.setFont(FONT, SIZE)
        top = TOP
        if title is not None and number == 1:
            canvas.setFont(FONT, 20)
            canvas.drawCentredString(WIDTH / 2, TOP, title)
            canvas.setFont(FONT, SIZE)
            top -= 40
        if head is not None:
            canvas.drawString(MARGIN, HEIGHT - 50, head)
        rows = int((top - BOTTOM) // LEADING)
        placed = [(column, row, *lines.pop(0)) for column in range(columns) for row in range(rows) if lines]
        for column, row, indent, line in sorted(placed, key=lambda p: p[1]) if by_row else placed:
            canvas.drawString(MARGIN + column * (width + GUTTER) + indent, top - row * LEADING, line)
        if numbered:
            canvas.drawCentredString(WIDTH / 2, 50, f"— {number} —")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


class Page:
    """A canvas of one or more pages to draw on by hand."""

    def __init__(self, **options: object) -> None:
        self._file = io.BytesIO()
        self.canvas = Canvas(self._file, pagesize=A4, **options)
        self.canvas.setFont(FONT, SIZE)

    def line(self, x: float, y: float, text: str) -> None:
        self.canvas.drawString(x, y, text)

    def table(
        self,
        rows: Sequence[Sequence[str | None]],
        *,
        top: float,
        widths: Sequence[float],
        last_open: bool = False,
    ) -> float:
        """A ruled table; None continues the cell above. Gives the height of its lower edge."""
        edges = [MARGIN + sum(widths[:k]) for k in range(len(widths) + 1)]
        y = top
        self.canvas.line(edges[0], y, edges[-1], y)
        for r, row in enumerate(rows):
            cells = [list(_cell_lines(text or "", widths[c])) for c, text in enumerate(row)]
            height = max(len(lines) for lines in cells) * LEADING + 8
            for c, lines in enumerate(cells):
                for k, line in enumerate(lines):
                    self.line(edges[c] + 4, y - 16 - k * LEADING, line)
                below = rows[r + 1][c] if r + 1 < len(rows) else ""
                if below is not None and not (last_open and r + 1 == len(rows)):
                    self.canvas.line(edges[c], y - height, edges[c + 1], y - height)
            for x in edges:
                self.canvas.line(x, y, x, y - height)
            y -= height
        return y

    def next(self) -> None:
        self.canvas.showPage()
        self.canvas.setFont(FONT, SIZE)

    def done(self) -> bytes:
        self.canvas.showPage()
        self.canvas.save()
        return self._file.getvalue()


def _cell_lines(text: str, width: float) -> Iterator[str]:
    for part in text.split("\n"):
        line = ""
        for character in part:
            if pdfmetrics.stringWidth(line + character, FONT, SIZE) > width - 8:
                yield line
                line = ""
            line += character
        yield line
