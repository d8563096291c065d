"""The campaigns, and one over its years and regions, with who leads it and its tasks."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from api.models.parameters import CampaignParameters, Id
from api.pages import choices
from api.pages.canonical_urls import tidy
from api.pages.links import narrowed
from api.pages.page_cache import cached_page
from api.pages.rendering import render
from api.pages.tallies import Tally, tallies
from api.pages.task_lists import TasksOfCampaign, task_list
from api.service.campaigns import campaign_page
from api.service.snapshot import Snapshot
from api.web.snapshots import FreshSnapshot
from core.rows import Row, number, text

router = APIRouter(include_in_schema=False, dependencies=[Depends(tidy)])

AGENCIES_SHOWN: Final = 20
"""How many agencies the page of a campaign names."""

FORM: Final = ("q", "year", "region", "agency")
"""The filters that the form of the page of a campaign has fields for."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The tasks of a campaign in one region and year, and the editions that they print."""

    tasks: int
    editions: list[str]
    path: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """A campaign by region and year; None where the year's plans of a region do not name it."""

    years: list[int | None]
    rows: list[tuple[str, list[Cell | None]]]


class CampaignList(CampaignParameters):
    """What the page of campaigns takes."""

    limit: int = 30


@router.get("/campaigns")
def campaigns(
    request: Request, parameters: Annotated[CampaignList, Query()], snapshot: FreshSnapshot
) -> HTMLResponse:
    """The campaigns that all filters leave."""
    force = choices.chosen(request, snapshot)
    return render(
        "campaigns.html",
        parameters=parameters,
        page=campaign_page(request.url, parameters, snapshot),
        chosen=force,
        first=narrowed(request) if parameters.cursor else None,
        clear="/campaigns" if force else None,
        regions=choices.regions(snapshot, "documents"),
        years=choices.years(snapshot),
    )


@router.get("/campaigns/{id}")
def campaign(
    id: Id, request: Request, parameters: Annotated[TasksOfCampaign, Query()], snapshot: FreshSnapshot
) -> HTMLResponse:
    """A campaign and the tasks of it that the filters leave."""
    return cached_page(request, snapshot, lambda: _campaign(id, request, parameters, snapshot))


def _campaign(id: str, request: Request, parameters: TasksOfCampaign, snapshot: Snapshot) -> HTMLResponse:
    row = snapshot.record("Campaign", "campaigns/get", id)
    rounds = snapshot.cached("campaigns/years", {"campaign": id})
    return render(
        "campaign.html",
        parameters=parameters,
        campaign=row,
        timeline=_timeline(request, rounds),
        agencies=_agencies(
            snapshot.cached("campaigns/bodies", {"campaign": id, "limit": 10 * AGENCIES_SHOWN})
        ),
        tasks=task_list(request, parameters, snapshot, campaign=id, form=FORM),
        years=_offered(rounds, "year", "year"),
        regions=_offered(rounds, "region", "region_name"),
    )


def _timeline(request: Request, rounds: list[Row]) -> Timeline:
    by_cell: dict[tuple[str, str, object], list[Row]] = defaultdict(list)
    for row in rounds:
        by_cell[text(row, "region"), text(row, "region_name"), row["year"]].append(row)
    years = sorted({row["year"] for row in rounds if isinstance(row["year"], int)})
    columns: list[int | None] = [*years, *([None] if any(row["year"] is None for row in rounds) else [])]
    regions = sorted({(region, name) for region, name, _ in by_cell}, key=lambda each: each[1])

    def cell(region: str, name: str, year: int | None) -> Cell | None:
        rows = by_cell.get((region, name, year))
        if rows is None:
            return None
        return Cell(
            tasks=sum(number(row, "tasks") for row in rows),
            editions=sorted({text(row, "edition") for row in rows if row["edition"]} - {str(year)}),
            path=narrowed(request, year=year, region=region),
        )

    return Timeline(
        columns, [(name, [cell(region, name, year) for year in columns]) for region, name in regions]
    )


def _agencies(rows: list[Row]) -> list[tuple[Row, list[Tally]]]:
    """The agencies of a campaign, those who lead most first."""
    by_agency: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_agency[text(row, "agency")].append(row)

    def weight(rows: list[Row]) -> tuple[int, int, str]:
        leads = sum(number(row, "tasks") for row in rows if row["role"] == "lead")
        return -leads, -max(number(row, "tasks") for row in rows), text(rows[0], "name")

    return [(rows[0], tallies(rows)) for rows in sorted(by_agency.values(), key=weight)[:AGENCIES_SHOWN]]


def _offered(rounds: list[Row], value: str, words: str) -> choices.Choices:
    pairs_seen = {(str(row[value]), str(row[words])) for row in rounds if row[value] is not None}
    return sorted(pairs_seen, key=lambda each: each[1])
