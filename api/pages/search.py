"""What the search in the head of every page finds: agencies, campaigns, documents and tasks."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse
from pydantic import Field

from api.models.parameters import (
    AgencyParameters,
    CampaignParameters,
    DocumentParameters,
    Parameters,
    TaskParameters,
    Words,
)
from api.pages.canonical_urls import tidy
from api.pages.cards import card_of
from api.pages.links import with_query
from api.pages.rendering import render
from api.pages.tallies import tallies
from api.service.agencies import agency_page
from api.service.campaigns import campaign_page
from api.service.documents import document_page
from api.service.tasks import task_page
from api.web.rate_limit import limited
from api.web.snapshots import FreshSnapshot

router = APIRouter(include_in_schema=False, dependencies=[Depends(tidy), Depends(limited("ask"))])

OF_EACH = 6
"""How many of each kind the page shows."""


class SearchParameters(Parameters):
    """What is looked for."""

    q: Words | None = Field(default=None)


@router.get("/search")
def search(
    request: Request, parameters: Annotated[SearchParameters, Query()], snapshot: FreshSnapshot
) -> HTMLResponse:
    """The first of each kind, and where the others are."""
    q = parameters.q
    if q is None:
        return render("search.html", q=None, finding="")
    agencies = agency_page(request.url, AgencyParameters(q=q, limit=OF_EACH), snapshot)
    return render(
        "search.html",
        q=q,
        finding=q,
        agencies=agencies,
        tallies_of={
            each.id: tallies([count.model_dump() for count in each.counts]) for each in agencies.items
        },
        campaigns=campaign_page(request.url, CampaignParameters(q=q, limit=OF_EACH), snapshot),
        documents=document_page(request.url, DocumentParameters(q=q, limit=OF_EACH), snapshot),
        tasks=(
            tasks := task_page(
                request.url, TaskParameters.model_validate({"q": q, "limit": OF_EACH}), snapshot
            )
        ),
        cards=[card_of(task) for task in tasks.items],
        all_of={
            kind: with_query(f"/{kind}", [("q", q)])
            for kind in ("agencies", "campaigns", "documents", "tasks")
        },
        ask=with_query("/", [("q", q)]),
    )
