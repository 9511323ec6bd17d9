"""Calendar arithmetic for what people say: whatever is ambiguous is the next such day after the call."""

from __future__ import annotations

import calendar
import datetime as dt

MONDAY, FRIDAY, SATURDAY, SUNDAY = 0, 4, 5, 6


def day_in(year: int, month: int, day: int) -> dt.date | None:
    """The date, or None if that month has no such day; ``month`` may run over into later years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return dt.date(year, month, day)


def next_day_of_month(call: dt.date, day: int) -> dt.date | None:
    """The next such day of a month: today counts, a month too short for it does not."""
    if not 1 <= day <= 31:
        return None
    for ahead in range(12):
        found = day_in(call.year, call.month + ahead, day)
        if found is not None and found >= call:
            return found
    return None


def day_of_month(call: dt.date, day: int, *, months_ahead: int) -> dt.date | None:
    """That day of this month (0), the next (1) or the one after (2); the last day if the month is short."""
    if not 1 <= day <= 31:
        return None
    last = month_end(call, months_ahead=months_ahead)
    return last.replace(day=min(day, last.day))


def month_end(call: dt.date, *, months_ahead: int = 0) -> dt.date:
    """The last day of this month or of a later one."""
    year, month = call.year + (call.month - 1 + months_ahead) // 12, (call.month - 1 + months_ahead) % 12 + 1
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def next_date(call: dt.date, month: int, day: int, *, year: int | None = None) -> dt.date | None:
    """That day of a named month, in the year given or else the next time it comes."""
    if not 1 <= month <= 12:
        return None
    if year is not None:
        return day_in(year, month, day)
    for ahead in range(9):
        found = day_in(call.year + ahead, month, day)
        if found is not None and found >= call:
            return found
    return None


def coming_weekday(call: dt.date, weekday: int) -> dt.date:
    """The next such weekday after the call's day: "Friday" said on a Friday is a week away."""
    return call + dt.timedelta(days=(weekday - call.weekday() - 1) % 7 + 1)


def weekday_of_week(call: dt.date, weekday: int, *, weeks_ahead: int) -> dt.date:
    """That weekday of this calendar week (0, Monday first) or a later one; never before the call."""
    found = call + dt.timedelta(days=weekday - call.weekday() + 7 * weeks_ahead)
    return found if found >= call else found + dt.timedelta(days=7)


def weekday_of_month(inside: dt.date, weekday: int, rank: int) -> dt.date | None:
    """The first (``rank`` 1), second ... or last (-1) such weekday of the month that ``inside`` lies in."""
    days = [
        day for day in range(1, month_end(inside).day + 1) if inside.replace(day=day).weekday() == weekday
    ]
    if rank > len(days):
        return None
    return inside.replace(day=days[rank if rank < 0 else rank - 1])


def months_later(call: dt.date, months: int) -> dt.date:
    """The same day some months on, or the last of a shorter month."""
    last = month_end(call, months_ahead=months)
    return last.replace(day=min(call.day, last.day))
