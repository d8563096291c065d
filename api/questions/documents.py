"""From the words of a question to documents of the graph: by title, by number, by what they are about.

《2024年澜宁市…工作要点》   its title, or a part of it
澜打假办〔2024〕2号         its number, in any brackets
澜宁市打假要点             region, year (beside it), what it is about, and its kind
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from api.questions.directory import Directory, Document, Region
from core.folding import normalize

KIND: Final = (
    "(?:任务分工方案|分工方案|实施方案|工作方案|行动方案|方案|工作要点|要点|重点工作安排|工作安排|安排|工作计划|计划"
    "|文件|通知|工作任务)"
)
NUMBER: Final = re.compile(
    r"[\u3400-\u9fff]{2,12}?[〔\[(【]?(?:19|20)\d\d[〕\])】]?年?第?\d{1,4}号(?:文件|文)?"
)
_SIGNS: Final = re.compile(r"[\s《》〈〉“”\"'‘’「」『』,，.。、:：〔〕\[\]()（）【】]")
_ANY_KIND: Final = re.compile(rf"(?:的)?(?P<kind>{KIND})$")
_EMPTY: Final = re.compile("(?:的|年|工作|重点|任务|那份|这份|那个|这个|本|该)*")
_ABBREVIATED: Final = (
    (re.compile("双打|打假|打击侵权假冒"), "打击侵犯知识产权和制售假冒伪劣商品"),
    (re.compile("(?<!优化)营商(?!环境)"), "优化营商环境"),
    (re.compile("食安"), "食品安全"),
)
"""Names by which the subject of a series of plans goes; a title prints it in full."""


@dataclass(frozen=True, slots=True)
class DocumentMatch:
    """Documents that words may stand for; `exact` where title or number was said."""

    documents: tuple[Document, ...]
    exact: bool


def plain(words: str) -> str:
    """Folded, without blanks and signs: titles are printed with either."""
    return _SIGNS.sub("", normalize(words))


def find_documents(
    directory: Directory, phrase: str, year: int | None = None, within: Sequence[Region] = ()
) -> DocumentMatch | None:
    """The loaded documents meant by the folded words."""
    loaded = [document for document in directory.documents if document.loaded]
    exact = named_documents(loaded, phrase)
    if exact:
        return DocumentMatch(exact, True)
    matches = _by_kind(directory, loaded, phrase, year, within)
    return DocumentMatch(matches, False) if matches else None


def named_documents(documents: Sequence[Document], phrase: str) -> tuple[Document, ...]:
    """Those of exactly that title or number, else those whose title holds six signs or more of it."""
    wanted = plain(phrase).removesuffix("文件").removesuffix("号文") or plain(phrase)
    number = plain(phrase).removesuffix("文件").removesuffix("文").replace("年", "").replace("第", "")
    exact = tuple(
        p
        for p in documents
        if (p.title and plain(p.title) == plain(phrase)) or (p.number and plain(p.number) == number)
    )
    if exact or len(wanted) < _A_TITLE:
        return exact
    return tuple(p for p in documents if p.title and wanted in plain(p.title))


_A_TITLE: Final = 10


def _by_kind(
    directory: Directory, loaded: Sequence[Document], phrase: str, year: int | None, within: Sequence[Region]
) -> tuple[Document, ...]:
    ending = _ANY_KIND.search(phrase)
    if ending is None:
        return ()
    about, kind = phrase[: ending.start()], ending["kind"]
    dated = re.match(r"((?:19|20)\d\d)年度?(?:的)?", about)
    regions: Sequence[Region] = within
    placed = False
    for _ in range(2):
        if dated := re.match(r"((?:19|20)\d\d)年度?(?:的)?", about):
            year, about = int(dated[1]), about[dated.end() :]
        for name, meant in directory.regions_in(about):
            if about.startswith(name):
                regions, about, placed = meant, about.removeprefix(name).removeprefix("的"), True
                break
    if not placed and about[:1] in "省市县区" and len(about) > 1:
        level, about = about[0], about[1:]
        regions = [p for p in directory.regions if p.name.endswith(level)]
        placed = True
    pool = [p for p in loaded if year is None or p.year == year]
    if regions:
        pool = [p for p in pool if p.region in {region.id for region in regions}]
    if kind not in ("文件", "通知"):
        pool = [p for p in pool if p.title and kind in plain(p.title)]
    about = _EMPTY.sub("", about, count=1) if _EMPTY.match(about) else about
    about = re.sub("(?:的|工作|重点|任务)+$", "", about)
    if not about:
        return tuple(pool) if placed or year is not None else ()
    if len(about) < 2:
        return ()
    wanted = about
    for short, full in _ABBREVIATED:
        wanted = short.sub(full, wanted)
    return tuple(p for p in pool if p.title and any(w in plain(p.title) for w in (about, wanted)))
