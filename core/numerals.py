"""Chinese and Arabic numerals as whole numbers, for numbering, dates, deadlines and questions.

Written by hand: whole numbers as official documents print them take thirty lines.
"""

from __future__ import annotations

from typing import Final

NUMERALS: Final = "〇零一二三四五六七八九十百"
"""The characters that a printed number is made of."""
DIGITS: Final = {character: value for value, character in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "Ｏ": 0,
    "两": 2,
}
_UNITS: Final = {"十": 10, "百": 100}


def number(numerals: str) -> int:
    """The number that 12, 十二, 一百二十 and 二〇二四 stand for.

    Digits without a unit are read one by one, as years are printed. Raises ValueError for anything else.
    """
    if numerals.isdigit():
        return int(numerals)
    try:
        if not set(numerals) & _UNITS.keys():
            return int("".join(str(DIGITS[character]) for character in numerals))
        return _with_units(numerals)
    except KeyError:
        raise ValueError(f"{numerals!r} is no number") from None


def count(numerals: str) -> int | None:
    """The number that 12, 十二 and 两 stand for; None for digits in a row (一二), which count nothing."""
    spelled = not numerals.isdigit()
    if spelled and len(numerals) > 1 and not set(numerals) & _UNITS.keys():
        return None
    try:
        return number(numerals)
    except ValueError:
        return None


def _with_units(numerals: str) -> int:
    total, digit = 0, None
    for character in numerals:
        if unit := _UNITS.get(character):
            total += (1 if digit is None else digit) * unit
            digit = None
        else:
            digit = DIGITS[character] or None
    return total + (digit or 0)
