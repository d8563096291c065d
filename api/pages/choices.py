"""What the fields of a filter form offer, and which filters are in force, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from fastapi import Request

from api.pages.links import here, pairs, with_query
from api.service.labels import KIND_WORDS
from api.service.snapshot import Snapshot
from core.rows import Row, Value, text
from graph.filters import Filter
from graph.labels import ROLE_WORDS
from graph.selection import FILTERS, Selection

MOST_OFFERED: Final = 300
"""So many regions or campaigns can be chosen from; of more, the name is typed."""

Choices = list[tuple[str, str]]

_LABELS: Final = {"kind": "类别", **{name: each.label for name, each in FILTERS.items()}}
_VALUES: Final[Mapping[str, Mapping[str, str]]] = {
    "kind": {**KIND_WORDS, "code": "专项行动名称", "descriptive": "概括性名称"},
    **{name: each.words for name, each in FILTERS.items() if each.words is not None},
}
_NAMED: Final = {
    "agency": ("agencies/get", "name"),
    "campaign": ("campaigns/get", "name"),
    "document": ("documents/get", "title"),
    "region": ("regions/get", "name"),
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A filter in force, in words; `without` is the page without it."""

    label: str
    words: str
    without: str


def chosen(request: Request, snapshot: Snapshot) -> list[Chosen]:
    """The filters that the address holds, in its order; a role with its basis is one."""
    stated = pairs(request, "limit", "sort", "show")
    roles = [value for name, value in stated if name == "role"]
    bases = [value for name, value in stated if name == "basis"]
    known: dict[tuple[str, str | None], str] = {
        (role, basis): words for (role, basis), words in ROLE_WORDS.items()
    }
    together = len(roles) == 1 and len(bases) <= 1 and (roles[0], bases[0] if bases else None) in known
    filters = []
    for at, (name, value) in enumerate(stated):
        if together and name == "basis":
            continue
        if together and name == "role":
            words = known[roles[0], bases[0] if bases else None]
            rest = [pair for pair in stated if pair[0] not in ("role", "basis")]
        else:
            words = _value_words(snapshot, name, value)
            rest = stated[:at] + stated[at + 1 :]
        unchanged = [pair for pair in pairs(request) if pair[0] in ("limit", "sort", "show")]
        filters.append(Chosen(_LABELS.get(name, name), words, with_query(here(request), [*rest, *unchanged])))
    return filters


def _value_words(snapshot: Snapshot, name: str, value: str) -> str:
    if name in _VALUES:
        return _VALUES[name].get(value, value)
    if name in _NAMED:
        query, column = _NAMED[name]
        for row in snapshot.rows(query, **{name: value}):
            return text(row, column) if row[column] else "（无标题）"
    if name == "system":
        return next(
            (text(row, "name") for row in snapshot.cached("systems/names", {}) if row["system"] == value),
            value,
        )
    return f"{value} 年" if name == "year" else value


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a filter form: what there is to choose from, or `choices` None where a value is typed."""

    name: str
    label: str
    values: list[str]
    choices: Choices | None
    kind: str
    placeholder: str
    least: int | None
    greatest: int | None


FORM_OF_TASKS: Final = tuple(name for name, each in FILTERS.items() if each.form is not None)
"""The filters that the form of the page of tasks has fields for."""


def task_fields(snapshot: Snapshot, selection: Selection) -> list[Field]:
    """The fields of the form of the page of tasks, with what the selection holds."""
    selected = {name: [value for key, value in selection.pairs() if key == name] for name in FORM_OF_TASKS}
    return [_field(snapshot, FILTERS[name], selected[name]) for name in FORM_OF_TASKS]


def _field(snapshot: Snapshot, declared: Filter, values: list[str]) -> Field:
    offered = _FROM_GRAPH.get(declared.name)
    choices = list(declared.words.items()) if declared.words else offered(snapshot) if offered else None
    return Field(
        name=declared.name,
        label=declared.form or declared.label,
        values=values,
        choices=choices,
        kind={date: "date", int: "number"}.get(declared.value, "search"),
        placeholder=declared.placeholder,
        least=declared.least,
        greatest=declared.greatest,
    )


def years(snapshot: Snapshot) -> Choices:
    """The years that there are plans for, the latest first."""
    rows = snapshot.cached("documents/years", {})
    numbers = sorted((row["year"] for row in rows if isinstance(row["year"], int)), reverse=True)
    return [(str(year), f"{year} 年") for year in numbers]


def regions(snapshot: Snapshot, holds: str) -> Choices | None:
    """The regions with `documents` or `agencies`, by code; None where they are too many to choose from."""
    return _offered(
        snapshot, "regions/list", {}, "region", lambda row: bool(row[holds]), lambda row: str(row["code"])
    )


def systems(snapshot: Snapshot) -> Choices | None:
    """The lines of work that have agencies."""
    return _offered(
        snapshot,
        "systems/list",
        {},
        "system",
        lambda row: bool(row["agencies"]),
        lambda row: text(row, "name"),
    )


def campaigns(snapshot: Snapshot) -> Choices | None:
    """The campaigns by name."""
    return _offered(
        snapshot, "campaigns/names", {}, "campaign", lambda _: True, lambda row: text(row, "name")
    )


_FROM_GRAPH: Final[Mapping[str, Callable[[Snapshot], Choices | None]]] = {
    "year": years,
    "region": lambda snapshot: regions(snapshot, "documents"),
    "campaign": campaigns,
    "system": systems,
}
"""What the fields offer whose values the graph holds."""


def kinds() -> Choices:
    """The kinds of agencies."""
    return list(KIND_WORDS.items())


def _offered(
    snapshot: Snapshot,
    query: str,
    filters: Mapping[str, Value],
    id: str,
    belongs: Callable[[Row], bool],
    order: Callable[[Row], str],
) -> Choices | None:
    rows = [row for row in snapshot.cached(query, filters) if belongs(row)]
    if len(rows) > MOST_OFFERED:
        return None
    return [(text(row, id), text(row, "name")) for row in sorted(rows, key=order)]
