"""The words English dates are made of, as patterns and as what they mean. Reads lower-case text."""

from __future__ import annotations

import re

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# "Sat" and "sun" are other words, too, unless a word of time leads them.
_SHORT = (r"mon", r"tues?", r"weds?", r"thu(?:rs?)?", r"fri")
_SHORT_LED = r"(?<=on )sat|(?<=by )sat|(?<=this )sat|(?<=next )sat|(?<=on )sun|(?<=by )sun|(?<=this )sun"
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_UNITS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_ORDINALS = (
    dict(zip(_UNITS, range(1, 10), strict=True))
    | dict(zip(("tenth", "eleventh", "twelfth", "thirteenth"), range(10, 14), strict=True))
    | dict(zip(("fourteenth", "fifteenth", "sixteenth", "seventeenth"), range(14, 18), strict=True))
    | {"eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "thirty-first": 31}
    | {f"twenty-{unit}": 20 + value for unit, value in zip(_UNITS, range(1, 10), strict=True)}
    # As recognisers and hasty tongues have them.
    | {
        "forth": 4,
        "tird": 3,
        "turd": 3,
        "fift": 5,
        "sixt": 6,
        "nineth": 9,
        "twelth": 12,
        "fith": 5,
        "sevent": 7,
    }
    | {
        "twenty-forth": 24,
        "twenty-tird": 23,
        "twenty-fift": 25,
        "twentyfirst": 21,
        "thirtyfirst": 31,
        "twentyeth": 20,
    }
)
_CARDINALS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30,
}  # fmt: skip
_COUNTS = _CARDINALS | {
    "a": 1, "an": 1, "another": 1, "a couple of": 2, "a couple": 2, "couple": 2, "couple of": 2, "twenty-one": 21,
    "twenty one": 21, "twenty-eight": 28, "twenty eight": 28, "twenty-four": 24, "twenty four": 24, "forty": 40,
    "forty-five": 45, "forty five": 45, "forty-eight": 48, "forty eight": 48, "sixty": 60, "seventy-two": 72,
    "seventy two": 72, "ninety": 90,
}  # fmt: skip


def _either(words: dict[str, int]) -> str:
    return "|".join(
        sorted((name.replace("-", "[- ]") for name in words), key=lambda name: (-len(name), name))
    )


# As they are written in haste.
_MISSPELT = ("wensday", "wednsday", "wendsday", "tuseday", "thurday", "firday", "saterday")
WEEKDAY = rf"(?P<weekday>{'|'.join((*_WEEKDAYS, *_MISSPELT))}|(?:{'|'.join(_SHORT)}|{_SHORT_LED})\b)"
"""A weekday in the group ``weekday``."""
WEEKDAY_PLAIN = WEEKDAY.replace("(?P<weekday>", "(?:")
_MONTH_NAMES = "|".join(name if len(name) < 4 else rf"{name}|{name[:3]}\b\.?" for name in _MONTHS)
# "You may. The fourteenth" names no month.
_NO_MODAL = "".join(f"(?<!{person} )" for person in ("you", "i", "we", "they", "it", "he", "she"))
MONTH = rf"(?P<month>{_NO_MODAL}(?:{_MONTH_NAMES}|sept\b\.?)(?!\w))"
"""A month in the group ``month``."""
MONTH_PLAIN = MONTH.replace("(?P<month>", "(?:")
WORDED = _either(_ORDINALS)
ORDINAL = rf"(?:(?P<digits>\d{{1,2}})\s?(?:st|nd|rd|th)|(?P<worded>{WORDED}))\b"
"""A day of the month, in figures (``digits``) or in words (``worded``)."""
PLAIN_DAY = (
    rf"(?P<plain>\d{{1,2}}|(?:twenty|thirty)[- ](?:{'|'.join(list(_CARDINALS)[:9])})|{_either(_CARDINALS)})\b"
)
"""A day of the month as a cardinal (``plain``), where only a date can stand."""
COUNT = rf"(?P<count>\d{{1,3}}|{_either(_COUNTS)})"
"""How many days or weeks (``count``); the upper of two where both are named."""
COUNT_PLAIN = COUNT.replace("(?P<count>", "(?:")
UNIT = r"(?P<unit>days?|weeks?|fortnights?|months?)"


def weekday_index(found: re.Match[str]) -> int:
    """Monday is 0."""
    first = {"wen": "wed", "tus": "tue", "fir": "fri"}.get(found["weekday"][:3], found["weekday"][:3])
    return next(at for at, name in enumerate(_WEEKDAYS) if first == name[:3])


def month_index(found: re.Match[str]) -> int:
    """January is 1."""
    return next(at for at, name in enumerate(_MONTHS, start=1) if found["month"][:3] == name[:3])


def day_number(found: re.Match[str]) -> int:
    """The day of the month that ``ORDINAL`` or ``PLAIN_DAY`` found."""
    groups = found.groupdict()
    if groups.get("digits"):
        return int(groups["digits"])
    if groups.get("worded"):
        return _ORDINALS[_hyphened(groups["worded"])]
    words = groups["plain"].replace("-", " ").split()
    return int(words[0]) if words[0].isdigit() else sum(_CARDINALS[word] for word in words)


def count(found: re.Match[str]) -> int:
    """What ``COUNT`` found."""
    words = " ".join(found["count"].split())
    return int(words) if words.isdigit() else _COUNTS.get(words) or _COUNTS[_hyphened(words)]


def ordinal_rank(word: str) -> int:
    """ "First" to "fifth" and "1st" to "5th", or -1 for "last"."""
    if word.startswith(("last", "final")):
        return -1
    return int(word[0]) if word[0].isdigit() else _ORDINALS[word]


def _hyphened(words: str) -> str:
    return "-".join(words.split())
