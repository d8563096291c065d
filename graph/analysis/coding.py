"""How printed parts are read as leading, without parsing again.

按职责分工负责 lists, which name nobody to lead, are nearly half of all duties; who counts as a lead is
the researcher's decision, so every measure that rests on it takes one of these codings.

    printed       牵头, a body alone (sole), and the first by the document's own rule all lead
    named         only 牵头, 主办, 会同 and 负责 beside 配合 lead; the others are bodies of their task
    sole_apart    as printed, but a body alone leads nobody and is counted apart
    first_listed  as printed, and of a list without a lead the first-listed body leads
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from graph.columns import number
from graph.store import Row, Value

Coding = Literal["printed", "named", "sole_apart", "first_listed"]
CODINGS: Final[tuple[Coding, ...]] = ("printed", "named", "sole_apart", "first_listed")

_NAMED, _SOLE, _RULED, _OPENING = range(4)
_LEADING: Final[dict[Coding, frozenset[int]]] = {
    "printed": frozenset((_NAMED, _SOLE, _RULED)),
    "named": frozenset((_NAMED,)),
    "sole_apart": frozenset((_NAMED, _RULED)),
    "first_listed": frozenset((_NAMED, _SOLE, _RULED, _OPENING)),
}


def leading_duties(coding: Coding) -> dict[str, Value]:
    """The filters of the part `load/filters` that leave the leads of a coding."""
    match coding:
        case "printed":
            return {"roles": ["lead"]}
        case "named":
            return {"roles": ["lead"], "bases": ["named"]}
        case "sole_apart":
            return {"roles": ["lead"], "bases": ["named", "first"]}
        case "first_listed":
            return {"first_leads": True}


@dataclass(frozen=True, slots=True)
class Standing:
    """How many bodies a task has, and how many of them lead it under a coding."""

    leads: int
    bodies: int

    @classmethod
    def of(cls, row: Row, coding: Coding) -> Standing:
        """From a row of load/agency_shares or load/document_leads."""
        counts = [number(row, name) for name in ("named", "sole", "ruled", "opening")]
        leading = _LEADING[coding]
        if sum(counts[:_OPENING]):
            leading -= {_OPENING}
        return cls(sum(counts[grade] for grade in leading), number(row, "bodies"))


def leads(row: Row, coding: Coding) -> bool:
    """Whether the body of a row of load/agency_shares leads its tasks under the coding."""
    grade = number(row, "grade")
    if grade == _OPENING and any(number(row, name) for name in ("named", "sole", "ruled")):
        return False
    return grade in _LEADING[coding]


def fraction(standing: Standing, *, leading: bool, lead_share: float) -> float:
    """The part of a task's mass of 1 that one of its bodies gets; its bodies' parts add up to 1.

    Leads have `lead_share` of it in equal parts and the others the rest in equal parts; where there
    are only leads, or no leads, all bodies have equal parts.
    """
    others = standing.bodies - standing.leads
    if not standing.leads or not others:
        return 1 / standing.bodies
    return lead_share / standing.leads if leading else (1 - lead_share) / others
