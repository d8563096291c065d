"""Campaigns that share a code name are told apart by what the task speaks of, by data."""

from __future__ import annotations

import pytest

from ingest.assemble.records import assemble
from ingest.parse import parse_text


def campaigns(words: str) -> list[str]:
    graph = assemble(parse_text(f"云州市2024年工作要点\n1．{words}（市公安局负责）\n"))
    return [campaign.name for campaign in graph.campaigns if campaign.kind == "code"]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("开展“清风”行动，维护出口商品海外形象。", "清风（出口商品）"),
        ("开展“清风”行动，打击非法猎捕野生动物。", "清风（野生动物）"),
        ("开展“清风”行动，倡导文明新风。", "清风"),
        ("实施“蓝天”工程，控制扬尘和燃煤。", "蓝天（大气污染防治）"),
        ("开展“蓝天”专项行动，整治专利代理行业。", "蓝天（知识产权代理）"),
        ("开展“绿盾”行动，检查自然保护区违建。", "绿盾（自然保护地）"),
        ("推进“绿盾”工程，保障寄递渠道安全。", "绿盾（寄递渠道安全）"),
        ("开展“天网”行动，加强追逃追赃。", "天网（追逃追赃）"),
        ("实施“天网”工程，新增视频监控探头。", "天网（视频监控）"),
        ("开展“春风行动”，办好招聘会。", "春风"),
    ],
)
def test_the_words_of_the_task_tell_which_is_meant(words: str, name: str) -> None:
    assert campaigns(words) == [name]


@pytest.mark.parametrize(
    "words", ["开展“剑网 2024”专项行动。", "开展第12次“剑网行动”。", "组织“剑网2016”行动。", "开展剑网行动。"]
)
def test_the_editions_and_spellings_of_a_code_name_are_a_single_campaign(words: str) -> None:
    assert campaigns(words) == ["剑网"]
