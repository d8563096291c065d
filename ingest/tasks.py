"""Tasks of a text: each clause, and each row of a ledger, with the words it closes and the headings above."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.clauses import deadlines, locate, roles
from ingest.document import CampaignMention, DescriptiveCampaign, Facts, ParsedTask, Responsibility
from ingest.facts import document_facts
from ingest.lexicon.markers import marker_at
from ingest.registers import campaigns
from ingest.structure.headings import Node, Structure

LEADING = re.compile(r"[\s。；，、;,.]*")


@dataclass(frozen=True, slots=True)
class RowTask:
    """A row of a ledger that is a task: its clause, the spans of its headings and its words.

    `by_rule` says whether a rule makes the first agency the lead; None leaves it to the document.
    """

    clause: locate.Clause
    headings: tuple[tuple[int, int], ...]
    number: str | None
    start: int
    end: int
    by_rule: bool | None = None


@dataclass(frozen=True, slots=True)
class _Extent:
    """Where a task's words stand, under which headings (spans) and with which path."""

    start: int
    end: int
    path: tuple[str, ...]
    number: str | None
    headings: tuple[tuple[int, int], ...]


class Builder:
    """Makes tasks of clauses. Keeps what one clause leaves to the next: the document's rule."""

    def __init__(self, structure: Structure, facts: Facts) -> None:
        self.structure = structure
        self.text = structure.text
        self.context = deadlines.Context(facts.year, facts.issued_on)
        self.rule_from = document_facts.rule_start(structure.text)
        self.starts = [node.start for node in structure.nodes]
        self.called: dict[tuple[int, int], tuple[list[CampaignMention], list[DescriptiveCampaign]]] = {}

    def tasks(self, clauses: Sequence[locate.Clause], rows: Sequence[RowTask]) -> list[ParsedTask]:
        """The tasks in reading order, numbered from 1."""
        row_of = {id(row.clause): row for row in rows}
        tasks: list[ParsedTask] = []
        done = 0
        for clause in sorted([*clauses, *(row.clause for row in rows)], key=lambda c: c.start):
            node = self._holder(clause)
            row = row_of.get(id(clause))
            extent = self._row_extent(node, row) if row else self._extent(node, clause, done)
            if node is not None:
                node.hold_clause()
            done = clause.end
            if extent.start < extent.end:
                rule = self.rule_from is not None and self.rule_from < clause.end
                if row and row.by_rule is not None:
                    rule = row.by_rule
                tasks.append(self._task(len(tasks) + 1, clause, extent, rule=rule))
        return tasks

    def _row_extent(self, node: Node | None, row: RowTask) -> _Extent:
        """A row's words, under the headings of the text above its table and its own heading cells."""
        above = [*node.path()] if node else []
        path = [self.structure.heading(part) for part in above]
        path += [" ".join(self.text[a:b].split()) for a, b in row.headings]
        cells = [(a + len(mark.text) if (mark := marker_at(self.text, a)) else a, b) for a, b in row.headings]
        spans = (*((part.content_start, part.heading_end) for part in above), *cells)
        return _Extent(row.start, row.end, (*path, *([row.number] if row.number else [])), row.number, spans)

    def _holder(self, clause: locate.Clause) -> Node | None:
        """The lowest heading or number that holds the run of sentences which the clause closes."""
        at = bisect_right(self.starts, clause.start) - 1
        if at < 0:
            return None
        node = self.structure.nodes[at]
        own_line = clause.start == 0 or self.text[clause.start - 1] == "\n"
        while node.parent is not None and (node.weak or (own_line and node.rank >= 3)):
            if node.leads or node.holds_clause or node.parent.items_hold_clause:
                break
            node = node.parent
        return node

    def _extent(self, node: Node | None, clause: locate.Clause, done: int) -> _Extent:
        text = self.text
        end = clause.start
        while end > 0 and text[end - 1].isspace():
            end -= 1
        if node is None:
            start = min(end, document_facts.paragraph_start(text, done, clause.start))
            return _Extent(self._skip(start, end), end, (), None, ())
        path = [self.structure.heading(above) for above in node.path()]
        spans = tuple((above.content_start, above.heading_end) for above in node.path())
        number: str | None = None
        start = self._skip(max(done, node.heading_end), end)
        if start >= end and done <= node.start:
            # A heading that itself ends in a clause is a task whose text is that heading.
            start = self._skip(node.content_start, end)
            path[-1] = number = node.marker.text.strip()
            spans = spans[:-1]
        elif node.heading_end == node.content_start:
            number = path[-1]
        return _Extent(start, end, tuple(path), number, spans)

    def _skip(self, start: int, end: int) -> int:
        """The first place behind the marks that the clause before left standing."""
        match = LEADING.match(self.text, start, max(start, end))
        return match.end() if match else start

    def _task(self, n: int, clause: locate.Clause, extent: _Extent, *, rule: bool) -> ParsedTask:
        parsed = clause.parsed
        responsibilities = tuple(
            Responsibility(
                surface=a.mention.surface,
                name=a.mention.name,
                role=a.role,
                basis=a.basis,
                verb=a.verb,
                form=a.form,
                collective=a.mention.collective,
                start=a.mention.start,
                end=a.mention.end,
            )
            for a in roles.assign(parsed.groups, rule=rule)
        )
        named, described = self._campaigns(extent)
        return ParsedTask(
            n=n,
            path=extent.path,
            number=extent.number,
            text=self.text[extent.start : extent.end],
            clause=self.text[clause.start : clause.end],
            deadline=parsed.deadline,
            due=deadlines.due(parsed.deadline, self.context),
            start=extent.start,
            end=extent.end,
            clause_start=clause.start,
            clause_end=clause.end,
            responsibilities=responsibilities,
            campaigns=tuple(named),
            descriptive_campaigns=tuple(described),
        )

    def _campaigns(self, extent: _Extent) -> tuple[list[CampaignMention], list[DescriptiveCampaign]]:
        """Those of the task's own words, and those of the headings above it."""
        named: list[CampaignMention] = []
        described: list[DescriptiveCampaign] = []
        for a, b in [*extent.headings, (extent.start, extent.end)]:
            if (a, b) not in self.called:  # a heading stands above many tasks
                own = campaigns.find(self.text, a, b)
                self.called[a, b] = own, campaigns.descriptive(self.text, a, b, own)
            mentions, titles = self.called[a, b]
            for mention in mentions:
                if all((mention.name, mention.edition) != (other.name, other.edition) for other in named):
                    named.append(mention)
            for title in titles:
                if all(title.title != other.title for other in described):
                    described.append(title)
        return named, described
