"""Finds the clauses of a text: in brackets, on label lines, and as sentences of their own.

One pass over the text finds the brackets; each stretch is read by the grammar once. What holds a
trigger word in brackets and is no clause is reported, with the named rule that says why or as
something to look at.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.clauses.agency_lists import is_agency_name, split
from ingest.clauses.grammar import ParsedClause, read
from ingest.lexicon import clause_forms
from ingest.lexicon.agency_endings import ends_agency_name
from ingest.lexicon.markers import CLOSING_LINE, marker_at

OPENERS = {"（": "）)", "(": ")）", "〔": "〕]", "[": "]〕）", "【": "】", "［": "］", "﹝": "﹞"}
CLOSERS = set("）)〕]】﹞］")
BRACKET = re.compile(f"[{re.escape(''.join([*OPENERS, *CLOSERS]))}]")
LOUD = {form.name for form in clause_forms.LABELS if form.part not in ("time", "none")}
NEAR = 40  # characters behind a label that tell why it is none
LINE = re.compile(r"[^\n]+")
NOT_BLANK = re.compile(r"\S")
AGAIN_MOST = 2  # labels inside a stretch that is no clause from which it is read anew
GOES_ON_MOST = 200  # characters behind a stop that tell whether the label goes on
CLAUSE_MOST = 4000  # longer is a bracket that was never closed
NEST_MOST = 3
SENTENCE_MARKS = "。；！？\n"
SENTENCE_MOST = 400
CLOSING_WORDS = re.compile(clause_forms.TRIGGER.pattern + "|组织实施|[按依]")
CLOSING_MOST = 10  # 配合做好相关工作: the word that gives the part is never further from the end
# Most sentences are seen by their last character to be no clause.
SENTENCE_CLOSE = re.compile(
    rf"[{''.join(sorted(clause_forms.VERB_LAST))}](?=[ \t\u3000]*(?:[{SENTENCE_MARKS}]|$))"
)
LINE_AGENCY_MOST = 30
FULL_NAME = re.compile(r"(?![省市县区州盟旗])[\u4e00-\u9fff]{2,6}?[省市县区州盟旗]")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause and what it says; `start` and `end` hold its brackets, labels and end mark."""

    start: int
    end: int
    parsed: ParsedClause


@dataclass(frozen=True, slots=True)
class Unread:
    """Words in brackets that look like a clause. `reason` names the rule by which they are none, if any."""

    start: int
    end: int
    reason: str | None


def find(text: str) -> tuple[list[Clause], list[Unread]]:
    """The clauses of the text in order, and what looked like one and was not read."""
    clauses, unread = _parted(_bracketed(text))
    lines, more = _parted(_label_lines(text, _spans(clauses)))
    clauses += lines
    clauses += _sentences(text, _spans(clauses))
    clauses.sort(key=lambda clause: clause.start)
    return _merged(text, clauses), unread + more


def _parted(result: Iterable[Clause | Unread]) -> tuple[list[Clause], list[Unread]]:
    clauses: list[Clause] = []
    unread: list[Unread] = []
    for item in result:
        if isinstance(item, Clause):
            clauses.append(item)
        else:
            unread.append(item)
    return clauses, unread


def _spans(clauses: Iterable[Clause]) -> list[tuple[int, int]]:
    return sorted((clause.start, clause.end) for clause in clauses)


def _brackets(text: str) -> list[tuple[int, int, int]]:
    """(start, end, depth) of every bracket, by start. Mismatched widths pair; a line's end closes."""
    result: list[tuple[int, int, int]] = []
    open_: list[int] = []
    for mark in BRACKET.finditer(text):
        i, c = mark.start(), mark.group()
        if open_ and (end := text.find("\n", open_[-1], i)) >= 0:
            result += [(at, end, depth) for depth, at in enumerate(open_)]
            open_.clear()
        if c in OPENERS:
            open_.append(i)
        elif open_ and c in OPENERS[text[open_[-1]]]:
            result.append((open_.pop(), i + 1, len(open_)))
        elif open_:
            near = range(len(open_) - 2, max(-1, len(open_) - 4), -1)
            fits = next((k for k in near if c in OPENERS[text[open_[k]]]), None)
            if fits is not None:
                result.append((open_[fits], i + 1, fits))
                del open_[fits:]
    if open_:
        end = text.find("\n", open_[-1])
        end = len(text) if end < 0 else end
        result += [(at, end, depth) for depth, at in enumerate(open_)]
    return sorted(result)


def _bracketed(text: str) -> Iterator[Clause | Unread]:
    triggers = [m.start() for m in clause_forms.TRIGGER.finditer(text)]
    at, done = 0, 0
    for start, end, depth in _brackets(text):
        if start < done or depth >= NEST_MOST or end - start > CLAUSE_MOST:
            continue
        while at < len(triggers) and triggers[at] < start:
            at += 1
        if at == len(triggers):
            return
        if triggers[at] >= end:
            continue
        closed = text[end - 1] in CLOSERS
        inner = text[start + 1 : end - closed]
        stop = end
        if not closed and (point := inner.find("。")) >= 0:
            stop, closed = start + 1 + point + 1, True
            inner = text[start + 1 : stop - 1]
        reason = clause_forms.why_no_clause(inner)
        parsed = None if reason else read(text, start + 1, stop - closed)
        if parsed is not None:
            done = stop = _with_mark(text, stop)
            yield Clause(start, stop, parsed)
        elif (reason or depth == 0) and not _holds_clause(text, start + 1, end):
            done = end
            yield Unread(start, end, reason)


def _holds_clause(text: str, start: int, end: int) -> bool:
    """Whether a bracket inside is the clause: （一是……（市公安局负责））."""
    inner = text[start:end]
    return any(c in OPENERS for c in inner) and bool(clause_forms.TRIGGER.search(inner))


def _with_mark(text: str, end: int) -> int:
    """The sentence mark behind a clause goes with it."""
    return end + 1 if end < len(text) and text[end] in "。；;" else end


def _free(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    i = bisect_right(taken, (start, end))
    return not (i < len(taken) and taken[i][0] < end) and not (i > 0 and taken[i - 1][1] > start)


def _label_lines(text: str, taken: list[tuple[int, int]]) -> Iterator[Clause | Unread]:
    """责任单位：… at the head of a line, or behind the stop that ends the task's last sentence."""
    ends = _LabelEnds(text)
    behind, line_end = 0, -1
    failed, again = 0, 0  # to where the last that was no clause reached, and how often it was read again
    for label in clause_forms.labels(text, 0, len(text)):
        start = label.start()
        if start > line_end:
            line_start = text.rfind("\n", line_end + 1, start) + 1 or line_end + 1
            line_end = text.find("\n", start)
            line_end = len(text) if line_end < 0 else line_end
        if start < behind:
            continue
        inside = start > line_start and text[start - 1] not in "。；！？ \u3000）)”"
        stop = min(_next_taken(taken, start, line_end), line_end, start + CLAUSE_MOST)
        if stop <= start or not _free(taken, start, stop):
            continue
        if inside:
            if label.lastgroup in LOUD:  # in the middle of a sentence: nothing is read, nothing dropped
                yield _unread_label(text, label, stop)
            continue
        end = ends.end(start, stop)
        if end == line_end:
            end = _with_agency_lines(text, end, _next_taken(taken, end, len(text)))
        again = again + 1 if start < failed else 0
        parsed = read(text, start, end) if again <= AGAIN_MOST else None
        if parsed is None and again <= AGAIN_MOST:
            failed = max(failed, end)
        parsed = parsed or _time_line(text, start, end)
        if parsed is not None:
            yield Clause(start, end, parsed)
            behind = end
        elif label.lastgroup in LOUD:
            yield _unread_label(text, label, end)


def _unread_label(text: str, label: re.Match[str], stop: int) -> Unread:
    words = text[label.end() : min(stop, label.end() + NEAR)]
    return Unread(label.start(), label.end(), clause_forms.why_no_clause(words))


def _next_taken(taken: list[tuple[int, int]], start: int, default: int) -> int:
    i = bisect_left(taken, (start, start))
    return taken[i][0] if i < len(taken) else default


class _LabelEnds:
    """Where label lines end: with the line, or with the stop after which no label and no rule follows.

    Asked in order of the labels; each stop of the text is looked at once.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._reach: dict[int, int | None] = {}  # a stop → up to where to read to see that the label goes on
        self._from = self._to = 0  # the label goes on behind every stop between these
        self._seen = 0  # up to where that was read

    def end(self, start: int, stop: int) -> int:
        """The end of the label line that begins at `start` and can reach to `stop`."""
        if not self._from <= start <= self._to:
            self._from = self._to = self._seen = start
        at = max(start, self._to if self._seen <= stop else self._from)
        while (point := self._text.find("。", at, stop)) >= 0:
            seen = self._goes_on(point)
            if seen is None or seen > stop:
                return point + 1
            at = point + 1
            self._to, self._seen = max(self._to, at), max(self._seen, seen)
        return stop

    def _goes_on(self, point: int) -> int | None:
        if point not in self._reach:
            behind = NOT_BLANK.search(self._text, point + 1, point + GOES_ON_MOST)
            self._reach[point] = (
                clause_forms.goes_on(self._text, behind.start(), point + GOES_ON_MOST) if behind else None
            )
        return self._reach[point]


def _with_agency_lines(text: str, end: int, stop: int) -> int:
    """Where a label's list ends that goes on below it, a line for each agency. A signature is not taken."""
    ends = [end]
    while line := LINE.match(text, ends[-1] + 1, stop):
        if CLOSING_LINE.match(text, *line.span()) and len(ends) > 1:
            # Straight before the date stand those who sign, by their full names.
            signed = (k for k in range(1, len(ends)) if FULL_NAME.match(text, ends[k - 1] + 1))
            return ends[next(signed, len(ends) - 1) - 1]
        spans = split(text, *line.span())
        if marker_at(text, line.start()) or not all(_is_plain_agency(text[a:b]) for a, b in spans):
            break
        ends.append(line.end())
    return ends[-1]


def _is_plain_agency(words: str) -> bool:
    return len(words) <= LINE_AGENCY_MOST and is_agency_name(words) and ends_agency_name(words)


def _time_line(text: str, start: int, end: int) -> ParsedClause | None:
    """The reading of a line that holds a deadline and no agency: 完成时限：2024年12月."""
    label = clause_forms.LABEL.match(text, start, end)
    if label is None or label.lastgroup != "label_time":
        return None
    words = text[label.end() : end].strip("。 ；")
    return ParsedClause((), words.strip("。；; \u3000"), None, None, (), ()) if words else None


def _sentences(text: str, taken: list[tuple[int, int]]) -> Iterator[Clause]:
    """由市商务局牵头，市财政局配合。 as a sentence: nothing but agencies and words that give a part."""
    near = 0  # a sentence mark stands between here and the next end, or none since the text's start
    for close in SENTENCE_CLOSE.finditer(text):
        end = close.end()
        reach, near = max(near, end - SENTENCE_MOST - 1), end
        if not CLOSING_WORDS.search(text, max(0, end - CLOSING_MOST), end):
            continue
        start = max([text.rfind(mark, reach, end) for mark in SENTENCE_MARKS]) + 1
        if start == 0 and reach > 0:
            continue  # longer than any clause
        while text[start].isspace():
            start += 1
        if not clause_forms.VERB_END.search(text, max(start, end - clause_forms.VERB_MOST), end) or not _free(
            taken, start, end
        ):
            continue
        parsed = read(text, start, end)
        if parsed is None or parsed.strange or parsed.unread or not parsed.groups:
            continue
        if all(is_agency_name(mention.surface) and len(mention.surface) <= 30 for mention in parsed.mentions):
            yield Clause(start, _with_mark(text, end), parsed)


def _merged(text: str, clauses: list[Clause]) -> list[Clause]:
    """Clauses that stand on one another without words between are one: 牵头单位：… then 完成时限：…"""
    done: list[Clause] = []
    for clause in clauses:
        last = done[-1] if done else None
        if last is not None and not text[last.end : clause.start].strip() and _continues(text, last, clause):
            done[-1] = Clause(last.start, clause.end, _sum(last.parsed, clause.parsed))
        else:
            done.append(clause)
    return [clause for clause in done if clause.parsed.groups]


def _continues(text: str, last: Clause, clause: Clause) -> bool:
    """The second is a label line that gives what the first lacks: another part, or the deadline."""
    if text[clause.start] in OPENERS or (text[last.start] in OPENERS and clause.parsed.groups):
        return False
    parts = {group.form.name for group in last.parsed.groups}
    return not any(group.form.name in parts for group in clause.parsed.groups)


def _sum(a: ParsedClause, b: ParsedClause) -> ParsedClause:
    return ParsedClause(
        a.groups + b.groups,
        "；".join(words for words in (a.deadline, b.deadline) if words) or None,
        a.rule or b.rule,
        a.default_parties or b.default_parties,
        a.strange + b.strange,
        a.unread + b.unread,
    )
