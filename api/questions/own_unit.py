"""我局, 本市 …: words that only make sense from a desk of one's own, put into names where it is known."""

from __future__ import annotations

from dataclasses import dataclass

from api.questions.agencies import find_bodies, full_name
from api.questions.answer import Assumption
from api.questions.directory import Body, Directory, Place
from api.questions.topics import OWN_REGION, OWN_UNIT
from core.folding import normalize


@dataclass(frozen=True, slots=True)
class Desk:
    """A word that nothing is known for."""

    word: str


@dataclass(frozen=True, slots=True)
class AtDesk:
    """The question with names in place of such words."""

    question: str
    assumptions: tuple[Assumption, ...] = ()


def from_desk(directory: Directory, question: str, own_unit: str | None) -> AtDesk | Desk:
    """The question with the names of one's own unit and places; the word that cannot be filled, if any."""
    text = normalize(question)
    unit, region = OWN_UNIT.search(text), OWN_REGION.search(text)
    if unit is None and region is None:
        return AtDesk(question)
    body = _own(directory, own_unit)
    assumptions: list[Assumption] = []
    for found in (unit, region):
        if found is None:
            continue
        word = found[0]
        name = (
            None if body is None else full_name(body) if found is unit else _region(directory, body, word[-1])
        )
        if name is None:
            return Desk(word)
        text = text.replace(word, name)
        assumptions.append(Assumption(said=word, read_as=name, why="按设置 DUTYGRAPH_OWN_UNIT 理解"))
    return AtDesk(text, tuple(assumptions))


def _own(directory: Directory, own_unit: str | None) -> Body | None:
    if own_unit is None:
        return None
    found = find_bodies(directory, normalize(own_unit))
    return found.bodies[0] if found is not None and len(found.bodies) == 1 else None


def _region(directory: Directory, body: Body, level: str) -> str | None:
    """The place of that level that the body's own is or lies in."""
    places = {place.id: place for place in directory.places}
    at: Place | None = places.get(body.region)
    seen: set[str] = set()
    while at is not None and at.id not in seen:
        if at.name.endswith(level):
            return at.name
        seen.add(at.id)
        at = places.get(at.part_of) if at.part_of is not None else None
    return None
