"""The 查漏表: tasks that lack something, and what the parser could not settle."""

from __future__ import annotations

from pathlib import Path

from graph import open_store
from graph.exports import gaps
from graph.exports.source import Source
from graph.store import GraphStore
from ingest.assemble.records import assemble
from ingest.parse import parse_content, parse_text
from ingest.read.content import Cell, Content, Location, Table

LEFT_OPEN = """云州市2025年绿化工作要点

一、造林
1.补植树木。（市林业局负责）
2.移栽古树。（绿化责任由大家共同分工承担起来）
"""


def found(source: Source) -> list[tuple[str, str, str]]:
    """Problem, reason and place of each row."""
    return [(row[0], row[1], row[3]) for row in gaps.rows(source)]


def test_each_gap_of_a_task_has_a_row_with_its_reason(city: Source) -> None:
    rows = found(city)
    assert (
        "没有牵头单位",
        "2 个单位共同负责，未明确牵头：市版权局、市委网信办",
        "第2项（原序号：2.）",
    ) in rows
    assert ("牵头单位不止一个", "2 个：市农业农村局、市公安局", "第5项（原序号：5.）") in rows
    assert ("只有统称，没有点名", "各县（市、区）政府、有关部门", "第4项（原序号：4.）") in rows
    assert ("没有牵头单位", "只写了督办单位或考核单位", "第6项（原序号：6.）") in rows
    assert ("没有牵头单位", "只写了责任单位或配合单位", "第7项（原序号：7.）") in rows
    assert ("没有完成时限", "责任分工中没有写完成时限", "第3项（原序号：3.）") in rows
    assert not [row for row in rows if row[2].startswith("第1项")]


def test_every_row_names_document_task_and_clause(city: Source) -> None:
    for row in gaps.rows(city):
        assert len(row) == len(gaps.COLUMNS) - 1
        assert row[2] == "《云州市2024年知识产权保护工作要点》"
        assert row[4]
        assert row[5].startswith("（")


def open_with(folder: Path, *parsed: object) -> GraphStore:
    store = open_store(folder / "g.lbug")
    for entry in parsed:
        store.replace_document(assemble(entry))  # type: ignore[arg-type]
    return store


def test_what_was_left_open_stands_behind_the_tasks_with_its_place(tmp_path: Path) -> None:
    plan = parse_text(LEFT_OPEN, "绿化.txt")
    reported = [entry for entry in plan.diagnostics if entry.severity != "info"]
    assert reported
    with open_with(tmp_path, plan) as store:
        rows = [row for row in gaps.rows(Source(store, {})) if row[0] == "待核对"]
        assert [row[1] for row in rows] == [entry.message for entry in reported]
        assert rows[0][3] == f"全文第 {reported[0].start}–{reported[0].end} 字"
        assert rows[0][4] == plan.text[reported[0].start : reported[0].end]
        # words that only a task can hold leave out a document of which no task does
        assert list(gaps.rows(Source(store, {"word": "不会有的词"}))) == []


def test_a_place_in_a_file_is_named(tmp_path: Path) -> None:
    head, row = ("序号", "工作任务", "责任单位"), ("1", "清点泵站", "")
    cells = [
        tuple(Cell(words, Location(sheet="台账", cell=f"{'ABC'[c]}{r + 1}")) for c, words in enumerate(line))
        for r, line in enumerate((head, row, ("2", "巡河", "市水务局")))
    ]
    plan = parse_content(Content((Table(tuple(cells), "台账", sheet=True),)), "台账.xlsx")
    with open_with(tmp_path, plan) as store:
        (row_,) = [row for row in gaps.rows(Source(store, {})) if row[0] == "待核对"]
    assert row_[3].endswith("字，工作表“台账”A2 单元格")


def test_a_document_without_a_task_is_reported_unless_the_filters_ask_for_tasks(tmp_path: Path) -> None:
    empty = parse_text("云州市2025年工作要点\n\n全年完成各项工作。\n", "总结.txt")
    with open_with(tmp_path, empty) as store:
        assert [row[0] for row in gaps.rows(Source(store, {}))] == ["待核对"]
        year = empty.facts.year
        assert [row[0] for row in gaps.rows(Source(store, {"year": year}))] == ["待核对"]
        assert list(gaps.rows(Source(store, {"roles": ["lead"]}))) == []
