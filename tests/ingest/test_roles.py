"""Who leads, shares, assists, supervises or assesses, and by which words."""

from __future__ import annotations

import pytest

from ingest.parse import parse_text
from tests.ingest.clauses import roles, task

LEAD, SOLE, FIRST, JOINT = "lead/named", "lead/sole", "lead/first", "joint"
NAMED, DUTY, RULE = "assist/named", "assist/duty", "assist/rule"


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("（市水务局负责）", {"市水务局": SOLE}),
        ("（各乡镇政府负责）", {"各乡镇政府": SOLE}),
        ("（市水务局牵头）", {"市水务局": LEAD}),
        ("（市水务局牵头负责）", {"市水务局": LEAD}),
        ("（市水务局牵头统筹，市林业局配合）", {"市水务局": LEAD, "市林业局": NAMED}),
        ("（市水务局牵头制定，市林业局协助）", {"市水务局": LEAD, "市林业局": NAMED}),
        ("（市水务局、市林业局负责）", {"市水务局": JOINT, "市林业局": JOINT}),
        ("（市水务局、市林业局分别负责）", {"市水务局": JOINT, "市林业局": JOINT}),
        ("（市水务局、市林业局按各自职责分工负责）", {"市水务局": JOINT, "市林业局": JOINT}),
        ("（市水务局、市林业局按职责分工牵头负责）", {"市水务局": LEAD, "市林业局": LEAD}),
        ("（市水务局牵头，市林业局配合）", {"市水务局": LEAD, "市林业局": NAMED}),
        ("（市水务局牵头、市林业局参与）", {"市水务局": LEAD, "市林业局": NAMED}),
        ("（市水务局牵头市林业局协助）", {"市水务局": LEAD, "市林业局": NAMED}),
        ("（市水务局牵头，市林业局按职责分工负责）", {"市水务局": LEAD, "市林业局": DUTY}),
        ("（市水务局牵头，市林业局、市气象局）", {"市水务局": LEAD, "市林业局": DUTY, "市气象局": DUTY}),
        ("（市水务局牵头，各有关部门分头落实）", {"市水务局": LEAD, "各有关部门": DUTY}),
        ("（市水务局负责，市林业局配合）", {"市水务局": LEAD, "市林业局": NAMED}),
        ("（市水务局按职责分工负责，市林业局参加）", {"市水务局": LEAD, "市林业局": NAMED}),
        ("（市林业局配合，市水务局牵头）", {"市林业局": NAMED, "市水务局": LEAD}),
        ("（市林业局、市气象局配合）", {"市林业局": NAMED, "市气象局": NAMED}),
        ("（市水务局会同市林业局负责）", {"市水务局": LEAD, "市林业局": DUTY}),
        (
            "（市水务局会同市林业局、市气象局负责，市财政局配合）",
            {"市水务局": LEAD, "市林业局": DUTY, "市气象局": DUTY, "市财政局": NAMED},
        ),
        ("（市水务局牵头会同市林业局负责）", {"市水务局": LEAD, "市林业局": DUTY}),
        (
            "（市水务局牵头，市林业局配合，各乡镇政府负责）",
            {"市水务局": LEAD, "市林业局": NAMED, "各乡镇政府": DUTY},
        ),
    ],
)
def test_words_behind_the_agencies_give_them_their_part(clause: str, expected: dict[str, str]) -> None:
    assert roles(task(clause)) == expected


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("（责任单位：市水务局）", {"市水务局": SOLE}),
        ("（责任单位：市水务局、市林业局）", {"市水务局": JOINT, "市林业局": JOINT}),
        ("（牵头单位：市水务局；责任单位：市林业局）", {"市水务局": LEAD, "市林业局": DUTY}),
        ("（牵头单位：市水务局，参加单位：市林业局）", {"市水务局": LEAD, "市林业局": NAMED}),
        ("（牵头单位：市水务局 配合单位：市林业局）", {"市水务局": LEAD, "市林业局": NAMED}),
        ("（责任单位：市水务局；配合单位：市林业局）", {"市水务局": LEAD, "市林业局": NAMED}),
        ("（牵头部门：市水务局、市林业局按职责分工负责）", {"市水务局": LEAD, "市林业局": LEAD}),
        ("（牵头单位：市水务局，市林业局配合）", {"市水务局": LEAD, "市林业局": NAMED}),
    ],
)
def test_labels_before_the_agencies_give_them_their_part(clause: str, expected: dict[str, str]) -> None:
    assert roles(task(clause)) == expected


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("（市水务局负责牵头，市气象局负责配合）", {"市水务局": LEAD, "市气象局": NAMED}),
        ("（市水务局为牵头单位，市气象局为配合单位）", {"市水务局": LEAD, "市气象局": NAMED}),
        ("（市水务局主责，市气象局协同配合）", {"市水务局": LEAD, "市气象局": NAMED}),
        (
            "（市水务局（牵头）、市气象局、市应急局负责）",
            {"市水务局": LEAD, "市气象局": DUTY, "市应急局": DUTY},
        ),
        ("（责任单位：市水务局（主办），各乡镇政府）", {"市水务局": LEAD, "各乡镇政府": DUTY}),
        ("（市级牵头单位：市水务局；县级责任单位：各县政府）", {"市水务局": LEAD, "各县政府": DUTY}),
        ("（牵头领导：钱某，牵头单位：市水务局）", {"市水务局": LEAD}),
        ("［责任部门及责任人：市水务局］", {"市水务局": SOLE}),
        ("（市水务局统筹协调，市气象局落实）", {"市水务局": JOINT, "市气象局": JOINT}),
        ("（市水务局负责，市政府督查室跟踪督办）", {"市水务局": SOLE, "市政府督查室": "supervise"}),
    ],
)
def test_less_usual_words_give_the_same_parts(clause: str, expected: dict[str, str]) -> None:
    assert roles(task(clause)) == expected


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("（市水务局负责，市政府督查室督办）", {"市水务局": SOLE, "市政府督查室": "supervise"}),
        (
            "（市水务局负责，市委督查室、市监委督促落实）",
            {"市水务局": SOLE, "市委督查室": "supervise", "市监委": "supervise"},
        ),
        ("（市水务局牵头，并由市水务局督促落实）", {"市水务局": LEAD}),
        ("（市水务局会同市监委督查落实）", {"市水务局": "supervise", "市监委": "supervise"}),
        (
            "（各乡镇政府负责，市水务局会同市监委督查落实）",
            {"各乡镇政府": SOLE, "市水务局": "supervise", "市监委": "supervise"},
        ),
        ("（市水务局负责；考核单位：市委改革办）", {"市水务局": SOLE, "市委改革办": "assess"}),
        (
            "（市水务局、市林业局负责；牵头考核单位：市委改革办）",
            {"市水务局": JOINT, "市林业局": JOINT, "市委改革办": "assess"},
        ),
    ],
)
def test_supervising_and_assessing_stand_apart_from_the_other_roles(
    clause: str, expected: dict[str, str]
) -> None:
    assert roles(task(clause)) == expected


def test_an_agency_named_twice_keeps_its_first_part() -> None:
    assert roles(task("（市水务局牵头，市林业局、市水务局配合）")) == {"市水务局": LEAD, "市林业局": NAMED}


def test_the_printed_word_stands_beside_the_role() -> None:
    verbs = {r.name: r.verb for r in task("（市水务局牵头负责，市林业局协助，市财政局）").responsibilities}
    assert verbs == {"市水务局": "牵头负责", "市林业局": "协助", "市财政局": None}
    labels = [r.verb for r in task("（牵头单位：市水务局；责任单位：市林业局）").responsibilities]
    assert labels == ["牵头单位", "责任单位"]


RULED = """一、重点任务
1．清理河道。（市水务局、市林业局负责）
2．疏浚沟渠。（市水务局、市林业局、市气象局负责。列第一位的为牵头单位，下同）
3．修补堤坝。（市林业局、市水务局按职责分工负责）
4．清点泵站。（市水务局负责）
5．栽种护岸林。（市财政局牵头，市林业局负责）
"""


def test_a_rule_for_the_whole_document_holds_in_its_clause_and_later() -> None:
    parsed = parse_text(RULED)
    assert parsed.facts.rule == "列第一位的为牵头单位，下同"
    assert [roles(task) for task in parsed.tasks] == [
        {"市水务局": JOINT, "市林业局": JOINT},
        {"市水务局": FIRST, "市林业局": RULE, "市气象局": RULE},
        {"市林业局": FIRST, "市水务局": RULE},
        {"市水务局": SOLE},
        {"市财政局": LEAD, "市林业局": DUTY},
    ]


@pytest.mark.parametrize(
    "rule",
    [
        "排名第一的为牵头单位，下同",
        "位列首位的单位为牵头单位",
        "列首位者为该项工作牵头部门，下同",
        "排在第一位的为主办单位",
    ],
)
def test_the_rule_is_read_in_several_wordings(rule: str) -> None:
    result = task(f"（市水务局、市林业局负责，{rule}）")
    assert roles(result) == {"市水务局": FIRST, "市林业局": RULE}


def test_a_rule_printed_before_the_tasks_holds_for_all() -> None:
    parsed = parse_text(
        "本方案各项任务中，列在第一位的为牵头单位。\n一、重点任务\n1．清理河道。（市水务局、市林业局负责）\n"
    )
    assert parsed.facts.rule is not None
    assert roles(parsed.tasks[0]) == {"市水务局": FIRST, "市林业局": RULE}


def test_default_parties_are_preserved_as_words_and_assigned_to_nobody() -> None:
    words = "以下任务均需各乡镇政府、街道办事处负责落实，不再列出"
    parsed = parse_text(
        f"一、重点任务\n1．清理河道。（市水务局负责。{words}）\n2．修补堤坝。（市林业局负责）\n"
    )
    assert parsed.facts.default_parties == words
    assert [roles(task) for task in parsed.tasks] == [{"市水务局": SOLE}, {"市林业局": SOLE}]
