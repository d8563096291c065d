"""Rate limits as dependencies: for each key, or for each address where there is none."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from fastapi import Request

from api.config.keys import LOCAL
from api.web.authentication import Caller
from api.web.refusals import TooOften
from api.web.state import Limited, State


def limited(what: Limited) -> Callable[[Request, State, Caller], Awaitable[None]]:
    """A dependency that refuses requests beyond the rate. This machine's own user has no limit."""

    async def within(request: Request, state: State, key: Caller) -> None:
        if key is not None and key.name == LOCAL:
            return
        address = request.client.host if request.client else ""
        wait = state.rates[what].take(f"key {key.name}" if key else f"address {address}")
        if wait:
            raise TooOften(wait)

    return within
