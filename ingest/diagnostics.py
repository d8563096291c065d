"""What a person should look at: words that look like a clause and were not read, odd agencies, no clause."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.clauses import locate
from ingest.document import Diagnostic, ParsedTask, Severity

QUOTED_MOST = 40


def find(
    text: str,
    clauses: Sequence[locate.Clause],
    unread: Sequence[locate.Unread],
    tasks: Sequence[ParsedTask],
    empty_rows: Sequence[tuple[int, int]],
) -> list[Diagnostic]:
    """The diagnostics of a document, in reading order. `empty_rows` are ledger rows without an agency."""
    diagnostics = [_unread(text, item) for item in unread]
    for start, end in empty_rows:
        message = f"台账中的这一行没有责任单位：{_quote(text[start:end])}"
        diagnostics.append(Diagnostic("warning", "row_without_body", message, start, end))
    with_task = {task.clause_start for task in tasks}
    for clause in clauses:
        for mention in clause.parsed.strange:
            message = f"“{_quote(mention.surface)}”不像单位名称，请核对"
            diagnostics.append(Diagnostic("warning", "strange_body", message, mention.start, mention.end))
        for start, end in clause.parsed.unread:
            message = f"责任分工中未能读出的文字：{_quote(text[start:end])}"
            diagnostics.append(Diagnostic("warning", "unread_words", message, start, end))
        if clause.start not in with_task:
            message = "责任分工之前没有任务文字，请核对"
            diagnostics.append(
                Diagnostic("warning", "clause_without_task", message, clause.start, clause.end)
            )
    if not tasks:
        message = "没有读到任何责任分工，文件照常导入，但没有任务"
        diagnostics.append(Diagnostic("warning", "no_clause", message, 0, min(len(text), 1)))
    return sorted(diagnostics, key=lambda d: (d.start, d.code))


def _unread(text: str, item: locate.Unread) -> Diagnostic:
    words = _quote(text[item.start : item.end])
    severity: Severity = "info" if item.reason else "warning"
    code = f"not_clause_{item.reason}" if item.reason else "unread_clause"
    message = f"此处不是责任分工：{words}" if item.reason else f"疑似责任分工，未能读出，请核对：{words}"
    return Diagnostic(severity, code, message, item.start, item.end)


def _quote(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= QUOTED_MOST else words[: QUOTED_MOST - 1] + "…"
