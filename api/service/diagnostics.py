"""What counts as 待核对, in lists, on pages and in the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def to_check(diagnostics: Iterable[Mapping[str, object]]) -> int:
    """How many of the diagnostics ask a person to look: all but those that only inform."""
    return sum(each["severity"] != "info" for each in diagnostics)
