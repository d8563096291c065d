"""`dutygraph cypher`: a Cypher statement of the user's own, which may only read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.options import FormatOption, StoreOption

if TYPE_CHECKING:
    from core.rows import Value


def cypher(
    statement: Annotated[
        str,
        typer.Argument(metavar="语句", help="一条只读的 Cypher 语句。", rich_help_panel="参数"),
    ],
    parameters: Annotated[
        list[str] | None,
        typer.Option(
            "-p",
            "--param",
            metavar="名=值",
            help="语句中 $名 的值，可写多次；是 JSON 的按 JSON 读（2024 是整数，'\"2024\"' 是文字），"
            "否则是文字；日期写成文字，语句中用 date($名)。",
            rich_help_panel="选项",
            show_default=False,
        ),
    ] = None,
    seconds: Annotated[
        float,
        typer.Option(
            "--seconds",
            metavar="秒",
            min=0.1,
            max=600,
            help="最多运行多久；在此期间，写入图的程序要等它。",
            rich_help_panel="选项",
        ),
    ] = 5,
    most: Annotated[
        int,
        typer.Option(
            "--rows", metavar="行", min=1, max=100_000, help="最多列出多少行。", rich_help_panel="选项"
        ),
    ] = 1000,
    memory: Annotated[
        int,
        typer.Option(
            "--memory", metavar="MB", min=128, max=65536, help="最多用多少内存。", rich_help_panel="选项"
        ),
    ] = 512,
    form: FormatOption = "table",
    store: StoreOption = None,
) -> None:
    """运行一条自己写的只读 Cypher 语句；凡是会改动图、读写文件或调用过程的，一律不执行。

    例：dutygraph cypher 'MATCH (a:Agency)-[:LEADS]->(t:Task {year: $y}) RETURN a.name AS 单位, count(t) AS n'
    -p y=2024

    函数只能用：abs avg ceil coalesce collect count date exists floor left max min percentileCont
    properties right size sum toLower toUpper trim，以及 all any none single。
    """
    from api.cli.output import complain, format_of, print_rows
    from api.cli.stores import reading
    from graph.store import Limits

    chosen = format_of(form)
    values = {name: _value(text) for name, text in _named(parameters or [])}
    limits = Limits(seconds=seconds, rows=most, memory_bytes=memory << 20, result_bytes=64_000_000)
    with reading(store) as graph:
        result = graph.read_cypher(statement, values, limits)
    print_rows(result.rows, result.columns, chosen)
    if result.truncated:
        complain(f"结果不止这些，只列出前 {len(result.rows)} 行；用 --rows 可以多列")


def _named(parameters: list[str]) -> list[tuple[str, str]]:
    from api.cli.queries import texts_of
    from core.errors import BadParameter

    named = texts_of(parameters)
    for name, texts in named.items():
        if len(texts) != 1:
            raise BadParameter(name, f"只能给一次，给了 {len(texts)} 次")
    return [(name, texts[0]) for name, texts in named.items()]


def _value(text: str) -> Value:
    """What a text on the command line means."""
    try:
        value: Value = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return value


COMMANDS = ((cypher, "cypher"),)
