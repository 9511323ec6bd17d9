"""How the days that Mandarin names are reckoned from the day of the call and from the day named before.

Every function takes the match of a pattern of ``mandarin_day_words``, the day of the call and the day named
earlier in the utterance, and gives the day or None. A bare day leans on the one before: after 下个月五号 a bare
十五号 is that month's, after 下周日 a bare 周一 is the day after it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from assist.promises import due_dates, mandarin_days
from assist.promises.mandarin_numbers import read_count


@dataclass(frozen=True, slots=True)
class Earlier:
    """The day named before this one, and whether it was named by its week, by its month, or ruled out."""

    date: dt.date
    by_week: bool = False
    by_month: bool = False
    ruled_out: bool = False


Resolve = Callable[[re.Match[str], dt.date, Earlier | None], dt.date | None]

PAIR = r"(?:一二|二三|三四|四五|五六|六七|七八|八九)"
"""Two days said at once: 七八号."""
_WEEKDAYS = {c: i for i, pair in enumerate(("一1", "二2", "三3", "四4", "五5", "六6", "日天7")) for c in pair}


def _ahead(which: str, before: Earlier | None, call: dt.date, *, weeks: bool) -> int:
    """How many weeks or months on: 下下 is two, 再下 one more than what was named before."""
    if which.startswith("再"):
        if before is None:
            return 2
        if weeks:
            return (_monday(before.date) - _monday(call)).days // 7 + 1
        return 12 * (before.date.year - call.year) + before.date.month - call.month + 1
    if which.startswith("大"):
        return 2
    return which.count("下") or int(which == "次")


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def _year(found: re.Match[str], call: dt.date) -> int | None:
    if found["year"]:
        return read_count(found["year"])
    return {"今": call.year, "明": call.year + 1, "来": call.year + 1, "后": call.year + 2}.get(
        (found["which_year"] or " ")[0]
    )


def _month_start(found: re.Match[str], call: dt.date, before: Earlier | None) -> dt.date | None:
    """The first of the month that the match names."""
    if found["which"]:
        return due_dates.day_of_month(call, 1, months_ahead=_ahead(found["which"], before, call, weeks=False))
    month, year = read_count(found["month"]), _year(found, call)
    return due_dates.day_in(year or call.year + (month < call.month), month, 1) if month else None


def _later_of_pair(spoken: str) -> int | None:
    """二十八九号 is the 29th at the latest."""
    return read_count(spoken[:-2] + spoken[-1] if re.search(PAIR + "$", spoken) else spoken)


def day_of_named_month(found: re.Match[str], call: dt.date, before: Earlier | None) -> dt.date | None:
    first, day = _month_start(found, call, before), _later_of_pair(found["day"])
    if first is None or not day:
        return None
    if not found["which"]:
        resolved = due_dates.next_date(call, first.month, day, year=_year(found, call))
    elif found["which"][0] == "每":
        resolved = due_dates.next_day_of_month(call, day)
    else:
        resolved = due_dates.day_of_month(first, day, months_ahead=0)
    return resolved if resolved and resolved >= call else None


def part_of_month(found: re.Match[str], call: dt.date, before: Earlier | None) -> dt.date | None:
    part, bare = found["part"], not found["which"] and not found["month"]
    recurring = bare or (found["which"] or "").startswith("每")
    first = call.replace(day=1) if recurring else _month_start(found, call, before)
    if first is None:
        return None
    if bare and before and not before.ruled_out and before.date > due_dates.month_end(call):
        first = before.date.replace(day=1)
    if part[0] in "底末尾下内里之以最":
        return due_dates.month_end(first)
    resolved = first.replace(day={"初": 1, "上": 10}.get(part[0], 15))
    return due_dates.months_later(resolved, 1) if resolved < call and recurring else resolved


def month_at_large(found: re.Match[str], call: dt.date, before: Earlier | None) -> dt.date | None:
    first = _month_start(found, call, before)
    return due_dates.month_end(first) if first else None


def today_in_month(found: re.Match[str], call: dt.date, before: Earlier | None) -> dt.date | None:
    first = _month_start(found, call, before)
    return due_dates.day_of_month(first, call.day, months_ahead=0) if first else None


def weekday_of_month(found: re.Match[str], call: dt.date, before: Earlier | None) -> dt.date | None:
    first = _month_start(found, call, before)
    count = -1 if found["count"] == "最后" else read_count(found["count"][1:])
    if first is None or not count:
        return None
    if found["weekday"]:
        return mandarin_days.nth_weekday(first, _WEEKDAYS[found["weekday"]], count)
    if count < 0:
        return mandarin_days.last_working_day(due_dates.month_end(first))
    return mandarin_days.working_day(first - dt.timedelta(days=1), count)


def bare_day(found: re.Match[str], call: dt.date, before: Earlier | None) -> dt.date | None:
    day = _later_of_pair(found["day"])
    resolved = due_dates.next_day_of_month(call, day) if day else None
    if day is None or resolved is None or before is None or before.date <= resolved:
        return resolved
    same_month = due_dates.day_in(before.date.year, before.date.month, day)
    if same_month is None or same_month < call:
        return resolved
    if before.ruled_out:
        return same_month if before.by_month else resolved
    return same_month if same_month >= before.date else resolved


def bare_weekday(found: re.Match[str], call: dt.date, before: Earlier | None) -> dt.date:
    weekday = due_dates.SUNDAY if found["weekday"].endswith("日") else _WEEKDAYS[found["weekday"]]
    which = found["which"] or ""
    if which and not which.startswith("每"):
        return due_dates.weekday_of_week(call, weekday, weeks_ahead=_ahead(which, before, call, weeks=True))
    if before and before.by_week and before.date > call:
        there = _monday(before.date) + dt.timedelta(days=weekday)
        if there < before.date and not before.ruled_out:
            there += dt.timedelta(days=7)
        if there >= call:
            return there
    return due_dates.coming_weekday(call, weekday)


def part_of_week(found: re.Match[str], call: dt.date, before: Earlier | None) -> dt.date:
    weekday = {
        "初": 0, "头": 0, "中": 2, "底": due_dates.FRIDAY, "尾": due_dates.FRIDAY, "段": due_dates.FRIDAY
    }.get((found["part"] or "内")[-1], due_dates.SUNDAY)  # fmt: skip
    ahead = _ahead(found["which"] or "这", before, call, weeks=True)
    return due_dates.weekday_of_week(call, weekday, weeks_ahead=ahead)


def week_at_large(found: re.Match[str], call: dt.date, before: Earlier | None) -> dt.date:
    ahead = _ahead(found["which"], before, call, weeks=True)
    return due_dates.weekday_of_week(call, due_dates.SUNDAY, weeks_ahead=ahead)


def days_on(days: int) -> Resolve:
    return lambda found, call, before: call + dt.timedelta(days=days)


def later(found: re.Match[str], call: dt.date, before: Earlier | None) -> dt.date | None:
    unit = found["unit"].removeprefix("个")
    if found["half"]:
        return call + dt.timedelta(days=15 if unit == "月" else 0)
    spoken = found["count"]
    count = read_count(spoken[-1] if re.fullmatch(r"[一二两俩三四五六七八九]{2}", spoken) else spoken)
    if not count:
        return None
    if unit == "工作日":
        return mandarin_days.working_day(call, count)
    if unit in ("小时", "钟头"):
        return call + dt.timedelta(days=count // 24)
    if unit == "月":
        return due_dates.months_later(call, count) + dt.timedelta(days=15 * bool(found["and_half"]))
    return call + dt.timedelta(days=count * (1 if unit in ("天", "日") else 7))


def part_of_year(found: re.Match[str], call: dt.date, before: Earlier | None) -> dt.date | None:
    if found["part"].startswith("季"):
        return due_dates.month_end(call, months_ahead=-call.month % 3)
    year = call.year + (found["which_year"] or "今").startswith(("明", "来"))
    day = dt.date(year, 6, 30) if found["part"] == "年中" else dt.date(year, 12, 31)
    return day if day >= call else None


def feast(found: re.Match[str], call: dt.date, before: Earlier | None) -> dt.date:
    day = mandarin_days.feast(call, {"十一": "国庆"}.get(found["feast"], found["feast"]))
    return day - dt.timedelta(days=1) if found["eve"] and day > call else day


def new_years_eve(found: re.Match[str], call: dt.date, before: Earlier | None) -> dt.date:
    return mandarin_days.feast(call, "除夕")


def lunar(found: re.Match[str], call: dt.date, before: Earlier | None) -> dt.date | None:
    day, month = read_count(found["day"].removeprefix("初")), mandarin_days.lunar_month(found["month"])
    return mandarin_days.next_lunar_day(call, month, day) if month and day else None


def day_of_new_year(found: re.Match[str], call: dt.date, before: Earlier | None) -> dt.date | None:
    return mandarin_days.new_year_day(call, read_count(found["day"]) or 0)


def lunar_new_year(found: re.Match[str], call: dt.date, before: Earlier | None) -> dt.date | None:
    return mandarin_days.next_lunar_day(call, 1, read_count(found["day"][1:]) or 0)


def end_of_lunar_year(found: re.Match[str], call: dt.date, before: Earlier | None) -> dt.date | None:
    return mandarin_days.next_lunar_day(call, 12, 20 + (read_count(found["day"]) or 0))


def lunar_month_end(found: re.Match[str], call: dt.date, before: Earlier | None) -> dt.date | None:
    return mandarin_days.next_lunar_day(call, mandarin_days.lunar_month(found["month"]) or 1, 30)


def next_working_day(found: re.Match[str], call: dt.date, before: Earlier | None) -> dt.date:
    return mandarin_days.working_day(call, 1)


def day_after(found: re.Match[str], call: dt.date, before: Earlier | None) -> dt.date | None:
    return before.date + dt.timedelta(days=1) if before else None


def same_day(found: re.Match[str], call: dt.date, before: Earlier | None) -> dt.date | None:
    return before.date if before else None


def same_day_or_today(found: re.Match[str], call: dt.date, before: Earlier | None) -> dt.date:
    return before.date if before else call


def unresolved(found: re.Match[str], call: dt.date, before: Earlier | None) -> None:
    return None


MAY_STAY_OPEN: frozenset[Resolve] = frozenset((unresolved, lunar, day_of_new_year, day_after))
"""Words that name a day even where the calendar can not tell which."""
AT_LARGE: frozenset[Resolve] = frozenset((month_at_large, week_at_large))
"""A month or a week where a day of it may be named beside."""
IN_PASSING: frozenset[Resolve] = frozenset((feast, part_of_year))
"""Names that are mostly dropped in passing, unless paying is spoken of in the same breath."""
PERIODS: frozenset[Resolve] = frozenset((part_of_week, part_of_month, month_at_large))
"""Parts of a week or a month; 本周内 is as large as the week."""
COUNTED: frozenset[Resolve] = frozenset((later,))
"""Days counted on from the call: 三天内."""
BY_MONTH: frozenset[Resolve] = frozenset(
    (day_of_named_month, part_of_month, month_at_large, weekday_of_month)
)
BY_WEEK: frozenset[Resolve] = frozenset((bare_weekday, part_of_week, week_at_large))
BARE: frozenset[Resolve] = frozenset((bare_day,))
