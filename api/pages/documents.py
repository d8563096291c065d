"""The documents, and one with its text beside its outline."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from api.models.parameters import DocumentParameters, Id, NoParameters
from api.pages import choices
from api.pages.canonical_urls import tidy
from api.pages.links import narrowed, with_query
from api.pages.marked_text import marked_text
from api.pages.page_cache import cached_page
from api.pages.rendering import render
from api.service.documents import document_detail, document_page
from api.service.snapshot import Snapshot
from api.web.snapshots import FreshSnapshot
from core.rows import text
from graph.labels import ROLE_WORDS

router = APIRouter(include_in_schema=False, dependencies=[Depends(tidy)])


class DocumentList(DocumentParameters):
    """What the page of documents takes."""

    limit: int = 30


@router.get("/documents")
def documents(
    request: Request, parameters: Annotated[DocumentList, Query()], snapshot: FreshSnapshot
) -> HTMLResponse:
    """The documents that all filters leave."""
    force = choices.chosen(request, snapshot)
    return render(
        "documents.html",
        parameters=parameters,
        page=document_page(request.url, parameters, snapshot),
        chosen=force,
        first=narrowed(request) if parameters.cursor else None,
        clear="/documents" if force else None,
        regions=choices.regions(snapshot, "documents"),
        years=choices.years(snapshot),
        hidden_fields=[("sort", parameters.sort)] if "sort" in parameters.model_fields_set else [],
        orders=[
            (words, narrowed(request, sort=sort), sort == parameters.sort)
            for sort, words in (
                ("sort_key", "年度"),
                ("-issued_on", "成文日期"),
                ("-ingested_at", "导入时间"),
            )
        ],
    )


@router.get("/documents/{id}")
def document(
    id: Id, request: Request, _: Annotated[NoParameters, Query()], snapshot: FreshSnapshot
) -> HTMLResponse:
    """A document: its facts, and its text with tasks, agencies, campaigns and what is to be checked."""
    return cached_page(request, snapshot, lambda: _document(id, snapshot))


def _document(id: str, snapshot: Snapshot) -> HTMLResponse:
    details = document_detail(snapshot, id)
    whole = text(snapshot.record("Document", "documents/text", id), "text")
    tasks = snapshot.rows("documents/tasks", document=id)
    duties = snapshot.rows("documents/duties", document=id)
    blocks, entries = marked_text(
        whole,
        outline=details.outline,
        tasks=tasks,
        duties=duties,
        campaigns=snapshot.rows("documents/campaigns", document=id),
        diagnostics=[each for each in details.diagnostics if each.severity != "info"],
    )
    shown = {(duty["role"], duty["basis"]) for duty in duties}
    narrow = [("document", id)]
    return render(
        "document.html",
        document=details,
        blocks=blocks,
        entries=entries,
        issuers=snapshot.rows("documents/issuers", document=id),
        cited_by=snapshot.rows("documents/cited_by", document=id),
        to_check=[each for each in details.diagnostics if each.severity != "info"],
        legend=[each for each in ROLE_WORDS if each in shown],
        files=[
            ("导出台账（Excel）", with_query("/api/v1/export/xlsx", narrow)),
            ("导出台账（CSV）", with_query("/api/v1/export/csv", narrow)),
            ("查漏表（Excel）", with_query("/api/v1/export/xlsx", [*narrow, ("layout", "gaps")])),
        ],
    )
