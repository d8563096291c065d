"""Documents: the ledger, one with what was found in it, and its text."""

from __future__ import annotations

import json
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field

from api.models.documents import Document, DocumentDetail, DocumentText
from api.models.parameters import DocumentParameters, Id, UnitParameters
from api.service.diagnostics import to_check
from api.service.offsets import to_codepoints, to_utf16, wide_places
from api.service.paging import Page, Paging
from api.web.openapi import READS, READS_ONE
from api.web.snapshots import CachedRoute, CurrentSnapshot
from core.errors import BadParameter
from core.rows import Row, Value, text
from graph.name_resolution import resolved

router = APIRouter(prefix="/api/v1/documents", tags=["documents"], route_class=CachedRoute)


class Stretch(UnitParameters):
    """A stretch of a text; without it, all of it."""

    start: int | None = Field(default=None, ge=0, description="Where it begins.")
    end: int | None = Field(default=None, ge=0, description="Where it ends, exclusive.")


@router.get("", operation_id="list_documents", summary="Documents by year, region and title", responses=READS)
def list_documents(
    request: Request, asked: Annotated[DocumentParameters, Query()], snapshot: CurrentSnapshot
) -> Page[Document]:
    """The documents that all filters leave, each with how much it holds."""
    filters: dict[str, Value] = {
        "q": asked.q,
        **resolved(asked.selection(), snapshot.read).parameters(asked.filter_values()),
    }
    paging = Paging.of(request, asked.limit, asked.cursor, asked.sort)
    return paging.read(
        snapshot,
        "documents",
        filters,
        lambda _, rows: [Document.model_validate(_document(row)) for row in rows],
    )


@router.get("/{id}", operation_id="get_document", summary="One document", responses=READS_ONE)
def get_document(
    id: Id, asked: Annotated[UnitParameters, Query()], snapshot: CurrentSnapshot
) -> DocumentDetail:
    """A document's facts, the outline of its text, and what a person should look at."""
    row = snapshot.record("Document", "documents/get", id)
    stored = snapshot.record("Document", "documents/text", id)
    whole = text(stored, "text")
    wide = wide_places(whole) if asked.offset_unit == "utf16" else []

    def spanned(each: dict[str, object]) -> dict[str, object]:
        ends = {name: to_utf16(wide, at) for name in ("start", "end") if isinstance(at := each[name], int)}
        return {**each, **ends}

    return DocumentDetail.model_validate(
        {
            **_document(row),
            **{name: row[name] for name in ("period", "rule", "default_parties", "sha256")},
            "cites": [spanned(_citation(each)) for each in snapshot.rows("documents/cites", document=id)],
            "corrections": json.loads(text(stored, "corrections")),
            "length": to_utf16(wide, len(whole)),
            "outline": [spanned(each) for each in _list(stored, "outline")],
            "places": [spanned(each) for each in _list(stored, "places")],
            "removed": _list(stored, "removed"),
            "diagnostics": [spanned(each) for each in _list(row, "diagnostics")],
        }
    )


@router.get("/{id}/text", operation_id="get_document_text", summary="Its text", responses=READS_ONE)
def get_document_text(id: Id, asked: Annotated[Stretch, Query()], snapshot: CurrentSnapshot) -> DocumentText:
    """The text that all offsets count in, or the stretch from `start` to `end` of it."""
    whole = text(snapshot.record("Document", "documents/text", id), "text")
    wide = wide_places(whole) if asked.offset_unit == "utf16" else []
    length = to_utf16(wide, len(whole))
    start = 0 if asked.start is None else asked.start
    end = length if asked.end is None else asked.end
    if end > length:
        raise BadParameter("end", f"全文只有 {length} 字")
    if start > end:
        raise BadParameter("start", f"不得大于 end（{end}）")
    first, last = to_codepoints(wide, start), to_codepoints(wide, end)
    for name, given, at in (("start", start, first), ("end", end, last)):
        if to_utf16(wide, at) != given:
            raise BadParameter(name, "落在一个字的两个 UTF-16 单元之间")
    return DocumentText(document_id=id, start=start, end=end, length=length, text=whole[first:last])


def _list(row: Row, column: str) -> list[dict[str, object]]:
    found = json.loads(text(row, column))
    assert isinstance(found, list)
    return found


def _document(row: Row) -> dict[str, object]:
    same = (
        *("title", "doc_number", "draft", "issuer", "issuers", "level", "year", "issued_on"),
        *("source", "ingested_at", "tasks", "agencies", "campaigns"),
    )
    return {
        "id": row["document"],
        "region_id": row["region"],
        "region": row["region_name"],
        **{name: row[name] for name in same},
        "diagnostic_count": to_check(_list(row, "diagnostics")),
    }


def _citation(row: Row) -> dict[str, object]:
    return {
        "document_id": row["cited"],
        "loaded": row["loaded"],
        "relation": row["relation"],
        "title": row["title"],
        "doc_number": row["doc_number"],
        "surface": row["surface"],
        "start": row["span_start"],
        "end": row["span_end"],
    }
