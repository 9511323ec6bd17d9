"""Spoken Mandarin numerals: 两千三 is 2300, 一万零五百 is 10500, 2千3 is 2300, 一千五六 is about 1500.

``numerals`` finds them in running speech, where nothing tells one from the next: 五百三百 is two of them because
units descend within one, and so is 一万二一次, where the second 一 begins another word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

DIGITS = dict(zip("零〇一二三四五六七八九", (0, 0, *range(1, 10)), strict=True)) | {
    "两": 2, "俩": 2, "幺": 1, "仨": 3, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5,
    "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "k": 1000, "K": 1000}
_MYRIADS = {"万": 10_000, "w": 10_000, "W": 10_000, "亿": 100_000_000}
_TENS = {"廿": 20, "卅": 30}
# One class a character: nested repetition would take exponential time over a long run of digits.
NUMERAL = (
    rf"[\d{''.join(DIGITS)}廿卅十拾]"
    rf"(?:[\d{''.join(DIGITS)}十拾百佰千仟万亿kKwW]|,(?=\d{{3}}(?!\d))|\.(?=\d))*"
)
_ARABIC = re.compile(r"\d+(?:,\d{3}(?!\d))*(?:\.\d+)?")
# 五六百, 三五千: the lower of the two is meant at least.
_PAIRS = frozenset(("一二", "二三", "两三", "三四", "三五", "四五", "五六", "六七", "七八", "八九"))
# 千二 and 万五, as the south says 一千二 and 一万五; 千八百 is "about eight hundred".
_SHORT = re.compile(
    r"(?<![\d一二三四五六七八九两几好半数十百千万])(?P<unit>[百千万])(?P<digit>[二三四五六七八九])"
    r"(?![十百千万个号点月天成分])"
)
_OR_SO = re.compile(
    r"(?<![\d一二三四五六七八九两几十百千万])[百千万]儿?(?P<digit>[二三四五六七八九])(?P<unit>[十百千])"
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral in running text, half-open ``start``/``end``."""

    start: int
    end: int
    value: Decimal


def numerals(text: str) -> Iterator[Numeral]:
    """The numerals of ``text``, each as long as it can be, none within another."""
    at = 0
    while at < len(text):
        found = _short(text, at) or _longest(text, at)
        if found is not None:
            yield found
        at = found.end if found else at + 1


def read_numeral(text: str) -> Decimal | None:
    """The value of a whole numeral, or None if the characters do not make one."""
    found = _short(text, 0) or _longest(text, 0)
    return found.value if found is not None and found.end == len(text) else None


def read_count(text: str) -> int | None:
    """A numeral as a whole number."""
    value = read_numeral(text)
    return int(value) if value is not None and value == int(value) else None


def _short(text: str, at: int) -> Numeral | None:
    if text.startswith("百十", at) and (at == 0 or text[at - 1] not in DIGITS):
        return Numeral(at, at + 2, Decimal(100))
    if found := _OR_SO.match(text, at):
        return Numeral(at, found.end(), Decimal(DIGITS[found["digit"]] * _UNITS[found["unit"]]))
    if found := _SHORT.match(text, at):
        unit = (_UNITS | _MYRIADS)[found["unit"]]
        return Numeral(at, found.end(), Decimal(unit + DIGITS[found["digit"]] * unit // 10))
    return None


def _longest(text: str, start: int) -> Numeral | None:
    first = text[start]
    if not (first.isdigit() or first in DIGITS or first in _TENS or first in "十拾"):
        return None
    run = start
    while run < len(text) and text[run] in DIGITS:
        run += 1
    # 八八四二: digits read out one by one.
    if run - start > 2 and (run == len(text) or text[run] not in "十百千万"):
        return Numeral(start, run, Decimal("".join(str(DIGITS[char]) for char in text[start:run])))
    reading = _Reading()
    best = certain = None
    at = start
    while at < len(text):
        if arabic := _ARABIC.match(text, at):
            accepted = reading.take_digit(Decimal(arabic[0].replace(",", "")))
            step = len(arabic[0])
        else:
            accepted = reading.take(text[at], text[at - 1] if at > start else "")
            step = 1
        if not accepted:
            # 五百三百: the 三 belongs to the unit after it, which can not follow 百.
            return certain if text[at] in "十百千万亿" else best
        at += step
        value = reading.value()
        if value is not None:
            best = Numeral(start, at, value)
            certain = best if reading.complete else certain
    return best


class _Reading:
    """A numeral read character by character; ``take`` refuses what can not belong to it."""

    def __init__(self) -> None:
        self._total = self._section = Decimal(0)
        self._digit: Decimal | None = None
        # What the next unit must stay under, the same for 万 and 亿, and the unit spoken last.
        self._under, self._under_myriad, self._last = 10**9, 10**12, 1
        self._zero = False

    def take_digit(self, digit: Decimal) -> bool:
        if self._digit is not None or (self._last == 1 and self._section):
            return False
        self._digit = digit
        return True

    def take(self, char: str, before: str) -> bool:
        if char in DIGITS:
            return self._take_spoken(char, before)
        if char in _TENS and self._digit is None and self._under > 10:
            self._section, self._last, self._under = self._section + _TENS[char], 10, 10
            return True
        if char in _UNITS:
            unit = _UNITS[char]
            if unit >= self._under or (self._digit is None and unit != 10) or self._digit == 0:
                return False
            self._section += (Decimal(1) if self._digit is None else self._digit) * unit
            self._digit, self._last, self._under, self._zero = None, unit, unit, False
            return True
        if char in _MYRIADS:
            unit = _MYRIADS[char]
            counted = self._section + (self._digit or 0)
            if unit >= self._under_myriad or not counted:
                return False
            self._total += counted * unit
            self._section, self._digit, self._zero = Decimal(0), None, False
            self._last, self._under, self._under_myriad = unit, 10_000, unit
            return True
        return False

    def _take_spoken(self, char: str, before: str) -> bool:
        if DIGITS[char] == 0:
            if self._digit is not None or self._last == 1:
                return False
            self._zero = True
            return True
        if self._digit is not None:
            # The second of 五六百 adds nothing.
            return before + char in _PAIRS
        return self.take_digit(Decimal(DIGITS[char]))

    @property
    def complete(self) -> bool:
        """Whether no digit waits for its unit."""
        return self._digit is None

    def value(self) -> Decimal | None:
        """What has been read so far, or None where it can not end."""
        if self._digit is None:
            return None if self._zero else self._total + self._section
        # 两千三: a last digit without a zero before it counts a tenth of the unit spoken last.
        tenth = self._last // 10 if self._last > 10 and not self._zero and self._digit < 10 else 1
        return self._total + self._section + self._digit * tenth
