"""The place a document is for, and its code: from the issuer, the title, the text, its number, its file.

The first of these that tells decides, in this order; a name that several places share (鼓楼区) has a
code where the document names the wider place too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from core.tables import rows
from ingest.facts.signatures import BRANCH, NATIONAL, PLACE, places_in
from ingest.registers import regions
from ingest.registers.agencies import NO_PLACE, central_bodies, identify

OWN_PLACE = re.compile(r"我(?P<level>省|市|县|区|州|盟|旗)|全(?P<whole>省|市|县|区|州|盟)")
NAMED_PROVINCE = re.compile(
    r"(?:^|[《（“、，。；：\s])(?P<name>[\u4e00-\u9fff]{2,3}省)(?=人民政府|委|[\u4e00-\u9fff]{2,12}(?:厅|委员会))",
    re.M,
)
TITLE_HEAD = re.compile(r"^(?:关于)?(?:印发)?(?:(?:19|20)\d{2}年)?")  # what stands before its place
FILE_END = re.compile(r"\.[A-Za-z0-9]{1,5}$")


def place_of(
    issuers: Sequence[str], number: str | None, title: str | None, text: str, source: str
) -> str | None:
    """The name of the place, 全国 for a body of the centre; None where nothing tells."""
    for issuer in issuers:
        if places := places_in(issuer):
            return places[-1]
        if BRANCH.search(issuer) and (place := identify(issuer, collective=False, national=False).place):
            return place
        if NATIONAL.match(issuer) or issuer in central_bodies():
            return regions.NATION
    if issuers and (stem := regions.stem_at(issuers[0])):
        return regions.stems()[stem].name
    if title:
        after_year = TITLE_HEAD.sub("", title)
        place = regions.place_at(after_year) or regions.place_at(title)
        if place or ((match := PLACE.match(after_year)) and (place := match["name"])):
            return place
    return _spoken_of(text) or _of_number(number) or _of_file(source)


def code_of(place: str | None, year: int | None, wider: Sequence[str]) -> str | None:
    """The code of the place where its name stands for one only: in that year, in one of the wider places."""
    if place is None or place == regions.NATION:
        return None
    found = regions.by_name().get(place, ())
    if year and len(found) > 1:
        found = tuple(p for p in found if (p.since or 0) <= year <= (p.until or 9999)) or found
    codes = {p.code for p in found}
    if len(codes) > 1:
        codes = {p.code for p in found if not set(regions.above(p.code)).isdisjoint(wider)}
    return codes.pop() if len(codes) == 1 else None


def wider_places(
    issuers: Sequence[str], number: str | None, title: str | None, source: str
) -> tuple[str, ...]:
    """The places that a document names beside its own: 福州市 of 福州市鼓楼区人民政府."""
    named = [place for issuer in issuers for place in places_in(issuer)]
    named += [place for place in (_of_number(number), _of_file(source)) if place]
    named += places_in(TITLE_HEAD.sub("", title or ""))
    return tuple(dict.fromkeys(named))


def province_named(text: str) -> str | None:
    """The one province whose bodies the text names in full, for a place that the register lacks."""
    named = {m["name"] for m in NAMED_PROVINCE.finditer(text) if not NO_PLACE.search(m["name"])}
    return named.pop() if len(named) == 1 else None


def _spoken_of(text: str) -> str | None:
    """The place that a text without an issuer speaks of as its own: 我省 with the one province it names.

    Its bodies, cited plans and place names tell which: names in full, provinces and cities also
    without their suffix, and for a province the cities of it.
    """
    levels = Counter(m["level"] or m["whole"] for m in OWN_PLACE.finditer(text))
    if not levels:
        return None
    level = levels.most_common(1)[0][0]
    named: Counter[str] = Counter()
    for match in re.finditer(r"[\u4e00-\u9fff]{2,6}[省市县区州盟旗]", text):
        for size in range(len(match.group()), 2, -1):
            if found := regions.by_name().get(match.group()[-size:]):
                if found[0].name.endswith(level):
                    named[found[0].name] += 1
                elif level == "省" and found[0].level == "市" and found[0].parent in regions.by_code():
                    named[regions.by_code()[found[0].parent].name] += 1
                break
    stems = {stem: place.name for stem, place in regions.stems().items() if place.name.endswith(level)}
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
    """The place that a file's name begins with: 信阳市2023年工作要点.docx."""
    name = re.sub(r"^(?:[\d\s_.、-]+年?|附件\d*|关于)+", "", FILE_END.sub("", source))
    return regions.place_at(name)
