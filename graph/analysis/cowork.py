"""Co-work (协同): which agencies documents name for the same tasks.

A list of n agencies makes n(n−1)/2 pairs, so a few long lists can be most of a network. Every edge list
therefore says its projection, takes `max_bodies`, and comes with what was left out and a table of how
it depends on the length of lists (`sensitivity`). The agencies that count are those that do a task (lead,
joint, assist); collectives are left out unless asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING, Final, Literal

from core.rows import Row, number, optional, text
from graph.analysis.scope import Scope
from graph.analysis.tables import Table
from graph.store import GraphStore

if TYPE_CHECKING:
    import networkx

Projection = Literal["count", "newman", "lead_star"]
PROJECTIONS: Final[tuple[Projection, ...]] = ("count", "newman", "lead_star")

NODES: Final = ("agency", "name", "kind", "region", "region_name", "system", "system_name", "tasks", "leads")
"""The attributes of an agency's node: the fields of CoworkNode."""


@dataclass(frozen=True, slots=True)
class CoworkEdge:
    """A pair of agencies: `tasks` distinct tasks in common, `weight` by the projection."""

    left: str
    right: str
    left_name: str
    right_name: str
    tasks: int
    weight: float


@dataclass(frozen=True, slots=True)
class CoworkNode:
    """An agency of the network: `tasks` distinct tasks that it does, `leads` those that it leads."""

    agency: str
    name: str
    kind: str | None
    region: str
    region_name: str
    system: str | None
    system_name: str | None
    tasks: int
    leads: int


@dataclass(frozen=True, slots=True)
class ListLength:
    """Tasks with just `bodies` agencies, and what remains where longer lists are left out.

    `tasks` and `pairs` are counts, shares are from 0 to 1.
    """

    bodies: int
    tasks: int
    pairs: int
    tasks_kept: int
    pairs_kept: int
    tasks_kept_share: float
    pairs_kept_share: float


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Coverage of a network, in distinct tasks: those that it uses and those that it leaves out.

    `tasks` name an agency that counts; `alone` of these name just one, so they make no edge; `long` have
    more agencies than `max_bodies`, and would have made `long_pairs` of `pairs` pairs (a pair counts once
    a task). `collective` tasks also name a collective, which is no node unless asked.
    """

    tasks: int
    alone: int
    long: int
    pairs: int
    long_pairs: int
    collective: int
    max_bodies: int | None


def cowork_edges(
    store: GraphStore,
    scope: Scope = Scope(),  # noqa: B008  frozen
    *,
    projection: Projection = "newman",
    max_bodies: int | None = None,
) -> Table[CoworkEdge]:
    """The edges of the co-work network, the heaviest first.

    Columns: `left`, `right` (ids; undirected with left < right, but from lead to other agency in a
    lead_star), their names, `tasks` (distinct tasks in common), `weight`:

        count      tasks in common
        newman     Σ 1/(n−1) over them, n the agencies of the task: each agency's weights add up to the number
                   of its tasks with others, however long the lists (the default)
        lead_star  tasks that the left agency leads and the right one does not

    `max_bodies` leaves out tasks with more agencies: `left_out` says what that is. Unit: tasks on paper.

    Source: Newman, Physical Review E 64 (2001) 016132.
    Caveat: being named in one clause is no proof of having worked together.
    """
    pairs = _weighed(store, scope, projection, max_bodies)
    names = {text(row, "agency"): text(row, "name") for row in store.read("cowork/bodies", scope.doers())}
    rows = [
        CoworkEdge(left, right, names[left], names[right], tasks, weight)
        for (left, right), (tasks, weight) in sorted(pairs.items(), key=lambda pair: (-pair[1][1], pair[0]))
    ]
    return Table.of(CoworkEdge, rows, projection=projection, max_bodies=max_bodies, unit="tasks on paper")


def cowork_nodes(
    store: GraphStore,
    scope: Scope = Scope(),  # noqa: B008  frozen
) -> Table[CoworkNode]:
    """The agencies of the network, those with most tasks first: NODES.

    `tasks` are distinct tasks that it does (lead, joint, assist), alone or with others; `leads` those
    that it leads.
    """
    rows = store.read("cowork/bodies", scope.doers())
    rows.sort(key=lambda row: (-number(row, "tasks"), text(row, "agency")))
    return Table.of(
        CoworkNode,
        [
            CoworkNode(
                agency=text(row, "agency"),
                name=text(row, "name"),
                kind=optional(row, "kind"),
                region=text(row, "region"),
                region_name=text(row, "region_name"),
                system=optional(row, "system"),
                system_name=optional(row, "system_name"),
                tasks=number(row, "tasks"),
                leads=number(row, "leads"),
            )
            for row in rows
        ],
    )


def left_out(
    store: GraphStore,
    scope: Scope = Scope(),  # noqa: B008  frozen
    *,
    max_bodies: int | None = None,
) -> LeftOut:
    """Coverage of a network of this scope and `max_bodies`."""
    lengths = _lengths(store, scope)
    long = [each for each in lengths if max_bodies is not None and each[0] > max_bodies]
    return LeftOut(
        tasks=sum(tasks for _, tasks in lengths),
        alone=sum(tasks for length, tasks in lengths if length == 1),
        long=sum(tasks for _, tasks in long),
        pairs=_pairs(lengths),
        long_pairs=_pairs(long),
        collective=sum(number(row, "collective") for row in store.read("load/documents", scope.tasks())),
        max_bodies=max_bodies,
    )


def sensitivity(
    store: GraphStore,
    scope: Scope = Scope(),  # noqa: B008  frozen
) -> Table[ListLength]:
    """Sensitivity of the network to long lists: a row a length of list, as if it were `max_bodies`.

    Columns: `bodies` (n); `tasks` with just n agencies and their `pairs` (n(n−1)/2 each); `tasks_kept`,
    `pairs_kept` and their shares `tasks_kept_share` (of tasks with two agencies or more) and
    `pairs_kept_share`, if tasks with more than n were left out. Where the last few rows hold most pairs,
    a count projection shows those few lists and little else.
    """
    lengths = _lengths(store, scope)
    joint = [each for each in lengths if each[0] > 1]
    all_tasks, all_pairs = sum(tasks for _, tasks in joint), _pairs(joint)
    rows: list[ListLength] = []
    for length, tasks in joint:
        shorter = [each for each in joint if each[0] <= length]
        tasks_left, pairs_left = sum(times for _, times in shorter), _pairs(shorter)
        rows.append(
            ListLength(
                bodies=length,
                tasks=tasks,
                pairs=_pairs([(length, tasks)]),
                tasks_kept=tasks_left,
                pairs_kept=pairs_left,
                tasks_kept_share=tasks_left / all_tasks,
                pairs_kept_share=pairs_left / all_pairs,
            )
        )
    return Table.of(ListLength, rows)


def cowork_graph(
    store: GraphStore,
    scope: Scope = Scope(),  # noqa: B008  frozen
    *,
    projection: Projection = "newman",
    max_bodies: int | None = None,
) -> networkx.Graph:
    """The co-work network as a networkx graph, a DiGraph for a lead_star.

    Nodes are agency ids with NODES as attributes, agencies without an edge among them; edges have `tasks`
    and `weight`. Nodes and edges stand in order of their ids, so that a seeded algorithm gives the same
    each time. `graph.graph` holds projection, max_bodies and what was left out.
    """
    import networkx as nx

    network: networkx.Graph = nx.DiGraph() if projection == "lead_star" else nx.Graph()
    network.graph.update(
        projection=projection, max_bodies=max_bodies, left_out=left_out(store, scope, max_bodies=max_bodies)
    )
    for row in store.read("cowork/bodies", scope.doers()):
        network.add_node(text(row, "agency"), **_about(row))
    pairs = sorted(_weighed(store, scope, projection, max_bodies).items())
    network.add_edges_from(
        (left, right, {"tasks": tasks, "weight": weight}) for (left, right), (tasks, weight) in pairs
    )
    return network


def two_mode(
    store: GraphStore,
    scope: Scope = Scope(),  # noqa: B008  frozen
    *,
    max_bodies: int | None = None,
) -> networkx.Graph:
    """The bipartite graph behind every projection: agencies and tasks, an edge where an agency does a task.

    Nodes have `bipartite` (0 an agency, 1 a task), agencies also NODES; edges have `leads`. Nothing is lost
    here that a projection loses: start from it where you can.
    """
    import networkx as nx

    network: networkx.Graph = nx.Graph()
    for row in store.read("cowork/bodies", scope.doers()):
        network.add_node(text(row, "agency"), bipartite=0, **_about(row))
    for row in members(store, scope, max_bodies=max_bodies):
        network.add_node(text(row, "task"), bipartite=1, bodies=number(row, "bodies"))
        network.add_edge(text(row, "agency"), text(row, "task"), leads=row["beside"] == 0)
    return network


def members(store: GraphStore, scope: Scope, *, max_bodies: int | None = None) -> list[Row]:
    """Pairs of agency and task: the rows of cowork/members."""
    return store.read("cowork/members", {**scope.doers(), "max_bodies": max_bodies})


def _lengths(store: GraphStore, scope: Scope) -> list[tuple[int, int]]:
    """Lengths of lists of agencies, and how many tasks have each."""
    rows = store.read("cowork/lengths", scope.doers())
    return [(number(row, "bodies"), number(row, "tasks")) for row in rows]


def _about(row: Row) -> Row:
    return {name: row[name] for name in NODES if name != "agency"}


def _weighed(
    store: GraphStore, scope: Scope, projection: Projection, max_bodies: int | None
) -> dict[tuple[str, str], tuple[int, float]]:
    """Distinct tasks and weight of each pair of agencies (from, to in a lead_star)."""
    parameters = {**scope.doers(), "max_bodies": max_bodies}
    if projection == "lead_star":
        rows = store.read("cowork/stars", parameters)
        return {
            (text(row, "left"), text(row, "right")): (number(row, "tasks"), float(number(row, "tasks")))
            for row in rows
        }
    lists_of: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for row in store.read("cowork/pairs", parameters):
        lists_of[text(row, "left"), text(row, "right")].append((number(row, "tasks"), number(row, "bodies")))
    weighed = {}
    for pair, lists in lists_of.items():
        tasks = sum(times for times, _ in lists)
        weight = fsum(times / (length - 1) for times, length in lists) if projection == "newman" else tasks
        weighed[pair] = (tasks, float(weight))
    return weighed


def _pairs(lengths: Sequence[tuple[int, int]]) -> int:
    return sum(tasks * length * (length - 1) // 2 for length, tasks in lengths)
