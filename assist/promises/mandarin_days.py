"""Days that Mandarin speakers call by name: feasts, solar terms, days of the lunar calendar, working days.

Lunar dates and solar terms are those of ``borax``, which holds the tables of the Purple Mountain and Hong Kong
observatories for 1900 to 2100.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from borax.calendars.lunardate import InvalidLunarDateError, LCalendars, LunarDate, TermUtils

from assist.promises import due_dates
from assist.promises.mandarin_numbers import read_count

_FIXED = {
    "元旦": (1, 1), "情人节": (2, 14), "妇女节": (3, 8), "三八节": (3, 8), "五一": (5, 1),
    "劳动节": (5, 1), "儿童节": (6, 1),
    "六一": (6, 1), "六一八": (6, 18), "618": (6, 18), "七一": (7, 1), "八一": (8, 1),
    "教师节": (9, 10), "国庆": (10, 1),
    "双十节": (10, 10), "双十一": (11, 11), "双11": (11, 11), "双十二": (12, 12), "双12": (12, 12),
    "平安夜": (12, 24),
    "圣诞": (12, 25), "跨年": (12, 31),
}  # fmt: skip
_LUNAR = {
    "春节": (1, 1), "农历新年": (1, 1), "农历年": (1, 1), "旧历年": (1, 1), "大年初一": (1, 1), "过年": (1, 1),
    "元宵": (1, 15),
    "端午": (5, 5), "七夕": (7, 7), "中元": (7, 15), "中秋": (8, 15), "八月节": (8, 15), "重阳": (9, 9),
    "腊八": (12, 8),
    "龙抬头": (2, 2), "二月二龙抬头": (2, 2), "尾牙": (12, 16), "小年": (12, 23),
}  # fmt: skip
_TERMS = ("清明", "冬至", "立春", "立夏", "立秋", "立冬", "夏至", "春分", "秋分")
_LAST_OF_YEAR = ("除夕", "年三十", "大年三十", "年三十晚", "大年夜", "年夜", "团年")
FEASTS = (*_FIXED, *_LUNAR, *_TERMS, *_LAST_OF_YEAR)
"""Every name that ``feast`` knows."""


def feast(call: dt.date, name: str) -> dt.date:
    """The next such feast, today counting; ``name`` is one of ``FEASTS``."""
    return _next(call, lambda year: _feast_in(year, name))


def _feast_in(year: int, name: str) -> dt.date | None:
    if name in _FIXED:
        return dt.date(year, *_FIXED[name])
    if name in _LUNAR:
        return lunar_day(year, *_LUNAR[name])
    if name in _TERMS:
        found = TermUtils.nth_term_day(year, term_name=name)
        return dt.date(found.year, found.month, found.day)
    return new_years_eve(year)


def lunar_day(year: int, month: int, day: int) -> dt.date | None:
    """A day of a lunar year as a date, or None if that month has no such day."""
    try:
        found = LunarDate(year, month, day).to_solar_date()
    except InvalidLunarDateError:
        return None
    return dt.date(found.year, found.month, found.day)


def new_years_eve(year: int) -> dt.date:
    """The last day of the lunar year before the new year that falls into ``year``."""
    first = lunar_day(year, 1, 1)
    assert first is not None  # noqa: S101 - every lunar year has a first day
    return first - dt.timedelta(days=1)


def next_lunar_day(call: dt.date, month: int, day: int) -> dt.date | None:
    """The next time that lunar day comes; the last day of a month too short for it."""
    if not (1 <= month <= 12 and 1 <= day <= 30):
        return None
    return _next(call, lambda year: lunar_day(year, month, min(day, LCalendars.ndays(year, month))))


def new_year_day(call: dt.date, day: int) -> dt.date | None:
    """初八 by itself: a day of the first lunar month, while people speak of the new year; else None."""
    if LunarDate.from_solar(call).month not in (12, 1) or not 1 <= day <= 30:
        return None
    return next_lunar_day(call, 1, day)


def lunar_month(text: str) -> int | None:
    """正月 is the first, 冬月 the eleventh and 腊月 the twelfth; ``text`` is what stands before 月."""
    return {"正": 1, "冬": 11, "腊": 12}.get(text) or read_count(text)


def _next(call: dt.date, day_in: Callable[[int], dt.date | None]) -> dt.date:
    # A lunar year runs into the next solar one, so the year before may still hold the day.
    days = (day_in(year) for year in range(call.year - 1, call.year + 9))
    return min(day for day in days if day is not None and day >= call)


def working_day(call: dt.date, count: int) -> dt.date:
    """The day so many working days after the call; Saturdays and Sundays do not count, feasts do.

    Which weekdays a feast frees, and which weekends make up for it, is decreed a year ahead; a promise "within
    three working days" over a feast is therefore read as the earliest day it can mean.
    """
    day = call
    while count > 0:
        day += dt.timedelta(days=1)
        count -= day.weekday() < due_dates.SATURDAY
    return day


def last_working_day(month_end: dt.date) -> dt.date:
    """The last Monday to Friday of the month that ends so."""
    return month_end - dt.timedelta(days=max(0, month_end.weekday() - due_dates.FRIDAY))


def nth_weekday(first: dt.date, weekday: int, count: int) -> dt.date | None:
    """The first, second … such weekday of the month that begins so; the last for -1."""
    if count < 0:
        last = due_dates.month_end(first)
        return last - dt.timedelta(days=(last.weekday() - weekday) % 7)
    found = first + dt.timedelta(days=(weekday - first.weekday()) % 7 + 7 * (count - 1))
    return found if found.month == first.month else None
