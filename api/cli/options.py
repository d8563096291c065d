"""Options that several commands take, and the store that they name."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any

import typer

from api.models.lists import MOST_ROWS
from graph.filters import Subject
from graph.selection import FILTERS, names_of

StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="路径",
        help="图文件；不写则用设置 DUTYGRAPH_STORE。",
        rich_help_panel="选项",
        show_default=False,
    ),
]
FormatOption = Annotated[
    str,
    typer.Option("--format", metavar="table|json|csv", help="输出格式。", rich_help_panel="选项"),
]
RegionOption = Annotated[
    str | None,
    typer.Option(
        "--region", metavar="地区", help="只看这个地区（名称、代码或编号）。", rich_help_panel="选项"
    ),
]
YearOption = Annotated[
    int | None,
    typer.Option("--year", metavar="年", help="只看这一年度的文件。", rich_help_panel="选项"),
]
LimitOption = Annotated[
    int,
    typer.Option(
        "--limit", metavar="行", min=1, max=MOST_ROWS, help="最多列出多少行。", rich_help_panel="选项"
    ),
]


def with_options(
    command: Callable[..., None], options: Mapping[str, tuple[str, str, bool]]
) -> Callable[..., None]:
    """The command with an option for each of these parameters, in place of its `**arguments`.

    An option has a metavar, its words of help, and whether it may be repeated; its value is text.
    """
    own = inspect.signature(command, eval_str=True)
    parameters = [each for each in own.parameters.values() if each.kind is not inspect.Parameter.VAR_KEYWORD]
    for name, (metavar, words, repeatable) in options.items():
        if repeatable:
            words = words.removesuffix("。") + "；可写多次。"
        flags = ("-q", "--q") if name == "q" else (f"--{name.replace('_', '-')}",)
        option = typer.Option(*flags, metavar=metavar, help=words, rich_help_panel="选项", show_default=False)
        kind: Any = list[str] | None if repeatable else str | None
        parameters.append(
            inspect.Parameter(
                name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Annotated[kind, option]
            )
        )
    command.__signature__ = own.replace(parameters=parameters)  # type: ignore[attr-defined]  # Typer looks at it
    command.__annotations__ = {each.name: each.annotation for each in parameters} | {"return": None}
    return command


def with_filters(command: Callable[..., None], names: Iterable[str]) -> Callable[..., None]:
    """The command with the options of these filters of tasks, in place of its `**filters`."""
    own = inspect.signature(command).parameters
    return with_options(
        command,
        {name: (*FILTERS[name].option, FILTERS[name].several) for name in names if name not in own},
    )


def measured_filters(*subjects: Subject) -> list[str]:
    """The filters of measures that are options as they are: `--subtree` stands for the scope of a region,
    and collectives do not count unless the command has an option for them.
    """
    return [name for name in names_of(*subjects, measured=True) if name not in ("scope", "collective")]


def filter_values(texts: Mapping[str, Any]) -> dict[str, Any]:
    """The values of the filters that the command line names, by name. Raises BadParameter."""
    from core.errors import BadParameter

    values = {}
    for name, text in texts.items():
        if text is None:
            continue
        try:
            values[name] = FILTERS[name].parse(text if isinstance(text, list) else [text])
        except BadParameter as error:
            raise BadParameter(f"--{name.replace('_', '-')}", error.reason) from None
    return values
