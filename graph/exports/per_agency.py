"""Task list of each agency, in parts by its role."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from core.errors import BadParameter
from core.rows import text
from graph.exports.source import Duty, Source, Task
from graph.records import Basis, Role

PART_OF: Final[dict[tuple[Role, Basis | None], str]] = {
    ("lead", "named"): "牵头",
    ("lead", "first"): "牵头",
    ("lead", "sole"): "独立负责",
    ("joint", None): "共同负责",
    ("assist", "duty"): "责任",
    ("assist", "rule"): "责任",
    ("assist", "named"): "配合",
    ("supervise", None): "督办",
    ("assess", None): "考核",
}
PARTS: Final = tuple(dict.fromkeys(PART_OF.values()))
"""The parts in their order. They are counted side by side and never added up."""


MOST_AGENCIES: Final = 500
MOST_ROWS: Final = 100_000
"""Of all lists together: they are held in memory until each is whole."""


@dataclass(frozen=True, slots=True)
class TaskList:
    """The tasks of an agency, by part in the order of PARTS; parts without a task are left out."""

    name: str
    region: str
    parts: Mapping[str, Sequence[Task]]


def lists(source: Source) -> list[TaskList]:
    """The lists of the agencies by region and name, collectives last.

    Filters by agency, role and basis are those of the agency whose list it is. Raises BadParameter where
    there are more agencies or rows than one book should hold.
    """
    by_agency: dict[str, dict[str, list[Task]]] = {}
    count = 0
    for task in source.tasks():
        for agency, part in dict.fromkeys((d.agency, PART_OF[d.role, d.basis]) for d in _meant(source, task)):
            by_agency.setdefault(agency, {}).setdefault(part, []).append(task)
            count += 1
        if len(by_agency) > MOST_AGENCIES:
            raise _too_much(f"这些任务涉及的单位超过 {MOST_AGENCIES} 个")
        if count > MOST_ROWS:
            raise _too_much(f"各单位的任务合计超过 {MOST_ROWS} 行")
    rows = sorted(
        source.agencies(by_agency), key=lambda row: (row["kind"] == "collective", text(row, "sort_key"))
    )
    return [
        TaskList(text(row, "name"), text(row, "region_name"), _in_order(by_agency[text(row, "agency")]))
        for row in rows
    ]


def _meant(source: Source, task: Task) -> Iterator[Duty]:
    agency, roles, basis = (source.filters.get(name) for name in ("agency", "roles", "basis"))
    for duty in task.duties:
        if agency not in (None, duty.agency) or basis not in (None, duty.basis):
            continue
        if not isinstance(roles, list) or duty.role in roles:
            yield duty


def _in_order(parts: Mapping[str, Sequence[Task]]) -> dict[str, Sequence[Task]]:
    return {part: parts[part] for part in PARTS if part in parts}


def _too_much(what: str) -> BadParameter:
    return BadParameter("layout", f"{what}，一个工作簿放不下；请按地区、年度、文件或单位缩小范围")
