"""Folding of text: spellings that mean the same become equal.

`fold` is for searching in documents (`Task.search` holds its result), `normalize` for what people
type, where a blank parts words.
"""

from __future__ import annotations

import unicodedata
from typing import Final

LONGEST_SEARCHED: Final = 8_000
"""Characters: Neo4j's index for CONTAINS takes 32,766 bytes, and a character has four at most."""


def normalize(text: str) -> str:
    """Full-width letters, digits and signs become half-width, capitals small, blanks single."""
    return " ".join(_words(text))


def fold(text: str) -> str:
    """The same without white space: “剑网 ２０２３”专项行动 → “剑网2023”专项行动.

    Documents print blanks at random beside digits and letters, and never mean anything by them.
    """
    return "".join(_words(text))


def searched(words: str) -> str:
    """The text that a search looks in: folded, and no longer than an index takes."""
    return fold(words)[:LONGEST_SEARCHED]


def _words(text: str) -> list[str]:
    return unicodedata.normalize("NFKC", text).lower().split()
