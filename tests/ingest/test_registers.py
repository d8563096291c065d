"""The data files load whole, give their sources, and settle spellings, kinds, systems and regions."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import get_args

import pytest

from core.tables import rows
from graph.records import AgencyKind
from ingest.registers import regions
from ingest.registers.agencies import identify
from tests.ingest.agency_mentions import called

ROOT = Path(__file__).parents[2]
DATA = sorted(path for package in ("api", "ingest", "tools") for path in (ROOT / package).rglob("*.csv"))
AGENCIES, PATTERNS = rows("ingest.registers", "agencies.csv"), rows("ingest.registers", "agency_patterns.csv")


@pytest.mark.parametrize("file", DATA, ids=lambda file: file.name)
def test_every_row_of_a_data_file_has_as_many_cells_as_its_header(file: Path) -> None:
    with file.open(encoding="utf-8", newline="") as lines:
        header, *others = csv.reader(lines, strict=True)
    assert others
    assert [row for row in others if len(row) != len(header)] == []


@pytest.mark.parametrize("file", ["agencies.csv", "agency_patterns.csv", "campaigns.csv", "regions.csv"])
def test_every_row_gives_its_source(file: str) -> None:
    assert rows("ingest.registers", file)
    assert [row for row in rows("ingest.registers", file) if not row["source"] or None in row] == []


def test_every_ending_gives_its_source_and_ends_its_example() -> None:
    endings = rows("ingest.lexicon", "agency_endings.csv")
    assert len({row["ending"] for row in endings}) == len(endings)
    for row in endings:
        assert row["source"]
        assert row["name"] or row["certain"]
        assert row["example"].endswith(row["ending"]) or not row["example"]


def test_no_row_of_a_register_stands_twice() -> None:
    for file, key in (
        ("agency_patterns.csv", "pattern"),
        ("campaigns.csv", "name"),
        ("not_campaigns.csv", "name"),
    ):
        names = [row[key] for row in rows("ingest.registers", file)]
        assert len(names) == len(set(names)), file


@pytest.mark.parametrize("row", AGENCIES, ids=lambda row: row["core"] + row["endings"])
def test_each_row_names_an_agency_with_its_kind_and_line_of_work(row: dict[str, str]) -> None:
    result = called("市" + row["core"] + row["endings"].split("|")[0].split("=")[0])
    assert (result.kind, result.system or "") == (row["kind"], row["system"])
    assert called(result.name) == result  # a settled name settles to itself


@pytest.mark.parametrize("row", [row for row in AGENCIES if row["central"]], ids=lambda row: row["core"])
def test_the_agencies_of_the_centre_settle_to_the_first_of_their_row(row: dict[str, str]) -> None:
    names = row["central"].split("|")
    result = {called(name, national=True) for name in names}
    assert len(result) == 1
    identity = result.pop()
    assert (identity.name, identity.level, identity.region) == (names[0], "国", regions.NATION)


@pytest.mark.parametrize("row", PATTERNS, ids=lambda row: row["pattern"])
def test_each_pattern_of_a_kind_reads_its_example(row: dict[str, str]) -> None:
    assert row["kind"] in get_args(AgencyKind)
    assert re.search(row["pattern"], row["example"])
    result = called(row["example"])
    assert (result.kind, result.system or "") == (row["kind"], row["system"])


@pytest.mark.parametrize(
    ("name", "canonical", "kind", "level"),
    [
        ("市发改委", "市发展改革委", "government", "市"),
        ("市发展和改革委员会", "市发展改革委", "government", "市"),
        ("省人民检察院", "省检察院", "procuratorate", "省"),
        ("区城市管理局", "区城管局", "government", "县"),
        ("市委宣传部", "市委宣传部", "party", "市"),
        ("团市委", "团市委", "group", "市"),
        ("市中级人民法院", "市法院", "court", "市"),
        ("镇人民政府", "镇政府", "government", "乡"),
        ("三天打鱼", "三天打鱼", "other", None),
        ("市场监管局", "市场监管局", "government", None),
    ],
)
def test_names_mean_agencies(name: str, canonical: str, kind: str, level: str | None) -> None:
    result = called(name)
    assert (result.name, result.kind, result.level, result.region) == (canonical, kind, level, None)


@pytest.mark.parametrize(
    ("name", "region", "level", "kind"),
    [
        ("信阳海关", "信阳市", "市", "vertical"),
        ("人民银行郑州中心支行", "郑州市", "市", "vertical"),
        ("河北银保监局", "河北省", "省", "vertical"),
        ("国家税务总局河北省税务局", "河北省", "省", "vertical"),
        ("信阳市水利局", "信阳市", "市", "government"),
        ("云州市临溪区税务局", "临溪区", "县", "vertical"),
    ],
)
def test_a_name_may_carry_its_own_region(name: str, region: str, level: str, kind: str) -> None:
    result = called(name)
    assert (result.region, result.level, result.kind) == (region, level, kind)


def test_a_collective_keeps_its_name_and_belongs_to_no_system() -> None:
    result = identify("市直有关部门", collective=True, national=False)
    assert (result.name, result.kind, result.system, result.level) == (
        "市直有关部门",
        "collective",
        None,
        "市",
    )


def test_a_central_name_without_level_is_the_centres_in_national_documents_only() -> None:
    assert called("公安部", national=True).level == "国"
    assert called("邮政局", national=True).level == "国"
    assert called("邮政局").level is None


def test_regions_are_recognised_by_full_name_and_by_stem() -> None:
    assert regions.region_at("信阳市水利局") == "信阳市"
    assert regions.region_at("某市水利局") is None
    assert regions.stem_at("河北银保监局") == "河北"
    assert regions.stems()["信阳"].name == "信阳市"


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("全国", "国"),
        ("信阳市", "市"),
        ("济源市", "县"),
        ("云州市", "市"),
        ("临溪区", "县"),
        ("青川省", "省"),
        ("柳河镇", "乡"),
        ("某地", None),
    ],
)
def test_levels_follow_the_register_else_the_ending(name: str, level: str | None) -> None:
    assert regions.level_of(name) == level
