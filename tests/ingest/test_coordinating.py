"""A coordinating agency in two spellings of one document is one; others stay apart."""

from __future__ import annotations

from ingest.registers.coordinating import short_names


def test_the_full_name_stands_for_the_short_name_whose_words_it_holds_in_order() -> None:
    full = "市食品安全与营养健康促进工作领导小组办公室"
    short = "市食品营养工作领导小组办公室"
    assert short_names([full, short, "市公共机构节能领导小组办公室"]) == {full: short}


def test_the_issuer_prints_the_government_before_its_office() -> None:
    full = "市人民政府保护候鸟和整治非法捕猎野生动物领导小组办公室"
    assert short_names([full, "市保护候鸟整治捕猎工作领导小组办公室"]) == {
        full: "市保护候鸟整治捕猎工作领导小组办公室"
    }


def test_where_two_short_names_fit_none_is_taken() -> None:
    full = "市推进城市建设管理和环境整治工作领导小组办公室"
    assert short_names([full, "市推进城市建设领导小组办公室", "市推进城市环境领导小组办公室"]) == {}


def test_an_office_is_not_its_group_nor_that_of_another_level_or_form() -> None:
    full = "市保护候鸟和整治非法捕猎工作领导小组办公室"
    for other in (
        "市保护候鸟工作领导小组",
        "省保护候鸟工作领导小组办公室",
        "市保护候鸟指挥部办公室",
        "市整治捕猎领导小组办公室",
        "市保护领导小组办公室",
    ):
        assert short_names([full, other]) == {}, other
