"""Addresses without blanks: a form sends every field, also those that nobody filled in."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from api.pages.links import here, with_query


class Untidy(Exception):
    """The address has parameters without a value; `path` is the same without them."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


async def tidy(request: Request) -> None:
    """Raise Untidy where a parameter is blank: the browser is sent to the address without it."""
    stated = request.query_params.multi_items()
    filled = [(name, value) for name, value in stated if value.strip()]
    if len(filled) < len(stated):
        raise Untidy(with_query(here(request), filled))


async def redirect(_: Request, error: Exception) -> Response:
    """Exception handler of Untidy: send the browser to the address without blanks."""
    assert isinstance(error, Untidy)
    return RedirectResponse(error.path, 303)
