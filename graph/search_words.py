"""Cuts a search as typed into the folded words that tasks are searched for."""

from __future__ import annotations

import re
from typing import Final

from core.folding import fold

_QUOTED_OR_WORD: Final = re.compile(r'"([^"]+)"|“([^”]+)”|「([^」]+)」|(\S+)')


def search_words(typed: str | None) -> list[str]:
    """The words meant, the longest first: 剑网 "知识产权 保护" → ["知识产权 保护", "剑网"].

    Words are parted by blanks; what stands in quotes is one phrase.
    """
    phrases = ("".join(groups) for groups in _QUOTED_OR_WORD.findall(typed or ""))
    return sorted({folded for each in phrases if (folded := fold(each))}, key=lambda word: (-len(word), word))
