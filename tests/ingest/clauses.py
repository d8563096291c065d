"""Short plans around one clause, and what the parser makes of them in few words."""

from __future__ import annotations

from ingest.document import ParsedTask
from ingest.parse import parse_text

WORDS = "1．加强校园周边巡查。"


def task(clause: str) -> ParsedTask:
    """The one task that the clause closes."""
    (only,) = parse_text(f"一、重点任务\n{WORDS}{clause}\n").tasks
    assert only.text == WORDS[2:]
    return only


def roles(result: ParsedTask) -> dict[str, str]:
    """Each agency's name with its role, and behind a slash its basis, in the order printed."""
    return {
        mention.name: f"{mention.role}/{mention.basis}" if mention.basis else mention.role
        for mention in result.responsibilities
    }


def names(clause: str) -> list[str]:
    return [mention.name for mention in task(clause).responsibilities]


def surfaces(clause: str) -> list[str]:
    return [mention.surface for mention in task(clause).responsibilities]


def collectives(clause: str) -> list[str]:
    return [mention.name for mention in task(clause).responsibilities if mention.collective]
