"""Small documents for the tests of the graph, told in a line a task."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.folding import searched
from graph.records import (
    Agency,
    AgencyKind,
    Basis,
    Campaign,
    CampaignKind,
    Citation,
    Document,
    DocumentGraph,
    Duty,
    Enrolment,
    Region,
    Role,
    System,
    Task,
    node_id,
    sort_key,
)

PROVINCE = Region(id=node_id("r", "410000"), name="河原省", level="省", code="410000")
CITY = Region(id=node_id("r", "410100"), name="云州市", level="市", code="410100", part_of=PROVINCE.id)
TOWN = Region(id=node_id("r", "云州市东湖镇"), name="东湖镇", level="乡", code=None, part_of=CITY.id)
OTHER_CITY = Region(id=node_id("r", "410200"), name="安河市", level="市", code="410200", part_of=PROVINCE.id)
NOTED = '[{"severity":"warning","code":"unread_words","message":"请核对","start":0,"end":1}]'
REGIONS = {region.id: region for region in (PROVINCE, CITY, TOWN, OTHER_CITY)}


@dataclass(frozen=True, slots=True)
class Body:
    """A body as one document brings it."""

    name: str
    region: Region = CITY
    aliases: tuple[str, ...] = ()
    kind: AgencyKind = "government"
    level: str | None = "市"
    system: str | None = None

    @property
    def id(self) -> str:
        return node_id("a", self.region.id, self.name)


@dataclass(frozen=True, slots=True)
class Line:
    """A task: its words, its bodies with their roles, its campaigns."""

    words: str
    bodies: tuple[tuple[Body, Role], ...] = ()
    campaigns: tuple[str, ...] = ()
    campaign_kind: CampaignKind = "code"


def plan(
    title: str,
    lines: Sequence[Line],
    *,
    region: Region = CITY,
    year: int = 2023,
    cites: Sequence[str] = (),
    issued_by: Sequence[Body] = (),
) -> DocumentGraph:
    """The records of a document with these tasks."""
    id_ = document_id(title, region, year)
    tasks: list[Task] = []
    duties: list[Duty] = []
    enrolments: list[Enrolment] = []
    agencies = {agency.id: agency for agency in issued_by}
    campaigns: dict[str, Campaign] = {}
    text = ""
    for n, line in enumerate(lines, start=1):
        clause = f"（{'、'.join(agency.name for agency, _ in line.bodies)}）"
        start, clause_start = len(text), len(text) + len(line.words)
        text += line.words + clause
        equal = [task for task in tasks if task.text == line.words]
        task = node_id("t", id_, line.words, str(len(equal)))
        tasks.append(
            Task(
                id=task,
                sort_key=f"{id_}-{n:05d}",
                document=id_,
                region=region.id,
                year=year,
                n=n,
                number=f"{n}.",
                path=("一、重点任务", f"{n}."),
                text=line.words,
                search=searched(line.words),
                clause=clause,
                deadline=None,
                due_kind="none",
                due_from=None,
                due_on=None,
                due_ongoing=False,
                repeats=equal[0].id if equal else None,
                span_start=start,
                span_end=clause_start,
                clause_start=clause_start,
                clause_end=len(text),
            )
        )
        at = clause_start + 1
        for position, (agency, role) in enumerate(line.bodies, start=1):
            agencies[agency.id] = agency
            basis: Basis | None = "named" if role == "lead" else "duty" if role == "assist" else None
            duties.append(
                Duty(
                    agency=agency.id,
                    task=task,
                    role=role,
                    basis=basis,
                    verb="负责",
                    form="bracketed",
                    surface=agency.name,
                    span_start=at,
                    span_end=at + len(agency.name),
                    position=position,
                    listed=len(line.bodies),
                )
            )
            at += len(agency.name) + 1
        for name in line.campaigns:
            key = node_id("c", name)
            campaigns[key] = Campaign(
                id=key, sort_key=sort_key(key, name), name=name, kind=line.campaign_kind
            )
            enrolments.append(
                Enrolment(
                    task=task,
                    campaign=key,
                    edition=str(year),
                    surface=name,
                    span_start=start,
                    span_end=start + 1,
                )
            )
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    graph = DocumentGraph(
        document=Document(
            id=id_,
            sort_key=sort_key(id_, str(year), region.code or "", title),
            title=title,
            doc_number=None,
            draft=None,
            region=region.id,
            issuer=None,
            issuers=tuple(agency.name for agency in issued_by),
            level=region.level,
            year=year,
            period=(),
            issued_on=None,
            rule=None,
            default_parties=None,
            source=f"{title}.txt",
            text=text,
            outline="[]",
            places="[]",
            removed="[]",
            diagnostics=NOTED,
            sha256=sha256,
            digest="",
        ),
        tasks=tuple(tasks),
        agencies=tuple(_agency(agency) for agency in agencies.values()),
        campaigns=tuple(campaigns.values()),
        systems=tuple(_system(agency.system) for agency in agencies.values() if agency.system is not None),
        regions=tuple(REGIONS.values()),
        duties=tuple(duties),
        enrolments=tuple(enrolments),
        citations=tuple(
            Citation(
                cited=document_id(cited, region, year),
                title=cited,
                doc_number=None,
                relation="依据",
                surface=cited,
                span_start=0,
                span_end=1,
            )
            for cited in cites
        ),
        issued_by=tuple(agency.id for agency in issued_by),
        covers=(region.id,),
    )
    digest = hashlib.sha256(repr(graph).encode()).hexdigest()
    return replace(graph, document=replace(graph.document, digest=digest))


def document_id(title: str, region: Region = CITY, year: int = 2023) -> str:
    """The id of the document of that title."""
    return node_id("d", region.id, title, str(year))


def _system(name: str) -> System:
    return System(id=node_id("s", name), name=name)


def _agency(body: Body) -> Agency:
    aliases = tuple(sorted({body.name, *body.aliases}))
    return Agency(
        id=body.id,
        sort_key=sort_key(body.id, body.region.code or "", body.name),
        name=body.name,
        aliases=aliases,
        kind=body.kind,
        level=body.level,
        region=body.region.id,
        system=None if body.system is None else _system(body.system).id,
    )


MARKET = Body("市市场监管局", aliases=("市市场监督管理局",), system="市场监管")
POLICE = Body("市公安局", system="公安")
CULTURE = Body("市文广旅局", aliases=("市文化广电和旅游局",), system="文化旅游")
PROVINCE_POLICE = Body("省公安厅", region=PROVINCE, level="省", system="公安")
OTHER_MARKET = Body("市市场监管局", region=OTHER_CITY, system="市场监管")
TOWN_OFFICE = Body("镇政府", region=TOWN, level="乡")
ALL = Body("各有关部门", kind="collective", level=None)

PIRACY = plan(
    "打击侵权盗版工作要点",
    [
        Line("查处网络侵权盗版。", ((CULTURE, "lead"), (POLICE, "assist")), ("剑网",)),
        Line("开展网络市场监管。", ((MARKET, "lead"),), ("网剑",)),
        Line("加强行刑衔接。", ((POLICE, "joint"), (PROVINCE_POLICE, "joint"), (ALL, "joint"))),
    ],
    cites=["上级工作要点"],
    issued_by=[MARKET],
)
FOOD = plan(
    "食品安全工作要点",
    [
        Line("整治农村食品。", ((MARKET, "lead"), (TOWN_OFFICE, "assist")), ("铁拳",)),
        Line(
            "打击食品犯罪。", ((POLICE, "lead"), (MARKET, "assist"), (MARKET, "supervise")), ("昆仑", "剑网")
        ),
    ],
    cites=["上级工作要点", "打击侵权盗版工作要点"],
)
ABOVE = plan("上级工作要点", [Line("部署全年工作。", ((PROVINCE_POLICE, "lead"),))])
OTHER = plan(
    "安河工作要点", [Line("查处侵权。", ((OTHER_MARKET, "lead"),), ("剑网",))], region=OTHER_CITY, year=2024
)
