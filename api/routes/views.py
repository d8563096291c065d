"""A network view as a file: one HTML page that opens without a network, or GraphML."""

from __future__ import annotations

from typing import Annotated, Any, Final
from urllib.parse import quote

from fastapi import APIRouter, Query, Response

from api.service.network_views import ViewParameters, cached_view, choice_of, scene_of
from api.web.openapi import READS, Responses
from api.web.snapshots import CurrentSnapshot
from graph.views.graphml import graphml
from graph.views.page import policy_of, single_file

router = APIRouter(prefix="/api/v1", tags=["measures"])

GRAPHML: Final = "application/graphml+xml"
_TEXT: Final[dict[str, Any]] = {"schema": {"type": "string"}}
_FILE: Final[dict[str, Any]] = {"schema": {"type": "string", "format": "binary"}}


class HtmlParameters(ViewParameters):
    """The same, and whether the page is to be saved."""

    download: bool = False


def _answers(media_type: str, schema: dict[str, Any]) -> Responses:
    return {200: {"description": "The file.", "content": {media_type: schema}}, **READS}


@router.get(
    "/network.html",
    operation_id="get_network_page",
    summary="A network view as one HTML file",
    response_class=Response,
    responses=_answers("text/html", _TEXT),
)
def network_page(
    parameters: Annotated[HtmlParameters, Query()], snapshot: CurrentSnapshot, answer: Response
) -> Response:
    """Agencies that share tasks, or agencies with tasks and campaigns, as a page that needs no server.

    It carries its own script and style and a Content-Security-Policy that admits only these.
    """
    page = single_file(scene_of(cached_view(snapshot, choice_of(parameters, snapshot)), snapshot))
    headers = {"content-security-policy": f"{policy_of(page)}; frame-ancestors 'none'"}
    if parameters.download:
        headers["content-disposition"] = _attached("dutygraph-network.html", "协同关系图.html")
    return Response(page, media_type="text/html", headers={**answer.headers, **headers})


@router.get(
    "/network.graphml",
    operation_id="get_network_graphml",
    summary="A network view as GraphML",
    response_class=Response,
    responses=_answers(GRAPHML, _FILE),
)
def network_graphml(
    parameters: Annotated[ViewParameters, Query()], snapshot: CurrentSnapshot, answer: Response
) -> Response:
    """The nodes and edges that the view draws, with their places; `/export/graphml` has all tasks."""
    attached = _attached("dutygraph-network.graphml", "协同关系图.graphml")
    return Response(
        graphml(cached_view(snapshot, choice_of(parameters, snapshot))),
        media_type=GRAPHML,
        headers={**answer.headers, "content-disposition": attached},
    )


def _attached(ascii_name: str, name: str) -> str:
    return f"attachment; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(name, safe='')}"
