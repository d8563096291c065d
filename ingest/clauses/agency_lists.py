"""Agencies in a list: where one ends and the next begins, what each is called, which are collective.

The rules are those of the annotation guide, "Responsibility clauses" and "More clause forms".
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ingest.lexicon.agency_endings import NAME_ENDINGS, ends_agency_name
from ingest.registers.regions import region_at, stem_at

OPEN, CLOSE = "（(〔[【［<《“", "）)〕]】］>》”"
CONJUNCTION = re.compile(r"以及|和|及|与|或|暨|并")
# A list goes on with one of these: the mark of a new agency behind 和 or 及.
NEXT_AGENCY = re.compile(
    r"各|有关|相关|其他|其它|全国|国家|国务院|中央|中国|省|市(?!场)|自治区|县(?!域)|区(?!域|块)|州|盟|旗|属地|所在地|团[省市县区]委"
)
ETC = re.compile(
    r"(?<![高中初平同均优上下特劣对])等(?!级|教育|院校|学校|学历|次|额|值)(?:[\d一二三四五六七八九十]{1,3}个?)?(?P<rest>.*)$"
)
NOTHING = re.compile(r"(?:部门|单位|部委|委办局|部门和单位|部门单位|单位和部门|)$")
PIECE_MARK = re.compile(f"[{re.escape(OPEN + CLOSE)}、，,；;\n \u3000\u00a0\t/]")
STOP = re.compile("[。；？！：]")
GENERIC = re.compile(r"(?:部门|单位|政府|机构|企业|组织)$")
_AREA = (
    r"(?:设区市|省辖市|地级市|县级市|直辖市|省直管县|直管县|自治州|自治县|经济开发区|高新区|新区|开发区|功能区|园区|管理区|市州|地市|"
    r"市直|市(?!场)|州|盟|县(?!域)|区(?!域|块)|旗|乡镇|乡|镇|街道)"
)
_BRACKET = (
    r"(?:[（(〔<\[][^（()）〔〕<>\[\]]*(?:[（(〔][^（()）〔〕<>\[\]]*[）)〕][^（()）〔〕<>\[\]]*)?[）)〕>\]])"
)
AREAS_ONLY = re.compile(rf"(?:各|有关|相关|所属)?(?:级)?(?:(?:{_AREA}|省|地)(?:级)?{_BRACKET}?)+$")
AREA_LED = re.compile(rf"(?:各)?(?:{_AREA}{_BRACKET}?)+(?=.)")
COLLECTIVE = re.compile(
    r"^(?:各|有关|相关|其他|其它|所有|全体|全市各|全省各|市直各|省直各|驻[^局厅]{0,6}各)|"
    r"(?:各|有关|相关|其他|所有|全体|下属|所属|直属)(?:成员|责任|职能|执法|行政|业务|主管|监管|党政|地方|市直|省直|市级|省级|县级|省级人民|级|地区|县|市|区|乡镇|街道|处室|科室)*"
    r"(?:部门|单位|机关|政府|企业|机构|组织|地方|方面|主体|市|县|区|镇|乡|街道|院校|学校|高校|银行|协会|处室|科室|地区|工作队|"
    r"党委|委办局)|成员单位$|部门$|部门和单位$|(?:主管|监管|执法|职能|承办|建设|管理|使用|运营|产权|责任|施工|项目|实施|牵头|参建|联络|派驻|驻村工作)"
    r"(?:单位|队|机构)$|^(?:县|区|市|乡镇|街道|镇|乡)[、（(].*(?:政府|管委会|办事处|部门)|^(?:县级|市级|乡级|基层|属地)[^局厅委]*(?:政府|部门|单位)$|"
    r"(?:所属|所辖|辖区)[^局厅委]*(?:单位|企业|机构|政府)$"
)
# The level, or the owner, that is printed before an agency and that the next ones inherit.
LEVEL = re.compile(r"(?P<level>自治区|省|市(?!场)|县(?!域)|区(?!域|块)|州|盟|旗|镇|乡(?!村))(?=[^、，；]{1})")
OWNER_EACH = re.compile(rf"(?P<owner>(?:各|有关|相关)(?:级)?(?:(?:{_AREA})(?:{_BRACKET})?[、]?)+)(?=.)")
OWNER_AREA = re.compile(r"(?P<owner>[^省市县区厅局委]{2,8}(?:新区|省|自治区|市|县|区|州|盟|旗))(?=.{2,})")
CENTRAL = re.compile(
    r"(?:全国|国家|国务院|中央|中国|中共|中华|最高|人民银行|人行|国网|民航|团省委|团市委|团县委|团区委|共青团|公安部|财政部|属地|驻)"
)
OWN_REGION = re.compile(
    r"[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔滇藏陕甘青宁新][东西南北中](?=电力|供电|油田)|"
    r".{2,}(?:海关|银保监局|银保监分局|银监局|银监分局|保监局|保监分局|证监局|监管局筹备组|金融监管总局.{0,8}局|金融监管分局|出入境检验检疫局|军分区|警备区|"
    r"有限公司|集团公司|铁路局|铁路监管局|机场|海事局|民航监管局|分公司|仲裁委员会|调查队|调查总队|中心支行|中心支公司|大学|学院|实验室|研究所|研究院|高等专科学校)$"
)
PARTY = {
    "宣传部": "委宣传部",
    "组织部": "委组织部",
    "统战部": "委统战部",
    "政法委": "委政法委",
}  # a Party agency even where the list before it prints only 市
RANKED = re.compile(r"(?:各|有关|相关|所属)?(?:设区)?(?P<area>[省市州盟县区旗乡镇街])")
RANK = (
    dict.fromkeys("省", 1)
    | dict.fromkeys("市州盟", 2)
    | dict.fromkeys("县区旗", 3)
    | dict.fromkeys("乡镇街", 4)
)
BRACKETED = re.compile(_BRACKET)


class AgencyMention(NamedTuple):
    """One agency of a list. `start` and `end` count in the whole text; `surface` is what stands there."""

    surface: str
    name: str
    collective: bool
    start: int
    end: int


class Names:
    """Gives agencies their names, in the order of the clause, so that a printed level is inherited."""

    def __init__(self) -> None:
        self._owner = ""

    def name(self, surface: str, collective: bool) -> tuple[str, bool]:
        """The name of an agency as printed, and whether it is a collective after all."""
        printed = _printed(surface, collective)
        if printed.owner is not None:
            self._owner = printed.owner
        bare, owner = printed.bare, self._owner
        if printed.collective is not None:
            return bare, printed.collective
        if not owner:
            return bare, False
        return owner + (PARTY.get(bare, bare) if len(owner) == 1 else bare), owner[0] in "各有相"


class _Printed(NamedTuple):
    """What the words of an agency tell by themselves.

    `collective` is None where the name needs the level or owner printed before it; `owner` is what
    the next ones inherit, None where that stays as it was.
    """

    bare: str
    collective: bool | None
    owner: str | None


@lru_cache(maxsize=8192)  # a document names the same agencies again and again
def _printed(surface: str, collective: bool) -> _Printed:
    bare = _without_notes("".join(surface.split()))
    if each := OWNER_EACH.match(bare):
        owns = not AREAS_ONLY.match(bare) and bare.endswith(NAME_ENDINGS) and not GENERIC.search(bare)
        return _Printed(bare, True, each["owner"] if owns else None)
    level = LEVEL.match(bare)
    if collective:
        return _Printed(bare, True, level["level"] if level else None)
    if (region := region_at(bare)) and region != bare:
        return _Printed(bare, False, region)
    if level:
        return _Printed(bare, False, level["level"])
    if bare.startswith(("厅", "本", "局机关", "委机关")):
        return _Printed(bare, False, "")  # 厅就业促进处: the issuer speaks of its own offices
    if CENTRAL.match(bare) or OWN_REGION.match(bare) or (stem_at(bare) and len(bare) > 4):
        return _Printed(bare, False, None)
    if (area := OWNER_AREA.match(bare)) and not bare.endswith(("区", "市", "县")):
        return _Printed(bare, False, area["owner"])
    return _Printed(bare, None, None)


def _without_notes(surface: str) -> str:
    """Leaves out the brackets that speak of later clauses: （含定州、辛集市，下同）."""
    if "下同" not in surface and "简称" not in surface:
        return surface
    return BRACKETED.sub(lambda m: "" if "下同" in m.group() or "简称" in m.group() else m.group(), surface)


@lru_cache(maxsize=8192)
def is_collective(surface: str) -> bool:
    """Whether the words name no single agency but several: 各有关部门, 市领导小组有关成员单位."""
    return COLLECTIVE.search(surface) is not None


@lru_cache(maxsize=8192)  # a document names the same agencies again and again
def is_agency_name(surface: str) -> bool:
    """Whether the words end as the name of an agency does."""
    bare = BRACKETED.sub("", surface).strip()
    return len(bare) <= 60 and bare.endswith(NAME_ENDINGS) and not STOP.search(bare)


def split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of the agencies that a stretch of a clause lists, in order.

    、 and space part agencies; 和, 及 and 以及 do where a whole agency stands before them and a new one
    behind; brackets hold together; regions that share a head stay one (各市、县政府), and so do names
    with 和 in them (省住房和城乡建设厅).
    """
    spans: list[tuple[int, int]] = []
    for a, b in _pieces(text, start, end):
        spans.extend(_at_conjunctions(text, a, b))
    spans = _shared_heads(text, spans)
    done: list[tuple[int, int]] = []
    for a, b in spans:
        done.extend(_without_etc(text, a, b))
    return done


def _trim(text: str, a: int, b: int) -> tuple[int, int]:
    while a < b and (text[a].isspace() or text[a] in "、，,；;：:。”由"):
        a += 1
    while a < b and (text[b - 1].isspace() or text[b - 1] in "、，,；;：:。"):
        b -= 1
    return a, b


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces, depth, a = [], 0, start
    for mark in PIECE_MARK.finditer(text, start, end):
        i, c = mark.start(), mark.group()
        if c in OPEN:
            depth += 1
        elif c in CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0 and (c in "、，,；;\n" or _space_parts(text, a, i, end)):
            pieces.append((a, i))
            a = i + 1
    pieces.append((a, end))
    return [piece for piece in (_trim(text, a, b) for a, b in pieces) if piece[0] < piece[1]]


def _space_parts(text: str, a: int, i: int, end: int) -> bool:
    """A space parts agencies where one stands before it; elsewhere it is the page's."""
    return ends_agency_name(text[a:i].strip()) and i + 1 < end and text[i + 1] not in "（("


def _at_conjunctions(text: str, a: int, b: int) -> list[tuple[int, int]]:
    if not CONJUNCTION.search(text, a, b):
        return [(a, b)]
    spans, first = [], a
    outside: list[bool] | None = None
    for match in CONJUNCTION.finditer(text, a, b):
        i, j = match.span()
        if outside is None:
            outside = _outside(text, first, b)
        if i <= a or not outside[i - first]:
            continue
        left, right = text[a:i], text[j:b]
        if not ends_agency_name(BRACKETED.sub("", left).removesuffix("\n")):
            continue
        if NEXT_AGENCY.match(right) or (
            is_agency_name(right) and not GENERIC.fullmatch(right) and len(right) >= 3
        ):
            spans.append(_trim(text, a, i))
            a = j
    spans.append(_trim(text, a, b))
    return [span for span in spans if span[0] < span[1]]


def _outside(text: str, a: int, b: int) -> list[bool]:
    mask, depth = [], 0
    for c in text[a:b]:
        depth += c in OPEN
        mask.append(depth == 0)
        if c in CLOSE:
            depth = max(0, depth - 1)
    return mask


def _shared_heads(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Joins 各市 and 县（市、区）政府, which share their head."""
    joined: list[tuple[int, int]] = []
    for a, b in spans:
        if joined:
            c, d = joined[-1]
            last = text[c:d]
            if (
                (last[0] in "各有相所" or "、" in last)
                and AREAS_ONLY.match(last := "".join(last.split()))
                and (
                    AREA_LED.match(text[a:b]) or AREAS_ONLY.match(text[a:b]) or text[a:b].startswith("省直管")
                )
                and "，" not in text[d:a]
                and not _above(text[a:b], last)
            ):
                joined[-1] = (c, b)
                continue
        joined.append((a, b))
    return joined


def _above(words: str, last: str) -> bool:
    """各县（市、区）、市水务局: the region of the second is above the first's, so they share no head."""
    second, first = RANKED.match(words), RANKED.match(last)
    return first is not None and second is not None and RANK[second["area"]] < RANK[first["area"]]


def _without_etc(text: str, a: int, b: int) -> list[tuple[int, int]]:
    """Drops 等 and 等部门; keeps what a 等 introduces: 市生态环境局等领导小组有关成员单位."""
    match = ETC.search(text, a, b) if text.find("等", a, b) >= 0 else None
    if match is None or match.end() < b:
        return [(a, b)]
    before = _trim(text, a, match.start())
    spans = [before] if before[0] < before[1] else []
    rest = match["rest"].strip()
    if not NOTHING.fullmatch(rest):
        spans.append(_trim(text, match.start("rest"), b))
    return spans
