"""Automatic numbers of a Word document, as Word prints them before its paragraphs.

A paragraph's numbering is its own, else that of its style or of the styles this is based on. Each
numbering (w:num) uses an abstract one (w:abstractNum), which holds the levels and does the counting.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from lxml.etree import _Element

from ingest.read.docx_package import is_on, switched_on, value, w
from ingest.read.number_formats import number

LEVELS = range(9)
LEVEL_REFERENCE = re.compile("%([1-9])")
STYLE_CHAIN_MOST = 50  # styles that are based on each other in a ring end here
LATIN_END = re.compile(r"[0-9A-Za-z.)\]]$")


@dataclass(frozen=True, slots=True)
class Level:
    """One level: `text` is the pattern (第%1条), `restart` the level (from 1) that restarts it."""

    start: int
    format: str
    text: str
    suffix: str
    legal: bool
    restart: int | None
    style: str | None

    def restarts_after(self, used: int, own: int) -> bool:
        return used < own if self.restart is None else used < self.restart


NO_LEVEL = Level(1, "none", "", "nothing", False, None, None)


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A w:num: the levels in force, and where each starts the first time that this list is used."""

    id: str
    abstract: str
    levels: dict[int, Level]
    start_overrides: dict[int, int]

    def level(self, index: int) -> Level:
        return self.levels.get(index, NO_LEVEL)


class Styles:
    """Paragraph styles by id, and what each inherits."""

    def __init__(self, styles: _Element | None) -> None:
        result = [] if styles is None else list(styles.iter(w("style")))
        self._by_id = {style.get(w("styleId"), ""): style for style in result}
        defaults = (
            style.get(w("styleId"))
            for style in result
            if style.get(w("type")) == "paragraph" and is_on(style.get(w("default")))
        )
        self._default = next(defaults, None)

    def chain(self, paragraph: _Element) -> list[tuple[str, _Element]]:
        """The styles in force for the paragraph, its own first."""
        chain: list[tuple[str, _Element]] = []
        id = value(paragraph, "w:pPr/w:pStyle") or self._default
        while id is not None and id in self._by_id and len(chain) < STYLE_CHAIN_MOST:
            chain.append((id, self._by_id[id]))
            id = value(self._by_id[id], "w:basedOn")
        return chain

    def name(self, paragraph: _Element) -> str:
        """The name of the paragraph's own style, empty where it has none."""
        id = value(paragraph, "w:pPr/w:pStyle") or ""
        style = self._by_id.get(id)
        return (value(style, "w:name") if style is not None else None) or id

    def list_of(self, style_id: str) -> str | None:
        """The id of the list that a style carries."""
        style = self._by_id.get(style_id)
        return None if style is None else value(style, "w:pPr/w:numPr/w:numId")


class Numbering:
    """Counts through a document; `label` must be called once a paragraph, in reading order."""

    def __init__(self, numbering: _Element | None, styles: Styles) -> None:
        self._styles = styles
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._started: set[tuple[str, int]] = set()
        self._lists = {} if numbering is None else _lists(numbering, styles)

    def label(self, paragraph: _Element) -> str:
        """What Word prints before the paragraph; empty where it has no number, or only a bullet.

        A tab behind the number becomes a space where the number ends in a Latin sign ("1. "), and
        nothing behind a full-width one ("一、"), which brings its own white space.
        """
        result = self._list_and_level(paragraph)
        if result is None:
            return ""
        numbered, index = result
        level = numbered.level(index)
        counts = self._counts[numbered.abstract]
        once = numbered.start_overrides.get(index)
        if once is not None and (numbered.id, index) not in self._started:
            counts[index] = once
        else:
            counts[index] = counts.get(index, level.start - 1) + 1
        self._started.add((numbered.id, index))
        for deeper in [j for j in counts if j > index and numbered.level(j).restarts_after(index, j)]:
            del counts[deeper]
        if level.format == "bullet":
            return ""

        def printed(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            of = numbered.level(at)
            return number(counts.get(at, of.start), "decimal" if level.legal else of.format)

        text = LEVEL_REFERENCE.sub(printed, level.text)
        if level.suffix == "space" or (level.suffix == "tab" and LATIN_END.search(text)):
            return text + " "
        return text

    def _list_and_level(self, paragraph: _Element) -> tuple[NumberedList, int] | None:
        list_id = value(paragraph, "w:pPr/w:numPr/w:numId")
        level = value(paragraph, "w:pPr/w:numPr/w:ilvl")
        chain = self._styles.chain(paragraph)
        if list_id is not None:
            numbered = self._lists.get(list_id)  # id 0, which no list has, switches numbering off
            return None if numbered is None else (numbered, _index(level))
        list_id = _first([value(style, "w:pPr/w:numPr/w:numId") for _, style in chain])
        numbered = self._lists.get(list_id or "")
        if numbered is None:
            return None
        if level is not None:
            return numbered, _index(level)
        for id, _ in chain:
            linked = [i for i in LEVELS if numbered.level(i).style == id]
            if linked:
                return numbered, linked[0]
        return numbered, _index(_first([value(style, "w:pPr/w:numPr/w:ilvl") for _, style in chain]))


def _first(values: list[str | None]) -> str | None:
    return next((result for result in values if result is not None), None)


def _whole(text: str | None, default: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,6}", text) else default


def _index(text: str | None) -> int:
    return min(max(_whole(text, 0), 0), LEVELS[-1])


def _lists(numbering: _Element, styles: Styles) -> dict[str, NumberedList]:
    abstracts = {a.get(w("abstractNumId"), ""): a for a in numbering.findall(w("abstractNum"))}
    abstract_of = {
        num.get(w("numId"), ""): value(num, "w:abstractNumId") or "" for num in numbering.findall(w("num"))
    }
    lists = {}
    for num in numbering.findall(w("num")):
        id = num.get(w("numId"), "")
        abstract = abstract_of[id]
        # An abstract numbering may only name a numbering style, whose list leads to the real one.
        link = value(abstracts[abstract], "w:numStyleLink") if abstract in abstracts else None
        if link is not None:
            abstract = abstract_of.get(styles.list_of(link) or "", abstract)
        if abstract not in abstracts or id == "0":
            continue
        levels = {_index(e.get(w("ilvl"))): _level(e) for e in abstracts[abstract].findall(w("lvl"))}
        starts = {}
        for override in num.findall(w("lvlOverride")):
            index = _index(override.get(w("ilvl")))
            own = override.find(w("lvl"))
            if own is not None:
                levels[index] = _level(own)
            start = value(override, "w:startOverride")
            if start is not None:
                starts[index] = _whole(start, 1)
        lists[id] = NumberedList(id, abstract, levels, starts)
    return lists


def _level(element: _Element) -> Level:
    format = next((e.get(w("val")) for e in element.iter(w("numFmt"))), None)
    restart = value(element, "w:lvlRestart")
    return Level(
        start=_whole(value(element, "w:start"), 1),
        format=format or "decimal",
        text=value(element, "w:lvlText") or "",
        suffix=value(element, "w:suff") or "tab",
        legal=switched_on(element, "w:isLgl"),
        restart=None if restart is None else _whole(restart, 0),
        style=value(element, "w:pStyle"),
    )
