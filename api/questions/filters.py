"""What narrows a question, taken out of its words: a place, a campaign, a document, a deadline, a topic.

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

from api.questions.campaigns import KIND as OPERATION
from api.questions.campaigns import Named, find_campaigns
from api.questions.directory import Directory, Paper, Place
from api.questions.documents import KIND, NUMBER, find_papers
from api.questions.due import Due, find_due
from api.questions.grammar import WORDS

Narrow = Literal["place", "campaign", "document", "documents", "due", "topic"]

_MOST: Final = 4
_WAYS: Final = 60
_BEHIND_PLACE: Final = re.compile(
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
    places: tuple[Place, ...] = ()
    campaign: Named | None = None
    papers: tuple[Paper, ...] = ()
    compared: tuple[Paper, Paper] | None = None
    due: Due | None = None
    topic: str | None = None
    said: tuple[tuple[Narrow, str], ...] = ()

    def with_(self, kind: Narrow, said: str, **held: object) -> Narrowing:
        """With one more, which it did not have."""
        return replace(self, kinds=self.kinds | {kind}, said=(*self.said, (kind, said)), **held)  # type: ignore[arg-type]


def narrowed(directory: Directory, text: str, year: int | None) -> Iterator[tuple[str, Narrowing]]:
    """Each rest of the text with what was taken out of it, the least first."""
    queue = deque([(text, Narrowing())])
    if loose := _IN_DOCUMENTS.match(text):
        queue.append((text[loose.end() :], Narrowing()))
    seen: set[tuple[str, frozenset[Narrow]]] = set()
    given = 0
    while queue and given < _WAYS:
        rest, taken = queue.popleft()
        key = rest, taken.kinds
        if key in seen:
            continue
        seen.add(key)
        given += 1
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
    if "place" not in taken.kinds:
        yield from _place(directory, text, taken)
    if "campaign" not in taken.kinds:
        yield from _campaign(directory, text, taken)
    if "due" not in taken.kinds:
        for start, end, due in find_due(text):
            yield _without(text, start, end), taken.with_("due", due.said, due=due)
    if "topic" not in taken.kinds:
        for pattern in _TOPICS:
            for found in pattern.finditer(text):
                yield (
                    _without(text, found.start(), found.end()),
                    taken.with_("topic", f"在{found['t']}方面", topic=found["t"]),
                )


def names_document(directory: Directory, text: str, year: int | None) -> bool:
    """Whether the words hold a document's title, number or description, or the number of a task."""
    if "《" in text or NUMBER.search(text) or _ORDINAL.search(text):
        return True
    return next(_document(directory, text, Narrowing(), year), None) is not None


_ORDINAL: Final = re.compile(r"第[一二三四五六七八九十百\d]+(?:部分|章|项|条|大项)")


def _without(text: str, start: int, end: int) -> str:
    return (text[:start].rstrip(" ,、") + text[end:].removeprefix(",").removeprefix("、")).strip(" ,")


def _place(directory: Directory, text: str, taken: Narrowing) -> Iterator[tuple[str, Narrowing]]:
    for name, places in directory.places_in(text):
        held = tuple(place for place in places if place.documents) or places
        for form in _PLACED:
            marked = form.format(name)
            if marked in text:
                at = text.index(marked)
                yield _without(text, at, at + len(marked)), taken.with_("place", f"在{name}", places=held)
        if text.startswith(name) and (behind := _BEHIND_PLACE.match(text, len(name))):
            yield text[behind.end() :].strip(" ,"), taken.with_("place", f"在{name}", places=held)


def _campaign(directory: Directory, text: str, taken: Narrowing) -> Iterator[tuple[str, Narrowing]]:
    names = {name for one in directory.operations for name in one.names if name in text}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        said = re.compile(
            r"(?:在|从|按照?|为|参加|参与)?(?P<said>(?:(?:19|20)\d\d|第[\d一二三四五六七八九十]+次)?"
            rf"{re.escape(name)}-?(?:(?:19|20)\d\d)?{OPERATION}?){_IN}的?,?"
        )
        for found in said.finditer(text):
            named = find_campaigns(directory, found["said"])
            if named is not None:
                yield (
                    _without(text, found.start(), found.end()),
                    taken.with_("campaign", f"在{found['said']}中", campaign=named),
                )


def _two_documents(directory: Directory, text: str, taken: Narrowing) -> Iterator[tuple[str, Narrowing]]:
    """Two that are compared, each of which is one document of the graph."""
    for found in filter(None, (_TWO.match(text, start) for start in range(len(text)))):
        meant = [find_papers(directory, found[side].strip("《》")) for side in ("first", "second")]
        first, second = ([] if one is None else one.papers for one in meant)
        if len(first) == len(second) == 1 and first != second:
            yield (
                _without(text, found.start(), found.end()),
                taken.with_(
                    "documents",
                    f"在{found['first']}和{found['second']}中",
                    compared=(first[0], second[0]),
                ),
            )


def _document(
    directory: Directory, text: str, taken: Narrowing, year: int | None
) -> Iterator[tuple[str, Narrowing]]:
    for pattern in (_TITLE, _NUMBERED):
        for found in pattern.finditer(text):
            meant = find_papers(directory, found["title"], year, taken.places)
            if meant is not None:
                yield (
                    _without(text, found.start(), found.end()),
                    taken.with_("document", f"在《{found['title']}》里", papers=meant.papers),
                )
    for kind in re.finditer(KIND, text):
        behind = re.compile(rf"{_IN}的?,?").match(text, kind.end())
        end = behind.end() if behind else kind.end()
        for start in range(max(0, kind.start() - 40), kind.start() + 1):
            said = text[start : kind.end()]
            meant = find_papers(directory, said, year, taken.places)
            if meant is None:
                continue
            before = text[:start]
            lead = re.search("(?:在|按照?|根据|从|这份|那份)$", before)
            cut = lead.start() if lead else start
            yield (
                _without(text, cut, end),
                taken.with_("document", f"在{said}里", papers=meant.papers),
            )
            break
