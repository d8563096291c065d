"""Exports: the tasks that the filters leave, as a file that is streamed while it is written."""

from __future__ import annotations

from itertools import chain
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query, Response
from fastapi.responses import StreamingResponse

from api.models.parameters import ExportParameters
from api.service.exports import file_name, source_of
from api.web.openapi import READS, Responses
from api.web.snapshots import CurrentSnapshot
from graph.exports.catalogue import EXPORTS, FormatName, find_export

router = APIRouter(prefix="/api/v1/export", tags=["export"])

_FILE: dict[str, Any] = {"schema": {"type": "string", "format": "binary"}}
_ANSWERS: Responses = {
    200: {
        "description": "The file. Its name is in `Content-Disposition`.",
        "content": {each.media_type.partition(";")[0]: _FILE for each in EXPORTS},
    },
    **READS,
}


@router.get(
    "/{format}",
    operation_id="export_tasks",
    summary="Tasks as a file",
    response_class=StreamingResponse,
    responses=_ANSWERS,
)
def export_tasks(
    format: FormatName,
    parameters: Annotated[ExportParameters, Query()],
    snapshot: CurrentSnapshot,
    answer: Response,
) -> StreamingResponse:
    """The tasks that all filters of `/tasks` leave: a ledger, a network, or a table for notebooks."""
    export = find_export(format, layout=parameters.layout, table=parameters.table)
    pieces = export.write(source_of(parameters, snapshot))
    first = next(pieces, b"")  # what goes wrong before it can still be told
    return StreamingResponse(
        chain((first,), pieces),
        media_type=export.media_type,
        headers={
            **answer.headers,
            "content-disposition": (
                f'attachment; filename="{export.file_name}"; '
                f"filename*=UTF-8''{quote(file_name(export, parameters), safe='')}"
            ),
        },
    )
