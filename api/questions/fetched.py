"""What fetching a parsed question gives, and the filters and searches that every kind of it shares."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from api.models.lists import EXACT_TOTAL
from api.questions.answer import AnyRow, ParameterValue
from api.questions.directory import Directory
from api.questions.parser import ParsedQuestion
from api.questions.rows import Counts
from api.questions.text_search import WordMatches, find_by_words
from core.folding import fold
from core.rows import Value
from graph.store import GraphStore

AT_MOST: Final = EXACT_TOTAL + 1
"""Rows that are read: one more than a total counts."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What one parsed question gives.

    `tasks` counts the tasks of the rows, or those found by words before roles were looked at.
    `counts` are distinct tasks by role and basis, those that the parsed question does not list among them;
    for the agencies of a campaign they are agencies.
    `parts` are the words that were looked for, where no task holds the phrase as said.
    `said` is the sentence, where the rows are best told by who fetched them.
    """

    query: str
    parameters: Mapping[str, ParameterValue]
    rows: tuple[AnyRow, ...]
    tasks: int
    counts: Counts = field(default_factory=dict)
    parts: tuple[str, ...] = ()
    sentence: str | None = None


def merged(every: Sequence[Mapping[str, ParameterValue]]) -> dict[str, ParameterValue]:
    """The parameters of several runs: one value where they agree, a list where they differ."""
    together: dict[str, ParameterValue] = {}
    for name in dict.fromkeys(name for parameters in every for name in parameters):
        values = list(dict.fromkeys(str(p[name]) for p in every if name in p))
        together[name] = values if len(values) > 1 else next(p[name] for p in every if name in p)
    return together


def by_words(store: GraphStore, directory: Directory, parsed: ParsedQuestion) -> list[WordMatches]:
    """The tasks that hold the words of a parsed question, under each of its filters."""
    words = required(parsed.words)
    return [find_by_words(store, words, narrow, AT_MOST) for narrow in each_filter(directory, parsed)]


def filters(parsed: ParsedQuestion) -> dict[str, Value]:
    """What narrows the tasks of a parsed question, but for its deadline."""
    narrow: dict[str, Value] = {}
    if parsed.year is not None:
        narrow["year"] = parsed.year
    if parsed.region is not None:
        narrow["region"] = parsed.region.id
    if parsed.document is not None:
        narrow["document"] = parsed.document.id
    if parsed.campaign is not None:
        narrow["campaign"] = parsed.campaign.id
    if parsed.edition is not None:
        narrow["edition"] = parsed.edition
    if parsed.topic is not None:
        narrow["word"] = fold(parsed.topic)
    return narrow


def each_filter(directory: Directory, parsed: ParsedQuestion) -> list[dict[str, Value]]:
    """The filters of the runs that together answer: one, or one a year for a date without a year."""
    if parsed.due is None:
        return [filters(parsed)]
    years = (
        [parsed.document.year] if parsed.document is not None and parsed.document.year else directory.years
    )
    return [{**filters(parsed), **due} for due in parsed.due.filters(parsed.year, list(years))]


def required(value: T | None) -> T:
    """What an intent is about, which its parsed question holds."""
    if value is None:
        raise ValueError("a reading lacks what its intent is about")
    return value


Fetcher = Callable[[GraphStore, Directory, ParsedQuestion], Fetched]
"""The function of an intent."""
