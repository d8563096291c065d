"""A question that follows another: 那配合的呢, 2016年的呢, 那市公安局呢.

The follow-up puts one part in the place of the same part of the question before; the whole is then
read as any question is. What is no part of it is no follow-up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from api.questions.agencies import find_bodies, looks_like_body
from api.questions.answer import Assumption
from api.questions.campaigns import find_campaigns
from api.questions.directory import Directory, Place
from api.questions.documents import find_papers
from api.questions.due import find_due
from api.questions.filters import Narrow
from api.questions.parser import Frame, Missing, Understood, read_question
from api.questions.text import Wording

_OPENS: Final = re.compile("^(?:那么?|如果|换成|改成|换|再看|再查|还有|至于|and|what about)(?:是|说)?[,]?")
_CLOSES: Final = re.compile("(?:的?(?:呢|怎么样|又如何|又怎样|如何|有哪些|是哪些)?)$")
_WHO: Final = "(?:由|是)?(?:谁|哪些单位|哪个单位|哪些部门|哪个部门)?(?:来)?"
_ROLES: Final = (
    (re.compile(_WHO + "(?:由它|它|自己)?(?:牵头|挑头|主办)(?:的)?(?:任务|单位)?"), "牵头"),
    (re.compile(_WHO + "(?:由它|它)?(?:配合|协助|参与|参加)(?:的)?(?:任务|单位)?"), "配合"),
    (re.compile("(?:共同负责|分工负责)(?:的)?(?:任务)?"), "共同负责"),
    (re.compile(_WHO + "督办(?:的)?(?:任务|单位)?"), "督办"),
    (re.compile(_WHO + "考核(?:的)?(?:任务|单位)?"), "考核"),
    (re.compile("(?:独家|单独)(?:负责)?(?:的)?(?:任务)?"), "独家负责"),
    (re.compile("(?:全部|所有|负责)(?:的)?(?:任务)?"), "负责"),
)
_COUNT: Final = re.compile("(?:一共|总共|共)?(?:有)?(?:多少|几)(?:项|个|条)?(?:任务)?")


def follow(
    directory: Directory, before: Wording, asked: Wording, within: Sequence[Place]
) -> tuple[Wording, Understood | Missing] | None:
    """The whole question that a follow-up means, and how it is read; None where it is no follow-up."""
    earlier = read_question(directory, before, within)
    if not isinstance(earlier, Understood) or earlier.frame is None:
        return None
    for text in asked.texts:
        said = _CLOSES.sub("", _OPENS.sub("", text)).strip(" ,")
        for frame in _replaced(directory, earlier, said, asked.year):
            worded = Wording((frame.question,), frame.year, asked.assumptions, frame.years)
            whole = Wording((_bare(frame),), frame.year, asked.assumptions, frame.years)
            read = read_question(directory, whole, within)
            if read is not None:
                if isinstance(read, Understood):
                    told = Assumption(
                        said=text or f"{asked.year}年", read_as=frame.question, why="接着上一个问题理解"
                    )
                    read = replace(read, assumptions=(told, *read.assumptions))
                return worded, read
    return None


def _bare(frame: Frame) -> str:
    """The question without its years, which the wording holds apart."""
    return replace(frame, year=None, years=None).question


def _replaced(directory: Directory, earlier: Understood, said: str, year: int | None) -> Iterator[Frame]:
    """The frame before with what is said in the place of its like."""
    frame = earlier.frame
    if frame is None:
        return
    if year is not None:
        frame = replace(frame, year=year, years=None)
        if not said or said in ("的", "同样"):
            yield frame
            return
    elif not said:
        return
    if _COUNT.fullmatch(said):
        yield frame
        return
    said = said.removesuffix("的")
    for pattern, verb in _ROLES:
        if pattern.fullmatch(said):
            yield from _with_role(earlier, frame, verb)
            return
    for name, places in directory.places_in(said):
        if said == name:
            yield _taken(frame, "place", f"在{name}", places=places)
    named = find_campaigns(directory, said)
    if named is not None:
        yield from _with_slot(frame, "campaign", said)
        if "subject" in frame.said and find_campaigns(directory, frame.said["subject"]):
            yield from _with_slot(frame, "subject", said)
        yield _taken(frame, "campaign", f"在{said}中", campaign=named)
    papers = find_papers(directory, said, frame.year, ())
    if papers is not None:
        yield _taken(replace(frame, year=None), "document", f"在{said}里", papers=papers.papers)
    for start, end, due in find_due(said):
        if (start, end) == (0, len(said)):
            yield _taken(frame, "due", said, due=due)
    if find_bodies(directory, said) is not None or looks_like_body(said):
        yield from _with_slot(frame, "agency", said)
    elif "subject" in frame.said and len(said) > 1:
        yield from _with_slot(frame, "subject", said)


def _with_slot(frame: Frame, slot: str, said: str) -> Iterator[Frame]:
    if slot in frame.said:
        rest = frame.rest.replace(frame.said[slot], said, 1)
        yield replace(frame, rest=rest, said={**frame.said, slot: said})


def _with_role(earlier: Understood, frame: Frame, verb: str) -> Iterator[Frame]:
    match earlier.intent.slots:
        case ("agency",):
            yield replace(frame, rest=f"{frame.said['agency']}{verb}哪些任务")
        case ("subject",) | ("campaign",):
            about = frame.said.get("subject") or frame.said["campaign"]
            yield replace(frame, rest=f"谁{verb}{about}")


def _taken(frame: Frame, kind: Narrow, words: str, **held: object) -> Frame:
    """With that narrowing, in the place of one of its kind."""
    others = tuple(one for one in frame.taken.said if one[0] != kind)
    taken = replace(frame.taken, said=others).with_(kind, words, **held)
    return replace(frame, taken=taken)
