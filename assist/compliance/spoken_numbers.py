"""Numbers as they are said: "five hundred and twenty", 三千五, 1,500.50."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from assist.compliance.text import Spoken, read_speech
from assist.events import Language

_DIGITS_ZH = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0, "幺": 1}
_UNITS_ZH = {"十": 10, "百": 100, "千": 1000}
_GROUPS_ZH = {"万": 10_000, "亿": 100_000_000}
_RUN_ZH = re.compile(r"[0-9]+(?:[.,][0-9]+)*[十百千万亿]*|[零〇一二两三四五六七八九十百千万亿]+")
_ONES_EN = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS_EN = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip


def numbers_in(text: str, lang: Language) -> frozenset[Decimal]:
    """Every number said in the text, as value."""
    spoken = read_speech(text, lang)
    return frozenset(_mandarin(spoken) if lang == "zh" else _english(spoken))


def _mandarin(spoken: Spoken) -> list[Decimal]:
    return [
        value
        for run in _RUN_ZH.findall("".join(spoken.tokens))
        if (value := _mandarin_value(run)) is not None
    ]


def _mandarin_value(run: str) -> Decimal | None:
    written = re.match(r"[0-9]+(?:[.,][0-9]+)*", run)
    if written:
        value = _decimal(written[0])
        for unit in run[written.end() :]:
            value = value * (_UNITS_ZH.get(unit) or _GROUPS_ZH[unit]) if value is not None else None
        return value
    if not any(unit in run for unit in (*_UNITS_ZH, *_GROUPS_ZH)):
        return Decimal("".join(str(_DIGITS_ZH[character]) for character in run))
    total = section = digit = 0
    last_unit = 1
    for character in run:
        if character in _DIGITS_ZH:
            digit = _DIGITS_ZH[character]
            if digit == 0:
                last_unit = 10  # after 零 a last digit is ones: 三千零五
        elif character in _UNITS_ZH:
            last_unit = _UNITS_ZH[character]
            section += (digit or 1) * last_unit
            digit = 0
        else:
            last_unit = _GROUPS_ZH[character]
            total = (total + section + digit) * last_unit
            section = digit = 0
    # 三千五 is 3,500 and 一万二 12,000: a last digit after a unit counts the next lower one.
    return Decimal(total + section + digit * (last_unit // 10 if last_unit > 10 else 1))


def _english(spoken: Spoken) -> list[Decimal]:
    values: list[Decimal] = []
    total = current = 0
    inside = False

    def settle() -> None:
        nonlocal total, current, inside
        if inside:
            values.append(Decimal(total + current))
        total = current = 0
        inside = False

    for word in spoken.tokens:
        if word in _ONES_EN or word in _TENS_EN:
            current += _ONES_EN.get(word) or _TENS_EN.get(word, 0)
            inside = True
        elif word == "hundred" and inside:
            current *= 100
        elif word in ("thousand", "grand") and inside:
            total, current = total + current * 1000, 0
        elif word == "and" and inside:
            continue
        else:
            settle()
            value = _decimal(word.lstrip("$£€¥"))
            if value is not None:
                values.append(value)
    settle()
    return values


def _decimal(written: str) -> Decimal | None:
    if not written[:1].isdigit():
        return None
    try:
        return Decimal(written.rstrip(".,").replace(",", ""))
    except InvalidOperation:
        return None
