"""Code-named campaigns with their editions, descriptive ones, and quoted words that are neither."""

from __future__ import annotations

import pytest

from core.tables import rows
from ingest.document import ParsedTask
from ingest.parse import parse_text
from ingest.registers import campaigns


def closed(words: str) -> ParsedTask:
    (only,) = parse_text(f"1．{words}（市水务局负责）\n").tasks
    return only


def named(words: str) -> list[tuple[str, str | None]]:
    return [(campaign.name, campaign.edition) for campaign in closed(words).campaigns]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("开展“清渠 2024”专项行动。", [("清渠", "2024")]),
        ("开展“清渠2024”行动。", [("清渠", "2024")]),
        ("开展“2024清渠”专项行动。", [("清渠", "2024")]),
        ("开展2024年“清渠”专项行动。", [("清渠", "2024")]),
        ("开展“清渠行动”，查处案件。", [("清渠", None)]),
        ("组织“清渠”集中整治行动。", [("清渠", None)]),
        ("推进“清渠”工程。", [("清渠", None)]),
        ("实施“清渠”治理。", [("清渠", None)]),
        ("开展第3次打击偷水“清渠行动”。", [("清渠", "第3次")]),
        ("开展“清渠”“护堤”“净源”等专项行动。", [("清渠", None), ("护堤", None), ("净源", None)]),
        ("开展“清渠”、“护堤”专项行动。", [("清渠", None), ("护堤", None)]),
        ("开展“清渠”专项行动，再次开展“清渠”专项行动。", [("清渠", None)]),
        ("组织红盾护渠专项行动。", [("红盾护渠", None)]),
    ],
)
def test_code_names_are_read_with_their_editions(words: str, expected: list[tuple[str, str | None]]) -> None:
    assert named(words) == expected


@pytest.mark.parametrize(
    "row",
    [row for row in rows("ingest.registers", "campaigns.csv") if row["kind"] == "code"],
    ids=lambda r: r["name"],
)
def test_each_known_code_name_is_read_in_quotes_and_without(row: dict[str, str]) -> None:
    name = row["name"].split("（")[0]
    assert named(f"开展“{name}”专项行动。") == [(name, None)]
    assert named(f"继续开展{name}专项行动。") == [(name, None)]


@pytest.mark.parametrize("word", [row["name"] for row in rows("ingest.registers", "not_campaigns.csv")])
def test_each_listed_word_is_no_campaign(word: str) -> None:
    assert named(f"推进“{word}”工程，加强“{word}”治理。") == []


@pytest.mark.parametrize(
    "words",
    [
        "落实“双随机、一公开”监管。",
        "坚持“谁用水谁付费”。",
        "编制“十四五”规划。",
        "办好“3·15”消费者权益日活动。",
        "取缔“黑水站”，办成“铁案”。",
        "登录“云州水务”网站查询。",
        "为用水大户建立“黑名单”。",
    ],
)
def test_mechanisms_slogans_plans_and_common_words_are_none(words: str) -> None:
    assert named(words) == []


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("开展农村饮水安全专项整治行动。", "农村饮水安全专项整治行动"),
        ("组织城区节水执法年活动。", "城区节水执法年活动"),
        ("深入开展非法采砂集中整治。", "非法采砂集中整治"),
    ],
)
def test_a_campaign_with_only_a_title_is_descriptive(words: str, title: str) -> None:
    result = closed(words)
    assert [item.title for item in result.descriptive_campaigns] == [title]
    assert result.campaigns == ()


def test_a_heading_that_is_only_a_title_is_descriptive() -> None:
    parsed = parse_text("（二）村民节水素质提升行动。\n编印读本，送课下乡。（市水务局负责）\n")
    assert [item.title for item in parsed.tasks[0].descriptive_campaigns] == ["村民节水素质提升行动"]


@pytest.mark.parametrize(
    "words",
    [
        "打击违法行动。",
        "采取联合行动。",
        "推进水库建设工程。",
        "突出重点领域专项治理。",
        "组织培训、宣传、工程。",
    ],
)
def test_plain_actions_are_no_descriptive_campaigns(words: str) -> None:
    assert closed(words).descriptive_campaigns == ()


def test_how_often_a_campaign_runs_is_no_part_of_its_title() -> None:
    (item,) = closed("组织一次跨区域联合执法行动。").descriptive_campaigns
    assert item.title == "跨区域联合执法行动"


def test_a_campaign_in_a_heading_goes_to_every_task_below() -> None:
    raw = (
        "一、开展“清渠 2024”专项行动\n1．清理河道。（市水务局负责）\n2．开展“护堤”行动。（市林业局负责）\n"
        "二、节约用水\n1．更换水表。（市住建局负责）\n"
    )
    parsed = parse_text(raw)
    assert [[c.name for c in task.campaigns] for task in parsed.tasks] == [["清渠"], ["清渠", "护堤"], []]
    heading = parsed.tasks[0].campaigns[0]
    assert parsed.text[heading.start : heading.end] == heading.surface
    assert heading.end < parsed.tasks[0].start


def test_evidence_holds_name_and_edition() -> None:
    (mention,) = closed("开展2024年“清渠”专项行动。").campaigns
    assert mention.surface == "2024年“清渠”专项行动"


def test_registers_of_campaigns_give_a_source_or_a_reason() -> None:
    assert all(
        row["source"] and row["kind"] in ("code", "word") for row in rows("ingest.registers", "campaigns.csv")
    )
    assert all(row["reason"] for row in rows("ingest.registers", "not_campaigns.csv"))
    assert not set(campaigns.known()) & campaigns.excluded()
