"""`dutygraph key new`: a key for a client of the server."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.wording import Command, Group

app = typer.Typer(
    name="key",
    cls=Group,
    help="管理访问服务器的密钥。",
    add_completion=False,
    options_metavar="[选项]",
    subcommand_metavar="命令 [参数]…",
)


@app.callback()
def _group() -> None:
    """A group even with one command."""


@app.command("new", cls=Command, rich_help_panel="命令", options_metavar="[选项]")
def new(
    name: Annotated[
        str,
        typer.Argument(metavar="名称", help="密钥的名称，会写入服务器日志。", rich_help_panel="参数"),
    ],
    scope: Annotated[
        str,
        typer.Option(
            "--scope",
            metavar="权限",
            help="read（读取）、write（写入）、cypher（运行 Cypher），多个用逗号隔开。",
            rich_help_panel="选项",
        ),
    ] = "read",
) -> None:
    """生成一个密钥。密钥只显示这一次，服务器只需保存它的哈希。

    例：dutygraph key new office --scope read,write
    """
    from api.cli.output import say
    from api.config.keys import BadKey, named_key, new_secret
    from core.errors import BadParameter

    secret = new_secret()
    try:
        key = named_key(name, secret, scope.split(","))
    except BadKey as error:
        raise BadParameter("key new", str(error)) from None
    say(f"密钥（只显示这一次，请妥善保管）：\n{secret}\n")
    say(f"把下面这一项加入服务器的设置 DUTYGRAPH_KEYS（多个用空格隔开）：\n{key.line()}")
