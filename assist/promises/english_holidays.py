"""Holidays by the names people give them, and working days, by country.

The calendars are those of the ``holidays`` package: what is a public holiday differs from country to country,
and Diwali and Eid follow no rule that could stand here.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

import holidays as calendars
from dateutil.easter import easter  # type: ignore[import-untyped]

from assist.promises import due_dates

_BY_CURRENCY = {
    "USD": "US", "GBP": "GB", "EUR": "IE", "INR": "IN", "AUD": "AU", "CAD": "CA", "NZD": "NZ", "ZAR": "ZA",
    "SGD": "SG", "NGN": "NG", "KES": "KE", "GHS": "GH", "HKD": "HK", "PHP": "PH", "MYR": "MY", "JMD": "JM",
}  # fmt: skip
_ELSEWHERE = ("US", "GB", "IE", "IN", "AU", "ZA", "CA", "NZ")
_FIXED = {
    "christmas eve": (12, 24), "xmas eve": (12, 24), "new year's eve": (12, 31), "new years eve": (12, 31),
    "new year eve": (12, 31), "hogmanay": (12, 31), "halloween": (10, 31), "hallowe'en": (10, 31),
    "bonfire night": (11, 5), "guy fawkes": (11, 5), "valentine's day": (2, 14), "valentines day": (2, 14),
    "valentine's": (2, 14), "christmas day": (12, 25), "christmas": (12, 25), "xmas": (12, 25),
    "boxing day": (12, 26), "st stephen's day": (12, 26), "stephen's day": (12, 26), "new year's day": (1, 1),
    "new years day": (1, 1), "new year's": (1, 1), "new years": (1, 1), "the new year": (1, 1), "new year": (1, 1),
    "st patrick's day": (3, 17), "saint patrick's day": (3, 17), "st patricks day": (3, 17), "paddy's day": (3, 17),
    "patrick's day": (3, 17), "st andrew's day": (11, 30), "burns night": (1, 25), "april fool's": (4, 1),
    "the fourth of july": (7, 4), "fourth of july": (7, 4), "july fourth": (7, 4), "4th of july": (7, 4),
    "cinco de mayo": (5, 5), "tax day": (4, 15), "groundhog day": (2, 2), "twelfth of july": (7, 12),
}  # fmt: skip
_FROM_EASTER = {
    "easter monday": 1, "easter sunday": 0, "good friday": -2, "ash wednesday": -46, "pancake day": -47,
    "shrove tuesday": -47, "palm sunday": -7, "easter weekend": 1, "easter": 0, "whit monday": 50,
    "pentecost": 49, "mardi gras": -47,
}  # fmt: skip
_LISTED = {
    "memorial day": "Memorial Day", "labor day": "Labou?r Day", "labour day": "Labou?r Day",
    "juneteenth": "Juneteenth",
    "martin luther king day": "Martin Luther King", "martin luther king": "Martin Luther King",
    "mlk day": "Martin Luther King", "mlk": "Martin Luther King", "presidents' day": "Washington's Birthday",
    "presidents day": "Washington's Birthday", "president's day": "Washington's Birthday",
    "veterans day": "Veterans Day", "veteran's day": "Veterans Day", "columbus day": "Columbus Day",
    "thanksgiving day": "Thanksgiving", "thanksgiving": "Thanksgiving", "turkey day": "Thanksgiving",
    "independence day": "^Independence Day", "republic day": "Republic Day", "australia day": "Australia Day",
    "anzac day": "anzac day", "waitangi day": "Waitangi", "canada day": "Canada Day",
    "heritage day": "Heritage Day", "youth day": "Youth Day",
    "freedom day": "Freedom Day", "human rights day": "Human Rights Day", "women's day": "Women's Day",
    "workers' day": "Workers' Day", "workers day": "Workers' Day", "gandhi jayanti": "Gandhi",
    "diwali": "Diwali", "deepavali": "Diwali", "dussehra": "Dussehra", "holi": "Holi", "eid": "Eid",
    "janmashtami": "Janmashtami", "raksha bandhan": "Raksha Bandhan", "mother's day": "Mother's Day",
    "mothers day": "Mother's Day", "father's day": "Father's Day", "fathers day": "Father's Day",
    "spring bank holiday": "Spring Bank Holiday", "king's birthday": "King's Birthday", "may day": "May Day",
    "august bank holiday": "(?:Late Summer|August) Bank Holiday", "st brigid's day": "Brigid",
    "good will day": "Goodwill",
    "mashujaa day": "Mashujaa", "guru nanak jayanti": "Guru Nanak", "ganesh chaturthi": "Ganesh",
}  # fmt: skip
_RELATIVE = {
    "black friday": ("thanksgiving", 1),
    "cyber monday": ("thanksgiving", 4),
    "diwali eve": ("diwali", -1),
}
_BANK_HOLIDAY = ("bank holiday monday", "bank holiday", "public holiday", "long weekend")

NAMES = "|".join(
    re.escape(name).replace(r"\ ", r"\s+")
    for name in sorted(
        {*_FIXED, *_FROM_EASTER, *_LISTED, *_RELATIVE, *_BANK_HOLIDAY}, key=lambda name: (-len(name), name)
    )
)
"""A pattern of the names this module knows, longest first."""


def country_of(jurisdiction: str | None, currency: str | None) -> str | None:
    """The country, with its region where that is known ("GB-SCT"), of a call's jurisdiction or currency."""
    if jurisdiction:
        place = jurisdiction.upper().replace("_", "-")
        return "GB" + place[2:] if place.split("-")[0] == "UK" else place
    return _BY_CURRENCY.get(currency or "")


def month_comes_first(country: str | None) -> bool:
    """Whether "3/4" is the fourth of March, as in the United States, or the third of April."""
    return country is None or country.split("-")[0] in ("US", "PH")


def holiday(name: str, call: dt.date, country: str | None) -> dt.date | None:
    """The next day of that name, the call's day included; None for a name or a year unknown."""
    name = " ".join(name.split())
    if name in _FIXED:
        return due_dates.next_date(call, *_FIXED[name])
    if name in _RELATIVE:
        base, ahead = _RELATIVE[name]
        first = holiday(base, call - dt.timedelta(days=ahead), country)
        return first + dt.timedelta(days=ahead) if first else None
    if name in _FROM_EASTER:
        return _from_easter(call, _FROM_EASTER[name])
    if name.startswith("mother") and (country or "").split("-")[0] in ("GB", "IE"):
        return _from_easter(call, -21)
    if name in _BANK_HOLIDAY:
        free = _public(country or "GB", call.year) | _public(country or "GB", call.year + 1)
        return min((day for day in free if day >= call and day.weekday() < due_dates.SATURDAY), default=None)
    for place in (country, *_ELSEWHERE):
        found = _next(call, place, _LISTED[name]) if place and name in _LISTED else None
        if found:
            return found
    return None


def working_days_later(call: dt.date, days: int, country: str | None) -> dt.date:
    """That many working days after the call's day: neither weekends nor public holidays count."""
    found = call
    while days > 0:
        found += dt.timedelta(days=1)
        days -= is_working_day(found, country)
    return found


def is_working_day(day: dt.date, country: str | None) -> bool:
    """Neither Saturday nor Sunday nor, where the country is known, a public holiday."""
    return day.weekday() < due_dates.SATURDAY and day not in _public(country, day.year)


def _next(call: dt.date, place: str, part: str) -> dt.date | None:
    days = {**_named(place, call.year), **_named(place, call.year + 1)}
    found = [
        day
        for day, names in days.items()
        if day >= call and any(re.search(rf"{part}\b", name, re.I) for name in names)
    ]
    return min(found, default=None)


def _named(place: str, year: int) -> dict[dt.date, tuple[str, ...]]:
    # The calendar names substitutes for holidays on a weekend, too; people mean the day itself.
    return {
        day: tuple(name for name in names if "(observed)" not in name)
        for day, names in _calendar(place, year, unofficial=True).items()
    }


def _public(place: str | None, year: int) -> frozenset[dt.date]:
    return frozenset(_calendar(place, year, unofficial=False)) if place else frozenset()


@lru_cache(maxsize=64)
def _calendar(place: str, year: int, *, unofficial: bool) -> dict[dt.date, tuple[str, ...]]:
    country, _, region = place.partition("-")
    # England's are what most of the country keeps; the United Kingdom's common ones leave out August.
    region = region or ("ENG" if country == "GB" else "")
    try:
        known = calendars.country_holidays(country, subdiv=region or None, years=year, language="en_US")
    except NotImplementedError:
        try:
            known = calendars.country_holidays(country, years=year, language="en_US")
        except NotImplementedError:
            return {}
    if unofficial:
        known = calendars.country_holidays(
            country,
            subdiv=known.subdiv,
            years=year,
            language="en_US",
            categories=tuple(known.supported_categories),
        )
    return {day: tuple(name.split("; ")) for day, name in known.items()}


def _from_easter(call: dt.date, days: int) -> dt.date:
    easters: list[dt.date] = [easter(year) for year in (call.year, call.year + 1)]
    return min(day for each in easters if (day := each + dt.timedelta(days=days)) >= call)
