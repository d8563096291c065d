"""`dutygraph parse`: documents as JSON lines, without a graph."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def parse(
    paths: Annotated[
        list[Path], typer.Argument(metavar="文件…", help="文件或文件夹，可写多个。", rich_help_panel="参数")
    ],
) -> None:
    """读文件并逐个输出解析结果，每个文件一行 JSON，不需要图。

    读不了的文件各报一行错误，其余照常输出；有这样的文件时退出码为 2。
    """
    import json
    import sys

    from api.cli.output import complain
    from api.settings import load_settings
    from graph.errors import UnreadableFile
    from ingest.document import as_json
    from ingest.files import find_files
    from ingest.parse import parse_file

    limit = load_settings().max_file_bytes
    failed = False
    for path in find_files(paths):
        try:
            if isinstance(path, UnreadableFile):
                raise path
            sys.stdout.write(json.dumps(as_json(parse_file(path, limit)), ensure_ascii=False) + "\n")
        except UnreadableFile as error:
            failed = True
            complain(str(error))
    if failed:
        raise typer.Exit(2)


COMMANDS = ((parse, "parse"),)
