"""One document: its facts and citations. One body: its partners, its tasks in two years side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from api.questions.answer import ChangedTaskRow, CitationRow, EditionRow, PartnerRow
from api.questions.directory import Body, Directory, Paper
from api.questions.documents import plain as plain_title
from api.questions.fetch import AT_MOST, Fetched, filters, given, merged
from api.questions.fetch_graph import document_row
from api.questions.parser import Reading
from api.questions.rows import Counts, counts, duty_of, part, plain
from api.questions.scope import scope
from api.service.labels import ROLE_WORDS, role_order
from core.folding import fold
from core.rows import Row, Value, number, optional, text
from graph.records import ROLES
from graph.store import GraphStore

_NAMED: Final = 6


def _facts(store: GraphStore, _: Directory, reading: Reading) -> Fetched:
    paper = given(reading.paper)
    about: dict[str, Value] = {"document": paper.id}
    row = document_row(store.read("documents/get", about)[0])
    lacking = "（没有印出）"
    year = f"，{row.year}年度" if row.year is not None else ""
    said = (
        f"{paper.name}：发文字号 {row.doc_number or lacking}；发文机关 {row.issuer or lacking}；"
        f"成文日期 {row.issued_on or lacking}；{row.region}{year}；"
        f"{row.tasks} 项任务，写到 {row.agencies} 个单位、{row.campaigns} 个专项行动。"
    )
    return Fetched("documents/get", plain(about), (row,), tasks=0, said=said)


def _cites(store: GraphStore, directory: Directory, reading: Reading) -> Fetched:
    paper = given(reading.paper)
    about: dict[str, Value] = {"document": paper.id}
    loaded = _keys(directory.papers)
    rows = tuple(
        _citation(paper, row, cited=text(row, "cited"), loaded=bool(row["loaded"]) or _key(row) in loaded)
        for row in store.read("documents/cites", about)
        if "废止" not in reading.question or row["relation"] == "废止"
    )
    named = "；".join(f"{row.relation or '提到'} {_called(row)}" for row in rows[:_NAMED])
    said = f"{paper.name}引用的文件有 {len(rows)} 个：{named}{'等' if len(rows) > _NAMED else ''}。"
    return Fetched(
        "documents/cites",
        plain(about),
        rows,
        tasks=0,
        said=said if rows else f"{paper.name}没有写到别的文件。",
    )


def _keys(papers: tuple[Paper, ...]) -> set[str]:
    loaded = [paper for paper in papers if paper.loaded]
    return {plain_title(key) for paper in loaded for key in (paper.title, paper.number) if key}


def _key(row: Row) -> str:
    return plain_title(optional(row, "doc_number") or optional(row, "title") or "")


def _citation(paper: Paper, row: Row, *, cited: str, loaded: bool) -> CitationRow:
    start, end = number(row, "span_start"), number(row, "span_end")
    return CitationRow(
        document_id=paper.id,
        document=paper.title,
        relation=optional(row, "relation"),
        cited_id=cited,
        cited=optional(row, "title"),
        cited_number=optional(row, "doc_number"),
        loaded=loaded,
        surface=text(row, "surface"),
        url=f"/api/v1/documents/{paper.id}/text?start={start}&end={end}",
    )


def _called(row: CitationRow) -> str:
    return (
        f"《{row.cited}》" + (f"（{row.cited_number}）" if row.cited_number else "")
        if row.cited
        else row.cited_number or ""
    )


def _cited_by(store: GraphStore, directory: Directory, reading: Reading) -> Fetched:
    """A document may be in the graph twice, loaded and as cited: all of its number or title are read."""
    paper = given(reading.paper)
    same = [
        one
        for one in directory.papers
        if one.id == paper.id
        or (paper.number and one.number and plain_title(one.number) == plain_title(paper.number))
        or (paper.title and one.title and plain_title(one.title) == plain_title(paper.title))
    ]
    rows = tuple(
        CitationRow(
            document_id=text(row, "document"),
            document=optional(row, "title"),
            relation=optional(row, "relation"),
            cited_id=one.id,
            cited=one.title or paper.title,
            cited_number=one.number or paper.number,
            loaded=paper.loaded,
            surface=text(row, "surface"),
            url=f"/api/v1/documents/{row['document']}/text?start={row['span_start']}&end={row['span_end']}",
        )
        for one in same
        for row in store.read("documents/cited_by", {"document": one.id})
    )
    named = "、".join(f"《{row.document}》（{row.relation or '提到'}）" for row in rows[:_NAMED])
    said = (
        f"写到{paper.name}的文件有 {len(rows)} 个：{named}。" if rows else f"图中没有文件写到{paper.name}。"
    )
    shown: dict[str, Value] = {"document": list[Value](one.id for one in same) if len(same) > 1 else paper.id}
    return Fetched("documents/cited_by", plain(shown), rows, tasks=0, said=said)


def _partners(store: GraphStore, _: Directory, reading: Reading) -> Fetched:
    body, intent = given(reading.body), reading.intent
    about: dict[str, Value] = {"agency": body.id, **filters(reading), "without": "collective"}
    if intent.asked.roles != ROLES:
        about["roles"] = list[Value](intent.asked.roles)
    if intent.partner is not None:
        about["partner_roles"] = list[Value](intent.partner.roles)
    rows = tuple(
        PartnerRow(
            agency_id=text(row, "partner"),
            agency=text(row, "name"),
            region=text(row, "region_name"),
            tasks=number(row, "tasks"),
        )
        for row in store.read("agencies/partners", about | {"limit": AT_MOST})
    )
    name = f"{body.name}（{body.region_name}）"
    what = {
        "agency_partners": f"和{name}都有职责的",
        "agency_helpers": f"在{name}牵头的任务中承担责任或配合的",
        "agency_helped": f"牵头{name}参与（责任、配合）的任务的",
    }[intent.name]
    if not rows:
        return Fetched(
            "agencies/partners", plain(about), (), tasks=0, said=f"{scope(reading)}没有{what}单位。"
        )
    most = [row for row in rows if row.tasks == rows[0].tasks]
    first = "、".join(f"{row.agency}（{row.region}）" for row in most[:_NAMED])
    rest = "、".join(f"{row.agency} {row.tasks} 项" for row in rows[len(most) : len(most) + 4])
    said = f"{scope(reading)}{what}单位有 {len(rows)} 个（不含统称），最多的是{first}：{rows[0].tasks} 项。"
    return Fetched(
        "agencies/partners", plain(about), rows, tasks=0, said=said + (f"其次是{rest}。" if rest else "")
    )


def _editions(store: GraphStore, _: Directory, reading: Reading) -> Fetched:
    operation = given(reading.operation)
    about: dict[str, Value] = {"campaign": operation.id}
    rows = tuple(
        EditionRow(
            campaign_id=operation.id,
            campaign=operation.name,
            year=None if row["year"] is None else number(row, "year"),
            region=text(row, "region_name"),
            edition=optional(row, "edition"),
            tasks=number(row, "tasks"),
        )
        for row in store.read("campaigns/years", about)
        if (reading.year is None or row["year"] == reading.year)
        and (reading.place is None or row["region"] == reading.place.id)
    )
    years = sorted({row.year for row in rows if row.year is not None})
    regions = list(dict.fromkeys(row.region for row in rows))
    said = (
        f"“{operation.name}”专项行动见于 {len(years)} 个年度（{'、'.join(f'{year}年' for year in years)}）、"
        f"{len(regions)} 个地区（{'、'.join(regions)}）的文件。"
    )
    if not rows:
        said = f"{scope(reading)}没有这个专项行动的任务。"
    return Fetched("campaigns/years", plain(about), rows, tasks=0, said=said)


@dataclass(frozen=True, slots=True)
class _Side:
    """One of two that are compared: how it is called, and what narrows a body's tasks to it."""

    name: str
    narrow: Mapping[str, Value]


def _changes(store: GraphStore, directory: Directory, reading: Reading) -> Fetched:
    """The tasks of two years or documents side by side.

    Equal words are the same task; what differs is only said to.
    """
    body = given(reading.body)
    name = f"{body.name}（{body.region_name}）"
    sides = _sides(store, reading, body)
    if sides is None:
        said = f"{name}的任务只见于一个年度的文件，没有可以对照的另一个年度。"
        return Fetched("agencies/tasks", plain({"agency": body.id}), (), tasks=0, said=said)
    held = [store.read("agencies/tasks", {**side.narrow, "limit": AT_MOST}) for side in sides]
    words = [{fold(str(row["text"])) for row in rows} for rows in held]
    one = "份文件" if reading.compared else "年"
    rows: list[ChangedTaskRow] = []
    told: list[str] = []
    for side, found, others in zip(sides, held, reversed(words), strict=True):
        for row in sorted(found, key=lambda row: role_order(*part(row))):
            seen = f"两{one}都有" if fold(str(row["text"])) in others else f"只见于{side.name}"
            rows.append(ChangedTaskRow.model_validate({**duty_of(body, row).model_dump(), "seen": seen}))
        tally = counts(store.read("agencies/tasks_by_role", side.narrow))
        told.append(f"{side.name}{_tally(tally) or '没有任务'}")
    same = len(words[0] & words[1])
    said = f"{name}：{'；'.join(told)}。两{one}文字相同的任务 {same} 项，其余各自只见于一{one}。"
    lacking = [f"{year}年" for year in reading.years or () if year not in directory.years]
    if lacking:
        said += (
            f"图中没有{'、'.join(lacking)}的文件；"
            f"已有的年度是{'、'.join(f'{year}年' for year in directory.years)}。"
        )
    elif not held[0] and not held[1]:
        said = f"{name}在{sides[0].name}和{sides[1].name}{'' if reading.compared else '的文件'}中都没有任务。"
    elif not held[0] or not held[1]:
        said += "没有任务的那一边，可能是机构名称不同，可以问“后来变成了什么”。"
    shown = merged([plain(side.narrow) for side in sides])
    return Fetched("agencies/tasks", shown, tuple(rows), tasks=len(rows), said=said)


def _sides(store: GraphStore, reading: Reading, body: Body) -> tuple[_Side, _Side] | None:
    """The two documents or years that are named, else the body's first and last year."""
    about: dict[str, Value] = {"agency": body.id}
    if reading.compared is not None:
        first, second = (_Side(paper.name, {**about, "document": paper.id}) for paper in reading.compared)
        return first, second
    years = reading.years or _first_and_last(store, body)
    if years is None:
        return None
    about |= _place(reading)
    first, second = (_Side(f"{year}年", {**about, "year": year}) for year in years)
    return first, second


def _place(reading: Reading) -> dict[str, Value]:
    return {} if reading.place is None else {"region": reading.place.id}


def _first_and_last(store: GraphStore, body: Body) -> tuple[int, int] | None:
    years = [
        number(row, "year") for row in store.read("agencies/by_year", {"agency": body.id}) if row["year"]
    ]
    return (min(years), max(years)) if len(set(years)) > 1 else None


def _tally(tally: Counts) -> str:
    return "、".join(f"{words} {tally[held]} 项" for held, words in ROLE_WORDS.items() if tally.get(held))


FETCHED: Final[Mapping[str, Callable[[GraphStore, Directory, Reading], Fetched]]] = {
    "document_facts": _facts,
    "document_cites": _cites,
    "document_cited_by": _cited_by,
    "agency_partners": _partners,
    "agency_helpers": _partners,
    "agency_helped": _partners,
    "agency_changes": _changes,
    "campaign_years": _editions,
}
