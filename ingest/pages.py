"""From the text of a file to the text that is parsed: page furniture out, cut lines joined.

A file that was copied out of a printed or typeset document carries page numbers and running
heads, and its lines break where the page did, in the middle of words and of clauses. What is
taken out is kept in `removed`, with its line; nothing else but white space is lost.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from ingest.clauses.bodies import STRONG_END
from ingest.clauses.lexicon import LABEL, begins_with_label
from ingest.document import Removed
from ingest.markers import closes, marker_at
from ingest.read.content import Paragraph, Spot

INVISIBLE = re.compile("[\ufeff\u200b-\u200f\u202a-\u202e\u2060\x00-\x08\x0e-\x1f\x7f]")
LINE_BREAK = re.compile("\r\n?|[\n\x0b\x0c\x85\u2028\u2029]")
INNER_PARAGRAPH = re.compile("\u3000{2,}|\u00a0{4,}")
PAGE_NUMBER = re.compile(
    r"[—–―─－\-~·•\s]+\d{1,4}[—–―─－\-~·•\s]+$|第\s*\d{1,4}\s*页(?:\s*[，,/ ]?\s*共\s*\d{1,4}\s*页)?$|"
    r"[Pp]age\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?$|\d{1,4}\s*/\s*\d{1,4}$"
)
BARE_NUMBER = re.compile(r"\d{1,4}$")
TERMINAL = "。！？；：…!?;:"
CLOSERS = "”’」』）)】》〉〕]"
OPENERS = {"（": "）", "(": ")", "〔": "〕", "【": "】", "“": "”", "《": "》", "「": "」", "[": "]"}
OPENING = re.compile(f"[{re.escape(''.join(OPENERS))}]")
PUNCTUATION = re.compile("[，。；、：,;]")
LATIN_END = re.compile(r"[A-Za-z0-9]$")
LATIN_START = re.compile(r"[A-Za-z]")
OPEN_REACH = 600  # an opener further back than this is a slip of the pen, not an open bracket
RUNNING_HEAD_MOST = 40
RUNNING_HEAD_TIMES = 3


_mark = lru_cache(maxsize=65536)(marker_at)  # a line is asked for its mark again and again


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file. `whole` ones are paragraphs of their own, which no page has cut.

    `laid` ones were taken from a page as it is laid out, so that their indents and `furniture` are
    known for sure. `spots` are the stretches of the line with the places they come from.
    """

    text: str
    number: int
    indented: bool
    whole: bool = False
    spots: tuple[tuple[int, int, Spot], ...] = ()
    laid: bool = False
    furniture: bool = False

    @classmethod
    def of(cls, printed: str, number: int, paragraph: Paragraph) -> Line:
        """A line of a paragraph that a reader gives."""
        text = INVISIBLE.sub("", printed).strip()
        return cls(
            text=text,
            number=number,
            indented=paragraph.indented,
            whole=paragraph.whole,
            spots=((0, len(text), paragraph.spot),) if paragraph.spot != Spot() else (),
            laid=not paragraph.whole,
            furniture=paragraph.furniture,
        )


@dataclass(frozen=True, slots=True)
class Origin:
    """Which place of the file a stretch of the clean text comes from."""

    start: int
    end: int
    spot: Spot


@dataclass(frozen=True, slots=True)
class CleanText:
    """`text` holds one paragraph a line; `removed` what was page furniture."""

    text: str
    removed: tuple[Removed, ...]
    origins: tuple[Origin, ...] = ()


def clean(raw: str) -> CleanText:
    """One paragraph a line, without page furniture, page cuts and indentation. Linear time."""
    return clean_lines(_lines(raw))


def clean_lines(lines: list[Line]) -> CleanText:
    """The same for lines that a reader took out of a file; none is empty."""
    furniture = _furniture(lines)
    removed = tuple(Removed(lines[i].text, lines[i].number) for i in sorted(furniture))
    kept = [line for i, line in enumerate(lines) if i not in furniture]
    text, origins = _joined(kept)
    return CleanText(text, removed, origins)


def _lines(raw: str) -> list[Line]:
    lines = []
    for number, printed in enumerate(LINE_BREAK.split(INVISIBLE.sub("", raw)), start=1):
        inner = "\u3000\u3000" in printed or "\u00a0" in printed
        for k, piece in enumerate(INNER_PARAGRAPH.split(printed.strip()) if inner else [printed]):
            text = piece.strip()
            if text:
                indented = k > 0 or printed[:1] in "\u3000\u00a0" or printed.startswith(("  ", "\t"))
                lines.append(Line(text, number, indented))
    return lines


def _furniture(lines: list[Line]) -> set[int]:
    """Indices of page numbers and running heads.

    A running head is a short line without a sentence mark that stands beside page numbers, or
    in the middle of sentences, three times or more. Numbers alone on a line are page numbers
    where they count up.
    """
    pages = {i for i, line in enumerate(lines) if not line.whole and PAGE_NUMBER.match(line.text)}
    bare = [i for i, line in enumerate(lines) if not line.whole and BARE_NUMBER.match(line.text)]
    values = [int(lines[i].text) for i in bare]
    if len(bare) >= RUNNING_HEAD_TIMES and all(b - a == 1 for a, b in pairwise(values)):
        pages |= set(bare)
    texts = Counter(line.text for line in lines if not line.whole)
    heads = set()
    for i, line in enumerate(lines):
        if texts[line.text] < RUNNING_HEAD_TIMES or len(line.text) > RUNNING_HEAD_MOST or i in pages:
            continue
        if line.text[-1] in TERMINAL + CLOSERS or _mark(line.text) or begins_with_label(line.text):
            continue
        heads.add(i)
    supported = Counter(
        lines[i].text
        for i in heads
        if i - 1 in pages or i + 1 in pages or (i > 0 and _unfinished(lines[i - 1].text))
    )
    told = {i for i, line in enumerate(lines) if line.furniture}
    return told | pages | {i for i in heads if supported[lines[i].text] >= RUNNING_HEAD_TIMES - 1}


def _unfinished(text: str) -> bool:
    """Whether a line breaks off inside a sentence: it has inner punctuation and no end."""
    return text[-1] not in TERMINAL + CLOSERS and bool(PUNCTUATION.search(text))


def _joined(lines: list[Line]) -> tuple[str, tuple[Origin, ...]]:
    """The text with cut lines joined, and where its stretches come from."""
    if not lines:
        return "", ()
    layout = _Layout(lines)
    parts, origins, at = [lines[0].text], _origins(lines[0], 0), len(lines[0].text)
    began, tail = lines[0], lines[0].text[-OPEN_REACH:]
    for before, line in pairwise(lines):
        if layout.cut_between(began, before, line, tail):
            glue = " " if LATIN_END.search(before.text) and LATIN_START.match(line.text) else ""
            tail = (tail + line.text)[-OPEN_REACH:]
        else:
            glue = "\n"
            began, tail = line, line.text[-OPEN_REACH:]
        origins += _origins(line, at + len(glue))
        parts.append(glue + line.text)
        at += len(glue) + len(line.text)
    return "".join(parts), tuple(origins)


def _origins(line: Line, at: int) -> list[Origin]:
    return [Origin(at + start, at + end, spot) for start, end, spot in line.spots]


class _Layout:
    """How this document breaks its lines, learned from all of them."""

    def __init__(self, lines: list[Line]) -> None:
        loose = [line for line in lines if _breaks_off(line.text)]
        lengths = sorted(len(line.text) for line in loose)
        # Hard-wrapped: a good part of all lines stops short of a sentence's end, at about one width.
        self.wrapped = len(loose) > 0.3 * len(lines) and len(lines) > 5
        self.width = lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0
        laid = sorted(len(line.text) for line in lines if line.laid)
        self.laid_width = laid[int(0.9 * (len(laid) - 1))] if laid else 0
        self.indents = any(line.indented for line in lines) and not all(line.indented for line in lines)
        finished: Counter[str] = Counter()
        seen: Counter[str] = Counter()
        for line in lines:
            if marker := _mark(line.text):
                seen[marker.kind] += 1
                finished[marker.kind] += line.text[-1] in TERMINAL + CLOSERS
        # In this document an item of such a kind runs on; in others it is a heading on a line of its own.
        self.run_on = {kind for kind in seen if finished[kind] > 0.5 * seen[kind]}

    def cut_between(self, began: Line, before: Line, line: Line, paragraph: str) -> bool:
        """Whether the break between two lines is the page's and not the writer's.

        `began` is the line that the paragraph so far began with, `paragraph` its end.
        """
        if before.whole or line.whole or _mark(line.text) or closes(line.text):
            return False
        if before.laid and line.laid and self.indents:
            return not line.indented and len(before.text) >= 0.75 * self.laid_width
        if before.text[-1] in "，、" or (before.text[-1] in "：:" and LABEL.fullmatch(before.text)):
            return True
        if before.text[-1] in "；：;:" and _open_bracket(paragraph):
            return True
        if before.text[-1] in TERMINAL:
            return self._full(before) and self.indents and not line.indented and before.text[-1] != "："
        if _open_bracket(paragraph):
            return True
        if self.wrapped and self.indents and began.indented and not line.indented:
            return before.text[-1] not in CLOSERS or self._full(before)
        marker = _mark(before.text)
        runs_on = self._full(before) or bool(PUNCTUATION.search(paragraph))
        if not marker and not runs_on:
            return False
        if begins_with_label(line.text) or closes(before.text):
            return False
        if _lists_bodies(paragraph) and not self._full(before):
            return False  # what follows a whole list of bodies is another body, or the signature
        if before.text[-1] in CLOSERS:
            return self._full(before) and not line.indented
        if marker and marker.kind not in self.run_on:
            return self._full(before) and not line.indented and (self.indents or _breaks_off(before.text))
        return True if marker else runs_on

    def _full(self, line: Line) -> bool:
        return self.wrapped and len(line.text) >= 0.85 * self.width


def _breaks_off(text: str) -> bool:
    """Whether a line stops inside a sentence: neither a heading nor a label's list of bodies does."""
    marker = _mark(text)
    words = text[len(marker.text) :] if marker else text
    return bool(words) and _unfinished(words) and not _lists_bodies(text)


def _lists_bodies(paragraph: str) -> bool:
    """Whether the paragraph ends in a label line whose last body is whole: 责任单位：市公安局."""
    sentence = paragraph[paragraph.rfind("。") + 1 :].lstrip()
    return bool(begins_with_label(sentence) and STRONG_END.search(sentence))


def _open_bracket(text: str) -> bool:
    """Whether a bracket or quote of the paragraph's end still stands open."""
    if not OPENING.search(text):
        return False
    open_: list[str] = []
    for character in text:
        if character in OPENERS:
            open_.append(OPENERS[character])
        elif character in CLOSERS and open_:
            wanted = {"）": "）)", ")": "）)", "]": "]）)"}.get(open_[-1], open_[-1])
            if character in wanted:
                open_.pop()
        elif character == "。" and open_ and open_[-1] not in "”」":
            open_.clear()
    return bool(open_)
