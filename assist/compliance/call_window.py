"""When a person may be called, in their own local time, by jurisdiction."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from assist.events import Language


@dataclass(frozen=True, slots=True)
class CallWindow:
    """Hours of one kind of day. ``closes_inclusive`` where the rule forbids only what is after the hour."""

    opens: dt.time
    closes: dt.time
    source: str
    closes_inclusive: bool = False

    def holds(self, time: dt.time) -> bool:
        """Whether a call at this local time is within the hours."""
        return self.opens <= time and (time < self.closes or (self.closes_inclusive and time == self.closes))


_CN = CallWindow(
    dt.time(8),
    dt.time(22),
    "GB/T 45251-2025 第5.3条; 个人消费类贷款催收工作指引(试行)2026: 22:00至次日8:00不得催收",
)
_US = CallWindow(
    dt.time(8), dt.time(21), "12 CFR 1006.6(b)(1): not before 8:00 or after 21:00", closes_inclusive=True
)
_UK = CallWindow(
    dt.time(8), dt.time(21), "FCA CONC 7.9.4R: reasonable times (the clock is this product's choice)"
)
_IE = CallWindow(dt.time(9), dt.time(21), "Consumer Credit Act 1995 s 46: 9:00-21:00, not on Sundays")
_HK = CallWindow(
    dt.time(8),
    dt.time(21),
    "Code of Banking Practice 46.2(a): no unreasonable hours (the clock is this product's choice)",
)
_TW = CallWindow(dt.time(7), dt.time(22), "委外催收時間 7:00-22:00")
_AU_WEEKDAY = CallWindow(dt.time(7, 30), dt.time(21), "ACCC/ASIC RG 96: weekdays 7:30-21:00")
_AU_WEEKEND = CallWindow(dt.time(9), dt.time(21), "ACCC/ASIC RG 96: weekends 9:00-21:00")
_SATURDAY, _SUNDAY = 5, 6


def call_window(jurisdiction: str | None, *, lang: Language, date: dt.date) -> CallWindow | None:
    """The hours of a day, or None when the day allows no call at all.

    Args:
        jurisdiction: ``CN``, ``US``, ``UK``, ``IE``, ``AU``, ``HK``, ``TW``, with a part of it after a hyphen
            (``US-MA``); where it is unknown, China's hours stand for a Mandarin call and the US federal ones for
            an English call.
        lang: language of the call.
        date: local date of the person called.
    """
    country = (jurisdiction or ("CN" if lang == "zh" else "US")).upper().split("-")[0].split("_")[0]
    if country == "IE":
        return None if date.weekday() == _SUNDAY else _IE
    if country == "AU":
        return _AU_WEEKEND if date.weekday() >= _SATURDAY else _AU_WEEKDAY
    known = {"CN": _CN, "US": _US, "UK": _UK, "GB": _UK, "HK": _HK, "TW": _TW}
    return known.get(country, _CN if lang == "zh" else _US)
