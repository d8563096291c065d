"""What agencies are called: printed levels are inherited, names that carry their own keep it."""

from __future__ import annotations

import pytest

from tests.ingest.clauses import collectives, names, surfaces, task


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        ("市水务局、林业局、气象局", ["市水务局", "市林业局", "市气象局"]),
        ("省水利厅、财政厅", ["省水利厅", "省财政厅"]),
        ("自治区水利厅、财政厅", ["自治区水利厅", "自治区财政厅"]),
        ("区城管局、住建局", ["区城管局", "区住建局"]),
        ("省水利厅、市水务局、林业局", ["省水利厅", "市水务局", "市林业局"]),
        ("水务局、林业局", ["水务局", "林业局"]),
        ("商务部、公安部", ["商务部", "公安部"]),
    ],
)
def test_a_printed_level_is_inherited_by_the_agencies_behind_it(listed: str, expected: list[str]) -> None:
    assert names(f"（{listed}负责）") == expected


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        ("市水务局、宣传部、政法委", ["市水务局", "市委宣传部", "市委政法委"]),
        ("市水务局、组织部、统战部", ["市水务局", "市委组织部", "市委统战部"]),
        ("市委宣传部、市委网信办", ["市委宣传部", "市委网信办"]),
        ("市水务局、网信办、新闻办", ["市水务局", "市网信办", "市新闻办"]),
        ("市网信办、市综治办", ["市网信办", "市综治办"]),
    ],
)
def test_party_agencies_take_the_name_of_the_committee(listed: str, expected: list[str]) -> None:
    assert names(f"（{listed}负责）") == expected


@pytest.mark.parametrize(
    "own",
    [
        "信阳海关",
        "石家庄海关",
        "河北银保监局",
        "人民银行郑州中心支行",
        "国家税务总局河北省税务局",
        "省公安厅",
        "县公安局",
        "国家统计局河北调查总队",
        "国网云州供电公司",
        "团省委",
        "团市委",
        "云州军分区",
        "云州大学",
        "中国电信云州分公司",
        "雄安新区管委会",
        "全国老龄办",
    ],
)
def test_a_name_with_its_own_region_or_level_keeps_what_is_printed(own: str) -> None:
    assert names(f"（市水务局、{own}、市林业局负责）") == ["市水务局", own, "市林业局"]


def test_the_level_goes_on_behind_an_agency_of_its_own_region() -> None:
    assert names("（市水务局、信阳海关、气象局负责）") == ["市水务局", "信阳海关", "市气象局"]


def test_a_new_area_is_an_owner_for_the_agencies_behind_it() -> None:
    assert names("（雄安新区公共服务局、规划建设局负责）") == ["雄安新区公共服务局", "雄安新区规划建设局"]


def test_agencies_of_each_region_are_collectives_and_pass_the_region_on() -> None:
    clause = "（各市水务局、林业局负责）"
    assert names(clause) == ["各市水务局", "各市林业局"]
    assert collectives(clause) == ["各市水务局", "各市林业局"]


def test_offices_of_the_issuer_itself_inherit_nothing() -> None:
    assert names("（省水利厅、厅人事处负责）") == ["省水利厅", "厅人事处"]


def test_spellings_are_not_merged() -> None:
    listed = ["市食品药品监督管理局", "市食品药品监管局", "市食药监局"]
    assert names(f"（{'、'.join(listed)}负责）") == listed


def test_a_note_for_later_clauses_is_no_part_of_the_name() -> None:
    clause = "（各市政府（含省直管县，下同）、省水利厅负责）"
    assert names(clause) == ["各市政府", "省水利厅"]
    assert surfaces(clause) == ["各市政府（含省直管县，下同）", "省水利厅"]


def test_any_other_bracket_stays_in_the_name() -> None:
    assert names("（市新闻出版局（市版权局）、林业局负责）") == ["市新闻出版局（市版权局）", "市林业局"]


def test_regions_that_share_a_head_are_governments_each() -> None:
    result = task("（信阳、郑州、开封市政府负责）")
    assert [mention.surface for mention in result.responsibilities] == ["信阳", "郑州", "开封市政府"]
    assert [mention.name for mention in result.responsibilities] == ["信阳市政府", "郑州市政府", "开封市政府"]
    assert {mention.role for mention in result.responsibilities} == {"joint"}
