"""A view from a store: chosen, laid out, and with what it leaves out."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from core.rows import number
from graph.analysis import left_out, records, sensitivity
from graph.store import GraphStore
from graph.views.cowork import choose_cowork
from graph.views.duties import choose_duties
from graph.views.layout import positions
from graph.views.sizes import room, sized
from graph.views.view import Choice, Chosen, LongLists, View

_TRIES: Final = 5
_UNEVEN: Final = 0.4
"""Long lists are told of where their part of the pairs is by so much larger than their part of the tasks."""


def draw(store: GraphStore, choice: Choice = Choice()) -> View:  # noqa: B008  frozen
    """The view of that choice. The same graph and choice give an equal view.

    What is read is of one revision, unless writes never let it be.
    """
    for _ in range(_TRIES):
        before = _revision(store)
        chosen = choose_cowork(store, choice) if choice.mode == "cowork" else choose_duties(store, choice)
        long_lists = _long_lists(store, choice)
        notes = [*_long_list_notes(store, choice), *chosen.notes, *_collectives(store, choice)]
        if _revision(store) == before:
            break
    return _laid_out(choice, before, chosen, notes, long_lists)


def _laid_out(
    choice: Choice, revision: int, chosen: Chosen, notes: list[str], long_lists: LongLists | None
) -> View:
    weights: dict[tuple[str, str], float] = {}
    for edge in chosen.edges:
        ends = min(edge.source, edge.target), max(edge.source, edge.target)
        weights[ends] = weights.get(ends, 0.0) + edge.weight
    nodes = sized(chosen.nodes)
    points = positions({node.id: room(node) for node in nodes}, weights)
    return View(
        choice=choice,
        revision=revision,
        nodes=tuple(replace(node, x=points[node.id][0], y=points[node.id][1]) for node in nodes),
        edges=tuple(chosen.edges),
        left_out=tuple(notes),
        long_lists=long_lists,
        total_nodes=chosen.total_nodes,
        total_edges=chosen.total_edges,
    )


def _long_lists(store: GraphStore, choice: Choice) -> LongLists | None:
    """The longest lists, cut where their part of the pairs is most beyond their part of the tasks."""
    rows = records(sensitivity(store, choice.scope))
    if not rows:
        return None
    joint = int(str(rows[-1]["tasks_kept"]))

    def gap(row: dict[str, object]) -> float:
        return float(str(row["tasks_kept_share"])) - float(str(row["pairs_kept_share"]))

    row = max(rows, key=gap)
    if gap(row) < _UNEVEN:
        return None
    return LongLists(
        agencies=int(str(row["bodies"])),
        tasks=joint - int(str(row["tasks_kept"])),
        joint=joint,
        share=1 - float(str(row["pairs_kept_share"])),
    )


def _long_list_notes(store: GraphStore, choice: Choice) -> list[str]:
    if choice.max_bodies is None or choice.mode == "duties":
        return []
    out = left_out(store, choice.scope, max_bodies=choice.max_bodies)
    if not out.long:
        return []
    share = f"，占全部单位对的 {out.long_pairs / out.pairs:.0%}" if out.pairs else ""
    return [f"{out.long} 项任务的单位超过 {choice.max_bodies} 个，未计入{share}"]


def _collectives(store: GraphStore, choice: Choice) -> list[str]:
    if choice.scope.collective != "exclude":
        return []
    named = left_out(store, choice.scope).collective
    return [f"{named} 项任务还写有“各有关部门”一类统称，统称不作为单位画出"] if named else []


def _revision(store: GraphStore) -> int:
    return number(store.read("store/state")[0], "revision")
