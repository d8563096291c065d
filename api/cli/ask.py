"""`dutygraph ask`: a question in Chinese, answered in the terminal."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.options import FormatOption, LimitOption, RegionOption, StoreOption, YearOption


def ask(
    question: Annotated[
        str, typer.Argument(metavar="问题", help="例如：市市场监管局牵头哪些任务", rich_help_panel="参数")
    ],
    region: RegionOption = None,
    year: YearOption = None,
    limit: LimitOption = 50,
    context: Annotated[
        str | None,
        typer.Option(
            "--context",
            metavar="上一个问题",
            help="接着哪个问题问，例如先问“市公安局牵头哪些任务”，再问“那配合的呢”。",
            rich_help_panel="选项",
            show_default=False,
        ),
    ] = None,
    form: FormatOption = "table",
    store: StoreOption = None,
) -> None:
    """回答一个问题，并给出原文依据。

    例：dutygraph ask "市市场监管局牵头哪些任务" --year 2024
    """
    from api.cli.answer_table import print_answer
    from api.cli.output import Format, format_of, print_csv, print_json
    from api.cli.stores import reading
    from api.config.settings import load_settings
    from api.questions import answer

    chosen = format_of(form)
    own_unit = load_settings(store=store).own_unit
    with reading(store) as graph:
        answered = answer(
            graph, question, region=region, year=year, limit=limit, context=context, own_unit=own_unit
        )
    match chosen:
        case Format.JSON:
            print_json(answered.model_dump(mode="json"))
        case Format.CSV:
            print_csv([row.model_dump(mode="json") for row in answered.rows], answered.columns)
        case Format.TABLE:
            print_answer(answered)


COMMANDS = ((ask, "ask"),)
