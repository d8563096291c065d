"""The 台账: a row a task, in the columns that offices use. Each agency is in the column of its role.

- 牵头单位: who answers for it, named to lead; or marked （独立负责）, the only agency; or （按文件规则）,
  the first of a list, by the document's rule.
- 责任单位: those with 责任单位 beside a lead; and all agencies of a task that several share with none
  named to lead, which 备注 says.
- 配合单位: those printed to help (配合, 协助, 参与).
- 备注: 共同负责（未明确牵头）; 督办单位 and 考核单位; which of all these are collectives (统称).

工作任务 are the headings above the task, 具体内容 its own words, 原文 the clause as printed. `ingest`
reads such a table again: 原文 gives the words by which each agency has its part, as long as the
columns name the same agencies.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from graph.exports.source import Campaign, Duty, Source, Task
from graph.labels import ROLE_WORDS
from graph.records import Basis, Role

DutyColumn = Literal["lead", "duty", "assist", "remark"]

COLUMNS: Final = (
    *("序号", "工作任务", "具体内容", "牵头单位", "责任单位", "配合单位", "完成时限"),
    *("专项行动", "文件及条目", "备注", "原文"),
)
HEADING: Final = COLUMNS.index("工作任务")

HEADING_MARK: Final = " / "
"""Between the headings of a task, outermost first; `ingest` parts them there."""

DUTY_COLUMNS: Final[dict[tuple[Role, Basis | None], DutyColumn]] = {
    ("lead", "named"): "lead",
    ("lead", "first"): "lead",
    ("lead", "sole"): "lead",
    ("joint", None): "duty",
    ("assist", "duty"): "duty",
    ("assist", "rule"): "duty",
    ("assist", "named"): "assist",
    ("supervise", None): "remark",
    ("assess", None): "remark",
}
"""The column of an agency by its role and basis."""

MARKS: Final[dict[Basis | None, str]] = {"sole": "（独立负责）", "first": "（按文件规则）"}
"""What stands behind the name of a lead that the clause does not name to lead."""


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A row: its cells in the order of COLUMNS, the first of them the row's number from 1."""

    number: int
    cells: tuple[str, ...]


def rows(tasks: Iterable[Task]) -> Iterator[LedgerRow]:
    """The rows of the ledger of these tasks."""
    for number, task in enumerate(tasks, start=1):
        yield LedgerRow(number, (str(number), *_cells(task)))


def title(source: Source) -> str:
    """Title of the table. That of a single document keeps its title, with region and year."""
    document = source.only_document()
    return f"{(document or {}).get('title') or ''}任务台账"


def names(duties: Iterable[Duty]) -> str:
    """Names of agencies in a cell, in the order of the clause."""
    return "、".join(_name(duty) for duty in duties)


def column_of(duty: Duty) -> DutyColumn:
    """The column of an agency."""
    return DUTY_COLUMNS[duty.role, duty.basis]


def item_words(task: Task) -> str:
    """The item in its document: 第12项（原序号：3.）."""
    return f"第{task.n}项" + (f"（原序号：{task.number}）" if task.number else "")


def document_words(title: str | None) -> str:
    """A document as it is called in a cell."""
    return f"《{title}》" if title else "（无标题文件）"


def _name(duty: Duty) -> str:
    return duty.name + (MARKS.get(duty.basis, "") if duty.role == "lead" else "")


def _cells(task: Task) -> Iterator[str]:
    yield HEADING_MARK.join(task.headings)
    yield task.text
    for column in ("lead", "duty", "assist"):
        yield names(duty for duty in task.duties if column_of(duty) == column)
    yield task.deadline or ""
    yield "、".join(_campaign(campaign) for campaign in task.campaigns)
    yield document_words(task.title) + item_words(task)
    yield "；".join(_remarks(task))
    yield task.clause


def _campaign(campaign: Campaign) -> str:
    return f"{campaign.name}（{campaign.edition}）" if campaign.edition else campaign.name


def _remarks(task: Task) -> Iterator[str]:
    if any(duty.role == "joint" for duty in task.duties):
        yield ROLE_WORDS["joint", None]
    watching: tuple[Role, ...] = ("supervise", "assess")
    for role in watching:
        if agencies := [duty.name for duty in task.duties if duty.role == role]:
            yield f"{ROLE_WORDS[role, None]}：{'、'.join(agencies)}"
    if agencies := list(dict.fromkeys(duty.name for duty in task.duties if duty.collective)):
        yield f"统称（未点名）：{'、'.join(agencies)}"
