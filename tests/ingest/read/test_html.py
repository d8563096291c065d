"""Saved government pages: the article whole, the site around it gone."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence

import pytest

from ingest.read.content import Paragraph, Table
from ingest.read.errors import Unreadable
from ingest.read.html import read
from tests.ingest.read.tables import grid, table_of, tables

TITLE = "澜宁市2024年农贸市场整治工作方案"
PLAN = [
    TITLE,
    "为改善农贸市场环境，结合我市实际，制定本方案。",
    "一、修缮设施",
    "（一）对全市36处农贸市场的雨棚、排水沟和消防通道逐一排查，建立台账，限期整改。"
    "（市住房城乡建设局牵头，市消防救援支队配合）",
    "（二）在客流量大的市场设置公平秤和快检室，每日公布检测结果，接受群众监督。（市市场监管局负责）",
    "二、规范经营",
    "（一）取缔占道摊点，引导进场经营，对拒不整改的依法查处并及时公开案件信息。（市城管局、市公安局按职责分工负责）",
]

MENU = (
    '<div class="menu"><ul><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li>'
    '<li><a href="/fw">办事服务</a></li></ul></div>'
    '<div class="crumb">当前位置：<a href="/">首页</a> &gt; 通知公告</div>'
)
FOOT = '<div class="foot">版权所有：澜宁市人民政府办公室　清ICP备00000000号　网站标识码：0000000000</div>'


def page(content: str, head: str = "", charset: str = "utf-8") -> bytes:
    return (
        f'<!DOCTYPE html><html><head><meta charset="{charset}">{head}'
        f"<title>{TITLE}_澜宁市人民政府门户网站</title>"
        f"</head><body>{MENU}{content}{FOOT}</body></html>"
    ).encode(charset if charset != "gb2312" else "gb18030")


def texts(raw: bytes) -> list[str]:
    return [part.text for part in read(raw).parts if isinstance(part, Paragraph)]


def grids(raw: bytes) -> list[list[list[str | None]]]:
    return [grid(table) for table in tables(read(raw).parts)]


def each(tag: str, lines: list[str], attributes: str = "") -> str:
    return "".join(f"<{tag} {attributes}>{line}</{tag}>" for line in lines)


LAYOUTS = {
    "paragraphs": f'<div class="box">{each("p", PLAN)}</div>',
    "known container": f'<div class="wide"><div class="TRS_Editor">{each("p", PLAN)}</div></div>',
    "two known containers": f'<div><div class="TRS_Editor">{each("p", PLAN[:4])}</div>'
    f'<div class="TRS_Editor">{each("p", PLAN[4:])}</div></div>',
    "line breaks in one block": f'<div id="zoom">{"<br>　　".join(PLAN)}</div>',
    "empty line breaks": f"<div>{'<br/><br/>'.join(PLAN)}</div>",
    "nested blocks and strong": "<div>"
    + "".join(f"<div><div><strong>{line[:2]}</strong><span>{line[2:]}</span></div></div>" for line in PLAN)
    + "</div>",
    "no blocks of its own": f"{each('p', PLAN)}",
    "layout table": f"<table><tr><td><a href='/'>首页</a></td><td>{each('p', PLAN)}</td></tr></table>",
    "layout table of one column": f"<table>{''.join(f'<tr><td>{line}</td></tr>' for line in PLAN)}</table>",
    "one form round the page": f"<form><input type=hidden value=密>{each('p', PLAN)}</form>",
    "tags never closed": "<div>" + "".join(f"<p><font><span>{line}" for line in PLAN) + "</div>",
    "preformatted": "<pre>" + "\n".join(PLAN) + "</pre>",
    "title in a header of the article": "<article><header><h1>"
    f"{TITLE}</h1></header>{each('p', PLAN[1:])}</article>",
    "an anchor left open": f"<div><a name=top>{each('p', PLAN)}</div>",
    "uneven pieces": f"<div><div>{each('p', PLAN[:3])}</div><div>{each('p', PLAN[3:])}</div></div>",
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_every_layout_gives_the_same_paragraphs(layout: str) -> None:
    assert texts(page(layout)) == PLAN


def test_a_page_that_is_mostly_links_is_read() -> None:
    links = "".join(
        f'<a href="/{n}">相关文件之{n}：市政府办公室关于印发工作要点的通知</a>' for n in range(40)
    )
    raw = f"<html><head><title>{TITLE}</title></head><body>{each('p', PLAN)}<p>{links}</p></body></html>"
    assert texts(raw.encode()) == [*PLAN, re.sub("<[^>]+>", "", links)]


def test_paragraphs_are_counted() -> None:
    parts = read(page(LAYOUTS["paragraphs"])).parts
    assert [part.location.paragraph for part in parts if isinstance(part, Paragraph)] == list(range(1, 8))


class TestEncodings:
    def test_a_page_labelled_gb2312_is_read_beyond_gb2312(self) -> None:
        lines = [*PLAN, "联系人：朱镕、䲡生，办公室设在市商务局。"]
        assert texts(page(each("p", lines), charset="gb2312")) == lines

    def test_line_breaks_in_gbk(self) -> None:
        assert texts(page("<div>" + "<br>\n　　".join(PLAN) + "</div>", charset="gb2312")) == PLAN

    @pytest.mark.parametrize("label", ["gb2312", "iso-8859-1", "x-unknown"])
    def test_utf8_goes_before_a_label_left_over(self, label: str) -> None:
        raw = page(LAYOUTS["paragraphs"]).replace(b'charset="utf-8"', f"charset={label}".encode())
        assert texts(raw) == PLAN

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
    def test_pages_without_a_label(self, encoding: str) -> None:
        raw = page(LAYOUTS["paragraphs"]).replace(b'<meta charset="utf-8">', b"").decode().encode(encoding)
        assert texts(raw) == PLAN

    def test_a_label_that_decodes_nothing_is_passed_over(self) -> None:
        raw = page(LAYOUTS["paragraphs"]).replace(b'charset="utf-8"', b'charset="undefined"')
        assert texts(raw.decode().encode("gb18030")) == PLAN

    def test_a_label_of_another_encoding_is_followed(self) -> None:
        raw = f'<meta charset="big5"><p>{"區政府辦公室負責辦理，" * 9}</p>'.encode("big5")
        assert texts(raw) == ["區政府辦公室負責辦理，" * 9]

    def test_a_damaged_byte_costs_a_single_character_and_is_reported(self) -> None:
        raw = page(LAYOUTS["paragraphs"])
        at = raw.index("雨棚".encode())
        content = read(raw[:at] + b"\xff" + raw[at + 1 :])
        assert len(content.parts) == len(PLAN)
        assert "损坏" in content.warnings[0]


class TestNoText:
    def test_scripts_styles_comments_and_hidden_elements(self) -> None:
        noise = (
            "<script>var a='市教育局牵头';</script><style>p{color:red}/*市民政局负责*/</style>"
            "<!--市水利局负责-->"
            "<div style='display: none'>市林业局负责</div><p hidden>市人社局负责</p>"
            "<noscript>请启用脚本</noscript>"
            "<span style='visibility:hidden'>市医保局负责</span><template><p>市司法局负责</p></template>"
            "<button>提交</button><select><option>各部门</option></select><textarea>留言</textarea>"
        )
        assert texts(page(f"<div>{each('p', PLAN[:3])}{noise}{each('p', PLAN[3:])}</div>")) == PLAN

    def test_buttons_and_neighbours_inside_the_article(self) -> None:
        tools = "<p>【打印本页】 【关闭窗口】</p><p>字号：大 中 小</p>"
        tools += "<p>上一篇：<a href='1'>关于放假的通知</a></p>"
        assert (
            texts(page(f"<div id=zoom>{each('p', PLAN)}{tools}<p>扫一扫在手机打开当前页</p></div>")) == PLAN
        )

    def test_links_in_the_article_keep_their_words(self) -> None:
        line = "依据《<a href='/x'>澜宁市市容管理办法</a>》开展整治，任何单位不得推诿。"
        assert "依据《澜宁市市容管理办法》开展整治，任何单位不得推诿。" in texts(
            page(each("p", [*PLAN, line]))
        )

    def test_entities_and_external_declarations_are_not_resolved(self) -> None:
        raw = (
            '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
            f"<html><body><p>{PLAN[1]}&x;&nbsp;甲&amp;乙</p></body></html>"
        ).encode()
        assert texts(raw) == [f"{PLAN[1]}&x;\u00a0甲&乙"]

    def test_soft_hyphens_and_zero_widths_go(self) -> None:
        assert texts(page(each("p", [line.replace("市", "市&shy;&#8203;") for line in PLAN]))) == PLAN


class TestTitleAndFacts:
    def test_the_title_outside_comes_first(self) -> None:
        content = f"<h1>{TITLE}</h1><div>来源：市政府办　字体：大 中 小</div><div>{each('p', PLAN[1:])}</div>"
        assert texts(page(content)) == PLAN

    def test_the_head_of_the_page_knows_the_title(self) -> None:
        assert texts(page(f"<div>{each('p', PLAN[1:])}</div>")) == PLAN

    def test_the_name_of_the_site_is_no_title(self) -> None:
        raw = page(f"<div>{each('p', PLAN[1:])}</div>").replace(f"{TITLE}_".encode(), b"")
        assert texts(raw) == PLAN[1:]

    def test_a_title_that_a_break_wraps_is_a_single_paragraph(self) -> None:
        content = f"<div><p>{TITLE[:8]}<br>{TITLE[8:]}</p>{each('p', PLAN[1:])}</div>"
        assert texts(page(content)) == [f"{TITLE[:8]}\n{TITLE[8:]}", *PLAN[1:]]

    @pytest.mark.parametrize(
        "facts",
        [
            "<table><tr><td>索 引 号：</td><td>LN000-2024-00012</td><td>主题分类：</td><td>商贸</td></tr>"
            "<tr><td>发文机关：</td><td>澜宁市人民政府办公室</td><td>成文日期：</td><td>2024年3月1日</td></tr>"
            "<tr><td>发文字号：</td><td>澜政办〔2024〕9号</td><td>有 效 性：</td><td>有效</td></tr></table>",
            "<ul><li><b>索引号：</b>LN000-2024-00012</li><li><b>发文机关：</b>澜宁市人民政府办公室</li>"
            "<li><b>成文日期</b> 2024年3月1日</li><li><b>发文字号：</b>澜政办〔2024〕9号</li></ul>",
        ],
        ids=["table", "list"],
    )
    @pytest.mark.parametrize("inside", [False, True])
    def test_number_and_issuer_beside_the_article_are_preserved(self, facts: str, inside: bool) -> None:
        content = f"<div>{facts}{each('p', PLAN)}</div>" if inside else f"{facts}<div>{each('p', PLAN)}</div>"
        result = texts(page(content))
        assert result[-len(PLAN) :] == PLAN
        stated = [" ".join(text.split()).replace("成文日期 ", "成文日期：") for text in result]
        assert stated[:4] == [
            "索引号：LN000-2024-00012",
            "发文机关：澜宁市人民政府办公室",
            "成文日期：2024年3月1日",
            "发文字号：澜政办〔2024〕9号",
        ]

    def test_facts_without_a_value_are_not_stated(self) -> None:
        content = (
            f"<ul><li>发文字号：</li><li>索引号：无</li></ul><p>欢迎访问本站</p><div>{each('p', PLAN)}</div>"
        )
        assert texts(page(content)) == PLAN


LEDGER = (
    "<table><tr><th>序号</th><th>重点任务</th><th colspan=2>责任分工</th></tr>"
    "<tr><td>1</td><td rowspan=2>修缮农贸市场雨棚</td><td>市住建局</td><td>市公安局<br>市网信办</td></tr>"
    "<tr><td>2</td><td>市城管局</td><td><p>市教育局</p><p>市民政局</p></td></tr></table>"
)


class TestTables:
    def test_a_ledger_alone_is_the_article(self) -> None:
        raw = page(f"<div><p>{TITLE}</p>{LEDGER}</div>")
        assert grids(raw) == [
            [
                ["序号", "重点任务", "责任分工", "责任分工"],
                ["1", "修缮农贸市场雨棚", "市住建局", "市公安局\n市网信办"],
                ["2", "修缮农贸市场雨棚", "市城管局", "市教育局\n市民政局"],
            ]
        ]
        assert texts(raw) == [TITLE]

    def test_merged_cells_are_a_single_object(self) -> None:
        table = table_of(read(page(LEDGER)))
        assert table.rows[1][1] is table.rows[2][1]
        assert table.rows[0][2] is table.rows[0][3]
        cell = table.rows[2][1]
        assert cell is not None
        assert cell.location.cell == "B2"

    def test_a_ledger_inside_a_layout_table_stays_a_table(self) -> None:
        raw = page(f"<table><tr><td>　</td><td>{each('p', PLAN)}{LEDGER}</td></tr></table>")
        assert texts(raw) == PLAN
        assert len(grids(raw)) == 1

    def test_long_measures_do_not_make_a_ledger_prose(self) -> None:
        measures = each("p", [line * 4 for line in PLAN[3:]])
        raw = page(
            f"<table><tr><td>序号</td><td>工作措施</td></tr><tr><td>1</td><td>{measures}</td></tr></table>"
        )
        assert len(grids(raw)) == 1

    def test_prose_around_a_heavy_table_is_preserved(self) -> None:
        rows = "".join(f"<tr><td>{i}</td><td>{PLAN[3]}</td></tr>" for i in range(60))
        content = (
            f"<div><div>{each('p', PLAN[:3])}</div><div><table><tr><td>序号</td><td>任务</td></tr>{rows}"
        )
        raw = page(content + f"</table></div><p>{PLAN[4]}</p></div>")
        assert texts(raw) == [*PLAN[:3], PLAN[4]]
        assert len(grids(raw)[0]) == 61

    def test_spans_that_reach_too_far_are_bounded(self) -> None:
        raw = page(
            each("p", PLAN) + "<table><tr><td rowspan=0 colspan=999999>任务</td><td>丁</td></tr>"
            "<tr><td>乙</td></tr><tr><td>序号</td><td>丙</td></tr></table>"
        )
        [rows] = grids(raw)
        assert {len(row) for row in rows} == {256}
        assert [row[0] for row in rows] == ["任务"] * 3

    def test_caption_names_the_table(self) -> None:
        raw = page(each("p", PLAN) + LEDGER.replace("<table>", "<table><caption>任务 台账</caption>"))
        table = table_of(read(raw))
        assert table.name == "任务 台账"


def test_ordered_lists_print_their_numbers() -> None:
    items = "<li>对雨棚逐一排查。</li><li value=5>2.已有号的不再编号。</li><li>修缮排水沟。</li>"
    content = (
        each("p", PLAN) + f"<ol start=3>{items}</ol><ol style='list-style:none'><li>此处无号。</li></ol>"
    )
    assert texts(page(content))[-4:] == [
        "3. 对雨棚逐一排查。",
        "2.已有号的不再编号。",
        "6. 修缮排水沟。",
        "此处无号。",
    ]


class TestDamagedAndHostile:
    @pytest.mark.parametrize(
        ("raw", "message"),
        [
            (b"", "空"),
            (b"   \r\n", "空"),
            (b"<html><head><title>x</title></head><body></body></html>", "没有正文"),
            ("<html><body><script>document.write('正文')</script></body></html>".encode(), "脚本"),
            (b"<html><frameset cols='20%,80%'><frame src='a.htm'></frameset></html>", "框架"),
            (b"<html><body><iframe src='http://127.0.0.1:9/'></iframe></body></html>", "框架"),
        ],
    )
    def test_the_reason_is_reported(self, raw: bytes, message: str) -> None:
        with pytest.raises(Unreadable, match=message):
            read(raw)

    def test_nesting_that_the_parser_would_cut_is_reported(self) -> None:
        with pytest.raises(Unreadable, match="嵌套过深"):
            read(page("<div>" * 3000 + PLAN[3] + "</div>" * 3000))

    def test_deep_pages_are_read(self) -> None:
        assert texts(page("<font>" * 1500 + each("p", PLAN))) == PLAN

    def test_a_page_of_links_alone_holds_no_article(self) -> None:
        links = [f"<a href='/{n}'>关于印发第{n}份工作要点的通知</a>" for n in range(30)]
        for content in (each("li", links), "".join(links), "<a href=x>" * 30 + PLAN[3]):
            with pytest.raises(Unreadable, match="没有正文"):
                read(page(content))


SENTENCE = "市水利局牵头。"
# What a page of n pieces holds, and the paragraphs and the sizes of tables that are read from it.
HOSTILE: dict[str, tuple[int, Callable[[int], str], Callable[[int], list[str]], list[tuple[int, int]]]] = {
    "many blocks": (40_000, lambda n: "<div>" + f"<p>{SENTENCE}</p>" * n, lambda n: [SENTENCE] * n, []),
    "one block": (150_000, lambda n: "市水利局牵头，" * n, lambda n: ["市水利局牵头，" * n], []),
    "breaks": (250_000, lambda n: "<br>" * n + PLAN[3], lambda _: [PLAN[3]], []),
    "links": (40_000, lambda n: "<a href=x>文件</a>" * n + PLAN[3], lambda _: [PLAN[3]], []),
    "tables in tables": (
        600,
        lambda n: "<table><tr><td>" * n + PLAN[3] + "</td></tr></table>" * n,
        lambda _: [PLAN[3]],
        [],
    ),
    "brackets": (300_000, lambda n: "　【" * n, lambda n: [("　【" * n)[1:]], []),
    "spans": (
        64_000,
        lambda n: (
            "<table><tr><td>任务<td colspan=256 rowspan=999999>甲" + "<tr><td>乙" * (n - 1) + "</table>"
        ),
        lambda _: [],
        [(64_000, 16)],
    ),
}


@pytest.mark.parametrize(("count", "content", "paragraphs", "sizes"), HOSTILE.values(), ids=HOSTILE)
def test_a_megabyte_is_read_whole_in_linear_time(
    count: int,
    content: Callable[[int], str],
    paragraphs: Callable[[int], list[str]],
    sizes: list[tuple[int, int]],
) -> None:
    """Eight times the page takes some eight times the work; where work grew as its square, 64 times."""
    times, small = 8, page(content(count // 8))
    least = min(work(small)[0] for _ in range(3))
    tries = [work(page(content(count))) for _ in range(3)]
    parts = tries[0][1]
    assert min(seconds for seconds, _ in tries) < 3 * times * least
    assert [part.text for part in parts if isinstance(part, Paragraph)] == [TITLE, *paragraphs(count)]
    assert [(len(part.rows), len(part.rows[0])) for part in tables(parts)] == sizes


def work(raw: bytes) -> tuple[float, Sequence[Paragraph | Table]]:
    """Seconds of processor time, and what was read in them."""
    begun = time.process_time()
    parts = read(raw).parts
    return time.process_time() - begun, parts
