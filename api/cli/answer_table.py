"""An answer in the terminal: the sentence first, then the rows by agency and role, each with its proof."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from api.cli.output import clean, console, shown, table
from api.questions.answer import (
    AgencyRow,
    Answer,
    AnyRow,
    ChangedTaskRow,
    SharedTaskRow,
    TaskRow,
    readable_columns,
)
from api.service.labels import column_words
from graph.labels import COUNT_COLUMNS, role_words

_TEXT: Final = 120
"""Characters of a task that are shown; the whole stands in the other formats."""

_CLAUSE: Final = 160
_CLOSING: Final = "，。、；：！？）》」』”’】,.;:!?)"


def print_answer(answer: Answer) -> None:
    """The answer, readable at 100 columns."""
    out = console()
    _line(out, answer.answer, style="bold")
    for assumption in answer.assumptions:
        _line(out, f"读法：“{assumption.said}”读作“{assumption.read_as}”（{assumption.why}）", style="yellow")
    agencies = [row for row in answer.rows if isinstance(row, AgencyRow)]
    if agencies:
        _print_agencies(out, agencies)
    listed = [row for row in answer.rows if not isinstance(row, AgencyRow | TaskRow)]
    if listed:
        _records(out, listed)
    for title, rows in _groups(answer):
        out.print()
        _line(out, title, style="bold cyan")
        for number, same in enumerate(_by_task(rows), start=1):
            _task(out, number, same, named=answer.query == "agencies/tasks")
    if answer.total is not None and answer.total != len(answer.rows):
        out.print()
        _line(
            out,
            f"共 {answer.total} 行，这里列出前 {len(answer.rows)} 行；可用 --limit、--year、--region 调整。",
        )
    if answer.alternatives:
        out.print()
        _line(out, "可以这样问：")
        for question in answer.alternatives:
            _line(out, f"· {question}", left=2)


def _groups(answer: Answer) -> Iterator[tuple[str, list[TaskRow]]]:
    """Tasks that stand together: by agency where a name stands for several, then by role."""
    by_agency = answer.status == "ambiguous" and answer.query == "agencies/tasks"

    def key(row: TaskRow) -> tuple[str, str]:
        agency = f"{row.agency}（{row.agency_region}） " if by_agency else ""
        if isinstance(row, ChangedTaskRow):
            return row.seen, role_words(row.role, row.basis) if row.role else ""
        if isinstance(row, SharedTaskRow) or row.role is None:
            return agency, column_words("tasks")
        return agency, role_words(row.role, row.basis)

    rows = [row for row in answer.rows if isinstance(row, TaskRow)]
    for (agency, role), group in groupby(rows, key):
        rows_of_group = list(group)
        yield f"{agency}{role}（{len({row.task_id for row in rows_of_group})} 项）", rows_of_group


def _by_task(rows: Iterable[TaskRow]) -> list[list[TaskRow]]:
    """Rows of one task together: several agencies may have the same part in it."""
    tasks: dict[str, list[TaskRow]] = {}
    for row in rows:
        tasks.setdefault(row.task_id, []).append(row)
    return list(tasks.values())


def _task(out: Console, number: int, rows: Sequence[TaskRow], *, named: bool) -> None:
    """One task; `named` says that the answer's sentence or the group has named the agency already."""
    row = rows[0]
    who = "" if named else "".join(f"【{who}】" for who in dict.fromkeys(map(_who, rows)) if who)
    _line(out, f"{number}. {who}{_cut(row.text, _TEXT)}", left=2, hang=5)
    for proof in dict.fromkeys((each.surface, each.start, each.end) for row in rows for each in row.evidence):
        _line(out, f"{column_words('evidence')}：{_proof(*proof)}", left=5)
    if row.clause:
        _line(out, f"{column_words('clause')}：{_cut(row.clause, _CLAUSE)}", left=5)
    _line(out, " · ".join(_source_line(row)), left=5, style="dim")


def _who(row: TaskRow) -> str:
    if isinstance(row, SharedTaskRow):
        own = role_words(row.role, row.basis) if row.role else ""
        other = role_words(row.partner_role, row.partner_basis)
        return f"{row.agency}：{own}；{row.partner}：{other}"
    return row.agency or ""


def _proof(surface: str, start: int, end: int) -> str:
    """Quoted in 「」, since what is printed may hold “”."""
    return f"「{surface}」（全文第 {start}–{end} 字）"


def _source_line(row: TaskRow) -> Iterator[str]:
    yield f"{column_words('document')}：{row.document or row.document_id}"
    yield f"{row.region}" + (f" {row.year}年" if row.year is not None else "")
    yield f"第 {row.n} 项"
    if row.deadline:
        yield f"{column_words('deadline')}：{row.deadline}"


def _print_agencies(out: Console, rows: Sequence[AgencyRow]) -> None:
    """The agencies with the counts that any of them has."""
    values = [row.model_dump() for row in rows]
    counted = [column for column in COUNT_COLUMNS.values() if any(value[column] for value in values)]
    whole = ["tasks"] if any(row.tasks is not None for row in rows) else []
    proved = ["evidence", "document_id"] if any(row.evidence for row in rows) else []
    grid = table(["agency", "region", *whole, *counted, *proved])
    for row, value in zip(rows, values, strict=True):
        first = row.evidence[0] if row.evidence else None
        proof = _proof(first.surface, first.start, first.end) if first else ""
        counts = [str(value[column] or "") for column in counted]
        proofs = [clean(proof), first.document_id if first else ""] if proved else []
        total = [str(row.tasks or "")] if whole else []
        grid.add_row(clean(row.agency), clean(row.region), *total, *counts, *proofs)
    out.print(grid)


def _records(out: Console, rows: Sequence[AnyRow]) -> None:
    """Documents, campaigns, regions …: the columns that people read."""
    columns = readable_columns(rows)
    grid = table(columns)
    for row in rows:
        values = row.model_dump()
        grid.add_row(*(shown(values[column]) for column in columns))
    out.print(grid)


def _line(out: Console, words: str, *, left: int = 0, hang: int | None = None, style: str = "") -> None:
    """A paragraph from column `left` on; its further lines begin at column `hang`."""
    hang = left if hang is None else hang
    for at, line in enumerate(wrapped(clean(words), out.width - max(left, hang))):
        indent = " " * (hang if at else left)
        out.print(Text(indent + line, style=style), no_wrap=True, overflow="ignore", crop=False)


def wrapped(words: str, width: int) -> Iterator[str]:
    """Lines of at most that many columns. Chinese breaks anywhere but before a closing sign."""
    line, taken = "", 0
    for sign in words:
        wide = cell_len(sign)
        if taken + wide > width:
            length = len(line) - 1 if sign in _CLOSING else len(line)
            yield line[:length]
            line = line[length:]
            taken = cell_len(line)
        line, taken = line + sign, taken + wide
    yield line


def _cut(words: str, length: int) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= length else f"{flat[:length]}……"
