"""Web pages that somebody saved: the article, without the site around it.

Nothing that a page refers to is fetched; scripts, hidden elements and menus are no text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree
from lxml.etree import _Element

from ingest.read.content import Content, Paragraph, Table
from ingest.read.errors import Unreadable
from ingest.read.html_article import article, drop_what_is_no_text
from ingest.read.html_blocks import BREAK, lines, parts_of
from ingest.read.text import BYTE_ORDER_MARKS, decode

DECLARED = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.-]+)|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.-]+)",
    re.IGNORECASE,
)
DECLARED_WITHIN = 8192
# What is labelled so holds characters of the larger set; a strict decoder cuts the page at the first.
WIDER = {
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
}
PROLOGUE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE[^>\[]*(?:\[[^\]]*\][^>]*)?>)?", re.IGNORECASE)
LINE_BREAK = re.compile(r"</?br\b[^<>]*>", re.IGNORECASE)
CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")

TITLE_META = ("articletitle", "article_title", "og:title")
TITLE_CUT = re.compile(r"\s+[-|｜—–_－]+\s+|[_|｜]+|(?<![\d０-９])[-—–－]+(?![\d０-９])")
SITE_NAME = re.compile(
    r"门户网|政府网|政务网|官方网站|官网|网站$|首页|信息公开(?:网|平台|目录)?$|人民政府$|欢迎|^(?:通知公告|政策文件|正文)$"
)
TITLE_LEAST = 6
TITLE_WITHIN = 3000  # characters of the article in which its own title stands
SPACE = re.compile(r"\s")

# What sites print about a document beside it: names of each fact, and what its value must hold to be
# one. Of the facts without such a sign only the names are needed, to tell them from values.
FACTS = (
    ("索引号", r"[0-9A-Za-z]{3}"),
    ("发文字号 文号 发文文号 文件编号", r"\d+\s*号"),
    ("发文机关 发文机构 发文单位 发布机构 制发机关 制定机关 公开主体", r"[\u3400-\u9fff]{3}"),
    ("成文日期 发文日期 生成日期 印发日期", r"\d{4}"),
    ("发布日期 公开日期 发布时间 公开时间", r"\d{4}"),
    ("主题分类 信息分类 主题词 体裁分类 服务对象 有效性 效力状态 时效性 有效期", None),
    ("标题 名称 信息名称 公文名称", None),
)
FACT_SIGNS = {name: re.compile(sign) for names, sign in FACTS if sign for name in names.split()}
LABEL = re.compile(
    r"[【\[]?("
    + "|".join(r"\s*".join(name) for names, _ in FACTS for name in names.split())
    + r")[】\]]?\s*(?:[：:]\s*(.*)|\s(.*))?$",
    re.DOTALL,
)
VALUE_MOST = 80

FURNITURE_MOST = 60
FURNITURE = re.compile(
    r"(?:[\s【】\[\]|｜/]*(?:打印(?:[本此]页)?|关闭(?:窗口|[本此]页|页面)?|分享到?[：:]?|收藏(?:本页)?|返回(?:顶部|首页|列表)|"
    r"字[体号](?:大小)?[：:]?|[大中小](?=[\s【】\[\]|｜/]|$)))+[\s【】\[\]|｜/]*$|扫一扫.{0,30}$|[上下]一[篇条]\s*[：:].*$|"
    r"(?:(?:信息|文章|稿件)?来源|(?:发布|发稿)(?:时间|日期))\s*[：:].*$|"
    r"(?:浏览|阅读|点击)(?:次数|量|数)\s*[：:]?\s*\d*\s*次?$|(?:当前的?|您(?:现在)?(?:的|所在的?))位置\s*[：:].*$"
)


def read(raw: bytes) -> Content:
    """The article of a saved page; its title first, and number and issuer where the page states them.

    `Location.paragraph` counts the article's paragraphs from 1; what stands outside of it has none.
    Raises Unreadable for a page without an article of its own.
    """
    page, warning = _decoded(raw)
    tree = _tree(page)
    title = _titles(tree)
    page_element = tree.find("body")
    if page_element is not None:
        drop_what_is_no_text(page_element)
    if page_element is None or not "".join(page_element.itertext()).strip():
        raise Unreadable(_without_text(page))
    main, around = article(page_element)
    parts = [part for part in _opened(parts_of(main)) if not _is_furniture(part)]
    if not parts:
        raise Unreadable(_without_text(page))
    facts = dict(_facts([*lines(page_element, main), *around]))
    outside = [Paragraph(f"{name}：{text}") for name, text in facts.items()]
    headline = _missing_title([*title, *_headings(page_element, main)], parts)
    return Content((*headline, *outside, *parts), () if warning is None else (warning,))


def read_archive(raw: bytes) -> Content:
    """The page in a web archive (.mht): one that a browser or Word saved with its pictures in one file.

    Raises Unreadable where there is no page in it.
    """
    import email

    for part in email.message_from_bytes(raw).walk():
        payload = part.get_payload(decode=True)
        if part.get_content_type() == "text/html" and isinstance(payload, bytes):
            return read(payload)
    raise Unreadable("这是网页归档或邮件，里面没有网页正文；请转换成 Word、PDF 或纯文本后再试")


def _decoded(raw: bytes) -> tuple[str, str | None]:
    """The page as text: UTF-8 where it is, else as it declares itself, else as any text is decoded.

    Strict UTF-8 goes before the declaration, for many pages are saved anew as UTF-8 under their old one.
    """
    if b"\x00" not in raw and not raw.startswith(tuple(mark for mark, _ in BYTE_ORDER_MARKS)):
        declared = DECLARED.search(raw[:DECLARED_WITHIN])
        name = "" if declared is None else (declared[1] or declared[2]).decode("ascii", "replace").lower()
        for encoding in ("utf-8", WIDER.get(name, name)):
            try:
                return raw.decode(encoding), None
            except (UnicodeError, LookupError):  # "undefined" is an encoding, too, of nothing
                continue
    return decode(raw)


def _tree(page: str) -> _Element:
    page = LINE_BREAK.sub(BREAK, CONTROL.sub("", page.replace(BREAK, "")))
    page = page[PROLOGUE.match(page).end() :]  # type: ignore[union-attr]  # matches the empty string too
    # huge_tree: pages that never close their tags nest deeper than 256 and would come out empty
    parser = etree.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    try:
        tree = etree.fromstring(page, parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        tree = None
    if tree is None:
        raise Unreadable("网页是空的，没有可读的文字")
    if any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
        raise Unreadable("网页的标签嵌套过深，无法完整读取；请在浏览器中打开后，把正文复制到 Word 文档再导入")
    return tree


def _without_text(page: str) -> str:
    if re.search(r"<i?frame\b", page, re.IGNORECASE):
        return "这个网页只是框架，正文在另一个页面里；请在浏览器中单独打开正文后再保存"
    return (
        "网页里没有正文（可能由脚本载入，或在它链接的页面里）；"
        "请在浏览器中打开正文后另存为“网页，全部”，或把正文复制到 Word 文档"
    )


def _facts(pieces: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Name and value of the document's facts among the lines and cells of a page."""
    waiting: str | None = None
    for piece in pieces:
        titles = LABEL.match(piece)
        if titles:
            name, text = SPACE.sub("", titles[1]), (titles[2] or titles[3] or "").strip()
        elif waiting is not None:
            name, text = waiting, piece
        else:
            continue
        waiting = name if titles and not text else None
        if text and len(text) <= VALUE_MOST and name in FACT_SIGNS and FACT_SIGNS[name].search(text):
            yield name, text


def _opened(parts: list[Paragraph | Table]) -> Iterator[Paragraph | Table]:
    """The parts, a table of the document's facts as lines of text."""
    for part in parts:
        if isinstance(part, Table):
            cells = dict.fromkeys(cell for row in part.rows for cell in row if cell is not None)
            pieces = [line for cell in cells for line in cell.text.split("\n") if line]
            facts = list(_facts(pieces))
            if len(facts) > 1 and sum(1 for piece in pieces if LABEL.match(piece)) * 2 >= len(pieces) - 1:
                location = next(iter(cells)).location
                yield from (Paragraph(f"{name}：{text}", location) for name, text in facts)
                continue
        yield part


def _is_furniture(part: Paragraph | Table) -> bool:
    if isinstance(part, Table):
        return all(cell is None or not cell.text for row in part.rows for cell in row)
    return len(part.text) <= FURNITURE_MOST and FURNITURE.match(part.text) is not None


def _titles(tree: _Element) -> list[str]:
    """What the head of the page calls the article, surest first."""
    metas = {(m.get("name") or m.get("property") or "").lower(): m.get("content") for m in tree.iter("meta")}
    titles = [metas[name] or "" for name in TITLE_META if name in metas]
    for element in tree.iter("title"):
        pieces = [piece.strip() for piece in TITLE_CUT.split("".join(element.itertext()))]
        titles += sorted((p for p in pieces if not SITE_NAME.search(p)), key=len, reverse=True)
    return [" ".join(text.split()) for text in titles]


def _headings(page_element: _Element, main: _Element) -> list[str]:
    """The page's first headings outside the article."""
    inside = set(main.iter())
    return [" ".join("".join(h.itertext()).split()) for h in page_element.iter("h1") if h not in inside]


def _missing_title(candidates: list[str], parts: list[Paragraph | Table]) -> list[Paragraph]:
    """The article's title as a paragraph, unless the article prints it itself."""
    candidates = [text for text in candidates if len(text) >= TITLE_LEAST and not SITE_NAME.search(text)]
    opening = SPACE.sub("", "".join(p.text for p in parts[:60] if isinstance(p, Paragraph)))[:TITLE_WITHIN]
    if not candidates or any(SPACE.sub("", text) in opening for text in candidates):
        return []
    return [Paragraph(candidates[0])]
