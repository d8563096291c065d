"""The parser: a document's text to its tasks, with evidence. Pure; the same text gives the same result."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path

from graph.errors import UnreadableFile
from ingest import campaigns, deadlines, facts
from ingest.clauses import locate, readings
from ingest.document import (
    CampaignMention,
    DescriptiveCampaign,
    Diagnostic,
    Facts,
    OutlineEntry,
    ParsedDocument,
    ParsedTask,
    Responsibility,
)
from ingest.files import read_bytes
from ingest.pages import clean
from ingest.read.text import NotText, decode
from ingest.structure import Node, Structure, outline

LEADING = re.compile(r"[\s。；，、;,.]*")
QUOTED_MOST = 40


def parse_text(text: str, source: str = "") -> ParsedDocument:
    """Reads the decoded text of a document.

    `source` is the file's name, kept as it is. Text that looks like a responsibility clause and
    could not be read becomes a diagnostic; a document without a clause has one too.
    """
    cleaned = clean(text)
    clauses, unread = locate.find(cleaned.text)
    structure = outline(
        cleaned.text, {clause.start for clause in clauses}, [clause.end for clause in clauses]
    )
    found = facts.find(cleaned.text, structure, clauses)
    builder = _Builder(structure, found)
    tasks = builder.tasks(clauses)
    return ParsedDocument(
        facts=found,
        tasks=tuple(tasks),
        text=cleaned.text,
        source=source,
        sha256=hashlib.sha256(cleaned.text.encode()).hexdigest(),
        outline=tuple(_outline(structure, tasks, clauses)),
        removed=cleaned.removed,
        diagnostics=tuple(builder.diagnostics(clauses, unread, tasks)),
    )


def parse_file(path: Path, max_bytes: int) -> ParsedDocument:
    """Reads and parses a file. Raises UnreadableFile, with the reason and what to do."""
    try:
        text, warning = decode(read_bytes(path, max_bytes))
    except NotText as error:
        raise UnreadableFile(str(path), str(error)) from None
    parsed = parse_text(text, path.name)
    if warning is None:
        return parsed
    damage = Diagnostic("warning", "damaged_bytes", warning, 0, min(len(parsed.text), 1))
    return dataclasses.replace(parsed, diagnostics=(damage, *parsed.diagnostics))


class _Builder:
    """Makes tasks of clauses. Keeps what one clause leaves to the next: the document's rule."""

    def __init__(self, structure: Structure, found: Facts) -> None:
        self.structure = structure
        self.text = structure.text
        self.context = deadlines.Context(found.year, found.issued_on)
        self.rule_from = facts.rule_start(structure.text)
        self.starts = [node.start for node in structure.nodes]
        self.named: dict[int, list[CampaignMention]] = {}

    def tasks(self, clauses: Sequence[locate.Clause]) -> list[ParsedTask]:
        tasks: list[ParsedTask] = []
        done = 0
        for clause in clauses:
            node = self._holder(clause)
            start, end, path, number = self._extent(node, clause, done)
            if node is not None:
                for above in node.path():
                    above.clauses += 1
                    if above.parent is not None:
                        above.parent.children_closed = True
            done = clause.end
            if start >= end:
                continue
            tasks.append(self._task(len(tasks) + 1, clause, node, start, end, path, number))
        return tasks

    def _holder(self, clause: locate.Clause) -> Node | None:
        """The lowest heading or number that holds the run of sentences which the clause closes."""
        at = bisect_right(self.starts, clause.start) - 1
        if at < 0:
            return None
        node = self.structure.nodes[at]
        own_line = clause.start == 0 or self.text[clause.start - 1] == "\n"
        while node.parent is not None and (node.weak or (own_line and node.rank >= 3)):
            if node is node.parent.children[0] or node.clauses or node.parent.children_closed:
                break
            node = node.parent
        return node

    def _extent(
        self, node: Node | None, clause: locate.Clause, done: int
    ) -> tuple[int, int, tuple[str, ...], str | None]:
        text = self.text
        end = clause.start
        while end > 0 and text[end - 1].isspace():
            end -= 1
        if node is None:
            start = min(end, max(done, facts.body_start(text, clause.start)))
            return LEADING.match(text, start, end).end(), end, (), None  # type: ignore[union-attr]
        path = [self.structure.heading(above) for above in node.path()]
        number: str | None = None
        start = max(done, node.heading_end)
        start = LEADING.match(text, start, max(start, end)).end()  # type: ignore[union-attr]
        if start >= end and done <= node.start:
            # A heading that itself ends in a clause is a task whose text is that heading.
            start = LEADING.match(text, node.body, end).end()  # type: ignore[union-attr]
            path[-1] = number = node.marker.text.strip()
        elif node.heading_end == node.body:
            number = path[-1]
        return start, end, tuple(path), number

    def _task(
        self,
        n: int,
        clause: locate.Clause,
        node: Node | None,
        start: int,
        end: int,
        path: tuple[str, ...],
        number: str | None,
    ) -> ParsedTask:
        reading = clause.reading
        rule = self.rule_from is not None and self.rule_from < clause.end
        responsibilities = tuple(
            Responsibility(
                surface=a.body.surface,
                name=a.body.name,
                role=a.role,
                basis=a.basis,
                verb=a.verb,
                form=a.form,
                collective=a.body.collective,
                start=a.body.start,
                end=a.body.end,
            )
            for a in readings.assign(reading.groups, rule=rule)
        )
        named, described = self._campaigns(node, start, end)
        return ParsedTask(
            n=n,
            path=path,
            number=number,
            text=self.text[start:end],
            clause=self.text[clause.start : clause.end],
            deadline=reading.deadline,
            due=deadlines.due(reading.deadline, self.context),
            start=start,
            end=end,
            clause_start=clause.start,
            clause_end=clause.end,
            responsibilities=responsibilities,
            campaigns=tuple(named),
            descriptive_campaigns=tuple(described),
        )

    def _campaigns(
        self, node: Node | None, start: int, end: int
    ) -> tuple[list[CampaignMention], list[DescriptiveCampaign]]:
        """Those of the task's own words, and those of the headings above it."""
        named: list[CampaignMention] = []
        described: list[DescriptiveCampaign] = []
        spans = [(above.body, above.heading_end) for above in node.path()] if node else []
        for a, b in [*spans, (start, end)]:
            if a not in self.named or (a, b) == (start, end):
                self.named[a] = campaigns.find(self.text, a, b)
            own = self.named[a]
            for mention in own:
                if all((mention.name, mention.edition) != (other.name, other.edition) for other in named):
                    named.append(mention)
            for title in campaigns.descriptive(self.text, a, b, own):
                if all(title.title != other.title for other in described):
                    described.append(title)
        return named, described

    def diagnostics(
        self, clauses: Sequence[locate.Clause], unread: Sequence[locate.Unread], tasks: Sequence[ParsedTask]
    ) -> list[Diagnostic]:
        found: list[Diagnostic] = []
        text = self.text

        def note(severity: str, code: str, message: str, start: int, end: int) -> None:
            found.append(Diagnostic(severity, code, message, start, end))  # type: ignore[arg-type]

        for item in unread:
            words = _quote(text[item.start : item.end])
            if item.reason:
                note(
                    "info", f"not_clause_{item.reason}", f"括号内不是责任分工：{words}", item.start, item.end
                )
            else:
                note(
                    "warning",
                    "unread_clause",
                    f"疑似责任分工，未能读出，请核对：{words}",
                    item.start,
                    item.end,
                )
        for clause in clauses:
            for body in clause.reading.strange:
                note(
                    "warning",
                    "strange_body",
                    f"“{_quote(body.surface)}”不像单位名称，请核对",
                    body.start,
                    body.end,
                )
            for start, end in clause.reading.unread:
                note(
                    "warning",
                    "unread_words",
                    f"责任分工中未能读出的文字：{_quote(text[start:end])}",
                    start,
                    end,
                )
        held = {task.clause_start for task in tasks}
        for clause in clauses:
            if clause.start not in held:
                note(
                    "warning",
                    "clause_without_task",
                    "责任分工之前没有任务文字，请核对",
                    clause.start,
                    clause.end,
                )
        if not tasks:
            note(
                "warning", "no_clause", "没有读到任何责任分工，文件照常导入，但没有任务", 0, min(len(text), 1)
            )
        return sorted(found, key=lambda d: (d.start, d.code))


def _quote(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= QUOTED_MOST else words[: QUOTED_MOST - 1] + "…"


def _outline(
    structure: Structure, tasks: Sequence[ParsedTask], clauses: Sequence[locate.Clause]
) -> list[OutlineEntry]:
    """Everything that is in no task and no clause: headings, and the text around them."""
    text = structure.text
    taken = sorted(
        [(task.start, task.end) for task in tasks] + [(clause.start, clause.end) for clause in clauses]
    )
    entries: list[OutlineEntry] = []
    cuts = _free_stretches(taken, len(text))
    nodes = list(structure.nodes)
    depth_of = {id(node): len(node.path()) for node in nodes}
    k, depth = 0, 0
    for a, b in cuts:
        at = a
        while k < len(nodes) and nodes[k].start < b:
            node = nodes[k]
            k += 1
            if node.start < at:
                continue
            _add_plain(entries, structure, at, node.start, depth)
            depth = depth_of[id(node)]
            stop = min(max(node.heading_end, node.body), b)
            _add(entries, "heading", depth, text, node.start, stop)
            at = stop
        _add_plain(entries, structure, at, b, depth)
    return entries


def _free_stretches(taken: list[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    free, at = [], 0
    for a, b in taken:
        if a > at:
            free.append((at, a))
        at = max(at, b)
    free.append((at, length))
    return free


def _add_plain(entries: list[OutlineEntry], structure: Structure, a: int, b: int, depth: int) -> None:
    closing = min(max(structure.closing, a), b)
    _add(entries, "preamble", depth, structure.text, a, closing)
    _add(entries, "closing", 0, structure.text, closing, b)


def _add(entries: list[OutlineEntry], kind: str, depth: int, text: str, a: int, b: int) -> None:
    while a < b and text[a].isspace():
        a += 1
    while b > a and text[b - 1].isspace():
        b -= 1
    if a < b:
        entries.append(OutlineEntry(kind, depth, text[a:b], a, b))  # type: ignore[arg-type]
