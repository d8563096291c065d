"""`dutygraph freeze`: the graph as tables that can be published, cited and made again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.options import StoreOption

if TYPE_CHECKING:
    from graph.analysis.freeze import Provenance
    from graph.store import GraphStore


def freeze(
    folder: Annotated[
        Path, typer.Argument(metavar="文件夹", help="写到这里；没有就新建。", rich_help_panel="参数")
    ],
    source: Annotated[
        list[Path] | None,
        typer.Option(
            "--source",
            metavar="文件",
            help="不用现有的图，先把这些文件（可写多次）读成新图再冻结。",
            rich_help_panel="选项",
        ),
    ] = None,
    store: StoreOption = None,
) -> None:
    """冻结：把图写成可发布的数据表（CSV、Parquet）、数据字典、编码手册和 datapackage.json。

    同样的文件、同一版解析程序，得到同样的字节和同样的编号；其中记有重做的命令。
    """
    from tempfile import TemporaryDirectory

    from api.cli.output import say
    from api.cli.stores import reading
    from api.config.settings import load_settings
    from core.extras import require_extra
    from graph import open_store
    from ingest.load import load_paths

    require_extra("parquet", "冻结")  # before the sources are parsed, which may take long
    if source is None:
        with reading(store) as graph:
            say(f"冻结编号 {_written(graph, folder)}，写在 {folder}")
        return
    settings = load_settings(store=store)
    with TemporaryDirectory() as scratch, open_store(Path(scratch) / "graph.lbug") as graph:
        for result in load_paths(graph, source, settings.max_file_bytes):
            if result.error is not None:
                raise result.error
        say(f"冻结编号 {_written(graph, folder)}，写在 {folder}")


def _written(graph: GraphStore, folder: Path) -> str:
    from graph.analysis.freeze import freeze as frozen
    from ingest.codebook import Count, codebook

    id = frozen(graph, folder, _provenance(graph))
    counts: dict[str, list[Count]] = {}
    for row in graph.read("load/forms"):
        basis = row["basis"]
        counts.setdefault(str(row["form"]), []).append(
            Count(str(row["role"]), None if basis is None else str(basis), int(str(row["duties"])))
        )
    text = codebook(counts, f"Freeze {id}.")
    (folder / "codebook.md").write_text(text, "utf-8", newline="\n")
    return id


def _provenance(graph: GraphStore) -> Provenance:
    import shlex
    from importlib.metadata import version

    from api.config.settings import load_settings
    from graph.analysis.freeze import Provenance, hashes_of
    from ingest.version import PARSER_VERSION

    sources = sorted({str(row["source"]) for page in graph.scan("Document") for row in page if row["source"]})
    arguments = " ".join(f"--source {shlex.quote(each)}" for each in sources)
    return Provenance(
        program=version("dutygraph"),
        parser=PARSER_VERSION,
        files=hashes_of(_grammar()),
        settings={"max_file_bytes": str(load_settings().max_file_bytes)},
        command=f"dutygraph freeze DIR {arguments}",
    )


def _grammar() -> Iterator[tuple[str, bytes]]:
    """The files that decide how a text is read: the clause grammar and the registers."""
    from importlib.resources import files

    for folder, ends in (("clauses", ".py"), ("registers/data", ".csv")):
        for file in files("ingest").joinpath(folder).iterdir():
            if file.name.endswith(ends):
                yield f"ingest/{folder}/{file.name}", file.read_bytes()


COMMANDS = ((freeze, "freeze"),)
