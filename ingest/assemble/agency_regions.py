"""The regions that a document touches: its own with all above it, and that of each agency it names.

An agency's region is the one that its name prints (信阳海关); else the nearest, from the document's own
upwards, that its printed level fits (省公安厅 in two cities' plans is one agency of the province); else
the document's.
"""

from __future__ import annotations

import dataclasses

from graph.records import Region, node_id
from ingest.document import ParsedDocument
from ingest.facts import home_region
from ingest.facts.signatures import regions_in
from ingest.registers import agencies, regions

UNKNOWN_REGION = "未知地区"
PROVINCIAL = ("厅", "委")  # 区财政厅: 区 stands for 自治区


class DocumentRegions:
    """The regions of one document. `regions` holds all that were asked for, and those above them.

    `ambiguous` is the document's region where several are called so and nothing tells which.
    """

    def __init__(self, parsed: ParsedDocument) -> None:
        self.regions: dict[str, Region] = {}
        self._year = parsed.facts.year
        self._home: Region | None = None  # until it is found, names stand for themselves
        self.ambiguous: str | None = None
        facts = parsed.facts
        chain = next((region_names for issuer in facts.issuers if (region_names := regions_in(issuer))), [])
        if facts.region_code:
            self._home = self._of_code(facts.region_code)
        elif facts.region is None or facts.region == regions.NATION:
            self._home = self.named(facts.region or UNKNOWN_REGION)
        elif facts.region in regions.by_name():
            self.ambiguous = facts.region
            self._home = self._put(facts.region, None)
        else:
            wider = chain[:-1] if chain and chain[-1] == facts.region else []
            self._home = self._unlisted(facts.region, wider, parsed.text)

    @property
    def home(self) -> Region:
        """The region that the document is for."""
        assert self._home is not None
        return self._home

    def named(self, name: str, within: tuple[str, ...] = ()) -> Region:
        """The region of that name, in one of the regions `within`, or else near the document's own."""
        matches = regions.by_name().get(name, ())
        if matches:
            code = home_region.code_of(name, self._year, within)
            if code is None and self._home:
                code = self._nearby({region.code for region in matches})
            return self._of_code(code) if code else self._put(name, None)
        if within:
            return self._put(name, self.named(within[-1], within[:-1]))
        if self._home and self._home.level == "市" and regions.level_of(name) == "县":
            return self._put(name, self._home)
        return self._put(name, None)

    def of_agency(self, identity: agencies.Identity) -> tuple[agencies.Identity, Region]:
        """The agency with its name settled, and its region."""
        if identity.region:
            return identity, self.named(identity.region, identity.within)
        if identity.mark is None:
            return identity, self.home
        region = next((each for each in self._upwards() if _fits(each, identity)), None)
        if region is None:
            return identity, self.home
        name = identity.name
        if identity.mark == "区" and region.name.endswith("自治区"):
            name = "自治" + name
        return dataclasses.replace(identity, name=name, level=region.level or identity.level), region

    def _upwards(self) -> list[Region]:
        """The document's region and those above it."""
        chain = [self.home]
        while above := chain[-1].part_of:
            chain.append(self.regions[above])
        return chain

    def _nearby(self, codes: set[str]) -> str | None:
        """Of regions of one name the one that is the document's own, lies in it or beside it."""
        own = [region.code for region in self._upwards() if region.code]
        for code in own[:-1] if len(own) > 1 and own[-1] == "100000" else own:
            near = {each for each in codes if each == code or code in regions.codes_above(each)}
            if near:
                return near.pop() if len(near) == 1 else None
        return None

    def _of_code(self, code: str) -> Region:
        entry = regions.by_code()[code]
        above = self._of_code(entry.parent) if entry.parent else None
        region = entry.region(above.id if above else None)
        return self.regions.setdefault(region.id, region)

    def _unlisted(self, name: str, wider: list[str], text: str) -> Region:
        """A region that the register lacks, under those that the document says it lies in."""
        if wider:
            return self._put(name, self._unlisted(wider[-1], wider[:-1], text))
        if name in regions.by_name():
            return self.named(name)
        province = home_region.province_named(text) if regions.level_of(name) == "市" else None
        return self._put(name, self.named(province) if province else None)

    def _put(self, name: str, above: Region | None) -> Region:
        """A region without a code. A county is told from others of its name by the city it lies in."""
        own = regions.level_of(name)
        full = above.name + name if above and own in ("县", "乡") and above.level in ("市", "县") else name
        region = Region(
            id=node_id("r", full), name=name, level=own, code=None, part_of=above.id if above else None
        )
        return self.regions.setdefault(region.id, region)


def speaks_of_the_centre_only(parsed: ParsedDocument) -> bool:
    """Whether a document that does not say whose it is gives its tasks to agencies of the centre."""
    if parsed.facts.region is not None:
        return False
    names = {r.name for task in parsed.tasks for r in task.responsibilities if not r.collective}
    identities = [agencies.identify(name, collective=False, national=False) for name in names]
    return any(agencies.is_of_the_centre(name) for name in names) and not any(
        each.mark for each in identities
    )


def _fits(region: Region, identity: agencies.Identity) -> bool:
    """Whether the level that the agency prints is the one that the region's own agencies print."""
    mark = identity.mark or ""
    if not region.name.endswith(mark):
        return False
    if mark == "区" and region.name.endswith("自治区"):
        return identity.name.endswith(PROVINCIAL)
    return True
