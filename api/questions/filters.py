"""What narrows a question, taken out of its words: a region, a campaign, a document, a deadline, a topic.

    市公安局在铁拳行动中配合的、9月底前要完成的任务有哪些
      → 市公安局配合的任务有哪些  +  铁拳  +  不晚于9月30日

Each way to take them out is tried, those that take least first. What is left must be read by a
form to the last word, so nothing is lost on the way.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from api.questions.campaigns import KIND as CAMPAIGN_KIND
from api.questions.campaigns import CampaignMatch, find_campaigns
from api.questions.directory import Directory, Document, Region
from api.questions.documents import KIND, NUMBER, find_documents
from api.questions.due import Due, find_due
from api.questions.grammar import WORDS

Narrow = Literal["region", "campaign", "document", "documents", "due", "topic"]

_MOST: Final = 4
_WAYS: Final = 60
_BEHIND_REGION: Final = re.compile(
    rf"(?:的文件(?:里|中)?|的|,)?(?=,?(?:{WORDS['WHAT']}|{WORDS['WHO']}|有|没|未|无|一共|总共|共|各|最|多少|所有|全部|{WORDS['TASK']}"
    r"|文件|方案|专项|牵头|挑头|不止|只|多|单位|部门|机构|收录|导入|长期|持续|责任单位|完成|要|需要|第))"
)
_PLACED: Final = (
    "在{}范围内",
    "在{}的文件中",
    "在{}的文件里",
    "在{}的",
    "在{},",
    "在{}",
    " in {}",
    "{}范围内的",
    "{}范围内",
    "{}那边的?",
)
_IN: Final = "(?:里面|里边|当中|之中|期间|中间|里头|中|里|内|上)?"
_TITLE: Final = re.compile(
    rf"(?:在|按照?|根据|从)?《(?P<title>[^》]+)》(?:这[个份])?(?:文件|方案|要点)?{_IN}的?,?"
)
_NUMBERED: Final = re.compile(rf"(?:在|按照?|根据|从)?(?P<title>{NUMBER.pattern}){_IN}的?,?")
_TITLE_OR_NUMBER: Final = rf"《[^》]+》|{NUMBER.pattern}"
_TWO: Final = re.compile(
    rf"(?:在|从|对比|比较|对照)?(?P<first>{_TITLE_OR_NUMBER}){_IN}(?:和|与|跟|同|及|到|至|比|相比|对比|、|,)+"
    rf"(?P<second>{_TITLE_OR_NUMBER})(?:这?(?:两|二)[个份](?:文件|方案|要点)?)?(?:之间|相比|比较|对比)?{_IN}的?,?"
)
_TOPICS: Final = (
    re.compile(r"在(?P<t>[^,的在]{2,14}?)(?:方面的?|领域的?|工作(?:中|里|上)的?|问题上的?),?"),
    re.compile(rf"(?:关于|涉及|有关)(?P<t>[^,的]{{2,14}}?)(?:方面|领域|问题)?的(?={WORDS['TASK']})"),
    re.compile(rf"(?P<t>[\u3400-\u9fff]{{2,14}}?)(?:方面|领域)的?(?={WORDS['TASK']})"),
)
_IN_DOCUMENTS: Final = re.compile("(?:在|按)?(?:的)?(?:文件|方案|要点)(?:里面|里|中|上),?")
"""Said of all documents, or of those of a year that was said before: it narrows nothing."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What was taken out. `said` are the words of each, ready to stand before a question again."""

    kinds: frozenset[Narrow] = frozenset()
    regions: tuple[Region, ...] = ()
    campaign: CampaignMatch | None = None
    documents: tuple[Document, ...] = ()
    compared: tuple[Document, Document] | None = None
    due: Due | None = None
    topic: str | None = None
    words: tuple[tuple[Narrow, str], ...] = ()

    def with_(self, kind: Narrow, words: str, **values: object) -> Narrowing:
        """With one more, which it did not have."""
        return replace(self, kinds=self.kinds | {kind}, words=(*self.words, (kind, words)), **values)  # type: ignore[arg-type]


def narrowed(directory: Directory, text: str, year: int | None) -> Iterator[tuple[str, Narrowing]]:
    """Each rest of the text with what was taken out of it, the least first."""
    queue = deque([(text, Narrowing())])
    if loose := _IN_DOCUMENTS.match(text):
        queue.append((text[loose.end() :], Narrowing()))
    seen: set[tuple[str, frozenset[Narrow]]] = set()
    ways = 0
    while queue and ways < _WAYS:
        rest, taken = queue.popleft()
        key = rest, taken.kinds
        if key in seen:
            continue
        seen.add(key)
        ways += 1
        yield rest, taken
        if len(taken.kinds) < _MOST:
            queue.extend(_further(directory, rest, taken, year))


def _further(
    directory: Directory, text: str, taken: Narrowing, year: int | None
) -> Iterator[tuple[str, Narrowing]]:
    if taken.kinds.isdisjoint(("document", "documents")) and text.count("《") + text.count("号") > 1:
        yield from _two_documents(directory, text, taken)
    if "document" not in taken.kinds:
        yield from _document(directory, text, taken, year)
    if "region" not in taken.kinds:
        yield from _region(directory, text, taken)
    if "campaign" not in taken.kinds:
        yield from _campaign(directory, text, taken)
    if "due" not in taken.kinds:
        for start, end, due in find_due(text):
            yield _without(text, start, end), taken.with_("due", due.words, due=due)
    if "topic" not in taken.kinds:
        for pattern in _TOPICS:
            for match in pattern.finditer(text):
                yield (
                    _without(text, match.start(), match.end()),
                    taken.with_("topic", f"在{match['t']}方面", topic=match["t"]),
                )


def names_document(directory: Directory, text: str, year: int | None) -> bool:
    """Whether the words hold a document's title, number or description, or the number of a task."""
    if "《" in text or NUMBER.search(text) or _ORDINAL.search(text):
        return True
    return next(_document(directory, text, Narrowing(), year), None) is not None


_ORDINAL: Final = re.compile(r"第[一二三四五六七八九十百\d]+(?:部分|章|项|条|大项)")


def _without(text: str, start: int, end: int) -> str:
    return (text[:start].rstrip(" ,、") + text[end:].removeprefix(",").removeprefix("、")).strip(" ,")


def _region(directory: Directory, text: str, taken: Narrowing) -> Iterator[tuple[str, Narrowing]]:
    for name, regions in directory.regions_in(text):
        with_documents = tuple(region for region in regions if region.documents) or regions
        for form in _PLACED:
            marked = form.format(name)
            if marked in text:
                at = text.index(marked)
                yield (
                    _without(text, at, at + len(marked)),
                    taken.with_("region", f"在{name}", regions=with_documents),
                )
        if text.startswith(name) and (behind := _BEHIND_REGION.match(text, len(name))):
            yield text[behind.end() :].strip(" ,"), taken.with_("region", f"在{name}", regions=with_documents)


def _campaign(directory: Directory, text: str, taken: Narrowing) -> Iterator[tuple[str, Narrowing]]:
    names = {name for campaign in directory.campaigns for name in campaign.names if name in text}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        pattern = re.compile(
            r"(?:在|从|按照?|为|参加|参与)?(?P<said>(?:(?:19|20)\d\d|第[\d一二三四五六七八九十]+次)?"
            rf"{re.escape(name)}-?(?:(?:19|20)\d\d)?{CAMPAIGN_KIND}?){_IN}的?,?"
        )
        for match in pattern.finditer(text):
            named = find_campaigns(directory, match["said"])
            if named is not None:
                yield (
                    _without(text, match.start(), match.end()),
                    taken.with_("campaign", f"在{match['said']}中", campaign=named),
                )


def _two_documents(directory: Directory, text: str, taken: Narrowing) -> Iterator[tuple[str, Narrowing]]:
    """Two that are compared, each of which is one document of the graph."""
    for match in filter(None, (_TWO.match(text, start) for start in range(len(text)))):
        meant = [find_documents(directory, match[side].strip("《》")) for side in ("first", "second")]
        first, second = (
            [] if document_match is None else document_match.documents for document_match in meant
        )
        if len(first) == len(second) == 1 and first != second:
            yield (
                _without(text, match.start(), match.end()),
                taken.with_(
                    "documents",
                    f"在{match['first']}和{match['second']}中",
                    compared=(first[0], second[0]),
                ),
            )


def _document(
    directory: Directory, text: str, taken: Narrowing, year: int | None
) -> Iterator[tuple[str, Narrowing]]:
    for pattern in (_TITLE, _NUMBERED):
        for match in pattern.finditer(text):
            meant = find_documents(directory, match["title"], year, taken.regions)
            if meant is not None:
                yield (
                    _without(text, match.start(), match.end()),
                    taken.with_("document", f"在《{match['title']}》里", documents=meant.documents),
                )
    for kind in re.finditer(KIND, text):
        behind = re.compile(rf"{_IN}的?,?").match(text, kind.end())
        end = behind.end() if behind else kind.end()
        for start in range(max(0, kind.start() - 40), kind.start() + 1):
            phrase = text[start : kind.end()]
            meant = find_documents(directory, phrase, year, taken.regions)
            if meant is None:
                continue
            before = text[:start]
            lead = re.search("(?:在|按照?|根据|从|这份|那份)$", before)
            cut = lead.start() if lead else start
            yield (
                _without(text, cut, end),
                taken.with_("document", f"在{phrase}里", documents=meant.documents),
            )
            break
