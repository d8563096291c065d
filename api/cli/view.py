"""`dutygraph view`: a network view as a file that opens without a server."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Final

import typer

from api.cli.options import RegionOption, StoreOption, YearOption, measured_filters, with_filters

_PANEL: Final = "选项"


def _option(*names: str, **more: Any) -> Any:
    return typer.Option(*names, rich_help_panel=_PANEL, **more)


def view(
    output: Annotated[
        Path, _option("-o", "--output", metavar="文件", help="写入的文件：.html 或 .graphml。")
    ],
    mode: Annotated[
        str,
        _option("--mode", metavar="cowork|duties", help="画单位之间的协同，或单位、任务与专项行动。"),
    ] = "cowork",
    led: Annotated[bool, _option("--led", help="协同图中由牵头单位指向其他单位。")] = False,
    region: RegionOption = None,
    subtree: Annotated[bool, _option("--subtree", help="连同下级地区的文件。")] = False,
    year: YearOption = None,
    campaign: Annotated[
        str | None, _option("--campaign", metavar="专项行动", help="只看这个专项行动（名称或编号）。")
    ] = None,
    document: Annotated[str | None, _option("--document", metavar="文件编号", help="只看这个文件。")] = None,
    agency: Annotated[
        str | None, _option("--agency", metavar="单位", help="只看这个单位及其协同单位。")
    ] = None,
    role: Annotated[
        list[str] | None,
        _option("--role", metavar="角色", help="任务图中只画这种角色：lead、joint、assist …；可写多次。"),
    ] = None,
    min_tasks: Annotated[
        int, _option("--min-tasks", metavar="项", min=1, help="至少有这么多项共同任务的单位对才画。")
    ] = 1,
    max_bodies: Annotated[
        int | None, _option("--max-bodies", metavar="个", min=1, help="不计单位多于此数的任务。")
    ] = None,
    most: Annotated[int, _option("--most", metavar="个", min=1, max=2000, help="最多画多少个节点。")] = 500,
    store: StoreOption = None,
    **filters: Any,
) -> None:
    """画协同关系图，存为一个可离线打开的网页（HTML），或 GraphML 文件。

    同一个图画出来总是一样。没有画出的，网页上都会写明。

    例：dutygraph view --region 澜宁市 --year 2024 -o 协同关系图.html
    """
    from api.cli.output import say
    from api.cli.saving import save
    from api.cli.stores import reading
    from api.service.network_views import choice_of, scene_of
    from api.service.snapshot import snapshot_of
    from core.errors import BadParameter
    from graph.views import draw
    from graph.views.graphml import graphml
    from graph.views.page import single_file

    if output.suffix not in (".html", ".graphml"):
        raise BadParameter("-o", f"文件名应以 .html 或 .graphml 结尾，写的是 {output.name}")
    asked = _asked(
        mode=mode,
        led=led,
        region=[region] if region else [],
        scope="subtree" if subtree else "exact",
        year=[year] if year else [],
        campaign=[campaign] if campaign else [],
        document=[document] if document else [],
        agency=agency,
        role=role or [],
        min_tasks=min_tasks,
        max_bodies=max_bodies,
        most=most,
        **{name: each for name, each in filters.items() if each is not None},
    )
    with reading(store) as graph:
        read = snapshot_of(graph)
        drawn = draw(graph, choice_of(asked, read))
        scene = scene_of(drawn, read)
    save(output, [graphml(drawn) if output.suffix == ".graphml" else single_file(scene).encode()])
    say(f"已画出 {len(drawn.nodes)} 个节点、{len(drawn.edges)} 条连线：{output}")
    if scene.long_lists:
        say(scene.long_lists)
    for said in drawn.left_out:
        say(f"{said}。")


def _asked(**given: Any) -> Any:
    """The parameters, checked as the API checks them. Raises BadParameter."""
    from pydantic import ValidationError

    from api.service.network_views import ViewParameters
    from api.web.problems import constraint_message
    from core.errors import BadParameter

    try:
        return ViewParameters.model_validate(given)
    except ValidationError as error:
        detail = error.errors()[0]
        raise BadParameter(
            f"--{str(detail['loc'][0]).replace('_', '-')}", constraint_message({**detail})
        ) from None


COMMANDS = ((with_filters(view, measured_filters()), "view"),)
