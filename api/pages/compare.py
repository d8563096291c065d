"""The page of comparisons (对照): what came, went, was changed and changed hands between two sides."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from api.models.parameters import TasksMeasured, Words
from api.pages import choices
from api.pages.canonical_urls import tidy
from api.pages.comparable_documents import document_choices, suggested_pairs
from api.pages.compared_tasks import SHOWS, Show, change_of, grouped
from api.pages.links import narrowed, pairs, with_query
from api.pages.rendering import render
from api.service.measures import ComparedBy, ComparisonTables, Sides, comparison_tables
from api.service.network_views import chosen_ids
from api.service.snapshot import Snapshot
from api.web.snapshots import FreshSnapshot
from core.errors import BadParameter
from graph.analysis import CAVEAT_WORDS
from graph.name_resolution import document_ids, region_ids, resolved

router = APIRouter(include_in_schema=False, dependencies=[Depends(tidy)])

BY: Final[dict[ComparedBy, str]] = {"documents": "两个文件", "years": "两个年度", "regions": "两个地区"}
LISTED: Final = 40
OFFERED: Final = 500


class ComparePageParameters(TasksMeasured):
    """What the page takes."""

    by: ComparedBy = "documents"
    left: Words | None = None
    right: Words | None = None
    show: Show | None = None
    all: bool = False


@router.get("/compare")
def compare_page(
    request: Request, parameters: Annotated[ComparePageParameters, Query()], snapshot: FreshSnapshot
) -> HTMLResponse:
    """Two documents, years or regions; without them, what may be compared."""
    documents = snapshot.rows("documents/list", limit=OFFERED)
    offered = {
        "documents": document_choices(documents),
        "years": choices.years(snapshot),
        "regions": choices.regions(snapshot, "documents"),
    }
    values: dict[str, Any] = {
        "parameters": parameters,
        "chosen": chosen_ids(parameters, snapshot),
        "by_words": BY,
        "tabs": [(by, words, with_query("/compare", [("by", by)])) for by, words in BY.items()],
        "offered": offered[parameters.by],
        "regions": offered["regions"],
        "years": offered["years"],
        "clear": with_query("/compare", [("by", parameters.by)])
        if parameters.left or parameters.right
        else None,
        "caveat": CAVEAT_WORDS,
    }
    if parameters.left is None or parameters.right is None:
        return render(
            "compare.html", **values, comparison=None, suggested=suggested_pairs(documents, parameters.by)
        )
    if parameters.left == parameters.right:
        raise BadParameter("right", "两边是同一个，请另选一个")
    comparison = _tables(snapshot, parameters)
    groups = grouped(comparison.tasks)
    first: Show = next((each for each in SHOWS if groups[each]), "same")
    show = parameters.show or first
    rows = groups[show]
    listed = rows if parameters.all else rows[:LISTED]
    return render(
        "compare.html",
        **values,
        comparison=comparison,
        counts=[
            (each, words, len(groups[each]), narrowed(request, "all", show=each), each == show)
            for each, words in SHOWS.items()
        ],
        shown=SHOWS[show],
        changes=[change_of(row, show) for row in listed],
        rest=len(rows) - len(listed),
        all_path=narrowed(request, all="true"),
        bodies=[each for each in comparison.bodies if each["left_high"] or each["right"]],
        sides_swapped=_swapped(request),
        links=_links(request, parameters),
    )


def _sides(snapshot: Snapshot, parameters: ComparePageParameters, left: str, right: str) -> Sides:
    match parameters.by:
        case "documents":
            sides = [tuple(document_ids(snapshot.read, [each])) for each in (left, right)]
        case "regions":
            sides = [
                tuple(region_ids(snapshot.read, [each], parameters.selection().scope))
                for each in (left, right)
            ]
        case "years":
            for name, year in (("left", left), ("right", right)):
                if not (year.isascii() and year.isdecimal() and 1900 <= int(year) <= 2999):
                    raise BadParameter(name, f"应是年度，给的是“{year}”")
            return (int(left),), (int(right),)
    return sides[0], sides[1]


def _tables(snapshot: Snapshot, parameters: ComparePageParameters) -> ComparisonTables:
    """The comparison of the two sides, computed once a revision. Raises BadParameter, AmbiguousName."""
    scope = resolved(parameters.selection(), snapshot.read)
    sides = _sides(snapshot, parameters, str(parameters.left), str(parameters.right))
    return snapshot.caches.comparisons.get_or_compute(
        snapshot.revision,
        (parameters.by, sides, scope),
        lambda: comparison_tables(snapshot.store, parameters.by, sides, scope),
    )


def _swapped(request: Request) -> str:
    query = dict(pairs(request, "show", "all"))
    query["left"], query["right"] = query["right"], query["left"]
    return with_query("/compare", query.items())


def _links(request: Request, parameters: ComparePageParameters) -> dict[str, str]:
    """The same comparison as JSON."""
    query = [pair for pair in pairs(request) if pair[0] not in ("by", "show", "all")]
    return {"json": with_query(f"/api/v1/compare/{parameters.by}", query)}
