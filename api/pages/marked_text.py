"""The text of a document for reading: cut into its lines, with tasks, agencies and campaigns marked.

Every offset is in code points of the text. What stands in several spans is cut at the edges of all,
so that marks never cross. An element that begins a span has the id `start-end`, which links point to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, Generic, TypeVar

from api.models.documents import Diagnostic, OutlineEntry
from api.pages.links import agency_path, campaign_path, task_path
from api.pages.tallies import as_role
from core.rows import Row, number, text
from graph.labels import role_words
from graph.records import Basis, Role

_WORDS_IN_OUTLINE: Final = 24
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text that is an agency or a campaign, and where a click on it leads."""

    start: int
    end: int
    path: str
    title: str
    role: Role | None = None
    basis: Basis | None = None


@dataclass(frozen=True, slots=True)
class Flag:
    """The beginning of a task: its number in the document, its page, and the span of its words."""

    n: int
    path: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Run:
    """A run of the text in which nothing changes. `opens` is the id of a span that begins here."""

    text: str
    mark: Mark | None
    opens: str | None
    in_clause: bool
    in_heading: bool
    noted: str | None
    flag: Flag | None


@dataclass(slots=True)
class Block:
    """A line of the text: a heading of a depth from 0, or other words."""

    start: int
    depth: int | None
    runs: list[Run] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the outline: a heading, or a task under it."""

    words: str
    at: str
    depth: int
    n: int | None


def marked_text(
    whole: str,
    *,
    outline: Sequence[OutlineEntry],
    tasks: Sequence[Row],
    duties: Sequence[Row],
    campaigns: Sequence[Row],
    diagnostics: Sequence[Diagnostic],
) -> tuple[list[Block], list[Entry]]:
    """The lines of a text with what is marked in them, and its outline."""
    marks = [*_agencies(duties), *_campaigns(campaigns)]
    flags = {number(row, "span_start"): _flag(row) for row in tasks}
    clauses = [(number(row, "clause_start"), number(row, "clause_end")) for row in tasks]
    numbers = {number(row, "span_start"): row["number"] for row in tasks}
    headings = [each for each in outline if each.kind == "heading" and not _is_number(each, whole, numbers)]
    whole_lines = {
        each.start: each.depth for each in headings if whole[each.end : each.end + 1] in ("", "\n")
    }
    edges = {0, len(whole), *flags}
    edges |= {edge for mark in marks for edge in (mark.start, mark.end)}
    edges |= {edge for clause in clauses for edge in clause}
    edges |= {edge for each in headings for edge in (each.start, each.end)}
    edges |= {edge for each in diagnostics for edge in (each.start, each.end)}
    for at, sign in enumerate(whole):
        if sign == "\n":
            edges |= {at, at + 1}
    open_marks = _Open((mark.start, mark.end, mark) for mark in marks)
    open_clauses = _Open((start, end, True) for start, end in clauses)
    open_headings = _Open((each.start, each.end, True) for each in headings)
    open_notes = _Open((each.start, max(each.end, each.start + 1), each.message) for each in diagnostics)
    opened: set[str] = set()
    blocks = [Block(0, whole_lines.get(0))]
    for start, end in pairwise(sorted(edge for edge in edges if 0 <= edge <= len(whole))):
        mark, noted = open_marks.at(start), open_notes.at(start)
        in_clause, in_heading = bool(open_clauses.at(start)), bool(open_headings.at(start))
        if whole[start:end] == "\n":
            blocks.append(Block(end, whole_lines.get(end)))
            continue
        opens = f"{mark.start}-{mark.end}" if mark and mark.start == start else None
        flag = flags.get(start)
        if opens in opened or (flag and opens == f"{flag.start}-{flag.end}"):
            opens = None
        opened |= {opens} if opens else set()
        blocks[-1].runs.append(Run(whole[start:end], mark, opens, in_clause, in_heading, noted, flag))
    return [block for block in blocks if block.runs], _entries(headings, tasks)


class _Open(Generic[T]):
    """Which of many spans is open at an offset; offsets are queried in ascending order.

    Of several, the one that began last: what is within another is the more precise.
    """

    def __init__(self, spans: Iterable[tuple[int, int, T]]) -> None:
        self._coming = sorted(spans, key=lambda span: (span[0], -span[1]), reverse=True)
        self._open: list[tuple[int, int, T]] = []

    def at(self, offset: int) -> T | None:
        """What is open at the offset."""
        while self._coming and self._coming[-1][0] <= offset:
            self._open.append(self._coming.pop())
        self._open = [span for span in self._open if span[1] > offset]
        return self._open[-1][2] if self._open else None


def _agencies(duties: Sequence[Row]) -> list[Mark]:
    """One mark for each span; the words of one span may stand for several agencies or roles."""
    by_span: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in duties:
        by_span[number(row, "span_start"), number(row, "span_end")].append(row)
    marks = []
    for (start, end), rows in by_span.items():
        role, basis = as_role(rows[0])
        title = "；".join(_title(row) for row in rows)
        marks.append(Mark(start, end, agency_path(text(rows[0], "agency")), title, role, basis))
    return marks


def _title(row: Row) -> str:
    words = f"{text(row, 'name')}：{role_words(*as_role(row))}"
    collective = "，统称（未点名）" if row["kind"] == "collective" else ""
    return f"{words}{collective}" + (f"，原文“{row['verb']}”" if row["verb"] else "")


def _campaigns(rows: Sequence[Row]) -> list[Mark]:
    """A campaign that a heading names is printed once, however many tasks stand under it."""
    by_span = {}
    for row in rows:
        start, end = number(row, "span_start"), number(row, "span_end")
        edition = f"，{row['edition']}" if row["edition"] else ""
        title = f"专项行动：{text(row, 'name')}{edition}"
        by_span[start, end] = Mark(start, end, campaign_path(text(row, "campaign")), title)
    return list(by_span.values())


def _flag(row: Row) -> Flag:
    return Flag(
        number(row, "n"), task_path(text(row, "task")), number(row, "span_start"), number(row, "span_end")
    )


def _is_number(entry: OutlineEntry, whole: str, numbers: Mapping[int, object]) -> bool:
    """Whether a heading is only the printed number of the task behind it."""
    begins = entry.end + len(whole[entry.end :][:20]) - len(whole[entry.end :][:20].lstrip())
    return begins in numbers and entry.text.strip() == numbers[begins]


def _entries(outline: Sequence[OutlineEntry], tasks: Sequence[Row]) -> list[Entry]:
    headings = [
        (each.start, Entry(each.text, f"{each.start}-{each.end}", each.depth, None)) for each in outline
    ]
    items = [
        (
            number(row, "span_start"),
            Entry(_short(text(row, "text")), f"{row['span_start']}-{row['span_end']}", 9, number(row, "n")),
        )
        for row in tasks
    ]
    return [entry for _, entry in sorted([*headings, *items], key=lambda each: each[0])]


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _WORDS_IN_OUTLINE else f"{line[: _WORDS_IN_OUTLINE - 1]}…"
