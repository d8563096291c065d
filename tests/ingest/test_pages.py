"""Page furniture goes, with its line kept; what a page or a line break cut is joined; nothing else is."""

from __future__ import annotations

import pytest

from ingest.layout.pages import clean
from ingest.parse import parse_text


def removed(raw: str) -> list[tuple[str, int]]:
    return [(line.text, line.line) for line in clean(raw).removed]


@pytest.mark.parametrize(
    "furniture",
    [
        "— 12 —",
        "－12－",
        "-12-",
        "· 12 ·",
        "第12页",
        "第 3 页 共 9 页",
        "第3页，共9页",
        "Page 3 of 9",
        "3/9",
        "—12—",
    ],
)
def test_page_numbers_are_taken_out(furniture: str) -> None:
    raw = f"各区要清理河道，打捞漂\n{furniture}\n浮物。（市水务局负责）\n"
    assert clean(raw).text == "各区要清理河道，打捞漂浮物。（市水务局负责）"
    assert removed(raw) == [(furniture, 2)]


def test_bare_numbers_are_page_numbers_where_they_count_up() -> None:
    raw = "清理河道，打捞\n1\n漂浮物，疏浚\n2\n沟渠，修补\n3\n堤坝。\n"
    assert clean(raw).text == "清理河道，打捞漂浮物，疏浚沟渠，修补堤坝。"
    assert removed(raw) == [("1", 2), ("2", 4), ("3", 6)]


def test_other_bare_numbers_stay() -> None:
    raw = "全市水库数目如下：\n12\n全市水井数目如下：\n7\n"
    assert removed(raw) == []
    assert clean(raw).text.split("\n")[1] == "12"


HEAD = "云州市人民政府公报"


def test_running_heads_are_taken_out_beside_page_numbers() -> None:
    raw = "".join(f"清理第{n}段河道，打捞\n— {n} —\n{HEAD}\n漂浮物。\n" for n in (1, 2, 3))
    assert removed(raw) == [
        item for n in (0, 1, 2) for item in ((f"— {n + 1} —", 4 * n + 2), (HEAD, 4 * n + 3))
    ]
    assert clean(raw).text == "\n".join(f"清理第{n}段河道，打捞漂浮物。" for n in (1, 2, 3))


def test_running_heads_are_taken_out_inside_sentences() -> None:
    raw = "".join(f"清理第{n}段河道，打捞\n{HEAD}\n漂浮物。\n" for n in (1, 2, 3))
    assert [text for text, _ in removed(raw)] == [HEAD] * 3


def test_a_line_that_stands_twice_is_no_running_head() -> None:
    raw = "".join(f"清理第{n}段河道，打捞漂浮物。\n— {n} —\n{HEAD}\n" for n in (1, 2))
    assert [text for text, _ in removed(raw)] == ["— 1 —", "— 2 —"]


def test_label_lines_and_items_that_repeat_are_no_running_heads() -> None:
    raw = "".join(f"{n}．清理第{n}段河道。\n责任单位：市水务局\n— {n} —\n一、守护水源\n" for n in range(1, 6))
    assert [text for text, _ in removed(raw)] == [f"— {n} —" for n in range(1, 6)]
    assert [task.clause for task in parse_text(raw).tasks] == ["责任单位：市水务局"] * 5


def test_a_clause_that_a_page_cut_is_joined() -> None:
    raw = "1．清理河道。（市水务局、市林业和草\n— 3 —\n原局负责）\n2．疏浚沟渠。（市水务\n局负责）\n"
    assert [task.clause for task in parse_text(raw).tasks] == [
        "（市水务局、市林业和草原局负责）",
        "（市水务局负责）",
    ]
    assert parse_text(raw).tasks[0].responsibilities[1].surface == "市林业和草原局"


def test_headings_on_lines_of_their_own_are_not_joined() -> None:
    raw = (
        "一、守护水源\n（一）河道整治\n清理河道，打捞漂浮物。（市水务局负责）\n"
        "总体要求\n二、节约用水\n更换水表。（市住建局负责）\n"
    )
    assert clean(raw).text == raw.strip()


WRAPPED = """    一、守护水源
    1．清理全市河道沟渠，打捞漂浮物，清除淤
泥，修补堤坝，栽种护岸林，做到水清岸绿，群
众满意。加强日常巡查，发现问题及时处置，做
到责任到人、任务到段。（市水务局、市林业局
负责）
    2．更换老旧水表，推广节水器具，开展节水
宣传，建设节水型社会。
    对用水大户逐一登记，定期核查用水数量。（市
住建局负责）
"""


@pytest.mark.parametrize("indent", ["    ", "\u3000\u3000", "\t"])
def test_a_text_wrapped_at_a_width_is_joined_by_its_indents(indent: str) -> None:
    assert clean(WRAPPED.replace("    ", indent)).text.split("\n") == [
        "一、守护水源",
        "1．清理全市河道沟渠，打捞漂浮物，清除淤泥，修补堤坝，栽种护岸林，做到水清岸绿，群众满意。加强日常巡查，发现问题及时处置，做到责任到人、任务到段。（市水务局、市林业局负责）",
        "2．更换老旧水表，推广节水器具，开展节水宣传，建设节水型社会。",
        "对用水大户逐一登记，定期核查用水数量。（市住建局负责）",
    ]


def test_a_text_wrapped_without_indents_is_joined_too() -> None:
    parsed = parse_text("\n".join(line.strip() for line in WRAPPED.split("\n")))
    assert [(task.path, task.clause) for task in parsed.tasks] == [
        (("一、守护水源", "1．"), "（市水务局、市林业局负责）"),
        (("一、守护水源", "2．"), "（市住建局负责）"),
    ]
    assert "淤泥" in parsed.tasks[0].text
    assert "问题及时处置，做到责任" in parsed.tasks[0].text


def test_latin_words_that_a_line_break_parts_keep_a_space() -> None:
    assert clean("执行标准，按照ISO\nQuality要求检查。\n").text == "执行标准，按照ISO Quality要求检查。"


def test_paragraphs_that_only_wide_spaces_part_are_parted() -> None:
    raw = "一、守护水源\u3000\u3000清理河道。（市水务局负责）\u3000\u3000疏浚沟渠。（市林业局负责）"
    assert clean(raw).text.split("\n") == [
        "一、守护水源",
        "清理河道。（市水务局负责）",
        "疏浚沟渠。（市林业局负责）",
    ]


def test_marks_that_print_nothing_are_dropped() -> None:
    assert clean("\ufeff清理\u200b河道\x00。\n").text == "清理河道。"


def test_a_clean_text_read_again_gives_the_same_tasks() -> None:
    raw = WRAPPED + "— 4 —\n    3．疏浚沟渠，加固\n— 5 —\n堤坝。（市水务局负责）\n"
    parsed = parse_text(raw)
    assert parse_text(parsed.text).tasks == parsed.tasks
