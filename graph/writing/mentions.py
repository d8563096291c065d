"""Joined properties of an agency that several documents mention.

An agency's node joins what all loaded documents bring about it (the MENTIONS relations), so the
same documents give the same graph in whatever order they come and go: its aliases are the union
of theirs; of differing kinds, levels or lines of work the known one stands, and of several known
ones the first in code-point order. A campaign's kind is joined in the same way. A stub's title
and number are joined from its citations.

Regions and lines of work are not joined: they come from data files, and the last load stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mention:
    """Properties of an agency from one document, or joined from all.

    Aliases are in code-point order, each once.
    """

    aliases: tuple[str, ...]
    kind: str | None
    level: str | None
    system: str | None


def join_mentions(mentions: Iterable[Mention]) -> Mention:
    """The join; the order of the mentions and their repetition make no difference."""
    all_mentions = list(mentions)
    if len(all_mentions) == 1:
        return all_mentions[0]
    return Mention(
        aliases=tuple(sorted({alias for mention in all_mentions for alias in mention.aliases})),
        kind=first_known((mention.kind for mention in all_mentions), unknown="other"),
        level=first_known(mention.level for mention in all_mentions),
        system=first_known(mention.system for mention in all_mentions),
    )


def first_known(values: Iterable[str | None], unknown: str | None = None) -> str | None:
    """The first of the values in code-point order, `unknown` only if there is no other."""
    return min({value for value in values if value is not None} - {unknown}, default=unknown)
