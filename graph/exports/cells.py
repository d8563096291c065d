"""Cells of tables that people open in a spreadsheet: no control signs, no formulas, not too long."""

from __future__ import annotations

import re
from typing import Final

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What a cell begins with that a spreadsheet may take for a formula; the wide forms too."""

MOST_UNITS: Final = 32_767
"""What one cell of a workbook holds, in UTF-16 units."""

CUT: Final = "……〔超出一个单元格的上限，以下从略，全文见 CSV〕"

_UNSAFE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """The text without the characters that XML, and so a workbook, cannot hold."""
    return _UNSAFE.sub("", text)


def harmless(text: str) -> str:
    """The text as a cell of a comma-separated file: behind ' where it would be read as a formula.

    Readers of ours take the ' off again.
    """
    return f"'{text}" if text.startswith(FORMULA) else text


def fitting(text: str) -> str:
    """The text as far as one cell of a workbook holds it; what is cut says so."""
    if len(text) <= MOST_UNITS // 2 or _units(text) <= MOST_UNITS:
        return text
    room = (MOST_UNITS - len(CUT)) * 2
    return text.encode("utf-16-le")[:room].decode("utf-16-le", errors="ignore") + CUT


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
