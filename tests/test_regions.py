"""The list of places: whole, free of contradictions, and true of names that came and went."""

from __future__ import annotations

import csv
from collections import Counter
from importlib.resources import files

import pytest

Row = dict[str, str]


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    text = (files("ingest.registers") / "data" / "regions.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def in_force(rows: list[Row], year: int) -> set[tuple[str, str]]:
    """Pairs of code and name that a plan of that year may print."""
    return {
        (row["code"], row["name"])
        for row in rows
        if int(row["from"] or 0) <= year <= int(row["until"] or 9999)
    }


def test_today_there_are_34_provinces_and_every_city_and_county(rows: list[Row]) -> None:
    levels = Counter(row["level"] for row in rows if not row["until"] and row["source"] != "own")
    assert levels == {"省": 34, "市": 333, "县": 2846}


def test_a_code_has_a_single_name_at_a_time_and_a_pair_a_single_row(rows: list[Row]) -> None:
    assert max(Counter((row["code"], row["name"]) for row in rows).values()) == 1
    assert max(Counter(row["code"] for row in rows if not row["until"]).values()) == 1
    assert [row for row in rows if row["from"] and row["until"] and row["from"] > row["until"]] == []


def test_every_region_but_the_nation_lies_in_a_region_of_the_level_above(rows: list[Row]) -> None:
    level = {row["code"]: row["level"] for row in rows}
    above = {"国": {""}, "省": {"国"}, "市": {"省"}, "县": {"市", "省"}}
    assert [row for row in rows if level.get(row["parent"], "") not in above[row["level"]]] == []


@pytest.mark.parametrize(
    ("code", "name", "known", "unknown"),
    [
        ("371200", "莱芜市", 2016, 2020),
        ("330103", "下城区", 2020, 2022),
        ("210112", "浑南区", 2016, 2012),
        ("659012", "白杨市", 2023, 2022),
        ("653228", "和康县", 2024, 2023),
        ("460300", "三沙市", 2012, 2011),
        ("133100", "雄安新区", 2017, 2016),
    ],
)
def test_names_hold_in_their_years(rows: list[Row], code: str, name: str, known: int, unknown: int) -> None:
    assert (code, name) in in_force(rows, known)
    assert (code, name) not in in_force(rows, unknown)


def test_counties_without_a_city_lie_in_the_province(rows: list[Row]) -> None:
    assert [row["parent"] for row in rows if row["name"] == "济源市"] == ["410000"]
    assert [row["parent"] for row in rows if row["name"] == "朝阳区" and row["code"] == "110105"] == [
        "110000"
    ]
