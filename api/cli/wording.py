"""Typer in Chinese: help pages, and one line for a command line that was typed wrongly.

Typer writes its own words in English and takes no catalogue of translations, so the few that
our commands can bring up are rendered here. A sentence that is not in the table is shown as it is.
"""

from __future__ import annotations

import re
from typing import Any, Final

from typer.core import TyperCommand, TyperGroup, TyperOption

_USAGE_ERRORS: Final = (
    (r"Missing argument '(?P<name>[^']+)'.*", "缺少参数 {name}"),
    (r"Missing option '(?P<name>[^']+)'.*", "缺少选项 {name}"),
    (r"Missing command\.", "缺少命令"),
    (r"No such command '(?P<name>.+)'\.(?: Did you mean (?P<near>.+)\?)?", "没有“{name}”这个命令"),
    (r"No such option: (?P<name>\S+)(?: .*)?", "没有“{name}”这个选项"),
    (r"Option '(?P<name>[^']+)' requires an argument\.", "选项 {name} 后面缺少值"),
    (r"Option '(?P<name>[^']+)' does not take a value\.", "选项 {name} 后面不带值"),
    (r"Got unexpected extra argument\(?s?\)? \((?P<name>.+)\)", "多余的参数：{name}"),
    (r"Invalid value for '(?P<name>[^']+)': .*(?:integer|number).*", "{name} 须是整数"),
    (
        r"Invalid value for '(?P<name>[^']+)': .*greater than or equal to (?P<bound>\S+)",
        "{name} 不得小于 {bound}",
    ),
    (
        r"Invalid value for '(?P<name>[^']+)': .*less than or equal to (?P<bound>\S+)",
        "{name} 不得大于 {bound}",
    ),
    (r"Invalid value for '(?P<name>[^']+)': (?P<rest>.*)", "{name} 的值不能用：{rest}"),
)


def usage_error(message: str) -> str:
    """Typer's sentence on a wrong command line, in Chinese, with the way to the help page."""
    flat = " ".join(message.split())
    for pattern, words in _USAGE_ERRORS:
        match = re.fullmatch(pattern, flat)
        if match:
            return words.format(**match.groupdict()) + "。用 --help 查看用法"
    return flat


_TYPES: Final = {
    "<bool>": "",
    "<str>": "文字",
    "<int>": "数",
    "<float>": "数",
    "<Path>": "路径",
    "<path>": "路径",
} | {
    "<list[Path]>": "路径…",
    "<list[str]>": "文字…",
}
"""What a help page says for a type that an option has no word of its own for; a switch takes no value."""


class _Worded:
    """The words that a help page of Typer has of its own."""

    def get_usage(self, ctx: Any) -> str:
        return str(super().get_usage(ctx)).replace("Usage:", "用法：", 1)  # type: ignore[misc]

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Help page with the notes behind options in Chinese; rich is imported for it alone."""
        from typer import rich_utils

        rich_utils.DEFAULT_STRING = "[默认：{}]"
        rich_utils.REQUIRED_LONG_STRING = "[必填]"
        for parameter in self.get_params(ctx):  # type: ignore[attr-defined]
            word = _TYPES.get(parameter.display_type(ctx))
            if word is not None:
                parameter.display_type = lambda _, word=word: word
        super().format_help(ctx, formatter)  # type: ignore[misc]

    def get_help_option(self, ctx: Any) -> TyperOption | None:
        option: TyperOption | None = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "显示本说明并退出。"
            option.rich_help_panel = "选项"
        return option


class Command(_Worded, TyperCommand):
    """A command whose help page is in Chinese."""


class Group(_Worded, TyperGroup):
    """The command that holds the commands."""
