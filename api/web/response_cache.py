"""Answers of the API that rest on the graph alone, kept as they were sent while the graph is the same."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Final

from fastapi import Request, Response
from fastapi.routing import APIRoute

from api.service.revision_cache import MOST_BYTES, Lasting

_MOST_OF_ONE: Final = 1_000_000
"""A longer answer is made each time: it would drive out many."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What was sent, and the address it was asked at."""

    url: str
    body: bytes
    headers: dict[str, str]

    def again(self) -> Response:
        return Response(self.body, headers=self.headers)


class AnsweredBefore(Exception):
    """The answer was made before, of the same revision."""

    def __init__(self, answer: _Answer) -> None:
        super().__init__(answer.url)
        self.answer = answer


class KeptAnswers:
    """Answers by their whole address: it is all that they rest on beside the graph."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._held: Lasting[_Answer] = Lasting(most, lambda answer: len(answer.body) + len(answer.url))

    def look(self, request: Request, revision: int) -> None:
        """Raise AnsweredBefore where there is an answer; else one that KeptRoute gives now will be kept.

        To be called when the request is known to be allowed.
        """
        url = str(request.url)
        found = self._held.get(revision, url)
        if found is not None:
            raise AnsweredBefore(found)
        request.state.kept_as = revision, url

    def keep(self, request: Request, response: Response) -> None:
        """Keep what was answered after a `look`, if it is whole, good and not too long."""
        looked = getattr(request.state, "kept_as", None)
        body = getattr(response, "body", None)  # a stream has none
        if looked is None or response.status_code != 200 or body is None or len(body) > _MOST_OF_ONE:
            return
        revision, url = looked
        self._held.put(revision, url, _Answer(url, bytes(body), dict(response.headers)))


class CachedRoute(APIRoute):
    """A route whose answers are kept, if it reads with a CurrentSnapshot."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        make = super().get_route_handler()

        async def handler(request: Request) -> Response:
            kept: KeptAnswers = request.app.state.kept_answers
            try:
                response = await make(request)
            except AnsweredBefore as before:
                return before.answer.again()
            kept.keep(request, response)
            return response

        return handler
