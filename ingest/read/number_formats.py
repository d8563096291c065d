"""Numbers as Word prints them: one entry for each number format of its lists (ECMA-376, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable

DIGITS = "〇一二三四五六七八九"
LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
UNITS = ("", "十", "百", "千")
LEGAL_UNITS = ("", "拾", "佰", "仟")
ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def counting(n: int) -> str:
    """1 一, 10 十, 11 十一, 20 二十, 101 一百零一, 110 一百一十."""
    text = _with_units(n, DIGITS, UNITS)
    return text.removeprefix("一") if 10 <= n < 20 else text


def _with_units(n: int, digits: str, units: tuple[str, ...]) -> str:
    if not 0 < n < 10_000:
        return str(n)
    text = ""
    decimals = str(n)
    for i, digit in enumerate(decimals):
        if digit != "0":
            text += digits[int(digit)] + units[len(decimals) - 1 - i]
        elif decimals[i + 1 :].strip("0") and decimals[i - 1] != "0":
            text += "零"
    return text


def _digitwise(n: int) -> str:
    return "".join(DIGITS[int(digit)] for digit in str(n))


def _full_width(n: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(n))


def circled(n: int) -> str:
    """1 ①, 20 ⑳, 21 ㉑, 50 ㊿; beyond that there are no such characters."""
    if 1 <= n <= 20:
        return chr(0x2460 + n - 1)
    if 21 <= n <= 35:
        return chr(0x3251 + n - 21)
    if 36 <= n <= 50:
        return chr(0x32B1 + n - 36)
    return str(n)


def _series(first: str, most: int) -> Callable[[int], str]:
    return lambda n: chr(ord(first) + n - 1) if 1 <= n <= most else str(n)


def _cycle(letters: str) -> Callable[[int], str]:
    return lambda n: letters[(n - 1) % len(letters)] if n > 0 else str(n)


def _letters(first: str) -> Callable[[int], str]:
    # Word goes on with AA, BB, CC …, not with AA, AB
    return lambda n: chr(ord(first) + (n - 1) % 26) * ((n - 1) // 26 + 1) if 0 < n < 1000 else str(n)


def _roman(n: int) -> str:
    if not 0 < n < 4000:
        return str(n)
    text = ""
    for size, letters in ROMAN:
        text += letters * (n // size)
        n %= size
    return text


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalHalfWidth": str,
    "numberInDash": lambda n: f"- {n} -",
    "chineseCounting": counting,
    "chineseCountingThousand": counting,
    "taiwaneseCounting": counting,
    "taiwaneseCountingThousand": counting,
    "japaneseCounting": counting,
    "ideographDigital": _digitwise,
    "japaneseDigitalTenThousand": _digitwise,
    "taiwaneseDigital": _digitwise,
    "chineseLegalSimplified": lambda n: _with_units(n, LEGAL_DIGITS, LEGAL_UNITS),
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "decimalEnclosedParen": _series("⑴", 20),
    "decimalEnclosedFullstop": _series("⒈", 20),
    "ideographEnclosedCircle": _series("㊀", 10),
    "ideographTraditional": _cycle("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _cycle("子丑寅卯辰巳午未申酉戌亥"),
    "upperLetter": _letters("A"),
    "lowerLetter": _letters("a"),
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
    "none": lambda _: "",
}


def number(n: int, format: str) -> str:
    """The number in that format; in Arabic digits where the format is not among ours."""
    return FORMATS.get(format, str)(n)
