"""Network views for pages, routes and the command: what is asked, drawn once a revision, in words."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field

from api.models.parameters import DutiesMeasured, TasksMeasured
from api.service.snapshot import Snapshot
from core.rows import Row, optional, text
from graph.analysis import Scope
from graph.labels import ANY_BASIS
from graph.name_resolution import campaign_ids, region_ids, resolved, system_ids
from graph.selection import FILTERS
from graph.views import MOST_NODES, NODES, Choice, Mode, View, draw
from graph.views.page import Scene, title_of

_NAMED_ABOVE: Final = frozenset(
    (
        *("region", "scope", "year", "campaign", "edition", "document", "agency", "system", "role"),
        *("issued_from", "issued_to", "collective"),
    )
)
"""The filters that a view's headings word in a way of their own."""


class ViewParameters(DutiesMeasured):
    """What a network view takes."""

    mode: Annotated[
        Mode,
        Field(description="`cowork`: bodies that share tasks; `duties`: bodies, tasks and campaigns."),
    ] = "cowork"
    led: Annotated[
        bool, Field(description="`cowork`: from leads to the bodies beside them, with a direction.")
    ] = False
    min_tasks: Annotated[
        int,
        Field(
            ge=1,
            le=10_000,
            description="`cowork`: pairs with so many tasks in common; `duties`: bodies with so many tasks.",
        ),
    ] = 1
    max_bodies: Annotated[
        int | None, Field(ge=1, le=1_000, description="Leave out tasks with more bodies.")
    ] = None
    most: Annotated[int, Field(ge=1, le=MOST_NODES, description="The most nodes.")] = NODES


def cached_view(snapshot: Snapshot, choice: Choice) -> View:
    """The view of that choice, drawn once a revision."""
    return snapshot.caches.views.get_or_compute(
        snapshot.revision, choice, lambda: draw(snapshot.store, choice)
    )


def choice_of(parameters: ViewParameters, snapshot: Snapshot) -> Choice:
    """What to draw, names resolved to ids. Raises BadParameter, AmbiguousName."""
    return Choice(
        mode=parameters.mode,
        scope=resolved(parameters.selection(), snapshot.read),
        led=parameters.led and parameters.mode == "cowork",
        min_tasks=parameters.min_tasks,
        max_bodies=parameters.max_bodies,
        most=parameters.most,
    )


def chosen_ids(parameters: TasksMeasured, snapshot: Snapshot) -> dict[str, list[str]]:
    """What the fields of a form hold: ids, where the address gives names or codes."""
    names = parameters.selection()
    return {
        "region": region_ids(snapshot.read, names.region),
        "campaign": campaign_ids(snapshot.read, names.campaign),
        "system": system_ids(snapshot.read, names.system),
    }


def scene_of(view: View, snapshot: Snapshot) -> Scene:
    """The view with its title and filters in words."""
    choice = view.choice
    filters = [
        *scope_labels(choice.scope, snapshot),
        *([("连线", "牵头单位指向其他单位")] if choice.led else []),
        *([("至少", f"{choice.min_tasks} 项任务")] if choice.min_tasks > 1 else []),
        *([("不计", f"单位超过 {choice.max_bodies} 个的任务")] if choice.max_bodies else []),
    ]
    return Scene(view, title_of(choice), filters)


def scope_labels(scope: Scope, snapshot: Snapshot) -> list[tuple[str, str]]:
    """The filters of a scope as headings and values, with names for ids."""
    filters = [
        ("地区", _names(snapshot, "region", scope.region)),
        ("年度", "、".join(f"{year} 年" for year in scope.year)),
        ("专项行动", _names(snapshot, "campaign", scope.campaign)),
        ("年度/届次", "、".join(scope.edition)),
        ("文件", _names(snapshot, "document", scope.document)),
        ("单位", _names(snapshot, "agency", [scope.agency] if scope.agency else [])),
        ("条线", _systems(snapshot, scope.system)),
        ("角色", "、".join(ANY_BASIS[role].short for role in scope.role)),
        ("成文日期", _days(scope)),
        ("统称", {"exclude": "", "include": "一并计入", "only": "只看统称"}[scope.collective]),
        *(
            (FILTERS[name].label, FILTERS[name].value_words(value))
            for name, value in scope.in_force().items()
            if name not in _NAMED_ABOVE
        ),
    ]
    return [(heading, words) for heading, words in filters if words]


def _names(snapshot: Snapshot, kind: str, ids: tuple[str, ...] | list[str]) -> str:
    query = {"agency": "agencies", "region": "regions", "campaign": "campaigns", "document": "documents"}[
        kind
    ]
    shown = [_name(snapshot.rows(f"{query}/get", **{kind: id})) for id in ids[:3]]
    return "、".join(shown) + (f"等 {len(ids)} 个" if len(ids) > len(shown) else "")


def _name(rows: list[Row]) -> str:
    for row in rows:
        return optional(row, "title" if "title" in row else "name") or "（无标题）"
    return "（已不在图中）"


def _systems(snapshot: Snapshot, ids: tuple[str, ...]) -> str:
    rows = snapshot.cached("systems/names", {}) if ids else []
    return "、".join(text(row, "name") for row in rows if row["system"] in ids)


def _days(scope: Scope) -> str:
    first, last = scope.issued_from, scope.issued_to
    if first is None and last is None:
        return ""
    return f"{first or ''} 至 {last or ''}".strip()
