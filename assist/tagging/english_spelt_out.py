"""Digits in English as they are said: $200 is two hundred dollars, the 15th is the fifteenth."""

from __future__ import annotations

import re

from num2words import num2words

_UNITS = {"$": " dollars", "£": " pounds", "€": " euros"}
_ORDINAL = re.compile(r"(?<![\w.])(\d{1,3})(?:st|nd|rd|th)\b")
_NUMBER = re.compile(
    r"(?P<sign>[$£€])?(?<![\w.])(?P<whole>\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.(?P<part>\d{1,2}))?(?P<share>%)?(?!\w|\.\d)"
)


def spell_out(text: str) -> str:
    """``text`` with its sums, shares, numbers and ordinals in words, without hyphens or commas in them."""
    return _NUMBER.sub(_in_words, _ORDINAL.sub(lambda found: _said(int(found[1]), to="ordinal"), text))


def _in_words(number: re.Match[str]) -> str:
    sign, part = number["sign"] or "", number["part"]
    words = _said(int(number["whole"].replace(",", ""))) + _UNITS.get(sign, "")
    if part and (sign or len(part) == 2):
        words += " " + _said(int(part))
    elif part:
        words += " point " + _said(int(part))
    return words + (" percent" if number["share"] else "")


def _said(number: int, *, to: str = "cardinal") -> str:
    return str(num2words(number, to=to)).replace("-", " ").replace(",", "")
