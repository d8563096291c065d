"""The heading tree: which numbers head a part, where a heading stops, what is no number."""

from __future__ import annotations

import pytest

from ingest.parse import parse_text

CLAUSE = "（市水务局负责）"


def result(raw: str) -> list[tuple[tuple[str, ...], str | None, str]]:
    """Path, own number and words of each task."""
    return [(task.path, task.number, task.text) for task in parse_text(raw).tasks]


def test_all_kinds_of_numbers_nest_in_their_order() -> None:
    raw = (
        "第一章 总则\n一、守护水源\n（一）河道整治\n1．清理河道\n（1）打捞漂浮物。" + CLAUSE + "\n"
        "（2）清除淤泥。"
        + CLAUSE
        + "\n2．疏浚沟渠。"
        + CLAUSE
        + "\n（二）植树造林\n1. 栽护岸林。"
        + CLAUSE
        + "\n"
        "二、节约用水\n1、更换水表。" + CLAUSE + "\n第二章 附则\n一、解释。" + CLAUSE + "\n"
    )
    assert [path for path, _, _ in result(raw)] == [
        ("第一章 总则", "一、守护水源", "（一）河道整治", "1．清理河道", "（1）"),
        ("第一章 总则", "一、守护水源", "（一）河道整治", "1．清理河道", "（2）"),
        ("第一章 总则", "一、守护水源", "（一）河道整治", "2．"),
        ("第一章 总则", "一、守护水源", "（二）植树造林", "1."),
        ("第一章 总则", "二、节约用水", "1、"),
        ("第二章 附则", "一、"),
    ]


def test_a_task_without_a_number_of_its_own_has_none() -> None:
    ((path, number, text),) = result(f"一、守护水源\n清理河道，疏浚沟渠。{CLAUSE}\n")
    assert (path, number, text) == (("一、守护水源",), None, "清理河道，疏浚沟渠。")


def test_a_short_sentence_run_in_behind_a_bracketed_number_is_a_heading() -> None:
    ((path, number, text),) = result(f"（一）守护水源。清理河道，疏浚沟渠。{CLAUSE}\n")
    assert (path, number, text) == (("（一）守护水源。",), None, "清理河道，疏浚沟渠。")


def test_behind_an_arabic_number_it_begins_the_text() -> None:
    ((path, number, text),) = result(f"1．守护水源。清理河道，疏浚沟渠。{CLAUSE}\n")
    assert (path, number, text) == (("1．",), "1．", "守护水源。清理河道，疏浚沟渠。")


def test_unless_numbered_items_stand_below_it() -> None:
    raw = f"1．守护水源。\n（1）清理河道。{CLAUSE}\n（2）疏浚沟渠。{CLAUSE}\n"
    assert [path for path, _, _ in result(raw)] == [("1．守护水源。", "（1）"), ("1．守护水源。", "（2）")]


def test_a_heading_that_ends_in_a_clause_is_a_task() -> None:
    raw = f"一、守护水源\n（一）整治全市河道{CLAUSE}\n1．清理河道。（市林业局负责）\n"
    assert result(raw) == [
        (("一、守护水源", "（一）"), "（一）", "整治全市河道"),
        (("一、守护水源", "（一）", "1．"), "1．", "清理河道。"),
    ]


def test_first_second_third_in_a_sentence_are_part_of_the_words() -> None:
    words = "一是清理河道，二是疏浚沟渠，三是修补堤坝。"
    assert result(f"（一）守护水源\n{words}{CLAUSE}\n") == [(("（一）守护水源",), None, words)]


def test_first_second_third_with_clauses_are_tasks_each() -> None:
    raw = "（一）守护水源\n一是清理河道。（市水务局负责）二是疏浚沟渠。（市林业局负责）\n"
    assert [(path[0], text) for path, _, text in result(raw)] == [
        ("（一）守护水源", "清理河道。"),
        ("（一）守护水源", "疏浚沟渠。"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "达标率提高3.5个百分点。",
        "2024.6月底前清理河道。",
        "投资1．2亿元修补堤坝。",
        "实施第一部分、第二部分工程。",
        "整治（一）级河道与（二）级河道。",
        "一、二级河道全部达标。",
        "完成GB/T 5.1、5.2标准的修订。",
        "按照1、2、3号方案清理河道。",
        "水质达到二类。三类以下水体消除。",
    ],
)
def test_decimals_years_and_counts_are_no_numbers_of_items(words: str) -> None:
    assert result(f"1．{words}{CLAUSE}\n2．疏浚沟渠。{CLAUSE}\n") == [
        (("1．",), "1．", words),
        (("2．",), "2．", "疏浚沟渠。"),
    ]


def test_a_year_behind_a_number_is_no_decimal() -> None:
    assert result(f"1.2024年底前清理河道。{CLAUSE}\n2.2025年起疏浚沟渠。{CLAUSE}\n") == [
        (("1.",), "1.", "2024年底前清理河道。"),
        (("2.",), "2.", "2025年起疏浚沟渠。"),
    ]


UNBROKEN = (
    "云州市节水工作要点 为做好节水工作，制定本要点。一、守护水源（一）河道整治。1．清理河道，打捞漂浮物。"
    "（市水务局负责）2．疏浚沟渠，达标率提高3.5个百分点。（市林业局负责）（二）植树造林。1．栽护岸林。（市林业局负责）"
    "二、节约用水（一）更换水表。完成老旧水表更换。（市住建局负责）" + "要加强宣传，营造氛围。" * 150
)


def test_a_document_that_lost_its_line_breaks_keeps_its_tree() -> None:
    assert result(UNBROKEN) == [
        (("一、守护水源", "（一）河道整治。", "1．"), "1．", "清理河道，打捞漂浮物。"),
        (("一、守护水源", "（一）河道整治。", "2．"), "2．", "疏浚沟渠，达标率提高3.5个百分点。"),
        (("一、守护水源", "（二）植树造林。", "1．"), "1．", "栽护岸林。"),
        (("二、节约用水", "（一）更换水表。"), None, "完成老旧水表更换。"),
    ]


def test_the_outline_tells_headings_preambles_and_the_closing() -> None:
    parsed = parse_text(
        "云州市2024年节水工作要点\n为做好节水工作，制定本要点。\n一、守护水源\n1．清理河道。（市水务局负责）\n"
        "云州市人民政府办公室\n2024年3月5日\n抄送：市委办公室。\n"
    )
    kinds = [(entry.kind, entry.depth, entry.text.split("\n")[0]) for entry in parsed.outline]
    assert kinds == [
        ("preamble", 0, "云州市2024年节水工作要点"),
        ("heading", 1, "一、守护水源"),
        ("heading", 2, "1．"),
        ("closing", 0, "云州市人民政府办公室"),
    ]
