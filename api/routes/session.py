"""A browser's session: a key is exchanged for a cookie, and given back."""

from __future__ import annotations

from typing import Annotated, Final
from urllib.parse import parse_qs

from fastapi import APIRouter, Query, Request, Response

from api.models.parameters import NoParameters
from api.pages.links import NAVIGATION
from api.web.authentication import key_shown
from api.web.refusals import ForeignOrigin, NoKey
from api.web.request_content import read_content
from api.web.sessions import set_cookie, token_of
from api.web.state import State

router = APIRouter(prefix="/session", include_in_schema=False)

_MOST_BYTES: Final = 4_000
_PAGES: Final = frozenset(path for _, _, path in NAVIGATION)


@router.post("")
async def begin_session(request: Request, state: State, _: Annotated[NoParameters, Query()]) -> Response:
    """Begin a session with the key in the header, or in the field `key` of a form; then to the page `to`."""
    shown = request.headers.getlist("authorization")
    to = "/"
    if not shown:
        if "origin" not in request.headers:
            raise ForeignOrigin("浏览器没有说明请求来自哪个页面（Origin）")
        form = parse_qs((await read_content(request, _MOST_BYTES)).decode("ascii", "replace"))
        to = form["to"][-1] if form.get("to", [""])[-1] in _PAGES else to
        shown = [f"Bearer {secret.strip()}" for secret in form.get("key", [])]
        if not shown:
            raise NoKey("没有给出密钥")
    key = key_shown(request, shown)
    response = Response(status_code=303, headers={"location": to})
    set_cookie(request, response, state.sessions.begin(key))
    return response


@router.delete("")
def end_session(request: Request, state: State, _: Annotated[NoParameters, Query()]) -> Response:
    """End the session, if there is one."""
    token = token_of(request)
    if token is not None:
        state.sessions.end(token)
    response = Response(status_code=204)
    set_cookie(request, response, None)
    return response
