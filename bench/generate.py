"""A seeded generator of document records in the proportions of real work plans.

About 60 tasks a document, 2.5 duties a task (a quarter of the tasks with a named lead, a quarter with
the first of a list, a quarter shared, the rest one body's alone), a campaign in one task of eight, a
collective in one of five. Regions are cities and
counties with some forty bodies each, among them the province's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from graph.records import (
    Agency,
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
    sort_key,
)

_AGENCY_NAMES = (
    "发展改革委 教育局 科技局 工业和信息化局 公安局 民政局 司法局 财政局 人力资源社会保障局 自然资源局"
    " 生态环境局 住房城乡建设局 交通运输局 水利局 农业农村局 商务局 文广旅局 卫生健康委 应急局 审计局"
    " 市场监管局 统计局 医保局 城管局 林业局 信访局 大数据局 金融办 税务局 海关 消防救援支队 邮政管理局"
    " 烟草专卖局 法院 检察院 宣传部 网信办 团委 妇联 总工会"
).split()
_VERBS = "开展 推进 加强 完善 落实 查处 规范 整治 督导 健全".split()
_MATTERS = (
    "侵权盗版 食品安全 药品质量 网络市场 农资打假 知识产权 营商环境 安全生产 污染防治 民生保障"
    " 招商引资 项目建设 信用体系 行政执法 电子商务 进出口"
).split()
_CAMPAIGNS = "剑网 铁拳 昆仑 清风 龙腾 蓝网 净网 秋风 护苗 红盾 质量月 春雷".split()


@dataclass(frozen=True, slots=True)
class Shape:
    """How much to make; `seed` makes the same again."""

    documents: int
    tasks: int = 60
    regions: int = 400
    seed: int = 1


def documents(shape: Shape) -> Iterator[DocumentGraph]:
    """The documents, one a region and year and then the next year."""
    for number in range(shape.documents):
        yield document(shape, number)


def document(shape: Shape, number: int, edition: int = 0) -> DocumentGraph:
    """The document of that number; another edition has other words in one task of ten."""
    region_number, plan = number % shape.regions, number // shape.regions
    random = Random(f"{shape.seed}/{number}")
    year = 2010 + plan
    region, province = _region(region_number), _province(region_number)
    id_ = node_id("d", region.id, str(year))
    systems: dict[str, System] = {}
    agencies: dict[str, Agency] = {}
    campaigns: dict[str, Campaign] = {}
    tasks: list[Task] = []
    duties: list[Duty] = []
    enrolments: list[Enrolment] = []
    at = 0
    for n in range(1, shape.tasks + 1):
        words = "".join(
            random.choice(_VERBS) + random.choice(_MATTERS) + "工作，" for _ in range(random.randint(2, 8))
        )
        revised = edition if n % 10 == 0 else 0
        text = f"{words}第{n}项任务{'修订' * revised}。"
        task = node_id("t", id_, text)
        due = date(year, random.randint(1, 12), 20) if random.random() < 0.4 else None
        start, end = at, at + len(text)
        clause_end = end + 20
        tasks.append(
            Task(
                id=task,
                sort_key=f"{id_}-{n:05d}",
                document=id_,
                region=region.id,
                year=year,
                n=n,
                number=f"{n}.",
                path=("一、重点任务", f"（{n % 7}）{random.choice(_MATTERS)}", f"{n}."),
                text=text,
                search=text,
                clause="（按职责分工负责）",
                deadline=f"{due.month}月20日前" if due else None,
                due_kind="by" if due else "none",
                due_from=None,
                due_on=due,
                due_ongoing=False,
                repeats=None,
                span_start=start,
                span_end=end,
                clause_start=end,
                clause_end=clause_end,
            )
        )
        at = clause_end
        for duty, agency, system in _drawn_agencies(random, task, end, region, province):
            duties.append(duty)
            agencies[agency.id] = agency
            systems[system.id] = system
        if random.random() < 0.12:
            name = random.choice(_CAMPAIGNS)
            campaign = Campaign(
                id=node_id("c", name), sort_key=sort_key(node_id("c", name), name), name=name, kind="code"
            )
            campaigns[campaign.id] = campaign
            enrolments.append(Enrolment(task=task, campaign=campaign.id, edition=str(year), surface=name,
                                        span_start=start, span_end=start + len(name)))  # fmt: skip
    content = "".join(task.text + task.clause for task in tasks)
    title = f"{region.name}{year}年重点工作任务分工方案"
    sha256 = hashlib.sha256(content.encode()).hexdigest()
    return DocumentGraph(
        document=Document(
            id=id_,
            sort_key=sort_key(id_, str(year), region.code or "", title),
            title=title,
            doc_number=f"{region.name}办〔{year}〕{number}号",
            draft=None,
            region=region.id,
            issuer=f"{region.name}人民政府办公室",
            issuers=(f"{region.name}人民政府办公室",),
            level="市",
            year=year,
            period=(),
            issued_on=date(year, 3, 1),
            rule=None,
            default_parties=None,
            source=f"{number}.txt",
            text=content,
            outline="[]",
            places="[]",
            removed="[]",
            diagnostics="[]",
            sha256=sha256,
            digest=hashlib.sha256(f"{id_}{sha256}".encode()).hexdigest(),
        ),
        tasks=tuple(tasks),
        agencies=tuple(agencies.values()),
        campaigns=tuple(campaigns.values()),
        systems=tuple(systems.values()),
        regions=(province, region),
        duties=tuple(duties),
        enrolments=tuple(enrolments),
        citations=(),
        covers=(region.id,),
    )


def _province(number: int) -> Region:
    code = f"{10 + number % 30:02d}0000"
    return Region(id=node_id("r", code), name=f"第{number % 30}省", level="省", code=code)


def _region(number: int) -> Region:
    code = f"{10 + number % 30:02d}{number // 30:02d}00"
    name = f"第{number}市"
    return Region(id=node_id("r", name), name=name, level="市", code=code, part_of=_province(number).id)


def _drawn_agencies(
    random: Random, task: str, at: int, region: Region, province: Region
) -> Iterator[tuple[Duty, Agency, System]]:
    """The bodies of one clause: 2.5 on average, one in fifty of the province."""
    count = random.choice((1, 1, 1, 2, 2, 3, 3, 3, 4, 5))
    kind = random.randrange(3)
    for position, name in enumerate(random.sample(_AGENCY_NAMES, count), start=1):
        collective = position == count > 1 and random.random() < 0.3
        home = province if random.random() < 0.02 else region
        agency, system = _agency(home, "各有关部门" if collective else name, collective)
        role: Role
        basis: Basis | None
        if count == 1 or (position == 1 and kind < 2):
            role, basis = "lead", "sole" if count == 1 else ("named", "first")[kind]
        else:
            role, basis = ("assist", "duty") if kind < 2 else ("joint", None)
        duty = Duty(
            agency=agency.id,
            task=task,
            role=role,
            basis=basis,
            verb="负责",
            form="bracketed",
            surface=agency.name,
            span_start=at + position,
            span_end=at + position + len(agency.name),
            position=position,
            listed=count,
        )
        yield duty, agency, system


def _agency(region: Region, name: str, collective: bool) -> tuple[Agency, System]:
    system = System(id=node_id("s", name), name=name)
    full = name if collective else f"{'省' if region.level == '省' else '市'}{name}"
    id_ = node_id("a", region.id, full)
    agency = Agency(
        id=id_,
        sort_key=sort_key(id_, region.code or "", full),
        name=full,
        aliases=(full,),
        kind="collective" if collective else "government",
        level=region.level,
        region=region.id,
        system=system.id,
    )
    return agency, system
