"""From the text of a file to the text that is parsed: page furniture out, cut lines joined.

A file that was copied out of a printed or typeset document carries page numbers and running
heads, and its lines break where the page did, in the middle of words and of clauses. What is
taken out is kept in `removed`, with its line; nothing else but white space is lost.
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

from ingest.document import Removed
from ingest.lexicon.agency_endings import ends_agency_name
from ingest.lexicon.clause_forms import LABEL, begins_with_label
from ingest.lexicon.markers import closes, marker_at
from ingest.read.content import Location, Paragraph

INVISIBLE = re.compile("[\ufeff\u200b-\u200f\u202a-\u202e\u2060\x00-\x08\x0e-\x1f\x7f]")
INNER_PARAGRAPH = re.compile("\u3000{2,}|\u00a0{4,}")
PAGE_NUMBER = re.compile(
    r"[—–―─－\-~·•\s]+\d{1,4}[—–―─－\-~·•\s]+$|第\s*\d{1,4}\s*页(?:\s*[，,/ ]?\s*共\s*\d{1,4}\s*页)?$|"
    r"[Pp]age\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?$|\d{1,4}\s*/\s*\d{1,4}$"
)
BARE_NUMBER = re.compile(r"\d{1,4}$")
TERMINAL = frozenset("。！？；：…!?;:")
CLOSERS = "”’」』）)】》〉〕]"
ENDS = TERMINAL | frozenset(CLOSERS)
# What closes each; a bracket of another width does too.
OPENERS = {"（": "）)", "(": "）)", "〔": "〕", "【": "】", "“": "”", "《": "》", "「": "」", "[": "]）)"}
OPENING = re.compile(f"[{re.escape(''.join(OPENERS))}]")
BRACKET = re.compile(f"[{re.escape(''.join([*OPENERS, CLOSERS, '。']))}]")
PUNCTUATION = re.compile("[，。；、：,;]")
INDENTS = frozenset("\u3000\u00a0\t")
LATIN = frozenset(string.ascii_letters)
LATIN_OR_DIGIT = LATIN | frozenset(string.digits)
OPEN_REACH = 600  # an opener further back than this is a slip of the pen, not an open bracket
RUNNING_HEAD_MOST = 40
RUNNING_HEAD_TIMES = 3


Answer = TypeVar("Answer")


class Line(NamedTuple):
    """A line of the file. `whole` ones are paragraphs of their own, which no page has cut.

    `laid` ones were taken from a page as it is laid out, so that their indents and `furniture` are
    known for sure. `locations` are the stretches of the line with the places they come from.
    """

    text: str
    number: int
    indented: bool
    whole: bool = False
    locations: tuple[tuple[int, int, Location], ...] = ()
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
            locations=((0, len(text), paragraph.location),) if paragraph.location != Location() else (),
            laid=not paragraph.whole,
            furniture=paragraph.furniture,
        )


@dataclass(frozen=True, slots=True)
class Origin:
    """Which place of the file a stretch of the clean text comes from."""

    start: int
    end: int
    location: Location


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
    content = [line for i, line in enumerate(lines) if i not in furniture]
    text, origins = _joined(content)
    return CleanText(text, removed, origins)


def _lines(raw: str) -> list[Line]:
    lines = []
    visible = INVISIBLE.sub("", raw)
    inner = "\u3000\u3000" in visible or "\u00a0" in visible
    for number, printed in enumerate(visible.splitlines(), start=1):
        text = printed.strip()
        if not text:
            continue
        indented = printed[0] in INDENTS or printed.startswith("  ")
        if inner and INNER_PARAGRAPH.search(text):
            first, *others = INNER_PARAGRAPH.split(text)
            lines.append(Line(first.strip(), number, indented))
            lines += [Line(words, number, True) for other in others if (words := other.strip())]
        else:
            lines.append(Line(text, number, indented))
    return lines


class _Memo(dict[str, Answer], Generic[Answer]):
    """What a test tells of a line's text, asked once for all lines that print the same."""

    def __init__(self, test: Callable[[str], Answer]) -> None:
        super().__init__()
        self._test = test

    def __missing__(self, text: str) -> Answer:
        answer = self[text] = self._test(text)
        return answer


def _furniture(lines: Sequence[Line]) -> set[int]:
    """Indices of page numbers and running heads.

    A running head is a short line without a sentence mark that stands beside page numbers, or
    in the middle of sentences, three times or more. Numbers alone on a line are page numbers
    where they count up.
    """
    times = Counter([line.text for line in lines if not line.whole])
    pages = _positions(lines, {text for text in times if PAGE_NUMBER.match(text)})
    bare = _positions(lines, {text for text in times if BARE_NUMBER.match(text)})
    values = [int(lines[i].text) for i in sorted(bare)]
    if len(bare) >= RUNNING_HEAD_TIMES and all(b - a == 1 for a, b in pairwise(values)):
        pages |= bare
    marked = {i for i, line in enumerate(lines) if line.furniture}
    heads = {text for text, n in times.items() if n >= RUNNING_HEAD_TIMES and _may_head(text)}
    if not heads:
        return marked | pages
    standing = [i for i, line in enumerate(lines) if line.text in heads and i not in pages]
    unfinished = _Memo(_unfinished)
    supported = Counter(
        lines[i].text
        for i in standing
        if i + 1 in pages or i - 1 in pages or (i > 0 and unfinished[lines[i - 1].text])
    )
    return marked | pages | {i for i in standing if supported[lines[i].text] >= RUNNING_HEAD_TIMES - 1}


def _positions(lines: Sequence[Line], texts: set[str]) -> set[int]:
    """Where a page may have printed one of these."""
    if not texts:
        return set()
    return {i for i, line in enumerate(lines) if line.text in texts and not line.whole}


def _may_head(text: str) -> bool:
    """Whether a line may be a running head, by its own words."""
    return (
        len(text) <= RUNNING_HEAD_MOST
        and text[-1] not in ENDS
        and not marker_at(text)
        and not begins_with_label(text)
    )


def _unfinished(text: str) -> bool:
    """Whether a line breaks off inside a sentence: it has inner punctuation and no end."""
    return text[-1] not in ENDS and PUNCTUATION.search(text) is not None


def _joined(lines: Sequence[Line]) -> tuple[str, tuple[Origin, ...]]:
    """The text with cut lines joined, and where its stretches come from."""
    if not lines:
        return "", ()
    layout = _Layout(lines)
    before = lines[0]
    paragraph = _Paragraph(before)
    parts, origins, at = [before.text], _origins(before, 0), len(before.text)
    for line in lines[1:]:
        text = line.text
        if layout.cut_between(paragraph, before, line):
            glue = " " if before.text[-1] in LATIN_OR_DIGIT and text[0] in LATIN else ""
            paragraph.add(text)
        else:
            glue = "\n"
            paragraph.begin(line)
        if glue:
            parts.append(glue)
        parts.append(text)
        if line.locations:
            origins += _origins(line, at + len(glue))
        at += len(glue) + len(text)
        before = line
    return "".join(parts), tuple(origins)


def _origins(line: Line, at: int) -> list[Origin]:
    return [Origin(at + start, at + end, location) for start, end, location in line.locations]


class _Paragraph:
    """The lines joined so far: the first of them, and what their last OPEN_REACH characters hold."""

    __slots__ = ("_begins", "_open", "_read", "began", "tail")

    def __init__(self, line: Line) -> None:
        self._open: list[tuple[int, str]] = []  # the brackets open so far: where, and what closes each
        self.begin(line)

    def begin(self, line: Line) -> None:
        """Another one, from this line on."""
        self.began = line
        self.tail = line.text[-OPEN_REACH:]
        self._begins = len(line.text) - len(self.tail)
        self._read = 0
        if self._open:
            self._open = []

    def add(self, text: str) -> None:
        tail = self.tail + text
        over = len(tail) - OPEN_REACH
        if over > 0:
            tail = tail[over:]
            self._begins += over
        self.tail = tail

    def is_open(self) -> bool:
        """Whether a bracket or quote still stands open."""
        if self._read == 0 and not OPENING.search(self.tail):
            return False
        begins = self._begins
        for mark in BRACKET.finditer(self.tail, max(0, self._read - begins)):
            character = mark.group()
            if character in OPENERS:
                self._open.append((begins + mark.start(), OPENERS[character]))
            elif not self._open:
                continue
            elif character != "。":
                if character in self._open[-1][1]:
                    self._open.pop()
            elif self._open[-1][1] not in "”」":
                self._open.clear()
        self._read = begins + len(self.tail)
        return bool(self._open) and self._open[-1][0] >= begins


class _Layout:
    """How this document breaks its lines, learned from all of them."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._breaks = _Memo(_breaks_off)
        self._marks = _Memo(marker_at)
        self._begins = _Memo(lambda text: self._marks[text] is not None or closes(text))
        times = Counter([line.text for line in lines])
        loose = {text: n for text, n in times.items() if self._breaks[text]}
        lengths: Counter[int] = Counter()
        for text, n in loose.items():
            lengths[len(text)] += n
        # Hard-wrapped: a good part of all lines stops short of a sentence's end, at about one width.
        self.wrapped = lengths.total() > 0.3 * len(lines) and len(lines) > 5
        self.width = _most(lengths)
        self.laid_width = _most(Counter([len(line.text) for line in lines if line.laid]))
        self.indents = len({line.indented for line in lines}) == 2
        finished: Counter[str] = Counter()
        seen: Counter[str] = Counter()
        for text, n in times.items():
            if marker := self._marks[text]:
                seen[marker.kind.name] += n
                finished[marker.kind.name] += n * (text[-1] in ENDS)
        # In this document an item of such a kind runs on; in others it is a heading on a line of its own.
        self.run_on = {kind for kind in seen if finished[kind] > 0.5 * seen[kind]}

    def cut_between(self, paragraph: _Paragraph, before: Line, line: Line) -> bool:
        """Whether the break between two lines is the page's and not the writer's."""
        if before.whole or line.whole or self._begins[line.text]:
            return False
        if before.laid and line.laid and self.indents:
            return not line.indented and len(before.text) >= 0.75 * self.laid_width
        last = before.text[-1]
        if last in "，、" or (last in "：:" and LABEL.fullmatch(before.text)):
            return True
        if last in "；：;:" and paragraph.is_open():
            return True
        if last in TERMINAL:
            return self._full(before) and self.indents and not line.indented and last != "："
        if paragraph.is_open():
            return True
        if self.wrapped and self.indents and paragraph.began.indented and not line.indented:
            return last not in CLOSERS or self._full(before)
        marker = self._marks[before.text]
        if not marker and not self._full(before) and not PUNCTUATION.search(paragraph.tail):
            return False
        if begins_with_label(line.text) or closes(before.text):
            return False
        if _lists_agencies(paragraph.tail) and not self._full(before):
            return False  # what follows a whole list of agencies is another agency, or the signature
        if last in CLOSERS:
            return self._full(before) and not line.indented
        if marker and marker.kind.name not in self.run_on:
            return self._full(before) and not line.indented and (self.indents or self._breaks[before.text])
        return True

    def _full(self, line: Line) -> bool:
        return self.wrapped and len(line.text) >= 0.85 * self.width


def _most(lengths: Counter[int]) -> int:
    """The length that nine lines of ten do not pass; 0 where there is no line."""
    rank = int(0.9 * (lengths.total() - 1))
    for length in sorted(lengths):
        rank -= lengths[length]
        if rank < 0:
            return length
    return 0


def _breaks_off(text: str) -> bool:
    """Whether a line stops inside a sentence: neither a heading nor a label's list of agencies does."""
    marker = marker_at(text)
    words = text[len(marker.text) :] if marker else text
    return bool(words) and _unfinished(words) and not _lists_agencies(text)


def _lists_agencies(paragraph: str) -> bool:
    """Whether the paragraph ends in a label line whose last agency is whole: 责任单位：市公安局."""
    sentence = paragraph[paragraph.rfind("。") + 1 :].lstrip()
    return begins_with_label(sentence) and ends_agency_name(sentence)
