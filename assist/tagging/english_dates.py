"""Dates as spoken in English, resolved against the day of the call. Reads lower-case text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator

from assist.tagging import due_dates
from assist.tagging.mentions import DateMention, in_spoken_order

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT_WEEKDAYS = ("mon", "tues?", "wed", "thu(?:rs?)?", "fri", "sat", "sun")
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
)
_COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "a couple of": 2, "a couple": 2, "couple": 2, "three": 3, "four": 4,
    "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "fourteen": 14,
    "fifteen": 15, "twenty": 20, "thirty": 30, "sixty": 60, "ninety": 90,
}  # fmt: skip

_DAY_NAME = "|".join([*_WEEKDAYS, *(f"{short}\\b" for short in _SHORT_WEEKDAYS)])
_WEEKDAY = rf"(?P<weekday>{_DAY_NAME})"
_MONTH = "(?P<month>" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in _MONTHS) + r"|sept)\b\.?"
_WORDED = "|".join(sorted((name.replace("-", "[- ]") for name in _ORDINALS), key=lambda name: -len(name)))
_ORDINAL = rf"(?:(?P<digits>\d{{1,2}})(?:st|nd|rd|th)|(?P<worded>{_WORDED}))"
_COUNT = rf"(?P<count>\d{{1,2}}|{'|'.join(sorted(_COUNTS, key=lambda name: -len(name)))})"
_BY = r"(?:\b(?:by|before|on|until|till|no later than)\s+)?"
_NOUN_AFTER = (
    r"(?!\s+(?:one|thing|time|instal\w*|payment|half|part|of all|place|person|party|chance|class|notice|"
    r"letter|floor|week|hand|job|call|year|offer|figure|cheque|check|to\b))"
)

Resolve = Callable[[re.Match[str], dt.date], dt.date | None]


def _number(found: re.Match[str]) -> int:
    if found["digits"]:
        return int(found["digits"])
    return _ORDINALS[found["worded"].replace(" ", "-")]


def _weekday_index(found: re.Match[str]) -> int:
    return next(at for at, name in enumerate(_WEEKDAYS) if found["weekday"][:3] == name[:3])


def _month_index(found: re.Match[str]) -> int:
    return next(at for at, name in enumerate(_MONTHS, start=1) if found["month"][:3] == name[:3])


def _count(found: re.Match[str]) -> int:
    words = found["count"]
    return int(words) if words.isdigit() else _COUNTS[words]


def _month_day(found: re.Match[str], call: dt.date) -> dt.date | None:
    return due_dates.next_date(
        call, _month_index(found), int(found["plain"]) if found["plain"] else _number(found)
    )


def _numeric(found: re.Match[str], call: dt.date) -> dt.date | None:
    first, second = int(found["first"]), int(found["second"])
    # Month first as in the US, unless only the other order is a date.
    return due_dates.next_date(call, first, second) or due_dates.next_date(call, second, first)


def _next_month_day(found: re.Match[str], call: dt.date) -> dt.date | None:
    return due_dates.day_of_month(call, _number(found), months_ahead=1)


def _this_month_day(found: re.Match[str], call: dt.date) -> dt.date | None:
    return due_dates.next_day_of_month(call, _number(found))


def _month_part(found: re.Match[str], call: dt.date) -> dt.date | None:
    ahead = 1 if found["next"] else 0
    if found["part"] in ("end", "last day", "last", "back end"):
        return due_dates.month_end(call, months_ahead=ahead)
    day = 15 if found["part"].startswith("mid") else 1
    if ahead:
        return due_dates.day_of_month(call, day, months_ahead=1)
    return due_dates.next_day_of_month(call, day)


def _named_month_end(found: re.Match[str], call: dt.date) -> dt.date | None:
    inside = due_dates.next_date(call, _month_index(found), 28)
    return due_dates.month_end(inside) if inside else None


def _week_end(found: re.Match[str], call: dt.date) -> dt.date:
    ahead = 1 if found["next"] else 0
    return due_dates.weekday_of_week(call, due_dates.FRIDAY, weeks_ahead=ahead)


def _coming(found: re.Match[str], call: dt.date) -> dt.date:
    return due_dates.coming_weekday(call, _weekday_index(found))


def _this_weekday(found: re.Match[str], call: dt.date) -> dt.date:
    return due_dates.weekday_of_week(call, _weekday_index(found), weeks_ahead=0)


def _next_weekday(found: re.Match[str], call: dt.date) -> dt.date:
    return due_dates.weekday_of_week(call, _weekday_index(found), weeks_ahead=1)


def _weeks_after_weekday(weeks: int | None) -> Resolve:
    def resolve(found: re.Match[str], call: dt.date) -> dt.date:
        return _coming(found, call) + dt.timedelta(weeks=_count(found) if weeks is None else weeks)

    return resolve


def _later(found: re.Match[str], call: dt.date) -> dt.date:
    unit = found["unit"]
    if unit.startswith("month"):
        return due_dates.months_later(call, _count(found))
    days = {"day": 1, "week": 7, "fortnight": 14}[unit.rstrip("s")]
    return call + dt.timedelta(days=days * _count(found))


def _weekend(found: re.Match[str], call: dt.date) -> dt.date:
    return due_dates.weekday_of_week(call, due_dates.SUNDAY, weeks_ahead=1 if found["next"] else 0)


def _on(days: int) -> Resolve:
    return lambda found, call: call + dt.timedelta(days=days)


def _fixed(month: int, day: int) -> Resolve:
    return lambda found, call: due_dates.next_date(call, month, day)


def _unresolved(found: re.Match[str], call: dt.date) -> None:
    return None


_UNIT = r"(?P<unit>days?|weeks?|fortnights?|months?)"
_PATTERNS: tuple[tuple[re.Pattern[str], Resolve], ...] = tuple(
    (re.compile(pattern), resolve)
    for pattern, resolve in (
        (
            rf"{_BY}\b{_WEEKDAY},?\s+(?:on\s+)?(?:the\s+)?(?:{_ORDINAL}|(?P<plain>\d{{1,2}}))\s+(?:of\s+)?{_MONTH}",
            _month_day,
        ),
        (
            rf"{_BY}\b{_WEEKDAY},?\s+{_MONTH}\s+(?:the\s+)?(?:{_ORDINAL}|(?P<plain>\d{{1,2}})\b(?!\s*%))",
            _month_day,
        ),
        (rf"{_BY}\bnext month,?\s+(?:on\s+)?(?:the\s+)?{_ORDINAL}\b", _next_month_day),
        (rf"{_BY}(?:\bthe\s+)?\b{_ORDINAL}\s+(?:day\s+)?of\s+next\s+month\b", _next_month_day),
        (rf"{_BY}(?:\bthe\s+)?\b{_ORDINAL}\s+of\s+(?:this|the|every|each)\s+month\b", _this_month_day),
        (rf"{_BY}(?:\bthe\s+)?\b(?:{_ORDINAL}|(?P<plain>\d{{1,2}}))\s+(?:of\s+)?{_MONTH}", _month_day),
        (rf"{_BY}\b{_MONTH}\s+(?:the\s+)?(?:{_ORDINAL}|(?P<plain>\d{{1,2}})\b(?!\s*%))", _month_day),
        (rf"{_BY}(?:\bthe\s+)?\bend\s+of\s+{_MONTH}", _named_month_end),
        (rf"{_BY}\b(?P<first>\d{{1,2}})/(?P<second>\d{{1,2}})(?:/\d{{2,4}})?\b", _numeric),
        (
            rf"{_BY}(?:\bthe\s+|\bat\s+)*\b(?P<part>end|last day|middle|mid|start|beginning)\s+of\s+"
            r"(?:(?P<next>next)\s+month|(?:the|this)\s+month)\b",
            _month_part,
        ),
        (r"\b(?P<part>mid)(?P<next>)[- ]month\b", _month_part),
        (r"\b(?P<next>)(?P<part>last|end)(?:\s+day)?\s+of\s+(?:the|every|each|this)\s+month\b", _month_part),
        (r"\bmonth(?P<next>)[- '’]?s?[- ](?P<part>end)\b", _month_part),
        (rf"{_BY}(?:\bthe\s+)?\b(?:end of|later)\s+(?:(?P<next>next)\s+week|(?:the|this)\s+week)\b", _week_end),
        (rf"{_BY}\b{_WEEKDAY},?\s+(?:on\s+)?(?:the\s+)?{_ORDINAL}\b", _this_month_day),
        (rf"{_BY}\b{_WEEKDAY}\s+week\b", _weeks_after_weekday(1)),
        (rf"{_BY}\b{_WEEKDAY}\s+fortnight\b", _weeks_after_weekday(2)),
        (rf"{_BY}(?:\bthe\s+)?\b{_WEEKDAY}\s+after(?:\s+next|\s+that)?(?=\s*(?:$|[,.;]))", _weeks_after_weekday(1)),
        (rf"{_BY}\ba\s+fortnight\s+(?:on|from)\s+{_WEEKDAY}", _weeks_after_weekday(2)),
        (rf"{_BY}\b{_COUNT}\s+weeks?\s+(?:on|from|this|after)\s+(?:this\s+)?{_WEEKDAY}", _weeks_after_weekday(None)),
        (rf"{_BY}\bnext\s+week,?\s+(?:on\s+)?{_WEEKDAY}", _next_weekday),
        (rf"{_BY}\b{_WEEKDAY}\s+(?:of\s+)?next\s+week\b", _next_weekday),
        (rf"{_BY}\bnext\s+{_WEEKDAY}", _next_weekday),
        (rf"{_BY}\b(?:this|this coming)\s+{_WEEKDAY}", _this_weekday),
        (rf"{_BY}(?:\b(?:the\s+)?(?:this\s+)?coming\s+)?\b{_WEEKDAY}(?:'?s)?\b", _coming),
        (rf"\b(?:in|within|inside(?: of)?|after)\s+(?:about\s+|the next\s+)?{_COUNT}\s+{_UNIT}\b", _later),
        (rf"\b{_COUNT}\s+{_UNIT}(?:'?s?)?\s+(?:from\s+(?:now|today)|time|later)\b", _later),
        (rf"{_BY}\b(?:(?P<next>next)|this|the)\s+weekend\b", _weekend),
        (rf"{_BY}\b(?:the\s+)?day\s+after\s+tomorrow\b", _on(2)),
        (rf"{_BY}\b(?:tomorrow|tomoz|tmrw|2moro)\b", _on(1)),
        (r"\bin\s+the\s+morning\b|\bfirst\s+thing\b(?!\s+(?:mon|tue|wed|thu|fri|sat|sun))", _on(1)),
        (rf"{_BY}\b(?:today|tonight|close of business|end of (?:the )?day)\b", _on(0)),
        (rf"{_BY}\b(?:christmas eve)\b", _fixed(12, 24)),
        (rf"{_BY}\b(?:christmas)\b", _fixed(12, 25)),
        (rf"{_BY}\bthe\s+{_ORDINAL}\b{_NOUN_AFTER}", _this_month_day),
        (rf"{_BY}\b(?P<worded>)(?P<digits>\d{{1,2}})(?:st|nd|rd|th)\b{_NOUN_AFTER}", _this_month_day),
        (r"\b(?:by|on)\s+(?P<digits>)(?P<worded>" + _WORDED + rf")\b{_NOUN_AFTER}", _this_month_day),
        (
            r"(?<![-\w])(?P<digits>)(?P<worded>(?:twenty|thirty)[- ](?:first|second|third|fourth|fifth|"
            r"sixth|seventh|"
            rf"eighth|ninth)|fourth|fifth|sixth|seventh|eighth|ninth|tenth|(?:thir|four|fif|six|seven|eigh|nine)teenth|eleventh|twelfth|"
            rf"twentieth|"
            rf"thirtieth)\b{_NOUN_AFTER}",
            _this_month_day,
        ),
        (
            r"\b(?:when|once|as soon as|after|the day|the minute)\s+(?:i|we|my|she|he|they)\b[^,.;]{0,20}?"
            r"\b(?:get paid|gets paid|paycheck|payday|paid|wages|salary|check|cheque|benefit|pension)"
            r"(?:\s+(?:comes in|clears|is in|lands|hits))?",
            _unresolved,
        ),
        (r"\b(?:my\s+)?(?:pay\s?day|salary day)\b", _unresolved),
    )
)  # fmt: skip
_WEAK = re.compile(
    r"\b(?:right now|now|straight ?away|right away|immediately|right this second|this (?:afternoon|"
    r"evening|morning|"
    r"minute|second)|as soon as we hang up|after this(?: call)?|when i get (?:home|off)|at lunch(?:time)?|"
    r"(?:by|before) (?:noon|midday|lunch|midnight|closing)|(?:ten|five|twenty|thirty|a few) minutes|"
    r"(?:half )?an hour|"
    r"after work|later on)\b"
)
_PAST_BEFORE = re.compile(r"\b(?:last|since|back in|back on|this past|previous)\s*$")
_NEGATED_BEFORE = re.compile(
    r"\b(?:not|can't|cannot|can't do|won't make|can't make)\s+(?:on\s+|by\s+|it\s+(?:on\s+|by\s+)?)?$"
)
_NEGATED_AFTER = re.compile(r"^\s+(?:won't work|is no good|doesn't work|isn't (?:possible|going to)|no,)")
_INCOME_BEFORE = re.compile(
    r"\b(?:paid|payday is|pays out|pays|check (?:is|comes|lands)|in by|deposits?|comes (?:in|through)|"
    r"lands|"
    r"hits(?: on)?|clears|until|till)\s*(?:on\s*)?$"
)


def find_dates(lowered: str, said: str, call: dt.date) -> list[DateMention]:
    """The dates named in ``lowered``, in order; ``said`` is the same text as spoken, letter for letter.

    Days that are past, and days the speaker rules out, are left out.
    """
    return in_spoken_order(list(_all_dates(lowered, said, call)))


def _all_dates(lowered: str, said: str, call: dt.date) -> Iterator[DateMention]:
    taken = [False] * len(lowered)
    for pattern, resolve in _PATTERNS:
        for found in pattern.finditer(lowered):
            start, end = found.span()
            if any(taken[start:end]):
                continue
            taken[start:end] = [True] * (end - start)
            before = lowered[:start]
            if _PAST_BEFORE.search(before) or _NEGATED_BEFORE.search(before):
                continue
            if _NEGATED_AFTER.search(lowered[end:]):
                continue
            date = resolve(found, call)
            if date is None and resolve is not _unresolved:
                continue
            yield DateMention(
                start,
                end,
                said[start:end],
                date,
                income=bool(_INCOME_BEFORE.search(before)),
                bare=resolve is _this_month_day,
                starting=bool(re.search(r"\b(?:start(?:ing)?|beginning|from)\s+(?:on\s+)?$", before)),
            )
    for found in _WEAK.finditer(lowered):
        start, end = found.span()
        if not any(taken[start:end]):
            yield DateMention(start, end, said[start:end], call, weak=True)
