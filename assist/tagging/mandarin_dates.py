"""Dates as spoken in Mandarin, resolved against the day of the call. Reads text folded to simplified."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator

from assist.tagging import due_dates
from assist.tagging.mandarin_numbers import read_count
from assist.tagging.mentions import DateMention, in_spoken_order

_NUMBER = r"[\d一二三四五六七八九十廿卅两]{1,3}"
_WEEK = r"(?:周|星期|礼拜|拜)"
_WEEKDAYS = {c: i for i, pair in enumerate(("一1", "二2", "三3", "四4", "五5", "六6", "日天7")) for c in pair}
_UNTIL = r"(?:之前|以前|前|之内|以内|内|当天|那天|那日|左右|上午|中午|下午|早上|晚上|傍晚|晚|早)*"
_AHEAD = {"下下个": 2, "下下": 2, "下个": 1, "下": 1, "这个": 0, "这": 0, "本": 0, "当": 0, "今": 0}
_WHICH = r"(?P<which>下下个?|下个?|这个?|本|当|今)"
_PAST = re.compile(r"(去年|前年|昨|前[天儿日])$")
_LAST = re.compile(r"上个?$")

Resolve = Callable[[re.Match[str], dt.date], dt.date | None]


def _month_and_day(found: re.Match[str], call: dt.date) -> dt.date | None:
    month, day = read_count(found["month"]), read_count(found["day"])
    year = int(found["year"]) if found["year"] else None
    return due_dates.next_date(call, month, day, year=year) if month and day else None


def _month_part(found: re.Match[str], call: dt.date) -> dt.date | None:
    month = read_count(found["month"])
    if not month:
        return None
    if found["part"] in ("底", "末", "份底"):
        first = due_dates.next_date(call, month, 28)
        return due_dates.month_end(first) if first else None
    return due_dates.next_date(call, month, {"初": 1, "份初": 1}.get(found["part"], 15))


def _day_of_which_month(found: re.Match[str], call: dt.date) -> dt.date | None:
    day, ahead = read_count(found["day"]), _AHEAD[found["which"]]
    resolved = due_dates.day_of_month(call, day, months_ahead=ahead) if day else None
    return resolved if resolved is None or resolved >= call else None


def _part_of_which_month(found: re.Match[str], call: dt.date) -> dt.date | None:
    ahead = _AHEAD[found["which"] or "这"]
    part = found["part"]
    if part[0] in "底末尾":
        return due_dates.month_end(call, months_ahead=ahead)
    day = 1 if part[0] == "初" else 15
    resolved = due_dates.day_of_month(call, day, months_ahead=ahead)
    if resolved is not None and resolved < call and not found["which"]:
        resolved = due_dates.day_of_month(call, day, months_ahead=1)
    return resolved


def _within_month(found: re.Match[str], call: dt.date) -> dt.date:
    return due_dates.month_end(call, months_ahead=_AHEAD[found["which"]])


def _day(found: re.Match[str], call: dt.date) -> dt.date | None:
    day = read_count(found["day"])
    return due_dates.next_day_of_month(call, day) if day else None


def _weekday(found: re.Match[str], call: dt.date) -> dt.date:
    weekday = _WEEKDAYS[found["weekday"]]
    if not found["which"]:
        return due_dates.coming_weekday(call, weekday)
    return due_dates.weekday_of_week(call, weekday, weeks_ahead=_AHEAD[found["which"]])


def _week_end(found: re.Match[str], call: dt.date) -> dt.date:
    return due_dates.weekday_of_week(call, due_dates.SUNDAY, weeks_ahead=_AHEAD[found["which"] or "这"])


def _days_on(days: int) -> Resolve:
    return lambda found, call: call + dt.timedelta(days=days)


def _later(found: re.Match[str], call: dt.date) -> dt.date | None:
    if found["half"]:
        return call + dt.timedelta(days=15)
    count = read_count(found["count"])
    if not count:
        return None
    if found["unit"] in ("天", "日"):
        return call + dt.timedelta(days=count)
    if found["unit"].endswith("月"):
        return due_dates.months_later(call, count)
    return call + dt.timedelta(weeks=count)


def _year_end(found: re.Match[str], call: dt.date) -> dt.date:
    return dt.date(call.year, 12, 31)


def _unresolved(found: re.Match[str], call: dt.date) -> None:
    return None


_PATTERNS: tuple[tuple[re.Pattern[str], Resolve], ...] = tuple(
    (re.compile(pattern + _UNTIL), resolve)
    for pattern, resolve in (
        (rf"(?:农历|阴历|腊月|正月)(?:初)?(?:{_NUMBER})?(?:月(?:{_NUMBER})?)?", _unresolved),
        (
            rf"(?:(?P<year>20\d\d)年)?(?P<month>{_NUMBER})月份?(?P<day>{_NUMBER})(?:来)?[号日]?(?![个万千百块元])",
            _month_and_day,
        ),
        (rf"(?P<month>{_NUMBER})月(?P<part>份?底|末|份?初|中旬|中)", _month_part),
        (rf"{_WHICH}月(?:的|份)?(?P<day>{_NUMBER})(?:来)?[号日]?(?![个万千百块元])", _day_of_which_month),
        (rf"{_WHICH}月份?(?P<part>底|末|尾|初|中旬|中)", _part_of_which_month),
        (r"(?P<which>)月(?P<part>底|末|尾|初(?![一二三四五六七八九十])|中旬|中)", _part_of_which_month),
        (r"(?P<which>这个|本)月(?=之?内|以内|里|还|结|把)", _within_month),
        (rf"{_WHICH}?{_WEEK}(?P<weekday>[一二三四五六日天1-7])(?![个万千百块元])", _weekday),
        (rf"{_WHICH}?(?:周末|星期末|礼拜末)", _week_end),
        (rf"(?P<which>这个?|本){_WEEK}(?=之?内|以内|里)", _week_end),
        (r"(?:每月|下月|这月)?初[一二三四五六七八九十]", _unresolved),
        (r"大后[天日儿]", _days_on(3)),
        (r"后[天日儿]", _days_on(2)),
        (r"(?:明|听)(?:[天日儿]|早上?|晚上?)+个?|明仔载|次日", _days_on(1)),
        (r"今(?:[天日儿晚]|早上)+(?:个)?", _days_on(0)),
        (
            rf"(?:再过|过|等)?(?:(?P<half>半)|(?P<count>{_NUMBER}))(?P<unit>天|日|个?星期|个?礼拜|周|个?月)"
            r"(?=之?后|以后|之?内|以内|内|过后)(?:之?后|以后|过后)?",
            _later,
        ),
        (r"(?:年底|年末)(?=之?前|以前|[^,，。]{0,3}[还给清结交])", _year_end),
        (rf"(?<![\d一二三四五六七八九十]月)(?P<day>{_NUMBER})(?:来)?[号日](?![楼院店卡码])", _day),
        (
            r"(?:等|到)?(?:我|老板|公司|单位|厂里|厂)?(?:这边)?(?:发工资|发薪水?|发钱|出粮|领薪水?|开支|"
            r"开工资)"
            r"(?:那天|当天|的时候|那日|以后|之后|后|了|时)?",
            _unresolved,
        ),
    )
)
_WEAK = re.compile(
    r"现在|马上|立刻|立马|这就|当场|一会儿?|待会儿?|等下|等会儿?|等等|晚点|今儿|晚上|今夜|下午|傍晚|中午|"
    r"挂了(?:电话|线)?|放下电话|下班|收工|打烊|后半?晌|(?!一点(?:吧|儿|的|[,，。也都点]|$))[\d零一二两三四五六七八九十]{1,3}点(?:半|钟|"
    r"多)?(?:之?前|以前|左右)?(?!钱)"
)
_INCOME_AFTER = re.compile(
    r"^.{0,6}?(发工资|发薪|发钱|才发|出粮|领薪|到账|下来|结账|结算|放款|拨款|拨下|返点|发绩效|发(?=$|"
    r"[,，。]))"
)
_INCOME_WITHIN = re.compile(r"发工资|发薪|发钱|出粮|领薪|开支|开工资")
_NEGATED_AFTER = re.compile(
    r"^(?:我|那天)?(?:可能|肯定|恐怕)?(?:不行|不成|来不及|没空|不得闲|还不了|还不上|不方便)"
)


def find_dates(folded: str, said: str, call: dt.date) -> list[DateMention]:
    """The dates named in ``folded``, in order; ``said`` is the same text as spoken, character for character.

    Days that are past, and days the speaker rules out, are left out.
    """
    return in_spoken_order(list(_all_dates(folded, said, call)))


def _all_dates(folded: str, said: str, call: dt.date) -> Iterator[DateMention]:
    taken = [False] * len(folded)
    for pattern, resolve in _PATTERNS:
        for found in pattern.finditer(folded):
            start, end = found.span()
            if start == end or any(taken[start:end]):
                continue
            taken[start:end] = [True] * (end - start)
            if _PAST.search(folded[:start]) or _NEGATED_AFTER.search(folded[end:]):
                continue
            # 上个|月底, but not 补上|今天.
            if folded[start] in "月周星礼" and _LAST.search(folded[:start]):
                continue
            date = resolve(found, call)
            if date is None and resolve is not _unresolved:
                continue
            income = bool(_INCOME_AFTER.search(folded[end : end + 12]) or _INCOME_WITHIN.search(found[0]))
            starting = bool(re.match(r"[的份]?(?:开始|起(?!来))", folded[end : end + 6]))
            yield DateMention(
                start, end, said[start:end], date, income=income, starting=starting, bare=resolve is _day
            )
    for found in _WEAK.finditer(folded):
        start, end = found.span()
        yield DateMention(start, end, said[start:end], call, weak=True)
