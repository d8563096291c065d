"""`dutygraph export neo4j-admin`: the whole graph as the files that Neo4j's own import tool takes.

`dutygraph prepare` then makes the imported graph ready for use.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.options import StoreOption

if TYPE_CHECKING:
    from graph.store import GraphStore

FORMAT = "neo4j-admin"


def export_neo4j(
    folder: Annotated[
        Path,
        typer.Argument(metavar="文件夹", help="写入的文件夹，新的或空的。", rich_help_panel="参数"),
    ],
    documents: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="文件…",
            help="与 --from 同用：要读的文件或文件夹，可写多个。",
            rich_help_panel="参数",
            show_default=False,
        ),
    ] = None,
    parse: Annotated[
        bool,
        typer.Option("--from", help="不导出已有的图，直接读后面写的文件或文件夹。", rich_help_panel="选项"),
    ] = False,
    store: StoreOption = None,
) -> None:
    """把整个图写成 neo4j-admin 导入用的文件，适合一次导入几十万项以上的任务。

    例：dutygraph export neo4j-admin 导入；dutygraph export neo4j-admin 导入 --from 文件/*.docx
    """
    from api.cli.output import say
    from api.cli.stores import reading
    from core.errors import BadParameter
    from graph.neo4j.import_files import ARGUMENTS, check_folder, write_import

    if parse != bool(documents):
        raise BadParameter("--from", "后面写上要读的文件或文件夹；不写 --from 则导出已有的图")
    check_folder(folder)
    failed: list[str] = []
    with _parsed(documents, folder, failed) if documents else reading(store) as graph:
        written = write_import(graph, folder)
    say(f"已导出 {written.nodes} 个节点、{written.relations} 条关系：{folder}")
    say(
        "在 Neo4j 服务器上导入（该数据库尚不存在，或服务器还没有启动过；已有内容要整个换掉时加上"
        " --overwrite-destination=true）："
    )
    say(f"  cd {folder.resolve()}")
    say(f"  neo4j-admin database import full neo4j @{ARGUMENTS}")
    say(
        "没有 neo4j-admin 时："
        f"java -cp 'lib/*' org.neo4j.cli.AdminTool database import full neo4j @{ARGUMENTS}"
    )
    say("启动服务器，再运行一次（建立约束和索引，然后即可使用）：")
    say("  dutygraph prepare --store bolt://127.0.0.1:7687")
    if failed:
        raise typer.Exit(2)


def prepare(store: StoreOption = None) -> None:
    """让图可以使用：建立缺少的约束和索引，补全由 neo4j-admin 导入的图。

    任何会写入的命令也会先做这件事；图很大时要几分钟。
    """
    from api.cli.output import say
    from api.cli.stores import writing
    from api.config.settings import load_settings

    with writing(load_settings(store=store)) as graph:
        total = graph.read("documents/total")[0]["total"]
    say(f"图可以使用了：{total} 个文件。")


@contextmanager
def _parsed(paths: Sequence[Path], folder: Path, failed: list[str]) -> Iterator[GraphStore]:
    """A passing graph of the documents, beside the folder: it joins what they share, as any graph does."""
    import tempfile

    from api.cli.output import complain
    from api.config.settings import load_settings
    from core.errors import UnreadableFile
    from graph import open_store
    from ingest.load import load_together

    def refused(error: UnreadableFile) -> None:
        complain(str(error))
        failed.append(error.path)

    with (
        tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as passing,
        open_store(Path(passing, "graph.lbug")) as graph,
    ):
        load_together(graph, paths, load_settings().max_file_bytes, refused)
        yield graph


COMMANDS = ((prepare, "prepare"),)
