"""Small work plans written for the tests of the API, as the records that a parser would make of them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date

from core.folding import fold
from graph.records import (
    Agency,
    AgencyKind,
    Basis,
    Campaign,
    Document,
    DocumentGraph,
    Duty,
    Enrolment,
    Region,
    Role,
    System,
    Task,
    node_id,
)

MARKET = System(id=node_id("s", "市场监管"), name="市场监管")


@dataclass(frozen=True)
class Part:
    """A body in a clause: as printed, its role, and why."""

    surface: str
    role: Role
    basis: Basis | None = None
    verb: str = "负责"
    kind: AgencyKind = "government"


@dataclass(frozen=True)
class Item:
    """A task: its words and its clause, in which every surface stands once."""

    words: str
    clause: str
    parts: list[Part]
    campaign: str | None = None


@dataclass(frozen=True)
class Plan:
    """A work plan of one place and year."""

    place: str
    year: int
    title: str
    items: list[Item]
    number: str | None = None
    code: str | None = None
    diagnostics: list[dict[str, object]] = field(default_factory=list)


def region_of(place: str, code: str | None = None) -> Region:
    """The record of a place."""
    return Region(id=node_id("r", code or place), name=place, level="市", code=code)


def agency_of(region: Region, name: str, kind: AgencyKind = "government") -> Agency:
    """The record of a body."""
    id = node_id("a", region.id, name)
    return Agency(
        id=id,
        sort_key=f"{region.code or region.name}-{name}-{id}",
        name=name,
        aliases=(name,),
        kind=kind,
        level="市",
        region=region.id,
        system=MARKET.id if "市场监管" in name else None,
    )


def campaign_of(name: str) -> Campaign:
    """The record of a campaign with a code name."""
    id = node_id("c", name)
    return Campaign(id=id, sort_key=f"{name}-{id}", name=name, kind="code")


def graph_of(plan: Plan) -> DocumentGraph:
    """Everything that the plan brings; spans are those of the text that its items make."""
    region = region_of(plan.place, plan.code)
    document = node_id("d", region.id, plan.number or plan.title, str(plan.year))
    text = f"{plan.title}\n"
    tasks: list[Task] = []
    duties: list[Duty] = []
    enrolments: list[Enrolment] = []
    agencies: dict[str, Agency] = {}
    campaigns: dict[str, Campaign] = {}
    for n, item in enumerate(plan.items, start=1):
        text += f"{n}."
        start = len(text)
        text += item.words
        clause_start = len(text)
        text += item.clause
        id = node_id("t", document, item.words, str(n))
        tasks.append(
            Task(
                id=id,
                sort_key=f"{document}-{n:05}",
                document=document,
                region=region.id,
                year=plan.year,
                n=n,
                number=f"{n}.",
                path=("一、重点任务", f"{n}."),
                text=item.words,
                search=fold(item.words),
                clause=item.clause,
                deadline=None,
                due_kind="none",
                due_from=None,
                due_on=None,
                due_ongoing=False,
                repeats=None,
                span_start=start,
                span_end=clause_start,
                clause_start=clause_start,
                clause_end=len(text),
            )
        )
        for position, part in enumerate(item.parts, start=1):
            agency = agency_of(region, part.surface, part.kind)
            agencies[agency.id] = agency
            at = clause_start + item.clause.index(part.surface)
            duties.append(
                Duty(
                    agency=agency.id,
                    task=id,
                    role=part.role,
                    basis=part.basis,
                    verb=part.verb,
                    form="test",
                    surface=part.surface,
                    span_start=at,
                    span_end=at + len(part.surface),
                    position=position,
                    listed=len(item.parts),
                )
            )
        if item.campaign is not None:
            campaign = campaign_of(item.campaign)
            campaigns[campaign.id] = campaign
            at = start + item.words.index(item.campaign)
            enrolments.append(
                Enrolment(
                    task=id,
                    campaign=campaign.id,
                    edition=str(plan.year),
                    surface=item.campaign,
                    span_start=at,
                    span_end=at + len(item.campaign),
                )
            )
        text += "\n"
    outline = [{"kind": "heading", "depth": 0, "text": plan.title, "start": 0, "end": len(plan.title)}]
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return DocumentGraph(
        document=Document(
            id=document,
            sort_key=f"{plan.year}-{plan.code or plan.place}-{plan.title}-{document}",
            title=plan.title,
            doc_number=plan.number,
            draft=None,
            region=region.id,
            issuer=None,
            issuers=(),
            level="市",
            year=plan.year,
            period=(),
            issued_on=date(plan.year, 3, 1),
            rule=None,
            default_parties=None,
            source=f"{plan.title}.txt",
            text=text,
            outline=json.dumps(outline, ensure_ascii=False),
            places="[]",
            removed="[]",
            diagnostics=json.dumps(plan.diagnostics, ensure_ascii=False, separators=(",", ":")),
            sha256=sha256,
            digest=sha256,
        ),
        tasks=tuple(tasks),
        agencies=tuple(agencies.values()),
        campaigns=tuple(campaigns.values()),
        systems=(MARKET,) if any(agency.system for agency in agencies.values()) else (),
        regions=(region,),
        duties=tuple(duties),
        enrolments=tuple(enrolments),
        citations=(),
        covers=(region.id,),
    )


CITY_2016 = Plan(
    place="云州市",
    year=2016,
    code="990100",
    number="云打假办〔2016〕2号",
    title="2016年云州市打击侵权假冒工作要点",
    items=[
        Item("开展“剑网”专项行动，打击网络侵权盗版。", "（市文广新局牵头，市公安局配合）", [
            Part("市文广新局", "lead", "named", "牵头"),
            Part("市公安局", "assist", "named", "配合"),
        ], campaign="剑网"),
        Item("规范商标注册。", "（市工商局负责）", [Part("市工商局", "lead", "sole")]),
    ],
)  # fmt: skip

CITY_2024 = Plan(
    place="云州市",
    year=2024,
    code="990100",
    number="云打假办〔2024〕1号",
    title="2024年云州市打击侵权假冒工作要点",
    items=[
        Item("开展“剑网”专项行动，整治短视频侵权。", "（市委宣传部牵头，市公安局、市网信办按职责分工负责）", [
            Part("市委宣传部", "lead", "named", "牵头", kind="party"),
            Part("市公安局", "assist", "duty", "按职责分工负责"),
            Part("市网信办", "assist", "duty", "按职责分工负责", kind="party"),
        ], campaign="剑网"),
        Item("开展ＡＢＣ类产品 “铁拳”行动，查处假冒伪劣商品。", "（市市场监管局负责）", [
            Part("市市场监管局", "lead", "sole"),
        ], campaign="铁拳"),
        Item("加强重点市场知识产权保护。", "（市市场监管局、市公安局、各有关部门按职责分工负责）", [
            Part("市市场监管局", "joint", None, "按职责分工负责"),
            Part("市公安局", "joint", None, "按职责分工负责"),
            Part("各有关部门", "joint", None, "按职责分工负责", kind="collective"),
        ]),
        Item("加强行刑衔接。😀𠮷", "（市市场监管局牵头，市检察院配合，市打假办督办）", [
            Part("市市场监管局", "lead", "named", "牵头"),
            Part("市检察院", "assist", "named", "配合", kind="procuratorate"),
            Part("市打假办", "supervise", None, "督办", kind="coordinating"),
        ]),
    ],
    diagnostics=[
        {"severity": "warning", "code": "unread-clause", "message": "这一处没有读懂", "start": 0, "end": 5}
    ],
)  # fmt: skip

OTHER_CITY = Plan(
    place="海宁州市",
    year=2024,
    code="990200",
    number=None,
    title="海宁州市2024年知识产权保护实施方案",
    items=[
        Item("开展“铁拳”行动。", "（市市场监管局牵头，市公安局参与）", [
            Part("市市场监管局", "lead", "named", "牵头"),
            Part("市公安局", "assist", "named", "参与"),
        ], campaign="铁拳"),
    ],
)  # fmt: skip

HOSTILE = "<script>alert(1)</script>\"'{{7*7}}{%raw%}</textarea>&amp;"

HOSTILE_PLAN = Plan(
    place="云州市",
    year=2023,
    code="990100",
    number=f"号{HOSTILE}",
    title=f"要点{HOSTILE}",
    items=[
        Item(f"任务{HOSTILE}", f"（市{HOSTILE}局牵头，市公安局配合）", [
            Part(f"市{HOSTILE}局", "lead", "named", "牵头"),
            Part("市公安局", "assist", "named", "配合"),
        ]),
    ],
)  # fmt: skip

PLANS = (CITY_2016, CITY_2024, OTHER_CITY)
