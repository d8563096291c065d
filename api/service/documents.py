"""Documents: the ledger, one with what was read in it, and its text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from starlette.datastructures import URL

from api.models.documents import Document, DocumentDetail, DocumentText
from api.models.lists import Page
from api.models.parameters import DocumentParameters, OffsetUnit
from api.service.offsets import to_codepoints, to_utf16, wide_offsets
from api.service.paging import Paging
from api.service.snapshot import Snapshot
from core.errors import BadParameter
from core.rows import Row, Value, text
from graph.name_resolution import resolved


def document_page(url: URL, parameters: DocumentParameters, snapshot: Snapshot) -> Page[Document]:
    """A page of the documents that all filters leave. Raises BadParameter, AmbiguousName."""
    filters: dict[str, Value] = {
        "q": parameters.q,
        **resolved(parameters.selection(), snapshot.read).parameters(parameters.filter_values()),
    }
    paging = Paging.of(url, parameters.limit, parameters.cursor, parameters.sort)
    return paging.read(
        snapshot,
        "documents",
        filters,
        lambda _, rows: [Document.model_validate(_document(row)) for row in rows],
    )


def document_detail(snapshot: Snapshot, id: str, unit: OffsetUnit = "codepoint") -> DocumentDetail:
    """The document of that id, its offsets in `unit`. Raises UnknownRecord."""
    row = snapshot.record("Document", "documents/get", id)
    stored = snapshot.record("Document", "documents/text", id)
    whole = text(stored, "text")
    wide = wide_offsets(whole) if unit == "utf16" else []

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


def document_text(
    snapshot: Snapshot, id: str, unit: OffsetUnit, start: int | None, end: int | None
) -> DocumentText:
    """The text of a document, or the stretch from `start` to `end`. Raises UnknownRecord, BadParameter."""
    whole = text(snapshot.record("Document", "documents/text", id), "text")
    wide = wide_offsets(whole) if unit == "utf16" else []
    length = to_utf16(wide, len(whole))
    start = 0 if start is None else start
    end = length if end is None else end
    if end > length:
        raise BadParameter("end", f"全文只有 {length} 字")
    if start > end:
        raise BadParameter("start", f"不得大于 end（{end}）")
    first, last = to_codepoints(wide, start), to_codepoints(wide, end)
    for name, offset, at in (("start", start, first), ("end", end, last)):
        if to_utf16(wide, at) != offset:
            raise BadParameter(name, "落在一个字的两个 UTF-16 单元之间")
    return DocumentText(document_id=id, start=start, end=end, length=length, text=whole[first:last])


def count_to_check(diagnostics: Iterable[Mapping[str, object]]) -> int:
    """How many of the diagnostics ask a person to look (待核对): all but those that only inform."""
    return sum(each["severity"] != "info" for each in diagnostics)


def _list(row: Row, column: str) -> list[dict[str, object]]:
    items = json.loads(text(row, column))
    assert isinstance(items, list)
    return items


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
        "diagnostic_count": count_to_check(_list(row, "diagnostics")),
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
