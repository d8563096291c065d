"""Questions that can be read, nearest to one that could not, filled with names of the graph."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Final

from api.questions.directory import Body, Directory
from api.questions.grammar import Intent
from api.questions.intents import INTENTS

_OFFERED: Final = 5
_NEAR_NAME: Final = 50


def nearest_questions(directory: Directory, asked: str) -> list[str]:
    """Up to five questions: with the names that the asked one holds, the likest first."""
    from rapidfuzz import fuzz

    names = _names(directory, asked)
    filled = [question for intent in INTENTS for question in _filled(intent, names)]
    ranked = sorted(filled, key=lambda question: (-fuzz.ratio(asked, question), question))
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


def _names(directory: Directory, asked: str) -> dict[str, str]:
    """What fills the slots of examples: names that the asked question holds, before others."""
    bodies = _bodies(directory, asked)
    campaign = _campaign(directory, asked)
    names = {"subject": f"{campaign}行动", "campaign": campaign} if campaign else {}
    papers = sorted(
        (paper for paper in directory.papers if paper.loaded and paper.title),
        key=lambda paper: (paper.number is None or paper.number not in asked, paper.name),
    )
    if papers:
        names["document"] = papers[0].name
    return names | dict(zip(("agency", "other"), (body.name for body in bodies), strict=False))


def with_near_bodies(directory: Directory, asked: str, said: str, *, at_least: int = _NEAR_NAME) -> list[str]:
    """The asked question with the names of bodies that are most like the one it names, in percent."""
    from rapidfuzz import fuzz, process

    names = sorted({body.name for body in directory.bodies if not body.collective})
    near = process.extract(said, names, scorer=fuzz.ratio, score_cutoff=at_least, limit=_OFFERED)
    return [asked.replace(said, name, 1) for name, _, _ in near]


def _bodies(directory: Directory, asked: str) -> list[Body]:
    """Those named in the question, then those of the region with most; of each name one, short ones first."""
    single = [body for body in directory.bodies if not body.collective]
    size = Counter(body.region for body in single)
    ranked = sorted(
        single,
        key=lambda body: (
            not any(spelling in asked for spelling in body.spellings),
            -size[body.region],
            len(body.name),
            body.name,
        ),
    )
    return list({body.name: body for body in ranked}.values())


def _campaign(directory: Directory, asked: str) -> str | None:
    names = sorted(
        {operation.name for operation in directory.operations},
        key=lambda name: (name not in asked, len(name), name),
    )
    return names[0].removesuffix("行动") if names else None
