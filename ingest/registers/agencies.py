"""Who is who: which agency a printed name means, its kind, its line of work (条线), its region.

Data: `data/agencies.csv` (agencies by the name behind their level, with their spellings),
`data/central_agencies.csv` (those of the centre that have no like below) and
`data/agency_patterns.csv` (kinds of names: 海关, 大学 …); a source in every row. Each merge of
spellings is a row there and can be undone there; `dutygraph rebuild` reads the stored documents anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import cast, get_args

from core.tables import checked, rows
from graph.records import AgencyKind, System, node_id
from ingest.registers import regions

LEVEL_PREFIX = re.compile(
    r"(?:自治区|自治州|自治县|自治旗|地区(?=行署|.*[局委办处会院])|兵团|师市|师(?!范)|省级?|市级?(?!场)|县级?(?!域)|区级?(?!域|块)|州|盟|旗|镇|乡(?!村))"
)
MARKS = {"自治州": "州", "自治县": "县", "自治旗": "旗", "师市": "师"}
"""One mark for each way to print a level, so that 自治州公安局 and 州公安局 are one agency."""
LEVEL_OF = {
    **dict.fromkeys(("自治区", "省", "兵团"), "省"),
    **dict.fromkeys(("市", "州", "盟", "地区", "师"), "市"),
    **dict.fromkeys(("县", "区", "旗"), "县"),
    **dict.fromkeys(("镇", "乡"), "乡"),
}
PARTY = re.compile(r"党?委(?!员会)")
GOVERNMENT = re.compile(r"(?:人民)?政府")
OF_THE_PARTY = re.compile(r"^(?:中共|中国共产党)(?!中央)(?=.+委)")
STATE_TAX = re.compile(r"^国家税务总局(?=.+税务局)")
LEAGUE = re.compile(
    r"^(?:共青团|中国共产主义青年团)?(?P<region>.*?)(?:团(?P<a>[省市县区州盟旗镇乡])委|(?P<b>省|市|县|区|州|盟|旗)?(?:团委|委员会|委))$"
)
QUOTES = re.compile(r"[“”\"「」]")
SECOND_PLATE = re.compile(r"[（(][^（()）]+[）)]$")  # 市委宣传部（市版权局）: one agency with two name plates
ZONE_END = re.compile(r"(?:区|县|市|旗|州|盟|师|城|港|园|省|镇|管委会?|管理委员会|党工委|政府)$")
OFFICE = re.compile(r"(?:处|科|室|股|分局|支队|大队|总队|中队|队|局|所|站|中心|办|办公室|支局|分中心|司)$")
COORDINATING = re.compile(r"领导小组|协调小组|指挥部|联席会议|专班|委员会办公室")
OF_OFFICES = re.compile(r"(?:中心|站|所)$")
UNLISTED_REGION = re.compile(
    r"(?P<name>[^省市县区厅局委办、]{2,4}(?:自治州|自治县|省|市|县|区|州|盟|旗))(?=..)"
)
NO_REGION = re.compile(
    r"(?:[强治全本我各该跨进入建城社园景牧矿林山灾片地库辖校小街新都超股外内老直特两]|设区的|打击|开发|高新|经开|管理|示范|试验|合作|保税|集聚|功能|工业|产业|度假|高技术)"
    r"(?:省|市|县|区|州|盟|旗)$|^(?:国家|中国|全国|中央|质量|依法|创建|建设|推进)"
)
BRANCH = re.compile(r"分公司|支公司|办事处|分局|分行|支行|分院|分中心")
NATION_WIDE = ("国务院", "全国", "中华", "最高人民", "国家", "中央", "中共中央", "中国")


@dataclass(frozen=True, slots=True)
class Entry:
    """An agency of the register: its name behind the level, its kind and line of work."""

    canonical: str
    kind: AgencyKind
    system: str | None


@dataclass(frozen=True, slots=True)
class Pattern:
    """A kind of name. `canonical` says, where it is one of several spellings, how to write it."""

    pattern: re.Pattern[str]
    canonical: str
    kind: AgencyKind
    system: str | None


@dataclass(frozen=True, slots=True)
class Identity:
    """Which agency a name means.

    `region` is the region it prints itself (with the wider ones before it in `within`), `mark` the
    level it prints (省, 市, 州 …), `level` that level, or that of its region, as 国 … 乡.
    """

    name: str
    kind: AgencyKind
    system: str | None
    level: str | None = None
    region: str | None = None
    within: tuple[str, ...] = ()
    mark: str | None = None


@cache
def stems() -> dict[str, Entry]:
    """Every spelling behind the level, with what it means: 发改委 → 发展改革委."""
    result: dict[str, Entry] = {}
    for row in rows("ingest.registers", "agencies.csv"):
        kind, system = _kind(row["kind"]), row["system"] or None
        variants = [row["core"], *_listed(row["other_cores"])]
        for ending in row["endings"].split("|"):
            spellings = ending.split("=")
            for cores in (variants, *([core] for core in _listed(row["also"]))):
                entry = Entry(cores[0] + spellings[0], kind, system)
                for core in cores:
                    for spelling in spellings:
                        result.setdefault(_plain(core + spelling), entry)
    return result


@cache
def _central_rows() -> tuple[tuple[list[str], dict[str, str]], ...]:
    own = [(_listed(row["central"]), row) for row in rows("ingest.registers", "agencies.csv")]
    return (*own, *((_listed(row["names"]), row) for row in rows("ingest.registers", "central_agencies.csv")))


@cache
def central() -> dict[str, Entry]:
    """Agencies of the centre in all their spellings; the first of a row is the canonical one."""
    return {
        _plain(name): Entry(names[0], _kind(row["kind"]), row["system"] or None)
        for names, row in _central_rows()
        for name in names
    }


def system_of(name: str) -> System:
    """The line of work of that name."""
    return System(id=node_id("s", name), name=name)


@cache
def _patterns() -> tuple[Pattern, ...]:
    return tuple(
        Pattern(re.compile(row["pattern"]), row["canonical"], _kind(row["kind"]), row["system"] or None)
        for row in rows("ingest.registers", "agency_patterns.csv")
    )


def _listed(cell: str) -> list[str]:
    return [item for item in cell.split("|") if item]


def _plain(name: str) -> str:
    return QUOTES.sub("", name)


def _kind(word: str) -> AgencyKind:
    return cast("AgencyKind", checked(word, get_args(AgencyKind), "the registers of agencies"))


@cache
def central_agencies() -> frozenset[str]:
    """The agencies of the centre that sign documents: 科技部, 银保监会, 国务院办公厅."""
    return frozenset(name for names, _ in _central_rows() for name in names) | {
        "国务院",
        "国务院办公厅",
        "中共中央",
        "中共中央办公厅",
        "中央办公厅",
        "中央军委",
    }


def is_of_the_centre(name: str) -> bool:
    """Whether only an agency of the centre is called so: 教育部, 国家能源局; not 国资委, 医保局."""
    return _plain(name) in central() and _plain(name) not in stems()


@cache
def identify(name: str, *, collective: bool, national: bool) -> Identity:
    """Which agency a name means.

    `name` is the one the clause gives it (市工信委); `national` says that the document is one of the
    centre, where 国资委 is printed without a level. A name that the registers lack keeps its spelling
    and is of kind `other`.
    """
    if collective:
        return Identity(name, "collective", None, _level(_mark(name)))
    plain = _plain(name)
    if (entry := central().get(plain)) and (national or plain not in stems()):
        return Identity(entry.canonical, entry.kind, entry.system, "国", regions.NATION)
    plain = STATE_TAX.sub("", OF_THE_PARTY.sub("", plain))
    if league := _league(plain):
        return league
    mark, known = _behind_level(plain)
    if known:
        return Identity((mark or "") + known.canonical, known.kind, known.system, _level(mark), mark=mark)
    if (plate := SECOND_PLATE.search(plain)) and plate.start() > 2:
        first = identify(plain[: plate.start()], collective=False, national=national)
        if first.kind != "other":
            return first
    region_names, rest = own_regions(plain)
    if region_names:
        return _of_region(plain, region_names, rest)
    return _by_pattern(name, plain)


def _of_region(name: str, region_names: tuple[str, ...], rest: str) -> Identity:
    """An agency that prints its region: 河北省教育厅 is 省教育厅 of 河北省, 雄安新区公安局 keeps its name."""
    region = region_names[-1]
    level = regions.level_of(region)
    mark = _mark_of(region)
    if mark is None:
        result = _within(rest) or _unlisted(rest)
        return Identity(name, result.kind, result.system, level, region, region_names[:-1])
    _, known = _behind_level(mark + rest)
    if known:
        return Identity(mark + known.canonical, known.kind, known.system, level, region, region_names[:-1])
    settled = _by_pattern(mark + rest, mark + rest)
    return Identity(settled.name, settled.kind, settled.system, level, region, region_names[:-1])


def _behind_level(name: str) -> tuple[str | None, Entry | None]:
    """The level that a name prints and the agency behind it: 市发改委 → 市, 发展改革委."""
    known = stems()
    if entry := known.get(name):
        of_party = entry.canonical.startswith("委") and len(entry.canonical) > 1
        bare = entry.canonical[1:] if of_party and not name.startswith("委") else entry.canonical
        return None, Entry(bare, entry.kind, entry.system)
    match = LEVEL_PREFIX.match(name)
    if not match:
        return None, None
    mark = _mark(name)
    rest = name[match.end() :]
    if match.group().endswith("级") and GOVERNMENT.fullmatch(rest):
        return None, None  # 省级政府: those of every province
    tried = [rest]
    if party := PARTY.match(rest):
        tried += ["委" + rest[party.end() :], rest[party.end() :]]
    if government := GOVERNMENT.match(rest):
        tried.append(rest[government.end() :])
    for words in tried:
        if entry := known.get(words):
            return mark, entry
    return mark, None


def _league(name: str) -> Identity | None:
    """团省委, 省团委, 共青团河北省委 and 共青团信阳市委员会 are 团省委 and 团市委."""
    match = LEAGUE.match(name)
    if not match or "团" not in name or name.startswith(("兵团", "集团")):
        return None
    mark = match["a"] or match["b"]
    region = match["region"] + ("" if match["a"] else match["b"] or "")
    if not match["a"] and not name.startswith(("共青团", "中国共产主义青年团")) and not name.endswith("团委"):
        return None
    if mark and region in ("", mark):
        return Identity(f"团{mark}委", "group", "共青团", _level(mark), mark=mark)
    region_names, rest = own_regions(region + "团委")
    if region_names and rest == "团委" and (mark := _mark_of(region_names[-1])):
        level = regions.level_of(region_names[-1])
        return Identity(f"团{mark}委", "group", "共青团", level, region_names[-1], region_names[:-1])
    return None


def _within(name: str) -> Entry | None:
    """The agency that a name ends in, behind a zone or another region: 高新区市场监管局."""
    known = stems()
    for at in range(2, len(name) - 1):
        if ZONE_END.search(name[:at]) and (entry := known.get(name[at:])):
            return Entry(name[:at] + entry.canonical.removeprefix("委"), entry.kind, entry.system)
    return Entry(name, entry.kind, entry.system) if (entry := known.get(name)) else None


def _office(name: str) -> Entry | None:
    """An office of a known agency: 省人社厅就业促进处, 市生态环境局某分局."""
    if not OFFICE.search(name) or COORDINATING.search(name):
        return None
    for at in range(len(name) - 1, 3, -1):
        _, known = _behind_level(name[:at])
        if known and known.kind in ("government", "vertical", "court", "procuratorate"):
            of_its_own = bool(OF_OFFICES.search(name)) and known.kind == "government"
            return Entry(name, "institution" if of_its_own else known.kind, known.system)
    return None


def _by_pattern(printed: str, name: str) -> Identity:
    """What is known of a name that no row of the register spells."""
    mark = _mark(name)
    if result := _within(name) if not mark else None:
        region = _stem_region(name) if result.canonical != name or name not in stems() else None
        return Identity(
            result.canonical, result.kind, result.system, regions.level_of(region) if region else None, region
        )
    if result := _office(name):
        return Identity(name, result.kind, result.system, _level(mark), mark=mark)
    for pattern in _patterns():
        match = pattern.pattern.search(name)
        if match is None:
            continue
        canonical = match.expand(pattern.canonical) if pattern.canonical else name
        at = match["region"] if "region" in pattern.pattern.groupindex else name
        kind, system = pattern.kind, pattern.system
        region = None if mark else _stem_region(at) or _region_of_branch(name)
        if region:
            return Identity(canonical, kind, system, regions.level_of(region), region)
        if not mark and name.startswith(NATION_WIDE) and not BRANCH.search(name):
            return Identity(canonical, kind, system, "国", regions.NATION)
        return Identity(canonical, kind, system, _level(mark), mark=mark)
    return Identity(printed, "other", None, _level(mark), mark=mark)


def _unlisted(name: str) -> Entry:
    result = _by_pattern(name, name)
    return Entry(result.name, result.kind, result.system)


def own_regions(name: str) -> tuple[tuple[str, ...], str]:
    """The regions that lead a name, outermost first, and the rest: 澜宁市临溪区税务局 → 澜宁市, 临溪区.

    Each lies a level below the one before it, so 河北省制造强省… prints one region. A region that the
    register lacks is taken by its ending where nothing else can be meant.
    """
    region_names: list[str] = []
    rest, floor = name, 0
    while True:
        region = regions.region_at(rest)
        if region is None and (match := UNLISTED_REGION.match(rest)) and not NO_REGION.search(match["name"]):
            at_level = LEVEL_PREFIX.match(rest)
            region = match["name"] if not at_level or not stems().get(rest[at_level.end() :]) else None
        level = regions.level_of(region) if region else None
        if region is None or level is None or regions.LEVELS.index(level) <= floor:
            break
        if len(rest) - len(region) < 1:
            break
        region_names.append(region)
        rest, floor = rest[len(region) :], regions.LEVELS.index(level)
    return tuple(region_names), rest


def _mark_of(region: str) -> str | None:
    """The level that a region stands for in the name of its agencies: 河北省 → 省; of a zone None."""
    if region.endswith("自治区"):
        return "自治区"
    if region.endswith("兵团"):
        return "兵团"
    if region.endswith("地区"):
        return "地区"
    if region.endswith("新区") and regions.level_of(region) == "市":  # 雄安新区 is no district
        return None
    return region[-1] if region[-1] in LEVEL_OF else None


def _stem_region(name: str) -> str | None:
    """The region that a name begins with, also without its suffix: 信阳海关, 河北证监局."""
    if region := regions.region_at(name):
        return region
    stem = regions.stem_at(name)
    return regions.stems()[stem].name if stem else None


def _region_of_branch(name: str) -> str | None:
    """The region of a nation-wide agency's branch, the last that its name holds: 中国移动…河北有限公司."""
    if not name.startswith(NATION_WIDE):
        return None
    return next((region for at in range(len(name) - 2, 1, -1) if (region := _stem_region(name[at:]))), None)


def _mark(name: str) -> str | None:
    """The level printed at the head of a name, in its usual spelling."""
    match = LEVEL_PREFIX.match(name)
    if not match:
        league = re.match(r"团(?P<mark>[省市县区州盟旗镇乡])委", name)
        return league["mark"] if league else None
    return MARKS.get(match.group(), match.group().removesuffix("级"))


def _level(mark: str | None) -> str | None:
    return LEVEL_OF.get(mark) if mark else None
