"""A question that follows another: 那配合的呢, 2016年的呢, 那市公安局呢.

The follow-up puts one part in the place of the same part of the question before; the whole is then
read as any question is. What is no part of it is no follow-up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from api.questions.agencies import find_agencies, looks_like_agency
from api.questions.answer import Assumption
from api.questions.campaigns import find_campaigns
from api.questions.directory import Directory, Region
from api.questions.documents import find_documents
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
    directory: Directory, before: Wording, follow_up: Wording, within: Sequence[Region]
) -> tuple[Wording, Understood | Missing] | None:
    """The whole question that a follow-up means, and how it is read; None where it is no follow-up."""
    earlier = read_question(directory, before, within)
    if not isinstance(earlier, Understood) or earlier.frame is None:
        return None
    for text in follow_up.texts:
        phrase = _CLOSES.sub("", _OPENS.sub("", text)).strip(" ,")
        for frame in _replaced(directory, earlier, phrase, follow_up.year):
            worded = Wording((frame.question,), frame.year, follow_up.assumptions, frame.years)
            whole = Wording((_bare(frame),), frame.year, follow_up.assumptions, frame.years)
            read = read_question(directory, whole, within)
            if read is not None:
                if isinstance(read, Understood):
                    assumption = Assumption(
                        said=text or f"{follow_up.year}年", read_as=frame.question, why="接着上一个问题理解"
                    )
                    read = replace(read, assumptions=(assumption, *read.assumptions))
                return worded, read
    return None


def _bare(frame: Frame) -> str:
    """The question without its years, which the wording holds apart."""
    return replace(frame, year=None, years=None).question


def _replaced(directory: Directory, earlier: Understood, phrase: str, year: int | None) -> Iterator[Frame]:
    """The frame before with what is said in the place of its like."""
    frame = earlier.frame
    if frame is None:
        return
    if year is not None:
        frame = replace(frame, year=year, years=None)
        if not phrase or phrase in ("的", "同样"):
            yield frame
            return
    elif not phrase:
        return
    if _COUNT.fullmatch(phrase):
        yield frame
        return
    phrase = phrase.removesuffix("的")
    for pattern, verb in _ROLES:
        if pattern.fullmatch(phrase):
            yield from _with_role(earlier, frame, verb)
            return
    for name, regions in directory.regions_in(phrase):
        if phrase == name:
            yield _taken(frame, "region", f"在{name}", regions=regions)
    named = find_campaigns(directory, phrase)
    if named is not None:
        yield from _with_slot(frame, "campaign", phrase)
        if "subject" in frame.slot_words and find_campaigns(directory, frame.slot_words["subject"]):
            yield from _with_slot(frame, "subject", phrase)
        yield _taken(frame, "campaign", f"在{phrase}中", campaign=named)
    documents = find_documents(directory, phrase, frame.year, ())
    if documents is not None:
        yield _taken(replace(frame, year=None), "document", f"在{phrase}里", documents=documents.documents)
    for start, end, due in find_due(phrase):
        if (start, end) == (0, len(phrase)):
            yield _taken(frame, "due", phrase, due=due)
    if find_agencies(directory, phrase) is not None or looks_like_agency(phrase):
        yield from _with_slot(frame, "agency", phrase)
    elif "subject" in frame.slot_words and len(phrase) > 1:
        yield from _with_slot(frame, "subject", phrase)


def _with_slot(frame: Frame, slot: str, phrase: str) -> Iterator[Frame]:
    if slot in frame.slot_words:
        rest = frame.rest.replace(frame.slot_words[slot], phrase, 1)
        yield replace(frame, rest=rest, slot_words={**frame.slot_words, slot: phrase})


def _with_role(earlier: Understood, frame: Frame, verb: str) -> Iterator[Frame]:
    match earlier.intent.slots:
        case ("agency",):
            yield replace(frame, rest=f"{frame.slot_words['agency']}{verb}哪些任务")
        case ("subject",) | ("campaign",):
            about = frame.slot_words.get("subject") or frame.slot_words["campaign"]
            yield replace(frame, rest=f"谁{verb}{about}")


def _taken(frame: Frame, kind: Narrow, words: str, **values: object) -> Frame:
    """With that narrowing, in the place of one of its kind."""
    others = tuple(pair for pair in frame.taken.words if pair[0] != kind)
    taken = replace(frame.taken, words=others).with_(kind, words, **values)
    return replace(frame, taken=taken)
