"""What a person corrects of a document's facts: many documents print no title, number or region.

Corrections belong to a text: they are kept in the graph with its hash, and hold whenever the same
text is read again. They are applied before tasks are dated and ids are made.
"""

from __future__ import annotations

import dataclasses
import json
import re
from dataclasses import dataclass
from typing import Any

from graph.store import GraphStore
from ingest.document import Facts
from ingest.facts import home_region
from ingest.registers import regions

_CODE = re.compile(r"\d{6}")
_NUMBER = re.compile(
    r"(?P<head>[^\s〔\[（(【]+)\s*[〔\[（(【]\s*(?P<year>\d{4})\s*[〕\]）)】]\s*(?:第)?(?P<no>\d+)\s*号?"
)


class BadCorrection(ValueError):
    """A fact that cannot be so; `name` is the fact."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(reason)
        self.name = name
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Corrections:
    """Facts in place of what the text says. None: not corrected. Empty: the document has none.

    `region` is a name or a code (GB/T 2260) and, like `year`, never empty.
    """

    title: str | None = None
    doc_number: str | None = None
    draft: str | None = None
    region: str | None = None
    year: int | None = None
    issuers: tuple[str, ...] | None = None

    def over(self, earlier: Corrections) -> Corrections:
        """These, and the earlier ones of facts that these leave alone."""
        return dataclasses.replace(earlier, **_corrected_fields(self))

    def as_text(self) -> str:
        """As the graph keeps them: JSON with what is corrected, and nothing else."""
        return json.dumps(_corrected_fields(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def of_text(cls, stored_corrections: str) -> Corrections:
        """What the graph keeps, again."""
        read = json.loads(stored_corrections)
        if "issuers" in read:
            read["issuers"] = tuple(read["issuers"])
        return cls(**read)


NONE = Corrections()


def stored_corrections(store: GraphStore, sha256: str) -> Corrections:
    """What the graph keeps for the text of that hash."""
    rows = store.read("documents/by_text", {"sha256": sha256})
    return Corrections.of_text(str(rows[0]["corrections"])) if rows else NONE


def checked(corrections: Corrections) -> Corrections:
    """In the forms that facts have. Raises BadCorrection for a number or a region that is none."""
    number, region = corrections.doc_number, corrections.region
    if number:
        match = _NUMBER.fullmatch(number.strip())
        if match is None:
            raise BadCorrection("doc_number", "发文字号应写成 云政办〔2024〕5号 这样")
        number = f"{match['head']}〔{match['year']}〕{int(match['no'])}号"
    if region is not None:
        if _CODE.fullmatch(region):
            if region not in regions.by_code():
                raise BadCorrection("region", f"没有“{region}”这个行政区划代码")
        elif regions.level_of(region) is None:
            raise BadCorrection("region", f"“{region}”不像地名；请写全称，如 云州市，或六位行政区划代码")
    return dataclasses.replace(corrections, doc_number=number)


def corrected(facts: Facts, corrections: Corrections, source: str) -> Facts:
    """The facts with the corrections in their place, and with what follows from these."""
    if corrections == NONE:
        return facts
    issuers = facts.issuers if corrections.issuers is None else corrections.issuers
    title = facts.title if corrections.title is None else corrections.title or None
    number = facts.doc_number if corrections.doc_number is None else corrections.doc_number or None
    year = facts.year if corrections.year is None else corrections.year
    region, code = facts.region, facts.region_code
    if corrections.region is not None and corrections.region in regions.by_code():
        region, code = regions.by_code()[corrections.region].name, corrections.region
    elif corrections.region is not None:
        region = corrections.region
        code = home_region.code_of(region, year, home_region.wider_regions(issuers, number, title, source))
    return dataclasses.replace(
        facts,
        title=title,
        doc_number=number,
        draft=facts.draft if corrections.draft is None else corrections.draft or None,
        issuer="、".join(issuers) or None,
        issuers=issuers,
        region=region,
        region_code=code,
        level=regions.level_of(region) if region else None,
        year=year,
    )


def _corrected_fields(corrections: Corrections) -> dict[str, Any]:
    return {
        field.name: value
        for field in dataclasses.fields(corrections)
        if (value := getattr(corrections, field.name)) is not None
    }
