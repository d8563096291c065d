"""`dutygraph export`: tasks as a file, for people and for programs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from api.cli.options import StoreOption, with_options
from api.cli.wording import Group
from graph.selection import FILTERS

if TYPE_CHECKING:
    from api.models.parameters import ExportParameters
    from graph.exports.catalogue import Export

OPTIONS: Final = {
    **{name: each.option for name, each in FILTERS.items()},
    "layout": ("样式", "ledger 任务台账（默认），gaps 查漏表；xlsx 还有 per_agency，每个单位一张表。"),
    "table": ("表", "duties 责任分工（默认）、tasks 任务、documents 文件或 agencies 单位。"),
}
"""How each parameter of an export is called on the command line, and what it is for."""

ONLY: Final = {"layout": ("csv", "xlsx"), "table": ("parquet",)}
"""The formats of a parameter that not all take."""

REPEATABLE: Final = frozenset(name for name, each in FILTERS.items() if each.several)
"""The parameters that may be given several times."""

FORMATS: Final = {
    "csv": "任务台账或查漏表，CSV 格式，Excel 可以直接打开。\n\n"
    "例：dutygraph export csv -o 台账.csv --region 澜宁市",
    "xlsx": "任务台账、查漏表，或每个单位一张的任务清单，Excel 格式。\n\n"
    "例：dutygraph export xlsx -o 台账.xlsx --region 澜宁市 --year 2024",
    "graphml": "单位、任务、专项行动和文件的关系图，GraphML 格式，供 Gephi 等软件使用。",
    "gexf": "单位、任务、专项行动和文件的关系图，GEXF 格式，供 Gephi 使用。",
    "parquet": "责任分工、任务、文件或单位的数据表，Parquet 格式，供数据分析使用（另需 pyarrow）。",
}
OutputOption = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="文件",
        help="写入的文件或文件夹；不写或写 - 则输出到屏幕或管道。",
        rich_help_panel="选项",
        show_default=False,
    ),
]
_TERMINAL_MAY_SHOW: Final = ("csv", "graphml", "gexf")


class Formats(Group):
    """The command that holds the formats."""

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """Tell, where there is no such format, which there are."""
        from core.errors import BadParameter

        known = self.list_commands(ctx)
        if args[0] not in known:
            raise BadParameter("格式", f"没有“{args[0]}”；可用的是 {'、'.join(known)}")
        found: tuple[str | None, Any, list[str]] = super().resolve_command(ctx, args)
        return found


def _exporting(form: str, words: str) -> Callable[..., None]:
    """The command of a format."""

    def export(output: OutputOption = None, store: StoreOption = None, **given: Any) -> None:
        _export(form, output, store, given)

    export.__doc__ = words
    chosen = [name for name in OPTIONS if form in ONLY.get(name, (form,))]
    return with_options(export, {name: (*OPTIONS[name], name in REPEATABLE) for name in chosen})


def _export(form: str, output: Path | None, store: str | None, given: dict[str, Any]) -> None:
    from api.cli.output import say
    from api.cli.saving import save
    from api.cli.stores import reading
    from api.service.exports import file_name, source_of
    from api.service.snapshot import snapshot_of
    from core.errors import BadParameter
    from graph.exports.catalogue import find_export

    asked = _asked(given)
    chosen = find_export(form, layout=asked.layout, table=asked.table)
    piped = output is None or str(output) == "-"
    if piped and sys.stdout.isatty() and form not in _TERMINAL_MAY_SHOW:
        raise BadParameter("-o", f"{form} 不能显示在屏幕上，请用 -o 写明文件")
    with reading(store) as graph:
        pieces = chosen.write(source_of(asked, snapshot_of(graph)))
        if output is None or piped:
            _print(pieces)
            return
        path = output / file_name(chosen, asked) if output.is_dir() else output
        with _waiting(chosen):
            save(path, pieces)
    say(f"已导出{chosen.words}：{path}")


def _asked(given: dict[str, Any]) -> ExportParameters:
    """The parameters, checked as the API checks them. Raises BadParameter."""
    from pydantic import ValidationError

    from api.models.parameters import ExportParameters
    from api.web.problems import constraint_message
    from core.errors import BadParameter

    try:
        return ExportParameters.model_validate({name: one for name, one in given.items() if one is not None})
    except ValidationError as error:
        detail = error.errors()[0]
        name = str(detail["loc"][0]).replace("_", "-")
        raise BadParameter(f"--{name}", constraint_message({**detail})) from None


def _print(pieces: Iterator[bytes]) -> None:
    for piece in pieces:
        sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()


@contextmanager
def _waiting(chosen: Export) -> Iterator[None]:
    """A sign on standard error, while a person watches, that the work goes on."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    out = Console(file=sys.stderr)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=out, disable=not out.is_terminal, transient=True) as progress:
        progress.add_task(f"导出{chosen.words}", total=None)
        yield


COMMANDS = tuple((_exporting(form, words), form) for form, words in FORMATS.items())
