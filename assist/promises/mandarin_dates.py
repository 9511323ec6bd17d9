"""Finds the days that a Mandarin utterance names, in the order spoken. Reads folded text (``mandarin_folding``).

Of the 187 days promised in 150 cases by another hand recognizers-text-suite 1.0.2a2 named 120, jionlp 1.5.31 109
and dateparser 1.5.0 50, none of them which day goes with which sum; of the 190 sums cn2an 0.5.24 turned 158 into
figures, recognizers 166.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterator
from dataclasses import replace

from assist.promises import due_dates
from assist.promises.mandarin_day_use import (
    comes_in,
    is_past,
    is_ruled_out,
    is_stated,
    speaks_of_paying,
    starts_payments,
)
from assist.promises.mandarin_day_words import PATTERNS
from assist.promises.mandarin_reckoning import (
    AT_LARGE,
    BARE,
    BY_MONTH,
    BY_WEEK,
    COUNTED,
    IN_PASSING,
    MAY_STAY_OPEN,
    PERIODS,
    Earlier,
    Resolve,
)
from assist.promises.mentions import DateMention

_WEAK = re.compile(
    r"现在|马上|立刻|立马|这就|当场|一会儿?|待会儿?|等下|等会儿?|等哈|等一?哈|等等|晚点|今儿|(?<!一)晚上|今夜|下午|傍晚|中午|这会儿?|"
    r"挂了(?:电话|线)?|放下电话|下了?班|收工|打烊|后半?晌|半个?(?:钟头?|小时)|"
    r"(?!一点(?:吧|儿|的|[,，。也都点]|$))[\d零一二两三四五六七八九十]{1,3}[点时](?:半|钟|多)?(?:之?前|以前|左右)?(?!钱)"
)
# 批了我立马还: at once, but after something that has not come yet.
_AT_ONCE = re.compile(r"马上|立刻|立马|这就|当场")
_ONCE_IT_COMES = re.compile(
    r"(?:[发批退赔卖结领拿收到]了|下来|到账|一到|一发|一批|到手|一下来)(?:了|我|就|以后|之后|后|再|,|，)*$"
)
# 签约后三个工作日内: counted from a day that nobody knows yet.
_AFTER_SOMETHING = re.compile(r"(?<!话)(?<!今天)(?:后|之后|以后|之日起|日起),?$")
_SAYS_WHEN = re.compile(r"(?:前|内|那天|当[天日]|[早晚]上?|[上下中]午)$")
_WEEKDAY = re.compile(r"^(?:周|星期|礼拜|拜)[一二三四五六日天1-7]$")
_JOINS = re.compile(r"^(?:[,，(（]?(?:也?就?是|那个|的|正好是?|刚好是?)?)$")


def find_dates(folded: str, said: str, call: dt.date) -> list[DateMention]:
    """The days named in ``folded``; ``said`` is the same text as spoken, character for character.

    Days that are past and days that the speaker rules out are left out.
    """
    firm = _in_opposition(list(_firm_dates(folded, said, call)), folded)
    weak = [
        mention
        for mention in _weak_dates(folded, said, call)
        if not any(each.start < mention.end and mention.start < each.end for each in firm)
    ]
    return sorted((*_moved_to_start(firm), *weak), key=lambda mention: mention.start)


def _matches(folded: str) -> list[tuple[re.Match[str], Resolve]]:
    taken = [False] * len(folded)
    found = []
    for pattern, resolve in PATTERNS:
        for match in pattern.finditer(folded):
            start, end = match.span()
            if start == end or any(taken[start:end]):
                continue
            taken[start:end] = [True] * (end - start)
            found.append((match, resolve))
    return sorted(found, key=lambda each: each[0].start())


def _firm_dates(folded: str, said: str, call: dt.date) -> Iterator[DateMention]:
    before: Earlier | None = None
    for match, resolve in _matches(folded):
        start, end = match.span()
        if is_past(folded, start, end):
            continue
        date = resolve(match, call, before)
        if date is None and resolve not in MAY_STAY_OPEN:
            continue
        if resolve in COUNTED and _AFTER_SOMETHING.search(folded[:start]):
            date = None
        ruled_out = is_ruled_out(folded, start, end)
        clause_after = re.split(r"[,。;!?]", folded[end:], maxsplit=1)[0]
        by_itself = resolve in IN_PASSING and not _SAYS_WHEN.search(match[0])
        in_passing = by_itself and (clause_after.startswith("的") or not speaks_of_paying(clause_after))
        if date is not None and not in_passing:
            before = _as_earlier(date, match, resolve, ruled_out=ruled_out)
        if ruled_out:
            continue
        within = resolve in PERIODS and match[0].endswith(("内", "里"))
        recurring = (match.groupdict().get("which") or "").startswith("每")
        yield DateMention(
            start,
            end,
            said[start:end],
            date,
            income=comes_in(folded, start, end),
            starting=starts_payments(folded, end) or recurring,
            bare=resolve in BARE or recurring,
            vague=resolve in AT_LARGE or in_passing or within or is_stated(folded, start, end),
        )


def _as_earlier(date: dt.date, match: re.Match[str], resolve: Resolve, *, ruled_out: bool) -> Earlier:
    named = match.groupdict()
    by_month = resolve in BY_MONTH and bool(named.get("which") or named.get("month"))
    by_week = resolve in BY_WEEK and bool(named.get("which")) and not (named["which"] or "").startswith("每")
    if resolve in AT_LARGE or (resolve in PERIODS and match[0].endswith(("内", "里"))):
        # The days of a month or week named at large are counted from its first.
        date = date.replace(day=1) if by_month else date - dt.timedelta(days=date.weekday())
    return Earlier(date, by_week=by_week, by_month=by_month, ruled_out=ruled_out)


def _in_opposition(dates: list[DateMention], folded: str) -> list[DateMention]:
    """十二月四号星期五 is one day said twice: the weekday gives way to the day of the month."""
    dropped = set()
    for one, other in itertools.pairwise(dates):
        if one.date is None or other.date is None or not _JOINS.match(folded[one.end : other.start]):
            continue
        weekdays = [bool(_WEEKDAY.match(folded[each.start : each.end])) for each in (one, other)]
        touching = folded[one.end : other.start] not in (",", "，")
        if weekdays[0] != weekdays[1] and (touching or one.date == other.date):
            dropped.add(one.start if weekdays[0] else other.start)
    return [date for date in dates if date.start not in dropped]


def _moved_to_start(dates: list[DateMention]) -> list[DateMention]:
    """五号还,从下个月起: the fifth of the month in which payments begin."""
    starts = [each.date for each in dates if each.vague and each.starting and each.date]
    if not starts or any(each.starting and not each.vague and not each.bare for each in dates):
        return dates
    first = starts[0].replace(day=1)
    return [
        replace(each, date=due_dates.next_day_of_month(first, each.date.day))
        if each.bare and each.date and each.date < first
        else each
        for each in dates
    ]


def _weak_dates(folded: str, said: str, call: dt.date) -> Iterator[DateMention]:
    for found in _WEAK.finditer(folded):
        start, end = found.span()
        if _AT_ONCE.match(found[0]) and _ONCE_IT_COMES.search(folded[max(0, start - 10) : start]):
            yield DateMention(start, end, said[start:end], None)
        else:
            yield DateMention(start, end, said[start:end], call, weak=True)
