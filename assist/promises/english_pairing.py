"""A day to each sum that an English utterance offers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assist.promises import due_dates
from assist.promises.english_date_words import WEEKDAY_PLAIN
from assist.promises.english_day_use import PayingDay, best_day
from assist.promises.english_firmness import Sum
from assist.promises.mentions import AmountMention, DateMention, Part

_EACH_MONTH = re.compile(r"\b(?:of\s+)?(?:each|every|a)\s+(?:week|month|fortnight)\b")
_AND_ONLY = re.compile(r"(?:\s|,|\band\b|&|\bthen\b|\bagain\b|\bon\b|\bby\b|\bplus\b|\balso\b)*")
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$")
_BOTH = re.compile(r"\b(?:both|each|all)\s+(?:of\s+(?:it|them)\s+)?(?:on\s+|by\s+)?$")
_STOP = re.compile(r"[.!?;](?:\s|$)")
_PLAIN_WEEKDAY = re.compile(rf"(?:(?:on|by|come)\s+)?{WEEKDAY_PLAIN}(?:'s)?")
_MONTH_END = re.compile(r"\bmonth'?s?[-\s]+end\b|\bend\s+of\s+(?:the|that)\s+month\b")
_IF = re.compile(r"\s+(?:only\s+)?if\b")
_UNDATED = 90.0


def paired(sums: Sequence[Sum], days: Sequence[PayingDay], lowered: str) -> list[Part]:
    """The parts in the order spoken; a sum or a day that nothing goes with stands alone."""
    chain = _chain(days, lowered)
    if not sums:
        day = best_day(days)
        return _in_order([Part(None, each) for each in chain]) or ([Part(None, day)] if day else [])
    kinds = {each.mention.kind for each in sums}
    if (
        len(sums) == 2
        and kinds == {"share", "exact"}
        and len({d.mention.date for d in days if d.firmness == 3}) < 2
    ):
        # "My half I'll settle Friday, five-fifty": one amount.
        sums = [each for each in sums if each.mention.kind == "exact"]
    parts = _several(sums, days, lowered) if len(sums) > 1 else []
    if len(parts) > 1:
        return parts
    amount = parts[0].amount if parts and parts[0].amount else sums[0].mention
    if chain and amount.kind in ("exact", "share"):
        return _in_order([Part(amount, day) for day in chain])
    return [Part(amount, best_day(days))]


def _chain(days: Sequence[PayingDay], lowered: str) -> list[DateMention]:
    """ "On the first and the fifteenth": several days of paying; of days that recur, the first."""
    firm = [
        day.mention
        for day in days
        if day.firmness == 3 and day.mention.date and not day.mention.weak and not day.mention.vague
    ]
    chain = firm[-1:]
    for day in reversed(firm[:-1]):
        between = lowered[day.end : chain[0].start]
        # The word that joins may have gone into the second day ("on the first and on the fifteenth").
        if not _AND_ONLY.fullmatch(between) or "and" not in lowered[day.end : chain[0].start + 4]:
            break
        chain.insert(0, day)
    distinct = len({day.date for day in chain}) == len(chain) > 1
    if not distinct or any(day.starting for day in firm) or _BETWEEN.search(lowered[: chain[0].start]):
        return []
    return chain[:1] if _EACH_MONTH.search(lowered[chain[-1].end :]) else chain


def _several(sums: Sequence[Sum], days: Sequence[PayingDay], lowered: str) -> list[Part]:
    usable = [
        day
        for day in days
        if ((day.firmness == 3 or day.mention.date is None) and not day.mention.weak)
        or (day.mention.weak and any(_beside(day.mention, each.mention) for each in sums))
    ]
    usable = [
        day
        for before, day in zip([None, *usable], usable, strict=False)
        if before is None or not _said_twice(before.mention, day.mention, sums)
    ]
    parts = _assigned(sums, usable, lowered)
    spare = [day for day in days if day not in usable and day.firmness in (1, 2) and not day.mention.weak]
    if any(part.date is None for part in parts) and spare:
        taken = {part.date for part in parts if part.date}
        wider = [day for day in days if day.mention in taken or day in spare]
        parts = _assigned(sums, wider, lowered)
    last = parts[-1].date
    if last and _BOTH.search(lowered[: last.start]) and all(part.date is None for part in parts[:-1]):
        parts = [replace(part, date=last) for part in parts]
        return parts
    parts = [part for part in parts if not _aside(part, parts, sums, lowered)]
    return _in_order([part for place, part in enumerate(parts) if not _idle(part, parts, place)])


def _aside(part: Part, parts: Sequence[Part], sums: Sequence[Sum], lowered: str) -> bool:
    """An undated sum in a sentence of its own beside sums with days: "that other four-sixty, yes, I signed"."""
    if (
        part.amount is None
        or part.date
        or part.amount.kind != "exact"
        or not any(each.date for each in parts)
    ):
        return False
    if _IF.match(lowered[part.amount.end :]):
        # "Two hundred Thursday, two-fifty if the tips are good".
        return True
    others = sum(
        (each.amount.value or Decimal(0) for each in parts if each.amount and each is not part), Decimal(0)
    )
    if len(parts) > 2 and part.amount.value == others:
        return True
    place = next(at for at, each in enumerate(sums) if each.mention is part.amount)
    before = lowered[sums[place - 1].mention.end : part.amount.start] if place else None
    after = lowered[part.amount.end : sums[place + 1].mention.start] if place + 1 < len(sums) else None
    return all(between is None or _STOP.search(between) for between in (before, after))


def _said_twice(first: DateMention, second: DateMention, sums: Sequence[Sum]) -> bool:
    """ "Now, yeah, now": the same day again before another sum is named."""
    between = any(first.end <= each.mention.start < second.start for each in sums)
    return first.date is not None and first.date == second.date and not between


def _assigned(sums: Sequence[Sum], days: Sequence[PayingDay], lowered: str) -> list[Part]:
    """Sums and days in their order, each day for the sum it stands nearest to."""
    # rows[i][j]: what the cheapest way to serve the first i sums with the first j days costs, and the days it gives.
    rows: list[list[tuple[float, tuple[DateMention | None, ...]]]] = [[(0.0, ())] * (len(days) + 1)]
    for place, each in enumerate(sums):
        since = sums[place - 1].mention.end if place else 0
        until = sums[place + 1].mention.start if place + 1 < len(sums) else len(lowered)
        row: list[tuple[float, tuple[DateMention | None, ...]]] = []
        for upto in range(len(days) + 1):
            cost, served = rows[-1][upto]
            options = [(cost + _UNDATED, (*served, None))]
            if upto:
                options.append(row[upto - 1])
                day = days[upto - 1].mention
                if since <= day.start < until:
                    cost, served = rows[-1][upto - 1]
                    options.append((cost + _distance(each.mention, day, lowered), (*served, day)))
            row.append(min(options, key=lambda option: option[0]))
        rows.append(row)
    return [Part(each.mention, day) for each, day in zip(sums, rows[-1][-1][1], strict=True)]


def _distance(amount: AmountMention, day: DateMention, lowered: str) -> float:
    between = lowered[amount.end : day.start] if day.start >= amount.end else lowered[day.end : amount.start]
    breaks = 25 * len(re.findall(r"[.;!?](?:\s|$)", between)) + 3 * between.count(",")
    joints = 20 * len(re.findall(r"\b(?:and|then|but|plus)\b", between))
    return (
        min(len(between), 40)
        + breaks
        + joints
        + (15 if day.date is None else 0)
        + (5 if day.weak else 0)
        + (10 if day.vague else 0)
    )


def _beside(day: DateMention, amount: AmountMention) -> bool:
    return 0 <= day.start - amount.end <= 30 or 0 <= amount.start - day.end <= 12


def _idle(part: Part, parts: Sequence[Part], place: int) -> bool:
    """A sum said again without a day of its own, or with the same one."""
    for at, other in enumerate(parts):
        if at != place and part.amount and other.amount and _alike(part.amount, other.amount):
            same_day = part.date and other.date and part.date.date == other.date.date and part.date.date
            if (part.date is None and (other.date or at < place)) or (same_day and at < place):
                return True
    return False


def _in_order(parts: Sequence[Part]) -> list[Part]:
    """Days run on: after "the twenty-eighth", "the twelfth" is of the month after, after Sunday comes Monday."""
    ordered: list[Part] = []
    for part in parts:
        last = ordered[-1].date if ordered else None
        day = part.date
        if last and day and last.date and day.date and day.date < last.date:
            if day.bare:
                part = replace(
                    part, date=replace(day, date=due_dates.next_day_of_month(last.date, day.date.day))
                )
            elif _MONTH_END.search(day.text.lower()):
                part = replace(part, date=replace(day, date=due_dates.month_end(last.date)))
            elif _PLAIN_WEEKDAY.fullmatch(day.text.lower()):
                later = due_dates.coming_weekday(last.date, day.date.weekday())
                part = replace(part, date=replace(day, date=later))
        ordered.append(part)
    return ordered


def _alike(one: AmountMention, other: AmountMention) -> bool:
    return one.kind == other.kind and one.value == other.value
