"""`dutygraph compare`: two documents, years or places side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

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
    from graph.analysis import Comparison, Scope
    from graph.store import GraphStore

_STATUS: Final = {"same": "不变", "revised": "调整", "came": "新增", "went": "取消"}
_BODIES: Final = ("unit_name", "place", "from_units", "left_plain", "left_bounds", "right", "change")


def compare(
    left: Annotated[
        str, typer.Argument(metavar="左", help="文件编号或标题；年度；或地区。", rich_help_panel="参数")
    ],
    right: Annotated[str, typer.Argument(metavar="右", help="与之对照的另一个。", rich_help_panel="参数")],
    by: Annotated[
        str,
        typer.Option(
            "--by", metavar="document|year|region", help="对照文件、年度还是地区。", rich_help_panel="选项"
        ),
    ] = "document",
    region: RegionOption = None,
    year: YearOption = None,
    bodies: Annotated[
        bool, typer.Option("--bodies", help="列出各条线的任务数，而不是任务。", rich_help_panel="选项")
    ] = False,
    form: FormatOption = "table",
    store: StoreOption = None,
    **filters: Any,
) -> None:
    """对照：哪些任务新增、取消、调整，哪些换了单位；机构改革前后的单位按职能沿革对应。

    左边一般是较早的。分不清归谁承接的职能给出范围。csv 和 json 给出全部各栏。
    """
    from api.cli.output import Format, format_of, print_rows, say
    from api.cli.stores import reading
    from graph.analysis import CAVEAT_WORDS, Scope, records

    chosen = format_of(form)
    with reading(store) as graph:
        scope = Scope.of(
            graph, region=region or (), year=() if year is None else year, **filter_values(filters)
        )
        found = _compared(graph, by, left, right, scope)
    table = found.units if bodies else found.tasks
    if chosen is not Format.TABLE:
        print_rows(records(table), table.columns, chosen)
        return
    if bodies:
        print_rows([_body(row) for row in records(table)], _BODIES, chosen)
    else:
        columns = ("change", "left_n", "left_leads", "right_n", "right_leads", "text")
        print_rows([_task(row) for row in records(table)], columns, chosen)
    say("，".join(f"{_STATUS[status]} {count} 项" for status, count in found.counts.items()) + "。")
    if found.lineage:
        say(f"机构沿革：{found.lineage[0]}年以后到{found.lineage[1]}年。")
    for reason in found.reasons:
        say(f"不宜直接对照：{reason.words}")
    say(CAVEAT_WORDS)


def _compared(graph: GraphStore, by: str, left: str, right: str, scope: Scope) -> Comparison:
    from core.errors import BadParameter
    from graph.analysis import Scope, compare_documents, compare_regions, compare_years

    match by:
        case "document":
            sides = [Scope.of(graph, document=each).document[0] for each in (left, right)]
            return compare_documents(graph, sides[0], sides[1], scope)
        case "year":
            if not (left.isdecimal() and right.isdecimal()):
                raise BadParameter("--by", f"对照年度要写两个年度，写的是“{left}”和“{right}”")
            return compare_years(graph, int(left), int(right), scope)
        case "region":
            sides = [Scope.of(graph, region=each).region[0] for each in (left, right)]
            return compare_regions(graph, sides[0], sides[1], scope)
    raise BadParameter("--by", f"没有“{by}”；可用的是 document、year、region")


def _body(row: dict[str, object]) -> dict[str, object]:
    def bounds(low: object, high: object) -> str:
        return f"{low}" if low == high else f"{low} 至 {high}"

    return {
        **row,
        "unit_name": row["name"],
        "left_bounds": bounds(row["left_low"], row["left_high"]),
        "change": bounds(row["change_low"], row["change_high"]),
    }


def _task(row: dict[str, object]) -> dict[str, object]:
    hands = {"yes": "，换牵头", "maybe": "，或换牵头"}.get(str(row["leads_changed"]), "")
    words = str(row["right_text"] or row["left_text"])
    return {**row, "change": _STATUS[str(row["status"])] + hands, "text": words}


COMMANDS = ((with_filters(compare, measured_filters("documents", "tasks")), "compare"),)
