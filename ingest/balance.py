"""The balance of a document: every string that looks like a responsibility clause, and what became of it.

What looks like one is told here by plain signs of its own, not by the grammar that reads clauses, so
that the one checks the other: brackets that hold a word of duty, and labels with a colon.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from ingest.document import ParsedDocument

_WORDS = r"负责|牵头|配合|协助|责任单位|责任部门|主办|承办|协办|督办|会同"
_INNER = r"[^（(\[〔【）)\]〕】\n]*"
LOOKS = re.compile(
    rf"[（(\[〔【]{_INNER}(?:{_WORDS}){_INNER}[）)\]〕】]|"
    r"(?:责任|牵头|配合|主办|协办|承办|实施|落实|督办|考核)(?:单位|部门|处室|主体)\s*[：:]"
)


@dataclass(frozen=True, slots=True)
class Balance:
    """Counts of the strings of one document that look like a clause.

    `looks` = `read` (in a task's clause) + `other` (none, by a named rule) + `noted` (has a
    diagnostic) + `missed`. `missing` are the spans of the last.
    """

    looks: int
    read: int
    other: int
    noted: int
    missing: tuple[tuple[int, int], ...]

    @property
    def missed(self) -> int:
        return len(self.missing)


def balance(parsed: ParsedDocument) -> Balance:
    """What became of everything in the document that looks like a clause."""
    clauses = _Spans([(task.clause_start, task.clause_end) for task in parsed.tasks])
    notes = [(d.code, (d.start, d.end)) for d in parsed.diagnostics if d.code != "no_clause"]
    named = _Spans([span for code, span in notes if code.startswith("not_clause_")])
    noted = _Spans([span for code, span in notes if not code.startswith("not_clause_")])
    looks = [match.span() for match in LOOKS.finditer(parsed.text)]
    read = [span for span in looks if clauses.touch(span)]
    rest = [span for span in looks if not clauses.touch(span)]
    other = [span for span in rest if named.touch(span)]
    rest = [span for span in rest if not named.touch(span)]
    missing = tuple(span for span in rest if not noted.touch(span))
    return Balance(len(looks), len(read), len(other), len(rest) - len(missing), missing)


class _Spans:
    """Spans that do not overlap, asked whether they touch another."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._ends = [end for _, end in self._spans]

    def touch(self, span: tuple[int, int]) -> bool:
        start, end = span
        i = bisect_left(self._ends, start + 1)
        return i < len(self._spans) and self._spans[i][0] < end
