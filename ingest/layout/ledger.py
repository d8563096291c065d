"""Ledgers (台账): tables with a task a row and the agencies in columns of their own.

A table is a ledger where one of its first rows names a column of agencies and a column of tasks. Each
row becomes one line of text, `表头：值` cells parted by U+3000: headings and number first, then the
task's cells, then agencies and deadline, then the rest. The line says all that is needed, so that a
stored text is read again as the file was.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from ingest.lexicon.agency_endings import ends_agency_name
from ingest.lexicon.clause_forms import FORM_OF, Form
from ingest.read.content import Cell, Location, Table

Column = Literal[
    "category",
    "number",
    "task",
    "detail",
    "lead",
    "duty",
    "assist",
    "supervise",
    "assess",
    "deadline",
    "clause",
    "other",
]
CELL_MARK = "\u3000"
HEADING_MARK = " / "  # between the headings that one cell holds
HEADER_ROWS = 30  # a header further down is none
_UNIT = r"(?:单位|部门|处室|科室|机构|主体|地区|单位和部门|部门（单位）|单位（部门）|单位\(部门\))?"

# What columns are called, in the order tried. 责任领导 and 责任人 are people and no agencies.
HEADERS: tuple[tuple[Column, re.Pattern[str], str], ...] = (
    (
        "other",
        re.compile(r".*(?:领导|责任人|负责人|联系人|联络员|电话|人员|备注|说明|进展|情况|佐证).*$"),
        "责任领导",
    ),
    ("assess", re.compile(rf"(?:牵头)?考核{_UNIT}$"), "考核单位"),
    ("supervise", re.compile(rf"(?:督办|督查|督导|监督){_UNIT}$"), "督办单位"),
    (
        "lead",
        re.compile(rf"(?:市级|省级|县级|区级)?(?:牵头|主办|主责|总牵头|牵头责任|主要责任){_UNIT}$"),
        "牵头单位",
    ),
    ("assist", re.compile(rf"(?:配合|协办|协助|参与|参加|协同|支持|配合责任|协作){_UNIT}$"), "配合单位"),
    (
        "duty",
        re.compile(rf"(?:责任|承办|负责|实施|落实|承担|具体责任|任务承担|责任分工|任务分工){_UNIT}$"),
        "责任单位",
    ),
    (
        "deadline",
        re.compile(
            r"(?:完成|办结|整改|计划完成|要求完成|推进)?(?:时限|时间|期限|时间节点|时限要求|时间要求|节点|进度安排|时间进度|日期)$"
        ),
        "完成时限",
    ),
    ("clause", re.compile(r"(?:责任分工|任务分工|分工)?原文$"), "原文"),
    ("number", re.compile(r"(?:序号|编号|任务编号|项目编号|序|[Nn][Oo]\.?)$"), "序号"),
    (
        "category",
        re.compile(
            r"(?:类别|类型|领域|重点领域|板块|大类|分类|专项|方面|工作类别|任务类别|任务分类|一级指标|所属领域|工作领域|工作板块)$"
        ),
        "类别",
    ),
    (
        "detail",
        re.compile(
            r"(?:具体|主要|工作|任务|目标|改革|整改|落实|推进|细化|重点)?(?:措施|内容|举措|要求|做法|目标|任务内容|工作内容|工作措施)"
            r"(?:及要求|和要求|与要求|及目标|和目标)?$|具体任务$|任务(?:明细|描述|细化)$|目标任务$|工作目标$"
        ),
        "具体措施",
    ),
    (
        "task",
        re.compile(
            r"(?:工作|重点|主要|年度|目标|改革|整治|重点工作|重点改革|专项)?(?:任务|事项|工作|项目|工作任务|任务名称|工作事项|任务事项|"
            r"项目名称|事项名称|工作名称|工作重点|工作要点)$|名称$|问题$|问题清单$"
        ),
        "重点任务",
    ),
)
AGENCY_COLUMNS: dict[Column, Form] = {
    "lead": FORM_OF["label_lead"],
    "duty": FORM_OF["label_duty"],
    "assist": FORM_OF["label_assist"],
    "supervise": FORM_OF["label_supervise"],
    "assess": FORM_OF["label_assess"],
}
ORDER: tuple[Column, ...] = get_args(Column)  # of the cells in a line
HEADER_NOTE = re.compile(r"[（(].*$|[:：]")
CELL = re.compile(r"(?P<header>[^：\u3000\n]{1,20})：(?P<value>[^\u3000\n]*)")


@dataclass(frozen=True, slots=True)
class RowText:
    """A row as a line of text; `locations` are the stretches of it with the cells they come from."""

    text: str
    locations: tuple[tuple[int, int, Location], ...]


@dataclass(frozen=True, slots=True)
class LedgerCell:
    """A cell of a line: what column it is, its header as printed, and where its value stands."""

    column: Column
    header: str
    header_start: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A line of text that is a row of a ledger."""

    start: int
    end: int
    cells: tuple[LedgerCell, ...]

    def of(self, *columns: Column) -> list[LedgerCell]:
        return [cell for cell in self.cells if cell.column in columns and cell.end > cell.start]


def column_of(header: str) -> Column | None:
    """What a column is by what it is called; None where the name says nothing of a ledger."""
    name = HEADER_NOTE.sub("", _squeeze(header))
    return next((column for column, pattern, _ in HEADERS if pattern.fullmatch(name)), None)


def rows_of(table: Table) -> list[RowText] | None:
    """The lines of a ledger: what stands above its header, then its rows. None where it is no ledger."""
    result = _header(table)
    if result is None:
        return None
    header, below, columns = result
    lines = [_plain(row) for row in table.rows[:header]]
    names = tuple(columns[i][1] for i in sorted(columns))
    for row in table.rows[below:]:
        cells = [cell for cell in row if cell is not None and cell.text.strip()]
        if not cells or tuple(_squeeze(c.text) if c else "" for c in row) == names:
            continue
        if len({id(cell) for cell in cells}) == 1 and len(cells) > 1:
            lines.append(_plain(row))  # a heading across the whole table
        else:
            lines.append(_row(row, columns))
    return [line for line in lines if line.text]


def plain_rows(table: Table) -> list[RowText]:
    """The rows of a table that is no ledger: its cells in order, parted by U+3000."""
    return [line for line in (_plain(row) for row in table.rows) if line.text]


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _header(table: Table) -> tuple[int, int, dict[int, tuple[Column, str]]] | None:
    """Where the header begins and the rows below it do, and the columns: what each is, and its name."""
    for at, row in enumerate(table.rows[:HEADER_ROWS]):
        columns = _columns(row)
        if not _is_header(columns):
            continue
        below = table.rows[at + 1] if at + 1 < len(table.rows) else ()
        # 责任单位 over 牵头 and 配合: the lower names tell, where a cell above spans them.
        if any(cell is not None and row.count(cell) > 1 for cell in row):
            lower = {i: result for i, result in _columns(below).items() if below[i] is not row[i]}
            if any(column in AGENCY_COLUMNS for column, _ in lower.values()):
                return at, at + 2, columns | lower
        return at, at + 1, columns
    return None


def _columns(row: Sequence[Cell | None]) -> dict[int, tuple[Column, str]]:
    result: dict[int, tuple[Column, str]] = {}
    for i, cell in enumerate(row):
        if cell is not None and cell.text.strip():
            name = _squeeze(cell.text)
            result[i] = (column_of(cell.text) or "other", name)
    return result


def _is_header(columns: dict[int, tuple[Column, str]]) -> bool:
    kinds = [column for column, _ in columns.values()]
    tasks = any(kind in ("task", "detail") for kind in kinds)
    return tasks and any(kind in AGENCY_COLUMNS for kind in kinds)


def _row(row: Sequence[Cell | None], columns: dict[int, tuple[Column, str]]) -> RowText:
    cells = [(columns[i], cell) for i, cell in enumerate(row) if i in columns and cell is not None]
    cells.sort(key=lambda item: ORDER.index(item[0][0]))
    return _line_of(
        (name + "：", cell, column in AGENCY_COLUMNS or column == "clause") for (column, name), cell in cells
    )


def _plain(row: Sequence[Cell | None]) -> RowText:
    return _line_of(("", cell, False) for cell in row if cell is not None)


def _line_of(cells: Iterable[tuple[str, Cell, bool]]) -> RowText:
    """Cells in a line, each with the words before it and whether it holds agencies; a merged one once."""
    text, locations, seen = "", [], set()
    for head, cell, of_agencies in cells:
        value = _value(cell.text, of_agencies=of_agencies)
        if not value or id(cell) in seen:
            continue
        seen.add(id(cell))
        text += (CELL_MARK if text else "") + head
        locations.append((len(text), len(text) + len(value), cell.location))
        text += value
    return RowText(text, tuple(locations))


def _value(text: str, *, of_agencies: bool) -> str:
    """A cell on one line. Among agencies a line break parts them where an agency ends before it."""
    lines = [" ".join(line.replace(CELL_MARK, " ").split()) for line in text.splitlines()]
    value = ""
    for line in filter(None, lines):
        if value and of_agencies:
            value += " " if ends_agency_name(value) else ""
        value += line
    return value


def lines_in(text: str) -> list[LedgerLine]:
    """The rows of ledgers among the lines of a text; beside rows with agencies also those without."""
    result, at = [], 0
    while (mark := text.find(CELL_MARK, at)) >= 0:
        start = text.rfind("\n", 0, mark) + 1
        end = text.find("\n", mark)
        end = len(text) if end < 0 else end
        if line := _line(text, start, end):
            result.append(line)
        at = end
    return result if any(line.of(*AGENCY_COLUMNS, "clause") for line in result) else []


def _line(text: str, start: int, end: int) -> LedgerLine | None:
    cells, at = [], start
    for piece in text[start:end].split(CELL_MARK):
        match = CELL.fullmatch(piece)
        if match is None:
            return None
        value = at + match.start("value")
        column = column_of(match["header"]) or "other"
        cells.append(LedgerCell(column, match["header"], at, value, value + len(match["value"])))
        at += len(piece) + 1
    line = LedgerLine(start, end, tuple(cells))
    return line if line.of("task", "detail") else None


def _parted(text: str, cell: LedgerCell) -> list[LedgerCell]:
    """The headings in one cell, outermost first: 一、治水 / （一）疏浚河道."""
    parts, at = [], cell.start
    for heading in text[cell.start : cell.end].split(HEADING_MARK):
        parts.append(dataclasses.replace(cell, start=at, end=at + len(heading)))
        at += len(heading) + len(HEADING_MARK)
    return parts


def headings_and_words(
    text: str, line: LedgerLine, near: Sequence[LedgerLine]
) -> tuple[list[LedgerCell], list[LedgerCell]]:
    """The cells of a row that are headings, and those that are its own words.

    Categories are headings; so is a task cell that the rows beside repeat (it is merged over them)
    where the row has other words of its own. A row that quotes its clause comes from a document,
    whose headings stand in the task cell and whose words in the detail.
    """
    if line.of("clause") and line.of("task") and line.of("detail"):
        return [part for cell in line.of("category", "task") for part in _parted(text, cell)], line.of(
            "detail"
        )
    beside = {text[cell.start : cell.end] for other in near for cell in other.of("task", "detail")}
    cells = line.of("task", "detail")
    repeated = [cell for cell in cells if text[cell.start : cell.end] in beside]
    words = [cell for cell in cells if cell not in repeated] or cells
    headings = [*line.of("category"), *(cell for cell in repeated if cell.end <= words[0].start)]
    return headings, [cell for cell in cells if cell.start >= words[0].start]
