"""Dates as spoken in English, resolved against the day of the call. Reads lower-case text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assist.promises import due_dates, english_day_rules
from assist.promises.english_date_words import MONTH_PLAIN, WEEKDAY_PLAIN, weekday_index
from assist.promises.english_day_patterns import DAYS, HOLIDAYS, PERIODS, TODAY, TOMORROW
from assist.promises.english_day_rules import Reckoning, Rule
from assist.promises.english_day_steps import (
    BESIDE,
    LEANING,
    next_one,
    step_after,
    step_before,
    weekday_beside,
)
from assist.promises.mentions import DateMention

_LEADING = re.compile(
    r"(?:(?:by|before|on|until|till|til|no later than|not later than|come|for|at|over)\s+)?(?:the\s+)?"
)
_PAST_BEFORE = re.compile(r"\b(?:last|since|back in|back on|this past|previous|yesterday)\s*$")
_NEGATED_BEFORE = re.compile(
    r"(?:\bnot|\bno\s+to|n't\s+be|\bnor|\binstead\s+of|\brather\s+than|\b(?:can'?t|cannot|won'?t|"
    r"couldn'?t)\s+(?:do|make|manage)(?:\s+it)?)\s+(?:it\s+|on\s+|by\s+|for\s+|the\s+|this\s+)*$"
)
_LIMIT = re.compile(r"(?:before|until|till|til)\b")
_NEGATED_AFTER = re.compile(
    r"^(?:'?s)?\s*,?\s*(?:(?:won'?t|doesn'?t|wouldn'?t|don'?t)\s+(?:work|do|suit)|(?:is|isn't|'s)\s+(?:no\s+good|"
    r"out\b|a\s+no|possible|going\s+to|too\s+(?:early|soon)|not\s+(?:good|possible|going))|no\s+good|i\s+(?:can'?t|"
    r"cannot|won'?t)\W|(?:is|'s)\s+gone|that's\s+gone)"
)
_CLOSED = re.compile(
    r"(?:(?:a|an|the|my|our|his|her|that|on|some|only|bank|public|national|like|already)\s+)*(?:holiday|half\s+day|"
    r"day\s+off|birthday|bank\s+holiday|closed|shut|wedding|funeral|weekend|sunday|saturday)\b"
)
_EQUALS = re.compile(
    r"(?:'s|(?<=monday)s|(?<=tuesday)s|(?<=wednesday)s|(?<=thursday)s|(?<=friday)s|(?<=saturday)s|(?<=sunday)s|"
    r"(?<=today)s|(?<=tomorrow)s|\s+(?:is|was|falls|will\s+be|would\s+be))(?:\s+(?:on|a|an|the|like|what|only))*\s+"
)
_THATS = re.compile(r"\b(?:that'?s|that\s+is|that\s+would\s+be|it'?s|falls\s+on|on)\s+(?:a\s+|on\s+a\s+)$")
_MONTH_TOLD = re.compile(
    rf"{MONTH_PLAIN}|(?:next|following)\s+month|/|christmas|xmas|new\s+year|easter|thanksgiving|diwali|holiday"
)
_RECURS = re.compile(r"\b(?:every|each|the)\s+month\b")
_STARTING = re.compile(
    r"\b(?:start(?:ing|s)?|beginning|from|commencing|first\s+one)\s+(?:on\s+|in\s+|with\s+|the\s+)*$"
)


@dataclass(frozen=True, slots=True)
class Days:
    """What a text names of days, in spoken order.

    ``stated`` are those of which something is told ("tomorrow's Thanksgiving"), ``ruled_out`` those that the
    speaker will not have; the latter are not among ``named``.
    """

    named: tuple[DateMention, ...]
    stated: frozenset[DateMention]
    ruled_out: frozenset[dt.date]


@dataclass(frozen=True, slots=True)
class _Match:
    start: int
    end: int
    found: re.Match[str]
    rule: Rule
    vague: bool = False


def find_days(lowered: str, said: str, at: Reckoning) -> Days:
    """The days named in ``lowered``; ``said`` is the same text as spoken, letter for letter."""
    matches = _matches(lowered)
    named: list[DateMention] = []
    stated: list[DateMention] = []
    ruled_out: set[dt.date] = set()
    previous: DateMention | None = None
    skip = False
    for place, match in enumerate(matches):
        if skip:
            skip = False
            continue
        floor = named[-1].end if named else 0
        following = matches[place + 1] if place + 1 < len(matches) else None
        day: dt.date | None
        beside = _beside(match, following, lowered, at)
        if beside and following:
            start, end, day, skip = match.start, following.end, beside, True
        else:
            start, end, day = _stepped(match, match.rule(match.found, at), lowered, floor)
        if day is None and match.rule is not english_day_rules.unresolved:
            continue
        before, after = lowered[:start], lowered[end:]
        bare = match.rule is english_day_rules.day_of_month and "month" not in match.found.group()
        mention = DateMention(
            start,
            end,
            said[start:end],
            day,
            starting=bool(_STARTING.search(before)),
            bare=bare,
            vague=match.vague,
        )
        mention = _in_month_named(mention, named, previous, lowered)
        previous = mention
        told = _is_stated(mention, lowered, matches)
        if _PAST_BEFORE.search(before):
            continue
        negated = _NEGATED_BEFORE.search(before) and not _LIMIT.match(lowered[start:])
        if mention.date and (told != "predicate" or _kind(match) == "day"):
            at = replace(at, last=mention.date, monthly=bare, own=True)
        if negated or _NEGATED_AFTER.match(after):
            if mention.date:
                ruled_out.add(mention.date)
            continue
        if told:
            stated.append(mention)
        named.append(mention)
    named = _months_from_behind(_starting_month(named), lowered)
    named += _loose(lowered, said, at.call, named)
    named.sort(key=lambda each: each.start)
    return Days(tuple(named), frozenset(stated), frozenset(ruled_out))


def _matches(lowered: str) -> list[_Match]:
    taken = [False] * len(lowered)
    matches = []
    for table, vague in ((HOLIDAYS, False), (LEANING, False), (DAYS, False), (PERIODS, True)):
        for pattern, rule in table:
            for found in pattern.finditer(lowered):
                start, end = found.span()
                if start == end or any(taken[start:end]):
                    continue
                taken[start:end] = [True] * (end - start)
                matches.append(_Match(start, end, found, rule, vague or rule is next_one))
    return sorted(matches, key=lambda match: match.start)


def _core(match: _Match, lowered: str) -> int:
    """Where a day begins behind the preposition that leads it."""
    leading = _LEADING.match(lowered, match.start, match.end)
    return leading.end() if leading else match.start


def _beside(match: _Match, following: _Match | None, lowered: str, at: Reckoning) -> dt.date | None:
    """ "The Friday before Halloween": a weekday counted from the day that follows."""
    if following is None or match.rule is not english_day_rules.coming:
        return None
    between = BESIDE.fullmatch(lowered[match.end : _core(following, lowered)])
    day = following.rule(following.found, at) if between else None
    return weekday_beside(weekday_index(match.found), day, between["side"]) if between and day else None


def _stepped(match: _Match, day: dt.date | None, lowered: str, floor: int) -> tuple[int, int, dt.date | None]:
    """The day moved by the words around it, with the span that they widen."""
    start, end = match.start, match.end
    if day is None or match.rule in (english_day_rules.unresolved, english_day_rules.later):
        return start, end, day
    named = _kind(match)
    core = _core(match, lowered)
    if named in ("weekday", "near") and (moved := step_after(lowered[end:], day)):
        day, end = moved[0], end + moved[1]
    elif moved := step_before(lowered[floor:core], day, named=named):
        day, start = moved[0], min(start, floor + moved[1])
    return start, end, day


def _kind(match: _Match) -> str:
    groups = match.found.groupdict()
    if groups.get("holiday") or "weekend" in match.found.group():
        return "feast"
    if groups.get("weekday") and not groups.get("rank"):
        return "weekday"
    return "near" if re.search(r"today|tomorrow", match.found.group()) else "day"


def _in_month_named(
    mention: DateMention, named: Sequence[DateMention], previous: DateMention | None, lowered: str
) -> DateMention:
    """A bare day after a named month is of that month: "the boats go out on 16 August, on the 18th I'll pay"."""
    if not mention.bare or mention.date is None:
        return mention
    for earlier in reversed(named):
        if earlier.bare or earlier.weak or earlier.date is None or (earlier.vague and earlier != previous):
            continue
        if not _MONTH_TOLD.search(lowered[earlier.start : earlier.end]):
            return mention
        day = mention.date.day
        ahead_of_it = bool(_LIMIT.match(lowered[earlier.start :])) or earlier.vague
        if mention.date < earlier.date and (day >= earlier.date.day or ahead_of_it):
            found = due_dates.day_in(earlier.date.year, earlier.date.month, day)
            return replace(mention, date=found or earlier.date)
        return mention
    return mention


def _starting_month(named: Sequence[DateMention]) -> list[DateMention]:
    """ "On the fifteenth of every month, start in April": the fifteenth of April."""
    settled = list(named)
    for month in [each for each in named if each.vague and each.starting and each.date]:
        days = [
            each
            for each in settled
            if each.start < month.start and (each.bare or _RECURS.search(each.text.lower()))
        ]
        if not days or month.date is None or days[-1].date is None:
            continue
        day = due_dates.day_in(month.date.year, month.date.month, days[-1].date.day) or month.date
        settled = [
            replace(each, date=day) if each is days[-1] else each for each in settled if each is not month
        ]
    return settled


def _months_from_behind(named: Sequence[DateMention], lowered: str) -> list[DateMention]:
    """ "The third and the tenth of June": both in June."""
    settled = list(named)
    for place in range(len(settled) - 2, -1, -1):
        first, second = settled[place], settled[place + 1]
        between = lowered[first.end : second.start]
        if (
            first.bare
            and first.date
            and second.date
            and not second.bare
            and re.fullmatch(r",?\s*(?:and|or|&|then|to)?\s*", between)
            and _MONTH_TOLD.search(second.text.lower())
            and first.date.day < second.date.day
        ):
            moved = due_dates.day_in(second.date.year, second.date.month, first.date.day)
            settled[place] = replace(first, date=moved or first.date)
    return settled


def _is_stated(
    mention: DateMention, lowered: str, matches: Sequence[_Match]
) -> Literal["subject", "predicate"] | None:
    """Whether the text only tells something of that day: "Monday's MLK", "the nineteenth is a Sunday"."""
    starts = {place for match in matches for place in range(match.start, _core(match, lowered) + 1)}
    if mention.vague:
        return None
    told = _EQUALS.search(lowered, mention.start)
    while told and told.start() < mention.end - 2:
        told = _EQUALS.search(lowered, told.start() + 1)
    if told and told.start() <= mention.end and (told.end() in starts or _CLOSED.match(lowered, told.end())):
        return "subject"
    before = lowered[: mention.start]
    if _THATS.search(before) and re.fullmatch(WEEKDAY_PLAIN, lowered[mention.start : mention.end]):
        return "predicate"
    earlier = next((match for match in reversed(matches) if match.end <= mention.start), None)
    equals = (
        [found for found in _EQUALS.finditer(before, max(0, earlier.end - 2)) if found.end() == len(before)]
        if earlier
        else []
    )
    return "predicate" if earlier and equals and equals[0].start() <= earlier.end else None


def _loose(lowered: str, said: str, call: dt.date, firm: Sequence[DateMention]) -> Iterator[DateMention]:
    """Words that mean today or tomorrow if nothing else names a day."""
    for pattern, days in ((TODAY, 0), (TOMORROW, 1)):
        for found in pattern.finditer(lowered):
            start, end = found.span()
            beside = any(
                re.fullmatch(r"[\s,]*(?:on\s+)?", lowered[end : each.start])
                for each in firm
                if each.start >= end
            )
            if not beside and not any(each.start < end and start < each.end for each in firm):
                yield DateMention(start, end, said[start:end], call + dt.timedelta(days=days), weak=True)
