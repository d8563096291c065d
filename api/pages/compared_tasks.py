"""Tasks of a comparison in groups of what became of them, each side with its changed words marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final, Literal, cast

Show = Literal["came", "went", "revised", "hands", "same"]

SHOWS: Final[dict[Show, str]] = {
    "came": "新增",
    "went": "取消",
    "revised": "调整",
    "hands": "换牵头单位",
    "same": "未变",
}

_ALIKE: Final = 0.45
"""Texts less alike than this are shown side by side without marks: most of them would be marked."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words: kept, or on one side only (`changed`)."""

    text: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Side:
    """A task on one side, with the names of its leads and of its other agencies."""

    id: str
    n: int
    pieces: list[Piece]
    leads: list[str]
    others: list[str]


@dataclass(frozen=True, slots=True)
class Change:
    """A task of one side or of both; `hands` says in words what became of its leads and agencies."""

    kind: str
    words: str
    left: Side | None
    right: Side | None
    hands: list[str]


def grouped(tasks: Iterable[dict[str, Any]]) -> dict[Show, list[dict[str, Any]]]:
    """The tasks by what became of them; one whose leads changed stands in two groups."""
    groups: dict[Show, list[dict[str, Any]]] = {show: [] for show in SHOWS}
    for row in tasks:
        groups[cast("Show", row["status"])].append(row)
        if row["leads_changed"] in ("yes", "maybe"):
            groups["hands"].append(row)
    return groups


def change_of(row: Mapping[str, Any], show: Show) -> Change:
    before, after = row["left_text"], row["right_text"]
    left, right = _pieces(before, after)
    return Change(
        kind="hands" if show == "hands" else str(row["status"]),
        words=SHOWS[cast("Show", row["status"])],
        left=None if before is None else _side(row, "left", left),
        right=None if after is None else _side(row, "right", right),
        hands=_hands(row),
    )


def _side(row: Mapping[str, Any], side: str, pieces: list[Piece]) -> Side:
    leads = list(row[f"{side}_leads"] or [])
    return Side(
        id=row[f"{side}_task"],
        n=row[f"{side}_n"],
        pieces=pieces,
        leads=leads,
        others=[name for name in row[f"{side}_bodies"] or [] if name not in leads],
    )


def _pieces(left: str | None, right: str | None) -> tuple[list[Piece], list[Piece]]:
    """Both texts in stretches, those marked that the other does not have."""
    if left is None or right is None:
        return [Piece(left or "", changed=False)], [Piece(right or "", changed=False)]
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return [Piece(left, changed=False)], [Piece(right, changed=False)]
    before, after = [], []
    for kind, a, b, c, d in matcher.get_opcodes():
        if b > a:
            before.append(Piece(left[a:b], changed=kind != "equal"))
        if d > c:
            after.append(Piece(right[c:d], changed=kind != "equal"))
    return before, after


def _hands(row: Mapping[str, Any]) -> list[str]:
    sentences = []
    for name, words in (("leads", "牵头单位"), ("bodies", "单位")):
        changed, plain = row[f"{name}_changed"], row[f"{name}_changed_plain"]
        if changed == "yes":
            sentences.append(f"{words}有变")
        elif changed == "maybe":
            sentences.append(f"{words}是否变化，机构沿革不能确定")
        elif changed == "no" and plain == "yes":
            sentences.append(f"{words}名称不同，按机构沿革是同一职能")
    return sentences
