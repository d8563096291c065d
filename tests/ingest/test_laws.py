"""What holds for every text: no exception, true offsets, nothing lost, the same result again."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import pairwise

from hypothesis import HealthCheck, given, settings

from ingest.document import ParsedDocument, as_json
from ingest.layout.pages import CleanText
from ingest.parse import parse_clean, parse_text
from tests.ingest.random_plans import documents

# Characters that print nothing: marks of direction, byte order marks, control characters.
UNPRINTED = re.compile("[\ufeff\u200b-\u200f\u2028-\u202e\u2060\x00-\x08\x0e-\x1f\x7f\x85]|\\s")
LINE = re.compile("\r\n?|[\n\x0b\x0c\x85\u2028\u2029]")

law = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])

CONTRACT = {
    "": ("document", "tasks", "text", "outline", "removed", "places", "diagnostics"),
    "document": (
        *("title", "doc_number", "draft", "issuer", "issuers", "region", "region_code", "level", "year"),
        *("period", "issued_on", "rule", "default_parties", "cites", "source", "sha256"),
    ),
    "cites": ("relation", "title", "number", "surface", "start", "end"),
    "tasks": (
        *("n", "path", "number", "text", "clause", "deadline", "due", "start", "end", "clause_start"),
        *("clause_end", "responsibilities", "campaigns", "descriptive_campaigns"),
    ),
    "due": ("kind", "from", "on", "ongoing"),
    "responsibilities": (
        *("surface", "name", "role", "basis", "verb", "form", "collective", "start", "end"),
    ),
    "campaigns": ("name", "edition", "surface", "start", "end"),
    "descriptive_campaigns": ("title", "start", "end"),
    "outline": ("kind", "depth", "text", "start", "end"),
    "removed": ("text", "line"),
    "places": ("start", "end", "page", "paragraph", "sheet", "cell"),
    "diagnostics": ("severity", "code", "message", "start", "end"),
}


def printed(text: str) -> str:
    return UNPRINTED.sub("", text)


def is_subsequence(part: str, whole: str) -> bool:
    rest = iter(whole)
    return all(character in rest for character in part)


def spans(parsed: ParsedDocument) -> list[tuple[int, int, str]]:
    """Every stretch of the text that the output points to, with the words that it should hold."""
    result = [(entry.start, entry.end, entry.text) for entry in parsed.outline]
    result += [(cite.start, cite.end, cite.surface) for cite in parsed.facts.cites]
    for task in parsed.tasks:
        result.append((task.start, task.end, task.text))
        result.append((task.clause_start, task.clause_end, task.clause))
        result += [(mention.start, mention.end, mention.surface) for mention in task.responsibilities]
        result += [(campaign.start, campaign.end, campaign.surface) for campaign in task.campaigns]
        result += [(title.start, title.end, title.title) for title in task.descriptive_campaigns]
    return result


def check_spans(parsed: ParsedDocument) -> None:
    for start, end, words in spans(parsed):
        assert 0 <= start < end <= len(parsed.text), words
        assert parsed.text[start:end] == words
    for diagnostic in parsed.diagnostics:
        assert 0 <= diagnostic.start <= diagnostic.end <= len(parsed.text)
    for task in parsed.tasks:
        for mention in task.responsibilities:
            assert task.clause_start <= mention.start < mention.end <= task.clause_end


def check_order(parsed: ParsedDocument) -> None:
    assert [task.n for task in parsed.tasks] == list(range(1, len(parsed.tasks) + 1))
    for task in parsed.tasks:
        assert task.start < task.end <= task.clause_start < task.clause_end
    for before, after in pairwise(parsed.tasks):
        assert before.clause_end <= after.start


def check_cover(parsed: ParsedDocument) -> None:
    """Each printed character is in exactly one entry of the outline, one task or one clause."""
    contained = [0] * len(parsed.text)
    stretches = [(entry.start, entry.end) for entry in parsed.outline]
    stretches += [(task.start, task.end) for task in parsed.tasks]
    stretches += [(task.clause_start, task.clause_end) for task in parsed.tasks]
    for start, end in stretches:
        for at in range(start, end):
            contained[at] += 1
    assert max(contained, default=0) <= 1
    uncovered = [at for at, times in enumerate(contained) if not times and not parsed.text[at].isspace()]
    assert uncovered == [], parsed.text[max(0, uncovered[0] - 20) : uncovered[0] + 20]


def check_nothing_lost(raw: str, parsed: ParsedDocument) -> None:
    """The input is the text with the removed lines put back, white space and unprinted marks apart."""
    left, whole = printed(parsed.text), printed(raw)
    out = "".join(printed(removed.text) for removed in parsed.removed)
    assert Counter(left) + Counter(out) == Counter(whole)
    assert is_subsequence(left, whole)
    lines = [printed(line) for line in LINE.split(raw)]
    for removed in parsed.removed:
        assert printed(removed.text) in lines[removed.line - 1]


@law
@given(documents)
def test_every_span_holds_the_words_it_is_claimed_to_hold(raw: str) -> None:
    check_spans(parse_text(raw))


@law
@given(documents)
def test_tasks_stand_in_document_order_and_share_no_character(raw: str) -> None:
    check_order(parse_text(raw))


@law
@given(documents)
def test_outline_tasks_and_clauses_cover_the_text_once(raw: str) -> None:
    check_cover(parse_text(raw))


@law
@given(documents)
def test_no_printed_character_is_lost(raw: str) -> None:
    check_nothing_lost(raw, parse_text(raw))


@law
@given(documents)
def test_a_stored_text_parses_to_the_same_document(raw: str) -> None:
    parsed = parse_text(raw, "方案.txt")
    assert parse_clean(CleanText(parsed.text, parsed.removed), "方案.txt") == parsed


def check_keys(value: object, name: str) -> None:
    """Objects have exactly the keys that the contract gives them, at every depth."""
    if isinstance(value, list):
        for item in value:
            check_keys(item, name)
    elif isinstance(value, dict):
        assert tuple(value) == CONTRACT[name]
        for key, inside in value.items():
            check_keys(inside, key)


@law
@given(documents)
def test_the_output_is_json_with_exactly_the_keys_of_the_contract(raw: str) -> None:
    output = as_json(parse_text(raw))
    assert json.loads(json.dumps(output)) == output
    check_keys(output, "")
