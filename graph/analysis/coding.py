"""Codings: which printed roles count as leading, without parsing again.

按职责分工负责 lists, which name nobody to lead, are nearly half of all duties; who counts as a lead is
the researcher's decision, so every measure that rests on it takes one of these codings.

    printed       牵头, an agency alone (sole), and the first by the document's own rule all lead
    named         only 牵头, 主办, 会同 and 负责 beside 配合 lead; the others take part in their task
    sole_apart    as printed, but an agency alone leads nobody and is counted apart
    first_listed  as printed, and of a list without a lead the first-listed agency leads
"""

from __future__ import annotations

from typing import Final, Literal

from core.rows import Value

Coding = Literal["printed", "named", "sole_apart", "first_listed"]
CODINGS: Final[tuple[Coding, ...]] = ("printed", "named", "sole_apart", "first_listed")

_LEADING: Final[dict[Coding, list[Value]]] = {
    "printed": [0, 1, 2],
    "named": [0],
    "sole_apart": [0, 2],
    "first_listed": [0, 1, 2, 3],
}
"""What the queries that count leads take as `leading`: 0 named, 1 alone, 2 by rule, 3 first of a list."""


def leading_codes(coding: Coding) -> dict[str, Value]:
    """The parameter by which load/agency_shares and load/document_leads know a coding."""
    return {"leading": _LEADING[coding]}


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
            return {"or_first": "lead"}


def fraction(agencies: int, leads: int, *, leading: bool, lead_share: float) -> float:
    """Fractional weight of an agency in a task; the weights of its agencies add up to 1.

    Leads have `lead_share` of it in equal parts and the others the rest in equal parts; where there
    are only leads, or no leads, all agencies have equal parts.

    >>> fraction(3, 1, leading=True, lead_share=0.5), fraction(3, 1, leading=False, lead_share=0.5)
    (0.5, 0.25)
    """
    others = agencies - leads
    if not leads or not others:
        return 1 / agencies
    return lead_share / leads if leading else (1 - lead_share) / others
