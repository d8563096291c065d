"""Exceptions on their way out: as a problem, or as a page where a browser asks for one."""

from __future__ import annotations

import math

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from fastapi.routing import iter_route_contexts
from starlette.exceptions import HTTPException
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from api.models.problems import ParameterError, Problem
from api.pages import rendering
from api.pages.canonical_urls import Untidy
from api.service.errors import TooBusy
from api.web.guard import HEADERS
from api.web.problems import (
    BAD_HOST,
    BAD_PARAMETER,
    BAD_REQUEST,
    FOREIGN_ORIGIN,
    INTERNAL,
    METHOD_NOT_ALLOWED,
    NOT_FOUND,
    as_json,
    problem,
    problem_of,
    said_of,
)
from api.web.refusals import Refusal
from api.web.snapshots import NotModified
from core.errors import DutygraphError

KIND_OF_STATUS = {404: NOT_FOUND, 405: METHOD_NOT_ALLOWED}


def add_handlers(app: FastAPI) -> None:
    """Make the application answer every failure with a problem."""
    app.add_exception_handler(DutygraphError, _ours)
    app.add_exception_handler(RequestValidationError, _validation)
    app.add_exception_handler(NotModified, _not_modified)
    app.add_exception_handler(Untidy, _untidy)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)


async def refuse_host(scope: Scope, receive: Receive, send: Send) -> None:
    """The answer to a request that was sent to another name than this machine's."""
    said = problem(
        Request(scope), BAD_HOST, "请用服务器启动时显示的地址打开；别的主机名须写入设置 DUTYGRAPH_HOSTS。"
    )
    await as_json(said)(scope, receive, send)


async def refuse_origin(scope: Scope, receive: Receive, send: Send) -> None:
    """The answer to a write that a page of another site sends."""
    said = problem(Request(scope), FOREIGN_ORIGIN, "请求来自其他网站的页面（Origin），没有处理。")
    await as_json(said)(scope, receive, send)


def _answer(request: Request, said: Problem) -> Response:
    if _wants_page(request):
        return rendering.failure(said)
    return as_json(said)


def _wants_page(request: Request) -> bool:
    """Browsers name text/html first when they follow a link; the API answers JSON all the same."""
    accepted = request.headers.get("accept", "")
    return accepted.startswith("text/html") and not request.url.path.startswith("/api/")


async def _ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, DutygraphError)
    answer = _answer(request, problem_of(request, error))
    if isinstance(error, Refusal):
        answer.headers.update(error.headers)
    if isinstance(error, TooBusy):
        answer.headers["retry-after"] = str(math.ceil(error.seconds))
    return answer


async def _not_modified(_: Request, error: Exception) -> Response:
    assert isinstance(error, NotModified)
    return Response(status_code=304, headers={"etag": error.etag})


async def _untidy(_: Request, error: Exception) -> Response:
    assert isinstance(error, Untidy)
    return RedirectResponse(error.path, 303)


async def _validation(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    errors = [_parameter_error(each) for each in error.errors()]
    detail = "；".join(f"{each.parameter}：{each.detail}" for each in errors)
    return _answer(request, problem(request, BAD_PARAMETER, detail, errors=errors))


def _parameter_error(detail: dict[str, object]) -> ParameterError:
    where = detail["loc"]
    assert isinstance(where, tuple)
    if where[0] == "body":
        name = ".".join(part for part in where[1:] if isinstance(part, str)) or "body"
    else:
        name = str(where[1] if len(where) > 1 else where[0])  # ("query", "year", 0) is the first year
    return ParameterError(parameter=name, detail=said_of(detail))


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    kind = KIND_OF_STATUS.get(error.status_code, BAD_REQUEST)
    detail = {
        METHOD_NOT_ALLOWED: f"这里不能用 {request.method}。",
        NOT_FOUND: "请核对地址；接口的说明在 /openapi.json。",
    }.get(kind, "请求的写法有误。")
    answer = _answer(request, problem(request, kind, detail))
    answer.headers.update(error.headers or {})
    if kind is METHOD_NOT_ALLOWED:
        answer.headers["allow"] = ", ".join(_methods(request))
    return answer


def _methods(request: Request) -> list[str]:
    """The methods that the path takes; Starlette names only those of its first route."""
    found: set[str] = set()
    for context in iter_route_contexts(request.app.routes):
        route = context.original_route
        if isinstance(route, Route) and route.path_regex.match(request.url.path):
            found |= route.methods or set()
    return sorted(found)


async def _unexpected(request: Request, _: Exception) -> Response:
    # The error is raised on when this is sent, and the server logs it.
    answer = _answer(request, problem(request, INTERNAL, "出错的详情已写入服务器日志。"))
    answer.headers.update(HEADERS)  # this handler stands outside of the middleware that adds them
    return answer
