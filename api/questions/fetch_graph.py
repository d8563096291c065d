"""What the graph holds: documents, agencies, campaigns, regions, years, and who has most to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from api.questions.answer import (
    AgencyRow,
    CampaignRow,
    CountsRow,
    DocumentRow,
    ParameterValue,
    RegionRow,
    YearRow,
)
from api.questions.directory import Directory
from api.questions.fetched import AT_MOST, Fetched, Fetcher, filters
from api.questions.parser import ParsedQuestion
from api.questions.rows import Counts, counts, plain
from api.questions.scope import scope
from core.rows import Row, Value, number, optional, text
from graph.labels import COUNT_COLUMNS, ROLE_WORDS
from graph.store import GraphStore

_NAMED: Final = 8
_ALL: Final = 20_000
_COUNTED: Final = 100
"""Agencies that are shown with their counts by role; each is a search of its own."""


def _contents(store: GraphStore, _: Directory, __: ParsedQuestion) -> Fetched:
    row = store.read("store/counts")[0]
    total = CountsRow.model_validate(dict(row))
    sentence = (
        f"图中有 {total.documents} 个文件、{total.tasks} 项任务、{total.agencies} 个单位（含统称）、"
        f"{total.campaigns} 个专项行动、{total.duties} 条责任分工。"
    )
    return Fetched("store/counts", {}, (total,), tasks=0, sentence=sentence)


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


def _documents(store: GraphStore, _: Directory, parsed: ParsedQuestion) -> Fetched:
    about: dict[str, Value] = {name: value for name, value in filters(parsed).items() if name != "edition"}
    if parsed.agency is not None:
        about["agency"] = parsed.agency.id
    rows = tuple(document_row(row) for row in store.read("documents/list", about | {"limit": AT_MOST}))
    who = f"写到{parsed.agency.name}（{parsed.agency.region_name}）的" if parsed.agency is not None else ""
    titles = "、".join(f"《{row.document}》" for row in rows[:_NAMED])
    more = "等" if len(rows) > _NAMED else ""
    limits = scope(parsed).removesuffix("中")
    campaign = "写到" if parsed.campaign is not None else ""
    sentence = f"{campaign}{limits}{'的' if campaign else ''}{who}文件有 {len(rows)} 个：{titles}{more}。"
    if not rows:
        sentence = f"图中没有{campaign}{limits}{'的' if campaign else ''}{who}文件。"
    return Fetched("documents/list", plain(about), rows, tasks=0, sentence=sentence)


def _agencies(store: GraphStore, _: Directory, parsed: ParsedQuestion) -> Fetched:
    parts_listed = parsed.intent.parts_listed
    busiest = parsed.intent.name != "graph_bodies"
    about: dict[str, Value] = {name: value for name, value in filters(parsed).items() if name != "edition"}
    if len(parts_listed.roles) == 1:
        about["roles"] = list[Value](parts_listed.roles)
    every = store.read("agencies/busiest", about | {"limit": _ALL})
    named = [row for row in every if row["kind"] != "collective"]
    if parts_listed.bases is not None:
        named = _of_basis(store, about, named, parts_listed.bases[0])
    shown = plain(about | ({"without": "collective"} if busiest else {}))
    if parsed.top:
        named = _first(named, parsed.top)
    rows = tuple(
        _agency_row(store, about, row, counted=at < _COUNTED) for at, row in enumerate(named[:AT_MOST])
    )
    limits = scope(parsed)
    if not rows:
        return Fetched("agencies/busiest", shown, (), tasks=0, sentence=f"{limits}没有写到单位。")
    if not busiest:
        collectives = len(every) - len(named)
        more = f"；另有统称（如“各有关部门”）{collectives} 个，不列入" if collectives else ""
        return Fetched(
            "agencies/busiest",
            shown,
            rows,
            tasks=0,
            sentence=f"{limits}有任务的单位有 {len(named)} 个{more}。",
        )
    done = parsed.intent.done
    most = number(named[0], "tasks")
    first = [row for row in named if row["tasks"] == most]
    who = "、".join(f"{row['name']}（{row['region_name']}）" for row in first[:_NAMED])
    sentence = f"{limits}{done}任务最多的是{who}：{most} 项（同一任务只计一次，不含统称）。"
    others = named[len(first) : len(first) + 4]
    if others:
        sentence += (
            "其次是"
            + "、".join(f"{row['name']}（{row['region_name']}）{row['tasks']} 项" for row in others)
            + "。"
        )
    return Fetched("agencies/busiest", shown, rows, tasks=0, sentence=sentence)


def _of_basis(store: GraphStore, about: Mapping[str, Value], named: list[Row], basis: str) -> list[Row]:
    """The agencies with their tasks of one basis only: of those that assist, those printed as 配合."""
    assisting: list[Row] = []
    narrow = {name: value for name, value in about.items() if name != "roles"}
    for row in named[:_COUNTED]:
        own = counts(store.read("agencies/tasks_by_role", {**narrow, "agency": row["agency"]}))
        tasks = sum(n for (role, why), n in own.items() if role == "assist" and why == basis)
        if tasks:
            assisting.append({**row, "tasks": tasks})
    return sorted(assisting, key=lambda row: (-number(row, "tasks"), text(row, "agency")))


def _first(named: list[Row], top: int) -> list[Row]:
    """The first so many, and those that have as many tasks as the last of them."""
    if len(named) <= top:
        return named
    least = number(named[top - 1], "tasks")
    return [row for row in named if number(row, "tasks") >= least]


def _agency_row(store: GraphStore, about: Mapping[str, Value], row: Row, *, counted: bool) -> AgencyRow:
    own: Counts = {}
    if counted:
        narrow = {name: value for name, value in about.items() if name != "roles"}
        own = counts(store.read("agencies/tasks_by_role", {**narrow, "agency": row["agency"]}))
    return AgencyRow.model_validate(
        {
            "agency_id": row["agency"],
            "agency": row["name"],
            "region": row["region_name"],
            "tasks": row["tasks"],
            **{COUNT_COLUMNS[part]: tasks for part, tasks in own.items() if part in ROLE_WORDS},
        }
    )


def _campaigns(store: GraphStore, _: Directory, parsed: ParsedQuestion) -> Fetched:
    if parsed.agency is not None:
        return _campaigns_of_agency(store, parsed)
    about: dict[str, Value] = {}
    if parsed.year is not None:
        about["year"] = parsed.year
    if parsed.region is not None:
        about["region"] = parsed.region.id
    if parsed.document is not None:
        return _campaigns_of_document(store, parsed)
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
    return Fetched("campaigns/list", plain(about), rows, tasks=0, sentence=_listing(scope(parsed), rows))


def _campaigns_of_document(store: GraphStore, parsed: ParsedQuestion) -> Fetched:
    about: dict[str, Value] = filters(parsed) | {}
    tasks: dict[str, set[str]] = {}
    first: dict[str, Row] = {}
    for row in store.read("documents/campaigns", {"document": about["document"]}):
        tasks.setdefault(text(row, "campaign"), set()).add(text(row, "task"))
        first.setdefault(text(row, "campaign"), row)
    year = parsed.document.year if parsed.document is not None else None
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
    return Fetched("documents/campaigns", shown, rows, tasks=0, sentence=_listing(scope(parsed), rows))


def _campaigns_of_agency(store: GraphStore, parsed: ParsedQuestion) -> Fetched:
    agency = parsed.agency
    if agency is None:
        raise ValueError("a reading about a body has one")
    about: dict[str, Value] = {"agency": agency.id, **filters(parsed)}
    if len(parsed.intent.parts_listed.roles) == 1:
        about["roles"] = list[Value](parsed.intent.parts_listed.roles)
    roles: dict[str, list[Row]] = {}
    for row in store.read("agencies/campaigns", about | {"limit": AT_MOST}):
        roles.setdefault(text(row, "campaign"), []).append(row)
    rows = tuple(
        CampaignRow(
            campaign_id=id,
            campaign=text(mentions[0], "name"),
            kind=text(mentions[0], "kind"),
            tasks=sum(number(row, "tasks") for row in mentions),
        )
        for id, mentions in sorted(roles.items(), key=lambda each: (text(each[1][0], "name"), each[0]))
    )
    who = f"{agency.name}（{agency.region_name}）{scope(parsed)}{parsed.intent.done}"
    return Fetched("agencies/campaigns", plain(about), rows, tasks=0, sentence=_listing(f"{who}的", rows))


def _listing(limits: str, rows: tuple[CampaignRow, ...]) -> str:
    if not rows:
        return f"{limits or '图中'}没有专项行动。"
    names = "、".join(f"“{row.campaign}”" for row in rows[:_NAMED])
    return f"{limits}专项行动有 {len(rows)} 个：{names}{'等' if len(rows) > _NAMED else ''}。"


def _regions(store: GraphStore, _: Directory, parsed: ParsedQuestion) -> Fetched:
    regions_listed = [row for row in store.read("regions/list") if row["documents"]]
    query, shown = "regions/list", {}
    if parsed.year is not None:
        loaded: dict[str, int] = {}
        for row in store.read("documents/list", {"year": parsed.year, "limit": _ALL}):
            loaded[text(row, "region")] = loaded.get(text(row, "region"), 0) + 1
        regions_listed = [
            {**row, "documents": loaded[text(row, "region")]}
            for row in regions_listed
            if row["region"] in loaded
        ]
        query, shown = "documents/list", plain({"year": parsed.year})
    rows = tuple(
        RegionRow(
            region_id=text(row, "region"),
            region=text(row, "name"),
            level=optional(row, "level"),
            documents=number(row, "documents"),
            agencies=number(row, "agencies"),
        )
        for row in sorted(regions_listed, key=lambda row: (text(row, "name"), text(row, "region")))
    )
    names = "、".join(row.region for row in rows[:_NAMED])
    sentence = f"{scope(parsed)}有文件的地区有 {len(rows)} 个：{names}{'等' if len(rows) > _NAMED else ''}。"
    return Fetched(query, shown, rows, tasks=0, sentence=sentence)


def _years(store: GraphStore, _: Directory, parsed: ParsedQuestion) -> Fetched:
    about: dict[str, Value] = {} if parsed.region is None else {"region": parsed.region.id}
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
        sentence=f"{scope(parsed)}文件的年度有 {len(rows)} 个：{years}。",
    )


def _year(row: Row, column: str) -> int | None:
    return None if row[column] is None else number(row, column)


FETCHERS: Final[Mapping[str, Fetcher]] = {
    "graph_contents": _contents,
    "graph_documents": _documents,
    "agency_documents": _documents,
    "graph_bodies": _agencies,
    "busiest": _agencies,
    "busiest_leads": _agencies,
    "busiest_assists": _agencies,
    "graph_campaigns": _campaigns,
    "agency_campaigns": _campaigns,
    "agency_campaigns_led": _campaigns,
    "graph_regions": _regions,
    "graph_years": _years,
}
