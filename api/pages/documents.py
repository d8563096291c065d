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
from api.service.labels import ROLE_WORDS
from api.service.snapshot import Snapshot
from api.web.snapshots import FreshSnapshot
from core.rows import text

router = APIRouter(include_in_schema=False, dependencies=[Depends(tidy)])


class DocumentList(DocumentParameters):
    """What the page of documents takes."""

    limit: int = 30


@router.get("/documents")
def documents(
    request: Request, asked: Annotated[DocumentList, Query()], snapshot: FreshSnapshot
) -> HTMLResponse:
    """The documents that all filters leave."""
    force = choices.chosen(request, snapshot)
    return render(
        "documents.html",
        asked=asked,
        page=document_page(request.url, asked, snapshot),
        chosen=force,
        first=narrowed(request) if asked.cursor else None,
        clear="/documents" if force else None,
        regions=choices.regions(snapshot, "documents"),
        years=choices.years(snapshot),
        kept=[("sort", asked.sort)] if "sort" in asked.model_fields_set else [],
        orders=[
            (words, narrowed(request, sort=sort), sort == asked.sort)
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
    """A document: its facts, and its text with tasks, bodies, campaigns and what is to be checked."""
    return cached_page(request, snapshot, lambda: _document(id, snapshot))


def _document(id: str, snapshot: Snapshot) -> HTMLResponse:
    found = document_detail(snapshot, id)
    whole = text(snapshot.record("Document", "documents/text", id), "text")
    tasks = snapshot.rows("documents/tasks", document=id)
    duties = snapshot.rows("documents/duties", document=id)
    blocks, entries = marked_text(
        whole,
        outline=found.outline,
        tasks=tasks,
        duties=duties,
        campaigns=snapshot.rows("documents/campaigns", document=id),
        diagnostics=[each for each in found.diagnostics if each.severity != "info"],
    )
    shown = {(duty["role"], duty["basis"]) for duty in duties}
    given = [("document", id)]
    return render(
        "document.html",
        document=found,
        blocks=blocks,
        entries=entries,
        issuers=snapshot.rows("documents/issuers", document=id),
        cited_by=snapshot.rows("documents/cited_by", document=id),
        to_check=[each for each in found.diagnostics if each.severity != "info"],
        legend=[each for each in ROLE_WORDS if each in shown],
        files=[
            ("导出台账（Excel）", with_query("/api/v1/export/xlsx", given)),
            ("导出台账（CSV）", with_query("/api/v1/export/csv", given)),
            ("查漏表（Excel）", with_query("/api/v1/export/xlsx", [*given, ("layout", "gaps")])),
        ],
    )
