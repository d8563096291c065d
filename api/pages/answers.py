"""An answer arranged for reading: by region where several have it, then by role, each with its passage."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from api.models.evidence import Evidence
from api.models.lists import EXACT_TOTAL
from api.models.tasks import TaskDetail
from api.pages.cards import Card, card_of
from api.pages.passages import Passage, passage
from api.questions.answer import (
    AgencyRow,
    Answer,
    AnyRow,
    Assumption,
    ChangedTaskRow,
    SharedTaskRow,
    TaskRow,
    readable_columns,
)
from api.service.labels import column_words
from api.service.snapshot import Snapshot
from api.service.tasks import task_detail
from core.rows import text
from graph.labels import COUNT_COLUMNS, role_order, role_words
from graph.records import Basis, Role

AROUND: Final = 60
"""How many characters before and after a task are shown with it, as printed."""


@dataclass(frozen=True, slots=True)
class Part:
    """The tasks of a group in one role of the agency; without `words` where several agencies are meant."""

    words: str | None
    role: Role | None
    cards: list[Card]


@dataclass(frozen=True, slots=True)
class Group:
    """The tasks of one region; `region` is None where there is only one."""

    region: str | None
    parts: list[Part]

    @property
    def size(self) -> int:
        """How many tasks it holds."""
        return sum(len(part.cards) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Proof:
    """A task and its passage."""

    task: TaskDetail
    passage: Passage


@dataclass(frozen=True, slots=True)
class Counted:
    """An agency with its tasks counted by role, and what proves the first ones."""

    agency_id: str
    agency: str
    region: str
    counts: list[tuple[str, int]]
    proofs: list[Proof]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that are neither tasks nor agencies with counts: documents, campaigns, regions …"""

    headings: list[str]
    rows: list[list[str]]


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """What the page shows of an answer."""

    status: str
    headline: str
    more_sentences: str
    assumptions: list[Assumption]
    alternatives: list[str]
    groups: list[Group]
    agencies: list[Counted]
    table: Table | None
    rest: str | None
    cypher: str | None
    context: str | None
    """What a follow-up question continues from."""


def arranged(snapshot: Snapshot, answer: Answer, limit: int) -> AnswerPage:
    """The answer as the page shows it; `limit` is what it was asked with."""
    tasks = [row for row in answer.rows if isinstance(row, TaskRow)]
    agencies = [row for row in answer.rows if isinstance(row, AgencyRow)]
    passages = Passages(snapshot)
    headline, stop, more = answer.answer.partition("。")
    return AnswerPage(
        status=answer.status,
        headline=headline + stop,
        more_sentences=more,
        assumptions=answer.assumptions,
        alternatives=answer.alternatives,
        groups=_groups(passages, tasks),
        agencies=_agencies(passages, agencies),
        table=_table([row for row in answer.rows if not isinstance(row, TaskRow | AgencyRow)]),
        rest=_rest(answer, limit),
        cypher=answer.cypher,
        context=answer.context,
    )


class Passages:
    """Tasks and texts of one answer, each read once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._texts: dict[str, str] = {}
        self._tasks: dict[str, TaskDetail] = {}

    def task(self, id: str) -> TaskDetail:
        """The task of that id."""
        if id not in self._tasks:
            self._tasks[id] = task_detail(self._snapshot, id)
        return self._tasks[id]

    def of(self, task: TaskDetail, spans: Iterable[tuple[int, int]]) -> Passage:
        """The task as printed, from its first word to the end of its clause."""
        if task.document_id not in self._texts:
            row = self._snapshot.rows("documents/text", document=task.document_id)[0]
            self._texts[task.document_id] = text(row, "text")
        start, end = min(task.start, task.clause_start), max(task.end, task.clause_end)
        return passage(self._texts[task.document_id], start, end, spans, AROUND)


def _groups(passages: Passages, rows: list[TaskRow]) -> list[Group]:
    """The rows by the region of the agency that was asked for, or of the document, in the answer's order."""
    regions: dict[str, list[TaskRow]] = defaultdict(list)
    for row in rows:
        of = row.seen if isinstance(row, ChangedTaskRow) else row.agency_region or row.region
        regions[of].append(row)
    return [
        Group(region if len(regions) > 1 else None, _parts(passages, rows_of_region))
        for region, rows_of_region in regions.items()
    ]


def _parts(passages: Passages, rows: list[TaskRow]) -> list[Part]:
    """By role, leads first, where one agency is asked for; else one part without a heading."""
    single_agency = len({row.agency_id for row in rows}) == 1 and not any(
        isinstance(row, SharedTaskRow) for row in rows
    )
    parts: dict[tuple[Role, Basis | None] | None, list[TaskRow]] = defaultdict(list)
    for row in rows:
        parts[(row.role, row.basis) if single_agency and row.role else None].append(row)
    return [
        Part(role_words(*part) if part else None, part[0] if part else None, _cards(passages, rows_of_part))
        for part, rows_of_part in sorted(
            parts.items(), key=lambda each_part: role_order(*each_part[0]) if each_part[0] else 0
        )
    ]


def _cards(passages: Passages, rows: list[TaskRow]) -> list[Card]:
    """One card for each task, whichever and however many of its agencies the rows are about."""
    tasks: dict[str, list[TaskRow]] = defaultdict(list)
    for row in rows:
        tasks[row.task_id].append(row)
    return [_card(passages, passages.task(id), rows_of_task) for id, rows_of_task in tasks.items()]


def _card(passages: Passages, task: TaskDetail, rows: list[TaskRow]) -> Card:
    spans = [(proof.start, proof.end) for row in rows for proof in row.evidence]
    highlighted = {row.agency_id for row in rows if row.agency_id}
    highlighted |= {row.partner_id for row in rows if isinstance(row, SharedTaskRow)}
    return card_of(task, highlighted=highlighted, spans=spans, passage=passages.of(task, spans))


def _agencies(passages: Passages, rows: list[AgencyRow]) -> list[Counted]:
    return [
        Counted(
            agency_id=row.agency_id,
            agency=row.agency,
            region=row.region,
            counts=[
                (column_words(column), tasks)
                for column in ("tasks", *COUNT_COLUMNS.values())
                if (tasks := getattr(row, column))
            ],
            proofs=[_proof(passages, proof) for proof in row.evidence],
        )
        for row in rows
    ]


def _table(rows: list[AnyRow]) -> Table | None:
    if not rows:
        return None
    columns = readable_columns(rows)
    cells = [[_cell(row.model_dump()[column]) for column in columns] for row in rows]
    return Table([column_words(column) for column in columns], cells)


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case list():
            return "、".join(map(str, value))
    return str(value)


def _proof(passages: Passages, proof: Evidence) -> Proof:
    task = passages.task(proof.task_id)
    return Proof(task, passages.of(task, [(proof.start, proof.end)]))


def _rest(answer: Answer, limit: int) -> str | None:
    """What is not shown, in words."""
    if answer.status == "ambiguous":
        share = max(1, limit // len(answer.alternatives))
        full = max(Counter(_about(row) for row in answer.rows).values()) >= share
        return f"每处最多列出 {share} 条；要看全部，请用上面的“只看其中一个”。" if full else None
    if answer.total is None or answer.total == len(answer.rows):
        return None
    total = f"超过 {EXACT_TOTAL} 条" if answer.total == "1000+" else f"{answer.total} 条"
    return f"共{total}，这里列出前 {len(answer.rows)} 条。"


def _about(row: AnyRow) -> tuple[object, object, object]:
    """The agency, the region and the document that tell the readings of an ambiguous question apart."""
    return getattr(row, "agency_id", None), getattr(row, "region", None), getattr(row, "document_id", None)
