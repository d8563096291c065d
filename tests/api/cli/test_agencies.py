"""`dutygraph agencies`: every body with its counts, and those that the registers do not know."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.api.cli.conftest import Run

ODD = """云州市2024年灯会工作要点

一、重点任务
（一）布置花灯。（市公安局牵头，市灯彩队伍组、市文广旅局配合）
"""


@pytest.fixture
def lanterns(run: Run, tmp_path: Path) -> str:
    """A graph with a body that no register knows."""
    (tmp_path / "灯会.txt").write_text(ODD, "utf-8")
    assert run("ingest", "灯会.txt", "--store", "g.lbug").code == 0
    return "g.lbug"


def test_agencies_are_listed_with_their_counts_side_by_side(run: Run, graph: Path) -> None:
    ended = run("agencies", "--format", "csv", "--store", str(graph))
    rows = {row["agency"]: row for row in csv.DictReader(io.StringIO(ended.out))}
    market = rows["市市场监管局"]
    assert (market["region"], market["system"], market["kind"]) == ("云州市", "市场监管", "政府部门")
    assert (market["lead_sole"], market["joint"], market["lead_named"]) == ("1", "1", "0")
    assert rows["市委宣传部"]["lead_named"] == "1"


def test_agencies_are_narrowed_by_words_of_any_spelling_and_by_region(run: Run, graph: Path) -> None:
    def names(*narrowed: str) -> list[str]:
        ended = run("agencies", *narrowed, "--format", "json", "--store", str(graph))
        return [row["agency"] for row in json.loads(ended.out)]

    assert names("-q", "文广旅") == ["市文化广电和旅游局"]
    assert "市公安局" in names("--region", "云州市")
    assert names("-q", "公安", "--region", "云州市") == ["市公安局"]


def test_an_unknown_region_is_refused(run: Run, graph: Path) -> None:
    ended = run("agencies", "--region", "无名市", "--store", str(graph))
    assert ended.code == 2
    assert "无名市" in ended.err


def test_unknown_agencies_are_listed_with_where_they_stand(run: Run, lanterns: str) -> None:
    ended = run("agencies", "--unknown", "--format", "json", "--store", lanterns)
    assert json.loads(ended.out) == [
        {
            "agency": "市灯彩队伍组",
            "region": "云州市",
            "title": "云州市2024年灯会工作要点",
            "n": 1,
            "surface": "市灯彩队伍组",
            "source": "灯会.txt",
            "agency_id": json.loads(ended.out)[0]["agency_id"],
        }
    ]


def test_where_all_agencies_are_known_the_list_of_unknown_ones_is_empty(run: Run, graph: Path) -> None:
    assert run("agencies", "--unknown", "--store", str(graph)).out == "（没有内容）\n"
