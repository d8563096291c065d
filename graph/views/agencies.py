"""Agencies as nodes of a view."""

from __future__ import annotations

from dataclasses import dataclass

from core.rows import number, optional, text
from graph.analysis.scope import Scope
from graph.store import GraphStore
from graph.views.legend import NODE_GROUPS, group_of_kind
from graph.views.view import Node


@dataclass(frozen=True, slots=True)
class AgencyLoad:
    """An agency with its load in the scope: distinct tasks that it does, and of these those that it leads."""

    id: str
    name: str
    kind: str
    region: str
    system: str | None
    system_name: str | None
    tasks: int
    leads: int


def read_agencies(store: GraphStore, scope: Scope) -> dict[str, AgencyLoad]:
    """The agencies that do a task in the scope, by id."""
    return {
        text(row, "agency"): AgencyLoad(
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


def agency_node(agency: AgencyLoad) -> Node:
    """The node of an agency."""
    group = group_of_kind(agency.kind)
    facts = [("地区", agency.region), ("类别", NODE_GROUPS[group])]
    if agency.system_name:
        facts.append(("条线", agency.system_name))
    facts += [("任务", f"{agency.tasks} 项"), ("其中牵头", f"{agency.leads} 项")]
    return Node(
        id=agency.id,
        kind="agency",
        group=group,
        label=agency.name,
        name=agency.name,
        tasks=agency.tasks,
        facts=tuple(facts),
    )
