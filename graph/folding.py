"""The one folding of words for search: what `Task.search` holds and what a search looks for in it."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """Full-width letters and digits become half-width, capitals small; white space goes.

    “剑网 ２０２３”专项行动 → “剑网2023”专项行动. Texts print blanks at random beside digits and
    letters, and never mean anything by them.
    """
    return "".join(unicodedata.normalize("NFKC", text).lower().split())
