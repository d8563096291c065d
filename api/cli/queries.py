"""`dutygraph queries` and `dutygraph query`: the catalogue of queries, shown and run."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.options import FormatOption, StoreOption

if TYPE_CHECKING:
    from graph.queries.catalogue import Query


def queries(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[名称]",
            help="只显示这个查询，连同它的 Cypher。",
            rich_help_panel="参数",
            show_default=False,
        ),
    ] = None,
    form: FormatOption = "table",
) -> None:
    """列出查询目录；写上名称则显示它的参数、列和 Cypher。"""
    from api.cli.output import Format, format_of, print_rows
    from graph.queries.catalogue import find_query, load_catalogue

    chosen = format_of(form)
    if name is not None and chosen is Format.TABLE:
        _show(find_query(name))
        return
    shown = [find_query(name)] if name is not None else list(load_catalogue().values())
    columns = ["name", "purpose", "parameters"]
    if chosen is not Format.TABLE:
        columns += ["columns", "cypher"]
    print_rows([_row(query, chosen is Format.TABLE) for query in shown], columns, chosen)


def query(
    name: Annotated[str, typer.Argument(metavar="名称", help="例如：agencies/tasks", rich_help_panel="参数")],
    parameters: Annotated[
        list[str] | None,
        typer.Option(
            "-p",
            "--param",
            metavar="名=值",
            help="查询的参数，可写多次；列表参数重复写，或用逗号隔开。",
            rich_help_panel="选项",
            show_default=False,
        ),
    ] = None,
    form: FormatOption = "table",
    store: StoreOption = None,
) -> None:
    """运行目录中的一个查询。

    例：dutygraph query documents/years ；dutygraph query agencies/list -p q=公安 -p limit=5
    """
    from api.cli.output import format_of, print_rows
    from api.cli.stores import reading
    from graph.queries.catalogue import find_query

    chosen = format_of(form)
    named = find_query(name)
    values = named.coerce(texts_of(parameters or []))
    with reading(store) as graph:
        rows = graph.read(name, values)
    print_rows(rows, [column.name for column in named.columns], chosen)


def texts_of(parameters: list[str]) -> dict[str, list[str]]:
    """The texts of each parameter. Raises BadParameter for one without a name or an equals sign."""
    from core.errors import BadParameter

    texts: dict[str, list[str]] = defaultdict(list)
    for parameter in parameters:
        name, equals, value = parameter.partition("=")
        if not name or not equals:
            raise BadParameter("-p", f"“{parameter}”应写成 名=值，例如 -p year=2024")
        texts[name].append(value)
    return texts


def _row(query: Query, brief: bool) -> dict[str, object]:
    if brief:
        required = [name for name, parameter in query.parameters.items() if not parameter.optional]
        optional = [f"[{name}]" for name, parameter in query.parameters.items() if parameter.optional]
        return {
            "name": query.name,
            "purpose": query.purpose.splitlines()[0],
            "parameters": " ".join(required + optional),
        }
    return {
        "name": query.name,
        "purpose": query.purpose,
        "parameters": [
            {
                "name": parameter.name,
                "type": parameter.type,
                "optional": parameter.optional,
                "description": parameter.description,
            }
            for parameter in query.parameters.values()
        ],
        "columns": [
            {"name": column.name, "type": column.type, "description": column.description}
            for column in query.columns
        ],
        "cypher": query.text,
    }


def _show(query: Query) -> None:
    from api.cli.output import say

    say(f"{query.name}\n{query.purpose}\n")
    say("参数：")
    for parameter in query.parameters.values():
        must = "可不写" if parameter.optional else "必须写"
        say(f"  {parameter.name}（{parameter.type}，{must}）  {parameter.description}")
    say("列：")
    for column in query.columns:
        say(f"  {column.name}（{column.type}）  {column.description}")
    say(f"\n{query.text}")


COMMANDS = ((queries, "queries"), (query, "query"))
