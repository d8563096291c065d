"""`dutygraph parse`: documents as JSON lines, without a graph."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from ingest.document import ParsedDocument


def parse(
    paths: Annotated[
        list[Path], typer.Argument(metavar="文件…", help="文件或文件夹，可写多个。", rich_help_panel="参数")
    ],
    report: Annotated[
        bool,
        typer.Option(
            "--report",
            help="不输出解析结果，只列出每个文件里像责任分工的文字各归何处。",
            rich_help_panel="选项",
        ),
    ] = False,
    jobs: Annotated[
        int,
        typer.Option(
            "--jobs", "-j", min=1, max=64, metavar="个数", help="同时使用的进程数。", rich_help_panel="选项"
        ),
    ] = 1,
) -> None:
    """读文件并逐个输出解析结果，每个文件一行 JSON，不需要图。

    读不了的文件各报一行错误，其余照常输出；有这样的文件时退出码为 2。
    """
    from api.cli.output import complain
    from api.config.settings import load_settings
    from ingest.batch import parse_paths

    failed = False
    reported: list[dict[str, object]] = []
    for file in parse_paths(paths, load_settings().max_file_bytes, jobs=jobs):
        if file.document is None:
            failed = True
            complain(str(file.error))
        elif report:
            reported.append(_balance_row(file.path, file.document))
        else:
            _print_json_line(file.document)
    if reported:
        from api.cli.output import Format, print_rows

        print_rows(reported, list(reported[0]), Format.TABLE)
    if failed:
        raise typer.Exit(2)


def _print_json_line(document: ParsedDocument) -> None:
    import json
    import sys

    from ingest.document import as_json

    sys.stdout.write(json.dumps(as_json(document), ensure_ascii=False) + "\n")


def _balance_row(path: str, document: ParsedDocument) -> dict[str, object]:
    """What became of everything in the document that looks like a clause, and of what is worth a look."""
    from ingest.balance import balance

    counts = balance(document)
    return {
        "source": path,
        "tasks": len(document.tasks),
        "looks": counts.looks,
        "read": counts.read,
        "other": counts.other,
        "noted": counts.noted,
        "missed": counts.missed,
    }


COMMANDS = ((parse, "parse"),)
