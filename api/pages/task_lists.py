"""A list of tasks as pages show it: alike on the page of tasks, of an agency and of a campaign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import Request

from api.models.parameters import (
    AgencyTaskParameters,
    CampaignTaskParameters,
    TaskListParameters,
    TaskParameters,
)
from api.models.tasks import TaskPage
from api.pages.cards import Card, card_of
from api.pages.choices import FORM_OF_TASKS, Chosen, chosen
from api.pages.links import narrowed, pairs, with_query
from api.pages.tallies import Tally, tallies
from api.service.paging import Filters
from api.service.snapshot import Snapshot
from api.service.tasks import task_filters, task_page
from api.web.state import state_of
from core.rows import Row
from graph.selection import FILTERS

SHOWN = 20
"""How many tasks a page shows where its address does not say."""


class TasksOfAll(TaskParameters):
    """What the page of tasks takes."""

    limit: int = SHOWN


class TasksOfAgency(AgencyTaskParameters):
    """What the page of an agency takes."""

    limit: int = SHOWN


class TasksOfCampaign(CampaignTaskParameters):
    """What the page of a campaign takes."""

    limit: int = SHOWN


@dataclass(frozen=True, slots=True)
class TaskList:
    """A page of tasks, what they are by role, and the same tasks as files."""

    page: TaskPage
    cards: list[Card]
    tallies: list[Tally]
    chosen: list[Chosen]
    downloads: list[tuple[str, str]]
    hidden_fields: list[tuple[str, str]]
    first: str | None
    clear: str | None


def task_list(
    request: Request,
    parameters: TaskListParameters,
    snapshot: Snapshot,
    *,
    agency: str | None = None,
    campaign: str | None = None,
    form: Sequence[str] = FORM_OF_TASKS,
) -> TaskList:
    """The tasks that the address asks for; `form` are the filters that the page has fields for.

    Raises BadParameter, AmbiguousName.
    """
    page = task_page(request.url, parameters, snapshot, agency=agency, campaign=campaign)
    selection = parameters.selection()
    whole = selection.without("role", "basis")
    filters = task_filters(snapshot, whole, agency=agency, campaign=campaign)
    about = filters["agency"]
    force = chosen(request, snapshot)
    return TaskList(
        page=page,
        cards=[card_of(task, highlighted=[about] if isinstance(about, str) else []) for task in page.items],
        tallies=tallies(_counted(request, snapshot, filters), request, (selection.role, selection.basis)),
        chosen=force,
        downloads=_downloads(request, agency, campaign),
        hidden_fields=pairs(request, *form),
        first=narrowed(request) if parameters.cursor else None,
        clear=narrowed(request, *FILTERS) if force else None,
    )


def _counted(request: Request, snapshot: Snapshot, filters: Filters) -> list[Row]:
    """The tasks by role and basis; all tasks of a big graph are counted beside the first visits."""
    stated = {name: value for name, value in filters.items() if value is not None}
    if set(stated) == {"agency"}:
        return snapshot.cached("agencies/counts", stated)
    if stated:
        return snapshot.cached("tasks/tallies", stated)
    return state_of(request).jobs.result("tallies", snapshot, lambda at: at.rows("tasks/tallies")) or []


def _downloads(request: Request, agency: str | None, campaign: str | None) -> list[tuple[str, str]]:
    """The ledger of just the tasks that the filters leave, and what else can be made of them."""
    narrow = pairs(request, "limit", "sort", "facets", "offset_unit")
    narrow += [("agency", agency)] if agency else []
    narrow += [("campaign", campaign)] if campaign else []
    return [
        ("导出台账（Excel）", with_query("/api/v1/export/xlsx", narrow)),
        ("导出台账（CSV）", with_query("/api/v1/export/csv", narrow)),
        ("查漏表（Excel）", with_query("/api/v1/export/xlsx", [*narrow, ("layout", "gaps")])),
    ]
