"""Ledgers: tables with a task a row, in a spreadsheet or inside a document."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.document import Due, ParsedDocument, as_json
from ingest.layout import ledger
from ingest.layout.pages import CleanText
from ingest.parse import parse_clean, parse_content
from ingest.read.content import Cell, Content, Location, Paragraph, Table
from tests.ingest.clauses import roles
from tests.ingest.test_laws import check_keys

SAME_LEFT, SAME_ABOVE = "<", "^"


def table(*rows: tuple[str, ...], sheet: bool = True, name: str = "台账") -> Table:
    """A table as a reader gives it; `<` and `^` stand where a merged cell goes on."""
    grid: list[tuple[Cell | None, ...]] = []
    for r, row in enumerate(rows):
        cells: list[Cell | None] = []
        for c, text in enumerate(row):
            if text == SAME_LEFT:
                cells.append(cells[-1])
            elif text == SAME_ABOVE:
                cells.append(grid[-1][c])
            else:
                cells.append(Cell(text, Location(sheet=name, cell=f"{'ABCDEFGHIJ'[c]}{r + 1}")))
        grid.append(tuple(cells))
    return Table(tuple(grid), name, sheet)


def parse(*parts: Table | Paragraph) -> ParsedDocument:
    return parse_content(Content(parts), "台账.xlsx")


HEAD = ("序号", "重点任务", "具体措施", "牵头单位", "配合单位", "完成时限")
ROW = ("1", "疏浚河道", "清淤12公里", "市水务局", "市财政局、市林业局", "2025年6月底前")


@pytest.mark.parametrize(("column", "_", "name"), ledger.HEADERS)
def test_every_kind_of_column_is_known_by_its_example(column: ledger.Column, _: object, name: str) -> None:
    assert ledger.column_of(name) == column


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("责 任 单 位", "duty"),
        ("牵头单位\n（部门）", "lead"),
        ("主办", "lead"),
        ("协办单位", "assist"),
        ("责任领导", "other"),
        ("完成时间", "deadline"),
        ("工作内容", "detail"),
        ("主要任务", "task"),
        ("备注", "other"),
        ("督办单位", "supervise"),
        ("牵头考核单位", "assess"),
        ("电话", "other"),
        ("金额", None),
    ],
)
def test_columns_are_recognised_by_what_they_are_called(name: str, column: str | None) -> None:
    assert ledger.column_of(name) == column


def test_a_row_is_a_task_with_its_agencies_deadline_and_number() -> None:
    (task,) = parse(table(HEAD, ROW)).tasks
    assert (task.number, task.path) == ("1", ("1",))
    assert task.text == "疏浚河道　具体措施：清淤12公里"
    assert task.clause == "牵头单位：市水务局　配合单位：市财政局、市林业局　完成时限：2025年6月底前"
    assert roles(task) == {"市水务局": "lead/named", "市财政局": "assist/named", "市林业局": "assist/named"}
    assert task.due == Due("by", None, date(2025, 6, 30), False)
    assert {r.verb for r in task.responsibilities} == {"牵头单位", "配合单位"}


def test_the_header_is_recognised_wherever_it_is_and_the_title_above_it() -> None:
    read = parse(
        table(
            ("澜宁市2025年河道治理任务台账", *"<<<<<"), ("", "", "", "", "", "单位：项"), HEAD, ROW, HEAD, ROW
        )
    )
    assert read.facts.title == "澜宁市2025年河道治理任务台账"
    assert len(read.tasks) == 2  # the header that each printed page repeats is no task


def test_merged_cells_are_headings_of_the_rows_they_cover() -> None:
    read = parse(
        table(
            ("类别", *HEAD),
            ("一、治水", "1", "疏浚河道", "清淤12公里", "市水务局", "市财政局", "年底前"),
            ("^", "2", "^", "拆除阻水建筑", "市水务局", "^", "长期坚持"),
            ("二、造林", "3", "封山育林", "补植200亩", "市林业局", "", ""),
        )
    )
    assert [task.path for task in read.tasks] == [
        ("一、治水", "疏浚河道", "1"),
        ("一、治水", "疏浚河道", "2"),
        ("二、造林", "3"),
    ]
    assert [task.text for task in read.tasks][:2] == ["清淤12公里", "拆除阻水建筑"]
    assert roles(read.tasks[1]) == {"市水务局": "lead/named", "市财政局": "assist/named"}
    assert read.tasks[1].due.kind == "ongoing"


def test_a_heading_over_two_columns_tells_less_than_the_names_below_it() -> None:
    read = parse(
        table(
            ("序号", "任务", "责任单位", "<"),
            ("^", "^", "牵头", "配合"),
            ("1", "清点泵站", "市水务局", "市应急管理局\n各县政府"),
        )
    )
    (task,) = read.tasks
    assert roles(task) == {
        "市水务局": "lead/named",
        "市应急管理局": "assist/named",
        "各县政府": "assist/named",
    }


def test_words_inside_a_cell_give_their_part() -> None:
    (task,) = parse(table(("任务", "责任单位"), ("清点泵站", "市水务局牵头，市财政局配合"))).tasks
    assert roles(task) == {"市水务局": "lead/named", "市财政局": "assist/named"}


@pytest.mark.parametrize("nothing", ["无", "/", "—", ""])
def test_a_cell_that_says_nothing_names_no_agency(nothing: str) -> None:
    (task,) = parse(table(HEAD, (*ROW[:4], nothing, ROW[5]))).tasks
    assert roles(task) == {"市水务局": "lead/named"}


def test_a_single_agency_on_duty_stands_alone_and_several_share() -> None:
    alone, shared = parse(
        table(("任务", "责任单位"), ("清点泵站", "市水务局"), ("巡河", "市水务局 市林业局"))
    ).tasks
    assert roles(alone) == {"市水务局": "lead/sole"}
    assert roles(shared) == {"市水务局": "joint", "市林业局": "joint"}


def test_a_row_without_an_agency_is_reported() -> None:
    read = parse(table(HEAD, ROW, ("2", "登记水井", "", "", "", "")))
    assert len(read.tasks) == 1
    assert [d.code for d in read.diagnostics] == ["row_without_body"]
    assert "登记水井" in read.diagnostics[0].message


def test_people_and_notes_stay_in_the_text_and_are_no_agencies() -> None:
    read = parse(table((*HEAD, "责任领导", "备注"), (*ROW, "钱某", "见附件")))
    assert "责任领导：钱某" in read.text
    assert "钱某" not in {r.name for r in read.tasks[0].responsibilities}


def test_a_sheet_that_is_no_ledger_is_skipped_and_reported() -> None:
    read = parse(table(("填表人", "电话"), ("钱某", "1234"), name="说明"), table(HEAD, ROW))
    assert len(read.tasks) == 1
    assert "说明" in read.diagnostics[0].message
    assert "钱某" not in read.text


def test_a_table_in_a_text_that_is_no_ledger_keeps_its_words() -> None:
    read = parse(Paragraph("一、目标"), table(("指标", "数值"), ("森林覆盖率", "42%"), sheet=False))
    assert "森林覆盖率" in read.text


def test_a_ledger_in_a_document_stands_under_its_heading() -> None:
    read = parse(
        Paragraph("澜宁市2025年治水工作要点"), Paragraph("一、重点任务"), table(HEAD, ROW, sheet=False)
    )
    assert read.tasks[0].path == ("一、重点任务", "1")


def test_a_stored_ledger_is_read_again_as_the_file_was() -> None:
    read = parse(table(("类别", *HEAD), ("一、治水", *ROW), ("^", "2", "^", "巡河", "市水务局", "", "每月")))
    assert parse_clean(CleanText(read.text, ()), "台账.xlsx").tasks == read.tasks


def test_every_span_names_its_cell() -> None:
    read = parse(table(HEAD, ROW))
    cells = {read.text[location.start : location.end]: location.cell for location in read.places}
    assert cells["市水务局"] == "D2"
    assert cells["清淤12公里"] == "C2"
    assert {location.sheet for location in read.places} == {"台账"}
    output = as_json(read)
    assert output["places"]
    check_keys(output, "")
    for task in read.tasks:
        assert read.text[task.start : task.end] == task.text
        assert read.text[task.clause_start : task.clause_end] == task.clause
        for mention in task.responsibilities:
            assert read.text[mention.start : mention.end] == mention.surface
