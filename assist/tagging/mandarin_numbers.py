"""Spoken Mandarin numerals: 两千三 is 2300, 一万零五百 is 10500, 2千3 is 2300, 一千五六 is about 1500."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = dict(zip("零〇一二三四五六七八九", (0, 0, *range(1, 10)), strict=True)) | {
    "两": 2, "俩": 2, "幺": 1, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5,
    "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "k": 1000, "K": 1000}
_MYRIADS = {"万": 10_000, "w": 10_000, "W": 10_000, "亿": 100_000_000}
_TENS = {"廿": 20, "卅": 30}

_ARABIC = r"\d+(?:,\d{3})*(?:\.\d+)?"
# One class a character: nested repetition would take exponential time over a long run of digits.
NUMERAL = (
    rf"[\d{''.join(_DIGITS)}廿卅十拾]"
    rf"(?:[\d{''.join(_DIGITS)}十拾百佰千仟万亿kKwW]|,(?=\d{{3}}(?!\d))|\.(?=\d))*"
)
_TOKEN = re.compile(rf"{_ARABIC}|.")
_APPROXIMATE = re.compile(r"(一二|[二两]三|三四|三五|四五|五六|六七|七八|八九)")


def read_numeral(text: str) -> Decimal | None:
    """The value of a whole numeral, or None if the characters do not make one.

    An approximate pair of digits (五六百, 一千五六) is read as the lower.
    """
    if re.fullmatch(_ARABIC, text):
        return Decimal(text.replace(",", ""))
    if len(text) > 2 and all(char in _DIGITS for char in text):
        return Decimal("".join(str(_DIGITS[char]) for char in text))
    text = _APPROXIMATE.sub(lambda pair: pair.group()[0], text)
    total, section, digit, unit, zero = Decimal(0), Decimal(0), None, 1, False
    for token in _TOKEN.findall(text):
        if token[0].isdigit() and token.isascii():
            if digit is not None:
                return None
            digit = Decimal(token.replace(",", ""))
        elif token in _DIGITS:
            if _DIGITS[token] == 0:
                zero = True
                continue
            if digit is not None:
                return None
            digit = Decimal(_DIGITS[token])
        elif token in _TENS:
            section, unit = section + _TENS[token], 10
        elif token in _UNITS:
            unit, zero = _UNITS[token], False
            section += (Decimal(1) if digit is None else digit) * unit
            digit = None
        elif token in _MYRIADS:
            if digit is None and not section:
                return None
            unit, zero = _MYRIADS[token], False
            total += (section + (digit or 0)) * unit
            section, digit = Decimal(0), None
        else:
            return None
    if digit is not None:
        # 两千三: a last digit without a zero before it counts a tenth of the unit spoken last.
        section += digit * (unit // 10 if unit > 10 and not zero else 1)
    return total + section


def read_count(text: str) -> int | None:
    """A numeral as a whole number."""
    value = read_numeral(text)
    return int(value) if value is not None and value == int(value) else None
