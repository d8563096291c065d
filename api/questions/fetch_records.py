"""One document: its facts and citations. One agency: its partners, its tasks in two years side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from api.questions.answer import ChangedTaskRow, CitationRow, EditionRow, PartnerRow
from api.questions.directory import Agency, Directory, Document
from api.questions.documents import plain as plain_title
from api.questions.fetch_graph import document_row
from api.questions.fetched import AT_MOST, Fetched, Fetcher, filters, merged, required
from api.questions.parser import ParsedQuestion
from api.questions.rows import Counts, counts, duty_of, part, plain
from api.questions.scope import scope
from core.folding import fold
from core.rows import Row, Value, number, optional, text
from graph.labels import ROLE_WORDS, role_order
from graph.records import ROLES
from graph.store import GraphStore

_NAMED: Final = 6


def _facts(store: GraphStore, _: Directory, parsed: ParsedQuestion) -> Fetched:
    document = required(parsed.document)
    about: dict[str, Value] = {"document": document.id}
    row = document_row(store.read("documents/get", about)[0])
    lacking = "（没有印出）"
    year = f"，{row.year}年度" if row.year is not None else ""
    sentence = (
        f"{document.name}：发文字号 {row.doc_number or lacking}；发文机关 {row.issuer or lacking}；"
        f"成文日期 {row.issued_on or lacking}；{row.region}{year}；"
        f"{row.tasks} 项任务，写到 {row.agencies} 个单位、{row.campaigns} 个专项行动。"
    )
    return Fetched("documents/get", plain(about), (row,), tasks=0, sentence=sentence)


def _cites(store: GraphStore, directory: Directory, parsed: ParsedQuestion) -> Fetched:
    document = required(parsed.document)
    about: dict[str, Value] = {"document": document.id}
    loaded = _keys(directory.documents)
    rows = tuple(
        _citation(document, row, cited=text(row, "cited"), loaded=bool(row["loaded"]) or _key(row) in loaded)
        for row in store.read("documents/cites", about)
        if "废止" not in parsed.question or row["relation"] == "废止"
    )
    named = "；".join(f"{row.relation or '提到'} {_called(row)}" for row in rows[:_NAMED])
    sentence = f"{document.name}引用的文件有 {len(rows)} 个：{named}{'等' if len(rows) > _NAMED else ''}。"
    return Fetched(
        "documents/cites",
        plain(about),
        rows,
        tasks=0,
        sentence=sentence if rows else f"{document.name}没有写到别的文件。",
    )


def _keys(documents: tuple[Document, ...]) -> set[str]:
    loaded = [document for document in documents if document.loaded]
    return {plain_title(key) for document in loaded for key in (document.title, document.number) if key}


def _key(row: Row) -> str:
    return plain_title(optional(row, "doc_number") or optional(row, "title") or "")


def _citation(document: Document, row: Row, *, cited: str, loaded: bool) -> CitationRow:
    start, end = number(row, "span_start"), number(row, "span_end")
    return CitationRow(
        document_id=document.id,
        document=document.title,
        relation=optional(row, "relation"),
        cited_id=cited,
        cited=optional(row, "title"),
        cited_number=optional(row, "doc_number"),
        loaded=loaded,
        surface=text(row, "surface"),
        url=f"/api/v1/documents/{document.id}/text?start={start}&end={end}",
    )


def _called(row: CitationRow) -> str:
    return (
        f"《{row.cited}》" + (f"（{row.cited_number}）" if row.cited_number else "")
        if row.cited
        else row.cited_number or ""
    )


def _cited_by(store: GraphStore, directory: Directory, parsed: ParsedQuestion) -> Fetched:
    """A document may be in the graph twice, loaded and as cited: all of its number or title are read."""
    document = required(parsed.document)
    same = [
        each
        for each in directory.documents
        if each.id == document.id
        or (document.number and each.number and plain_title(each.number) == plain_title(document.number))
        or (document.title and each.title and plain_title(each.title) == plain_title(document.title))
    ]
    rows = tuple(
        CitationRow(
            document_id=text(row, "document"),
            document=optional(row, "title"),
            relation=optional(row, "relation"),
            cited_id=each.id,
            cited=each.title or document.title,
            cited_number=each.number or document.number,
            loaded=document.loaded,
            surface=text(row, "surface"),
            url=f"/api/v1/documents/{row['document']}/text?start={row['span_start']}&end={row['span_end']}",
        )
        for each in same
        for row in store.read("documents/cited_by", {"document": each.id})
    )
    named = "、".join(f"《{row.document}》（{row.relation or '提到'}）" for row in rows[:_NAMED])
    sentence = (
        f"写到{document.name}的文件有 {len(rows)} 个：{named}。"
        if rows
        else f"图中没有文件写到{document.name}。"
    )
    shown: dict[str, Value] = {
        "document": list[Value](each.id for each in same) if len(same) > 1 else document.id
    }
    return Fetched("documents/cited_by", plain(shown), rows, tasks=0, sentence=sentence)


def _partners(store: GraphStore, _: Directory, parsed: ParsedQuestion) -> Fetched:
    agency, intent = required(parsed.agency), parsed.intent
    about: dict[str, Value] = {"agency": agency.id, **filters(parsed), "without": "collective"}
    if intent.parts_listed.roles != ROLES:
        about["roles"] = list[Value](intent.parts_listed.roles)
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
    name = f"{agency.name}（{agency.region_name}）"
    what = {
        "agency_partners": f"和{name}都有职责的",
        "agency_helpers": f"在{name}牵头的任务中承担责任或配合的",
        "agency_helped": f"牵头{name}参与（责任、配合）的任务的",
    }[intent.name]
    if not rows:
        return Fetched(
            "agencies/partners", plain(about), (), tasks=0, sentence=f"{scope(parsed)}没有{what}单位。"
        )
    most = [row for row in rows if row.tasks == rows[0].tasks]
    first = "、".join(f"{row.agency}（{row.region}）" for row in most[:_NAMED])
    rest = "、".join(f"{row.agency} {row.tasks} 项" for row in rows[len(most) : len(most) + 4])
    sentence = (
        f"{scope(parsed)}{what}单位有 {len(rows)} 个（不含统称），最多的是{first}：{rows[0].tasks} 项。"
    )
    return Fetched(
        "agencies/partners",
        plain(about),
        rows,
        tasks=0,
        sentence=sentence + (f"其次是{rest}。" if rest else ""),
    )


def _editions(store: GraphStore, _: Directory, parsed: ParsedQuestion) -> Fetched:
    campaign = required(parsed.campaign)
    about: dict[str, Value] = {"campaign": campaign.id}
    rows = tuple(
        EditionRow(
            campaign_id=campaign.id,
            campaign=campaign.name,
            year=None if row["year"] is None else number(row, "year"),
            region=text(row, "region_name"),
            edition=optional(row, "edition"),
            tasks=number(row, "tasks"),
        )
        for row in store.read("campaigns/years", about)
        if (parsed.year is None or row["year"] == parsed.year)
        and (parsed.region is None or row["region"] == parsed.region.id)
    )
    years = sorted({row.year for row in rows if row.year is not None})
    regions = list(dict.fromkeys(row.region for row in rows))
    sentence = (
        f"“{campaign.name}”专项行动见于 {len(years)} 个年度（{'、'.join(f'{year}年' for year in years)}）、"
        f"{len(regions)} 个地区（{'、'.join(regions)}）的文件。"
    )
    if not rows:
        sentence = f"{scope(parsed)}没有这个专项行动的任务。"
    return Fetched("campaigns/years", plain(about), rows, tasks=0, sentence=sentence)


@dataclass(frozen=True, slots=True)
class _Side:
    """One of two that are compared: how it is called, and what narrows an agency's tasks to it."""

    name: str
    narrow: Mapping[str, Value]


def _changes(store: GraphStore, directory: Directory, parsed: ParsedQuestion) -> Fetched:
    """The tasks of two years or documents side by side.

    Equal words are the same task; what differs is only said to.
    """
    agency = required(parsed.agency)
    name = f"{agency.name}（{agency.region_name}）"
    sides = _sides(store, parsed, agency)
    if sides is None:
        sentence = f"{name}的任务只见于一个年度的文件，没有可以对照的另一个年度。"
        return Fetched("agencies/tasks", plain({"agency": agency.id}), (), tasks=0, sentence=sentence)
    both = [store.read("agencies/tasks", {**side.narrow, "limit": AT_MOST}) for side in sides]
    words = [{fold(str(row["text"])) for row in rows} for rows in both]
    unit = "份文件" if parsed.compared else "年"
    rows: list[ChangedTaskRow] = []
    tallies: list[str] = []
    for side, side_rows, others in zip(sides, both, reversed(words), strict=True):
        for row in sorted(side_rows, key=lambda row: role_order(*part(row))):
            seen = f"两{unit}都有" if fold(str(row["text"])) in others else f"只见于{side.name}"
            rows.append(ChangedTaskRow.model_validate({**duty_of(agency, row).model_dump(), "seen": seen}))
        tally = counts(store.read("agencies/tasks_by_role", side.narrow))
        tallies.append(f"{side.name}{_tally(tally) or '没有任务'}")
    same = len(words[0] & words[1])
    sentence = f"{name}：{'；'.join(tallies)}。两{unit}文字相同的任务 {same} 项，其余各自只见于一{unit}。"
    lacking = [f"{year}年" for year in parsed.years or () if year not in directory.years]
    if lacking:
        sentence += (
            f"图中没有{'、'.join(lacking)}的文件；"
            f"已有的年度是{'、'.join(f'{year}年' for year in directory.years)}。"
        )
    elif not both[0] and not both[1]:
        sentence = (
            f"{name}在{sides[0].name}和{sides[1].name}{'' if parsed.compared else '的文件'}中都没有任务。"
        )
    elif not both[0] or not both[1]:
        sentence += "没有任务的那一边，可能是机构名称不同，可以问“后来变成了什么”。"
    shown = merged([plain(side.narrow) for side in sides])
    return Fetched("agencies/tasks", shown, tuple(rows), tasks=len(rows), sentence=sentence)


def _sides(store: GraphStore, parsed: ParsedQuestion, agency: Agency) -> tuple[_Side, _Side] | None:
    """The two documents or years that are named, else the agency's first and last year."""
    about: dict[str, Value] = {"agency": agency.id}
    if parsed.compared is not None:
        first, second = (
            _Side(document.name, {**about, "document": document.id}) for document in parsed.compared
        )
        return first, second
    years = parsed.years or _first_and_last(store, agency)
    if years is None:
        return None
    about |= _region_filter(parsed)
    first, second = (_Side(f"{year}年", {**about, "year": year}) for year in years)
    return first, second


def _region_filter(parsed: ParsedQuestion) -> dict[str, Value]:
    return {} if parsed.region is None else {"region": parsed.region.id}


def _first_and_last(store: GraphStore, agency: Agency) -> tuple[int, int] | None:
    years = [
        number(row, "year") for row in store.read("agencies/by_year", {"agency": agency.id}) if row["year"]
    ]
    return (min(years), max(years)) if len(set(years)) > 1 else None


def _tally(tally: Counts) -> str:
    return "、".join(f"{words} {tally[part]} 项" for part, words in ROLE_WORDS.items() if tally.get(part))


FETCHERS: Final[Mapping[str, Fetcher]] = {
    "document_facts": _facts,
    "document_cites": _cites,
    "document_cited_by": _cited_by,
    "agency_partners": _partners,
    "agency_helpers": _partners,
    "agency_helped": _partners,
    "agency_changes": _changes,
    "campaign_years": _editions,
}
