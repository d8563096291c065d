"""Where a document belongs, and which region's agency each printed name means."""

from __future__ import annotations

import json

import pytest

from graph.records import DocumentGraph, Region
from ingest.assemble.records import assemble
from ingest.parse import parse_text

CLAUSE = "一、守护水源\n1．清理河道。（{}按职责分工负责）\n"


def plan(head: str, agencies: str, signature: str = "", source: str = "") -> DocumentGraph:
    closing = f"{signature}\n2024年3月5日\n" if signature else ""
    return assemble(parse_text(f"{head}\n{CLAUSE.format(agencies)}{closing}", source))


def regions_by_name(graph: DocumentGraph) -> dict[str, Region]:
    """The region of each agency of the document, by the agency's name."""
    regions = {region.id: region for region in graph.regions}
    return {agency.name: regions[agency.region] for agency in graph.agencies}


def home(graph: DocumentGraph) -> Region:
    return next(region for region in graph.regions if region.id == graph.document.region)


def chain(graph: DocumentGraph) -> list[str]:
    """The document's region and those above it."""
    regions = {region.id: region for region in graph.regions}
    result = [home(graph)]
    while above := result[-1].part_of:
        result.append(regions[above])
    return [region.name for region in result]


def codes(graph: DocumentGraph) -> list[str]:
    return [note["code"] for note in json.loads(graph.document.diagnostics)]


def test_the_issuers_wider_region_tells_which_district_is_meant() -> None:
    fuzhou = plan("2024年节水工作要点", "区水利局、市公安局、省水利厅", "福州市鼓楼区人民政府")
    kaifeng = plan("2024年节水工作要点", "区水利局、市公安局、省水利厅", "开封市鼓楼区人民政府")
    assert home(fuzhou).code == "350102"
    assert chain(fuzhou) == ["鼓楼区", "福州市", "福建省", "全国"]
    assert {name: region.name for name, region in regions_by_name(fuzhou).items()} == {
        "区水利局": "鼓楼区",
        "区政府": "鼓楼区",
        "市公安局": "福州市",
        "省水利厅": "福建省",
    }
    assert {a.id for a in fuzhou.agencies}.isdisjoint({a.id for a in kaifeng.agencies})


def test_a_name_of_several_regions_that_nothing_tells_apart_gets_no_code_and_is_noted() -> None:
    graph = plan("鼓楼区2024年节水工作要点", "区水利局、区住建局")
    assert (home(graph).name, home(graph).code) == ("鼓楼区", None)
    assert "ambiguous_region" in codes(graph)


def test_the_provinces_agency_is_the_same_in_the_plans_of_its_cities() -> None:
    agencies = [
        {a.name: a.id for a in plan(f"{city}2024年节水工作要点", "市水利局、省公安厅").agencies}
        for city in ("信阳市", "郑州市")
    ]
    assert agencies[0]["省公安厅"] == agencies[1]["省公安厅"]
    assert agencies[0]["市水利局"] != agencies[1]["市水利局"]


@pytest.mark.parametrize(
    ("issuer", "mention", "region"),
    [
        ("义乌市人民政府", "市公安局", "义乌市"),
        ("济源市人民政府", "市公安局", "济源市"),
        ("北京市朝阳区人民政府", "市公安局", "北京市"),
        ("北京市人民政府", "市公安局", "北京市"),
        ("南宁市人民政府", "自治区公安厅", "广西壮族自治区"),
        ("广西壮族自治区人民政府", "区公安厅", "广西壮族自治区"),
        ("南宁市人民政府", "区公安分局", "南宁市"),
        ("新疆生产建设兵团办公厅", "兵团公安局", "新疆生产建设兵团"),
        ("河北省人民政府", "雄安新区管委会", "雄安新区"),
        ("信阳市人民政府", "信阳海关", "信阳市"),
        ("信阳市人民政府", "石家庄海关", "石家庄市"),
        ("沧州市人民政府", "运河区人民政府", "运河区"),
        ("信阳市人民政府", "国家税务总局信阳市税务局", "信阳市"),
    ],
)
def test_a_printed_level_is_looked_for_from_the_documents_region_upwards(
    issuer: str, mention: str, region: str
) -> None:
    graph = plan("2024年节水工作要点", f"{mention}、有关单位", issuer)
    named = {alias: agency for agency in graph.agencies for alias in agency.aliases}
    result = {region.id: region.name for region in graph.regions}
    assert result[named[mention].region] == region


def test_a_former_name_is_known_in_its_years() -> None:
    old = assemble(parse_text("莱芜市2016年节水工作要点\n" + CLAUSE.format("市水利局、市公安局")))
    assert home(old).code == "371200"
    assert chain(old) == ["莱芜市", "山东省", "全国"]


def test_a_region_that_the_register_lacks_lies_where_the_document_says() -> None:
    city = plan(
        "云州市2024年节水工作要点\n根据《青川省人民政府关于节水的意见》，制定本要点。",
        "市水利局、省水利厅、临溪区人民政府",
    )
    assert chain(city) == ["云州市", "青川省"]
    assert regions_by_name(city)["省水利厅"].name == "青川省"
    district = plan("2024年节水工作要点", "区水利局、市水利局", "云州市临溪区人民政府")
    assert chain(district)[:2] == ["临溪区", "云州市"]
    assert regions_by_name(district)["市水利局"].name == "云州市"
    assert {a.id for a in city.agencies if a.name == "区政府"} == {
        a.id for a in district.agencies if a.name == "区政府"
    }


@pytest.mark.parametrize(
    ("head", "source", "region"),
    [
        ("节水工作要点", "信阳市2024年节水工作要点.docx", "信阳市"),
        ("豫政办〔2024〕7号\n2024年节水工作要点", "", "河南省"),
        ("节水工作要点", "要点.txt", None),
    ],
)
def test_the_number_or_the_file_tells_the_region_where_the_text_does_not(
    head: str, source: str, region: str | None
) -> None:
    text = f"{head}\n{CLAUSE.format('水利局、公安局')}"
    assert parse_text(text, source).facts.region == region


def test_a_document_that_says_nothing_but_names_ministries_speaks_of_the_centre() -> None:
    graph = plan("节水工作要点", "水利部、国资委、医保局")
    assert {region.name for region in regions_by_name(graph).values()} == {"全国"}


def test_two_spellings_of_a_coordinating_agency_are_the_same_and_that_is_noted() -> None:
    graph = plan(
        "2024年护鸟工作要点",
        "市林业局、市候鸟保护整治工作领导小组办公室",
        "云州市人民政府候鸟保护和乱捕滥猎整治领导小组办公室",
    )
    issuer = next(agency for agency in graph.agencies if agency.id in graph.issued_by)
    assert issuer.name == "市候鸟保护整治工作领导小组办公室"
    assert "云州市人民政府候鸟保护和乱捕滥猎整治领导小组办公室" in issuer.aliases
    assert issuer.id in {duty.agency for duty in graph.duties}
    assert "same_body" in codes(graph)
