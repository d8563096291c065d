"""Automatic numbers are rendered as Word prints them."""

from __future__ import annotations

import pytest

from ingest.read.docx import read
from ingest.read.number_formats import number
from tests.ingest.read.tables import grid, table_of
from tests.ingest.read.word_files import abstract, level, num, p, texts, word_file

PLAN = abstract(
    0,
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%3.", suffix="tab"),
    level(3, "decimalEnclosedCircleChinese", "%4"),
)
STYLES = (
    '<w:style w:type="paragraph" w:styleId="Part"><w:name w:val="part"/><w:pPr><w:numPr>'
    '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Section"><w:name w:val="section"/>'
    '<w:basedOn w:val="Part"/></w:style>'
)


def test_levels_count_and_deeper_levels_start_again() -> None:
    document_xml = (
        p("总体要求", 1, 0) + p("目标", 1, 1) + p("原则", 1, 1) + p("甲事", 1, 2) + p("细目", 1, 3)
        + p("主要任务", 1, 0) + p("市场", 1, 1) + p("乙事", 1, 2)
    )  # fmt: skip
    assert texts(word_file(document_xml, PLAN + num(1, 0))) == [
        "一、总体要求",
        "（一）目标",
        "（二）原则",
        "1. 甲事",
        "①细目",
        "二、主要任务",
        "（一）市场",
        "1. 乙事",
    ]


def test_a_deleted_heading_does_not_count() -> None:
    deleted = (
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>"
        "<w:rPr><w:del w:id='1' w:author='甲'/></w:rPr></w:pPr>"
        "<w:del w:id='2' w:author='甲'><w:r><w:delText>取消</w:delText></w:r></w:del></w:p>"
    )
    document_xml = p("甲", 1, 0) + deleted + p("乙", 1, 0)
    assert texts(word_file(document_xml, PLAN + num(1, 0))) == ["一、甲", "二、乙"]


def test_lists_of_a_single_abstract_numbering_count_on_and_an_override_starts_again() -> None:
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    document_xml = p("甲", 1, 0) + p("乙", 2, 0) + p("丙", 3, 0) + p("丁", 3, 0) + p("戊", 1, 0)
    numbering = PLAN + num(1, 0) + num(2, 0) + num(3, 0, restart)
    assert texts(word_file(document_xml, numbering)) == ["一、甲", "二、乙", "一、丙", "二、丁", "三、戊"]


def test_an_override_may_bring_a_level_of_its_own() -> None:
    own = (
        f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1)", suffix="space", start=3)}</w:lvlOverride>'
    )
    assert texts(word_file(p("甲", 2, 0), PLAN + num(1, 0) + num(2, 0, own))) == ["C) 甲"]


def test_number_zero_switches_the_style_off() -> None:
    document_xml = p("甲", style="Part") + p("不编号", 0, style="Part") + p("乙", style="Part")
    assert texts(word_file(document_xml, PLAN + num(1, 0), STYLES)) == ["一、甲", "不编号", "二、乙"]


def test_styles_inherit_a_list_and_a_level_names_its_style() -> None:
    linked = abstract(
        0,
        level(0, "chineseCounting", "%1、", '<w:pStyle w:val="Part"/>'),
        level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="Section"/>'),
    )
    document_xml = (
        p("甲", style="Part") + p("乙", style="Section") + p("丙", style="Section") + p("丁", style="Part")
    )
    assert texts(word_file(document_xml, linked + num(1, 0), STYLES)) == [
        "一、甲",
        "（一）乙",
        "（二）丙",
        "二、丁",
    ]


def test_a_paragraph_may_choose_another_level_of_its_styles_list() -> None:
    document_xml = p("甲", style="Part") + p("乙", level=1, style="Part")
    assert texts(word_file(document_xml, PLAN + num(1, 0), STYLES)) == ["一、甲", "（一）乙"]


def test_styles_based_on_each_other_come_to_an_end() -> None:
    ring = "".join(
        f'<w:style w:type="paragraph" w:styleId="{a}"><w:name w:val="{a}"/><w:basedOn w:val="{b}"/></w:style>'
        for a, b in (("A1", "B1"), ("B1", "A1"))
    )
    assert texts(word_file(p("甲", style="A1"), styles=ring)) == ["甲"]


def test_a_link_to_a_numbering_style_is_followed() -> None:
    style = (
        '<w:style w:type="numbering" w:styleId="Plan"><w:name w:val="plan list"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    link = '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="Plan"/></w:abstractNum>'
    document_xml = p("甲", 1, 0) + p("乙", 2, 0)
    assert texts(word_file(document_xml, PLAN + link + num(1, 0) + num(2, 5), style)) == ["一、甲", "二、乙"]


def test_a_level_may_never_start_again_or_only_after_any_of_them() -> None:
    def numbered(restart: str) -> list[str]:
        levels = abstract(
            0,
            level(0, "decimal", "%1"),
            level(1, "decimal", "%1.%2"),
            level(2, "decimal", "%3)", restart),
        )
        document_xml = (
            p("", 1, 0) + p("", 1, 1) + p("", 1, 2) + p("", 1, 1) + p("", 1, 2) + p("", 1, 0) + p("", 1, 2)
        )
        return [text for text in texts(word_file(document_xml, levels + num(1, 0))) if text.endswith(")")]

    assert numbered("") == ["1)", "1)", "1)"]
    assert numbered('<w:lvlRestart w:val="0"/>') == ["1)", "2)", "3)"]
    assert numbered('<w:lvlRestart w:val="1"/>') == ["1)", "2)", "1)"]


def test_a_legal_level_prints_all_in_arabic_digits() -> None:
    levels = abstract(0, level(0, "chineseCounting", "第%1章 "), level(1, "decimal", "%1.%2 ", "<w:isLgl/>"))
    assert texts(word_file(p("甲", 1, 0) + p("乙", 1, 1), levels + num(1, 0))) == ["第一章 甲", "1.1 乙"]


def test_bullets_and_lists_that_are_nowhere_print_nothing() -> None:
    bullets = abstract(0, level(0, "bullet", "\uf0b7", suffix="tab"))
    assert texts(word_file(p("甲", 1, 0) + p("乙", 77, 0), bullets + num(1, 0))) == ["甲", "乙"]


def test_the_ordinal_column_of_a_ledger_is_numbered() -> None:
    row = "<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    document_xml = f"<w:tbl>{row.format(p('', 1, 0), p('甲'))}{row.format(p('', 1, 0), p('乙'))}</w:tbl>"
    raw = word_file(document_xml, abstract(0, level(0, "decimal", "%1")) + num(1, 0))
    assert grid(table_of(read(raw))) == [["1", "甲"], ["2", "乙"]]


@pytest.mark.parametrize(
    ("format", "printed"),
    [
        ("decimal", {1: "1", 12: "12"}),
        ("decimalZero", {1: "01", 12: "12"}),
        ("decimalFullWidth", {1: "１", 12: "１２"}),
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 21: "二十一", 99: "九十九"}),
        ("chineseCountingThousand", {100: "一百", 101: "一百零一", 110: "一百一十", 1001: "一千零一"}),
        ("taiwaneseCountingThousand", {12: "十二"}),
        ("japaneseCounting", {12: "十二"}),
        ("ideographDigital", {1: "一", 10: "一〇", 24: "二四"}),
        ("chineseLegalSimplified", {3: "叁", 10: "壹拾"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "㉑", 35: "㉟", 36: "㊱", 50: "㊿", 51: "51"}),
        ("decimalEnclosedCircleChinese", {2: "②"}),
        ("decimalEnclosedParen", {1: "⑴", 20: "⒇", 21: "21"}),
        ("decimalEnclosedFullstop", {1: "⒈", 20: "⒛"}),
        ("ideographTraditional", {1: "甲", 10: "癸"}),
        ("upperLetter", {1: "A", 26: "Z", 27: "AA", 28: "BB"}),
        ("lowerRoman", {4: "iv", 9: "ix", 14: "xiv"}),
        ("numberInDash", {3: "- 3 -"}),
        ("none", {3: ""}),
        ("aFormatOfTomorrow", {3: "3"}),
    ],
)
def test_number_formats(format: str, printed: dict[int, str]) -> None:
    assert {n: number(n, format) for n in printed} == printed
