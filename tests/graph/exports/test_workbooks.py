"""Workbooks: read as calamine reads them, and their XML where that tells more."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from core.errors import BadParameter
from graph.exports import per_agency, sheets, workbook
from graph.exports.catalogue import find_export
from graph.exports.cells import CUT
from graph.exports.ledger import COLUMNS
from graph.exports.source import Source

Rows = list[list[object]]


def book_of(source: Source, layout: str = "ledger") -> bytes:
    return b"".join(find_export("xlsx", layout=layout).write(source))


def opened(content: bytes) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(content))


def rows_of(content: bytes, sheet: str) -> Rows:
    return [list(row) for row in opened(content).get_sheet_by_name(sheet).to_python(skip_empty_area=False)]


def sheet_xml(content: bytes, number: int = 1) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(f"xl/worksheets/sheet{number}.xml").decode()


def test_a_ledger_has_a_title_a_head_and_a_row_a_task(city: Source) -> None:
    rows = rows_of(book_of(city), "台账")
    assert rows[0][0] == "云州市2024年知识产权保护工作要点任务台账"
    assert rows[1] == list(COLUMNS)
    assert [row[0] for row in rows[2:]] == [1, 2, 3, 4, 5, 6, 7]


def test_the_cells_of_a_heading_are_merged_and_each_keeps_its_words(city: Source) -> None:
    content = book_of(city)
    merged = opened(content).get_sheet_by_name("台账").merged_cell_ranges
    assert merged == [((0, 0), (0, 10)), ((2, 1), (5, 1)), ((6, 1), (8, 1))]
    assert [row[1] for row in rows_of(content, "台账")[2:]] == [
        *["一、加强执法 / （一）重点领域"] * 4,
        *["二、开展种业知识产权保护专项行动"] * 3,
    ]


def test_it_prints_on_a3_across_with_its_head_on_every_page(city: Source) -> None:
    content = book_of(city)
    xml = sheet_xml(content)
    assert 'paperSize="8"' in xml
    assert 'orientation="landscape"' in xml
    assert '<pane ySplit="2"' in xml
    assert '<autoFilter ref="A2:K9"/>' in xml
    assert "第 &amp;P 页，共 &amp;N 页" in xml
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.read("xl/workbook.xml").decode()
    assert re.search(r"Print_Titles\"[^>]*>台账!\$2:\$2<|Print_Titles\"[^>]*>'台账'!\$2:\$2<", names)


def test_no_cell_is_a_formula_or_a_link(city: Source) -> None:
    xml = sheet_xml(book_of(city))
    assert "=SUM(A1)是示例文字" in xml
    assert "<f>" not in xml
    assert "hyperlink" not in xml


def test_nothing_gives_a_head_alone(everything: Source) -> None:
    empty = everything.narrowed(word="不会有的词")
    assert rows_of(book_of(empty), "台账") == [["任务台账", *[""] * 10], list(COLUMNS)]


def test_one_task_is_a_ledger_too(everything: Source) -> None:
    (row,) = rows_of(book_of(everything.narrowed(word="检查种子企业20家")), "台账")[2:]
    assert row[3] == "市农业农村局、市公安局"


def test_a_full_sheet_goes_on_in_another(city: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 5)  # title, head and three rows
    content = book_of(city)
    assert opened(content).sheet_names == ["台账", "台账(2)", "台账(3)"]
    numbers = [row[0] for name in opened(content).sheet_names for row in rows_of(content, name)[2:]]
    assert numbers == [1, 2, 3, 4, 5, 6, 7]
    assert opened(content).get_sheet_by_name("台账").merged_cell_ranges == [
        ((0, 0), (0, 10)),
        ((2, 1), (4, 1)),
    ]


def test_the_gap_table_splits_too(city: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = len(rows_of(book_of(city, "gaps"), "查漏表")) - 2
    monkeypatch.setattr(workbook, "MOST_ROWS", 4)
    content = book_of(city, "gaps")
    matches = opened(content).sheet_names
    assert sum(len(rows_of(content, name)) - 2 for name in matches) == whole > 2


def write(path: Path, *, stream: bool, names: list[str], words: str) -> bytes:
    with workbook.writing(path, stream=stream) as book:
        for name in names:
            sheet = book.sheet(name, words, ("甲", "乙"), (10, 10))
            sheet.add((1, words))
            sheet.close()
    return path.read_bytes()


def test_names_of_sheets_are_safe_and_unique(tmp_path: Path) -> None:
    long = "云州市" + "知识产权保护工作" * 5
    names = [long, long, "甲/乙:丙*[丁]?\\", "'引号'", "", "History", "AB", "ab"]
    content = write(tmp_path / "a.xlsx", stream=False, names=names, words="词")
    matches = opened(content).sheet_names
    assert matches == [long[:31], f"{long[:28]}(2)", "甲乙丙丁", "引号", "未命名", "History_", "AB", "ab(2)"]
    assert all(len(name) <= 31 for name in matches)


@pytest.mark.parametrize("stream", [True, False])
@pytest.mark.parametrize("words", ["=1+1", "@甲", "一\x00二\x0b三", "_x0041_", "题" * 500, "行\n行\t列"])
def test_words_come_back_as_they_were(tmp_path: Path, stream: bool, words: str) -> None:
    content = write(tmp_path / "a.xlsx", stream=stream, names=["表"], words=words)
    expected = words.replace("\x00", "").replace("\x0b", "")
    assert rows_of(content, "表")[2] == [1, expected]


def test_a_cell_that_is_too_long_is_cut_and_says_so(tmp_path: Path) -> None:
    content = write(tmp_path / "a.xlsx", stream=True, names=["表"], words="长" * 40_000)
    cell = rows_of(content, "表")[2][1]
    assert isinstance(cell, str)
    assert cell.endswith(CUT)
    assert len(cell) == 32_767


def test_each_body_has_a_sheet_in_parts_behind_a_list(city: Source) -> None:
    content = book_of(city, "per_agency")
    assert opened(content).sheet_names[0] == "目录"
    index = rows_of(content, "目录")
    assert index[1] == list(sheets.INDEX_COLUMNS)
    police = next(row for row in index if row[1] == "市公安局")
    assert police[3:] == [1, 0, 0, 0, 1, 0, 0, "市公安局"]
    rows = rows_of(content, "市公安局")
    assert rows[0][0] == "市公安局任务清单"
    assert [row[0] for row in rows[2:]] == ["牵头（1 项）", 1, "配合（1 项）", 1]
    assert rows_of(content, "市财政局")[2][0] == "独立负责（1 项）"
    assert rows_of(content, "市版权局")[2][0] == "共同负责（1 项）"
    assert rows_of(content, "市政府办公室")[2][0] == "督办（1 项）"
    assert opened(content).sheet_names[-1] in ("各县（市、区）政府", "各有关部门", "有关部门")


def test_the_list_leads_to_each_sheet(city: Source) -> None:
    xml = sheet_xml(book_of(city, "per_agency"))
    assert "location=\"'市公安局'!A1\"" in xml or 'location="市公安局!A1"' in xml


def test_filters_by_body_and_role_are_those_of_the_sheets_body(city: Source) -> None:
    leads = city.narrowed(roles=["lead"])
    matches = per_agency.lists(leads)
    assert {part for entry in matches for part in entry.parts} == {"牵头", "独立负责"}
    police = next(entry for entry in matches if entry.name == "市公安局")
    assert [task.n for task in police.parts["牵头"]] == [5]


def test_one_body_that_is_asked_for_has_the_only_list(city: Source) -> None:
    police = next(duty for task in city.tasks() for duty in task.duties if duty.name == "市公安局")
    (only,) = per_agency.lists(city.narrowed(agency=police.agency))
    assert only.name == "市公安局"


@pytest.mark.parametrize("limit", ["MOST_AGENCIES", "MOST_ROWS"])
def test_too_many_agencies_or_rows_are_refused(
    city: Source, limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(per_agency, limit, 3)
    with pytest.raises(BadParameter, match=r"超过 3 [个行]，一个工作簿放不下"):
        book_of(city, "per_agency")
