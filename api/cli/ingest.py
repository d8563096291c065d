"""`dutygraph ingest` and `dutygraph rebuild`: documents into the graph, with what became of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from api.cli.options import FormatOption, StoreOption

if TYPE_CHECKING:
    from api.cli.running_server import Server
    from api.config.settings import Settings
    from core.errors import UnreadableFile
    from ingest.load import FileResult

_INGESTED: Final = ("file", "title", "tasks", "agencies", "campaigns", "diagnostics", "status")
_REBUILT: Final = ("document_id", "status", "came", "went", "changed")
_SUMMED: Final = ("tasks", "diagnostics")


def ingest(
    paths: Annotated[
        list[Path], typer.Argument(metavar="文件…", help="文件或文件夹，可写多个。", rich_help_panel="参数")
    ],
    form: FormatOption = "table",
    store: StoreOption = None,
) -> None:
    """把工作方案导入图中。本机上有服务器正在使用这个图时，由它导入。

    同一文件再次导入不产生变化，改过的文件整体更新。读不了的文件各报一行错误，其余照常导入；
    有这样的文件时退出码为 2。
    """
    from api.cli.output import Format, complain, format_of, print_rows
    from api.cli.progress import progress
    from api.config.settings import load_settings
    from api.service.labels import STATUS_WORDS
    from core.errors import UnreadableFile
    from ingest.read.files import find_files

    chosen = format_of(form)
    settings = load_settings(store=store)
    rows: list[dict[str, object]] = []
    file_count = sum(1 for _ in find_files(paths))
    with progress("导入", file_count) as advance:
        for result in _results(settings, paths):
            if isinstance(result, UnreadableFile):
                complain(str(result))
                result = {"file": result.path, "status": "failed"}
            rows.append(result)
            advance()
    if chosen is Format.TABLE:
        worded = [row | {"status": STATUS_WORDS[str(row["status"])]} for row in rows]
        print_rows([*worded, _total(rows)], _INGESTED, chosen)
    else:
        print_rows(rows, (*_INGESTED, "document_id"), chosen)
    if any(row["status"] == "failed" for row in rows):
        raise typer.Exit(2)


def rebuild(form: FormatOption = "table", store: StoreOption = None) -> None:
    """把图中保存的原文全部重新解析、重新入图。

    升级程序、改过数据文件之后使用。
    """
    from api.cli.output import Format, format_of, print_rows
    from api.cli.progress import progress
    from api.cli.stores import writing
    from api.config.settings import load_settings
    from api.service.labels import STATUS_WORDS
    from ingest.load import rebuild as rebuild_all

    chosen = format_of(form)
    rows: list[dict[str, object]] = []
    with writing(load_settings(store=store)) as graph:
        stored = graph.read("documents/total")[0]["total"]
        with progress("重建", stored if isinstance(stored, int) else None) as advance:
            for outcome in rebuild_all(graph):
                rows.append(
                    {
                        "document_id": outcome.document,
                        "status": STATUS_WORDS[outcome.status] if chosen is Format.TABLE else outcome.status,
                        "came": outcome.came,
                        "went": outcome.went,
                        "changed": outcome.changed,
                    }
                )
                advance()
    print_rows(rows, _REBUILT, chosen)


def _results(settings: Settings, paths: Sequence[Path]) -> Iterator[dict[str, object] | UnreadableFile]:
    """What became of each file, written here or by the server that has the graph open."""
    from api.cli.stores import writing
    from core.errors import StoreBusy

    try:
        graph = writing(settings)
    except StoreBusy as busy:
        from api.cli.running_server import server_beside

        yield from _sent(server_beside(busy, settings), settings, paths)
        return
    from ingest.load import load_paths

    with graph:
        for result in load_paths(graph, paths, settings.max_file_bytes):
            yield _row(result)


def _sent(
    server: Server, settings: Settings, paths: Sequence[Path]
) -> Iterator[dict[str, object] | UnreadableFile]:
    from core.errors import UnreadableFile
    from ingest.read.files import find_files

    for path in find_files(paths):
        if isinstance(path, UnreadableFile):
            yield path
            continue
        try:
            items = server.send(path, settings.max_file_bytes)
        except UnreadableFile as error:
            yield error
            continue
        for item in items:
            if item["status"] == "rejected":
                yield UnreadableFile(item["filename"], item["problem"]["detail"])
                continue
            columns = ("title", "tasks", "agencies", "campaigns", "diagnostics")
            yield {
                "file": item["filename"],
                **{column: item["read"][column] for column in columns},
                "status": item["status"],
                "document_id": item["id"],
            }


def _row(result: FileResult) -> dict[str, object] | UnreadableFile:
    """What became of a file; a document that was read but holds no clause is loaded, with its warning."""
    from ingest.document import counts_of

    parsed, outcome = result.parsed, result.outcome
    if parsed is None or outcome is None:
        assert result.error is not None
        return result.error
    return {
        "file": result.path,
        "title": parsed.facts.title,
        **asdict(counts_of(parsed)),
        "status": outcome.status,
        "document_id": outcome.document,
    }


def _total(rows: Sequence[dict[str, object]]) -> dict[str, object]:
    """The last line of the table. Agencies and campaigns of documents overlap, so they are not added."""
    sums = {column: sum(n for row in rows if isinstance(n := row.get(column), int)) for column in _SUMMED}
    loaded = sum(row["status"] != "failed" for row in rows)
    return {"file": f"合计 {len(rows)} 个文件，导入 {loaded} 个", **sums}


COMMANDS = ((ingest, "ingest"), (rebuild, "rebuild"))
