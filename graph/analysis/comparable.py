"""Comparability checks for two sets of documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from core.rows import Row, optional
from graph.analysis.matching import shingles

Difference = Literal["region", "level", "kind", "subject", "year", "empty"]

_KINDS: Final = re.compile(
    "工作要点|重点任务|任务分工|分工方案|分工意见|实施方案|工作方案|行动方案|行动计划|工作计划|工作安排|实施意见|责任清单|任务清单|要点"
)
_FRAME: Final = re.compile(
    r"关于|印发|转发|的通知|通知|《|》|\d{4}年|\d+|年度?|全[国省市县区]|重点|任务|工作|及|分工|实施|方案|的"
)
_ALIKE: Final = 0.3


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two sides are not comparable, and what each of them has."""

    what: Difference
    words: str


def reasons(
    left: Sequence[Row], right: Sequence[Row], across: Iterable[Difference] = ()
) -> tuple[Reason, ...]:
    """Reasons why the documents of two sides (rows of compare/documents) are not comparable.

    `across` are differences that the comparison is about. Two kinds of document (工作要点, 分工方案)
    part the same work more or less finely; two levels give the same agency another place in the list.
    """
    if not left or not right:
        return (Reason("empty", f"{'左' if not left else '右'}边没有任务"),)
    against: list[Reason] = []

    def differ(what: Difference, called: str, a: set[str], b: set[str]) -> None:
        if what not in across and a != b:
            against.append(Reason(what, f"{called}不同：{_listed(a)}；{_listed(b)}"))

    differ("region", "地区", _values(left, "region_name"), _values(right, "region_name"))
    differ("level", "层级", _values(left, "level"), _values(right, "level"))
    differ("kind", "文件种类", _kinds(left), _kinds(right))
    titles = " ".join(sorted(_subjects(left))), " ".join(sorted(_subjects(right)))
    if "subject" not in across and _overlap(*titles) < _ALIKE:
        against.append(
            Reason(
                "subject", f"主题不同：{_listed(_values(left, 'title'))}；{_listed(_values(right, 'title'))}"
            )
        )
    if any(row["year"] is None for row in (*left, *right)):
        against.append(Reason("year", "有文件没有年度，机构沿革无从对应"))
    return tuple(against)


def kind_of(title: str) -> str | None:
    """The kind of document that a title names last: 分工方案, 工作要点 …; None for another."""
    kinds = _KINDS.findall(title)
    return kinds[-1] if kinds else None


def _kinds(rows: Sequence[Row]) -> set[str]:
    return {kind_of(optional(row, "title") or "") or "其他" for row in rows}


def _subjects(rows: Sequence[Row]) -> set[str]:
    return {
        _FRAME.sub("", (optional(row, "title") or "").replace(optional(row, "region_name") or "\n", ""))
        for row in rows
    }


def _overlap(left: str, right: str) -> float:
    a, b = set(shingles(left)), set(shingles(right))
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _values(rows: Sequence[Row], column: str) -> set[str]:
    return {optional(row, column) or "（没有）" for row in rows}


def _listed(values: set[str]) -> str:
    return "、".join(sorted(values)[:3]) + ("等" if len(values) > 3 else "")
