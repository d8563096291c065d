"""The agencies, and one with its tasks, its partners, its campaigns and its years."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from api.models.agencies import Agency
from api.models.parameters import AgencyParameters, Id
from api.pages import choices
from api.pages.canonical_urls import tidy
from api.pages.charts import chart
from api.pages.links import agency_path, narrowed, with_query
from api.pages.page_cache import cached_page
from api.pages.rendering import render
from api.pages.tallies import Tally, as_role, tallies
from api.pages.task_lists import TasksOfAgency, task_list
from api.service.agencies import agency_page
from api.service.labels import KIND_WORDS
from api.service.snapshot import Snapshot
from api.web.snapshots import FreshSnapshot
from core.rows import Row, number, text
from graph.labels import ROLE_ALONE, role_order, role_words

router = APIRouter(include_in_schema=False, dependencies=[Depends(tidy)])

PARTNERS: Final = 12
"""How many partners and campaigns the page of an agency names."""

FORM: Final = ("q", "year", "campaign", "document")
"""The filters that the form of the page of an agency has fields for."""

_KIND_OF_CHANGE: Final = {"renamed": "更名", "merged": "合并", "split": "拆分", "moved": "划转"}
_TITLES_OFFERED: Final = 100


@dataclass(frozen=True, slots=True)
class Passed:
    """A line of work that another took over, with the agencies of it in the same region."""

    system: str
    year: int | None
    kind: str
    function: str | None
    agencies: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Years:
    """Tasks of an agency by year, a column for each role and basis that it has."""

    columns: list[tuple[str, str]]
    rows: list[tuple[int | None, list[int], str]]
    chart: str


class AgencyList(AgencyParameters):
    """What the page of agencies takes."""

    limit: int = 30


@router.get("/agencies")
def agencies(
    request: Request, parameters: Annotated[AgencyList, Query()], snapshot: FreshSnapshot
) -> HTMLResponse:
    """The agencies that all filters leave, with their tasks counted by role."""
    page = agency_page(request.url, parameters, snapshot)
    counted: list[tuple[Agency, list[Tally]]] = [
        (each, tallies([count.model_dump() for count in each.counts])) for each in page.items
    ]
    force = choices.chosen(request, snapshot)
    return render(
        "agencies.html",
        parameters=parameters,
        page=page,
        agencies=counted,
        kind_words=KIND_WORDS,
        chosen=force,
        first=narrowed(request) if parameters.cursor else None,
        clear="/agencies" if force else None,
        regions=choices.regions(snapshot, "agencies"),
        systems=choices.systems(snapshot),
        kinds=choices.kinds(),
    )


@router.get("/agencies/{id}")
def agency(
    id: Id, request: Request, parameters: Annotated[TasksOfAgency, Query()], snapshot: FreshSnapshot
) -> HTMLResponse:
    """An agency and the tasks of it that the filters leave."""
    return cached_page(request, snapshot, lambda: _agency(id, request, parameters, snapshot))


def _agency(id: str, request: Request, parameters: TasksOfAgency, snapshot: Snapshot) -> HTMLResponse:
    row = snapshot.record("Agency", "agencies/get", id)
    counts = snapshot.cached("agencies/counts", {"agency": id})
    documents = snapshot.cached("documents/list", {"agency": id, "limit": _TITLES_OFFERED})
    years = _years(id, snapshot.cached("agencies/years", {"agency": id}))
    before, after = _lineage(snapshot, row)
    return render(
        "agency.html",
        parameters=parameters,
        agency=row,
        aliases=[each for each in row["aliases"] or [] if each != row["name"]],  # type: ignore[union-attr]
        kind=KIND_WORDS[text(row, "kind")],
        all_tallies=tallies(counts),
        tasks=task_list(request, parameters, snapshot, agency=id, form=FORM),
        before=before,
        after=after,
        partners=snapshot.cached(
            "agencies/partners", {"agency": id, "limit": PARTNERS, "without": "collective"}
        ),
        campaigns=(campaigns := _campaigns(snapshot, id)),
        campaigns_offered=[(campaign, name) for campaign, name, _ in campaigns],
        role_alone=ROLE_ALONE,
        years=years,
        years_offered=[(str(year), f"{year} 年") for year, _, _ in reversed(years.rows) if year],
        documents_offered=[(text(each, "document"), each["title"] or "（无标题）") for each in documents],
    )


def _years(id: str, rows: list[Row]) -> Years:
    kinds = sorted({as_role(row) for row in rows}, key=lambda each: role_order(*each))
    counts_of_year: dict[int | None, dict[object, int]] = defaultdict(dict)
    for row in rows:
        year = row["year"]
        assert year is None or isinstance(year, int)
        counts_of_year[year][as_role(row)] = number(row, "tasks")
    ordered = sorted(counts_of_year.items(), key=lambda each: each[0] or 0)
    lines = [
        (year, [counts.get(kind, 0) for kind in kinds], with_query(agency_path(id), [("year", year)]))
        for year, counts in ordered
    ]
    series = [(*kind, [line[1][at] for line in lines]) for at, kind in enumerate(kinds)]
    return Years(
        [(role_words(*kind), f"role-{kind[0]}") for kind in kinds],
        lines,
        chart([f"{year} 年" if year else "年度不详" for year, _, _ in lines], series),
    )


def _campaigns(snapshot: Snapshot, id: str) -> list[tuple[str, str, list[Row]]]:
    """The campaigns of an agency, the busiest first, each with its tasks by role."""
    rows_of_campaign: dict[str, list[Row]] = defaultdict(list)
    for row in snapshot.cached("agencies/campaigns", {"agency": id, "limit": 5 * PARTNERS}):
        rows_of_campaign[text(row, "campaign")].append(row)
    return [
        (campaign, text(rows[0], "name"), rows)
        for campaign, rows in list(rows_of_campaign.items())[:PARTNERS]
    ]


def _lineage(snapshot: Snapshot, agency: Row) -> tuple[list[Passed], list[Passed]]:
    """What the agency's line of work took over, and what took over from it, at its level and region."""
    system, level = agency["system"], agency["level"]
    if system is None:
        return [], []
    before, after = [], []
    for row in snapshot.cached("systems/lineage", {}):
        if level not in text(row, "level").split("|") or row["region"] not in (None, agency["region"]):
            continue
        if row["successor"] == system:
            before.append(_passed(snapshot, row, "predecessor", agency))
        elif row["predecessor"] == system:
            after.append(_passed(snapshot, row, "successor", agency))
    return before, after


def _passed(snapshot: Snapshot, row: Row, side: str, agency: Row) -> Passed:
    there = snapshot.cached(
        "agencies/list", {"region": agency["region"], "system": row[side], "limit": PARTNERS}
    )
    year, function = row["year"], row["function"]
    assert year is None or isinstance(year, int)
    return Passed(
        system=text(row, f"{side}_name"),
        year=year,
        kind=_KIND_OF_CHANGE[text(row, "kind")],
        function=function if isinstance(function, str) else None,
        agencies=[(text(each, "agency"), text(each, "name")) for each in there],
    )
