"""The words by which Mandarin names days, and how each is resolved against the day of the call.

Each entry of ``PATTERNS`` is a pattern over folded text and the reckoning that belongs to it. A bare day leans on
the day named before: after 下个月五号 a bare 十五号 is that month's, after 下周日 a bare 周一 is the day after it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from assist.tagging import due_dates, mandarin_days
from assist.tagging.mandarin_numbers import read_count


@dataclass(frozen=True, slots=True)
class Earlier:
    """The day named before this one, and whether it was named by its week, by its month, or ruled out."""

    date: dt.date
    by_week: bool = False
    by_month: bool = False
    ruled_out: bool = False


Resolve = Callable[[re.Match[str], dt.date, Earlier | None], dt.date | None]

_MONTH = r"(?>十[一二]?|(?<!\d)1[0-2]|(?<!\d)0?[1-9](?!\d)|[一二三四五六七八九])"
# 一千一月中 is 一千一, in the middle of the month; 一千一月五号 is the fifth of January.
_MONTH_ALONE = r"(?>十[一二]?|(?<!\d)1[0-2]|(?<!\d)0?[1-9](?!\d)|(?<![百千万十之])[一二三四五六七八九])"
_DAY = (
    r"(?>二十[一二三四五六七八九]?|三十一?|十[一二三四五六七八九]?|廿[一二三四五六七八九]?|卅一?|[12]\d|3[01]|0?[1-9]|"
    r"[一二三四五六七八九])"
)
_PAIR = r"(?:一二|二三|三四|四五|五六|六七|七八|八九)"
_COUNT = (
    r"(?:\d{1,3}|[一二三四五六七八九]?十[一二三四五六七八九]?|"
    r"[一二两俩三四五六七八九]?[一二两俩仨三四五六七八九])"
)
_NO_SUM = r"(?![个万千百块元毛\d.]|来块)"
# 八月三四百: a day without its 号 is none where a sum may begin.
_DAY_ALONE = rf"(?:来?[号日]|{_NO_SUM}(?!(?<=月[一二三四五六七八九])[一二三四五六七八九两][十百千万]))"
_WEEK = r"(?:周|星期|礼拜|拜)"
_WEEKDAYS = {c: i for i, pair in enumerate(("一1", "二2", "三3", "四4", "五5", "六6", "日天7")) for c in pair}
_WHICH = r"(?P<which>下下下个?|大下个?|再下一?个?|下下个?|下一个|下个?|(?<![一这上那每])次|这个?|本|当|今个?|每个?)"
_YEAR = (
    r"(?:(?P<year>20\d\d|[二2][零〇0][一二三四五六七八九零]{2})年|(?P<which_year>今年|明年|来年|后年)的?)?"
)
_NAMED_MONTH = rf"(?:{_WHICH}|{_YEAR}(?P<month>{_MONTH}))月"
_NAMED_MONTH_ALONE = rf"(?:{_WHICH}|{_YEAR}(?P<month>{_MONTH_ALONE}))月"
_FEASTS = "|".join(sorted(mandarin_days.FEASTS, key=len, reverse=True))
_COMES_IN = (
    r"(?:发工资|发薪水?|发钱|出粮|领薪水?|领工资|开支(?!大|太|多)|开工资|发奖金|发年终奖?|工资发|工资到账?|"
    r"工资下来|薪水下来|薪水到|回款)"
)


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
    return read_count(spoken[:-2] + spoken[-1] if re.search(_PAIR + "$", spoken) else spoken)


def _day_of_named_month(found: re.Match[str], call: dt.date, before: Earlier | None) -> dt.date | None:
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


def _part_of_month(found: re.Match[str], call: dt.date, before: Earlier | None) -> dt.date | None:
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


def _month_at_large(found: re.Match[str], call: dt.date, before: Earlier | None) -> dt.date | None:
    first = _month_start(found, call, before)
    return due_dates.month_end(first) if first else None


def _today_in_month(found: re.Match[str], call: dt.date, before: Earlier | None) -> dt.date | None:
    first = _month_start(found, call, before)
    return due_dates.day_of_month(first, call.day, months_ahead=0) if first else None


def _weekday_of_month(found: re.Match[str], call: dt.date, before: Earlier | None) -> dt.date | None:
    first = _month_start(found, call, before)
    count = -1 if found["count"] == "最后" else read_count(found["count"][1:])
    if first is None or not count:
        return None
    if found["weekday"]:
        return mandarin_days.nth_weekday(first, _WEEKDAYS[found["weekday"]], count)
    if count < 0:
        return mandarin_days.last_working_day(due_dates.month_end(first))
    return mandarin_days.working_day(first - dt.timedelta(days=1), count)


def _bare_day(found: re.Match[str], call: dt.date, before: Earlier | None) -> dt.date | None:
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


def _bare_weekday(found: re.Match[str], call: dt.date, before: Earlier | None) -> dt.date:
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


def _part_of_week(found: re.Match[str], call: dt.date, before: Earlier | None) -> dt.date:
    weekday = {
        "初": 0, "头": 0, "中": 2, "底": due_dates.FRIDAY, "尾": due_dates.FRIDAY, "段": due_dates.FRIDAY
    }.get((found["part"] or "内")[-1], due_dates.SUNDAY)  # fmt: skip
    ahead = _ahead(found["which"] or "这", before, call, weeks=True)
    return due_dates.weekday_of_week(call, weekday, weeks_ahead=ahead)


def _week_at_large(found: re.Match[str], call: dt.date, before: Earlier | None) -> dt.date:
    ahead = _ahead(found["which"], before, call, weeks=True)
    return due_dates.weekday_of_week(call, due_dates.SUNDAY, weeks_ahead=ahead)


def _days_on(days: int) -> Resolve:
    return lambda found, call, before: call + dt.timedelta(days=days)


def _later(found: re.Match[str], call: dt.date, before: Earlier | None) -> dt.date | None:
    unit = found["unit"].removeprefix("个")
    if found["half"]:
        return call + dt.timedelta(days=15) if unit == "月" else None
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


def _part_of_year(found: re.Match[str], call: dt.date, before: Earlier | None) -> dt.date | None:
    if found["part"].startswith("季"):
        return due_dates.month_end(call, months_ahead=-call.month % 3)
    year = call.year + (found["which_year"] or "今").startswith(("明", "来"))
    day = dt.date(year, 6, 30) if found["part"] == "年中" else dt.date(year, 12, 31)
    return day if day >= call else None


def _feast(found: re.Match[str], call: dt.date, before: Earlier | None) -> dt.date:
    day = mandarin_days.feast(call, {"十一": "国庆"}.get(found["feast"], found["feast"]))
    return day - dt.timedelta(days=1) if found["eve"] and day > call else day


def _new_years_eve(found: re.Match[str], call: dt.date, before: Earlier | None) -> dt.date:
    return mandarin_days.feast(call, "除夕")


def _lunar(found: re.Match[str], call: dt.date, before: Earlier | None) -> dt.date | None:
    day, month = read_count(found["day"].removeprefix("初")), mandarin_days.lunar_month(found["month"])
    return mandarin_days.next_lunar_day(call, month, day) if month and day else None


def _day_of_new_year(found: re.Match[str], call: dt.date, before: Earlier | None) -> dt.date | None:
    return mandarin_days.new_year_day(call, read_count(found["day"]) or 0)


def _lunar_new_year(found: re.Match[str], call: dt.date, before: Earlier | None) -> dt.date | None:
    return mandarin_days.next_lunar_day(call, 1, read_count(found["day"][1:]) or 0)


def _end_of_lunar_year(found: re.Match[str], call: dt.date, before: Earlier | None) -> dt.date | None:
    return mandarin_days.next_lunar_day(call, 12, 20 + (read_count(found["day"]) or 0))


def _lunar_month_end(found: re.Match[str], call: dt.date, before: Earlier | None) -> dt.date | None:
    return mandarin_days.next_lunar_day(call, mandarin_days.lunar_month(found["month"]) or 1, 30)


def _next_working_day(found: re.Match[str], call: dt.date, before: Earlier | None) -> dt.date:
    return mandarin_days.working_day(call, 1)


def _day_after(found: re.Match[str], call: dt.date, before: Earlier | None) -> dt.date | None:
    return before.date + dt.timedelta(days=1) if before else None


def _same_day(found: re.Match[str], call: dt.date, before: Earlier | None) -> dt.date | None:
    return before.date if before else None


def _unresolved(found: re.Match[str], call: dt.date, before: Earlier | None) -> None:
    return None


MAY_STAY_OPEN: frozenset[Resolve] = frozenset((_unresolved, _lunar, _day_of_new_year, _day_after))
"""Words that name a day even where the calendar can not tell which."""
AT_LARGE: frozenset[Resolve] = frozenset((_month_at_large, _week_at_large))
"""A month or a week where a day of it may be named beside."""
IN_PASSING: frozenset[Resolve] = frozenset((_feast, _part_of_year))
"""Names that are mostly dropped in passing, unless paying is spoken of in the same breath."""
COUNTED: frozenset[Resolve] = frozenset((_later,))
"""Days counted on from the call: 三天内."""
BY_MONTH: frozenset[Resolve] = frozenset(
    (_day_of_named_month, _part_of_month, _month_at_large, _weekday_of_month)
)
BY_WEEK: frozenset[Resolve] = frozenset((_bare_weekday, _part_of_week, _week_at_large))
BARE: frozenset[Resolve] = frozenset((_bare_day,))


_UNTIL = (
    r"(?:的?(?:之前|以前|前(?!后|天)|之内|以内|内|前后|左右|当天|那天|那日|当日|那阵儿?|上午|中午|下午|早上|晚上|傍晚|凌晨|"
    r"一早|大早|晚|早))*"
)
_AFTER = r"(?:以后|之后|过后|假?后|一过|过了|过完|完|放完假|收假)"
_LUNAR_DAY = (
    r"(?:初[一二三四五六七八九十]|十[一二三四五六七八九]?|廿[一二三四五六七八九]?|二十[一二三四五六七八九]?|"
    r"三十)"
)

PATTERNS: tuple[tuple[re.Pattern[str], Resolve], ...] = tuple(
    (re.compile(pattern + _UNTIL), resolve)
    for pattern, resolve in (
        # The lunar calendar and feasts
        (
            rf"(?:农历|阴历|旧历)(?:的)?(?P<month>[正冬腊]|{_MONTH})月(?P<day>{_LUNAR_DAY})(?![百千万块])",
            _lunar,
        ),
        (rf"(?P<month>[正冬腊])月(?P<day>{_LUNAR_DAY})(?![百千万块])", _lunar),
        (
            rf"(?<!下)(?<!个)(?<!每)(?P<month>{_MONTH})月(?P<day>初[一二三四五六七八九十])(?![百千万块])",
            _lunar,
        ),
        (r"(?:大?年|过完年)(?P<month>)(?P<day>初[一二三四五六七八九十])(?![百千万块])", _lunar_new_year),
        (
            r"(?<![\d一二三四五六七八九今明去后])(?:大?年)(?:二十|廿)(?P<month>)(?P<day>[五六七八九])(?![百千万块号])",
            _end_of_lunar_year,
        ),
        (r"(?P<month>[正腊])月[底末尾]", _lunar_month_end),
        (r"[下这每本]个?月初[一二三四五六七八九十](?![百千万块])|腊月里?|正月里?", _unresolved),
        (
            rf"(?<![一二三四五六七八九\d百千万月双])(?:{_FEASTS}|十一(?=假期|长假|黄金周))(?:节|假期|长假|放假|期间|黄金周)*{_AFTER}",
            _unresolved,
        ),
        (r"(?<![一二三四五六七八九\d两几半今明去后多])年前(?!年)", _new_years_eve),
        (
            rf"(?<![一二三四五六七八九\d百千万月双])(?P<feast>{_FEASTS}|十一(?=假期|长假|黄金周|之前|以前|前))"
            r"(?![百千万个次号块日])(?:节|假期|长假|放假|期间|黄金周)*(?P<eve>前一天|头一天|前夕|前夜)?",
            _feast,
        ),
        (r"年后|节后|节前|过完年|过了年|过年后|开春|开年|收假|假期结束", _unresolved),
        (r"(?<![月当最起])初(?P<day>[一二三四五六七八九十])(?![百千万块号])", _day_of_new_year),
        # Days of a month
        (
            rf"{_NAMED_MONTH}份?的?(?P<count>第[一二三四]|最后)一?个?"
            rf"(?:{_WEEK}(?P<weekday>[一二三四五六日天])|工作日)",
            _weekday_of_month,
        ),
        (rf"{_NAMED_MONTH_ALONE}份?的?(?P<part>最后一天|最后那天)", _part_of_month),
        (r"(?P<which>)(?P<month>)(?<!年)(?:月[底末]的?)?(?P<part>最后一天)(?!了)", _part_of_month),
        (rf"{_NAMED_MONTH}份?的?(?:今天|今日|同一天|这一天|这个时候)", _today_in_month),
        (rf"{_NAMED_MONTH}份?的?(?P<day>(?>(?:二?十)?{_PAIR}))[号日]", _day_of_named_month),
        (rf"{_NAMED_MONTH}份?的?(?P<day>{_DAY})(?:[来几]?[号日]|{_DAY_ALONE})", _day_of_named_month),
        (
            r"(?P<which>)(?P<year>)(?P<which_year>)(?<![\d/.])(?P<month>1[0-2]|0?[1-9])/"
            r"(?P<day>[12]\d|3[01]|0?[1-9])(?![\d/])",
            _day_of_named_month,
        ),
        (rf"{_NAMED_MONTH_ALONE}份?(?P<part>底|末|尾|初|上旬|中旬|下旬|中)", _part_of_month),
        (
            r"(?P<which>)(?P<month>)月(?P<part>底|末|尾|初(?![一二三四五六七八九十])|中旬|中|下旬|上旬)",
            _part_of_month,
        ),
        (r"(?P<which>)(?P<month>)(?P<part>下旬|中旬|上旬)", _part_of_month),
        (rf"{_NAMED_MONTH_ALONE.replace('|每个?', '')}份?", _month_at_large),
        # Days of a week
        (rf"{_WHICH}?{_WEEK}(?P<weekday>六[、和]?日|[一二三四五六日天1-7]{_NO_SUM})", _bare_weekday),
        (rf"{_WHICH}?(?:周|星期|礼拜)(?P<part>末)", _part_of_week),
        (rf"{_WHICH}{_WEEK}的?(?P<part>中(?!午)|初|头|之?内|以内|里|底|尾|后半段)", _part_of_week),
        (r"(?P<which>)(?<![一二两三四五六七八九十\d])周(?P<part>中(?!午)|内)", _part_of_week),
        (rf"(?P<which>下下下个?|大下个?|再下一?个?|下下个?|下个?|这个?|本){_WEEK}", _week_at_large),
        # Counted from today or from the day before
        (r"大大后[天日]", _days_on(4)),
        (r"大后[天日儿]个?|[外万]后[天日]|大后个", _days_on(3)),
        (r"明后[天日两](?:天)?|后[天日儿]个?|后个儿?", _days_on(2)),
        (r"今明两?天|明(?:[天日儿]|早上?|晚上?)+个?|明个儿?|明仔载", _days_on(1)),
        (r"今(?:[天日儿晚夜]|早上)+个?|今个儿", _days_on(0)),
        (r"(?:第二天|隔天|次日|隔日|转天)", _day_after),
        (
            r"(?:再?过|等)(?:个)?(?:一两|两三|两|几|三五|三两)天|(?:这|近)(?:一?两|几)天|几天(?=之?后|以后)|改天|回头(?!客)|过(?:一?阵子?|些日子|段时间)|近期",
            _unresolved,
        ),
        (
            rf"(?:(?:再过|再等|过|等|再给|给|容|宽限|缓|延|再缓)(?:你们|我们|我|一下)?个?)?"
            rf"(?:(?P<half>半)个|(?P<count>{_COUNT}))(?P<unit>天|日|个?工作日|个?星期|个?礼拜|周|个?小时|个?钟头|个?月(?P<and_half>零?半)?)"
            r"(?:的?(?:时间|期限))?(?:之?后|以后|过后|之?内|以内|内|里|左右)+",
            _later,
        ),
        (
            rf"(?:再过|再等|过|再给|给|容|宽限|缓|延|再缓|最多|顶多|不超过|至多|最迟|最晚)(?:你们|我们|我|一下)?个?"
            rf"(?:(?P<half>半)个|(?P<count>{_COUNT}))(?P<unit>天|个?工作日|个?星期|个?礼拜|周|个?月(?P<and_half>零?半)?)(?:的?(?:时间|期限))?",
            _later,
        ),
        (r"(?<!再给)(?P<count>)(?P<half>半)(?P<unit>个月)(?P<and_half>)", _later),
        (r"下一?个工作日", _next_working_day),
        (
            r"(?:(?P<which_year>今年|明年|来年)的?)?(?P<part>年底|年末|年终(?=之?前|以前)|年中|(?<=[今明来]年)底|季度末|季末|季度底)",
            _part_of_year,
        ),
        (
            rf"(?<![\d一二三四五六七八九十]月)(?<![第\d])(?P<day>(?>(?:二?十)?{_PAIR}(?=[号日])|{_DAY}))[来几]?[号日]"
            r"(?![楼院店卡码线床子])",
            _bare_day,
        ),
        (
            r"(?:(?<=最晚)|(?<=最迟)|(?<=超过)|(?<=[到就等,]))(?P<day>二十[一二三四五六七八九]?|三十一?|十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[12]\d|3[01])"
            r"(?=[吧,，。给还转打发再左也]|之前|以前|前|那天|到账|$)(?!给你们?我?[,，。]|发了)",
            _bare_day,
        ),
        # Days that only somebody's money knows
        (
            rf"(?:等|到)?(?:我们?|老板|公司|单位|厂里|厂)?(?:这边)?{_COMES_IN}(?:那天|当天|的时候|那日|以后|之后|后|了|时|日)?",
            _unresolved,
        ),
        (
            r"等(?!着|于|等|一下|会儿|下)[^,，。;；!！?？]{1,10}?(?:(?<!坐)下来|到账|到手|到了|批了|回款|赔了|退了|卖了|结了|发了)(?:那天|当天|以后|之后|的时候)?",
            _unresolved,
        ),
        (
            r"[^,，。;；!！?？]{1,8}?(?:下来|到账|到手|到了|批了|批下来)(?:那天|当天|以后|之后|的时候)",
            _unresolved,
        ),
        (r"到时候?|到那时|到那天|(?:那|当)[天日](?![^,，。]{0,6}的)", _same_day),
    )
)
