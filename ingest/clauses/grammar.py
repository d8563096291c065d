"""Reads one responsibility clause: `read` takes what stands inside the brackets or on the line.

A clause is a row of phrases parted by commas, semicolons and stops. Each phrase is a deadline, a
rule for the whole document, or agencies with a form of `ingest.lexicon.clause_forms`; agencies without a
word of their own belong to the label before them, else to the next words. Every pattern is tried
on a phrase once, so the time is linear in the clause.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.clauses.agency_lists import (
    AREAS_ONLY,
    CLOSE,
    OPEN,
    AgencyMention,
    Names,
    is_agency_name,
    is_collective,
    split,
)
from ingest.clauses.deadlines import is_deadline
from ingest.clauses.roles import Group
from ingest.lexicon import clause_forms
from ingest.lexicon.clause_forms import CONSULT, FORM_OF, TAIL, Form
from ingest.registers.regions import region_at, stem_at

PHRASE_MARK = re.compile(f"[{re.escape(OPEN + CLOSE)}，,；;。\n]")


@dataclass(frozen=True, slots=True)
class ParsedClause:
    """What a clause says. `strange` are agencies that do not look like any; `unread` is left-over words."""

    groups: tuple[Group, ...]
    deadline: str | None
    rule: str | None
    default_parties: str | None
    strange: tuple[AgencyMention, ...]
    unread: tuple[tuple[int, int], ...]

    def moved(self, by: int) -> ParsedClause:
        """The same where it stands in a longer text, `by` characters on."""
        return ParsedClause(
            tuple([Group(group.form, group.verb, _moved(group.mentions, by)) for group in self.groups]),
            self.deadline,
            self.rule,
            self.default_parties,
            _moved(self.strange, by),
            tuple([(start + by, end + by) for start, end in self.unread]),
        )

    @property
    def mentions(self) -> list[AgencyMention]:
        return [mention for group in self.groups for mention in group.mentions]


def _moved(mentions: tuple[AgencyMention, ...], by: int) -> tuple[AgencyMention, ...]:
    return tuple([AgencyMention(b.surface, b.name, b.collective, b.start + by, b.end + by) for b in mentions])


@dataclass(slots=True)
class _Pending:
    spans: list[tuple[int, int]]
    label: Form | None = None
    label_words: str = ""


def read(text: str, start: int, end: int) -> ParsedClause | None:
    """What the stretch `text[start:end]` says as a clause; None where it is none.

    It is one where a form of the lexicon gives at least one agency a part, and most of what stands
    in the place of an agency ends as agencies do.
    """
    parsed = _read(text[start:end])
    return parsed.moved(start) if parsed else None


@lru_cache(maxsize=1024)  # a document prints the same clause again and again
def _read(words: str) -> ParsedClause | None:
    return _Reader(words).read(0, len(words))


def read_cells(
    text: str, cells: Sequence[tuple[Form, str, int, int]], deadline: str | None
) -> ParsedClause | None:
    """What the cells of a ledger row say: each with the form and the name of its column.

    Columns are trusted: what stands in one is an agency, however odd. None where there is no agency.
    """
    reader = _Reader(text)
    for form, words, start, end in cells:
        reader.label(form, words)
        for a, b in _phrases(text, start, end):
            reader.phrase(a, b)
    if deadline:
        reader.deadlines.append(deadline)
    return reader.result(trusted=True)


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.groups: list[tuple[Form, str, list[tuple[int, int]]]] = []
        self.deadlines: list[str] = []
        self.rule: str | None = None
        self.default_parties: str | None = None
        self.pending = _Pending([])
        self.unread: list[tuple[int, int]] = []

    def read(self, start: int, end: int) -> ParsedClause | None:
        start, end = self._announcements(start, end)
        for a, b in _phrases(self.text, start, end):
            self.phrase(a, b)
        return self.result(trusted=False)

    def label(self, form: Form, words: str) -> None:
        """What follows stands under this label."""
        self._close_label()
        self.pending = _Pending([], form, words)

    def _announcements(self, start: int, end: int) -> tuple[int, int]:
        """Takes the rule for the document and the default parties off the end of the clause."""
        text = self.text
        rule = clause_forms.rule_in(text, start, end)
        if rule and not _depth(text[start : rule.start()]):
            self.rule = rule.group().strip("，,。；; ")
            end = rule.start()
        if default := clause_forms.DEFAULT_PARTIES.search(text, start, end):
            self.default_parties = default.group().strip("，,。；; ")
            end = default.start()
        for short in clause_forms.ABBREVIATION.finditer(text, start, end):
            if not _depth(text[start : short.start()]):
                return start, short.start()
        return start, end

    def phrase(self, a: int, b: int) -> None:
        text = self.text
        if b - a < clause_forms.LABEL_MOST and clause_forms.LABEL.fullmatch(f"{text[a:b]}："):
            return  # a label with nothing behind it
        if label := clause_forms.label_at(text, a, b):
            form = FORM_OF[label.lastgroup or ""]
            words = "".join(label.group().split()).rstrip("：:")
            a = label.end()
            if form.part == "time":
                self._close_label()
                if words := text[a:b].strip():
                    self.deadlines.append(words)
                return
            self.label(form, words)
        a, b = _strip(text, a, b)
        if a >= b:
            return
        if is_deadline(text[a:b]):
            self.deadlines.append(text[a:b])
            return
        while a < b and (match := clause_forms.verb_inside(text, a, b)):
            if match.end() == b or _depth(text[a : match.start()]):
                break
            if clause_forms.VERB_END.match(text, match.start(), b):
                break  # 牵头统筹: the words go on to the end, and no agency stands behind them
            form = FORM_OF[match.lastgroup] if match.lastgroup == "verb_lead" else CONSULT
            self._give(form, match.group(), a, match.start())
            a = _strip(text, match.end(), b)[0]
        closes = a < b and text[b - 1] in clause_forms.VERB_LAST
        end_match = (
            clause_forms.VERB_END.search(text, max(a, b - clause_forms.VERB_MOST), b) if closes else None
        )
        if end_match and end_match.lastgroup:
            before = _strip(text, a, end_match.start())
            if before[0] >= before[1] and not self.pending.spans and not self.groups:
                self.unread.append((a, b))
                return
            self._give(FORM_OF[end_match.lastgroup], end_match.group(), *before)
        elif a < b:
            self.pending.spans.extend(split(text, a, b))

    def _give(self, form: Form, words: str, a: int, b: int) -> None:
        """The agencies so far, and those of this stretch, take part by this form."""
        label = self.pending.label
        if label and self.pending.spans and (label.part == "none" or form.part not in ("duty", label.part)):
            self._close_label()  # 牵头单位：A，B配合: the words behind B are B's alone
            label = None
        spans = self.pending.spans + split(self.text, a, b)
        # 牵头部门：A、B按职责分工负责: the label stands above the words that follow.
        if label is not None and label.part not in ("duty", "none") and form.part == "duty":
            form, words = label, self.pending.label_words
        self.pending.spans = []
        # Without agencies, they are more words for those before: A牵头，抓好落实; A牵头会同B.
        self._add(form, words, spans)

    def _add(self, form: Form, words: str, spans: list[tuple[int, int]]) -> None:
        """A group of agencies; those that a bracket of their own says to lead, A（牵头）, make one more."""
        rest = []
        for a, b in spans:
            if tag := clause_forms.TAGGED.search(self.text, a, b):
                self.groups.append((clause_forms.TAG, tag.group().strip("（()）"), [(a, tag.start())]))
            else:
                rest.append((a, b))
        if rest:
            self.groups.append((form, words, rest))

    def _close_label(self) -> None:
        label = self.pending.label
        if label is not None:
            if label.part != "none":  # people are no agencies
                self._add(label, self.pending.label_words, self.pending.spans)
            self.pending.spans = []
        self.pending.label = None

    def _close_tail(self) -> None:
        spans = self.pending.spans
        leads = any(form.part in ("lead", "consult") for form, _, _ in self.groups)
        if spans and (leads or any(clause_forms.TAGGED.search(self.text, a, b) for a, b in spans)):
            self._add(TAIL, "", spans)
        elif spans:
            self.unread.append((spans[0][0], spans[-1][1]))

    def result(self, *, trusted: bool) -> ParsedClause | None:
        """What was read; None where it is no clause, which cells that are `trusted` always are."""
        self._close_label()
        self._close_tail()
        names = Names()
        ordered = sorted(((span, i) for i, (_, _, spans) in enumerate(self.groups) for span in spans))
        heads = _regions_sharing_a_head(self.text, [span for span, _ in ordered])
        mentions: dict[tuple[int, int], AgencyMention] = {}
        strange = []
        for span, _ in ordered:
            surface = self.text[span[0] : span[1]]
            if full := heads.get(span):
                mentions[span] = AgencyMention(surface, full, False, *span)
                continue
            name, collective = names.name(surface, is_collective(surface))
            mention = AgencyMention(surface, name, collective, *span)
            mentions[span] = mention
            if not (
                is_agency_name(surface)
                or AREAS_ONLY.match(surface)
                or collective
                or region_at(surface) == surface
            ):
                strange.append(mention)
        if not mentions or (
            not trusted and len(strange) * 2 >= len(mentions) and not _certain(mentions, strange)
        ):
            return None
        groups = tuple(
            Group(form, words, tuple(mentions[span] for span in spans)) for form, words, spans in self.groups
        )
        deadline = "；".join(self.deadlines) or None
        return ParsedClause(
            groups, deadline, self.rule, self.default_parties, tuple(strange), tuple(self.unread)
        )


def _certain(mentions: dict[tuple[int, int], AgencyMention], strange: list[AgencyMention]) -> bool:
    """Half of the agencies look strange, but all are short names, as a list of offices may hold."""
    return len(strange) < len(mentions) and all(len(mention.surface) <= 16 for mention in strange)


def _strip(text: str, a: int, b: int) -> tuple[int, int]:
    while a < b and (text[a] in " \u3000\n\t、，,；;：:。" or text.startswith(("由", "并由", "同时由"), a)):
        a += 2 if text.startswith("并由", a) else 3 if text.startswith("同时由", a) else 1
    while a < b and text[b - 1] in " \u3000\n\t、，,；;：:。":
        b -= 1
    return a, b


def _depth(words: str) -> int:
    """How many brackets stand open behind the words."""
    return sum((c in OPEN) - (c in CLOSE) for c in words)


def _phrases(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Parts at commas, semicolons, stops and labels that stand in no inner bracket."""
    cuts, depth, a = [], 0, start
    labels = {label.start() for label in clause_forms.labels(text, start, end)}
    marks = {mark.start() for mark in PHRASE_MARK.finditer(text, start, end)}
    for i in sorted(marks | labels):
        c = text[i]
        if c in OPEN:
            depth += 1
        elif c in CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0 and i in marks:
            cuts.append((a, i))
            a = i + 1
        elif depth == 0 and i > a:
            cuts.append((a, i))
            a = i
    cuts.append((a, end))
    return [span for span in (_strip(text, a, b) for a, b in cuts) if span[0] < span[1]]


def _regions_sharing_a_head(text: str, spans: list[tuple[int, int]]) -> dict[tuple[int, int], str]:
    """Full names of regions that share a head: 石家庄、邢台、廊坊市政府 are three city governments."""
    names: dict[tuple[int, int], str] = {}
    waiting: list[tuple[int, int]] = []
    for span in spans:
        surface = "".join(text[span[0] : span[1]].split())
        stem, region = stem_at(surface), region_at(surface)
        if surface in (stem, region):
            waiting.append(span)
            continue
        if waiting and (stem or region):
            head = surface.removeprefix(stem) if stem else surface.removeprefix(region or "")
            for earlier in waiting:
                printed = "".join(text[earlier[0] : earlier[1]].split())
                names[earlier] = printed + (
                    head[1:] if printed[-1] in "省市县区" and head[:1] in "省市县区" else head
                )
        waiting = []
    return names
