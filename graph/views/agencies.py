"""Bodies as nodes of a view."""

from __future__ import annotations

from dataclasses import dataclass

from core.rows import number, optional, text
from graph.analysis.scope import Scope
from graph.store import GraphStore
from graph.views.legend import NODE_GROUPS, group_of_kind
from graph.views.view import Node


@dataclass(frozen=True, slots=True)
class Body:
    """A body with its load in the scope: distinct tasks that it does, and of these those that it leads."""

    id: str
    name: str
    kind: str
    region: str
    system: str | None
    system_name: str | None
    tasks: int
    leads: int


def read_bodies(store: GraphStore, scope: Scope) -> dict[str, Body]:
    """The bodies that do a task in the scope, by id."""
    return {
        text(row, "agency"): Body(
            id=text(row, "agency"),
            name=text(row, "name"),
            kind=text(row, "kind"),
            region=text(row, "region_name"),
            system=optional(row, "system"),
            system_name=optional(row, "system_name"),
            tasks=number(row, "tasks"),
            leads=number(row, "leads"),
        )
        for row in store.read("cowork/bodies", scope.doers())
    }


def body_node(body: Body) -> Node:
    """The node of a body."""
    group = group_of_kind(body.kind)
    facts = [("地区", body.region), ("类别", NODE_GROUPS[group])]
    if body.system_name:
        facts.append(("条线", body.system_name))
    facts += [("任务", f"{body.tasks} 项"), ("其中牵头", f"{body.leads} 项")]
    return Node(
        id=body.id,
        kind="agency",
        group=group,
        label=body.name,
        name=body.name,
        tasks=body.tasks,
        facts=tuple(facts),
    )
