"""The one folding of words for search: what `Task.search` holds and what a search looks for in it."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """Full-width letters and digits become half-width, capitals small; white space goes.

    “剑网 ２０２３”专项行动 → “剑网2023”专项行动. Texts print blanks at random beside digits and
    letters, and never mean anything by them.
    """
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


LONGEST_SEARCHED = 8_000
"""Characters: Neo4j's index for CONTAINS takes 32,766 bytes, and a character has four at most."""


def searched(words: str) -> str:
    """What is kept of the words to be searched in: folded, and not beyond what an index takes."""
    return fold(words)[:LONGEST_SEARCHED]
