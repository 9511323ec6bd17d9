"""Which day each way of naming one in English comes to, counted from the day of the call."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from assist.promises import due_dates, english_holidays
from assist.promises.english_date_words import count, day_number, month_index, ordinal_rank, weekday_index


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What dates count from: the day of the call, its country (None: unknown), the day named last before.

    ``monthly`` tells that the last one was a day of the month, so that "the next one" is a month later, ``own``
    that it was named in the same turn.
    """

    call: dt.date
    country: str | None = None
    last: dt.date | None = None
    monthly: bool = False
    own: bool = False


_WEDNESDAY = 2

Rule = Callable[[re.Match[str], Reckoning], dt.date | None]


def month_day(found: re.Match[str], at: Reckoning) -> dt.date | None:
    """ "The third of April"; of a day that the month lacks, its last."""
    month, day = month_index(found), day_number(found)
    year = found.groupdict().get("year")
    date = due_dates.next_date(at.call, month, day, year=int(year) if year else None)
    if date is None and 28 < day <= 31:
        inside = due_dates.next_date(at.call, month, 28)
        return due_dates.month_end(inside) if inside else None
    return date


def numeric(found: re.Match[str], at: Reckoning) -> dt.date | None:
    """ "3/4" in the order of the country, or in the other where only that is a date."""
    first, second = int(found["first"]), int(found["second"])
    year = int(found["year"]) if found["year"] else None
    year = year + 2000 if year is not None and year < 100 else year
    orders = ((first, second), (second, first))
    if not english_holidays.month_comes_first(at.country):
        orders = orders[::-1]
    dates = (due_dates.next_date(at.call, month, day, year=year) for month, day in orders)
    return next((date for date in dates if date), None)


def written(found: re.Match[str], at: Reckoning) -> dt.date | None:
    """ "2026-03-04"."""
    return due_dates.day_in(int(found["year"]), int(found["first"]), int(found["second"]))


def next_month_day(found: re.Match[str], at: Reckoning) -> dt.date | None:
    """ "The eighth of next month"."""
    return due_dates.day_of_month(at.call, day_number(found), months_ahead=1)


def day_of_month(found: re.Match[str], at: Reckoning) -> dt.date | None:
    """ "The eighth"."""
    return due_dates.next_day_of_month(at.call, day_number(found))


def month_part(found: re.Match[str], at: Reckoning) -> dt.date | None:
    """ "End of next month", "mid-November", "early September", "the first week of May"."""
    groups = found.groupdict()
    part = groups["part"]
    last = part.startswith(("end", "last", "late", "back", "tail", "close", "very", "bottom"))
    day = 28 if last else _day_of_part(part)
    if groups.get("month"):
        date = due_dates.next_date(at.call, month_index(found), day)
        return due_dates.month_end(date) if date and last else date
    ahead = 1 if groups.get("next") else 0
    if last:
        return due_dates.month_end(at.call, months_ahead=ahead)
    if ahead:
        return due_dates.day_of_month(at.call, day, months_ahead=1)
    return due_dates.next_day_of_month(at.call, day)


def _day_of_part(part: str) -> int:
    if part.startswith(("mid", "half")):
        return 15
    return 7 * ordinal_rank(part.split()[0]) if part.endswith("week") else 1


def month_end(found: re.Match[str], at: Reckoning) -> dt.date | None:
    """A month at large: its last day."""
    groups = found.groupdict()
    if groups.get("month"):
        inside = due_dates.next_date(at.call, month_index(found), 28)
        return due_dates.month_end(inside) if inside else None
    return due_dates.month_end(at.call, months_ahead=1 if groups.get("next") else 0)


def year_end(found: re.Match[str], at: Reckoning) -> dt.date:
    """ "The end of the year"."""
    return dt.date(at.call.year, 12, 31)


def weekday_of_month(found: re.Match[str], at: Reckoning) -> dt.date | None:
    """ "The last Friday of the month", "the first Monday in May"."""
    rank, weekday, groups = ordinal_rank(found["rank"]), weekday_index(found), found.groupdict()
    if groups.get("month"):
        inside = due_dates.next_date(at.call, month_index(found), 28)
        return due_dates.weekday_of_month(inside, weekday, rank) if inside else None
    ahead = 1 if groups["next"] else 0
    ends = [due_dates.month_end(at.call, months_ahead=months) for months in (ahead, ahead + 1)]
    days = (due_dates.weekday_of_month(end, weekday, rank) for end in ends)
    return next((day for day in days if day and day >= at.call), None)


def working_day_of_month(found: re.Match[str], at: Reckoning) -> dt.date | None:
    """ "The last working day of the month"."""
    rank = ordinal_rank(found["rank"])
    for months in (1,) if found["next"] else (0, 1):
        end = due_dates.month_end(at.call, months_ahead=months)
        days = (end.replace(day=day) for day in range(1, end.day + 1))
        working = [day for day in days if english_holidays.is_working_day(day, at.country)]
        date = working[rank if rank < 0 else rank - 1]
        if date >= at.call:
            return date
    return None


def working_days(found: re.Match[str], at: Reckoning) -> dt.date:
    """ "Three working days", "the next business day"."""
    number = 1 if found["count"] == "next" else count(found)
    return english_holidays.working_days_later(at.call, number, at.country)


def week_part(found: re.Match[str], at: Reckoning) -> dt.date:
    """ "Middle of next week" is its Wednesday, its beginning Monday, its end Friday."""
    part, ahead = found["part"], 1 if found["next"] else 0
    weekday = due_dates.FRIDAY
    if part.startswith("mid"):
        weekday = _WEDNESDAY
    elif part.startswith(("start", "begin", "early", "first", "top")):
        weekday, ahead = due_dates.MONDAY, 1
    return due_dates.weekday_of_week(at.call, weekday, weeks_ahead=ahead)


def week(found: re.Match[str], at: Reckoning) -> dt.date:
    """A week at large: its Friday."""
    return due_dates.weekday_of_week(at.call, due_dates.FRIDAY, weeks_ahead=1 if found["next"] else 0)


def week_after_next(found: re.Match[str], at: Reckoning) -> dt.date:
    """ "The week after next" at large: its Friday."""
    return due_dates.weekday_of_week(at.call, due_dates.FRIDAY, weeks_ahead=2)


def coming(found: re.Match[str], at: Reckoning) -> dt.date:
    """ "Friday": the next one after the call's day."""
    return due_dates.coming_weekday(at.call, weekday_index(found))


def the_weekday(found: re.Match[str], at: Reckoning) -> dt.date:
    """ "The Monday": that of the day named just before, if there is one."""
    if at.own and at.last and at.last > at.call:
        return due_dates.coming_weekday(at.last - dt.timedelta(days=1), weekday_index(found))
    return coming(found, at)


def weekday_in(weeks: int) -> Rule:
    """That weekday of this calendar week (0) or a later one."""
    return lambda found, at: due_dates.weekday_of_week(at.call, weekday_index(found), weeks_ahead=weeks)


def after_next(found: re.Match[str], at: Reckoning) -> dt.date:
    """ "Friday after next"."""
    return coming(found, at) + dt.timedelta(weeks=1)


def nth_weekday(found: re.Match[str], at: Reckoning) -> dt.date:
    """ "Two Fridays from now"."""
    return coming(found, at) + dt.timedelta(weeks=count(found) - 1)


def later(found: re.Match[str], at: Reckoning) -> dt.date:
    """ "In ten days", "three weeks from tomorrow", "a month today"."""
    groups = found.groupdict()
    start = at.call + dt.timedelta(days=1 if groups.get("tomorrow") else 0)
    return moved(start, count(found) if groups.get("count") else 1, found["unit"])


def moved(start: dt.date, number: int, unit: str) -> dt.date:
    """``number`` days, weeks, fortnights, months or hours after ``start``; 24 hours are a day."""
    unit = unit.rstrip("s")
    if unit == "month":
        return due_dates.months_later(start, number)
    if unit == "hour":
        return start + dt.timedelta(days=number // 24)
    return start + dt.timedelta(days=number * {"day": 1, "week": 7, "fortnight": 14}[unit])


def holiday(found: re.Match[str], at: Reckoning) -> dt.date | None:
    """A holiday by its name."""
    return english_holidays.holiday(found["holiday"], at.call, at.country)


def new_year(found: re.Match[str], at: Reckoning) -> dt.date | None:
    """ "The first of the year"."""
    return due_dates.next_date(at.call, 1, 1)


def weekend(weeks: int) -> Rule:
    """The Sunday of this week (0) or the next."""
    return lambda found, at: due_dates.weekday_of_week(at.call, due_dates.SUNDAY, weeks_ahead=weeks)


def days_on(days: int) -> Rule:
    """ "Today" (0), "tomorrow" (1)."""
    return lambda found, at: at.call + dt.timedelta(days=days)


def same_day(found: re.Match[str], at: Reckoning) -> dt.date | None:
    """ "That same day": the one named last."""
    return at.last


def month_from_call(found: re.Match[str], at: Reckoning) -> dt.date:
    """ "This time next month"."""
    return due_dates.months_later(at.call, 1)


def unresolved(found: re.Match[str], at: Reckoning) -> None:
    """Words that name a day without telling which ("when I get paid")."""
