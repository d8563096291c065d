"""The words that forms are made of, and what an intent is.

A form is a pattern over the whole question. `<…>` is vocabulary from `WORDS`, or the
intent's own VERB and NOUN; `{agency}`, `{pair}`, `{campaign}` … are the names and words that the
question is about. A question is only read by a form that accounts for every word of it: what a
form does not say, no answer can ignore.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from graph.records import ROLES, Basis, Role

Slot = Literal["agency", "pair", "campaign", "subject", "number", "cited"]

_COUNTER: Final = "[项个条件份家种类]"
WORDS: Final[dict[str, str]] = {
    "WHAT": rf"(?:哪些个?|哪几{_COUNTER}|哪{_COUNTER}|些什么|些啥|什么|啥|多少{_COUNTER}?|几{_COUNTER})",
    "TASK": r"(?:重点任务|重点工作|工作任务|具体任务|各项任务|任务|工作|事项|事情|事儿?|活儿?|差事)",
    "WHO": (
        r"(?:谁|哪一?[个家](?:责任)?单位|哪一?[个家]部门|哪一?[个家]机构|哪一?[个家]机关|哪些(?:责任)?(?:单位|部门|机构|机关)"
        r"|哪几[个家](?:单位|部门|机构)|哪[个家]|什么(?:单位|部门|机构|机关)|啥(?:单位|部门)|多少[个家]?(?:单位|部门|机构)|几[个家](?:单位|部门|机构))"
    ),
    "AGENCIES": r"(?:单位|部门|机构|机关)",
    "CAMPAIGN": r"(?:专项整治行动|专项行动|专项整治|专项活动|专项|行动)",
    "DOCUMENT": r"(?:工作方案|工作要点|分工方案|方案|要点|文件|文)",
    "IS": r"(?:都有|有|都是|是|包括|为)",
    "ALL": r"(?:都|一共|总共|共|全部)?",
    "ON": r"(?:上面|里面|里头|里|中)?",
    "AND": r"(?:和|与|跟|同|以及|及|、)",
    "BY": (
        r"(?:到底|究竟)?(?:该由|应由|应该由|是由|都由|由|归"
        r"|该归|应归|让|该|应该|是|都有|有|靠|找|该找|应该找)?"
    ),
    "HOW": r"(?:来|需要|要|得|跟着)?",
    "SHOULD": r"(?:需要|要|应该|应|该)?",
    "DO": (
        r"(?:负责|承担|分管|主管|落实|抓|管|做|干|办|搞|实施"
        r"|组织实施|组织开展|开展|推进|承办|管理|处理)(?!了)"
    ),
    "LEAD": r"(?:牵头|挑头|领头|带头|主办|打头|主导)(?:负责|组织|推进|实施|开展|落实|抓|办理|干|管|做|承担)?",
    "ASSIST": r"(?:配合|协助|参与|参加|协办)(?:负责|开展|落实|完成|办理|做)?",
}
"""Shared vocabulary; one spelling of it serves every form."""

Narrowed = Literal["year", "region", "campaign", "document", "documents", "due", "topic", "years"]
TASKS: Final[frozenset[Narrowed]] = frozenset(("year", "region", "campaign", "document", "due", "topic"))
"""What narrows tasks."""


@dataclass(frozen=True, slots=True)
class PartFilter:
    """The parts in a task that are asked for; `beside` are counted and named, but not listed."""

    roles: tuple[Role, ...]
    bases: tuple[Basis, ...] | None = None
    beside: tuple[Basis, ...] = ()

    def takes(self, role: Role, basis: Basis | None) -> bool:
        """Whether an agency of that role and basis is listed."""
        return role in self.roles and (self.bases is None or basis in self.bases)


ANY_ROLE: Final = PartFilter(ROLES)
LEADING: Final = PartFilter(("lead",))
ASSISTING: Final = PartFilter(("assist",), bases=("named",), beside=("duty", "rule"))


@dataclass(frozen=True, slots=True)
class Intent:
    """A kind of question.

    `examples` show it to people and are offered, filled with names of the graph, to those whose
    question was not understood; each is also a test. `verb` and `noun` stand for VERB and NOUN.
    `narrows` is what its queries can be narrowed by; a question narrowed by more is not read as it.
    """

    name: str
    slots: tuple[Slot, ...]
    forms: tuple[str, ...]
    examples: tuple[str, ...]
    parts_listed: PartFilter = ANY_ROLE
    verb: str = "(?!)"
    noun: str = "(?!)"
    english: tuple[str, ...] = ()
    done: str = ""
    """How the answer's sentence calls it: 牵头, 配合 …"""
    narrows: frozenset[Narrowed] = frozenset(("year", "region"))
    needs: frozenset[Narrowed] = frozenset()
    cues: str = ""
    """Words, parted by blanks, of which a Chinese question holds one: its forms are tried only then."""
    partner: PartFilter | None = None
    """The parts of the second agency, where a question tells it another part."""


def patterns(intent: Intent, text: str) -> tuple[re.Pattern[str], ...]:
    """The forms by which the text may be read; those of the other language are not even compiled."""
    if _ENGLISH.match(text):
        return _english(intent)
    cues = intent.cues.split()
    return _chinese(intent) if not cues or any(cue in text for cue in cues) else ()


_ENGLISH: Final = re.compile("[a-z]{3,} ")


@cache
def _chinese(intent: Intent) -> tuple[re.Pattern[str], ...]:
    words = {"VERB": intent.verb, "NOUN": intent.noun} | WORDS
    return tuple(re.compile(_expand(form, words)) for form in intent.forms)


@cache
def _english(intent: Intent) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(_slots(form)) for form in intent.english)


def _expand(form: str, words: dict[str, str]) -> str:
    """Vocabulary may hold vocabulary: VERB of agency_duties is SHOULD DO."""
    for _ in range(3):
        form = re.sub(r"<([A-Z]+)>", lambda match: f"(?:{words[match[1]]})", form)
    return _slots(form)


_NUMBERED: Final = (
    r"第[一二三四五六七八九十百\d]+(?:部分|章|大项|大条|大点)(?:[,、的中里]*第?[((]?[一二三四五六七八九十百\d]+[))]?(?:条|项|款|点|节|小节|部分|小项)?(?:任务|工作)?)?"
    r"|第[一二三四五六七八九十百\d]+(?:项|条|个)(?:任务|工作)?"
)


def _slots(form: str) -> str:
    form = form.replace("{number}", f"(?P<number>{_NUMBERED})")
    return re.sub(r"\{(\w+)\}", r"(?P<\1>.+?)", form)
