"""PDF: reading order, ruled tables, what stands on every page, and files that cannot be read."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from reportlab.lib import pdfencrypt

from ingest.layout.pages import clean
from ingest.read import pdf
from ingest.read.content import Content, Paragraph, Table
from ingest.read.errors import Unreadable
from tests.ingest.read.pdf_files import HEIGHT, MARGIN, Page, printed
from tests.ingest.read.tables import grid, table_of

SAMPLES = Path(__file__).parents[3] / "samples"
PARAGRAPHS = clean((SAMPLES / "lanning-2024-dajia.txt").read_text("utf-8")).text.splitlines()
HEAD = "澜宁市人民政府公报"
WIDTHS = (40, 200, 100, 100)
LEDGER_HEAD = ("序号", "工作任务", "牵头单位", "配合单位")


def lines(content: Content) -> list[Paragraph]:
    return [part for part in content.parts if isinstance(part, Paragraph)]


def squeezed(words: str) -> str:
    return re.sub(r"\s", "", words)


def joined(content: Content) -> list[str]:
    """Paragraphs by indentation alone, page furniture left out, without white space."""
    writer: list[str] = []
    for line in lines(content):
        if line.furniture:
            continue
        if line.indented or not writer:
            writer.append("")
        writer[-1] += squeezed(line.text)
    return writer


@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize("by_row", [False, True], ids=["column by column", "row by row"])
def test_every_paragraph_is_read_in_order(columns: int, by_row: bool) -> None:
    content = pdf.read(printed(PARAGRAPHS, columns=columns, head=HEAD, by_row=by_row))
    assert joined(content) == [squeezed(paragraph) for paragraph in PARAGRAPHS]
    assert content.warnings == ()


def test_lines_know_their_page_and_are_no_whole_paragraphs() -> None:
    content = pdf.read(printed(PARAGRAPHS, head=HEAD))
    assert [line.location.page for line in lines(content)] == sorted(
        line.location.page or 0 for line in lines(content)
    )
    assert {line.location.page for line in lines(content)} == {1, 2, 3, 4}
    assert not any(line.whole for line in lines(content))


@pytest.mark.parametrize("columns", [1, 2])
def test_running_heads_and_page_numbers_are_marked_and_nothing_else(columns: int) -> None:
    content = pdf.read(printed(PARAGRAPHS, columns=columns, head=HEAD))
    pages = max(line.location.page or 0 for line in lines(content))
    marked = [line.text for line in lines(content) if line.furniture]
    assert marked == [text for n in range(1, pages + 1) for text in (HEAD, f"— {n} —")]


def test_equal_last_lines_of_pages_are_text() -> None:
    paragraphs = [f"{n}.开展检查。（市公安局负责）" for n in range(1, 120)]
    content = pdf.read(printed(paragraphs, numbered=False))
    assert not any(line.furniture for line in lines(content))
    assert [line.text for line in lines(content)] == paragraphs


def test_a_title_across_two_columns_comes_before_both() -> None:
    content = pdf.read(printed(PARAGRAPHS, columns=2, title="澜宁市2024年工作要点"))
    assert joined(content) == ["澜宁市2024年工作要点", *(squeezed(p) for p in PARAGRAPHS)]


def test_a_last_page_with_two_lines_in_its_second_column_is_read_as_the_others() -> None:
    full = [f"{n}.开展第{n}次检查，严查侵权假冒行为，及时公布查处情况并报市打假办。" for n in range(1, 60)]
    for count in range(40, 60):
        assert joined(pdf.read(printed(full[:count], columns=2))) == full[:count]


def test_words_side_by_side_that_are_no_columns_stay_in_their_row() -> None:
    page = Page()
    for n in range(12):
        page.line(MARGIN, 700 - 20 * n, f"第{n}项")
        page.line(300, 700 - 20 * n, "市公安局")
    assert [line.text for line in lines(pdf.read(page.done()))] == [
        f"第{n}项\u3000市公安局" for n in range(12)
    ]


def test_spaces_stand_between_latin_words_and_not_in_spread_chinese() -> None:
    page = Page()
    page.line(MARGIN, 700, "执行 GB 2312 标准\u3000市公安局")
    for k, character in enumerate("关于印发"):
        page.line(MARGIN + 20 * k, 660, character)
    for k, word in enumerate(("Work", "Plan")):
        page.line(MARGIN + 32 * k, 620, word)
    assert [line.text for line in lines(pdf.read(page.done()))] == [
        "执行 GB 2312 标准\u3000市公安局",
        "关于印发",
        "Work Plan",
    ]


def test_bold_by_printing_twice_is_read_once() -> None:
    page = Page()
    for text, y in (("一、加强执法", 700), ("AA级单位", 660)):
        for shift in (0, 0.3):
            page.line(MARGIN + shift, y, text)
    page.line(MARGIN, 620, "往往")
    assert [line.text for line in lines(pdf.read(page.done()))] == ["一、加强执法", "AA级单位", "往往"]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_as_shown(turn: int) -> None:
    page = Page()
    page.canvas.setPageRotation(turn)
    page.canvas.translate(300, 400)
    page.canvas.rotate(turn)
    page.line(0, 0, "一、加强执法")
    page.line(24, -20, "开展专项行动。")
    assert [line.text for line in lines(pdf.read(page.done()))] == ["一、加强执法", "开展专项行动。"]


def test_a_watermark_is_left_out_and_reported() -> None:
    page = Page()
    page.line(MARGIN, 700, "一、加强执法")
    page.canvas.translate(200, 300)
    page.canvas.rotate(45)
    page.line(0, 0, "征求意见稿")
    content = pdf.read(page.done())
    assert [line.text for line in lines(content)] == ["一、加强执法"]
    assert content.warnings == ("斜排的文字（如水印、印章）共 5 个字，未读入",)


def test_radicals_become_the_characters_they_stand_for() -> None:
    page = Page()
    page.line(MARGIN, 700, "⼾籍、⽹络、⼈⺠政府（⻔⼾）：⻘年")
    assert [line.text for line in lines(pdf.read(page.done()))] == ["户籍、网络、人民政府（门户）：青年"]


def test_rare_characters_beyond_the_basic_plane_are_preserved() -> None:
    page = Page()
    page.line(MARGIN, 700, "𠀀村委会")
    assert [line.text for line in lines(pdf.read(page.done()))] == ["𠀀村委会"]


def test_a_ruled_table_is_a_table_in_its_position() -> None:
    page = Page()
    page.line(MARGIN, 740, "附件")
    bottom = page.table(
        [
            LEDGER_HEAD,
            (
                "1",
                "开展“铁拳”行动，严厉查处侵犯注册商标专用权违法行为",
                "市市场监管局",
                "市公安局\n市文广旅局",
            ),
            ("2", "打击网络侵权盗版", "市版权局", None),
        ],
        top=700,
        widths=WIDTHS,
    )
    page.line(MARGIN, bottom - 30, "以上任务按季度报送。")
    content = pdf.read(page.done())
    table = table_of(content)
    assert grid(table) == [
        list(LEDGER_HEAD),
        ["1", "开展“铁拳”行动，严厉查处侵犯注册商标专用权违法行为", "市市场监管局", "市公安局\n市文广旅局"],
        ["2", "打击网络侵权盗版", "市版权局", "市公安局\n市文广旅局"],
    ]
    assert table.rows[1][3] is table.rows[2][3]
    assert not table.sheet
    assert [part.text if isinstance(part, Paragraph) else "表" for part in content.parts] == [
        "附件",
        "表",
        "以上任务按季度报送。",
    ]


def ledger_over_pages(repeat_head: bool) -> bytes:
    page = Page()
    for n in (1, 2, 3):
        page.line(MARGIN, HEIGHT - 50, HEAD)
        head = [LEDGER_HEAD] if n == 1 or repeat_head else []
        rows = [(str(n * 10 + k), f"第{n * 10 + k}项任务", "市公安局", "市网信办") for k in range(5)]
        page.table([*head, *rows], top=700, widths=WIDTHS)
        page.line(280, 50, f"— {n} —")
        page.next()
    return page.done()


@pytest.mark.parametrize("repeat_head", [False, True])
def test_a_table_over_pages_stays_whole(repeat_head: bool) -> None:
    content = pdf.read(ledger_over_pages(repeat_head))
    table = table_of(content)
    assert [row[0].text for row in table.rows if row[0]] == [
        "序号",
        *(str(n * 10 + k) for n in (1, 2, 3) for k in range(5)),
    ]
    assert [row[0].location.page for row in table.rows if row[0]] == [1] * 6 + [2] * 5 + [3] * 5
    assert [line.text for line in lines(content)] == [text for n in (1, 2, 3) for text in (HEAD, f"— {n} —")]


def test_a_row_that_the_page_cut_is_whole() -> None:
    page = Page()
    page.table([LEDGER_HEAD, ("1", "开展专项行动，", "市公安局", "市网信办、")], top=700, widths=WIDTHS)
    page.next()
    page.table(
        [("", "严查侵权行为", "", "市文广旅局"), ("2", "普法", "市司法局", "")], top=700, widths=WIDTHS
    )
    assert grid(table_of(pdf.read(page.done())))[1:] == [
        ["1", "开展专项行动，严查侵权行为", "市公安局", "市网信办、市文广旅局"],
        ["2", "普法", "市司法局", ""],
    ]


def test_a_merged_cell_that_the_page_cut_stays_whole() -> None:
    page = Page()
    page.table([("类别", "任务"), ("执法", "甲"), (None, "乙")], top=700, widths=(80, 200))
    page.next()
    page.table([("", "丙"), (None, "丁"), ("普法", "戊")], top=700, widths=(80, 200))
    page.next()
    # Two columns and two rows make a table of their own; here the columns tell that it is the same one.
    table = table_of(pdf.read(page.done()))
    assert grid(table) == [
        ["类别", "任务"],
        ["执法", "甲"],
        ["执法", "乙"],
        ["执法", "丙"],
        ["执法", "丁"],
        ["普法", "戊"],
    ]
    assert table.rows[1][0] is table.rows[4][0]


def test_another_table_with_other_columns_or_a_caption_is_another() -> None:
    page = Page()
    page.table([LEDGER_HEAD, ("1", "甲", "市公安局", "")], top=700, widths=WIDTHS)
    page.next()
    page.table([LEDGER_HEAD, ("1", "乙", "市公安局", "")], top=700, widths=(60, 180, 100, 100))
    page.next()
    page.line(MARGIN, 720, "附件3 重点任务")
    page.table([LEDGER_HEAD, ("1", "丙", "市公安局", "")], top=700, widths=(60, 180, 100, 100))
    tables = [part for part in pdf.read(page.done()).parts if isinstance(part, Table)]
    assert [table.rows[1][1].text for table in tables if table.rows[1][1]] == ["甲", "乙", "丙"]


def test_a_frame_and_a_rule_under_the_head_are_no_tables() -> None:
    page = Page()
    page.line(MARGIN, 740, "澜宁市人民政府文件")
    page.canvas.line(MARGIN, 730, 500, 730)
    page.canvas.rect(MARGIN, 600, 300, 100)
    page.line(MARGIN + 10, 660, "框内的话")
    content = pdf.read(page.done())
    assert [part.text for part in lines(content)] == ["澜宁市人民政府文件", "框内的话"]
    assert len(content.parts) == 2


def test_a_scanned_file_is_reported_to_have_no_text() -> None:
    page = Page()
    page.canvas.rect(100, 100, 300, 500, fill=1)
    with pytest.raises(Unreadable, match=r"没有文字.*扫描件.*OCR"):
        pdf.read(page.done())


def test_a_page_without_text_among_others_is_reported() -> None:
    page = Page()
    page.line(MARGIN, 700, "一、加强执法")
    page.next()
    assert pdf.read(page.done()).warnings == ("第 2 页没有文字，可能是图像或空白，请核对原件",)


def test_a_file_with_a_password_is_reported() -> None:
    page = Page(encrypt=pdfencrypt.StandardEncryption("secret", ownerPassword="owner"))
    page.line(MARGIN, 700, "一、加强执法")
    with pytest.raises(Unreadable, match="密码"):
        pdf.read(page.done())


def test_a_file_that_only_forbids_changes_is_read() -> None:
    page = Page(encrypt=pdfencrypt.StandardEncryption("", ownerPassword="owner", canModify=0))
    page.line(MARGIN, 700, "一、加强执法")
    assert [line.text for line in lines(pdf.read(page.done()))] == ["一、加强执法"]


@pytest.mark.parametrize("left", [0.02, 0.3, 0.6])
def test_a_cut_file_is_reported_as_damaged(left: float) -> None:
    whole = printed(PARAGRAPHS)
    with pytest.raises(Unreadable, match="损坏或不完整"):
        pdf.read(whole[: int(left * len(whole))])


def test_damaged_bytes_never_do_more_than_a_clear_error() -> None:
    whole = printed(PARAGRAPHS[:10])
    dice = random.Random(7)
    outcomes = []
    for _ in range(30):
        damaged = bytearray(whole)
        for _ in range(20):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        try:
            outcomes.append(bool(pdf.read(bytes(damaged)).parts))
        except Unreadable as error:
            outcomes.append("\n" not in str(error))
    assert all(outcomes)
    assert joined(pdf.read(whole)) == [squeezed(p) for p in PARAGRAPHS[:10]]
