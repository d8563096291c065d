"""Questions about what the graph holds: how much, which documents, agencies, campaigns, regions, years."""

from __future__ import annotations

from typing import Final

from api.questions.grammar import ASSISTING, LEADING, Intent

_HERE: Final = (
    r"(?:(?:现在|目前|已经?|你(?:们)?(?:这里|这儿|那里)?|这里|系统|图谱?|数据库|库|本系统|(?:这|那)个?(?:图谱?|系统|库))<ON>)*"
    r"(?:一共|总共|共|都)?(?:已)?(?:导入|收录|录入|收|载入|存|装)?(?:了|有)?(?:一共|总共|共|都)?"
)


def _listed(noun: str, *, qualified: str = "") -> tuple[str, ...]:
    """有哪些X, X有哪些, 多少个X, X清单 …"""
    return (
        rf"{_HERE}(?:有|涉及|包括|写到|提到)?(?:了)?{qualified}<WHAT>(?:个)?{noun}(?:有任务|承担任务)?",
        rf"{_HERE}(?:的|所有|全部)*{qualified}{noun}(?:<ALL><IS>(?:<WHAT>|多少)|清单|列表|名单|目录|(?:数量|总数|数)(?:是|有)?(?:多少)?)",
        rf"{_HERE}(?:所有的?|全部的?){noun}",
    )


_MOST: Final = "(?:最多|最重|最大|最繁重)"
_TOP: Final = r"(?:的?前(?P<top>\d{1,2}|[一二三四五六七八九十]|两)[个家名位])?"


def _busiest(verb: str) -> tuple[str, ...]:
    return (
        rf"<WHO>{verb}的?<TASK>?(?:数量)?{_MOST}",
        rf"{verb}的?<TASK>?(?:数量|数)?{_MOST}{_TOP}的?(?:<AGENCIES>)?(?:<ALL><IS>?(?:<WHO>|<WHAT>))?",
        rf"(?:<TASK>)?{verb}{_MOST}的?(?:<AGENCIES>)?(?:<ALL><IS>?(?:<WHO>|<WHAT>))?",
        rf"{verb}<TASK>?{_MOST}的?{_TOP}的?<AGENCIES>(?:<ALL><IS>?(?:<WHO>|<WHAT>))?",
    )


OF_GRAPH: Final = (
    Intent(
        name="graph_contents",
        cues="图 库 系统 这里 这儿 导入 收录 录入 你",
        slots=(),
        forms=(
            rf"(?=.*(?:图|库|系统|这里|这儿|导入|收录|录入)){_HERE}(?:有|是)?(?:些)?(?:什么|啥|哪些)(?:内容|东西|数据|资料)?",
            r"(?:你|系统|这里|图谱?<ON>)(?:都)?(?:能查|可以查|能问|能回答)(?:到)?(?:什么|哪些|啥)(?:内容|问题)?",
            r"(?:图谱?|数据库|库|系统)<ON>(?:的)?(?:规模|概况|内容)(?:是什么|有多大|多大|如何)?",
        ),
        english=(r"what is (?:in the graph|loaded|in it)",),
        examples=("图里有什么",),
        narrows=frozenset(),
    ),
    Intent(
        name="graph_documents",
        cues="文件 方案 要点 文",
        slots=(),
        forms=(
            *_listed("<DOCUMENT>"),
            r"<WHAT><DOCUMENT>(?:里|中)?(?:有|开展|提到|部署|涉及|写到|安排)?了?(?:(?:相关)?<TASK>)?",
        ),
        english=(
            r"(?:which|what) documents (?:are there|are loaded|do you have)",
            r"how many documents(?: are there)?",
        ),
        examples=("有哪些文件",),
        narrows=frozenset(("year", "region", "campaign")),
    ),
    Intent(
        name="graph_bodies",
        cues="单位 部门 机构 机关 谁 哪",
        slots=(),
        forms=(
            *_listed("<AGENCIES>", qualified="(?:责任|参与|有关|相关|成员)?"),
            r"(?:涉及|有|点到|点名|写到)(?:了|到)?(?:哪些|哪几[个家]|多少[个家]?|几[个家])<AGENCIES>",
            r"<WHO>(?:都)?(?:有|承担了?|领了)(?:<TASK>|责任)",
            r"(?:涉及|牵涉)(?:了|到)?(?:<WHO>)",
        ),
        english=(
            r"(?:which|what) (?:agencies|bodies) (?:are there|have tasks)",
            r"how many (?:agencies|bodies)(?: are there)?",
        ),
        examples=("有哪些单位",),
        narrows=frozenset(("year", "region", "document", "campaign")),
    ),
    Intent(
        name="graph_campaigns",
        cues="专项 行动",
        slots=(),
        forms=(
            *_listed("<CAMPAIGN>"),
            r"(?:都|要)?(?:开展|部署|安排|搞|组织|进行|提到|实施|提出|写到|涉及)(?:了|过)?<WHAT>(?:个)?<CAMPAIGN>",
        ),
        english=(r"(?:which|what) campaigns (?:are there|exist)", r"how many campaigns(?: are there)?"),
        examples=("有哪些专项行动",),
        narrows=frozenset(("year", "region", "document")),
    ),
    Intent(
        name="graph_regions",
        cues="地 市 城 区",
        slots=(),
        forms=(
            *_listed("(?:地区|地方|城市|市|区域|行政区)"),
            r"(?:有|收录了?|导入了?)?(?:哪些|哪几个)(?:地方|地区|城市|市)(?:有文件|的文件|有方案)",
        ),
        english=(r"(?:which|what) (?:regions|places|cities) (?:are there|have documents)",),
        examples=("有哪些地区",),
        narrows=frozenset(("year",)),
    ),
    Intent(
        name="graph_years",
        cues="年",
        slots=(),
        forms=(
            rf"{_HERE}(?:有)?(?:哪几年|哪些年(?:份|度)?|哪年|几年|多少年|哪些个?年份|哪几个年(?:份|度))的?(?:<DOCUMENT>|数据|任务|资料)?",
            rf"{_HERE}(?:年份|年度)(?:<ALL><IS><WHAT>)?",
            r"<DOCUMENT>(?:都)?(?:是|有|覆盖|涉及)?(?:哪几年|哪些年(?:份|度)?|哪年)的?",
        ),
        english=(r"(?:which|what) years (?:are there|are covered)",),
        examples=("有哪些年份",),
        narrows=frozenset(("region",)),
    ),
    Intent(
        name="busiest_leads",
        cues="最",
        slots=(),
        forms=_busiest("<LEAD>"),
        english=(
            r"(?:which|what) (?:agency|body) leads (?:the )?most(?: tasks)?",
            r"who leads (?:the )?most(?: tasks)?",
        ),
        examples=("哪个单位牵头的任务最多",),
        parts_listed=LEADING,
        done="牵头",
        narrows=frozenset(("year", "region", "document", "campaign")),
    ),
    Intent(
        name="busiest_assists",
        cues="最",
        slots=(),
        forms=_busiest("<ASSIST>"),
        examples=("哪个单位配合的任务最多",),
        parts_listed=ASSISTING,
        done="配合",
        narrows=frozenset(("year", "region", "document", "campaign")),
    ),
    Intent(
        name="busiest",
        cues="最 集中 落在",
        slots=(),
        forms=(
            *_busiest("(?:<DO>|有|领|承担|负责|摊上|的)"),
            rf"<WHO>(?:的)?(?:<TASK>|担子|负担|压力)(?:数量)?{_MOST}",
            rf"前(?P<top>\d{{1,2}}|[一二三四五六七八九十]|两)[个家名位]<TASK>(?:数量|数)?{_MOST}的<AGENCIES>",
            r"<WHO>最忙",
            rf"最忙的?{_TOP}的?(?:<AGENCIES>)?(?:<ALL><IS>?(?:<WHO>|<WHAT>))?",
            rf"<TASK>(?:数量|数)?{_MOST}的?{_TOP}的?(?:<AGENCIES>)?(?:<ALL><IS>?(?:<WHO>|<WHAT>))?",
            r"<TASK>(?:主要)?(?:集中|落)在<WHO>(?:身上|头上)?",
        ),
        english=(
            r"(?:which|what) (?:agency|body) (?:has|have) (?:the )?most tasks",
            r"who has (?:the )?most tasks",
            r"(?:which|who) (?:is|are) the busiest(?: agency| agencies| body| bodies)?",
        ),
        examples=("哪个单位任务最多",),
        done="承担",
        narrows=frozenset(("year", "region", "document", "campaign")),
    ),
)
