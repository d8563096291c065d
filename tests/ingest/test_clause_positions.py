"""Where clauses stand: label lines, sentences, several in a paragraph, behind headings; what they close."""

from __future__ import annotations

import pytest

from ingest.parse import parse_text
from tests.ingest.clauses import roles, task


def texts(raw: str) -> list[tuple[str, str]]:
    """The words and the clause of each task."""
    return [(task.text, task.clause) for task in parse_text(raw).tasks]


def paths(raw: str) -> list[tuple[str, ...]]:
    return [task.path for task in parse_text(raw).tasks]


def test_label_lines_that_follow_each_other_are_a_single_clause() -> None:
    clause = "牵头单位：市水务局\n责任单位：市林业局、市气象局\n完成时限：2024年12月20日前"
    result = task("\n" + clause)
    assert result.clause == clause
    assert roles(result) == {"市水务局": "lead/named", "市林业局": "assist/duty", "市气象局": "assist/duty"}
    assert result.deadline == "2024年12月20日前"


def test_a_second_line_with_the_same_label_is_another_clause() -> None:
    raw = "1．清理河道。\n责任单位：市水务局\n疏浚沟渠，修补堤坝。\n责任单位：市林业局\n"
    assert texts(raw) == [
        ("清理河道。", "责任单位：市水务局"),
        ("疏浚沟渠，修补堤坝。", "责任单位：市林业局"),
    ]


def test_a_deadline_line_belongs_to_the_bracket_before_it() -> None:
    result = task("（市水务局负责）\n完成时限：长期坚持")
    assert result.clause == "（市水务局负责）\n完成时限：长期坚持"
    assert result.deadline == "长期坚持"


def test_a_deadline_without_agencies_is_no_clause() -> None:
    parsed = parse_text("1．清理河道。\n完成时限：2024年12月\n")
    assert parsed.tasks == ()
    assert [diagnostic.code for diagnostic in parsed.diagnostics] == ["no_clause"]


def test_a_label_may_stand_behind_the_sentence() -> None:
    assert texts("1．清理河道。责任单位：市水务局、市林业局\n") == [
        ("清理河道。", "责任单位：市水务局、市林业局")
    ]


def test_a_label_inside_a_sentence_is_no_clause() -> None:
    assert texts("1．公开责任单位：让群众知晓。（市水务局负责）\n") == [
        ("公开责任单位：让群众知晓。", "（市水务局负责）")
    ]


@pytest.mark.parametrize(
    "clause",
    ["由市水务局牵头，市林业局、市气象局配合。", "市水务局、市林业局按职责分工负责。", "市水务局牵头负责。"],
)
def test_a_sentence_of_agencies_and_their_part_is_a_clause(clause: str) -> None:
    assert texts(f"1．清理河道。{clause}\n") == [("清理河道。", clause)]


ENDINGS = (
    "负责 落实 组织实施 承办 推进 抓好 落地 开展 完成 办理 落实到位 按职责分工 按职责 按职责权限 按业务范围 "
    "配合 协助 参与 参加 协办 支持 指导 督查 督办 督导 督促检查 监督 主办 抓总 为主 "
    "牵头组织协调 牵头统筹 牵头制定"
)


@pytest.mark.parametrize("words", ENDINGS.split())
def test_a_sentence_may_end_in_any_word_that_gives_a_part(words: str) -> None:
    clause = f"市水务局牵头，市林业局{words}。"
    assert texts(f"1．清理河道。{clause}\n") == [("清理河道。", clause)]


@pytest.mark.parametrize(
    "sentence",
    [
        "市水务局负责清理河道的具体事宜并报告结果。",
        "市水务局要加强协作配合。",
        "坚持谁主管谁负责。",
        "各级河长要切实履行职责，狠抓工作落实。",
    ],
)
def test_a_sentence_that_says_more_is_no_clause(sentence: str) -> None:
    assert texts(f"1．清理河道。{sentence}（市林业局负责）\n") == [
        (f"清理河道。{sentence}", "（市林业局负责）")
    ]


def test_each_clause_of_a_paragraph_closes_its_own_sentences() -> None:
    raw = "1．清理河道。（市水务局负责）疏浚沟渠；修补堤坝。（市林业局负责）。清点泵站（市气象局负责）；\n"
    assert texts(raw) == [
        ("清理河道。", "（市水务局负责）"),
        ("疏浚沟渠；修补堤坝。", "（市林业局负责）。"),
        ("清点泵站", "（市气象局负责）；"),
    ]
    assert paths(raw) == [("1．",)] * 3


def test_a_single_clause_may_close_a_whole_section() -> None:
    raw = (
        "（一）守护水源\n1．清理河道。\n2．疏浚沟渠。\n（市水务局、市林业局负责）\n"
        "（二）植树造林\n1．栽护岸林。（市林业局负责）\n"
    )
    parsed = parse_text(raw)
    assert [(task.path, task.text) for task in parsed.tasks] == [
        (("（一）守护水源",), "1．清理河道。\n2．疏浚沟渠。"),
        (("（二）植树造林", "1．"), "栽护岸林。"),
    ]


def test_a_clause_on_the_line_below_its_only_item_stays_with_the_item() -> None:
    raw = "（一）守护水源\n1．清理河道。\n（市水务局负责）\n2．疏浚沟渠。\n（市林业局负责）\n"
    assert paths(raw) == [("（一）守护水源", "1．"), ("（一）守护水源", "2．")]


def test_a_document_without_numbers_has_tasks_by_paragraph() -> None:
    raw = "清理河道。（市水务局负责）\n疏浚沟渠，修补堤坝。（市林业局负责）\n"
    assert [(t.path, t.number, t.text) for t in parse_text(raw).tasks] == [
        ((), None, "清理河道。"),
        ((), None, "疏浚沟渠，修补堤坝。"),
    ]


def test_a_clause_with_nothing_before_it_is_reported_and_preserved_in_the_outline() -> None:
    parsed = parse_text("1．清理河道。（市水务局负责）（市林业局配合）\n")
    assert [task.clause for task in parsed.tasks] == ["（市水务局负责）"]
    (diagnostic,) = parsed.diagnostics
    assert diagnostic.code == "clause_without_task"
    assert "（市林业局配合）" in [entry.text for entry in parsed.outline]
