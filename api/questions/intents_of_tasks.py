"""Questions about tasks whosever they are: those without a lead, by their number, by their words, all."""

from __future__ import annotations

from typing import Final

from api.questions.grammar import TASKS, Intent

_NOT_STATED: Final = "(?:明确|写明|写清|写|指定|确定|标明|注明|安排|落实)?(?:了)?"
_WITHOUT_LEAD: Final = (
    rf"(?:(?:没有?|无|未|缺|缺少|不){_NOT_STATED}(?:由)?(?:谁|哪个单位)?(?:来)?(?:牵头|主办|挑头)(?:的)?(?:单位|部门|机关|人)?"
    r"|没人(?:牵头|挑头|领头|带头)|(?:的)?牵头(?:单位|部门)(?:不明确|不明|空着|空白|没写|没有写|未明确|未写明|没有|缺失|空缺|没定)|没有谁牵头|谁也不牵头|群龙无首)"
)
_SEVERAL: Final = (
    "(?:不止一[个家]|多[个家]|好几[个家]|两[个家](?:以上|及以上|或以上"
    "|或两[个家]以上)?|若干|一个以上|几[个家]|[二三]个(?:以上|及以上)|多于一个)"
)
_SEVERAL_LEADS: Final = (
    rf"(?:(?:有|由|是|被)?{_SEVERAL}(?:的)?(?:单位|部门)?(?:共同|一起|联合|并列)?(?:牵头|主办|挑头)(?:的)?(?:单位|部门)?"
    rf"|多头牵头|联合牵头|(?:的)?牵头(?:单位|部门)(?:不止一[个家]|有{_SEVERAL}|超过一[个家]|多于一[个家]|有多个|是多个|在两[个家]以上))"
)
_COLLECTIVE: Final = (
    r"(?:(?:只有|只写了?|只列了?|仅有|全是|都是|只是|只由|仅由|只写的是)(?:统称|各有关部门|各?有关(?:部门|单位)|各部门|各单位|笼统的(?:单位|部门))(?:等统称)?(?:的)?(?:负责|承担)?"
    r"|没有?(?:点名|点到|写明|写|指明|明确|指定)(?:了)?(?:到)?(?:具体)?(?:的)?(?:责任)?(?:单位|部门)(?:名称)?|没有?具体(?:的)?(?:责任)?(?:单位|部门)"
    r"|责任单位(?:只有|都是|全是|只是|只写)(?:了)?统称|没有?(?:被)?点名|未点名|只写统称)"
)


def _such(state: str) -> tuple[str, ...]:
    """Tasks in a state: 没有牵头单位的任务有哪些, 哪些任务没有牵头单位, 有多少任务没有牵头单位."""
    return (
        rf"(?:都)?(?:有)?<WHAT>(?:的)?<TASK>(?:是|还|都)?{state}的?",
        rf"(?:的)?(?:还)?{state}的?(?:<TASK>)(?:<ALL><IS>(?:<WHAT>|多少)|清单|列表|(?:数量|数)(?:是)?(?:多少)?)?",
        rf"(?:都)?有<WHAT>{state}的<TASK>",
        rf"<TASK>(?:里|中|里面)?,?(?:有)?<WHAT>(?:是)?{state}的?",
        rf"(?:有|还有)?<WHAT>{state}的?(?:<TASK>)?",
    )


OF_TASKS: Final = (
    Intent(
        name="tasks_without_lead",
        cues="牵头 主办 挑头 领头 带头 群龙",
        slots=(),
        forms=_such(_WITHOUT_LEAD),
        english=(
            r"(?:which|what) tasks have no lead(?: agency)?",
            r"(?:which|what) tasks are without a lead",
        ),
        examples=("哪些任务没有牵头单位",),
        done="没有牵头单位",
        narrows=TASKS,
    ),
    Intent(
        name="tasks_several_leads",
        cues="牵头 主办 挑头",
        slots=(),
        forms=_such(_SEVERAL_LEADS),
        english=(r"(?:which|what) tasks have (?:several|more than one|many|multiple) leads?",),
        examples=("哪些任务有多个牵头单位",),
        done="有两个以上牵头单位",
        narrows=TASKS,
    ),
    Intent(
        name="tasks_of_collectives",
        cues="统称 部门 单位 点名 写",
        slots=(),
        forms=_such(_COLLECTIVE),
        english=(r"(?:which|what) tasks (?:have|name) only collectives",),
        examples=("哪些任务只有统称",),
        done="只写了统称、没有点名",
        narrows=TASKS,
    ),
    Intent(
        name="task_number",
        cues="第",
        slots=("number",),
        forms=(
            r"{number}(?:的)?(?:<TASK>)?(?:<ALL>)?(?:是|讲|写|说|规定|要求|要干|要做|干)?(?:的)?(?:是)?(?:<WHAT>|什么)?(?:的)?(?:内容|<TASK>|事)?",
            r"{number}(?:的)?(?:<TASK>)?<BY><WHO>(?:来)?(?:<DO>|<LEAD>|<ASSIST>)的?",
            r"(?:是)?<WHO>(?:来)?(?:<DO>|<LEAD>|<ASSIST>)的?{number}(?:的)?(?:<TASK>)?",
            r"{number}(?:的)?(?:<TASK>)?(?:归|属于|是)<WHO>(?:管|负责|的(?:<TASK>)?)?",
            r"{number}(?:的)?(?:<TASK>)?的?(?:牵头|责任|配合|负责|有关)(?:单位|部门)(?:<ALL><IS>(?:<WHO>|<WHAT>))?",
            r"{number}(?:的)?(?:<TASK>)?的?(?:原文|内容|全文)(?:是|怎么写的|怎么写)?(?:什么)?",
            r"{number}(?:的)?(?:<TASK>)?(?:都)?(?:有|涉及)<WHO>",
            r"{number}(?:的)?(?:<TASK>)?(?:什么时候|何时)(?:完成|做完|到期)",
        ),
        examples=(),
        narrows=frozenset(("year", "region", "document")),
    ),
    Intent(
        name="tasks_about",
        cues="任务 工作 事 活",
        slots=("subject",),
        forms=(
            r"(?:有)?<WHAT><TASK>(?:是)?(?:涉及|关于|提到|写到|包含|含有|有关|讲到|针对|讲|写)(?:了|到)?{subject}(?:方面|领域)?(?:的)?",
            r"(?:有)?<WHAT><TASK>(?:跟|和|与|同){subject}(?:方面)?(?:有关|相关|沾边)(?:的|系)?",
            r"(?:涉及|关于|有关|提到|写到|讲|针对)(?:了|到)?{subject}(?:方面|领域)?的?<TASK>(?:<ALL><IS>(?:<WHAT>|多少)|清单)?",
            r"(?:跟|和|与|同){subject}(?:方面)?(?:有关|相关|沾边)的?<TASK>(?:<ALL><IS>(?:<WHAT>|多少)|清单)?",
            r"(?:有)<WHAT>(?:关于|涉及|有关|跟|和|与)?{subject}(?:方面|领域)?(?:有关|相关)?的<TASK>",
            r"{subject}(?:方面|领域|相关|有关)(?:的)?(?:<ALL>)?有?<WHAT><TASK>",
            r"{subject}(?:方面|领域|相关|有关)的?<TASK>(?:<ALL><IS>(?:<WHAT>|多少)|清单)",
        ),
        english=(r"(?:which|what) tasks (?:are about|mention|concern) {subject}",),
        examples=(),
        done="写到",
        narrows=TASKS - {"topic"},
    ),
    Intent(
        name="tasks_all",
        cues="任务 工作 事 活 差事",
        slots=(),
        forms=(
            r"(?:的)?(?:现在|目前)?(?:一共|总共|共|都)?(?:要|需要|应该|应|该)?(?:有|包括|包含|部署了?|安排了?|完成|分了?|列了?|提出了?|规定了?|要求)?(?:了|的)?<WHAT>(?:的)?<TASK>(?:要|需要)?(?:做|完成|落实)?",
            r"(?:的)?(?:一共|总共|共)?(?:全部|所有)?(?:的)?<TASK>(?:<ALL><IS>(?:<WHAT>|多少)|清单|列表|台账|(?:数量|总数|数)(?:是|有)?(?:多少)?)",
            r"(?:的)?(?:全部|所有)(?:的)?<TASK>",
            r"(?:的)?<TASK>",
        ),
        english=(r"(?:which|what) tasks (?:are there|are due)", r"how many tasks(?: are there)?"),
        examples=("有多少项任务",),
        done="有",
        narrows=TASKS,
    ),
)
