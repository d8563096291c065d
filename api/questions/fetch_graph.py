"""What the graph holds: documents, bodies, campaigns, places, years, and who has most to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from api.questions.answer import (
    BodyRow,
    CampaignRow,
    CountsRow,
    DocumentRow,
    ParameterValue,
    RegionRow,
    YearRow,
)
from api.questions.directory import Directory
from api.questions.fetch import AT_MOST, Fetched, filters
from api.questions.parser import Reading
from api.questions.rows import Counts, counts, plain
from api.questions.scope import scope
from api.service.labels import COUNT_COLUMNS, ROLE_WORDS
from core.rows import Row, Value, number, optional, text
from graph.store import GraphStore

_NAMED: Final = 8
_ALL: Final = 20_000
_COUNTED: Final = 100
"""Bodies that are shown with their counts by role; each is a search of its own."""


def _contents(store: GraphStore, _: Directory, __: Reading) -> Fetched:
    row = store.read("store/counts")[0]
    held = CountsRow.model_validate(dict(row))
    said = (
        f"图中有 {held.documents} 个文件、{held.tasks} 项任务、{held.agencies} 个单位（含统称）、"
        f"{held.campaigns} 个专项行动、{held.duties} 条责任分工。"
    )
    return Fetched("store/counts", {}, (held,), tasks=0, said=said)


def document_row(row: Row) -> DocumentRow:
    """A document, from a row of documents/list or documents/get."""
    return DocumentRow.model_validate(
        {
            "document_id": row["document"],
            "document": row["title"],
            "region": row["region_name"],
            **{
                name: row[name]
                for name in (
                    *("doc_number", "issuer", "year", "issued_on", "draft", "tasks", "agencies", "campaigns"),
                )
            },
        }
    )


def _documents(store: GraphStore, _: Directory, reading: Reading) -> Fetched:
    about: dict[str, Value] = {name: value for name, value in filters(reading).items() if name != "edition"}
    if reading.body is not None:
        about["agency"] = reading.body.id
    rows = tuple(document_row(row) for row in store.read("documents/list", about | {"limit": AT_MOST}))
    who = f"写到{reading.body.name}（{reading.body.region_name}）的" if reading.body is not None else ""
    titles = "、".join(f"《{row.document}》" for row in rows[:_NAMED])
    more = "等" if len(rows) > _NAMED else ""
    limits = scope(reading).removesuffix("中")
    campaign = "写到" if reading.operation is not None else ""
    said = f"{campaign}{limits}{'的' if campaign else ''}{who}文件有 {len(rows)} 个：{titles}{more}。"
    if not rows:
        said = f"图中没有{campaign}{limits}{'的' if campaign else ''}{who}文件。"
    return Fetched("documents/list", plain(about), rows, tasks=0, said=said)


def _bodies(store: GraphStore, _: Directory, reading: Reading) -> Fetched:
    asked = reading.intent.asked
    busiest = reading.intent.name != "graph_bodies"
    about: dict[str, Value] = {name: value for name, value in filters(reading).items() if name != "edition"}
    if len(asked.roles) == 1:
        about["roles"] = list[Value](asked.roles)
    every = store.read("agencies/busiest", about | {"limit": _ALL})
    named = [row for row in every if row["kind"] != "collective"]
    if asked.bases is not None:
        named = _of_basis(store, about, named, asked.bases[0])
    shown = plain(about | ({"without": "collective"} if busiest else {}))
    if reading.top:
        named = _first(named, reading.top)
    rows = tuple(
        _body_row(store, about, row, counted=at < _COUNTED) for at, row in enumerate(named[:AT_MOST])
    )
    limits = scope(reading)
    if not rows:
        return Fetched("agencies/busiest", shown, (), tasks=0, said=f"{limits}没有写到单位。")
    if not busiest:
        collectives = len(every) - len(named)
        more = f"；另有统称（如“各有关部门”）{collectives} 个，不列入" if collectives else ""
        return Fetched(
            "agencies/busiest", shown, rows, tasks=0, said=f"{limits}有任务的单位有 {len(named)} 个{more}。"
        )
    done = reading.intent.done
    most = number(named[0], "tasks")
    first = [row for row in named if row["tasks"] == most]
    who = "、".join(f"{row['name']}（{row['region_name']}）" for row in first[:_NAMED])
    said = f"{limits}{done}任务最多的是{who}：{most} 项（同一任务只计一次，不含统称）。"
    others = named[len(first) : len(first) + 4]
    if others:
        said += (
            "其次是"
            + "、".join(f"{row['name']}（{row['region_name']}）{row['tasks']} 项" for row in others)
            + "。"
        )
    return Fetched("agencies/busiest", shown, rows, tasks=0, said=said)


def _of_basis(store: GraphStore, about: Mapping[str, Value], named: list[Row], basis: str) -> list[Row]:
    """The bodies with their tasks of one basis only: of those that assist, those printed as 配合."""
    found: list[Row] = []
    given = {name: value for name, value in about.items() if name != "roles"}
    for row in named[:_COUNTED]:
        own = counts(store.read("agencies/tasks_by_role", {**given, "agency": row["agency"]}))
        tasks = sum(n for (role, why), n in own.items() if role == "assist" and why == basis)
        if tasks:
            found.append({**row, "tasks": tasks})
    return sorted(found, key=lambda row: (-number(row, "tasks"), text(row, "agency")))


def _first(named: list[Row], top: int) -> list[Row]:
    """The first so many, and those that have as many tasks as the last of them."""
    if len(named) <= top:
        return named
    least = number(named[top - 1], "tasks")
    return [row for row in named if number(row, "tasks") >= least]


def _body_row(store: GraphStore, about: Mapping[str, Value], row: Row, *, counted: bool) -> BodyRow:
    own: Counts = {}
    if counted:
        given = {name: value for name, value in about.items() if name != "roles"}
        own = counts(store.read("agencies/tasks_by_role", {**given, "agency": row["agency"]}))
    return BodyRow.model_validate(
        {
            "agency_id": row["agency"],
            "agency": row["name"],
            "region": row["region_name"],
            "tasks": row["tasks"],
            **{COUNT_COLUMNS[held]: tasks for held, tasks in own.items() if held in ROLE_WORDS},
        }
    )


def _campaigns(store: GraphStore, _: Directory, reading: Reading) -> Fetched:
    if reading.body is not None:
        return _campaigns_of_body(store, reading)
    about: dict[str, Value] = {}
    if reading.year is not None:
        about["year"] = reading.year
    if reading.place is not None:
        about["region"] = reading.place.id
    if reading.paper is not None:
        return _campaigns_of_paper(store, reading)
    rows = tuple(
        CampaignRow(
            campaign_id=text(row, "campaign"),
            campaign=text(row, "name"),
            kind=text(row, "kind"),
            tasks=number(row, "tasks"),
            first_year=_year(row, "first_year"),
            last_year=_year(row, "last_year"),
        )
        for row in store.read("campaigns/list", about | {"limit": AT_MOST})
    )
    return Fetched("campaigns/list", plain(about), rows, tasks=0, said=_told(scope(reading), rows))


def _campaigns_of_paper(store: GraphStore, reading: Reading) -> Fetched:
    about: dict[str, Value] = filters(reading) | {}
    tasks: dict[str, set[str]] = {}
    first: dict[str, Row] = {}
    for row in store.read("documents/campaigns", {"document": about["document"]}):
        tasks.setdefault(text(row, "campaign"), set()).add(text(row, "task"))
        first.setdefault(text(row, "campaign"), row)
    year = reading.paper.year if reading.paper is not None else None
    rows = tuple(
        CampaignRow(
            campaign_id=id,
            campaign=text(row, "name"),
            kind=text(row, "kind"),
            tasks=len(tasks[id]),
            first_year=year,
            last_year=year,
        )
        for id, row in sorted(first.items(), key=lambda each: (text(each[1], "name"), each[0]))
    )
    shown: dict[str, ParameterValue] = {"document": str(about["document"])}
    return Fetched("documents/campaigns", shown, rows, tasks=0, said=_told(scope(reading), rows))


def _campaigns_of_body(store: GraphStore, reading: Reading) -> Fetched:
    body = reading.body
    if body is None:
        raise ValueError("a reading about a body has one")
    about: dict[str, Value] = {"agency": body.id, **filters(reading)}
    if len(reading.intent.asked.roles) == 1:
        about["roles"] = list[Value](reading.intent.asked.roles)
    roles: dict[str, list[Row]] = {}
    for row in store.read("agencies/campaigns", about | {"limit": AT_MOST}):
        roles.setdefault(text(row, "campaign"), []).append(row)
    rows = tuple(
        CampaignRow(
            campaign_id=id,
            campaign=text(held[0], "name"),
            kind=text(held[0], "kind"),
            tasks=sum(number(row, "tasks") for row in held),
        )
        for id, held in sorted(roles.items(), key=lambda each: (text(each[1][0], "name"), each[0]))
    )
    who = f"{body.name}（{body.region_name}）{scope(reading)}{reading.intent.done}"
    return Fetched("agencies/campaigns", plain(about), rows, tasks=0, said=_told(f"{who}的", rows))


def _told(limits: str, rows: tuple[CampaignRow, ...]) -> str:
    if not rows:
        return f"{limits or '图中'}没有专项行动。"
    names = "、".join(f"“{row.campaign}”" for row in rows[:_NAMED])
    return f"{limits}专项行动有 {len(rows)} 个：{names}{'等' if len(rows) > _NAMED else ''}。"


def _regions(store: GraphStore, _: Directory, reading: Reading) -> Fetched:
    found = [row for row in store.read("regions/list") if row["documents"]]
    query, shown = "regions/list", {}
    if reading.year is not None:
        held: dict[str, int] = {}
        for row in store.read("documents/list", {"year": reading.year, "limit": _ALL}):
            held[text(row, "region")] = held.get(text(row, "region"), 0) + 1
        found = [{**row, "documents": held[text(row, "region")]} for row in found if row["region"] in held]
        query, shown = "documents/list", plain({"year": reading.year})
    rows = tuple(
        RegionRow(
            region_id=text(row, "region"),
            region=text(row, "name"),
            level=optional(row, "level"),
            documents=number(row, "documents"),
            agencies=number(row, "agencies"),
        )
        for row in sorted(found, key=lambda row: (text(row, "name"), text(row, "region")))
    )
    names = "、".join(row.region for row in rows[:_NAMED])
    said = f"{scope(reading)}有文件的地区有 {len(rows)} 个：{names}{'等' if len(rows) > _NAMED else ''}。"
    return Fetched(query, shown, rows, tasks=0, said=said)


def _years(store: GraphStore, _: Directory, reading: Reading) -> Fetched:
    about: dict[str, Value] = {} if reading.place is None else {"region": reading.place.id}
    rows = tuple(
        YearRow(year=_year(row, "year"), documents=number(row, "documents"))
        for row in store.read("documents/years", about)
    )
    years = "、".join(f"{row.year}年" if row.year is not None else "（没有年度）" for row in rows)
    return Fetched(
        "documents/years",
        plain(about),
        rows,
        tasks=0,
        said=f"{scope(reading)}文件的年度有 {len(rows)} 个：{years}。",
    )


def _year(row: Row, column: str) -> int | None:
    return None if row[column] is None else number(row, column)


FETCHED: Final[Mapping[str, Callable[[GraphStore, Directory, Reading], Fetched]]] = {
    "graph_contents": _contents,
    "graph_documents": _documents,
    "agency_documents": _documents,
    "graph_bodies": _bodies,
    "busiest": _bodies,
    "busiest_leads": _bodies,
    "busiest_assists": _bodies,
    "graph_campaigns": _campaigns,
    "agency_campaigns": _campaigns,
    "agency_campaigns_led": _campaigns,
    "graph_regions": _regions,
    "graph_years": _years,
}
