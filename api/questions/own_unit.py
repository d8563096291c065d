"""我局, 本市 …: words that only make sense from a desk of one's own, put into names where it is known."""

from __future__ import annotations

from dataclasses import dataclass

from api.questions.agencies import find_agencies, full_name
from api.questions.answer import Assumption
from api.questions.directory import Agency, Directory, Region
from api.questions.topics import OWN_REGION, OWN_UNIT
from core.folding import normalize


@dataclass(frozen=True, slots=True)
class UnknownOwnUnit:
    """A word that nothing is known for."""

    word: str


@dataclass(frozen=True, slots=True)
class NamedQuestion:
    """The question with names in place of such words."""

    question: str
    assumptions: tuple[Assumption, ...] = ()


def with_own_unit(
    directory: Directory, question: str, own_unit: str | None
) -> NamedQuestion | UnknownOwnUnit:
    """The question with the names of one's own unit and regions; the word that cannot be filled, if any."""
    text = normalize(question)
    unit, region = OWN_UNIT.search(text), OWN_REGION.search(text)
    if unit is None and region is None:
        return NamedQuestion(question)
    agency = _own_agency(directory, own_unit)
    assumptions: list[Assumption] = []
    for match in (unit, region):
        if match is None:
            continue
        word = match[0]
        name = (
            None
            if agency is None
            else full_name(agency)
            if match is unit
            else _region(directory, agency, word[-1])
        )
        if name is None:
            return UnknownOwnUnit(word)
        text = text.replace(word, name)
        assumptions.append(Assumption(said=word, read_as=name, why="按设置 DUTYGRAPH_OWN_UNIT 理解"))
    return NamedQuestion(text, tuple(assumptions))


def _own_agency(directory: Directory, own_unit: str | None) -> Agency | None:
    if own_unit is None:
        return None
    match = find_agencies(directory, normalize(own_unit))
    return match.agencies[0] if match is not None and len(match.agencies) == 1 else None


def _region(directory: Directory, agency: Agency, level: str) -> str | None:
    """The place of that level that the agency's own is or lies in."""
    by_id = {each.id: each for each in directory.regions}
    at: Region | None = by_id.get(agency.region)
    seen: set[str] = set()
    while at is not None and at.id not in seen:
        if at.name.endswith(level):
            return at.name
        seen.add(at.id)
        at = by_id.get(at.part_of) if at.part_of is not None else None
    return None
