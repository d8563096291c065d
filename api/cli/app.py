"""The commands put together, and the point where their errors become a line and an exit code.

0    done
1    a fault of ours
2    something that the user can mend: a file, a name, a setting, a graph in use
130  ended by Ctrl-C
"""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from api.cli import (
    agencies,
    ask,
    audit,
    check,
    compare,
    copy,
    cypher,
    documents,
    export,
    export_neo4j,
    freeze,
    ingest,
    keys,
    load,
    parse,
    queries,
    serve,
    view,
)
from api.cli.output import complain
from api.cli.wording import Command, Group, usage_error
from api.service.labels import NODE_WORDS
from core.errors import DutygraphError, InputError, StoreError, UnknownRecord

_MENDABLE = 2
_FAULT = 1
_PIPE_CLOSED = 141

app = typer.Typer(
    name="dutygraph",
    cls=Group,
    help="把政府工作方案变成一张图：谁牵头、谁负责、谁配合，每一条都有原文依据。",
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
    options_metavar="[选项]",
    subcommand_metavar="命令 [参数]…",
)

for group in (
    parse,
    ingest,
    documents,
    agencies,
    ask,
    queries,
    cypher,
    serve,
    view,
    export_neo4j,
    check,
    copy,
    load,
    compare,
    freeze,
):
    for function, name in group.COMMANDS:
        app.command(
            name,
            cls=Command,
            rich_help_panel="命令",
            options_metavar="[选项]",
        )(function)

exports = typer.Typer(
    name="export",
    cls=export.Formats,
    help="把任务导出为台账、查漏表、关系图或数据表，或把整个图导出给 Neo4j。",
    options_metavar="[选项]",
    subcommand_metavar="格式 [参数]…",
)
for function, name in (*export.COMMANDS, (export_neo4j.export_neo4j, export_neo4j.FORMAT)):
    exports.command(name, cls=Command, rich_help_panel="格式", options_metavar="[选项]")(function)
app.add_typer(exports, rich_help_panel="命令")

audits = typer.Typer(
    name="audit",
    cls=Group,
    options_metavar="[选项]",
    subcommand_metavar="[命令 [参数]…]",
)
audits.callback(invoke_without_command=True)(audit.audit)
for function, name in audit.COMMANDS:
    audits.command(name, cls=Command, rich_help_panel="命令", options_metavar="[选项]")(function)
app.add_typer(audits, rich_help_panel="命令")


app.add_typer(keys.app, rich_help_panel="命令")


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        sys.stdout.write(f"dutygraph {version('dutygraph')}\n")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _root(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001  its callback is all that it is for
        bool,
        typer.Option(
            "--version",
            callback=_print_version,
            is_eager=True,
            help="显示版本并退出。",
            rich_help_panel="选项",
            show_default=False,
        ),
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        context.get_help()


def main() -> None:
    """Run the command that the process was started with, and end it with the exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    sys.exit(_run())


def _run() -> int:
    try:
        code = app(standalone_mode=False, prog_name="dutygraph")
        sys.stdout.flush()
    except typer.TyperException as error:
        complain(usage_error(error.format_message()))
        return error.exit_code
    except UnknownRecord as error:
        complain(f"图中没有这个{NODE_WORDS.get(error.kind, error.kind)}：{error.id}")
        return _MENDABLE
    except (InputError, StoreError) as error:
        complain(str(error))
        return _MENDABLE
    except DutygraphError as error:
        complain(f"程序自身的错误，请报告给开发者：{error}")
        return _FAULT
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # whoever read our output has enough; the closing flush of the interpreter must not fail
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _PIPE_CLOSED
    return code if isinstance(code, int) else 0
