"""The 台账: each body in the column of its part, and everything else in words."""

from __future__ import annotations

import csv
import io
from typing import get_args

import pytest

from graph.exports import ledger
from graph.exports.catalogue import find_export
from graph.exports.cells import CUT, FORMULA, MOST_UNITS, clean, fitting, harmless
from graph.exports.source import Source
from graph.labels import ROLE_WORDS
from tests.graph.exports.conftest import Loaded


def rows_of(source: Source) -> list[dict[str, str]]:
    return [dict(zip(ledger.COLUMNS, row.cells, strict=True)) for row in ledger.rows(source.tasks())]


def csv_of(source: Source, layout: str = "ledger") -> bytes:
    return b"".join(find_export("csv", layout=layout).write(source))


def test_every_role_and_basis_has_a_column() -> None:
    assert ledger.DUTY_COLUMNS.keys() == ROLE_WORDS.keys()
    assert set(ledger.DUTY_COLUMNS.values()) == set(get_args(ledger.DutyColumn))


def test_agencies_stand_in_the_columns_of_their_parts(city: Source) -> None:
    led, shared, alone, collectives, several, assessed, helped = rows_of(city)
    assert (led["牵头单位"], led["责任单位"], led["配合单位"]) == ("市市场监管局", "", "市公安局")
    assert led["备注"] == "督办单位：市政府办公室"
    assert (shared["牵头单位"], shared["责任单位"]) == ("", "市版权局、市委网信办")
    assert shared["备注"] == "共同负责（未明确牵头）"
    assert alone["牵头单位"] == "市财政局（独立负责）"
    assert collectives["备注"] == "共同负责（未明确牵头）；统称（未点名）：各县（市、区）政府、有关部门"
    assert (several["牵头单位"], several["责任单位"]) == ("市农业农村局、市公安局", "各有关部门")
    assert assessed["备注"] == "考核单位：市委改革办"
    assert [assessed[column] for column in ("牵头单位", "责任单位", "配合单位")] == ["", "", ""]
    assert helped["配合单位"] == "市农业农村局"


def test_a_lead_by_the_documents_rule_says_so(loaded: dict[str, Loaded]) -> None:
    first = rows_of(loaded["by_rule"].source)[0]
    assert (first["牵头单位"], first["责任单位"]) == ("市商务局（按文件规则）", "市财政局、市农业农村局")


def test_a_row_says_where_it_comes_from(city: Source) -> None:
    first, second, *_ = rows_of(city)
    assert first["工作任务"] == "一、加强执法 / （一）重点领域"
    assert first["具体内容"] == "开展“铁拳”行动，查处侵犯商标权案件，3月底前报计划。"
    assert first["文件及条目"] == "《云州市2024年知识产权保护工作要点》第1项（原序号：1.）"
    assert (first["完成时限"], first["专项行动"]) == ("2024年6月底前", "铁拳")
    assert second["专项行动"] == "剑网（2024）"
    assert first["原文"].startswith("（市市场监管局牵头")
    assert [row["序号"] for row in rows_of(city)] == [str(n) for n in range(1, 8)]


def test_csv_opens_in_excel_and_holds_no_formula(city: Source) -> None:
    content = csv_of(city)
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == 8
    cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row]
    assert not [cell for cell in cells if cell.startswith(FORMULA)]
    assert "'=SUM(A1)是示例文字，核对台账公式。" in cells
    assert "'＋强化联动，建立会商机制。" in cells


def test_nothing_gives_a_head_alone(everything: Source) -> None:
    empty = everything.narrowed(word="不会有的词")
    assert csv_of(empty).decode("utf-8-sig") == ",".join(ledger.COLUMNS) + "\r\n"


def test_pages_are_put_together(everything: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = list(everything.tasks())
    monkeypatch.setattr("graph.exports.source.PAGE", 7)
    assert list(everything.tasks()) == whole
    assert len(whole) > 150


def test_filters_narrow_and_all_agencies_of_a_task_stay(everything: Source) -> None:
    some = everything.narrowed(roles=["supervise"])
    matches = list(some.tasks())
    assert 0 < len(matches) < len(list(everything.tasks()))
    assert all(any(duty.role == "supervise" for duty in task.duties) for task in matches)
    assert any(duty.role == "lead" for task in matches for duty in task.duties)


@pytest.mark.parametrize("sign", FORMULA)
def test_a_cell_that_would_be_calculated_is_harmless(sign: str) -> None:
    assert harmless(f"{sign}1+1") == f"'{sign}1+1"
    assert harmless(f"甲{sign}1") == f"甲{sign}1"


def test_signs_that_xml_cannot_hold_are_left_out() -> None:
    assert clean("一\x00二\x0b三\ud800四\uffff五\t六\n七😀") == "一二三四五\t六\n七😀"


def test_what_no_cell_holds_is_cut_and_says_so() -> None:
    assert fitting("长" * MOST_UNITS) == "长" * MOST_UNITS
    cut = fitting("😀" * MOST_UNITS)
    assert cut.endswith(CUT)
    assert len(cut.encode("utf-16-le")) // 2 <= MOST_UNITS
