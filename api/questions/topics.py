"""What people ask and work plans do not print, and words that only make sense from a desk of one's own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Topic:
    """`name` ends the sentence “文件中没有……”; `asks` is what such a question holds."""

    name: str
    asks: re.Pattern[str]


NOT_PRINTED: Final = (
    Topic(
        "联系电话和联系方式", re.compile("电话|手机号|联系方式|联系人|邮箱|传真|热线|phone|telephone|e-?mail")
    ),
    Topic(
        "任务的进展和完成情况",
        re.compile(
            "进展|进度|完成情况|完成得|落实情况|落实得|办得怎么样|做得怎么样|怎么样了|完成了|完成没有|没有?完成|未完成|做完|做了|干了|办结|办了"
            "|progress|finished"
        ),
    ),
    Topic("经费和金额", re.compile("多少钱|花了|预算|经费|拨款|金额|budget|how much money")),
    Topic("作出安排的原因", re.compile("为什么|为何|为啥|原因|凭什么|什么理由|why")),
    Topic("具体负责的个人", re.compile("局长|主任|厅长|部长|领导是谁|负责人是谁|哪位领导|谁签|经办人")),
    Topic("地址和办公时间", re.compile("地址|在哪里办公|在哪儿|上班时间|几点上班|address")),
    Topic("评价和排名", re.compile("谁最好|做得最好|最差|好不好|是否合理|合理吗|考核得分|排名第几")),
)
"""Looked at only when no form reads the whole question, so that a task about 经费 can still be asked for."""

OWN_UNIT: Final = re.compile(
    "我们?局|我们?委|我们?办|我单位|本单位|我们单位|本局|本委|本办|我们部门|我部门|本部门"
)
OWN_REGION: Final = re.compile(
    "(?<![自])我[省市县区]|(?<![资基成根日样版文])本[省市县区](?!级)|(?:我们|咱们?)[省市县区]"
)


def not_printed(question: str) -> Topic | None:
    """The topic that the question is about, if documents do not print it."""
    return next((topic for topic in NOT_PRINTED if topic.asks.search(question)), None)


def own(question: str) -> str | None:
    """A word such as 我局 or 本市 that only one's own unit could fill."""
    match = OWN_UNIT.search(question) or OWN_REGION.search(question)
    return match[0] if match else None
