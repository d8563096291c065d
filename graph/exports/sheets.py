"""The ledger, the gap table and the lists per agency as workbooks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from graph.exports import gaps, ledger, per_agency, workbook
from graph.exports.source import Source

LEDGER_WIDTHS: Final = (6, 24, 52, 18, 26, 20, 14, 14, 26, 20, 34)
GAP_WIDTHS: Final = (6, 18, 34, 30, 22, 52, 40)
INDEX_COLUMNS: Final = ("序号", "单位", "地区", *per_agency.PARTS, "工作表")
INDEX_WIDTHS: Final = (6, 32, 16, *(10 for _ in per_agency.PARTS), 32)


def ledger_book(source: Source) -> Iterator[bytes]:
    """The 台账: the cells of a heading merged over its rows, further sheets where one is full."""
    with workbook.temporary("ledger.xlsx") as path:
        with workbook.writing(path, stream=True) as book:
            _ledger(book, ledger.title(source), ledger.rows(source.tasks()))
        yield from workbook.chunks(path)


def gap_book(source: Source) -> Iterator[bytes]:
    """The 查漏表."""
    with workbook.temporary("gaps.xlsx") as path:
        with workbook.writing(path, stream=True) as book:
            title = ledger.title(source).removesuffix("任务台账") + "责任分工查漏表"
            sheet = book.sheet("查漏表", title, gaps.COLUMNS, GAP_WIDTHS)
            for number, cells in enumerate(gaps.rows(source), start=1):
                if sheet.full:
                    sheet.close()
                    sheet = book.sheet("查漏表", title, gaps.COLUMNS, GAP_WIDTHS)
                sheet.add((number, *cells))
            sheet.close()
        yield from workbook.chunks(path)


def agency_book(source: Source) -> Iterator[bytes]:
    """A sheet for each agency, in parts by its role, behind an index sheet.

    Raises BadParameter where there are more agencies or rows than one book can hold.
    """
    with workbook.temporary("agencies.xlsx") as path:
        with workbook.writing(path, stream=False) as book:
            _agencies(book, per_agency.lists(source))
        yield from workbook.chunks(path)


def _ledger(book: workbook.Book, title: str, rows: Iterable[ledger.LedgerRow]) -> None:
    def new_sheet() -> workbook.Sheet:
        return book.sheet("台账", title, ledger.COLUMNS, LEDGER_WIDTHS)

    sheet = new_sheet()
    heading, first = "", 0
    for row in rows:
        if sheet.full:
            sheet.merge(ledger.HEADING, first)
            sheet.close()
            sheet = new_sheet()
            heading = ""
        if row.cells[ledger.HEADING] != heading:
            if heading:
                sheet.merge(ledger.HEADING, first)
            heading, first = row.cells[ledger.HEADING], sheet.end
        sheet.add((row.number, *row.cells[1:]))
    if heading:
        sheet.merge(ledger.HEADING, first)
    sheet.close()


def _agencies(book: workbook.Book, lists: Iterable[per_agency.TaskList]) -> None:
    index = book.sheet("目录", "单位任务清单目录", INDEX_COLUMNS, INDEX_WIDTHS)
    for number, agency in enumerate(lists, start=1):
        sheet = book.sheet(agency.name, f"{agency.name}任务清单", ledger.COLUMNS, LEDGER_WIDTHS)
        for part, tasks in agency.parts.items():
            sheet.part(f"{part}（{len(tasks)} 项）")
            for row in ledger.rows(tasks):
                sheet.add((row.number, *row.cells[1:]))
        counts = (len(agency.parts.get(part, ())) for part in per_agency.PARTS)
        index.add((number, agency.name, agency.region, *counts, sheet.name))
        index.link(len(INDEX_COLUMNS) - 1, sheet.name, sheet.name)
    index.close()
