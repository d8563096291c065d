"""Questions to begin with, true of the graph: each is asked before it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from api.questions import answer
from api.service.snapshot import Snapshot
from core.rows import number, text

SHOWN: Final = 4
LOOKED_AT: Final = 500
"""From how many agencies and campaigns the names are taken."""

MOST_TASKS: Final = 500
"""A campaign of more tasks has an answer that nobody reads, and that takes minutes in a big graph."""


def examples_of(snapshot: Snapshot) -> tuple[str, ...]:
    """The examples of the graph as it stands, none while it is empty."""
    return tuple(islice(_answered(snapshot), SHOWN))


def _answered(snapshot: Snapshot) -> Iterator[str]:
    for question in _proposed(snapshot):
        if answer(snapshot.store, question, limit=1).status in ("answered", "ambiguous"):
            yield question


def _proposed(snapshot: Snapshot) -> Iterator[str]:
    """Who has the most of a kind makes the liveliest example."""
    names = {
        text(row, "agency"): text(row, "name")
        for row in snapshot.rows("agencies/list", limit=LOOKED_AT, kind="government")
    }
    counts = snapshot.rows("agencies/counts", limit=LOOKED_AT, kind="government")

    def busiest(role: str, basis: str) -> str | None:
        of_kind = [row for row in counts if (row["role"], row["basis"]) == (role, basis)]
        if not of_kind:
            return None
        return names[text(max(of_kind, key=lambda row: number(row, "tasks")), "agency")]

    leader, helper = busiest("lead", "named"), busiest("assist", "named")
    campaigns = [
        row
        for row in snapshot.rows("campaigns/list", limit=LOOKED_AT, kind="code")
        if number(row, "tasks") <= MOST_TASKS
    ]
    campaign = max(campaigns, key=lambda row: number(row, "tasks"), default=None)
    if leader:
        yield f"{leader}牵头哪些任务"
    if campaign:
        yield f"哪些单位参加{text(campaign, 'name').removesuffix('行动')}行动"
    if helper:
        yield f"{helper}配合哪些任务"
    if leader and helper and leader != helper:
        yield f"{leader}和{helper}有哪些共同任务"
