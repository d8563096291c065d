"""Questions about a document, and about an agency's partners, campaigns, lineage and changes."""

from __future__ import annotations

from typing import Final

from api.questions.grammar import ANY_ROLE, LEADING, Intent, Narrowed, PartFilter

_OF_DOCUMENT: Final[frozenset[Narrowed]] = frozenset(("document", "year", "region"))
_TOGETHER: Final = (
    "(?:一起)?(?:合作|协作|打交道|联手|共事|协同|搭档|一起干活?|干活"
    "|干事|联系|办事|一起做事|一起办事|搭班子|来往|往来|共同做事|有合作)"
)
_MOST: Final = "(?:得|的)?(?:<TASK>|次数|机会)?(?:最多|最密切|最紧密|最频繁|最经常|最密)"
_CHANGE: Final = "(?:变化|变动|不同|区别|差别|差异|调整|改变|增减|不一样)"
_WHICH: Final = "(?:什么|哪些|啥|怎样的?|怎么样的?|多大的?|何种)?"
_LATER: Final = "(?:后来|现在|如今|目前|之后|最后|改革(?:以)?后|机构改革(?:以)?后|今天)?"

OF_RECORDS: Final = (
    Intent(
        name="document_cites",
        cues="引 依 根据 参照 援 提到 落实 按 上位 废止",
        slots=(),
        forms=(
            r"(?:都)?(?:引用|依据|根据|参照|援引|提到|引|依照|落实|按照)(?:的|了)?(?:是)?(?:<WHAT>|哪几[个份])(?:的)?(?:上级|国家|别的|其他)?(?:<DOCUMENT>|政策|法规|通知|规定)?",
            r"(?:的)?(?:依据|上位|引用的?|制定依据)(?:<DOCUMENT>)?(?:<ALL><IS>)?(?:<WHAT>)?(?:<DOCUMENT>)?",
            r"(?:是)?(?:根据|依据|按照?|依照)(?:<WHAT>|哪几[个份])(?:<DOCUMENT>)?(?:制定|印发|出台|编制|写|来|定|发)(?:出?来)?的?",
            r"废止了?<WHAT>(?:<DOCUMENT>)?",
        ),
        english=(r"(?:which|what) documents does (?:it )?cite",),
        examples=("{document}引用了哪些文件",),
        narrows=_OF_DOCUMENT,
        needs=frozenset(("document",)),
    ),
    Intent(
        name="document_cited_by",
        cues="引 援 提到 依 转发 废止 根据 参照 落实",
        slots=("cited",),
        forms=(
            r"{cited}(?:都)?被(?:谁|<WHAT><DOCUMENT>|哪几[个份]<DOCUMENT>|什么文件)(?:引用|援引|提到|作为依据|废止|转发|依据)(?:过|了)?",
            r"(?:有)?(?:谁|<WHAT><DOCUMENT>|哪几[个份]<DOCUMENT>)(?:引用|依据|根据|提到|援引|参照|落实)(?:过|了)?的?(?:是)?{cited}(?:制定|印发|出台)?(?:的)?",
            r"(?:引用|依据|根据|援引|参照)(?:过|了)?{cited}的<DOCUMENT>(?:<ALL><IS><WHAT>)?",
        ),
        english=(r"(?:which|what) documents cite {cited}",),
        examples=("哪些文件引用了{document}",),
        narrows=frozenset(),
    ),
    Intent(
        name="document_facts",
        cues="号 发 印 制 布 出台 成文 日期 起草 编 什么 情况 信息 概况 要素 出来",
        slots=(),
        forms=(
            r"(?:的)?(?:发文字号|文号|发文号|文件号|编号|字号)(?:是)?(?:什么|多少|几号)?",
            r"(?:的)?(?:发文机关|发文单位|印发单位|制发机关|发布单位|印发机关|发布机关|制定机关|制定单位)(?:是)?(?:<WHO>)?",
            r"(?:是)?(?:由)?<WHO>(?:联合)?(?:发|印发|制发|发布|发出|下发|出台|制定|印|编|编制|起草)(?:布|文)?(?:出来|下来)?(?:的)?(?:<DOCUMENT>)?",
            r"(?:的)?(?:成文|印发|发文|发布|出台|制发)(?:日期|时间|日)(?:是)?(?:哪天|什么时候|什么|几号|何时|多少|哪一天)?",
            r"(?:是)?(?:在)?(?:什么时候|啥时候|哪一?天|何时|几月几[号日]|几时|什么日期|哪年哪月|几月份?|哪年)(?:成文|印发|发布|发文|发|出台|下发|制定|出来|印)(?:的|出|出来|下来|了)*",
            r"(?:的)?(?:基本)?(?:情况|信息|概况|要素)(?:<IS>?<WHAT>|如何|怎样)?",
            r"是(?:什么|一个什么|个什么|啥)(?:样的)?<DOCUMENT>",
        ),
        english=(r"when was (?:it )?issued", r"who issued (?:it)?"),
        examples=("{document}的发文字号是什么", "{document}是谁发的"),
        narrows=_OF_DOCUMENT,
        needs=frozenset(("document",)),
    ),
    Intent(
        name="agency_documents",
        cues="文件 方案 要点 文",
        slots=("agency",),
        forms=(
            r"(?:有)?<WHAT><DOCUMENT>(?:<ON>)?(?:提到|涉及|写到|点到|点名|给|有|安排|牵涉)了?{agency}(?:的)?(?:安排|任务|布置)?(?:了)?(?:<TASK>)?",
            r"{agency}(?:都)?(?:出现|写|列|提到|有任务|承担任务)?(?:过)?在<WHAT><DOCUMENT><ON>(?:出现|有<TASK>|被点名|承担<TASK>|有份)?(?:过)?",
        ),
        examples=("{agency}在哪些文件里有任务",),
        narrows=frozenset(("year", "region")),
    ),
    Intent(
        name="agency_campaigns_led",
        cues="专项 行动",
        slots=("agency",),
        forms=(
            r"{agency}<ALL><LEAD>(?:过|了)?(?:的)?<WHAT>(?:个)?<CAMPAIGN>",
            r"(?:有)?<WHAT>(?:个)?<CAMPAIGN><BY>{agency}(?:来)?<LEAD>的?",
            r"{agency}<LEAD>的<CAMPAIGN>(?:<ALL><IS><WHAT>)?",
        ),
        english=(r"(?:which|what) campaigns does {agency} lead",),
        examples=("{agency}牵头哪些专项行动",),
        parts_listed=LEADING,
        done="牵头",
        narrows=frozenset(("year", "region", "document")),
    ),
    Intent(
        name="agency_campaigns",
        cues="专项 行动",
        slots=("agency",),
        forms=(
            r"{agency}<ALL>(?:要)?(?:参加|参与|有|涉及|负责|承担|开展|搞|组织|加入)(?:过|了)?(?:的)?<WHAT>(?:个)?<CAMPAIGN>",
            r"(?:有)?<WHAT>(?:个)?<CAMPAIGN><BY>{agency}(?:来)?(?:参加|参与|负责|承担|有份)的?",
            r"(?:有)?<WHAT>(?:个)?<CAMPAIGN>(?:有|涉及|要|需要){agency}(?:参加|参与)?",
            r"{agency}(?:参加|参与|负责|承担)?的<CAMPAIGN>(?:<ALL><IS><WHAT>)?",
            r"{agency}(?:都)?(?:在)?<WHAT>(?:个)?<CAMPAIGN>(?:中|里)(?:有(?:<TASK>|份)|出现)?",
        ),
        english=(r"(?:which|what) campaigns (?:is|does) {agency} (?:in|take part in|have)",),
        examples=("{agency}参加哪些专项行动",),
        done="参加",
        narrows=frozenset(("year", "region", "document")),
    ),
    Intent(
        name="agency_helpers",
        cues="配合 协助 参 协办",
        slots=("agency",),
        forms=(
            rf"(?:有)?<WHO>(?:来|要|会|都)?(?:配合|协助)(?:着)?{{agency}}(?:<LEAD>)?(?:的)?(?:<TASK>)?(?:{_MOST})?",
            rf"{{agency}}<LEAD>的<TASK>?(?:都|主要|是|要|中|里)*(?:由|有|靠|让)?<WHO>(?:来)?(?:<ASSIST>)(?:的)?(?:{_MOST})?",
            r"{agency}<LEAD>的<TASK>?(?:的)?(?:配合单位|协办单位)(?:<ALL><IS>(?:<WHO>|<WHAT>))?",
        ),
        english=(r"who assists {agency} most(?: often)?",),
        examples=("{agency}牵头的任务由哪些单位配合",),
        parts_listed=LEADING,
        partner=PartFilter(("assist",)),
        done="配合",
        narrows=frozenset(("year", "region", "document", "campaign")),
    ),
    Intent(
        name="agency_helped",
        cues="配合 协助 参 协办",
        slots=("agency",),
        forms=(
            rf"{{agency}}(?:都|要|主要|在)*(?:配合|协助)(?:着)?(?:过|了)?<WHO>(?:的)?(?:工作|任务|牵头的任务)?(?:{_MOST})?",
            rf"{{agency}}<ASSIST>的<TASK>(?:都)?(?:是|由|归)?<WHO><LEAD>的?(?:{_MOST})?",
        ),
        examples=("{agency}配合哪些单位",),
        parts_listed=PartFilter(("assist",)),
        partner=LEADING,
        done="牵头",
        narrows=frozenset(("year", "region", "document", "campaign")),
    ),
    Intent(
        name="agency_partners",
        cues="合作 协 打交道 联 共 搭 干 办事 做事 来往 往来 伙伴 一起 交叉 重合",
        slots=("agency",),
        forms=(
            rf"{{agency}}(?:都|主要|最常|经常|最经常|平时|常)*(?:是)?(?:和|跟|与|同)<WHO>(?:都|有|在|最)?{_TOGETHER}(?:<TASK>)?(?:{_MOST})?(?:过|了)?的?",
            r"{agency}的?(?:主要)?(?:协同|合作|协作|搭档|伙伴|共事|合作伙伴)(?:单位|部门|伙伴|对象)?(?:<IS>?(?:<WHO>|<WHAT>))?",
            rf"<WHO>(?:都|主要|最常|经常|最经常|常)*(?:和|跟|与|同){{agency}}(?:都|有|在|最)?{_TOGETHER}(?:<TASK>)?(?:{_MOST})?(?:过|了)?的?",
            rf"(?:和|跟|与|同){{agency}}{_TOGETHER}(?:{_MOST})?的?(?:单位|部门)?(?:<ALL><IS>?(?:<WHO>|<WHAT>))?",
            r"(?:和|跟|与|同){agency}(?:共同|一起)(?:承担|负责)(?:<TASK>)?(?:最多)?的?(?:单位|部门)(?:<ALL><IS>?(?:<WHO>|<WHAT>))?",
            r"{agency}(?:和|跟|与|同)<WHO>(?:的)?(?:共同|交叉|重合)?(?:<TASK>)最多",
        ),
        english=(
            r"(?:whom|who|which agencies) does {agency} work with(?: the)?(?: most)?(?: often)?",
            r"who works with {agency}(?: the)?(?: most)?",
        ),
        examples=("{agency}和谁合作最多",),
        parts_listed=ANY_ROLE,
        done="协同",
        narrows=frozenset(("year", "region", "document", "campaign")),
    ),
    Intent(
        name="agency_changes",
        cues="变 不同 区别 差 调整 改 增 减 不一样 多 少",
        slots=("agency",),
        forms=(
            rf"{{agency}}的?(?:<TASK>|职责|分工|责任|职能)?(?:都|前后)?(?:有|有了|发生|发生了|是)?(?:了)?{_WHICH}{_CHANGE}(?:了)?(?:吗|没有)?",
            r"{agency}的?(?:<TASK>|职责|分工|责任)?(?:都)?(?:变|变化|调整|改|增加|减少|多|少)(?:了|化)?(?:什么|哪些|啥|多少项?)(?:<TASK>)?",
            r"{agency}的?(?:<TASK>|职责|分工|责任)?(?:怎么|如何)变(?:的|了|化)?",
            rf"{_WHICH}{_CHANGE}(?:了)?{{agency}}的?(?:<TASK>|职责|分工)",
            rf"{{agency}}的?(?:<TASK>|职责|分工|责任)?{_CHANGE}(?:情况)?",
        ),
        english=(r"what changed for {agency}",),
        examples=("{agency}的任务有什么变化",),
        narrows=frozenset(("years", "documents", "region")),
    ),
    Intent(
        name="lineage_after",
        cues="后 现在 如今 目前 今天 变 改 并 撤 沿革 去 继 来龙 接 代 顶替 时候 何时 哪年 哪一年 在 叫 划",
        slots=("agency",),
        forms=(
            rf"{{agency}}{_LATER}(?:变成|改成|并入|并到|改为|成了|叫|去|合并到|划到|划入|归|变为|改名叫?|更名为?|转到|并进|转为|到|职能划到|职责划给|划给)了?(?:什么(?:单位|部门|名字|了)?|哪里去?|哪个(?:单位|部门|局)?|哪儿|谁|哪了|啥(?:名字)?|哪些(?:单位|部门)|哪家(?:单位)?)(?:了|去了)?",
            r"{agency}(?:是)?(?:什么时候|哪一?年|何时|啥时候)(?:被)?(?:撤销|撤并|撤|合并|改名|并入|没|不存在|改革|改组|变|更名|并掉|取消|并)(?:的|了|掉|掉的)*",
            r"{agency}(?:现在|如今|目前|今天)(?:是|叫|算)(?:什么|啥|哪个|哪家)(?:单位|部门|局|名字)?(?:了)?",
            rf"{{agency}}{_LATER}(?:还)?(?:在吗|还在吗|还在不在|怎么样了|怎么了|哪去了|到哪去了|上哪去了|呢|去哪了|去哪儿了|在哪里|在哪儿|的去向(?:如何)?)",
            r"{agency}(?:的)?(?:机构)?(?:沿革|去向|继任(?:单位|者)?|后身|演变|来龙去脉|历史沿革|变迁|后继(?:单位|者)?|接替(?:单位|者)?)(?:是|如何|怎样|怎么样|有)?(?:什么|谁|哪些|哪个(?:单位)?|哪里)?",
            rf"{_LATER}(?:哪个(?:单位|部门)|谁|哪些(?:单位|部门))(?:接替|接手|承接|取代|接管|代替|继承|顶替)了?{{agency}}(?:的(?:职责|职能|工作|任务))?",
            r"{agency}的?(?:职责|职能|业务)(?:后来|现在|如今|目前|之后|最后|改革(?:以)?后|机构改革(?:以)?后)(?:由|归|是)?(?:谁|哪个(?:单位|部门)|哪些(?:单位|部门))(?:接替|接手|承接|接管|代替|继承|管|负责|承担)?(?:了|的)?",
        ),
        english=(r"what became of {agency}", r"what is {agency} called now"),
        examples=("{agency}后来变成了什么",),
        narrows=frozenset(),
    ),
    Intent(
        name="lineage_before",
        cues="前 原 过去 早 从前 由 合并 组建 改 整合 成立 设立 挂牌 什么时候 何时 哪年 哪一年",
        slots=("agency",),
        forms=(
            r"{agency}(?:以前|原来|过去|之前|改革(?:以)?前|机构改革(?:以)?前|早先|原先|从前)(?:是|叫|叫做|名叫)(?:什么|啥|哪个(?:单位|部门)?|哪些(?:单位|部门)?|谁)(?:单位|部门|名字)?(?:的)?",
            r"{agency}(?:的)?(?:前身|原单位|由来)(?:是)?(?:什么|谁|哪些|哪个|啥)?(?:单位|部门)?",
            r"{agency}(?:是)?(?:由|从)?(?:哪些|哪几[个家]|什么|哪个|谁)(?:单位|部门|局)?(?:合并|组建|改组|改革|整合|变|演变|改名|合)(?:过?来|而来|而成|成|组成)?(?:的)?",
            r"{agency}(?:是)?(?:什么时候|哪一?年|何时|啥时候)(?:成立|组建|设立|有|挂牌|出现)的?",
        ),
        english=(r"what was {agency} before",),
        examples=("{agency}的前身是什么",),
        narrows=frozenset(),
    ),
)
