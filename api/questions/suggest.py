"""Questions that can be read, nearest to one that could not, filled with names of the graph."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Final

from api.questions.directory import Agency, Directory
from api.questions.grammar import Intent
from api.questions.intents import INTENTS

_OFFERED: Final = 5
_NEAR_NAME: Final = 50


def nearest_questions(directory: Directory, original: str) -> list[str]:
    """Up to five questions: with the names that the asked one holds, the likest first."""
    from rapidfuzz import fuzz

    names = _names(directory, original)
    filled = [question for intent in INTENTS for question in _filled(intent, names)]
    ranked = sorted(filled, key=lambda question: (-fuzz.ratio(original, question), question))
    return ranked[:_OFFERED]


def examples(directory: Directory, intent: Intent) -> list[str]:
    """The intent's examples in names of the graph."""
    return _filled(intent, _names(directory, ""))


def _filled(intent: Intent, names: Mapping[str, str]) -> list[str]:
    return [
        example.format_map(names)
        for example in intent.examples
        if all(slot in names for slot in re.findall(r"\{(\w+)\}", example))
    ]


def _names(directory: Directory, original: str) -> dict[str, str]:
    """What fills the slots of examples: names that the asked question holds, before others."""
    agencies = _agencies(directory, original)
    campaign = _campaign(directory, original)
    names = {"subject": f"{campaign}行动", "campaign": campaign} if campaign else {}
    documents = sorted(
        (document for document in directory.documents if document.loaded and document.title),
        key=lambda document: (document.number is None or document.number not in original, document.name),
    )
    if documents:
        names["document"] = documents[0].name
    return names | dict(zip(("agency", "other"), (agency.name for agency in agencies), strict=False))


def with_near_agencies(
    directory: Directory, original: str, misnamed: str, *, at_least: int = _NEAR_NAME
) -> list[str]:
    """The asked question with the names of agencies that are most like the one it names, in percent."""
    from rapidfuzz import fuzz, process

    names = sorted({agency.name for agency in directory.agencies if not agency.collective})
    near = process.extract(misnamed, names, scorer=fuzz.ratio, score_cutoff=at_least, limit=_OFFERED)
    return [original.replace(misnamed, name, 1) for name, _, _ in near]


def _agencies(directory: Directory, original: str) -> list[Agency]:
    """Those named in the question, then those of the region with most; of each name one, short ones first."""
    single = [agency for agency in directory.agencies if not agency.collective]
    size = Counter(agency.region for agency in single)
    ranked = sorted(
        single,
        key=lambda agency: (
            not any(spelling in original for spelling in agency.spellings),
            -size[agency.region],
            len(agency.name),
            agency.name,
        ),
    )
    return list({agency.name: agency for agency in ranked}.values())


def _campaign(directory: Directory, original: str) -> str | None:
    names = sorted(
        {campaign.name for campaign in directory.campaigns},
        key=lambda name: (name not in original, len(name), name),
    )
    return names[0].removesuffix("行动") if names else None
