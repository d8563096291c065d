"""Where one agency of a list ends and the next begins, and which are collectives."""

from __future__ import annotations

import pytest

from ingest.parse import parse_text
from tests.ingest.clauses import collectives, names, surfaces, task


@pytest.mark.parametrize("glue", ["、", "，", "；", " ", "\u3000", "/", "和", "及", "以及", "与", "、\n"])
def test_these_part_two_agencies(glue: str) -> None:
    assert names(f"（市水务局{glue}市林业局负责）") == ["市水务局", "市林业局"]


@pytest.mark.parametrize("glue", ["、", " ", "；", "，", "/"])
def test_these_part_agencies_on_a_label_line(glue: str) -> None:
    assert names(f"\n责任单位：市水务局{glue}市林业局{glue}市气象局") == ["市水务局", "市林业局", "市气象局"]


@pytest.mark.parametrize(
    "lines",
    [
        "责任单位：市水务局\n市林业局\n市气象局",
        "责任单位：\n市水务局\n市林业局\n市气象局",
        "责任单位：\n市水务局、\n市林业局、市气象局",
    ],
)
def test_agencies_may_stand_in_lines_below_their_label(lines: str) -> None:
    assert names(f"\n{lines}") == ["市水务局", "市林业局", "市气象局"]


@pytest.mark.parametrize("listed", ["市水务局", "市水务局、市林业局", "市水务局\n市林业局"])
def test_the_signature_below_the_last_label_is_no_agency_of_it(listed: str) -> None:
    parsed = parse_text(f"1．加强巡查。\n责任单位：{listed}\n云州市人民政府办公室\n2024年3月5日\n")
    (result,) = parsed.tasks
    assert result.clause == f"责任单位：{listed}"
    assert parsed.facts.issuers == ("云州市人民政府办公室",)


def test_a_list_that_the_page_cut_inside_a_name_is_joined() -> None:
    assert names("\n责任单位：市水务局、市林业和草\n原局") == ["市水务局", "市林业和草原局"]


@pytest.mark.parametrize("above", ["市水务局", "市直有关部门", "省直有关部门"])
def test_a_list_of_regions_takes_in_no_agency_of_a_region_above(above: str) -> None:
    assert names(f"（各县（市、区）、{above}负责）") == ["各县（市、区）", above]


@pytest.mark.parametrize(
    "name",
    [
        "省住房和城乡建设厅",
        "市人力资源和社会保障局",
        "市林业和草原局",
        "国家发展和改革委员会",
        "市规划和自然资源局",
        "市委机构编制委员会办公室",
        "市及时雨救助中心",
    ],
)
def test_a_name_may_hold_and(name: str) -> None:
    assert names(f"（{name}、市水务局负责）") == [name, "市水务局"]


def test_and_between_names_that_hold_and() -> None:
    assert names("（市林业和草原局和市规划和自然资源局负责）") == ["市林业和草原局", "市规划和自然资源局"]


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        ("市水务局、市林业局等", ["市水务局", "市林业局"]),
        ("市水务局、市林业局等部门", ["市水务局", "市林业局"]),
        ("市水务局、市林业局等单位", ["市水务局", "市林业局"]),
        ("市水务局、市林业局等2个部门", ["市水务局", "市林业局"]),
        ("市水务局等有关部门", ["市水务局", "有关部门"]),
        ("市水务局等领导小组有关成员单位", ["市水务局", "领导小组有关成员单位"]),
    ],
)
def test_etc_adds_nothing_but_a_collective_behind_it_counts(listed: str, expected: list[str]) -> None:
    assert names(f"（{listed}按职责分工负责）") == expected


@pytest.mark.parametrize("name", ["市高等教育局", "市初等教育学校"])
def test_etc_inside_a_name_is_no_etc(name: str) -> None:
    assert names(f"（{name}、市水务局负责）") == [name, "市水务局"]


@pytest.mark.parametrize(
    "collective",
    [
        "有关部门",
        "相关部门",
        "各有关部门",
        "各成员单位",
        "市领导小组有关成员单位",
        "各执法部门",
        "各市人民政府",
        "各县（市、区）人民政府",
        "各市、县（市、区）人民政府",
        "各县区政府",
        "各乡镇（街道）",
        "市直各部门",
        "行业主管部门",
        "其他有关单位",
    ],
)
def test_a_collective_is_a_single_agency(collective: str) -> None:
    clause = f"（{collective}、市水务局负责）"
    assert names(clause) == [collective, "市水务局"]
    assert collectives(clause) == [collective]


@pytest.mark.parametrize("single", ["雄安新区管委会", "市政府", "云州市人民政府", "市领导小组办公室"])
def test_a_named_agency_is_no_collective(single: str) -> None:
    assert collectives(f"（{single}负责）") == []


@pytest.mark.parametrize(
    "clause",
    [
        "（市水务局、市林业局负责）",
        "(市水务局、市林业局负责)",
        "（市水务局、市林业局负责)",
        "(市水务局、市林业局负责）",
        "〔市水务局、市林业局负责〕",
        "[市水务局、市林业局负责]",
        "【市水务局、市林业局负责】",
        "（市水务局、市林业局负责）。",
        "（市水务局、市林业局负责；）",
        "（市水务局、市林业局负责。）",
        "（ 市水务局、市林业局负责 ）",
        "（由市水务局、市林业局负责）",
    ],
)
def test_brackets_of_any_width_hold_a_clause(clause: str) -> None:
    result = task(clause)
    assert result.clause == clause
    assert [mention.name for mention in result.responsibilities] == ["市水务局", "市林业局"]


def test_brackets_nest() -> None:
    clause = "（各县（市、区）政府，各开发区（示范区（含航空港））管委会负责）"
    assert task(clause).clause == clause
    assert surfaces(clause) == ["各县（市、区）政府", "各开发区（示范区（含航空港））管委会"]


def test_a_bracket_that_is_never_closed_ends_with_its_line() -> None:
    result = task("（市水务局、市林业局负责")
    assert result.clause == "（市水务局、市林业局负责"
    assert [mention.name for mention in result.responsibilities] == ["市水务局", "市林业局"]


def test_what_looks_like_no_agency_is_reported() -> None:
    parsed = parse_text("1．加强巡查。（市水务局、市林业局、三天打鱼负责）\n")
    (diagnostic,) = parsed.diagnostics
    assert (diagnostic.severity, diagnostic.code) == ("warning", "strange_body")
    assert parsed.text[diagnostic.start : diagnostic.end] == "三天打鱼"


def test_brackets_with_a_telling_word_and_no_agency_are_reported() -> None:
    parsed = parse_text("1．加强巡查（谁来牵头由大家商议）。（市水务局负责）\n")
    assert [mention.name for mention in parsed.tasks[0].responsibilities] == ["市水务局"]
    (diagnostic,) = parsed.diagnostics
    assert (diagnostic.severity, diagnostic.code) == ("warning", "unread_clause")
    assert parsed.text[diagnostic.start : diagnostic.end] == "（谁来牵头由大家商议）"
