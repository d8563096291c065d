"""The lineage agrees with the registers of agencies, and tells the reforms as they were."""

from __future__ import annotations

from collections import Counter

import pytest

from core.tables import rows
from ingest.registers.lineage import successions

TABLE = successions()


def came_from(successor: str, year: int, level: str, region: str | None = None) -> set[str]:
    """The lines of work that the successor took over from, whole."""
    return {
        each.predecessor.name
        for each in TABLE
        if (each.successor.name, each.year) == (successor, year)
        and level in each.levels
        and (each.region.name if each.region else None) == region
        and each.kind != "moved"
    }


def test_its_lines_of_work_are_those_of_the_registers() -> None:
    named = {system.name for each in TABLE for system in (each.predecessor, each.successor)}
    assert named <= {
        row["system"]
        for file in ("agencies.csv", "central_agencies.csv", "agency_patterns.csv")
        for row in rows("ingest.registers", file)
    }


def test_every_row_says_what_when_where_and_by_which_public_document() -> None:
    for each in TABLE:
        assert each.function
        assert each.source
        assert 2008 <= each.year <= 2025
        assert set(each.levels) <= {"国", "省", "市", "县"}
        assert each.predecessor != each.successor
    assert max(Counter(tuple(row.values()) for row in rows("ingest.registers", "lineage.csv")).values()) == 1


@pytest.mark.parametrize(
    ("successor", "year", "level", "predecessors"),
    [
        ("市场监管", 2018, "市", {"工商", "质监", "食品药品监管"}),
        ("卫生计生", 2013, "县", {"卫生", "人口计生"}),
        ("文化和旅游", 2018, "省", {"文化", "旅游"}),
        ("税务", 2018, "市", {"国税", "地税"}),
        ("银保监", 2018, "省", {"银监", "保监"}),
        ("金融监管", 2023, "省", {"银保监"}),
        ("农业农村", 2023, "县", {"乡村振兴"}),
        ("数据", 2023, "市", {"大数据"}),
    ],
)
def test_what_a_line_of_work_consisted_of(
    successor: str, year: int, level: str, predecessors: set[str]
) -> None:
    assert came_from(successor, year, level) == predecessors


def test_a_bureau_may_have_split_by_function() -> None:
    press = [each for each in TABLE if each.predecessor.name == "文化广电新闻出版"]
    assert {(each.successor.name, "版权" in each.function) for each in press} == {
        ("宣传", True),
        ("文化和旅游", False),
    }


def test_regions_that_merged_earlier_have_rows_of_their_own() -> None:
    assert came_from("市场监管", 2009, "市", "深圳市") == {"工商", "质监", "知识产权"}
    assert came_from("市场监管", 2014, "县", "浙江省") == {"工商", "质监", "食品药品监管"}
    assert {each.region.code for each in TABLE if each.region} >= {"440300", "330000", "120000", "310115"}


def test_no_reform_sends_a_function_in_a_circle() -> None:
    """新闻出版 merged in 2013 and split off again in 2018; within one reform nothing returns."""
    for year in {each.year for each in TABLE}:
        whole = {
            (o.predecessor.name, o.successor.name) for o in TABLE if o.year == year and o.kind != "moved"
        }
        assert [pair for pair in whole if pair[::-1] in whole] == []
