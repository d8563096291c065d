"""The questions that can be read: one entry for each, with the forms in which it may be put."""

from __future__ import annotations

from typing import Final

from api.questions.grammar import ASSISTING, LEADING, TASKS, Intent, PartFilter, patterns
from api.questions.intents_of_graph import OF_GRAPH
from api.questions.intents_of_records import OF_RECORDS
from api.questions.intents_of_tasks import OF_TASKS

__all__ = ["INTENTS", "Intent", "PartFilter", "patterns"]

JOINT: Final = (
    r"(?:(?:[和与跟同](?:其他|别的|其它)(?:单位|部门))?(?:共同|一起|联合)(?:负责|承担|完成|做|抓)"
    r"|按职责分工负责|分工负责)"
)
SUPERVISE: Final = r"(?:督办|督查|督导|督促落实|督促|监督)"
ASSESS: Final = r"(?:考核|考评)"
ALONE: Final = (
    r"(?:独家|单独|独自|独立|一家|自己|一个单位|单打独斗)(?:来)?(?:负责|承担|牵头|完成|办|干|管|抓|做)?"
)
ONLY: Final = r"(?:是|由|归)?(?:只有|只由|仅由|只归|只是|仅有|光|单单)"

AGENCY_FORMS: Final = (
    r"(?:由|归)?{agency}<ALL><HOW><VERB>了?的?<WHAT><TASK>?",
    r"(?:由|归)?{agency}<ALL><HOW><VERB>了?的?<TASK>?<ALL><IS>?<WHAT><TASK>?",
    r"(?:由|归)?{agency}<ALL><HOW><VERB>的?<TASK>(?:清单|列表|名单)?",
    r"{agency}<ALL>有<WHAT>(?:是)?(?:它|自己|由它)?<VERB>的?<TASK>?",
    r"(?:有)?<WHAT><TASK>?<BY>{agency}(?:来|去)?<ALL><VERB>的?",
    r"{agency}的<VERB>的?<TASK>(?:<ALL><IS><WHAT>)?",
    r"{agency}是<WHAT><TASK>的<NOUN>",
    r"{agency}(?:作为|当|做|是|担任)<NOUN>的<TASK>(?:<ALL><IS><WHAT>)?",
    r"由?{agency}<VERB>的?<TASK>?(?:数量|数|总数)(?:是|有)?(?:多少)?",
    r"(?:由)?{agency}<VERB>的<TASK>?(?:一共|总共|共)?有?<WHAT>",
)
"""What one agency does in one role."""

SUBJECT_FORMS: Final = (
    r"(?:是|该|应该)?<WHO>(?:来|在|是)?<VERB>了?的?{subject}",
    r"{subject}<BY><WHO>(?:来|在)?<VERB>的?",
    r"{subject}的?<NOUN>(?:(?:都有|有|是|为|包括)(?:<WHO>|<WHAT>))?",
    r"<WHO>是{subject}的?<NOUN>",
    r"{subject}(?:的)?<WHO>是<NOUN>",
    r"{subject}<ALL>有<WHAT><NOUN>",
)
"""Who does one thing in one role."""

_LEADER: Final = "(?:牵头单位|牵头部门|主办单位|牵头人|牵头的?|牵头机关|主责单位)"
_HELPER: Final = "(?:配合单位|协办单位|参与单位|参加单位|配合部门|协助单位)"
_BUT: Final = "(?:,|、)?(?:但是?|却|而|可是?|并|同时)?(?:又|并|却|也)?"
_PART: Final = "(?:只是|只)?(?:参与|参加|有份|承担|负责|涉及|有|配合)"
_NO_LEAD: Final = (
    "(?:不|没有?|未|并不|不是|不由它|不算)(?:由)?(?:它|自己"
    "|其)?(?:来)?(?:牵头|挑头|领头|主办)(?:单位|部门|的)?"
)

OF_PAIRS: Final = (
    Intent(
        name="pair_leads",
        cues="牵头 挑头 领头 带头 主办 打头 主导",
        slots=("pair",),
        forms=(
            r"{pair}(?:共同|一起|联合|都|同时|联手|合作)<LEAD>了?的?(?:<WHAT><TASK>?|<TASK>(?:<ALL><IS><WHAT>)?|<IS><WHAT>)",
            r"(?:有)?<WHAT><TASK>(?:是|由)?{pair}(?:共同|一起|联合|都|同时|联手)<LEAD>的?",
        ),
        english=(r"(?:which|what) tasks do {pair} (?:lead together|both lead|jointly lead)",),
        examples=("{agency}和{other}共同牵头哪些任务",),
        parts_listed=LEADING,
        partner=LEADING,
        done="共同牵头",
        narrows=TASKS - {"due", "topic"},
    ),
    Intent(
        name="pair_lead_assist",
        cues="牵头 挑头 领头 带头 主办 打头 主导",
        slots=("pair",),
        forms=(
            r"{left}<LEAD>(?:的)?[,、]?(?:而|并|且)?(?:由)?{right}<ASSIST>的?(?:<TASK>(?:<ALL><IS><WHAT>)?|<WHAT><TASK>?|<IS><WHAT>)",
            r"(?:有)?<WHAT><TASK>(?:是|由)?{left}<LEAD>(?:的)?[,、]?(?:而|并|且)?(?:由)?{right}<ASSIST>的?",
            r"{right}<ASSIST>{left}(?:<LEAD>)?的?(?:<TASK>(?:<ALL><IS><WHAT>)|<WHAT><TASK>?|做(?:什么|哪些<TASK>))",
            r"{left}<LEAD>的<TASK>(?:中|里)?,?{right}<ASSIST>了?<WHAT>(?:<TASK>)?",
        ),
        examples=("{agency}牵头、{other}配合的任务有哪些",),
        parts_listed=LEADING,
        partner=PartFilter(("assist",)),
        done="牵头、配合",
        narrows=TASKS - {"due", "topic"},
    ),
    Intent(
        name="shared_tasks",
        cues="共同 共有 相同 交叉 重合 一起 都 联合 合作 协作 交集",
        slots=("pair",),
        forms=(
            r"{pair}<ALL>(?:之间)?有?<WHAT>(?:共同|共有|相同|交叉|重合|一起|合作)的?(?:负责|承担|参与|做|干)?的?<TASK>",
            r"{pair}(?:都|共同|一起|联合|合作)(?:有份?|承担|负责|参与|参加|做|干|管|办|抓)了?的?(?:<WHAT><TASK>?|<TASK>(?:<ALL><IS><WHAT>)?|<IS><WHAT>)",
            r"{pair}(?:之间)?的?(?:共同|共有|相同|交叉|重合|合作)的?(?:负责|承担|参与)?的?<TASK>(?:<ALL><IS><WHAT>)?",
            r"(?:有)?<WHAT><TASK>(?:是|由)?{pair}(?:都|共同|一起)(?:有份?|承担|负责|参与|参加|做|干|管)的?",
            r"{pair}(?:之间)?(?:在)?(?:<WHAT><TASK>上|<WHAT>(?:方面|地方))?(?:有)?(?:合作|协作|交集)了?(?:<WHAT>(?:<TASK>)?)?",
        ),
        english=(
            r"(?:which|what) tasks do {pair} (?:share|have in common|both have)",
            r"(?:which|what) tasks are shared by {pair}",
            r"(?:which|what) do {pair} share",
        ),
        examples=("{agency}和{other}有哪些共同任务", "{agency}和{other}共同承担哪些任务"),
        done="共同承担",
        narrows=TASKS - {"due", "topic"},
    ),
)

OF_AGENCIES: Final = (
    Intent(
        name="agency_not_leading",
        cues="不 没 未 除了 以外 之外",
        slots=("agency",),
        forms=(
            rf"{{agency}}<ALL>{_PART}(?:了)?(?:的)?{_BUT}{_NO_LEAD}的?(?:<TASK>?(?:<ALL><IS>)?<WHAT><TASK>?|<TASK>)",
            rf"{{agency}}<ALL>{_NO_LEAD}{_BUT}{_PART}的?(?:<TASK>?(?:<ALL><IS>)?<WHAT><TASK>?|<TASK>)",
            rf"{{agency}}<ALL>{_PART}(?:了)?<WHAT><TASK>?{_BUT}{_NO_LEAD}",
            rf"(?:有)?<WHAT><TASK>(?:是)?{{agency}}{_PART}{_BUT}{_NO_LEAD}的?",
            rf"{{agency}}(?:除了牵头(?:的)?(?:以外|之外|外)?,?还|牵头(?:以外|之外),?还){_PART}了?<WHAT><TASK>?",
        ),
        english=(
            (
                r"(?:which|what) tasks does {agency} (?:take part in"
                r"|join|have) (?:but|without) (?:not lead|leading)"
            ),
        ),
        examples=("{agency}参与但不牵头的任务有哪些",),
        parts_listed=PartFilter(("joint", "assist", "supervise", "assess")),
        done="参与（不牵头）",
        narrows=TASKS,
    ),
    Intent(
        name="agency_alone",
        cues="独 一家 自己 一个单位 单 只有 只由 仅由 只归 只是 仅有 光",
        slots=("agency",),
        forms=(
            *AGENCY_FORMS,
            rf"(?:有)?<WHAT><TASK>{ONLY}{{agency}}(?:一家|一个单位|自己|一个)?(?:单位)?(?:来)?(?:负责|承担|管|干|做|牵头|办|抓|有份)?的?",
            rf"{ONLY}{{agency}}(?:一家|一个单位|自己|一个)?(?:单位)?(?:来)?(?:负责|承担|管|干|做|牵头|办|抓|有份)?的?<TASK>(?:<ALL><IS><WHAT>)?",
            rf"{ONLY}{{agency}}(?:一家|一个单位|自己|一个)?(?:单位)?(?:来)?(?:负责|承担|管|干|做|牵头|办|抓|有份)了?<WHAT><TASK>?",
            r"{agency}(?:独家|单独|独自)的?<TASK>(?:<ALL><IS><WHAT>)?",
        ),
        verb=ALONE,
        english=(r"(?:which|what) tasks does {agency} (?:have|do|lead) alone",),
        examples=("{agency}独家负责哪些任务",),
        done="单独负责",
        narrows=TASKS,
    ),
    Intent(
        name="agency_leads",
        cues="牵头 挑头 领头 带头 主办 打头 主导 为主",
        slots=("agency",),
        forms=(
            *AGENCY_FORMS,
            r"(?:有)?<WHAT><TASK>(?:是)?以{agency}为主的?",
            r"以{agency}为主的<TASK>(?:<ALL><IS><WHAT>)?",
            r"(?:有)?<WHAT><TASK>(?:的)?(?:牵头单位|牵头部门|主办单位)是{agency}的?",
        ),
        verb="<LEAD>",
        noun=_LEADER,
        english=(
            r"(?:which|what) tasks (?:does|do|is|are) {agency} (?:lead|leading|in charge of)",
            r"(?:which|what) tasks are led by {agency}",
            r"what does {agency} lead",
            r"how many tasks does {agency} lead",
            r"tasks led by {agency}",
        ),
        examples=("{agency}牵头哪些任务", "哪些任务由{agency}牵头"),
        parts_listed=LEADING,
        done="牵头",
        narrows=TASKS,
    ),
    Intent(
        name="agency_shares",
        cues="共同 一起 联合 分工",
        slots=("agency",),
        forms=AGENCY_FORMS,
        verb=JOINT,
        english=(r"(?:which|what) tasks does {agency} share(?: with others)?",),
        examples=("{agency}共同负责哪些任务",),
        parts_listed=PartFilter(("joint",)),
        done="共同负责",
        narrows=TASKS,
    ),
    Intent(
        name="agency_assists",
        cues="配合 协助 参与 参加 协办",
        slots=("agency",),
        forms=(
            *AGENCY_FORMS,
            r"{agency}<ALL><SHOULD><ASSIST>(?:别人|别的|其他|其它|人家)(?:单位|部门)?的?(?:<DO><WHAT><TASK>?|<WHAT><TASK>|<TASK>(?:<ALL><IS><WHAT>)?)",
        ),
        verb="<ASSIST>",
        noun=_HELPER,
        english=(
            r"(?:which|what) tasks does {agency} (?:assist|assist with|assist in|help with|support)",
            r"what does {agency} assist with",
        ),
        examples=("{agency}配合哪些任务", "哪些任务由{agency}配合"),
        parts_listed=ASSISTING,
        done="配合",
        narrows=TASKS,
    ),
    Intent(
        name="agency_supervises",
        cues="督",
        slots=("agency",),
        forms=AGENCY_FORMS,
        verb=SUPERVISE,
        noun="(?:督办单位|督查单位)",
        english=(r"(?:which|what) tasks does {agency} supervise",),
        examples=("{agency}督办哪些任务",),
        parts_listed=PartFilter(("supervise",)),
        done="督办",
        narrows=TASKS,
    ),
    Intent(
        name="agency_assesses",
        cues="考核 考评",
        slots=("agency",),
        forms=AGENCY_FORMS,
        verb=ASSESS,
        noun="考核单位",
        examples=("{agency}考核哪些任务",),
        parts_listed=PartFilter(("assess",)),
        done="考核",
        narrows=TASKS,
    ),
    Intent(
        name="agency_duties",
        cues="负责 承担 主管 落实 抓 管 做 干 办 任务 工作 事 活 份 角色 职责 责任 分工 哪 什么 啥 多少 几",
        slots=("agency",),
        forms=(
            *AGENCY_FORMS,
            r"{agency}<ALL><SHOULD>(?:有|完成|承担了?|负责|管|抓|做|干|办|摊上了?|干完|办完|做完|领了?|分到了?|分了|落了?)(?:<WHAT><TASK>?|<TASK><ALL><IS><WHAT>)",
            r"{agency}(?:要|应|该|需要?)?(?:完成|承担|负责|办|做|干|管|抓)?的?(?:全部|所有|各项)?<TASK>(?:<ALL><IS><WHAT>|清单|列表|台账|名单)?",
            r"{agency}<ALL><WHAT><TASK>",
            r"{agency}(?:身上|手上|手里|名下|头上)<ALL>有<WHAT><TASK>?",
            r"{agency}的?<TASK>(?:数量|总数|数)(?:是|有)?(?:多少)?",
            r"(?:有)?<WHAT><TASK>(?:归|属于|算|落在|分给了?|交给了?){agency}(?:头上|身上|名下)?(?:的)?",
            r"<WHAT><TASK>是{agency}的(?:<TASK>|责任)?",
            r"(?:有)?<WHAT><TASK>[和与跟]{agency}有关",
            r"(?:有)?<WHAT><TASK>(?:是)?{agency}(?:也)?有份的?",
            r"{agency}<ALL>有份的(?:<TASK>)?(?:<ALL><IS><WHAT>)?",
            r"{agency}(?:在)?<WHAT><TASK>(?:里|中|上)?有份",
            r"{agency}(?:都)?(?:是|担任|承担|扮演|当)?(?:什么|啥|哪些)(?:角色|职责|责任|分工)",
            r"{agency}的(?:职责|责任|分工|角色|活计)(?:<ALL><IS><WHAT>)?",
            r"(?:有)?<WHAT><TASK>(?:涉及|牵涉|提到|点到|点名|需要|要|用到)了?{agency}(?:参加|参与|出力)?",
        ),
        verb=r"<SHOULD><DO>",
        english=(
            r"what (?:is|are) {agency} responsible for",
            r"(?:which|what) tasks does {agency} have",
            r"how many tasks does {agency} have",
            r"(?:which|what) tasks is {agency} responsible for",
        ),
        examples=("{agency}负责哪些任务", "{agency}有哪些任务"),
        done="承担",
        narrows=TASKS,
    ),
)

OF_CAMPAIGNS: Final = (
    Intent(
        name="campaign_tasks",
        cues="任务 工作 事 活 做 干 抓 查 搞 管 内容 重点 差事",
        slots=("campaign",),
        forms=(
            r"{campaign}(?:中|里)?<ALL>(?:有|包括|包含|涉及|含|分)了?<WHAT><TASK>",
            r"{campaign}(?:的)?(?:全部|所有)?<TASK>(?:<ALL><IS><WHAT>)?",
            r"(?:有)?<WHAT><TASK>(?:属于|列入|纳入|涉及|提到|写到){campaign}",
            r"{campaign}(?:要|都要|需要|得)?(?:做|干|抓|查|搞|管)(?:什么|啥|哪些<TASK>?)",
            r"{campaign}(?:的)?(?:主要)?(?:内容|重点)(?:<ALL><IS><WHAT>)?",
        ),
        english=(
            r"(?:which|what) tasks (?:are in|belong to) (?:the )?(?:campaign )?{campaign}",
            r"(?:which|what) tasks does (?:the )?(?:campaign )?{campaign} (?:have|hold)",
            r"how many tasks (?:are in|does) (?:the )?(?:campaign )?{campaign}(?: have)?",
        ),
        examples=("{campaign}行动有哪些任务",),
        done="包括",
        narrows=frozenset(("year", "region", "document")),
    ),
    Intent(
        name="campaign_bodies",
        cues="参 加入 单位 部门 机构 机关 谁 牵涉 涉及",
        slots=("campaign",),
        forms=(
            r"(?:有)?<WHO>(?:都)?(?:在)?(?:参加|参与|加入)了?(?:到)?{campaign}(?:中|里)?",
            r"{campaign}(?:中|里)?<ALL>(?:有|涉及|包括|牵涉)了?(?:谁|哪些|哪几[个家]|多少[个家]?|几[个家])<AGENCIES>?(?:参加|参与)?了?",
            r"{campaign}<BY><WHO>(?:都)?(?:参加|参与)了?",
            r"(?:参加|参与|加入)了?{campaign}的<AGENCIES>?(?:<ALL><IS>?(?:<WHO>|<WHAT>)<AGENCIES>?)?",
            r"{campaign}的(?:参与|参加|成员|相关|有关|责任)?<AGENCIES>(?:<ALL><IS>(?:<WHO>|<WHAT>))?",
        ),
        english=(
            (
                r"(?:who|which agencies|which bodies) (?:is|are|take part"
                r"|takes part) in (?:the )?(?:campaign )?{campaign}"
            ),
        ),
        examples=("哪些单位参加{campaign}行动", "{campaign}行动有哪些单位"),
        done="参加",
        narrows=frozenset(("year", "region", "document")),
    ),
    Intent(
        name="campaign_years",
        cues="年 地 市 城 区域 届次 范围",
        slots=("campaign",),
        forms=(
            r"{campaign}(?:都)?(?:是)?(?:在)?(?:哪几年|哪些年(?:份|度)?|哪年|什么年份|哪一年|几几年|哪几个年(?:份|度))(?:都)?(?:有|搞|开展|做|进行|实施|部署|安排|提|出现)?(?:过|了|的|到)?",
            r"(?:哪几年|哪些年(?:份|度)?|哪年|什么年份|哪一年)(?:都)?(?:有|搞|开展|做|进行|实施|部署|安排)(?:过|了)?{campaign}",
            r"{campaign}(?:一共|共|总共)?(?:有|开展|搞|做|进行)(?:过|了)?(?:几年|多少年)",
            r"{campaign}的?(?:年度|年份|届次)(?:<ALL><IS><WHAT>)?",
            r"{campaign}(?:都)?(?:在)?(?:哪些|什么|哪几个|哪个)(?:地方|地区|市|城市|区域|省市)(?:都)?(?:开展|有|搞|做|部署|实施|进行)?(?:过|了|的)?",
            r"(?:有)?(?:哪些|哪几个|什么|哪个|多少个?|几个)(?:地方|地区|市|城市)(?:都)?(?:在)?(?:开展|搞|部署|参加|有|做|进行|实施)(?:过|了)?{campaign}",
            r"{campaign}的?(?:地区|地方|范围)(?:<ALL><IS><WHAT>)?",
        ),
        english=(
            r"in which years was (?:the )?(?:campaign )?{campaign} run",
            r"which years does (?:the )?(?:campaign )?{campaign} cover",
        ),
        examples=("{campaign}行动哪几年有", "哪些地区开展{campaign}行动"),
        done="开展",
        narrows=frozenset(("year", "region")),
    ),
)

OF_SUBJECTS: Final = (
    Intent(
        name="who_leads",
        cues="牵头 挑头 领头 带头 主办 打头 主导 为主 主责",
        slots=("subject",),
        forms=(
            *SUBJECT_FORMS,
            r"{subject}(?:是)?(?:以)?<WHO>为主的?",
            r"{subject}(?:主要)?(?:以)<WHO>为主",
        ),
        verb="<LEAD>",
        noun=_LEADER,
        english=(r"who (?:leads|runs|heads) (?:the )?(?:campaign )?{subject}", r"who is leading {subject}"),
        examples=("谁牵头{subject}", "{subject}由谁牵头"),
        parts_listed=LEADING,
        done="牵头",
        narrows=TASKS,
    ),
    Intent(
        name="who_assists",
        cues="配合 协助 参与 参加 协办",
        slots=("subject",),
        forms=SUBJECT_FORMS,
        verb="<ASSIST>",
        noun=_HELPER,
        english=(
            r"who (?:assists|assists with|assists in|helps with|supports) (?:the )?(?:campaign )?{subject}",
        ),
        examples=("谁配合{subject}", "{subject}由谁配合"),
        parts_listed=ASSISTING,
        done="配合",
        narrows=TASKS,
    ),
    Intent(
        name="who_supervises",
        cues="督",
        slots=("subject",),
        forms=SUBJECT_FORMS,
        verb=SUPERVISE,
        noun="(?:督办单位|督查单位)",
        examples=("谁督办{subject}",),
        parts_listed=PartFilter(("supervise",)),
        done="督办",
        narrows=TASKS,
    ),
    Intent(
        name="who_assesses",
        cues="考核 考评",
        slots=("subject",),
        forms=SUBJECT_FORMS,
        verb=ASSESS,
        noun="考核单位",
        examples=(),
        parts_listed=PartFilter(("assess",)),
        done="考核",
        narrows=TASKS,
    ),
    Intent(
        name="task_deadline",
        cues="时候 何时 几时 哪天 多久 几月 时限 期限 截止 时间 deadline",
        slots=("subject",),
        forms=(
            r"{subject}(?:要|应|须|得|需要|要求|最晚|最迟)?(?:在)?(?:什么时候|啥时候|何时|几时|哪天|多久|几月份?|几月几号)(?:之?前)?(?:要|得|必须|该|之前|内)?(?:完成|做完|办完|办结|到期|截止|交|结束)(?:的)?",
            r"{subject}的?(?:完成时限|时限|期限|截止时间|截止日期|时间要求|时间节点|deadline)(?:是|到|在)?(?:什么时候|哪天|何时|多久|什么|几号|啥时候)?",
        ),
        english=(r"when is {subject} due",),
        examples=(),
        done="时限",
        narrows=TASKS - {"due"},
    ),
    Intent(
        name="who_does",
        cues="谁 哪 什么 啥 单位 部门 分工 几 多少",
        slots=("subject",),
        forms=(
            *SUBJECT_FORMS,
            r"{subject}(?:到底|究竟)?(?:归|该归|应归|属于|属|算|该找|找|应该找|应该归|应该是)<WHO>(?:来)?(?:管|负责|抓|办|的)?(?:的)?",
            r"{subject}(?:到底|究竟)?(?:都)?(?:该|应该|应|算)?是?<WHO>(?:的)(?:<TASK>|责任|职责)",
            r"{subject}(?:是)?<WHO>的(?:<TASK>|责任|职责)",
            r"(?:有)?<WHO>(?:来|在|都)?(?:具体)?<DO>{subject}(?:这[件项个](?:<TASK>)|这块(?:<TASK>)?)?",
            r"{subject}(?:这[件项个]<TASK>|这块(?:<TASK>)?|这方面)(?:到底|究竟)?<BY><WHO>(?:来|在)?(?:<DO>)?的?",
            r"{subject}涉及<WHO>",
            r"<DO>?{subject}的是<WHO>",
        ),
        verb="(?:具体)?<DO>",
        noun="(?:责任单位|责任部门|负责单位|负责部门|主管部门|主管单位|分工)",
        english=(
            r"who (?:does|handles|is responsible for|is in charge of) (?:the )?(?:campaign )?{subject}",
            r"which (?:agency|body|department) (?:does|handles|is responsible for) {subject}",
        ),
        examples=("{subject}归谁管", "谁负责{subject}"),
        done="承担",
        narrows=TASKS,
    ),
)

INTENTS: Final = (
    *OF_PAIRS,
    *OF_GRAPH,
    *OF_RECORDS,
    *OF_AGENCIES,
    *OF_CAMPAIGNS,
    *OF_TASKS,
    *OF_SUBJECTS,
)
"""Tried in this order; what is read first is asked, so the narrower forms stand before the wider."""
