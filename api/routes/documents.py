"""Documents: the ledger, one with what was read in it, and its text."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field

from api.models.documents import Document, DocumentDetail, DocumentText
from api.models.lists import Page
from api.models.parameters import DocumentParameters, Id, UnitParameters
from api.service.documents import document_detail, document_page, document_text
from api.web.openapi import READS, READS_RECORD
from api.web.snapshots import CachedRoute, CurrentSnapshot

router = APIRouter(prefix="/api/v1/documents", tags=["documents"], route_class=CachedRoute)


class Stretch(UnitParameters):
    """A stretch of a text; without it, all of it."""

    start: int | None = Field(default=None, ge=0, description="Where it begins.")
    end: int | None = Field(default=None, ge=0, description="Where it ends, exclusive.")


@router.get("", operation_id="list_documents", summary="Documents by year, region and title", responses=READS)
def list_documents(
    request: Request, parameters: Annotated[DocumentParameters, Query()], snapshot: CurrentSnapshot
) -> Page[Document]:
    """The documents that all filters leave, each with how much it holds."""
    return document_page(request.url, parameters, snapshot)


@router.get("/{id}", operation_id="get_document", summary="One document", responses=READS_RECORD)
def get_document(
    id: Id, parameters: Annotated[UnitParameters, Query()], snapshot: CurrentSnapshot
) -> DocumentDetail:
    """A document's facts, the outline of its text, and what a person should look at."""
    return document_detail(snapshot, id, parameters.offset_unit)


@router.get("/{id}/text", operation_id="get_document_text", summary="Its text", responses=READS_RECORD)
def get_document_text(
    id: Id, parameters: Annotated[Stretch, Query()], snapshot: CurrentSnapshot
) -> DocumentText:
    """The text that all offsets count in, or the stretch from `start` to `end` of it."""
    return document_text(snapshot, id, parameters.offset_unit, parameters.start, parameters.end)
