"""`dutygraph copy`: a whole graph from one engine or server to another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    pass


def copy(
    source: Annotated[
        str,
        typer.Option(
            "--from", metavar="图", help="来源：图文件，或 bolt://、neo4j:// 地址。", rich_help_panel="选项"
        ),
    ],
    target: Annotated[
        str,
        typer.Option(
            "--to", metavar="图", help="目标：新的图文件，或空的 Neo4j 数据库。", rich_help_panel="选项"
        ),
    ],
    from_user: Annotated[
        str | None,
        typer.Option(
            "--from-user",
            metavar="用户",
            help="登录来源的用户；不写则与目标相同，用设置 DUTYGRAPH_NEO4J_USER。",
            rich_help_panel="选项",
            show_default=False,
        ),
    ] = None,
    from_password_file: Annotated[
        Path | None,
        typer.Option(
            "--from-password-file",
            metavar="文件",
            help="存有来源密码的文件；不写则用设置 DUTYGRAPH_NEO4J_PASSWORD。",
            rich_help_panel="选项",
            show_default=False,
        ),
    ] = None,
    from_database: Annotated[
        str | None,
        typer.Option(
            "--from-database",
            metavar="名称",
            help="来源的数据库；不写则用设置 DUTYGRAPH_NEO4J_DATABASE。",
            rich_help_panel="选项",
            show_default=False,
        ),
    ] = None,
) -> None:
    """把整个图（连同变更记录）复制到另一个图文件或 Neo4j。

    目标必须是空的。中断后再运行一次同样的命令，会从中断处继续；复制完会核对数量，不符时退出码为 1。
    """
    from api.cli.output import complain, say
    from api.cli.progress import progress
    from api.config.settings import load_settings
    from api.config.stores import open_graph
    from core.errors import BadParameter, CopyDiffers
    from graph.copying.copy import copy_graph
    from graph.open import file_of

    into = load_settings(store=target)
    login = {"neo4j_user": from_user, "neo4j_database": from_database}
    given = {name: value for name, value in login.items() if value is not None}
    out_of = load_settings(store=source).model_copy(update=given | _password(from_password_file))
    files = file_of(source), file_of(target)
    if files[0] is not None and files[1] is not None and files[0].resolve() == files[1].resolve():
        raise BadParameter("--to", "来源和目标是同一个图")
    with (
        open_graph(out_of, read_only=True) as old,
        open_graph(into, as_it_is=True) as new,
        progress("复制", None) as advance,
    ):
        try:
            copied = copy_graph(old, new, progress=advance)
        except CopyDiffers as error:
            complain(str(error))
            raise typer.Exit(1) from None
    how = "接着上次中断处复制完毕" if copied.resumed else "复制完毕"
    say(f"{how}，数量核对一致：{copied.nodes} 个节点，{copied.relations} 条关系。")


def _password(file: Path | None) -> dict[str, object]:
    """The setting that the file's first line gives. Raises BadParameter."""
    from pydantic import SecretStr

    from core.errors import BadParameter

    if file is None:
        return {}
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise BadParameter("--from-password-file", f"读不了文件 {file}") from None
    if not lines or not lines[0]:
        raise BadParameter("--from-password-file", f"文件 {file} 的第一行是空的")
    return {"neo4j_password": SecretStr(lines[0])}


COMMANDS = ((copy, "copy"),)
