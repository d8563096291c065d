"""`dutygraph load`: how many tasks documents assign to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final, cast, get_args

import typer

from api.cli.options import (
    FormatOption,
    RegionOption,
    StoreOption,
    YearOption,
    filter_values,
    measured_filters,
    with_filters,
)

if TYPE_CHECKING:
    from graph.analysis import Coding
    from graph.analysis.load_table import Unit

_SHOWN: Final = ("lead_named", "lead_first", "lead_sole", "joint", "assist_duty", "assist_named")
_NAMED: Final = {
    "agency": ("name", "region_name"),
    "system": ("name",),
    "region": ("name",),
    "year": ("unit",),
}
_HEADS: Final = {"name": "unit_name", "region_name": "region", "unit": "year"}


def load(
    by: Annotated[
        str,
        typer.Option(
            "--by",
            metavar="agency|system|region|year",
            help="按单位、条线、地区或年度。",
            rich_help_panel="选项",
        ),
    ] = "agency",
    region: RegionOption = None,
    subtree: Annotated[
        bool, typer.Option("--subtree", help="连同下级地区的文件。", rich_help_panel="选项")
    ] = False,
    year: YearOption = None,
    campaign: Annotated[
        str | None,
        typer.Option("--campaign", metavar="专项", help="只看这个专项行动。", rich_help_panel="选项"),
    ] = None,
    collective: Annotated[
        str,
        typer.Option(
            "--collective",
            metavar="exclude|include|only",
            help="统称（如各有关部门）算不算。",
            rich_help_panel="选项",
        ),
    ] = "exclude",
    coding: Annotated[
        str,
        typer.Option(
            "--coding",
            metavar="printed|named|sole_apart|first_listed",
            help="谁算牵头：按文件；只算写明牵头的；独立负责不算；没有牵头的名单以第一个为牵头。",
            rich_help_panel="选项",
        ),
    ] = "printed",
    lead_share: Annotated[
        float,
        typer.Option(
            "--lead-share",
            metavar="数",
            min=0,
            max=1,
            help="一项任务中牵头单位合计占多少。",
            rich_help_panel="选项",
        ),
    ] = 0.5,
    limit: Annotated[
        int, typer.Option("--limit", metavar="行", min=1, help="最多列出多少行。", rich_help_panel="选项")
    ] = 50,
    form: FormatOption = "table",
    store: StoreOption = None,
    **filters: Any,
) -> None:
    """任务分布：文件把多少任务分派给谁，先按角色计数，再按几种加权方案给出占比和名次。

    同一任务在一个文件里印两次只计一次。表格只列主要几栏；csv 和 json 给出全部。
    """
    from api.cli.output import Format, format_of, print_rows, say
    from api.cli.stores import reading
    from graph.analysis import CAVEAT_WORDS, CODINGS, Scope, concentration, records, robustness
    from graph.analysis import load as measured
    from graph.analysis.load_table import Unit as Units
    from graph.filters import Collective

    chosen = format_of(form)
    unit = cast("Unit", _known("--by", by, get_args(Units)))
    with reading(store) as graph:
        scope = Scope.of(
            graph,
            region=region or (),
            within="subtree" if subtree else "exact",
            year=() if year is None else year,
            campaign=campaign or (),
            collective=_known("--collective", collective, get_args(Collective)),
            **filter_values(filters),
        )
        table = measured(
            graph,
            scope,
            by=unit,
            lead_share=lead_share,
            coding=cast("Coding", _known("--coding", coding, CODINGS)),
        )
    rows = records(table)[:limit]
    if chosen is not Format.TABLE:
        print_rows(rows, table.columns, chosen)
        return
    told = [{_HEADS.get(name, name): value for name, value in _short(row).items()} for row in rows]
    named = [_HEADS.get(name, name) for name in _NAMED[unit]]
    print_rows(told, (*named, "tasks", *_SHOWN, "fractional", "fractional_share", "ranks"), chosen)
    for row in records(concentration(table)):
        if row["scheme"] == "count":
            say(f"共 {row['units']} 个，基尼系数 {row['gini']:.2f}，前五占 {row['top_5']:.0%}。")
    taus = [
        f"{row['left']}–{row['right']} {row['tau_b']:.2f}"
        for row in records(robustness(table))
        if row["tau_b"]
    ]
    if taus:
        say(f"各方案名次的一致程度（肯德尔 τ-b）：{'，'.join(taus)}。")
    say(CAVEAT_WORDS)


def _known(option: str, given: str, known: tuple[str, ...]) -> str:
    """What was given, if it is one of these. Raises BadParameter."""
    from core.errors import BadParameter

    if given not in known:
        raise BadParameter(option, f"没有“{given}”；可用的是 {'、'.join(known)}")
    return given


def _short(row: dict[str, object]) -> dict[str, object]:
    """A row as a table shows it: figures rounded, the range of ranks in one cell."""
    share = row["fractional_share"]
    best, worst = row["rank_best"], row["rank_worst"]
    return {
        **row,
        "fractional": f"{float(str(row['fractional'])):.1f}",
        "fractional_share": "" if share is None else f"{float(str(share)):.1%}",
        "ranks": f"{best}" if best == worst else f"{best}–{worst}",
    }


COMMANDS = ((with_filters(load, measured_filters()), "load"),)
