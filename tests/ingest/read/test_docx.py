"""Word documents are read as Word shows them."""

from __future__ import annotations

import docx
import pytest

from ingest.read.content import Paragraph, Table
from ingest.read.docx import read
from tests.ingest.read.tables import grid, table_of
from tests.ingest.read.word_files import p, run, saved, texts, word_file


def test_paragraphs_and_tables_come_in_order_with_their_locations() -> None:
    document = docx.Document()
    document.add_paragraph("临溪区2024年重点工作分工方案")
    document.add_paragraph("")
    document.add_paragraph("一、整治农贸市场。")
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "任务", "牵头单位"
    table.cell(1, 0).text, table.cell(1, 1).text = "修缮雨棚", "区住建局\n区城管局"
    document.add_paragraph("附则。")
    first, second, ledger, last = read(saved(document)).parts
    assert isinstance(first, Paragraph)
    assert isinstance(second, Paragraph)
    assert isinstance(ledger, Table)
    assert isinstance(last, Paragraph)
    assert (first.text, first.location.paragraph) == ("临溪区2024年重点工作分工方案", 1)
    assert (second.text, second.location.paragraph) == ("一、整治农贸市场。", 3)
    assert grid(ledger) == [["任务", "牵头单位"], ["修缮雨棚", "区住建局\n区城管局"]]
    cell = ledger.rows[1][1]
    assert cell is not None
    assert (cell.location.paragraph, cell.location.cell) == (3, "B2")
    assert (last.text, last.location.paragraph) == ("附则。", 4)


def test_headers_footers_and_comments_are_left_out() -> None:
    document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "临溪区政府办文件"
    section.footer.paragraphs[0].text = "— 3 —"
    paragraph = document.add_paragraph("开展巡河行动（区水利局负责）。")
    document.add_comment(paragraph.runs, text="请核对单位", author="甲")
    assert texts(saved(document)) == ["开展巡河行动（区水利局负责）。"]


def test_line_breaks_and_tabs_stay_soft_hyphens_go() -> None:
    raw = word_file(
        "<w:p><w:r><w:t>整治河道</w:t><w:br/><w:t>牵头单位：</w:t><w:tab/>"
        "<w:t>区水\u00ad利</w:t><w:softHyphen/><w:t>局</w:t></w:r></w:p>"
    )
    assert texts(raw) == ["整治河道\n牵头单位：\t区水利局"]


def test_wrappers_are_transparent() -> None:
    raw = word_file(
        f"<w:sdt><w:sdtContent><w:p>{run('推进')}<w:smartTag>{run('软件')}</w:smartTag>"
        f"<w:sdt><w:sdtContent>{run('正版化')}</w:sdtContent></w:sdt>"
        f"<w:hyperlink>{run('（区政数局')}</w:hyperlink><w:customXml>{run('负责）')}</w:customXml></w:p>"
        "</w:sdtContent></w:sdt>"
    )
    assert texts(raw) == ["推进软件正版化（区政数局负责）"]


def test_footnote_marks_hidden_words_and_pinyin_are_no_text() -> None:
    raw = word_file(
        '<w:p><w:r><w:t>清查仓库</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
        '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="3"/><w:t>※</w:t></w:r>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>内部批注</w:t></w:r>"
        "<w:r><w:ruby><w:rt><w:r><w:t>yì</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>驿</w:t></w:r></w:rubyBase>"
        "</w:ruby></w:r><w:r><w:t>站</w:t></w:r></w:p>"
    )
    assert texts(raw) == ["清查仓库驿站"]


def field(instruction: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_fields_keep_their_result_and_nothing_of_their_instruction() -> None:
    inner = field("MERGEFIELD 单位", run("内层"))
    outer = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>'
        f'{inner}<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("区教育局")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    raw = word_file(
        f"<w:p>{run('截至')}{field(' DATE ', run('2024年6月'))}{run('，')}{outer}"
        f'<w:fldSimple w:instr="AUTHOR">{run("牵头")}</w:fldSimple></w:p>'
    )
    assert texts(raw) == ["截至2024年6月，区教育局牵头"]


def test_a_field_that_never_ends_swallows_no_paragraph() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>'
    assert texts(word_file(f"<w:p>{run('甲')}{begin}</w:p>{p('乙')}")) == ["甲", "乙"]


@pytest.mark.parametrize(("sign", "shown"), [("3", "③"), ("甲", "甲")])
def test_encircled_characters_are_printed(sign: str, shown: str) -> None:
    formula = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        rf"<w:r><w:instrText> eq \o\ac(○,{sign}) </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert texts(word_file(f"<w:p>{formula}{run('清理库存')}</w:p>")) == [f"{shown}清理库存"]


def test_the_table_of_contents_is_left_out_and_reported() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    raw = word_file(p("一、整治市场\t3", style="TOC1") + p("一、整治市场"), styles=styles)
    assert texts(raw) == ["一、整治市场"]
    assert any("目录" in warning for warning in read(raw).warnings)


def text_box(text: str) -> str:
    content = f"<w:txbxContent>{p(text)}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx>"
        f"{content}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
        f"{content}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    raw = word_file(f"<w:p>{run('正文之一')}{text_box('框内文字')}</w:p>{p('正文之二')}")
    parts = read(raw).parts
    assert [(part.text, part.location.paragraph) for part in parts if isinstance(part, Paragraph)] == [
        ("正文之一", 1),
        ("框内文字", 1),
        ("正文之二", 2),
    ]


class TestRevisions:
    def test_insertions_stay_and_deletions_go(self) -> None:
        raw = word_file(
            f"<w:p>{run('由')}"
            "<w:del w:id='1' w:author='甲'><w:r><w:delText>区工商局</w:delText></w:r></w:del>"
            f"<w:ins w:id='2' w:author='甲'>{run('区市场监管局')}</w:ins>{run('牵头')}</w:p>"
        )
        assert texts(raw) == ["由区市场监管局牵头"]

    def test_moved_words_stand_where_they_moved_to(self) -> None:
        raw = word_file(
            "<w:p><w:moveFromRangeStart w:id='1' w:name='m'/><w:moveFrom w:id='2' w:author='甲'>"
            f"{run('先行。')}</w:moveFrom><w:moveFromRangeEnd w:id='1'/>{run('后续。')}</w:p>"
            f"<w:p><w:moveTo w:id='3' w:author='甲'>{run('先行。')}</w:moveTo></w:p>"
        )
        assert texts(raw) == ["后续。", "先行。"]

    def test_a_deleted_paragraph_mark_joins_the_next(self) -> None:
        marked = "<w:pPr><w:rPr><w:del w:id='1' w:author='甲'/></w:rPr></w:pPr>"
        raw = word_file(
            f"<w:p>{marked}{run('加强')}</w:p><w:bookmarkStart w:id='9' w:name='b'/>"
            f"<w:p>{marked}{run('应急')}</w:p>{p('演练。')}{p('完。')}"
        )
        assert texts(raw) == ["加强应急演练。", "完。"]

    def test_former_properties_do_not_number(self) -> None:
        raw = word_file(
            "<w:p><w:pPr><w:pPrChange w:id='1' w:author='甲'>"
            "<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>"
            f"</w:pPrChange></w:pPr>{run('不再编号')}</w:p>",
            numbering='<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:lvlText w:val="%1、"/></w:lvl>'
            '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
        )
        assert texts(raw) == ["不再编号"]

    def test_deleted_rows_and_cells_go(self) -> None:
        def row(mark: str, *cells: str) -> str:
            return f"<w:tr><w:trPr>{mark}</w:trPr>{''.join(cells)}</w:tr>"

        def cell(text: str, mark: str = "") -> str:
            return f"<w:tc><w:tcPr>{mark}</w:tcPr>{p(text)}</w:tc>"

        raw = word_file(
            "<w:tbl><w:tblPr/><w:tblGrid/>"
            + row("", cell("任务"), cell("单位"))
            + row("<w:del w:id='1' w:author='甲'/>", cell("撤销"), cell("区某局"))
            + row("<w:ins w:id='2' w:author='甲'/>", cell("新增"), cell("区水利局"))
            + row("", cell("照旧"), cell("旧栏", "<w:cellDel w:id='3' w:author='甲'/>"), cell("区林业局"))
            + "</w:tbl>"
        )
        assert grid(table_of(read(raw))) == [
            ["任务", "单位"],
            ["新增", "区水利局"],
            ["照旧", "区林业局"],
        ]


class TestTables:
    def test_merged_cells_are_a_single_object_in_each_position(self) -> None:
        document = docx.Document()
        table = document.add_table(rows=3, cols=3)
        for i, row in enumerate(table.rows):
            for j, cell in enumerate(row.cells):
                cell.text = f"{i}{j}"
        table.cell(0, 0).merge(table.cell(0, 1)).text = "宽"
        table.cell(1, 2).merge(table.cell(2, 2)).text = "高"
        rows = table_of(read(saved(document))).rows
        assert [[cell.text for cell in row if cell] for row in rows] == [
            ["宽", "宽", "02"],
            ["10", "11", "高"],
            ["20", "21", "高"],
        ]
        assert rows[0][0] is rows[0][1]
        assert rows[1][2] is rows[2][2]
        merged = rows[2][2]
        assert merged is not None
        assert merged.location.cell == "C2"

    def test_equal_neighbours_are_not_a_single_cell(self) -> None:
        document = docx.Document()
        table = document.add_table(rows=2, cols=2)
        for cell in (table.cell(0, 0), table.cell(1, 0)):
            cell.text = "同"
        rows = table_of(read(saved(document))).rows
        assert rows[0][0] is not rows[1][0]

    def test_skipped_positions_and_short_rows_are_none(self) -> None:
        raw = word_file(
            f"<w:tbl><w:tr><w:tc>{p('甲')}</w:tc><w:tc>{p('乙')}</w:tc><w:tc>{p('丙')}</w:tc></w:tr>"
            f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:tc>{p("丁")}</w:tc></w:tr></w:tbl>'
        )
        assert grid(table_of(read(raw))) == [["甲", "乙", "丙"], [None, "丁", None]]

    def test_a_monstrous_span_is_bounded(self) -> None:
        raw = word_file(
            '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr><w:p/></w:tc>'
            f"<w:tc>{p('乙')}</w:tc></w:tr></w:tbl>{p('后文')}"
        )
        assert len(table_of(read(raw)).rows[0]) == 256

    def test_a_table_inside_a_cell_comes_after_its_table(self) -> None:
        document = docx.Document()
        outer = document.add_table(rows=1, cols=2)
        outer.cell(0, 0).text, outer.cell(0, 1).text = "外甲", "外乙"
        inner = outer.cell(0, 1).add_table(rows=1, cols=2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = "内甲", "内乙"
        first, second = read(saved(document)).parts
        assert isinstance(first, Table)
        assert isinstance(second, Table)
        assert grid(first) == [["外甲", "外乙"]]
        assert grid(second) == [["内甲", "内乙"]]

    def test_a_frame_of_a_single_column_is_no_table(self) -> None:
        document = docx.Document()
        document.add_paragraph("题目")
        frame = document.add_table(rows=2, cols=1)
        frame.cell(0, 0).text, frame.cell(1, 0).text = "框中一段", "框中二段"
        parts = read(saved(document)).parts
        assert [(part.text, part.location.paragraph) for part in parts if isinstance(part, Paragraph)] == [
            ("题目", 1),
            ("框中一段", 1),
            ("框中二段", 1),
        ]
