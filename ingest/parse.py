"""The parser: a document's text to its tasks, with evidence. Pure; the same text gives the same result."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Sequence

from core.errors import UnreadableFile
from ingest import (
    diagnostics,
)
from ingest.clauses import (
    grammar,
    locate,
    quoted,
)
from ingest.document import Diagnostic, ParsedDocument, SourceLocation
from ingest.facts import (
    corrections,
    document_facts,
)
from ingest.facts.corrections import Corrections
from ingest.garbage_collection import collector_paused
from ingest.layout import (
    ledger,
)
from ingest.layout.pages import CleanText, Line, clean, clean_lines
from ingest.read import detect
from ingest.read.content import Content, Paragraph
from ingest.read.errors import Unreadable
from ingest.read.files import Input
from ingest.structure import (
    headings,
    outline,
)
from ingest.tasks import Builder, RowTask

DAMAGED_BYTES, FILE_WARNING = "damaged_bytes", "reading"
FILE_CODES = (DAMAGED_BYTES, FILE_WARNING)  # of diagnostics that only the file can give, not its text
NOTHING = frozenset({"无", "/", "-", "—", "——", "、"})


@collector_paused()
def parse_text(text: str, source: str = "") -> ParsedDocument:
    """Reads the decoded text of a document.

    `source` is the file's name, kept as it is. Text that looks like a responsibility clause and
    could not be read becomes a diagnostic; a document without a clause has one too.
    """
    return parse_clean(clean(text), source)


@collector_paused()
def parse_content(content: Content, source: str = "") -> ParsedDocument:
    """Reads what a reader took out of a file: its paragraphs, and its tables that are ledgers."""
    lines: list[Line] = []
    warnings = list(content.warnings)
    for part in content.parts:
        if isinstance(part, Paragraph):
            for text in part.text.split("\n"):
                lines.append(Line.of(text, len(lines) + 1, part))
            continue
        rows = ledger.rows_of(part)
        if rows is None and part.sheet:
            warnings.append(f"工作表“{part.name or ''}”没有任务列和责任单位列，不是台账，已跳过")
            continue
        for row in rows if rows is not None else ledger.plain_rows(part):
            lines.append(Line(row.text, len(lines) + 1, indented=False, whole=True, locations=row.locations))
    return _noted(
        parse_clean(clean_lines([line for line in lines if line.text]), source), FILE_WARNING, warnings
    )


@collector_paused()
def parse_clean(
    cleaned: CleanText, source: str = "", correct: Corrections = corrections.NONE
) -> ParsedDocument:
    """Reads a text whose page furniture and page cuts are out already, as a stored one's are."""
    text = cleaned.text
    ledger_lines = ledger.lines_in(text)
    prose = _without(text, ledger_lines)
    clauses, unread = locate.find(prose)
    tree = headings.outline(prose, [(clause.start, clause.end) for clause in clauses])
    facts = corrections.corrected(document_facts.find(prose, tree, clauses, source), correct, source)
    rows = _row_tasks(text, ledger_lines)
    tree = dataclasses.replace(tree, text=text)
    tasks = Builder(tree, facts).tasks(clauses, rows)
    return ParsedDocument(
        facts=facts,
        tasks=tuple(tasks),
        text=text,
        source=source,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        outline=tuple(outline.entries_of(tree, tasks)),
        removed=cleaned.removed,
        places=tuple(
            SourceLocation(
                o.start, o.end, o.location.page, o.location.paragraph, o.location.sheet, o.location.cell
            )
            for o in cleaned.origins
        ),
        diagnostics=tuple(
            diagnostics.find(
                text, [*clauses, *(row.clause for row in rows)], unread, tasks, _empty(ledger_lines, rows)
            )
        ),
        corrections=correct.as_text(),
    )


def read_again(parsed: ParsedDocument, correct: Corrections) -> ParsedDocument:
    """The same text read again, with facts corrected. What only the file could tell is kept."""
    again = parse_clean(CleanText(parsed.text, parsed.removed), parsed.source, correct)
    warnings = [note for note in parsed.diagnostics if note.code in FILE_CODES]
    return dataclasses.replace(again, places=parsed.places, diagnostics=(*warnings, *again.diagnostics))


def parse_input(file: Input) -> ParsedDocument:
    """Reads and parses a document of any format. Raises UnreadableFile, with the reason and what to do."""
    try:
        read = detect.read(file.raw, file.name)
    except Unreadable as error:
        raise UnreadableFile(file.path, str(error)) from None
    if isinstance(read, Content):
        return parse_content(read, file.name)
    parsed = parse_text(read.text, file.name)
    return _noted(parsed, DAMAGED_BYTES, [read.warning] if read.warning else [])


def _noted(parsed: ParsedDocument, code: str, warnings: Sequence[str]) -> ParsedDocument:
    """With what the reader has to say of the file, before what the parser has."""
    notes = [Diagnostic("warning", code, words, 0, min(len(parsed.text), 1)) for words in warnings]
    return dataclasses.replace(parsed, diagnostics=(*notes, *parsed.diagnostics))


def _without(text: str, lines: Sequence[ledger.LedgerLine]) -> str:
    """The text with its ledger rows blanked out, so that every offset holds."""
    parts, at = [], 0
    for line in lines:
        parts += [text[at : line.start], " " * (line.end - line.start)]
        at = line.end
    return "".join([*parts, text[at:]])


def _empty(lines: Sequence[ledger.LedgerLine], rows: Sequence[RowTask]) -> list[tuple[int, int]]:
    """The ledger rows that made no task."""
    task_ends = {row.end for row in rows}
    return [(line.start, line.end) for line in lines if not task_ends & {cell.end for cell in line.cells}]


def _row_tasks(text: str, lines: Sequence[ledger.LedgerLine]) -> list[RowTask]:
    """The ledger rows that name agencies, as tasks."""
    rows = []
    for i, line in enumerate(lines):
        near = [lines[k] for k in (i - 1, i + 1) if 0 <= k < len(lines)]
        headings, words = ledger.headings_and_words(text, line, near)
        cells = [
            (ledger.AGENCY_COLUMNS[cell.column], cell.header, cell.start, cell.end)
            for cell in line.of(*ledger.AGENCY_COLUMNS)
            if text[cell.start : cell.end].strip() not in NOTHING
        ]
        dates = [text[cell.start : cell.end] for cell in line.of("deadline")]
        dates = [words for words in dates if words.strip() not in NOTHING]
        cells, by_rule = quoted.unmarked(text, cells)
        parsed = grammar.read_cells(text, cells, "；".join(dates) or None)
        if parsed is not None and by_rule:
            parsed = dataclasses.replace(parsed, rule=quoted.RULE)
        clause_cells = line.of(*ledger.AGENCY_COLUMNS, "deadline")
        for quote in line.of("clause"):
            parsed, clause_cells = quoted.with_quote(text, quote, parsed, clause_cells)
        if parsed is None or not words:
            continue
        clause = locate.Clause(clause_cells[0].header_start, clause_cells[-1].end, parsed)
        number = next((text[cell.start : cell.end].strip() for cell in line.of("number")), None)
        spans = tuple((cell.start, cell.end) for cell in headings)
        # The rule of the document that a row was taken from is no rule of the ledger.
        rule = True if parsed.rule else False if line.of("clause") else None
        rows.append(RowTask(clause, spans, number, words[0].start, words[-1].end, rule))
    return rows
