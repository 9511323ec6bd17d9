"""Counting from one named day to another: "a week from Friday", "the Monday after", "the day before Easter"."""

from __future__ import annotations

import datetime as dt
import re

from assist.promises import due_dates
from assist.promises.english_date_words import COUNT, UNIT, WEEKDAY, count, weekday_index
from assist.promises.english_day_rules import Reckoning, Rule, moved

# "The Friday after the match" leans on nothing, "the Friday after, if that's okay" on the day named before.
_ENDS = (
    r"(?=\s*(?:$|[,.;:!?])|\s+(?!(?:the|my|your|his|her|our|their|a|an|we|he|she|they|it|you|next|this|work|lunch|"
    r"school|mass|church|dinner|tea|noon|midday|christmas|xmas|easter|thanksgiving|new|good|labou?r|memorial|"
    r"tomorrow|today|hours|diwali|eid|halloween|mon|tues|wednes|thurs|fri|satur|sun|i\s+(?!will|can|could)\w+|"
    r"i'(?!ll)|\d)))"
)
_AFTER_THAT = rf"(?:\s+(?:that\s+one|this\s+one|that|it|then|this)\b(?:\s+again)?|(?:\s+again)?{_ENDS})"

# "A tenner a week from the fifth" is a rate and its start.
_RATE = re.compile(
    r"(?:\d|tenner|fiver|hundred|thousand|grand|quid|pounds?|dollars?|bucks|euros?|rupees|rand|"
    r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty|one|two|three|four|five|six|seven|eight|nine|ten|\w+teen)\s+"
    r"(?:an?|per|each|every)\s+(?:week|fortnight|month)\s+from\s+(?:the\s+)?$"
)
_DAY_BESIDE = re.compile(r"\b(?:the\s+)?day\s+(?P<side>after|before|following)\s+(?:the\s+)?$")
_COUNTED_TO = re.compile(
    rf"\b{COUNT}\s+{UNIT}\s+(?P<side>from|after|past|following|before|prior\s+to)\s+(?:the\s+|this\s+|coming\s+)*$"
)
_COUNTED_ON = re.compile(rf"\b{COUNT}\s+(?P<unit>weeks?|fortnights?)\s+(?:on\s+|this\s+|come\s+|of\s+)*$")
_A_WEEK_TO = re.compile(r"\b(?P<unit>week|fortnight|month)\s+(?:from|after)\s+(?:the\s+)?$")
_AFTER = re.compile(r"\b(?:right\s+|straight\s+|just\s+)?after\s+(?:the\s+)?$")
_WEEKS_LATER = re.compile(
    r"\s+(?:(?P<count>a|one|two|three|four|2|3|4)\s+)?(?P<unit>weeks?|fortnight)\b(?!\s*(?:end|day|from|later|time|"
    r"on))"
)
BESIDE = re.compile(r"\s*(?P<side>after|before|following)\s+(?:the\s+)?")
"""Between a weekday and the day it is counted from: "the Friday before Halloween"."""


def step_before(before: str, day: dt.date, *, named: str) -> tuple[dt.date, int] | None:
    """What the words ``before`` a day make of it, and where they begin.

    ``named`` is "weekday", "near" (today, tomorrow), "feast" (a holiday or weekend) or "day".
    """
    if found := _DAY_BESIDE.search(before):
        return day + dt.timedelta(days=-1 if found["side"] == "before" else 1), found.start()
    if named == "day" and _RATE.search(before):
        return None
    if found := _COUNTED_TO.search(before):
        number = -count(found) if found["side"] in ("before", "prior to") else count(found)
        return moved(day, number, found["unit"]), found.start()
    if named in ("weekday", "near") and (found := _COUNTED_ON.search(before)):
        return moved(day, count(found), found["unit"]), found.start()
    if found := _A_WEEK_TO.search(before):
        return moved(day, 1, found["unit"]), found.start()
    if named == "feast" and (found := _AFTER.search(before)):
        return day + dt.timedelta(days=1), found.start()
    return None


def step_after(after: str, day: dt.date) -> tuple[dt.date, int] | None:
    """What the words ``after`` a weekday or "tomorrow" make of it ("Friday week"), and how many letters."""
    found = _WEEKS_LATER.match(after)
    if found is None:
        return None
    words = found["count"] or "a"
    number = int(words) if words.isdigit() else {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4}[words]
    return moved(day, number, found["unit"]), found.end()


def weekday_beside(weekday: int, day: dt.date, side: str) -> dt.date:
    """The nearest such weekday before or after ``day``, which itself does not count."""
    if side == "before":
        return day - dt.timedelta(days=(day.weekday() - weekday - 1) % 7 + 1)
    return due_dates.coming_weekday(day, weekday)


def _weekday_after_last(found: re.Match[str], at: Reckoning) -> dt.date:
    if at.last is None:
        return due_dates.coming_weekday(at.call, weekday_index(found)) + dt.timedelta(weeks=1)
    return weekday_beside(weekday_index(found), at.last, "after")


def _weekday_before_last(found: re.Match[str], at: Reckoning) -> dt.date | None:
    return weekday_beside(weekday_index(found), at.last, "before") if at.last else None


def _following_weekday(found: re.Match[str], at: Reckoning) -> dt.date:
    return due_dates.coming_weekday(at.last or at.call, weekday_index(found))


def _counted_from_last(found: re.Match[str], at: Reckoning) -> dt.date:
    number = count(found) if found.groupdict().get("count") else 1
    return moved(at.last or at.call, number, found["unit"])


def next_one(found: re.Match[str], at: Reckoning) -> dt.date | None:
    """ "This Friday and the next": a week on, or a month where a day of the month was named."""
    return moved(at.last, 1, "month" if at.monthly else "week") if at.last else None


def _days_from_last(days: int) -> Rule:
    return lambda found, at: at.last + dt.timedelta(days=days) if at.last else None


LEANING: tuple[tuple[re.Pattern[str], Rule], ...] = tuple(
    (re.compile(pattern), rule)
    for pattern, rule in (
        (rf"\b(?:on\s+|by\s+)?(?:the\s+)?{WEEKDAY}\s+(?:after|following){_AFTER_THAT}", _weekday_after_last),
        (rf"\b(?:on\s+|by\s+)?(?:the\s+)?{WEEKDAY}\s+before{_AFTER_THAT}", _weekday_before_last),
        (rf"\b(?:on\s+|by\s+)?(?:the\s+)?following\s+{WEEKDAY}", _following_weekday),
        (rf"\b(?:on\s+|by\s+)?(?:the\s+next|that)\s+{WEEKDAY}", _following_weekday),
        (
            rf"\b(?:the\s+)?day\s+after{_AFTER_THAT}|\b(?:the\s+)?(?:next|following)\s+day\b",
            _days_from_last(1),
        ),
        (rf"\b(?:the\s+)?day\s+before{_AFTER_THAT}", _days_from_last(-1)),
        (
            rf"\b(?:the\s+)?(?P<unit>week|fortnight|month)\s+(?:after|following){_AFTER_THAT}",
            _counted_from_last,
        ),
        (
            rf"\b(?:every|each|a|per)\s+(?P<unit>week|fortnight|month)\s+(?:thereafter\b|after{_AFTER_THAT})",
            _counted_from_last,
        ),
        (rf"\b(?:the\s+)?following\s+(?P<unit>week|fortnight|month)\b{_ENDS}", _counted_from_last),
        (
            rf"\b{COUNT}\s+{UNIT}\s+(?:later|after(?:wards)?{_AFTER_THAT}|on\s+from\s+(?:that|then|there))",
            _counted_from_last,
        ),
        (r"\bthe\s+(?:next|following)(?:\s+one)?(?=\s*(?:$|[,.;:!?]|(?:and|then|but|if|so|or|that's|thats)\b))|"
            rf"\bthe\s+one\s+after{_AFTER_THAT}", next_one),
    )
)  # fmt: skip
"""Days that lean on the one named last."""
