"""What a document says of itself, and what it leaves unsaid."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.document import Facts
from ingest.parse import parse_text

CONTENT = "一、守护水源\n1．清理河道。（市水务局负责）\n"


def facts(head: str, closing: str = "", content: str = CONTENT) -> Facts:
    return parse_text(f"{head}\n{content}{closing}").facts


NOTICE = """云政办〔2024〕7号
云州市人民政府办公室关于印发2024年全市节水工作要点的通知
各区人民政府，市政府各部门：
《2024年全市节水工作要点》已经市政府同意，现印发给你们，请认真贯彻执行。
云州市人民政府办公室
2024年3月5日
2024年全市节水工作要点
为做好节水工作，根据《青川省节约用水条例》（青人发〔2019〕3号）和《青川省水资源规划》，制定本要点。"""


def test_a_notice_and_its_plan_give_every_fact() -> None:
    result = facts(NOTICE)
    assert result.title == "2024年全市节水工作要点"
    assert result.doc_number == "云政办〔2024〕7号"
    assert result.issuer == "云州市人民政府办公室"
    assert (result.region, result.level) == ("云州市", "市")
    assert (result.year, result.period, result.issued_on) == (2024, None, date(2024, 3, 5))
    assert result.draft is None
    assert [(cite.relation, cite.title, cite.number) for cite in result.cites] == [
        ("依据", "青川省节约用水条例", "青人发〔2019〕3号"),
        ("依据", "青川省水资源规划", None),
    ]


def test_a_text_that_says_nothing_of_itself_has_no_facts() -> None:
    assert facts("") == Facts()


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("云州市2024年节水工作要点", "云州市2024年节水工作要点"),
        ("云州市节约用水\n三年行动方案", "云州市节约用水三年行动方案"),
        ("云州市节水工作实施方案\n（2024—2026年）", "云州市节水工作实施方案（2024—2026年）"),
        ("《云州市节水工作方案》", "云州市节水工作方案"),
        ("云州市水务局关于做好春灌工作的通知", "云州市水务局关于做好春灌工作的通知"),
        ("云 州 市 节 水 工 作 方 案", "云州市节水工作方案"),
    ],
)
def test_the_title_is_as_printed_without_line_breaks(head: str, title: str) -> None:
    assert facts(head).title == title


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("云政办〔2024〕7号", "云政办〔2024〕7号"),
        ("云政办[2024]7号", "云政办〔2024〕7号"),
        ("云政办（2024）7号", "云政办〔2024〕7号"),
        ("云政办〔2024〕 7 号", "云政办〔2024〕7号"),
        ("云节水办〔2024〕第12号", "云节水办〔2024〕第12号"),
    ],
)
def test_the_number_has_a_single_form(printed: str, number: str) -> None:
    assert facts(f"{printed}\n云州市节水工作方案").doc_number == number


def test_a_cited_number_is_not_the_documents_own() -> None:
    assert (
        facts("云州市节水工作方案\n根据《节约用水条例》（青人发〔2019〕3号），制定本方案。").doc_number
        is None
    )
    assert facts("云州市节水工作方案\n按照青政发〔2023〕8号文件要求，制定本方案。").doc_number is None


@pytest.mark.parametrize("between", ["\n", "　　", "、", " "])
def test_several_agencies_sign(between: str) -> None:
    signature = f"云州市水务局{between}云州市林业局\n2024年3月5日\n"
    result = facts("云州市节水工作方案", signature)
    assert result.issuers == ("云州市水务局", "云州市林业局")
    assert result.issuer == "云州市水务局、云州市林业局"


def test_who_heads_the_document_issues_it_where_nobody_signs() -> None:
    assert facts("云州市人民政府文件\n云政〔2024〕3号\n云州市节水工作方案").issuers == ("云州市人民政府",)
    assert facts("云州市水务局关于印发节水工作方案的通知").issuers == ("云州市水务局",)


@pytest.mark.parametrize(
    ("closing", "day"),
    [
        ("云州市水务局\n2024年3月5日\n", date(2024, 3, 5)),
        ("云州市水务局\n二〇二四年三月五日\n", date(2024, 3, 5)),
        ("云州市水务局\n二○二四年十二月二十一日\n", date(2024, 12, 21)),
        ("（2024年3月5日）\n", date(2024, 3, 5)),
        ("云州市水务局办公室 2024年3月9日印发\n", date(2024, 3, 9)),
        ("云州市水务局\n2024年3月5日\n云州市水务局办公室 2024年3月9日印发\n", date(2024, 3, 5)),
        ("云州市水务局\n2024年2月30日\n", None),
        ("", None),
    ],
)
def test_the_day_it_was_signed_else_printed(closing: str, day: date | None) -> None:
    assert facts("云州市节水工作方案", closing).issued_on == day


@pytest.mark.parametrize(
    ("title", "year", "period"),
    [
        ("云州市2023年节水工作要点", 2023, None),
        ("云州市节水工作实施方案（2024—2026年）", 2025, (2024, 2026)),
        ("云州市2024-2026年节水工作方案", 2025, (2024, 2026)),
        ("云州市节水工作要点", 2025, None),
    ],
)
def test_the_year_is_the_titles_year_else_that_of_issue(
    title: str, year: int, period: tuple[int, int] | None
) -> None:
    result = facts(title, "云州市水务局\n2025年3月5日\n")
    assert (result.year, result.period) == (year, period)


def test_the_first_year_of_a_span_where_no_day_is_printed() -> None:
    assert facts("云州市节水工作方案（2024—2026年）").year == 2024


@pytest.mark.parametrize(
    ("title", "draft"),
    [
        ("云州市节水工作方案（征求意见稿）", "征求意见稿"),
        ("云州市节水工作方案（送审稿）", "送审稿"),
        ("云州市节水工作方案（试行）", "试行"),
        ("云州市节水工作方案", None),
    ],
)
def test_drafts_are_distinguished(title: str, draft: str | None) -> None:
    result = facts(title)
    assert (result.title, result.draft) == (title, draft)


@pytest.mark.parametrize(
    ("issuer", "region", "level"),
    [
        ("云州市水务局", "云州市", "市"),
        ("青川省水利厅", "青川省", "省"),
        ("云州市临溪区人民政府", "临溪区", "县"),
        ("中共云州市委办公室", "云州市", "市"),
        ("信阳市水利局", "信阳市", "市"),
        ("商务部", "全国", "国"),
        ("国务院办公厅", "全国", "国"),
    ],
)
def test_the_region_is_the_issuers_region(issuer: str, region: str, level: str) -> None:
    result = facts("节水工作方案", f"{issuer}\n2024年3月5日\n")
    assert (result.region, result.level) == (region, level)


def test_a_code_is_set_where_the_name_has_a_single_region_only() -> None:
    signed = {
        name: facts("节水工作方案", f"{name}水利局\n2024年3月5日\n")
        for name in ("信阳市", "云州市", "鼓楼区")
    }
    assert {name: result.region_code for name, result in signed.items()} == {
        "信阳市": "411500",
        "云州市": None,
        "鼓楼区": None,
    }


def test_the_region_that_the_text_speaks_of_as_its_own() -> None:
    head = "关于加强节水工作的意见\n为加强我省节水工作，支持石家庄市、邯郸市先行，做好全省水源保护。"
    result = facts(head)
    assert (result.region, result.level) == ("河北省", "省")


@pytest.mark.parametrize(
    ("sentence", "relation"),
    [
        ("根据《云州市养水条例》，制定本方案。", "依据"),
        ("为贯彻落实《云州市养水条例》，制定本方案。", "依据"),
        ("现转发《云州市养水条例》，请执行。", "转发"),
        ("《云州市养水条例》同时废止。", "废止"),
    ],
)
def test_documents_are_cited_in_three_ways(sentence: str, relation: str) -> None:
    parsed = parse_text(f"云州市节水工作方案\n{sentence}\n{CONTENT}")
    (cite,) = parsed.facts.cites
    assert (cite.relation, cite.title) == (relation, "云州市养水条例")
    assert parsed.text[cite.start : cite.end] == cite.surface == "《云州市养水条例》"


def test_a_book_that_is_only_named_is_no_citation() -> None:
    assert facts("云州市节水工作方案\n发放《节水手册》一千册。").cites == ()
