"""PDF with text: lines in reading order, ruled tables as tables, each with its page.

pdfium reads the file, in the confined child: it is not thread-safe, and a damaged file can take its
process along. Characters come with their boxes; `pdf_layout` puts them in order. Running heads and
page numbers are marked where their place tells them; the rest is left to `ingest.layout.pages`.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.read import confined, pdf_tables
from ingest.read.content import Cell, Content, Location, Paragraph, Table
from ingest.read.errors import Unreadable
from ingest.read.pdf_layout import Glyph, Line, Piece, Placed, gutter, in_order, margins, pieces, row_text
from ingest.read.pdf_tables import Grid, Rule
from ingest.read.radicals import mended

LOST = "\ufffd"
LOST_MOST = 0.3  # of all characters; with more the file gives no words, whatever its pages show
PASSWORD = 4  # pdfium's code for a file that needs one
INDENT = 1.2  # in characters: the first line of a paragraph is set in by two
EDGE_SHARE = 0.05  # the left edge of a column is where at least such a share of its lines begins
SLANT = 0.05  # radians: stamps and watermarks stand at an angle, text does not
PAGES_NAMED = 10
FURNITURE_SHARE = 0.5  # of the pages that a running head stands on, at least: others differ on even pages
PAGE_NUMBER = re.compile(r"[—–―─－\-·•\s第]*\d{1,4}[—–―─－\-·•\s页]*(?:[/共\s]+\d{1,4}\s*页?)?")


def read(raw: bytes) -> Content:
    """The lines (not yet paragraphs) and tables of a PDF.

    Raises Unreadable for a scanned file, one that needs a password, and a damaged one.
    """
    return confined.run(_read, raw)


@dataclass(slots=True)
class _Page:
    number: int
    pieces: list[Piece]
    grids: list[Grid]
    placed: list[Placed]
    gutter: float | None
    lost: int
    slanted: int
    characters: int


def _read(raw: bytes) -> Content:
    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == PASSWORD:
            raise Unreadable("PDF 文件加了密码，无法打开；请去掉密码后再试") from None
        raise Unreadable("PDF 文件已损坏或不完整，无法打开；请重新获取或重新导出") from None
    with document:
        pages = [_page(document, index) for index in range(len(document))]
    characters = sum(page.characters for page in pages)
    lost = sum(page.lost for page in pages)
    if not characters:
        raise Unreadable("这份 PDF 没有文字，只有图像（扫描件）；请先做文字识别（OCR），或换用有文字的版本")
    if lost > LOST_MOST * characters:
        raise Unreadable("这份 PDF 的文字无法还原（字体没有编码表）；请先做文字识别（OCR），或换用 Word 版本")
    return Content(tuple(_parts(pages)), tuple(_warnings(pages, lost)))


def _warnings(pages: Sequence[_Page], lost: int) -> Iterator[str]:
    empty = [str(page.number) for page in pages if not page.characters]
    if empty:
        named = "、".join(empty[:PAGES_NAMED]) + ("等" if len(empty) > PAGES_NAMED else "")
        yield f"第 {named} 页没有文字，可能是图像或空白，请核对原件"
    if lost:
        yield f"有 {lost} 个字无法还原，以“{LOST}”代替，请核对原件"
    if slanted := sum(page.slanted for page in pages):
        yield f"斜排的文字（如水印、印章）共 {slanted} 个字，未读入"


def _page(document: pypdfium2.PdfDocument, index: int) -> _Page:
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        raise Unreadable(f"PDF 文件第 {index + 1} 页已损坏，无法打开；请重新获取或重新导出") from None
    turn = page.get_rotation()
    glyphs, slanted = _glyphs(page, turn)
    lost = sum(glyph.text == LOST for glyph in glyphs)
    grids = pdf_tables.find(*_rules(page, turn), glyphs, index + 1)
    taken = set().union(*(grid.taken for grid in grids))
    free = pieces([glyph for k, glyph in enumerate(glyphs) if k not in taken])
    placed = [Placed(k, grid.top) for k, grid in enumerate(grids)]
    page.close()
    return _Page(index + 1, free, grids, placed, gutter(free), lost, slanted, len(glyphs))


def _glyphs(page: pypdfium2.PdfPage, turn: int) -> tuple[list[Glyph], int]:
    """The characters that stand upright, in the order drawn, and how many stand at an angle."""
    text = page.get_textpage()
    glyphs: list[Glyph] = []
    slanted = 0
    space = ""
    high = 0
    for i in range(text.count_chars()):
        if pdfium.FPDFText_IsGenerated(text, i) == 1:
            continue  # spaces and line ends that pdfium made up
        code = pdfium.FPDFText_GetUnicode(text, i)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code = 0x10000 + (high - 0xD800) * 0x400 + code - 0xDC00
        high = 0
        character = chr(code) if code and not 0xD800 <= code < 0xE000 else LOST
        if character.isspace() or character == "\u00ad":
            space = "\u3000" if character == "\u3000" else " "
            continue
        angle = pdfium.FPDFText_GetCharAngle(text, i) + math.radians(turn)
        if abs(math.remainder(angle, 2 * math.pi)) > SLANT:
            slanted += 1
            continue
        left, bottom, right, top = text.get_charbox(i, loose=True)
        (x1, y1), (x2, y2) = _turned(left, bottom, turn), _turned(right, top, turn)
        glyphs.append(Glyph(mended(character), min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2), space))
        space = ""
    text.close()
    return glyphs, slanted


def _turned(x: float, y: float, turn: int) -> tuple[float, float]:
    """A point of the page as it lies in the file, on the page as it is shown."""
    return {0: (x, y), 90: (y, -x), 180: (-x, -y), 270: (-y, x)}[turn % 360]


def _rules(page: pypdfium2.PdfPage, turn: int) -> tuple[list[Rule], list[Rule]]:
    """What is drawn on the page as straight strokes, and as boxes so thin that they are strokes."""
    across: list[Rule] = []
    down: list[Rule] = []
    for path in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=1):
        for (xa, ya), (xb, yb) in _strokes(path):
            (x1, y1), (x2, y2) = _turned(xa, ya, turn), _turned(xb, yb, turn)
            if abs(y1 - y2) < 1 <= abs(x1 - x2):
                across.append(Rule((y1 + y2) / 2, min(x1, x2), max(x1, x2)))
            elif abs(x1 - x2) < 1 <= abs(y1 - y2):
                down.append(Rule((x1 + x2) / 2, min(y1, y2), max(y1, y2)))
    return across, down


Point = tuple[float, float]


def _strokes(path: pypdfium2.PdfObject) -> Iterator[tuple[Point, Point]]:
    from ctypes import byref, c_float, c_int

    fill, stroke = c_int(), c_int()
    pdfium.FPDFPath_GetDrawMode(path, byref(fill), byref(stroke))
    matrix = path.get_matrix()
    outlines: list[list[Point]] = []
    for k in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, k)
        x, y = c_float(), c_float()
        pdfium.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        kind = pdfium.FPDFPathSegment_GetType(segment)
        point = matrix.on_point(x.value, y.value)
        if kind == pdfium.FPDF_SEGMENT_MOVETO or not outlines:
            outlines.append([point])
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            outlines[-1].append(point)
            if pdfium.FPDFPathSegment_GetClose(segment):
                outlines[-1].append(outlines[-1][0])
    for outline in outlines:
        if stroke.value:
            yield from pairwise(outline)
        elif fill.value:
            xs, ys = [x for x, _ in outline], [y for _, y in outline]
            left, right, bottom, top = min(xs), max(xs), min(ys), max(ys)
            if top - bottom <= pdf_tables.NEAR < right - left:
                yield (left, (bottom + top) / 2), (right, (bottom + top) / 2)
            elif right - left <= pdf_tables.NEAR < top - bottom:
                yield ((left + right) / 2, bottom), ((left + right) / 2, top)


def _parts(pages: Sequence[_Page]) -> Iterator[Paragraph | Table]:
    gutters = Counter(page.gutter for page in pages if page.gutter is not None)
    usual = gutters.most_common(1)[0][0] if gutters else None
    furniture = _furniture(pages)
    # A last page has too few lines to tell that it stands in columns: the others tell.
    laid = [
        list(in_order(page.pieces, page.placed, page.gutter if page.gutter is not None else usual))
        for page in pages
    ]
    edges = _edges(pages, laid, furniture)
    table: list[list[Cell]] | None = None  # one that may go on
    columns: list[float] = []  # and its columns' edges
    after: list[Paragraph] = []  # what was read since
    for page, items in zip(pages, laid, strict=True):
        fresh = True  # nothing but the page's head read yet
        for item in items:
            if isinstance(item, Line):
                edge = edges.get((page.number % 2, item.column), item.left)
                line = Paragraph(
                    item.text,
                    Location(page=page.number),
                    whole=False,
                    indented=item.left - edge >= INDENT * item.em,
                    furniture=(page.number, item.text) in furniture,
                )
                after.append(line)
                if not line.furniture:
                    fresh = False
                    yield from _ended(table, after)
                    table, after = None, []
                continue
            grid = page.grids[item.number]
            if fresh and table is not None and pdf_tables.same_columns(columns, grid):
                pdf_tables.append(table, grid)
            else:
                yield from _ended(table, after)
                table, after = grid.cells, []
            columns, fresh = grid.edges, False
    yield from _ended(table, after)


def _ended(table: list[list[Cell]] | None, after: Sequence[Paragraph]) -> Iterator[Paragraph | Table]:
    if table is not None:
        yield Table(tuple(tuple(row) for row in table))
    yield from after


def _furniture(pages: Sequence[_Page]) -> set[tuple[int, str]]:
    """Running heads and page numbers, as (page, line).

    They stand apart from the text, at the head or the foot, and on half the pages or more, the
    same but for their numbers.
    """
    candidates = [(page.number, row_text(row)) for page in pages for row in margins(page.pieces)]
    times = Counter(_skeleton(text) for _, text in candidates)
    least = max(2, FURNITURE_SHARE * len(pages))
    return {
        (number, text)
        for number, text in candidates
        if times[_skeleton(text)] >= least or PAGE_NUMBER.fullmatch(text)
    }


def _skeleton(text: str) -> str:
    """A line without its numbers, which differ from page to page."""
    return re.sub(r"\d+", "#", text)


def _edges(
    pages: Sequence[_Page], laid: Sequence[Sequence[Line | Placed]], furniture: set[tuple[int, str]]
) -> dict[tuple[int, tuple[int, int]], float]:
    """Where each column begins, apart for odd and even pages: margins are mirrored in print."""
    begins: dict[tuple[int, tuple[int, int]], Counter[int]] = {}
    for page, items in zip(pages, laid, strict=True):
        for item in items:
            if isinstance(item, Line) and (page.number, item.text) not in furniture:
                begins.setdefault((page.number % 2, item.column), Counter())[round(item.left)] += 1
    edges = {}
    for key, counts in begins.items():
        wanted = max(2, EDGE_SHARE * counts.total())
        edges[key] = float(min((x for x in counts if counts[x] >= wanted), default=min(counts)))
    return edges
