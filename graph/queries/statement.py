"""User's own Cypher statement: admitted if it only reads, and rewritten for the engine.

No engine gets the text as the user wrote it. What the gate has read as tokens is written out
again, without comments, with one kind of blank and one kind of string, so that gate and engine
cannot read the same text in two ways (a comment that another line end closes, an escape that
closes a string). A last clause without LIMIT gets one, so that nobody computes rows to throw away.

    statement = admit(text, parameters, limits)
    Ladybug     text = statement.with_literals(), which a process of its own runs (graph/ladybug/sandbox.py)
    Neo4j       text, more = statement.with_strings_as_parameters(), in a session with read access,
                after `EXPLAIN` of it: check_plan(the plan's operators)
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Final

from core.errors import BadParameter, StatementRefused
from core.rows import Value
from graph.queries.cypher import Cause, Refused, Token, check_read_only, tokens
from graph.store import Limits

LONGEST: Final = 20_000
"""The longest statement, in characters."""

DEEPEST: Final = 24
"""The most brackets and CASEs within one another: Ladybug needs a second for 200, and dies of 1,000."""

MOST_OPERATORS: Final = 500
"""The most symbols like + and words like AND and NOT; engines climb down a tree of them."""

MOST_PARAMETERS: Final = 100
MOST_VALUES: Final = 10_000
"""The most values in all parameters together, counting each in a list or map."""

LONGEST_VALUES: Final = 1_000_000
"""The longest that all texts in the parameters together may be, in characters."""

_INT64: Final = 2**63
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_ESCAPED: Final = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "'": "'", '"': '"', "\\": "\\"}
_WHY: Final[dict[Cause, str]] = {
    "start": "语句要以 MATCH、OPTIONAL MATCH、UNWIND、WITH 或 RETURN 开头",
    "sign": "这里有不能用的字符，或者引号、注释没有结束",
    "bracket": "括号没有配对",
    "word": "只读语句里不能这样写；当名称用时请加反引号",
    "call": "不能调用；可用的函数见 dutygraph cypher --help",
}
_OPERATORS: Final = frozenset({"AND", "OR", "XOR", "NOT", "IN", "CASE", "WHEN"})
_SYMBOLS: Final = frozenset("+-*/%^=<>") | {"<=", ">=", "<>", "=~"}
_HARMFUL_STEPS: Final = frozenset({"LoadCSV", "ProcedureCall", "EmptyResult"})
_STEP: Final = re.compile(
    r"(?:Create|Merge|Delete|DetachDelete|Set|Remove|Foreach|Transaction|Lock|Show|Terminate)\w*"
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement that only reads, with its parameters and limits."""

    code: tuple[Token, ...]
    parameters: Mapping[str, Value]
    limits: Limits

    def with_literals(self) -> str:
        """The text with its strings in quotes."""
        return self._written([_quoted(_text_of(t)) if t.kind == "string" else t.text for t in self.code])

    def with_strings_as_parameters(self) -> tuple[str, dict[str, Value]]:
        """The text without strings and backslashes, and all parameters, the strings' own among them.

        Neo4j reads `\\uXXXX` anywhere in a text before it reads the text. So it gets none.
        """
        values = dict(self.parameters)
        words = []
        for token in self.code:
            if token.kind == "string":
                name = f"string_{len(values)}"
                while name in values:
                    name += "_"
                values[name] = _text_of(token)
                words.append(f"${name}")
            else:
                words.append(token.text)
        return self._written(words), values

    def _written(self, words: Sequence[str]) -> str:
        parts = []
        end = 0
        for token, word in zip(self.code, words, strict=True):
            if token.at > end:
                parts.append(" ")
            parts.append(word)
            end = token.at + len(token.text)
        if not _has_limit(self.code):
            parts.append(f" LIMIT {self.limits.rows + 1}")
        return "".join(parts)


def admit(text: str, parameters: Mapping[str, Value], limits: Limits) -> Statement:
    """The statement, if it is one that only reads. A semicolon at its end is taken off.

    Raises StatementRefused, with what is refused and where; BadParameter for a parameter that the
    statement lacks or needs, or of a value that no engine takes.
    """
    statement = text.rstrip().removesuffix(";")
    _check_text(statement)
    try:
        all_tokens = tokens(statement)
        check_read_only(all_tokens)
        code = [token for token in all_tokens if token.kind != "comment"]
        _check_shape(code)
        for token in code:
            if token.kind == "string":
                _text_of(token)
    except Refused as refusal:
        raise _explained(statement, refusal) from None
    _check_parameters(code, parameters)
    return Statement(tuple(code), dict(parameters), limits)


def check_plan(operators: Iterable[str]) -> None:
    """Raise StatementRefused if a step of Neo4j's plan does more than read the graph.

    `operators` are the `operatorType`s of the plan, of all its children too, with or without the
    `@database` that the server puts behind them.
    """
    for operator in operators:
        step = operator.partition("@")[0]
        if step in _HARMFUL_STEPS or _STEP.fullmatch(step):
            raise StatementRefused(f"语句不能执行：它不只是读取图（{step}）", step, 0, 0)


def _check_text(text: str) -> None:
    if len(text) > LONGEST:
        raise StatementRefused(f"语句太长：{len(text)} 字，最多 {LONGEST} 字", "", 0, 0)
    for at, sign in enumerate(text):
        if sign == "\0" or "\ud800" <= sign <= "\udfff":
            raise _explained(text, Refused("", "sign", repr(sign), at))


def _check_shape(code: Sequence[Token]) -> None:
    """One RETURN of its own, which ends it; nothing nested or chained beyond what engines bear."""
    outer = list(_own_keywords(code))
    returns = [number for number, token in enumerate(outer) if token.upper == "RETURN"]
    if not returns:
        raise Refused("RETURN is missing", "start", "RETURN", code[-1].at)
    for token in outer[returns[0] + 1 :]:
        if token.upper in {"MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN", "WHERE"}:
            raise Refused("RETURN ends a statement", "word", token.text, token.at)
    cases = 0
    operators = 0
    for token in code:
        if token.kind == "quoted" and "\\" in token.text:
            raise Refused("a backslash in a name", "sign", token.text, token.at)
        cases += (token.upper == "CASE") - (token.upper == "END")
        operators += token.upper in _OPERATORS or token.text in _SYMBOLS
        if token.depth + max(cases, 0) > DEEPEST:
            raise StatementRefused(f"语句嵌套太深：括号和 CASE 最多 {DEEPEST} 层", token.text, token.line, 0)
        if operators > MOST_OPERATORS:
            raise StatementRefused(f"语句太复杂：运算符最多 {MOST_OPERATORS} 个", token.text, token.line, 0)


def _has_limit(code: Sequence[Token]) -> bool:
    last = [token.upper for token in _own_keywords(code) if token.upper in {"RETURN", "LIMIT"}]
    return last[-1] == "LIMIT"


def _own_keywords(code: Sequence[Token]) -> Iterator[Token]:
    """The words of the statement itself, not of its brackets, that are no names of properties or labels."""
    for before, token in pairwise([None, *code]):
        named = before is not None and before.text in {".", ":"}
        if token is not None and token.upper and token.depth == 0 and not named:
            yield token


def _explained(text: str, refusal: Refused) -> StatementRefused:
    line = text.count("\n", 0, refusal.at) + 1
    column = refusal.at - text.rfind("\n", 0, refusal.at)
    where = f"第 {line} 行第 {column} 列"
    what = f"“{refusal.words}”" if refusal.words else ""
    return StatementRefused(
        f"语句不能执行：{where}{what}，{_WHY[refusal.cause]}", refusal.words, line, column
    )


# ---- strings ----


def _text_of(token: Token) -> str:
    """Value of a string literal. Raises Refused for an escape that Cypher has not."""

    def sign(match: re.Match[str]) -> str:
        short, long, single = match.groups()
        if single is None:
            code = int(short or long, 16)
            if code and code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF:
                return chr(code)
        elif single in _ESCAPED:
            return _ESCAPED[single]
        raise Refused("no such escape", "sign", match[0], token.at + 1 + match.start())

    return _ESCAPE.sub(sign, token.text[1:-1])


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


# ---- parameters ----


def _check_parameters(code: Sequence[Token], parameters: Mapping[str, Value]) -> None:
    used = {token.text[1:] for token in code if token.kind == "parameter"}
    if len(parameters) > MOST_PARAMETERS:
        raise BadParameter("parameters", f"最多 {MOST_PARAMETERS} 个参数，给了 {len(parameters)} 个")
    for name in parameters:
        if not _NAME.fullmatch(name):
            raise BadParameter(name, "参数名只能用英文字母、数字和下划线，不以数字开头")
        if name not in used:
            raise BadParameter(name, f"语句里没有 ${name}")
    for name in sorted(used):
        if name not in parameters:
            raise BadParameter(name, f"语句里的 ${name} 没有给出值")
    values = length = 0
    for name, value in parameters.items():
        for part in _parts(name, value, depth=0):
            values += 1
            length += len(part) if isinstance(part, str) else 0
            if values > MOST_VALUES or length > LONGEST_VALUES:
                raise BadParameter(name, f"参数太大：最多 {MOST_VALUES} 个值、{LONGEST_VALUES} 字")


def _parts(name: str, value: object, depth: int) -> Iterator[object]:
    """The value and everything in it. Raises BadParameter for what no engine takes."""
    yield value
    if depth > 4:
        raise BadParameter(name, "列表和映射最多嵌套 4 层")
    match value:
        case str():
            if any("\ud800" <= sign <= "\udfff" for sign in value):
                raise BadParameter(name, "含有不成对的代理码位，不是有效的文字")
        case bool() | None:
            pass
        case int():
            if not -_INT64 <= value < _INT64:
                raise BadParameter(name, f"整数太大：{str(value)[:30]}")
        case float():
            if not math.isfinite(value):
                raise BadParameter(name, "不是有限的数")
        case datetime():
            raise BadParameter(name, "只能是日期，不能带时刻")
        case date():
            pass
        case list():
            if not value or len({_kind(item) for item in value}) != 1 or value[0] is None:
                raise BadParameter(name, "列表不能为空，各项要是同一类的值，不能有空值")
            for item in value:
                yield from _parts(name, item, depth + 1)
        case dict():
            for key, item in value.items():
                if not isinstance(key, str) or not _NAME.fullmatch(key):
                    raise BadParameter(name, "映射的键只能用英文字母、数字和下划线，不以数字开头")
                yield key
                yield from _parts(name, item, depth + 1)
        case _:
            raise BadParameter(name, f"不能用 {type(value).__name__} 类的值")


def _kind(value: object) -> str:
    return "number" if type(value) in (int, float) else type(value).__name__
