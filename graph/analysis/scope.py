"""Scope of a measure: the `Selection` of tasks and duties that all measures take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Self

from core.errors import BadParameter
from core.rows import Value
from graph.filters import Breadth, Collective, of_kind
from graph.name_resolution import resolved
from graph.selection import FILTERS, Selection, names_of
from graph.store import GraphStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope(Selection):
    """A selection by id in which collectives such as 各有关部门 do not count, unless chosen.

    `agency`, `role`, `basis` and `system` narrow which duties are counted; the agencies beside them still
    count where a measure asks how many share a task. `Scope.of` takes names.
    """

    collective: Annotated[Collective, FILTERS["collective"]] = "exclude"

    @classmethod
    def of(cls, store: GraphStore, *, within: Breadth = "exact", **filters: object) -> Self:
        """The scope that names say: `Scope.of(store, region="澜宁市", year=2024)`.

        Each filter of `Selection` takes a value or several; a region is an id, code or full name, with
        `within="subtree"` all in it too; a document an id or a title. Raises BadParameter for a name that
        nothing bears or several things bear, or for no filter of measures.
        """
        measured = names_of(measured=True)
        for name in filters:
            if name not in measured:
                raise BadParameter(name, f"没有这个筛选条件；可用的是 {'、'.join(measured)}")
        names = {name: _as_declared(name, value) for name, value in filters.items()}
        return resolved(cls.of_values({**names, "scope": within}), store.read, titles=True)

    def tasks(self) -> dict[str, Value]:
        """The parameters of the part `load/tasks`: which tasks, whoever has them."""
        return self.parameters(names_of("documents", "tasks", measured=True))

    def doers(self) -> dict[str, Value]:
        """The parameters of the part `load/doers`: which tasks, and who counts as an agency at all."""
        return {**self.tasks(), **of_kind(self.parameters(["collective"]))}

    def duties(self) -> dict[str, Value]:
        """The parameters of the part `load/filters`: which duties."""
        return of_kind(self.parameters(names_of(measured=True)))

    def chosen(self) -> dict[str, Value]:
        """The parameters that name agencies, whatever their role in a task."""
        return self.parameters(["agency", "system"])


def _as_declared(name: str, value: object) -> object:
    """A single value of a filter that takes several as a tuple of it."""
    if not FILTERS[name].several or value is None:
        return value
    if isinstance(value, str) or not isinstance(value, Sequence):
        return (value,)
    return tuple(value)
