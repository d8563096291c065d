"""Which part of a web page is the article: one subtree, chosen by weight, and kept whole.

Filtering inside the article loses tasks; so what stands around it is cut away, and what stands in
it stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element

from ingest.read.html_blocks import is_table, lines
from ingest.read.text import HAN

NEVER_TEXT = (
    "script style noscript template iframe frame noframes object embed applet svg canvas audio video map "
    "select datalist button input textarea nav title"
).split()
# Dropped where they stand beside the text; older sites put the whole page into one form.
BESIDE_TEXT = ("form", "aside", "header", "footer")
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Names that the publishing systems of government sites give to the article.
KNOWN_IDS = {"ucap-content", "zoom", "articlecontent", "article-content", "maintext"}
KNOWN_CLASSES = {"trs_editor", "trs_editor_view", "pages_content", "article-content", "view_trs_editor"}
KNOWN_SHARE = 0.5
MAIN_SHARE = 0.8
INLINE = frozenset("a b em font i span strong u".split())
INNER = INLINE | frozenset("caption dd dl dt h1 h2 h3 h4 h5 h6 li ol p pre tbody tfoot thead tr ul".split())
AROUND = re.compile(
    r"版权所有(?![人者])|ICP备|公网安备|网站标识码|当前(?:的)?位置|您(?:现在)?(?:的|所在的?)位置|[上下]一[篇条]\s*[：:]|打印[本此]页|"
    r"关闭(?:窗口|本页)|分享到|扫一扫|(?:浏览|点击|阅读)(?:次数|量|数)|字[号体](?:大小)?\s*[：:]|来源\s*[：:]|"
    r"发布(?:时间|日期|机构)\s*[：:]|索\s*引\s*号|网站地图|欢迎(?:访问|光临)|(?:主办|承办)(?:单位)?\s*[：:]"
)
OF_ARTICLE = re.compile(
    r"。|；|负责|牵头|配合|落实|附件"
)  # a line with one of these is never taken for the site's
AROUND_MOST = 200


@dataclass(frozen=True, slots=True)
class _Weight:
    """Chinese characters in an element: outside links, and in links."""

    plain: dict[_Element, int]
    linked: dict[_Element, int]


def drop_what_is_no_text(page_element: _Element) -> None:
    """Take scripts, hidden elements, menus and what only frames the page out of the tree."""
    for element in list(page_element.iter(*NEVER_TEXT)):
        _drop(element)
    for element in list(page_element.iter()):
        if "hidden" in element.attrib or HIDDEN.search(element.get("style") or ""):
            _drop(element)
    beside = list(page_element.iter(*BESIDE_TEXT))
    if not beside:
        return
    weight = _weigh(page_element)
    for element in beside:
        titles_article = element.tag in ("header", "footer") and _has_above(element, "article", "main")
        if not titles_article and weight.plain[element] * 2 <= weight.plain[page_element]:
            _drop(element)


def _has_above(element: _Element, *tags: str) -> bool:
    return next(element.iterancestors(*tags), None) is not None


def _drop(element: _Element) -> None:
    """Take the element out, but not the text behind it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def article(page_element: _Element) -> tuple[_Element, list[str]]:
    """The subtree that holds the article, and the lines cut off from its edges."""
    weight = _weigh(page_element)
    total = weight.plain[page_element]
    if not total:
        return page_element, []
    main = _known(page_element, weight)
    if main is None:
        main = [e for e in page_element.iter() if weight.plain[e] >= MAIN_SHARE * total][-1]
    main = _widened(main, page_element, weight)
    return main, list(_trimmed(main, weight))


def _weigh(page_element: _Element) -> _Weight:
    elements = list(page_element.iter())
    in_link: dict[_Element, bool] = {}
    for element in elements:
        parent = element.getparent()
        above = parent is not None and in_link.get(parent, False)
        # an anchor without address is a mark, and often left open over the whole article
        in_link[element] = above or (element.tag == "a" and "href" in element.attrib)
    plain: dict[_Element, int] = {}
    linked: dict[_Element, int] = {}
    for element in reversed(elements):  # children before their parents
        own = len(HAN.findall(element.text or ""))
        tails = 0
        plain[element] = linked[element] = 0
        for child in element:
            tails += len(HAN.findall(child.tail or ""))
            plain[element] += plain[child]
            linked[element] += linked[child]
        (linked if in_link[element] else plain)[element] += own + tails
    return _Weight(plain, linked)


def _known(page_element: _Element, weight: _Weight) -> _Element | None:
    """What holds the containers of known names, where these hold most of the page."""
    candidates: list[_Element] = []
    walker = etree.iterwalk(page_element, events=("start",))
    for _, element in walker:
        classes = set((element.get("class") or "").lower().split())
        if (element.get("id") or "").lower() in KNOWN_IDS or classes & KNOWN_CLASSES:
            candidates.append(element)
            walker.skip_subtree()
    candidates = [element for element in candidates if weight.plain[element]]
    if (
        sum(weight.plain[element] for element in candidates) < KNOWN_SHARE * weight.plain[page_element]
        or not candidates
    ):
        return None
    common = candidates[0]
    for other in candidates[1:]:
        above = {other, *other.iterancestors()}
        while common not in above:
            parent = common.getparent()
            assert parent is not None  # the body is above both
            common = parent
    return common


def _widened(main: _Element, page_element: _Element, weight: _Weight) -> _Element:
    """The element, or one above it that adds words of the article and nothing of the page around.

    The heaviest element may be one table or paragraph of the article.
    """
    while main is not page_element and (main.tag in INNER or _is_piece_of_table(main)):
        parent = main.getparent()
        assert parent is not None
        main = parent
    if main is page_element:
        return page_element  # what is above it is not of the page
    for above in main.iterancestors():
        plain = weight.plain[above] - weight.plain[main]
        linked = weight.linked[above] - weight.linked[main]
        if linked * 2 > plain or (plain and any(map(_is_around, lines(above, main)))):
            break
        if plain:
            main = above
        if above is page_element:
            break
    return main


def _is_around(line: str) -> bool:
    return len(line) <= AROUND_MOST and bool(AROUND.search(line)) and not OF_ARTICLE.search(line)


def _trimmed(main: _Element, weight: _Weight) -> Iterator[str]:
    """Cut what stands around the article off both edges of the subtree; its lines.

    So on a short page, whose article does not outweigh the site enough to stand alone.
    """
    while True:
        for last in (False, True):
            # not len(main): it counts the children each time
            while (edge := next(main.iterchildren(reversed=last), None)) is not None:
                if HAN.search((edge.tail if last else main.text) or ""):
                    break
                # weighed before its lines are made: the article itself is often the only child
                cut = list(lines(edge)) if weight.plain[edge] + weight.linked[edge] <= AROUND_MOST else None
                if cut is None or not _stands_around(edge, cut, weight):
                    break
                yield from cut
                _drop(edge)
        if len(main) != 1 or HAN.search((main.text or "") + (main[0].tail or "")):
            return
        main = main[0]
        if main.tag in INNER - INLINE or _is_piece_of_table(main):
            return


def _stands_around(element: _Element, words: list[str], weight: _Weight) -> bool:
    if any(OF_ARTICLE.search(line) for line in words) or next(element.iter("h1"), None) is not None:
        return False
    if sum(map(len, words)) > AROUND_MOST:
        return False
    return not words or weight.linked[element] > weight.plain[element] or any(map(_is_around, words))


def _is_piece_of_table(element: _Element) -> bool:
    """Whether it is a table that is not mere layout, or a row or cell of one."""
    table = element if element.tag == "table" else None
    if table is None and element.tag in ("td", "th", "tr", "tbody", "thead", "tfoot"):
        table = next(element.iterancestors("table"), None)
    return table is not None and is_table(table)
