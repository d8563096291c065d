"""Telemetry middleware: request id, request metrics, and the access log as JSON lines.

Neither metrics nor log lines hold what users wrote: routes are named by their template
(`/api/v1/tasks/{id}`), never by the address, and questions, filters and keys do not appear.

The JSON lines come from the standard library and not from structlog: every logger of every library
needs the same formatter, so structlog would add its processors to this one, not replace it.
"""

from __future__ import annotations

import json
import logging
import re
import uuid
from contextvars import ContextVar
from time import perf_counter
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.service.metrics import Metrics

log = logging.getLogger("api.requests")

REQUEST_ID: Final = ContextVar[str | None]("request_id", default=None)
"""The id of the request that is being answered."""

_SANE_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Telemetry:
    """Sets each request's id, observes its duration, and logs it after the response."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        id = request_id(Headers(scope=scope).get("x-request-id"))
        token = REQUEST_ID.set(id)
        began, status = perf_counter(), 500

        async def with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["x-request-id"] = id
            await send(message)

        try:
            await self.app(scope, receive, with_id)
        finally:
            took = perf_counter() - began
            route = getattr(scope.get("route"), "path", "none")
            method = scope["method"] if scope["method"] in _METHODS else "other"
            self.metrics.requests.labels(route, method, str(status)).observe(took)
            log.info(
                "answered",
                extra={"route": route, "method": method, "status": status, "ms": round(took * 1000, 1)},
            )
            REQUEST_ID.reset(token)


def request_id(value: str | None) -> str:
    """The id that a client or proxy sent, if it is short and plain; else a new one."""
    if value is not None and _SANE_ID.fullmatch(value):
        return value
    return uuid.uuid4().hex


class JsonLines(logging.Formatter):
    """Formatter of one JSON object a line: time, level, logger, message, request id, and fields."""

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, object] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": REQUEST_ID.get(),
        }
        entry |= {
            name: vars(record)[name] for name in ("route", "method", "status", "ms") if name in vars(record)
        }
        if record.exc_info:
            entry["error"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)


def log_json_lines() -> None:
    """Log everything to standard error as JSON lines."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for noisy in ("neo4j", "httpx"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
