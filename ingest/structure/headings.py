"""The heading tree of a document: parts, headings and numbered items, from the marks in its text.

A mark counts at the head of a paragraph, and inside one where a sentence has just ended and the
number carries on the count: run-in items, and documents that were saved without line breaks.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from ingest.lexicon.markers import KINDS, Marker, closes, marker_at, marks_in

HEADING_MOST = 40  # characters of a first sentence that is a heading and not the text itself
LINE_HEADING_MOST = 80
PUNCTUATION = re.compile("[，。；：、]")
SENTENCE_END = re.compile("[。！？；]")
USUAL_HEADING = re.compile(
    r"(?:总体(?:要求|目标|思路)|指导思想|基本原则|(?:工作|主要|发展|行动)目标|目标任务|(?:工作|重点|主要)任务(?:及(?:责任)?分工|和责任分工)?|"
    r"重点(?:工作|领域)|(?:主要|工作|政策|重点|保障)(?:政策)?措施|(?:工作|有关|相关)要求|组织(?:领导|实施|保障)|(?:实施|工作)步骤|"
    r"(?:时间|进度|工作)安排|(?:责任|任务|职责)分工|监督考核|督导考核)(?=[^。，；、]{0,200}[。，；：、])(?![和与及、])"
)  # what first-rank headings are most often; told from the text only where line breaks are lost
BEFORE_INLINE = "。！？；：…)）】》”’."
UNBROKEN = 1500  # characters a line break, from which on the text has lost its line breaks


@dataclass(slots=True, eq=False)
class Node:
    """A heading or numbered item. `start` is that of its mark, `content_start` the first position behind it.

    `heading_end` is where its heading stops; equal to `content_start` where it has none of its own.
    Nodes know those above them and none below: a circle of them would outlive the parse.
    """

    marker: Marker
    start: int
    content_start: int
    end: int
    weak: bool
    own_line: bool
    parent: Node | None
    depth: int
    leads: bool  # whether it is the first below its parent
    heading_end: int = 0
    has_items: bool = False  # whether any node stands below it
    strong_start: int = -1  # where the first below it stands that is not weak; -1 without one
    strong_own_line: bool = False  # whether that one heads a paragraph
    holds_clause: bool = False  # it or one below it, so far
    items_hold_clause: bool = False  # one below it, so far

    @property
    def rank(self) -> int:
        return self.marker.kind.rank

    def path(self) -> list[Node]:
        """The node and those above it, outermost first."""
        nodes, node = [], self
        while node is not None:
            nodes.append(node)
            node = node.parent  # type: ignore[assignment]
        return nodes[::-1]

    def hold_clause(self) -> None:
        """Tells it and those above it that a clause is theirs."""
        self.holds_clause = True
        above = self.parent
        while above is not None and not above.items_hold_clause:
            above.holds_clause = above.items_hold_clause = True
            above = above.parent


@dataclass(frozen=True, slots=True)
class Structure:
    """`nodes` in reading order; `closing` is where signature, copies and imprint begin."""

    text: str
    nodes: tuple[Node, ...]
    closing: int

    def heading(self, node: Node) -> str:
        """The node's mark and heading as printed, cut lines joined."""
        return " ".join(self.text[node.start : node.heading_end].split())


def outline(text: str, clauses: Sequence[tuple[int, int]]) -> Structure:
    """The tree of the text. Where the clauses stand is needed to tell headings from tasks."""
    starts, ends = sorted(start for start, _ in clauses), {end for _, end in clauses}
    closing = _closing(text, max(ends, default=0))
    unbroken = text.count("\n") * UNBROKEN < len(text)
    nodes = _nodes(text, closing, unbroken, ends)
    for node in nodes:
        node.heading_end = _heading_end(text, node, starts, unbroken)
    return Structure(text, tuple(nodes), closing)


def _closing(text: str, after: int) -> int:
    """Where the lines begin that only close the document: date, signature, copies, imprint."""
    at = len(text)
    while True:
        line_start = text.rfind("\n", 0, max(at - 1, 0)) + 1
        line = text[line_start:at].strip()
        if line_start <= after or not line:
            return at
        short = len(line) <= 40 and line[-1] not in "：:" and not SENTENCE_END.search(line)
        if not (short and marker_at(line) is None) and not closes(line):
            return at
        at = line_start


def _nodes(text: str, closing: int, unbroken: bool, ends: Collection[int]) -> list[Node]:
    nodes: list[Node] = []
    open_: list[Node] = []
    for start, marker, own_line in _marks(text, closing, unbroken, ends):
        kind = marker.kind
        rank = kind.rank
        while open_ and open_[-1].marker.kind.rank >= rank:
            open_.pop().end = start
        weak = kind.weak or (not own_line and (rank >= 4 or (rank == 3 and not unbroken)))
        parent = open_[-1] if open_ else None
        depth = len(open_) + 1
        leads = parent is not None and not parent.has_items
        node = Node(marker, start, start + len(marker.text), closing, weak, own_line, parent, depth, leads)
        if parent:
            parent.has_items = True
            if not weak and parent.strong_start < 0:
                parent.strong_start, parent.strong_own_line = start, own_line
        open_.append(node)
        nodes.append(node)
    return nodes


def _marks(
    text: str, closing: int, unbroken: bool, ends: Collection[int]
) -> Iterator[tuple[int, Marker, bool]]:
    """(start, mark, whether it heads a paragraph), in order."""
    rank, behind = -1, 0
    last = [0] * len(KINDS)  # the number last counted, by rank
    for start, marker in marks_in(text, closing):
        own_line = start == 0 or text[start - 1] == "\n"
        kind, value = marker.kind, marker.value
        end = start + len(marker.text)
        if not own_line:
            expected = value == last[kind.rank] + 1
            begins = value == 1 and (kind.rank > rank or unbroken)
            if not (expected or begins) or not _may_stand(text, start, end, behind, kind.weak):
                continue
            if (
                kind.rank <= 2
                and not unbroken
                and text[start - 1] not in "。！？；"
                and _before_blanks(text, start) not in ends
            ):
                continue
        elif kind.name == "arabic" and value > 200:
            continue
        rank, behind = kind.rank, end
        last[rank] = value
        for deeper in range(max(rank + 1, 3), len(last)):  # a higher heading lets items begin anew
            last[deeper] = 0
        yield start, marker, own_line


def _before_blanks(text: str, at: int) -> int:
    while at > 0 and text[at - 1] in " \u3000\t":
        at -= 1
    return at


def _may_stand(text: str, start: int, end: int, behind: int, weak: bool) -> bool:
    """Inside a paragraph a mark stands behind a finished sentence, or straight behind a heading."""
    before = text[max(0, start - 8) : start].rstrip()[-1:]
    if text[end : end + 1] in "、至到和及－—-" or (end < len(text) and text[end].isdigit() and weak):
        return False
    if before and (before in BEFORE_INLINE or (weak and before in "，、")):
        return True
    between = text[behind:start] if start - behind <= 30 else ""
    return bool(between) and not PUNCTUATION.search(between)


def _heading_end(text: str, node: Node, clause_starts: list[int], unbroken: bool) -> int:
    """Where the heading of a node stops.

    A line without a sentence mark is a heading; so is a short first sentence run in behind 一、 or
    （一）, and behind an Arabic number where numbered items stand below it. A sentence that a clause
    closes at once is the task's text and no heading.
    """
    strong = node.strong_start >= 0
    stop = node.strong_start if strong else node.end
    line_end = text.find("\n", node.content_start, stop)
    line_end = stop if line_end < 0 else line_end
    mark = SENTENCE_END.search(text, node.content_start, line_end) if line_end > node.content_start else None
    if unbroken and node.rank <= 1 and (usual := USUAL_HEADING.match(text, node.content_start)):
        return usual.end()
    at = bisect_left(clause_starts, node.content_start)
    near = clause_starts[at] if at < len(clause_starts) else stop + 1
    clause = near if near <= min(line_end, node.content_start + LINE_HEADING_MOST) else None
    if mark is None:
        if clause is not None or line_end - node.content_start > LINE_HEADING_MOST:
            return node.content_start
        if line_end == stop == node.end and not node.has_items:
            return node.content_start  # the whole item is one line: its words are text, not a heading
        return line_end
    if clause is not None and clause <= mark.end() + 1 and not text[mark.end() : clause].strip():
        return node.content_start
    if node.weak or (clause is not None and clause < mark.start()):
        return node.content_start
    first = mark.end()
    if strong and node.strong_own_line and not text[first : node.strong_start].strip():
        return first  # numbered items stand below it, and nothing else before them
    if first - node.content_start > HEADING_MOST or text[mark.start()] == "；":
        return node.content_start
    if not node.has_items and not text[first : node.end].strip():
        return node.content_start
    if node.rank <= 2 or (strong and (node.strong_own_line or unbroken)):
        return first
    return node.content_start
