"""A network view: what is drawn, where, and what was left out; the same for page, file, picture and API."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from core.errors import BadParameter
from graph.analysis.scope import Scope

Mode = Literal["cowork", "duties"]
MODES: Final[dict[Mode, str]] = {"cowork": "单位之间的协同", "duties": "单位、任务与专项行动"}

NODES: Final = 500
MOST_NODES: Final = 2_000
EDGES_A_NODE: Final = 3
"""How many edges a view draws at most for each node that it may have: more is a ball of wool."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Settings of a view. Equal choices of one revision give equal views, to the last coordinate.

    `scope` narrows tasks and agencies as in every measure; its `agency` asks for the surroundings of
    one agency. `roles` and `bases` of the scope choose the duties that the mode `duties` draws.
    `led` (mode `cowork`) joins leads to the agencies beside them instead of all agencies of a task.
    `min_tasks` leaves out pairs with fewer tasks in common (`cowork`) or agencies with fewer tasks
    (`duties`); `max_bodies` tasks with more bodies; `most` says how many nodes there may be.
    """

    mode: Mode = "cowork"
    scope: Scope = Scope()  # noqa: RUF009  frozen
    led: bool = False
    min_tasks: int = 1
    max_bodies: int | None = None
    most: int = NODES

    def __post_init__(self) -> None:
        if self.mode not in MODES:
            raise BadParameter("mode", f"没有“{self.mode}”；可用的是 {'、'.join(MODES)}")
        if not 1 <= self.most <= MOST_NODES:
            raise BadParameter("most", f"应在 1 到 {MOST_NODES} 之间，给的是 {self.most}")
        if self.min_tasks < 1:
            raise BadParameter("min_tasks", f"应不小于 1，给的是 {self.min_tasks}")
        if self.max_bodies is not None and self.max_bodies < 1:
            raise BadParameter("max_bodies", f"应不小于 1，给的是 {self.max_bodies}")


@dataclass(frozen=True, slots=True)
class Node:
    """An agency, task or campaign. `group` is its entry in the legend, `tasks` its load (distinct tasks).

    `facts` are headings and values for people; `size` (of half the shape), `font` (height of the name),
    `x` and `y` are in the drawing's own unit.
    """

    id: str
    kind: Literal["agency", "task", "campaign"]
    group: str
    label: str
    name: str
    tasks: int
    facts: tuple[tuple[str, str], ...]
    size: float = 0.0
    font: int = 0
    x: int = 0
    y: int = 0


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge between two nodes, from `source` where it has a direction; `words` say what it means.

    `tasks` are distinct tasks in common, 1 for a duty; `weight` is what the thickness shows.
    """

    source: str
    target: str
    group: str
    words: str
    tasks: int
    weight: float
    directed: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """Nodes and edges to draw, how many there were, and what the difference is, in sentences."""

    nodes: list[Node]
    edges: list[Edge]
    notes: list[str]
    total_nodes: int
    total_edges: int


@dataclass(frozen=True, slots=True)
class LongLists:
    """The longest lists of agencies, where they make most pairs: tasks with more than `agencies` agencies.

    `tasks` of `joint` (tasks with two agencies or more) make `share` of all pairs of agencies.
    """

    agencies: int
    tasks: int
    joint: int
    share: float


@dataclass(frozen=True, slots=True)
class View:
    """A drawing: nodes in order of their ids, edges heaviest first, and what was left out, in sentences."""

    choice: Choice
    revision: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: tuple[str, ...]
    long_lists: LongLists | None
    total_nodes: int
    total_edges: int

    def __bool__(self) -> bool:
        """Whether there is anything to draw."""
        return bool(self.nodes)
