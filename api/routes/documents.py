"""Documents: the ledger, one with what was found in it, and its text."""

from __future__ import annotations

import json
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field

from api.columns import text
from api.models.documents import Citation, Document, DocumentDetail, DocumentText
from api.names import region_id
from api.openapi import READS, READS_ONE
from api.paging import Page, Paging
from api.parameters import NoParameters, Parameters, YearlyParameters
from api.reading import CurrentReading
from graph.errors import BadParameter
from graph.store import Row, Value

router = APIRouter(prefix="/api/v1/documents", tags=["documents"])


class Stretch(Parameters):
    """A stretch of a text; without it, all of it."""

    start: int | None = Field(default=None, ge=0, description="Where it begins, in code points.")
    end: int | None = Field(default=None, ge=0, description="Where it ends, exclusive, in code points.")


@router.get("", operation_id="list_documents", summary="Documents by year, region and title", responses=READS)
def list_documents(
    request: Request, asked: Annotated[YearlyParameters, Query()], reading: CurrentReading
) -> Page[Document]:
    """The documents that all filters leave, each with how much it holds."""
    filters: dict[str, Value] = {
        "q": asked.q,
        "region": region_id(reading, asked.region),
        "year": asked.year,
    }
    paging = Paging.of(request, asked.limit, asked.cursor)
    return paging.read(
        reading,
        "documents",
        filters,
        lambda _, rows: [Document.model_validate(_document(row)) for row in rows],
    )


@router.get("/{id}", operation_id="get_document", summary="One document", responses=READS_ONE)
def get_document(id: str, _: Annotated[NoParameters, Query()], reading: CurrentReading) -> DocumentDetail:
    """A document's facts, the outline of its text, and what a person should look at."""
    row = reading.one("Document", "documents/get", id)
    stored = reading.one("Document", "documents/text", id)
    return DocumentDetail.model_validate(
        {
            **_document(row),
            **{name: row[name] for name in ("period", "rule", "default_parties", "sha256")},
            "cites": [_citation(each) for each in reading.rows("documents/cites", document=id)],
            "corrections": json.loads(text(stored, "corrections")),
            "length": len(text(stored, "text")),
            **{name: _list(stored, name) for name in ("outline", "places", "removed")},
            "diagnostics": _list(row, "diagnostics"),
        }
    )


@router.get("/{id}/text", operation_id="get_document_text", summary="Its text", responses=READS_ONE)
def get_document_text(id: str, asked: Annotated[Stretch, Query()], reading: CurrentReading) -> DocumentText:
    """The text that all offsets count in, or the stretch from `start` to `end` of it."""
    whole = text(reading.one("Document", "documents/text", id), "text")
    start = 0 if asked.start is None else asked.start
    end = len(whole) if asked.end is None else asked.end
    if end > len(whole):
        raise BadParameter("end", f"全文只有 {len(whole)} 字")
    if start > end:
        raise BadParameter("start", f"不得大于 end（{end}）")
    return DocumentText(document_id=id, start=start, end=end, length=len(whole), text=whole[start:end])


def _list(row: Row, column: str) -> list[object]:
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
        "diagnostic_count": len(_list(row, "diagnostics")),
    }


def _citation(row: Row) -> Citation:
    return Citation.model_validate(
        {
            "document_id": row["cited"],
            "loaded": row["loaded"],
            "relation": row["relation"],
            "title": row["title"],
            "doc_number": row["doc_number"],
            "surface": row["surface"],
            "start": row["span_start"],
            "end": row["span_end"],
        }
    )
