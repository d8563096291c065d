"""The dates that follow from a deadline's words; a missing year is the document's."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.clauses.deadlines import Context, due, is_deadline
from ingest.parse import parse_text
from tests.ingest.clauses import task

CONTEXT = Context(2024, date(2024, 3, 15))


def iso(words: str, context: Context = CONTEXT) -> str:
    """kind, from/on and `+` where it goes on: `by 2024-12-31`, `period 2024-03-01/2024-11-30`."""
    result = due(words, context)
    days = "/".join(day.isoformat() for day in (result.start, result.on) if day)
    return " ".join(filter(None, (result.kind, days, "+" if result.ongoing else "")))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2025年底前完成", "by 2025-12-31"),
        ("2025年", "by 2025-12-31"),
        ("2025年2月底前", "by 2025-02-28"),
        ("2024年2月", "by 2024-02-29"),
        ("12月20日前", "by 2024-12-20"),
        ("年底前", "by 2024-12-31"),
        ("今年6月底前完成", "by 2024-06-30"),
        ("8月上旬完成", "by 2024-08-10"),
        ("8月中旬", "by 2024-08-20"),
        ("8月下旬", "by 2024-08-31"),
        ("年中完成", "by 2024-06-30"),
        ("十二月底前完成", "by 2024-12-31"),
        ("上半年完成", "by 2024-06-30"),
        ("2025年下半年", "by 2025-12-31"),
        ("第三季度前完成", "by 2024-09-30"),
        ("全年", "by 2024-12-31"),
        ("“十四五”末", "by 2025-12-31"),
        ("5月底取得明显成效并持续推进", "by 2024-05-31 +"),
        ("2023年3月至11月", "period 2023-03-01/2023-11-30"),
        ("11月至次年2月", "period 2024-11-01/2025-02-28"),
        ("2024年11月至2026年3月", "period 2024-11-01/2026-03-31"),
        ("3月10日—4月5日", "period 2024-03-10/2024-04-05"),
        ("1—6月", "period 2024-01-01/2024-06-30"),
        ("2025年一至三月", "period 2025-01-01/2025-03-31"),
        ("自印发之日起30日内", "by 2024-04-14"),
        ("印发之日起一年内完成", "by 2025-03-15"),
        ("每季度末", "recurring"),
        ("每月25日前", "recurring"),
        ("持续推进", "ongoing +"),
        ("长期坚持", "ongoing +"),
        ("立即落实", "none"),
        ("自印发之日起20个工作日内", "none"),
        ("2月30日前", "none"),
    ],
)
def test_words_give_dates(words: str, expected: str) -> None:
    assert is_deadline(words)
    assert iso(words) == expected


@pytest.mark.parametrize("words", ["12月底前", "上半年", "第二季度", "1—6月", "全年", "印发之日起30日内"])
def test_no_date_follows_where_the_document_has_no_year(words: str) -> None:
    assert iso(words, Context(None, None)) == "none"


@pytest.mark.parametrize(
    "words", ["", "市水务局", "清理河道", "三日月异", "年度计划编制工作由市水务局按月组织开展检查"]
)
def test_other_words_are_no_deadline(words: str) -> None:
    assert not is_deadline(words)


@pytest.mark.parametrize(
    "clause",
    [
        "（市水务局、市林业局负责，2025年底前完成）",
        "（2025年底前完成，市水务局、市林业局负责）",
        "（责任单位：市水务局、市林业局；完成时限：2025年底前完成）",
        "\n责任单位：市水务局、市林业局 完成时限：2025年底前完成",
        "\n责任单位：市水务局、市林业局\n完成时间：2025年底前完成",
        "（市水务局、市林业局负责；2025年底前完成）",
    ],
)
def test_a_deadline_stands_anywhere_in_the_clause(clause: str) -> None:
    result = task(clause)
    assert result.deadline == "2025年底前完成"
    assert result.due.on == date(2025, 12, 31)
    assert [mention.name for mention in result.responsibilities] == ["市水务局", "市林业局"]


def test_a_date_in_the_words_of_the_task_is_none() -> None:
    (result,) = parse_text("1．2025年底前清理河道。（市水务局负责）\n").tasks
    assert (result.deadline, result.due.kind) == (None, "none")


def test_the_year_of_the_document_fills_in() -> None:
    (result,) = parse_text("云州市2026年节水工作要点\n1．清理河道。（市水务局负责，6月底前完成）\n").tasks
    assert result.due.on == date(2026, 6, 30)
