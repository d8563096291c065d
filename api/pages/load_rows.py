"""Table of the page of load: its columns, headings that sort, and rows with links to the counted tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from fastapi import Request

from api.pages.links import agency_path, narrowed, pairs, with_query
from api.pages.load_parameters import LoadPageParameters
from api.service.labels import KIND_WORDS, column_words
from graph.analysis.load_table import Unit
from graph.labels import COUNT_COLUMNS
from graph.records import Basis, Role
from graph.selection import names_of

UNITS: Final[dict[Unit, str]] = {"agency": "单位", "system": "条线", "region": "地区", "year": "年度"}
_PASSED_TO_TASKS: Final = names_of("documents", "tasks", measured=True)


@dataclass(frozen=True, slots=True)
class Column:
    """A column that counts a role and basis."""

    name: str
    role: Role
    basis: Basis | None
    words: str
    weight: float


@dataclass(frozen=True, slots=True)
class Head:
    """A heading that sorts; `order` is ascending, descending or none."""

    words: str
    path: str
    order: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table; the paths lead to the tasks that are counted."""

    name: str
    path: str | None
    about: str
    tasks: int
    tasks_path: str
    counts: list[tuple[int, str]]
    share: float | None
    fractional: float
    custom: float
    custom_share: float | None
    ranks: str


def columns_of(rows: Sequence[Mapping[str, Any]], weights: Mapping[str, float]) -> list[Column]:
    """The roles that any row has, leads first."""
    return [
        Column(name, role, basis, column_words(name), weights[name])
        for (role, basis), name in COUNT_COLUMNS.items()
        if any(row[name] for row in rows)
    ]


def sorted_rows(rows: list[dict[str, Any]], sort: str) -> list[dict[str, Any]]:
    """In the order asked for; by tasks where there is no such column."""
    name = sort.removeprefix("-")
    if not rows or name not in rows[0]:
        name, sort = "tasks", "-tasks"
    words = isinstance(rows[0][name], str) if rows else False
    ordered = sorted(rows, key=lambda row: (-row["tasks"], str(row["unit"])))
    with_value = [row for row in ordered if row[name] is not None]
    without = [row for row in ordered if row[name] is None]
    key = (lambda row: str(row[name])) if words else (lambda row: float(row[name]))
    return sorted(with_value, key=key, reverse=sort.startswith("-")) + without


def heads_of(request: Request, parameters: LoadPageParameters, columns: Sequence[Column]) -> dict[str, Head]:
    named = {
        "name" if parameters.by != "year" else "unit": UNITS[parameters.by],
        "tasks": "任务",
        **{column.name: column.words for column in columns},
        "count_share": "占比",
        "fractional": "按份分摊",
        "custom": "加权",
    }
    heads = {}
    for name, words in named.items():
        descending = name not in ("name", "unit")
        order = "none"
        if parameters.sort.removeprefix("-") == name:
            order = "descending" if parameters.sort.startswith("-") else "ascending"
            descending = order == "ascending"
        path = narrowed(request, sort=f"-{name}" if descending else name)
        heads["name" if name == "unit" else name] = Head(words, path, order)
    return heads


def line_of(
    request: Request,
    parameters: LoadPageParameters,
    row: Mapping[str, Any],
    columns: Sequence[Column],
    by: Unit | None = None,
) -> Line:
    by = by or parameters.by
    filters = {"agency": "agency", "system": "system", "region": "region", "year": "year"}[by]
    narrow = [pair for pair in pairs(request) if pair[0] in _PASSED_TO_TASKS and pair[0] != filters]
    if by == "region":
        narrow = [pair for pair in narrow if pair[0] != "scope"]
    mine = [*narrow, (filters, row["unit"])]
    if by != "agency":
        mine.append(("collective", parameters.selection().collective))
    best, worst = row["rank_best"], row["rank_worst"]
    return Line(
        name=_called(row, by),
        path=agency_path(row["unit"]) if by == "agency" else None,
        about=_about(row, by),
        tasks=row["tasks"],
        tasks_path=with_query("/tasks", mine),
        counts=[
            (row[column.name], with_query("/tasks", [*mine, ("role", column.role), ("basis", column.basis)]))
            for column in columns
        ],
        share=row["count_share"],
        fractional=row["fractional"],
        custom=row["custom"],
        custom_share=row["custom_share"],
        ranks=f"{best}" if best == worst else f"{best}–{worst}",
    )


def _called(row: Mapping[str, Any], by: Unit) -> str:
    if by == "year":
        return "未注明年度" if row["unit"] is None else f"{row['unit']} 年"
    return str(row["name"])


def distinct_names(rows: Sequence[Mapping[str, Any]], by: Unit) -> list[str]:
    """Names of the rows, with the region where the agencies are of several regions."""
    several = by == "agency" and len({row["region"] for row in rows}) > 1
    return [f"{row['name']}（{row['region_name']}）" if several else _called(row, by) for row in rows]


def _about(row: Mapping[str, Any], by: Unit) -> str:
    if by != "agency":
        return f"{row['agencies']} 个单位"
    kind = KIND_WORDS.get(str(row["kind"]), "") if row["kind"] == "collective" else None
    return " · ".join(str(part) for part in (row["region_name"], row["system_name"], kind) if part)
