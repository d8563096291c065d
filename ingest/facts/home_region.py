"""The region a document is for, and its code: from the issuer, the title, the text, its number, its file.

The first of these that tells decides, in this order; a name that several regions share (鼓楼区) has a
code where the document names the wider region too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from core.tables import rows
from ingest.facts.signatures import BRANCH, NATIONAL, REGION_NAME, regions_in
from ingest.registers import regions
from ingest.registers.agencies import NO_REGION, central_agencies, identify

OWN_REGION = re.compile(r"我(?P<level>省|市|县|区|州|盟|旗)|全(?P<whole>省|市|县|区|州|盟)")
NAMED_PROVINCE = re.compile(
    r"(?:^|[《（“、，。；：\s])(?P<name>[\u4e00-\u9fff]{2,3}省)(?=人民政府|委|[\u4e00-\u9fff]{2,12}(?:厅|委员会))",
    re.M,
)
TITLE_HEAD = re.compile(r"^(?:关于)?(?:印发)?(?:(?:19|20)\d{2}年)?")  # what stands before its region
FILE_END = re.compile(r"\.[A-Za-z0-9]{1,5}$")


def region_of(
    issuers: Sequence[str], number: str | None, title: str | None, text: str, source: str
) -> str | None:
    """The name of the region, 全国 for an agency of the centre; None where nothing tells."""
    for issuer in issuers:
        if region_names := regions_in(issuer):
            return region_names[-1]
        if BRANCH.search(issuer) and (region := identify(issuer, collective=False, national=False).region):
            return region
        if NATIONAL.match(issuer) or issuer in central_agencies():
            return regions.NATION
    if issuers and (stem := regions.stem_at(issuers[0])):
        return regions.stems()[stem].name
    if title:
        after_year = TITLE_HEAD.sub("", title)
        region = regions.region_at(after_year) or regions.region_at(title)
        if region or ((match := REGION_NAME.match(after_year)) and (region := match["name"])):
            return region
    return _spoken_of(text) or _of_number(number) or _of_file(source)


def code_of(region: str | None, year: int | None, wider: Sequence[str]) -> str | None:
    """The code of a region whose name stands for one only: in that year, in one of the wider regions."""
    if region is None or region == regions.NATION:
        return None
    matches = regions.by_name().get(region, ())
    if year and len(matches) > 1:
        matches = tuple(p for p in matches if (p.since or 0) <= year <= (p.until or 9999)) or matches
    codes = {p.code for p in matches}
    if len(codes) > 1:
        codes = {p.code for p in matches if not set(regions.above(p.code)).isdisjoint(wider)}
    return codes.pop() if len(codes) == 1 else None


def wider_regions(
    issuers: Sequence[str], number: str | None, title: str | None, source: str
) -> tuple[str, ...]:
    """The regions that a document names beside its own: 福州市 of 福州市鼓楼区人民政府."""
    named = [region for issuer in issuers for region in regions_in(issuer)]
    named += [region for region in (_of_number(number), _of_file(source)) if region]
    named += regions_in(TITLE_HEAD.sub("", title or ""))
    return tuple(dict.fromkeys(named))


def province_named(text: str) -> str | None:
    """The one province whose agencies the text names in full, for a region that the register lacks."""
    named = {m["name"] for m in NAMED_PROVINCE.finditer(text) if not NO_REGION.search(m["name"])}
    return named.pop() if len(named) == 1 else None


def _spoken_of(text: str) -> str | None:
    """The region that a text without an issuer speaks of as its own: 我省 with the one province it names.

    Its agencies, cited plans and region names tell which: names in full, provinces and cities also
    without their suffix, and for a province the cities of it.
    """
    levels = Counter(m["level"] or m["whole"] for m in OWN_REGION.finditer(text))
    if not levels:
        return None
    level = levels.most_common(1)[0][0]
    named: Counter[str] = Counter()
    for match in re.finditer(r"[\u4e00-\u9fff]{2,6}[省市县区州盟旗]", text):
        for size in range(len(match.group()), 2, -1):
            if matches := regions.by_name().get(match.group()[-size:]):
                if matches[0].name.endswith(level):
                    named[matches[0].name] += 1
                elif level == "省" and matches[0].level == "市" and matches[0].parent in regions.by_code():
                    named[regions.by_code()[matches[0].parent].name] += 1
                break
    stems = {stem: region.name for stem, region in regions.stems().items() if region.name.endswith(level)}
    if stems:
        named.update(stems[m.group()] for m in re.finditer("|".join(map(re.escape, stems)), text))
    best = named.most_common(2)
    if best and (len(best) == 1 or best[0][1] > best[1][1]):
        return best[0][0]
    return None


@cache
def _number_heads() -> dict[str, str]:
    return {row["head"]: row["region"] for row in rows("ingest.registers", "number_heads.csv")}


def _of_number(number: str | None) -> str | None:
    """The province whose government numbers its documents so: 豫政办〔2016〕1号."""
    heads = _number_heads()
    return next((heads[number[:size]] for size in (3, 2) if number and number[:size] in heads), None)


def _of_file(source: str) -> str | None:
    """The region that a file's name begins with: 信阳市2023年工作要点.docx."""
    name = re.sub(r"^(?:[\d\s_.、-]+年?|附件\d*|关于)+", "", FILE_END.sub("", source))
    return regions.region_at(name)
