"""The page of comparisons (对照): what came, went, was changed and changed hands between two sides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations
from typing import Annotated, Any, Final, Literal, cast

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from api.models.parameters import TasksMeasured, Words
from api.pages import choices
from api.pages.canonical_urls import tidy
from api.pages.links import narrowed, pairs, with_query
from api.pages.rendering import render
from api.service.measures import ComparedBy, ComparisonTables, Sides, comparison_tables
from api.service.network_views import chosen_ids
from api.service.snapshot import Snapshot
from api.web.snapshots import FreshSnapshot
from core.errors import BadParameter
from core.rows import Row, number, text
from graph.analysis import CAVEAT_WORDS
from graph.analysis.comparable import reasons
from graph.name_resolution import document_ids, region_ids, resolved

router = APIRouter(include_in_schema=False, dependencies=[Depends(tidy)])

Show = Literal["came", "went", "revised", "hands", "same"]

BY: Final[dict[ComparedBy, str]] = {"documents": "两个文件", "years": "两个年度", "regions": "两个地区"}
SHOWS: Final[dict[Show, str]] = {
    "came": "新增",
    "went": "取消",
    "revised": "调整",
    "hands": "换牵头单位",
    "same": "未变",
}
LISTED: Final = 40
SUGGESTED: Final = 8
OFFERED: Final = 500
LOOKED_AT: Final = 40
"""How many documents of one region are looked at for what may be compared."""
_ALIKE: Final = 0.45
"""Texts less alike than this are shown side by side without marks: most of them would be marked."""


class ComparePageParameters(TasksMeasured):
    """What the page takes."""

    by: ComparedBy = "documents"
    left: Words | None = None
    right: Words | None = None
    show: Show | None = None
    all: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words: kept, or on one side only (`changed`)."""

    text: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Side:
    """A task on one side, with the names of its leads and of its other agencies."""

    id: str
    n: int
    pieces: list[Piece]
    leads: list[str]
    others: list[str]


@dataclass(frozen=True, slots=True)
class Change:
    """A task of one side or of both; `hands` says in words what became of its leads and agencies."""

    kind: str
    words: str
    left: Side | None
    right: Side | None
    hands: list[str]


@router.get("/compare")
def compare_page(
    request: Request, parameters: Annotated[ComparePageParameters, Query()], snapshot: FreshSnapshot
) -> HTMLResponse:
    """Two documents, years or regions; without them, what may be compared."""
    documents = snapshot.rows("documents/list", limit=OFFERED)
    offered = {
        "documents": _document_choices(documents),
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
            "compare.html", **values, comparison=None, suggested=_suggested(documents, parameters.by)
        )
    if parameters.left == parameters.right:
        raise BadParameter("right", "两边是同一个，请另选一个")
    comparison = _tables(snapshot, parameters)
    groups = _groups(comparison.tasks)
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
        changes=[_change(row, show) for row in listed],
        rest=len(rows) - len(listed),
        all_path=narrowed(request, all="true"),
        bodies=[each for each in comparison.bodies if each["left_high"] or each["right"]],
        sides_swapped=_swapped(request),
        links=_links(request, parameters),
    )


def _sides(snapshot: Snapshot, parameters: ComparePageParameters, left: str, right: str) -> Sides:
    match parameters.by:
        case "documents":
            found = [tuple(document_ids(snapshot.read, [each])) for each in (left, right)]
        case "regions":
            found = [
                tuple(region_ids(snapshot.read, [each], parameters.selection().scope))
                for each in (left, right)
            ]
        case "years":
            for name, year in (("left", left), ("right", right)):
                if not (year.isascii() and year.isdecimal() and 1900 <= int(year) <= 2999):
                    raise BadParameter(name, f"应是年度，给的是“{year}”")
            return (int(left),), (int(right),)
    return found[0], found[1]


def _tables(snapshot: Snapshot, parameters: ComparePageParameters) -> ComparisonTables:
    """The comparison of the two sides, computed once a revision. Raises BadParameter, AmbiguousName."""
    scope = resolved(parameters.selection(), snapshot.read)
    sides = _sides(snapshot, parameters, str(parameters.left), str(parameters.right))
    return snapshot.caches.comparisons.get_or_compute(
        snapshot.revision,
        (parameters.by, sides, scope),
        lambda: comparison_tables(snapshot.store, parameters.by, sides, scope),
    )


def _groups(tasks: Iterable[dict[str, Any]]) -> dict[Show, list[dict[str, Any]]]:
    """The tasks by what became of them; one whose leads changed stands in two groups."""
    groups: dict[Show, list[dict[str, Any]]] = {show: [] for show in SHOWS}
    for row in tasks:
        groups[cast("Show", row["status"])].append(row)
        if row["leads_changed"] in ("yes", "maybe"):
            groups["hands"].append(row)
    return groups


def _change(row: Mapping[str, Any], show: Show) -> Change:
    before, after = row["left_text"], row["right_text"]
    left, right = _pieces(before, after)
    return Change(
        kind="hands" if show == "hands" else str(row["status"]),
        words=SHOWS[cast("Show", row["status"])],
        left=None if before is None else _side(row, "left", left),
        right=None if after is None else _side(row, "right", right),
        hands=_hands(row),
    )


def _side(row: Mapping[str, Any], side: str, pieces: list[Piece]) -> Side:
    leads = list(row[f"{side}_leads"] or [])
    return Side(
        id=row[f"{side}_task"],
        n=row[f"{side}_n"],
        pieces=pieces,
        leads=leads,
        others=[name for name in row[f"{side}_bodies"] or [] if name not in leads],
    )


def _pieces(left: str | None, right: str | None) -> tuple[list[Piece], list[Piece]]:
    """Both texts in stretches, those marked that the other does not have."""
    if left is None or right is None:
        return [Piece(left or "", changed=False)], [Piece(right or "", changed=False)]
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return [Piece(left, changed=False)], [Piece(right, changed=False)]
    before, after = [], []
    for kind, a, b, c, d in matcher.get_opcodes():
        if b > a:
            before.append(Piece(left[a:b], changed=kind != "equal"))
        if d > c:
            after.append(Piece(right[c:d], changed=kind != "equal"))
    return before, after


def _hands(row: Mapping[str, Any]) -> list[str]:
    sentences = []
    for name, words in (("leads", "牵头单位"), ("bodies", "单位")):
        changed, plain = row[f"{name}_changed"], row[f"{name}_changed_plain"]
        if changed == "yes":
            sentences.append(f"{words}有变")
        elif changed == "maybe":
            sentences.append(f"{words}是否变化，机构沿革不能确定")
        elif changed == "no" and plain == "yes":
            sentences.append(f"{words}名称不同，按机构沿革是同一职能")
    return sentences


def _document_choices(documents: Sequence[Row]) -> choices.Choices:
    def words(row: Row) -> str:
        year = f"{row['year']} 年 · " if row["year"] is not None else ""
        return f"{year}{row['region_name']} · {row['title'] or '（无标题）'}"

    def order(row: Row) -> tuple[int, str, str]:
        return 0 if row["year"] is None else -number(row, "year"), text(row, "region_name"), str(row["title"])

    ordered = sorted(documents, key=order)
    return [(text(row, "document"), words(row)) for row in ordered if row["tasks"]]


def _suggested(documents: Sequence[Row], by: ComparedBy) -> list[tuple[str, str]]:
    """Documents of one region and subject in different years, the latest first, as links."""
    if by != "documents":
        return []
    by_region: dict[str, list[Row]] = defaultdict(list)
    for row in documents:
        if row["year"] is not None and row["tasks"] and row["title"]:
            by_region[text(row, "region")].append(row)
    suggestions: list[tuple[int, str, str]] = []
    for of_region in by_region.values():
        of_region.sort(key=lambda row: (-number(row, "year"), text(row, "document")))
        for right, left in combinations(of_region[:LOOKED_AT], 2):
            years = number(left, "year"), number(right, "year")
            if years[0] < years[1] and not reasons([left], [right], across=("kind",)):
                pair = [("left", left["document"]), ("right", right["document"])]
                words = f"{left['title']}（{years[0]} 年）与 {right['title']}（{years[1]} 年）"
                suggestions.append((years[1], words, with_query("/compare", pair)))
    suggestions.sort(key=lambda each: (-each[0], each[1]))
    return [(words, path) for _, words, path in suggestions[:SUGGESTED]]


def _swapped(request: Request) -> str:
    query = dict(pairs(request, "show", "all"))
    query["left"], query["right"] = query["right"], query["left"]
    return with_query("/compare", query.items())


def _links(request: Request, parameters: ComparePageParameters) -> dict[str, str]:
    """The same comparison as JSON."""
    query = [pair for pair in pairs(request) if pair[0] not in ("by", "show", "all")]
    return {"json": with_query(f"/api/v1/compare/{parameters.by}", query)}
