"""The types of query parameters: checked where values come typed, converted where they come as text."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from core.errors import BadParameter
from core.rows import Value

ParameterType = Literal["string", "integer", "number", "boolean", "date", "string[]", "integer[]"]
_INT64 = 2**63
_LISTS: tuple[ParameterType, ...] = ("string[]", "integer[]")
_WORDS_OF_TYPE: dict[ParameterType, str] = {
    "string": "文字",
    "integer": "整数",
    "number": "数",
    "boolean": "true 或 false",
    "date": "日期（如 2023-12-31）",
    "string[]": "一个或多个文字",
    "integer[]": "一个或多个整数",
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A declared parameter of a query.

    `counts` says that it is a number of rows (LIMIT, SKIP); `default`, where there is one, is
    taken when it is not given.
    """

    name: str
    type: ParameterType
    optional: bool
    description: str
    counts: bool = False
    default: Value = None

    def check(self, value: Value) -> Value:
        """The value as the engine takes it. Raises BadParameter where the type is another."""
        match self.type:
            case "string":
                fits = isinstance(value, str)
            case "integer":
                fits = _is_integer(value)
            case "number":
                fits = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
            case "boolean":
                fits = isinstance(value, bool)
            case "date":
                fits = isinstance(value, date) and not isinstance(value, datetime)
            case "string[]":
                fits = isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)
            case "integer[]":
                fits = isinstance(value, list | tuple) and all(_is_integer(item) for item in value)
        if not fits:
            raise BadParameter(self.name, f"应为{_WORDS_OF_TYPE[self.type]}，得到的是 {value!r}")
        if self.counts and isinstance(value, int) and value < 0:
            raise BadParameter(self.name, f"不能小于 0，得到的是 {value}")
        for text in value if isinstance(value, list | tuple) else [value]:
            _check_text(self.name, text)
        if self.type in _LISTS and not value:
            raise BadParameter(self.name, "至少要给一个值；不按它筛选时不要写这个参数")
        return list(value) if isinstance(value, tuple) else value

    def convert(self, texts: Sequence[str]) -> Value:
        """The value that the texts of a command line or URL mean. Raises BadParameter.

        A list takes every text, and parts of a text that commas divide; any other type takes one.
        """
        if self.type in _LISTS:
            parts = [part for text in texts for part in text.replace("，", ",").split(",") if part]
            values: list[Value] = [part if self.type == "string[]" else self._whole(part) for part in parts]
            return self.check(values)
        if len(texts) != 1:
            raise BadParameter(self.name, f"只能给一次，给了 {len(texts)} 次")
        return self.check(self._parsed(texts[0]))

    def _parsed(self, text: str) -> Value:
        try:
            match self.type:
                case "integer":
                    return self._whole(text)
                case "number":
                    return float(text)
                case "boolean":
                    return {"true": True, "false": False}[text.lower()]
                case "date":
                    return date.fromisoformat(text)
        except (ValueError, KeyError):
            raise BadParameter(self.name, f"应为{_WORDS_OF_TYPE[self.type]}，得到的是“{text}”") from None
        return text

    def _whole(self, text: str) -> int:
        try:
            return int(text)
        except ValueError:
            raise BadParameter(self.name, f"应为{_WORDS_OF_TYPE[self.type]}，得到的是“{text}”") from None


def _is_integer(value: Value) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and -_INT64 <= value < _INT64


def _check_text(name: str, value: Value) -> None:
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            raise BadParameter(name, "含有不成对的代理码位，不是有效的文字") from None
