"""`dutygraph agencies`: the bodies of the graph, with their counts; those that the registers do not know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Final

import typer

from api.cli.options import FormatOption, RegionOption, StoreOption
from api.service.labels import KIND_WORDS
from core.rows import Row, Value
from graph.labels import COUNT_COLUMNS
from graph.store import GraphStore

_COLUMNS: Final = ("agency", "region", "system", "kind", *COUNT_COLUMNS.values(), "agency_id")
_SHOWN: Final = (
    *("agency", "region", "system", "kind"),
    *("lead_named", "lead_sole", "joint", "assist_duty", "assist_named"),
)
"""What a terminal has room for; the other formats give every count."""

_UNKNOWN: Final = ("agency", "region", "title", "n", "surface", "source", "agency_id")


def agencies(
    words: Annotated[
        str | None,
        typer.Option("-q", metavar="词", help="名称（含简称、又称）里有这个词。", rich_help_panel="选项"),
    ] = None,
    region: RegionOption = None,
    unknown: Annotated[
        bool,
        typer.Option(
            "--unknown", help="只列出登记表不认识的单位，以及它们出现的地方。", rich_help_panel="选项"
        ),
    ] = False,
    form: FormatOption = "table",
    store: StoreOption = None,
) -> None:
    """列出图中的单位，以及各自牵头、负责、配合的任务数。

    --unknown 列出还没有归入任何类别的单位：在 ingest/registers/data
    的登记表里补上之后，用 dutygraph rebuild 生效。
    """
    from api.cli.output import Format, format_of, print_rows
    from api.cli.stores import pages, reading

    chosen = format_of(form)
    with reading(store) as graph:
        given: dict[str, Value] = {"q": words, "kind": "other" if unknown else None}
        regions = _regions(graph, region)
        told = _places if unknown else _counted
        rows = [
            row
            for these, page in pages(graph, "agencies/list", given)
            for row in told(graph, these, [row for row in page if _is_in(row, regions)])
        ]
    columns = _SHOWN if chosen is Format.TABLE else _COLUMNS
    print_rows(rows, _UNKNOWN if unknown else columns, chosen)


def _regions(graph: GraphStore, asked: str | None) -> set[Value] | None:
    """The ids of the regions so called, all of them: 鼓楼区 exists four times. Raises BadParameter."""
    from core.errors import BadParameter

    if asked is None:
        return None
    found = {row["region"] for row in graph.read("regions/by_name", {"name": asked})}
    found |= {row["region"] for row in graph.read("regions/get", {"region": asked})}
    if not found:
        raise BadParameter("--region", f"图中没有“{asked}”这个地区")
    return found


def _is_in(row: Row, regions: set[Value] | None) -> bool:
    return regions is None or row["region"] in regions


def _counted(
    graph: GraphStore, these: Mapping[str, Value], found: Sequence[Row]
) -> Iterator[dict[str, object]]:
    """The bodies with their distinct tasks by role and basis, side by side, never added up."""
    from api.questions.rows import part

    counts: dict[Value, dict[str, object]] = defaultdict(dict)
    for row in graph.read("agencies/counts", these):
        counts[row["agency"]][COUNT_COLUMNS[part(row)]] = row["tasks"]
    for row in found:
        yield {
            "agency": row["name"],
            "region": row["region_name"],
            "system": row["system_name"],
            "kind": KIND_WORDS[str(row["kind"])],
            **dict.fromkeys(COUNT_COLUMNS.values(), 0),
            **counts[row["agency"]],
            "agency_id": row["agency"],
        }


def _places(
    graph: GraphStore, these: Mapping[str, Value], found: Sequence[Row]
) -> Iterator[dict[str, object]]:
    """Each body with the clauses that print it; one that only issues documents stands alone."""
    duties: dict[Value, list[Row]] = defaultdict(list)
    for row in graph.read("agencies/occurrences", these):
        duties[row["agency"]].append(row)
    for row in found:
        body = {"agency": row["name"], "region": row["region_name"], "agency_id": row["agency"]}
        for duty in duties[row["agency"]] or [{}]:
            yield {**body, **{name: duty.get(name) for name in ("title", "n", "surface", "source")}}


COMMANDS = ((agencies, "agencies"),)
