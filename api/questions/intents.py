"""The questions that can be read: one entry for each, with the forms in which it may be put.

A form is a pattern over the whole question. `<…>` is vocabulary from `WORDS`, or the
intent's own VERB and NOUN; `{agency}`, `{pair}`, `{campaign}` and `{subject}` are the names and
words that the question is about. A question is only read by a form that accounts for every word
of it: what a form does not say, no answer can ignore.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from graph.records import ROLES, Basis, Role

Slot = Literal["agency", "pair", "campaign", "subject"]

WORDS: Final[dict[str, str]] = {
    "WHAT": r"(?:哪些|哪几[项个条件]|哪[项个条件]|什么|啥|多少[项个条件]?|几[项个条件])",
    "TASK": r"(?:重点任务|重点工作|工作任务|具体任务|任务|工作|事项|事情|事儿?|活儿?)",
    "WHO": (
        r"(?:谁|哪一?[个家]单位|哪一?[个家]部门|哪些(?:单位|部门|机构)|哪几[个家](?:单位|部门)|哪[个家]"
        r"|什么(?:单位|部门)|啥(?:单位|部门)|哪个机构)"
    ),
    "BODIES": r"(?:单位|部门|机构)",
    "IS": r"(?:都有|有|都是|是|包括|为)",
    "ALL": r"(?:都|一共|总共|共)?",
    "AND": r"(?:和|与|跟|同|以及|及|、)",
    "BY": r"(?:到底|究竟)?(?:该由|应由|应该由|是由|都由|由|归|该归|应归|让|该|应该|是|都有|有)?",
    "SHOULD": r"(?:需要|要|应该|应|该)?",
    "DO": r"(?:负责|承担|分管|主管|落实|抓|管|做|干|办)(?!了)",
}
"""Shared vocabulary; one spelling of it serves every form."""

LEAD: Final = r"(?:牵头|挑头|领头|主办)(?:负责|组织|推进|实施|开展|落实|抓|办理)?"
ASSIST: Final = r"(?:配合|协助|参与|参加|协办)(?:负责|开展|落实|完成|办理|做)?"
JOINT: Final = (
    r"(?:(?:[和与跟同](?:其他|别的|其它)(?:单位|部门))?(?:共同|一起|联合)(?:负责|承担|完成|做|抓)"
    r"|按职责分工负责|分工负责)"
)
SUPERVISE: Final = r"(?:督办|督查|督导|督促落实|督促|监督)"
ASSESS: Final = r"(?:考核|考评)"

AGENCY_FORMS: Final = (
    r"由?{agency}<ALL><VERB>了?的?<WHAT><TASK>?",
    r"由?{agency}<ALL><VERB>了?的?<TASK>?<ALL><IS><WHAT><TASK>?",
    r"由?{agency}<ALL><VERB>的?<TASK>(?:清单|列表)?",
    r"{agency}<ALL>有<WHAT><VERB>的?<TASK>",
    r"(?:有)?<WHAT><TASK>?<BY>{agency}(?:来|去)?<ALL><VERB>的?",
    r"{agency}的<VERB>的?<TASK>(?:<ALL><IS><WHAT>)?",
    r"{agency}是<WHAT><TASK>的<NOUN>",
    r"{agency}(?:作为|当|做)<NOUN>的<TASK><ALL><IS><WHAT>",
)
"""What one body does in one role."""

SUBJECT_FORMS: Final = (
    r"(?:是|该|应该)?<WHO>(?:来|在|是)?<VERB>了?的?{subject}",
    r"{subject}<BY><WHO>(?:来|在)?<VERB>的?",
    r"{subject}的?<NOUN>(?:(?:都有|有|是|为|包括)(?:<WHO>|<WHAT>))?",
    r"<WHO>是{subject}的?<NOUN>",
    r"{subject}<ALL>有<WHAT><NOUN>",
)
"""Who does one thing in one role."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The parts in a task that are asked for; `beside` are counted and named, but not listed."""

    roles: tuple[Role, ...]
    bases: tuple[Basis, ...] | None = None
    beside: tuple[Basis, ...] = ()

    def takes(self, role: Role, basis: Basis | None) -> bool:
        """Whether a body of that role and basis is listed."""
        return role in self.roles and (self.bases is None or basis in self.bases)


ANY_ROLE: Final = Asked(ROLES)
LEADING: Final = Asked(("lead",))
ASSISTING: Final = Asked(("assist",), bases=("named",), beside=("duty", "rule"))


@dataclass(frozen=True, slots=True)
class Intent:
    """A kind of question.

    `examples` show it to people and are offered, filled with names of the graph, to those whose
    question was not understood; each is also a test. `verb` and `noun` stand for VERB and NOUN.
    """

    name: str
    slots: tuple[Slot, ...]
    forms: tuple[str, ...]
    examples: tuple[str, ...]
    asked: Asked
    verb: str = "(?!)"
    noun: str = "(?!)"
    english: tuple[str, ...] = ()
    done: str = ""
    """How the answer's sentence calls it: 牵头, 配合 …"""


INTENTS: Final = (
    Intent(
        name="shared_tasks",
        slots=("pair",),
        forms=(
            r"{pair}<ALL>(?:之间)?有?<WHAT>(?:共同|共有|相同|交叉|重合)的?(?:负责|承担|参与)?的?<TASK>",
            r"{pair}(?:都|共同|一起)(?:有|承担|负责|参与|参加|做|干)了?的?(?:<WHAT><TASK>|<TASK><IS><WHAT>)",
            r"{pair}(?:之间)?的?(?:共同|共有|相同)的?<TASK>(?:<IS><WHAT>)?",
            r"(?:有)?<WHAT><TASK>(?:是|由)?{pair}(?:都|共同|一起)(?:有|承担|负责|参与|参加|做|干)的?",
        ),
        english=(
            r"(?:which|what) tasks do {pair} (?:share|have in common)",
            r"(?:which|what) tasks are shared by {pair}",
        ),
        examples=("{agency}和{other}有哪些共同任务", "{agency}和{other}共同承担哪些任务"),
        asked=ANY_ROLE,
        done="共同承担",
    ),
    Intent(
        name="agency_leads",
        slots=("agency",),
        forms=AGENCY_FORMS,
        verb=LEAD,
        noun="(?:牵头单位|牵头部门|主办单位)",
        english=(
            r"(?:which|what) tasks (?:does|do|is|are) {agency} (?:lead|leading|in charge of)",
            r"(?:which|what) tasks are led by {agency}",
            r"what does {agency} lead",
            r"tasks led by {agency}",
        ),
        examples=("{agency}牵头哪些任务", "哪些任务由{agency}牵头"),
        asked=LEADING,
        done="牵头",
    ),
    Intent(
        name="agency_shares",
        slots=("agency",),
        forms=AGENCY_FORMS,
        verb=JOINT,
        english=(r"(?:which|what) tasks does {agency} share(?: with others)?",),
        examples=("{agency}共同负责哪些任务",),
        asked=Asked(("joint",)),
        done="共同负责",
    ),
    Intent(
        name="agency_assists",
        slots=("agency",),
        forms=AGENCY_FORMS,
        verb=ASSIST,
        noun="(?:配合单位|协办单位|参与单位|参加单位|配合部门)",
        english=(
            r"(?:which|what) tasks does {agency} (?:assist|assist with|assist in|help with|support)",
            r"what does {agency} assist with",
        ),
        examples=("{agency}配合哪些任务", "哪些任务由{agency}配合"),
        asked=ASSISTING,
        done="配合",
    ),
    Intent(
        name="agency_supervises",
        slots=("agency",),
        forms=AGENCY_FORMS,
        verb=SUPERVISE,
        noun="(?:督办单位|督查单位)",
        english=(r"(?:which|what) tasks does {agency} supervise",),
        examples=("{agency}督办哪些任务",),
        asked=Asked(("supervise",)),
        done="督办",
    ),
    Intent(
        name="agency_assesses",
        slots=("agency",),
        forms=AGENCY_FORMS,
        verb=ASSESS,
        noun="考核单位",
        examples=("{agency}考核哪些任务",),
        asked=Asked(("assess",)),
        done="考核",
    ),
    Intent(
        name="agency_duties",
        slots=("agency",),
        forms=(
            *AGENCY_FORMS,
            r"{agency}<ALL><SHOULD>(?:有|完成|承担了?|负责|管|抓|做|干)<WHAT><TASK>?",
            r"{agency}(?:承担|负责)?的(?:全部|所有|各项)?<TASK>(?:<ALL><IS><WHAT>)?",
            r"{agency}的?<TASK>(?:清单|列表|台账)",
            r"(?:有)?<WHAT><TASK>(?:归|属于){agency}",
            r"<WHAT><TASK>是{agency}的(?:<TASK>|责任)?",
            r"(?:有)?<WHAT><TASK>[和与跟]{agency}有关",
        ),
        verb=r"<SHOULD><DO>",
        english=(
            r"what (?:is|are) {agency} responsible for",
            r"(?:which|what) tasks does {agency} have",
            r"(?:which|what) tasks is {agency} responsible for",
        ),
        examples=("{agency}负责哪些任务", "{agency}有哪些任务"),
        asked=ANY_ROLE,
        done="承担",
    ),
    Intent(
        name="campaign_tasks",
        slots=("campaign",),
        forms=(
            r"{campaign}(?:中|里)?<ALL>(?:有|包括|包含|涉及|含)<WHAT><TASK>",
            r"{campaign}的(?:全部|所有)?<TASK>(?:<ALL><IS><WHAT>)?",
            r"(?:有)?<WHAT><TASK>(?:属于|列入|纳入){campaign}",
        ),
        english=(
            r"(?:which|what) tasks (?:are in|belong to) (?:the )?(?:campaign )?{campaign}",
            r"(?:which|what) tasks does (?:the )?(?:campaign )?{campaign} (?:have|hold)",
        ),
        examples=("{campaign}行动有哪些任务",),
        asked=ANY_ROLE,
        done="包括",
    ),
    Intent(
        name="campaign_bodies",
        slots=("campaign",),
        forms=(
            r"(?:有)?<WHO>(?:都)?(?:在)?(?:参加|参与|加入)了?{campaign}",
            r"{campaign}(?:中|里)?<ALL>(?:有|涉及|包括)(?:哪些|哪几[个家]|多少[个家]?)<BODIES>(?:参加|参与)?",
            r"{campaign}<BY><WHO>(?:参加|参与)",
            r"{campaign}的(?:参与|参加|成员|相关|有关)?<BODIES>(?:<ALL><IS>(?:<WHO>|<WHAT>))?",
        ),
        english=(
            r"(?:who|which agencies) (?:is|are|take part|takes part) in (?:the )?(?:campaign )?{campaign}",
        ),
        examples=("哪些单位参加{campaign}行动", "{campaign}行动有哪些单位"),
        asked=ANY_ROLE,
        done="参加",
    ),
    Intent(
        name="who_leads",
        slots=("subject",),
        forms=SUBJECT_FORMS,
        verb=LEAD,
        noun="(?:牵头单位|牵头部门|主办单位)",
        english=(r"who (?:leads|runs|heads) (?:the )?(?:campaign )?{subject}", r"who is leading {subject}"),
        examples=("谁牵头{subject}", "{subject}由谁牵头"),
        asked=LEADING,
        done="牵头",
    ),
    Intent(
        name="who_assists",
        slots=("subject",),
        forms=SUBJECT_FORMS,
        verb=ASSIST,
        noun="(?:配合单位|协办单位|参与单位|参加单位|配合部门)",
        english=(
            r"who (?:assists|assists with|assists in|helps with|supports) (?:the )?(?:campaign )?{subject}",
        ),
        examples=("谁配合{subject}", "{subject}由谁配合"),
        asked=ASSISTING,
        done="配合",
    ),
    Intent(
        name="who_supervises",
        slots=("subject",),
        forms=SUBJECT_FORMS,
        verb=SUPERVISE,
        noun="(?:督办单位|督查单位)",
        examples=("谁督办{subject}",),
        asked=Asked(("supervise",)),
        done="督办",
    ),
    Intent(
        name="who_does",
        slots=("subject",),
        forms=(
            *SUBJECT_FORMS,
            r"{subject}(?:到底|究竟)?(?:归|该归|应归|属于)<WHO>(?:来)?(?:管|负责)?",
            r"{subject}(?:到底|究竟)?(?:都)?是<WHO>的(?:<TASK>|责任)",
        ),
        verb="<DO>",
        noun="责任单位",
        english=(
            r"who (?:does|handles|is responsible for|is in charge of) (?:the )?(?:campaign )?{subject}",
        ),
        examples=("{subject}归谁管", "谁负责{subject}"),
        asked=ANY_ROLE,
        done="承担",
    ),
)
"""Tried in this order; what is read first is asked, so the narrower forms stand before the wider."""


@cache
def patterns(intent: Intent) -> tuple[re.Pattern[str], ...]:
    """The compiled forms of an intent; Chinese ones hold no blanks."""
    words = {"VERB": intent.verb, "NOUN": intent.noun} | WORDS
    return tuple(re.compile(_expand(form, words)) for form in intent.forms) + tuple(
        re.compile(_slots(form)) for form in intent.english
    )


def _expand(form: str, words: dict[str, str]) -> str:
    """Vocabulary may hold vocabulary: VERB of agency_duties is SHOULD DO."""
    for _ in range(2):
        form = re.sub(r"<([A-Z]+)>", lambda found: f"(?:{words[found[1]]})", form)
    return _slots(form)


def _slots(form: str) -> str:
    return re.sub(r"\{(\w+)\}", r"(?P<\1>.+?)", form)
