"""Tables, JSON and CSV, and what documents must not do to a terminal or a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest
from rich.cells import cell_len

from api.cli.answer_table import wrapped
from api.cli.output import Format, complain, format_of, print_rows
from api.cli.wording import usage_error
from core.errors import BadParameter

ROWS: list[dict[str, object]] = [
    {
        "title": "=HYPERLINK(1)",
        "n": -3,
        "path": ["一、", "（一）"],
        "issued_on": date(2024, 3, 1),
        "year": None,
    },
    {"title": "正常，“引号”\n换行", "n": 0, "path": [], "issued_on": None, "year": 2024},
]
COLUMNS = ["title", "n", "path", "issued_on", "year"]


def test_json_is_one_list_with_every_column(capsys: pytest.CaptureFixture[str]) -> None:
    print_rows(ROWS, COLUMNS, Format.JSON)
    read = json.loads(capsys.readouterr().out)
    assert [list(row) for row in read] == [COLUMNS, COLUMNS]
    assert read[0]["title"] == "=HYPERLINK(1)"
    assert (read[0]["issued_on"], read[0]["year"]) == ("2024-03-01", None)


@pytest.mark.parametrize("cell", ["=1+1", "+86", "-2", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＠SUM"])
def test_csv_cell_is_no_formula(capsys: pytest.CaptureFixture[str], cell: str) -> None:
    print_rows([{"title": cell}], ["title"], Format.CSV)
    assert next(csv.reader(io.StringIO(capsys.readouterr().out.split("\r\n", 1)[1], newline=""))) == [
        f"'{cell}"
    ]


def test_csv_keeps_numbers_line_breaks_and_quotes(capsys: pytest.CaptureFixture[str]) -> None:
    print_rows(ROWS, COLUMNS, Format.CSV)
    read = list(csv.reader(io.StringIO(capsys.readouterr().out, newline="")))
    assert read[0] == COLUMNS
    assert read[1] == ["'=HYPERLINK(1)", "-3", '["一、", "（一）"]', "2024-03-01", ""]
    assert read[2] == ["正常，“引号”\n换行", "0", "[]", "", "2024"]


def test_table_has_chinese_headings_and_no_signs_that_steer_a_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_rows([{"title": "a\x1b[31mred\x07\u202e", "n": 1}], ["title", "n"], Format.TABLE)
    out = capsys.readouterr().out
    assert "文件" in out
    assert "序号" in out
    assert not {"\x1b", "\x07", "\u202e"} & set(out)


def test_table_without_rows_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    print_rows([], ["title"], Format.TABLE)
    assert capsys.readouterr().out == "（没有内容）\n"


def test_complaint_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    complain("第一行\n第二行\x1b[2J")
    assert capsys.readouterr().err == "dutygraph: 第一行 第二行[2J\n"


def test_format_that_is_none_is_refused() -> None:
    with pytest.raises(BadParameter, match="table、json、csv"):
        format_of("xml")


@pytest.mark.parametrize("width", [8, 20, 91])
def test_wrapped_lines_fit_and_hold_all_words(width: int) -> None:
    words = "开展“剑网2024”专项行动，打击网络侵权盗版。" * 5
    lines = list(wrapped(words, width))
    assert "".join(lines) == words
    assert all(cell_len(line) <= width for line in lines)
    assert not any(line.startswith(("，", "。", "”")) for line in lines)


def test_usage_error_that_is_not_known_is_shown_as_it_is() -> None:
    assert usage_error("Something\nnew.") == "Something new."
