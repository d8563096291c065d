"""The clause grammar's words: each form by which a clause gives agencies a part, with an example.

A form is either a label before the agencies (牵头单位：…) or words behind them (…牵头). `part` is what
the form says of its agencies by itself; how the parts of one clause make roles together is told in
`ingest.clauses.roles`. Adding a form is adding one entry here, and its first and last characters
to LABEL_FIRST and LABEL_LAST, or VERB_FIRST and VERB_LAST.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Part = Literal["lead", "duty", "assist", "supervise", "assess", "consult", "time", "none"]


@dataclass(frozen=True, slots=True)
class Form:
    """A named clause form. `words` is its regular expression, `example` a clause it reads."""

    name: str
    part: Part
    words: str
    example: str


_UNIT = r"\s*(?:单\s*位|部\s*门|处\s*室|科\s*室|机\s*构|主\s*体)(?:[和及与或、](?:单位|部门|责任人))?"
_AT = r"(?:(?:市|省|县|区)[级直]|本级|州级)?"  # 市级牵头单位

# Before the agencies, with a colon. Read in this order: 牵头考核单位 before 牵头单位.
LABELS = (
    Form("label_assess", "assess", rf"{_AT}(?:牵头)?考核{_UNIT}", "（6月底完成，牵头考核单位：市公安局）"),
    Form(
        "label_lead",
        "lead",
        rf"{_AT}(?:总?牵\s*头(?:责任|负责|落实|主办)?|主\s*办|主责|主要责任|第一责任|主要牵头|主管){_UNIT}",
        "（牵头单位：市教育局；责任单位：市财政局）",
    ),
    Form(
        "label_assist",
        "assist",
        rf"{_AT}(?:协助?配合|配\s*合(?:责任)?|协\s*办|协\s*助|参\s*加|参\s*与|协\s*同|支持|联动|会办){_UNIT}",
        "（牵头单位：市教育局；配合单位：市财政局）",
    ),
    Form(
        "label_supervise",
        "supervise",
        rf"{_AT}(?:督\s*办|督\s*查|督\s*导|监\s*督|督促(?:落实)?){_UNIT}",
        "（责任单位：市教育局；督办单位：市政府办公室）",
    ),
    Form(
        "label_time",
        "time",
        r"(?:完\s*成|办\s*结|落实|实施|推进|整改)?(?:时\s*限(?:要求)?|时\s*间(?:节\s*点|要求|安排)?|期\s*限|节点|进度(?:安排)?)",
        "（责任单位：市教育局；完成时限：2024年12月底前）",
    ),
    Form(
        "label_duty",
        "duty",
        rf"{_AT}(?:(?:主体|具体|共同|落实)?责\s*任|负\s*责|实\s*施|落\s*实|承\s*办|承\s*担|执\s*行|任务|责任落实){_UNIT}|(?:责任|职责|任务)分工",
        "（责任单位：市教育局、市财政局）",
    ),
    Form(
        "label_person",
        "none",
        r"(?:牵头|责任|分管|包联|督导|挂点|主管|市级|县级)*(?:领导|责任人|负责人|联系人|联络员)(?:及(?:电话|联系方式))?",
        "（责任领导：王某；责任单位：市教育局）",
    ),
)

_BY_DUTY = (
    r"(?:(?:按照?|依照?|依据|根据)(?:各自|相关|相应|其)?(?:的)?(?:部门|工作)?"
    r"(?:职责|职能|任务|分工|权限|业务)(?:职责|职能|任务|分工|范围|权限)*)"
)
_HOW = (
    r"(?:共同|联合|具体|分别|分头|各自|分工|分级|统一|协同|协调|密切|积极|"
    r"全力|认真|主动|切实|全程|做好|予以|给予|跟踪|定期|适时|全面)"
)

# Behind the agencies. Read in this order: the more telling words first.
VERBS = (
    Form(
        "verb_supervise",
        "supervise",
        rf"(?:{_BY_DUTY}|{_HOW})*(?:负责)?(?:督查督办|督促检查|督促指导|督导检查|监督检查|监督指导|督查|督办|督导|督促|监督)"
        r"(?:落实|推进|检查|实施|考核|工作)*",
        "（各县区政府负责，市政府办公室督查落实）",
    ),
    Form(
        "verb_assess",
        "assess",
        rf"(?:{_BY_DUTY}|{_HOW})*(?:负责)?考核(?:评价|验收)?",
        "（市教育局负责，市委改革办考核）",
    ),
    Form(
        "verb_lead",
        "lead",
        rf"(?:{_BY_DUTY}|{_HOW})*(?:(?:负责)?(?:总牵头|牵头|抓总)|主办|主责|为主|(?:为|作为|是)(?:总?牵头|主办|主责)(?:责任)?(?:单位|部门))"
        r"(?:负责|落实|实施|推进|办理|承办|协调|组织|抓总|抓好|统筹|制定|开展|完成|并|，)*",
        "（市教育局牵头负责，市财政局按职责分工负责）",
    ),
    Form(
        "verb_assist",
        "assist",
        rf"(?:{_BY_DUTY}|{_HOW})*(?:(?:负责)?(?:配合|协助|参与|参加|协办|支持|指导)|协同|(?:为|作为|是)(?:配合|协办|协助|参与)(?:单位|部门))"
        r"(?:落实|实施|推进|做好|相关工作|有关工作|工作|配合|负责|完成|办理|开展)*",
        "（市教育局牵头，市财政局配合）",
    ),
    Form(
        "verb_duty",
        "duty",
        rf"(?:{_BY_DUTY}|{_HOW})*(?:(?:组织|统筹)?(?:负责|落实|实施|承办|推进|抓好|落地|开展|完成|办理))+(?:到位)?|"
        rf"(?:{_HOW})*统筹(?:协调|推进|指导)?|(?:为|作为|是)(?:责任|承办|实施|落实)(?:单位|部门|主体)|{_BY_DUTY}",
        "（市教育局、市财政局按职责分工负责）",
    ),
)
CONSULT = Form("verb_consult", "consult", r"(?:会同|会商|商)", "（市教育局会同市财政局负责）")
# Behind an agency in brackets of its own: A（牵头）、B.
TAG = Form(
    "tag_lead",
    "lead",
    r"[（(](?:总?牵头|主办|牵头单位|主责)[）)]",
    "（责任单位：市教育局（牵头）、市财政局）",
)
# Agencies of a clause that has a leading agency, with no word of their own: A牵头，B、C。
TAIL = Form("tail_duty", "duty", "", "（市教育局牵头，市财政局、市审计局）")
FORMS = (*LABELS, *VERBS, CONSULT, TAG, TAIL)

# The first and last characters of labels, and those of words: most places are seen by them to hold none.
LABEL_FIRST = "市省县区本州总主牵考第协配参支联会督监完办落实推整时期节进具共责负承执任职分包挂领"
LABEL_LAST = frozenset("位门室构体人限求间点排度工导员话式")
VERB_FIRST = "按依根共联具分各统协密积全认主切做予给跟定适负督考监总牵抓为作是配参支指组落实承推开完办"
LABEL = re.compile(
    f"(?=[{LABEL_FIRST}])(?:" + "|".join(f"(?P<{form.name}>{form.words})" for form in LABELS) + r")\s*[：:]"
)
_LABEL_BEHIND = re.compile(LABEL.pattern + "$")
TAGGED = re.compile(TAG.words + "$")
_COLON = re.compile("[：:]")
LABEL_MOST = 20  # no label is longer, its spaces counted
VERB_MOST = 40  # nor are the words that close a phrase
VERB_END = re.compile(
    f"(?=[{VERB_FIRST}])(?:" + "|".join(f"(?P<{form.name}>{form.words})" for form in VERBS) + ")$"
)
# In the middle of a phrase: A牵头B配合, A会同B负责. 牵头部门 is a noun there.
VERB_INSIDE = re.compile(
    rf"(?P<verb_lead>(?:{_BY_DUTY}|{_HOW})*(?:负责)?牵头(?!部门|单位|考核|人|机构|领导)(?:负责|落实|实施|推进|组织|协调)*)"
    r"|(?P<verb_consult>会同|会商|(?<=[厅局委办部院会])商(?=[省市县区国]))"
)
_INSIDE = re.compile("牵头|会同|会商|(?<=[厅局委办部院会])商(?=[省市县区国])")
# The last characters of those words: most sentences are seen by theirs to be no clause.
VERB_LAST = frozenset(
    "筹调位门体同责落实主查办导促督进施核作价收头为总理承调织好筹定展成并合助与加持地位能务工限围，"
)
FORM_OF = {form.name: form for form in FORMS}

# A string with one of these is looked at as a possible clause.
TRIGGER = re.compile(
    r"负责|牵头|配合|协助|责任(?:单位|部门|处室|主体|分工)|主办|协办|承办|落实|督办|督查|督促|考核(?:单位|部门)|"
    r"参与|参加|会同|实施单位|分工|完成时限|时间节点"
)

# Words about the whole document that are printed inside a clause.
_RULE = (
    r"(?:列|排|居|位列|署名|排名|排序|位于)?(?:在|于)?(?:第一(?:位|个|名|顺位|家)?|首位|首个|首家)(?:的|者|单位|部门|责任)*"
    r"(?:为|是|系|作为|即为)(?:该项(?:工作|任务)|本项(?:工作|任务)|总)?(?:的)?(?:责任)?(?:牵头|主办|主责|总负责)"
)
_REST = r"[^。；;）)]*"
RULE = re.compile(_RULE + _REST)
_RULE_HEAD = re.compile(_RULE)
_FIRST = re.compile("第一|首[位个家]")
_RULE_SIGN = re.compile("(?:第一[位个名顺位家]*|首[位个家])(?:的|者|单位|部门|责任)*[为是系作即]")
RULE_LEAD, RULE_MOST = 4, 120
_DEFAULT_PARTIES = (
    r"(?:以下|以上|上述|下列|其他|其余)[^。；;]{0,60}?(?:不再|不另|不一一|不逐一)"
    r"(?:单独|另行|逐项|一一)?(?:列出|列明|列示|注明|标注|赘述|重复)"
)
DEFAULT_PARTIES = re.compile(_DEFAULT_PARTIES + _REST)
_GOES_ON = re.compile(rf"(?:{LABEL.pattern}|{_RULE}|{_DEFAULT_PARTIES})")
ABBREVIATION = re.compile(r"以下(?:统)?简称[“\"]?[^”\"，。；]*[”\"]?")

# Brackets that hold a trigger word and still are no clause, each for a reason that has a name.
NOT_CLAUSES = (
    ("person", re.compile(r"负责(?:人|同志)"), "（包括负责人和主要参与者）"),
    (
        "inclusion",
        re.compile(r"^(?:含|包括|不含|包含|其中|如|即|指|仅|例如|除|详见|见|参见)"),
        "（含协办的活动）",
    ),
    ("abbreviation", re.compile(r"^(?:以下|下同|简称)"), "（以下简称牵头单位）"),
    ("form_field", re.compile(r"盖章|签字|签名"), "（牵头单位盖章）"),
)

_NO_CLAUSE = re.compile("|".join(pattern.pattern for _, pattern, _ in NOT_CLAUSES))


def why_no_clause(words: str) -> str | None:
    """The named rule by which the words in a bracket or behind a label are no clause, if there is one."""
    if not _NO_CLAUSE.search(words):
        return None
    return next(name for name, pattern, _ in NOT_CLAUSES if pattern.search(words))


def begins_with_label(line: str) -> bool:
    """Whether a line begins with a label: 责任单位：…"""
    return label_at(line, 0, len(line)) is not None


def label_at(text: str, start: int, end: int) -> re.Match[str] | None:
    """The label that a stretch begins with."""
    if not _COLON.search(text, start, min(end, start + LABEL_MOST)):
        return None
    return LABEL.match(text, start, end)


def verb_inside(text: str, start: int, end: int) -> re.Match[str] | None:
    """The first words in a phrase that give the agencies before them a part: 牵头, 会同."""
    return VERB_INSIDE.search(text, start, end) if _INSIDE.search(text, start, end) else None


def labels(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The labels of a stretch, in order; looked for from their colons, which are few."""
    near = start
    for colon in _COLON.finditer(text, start, end):
        at, before = colon.start(), near
        near = colon.end()
        if text[at - 1] not in LABEL_LAST and not text[at - 1].isspace():
            continue
        before = max(before, at - LABEL_MOST)
        before = max(before, text.rfind("\n", before, at) + 1)
        if label := _LABEL_BEHIND.search(text, before, near):
            yield label


def goes_on(text: str, start: int, end: int) -> int | None:
    """How far to read to tell that a stretch begins with a label or a rule; None where it does not."""
    match = _GOES_ON.match(text, start, end)
    return match.end() if match else None


def rule_in(text: str, start: int, end: int) -> re.Match[str] | None:
    """The first rule for the whole document in a stretch; looked for from its 第一 or 首位.

    It is read as far as RULE_MOST characters behind the first such word near it.
    """
    for sign in _RULE_SIGN.finditer(text, start, end):
        head = _RULE_HEAD.search(text, max(start, sign.start() - RULE_LEAD), end)
        if head is None:
            return None
        for first in _FIRST.finditer(text, max(start, head.end() - RULE_MOST - RULE_LEAD), head.end()):
            if head.end() <= first.end() + RULE_MOST:
                return RULE.search(text, head.start(), min(end, first.end() + RULE_MOST))
    return None
