"""From a question to its readings: the form that accounts for every word, filled with names of the graph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Final, Literal

from api.questions.answer import Assumption
from api.questions.bodies import Found, find_bodies, full_name, looks_like_body, mentions_body
from api.questions.campaigns import find_campaigns, looks_like_campaign
from api.questions.directory import Body, Directory, Operation, Place
from api.questions.intents import INTENTS, WORDS, Intent, patterns
from api.questions.text import Wording, fold

_BEHIND_PLACE: Final = re.compile(rf"(?:的|,)?(?={WORDS['WHAT']}|{WORDS['WHO']}|有{WORDS['WHAT']})")
_GENERIC: Final = re.compile(
    "(?:(?:这|那)[项个件]|的)?(?:工作任务|重点任务|重点工作|工作|任务|事项|事情|事|问题|方面)$"
)
_NO_SUBJECT: Final = re.compile(
    r"[谁哪啥怎吗呢我你您咱]|什么|如何|为何|何时|何地|多少|几[个项条件家]|是否|有没有|没有|牵头|配合|协助|负责|督办|承担"
    r"|归谁|以外|之外|除了|除外|最[多少早晚重高低大小]|\d{4}年|了(?!解)"
    r"|^(?:和|与|及|的|并|也|还|都|又|不(?!合格|良|动产|正当|文明|法|明)|没|被|把|向|给|让|由|跟|这|那|它|该|此|上述|以上|,)"
    r"|(?:共同|分别|单独|独立|主要|具体|现在|目前|将来|一般|通常|还|也|都|有|又|不|没|未|在|和|与|及|的|之|被|应|要|会|能|可以"
    r"|必须|是|,)$"
    r"|\b(?:and|or|not|why|how|when|where|which|most|least|than|does|do)\b"
)
_BODY: Final = re.compile("(?:局|委|厅|政府|海关|法院|检察院|公司|委员会)$")
DOING: Final = re.compile(
    "^(?:依法|严厉|严格|集中|深入|组织|全面|扎实)*(?:查处|打击|整治|治理|惩治|防范|开展|加强|推进|推动|做好|落实|抓好|实施|组织|监管"
    "|检查|清理|规范|完善|建立|健全|强化|办理|处理|管理)"
)
"""What plans do to a thing; without it the thing is still the same."""

_SUBJECT_LENGTH: Final = range(2, 41)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a question. `place` narrows the tasks; `question` is the question narrowed to it."""

    intent: Intent
    question: str
    year: int | None = None
    place: Place | None = None
    body: Body | None = None
    partner: Body | None = None
    operation: Operation | None = None
    edition: str | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Understood:
    """All readings of a question that could be read; more than one where a name is not unique."""

    intent: Intent
    readings: tuple[Reading, ...]
    assumptions: tuple[Assumption, ...] = ()


@dataclass(frozen=True, slots=True)
class Missing:
    """A question that could be read but for a name that the graph does not hold."""

    intent: Intent
    kind: Literal["body", "campaign"]
    said: str


def read_question(
    directory: Directory, worded: Wording, within: Sequence[Place]
) -> Understood | Missing | None:
    """What the question asks; None if no form accounts for all its words.

    `within` are the places given beside the question; a place in its words goes before them.
    """
    missing: Missing | None = None
    for text in worded.texts:
        for rest, places in _places_out(directory, text):
            for intent in INTENTS:
                for pattern in patterns(intent):
                    match = pattern.fullmatch(rest)
                    if match is None:
                        continue
                    frame = Reading(intent, rest, worded.year)
                    filled = _fill(directory, frame, match.groupdict(), places or tuple(within))
                    if isinstance(filled, Understood):
                        return replace(filled, assumptions=worded.assumptions + filled.assumptions)
                    missing = missing or filled
    return missing


def _places_out(directory: Directory, text: str) -> Iterator[tuple[str, tuple[Place, ...]]]:
    """The text as it is, then without 在云州市, and without a 云州市 that stands before 哪些 or 谁."""
    yield text, ()
    for name, places in directory.places_in(text):
        for marked in (f"在{name}范围内", f"在{name}的", f"在{name},", f"在{name}", f" in {name}"):
            if marked in text:
                yield text.replace(marked, "", 1).strip(" ,"), places
        if text.startswith(name) and (behind := _BEHIND_PLACE.match(text, len(name))):
            yield text[behind.end() :], places


def _fill(
    directory: Directory, frame: Reading, said: Mapping[str, str], places: Sequence[Place]
) -> Understood | Missing | None:
    match frame.intent.slots[0]:
        case "agency":
            return _fill_agency(directory, frame, said["agency"], places)
        case "pair":
            return _fill_pair(directory, frame, said["pair"], places)
        case "campaign":
            return _fill_campaign(directory, frame, said["campaign"], places)
        case "subject":
            return _fill_subject(directory, frame, said["subject"], places)


def _fill_agency(
    directory: Directory, frame: Reading, said: str, places: Sequence[Place]
) -> Understood | Missing | None:
    found = find_bodies(directory, said, places)
    if found is None:
        return Missing(frame.intent, "body", said) if looks_like_body(said) else None
    readings = tuple(
        _told(replace(frame, body=body, place=place), {said: full_name(body)})
        for body in found.bodies
        for place in _task_places(found, body, places)
    )
    return Understood(frame.intent, readings, found.assumptions + _elsewhere(found, places))


def _fill_pair(
    directory: Directory, frame: Reading, said: str, places: Sequence[Place]
) -> Understood | Missing | None:
    missing: Missing | None = None
    for split in re.finditer(WORDS["AND"] + r"| and ", said):
        names = said[: split.start()], said[split.end() :]
        found = [find_bodies(directory, name, places) for name in names]
        left, right = found
        if left is not None and right is not None:
            pairs = [pair for pair in product(left.bodies, right.bodies) if pair[0] != pair[1]]
            together = [pair for pair in pairs if pair[0].region == pair[1].region] or pairs
            if not together:
                return None
            readings = tuple(
                _told(
                    replace(frame, body=a, partner=b, place=place),
                    {names[0]: full_name(a), names[1]: full_name(b)},
                )
                for a, b in together
                for place in _task_places(left, a, places)
            )
            return Understood(frame.intent, readings, left.assumptions + right.assumptions)
        lacking = [name for name, one in zip(names, found, strict=True) if one is None]
        if len(lacking) == 1 and looks_like_body(lacking[0]):
            missing = Missing(frame.intent, "body", lacking[0])
    return missing


def _fill_campaign(
    directory: Directory, frame: Reading, said: str, places: Sequence[Place]
) -> Understood | Missing | None:
    named = find_campaigns(directory, said)
    if named is None:
        return Missing(frame.intent, "campaign", said) if looks_like_campaign(said) else None
    readings = tuple(
        _told(replace(frame, operation=operation, edition=named.edition, place=place), {})
        for operation in named.operations
        for place in _or_anywhere(named.places or places)
    )
    return Understood(frame.intent, readings)


def _fill_subject(
    directory: Directory, frame: Reading, said: str, places: Sequence[Place]
) -> Understood | Missing | None:
    for phrase in (said, DOING.sub("", said, count=1)):
        named = _fill_campaign(directory, frame, phrase, places)
        if isinstance(named, Understood):
            return named
    if _NO_SUBJECT.search(said) or _BODY.search(said) or mentions_body(directory, said):
        return None
    if any(fold(operation.name) in said for operation in directory.operations):
        return None  # more than a campaign, such as two of them
    words, here = said, tuple(places)
    for name, named_places in directory.places_in(said):
        if said.startswith(name):
            words, here = said.removeprefix(name).removeprefix("的"), named_places
            break
    if len(words) not in _SUBJECT_LENGTH or not bare(words):
        return None
    readings = tuple(_told(replace(frame, words=words, place=place), {}) for place in _or_anywhere(here))
    return Understood(frame.intent, readings)


def bare(words: str) -> str:
    """The words of a task without a closing 工作, 任务, 这件事 …; empty if nothing else was said."""
    stripped = _GENERIC.sub("", words)
    return stripped if len(stripped) > 1 else ""


def _or_anywhere(places: Sequence[Place]) -> Sequence[Place | None]:
    return places or [None]


def _task_places(found: Found, body: Body, places: Sequence[Place]) -> Sequence[Place | None]:
    """Tasks are narrowed to a place only where the body itself is not of it: 省公安厅 in a city's plans."""
    if found.placed or not places or any(place.id == body.region for place in places):
        return [None]
    return places


def _elsewhere(found: Found, places: Sequence[Place]) -> tuple[Assumption, ...]:
    return tuple(
        Assumption(
            said=place.name,
            read_as=f"{place.name}的文件",
            why=f"{full_name(body)}不属于这个地区，只看该地区文件中的任务",
        )
        for body in found.bodies
        for place in _task_places(found, body, places)
        if place is not None
    )


def _told(reading: Reading, names: Mapping[str, str]) -> Reading:
    """The reading with the question that would lead to it alone."""
    question = reading.question
    for said, full in names.items():
        question = question.replace(said, full, 1)
    if reading.place is not None:
        question = f"在{reading.place.name}{question}"
    if reading.year is not None:
        question = f"{reading.year}年{question}"
    return replace(reading, question=question)
