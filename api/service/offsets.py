"""Offsets into a document's text in the unit that was asked for: code points, or UTF-16 units."""

from __future__ import annotations

from bisect import bisect_left

from api.models.evidence import Evidence, evidence
from api.models.parameters import OffsetUnit
from api.service.snapshot import Snapshot
from core.rows import text


class Offsets:
    """Offsets of one answer. Texts are read for UTF-16 only, each once."""

    def __init__(self, snapshot: Snapshot, unit: OffsetUnit) -> None:
        self._snapshot = snapshot
        self._utf16 = unit == "utf16"
        self._wide: dict[str, list[int]] = {}

    def at(self, document: str, offset: int) -> int:
        """An offset in code points of a document's text, in the unit asked for."""
        if not self._utf16:
            return offset
        if document not in self._wide:
            row = self._snapshot.record("Document", "documents/text", document)
            self._wide[document] = wide_offsets(text(row, "text"))
        return to_utf16(self._wide[document], offset)

    def evidence(self, task: str, document: str, surface: str, start: int, end: int) -> Evidence:
        """Words that prove a thing. Their URL says its unit, so that it answers with these very words."""
        proof = evidence(task, document, surface, start, end)
        if not self._utf16:
            return proof
        first, last = self.at(document, start), self.at(document, end)
        url = f"/api/v1/documents/{document}/text?start={first}&end={last}&offset_unit=utf16"
        return proof.model_copy(update={"start": first, "end": last, "url": url})


def wide_offsets(whole: str) -> list[int]:
    """Where, in code points, those characters stand that are two units in UTF-16."""
    return [index for index, character in enumerate(whole) if character > "\uffff"]


def to_utf16(wide: list[int], offset: int) -> int:
    """An offset in code points as UTF-16 units."""
    return offset + bisect_left(wide, offset)


def to_codepoints(wide: list[int], offset: int) -> int:
    """An offset in UTF-16 units as code points; within a character, the place behind it."""
    low, high = 0, offset
    while low < high:
        middle = (low + high) // 2
        if to_utf16(wide, middle) < offset:
            low = middle + 1
        else:
            high = middle
    return low
