"""Word documents (.docx): paragraphs and tables in order, as Word prints them.

Automatic numbers are part of the text; tracked changes are read as accepted; headers, footers,
comments, footnotes and the table of contents are left out. Text boxes come after the paragraph
that holds them, a table inside a table after this one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.etree import _Element

from ingest.read.content import Cell, Content, Location, Paragraph, Table, cell_name
from ingest.read.docx_numbering import Numbering, Styles
from ingest.read.docx_package import NAMESPACE, WordPackage, open_package, value, w
from ingest.read.docx_revisions import accept_revisions
from ingest.read.docx_text import TextReader
from ingest.read.errors import Unreadable

CONTENTS_STYLE = re.compile(r"(?:toc|目录|WPSOffice手动目录)\s*\d|toc heading|toc 标题", re.IGNORECASE)
MOST_COLUMNS = 256  # Word allows 63
OLE_OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"


def read(raw: bytes) -> Content:
    """The text of a Word document.

    `Location.paragraph` counts the paragraphs of the body from 1, empty ones too, tables left out; a
    table and a text box have the number of the paragraph before them or around them, a cell its
    place in the grid besides. Raises Unreadable for what is no docx, is damaged, encrypted or a zip
    bomb, and for a document without any text.
    """
    package = open_package(raw)
    accept_revisions(package.main_element)
    try:
        reader = _Reader(package)
        parts = tuple(reader.blocks(package.main_element))
    except RecursionError:
        raise Unreadable("Word 文档的嵌套层数过多，无法读取；请用 Word 或 WPS 另存为 .docx 后再试") from None
    if not any(_has_text(part) for part in parts):
        if reader.pictures:
            raise Unreadable("Word 文档里只有图片，没有文字；请先做文字识别（OCR）后再导入")
        raise Unreadable("Word 文档里没有文字")
    return Content(parts, (*package.warnings, *reader.warnings(package.main_element)))


def _has_text(part: Paragraph | Table) -> bool:
    if isinstance(part, Paragraph):
        return bool(part.text)
    return any(cell is not None and cell.text for row in part.rows for cell in row)


class _Reader:
    """Walks the blocks of a document once, counting paragraphs and automatic numbers."""

    def __init__(self, package: WordPackage) -> None:
        self._styles = Styles(package.styles)
        self._numbering = Numbering(package.numbering, self._styles)
        self._story = TextReader()
        self._count = 0
        self._contents_left_out = False
        self.pictures = 0

    def blocks(self, main_element: _Element) -> Iterator[Paragraph | Table]:
        """The blocks of the body in order, empty paragraphs left out."""
        for block in main_element:
            if block.tag == w("p"):
                self._count += 1
                yield from self._paragraph(block, Location(paragraph=self._count), self._story)
            elif block.tag == w("tbl"):
                yield from self._table(block, Location(paragraph=max(1, self._count)))

    def warnings(self, main_element: _Element) -> Iterator[str]:
        """What the document holds that was not read."""
        if self._contents_left_out:
            yield "目录没有读入（其中的标题在正文里）"
        embedded = sum(1 for _ in main_element.iter(w("altChunk"), OLE_OBJECT))
        if embedded:
            yield f"文档里嵌有 {embedded} 个其他文件或对象，没有读入；如有需要，请取出后单独导入"

    def _inner(self, container: _Element, location: Location) -> Iterator[Paragraph | Table]:
        """The blocks of a text box or a cell, all at the place of what holds them."""
        story = TextReader()
        for block in container:
            if block.tag == w("p"):
                yield from self._paragraph(block, location, story)
            elif block.tag == w("tbl"):
                yield from self._table(block, location)

    def _paragraph(self, p: _Element, location: Location, story: TextReader) -> Iterator[Paragraph | Table]:
        paragraph_text = story.read(p)
        label = self._numbering.label(p)
        self.pictures += paragraph_text.pictures
        if paragraph_text.text and CONTENTS_STYLE.match(self._styles.name(p)):
            self._contents_left_out = True
        elif paragraph_text.text or label:
            yield Paragraph((label + paragraph_text.text).strip(), location)
        for box in paragraph_text.boxes:
            yield from self._inner(box, location)

    def _table(self, table: _Element, location: Location) -> Iterator[Paragraph | Table]:
        rows = table.findall(w("tr"))
        if all(len(row.findall(w("tc"))) == 1 for row in rows):
            # One column is no table but a frame round a text.
            for row in rows:
                for cell in row.iterchildren(w("tc")):
                    if not _continues(cell, "vMerge"):
                        yield from self._inner(cell, location)
            return
        grid: list[list[Cell | None]] = []
        inside: list[Table] = []
        for row in rows:
            grid.append(self._row(row, grid, location, inside))
        width = max(len(line) for line in grid)
        caption = value(table, "w:tblPr/w:tblCaption")
        yield Table(tuple((*line, *[None] * (width - len(line))) for line in grid), caption)
        yield from inside

    def _row(
        self, row: _Element, above: list[list[Cell | None]], location: Location, inside: list[Table]
    ) -> list[Cell | None]:
        line: list[Cell | None] = [None] * _span(row, "w:trPr/w:gridBefore", least=0)
        for tc in row.iterchildren(w("tc")):
            at, span = len(line), _span(tc, "w:tcPr/w:gridSpan", least=1)
            cell: Cell | None = None
            if _continues(tc, "hMerge") and line:
                cell = line[-1]
            elif _continues(tc, "vMerge") and above and at < len(above[-1]):
                cell = above[-1][at]
            if cell is None:
                cell = self._cell(
                    tc, Location(paragraph=location.paragraph, cell=cell_name(len(above), at)), inside
                )
            line += [cell] * min(span, MOST_COLUMNS - at)
        return line

    def _cell(self, tc: _Element, location: Location, inside: list[Table]) -> Cell:
        lines = []
        for block in self._inner(tc, location):
            if isinstance(block, Table):
                inside.append(block)
            else:
                lines.append(block.text)
        return Cell("\n".join(lines), location)


def _continues(cell: _Element, kind: str) -> bool:
    """Whether the cell only continues the one above (vMerge) or before it (hMerge)."""
    merge = cell.find(f"w:tcPr/w:{kind}", {"w": NAMESPACE})
    return merge is not None and merge.get(w("val"), "continue") == "continue"


def _span(element: _Element, path: str, least: int) -> int:
    text = value(element, path) or ""
    return min(max(int(text), least), MOST_COLUMNS) if re.fullmatch(r"\d{1,9}", text) else least
