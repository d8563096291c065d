"""Counts by role and basis: never added up, since an agency may have several roles in one task."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fastapi import Request

from api.pages.links import narrowed
from core.rows import Row, number
from graph.labels import role_order, role_words
from graph.records import Basis, Role


@dataclass(frozen=True, slots=True)
class Tally:
    """How many tasks in one role and on one basis; `path` shows these, and all again where it is `chosen`."""

    role: Role
    basis: Basis | None
    words: str
    tasks: int
    path: str | None
    chosen: bool


def tallies(
    rows: Iterable[Row],
    request: Request | None = None,
    chosen: tuple[Sequence[Role], Sequence[Basis]] = ((), ()),
) -> list[Tally]:
    """The counts of rows with `role`, `basis` and `tasks`, leads first; with links for a list to narrow."""
    result = []
    for row in rows:
        role, basis = as_role(row)
        selected = chosen == ((role,), (basis,) if basis else ())
        path = None
        if request is not None:
            path = (
                narrowed(request, "role", "basis") if selected else narrowed(request, role=role, basis=basis)
            )
        result.append(Tally(role, basis, role_words(role, basis), number(row, "tasks"), path, selected))
    return sorted(result, key=lambda each: role_order(each.role, each.basis))


def as_role(row: Row) -> tuple[Role, Basis | None]:
    """The role and basis of a row; roles that stand without a basis have none."""
    role: Role = row["role"]  # type: ignore[assignment]
    basis: Basis | None = row["basis"]  # type: ignore[assignment]
    return role, basis if role in ("lead", "assist") else None
