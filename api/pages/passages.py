"""Passages of a document with the words marked that prove a thing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text, marked or not."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document with what stands just before and after it; `…` says that more does."""

    before: str
    pieces: list[Piece]
    after: str


def passage(whole: str, start: int, end: int, spans: Iterable[tuple[int, int]], around: int) -> Passage:
    """The stretch from `start` to `end` of a text, the spans in it marked, `around` characters beside it."""
    first, last = max(start - around, 0), min(end + around, len(whole))
    return Passage(
        before=("…" if first > 0 else "") + whole[first:start],
        pieces=pieces(whole[start:end], start, spans),
        after=whole[end:last] + ("…" if last < len(whole) else ""),
    )


def pieces(text: str, offset: int, spans: Iterable[tuple[int, int]]) -> list[Piece]:
    """The text cut at the edges of spans. Spans count in the document, where `text` begins at `offset`.

    Spans may touch, overlap or reach outside; only what lies in the text is marked.
    """
    parts: list[Piece] = []
    done = 0
    for start, end in sorted(spans):
        first, last = max(start - offset, done), min(end - offset, len(text))
        if first >= last:
            continue
        if first > done:
            parts.append(Piece(text[done:first], marked=False))
        parts.append(Piece(text[first:last], marked=True))
        done = last
    if done < len(text):
        parts.append(Piece(text[done:], marked=False))
    return parts
