"""The heading tree of a document: parts, headings and numbered items, from the marks in its text.

A mark counts at the head of a paragraph, and inside one where a sentence has just ended and the
number carries on the count: run-in items, and documents that were saved without line breaks.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.markers import BY_NAME, MARKER, Marker, closes, marker_at

HEADING_MOST = 40  # characters of a first sentence that is a heading and not the text itself
LINE_HEADING_MOST = 80
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
    """A heading or numbered item. `start` is that of its mark, `body` the first place behind it.

    `heading_end` is where its heading stops; equal to `body` where it has none of its own.
    """

    marker: Marker
    start: int
    body: int
    end: int
    rank: int
    weak: bool
    own_line: bool
    depth: int = 1
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)
    heading_end: int = 0
    clauses: int = 0  # in it and below it, so far
    children_closed: bool = False  # whether one of its children holds a clause, so far

    def path(self) -> list[Node]:
        """The node and those above it, outermost first."""
        nodes, node = [], self
        while node is not None:
            nodes.append(node)
            node = node.parent  # type: ignore[assignment]
        return nodes[::-1]


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
        short = len(line) <= 40 and not SENTENCE_END.search(line) and marker_at(line) is None
        if not (closes(line) or (short and line[-1] not in "：:")):
            return at
        at = line_start


def _nodes(text: str, closing: int, unbroken: bool, ends: set[int]) -> list[Node]:
    nodes: list[Node] = []
    open_: list[Node] = []
    last: dict[str, int] = {}
    for start, marker, own_line in _marks(text, closing, unbroken, ends, last):
        kind = BY_NAME[marker.kind]
        while open_ and open_[-1].rank >= kind.rank:
            open_.pop().end = start
        weak = kind.weak or (not own_line and (kind.rank >= 4 or (kind.rank == 3 and not unbroken)))
        node = Node(marker, start, start + len(marker.text), closing, kind.rank, weak, own_line)
        if open_:
            node.parent = open_[-1]
            node.parent.children.append(node)
            node.depth = node.parent.depth + 1
        open_.append(node)
        nodes.append(node)
    return nodes


def _marks(
    text: str, closing: int, unbroken: bool, ends: set[int], last: dict[str, int]
) -> Iterator[tuple[int, Marker, bool]]:
    """(start, mark, whether it heads a paragraph), in order. `last` keeps the last number of each kind."""
    rank, behind = -1, 0
    for match in MARKER.finditer(text, 0, closing):
        start = match.start()
        own_line = start == 0 or text[start - 1] == "\n"
        marker = marker_at(text, start)
        if marker is None:
            continue
        kind = BY_NAME[marker.kind]
        if not own_line:
            expected = marker.value == last.get(marker.kind, 0) + 1
            begins = marker.value == 1 and (kind.rank > rank or unbroken)
            if not (expected or begins) or not _may_stand(text, start, match.end(), behind, kind.weak):
                continue
            behind_clause = _before_blanks(text, start) in ends
            if kind.rank <= 2 and not unbroken and not behind_clause and text[start - 1] not in "。！？；":
                continue
        elif kind.name == "arabic" and marker.value > 200:
            continue
        for name in list(last):
            if BY_NAME[name].rank > kind.rank and BY_NAME[name].rank > 2:
                del last[name]
        last[marker.kind] = marker.value
        rank, behind = kind.rank, match.end()
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
    return bool(between) and not re.search("[，。；：、]", between)


def _heading_end(text: str, node: Node, clause_starts: list[int], unbroken: bool) -> int:
    """Where the heading of a node stops.

    A line without a sentence mark is a heading; so is a short first sentence run in behind 一、 or
    （一）, and behind an Arabic number where numbered items stand below it. A sentence that a clause
    closes at once is the task's text and no heading.
    """
    strong = [child for child in node.children if not child.weak] if node.children else []
    stop = strong[0].start if strong else node.end
    line_end = text.find("\n", node.body, stop)
    line_end = stop if line_end < 0 else line_end
    mark = SENTENCE_END.search(text, node.body, line_end)
    if unbroken and node.rank <= 1 and (usual := USUAL_HEADING.match(text, node.body)):
        return usual.end()
    at = bisect_left(clause_starts, node.body)
    near = clause_starts[at] if at < len(clause_starts) else stop + 1
    clause = near if near <= min(line_end, node.body + LINE_HEADING_MOST) else None
    if mark is None:
        if clause is not None or line_end - node.body > LINE_HEADING_MOST:
            return node.body
        if line_end == stop == node.end and not node.children:
            return node.body  # the whole item is one line: its words are text, not a heading
        return line_end
    if clause is not None and clause <= mark.end() + 1 and not text[mark.end() : clause].strip():
        return node.body
    if node.weak or (clause is not None and clause < mark.start()):
        return node.body
    first = mark.end()
    if strong and strong[0].own_line and not text[first : strong[0].start].strip():
        return first  # numbered items stand below it, and nothing else before them
    if first - node.body > HEADING_MOST or text[mark.start()] == "；":
        return node.body
    if not text[first : node.end].strip() and not node.children:
        return node.body
    if node.rank <= 2 or (strong and (strong[0].own_line or unbroken)):
        return first
    return node.body
