"""Named campaigns (专项行动): code names with their editions, and those with only a descriptive title.

Rules: the annotation guide, "Campaigns". Known code names stand in `data/campaigns.csv`, quoted
words that are none in `data/not_campaigns.csv`.
"""

from __future__ import annotations

import re
from functools import cache

from core.tables import rows
from ingest.document import CampaignMention, DescriptiveCampaign

# What a campaign is called by; the longer heads first.
_HEAD = (
    r"(?:专项整治行动|专项执法行动|专项治理行动|专项打击行动|集中整治行动|集中行动|联合行动|系列专项行动|专项行动|整治行动|执法行动|治理行动|"
    r"百日行动|系列行动|行动|专项整治|专项治理|专项执法|专项检查|集中整治|主题活动|公益服务活动|工程|治理|整治|战役)"
)
_BETWEEN = r"[^，。；：、“”（）()《》？！,;\s和与及的等]{0,14}?"
_QUOTED = r"[“\"](?P<inside>[^“”\"，。；]{1,24})[”\"]"
QUOTED = re.compile(_QUOTED)
QUOTED_CAMPAIGN = re.compile(
    rf"(?P<year>(?:19|20)\d{{2}}\s*年?\s*)?{_QUOTED}(?P<after>\s*(?:(?:19|20)\d{{2}}年?)?\s*{_BETWEEN}{_HEAD})"
)
# Words that a campaign is called by, or a year in a quote: without any there is no campaign.
CALLED = re.compile(r"行动|工程|治理|整治|专项|活动|战役|[“\"][^”\"]{0,24}\d{4}")
SELF_HEADED = re.compile(r"(?:专项|集中整治|整治)?(?:行动|工程)$")
NTH = re.compile(r"第\s*(?P<n>[\d一二三四五六七八九十]{1,3})\s*(?P<unit>次|届|轮|季|期)[^，。；“”]{0,16}$")
NTH_MOST = 30  # characters between an edition and the name
INSIDE_TITLE = re.compile(r"[\u4e00-\u9fff](?<![展施进动织入续好化行推办抓以将和与及的在对于是])")
_ITEM = r"(?:(?:19|20)\d{2}\s*年?\s*)?[“\"][^“”\"，。；]{1,24}[”\"]"
LIST = re.compile(rf"{_ITEM}(?:[、和及与]?\s*{_ITEM}){{0,12}}(?P<tail>\s*(?:等)?{_BETWEEN}{_HEAD})")
YEAR_INSIDE = re.compile(r"^(?P<before>(?:19|20)\d{2})\s*年?\s*|\s*[-·•]?\s*(?P<after>(?:19|20)\d{2})\s*年?$")
EDITION_INSIDE = re.compile(r"^第\s*[\d一二三四五六七八九十]{1,3}\s*(?:次|届|轮|季|期)\s*")
_VERBS = (
    r"(?:(?:继续|深入|持续|扎实|组织|全面|大力|集中|部署|联合|统筹|重点|有序|积极|常态化){0,4}(?:开展|实施|推进|组织|深化|启动|参与|配合|"
    r"推动|抓好|做好|贯彻|巩固|部署)(?:好|一批|[一两多]次|新一轮|省政府|市政府|国家|全国|全省|全市){0,3})"
)
_PLAIN_HEAD = (
    r"(?:专项整治行动|专项执法行动|集中整治行动|专项行动|整治行动|执法行动|行动|工程|专项整治|专项治理)"
)
DESCRIPTIVE = re.compile(
    rf"{_VERBS}(?P<title>(?P<own>[^，。；：？！“”（）()《》\s]{{2,36}}?)(?:专项整治行动|专项执法行动|专项治理行动|集中整治行动|"
    r"专项行动|整治行动|执法行动|治理行动|提升行动|系列活动|主题活动|年活动|月活动|季活动|专项监督活动|立案监督活动|专项整治|专项治理|"
    r"专项执法|专项检查|集中整治|专项督查|行动|工程))"
)
WEAK_START = re.compile(
    r"^(?:重点领域|重点行业|开展|集中整治|的|了|与|和|及|对|以|为|其|该|此|各|重大|统一|有关|相关|市场主体|一致)"
)
# A heading that is nothing but such a title: （二）农民科学素质提升行动。
WHOLE_TITLE = re.compile(
    r"(?P<title>(?![^。]*开展|加强|加大|强化|推进|推动|突出|深化|抓好|做好|严格|完善|统一|联合|规范)[^，。；：！？\s]{4,36}(?:行动|工程|活动))。?$"
)
NOT_DESCRIPTIVE = re.compile(
    r"(?:违法|犯罪|自觉|联合|统一|具体|实际|一致|集体|共同|采取|法律|保护)行动$|建设工程$|工程建设|、(?:行动|工程)$|行动(?:计划|方案)$"
)


@cache
def _by_code_name() -> dict[str, list[dict[str, str]]]:
    """The register's rows by code name: 清风 of exports and 清风 of wildlife share theirs."""
    mentions: dict[str, list[dict[str, str]]] = {}
    for row in rows("ingest.registers", "campaigns.csv"):
        mentions.setdefault(row["name"].partition("（")[0], []).append(row)
    return mentions


@cache
def known() -> dict[str, str]:
    """Code names and the kind of entry (`code`, or `word` for words that code names are made of)."""
    return {name: mentions[-1]["kind"] for name, mentions in _by_code_name().items()}


@cache
def _homonyms(name: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The campaigns that share a code name, each with the words that tell it."""
    return tuple(
        (row["name"], re.compile(row["words"])) for row in _by_code_name().get(name, []) if row["words"]
    )


def settled(name: str, context: str) -> str:
    """The name of a campaign; of those that share it, the one whose words the task speaks."""
    name = re.sub(r"\s+", " ", name)
    scores = [(len(words.findall(context)), full) for full, words in _homonyms(name)]
    best = max(scores, default=(0, name))
    return best[1] if best[0] else name


@cache
def excluded() -> frozenset[str]:
    """Quoted words that name a mechanism, a slogan, a plan or a day."""
    return frozenset(row["name"] for row in rows("ingest.registers", "not_campaigns.csv"))


@cache
def _code_word() -> re.Pattern[str]:
    return re.compile("|".join(sorted(known(), key=len, reverse=True)))


@cache
def _unquoted() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<lead>[\u4e00-\u9fff]{{0,6}}?)(?P<word>{_code_word().pattern})(?P<rest>[\u4e00-\u9fff]{{0,8}}?)"
        rf"(?P<edition>\s*(?:19|20)\d{{2}}\s*年?)?{_PLAIN_HEAD}"
    )


def find(text: str, start: int, end: int) -> list[CampaignMention]:
    """The code-named campaigns that the stretch `text[start:end]` names, in order, each once."""
    mentions: list[CampaignMention] = []
    taken: list[tuple[int, int]] = []

    def add(name: str, edition: str | None, a: int, b: int) -> None:
        name = re.sub(r"\s+", " ", name).strip()
        plain = re.sub(r"[“”\"《》]", "", name)
        if not name or plain in excluded() or any(x < b and a < y for x, y in taken):
            return
        if not re.search(r"[\u4e00-\u9fffA-Za-z]", name) or re.fullmatch(r"[\d·.\-—+＋N]+", name):
            return
        taken.append((a, b))
        if all((m.name, m.edition) != (name, edition) for m in mentions):
            mentions.append(CampaignMention(name, edition, text[a:b], a, b))

    if not CALLED.search(text, start, end):
        return mentions
    for match in LIST.finditer(text, start, end):
        items = list(QUOTED.finditer(text, match.start(), match.start("tail")))
        if len(items) == 1 and not match["tail"].lstrip().startswith("等"):
            continue
        for item in items:
            name, edition = _name_and_edition(item["inside"])
            add(name, edition, item.start(), item.end())
    for match in QUOTED_CAMPAIGN.finditer(text, start, end):
        # 低保特困“两癌”患病妇女救助工程: a quoted word in the middle of a longer title.
        between = len(re.sub(rf"{_HEAD}$", "", match["after"]).strip()) > 0
        if between and match.start() > start and INSIDE_TITLE.match(text[match.start() - 1]):
            continue
        name, edition = _name_and_edition(match["inside"])
        edition = edition or _year(match["year"]) or _year(match["after"])
        a = match.start() if match["year"] else match.start("inside") - 1
        nth, a = _nth(text, start, a)
        add(name, nth or edition, a, match.end())
    for item in QUOTED.finditer(text, start, end):
        if not (SELF_HEADED.search(item["inside"]) or _is_known(item["inside"])):
            continue
        name, edition = _name_and_edition(item["inside"])
        nth, a = _nth(text, start, item.start())
        add(name, nth or edition, a, item.end())
    if not _code_word().search(text, start, end):
        return sorted(mentions, key=lambda m: m.start)
    for match in _unquoted().finditer(text, start, end):
        a = match.start() + len(re.match(rf".*{_VERBS}|", match["lead"], re.S).group())  # type: ignore[union-attr]
        if known()[match["word"]] == "word" and a + len(match["word"]) >= match.end("rest"):
            continue
        add(text[a : match.end("rest")], _year(match["edition"]), a, match.end())
    return sorted(mentions, key=lambda m: m.start)


def descriptive(text: str, start: int, end: int, named: list[CampaignMention]) -> list[DescriptiveCampaign]:
    """The campaigns that have a descriptive title and no code name."""
    mentions: list[DescriptiveCampaign] = []
    if not CALLED.search(text, start, end):
        return mentions
    whole = WHOLE_TITLE.match(text, start, end)
    matches = list(DESCRIPTIVE.finditer(text, start, end))
    for match in matches or ([whole] if whole else []):
        a, b = match.span("title")
        title = match["title"]
        if (
            any(m.start < b and a < m.end for m in named)
            or WEAK_START.match(title)
            or NOT_DESCRIPTIVE.search(title)
        ):
            continue
        if all(title != other.title for other in mentions):
            mentions.append(DescriptiveCampaign(title, a, b))
    return mentions


def _nth(text: str, start: int, at: int) -> tuple[str | None, int]:
    """The edition that stands before a name (第12次…“剑网行动”), and where the name begins with it."""
    match = NTH.search(text, max(start, at - NTH_MOST), at)
    return (f"第{match['n']}{match['unit']}", match.start()) if match else (None, at)


def _is_known(inside: str) -> bool:
    """A known code name in quotes is one without a head noun too, if it carries its edition."""
    name, edition = _name_and_edition(inside)
    return edition is not None and known().get(name) == "code"


def _year(printed: str | None) -> str | None:
    match = re.search(r"(?:19|20)\d{2}", printed or "")
    return match.group() if match else None


def _name_and_edition(inside: str) -> tuple[str, str | None]:
    """剑网 2023 → 剑网, 2023; 2016 中原红盾网剑 → 中原红盾网剑, 2016; 剑网行动 → 剑网."""
    inside = inside.strip()
    edition = None
    if match := YEAR_INSIDE.search(inside):
        edition = match["before"] or match["after"]
        inside = (inside[: match.start()] + inside[match.end() :]).strip()
    if match := EDITION_INSIDE.match(inside):
        edition = re.sub(r"\s", "", match.group())
        inside = inside[match.end() :]
    stripped = SELF_HEADED.sub("", inside)
    return (stripped if len(stripped) >= 2 else inside), edition
