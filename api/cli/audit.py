"""`dutygraph audit`: a blind sheet for hand-coding, and how right the graph is against it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from api.cli.options import FormatOption, StoreOption

_SHOWN: Final = ("form", "role", "found", "precision", "precision_range", "coded", "recall", "recall_range")


def audit(
    context: typer.Context,
    n: Annotated[
        int, typer.Option("--n", metavar="条", min=1, help="抽多少条任务。", rich_help_panel="选项")
    ] = 200,
    seed: Annotated[
        int, typer.Option("--seed", metavar="数", help="同一个数抽出同一张表。", rich_help_panel="选项")
    ] = 1,
    store: StoreOption = None,
) -> None:
    """人工编码表（CSV，写到标准输出）：按句式和角色分层抽取责任分工原文，不显示程序读出的结果。

    在 coded 一栏写“牵头:市公安局；配合:市教育局、市财政局”，再用 dutygraph audit score 打分。
    """
    from api.cli.output import Format, print_rows
    from api.cli.stores import reading
    from graph.analysis import records
    from graph.analysis.audit import SHEET, audit_sheet

    if context.invoked_subcommand is not None:
        return

    with reading(store) as graph:
        table = audit_sheet(graph, n=n, seed=seed)
    print_rows(records(table), SHEET, Format.CSV)


def score(
    file: Annotated[
        Path, typer.Argument(metavar="文件", help="填好的编码表（CSV）。", rich_help_panel="参数")
    ],
    form: FormatOption = "table",
    store: StoreOption = None,
) -> None:
    """按句式和角色给出准确率、召回率（附 95% 威尔逊区间），以及角色一致率和 κ。coded 空着的行不算。"""
    from api.cli.output import Format, format_of, print_rows, say
    from api.cli.stores import reading
    from graph.analysis import records
    from graph.analysis.audit import audit_score

    chosen = format_of(form)
    coded = _coded(file)
    with reading(store) as graph:
        table = audit_score(graph, coded)
    rows = records(table)
    if chosen is not Format.TABLE:
        print_rows(rows, table.columns, chosen)
        return
    print_rows([_short(row) for row in rows], _SHOWN, chosen)
    whole = rows[-1]
    if whole["agreement"] is not None:
        kappa = "" if whole["kappa"] is None else f"，κ = {float(str(whole['kappa'])):.2f}"
        say(f"两边都有的单位，角色一致 {float(str(whole['agreement'])):.1%}{kappa}。")


def _coded(file: Path) -> dict[str, str]:
    """What coders wrote, by task. Raises BadParameter for a file that is no sheet."""
    import csv

    from core.errors import BadParameter

    try:
        with file.open(encoding="utf-8-sig", newline="") as held:
            rows = list(csv.DictReader(held))
    except (OSError, UnicodeDecodeError) as error:
        raise BadParameter("文件", f"读不了 {file}：{error}") from None
    if not rows or not {"task", "coded"} <= rows[0].keys():
        raise BadParameter("文件", f"{file} 没有 task 和 coded 两栏；用 dutygraph audit 生成编码表")
    return {row["task"]: row["coded"] or "" for row in rows}


def _short(row: dict[str, object]) -> dict[str, object]:
    def percent(name: str) -> str:
        return "" if row[name] is None else f"{float(str(row[name])):.1%}"

    ranges = {
        f"{name}_range": f"{percent(f'{name}_low')}–{percent(f'{name}_high')}"
        if row[name] is not None
        else ""
        for name in ("precision", "recall")
    }
    return {**row, "precision": percent("precision"), "recall": percent("recall"), **ranges}


COMMANDS = ((score, "score"),)
