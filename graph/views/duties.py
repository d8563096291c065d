"""View of agencies, tasks and campaigns: every duty an edge, so nothing is lost as in a projection."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, cast

from core.rows import Row, Value, number, optional, text
from graph.labels import role_words
from graph.records import Basis, Role
from graph.selection import names_of
from graph.store import GraphStore
from graph.views.agencies import AgencyLoad, agency_node, read_agencies
from graph.views.legend import NODE_GROUPS, group_of_kind, group_of_role
from graph.views.view import Choice, Chosen, Edge, Node

LABEL_MOST: Final = 12
"""Characters of a task's words that stand on the drawing."""

_NEWEST_FIRST: Final = 9999
_COUNTED_TO: Final = 1_000


def choose_duties(store: GraphStore, choice: Choice) -> Chosen:
    """Tasks from the newest year back, each with all agencies and campaigns, until the drawing is full."""
    filters = _filters(choice)
    most_read = choice.most * 2
    parameters = {**filters, "year_down": _NEWEST_FIRST, "limit": most_read}
    campaigns: dict[str, list[Row]] = {}
    for row in store.read("tasks/list_campaigns", parameters):
        campaigns.setdefault(text(row, "task"), []).append(row)
    drawing = _Drawing(choice, read_agencies(store, choice.scope))
    tasks = list(_tasks(store.read("tasks/list_duties", parameters)))
    for rows in tasks:
        drawing.add(rows, campaigns.get(text(rows[0], "task"), []))
    if len(tasks) < most_read:
        return drawing.chosen(len(tasks), f"{len(tasks)}")
    total = number(store.read("tasks/total", filters)[0], "total")
    return drawing.chosen(total, f"超过 {_COUNTED_TO}" if total > _COUNTED_TO else f"{total}")


def _filters(choice: Choice) -> dict[str, Value]:
    """Parameters of the queries behind tasks/filters, which leave out a task that names collectives only."""
    return choice.scope.parameters(names_of(measured=True))


def _tasks(rows: list[Row]) -> Iterator[list[Row]]:
    """The rows of each task in turn."""
    by_task: dict[str, list[Row]] = {}
    for row in rows:
        by_task.setdefault(text(row, "task"), []).append(row)
    yield from by_task.values()


class _Drawing:
    """The nodes and edges selected so far."""

    def __init__(self, choice: Choice, agencies: dict[str, AgencyLoad]) -> None:
        self._choice = choice
        self._agencies = agencies
        self._nodes: dict[str, Node] = {}
        self._edges: dict[tuple[str, str, str], Edge] = {}
        self._drawn = self._long = self._empty = 0
        self._full = False

    def add(self, duty_rows: list[Row], campaigns: list[Row]) -> None:
        """Add a task, unless it has too many agencies or the drawing has no room for all its nodes."""
        if self._full:
            return
        duties = [row for row in duty_rows if self._is_wanted(row)]
        count = len({row["agency"] for row in duty_rows if self._counts(row)})
        if self._choice.max_bodies is not None and count > self._choice.max_bodies:
            self._long += 1
            return
        if not duties:
            self._empty += 1
            return
        task = duty_rows[0]
        nodes = [_task_node(task, count), *(self._agency_node(row) for row in duties)]
        nodes += [_campaign_node(row) for row in campaigns]
        new = {node.id for node in nodes} - self._nodes.keys()
        if len(self._nodes) + len(new) > self._choice.most:
            self._full = True
            return
        self._drawn += 1
        for node in nodes:
            self._nodes.setdefault(node.id, node)
        edges = [_duty_edge(row) for row in duties] + [_campaign_edge(row) for row in campaigns]
        for edge in edges:
            self._edges.setdefault((edge.source, edge.target, edge.group), edge)

    def chosen(self, total: int, total_words: str) -> Chosen:
        """The selection; `total` is the least number of tasks, `total_words` how notes put it."""
        notes = []
        if self._long:
            notes.append(f"{self._long} 项任务的单位超过 {self._choice.max_bodies} 个，未画")
        if self._empty:
            notes.append(f"{self._empty} 项任务没有符合条件的单位，未画")
        if self._full or total > self._drawn + self._long + self._empty:
            notes.append(
                f"共 {total_words} 项任务，按年度从近到远、文件顺序只画前 {self._drawn} 项；"
                "画出的任务，单位和专项行动都画全"
            )
        edges = sorted(self._edges.values(), key=lambda edge: (-edge.weight, edge.source, edge.target))
        return Chosen(
            nodes=[self._nodes[id] for id in sorted(self._nodes)],
            edges=edges,
            notes=notes,
            total_nodes=len(self._nodes),
            total_edges=len(edges),
        )

    def _counts(self, row: Row) -> bool:
        """Whether the row is an agency that measures count."""
        match self._choice.scope.collective:
            case "exclude":
                return row["agency"] is not None and row["kind"] != "collective"
            case "only":
                return row["kind"] == "collective"
            case "include":
                return row["agency"] is not None

    def _is_wanted(self, row: Row) -> bool:
        scope = self._choice.scope
        if not self._counts(row) or (scope.role and row["role"] not in scope.role):
            return False
        if scope.basis and row["basis"] not in scope.basis:
            return False
        agency = self._agencies.get(text(row, "agency"))
        return self._choice.min_tasks == 1 or (agency is not None and agency.tasks >= self._choice.min_tasks)

    def _agency_node(self, row: Row) -> Node:
        id = text(row, "agency")
        if id in self._agencies:
            return agency_node(self._agencies[id])
        group = group_of_kind(text(row, "kind"))  # one that only supervises or assesses does no task
        name = text(row, "name")
        return Node(id, "agency", group, name, name, 0, (("类别", NODE_GROUPS[group]), ("任务", "0 项")))


def _task_node(row: Row, agencies: int) -> Node:
    words = " ".join(text(row, "text").split())
    facts = [("文件", optional(row, "title") or "（无标题）"), ("地区", text(row, "region_name"))]
    if row["year"] is not None:
        facts.append(("年度", f"{row['year']} 年"))
    facts.append(("单位", f"{agencies} 个"))
    if row["deadline"] is not None:
        facts.append(("完成时限", text(row, "deadline")))
    return Node(
        id=text(row, "task"),
        kind="task",
        group="task",
        label=words if len(words) <= LABEL_MOST else f"{words[: LABEL_MOST - 1]}…",
        name=words,
        tasks=1,
        facts=tuple(facts),
    )


def _campaign_node(row: Row) -> Node:
    name = text(row, "name")
    return Node(text(row, "campaign"), "campaign", "campaign", name, name, 1, ())


def _duty_edge(row: Row) -> Edge:
    role, basis = cast("Role", text(row, "role")), cast("Basis | None", optional(row, "basis"))
    return Edge(
        source=text(row, "agency"),
        target=text(row, "task"),
        group=group_of_role(role, basis),
        words=f"{row['name']}：{role_words(role, basis)}",
        tasks=1,
        weight=2.0 if role == "lead" else 1.0,
        directed=False,
    )


def _campaign_edge(row: Row) -> Edge:
    return Edge(
        source=text(row, "task"),
        target=text(row, "campaign"),
        group="campaign",
        words=f"属于专项行动“{row['name']}”",
        tasks=1,
        weight=0.5,
        directed=False,
    )
