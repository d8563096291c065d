"""Parser: finds the form that accounts for every word of a question and fills it with names of the graph."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Final, Literal

from api.questions.agencies import AgencyMatch, find_agencies, full_name, looks_like_agency, mentions_agency
from api.questions.answer import Assumption
from api.questions.campaigns import find_campaigns, looks_like_campaign
from api.questions.directory import Agency, Campaign, Directory, Document, Region
from api.questions.documents import NUMBER, find_documents, named_documents
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
_AGENCY_ENDING: Final = re.compile("(?:局|委|厅|政府|海关|法院|检察院|公司|委员会)$")
DOING: Final = re.compile(
    "^(?:依法|严厉|严格|集中|深入|组织|全面|扎实)*(?:查处|打击|整治|治理|惩治|防范|开展|加强|推进|推动|做好|落实|抓好|实施|组织|监管"
    "|检查|清理|规范|完善|建立|健全|强化|办理|处理|管理)"
)
"""What plans do to a thing; without it the thing is still the same."""

_SUBJECT_LENGTH: Final = range(2, 41)


@dataclass(frozen=True, slots=True)
class ParsedQuestion:
    """One way to read a question. `region` … `topic` narrow the tasks; `question` is narrowed to it alone."""

    intent: Intent
    question: str
    year: int | None = None
    region: Region | None = None
    agency: Agency | None = None
    partner: Agency | None = None
    campaign: Campaign | None = None
    edition: str | None = None
    words: str | None = None
    document: Document | None = None
    due: Due | None = None
    topic: str | None = None
    number: str | None = None
    top: int | None = None
    years: tuple[int, int] | None = None
    compared: tuple[Document, Document] | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """The question in parts, so that a follow-up can put another in the place of one.

    `rest` is what its form read, `said` the words in the form's slots.
    """

    rest: str
    slot_words: Mapping[str, str]
    taken: Narrowing
    year: int | None
    years: tuple[int, int] | None

    @property
    def question(self) -> str:
        """The whole question again."""
        year = f"{self.year}年" if self.year is not None else ""
        compared = f"{self.years[0]}年和{self.years[1]}年" if self.years is not None else ""
        return compared + year + "".join(words for _, words in self.taken.words) + self.rest


@dataclass(frozen=True, slots=True)
class Understood:
    """A question that could be read: `parses` holds more than one where a name is not unique."""

    intent: Intent
    parses: tuple[ParsedQuestion, ...]
    assumptions: tuple[Assumption, ...] = ()
    frame: Frame | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """A question that could be read but for a name that the graph does not hold."""

    intent: Intent
    kind: Literal["agency", "campaign", "document"]
    name: str


def read_question(
    directory: Directory, worded: Wording, within: Sequence[Region]
) -> Understood | Missing | None:
    """What the question asks; None if no form accounts for all its words.

    `within` are the regions given beside the question; a region in its words goes before them.
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
                    slot_words = {
                        name: words for name, words in match.groupdict().items() if words is not None
                    }
                    frame = Frame(rest, slot_words, taken, worded.year, worded.years)
                    filled = _fill(directory, intent, frame, tuple(within))
                    if isinstance(filled, Understood):
                        assumptions = worded.assumptions + _taken(taken) + filled.assumptions
                        return replace(filled, assumptions=assumptions, frame=frame)
                    missing = missing or filled
    return missing


def _taken(taken: Narrowing) -> tuple[Assumption, ...]:
    """What a deadline and the description of a document were taken for."""
    assumptions: list[Assumption] = []
    if taken.due is not None:
        why = (
            "没有写年份，按各文件自己的年度理解"
            if taken.due.last and taken.due.year is None
            else "按任务写明的完成时限查找"
        )
        assumptions.append(Assumption(said=taken.due.words, read_as=taken.due.read_as, why=why))
    for kind, words in taken.words:
        phrase = words.removeprefix("在").removesuffix("里")
        if kind == "document" and "《" not in phrase:
            titles = "、".join(document.name for document in taken.documents)
            assumptions.append(Assumption(said=phrase, read_as=titles, why="按文件的地区、年度和标题理解"))
    return tuple(assumptions)


def _fill(
    directory: Directory, intent: Intent, frame: Frame, within: Sequence[Region]
) -> Understood | Missing | None:
    taken = frame.taken
    regions = taken.regions or within
    campaigns = taken.campaign.campaigns if taken.campaign is not None else (None,)
    documents: tuple[Document | None, ...] = taken.documents or (None,)
    if taken.campaign is not None and taken.campaign.edition is not None and intent.name in _NO_EDITION:
        return None
    if intent.name == "tasks_all" and not (taken.kinds or frame.year) and _BARE.fullmatch(frame.rest):
        return None
    parses: list[ParsedQuestion] = []
    assumptions: tuple[Assumption, ...] = ()
    for campaign, document in product(campaigns, documents):
        parsed = ParsedQuestion(
            intent,
            frame.rest,
            frame.year,
            campaign=campaign,
            edition=taken.campaign.edition if taken.campaign is not None else None,
            document=document,
            due=taken.due,
            topic=taken.topic,
            top=_top(frame.slot_words.get("top")),
            years=frame.years,
            compared=taken.compared,
        )
        named = (document,) if document is not None else taken.compared or ()
        here = _regions_of(directory, named) if named else regions
        filled = _fill_slot(directory, parsed, frame.slot_words, here)
        if not isinstance(filled, Understood):
            return filled
        parses += [_narrowed_to(parse, taken) for parse in filled.parses]
        assumptions += filled.assumptions
    return Understood(intent, tuple(parses), tuple(dict.fromkeys(assumptions)))


_NO_EDITION: Final = frozenset(
    "pair_leads pair_lead_assist shared_tasks graph_documents graph_bodies busiest busiest_leads"
    " busiest_assists"
    " agency_partners agency_helpers agency_helped".split()
)
"""What cannot be narrowed to one edition of a campaign."""

_BARE: Final = re.compile(rf"的?(?:全部|所有)?的?{WORDS['TASK']}")


def _top(phrase: str | None) -> int | None:
    if phrase is None:
        return None
    return number(phrase)


def _regions_of(directory: Directory, documents: Sequence[Document]) -> tuple[Region, ...]:
    regions = {document.region for document in documents}
    return tuple(region for region in directory.regions if region.id in regions)


def _narrowed_to(parsed: ParsedQuestion, taken: Narrowing) -> ParsedQuestion:
    """With what was taken out put back into its question; of several documents, the one that it is."""
    words = ""
    for kind, phrase in taken.words:
        if kind == "document" and parsed.document is not None and len(taken.documents) > 1:
            words += f"在{parsed.document.name}里"
        elif kind != "region":
            words += phrase
    if not words:
        return parsed
    year = f"{parsed.year}年" if parsed.year is not None else ""
    return replace(parsed, question=year + words + parsed.question.removeprefix(year))


def _fill_slot(
    directory: Directory, parsed: ParsedQuestion, slot_words: Mapping[str, str], regions: Sequence[Region]
) -> Understood | Missing | None:
    if "left" in slot_words:
        return _pair_of(directory, parsed, (slot_words["left"], slot_words["right"]), regions)
    match next(iter(parsed.intent.slots), None):
        case "agency":
            return _fill_agency(directory, parsed, slot_words["agency"], regions)
        case "pair":
            return _fill_pair(directory, parsed, slot_words["pair"], regions)
        case "campaign":
            return _fill_campaign(directory, parsed, slot_words["campaign"], regions)
        case "subject":
            return _fill_subject(directory, parsed, slot_words["subject"], regions)
        case "cited":
            return _fill_cited(directory, parsed, slot_words["cited"])
        case "number":
            return _fill_number(directory, parsed, slot_words["number"], regions)
        case None:
            here: Sequence[Region | None] = [None] if parsed.document is not None else _or_anywhere(regions)
            parses = tuple(_with_question(replace(parsed, region=region), {}) for region in here)
            return Understood(parsed.intent, parses)


def _fill_cited(directory: Directory, parsed: ParsedQuestion, phrase: str) -> Understood | Missing | None:
    """Documents that are only cited may be asked for too; those of one number or title are one."""
    match = find_documents(directory, phrase, parsed.year)
    documents = match.documents if match is not None else named_documents(directory.documents, phrase)
    if not documents:
        return Missing(parsed.intent, "document", phrase) if "《" in phrase or NUMBER.search(phrase) else None
    by_name = {document.name: document for document in documents}
    parses = tuple(
        replace(parsed, document=document, question=parsed.question.replace(phrase, document.name, 1))
        for document in by_name.values()
    )
    return Understood(parsed.intent, parses)


def _fill_number(
    directory: Directory, parsed: ParsedQuestion, phrase: str, regions: Sequence[Region]
) -> Understood | None:
    """The task of that number in each document that may be meant."""
    if parsed.document is not None:
        return Understood(parsed.intent, (replace(parsed, number=phrase),))
    here = {region.id for region in regions}
    documents = [
        document
        for document in directory.documents
        if document.loaded
        and (parsed.year is None or document.year == parsed.year)
        and (not here or document.region in here)
    ]
    parses = tuple(
        replace(parsed, number=phrase, document=document, question=f"在{document.name}里{parsed.question}")
        for document in documents
    )
    return Understood(parsed.intent, parses) if parses else None


def _fill_agency(
    directory: Directory, frame: ParsedQuestion, phrase: str, regions: Sequence[Region]
) -> Understood | Missing | None:
    match = find_agencies(directory, phrase, regions)
    if match is None:
        return Missing(frame.intent, "agency", phrase) if looks_like_agency(phrase) else None
    parses = tuple(
        _with_question(replace(frame, agency=agency, region=region), {phrase: full_name(agency)})
        for agency in match.agencies
        for region in _task_regions(frame, match, agency, regions)
    )
    return Understood(frame.intent, parses, match.assumptions + _elsewhere(frame, match, regions))


def _fill_pair(
    directory: Directory, frame: ParsedQuestion, phrase: str, regions: Sequence[Region]
) -> Understood | Missing | None:
    missing: Missing | None = None
    for split in re.finditer(WORDS["AND"] + r"| and ", phrase):
        filled = _pair_of(directory, frame, (phrase[: split.start()], phrase[split.end() :]), regions)
        if isinstance(filled, Understood):
            return filled
        missing = missing or filled
    return missing


def _pair_of(
    directory: Directory, frame: ParsedQuestion, names: tuple[str, str], regions: Sequence[Region]
) -> Understood | Missing | None:
    matches = [find_agencies(directory, name, regions) for name in names]
    left, right = matches
    if left is None or right is None:
        lacking = [name for name, each in zip(names, matches, strict=True) if each is None]
        if len(lacking) == 1 and looks_like_agency(lacking[0]):
            return Missing(frame.intent, "agency", lacking[0])
        return None
    pairs = [pair for pair in product(left.agencies, right.agencies) if pair[0] != pair[1]]
    together = [pair for pair in pairs if pair[0].region == pair[1].region] or pairs
    if not together:
        return None
    parses = tuple(
        _with_question(
            replace(frame, agency=a, partner=b, region=region),
            {names[0]: full_name(a), names[1]: full_name(b)},
        )
        for a, b in together
        for region in _task_regions(frame, left, a, regions)
    )
    meant = {full_name(agency) for pair in together for agency in pair}
    assumptions = (each for each in left.assumptions + right.assumptions if each.read_as in meant)
    return Understood(frame.intent, parses, tuple(assumptions))


def _fill_campaign(
    directory: Directory, frame: ParsedQuestion, phrase: str, regions: Sequence[Region]
) -> Understood | Missing | None:
    named = find_campaigns(directory, phrase)
    if named is None:
        return Missing(frame.intent, "campaign", phrase) if looks_like_campaign(phrase) else None
    parses = tuple(
        _with_question(replace(frame, campaign=campaign, edition=named.edition, region=region), {})
        for campaign in named.campaigns
        for region in ([None] if frame.document is not None else _or_anywhere(named.regions or regions))
    )
    return Understood(frame.intent, parses)


def _fill_subject(
    directory: Directory, frame: ParsedQuestion, subject: str, regions: Sequence[Region]
) -> Understood | Missing | None:
    for phrase in (subject, DOING.sub("", subject, count=1)):
        if frame.campaign is not None or frame.intent.name in ("tasks_about", "task_deadline"):
            break
        named = _fill_campaign(directory, frame, phrase, regions)
        if isinstance(named, Understood):
            return named if frame.due is None and frame.topic is None else None
    if _NO_SUBJECT.search(subject) or _AGENCY_ENDING.search(subject) or mentions_agency(directory, subject):
        return None
    if any(normalize(campaign.name) in subject for campaign in directory.campaigns):
        return None  # more than a campaign, such as two of them
    if names_document(directory, subject, frame.year) or next(find_due(subject), None) is not None:
        return None
    words, here = subject, tuple(regions)
    for name, named_regions in directory.regions_in(subject):
        if subject.startswith(name):
            words, here = subject.removeprefix(name).removeprefix("的"), named_regions
            break
    if len(words) not in _SUBJECT_LENGTH or not bare(words):
        return None
    anywhere: Sequence[Region | None] = [None] if frame.document is not None else _or_anywhere(here)
    parses = tuple(_with_question(replace(frame, words=words, region=region), {}) for region in anywhere)
    return Understood(frame.intent, parses)


def bare(words: str) -> str:
    """The words of a task without a closing 工作, 任务, 这件事 …; empty if nothing else was said."""
    stripped = _GENERIC.sub("", words)
    return stripped if len(stripped) > 1 else ""


def _or_anywhere(regions: Sequence[Region]) -> Sequence[Region | None]:
    return regions or [None]


def _task_regions(
    frame: ParsedQuestion, match: AgencyMatch, agency: Agency, regions: Sequence[Region]
) -> Sequence[Region | None]:
    """Regions that narrow the tasks: only where the agency is of none of them (省公安厅 in a city's plan)."""
    if (
        frame.document is not None
        or frame.compared is not None
        or match.placed
        or not regions
        or any(region.id == agency.region for region in regions)
    ):
        return [None]
    return regions


def _elsewhere(
    frame: ParsedQuestion, match: AgencyMatch, regions: Sequence[Region]
) -> tuple[Assumption, ...]:
    return tuple(
        Assumption(
            said=region.name,
            read_as=f"{region.name}的文件",
            why=f"{full_name(agency)}不属于这个地区，只看该地区文件中的任务",
        )
        for agency in match.agencies
        for region in _task_regions(frame, match, agency, regions)
        if region is not None
    )


def _with_question(parsed: ParsedQuestion, names: Mapping[str, str]) -> ParsedQuestion:
    """The parsed question, its `question` worded so that it leads to this one alone."""
    question = parsed.question
    for phrase, full in names.items():
        question = question.replace(phrase, full, 1)
    if parsed.region is not None:
        question = f"在{parsed.region.name}{question}"
    if parsed.year is not None:
        question = f"{parsed.year}年{question}"
    return replace(parsed, question=question)
