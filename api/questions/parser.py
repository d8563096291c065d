"""From a question to its readings: the form that accounts for every word, filled with names of the graph."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Final, Literal

from api.questions.agencies import Found, find_bodies, full_name, looks_like_body, mentions_body
from api.questions.answer import Assumption
from api.questions.campaigns import find_campaigns, looks_like_campaign
from api.questions.directory import Body, Directory, Operation, Paper, Place
from api.questions.documents import NUMBER, find_papers, named_papers
from api.questions.due import Due, find_due
from api.questions.filters import Narrowing, names_document, narrowed
from api.questions.grammar import WORDS, Intent, Narrowed, patterns
from api.questions.intents import INTENTS
from api.questions.text import Wording
from core.folding import normalize
from core.numerals import number

_GENERIC: Final = re.compile(
    "(?:(?:这|那)[项个件]|的)?(?:这一?块|这方面|工作任务|重点任务|重点工作|工作|任务|事项|事情|事|问题|方面)$"
)
_NO_SUBJECT: Final = re.compile(
    r"[谁哪啥怎吗呢我你您咱]|什么|如何|为何|何时|何地|多少|几[个项条件家]|是否|有没有|没有|牵头|配合|协助|负责|督办|承担"
    r"|归谁|以外|之外|除了|除外|最(?!佳|惠国)|\d{4}年|了(?!解)"
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
    """One way to read a question. `place` … `topic` narrow the tasks; `question` is narrowed to it alone."""

    intent: Intent
    question: str
    year: int | None = None
    place: Place | None = None
    body: Body | None = None
    partner: Body | None = None
    operation: Operation | None = None
    edition: str | None = None
    words: str | None = None
    paper: Paper | None = None
    due: Due | None = None
    topic: str | None = None
    number: str | None = None
    top: int | None = None
    years: tuple[int, int] | None = None
    compared: tuple[Paper, Paper] | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """The question in parts, so that a follow-up can put another in the place of one.

    `rest` is what its form read, `said` the words in the form's slots.
    """

    rest: str
    said: Mapping[str, str]
    taken: Narrowing
    year: int | None
    years: tuple[int, int] | None

    @property
    def question(self) -> str:
        """The whole question again."""
        year = f"{self.year}年" if self.year is not None else ""
        compared = f"{self.years[0]}年和{self.years[1]}年" if self.years is not None else ""
        return compared + year + "".join(words for _, words in self.taken.said) + self.rest


@dataclass(frozen=True, slots=True)
class Understood:
    """All readings of a question that could be read; more than one where a name is not unique."""

    intent: Intent
    readings: tuple[Reading, ...]
    assumptions: tuple[Assumption, ...] = ()
    frame: Frame | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """A question that could be read but for a name that the graph does not hold."""

    intent: Intent
    kind: Literal["body", "campaign", "document"]
    said: str


def read_question(
    directory: Directory, worded: Wording, within: Sequence[Place]
) -> Understood | Missing | None:
    """What the question asks; None if no form accounts for all its words.

    `within` are the places given beside the question; a place in its words goes before them.
    """
    missing: Missing | None = None
    for text in worded.texts:
        for rest, taken in narrowed(directory, text, worded.year):
            kinds: set[Narrowed] = set(taken.kinds)
            if worded.year is not None:
                kinds.add("year")
            if worded.years is not None:
                kinds.add("years")
            for intent in INTENTS:
                if not intent.needs <= kinds <= intent.narrows | intent.needs:
                    continue
                for pattern in patterns(intent, rest):
                    match = pattern.fullmatch(rest)
                    if match is None:
                        continue
                    said = {name: words for name, words in match.groupdict().items() if words is not None}
                    frame = Frame(rest, said, taken, worded.year, worded.years)
                    filled = _fill(directory, intent, frame, tuple(within))
                    if isinstance(filled, Understood):
                        told = worded.assumptions + _taken(taken) + filled.assumptions
                        return replace(filled, assumptions=told, frame=frame)
                    missing = missing or filled
    return missing


def _taken(taken: Narrowing) -> tuple[Assumption, ...]:
    """What a deadline and the description of a document were taken for."""
    told: list[Assumption] = []
    if taken.due is not None:
        why = (
            "没有写年份，按各文件自己的年度理解"
            if taken.due.last and taken.due.year is None
            else "按任务写明的完成时限查找"
        )
        told.append(Assumption(said=taken.due.said, read_as=taken.due.read_as, why=why))
    for kind, words in taken.said:
        said = words.removeprefix("在").removesuffix("里")
        if kind == "document" and "《" not in said:
            titles = "、".join(paper.name for paper in taken.papers)
            told.append(Assumption(said=said, read_as=titles, why="按文件的地区、年度和标题理解"))
    return tuple(told)


def _fill(
    directory: Directory, intent: Intent, frame: Frame, within: Sequence[Place]
) -> Understood | Missing | None:
    taken = frame.taken
    places = taken.places or within
    operations = taken.campaign.operations if taken.campaign is not None else (None,)
    papers: tuple[Paper | None, ...] = taken.papers or (None,)
    if taken.campaign is not None and taken.campaign.edition is not None and intent.name in _NO_EDITION:
        return None
    if intent.name == "tasks_all" and not (taken.kinds or frame.year) and _BARE.fullmatch(frame.rest):
        return None
    readings: list[Reading] = []
    assumptions: tuple[Assumption, ...] = ()
    for operation, paper in product(operations, papers):
        reading = Reading(
            intent,
            frame.rest,
            frame.year,
            operation=operation,
            edition=taken.campaign.edition if taken.campaign is not None else None,
            paper=paper,
            due=taken.due,
            topic=taken.topic,
            top=_top(frame.said.get("top")),
            years=frame.years,
            compared=taken.compared,
        )
        named = (paper,) if paper is not None else taken.compared or ()
        here = _regions_of(directory, named) if named else places
        filled = _fill_slot(directory, reading, frame.said, here)
        if not isinstance(filled, Understood):
            return filled
        readings += [_narrowed_to(one, taken) for one in filled.readings]
        assumptions += filled.assumptions
    return Understood(intent, tuple(readings), tuple(dict.fromkeys(assumptions)))


_NO_EDITION: Final = frozenset(
    "pair_leads pair_lead_assist shared_tasks graph_documents graph_bodies busiest busiest_leads"
    " busiest_assists"
    " agency_partners agency_helpers agency_helped".split()
)
"""What cannot be narrowed to one edition of a campaign."""

_BARE: Final = re.compile(rf"的?(?:全部|所有)?的?{WORDS['TASK']}")


def _top(said: str | None) -> int | None:
    if said is None:
        return None
    return number(said)


def _regions_of(directory: Directory, papers: Sequence[Paper]) -> tuple[Place, ...]:
    regions = {paper.region for paper in papers}
    return tuple(place for place in directory.places if place.id in regions)


def _narrowed_to(reading: Reading, taken: Narrowing) -> Reading:
    """With what was taken out put back into its question; of several documents, the one that it is."""
    words = ""
    for kind, said in taken.said:
        if kind == "document" and reading.paper is not None and len(taken.papers) > 1:
            words += f"在{reading.paper.name}里"
        elif kind != "place":
            words += said
    if not words:
        return reading
    year = f"{reading.year}年" if reading.year is not None else ""
    return replace(reading, question=year + words + reading.question.removeprefix(year))


def _fill_slot(
    directory: Directory, reading: Reading, said: Mapping[str, str], places: Sequence[Place]
) -> Understood | Missing | None:
    if "left" in said:
        return _pair_of(directory, reading, (said["left"], said["right"]), places)
    match next(iter(reading.intent.slots), None):
        case "agency":
            return _fill_agency(directory, reading, said["agency"], places)
        case "pair":
            return _fill_pair(directory, reading, said["pair"], places)
        case "campaign":
            return _fill_campaign(directory, reading, said["campaign"], places)
        case "subject":
            return _fill_subject(directory, reading, said["subject"], places)
        case "cited":
            return _fill_cited(directory, reading, said["cited"])
        case "number":
            return _fill_number(directory, reading, said["number"], places)
        case None:
            here: Sequence[Place | None] = [None] if reading.paper is not None else _or_anywhere(places)
            readings = tuple(_told(replace(reading, place=place), {}) for place in here)
            return Understood(reading.intent, readings)


def _fill_cited(directory: Directory, reading: Reading, said: str) -> Understood | Missing | None:
    """Documents that are only cited may be asked for too; those of one number or title are one."""
    found = find_papers(directory, said, reading.year)
    papers = found.papers if found is not None else named_papers(directory.papers, said)
    if not papers:
        return Missing(reading.intent, "document", said) if "《" in said or NUMBER.search(said) else None
    by_name = {paper.name: paper for paper in papers}
    readings = tuple(
        replace(reading, paper=paper, question=reading.question.replace(said, paper.name, 1))
        for paper in by_name.values()
    )
    return Understood(reading.intent, readings)


def _fill_number(
    directory: Directory, reading: Reading, said: str, places: Sequence[Place]
) -> Understood | None:
    """The task of that number in each document that may be meant."""
    if reading.paper is not None:
        return Understood(reading.intent, (replace(reading, number=said),))
    here = {place.id for place in places}
    papers = [
        paper
        for paper in directory.papers
        if paper.loaded
        and (reading.year is None or paper.year == reading.year)
        and (not here or paper.region in here)
    ]
    readings = tuple(
        replace(reading, number=said, paper=paper, question=f"在{paper.name}里{reading.question}")
        for paper in papers
    )
    return Understood(reading.intent, readings) if readings else None


def _fill_agency(
    directory: Directory, frame: Reading, said: str, places: Sequence[Place]
) -> Understood | Missing | None:
    found = find_bodies(directory, said, places)
    if found is None:
        return Missing(frame.intent, "body", said) if looks_like_body(said) else None
    readings = tuple(
        _told(replace(frame, body=body, place=place), {said: full_name(body)})
        for body in found.bodies
        for place in _task_places(frame, found, body, places)
    )
    return Understood(frame.intent, readings, found.assumptions + _elsewhere(frame, found, places))


def _fill_pair(
    directory: Directory, frame: Reading, said: str, places: Sequence[Place]
) -> Understood | Missing | None:
    missing: Missing | None = None
    for split in re.finditer(WORDS["AND"] + r"| and ", said):
        filled = _pair_of(directory, frame, (said[: split.start()], said[split.end() :]), places)
        if isinstance(filled, Understood):
            return filled
        missing = missing or filled
    return missing


def _pair_of(
    directory: Directory, frame: Reading, names: tuple[str, str], places: Sequence[Place]
) -> Understood | Missing | None:
    found = [find_bodies(directory, name, places) for name in names]
    left, right = found
    if left is None or right is None:
        lacking = [name for name, one in zip(names, found, strict=True) if one is None]
        if len(lacking) == 1 and looks_like_body(lacking[0]):
            return Missing(frame.intent, "body", lacking[0])
        return None
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
        for place in _task_places(frame, left, a, places)
    )
    kept = {full_name(body) for pair in together for body in pair}
    assumptions = (one for one in left.assumptions + right.assumptions if one.read_as in kept)
    return Understood(frame.intent, readings, tuple(assumptions))


def _fill_campaign(
    directory: Directory, frame: Reading, said: str, places: Sequence[Place]
) -> Understood | Missing | None:
    named = find_campaigns(directory, said)
    if named is None:
        return Missing(frame.intent, "campaign", said) if looks_like_campaign(said) else None
    readings = tuple(
        _told(replace(frame, operation=operation, edition=named.edition, place=place), {})
        for operation in named.operations
        for place in ([None] if frame.paper is not None else _or_anywhere(named.places or places))
    )
    return Understood(frame.intent, readings)


def _fill_subject(
    directory: Directory, frame: Reading, said: str, places: Sequence[Place]
) -> Understood | Missing | None:
    for phrase in (said, DOING.sub("", said, count=1)):
        if frame.operation is not None or frame.intent.name in ("tasks_about", "task_deadline"):
            break
        named = _fill_campaign(directory, frame, phrase, places)
        if isinstance(named, Understood):
            return named if frame.due is None and frame.topic is None else None
    if _NO_SUBJECT.search(said) or _BODY.search(said) or mentions_body(directory, said):
        return None
    if any(normalize(operation.name) in said for operation in directory.operations):
        return None  # more than a campaign, such as two of them
    if names_document(directory, said, frame.year) or next(find_due(said), None) is not None:
        return None
    words, here = said, tuple(places)
    for name, named_places in directory.places_in(said):
        if said.startswith(name):
            words, here = said.removeprefix(name).removeprefix("的"), named_places
            break
    if len(words) not in _SUBJECT_LENGTH or not bare(words):
        return None
    anywhere: Sequence[Place | None] = [None] if frame.paper is not None else _or_anywhere(here)
    readings = tuple(_told(replace(frame, words=words, place=place), {}) for place in anywhere)
    return Understood(frame.intent, readings)


def bare(words: str) -> str:
    """The words of a task without a closing 工作, 任务, 这件事 …; empty if nothing else was said."""
    stripped = _GENERIC.sub("", words)
    return stripped if len(stripped) > 1 else ""


def _or_anywhere(places: Sequence[Place]) -> Sequence[Place | None]:
    return places or [None]


def _task_places(frame: Reading, found: Found, body: Body, places: Sequence[Place]) -> Sequence[Place | None]:
    """Tasks are narrowed to a place only where the body itself is not of it: 省公安厅 in a city's plans."""
    if (
        frame.paper is not None
        or frame.compared is not None
        or found.placed
        or not places
        or any(place.id == body.region for place in places)
    ):
        return [None]
    return places


def _elsewhere(frame: Reading, found: Found, places: Sequence[Place]) -> tuple[Assumption, ...]:
    return tuple(
        Assumption(
            said=place.name,
            read_as=f"{place.name}的文件",
            why=f"{full_name(body)}不属于这个地区，只看该地区文件中的任务",
        )
        for body in found.bodies
        for place in _task_places(frame, found, body, places)
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
