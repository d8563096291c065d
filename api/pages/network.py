"""The page of network views: what to draw, the drawing, what the longest lists do to it, and files of it."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from api.pages import choices
from api.pages.canonical_urls import tidy
from api.pages.links import narrowed, pairs, with_query
from api.pages.rendering import render
from api.service.network_views import ViewParameters, cached_view, choice_of, chosen_ids, scene_of
from api.web.snapshots import FreshSnapshot
from graph.labels import ANY_BASIS
from graph.views import MODES, MOST_NODES, NODES

router = APIRouter(include_in_schema=False, dependencies=[Depends(tidy)])

SIZES: Final = (100, 200, NODES, 1_000, MOST_NODES)
LEAST: Final = (2, 3, 5, 10)
IN_FORM: Final = (
    "mode",
    "led",
    "region",
    "scope",
    "year",
    "campaign",
    "role",
    "min_tasks",
    "max_bodies",
    "most",
)
ROLES: Final = [(role, label.short) for role, label in ANY_BASIS.items()]


@router.get("/network")
def network(
    request: Request, parameters: Annotated[ViewParameters, Query()], snapshot: FreshSnapshot
) -> HTMLResponse:
    """The view that the address asks for."""
    view = cached_view(snapshot, choice_of(parameters, snapshot))
    query = pairs(request)
    long = view.long_lists
    return render(
        "network.html",
        parameters=parameters,
        chosen=chosen_ids(parameters, snapshot),
        scene=scene_of(view, snapshot),
        modes=MODES,
        years=choices.years(snapshot),
        regions=choices.regions(snapshot, "documents"),
        campaigns=choices.campaigns(snapshot),
        roles=ROLES,
        sizes=[(str(size), f"{size} 个") for size in SIZES if size != NODES],
        default_size=f"{NODES} 个",
        least=[(str(tasks), f"{tasks} 项") for tasks in LEAST],
        longest=[
            (str(agencies), f"{agencies} 个")
            for agencies in sorted({5, 8, 10, 15, 20} | ({long.agencies} if long else set()))
        ],
        hidden_fields=pairs(request, *IN_FORM),
        clear="/network" if query else None,
        without_long=narrowed(request, max_bodies=long.agencies) if long else None,
        with_long=narrowed(request, "max_bodies") if parameters.max_bodies is not None else None,
        as_duties=narrowed(request, "led", "min_tasks", mode="duties"),
        downloads_of_view=[
            (
                "单个网页（HTML，可离线打开）",
                with_query("/api/v1/network.html", [*query, ("download", "true")]),
            ),
            ("GraphML（Gephi 等软件）", with_query("/api/v1/network.graphml", query)),
        ],
    )
