"""Errors as RFC 9457 problems: one table from our error tree to statuses.

A problem has `type`, `title`, `status`, `detail` and `instance`; a 422 adds `errors`, one for each
parameter, and an ambiguous name `candidates`. A `type` is a stable name: clients may test for it.
`api.web.exception_handlers` turns exceptions into these.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import Request
from fastapi.responses import JSONResponse, Response

from api.models.problems import Candidate, ParameterError, Problem, RefusedWords
from api.service.errors import TooBusy
from api.web.refusals import (
    ForeignOrigin,
    MalformedContent,
    NoKey,
    NoPrecondition,
    TooLarge,
    TooOften,
    WrongMediaType,
    WrongScope,
)
from api.web.telemetry import REQUEST_ID
from core.errors import (
    AmbiguousName,
    BadParameter,
    DutygraphError,
    InputError,
    LimitReached,
    RecordExists,
    RevisionChanged,
    StatementFailed,
    StatementRefused,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreUnavailable,
    StoreVersionMismatch,
    UnknownQuery,
    UnknownRecord,
    UnreadableFile,
)

log = logging.getLogger(__name__)

TYPE = "urn:dutygraph:problem:"
MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: the last part of its type, its status and its title."""

    name: str
    status: int
    title: str


NOT_FOUND = Kind("not-found", 404, "没有这个地址")
METHOD_NOT_ALLOWED = Kind("method-not-allowed", 405, "这个地址不接受这种请求方法")
BAD_REQUEST = Kind("bad-request", 400, "请求不能处理")
BAD_HOST = Kind("bad-host", 400, "不接受发往这个主机名的请求")
BAD_PARAMETER = Kind("bad-parameter", 422, "参数不能用")
FOREIGN_ORIGIN = Kind("foreign-origin", 403, "不接受来自其他网站的写入")
INTERNAL = Kind("internal", 500, "服务器内部错误")

# The first class that an error is an instance of decides.
KINDS: tuple[tuple[type[DutygraphError], Kind], ...] = (
    (UnknownRecord, Kind("unknown-record", 404, "没有这条记录")),
    (UnknownQuery, Kind("unknown-query", 404, "没有这个查询")),
    (AmbiguousName, Kind("ambiguous-name", 422, "名称不唯一")),
    (BadParameter, BAD_PARAMETER),
    (UnreadableFile, Kind("unreadable-file", 422, "文件不能导入")),
    (RecordExists, Kind("record-exists", 409, "已有这样的文件")),
    (RevisionChanged, Kind("revision-changed", 412, "图已有变化")),
    (NoKey, Kind("no-key", 401, "需要密钥")),
    (WrongScope, Kind("wrong-scope", 403, "密钥没有这个权限")),
    (ForeignOrigin, FOREIGN_ORIGIN),
    (TooOften, Kind("too-often", 429, "请求太频繁")),
    (TooLarge, Kind("too-large", 413, "请求太大")),
    (WrongMediaType, Kind("wrong-media-type", 415, "不接受这种类型的正文")),
    (NoPrecondition, Kind("no-precondition", 428, "没有给出 If-Match")),
    (MalformedContent, BAD_REQUEST),
    (StatementRefused, Kind("statement-refused", 422, "语句不能执行")),
    (StatementFailed, Kind("statement-failed", 422, "语句执行失败")),
    (LimitReached, Kind("limit-reached", 422, "语句超出限度")),
    (TooBusy, Kind("too-busy", 503, "正忙")),
    (InputError, BAD_PARAMETER),
    (StoreBusy, Kind("store-busy", 503, "图库正被占用")),
    (StoreDamaged, Kind("store-damaged", 503, "图库已损坏")),
    (StoreVersionMismatch, Kind("store-version", 503, "图库版本不符")),
    (StoreUnavailable, Kind("store-unavailable", 503, "图库暂时不可用")),
    (StoreError, Kind("store-unavailable", 503, "图库暂时不可用")),
)

# What pydantic says of a parameter, in Chinese. `{…}` are the bounds that it names.
CONSTRAINT_MESSAGES: dict[str, str] = {
    "missing": "必须给出",
    "extra_forbidden": "没有这个参数",
    "int_parsing": "须是整数",
    "int_parsing_size": "这个整数太大",
    "greater_than_equal": "不得小于 {ge}",
    "less_than_equal": "不得大于 {le}",
    "literal_error": "只能是 {expected}",
    "day": "须是日期，写作 2024-12-31",
    "date_from_datetime_parsing": "没有这一天",
    "date_parsing": "没有这一天",
    "surrogate": "含有不成对的代理码位，不是有效的文字",
    "json_invalid": "不是有效的 JSON",
    "string_type": "须是文字",
    "list_type": "须是列表",
    "model_attributes_type": "须是 JSON 对象（Content-Type: application/json）",
    "string_too_short": "不能为空",
    "string_too_long": "不得超过 {max_length} 字",
    "too_short": "至少给 {min_length} 个",
    "too_long": "最多给 {max_length} 个",
    "bool_parsing": "只能是 true 或 false",
    "string_pattern_mismatch": "含有不能用的符号",
    "string_unicode": "含有不能用的符号",
    "float_parsing": "须是数",
    "float_type": "须是数",
    "int_type": "须是整数",
    "int_from_float": "须是整数",
    "dict_type": "须是一个映射",
    "model_type": "须是 JSON 对象",
}


def constraint_message(detail: Mapping[str, object]) -> str:
    """What pydantic says of a value that cannot be used, in Chinese."""
    bounds = detail.get("ctx", {})
    assert isinstance(bounds, dict)
    return CONSTRAINT_MESSAGES.get(str(detail["type"]), "不能用").format_map(bounds).replace(" or ", " 或 ")


def problem(request: Request, kind: Kind, detail: str, **more: object) -> Problem:
    """The problem of a request; `more` are the members that its kind adds."""
    path = request.url.path
    return Problem.model_validate(
        {
            "type": TYPE + kind.name,
            "title": kind.title,
            "status": kind.status,
            "detail": detail,
            "instance": path,
            "request_id": REQUEST_ID.get(),
            **more,
        }
    )


def as_json(failure: Problem) -> Response:
    """The problem as application/problem+json; members that its kind lacks are left out."""
    return JSONResponse(failure.model_dump(exclude_none=True), failure.status, media_type=MEDIA_TYPE)


def problem_of(request: Request, error: DutygraphError) -> Problem:
    """Our own error as a problem. A fault of ours (a bad query file) says nothing of its inside."""
    kind = next((kind for family, kind in KINDS if isinstance(error, family)), INTERNAL)
    if kind is INTERNAL:
        log.error("unexpected %s", type(error).__name__, exc_info=error)
        return problem(request, INTERNAL, "出错的详情已写入服务器日志。")
    more: dict[str, object] = {}
    if isinstance(error, BadParameter):
        more["errors"] = [ParameterError(parameter=error.name, detail=error.reason)]
    if isinstance(error, AmbiguousName):
        more["candidates"] = [
            Candidate(id=each.id, name=each.name, region=each.region) for each in error.candidates
        ]
    if isinstance(error, StatementRefused):
        more["refused"] = RefusedWords(words=error.words, line=error.line, column=error.column)
    if isinstance(error, LimitReached):
        more["limit"] = error.limit
    return problem(request, kind, str(error), **more)
