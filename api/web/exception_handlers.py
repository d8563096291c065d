"""Exception handlers: every failure becomes a problem, or a page where a browser wants one."""

from __future__ import annotations

import math
from collections.abc import Callable

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from fastapi.routing import iter_route_contexts
from starlette.exceptions import HTTPException
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from api.models.problems import ParameterError, Problem
from api.service.errors import TooBusy
from api.web.middleware import HEADERS
from api.web.problems import (
    BAD_HOST,
    BAD_PARAMETER,
    BAD_REQUEST,
    FOREIGN_ORIGIN,
    INTERNAL,
    METHOD_NOT_ALLOWED,
    NOT_FOUND,
    as_json,
    constraint_message,
    problem,
    problem_of,
)
from api.web.refusals import Refusal
from api.web.snapshots import NotModified
from core.errors import DutygraphError

KIND_OF_STATUS = {404: NOT_FOUND, 405: METHOD_NOT_ALLOWED}


def add_handlers(app: FastAPI, failure_page: Callable[[Problem], Response]) -> None:
    """Make the application answer every failure with a problem; browsers get it as a `failure_page`."""

    def respond(request: Request, failure: Problem) -> Response:
        return failure_page(failure) if _wants_page(request) else as_json(failure)

    async def ours(request: Request, error: Exception) -> Response:
        assert isinstance(error, DutygraphError)
        response = respond(request, problem_of(request, error))
        if isinstance(error, Refusal):
            response.headers.update(error.headers)
        if isinstance(error, TooBusy):
            response.headers["retry-after"] = str(math.ceil(error.seconds))
        return response

    async def validation(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        errors = [_parameter_error(each) for each in error.errors()]
        detail = "；".join(f"{each.parameter}：{each.detail}" for each in errors)
        return respond(request, problem(request, BAD_PARAMETER, detail, errors=errors))

    async def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        kind = KIND_OF_STATUS.get(error.status_code, BAD_REQUEST)
        detail = {
            METHOD_NOT_ALLOWED: f"这里不能用 {request.method}。",
            NOT_FOUND: "请核对地址；接口的说明在 /openapi.json。",
        }.get(kind, "请求的写法有误。")
        response = respond(request, problem(request, kind, detail))
        response.headers.update(error.headers or {})
        if kind is METHOD_NOT_ALLOWED:
            response.headers["allow"] = ", ".join(_methods(request))
        return response

    async def unexpected(request: Request, _: Exception) -> Response:
        # The error is raised on when this is sent, and the server logs it.
        response = respond(request, problem(request, INTERNAL, "出错的详情已写入服务器日志。"))
        response.headers.update(HEADERS)  # this handler stands outside of the middleware that adds them
        return response

    app.add_exception_handler(DutygraphError, ours)
    app.add_exception_handler(RequestValidationError, validation)
    app.add_exception_handler(NotModified, _not_modified)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(Exception, unexpected)


async def refuse_host(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a request that was sent to another name than this machine's."""
    failure = problem(
        Request(scope), BAD_HOST, "请用服务器启动时显示的地址打开；别的主机名须写入设置 DUTYGRAPH_HOSTS。"
    )
    await as_json(failure)(scope, receive, send)


async def refuse_origin(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a write that a page of another site sends."""
    failure = problem(Request(scope), FOREIGN_ORIGIN, "请求来自其他网站的页面（Origin），没有处理。")
    await as_json(failure)(scope, receive, send)


def _wants_page(request: Request) -> bool:
    """Browsers name text/html first when they follow a link; the API answers JSON all the same."""
    accepted = request.headers.get("accept", "")
    return accepted.startswith("text/html") and not request.url.path.startswith("/api/")


async def _not_modified(_: Request, error: Exception) -> Response:
    assert isinstance(error, NotModified)
    return Response(status_code=304, headers={"etag": error.etag})


def _parameter_error(detail: dict[str, object]) -> ParameterError:
    where = detail["loc"]
    assert isinstance(where, tuple)
    if where[0] == "body":
        name = ".".join(part for part in where[1:] if isinstance(part, str)) or "body"
    else:
        name = str(where[1] if len(where) > 1 else where[0])  # ("query", "year", 0) is the first year
    return ParameterError(parameter=name, detail=constraint_message(detail))


def _methods(request: Request) -> list[str]:
    """The methods that the path takes; Starlette names only those of its first route."""
    methods: set[str] = set()
    for context in iter_route_contexts(request.app.routes):
        route = context.original_route
        if isinstance(route, Route) and route.path_regex.match(request.url.path):
            methods |= route.methods or set()
    return sorted(methods)
