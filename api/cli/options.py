"""Options that several commands take, and the store that they name."""

from __future__ import annotations

from typing import Annotated

import typer

from api.models.lists import MOST_ROWS

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
