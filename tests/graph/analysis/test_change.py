"""Two sides compared, by hand on both engines: tasks, bodies through the lineage, and what is comparable."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis import Comparison, Scope, compare_documents, compare_regions, compare_years, records
from graph.analysis.comparable import kind_of
from graph.analysis.matching import Likeness, Match, pair_up, shared_words, shingles
from graph.analysis.succession import Candidate, Successors, function_words
from graph.records import Succession, System, node_id
from graph.store import GraphStore
from tests.graph.plans import CITY, CULTURE, MARKET, OTHER_CITY, POLICE, Body, Line, plan

TRADE = Body("市工商局", system="工商")
FOOD_OFFICE = Body("市食药监局", system="食品药品监管")
PRESS = Body("市文广新局", system="文化广电新闻出版")
PARTY_PRESS = Body("市委宣传部", kind="party", system="宣传")
SALT = Body("市盐业局", system="盐业")
HEALTH = Body("市卫生健康委", system="卫生健康")
NAMELESS = Body("龙头企业", kind="enterprise")

BEFORE = plan(
    "云州市2016年打击侵权假冒工作要点",
    [
        Line("查处流通领域无照经营行为。", ((TRADE, "lead"), (POLICE, "assist"))),
        Line("整治餐饮环节食品安全隐患。", ((FOOD_OFFICE, "lead"),)),
        Line("巡查印刷复制单位。", ((PRESS, "lead"),)),
        Line("推进软件版权正版化。", ((PRESS, "lead"),)),
        Line("查缉私盐。", ((SALT, "lead"), (NAMELESS, "assist"))),
    ],
    year=2016,
)
AFTER = plan(
    "云州市2024年打击侵权假冒工作要点",
    [
        Line("查处流通领域无照经营行为。", ((MARKET, "lead"), (POLICE, "assist"))),
        Line("整治学校食堂和餐饮环节食品安全隐患。", ((MARKET, "lead"), (HEALTH, "assist"))),
        Line("巡查印刷复制单位。", ((CULTURE, "lead"),)),
        Line("推进软件版权正版化。", ((PARTY_PRESS, "lead"),)),
        Line("规范直播带货。", ((MARKET, "lead"),)),
    ],
    year=2024,
)


def step(before: str, after: str, function: str, kind: str) -> Succession:
    return Succession(
        predecessor=System(id=node_id("s", before), name=before),
        successor=System(id=node_id("s", after), name=after),
        function=function,
        kind=kind,  # type: ignore[arg-type]
        year=2018,
        levels=("市",),
        region=None,
        source="某方案",
    )


LINEAGE = [
    step("工商", "市场监管", "工商行政管理", "merged"),
    step("食品药品监管", "市场监管", "食品安全监督管理", "merged"),
    step("文化广电新闻出版", "文化旅游", "文化、广播电视管理", "merged"),
    step("文化广电新闻出版", "宣传", "版权、新闻出版管理", "moved"),
]


@pytest.fixture
def reform(store: GraphStore) -> GraphStore:
    store.load_lineage(LINEAGE)
    store.load_many([BEFORE, AFTER])
    return store


def agencies(comparison: Comparison) -> dict[object, dict[str, object]]:
    return {row["name"]: row for row in records(comparison.units)}


def test_tasks_are_matched_by_their_words(reform: GraphStore) -> None:
    matches = compare_documents(reform, BEFORE.document.id, AFTER.document.id)
    assert matches.counts == {"same": 3, "revised": 1, "came": 1, "went": 1}
    rows = {row["left_text"] or row["right_text"]: row for row in records(matches.tasks)}
    assert rows["规范直播带货。"]["status"] == "came"
    assert rows["查缉私盐。"]["status"] == "went"
    revised = rows["整治餐饮环节食品安全隐患。"]
    assert (revised["right_n"], revised["left_leads"], revised["right_leads"]) == (
        2,
        ["市食药监局"],
        ["市市场监管局"],
    )


def test_who_changed_hands_is_reported_with_and_without_the_lineage(reform: GraphStore) -> None:
    matches = compare_documents(reform, BEFORE.document.id, AFTER.document.id)
    rows = {row["left_text"]: row for row in records(matches.tasks) if row["status"] in ("same", "revised")}
    hands = {words: (row["leads_changed_plain"], row["leads_changed"]) for words, row in rows.items()}
    assert hands == {
        "查处流通领域无照经营行为。": ("yes", "no"),
        "整治餐饮环节食品安全隐患。": ("yes", "no"),
        "巡查印刷复制单位。": (
            "yes",
            "maybe",
        ),  # nothing in it says which part of the old bureau's work it is
        "推进软件版权正版化。": ("yes", "no"),  # 版权 went to the Party's press office
    }
    assert rows["查处流通领域无照经营行为。"]["bodies_changed"] == "no"
    assert rows["整治餐饮环节食品安全隐患。"]["bodies_changed"] == "yes"


def test_agencies_stand_beside_their_successors_and_splits_give_bounds(reform: GraphStore) -> None:
    stored = agencies(compare_documents(reform, BEFORE.document.id, AFTER.document.id))
    columns = ("left_plain", "left_low", "left_high", "right", "change_plain", "change_low", "change_high")
    numbers = {name: tuple(row[column] for column in columns) for name, row in stored.items()}
    assert numbers["市场监管"] == (0, 2, 2, 3, 3, 1, 1)
    assert numbers["文化旅游"] == (0, 0, 1, 1, 1, 0, 1)
    assert numbers["宣传"] == (0, 1, 2, 1, 1, -1, 0)
    assert numbers["公安"] == (1, 1, 1, 1, 0, 0, 0)
    assert numbers["工商"] == (1, 0, 0, 0, -1, 0, 0)
    assert stored["市场监管"]["from_units"] == ["工商", "食品药品监管"]


def test_agencies_without_a_counterpart_are_listed(reform: GraphStore) -> None:
    matches = compare_documents(reform, BEFORE.document.id, AFTER.document.id)
    rows = [(row["side"], row["name"]) for row in records(matches.unmatched)]
    assert rows == [("left", "市盐业局"), ("left", "龙头企业"), ("right", "市卫生健康委")]
    assert "没有归入条线" in str(records(matches.unmatched)[1]["reason"])


def test_years_are_compared_like_documents(reform: GraphStore) -> None:
    by_year = compare_years(reform, 2016, 2024, Scope(region=(CITY.id,)))
    assert by_year.comparable
    assert by_year.lineage == (2016, 2024)
    assert by_year.counts["same"] == 3


def test_the_lineage_goes_forward_only(reform: GraphStore) -> None:
    matches = compare_documents(reform, AFTER.document.id, BEFORE.document.id)
    assert matches.lineage is None
    assert agencies(matches)["市场监管"]["left_high"] == 3


def test_what_is_not_comparable_says_why(reform: GraphStore) -> None:
    elsewhere = plan(
        "安河市2024年食品安全分工方案",
        [Line("抽检粮油。", ((MARKET, "lead"),))],
        region=OTHER_CITY,
        year=2024,
    )
    reform.replace_document(elsewhere)
    matches = compare_documents(reform, AFTER.document.id, elsewhere.document.id)
    assert {reason.what for reason in matches.reasons} == {"region", "kind", "subject"}
    assert not matches.comparable
    locations = compare_regions(reform, CITY.id, OTHER_CITY.id, Scope(year=(2024,)))
    assert "region" not in {reason.what for reason in locations.reasons}
    assert not compare_years(reform, 1999, 2024).comparable
    assert compare_years(reform, 1999, 2024).reasons[0].what == "empty"


def test_a_task_printed_twice_is_compared_once(store: GraphStore) -> None:
    twice = plan(
        "两遍", [Line("抽检粮油。", ((MARKET, "lead"),)), Line("抽检粮油。", ((MARKET, "lead"),))], year=2023
    )
    once = plan("一遍", [Line("抽检粮油。", ((MARKET, "lead"),))], year=2024)
    store.load_many([twice, once])
    matches = compare_documents(store, twice.document.id, once.document.id)
    assert matches.counts == {"same": 1, "revised": 0, "came": 0, "went": 0}
    assert agencies(matches)["市场监管"]["left_plain"] == 1


def test_the_samples_before_and_after_the_reform(samples: GraphStore) -> None:
    city = Scope.of(samples, region="澜宁市")
    matches = compare_years(samples, 2016, 2024, city)
    market = agencies(matches)["市场监管"]
    assert market["right"] == 19
    assert int(str(market["left_low"])) <= 22 == market["left_high"]
    assert "工商" in market["from_units"]  # type: ignore[operator]
    assert [reason.what for reason in matches.reasons] == ["kind"]


def test_bounds_hold_for_every_body_of_the_samples(samples: GraphStore) -> None:
    for row in records(compare_years(samples, 2016, 2024, Scope.of(samples, region="澜宁市")).units):
        assert 0 <= row["left_low"] <= row["left_high"]  # type: ignore[operator]
        assert row["change_low"] <= row["change_high"]  # type: ignore[operator]


def test_words_of_a_function() -> None:
    assert function_words("版权、新闻出版、电影管理") == ("版权", "新闻出版", "电影")
    assert function_words("药品、化妆品经营和医疗器械经营的监督检查与处罚") == ("药品", "化妆品", "医疗器械")


def test_a_renamed_body_keeps_what_no_moved_function_names() -> None:
    farms = Successors(
        "农业",
        (
            Candidate("农业农村", "农业农村", ("农业",), "renamed"),
            Candidate("林草", "林草", ("草原",), "moved"),
        ),
    )
    assert farms.of("查处假种子。") == {"农业农村"}
    assert farms.of("保护草原。") == {"林草"}
    assert Successors("公安", (Candidate("消防救援", "消防救援", ("消防",), "moved"),)).of("打击盗版。") == {
        "公安"
    }
    assert Successors("审计", ()).of("审计。") == {"审计"}


def test_kinds_of_documents() -> None:
    assert kind_of("2016年澜宁市打击侵权假冒工作任务及分工方案") == "分工方案"
    assert kind_of("关于某事的通知") is None


TEXTS = st.lists(
    st.text("查处整治网络市场食品安全版权盗版经营行为0123，。", min_size=0, max_size=30), max_size=8
)


@given(TEXTS, TEXTS)
def test_likeness_is_symmetric_and_between_nothing_and_all(left: list[str], right: list[str]) -> None:
    there, back = Likeness(left, right), Likeness(right, left)
    for i in range(len(left)):
        for j in range(len(right)):
            assert 0 <= there.score(i, j) <= 1
            assert there.score(i, j) == pytest.approx(back.score(j, i))
            if left[i] == right[j] and shingles(left[i]):
                assert there.score(i, j) == pytest.approx(1)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.floats(0, 1)), max_size=30))
def test_pairs_are_one_to_one(comparison: list[tuple[int, int, float]]) -> None:
    stored = pair_up([Match(*each) for each in comparison], 0.5)
    assert len({match.left for match in stored}) == len({match.right for match in stored}) == len(stored)
    assert all(match.score >= 0.5 for match in stored)


def test_shared_words_are_the_longest_runs() -> None:
    assert shared_words(
        "开展“剑网2024”专项行动，查处网络盗版。", "配合“剑网2024”专项行动，检查网络盗版链接。"
    ) == [
        "专项行动",
        "网络盗版",
    ]


def test_a_comparison_within_one_side_is_the_same(reform: GraphStore) -> None:
    matches = compare_documents(reform, BEFORE.document.id, BEFORE.document.id)
    assert matches.counts == {"same": 5, "revised": 0, "came": 0, "went": 0}
    assert len(matches.unmatched) == 0
