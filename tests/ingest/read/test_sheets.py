"""Spreadsheets and csv: what cells say, where they stand, and sheets that would end a process."""

from __future__ import annotations

import datetime
import io
import struct
import zipfile
from collections.abc import Callable, Sequence

import pytest
import xlsxwriter
import xlwt

from ingest.read import sheets
from ingest.read.content import Content, Table
from ingest.read.errors import Unreadable
from ingest.read.text import decode
from tests.ingest.read.tables import grid

ROWS: list[list[object]] = [
    ["序号", "工作任务", "牵头单位"],
    [1, "开展“铁拳”行动", "市市场监管局"],
    [2, "打击侵权盗版", "市版权局"],
]
TEXTS = [
    ["序号", "工作任务", "牵头单位"],
    ["1", "开展“铁拳”行动", "市市场监管局"],
    ["2", "打击侵权盗版", "市版权局"],
]
LAST_ROW, LAST_COLUMN = 1_048_575, 16_383
Write = Callable[[xlsxwriter.Workbook], None]


def xlsx(write: Write) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        write(book)
    return file.getvalue()


def ledger(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet("台账")
    for r, row in enumerate(ROWS):
        sheet.write_row(r, 0, row)


def rewritten(book: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """The book with the XML of its first sheet changed by hand."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            new.writestr(entry.filename, change(part) if entry.filename.endswith("sheet1.xml") else part)
    return file.getvalue()


def texts(content: Content, number: int = 0) -> list[list[str | None]]:
    table = content.parts[number]
    assert isinstance(table, Table)
    return grid(table)


def cells(content: Content) -> dict[str, str]:
    """Words by the name of their cell."""
    tables = (part for part in content.parts if isinstance(part, Table))
    return {
        cell.location.cell or "": cell.text for table in tables for row in table.rows for cell in row if cell
    }


def test_a_sheet_is_a_table_with_its_name_and_each_cell_its_location() -> None:
    content = sheets.read(xlsx(ledger))
    assert texts(content) == TEXTS
    (table,) = content.parts
    assert isinstance(table, Table)
    assert (table.name, table.sheet) == ("台账", True)
    last = table.rows[2][2]
    assert last is not None
    assert (last.location.sheet, last.location.cell, last.location.page) == ("台账", "C3", None)


def test_values_are_as_a_person_reads_them() -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "yyyy/m/d"})
        sheet.write_row(0, 0, [12, 0.95, True, "  两端有空白\n "])
        sheet.write_datetime(1, 0, datetime.datetime(2024, 12, 31), day)
        sheet.write_datetime(1, 1, datetime.datetime(2024, 12, 31, 8, 30), day)
        sheet.write_formula(1, 2, "=1+1", None, 2)
        sheet.write_string(1, 3, "市公安局\n市网信办")

    assert texts(sheets.read(xlsx(write))) == [
        ["12", "0.95", "TRUE", "两端有空白"],
        ["2024年12月31日", "2024年12月31日08:30", "2", "市公安局\n市网信办"],
    ]


def test_a_merged_cell_is_a_single_object_in_all_its_positions() -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:C1", "2024年重点任务台账")
        sheet.write_row(1, 0, ["类别", "任务", "牵头单位"])
        sheet.merge_range("A3:A4", "执法")
        sheet.write_column(2, 1, ["甲", "乙"])

    (table,) = sheets.read(xlsx(write)).parts
    assert isinstance(table, Table)
    assert len({id(cell) for cell in table.rows[0]}) == 1
    merged = table.rows[2][0]
    assert merged is not None
    assert merged is table.rows[3][0]
    assert merged.location.cell == "A3"
    assert table.rows[2][2] is None


def test_empty_rows_and_edges_are_left_out_and_names_of_cells_stay_true() -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write("C5", "序号")
        sheet.write("E9", 0)

    content = sheets.read(xlsx(write))
    assert texts(content) == [["序号", None, None], [None, None, "0"]]
    assert cells(content) == {"C5": "序号", "E9": "0"}


def test_hidden_sheets_are_left_out_and_reported_empty_sheets_and_charts_left_out() -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        ledger(book)
        hidden = book.add_worksheet("草稿")
        hidden.write(0, 0, "旧任务")
        hidden.hide()
        book.add_worksheet("空白")
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=台账!$A$2:$A$3"})
        book.add_chartsheet("图").set_chart(chart)

    content = sheets.read(xlsx(write))
    assert len(content.parts) == 1
    assert content.warnings == ("工作表“草稿”是隐藏的，未读入",)


def test_a_book_without_a_word_is_refused() -> None:
    with pytest.raises(Unreadable, match="空的"):
        sheets.read(xlsx(lambda book: book.add_worksheet() and None))


def test_old_xls_with_merged_cells_and_dates() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("台账")
    sheet.write_merge(0, 0, 0, 1, "重点任务")
    sheet.write(1, 0, 1)
    sheet.write(1, 1, datetime.date(2024, 5, 6), xlwt.easyxf(num_format_str="YYYY-MM-DD"))
    file = io.BytesIO()
    book.save(file)
    content = sheets.read(file.getvalue())
    assert texts(content) == [["重点任务", "重点任务"], ["1", "2024年5月6日"]]
    # A record of the same form in the place of one of no import here: the file is encrypted.
    raw = file.getvalue()
    locked = raw.replace(struct.pack("<HH", 0x00E1, 2), struct.pack("<HH", 0x002F, 2), 1)
    assert locked != raw
    with pytest.raises(Unreadable, match="密码"):
        sheets.read(locked)


def test_a_book_on_which_the_library_panics_is_reported_as_damaged() -> None:
    book = xlwt.Workbook()
    book.add_sheet("台账").write(0, 0, "任务")
    file = io.BytesIO()
    book.save(file)
    with pytest.raises(Unreadable, match="可能已损坏"):
        sheets.read(file.getvalue().replace(struct.pack("<HH", 0x00E2, 0), struct.pack("<HH", 0x002F, 0), 1))


def ods(rows: Sequence[Sequence[object]]) -> bytes:
    """What the format prescribes at least; no writer of it is among the test tools."""
    sheet_xml = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="float" office:value="{value}"/>'
            if isinstance(value, int)
            else f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
            for value in row
        )
        + "</table:table-row>"
        for row in rows
    )
    space = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{space}:office:1.0" xmlns:table="{space}:table:1.0" '
        f'xmlns:text="{space}:text:1.0" office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="台账">{sheet_xml}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
        package.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return file.getvalue()


def test_ods() -> None:
    assert texts(sheets.read(ods(ROWS))) == TEXTS


def test_a_cell_at_the_far_end_is_a_clear_error_and_the_next_file_is_read() -> None:
    def far(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "序号")
        sheet.write(LAST_ROW, LAST_COLUMN, "x")

    with pytest.raises(Unreadable, match="表格范围异常"):
        sheets.read(xlsx(far))
    assert texts(sheets.read(xlsx(ledger))) == TEXTS


def test_a_million_empty_bordered_rows_hold_what_they_hold() -> None:
    rows = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (n, n) for n in range(4, LAST_ROW + 2))
    book = rewritten(xlsx(ledger), lambda part: part.replace(b"</sheetData>", rows + b"</sheetData>"))
    assert texts(sheets.read(book)) == TEXTS


def test_a_merge_over_the_whole_sheet_ends_with_its_words() -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:B1", "台账")
        sheet.write("A3", "甲")

    book = rewritten(xlsx(write), lambda part: part.replace(b'ref="A1:B1"/>', b'ref="A1:XFD1048576"/>'))
    assert len(texts(sheets.read(book))) == 3


@pytest.mark.parametrize("left", [0.2, 0.5, 0.9])
def test_a_cut_book_is_reported_as_damaged(left: float) -> None:
    whole = xlsx(ledger)
    with pytest.raises(Unreadable, match="损坏或不完整"):
        sheets.read(whole[: int(left * len(whole))])


def test_a_damaged_sheet_is_reported_and_the_others_read() -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("坏").write(0, 0, "甲")
        ledger(book)

    content = sheets.read(rewritten(xlsx(write), lambda part: part[: len(part) // 2] + b"<<<"))
    assert texts(content) == TEXTS
    assert content.warnings == ("工作表“坏”已损坏，未能读出",)


CSV = (
    '序号,工作任务,牵头单位\r\n1,"开展“铁拳”行动，\n严查侵权",市公安局\r\n2,打击盗版,"市版权局,市公安局"\r\n'
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_in_the_encodings_that_offices_write(encoding: str) -> None:
    content = sheets.read_csv(*decode(CSV.encode(encoding)))
    assert texts(content) == [
        ["序号", "工作任务", "牵头单位"],
        ["1", "开展“铁拳”行动，\n严查侵权", "市公安局"],
        ["2", "打击盗版", "市版权局,市公安局"],
    ]
    assert cells(content)["C3"] == "市版权局,市公安局"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "，"])
def test_csv_by_any_delimiter(delimiter: str) -> None:
    rows = [["序号", "任务"], ["1", "宣传、检查"], ["2", "普法"]]
    raw = "\n".join(delimiter.join(row) for row in rows).encode()
    assert texts(sheets.read_csv(*decode(raw))) == rows


def test_a_delimiter_declared_in_the_first_line_is_taken() -> None:
    assert texts(sheets.read_csv("sep=;\n序号;任务，内容\n1;甲,乙\n")) == [
        ["序号", "任务，内容"],
        ["1", "甲,乙"],
    ]


def test_damaged_bytes_of_a_csv_are_reported() -> None:
    raw = (CSV * 20).encode()
    content = sheets.read_csv(*decode(raw[:300] + b"\xff" + raw[300:]))
    assert content.warnings[0].startswith("文件中有 1 处字节损坏")


@pytest.mark.parametrize(
    ("raw", "message"), [(b"", "空的"), (b",,\n,,\n", "空的"), (b'a,"b\n' + b"x," * 600_000, "引号不成对")]
)
def test_csv_that_cannot_be_read(raw: bytes, message: str) -> None:
    with pytest.raises(Unreadable, match=message):
        sheets.read_csv(*decode(raw))
