"""The blocks of a part of a web page in order: paragraphs as a browser breaks them, tables as grids."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element

from ingest.read.content import Cell, Location, Paragraph, Table, cell_name
from ingest.read.number_formats import number
from ingest.read.text import HAN

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table "
    "tbody td tfoot th thead tr ul".split()
)
BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|flex|grid|table|list-item)", re.IGNORECASE)
NO_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*none", re.IGNORECASE)
LIST_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
OWN_MARK = re.compile(r"[（(]?[0-9０-９一二三四五六七八九十百]+[）)、.．]|[①-⑳㉑-㉟]")

BREAK = "\ue00b"  # a line break of the page, put in place of <br> before parsing: pages hold thousands
EAST_ASIAN = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\u3000-\u303f“”‘’—…"
SOURCE_BREAK = re.compile(rf"(?<=[{EAST_ASIAN}])[ \t]*[\r\n][ \t\r\n]*(?=[{EAST_ASIAN}])")
SPACES = re.compile(r"[ \t\r\n\f]+")
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
SET_IN = re.compile("[\u3000\u00a0\u2002\u2003]{2}")
SENTENCE_END = "。！？；：…）)!?;:"

MOST_COLUMNS = 256
LEAST_COLUMNS = 16
MOST_CELLS = 1_000_000  # of one grid; spans can claim a great many with few bytes
LEDGER_HEAD = re.compile(
    r"(?:序号|编号|(?:重点|主要|工作)?(?:任务|事项|内容|举措|措施)|(?:具体|工作|主要)(?:任务|内容|措施|举措)|"
    r"(?:牵头|责任|配合|协办|主办|参与|承办)(?:单位|部门|领导|人)|(?:完成)?时限|完成时间|时间节点|备注)"
)
PROSE_HAN = 100
PROSE_LINES = 4
PROSE_SHARE = 0.6


def parts_of(root: _Element) -> list[Paragraph | Table]:
    """Paragraphs and tables below `root`, each with its place: paragraphs count from 1."""
    parts: list[Paragraph | Table] = []
    count = 0
    for block in blocks(root):
        if isinstance(block, str):
            count += 1
            parts.append(Paragraph(block, Location(paragraph=count)))
        else:
            parts += _tables(block, max(1, count))
    return parts


def lines(root: _Element, without: _Element | None = None) -> Iterator[str]:
    """All lines below `root` but for those below `without`; each cell of a table makes its own."""
    for block in blocks(root, without, tables=False):
        assert isinstance(block, str)
        yield from block.split("\n")


def blocks(
    root: _Element, without: _Element | None = None, *, tables: bool = True
) -> Iterator[str | _Element]:
    """Paragraphs and, unless `tables` says otherwise, the tables that are no mere layout. Linear time.

    A line break that only wraps a paragraph is a newline in it.
    """
    text: list[str] = []
    label = ""
    numbers: dict[_Element, int] = {}
    preformatted = 0

    def flush() -> Iterator[str]:
        nonlocal label
        raw = "".join(text)
        text.clear()
        for line in _paragraphs(raw) if raw and not raw.isspace() else ():
            yield line if not label or OWN_MARK.match(line) else label + line
            label = ""

    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        inside = element is not without
        if event == "start":
            if _is_block(element):
                yield from flush()
            if tables and element is not root and element.tag == "table" and is_table(element):
                yield element
                inside = False
            if not inside:
                walker.skip_subtree()
                continue
            if element.tag == "li":
                label = _list_number(element, numbers)
            preformatted += element.tag == "pre"
            text.append(_source(element.text, preformatted))
        else:
            if _is_block(element):
                yield from flush()
            if element is not root:
                # what follows </pre> is outside of it
                preformatted -= element.tag == "pre" and inside
                text.append(_source(element.tail, preformatted))
    yield from flush()


def _is_block(element: _Element) -> bool:
    return element.tag in BLOCKS or bool(BLOCK_STYLE.search(element.get("style") or ""))


def _source(text: str | None, preformatted: int) -> str:
    text = text or ""
    return re.sub(r"\r\n?|\n", BREAK * 2, text) if preformatted else text  # each line a paragraph


def _paragraphs(raw: str) -> Iterator[str]:
    """Paragraphs among the lines of one block.

    Many pages hold a whole plan in one block, its paragraphs set apart by line breaks alone. A
    break ends a paragraph where a sentence has ended, where the next line is set in or has a
    number, and at an empty line; else it only wraps a long title.
    """
    collected: list[str] = []
    for piece in raw.split(BREAK):
        piece = INVISIBLE.sub("", SOURCE_BREAK.sub("", piece)).lstrip(" \t\r\n\f")
        line = SPACES.sub(" ", piece).strip()
        begins = not line or SET_IN.match(piece) or OWN_MARK.match(line)
        if collected and (begins or collected[-1][-1] in SENTENCE_END):
            yield "\n".join(collected)
            collected = []
        if line:
            collected.append(line)
    if collected:
        yield "\n".join(collected)


def _list_number(item: _Element, numbers: dict[_Element, int]) -> str:
    """The number that a browser prints before an item of an ordered list."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return ""
    if any(NO_LIST_STYLE.search(element.get("style") or "") for element in (item, parent)):
        return ""
    n = numbers.get(parent, _count(parent.get("start"), 1) - 1) + 1
    numbers[parent] = n = _count(item.get("value"), n)
    return number(n, LIST_FORMATS.get(parent.get("type", "1"), "decimal")) + ". "


def _count(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"\s*\d{1,6}\s*", text) else default


def rows_of(table: _Element) -> list[list[_Element]]:
    """The cells of each row of the table itself, not of those inside of it."""
    rows: list[list[_Element]] = []
    walker = etree.iterwalk(table, events=("start",))
    for _, element in walker:
        if element.tag == "tr":
            rows.append([])
        elif element.tag in ("td", "th"):
            if not rows:
                rows.append([])
            rows[-1].append(element)
            walker.skip_subtree()
        elif element.tag == "table" and element is not table:
            walker.skip_subtree()
    return [row for row in rows if row]


def is_table(table: _Element) -> bool:
    """Whether it is a table to a reader, not one that only lays out the page.

    One column, another table inside, or a cell of long prose beside little else is layout, unless
    its cells are headed like those of a ledger.
    """
    rows = rows_of(table)
    if all(len(row) == 1 for row in rows):
        return False
    total, longest, nested = 0, 0, False
    for cell in (cell for row in rows for cell in row):
        words, line_count, holds_table = _look(cell)
        if LEDGER_HEAD.fullmatch(re.sub(rf"[\s{BREAK}]", "", words)):
            return True
        han = len(HAN.findall(words))
        total += han
        nested |= holds_table
        if line_count >= PROSE_LINES and han >= PROSE_HAN:
            longest = max(longest, han)
    return not nested and longest < PROSE_SHARE * max(1, total)


def _look(cell: _Element) -> tuple[str, int, bool]:
    """A cell's own words, how many lines they make, and whether it holds a table."""
    words: list[str] = []
    line_count, holds_table = 0, False
    walker = etree.iterwalk(cell, events=("start", "end"))
    for event, element in walker:
        if event == "end":
            if element is not cell:
                words.append(element.tail or "")
        elif element.tag == "table":
            holds_table = True
            walker.skip_subtree()
        else:
            line_count += element.tag in BLOCKS
            words.append(element.text or "")
    text = "".join(words)
    return text, line_count + text.count(BREAK), holds_table


def _tables(table: _Element, paragraph: int) -> list[Table]:
    """The table as a grid, and behind it those that stand in its cells."""
    rows = rows_of(table)
    grid: list[dict[int, Cell]] = [{} for _ in rows]
    inside: list[Table] = []
    most = min(MOST_COLUMNS, max(LEAST_COLUMNS, MOST_CELLS // len(rows)))
    for r, row in enumerate(rows):
        column = 0
        for element in row:
            while column in grid[r]:
                column += 1
            if column >= most:
                break
            cell = _cell(element, Location(paragraph=paragraph, cell=cell_name(r, column)), inside)
            right = min(column + max(1, _count(element.get("colspan"), 1)), most)
            down = _count(element.get("rowspan"), 1) or len(rows)  # 0 reaches to the last row
            for below in grid[r : r + down]:
                for at in range(column, right):
                    below.setdefault(at, cell)
            column = right
    width = max((max(line, default=-1) + 1 for line in grid), default=0)
    caption = next((" ".join("".join(c.itertext()).split()) for c in table.iterchildren("caption")), None)
    return [Table(tuple(tuple(line.get(i) for i in range(width)) for line in grid), caption or None), *inside]


def _cell(element: _Element, location: Location, inside: list[Table]) -> Cell:
    texts = []
    for block in blocks(element):
        if isinstance(block, str):
            texts.append(block)
        else:
            inside += _tables(block, location.paragraph or 1)
    return Cell("\n".join(texts), location)
