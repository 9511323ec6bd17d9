"""The day that goes with each sum a Mandarin utterance offers. Reads folded text.

Every day belongs to the sum before it or to the one after it, none cross, and of several days of one sum the
firmest counts.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from assist.promises.mandarin_day_use import speaks_of_paying
from assist.promises.mentions import AmountMention, DateMention, Part

STOPS = ",。;!?…、"
_NO_DAY = 60
_BESIDE = 14
# 二十号再转六百: the day before 再 is that of the sum after it.
_AGAIN = re.compile(r"我?(?:再|又)")
_OTHERWISE = 12
_BARE_WEEKDAY = re.compile(r"(?:周|星期|礼拜|拜)[一二三四五六日天]")
_EACH = re.compile(
    r"(?:各|每次|每笔|每回|一次|一回|分别|每期|一期|每个?月|一个?季度|每个?季度|每个?礼拜|每个?星期|每周|一天)(?:都|就|先|是|还|给|转|打|交)*$"
)
_LISTED = re.compile(r"^(?:、|和|跟|同|以及|,|还有|,?再|)$")
_NUMBERED = re.compile(r"第[一二三四五六七八九十]+[期笔次回个](?:我|就|是|在|的)*$")
_ALL_ON = re.compile(r"(?:都是|都在|都|一起|同一天|一块儿?)$")
_SETTLED = re.compile(
    r"(?:最晚|最迟|反正|那就|就定|说定|定在|还是|就是|也就是|只能|改成?|改到|不超过|顶多|应该是|准|保证)$"
)
_ON_BALANCE = re.compile(r"^(?:吧|啦|喽|咯|好了|算了|为止|最晚|,?最迟|,?不能再晚|准|肯定|一定|,?说定)")


def with_days(folded: str, amounts: Sequence[AmountMention], dates: Sequence[DateMention]) -> list[Part]:
    """Each of several sums with its day, where it has one, in the order spoken."""
    # 一半现在转: beside a sum of its own, "now" is a day.
    days = [
        date for date in dates if not date.weak or any(_pays_now(folded, amount, date) for amount in amounts)
    ]
    shared = _side_by_side(amounts, days) or _shares_out(folded, amounts, days)
    parts = []
    for at, (amount, own) in enumerate(zip(amounts, shared, strict=True)):
        following = shared[at + 1] if at + 1 < len(shared) else []
        day = firmest(folded, amount, own)
        if day is None and following and _ALL_ON.search(folded[: following[0].start]):
            day = firmest(folded, amount, following)
        parts.append(Part(amount, day))
    return _ascending(folded, parts)


def on_each_day(folded: str, amount: AmountMention, dates: Sequence[DateMention]) -> list[Part]:
    """One sum on several days: 三月底、六月底、九月底各六千."""
    days = [each for each in dates if each.date and not each.weak and not each.vague and not each.income]
    joined = all(_LISTED.match(folded[one.end : other.start]) for one, other in itertools.pairwise(days))
    numbered = all(_NUMBERED.search(folded[: day.start]) for day in days)
    if len({day.date for day in days}) < 2 or not (joined or numbered) or not is_of_each(folded, amount):
        return []
    return [Part(amount, day) for day in days]


def is_of_each(folded: str, amount: AmountMention) -> bool:
    """Whether the sum is said of each of several times: 各六千."""
    return amount.kind == "exact" and bool(_EACH.search(folded[: amount.start]))


def _ascending(folded: str, parts: Sequence[Part]) -> list[Part]:
    """周一五百周五五百, said on a Wednesday: the Friday after that Monday."""
    told: list[Part] = []
    for part in parts:
        last = told[-1].date if told else None
        day = part.date
        if (
            last
            and day
            and last.date
            and day.date
            and day.date < last.date
            and _BARE_WEEKDAY.match(folded[last.start : last.end])
            and _BARE_WEEKDAY.match(folded[day.start : day.end])
        ):
            part = replace(part, date=replace(day, date=day.date + dt.timedelta(days=7)))
        told.append(part)
    return told


def _pays_now(folded: str, amount: AmountMention, now: DateMention) -> bool:
    words = between(folded, amount, now)
    beside = len(words) <= 2 and not amount.doubtful
    return not has_stop(words) and (beside or speaks_of_paying(_clause(folded, now)))


def _side_by_side(
    amounts: Sequence[AmountMention], dates: Sequence[DateMention]
) -> list[list[DateMention]] | None:
    """她十号我十五号发工资,她出一千我出一千五: as many days as sums, all of one kind, all before the sums."""
    days = [date for date in dates if date.date and not date.weak and not date.vague]
    alike = len({day.income for day in days}) == 1 and len({day.date for day in days}) == len(days)
    named = all(amount.kind == "exact" for amount in amounts)
    if len(days) != len(amounts) or not alike or not named or days[-1].start > amounts[0].start:
        return None
    return [[day] for day in days]


def _shares_out(
    folded: str, amounts: Sequence[AmountMention], dates: Sequence[DateMention]
) -> list[list[DateMention]]:
    """The days of each sum: those between two sums go to the one before or the one after, none cross.

    Least total distance, a sum without a day counting as much as a day sixty characters away.
    """
    gaps = [
        [date for date in dates if one.end <= date.start < other.start]
        for one, other in itertools.pairwise(amounts)
    ]
    first = [date for date in dates if date.start < amounts[0].start]
    last = [date for date in dates if date.start >= amounts[-1].end]
    # best[has a day already] = (cost, the days of the sums so far, the last one's so far)
    best: dict[bool, tuple[int, list[list[DateMention]]]] = {bool(first): (0, [first])}
    for at, gap in enumerate(gaps):
        following: dict[bool, tuple[int, list[list[DateMention]]]] = {}
        for has_day, (cost, shared) in best.items():
            for cut in range(len(gap) + 1):
                price = cost + _way(folded, amounts[at], gap[:cut])
                price += _OTHERWISE * sum(bool(_AGAIN.match(folded[date.end :])) for date in gap[:cut])
                price += _way(folded, amounts[at + 1], gap[cut:][::-1])
                price += 0 if has_day or cut else _NO_DAY
                state = cut < len(gap)
                if state not in following or price < following[state][0]:
                    following[state] = (price, [*shared[:-1], shared[-1] + gap[:cut], gap[cut:]])
        best = following
    ends = [(cost + (0 if has_day or last else _NO_DAY), shared) for has_day, (cost, shared) in best.items()]
    shared = min(ends, key=lambda end: end[0])[1]
    return [*shared[:-1], shared[-1] + last]


def _way(folded: str, amount: AmountMention, dates: Sequence[DateMention]) -> int:
    """How far it is from a sum to its days, each reckoned from the one before; a day of a named week is there."""
    way = 0
    last: DateMention | None = None
    for date in dates:
        within = last and last.vague and last.date and date.date and date.date <= last.date
        if last is None or not within or date.start < last.start:
            way += _distance(folded, last or amount, date)
        last = date
    return way


def firmest(folded: str, amount: AmountMention | None, dates: Sequence[DateMention]) -> DateMention | None:
    """Of several days of one sum the one on which it is paid; later ones put earlier ones more exactly."""
    if not dates:
        return None

    def firmness(at: int) -> float:
        date = dates[at]
        clause = _clause(folded, date)
        score = 0.5 * at
        score += 4 * date.starting - 3 * date.income
        # Words for now and months at large count only where nothing else names a day.
        score -= 9 * (date.date is None) + 12 * date.weak + 13 * date.vague
        score += 2 * speaks_of_paying(clause)
        score += 2 * bool(_SETTLED.search(folded[: date.start]) or _ON_BALANCE.search(folded[date.end :]))
        score -= 2 * bool(re.match(r"^[^,。;!?]{0,4}[吗?]", folded[date.end :]))
        if amount is not None:
            score += 2 * (not has_stop(between(folded, amount, date))) - _distance(folded, amount, date) / 20
        return score

    return dates[max(range(len(dates)), key=firmness)]


def day_beside(folded: str, amount: AmountMention, dates: Sequence[DateMention]) -> bool:
    """Whether one of the days, other than of money coming in, stands right beside the sum."""
    ways = [between(folded, amount, date) for date in dates if not date.income]
    return any((not has_stop(way) and len(way) <= _BESIDE) or way in (",", "。", ",就") for way in ways)


def between(folded: str, one: AmountMention | DateMention, other: AmountMention | DateMention) -> str:
    """The words between two mentions, whichever comes first."""
    return folded[one.end : other.start] if one.end <= other.start else folded[other.end : one.start]


def has_stop(words: str) -> bool:
    """Whether a clause ends within the words."""
    return any(char in STOPS for char in words)


def _distance(folded: str, amount: AmountMention | DateMention, date: DateMention) -> int:
    words = between(folded, amount, date)
    return len(words) + 4 * sum(char in ",、" for char in words) + 8 * sum(char in "。;!?…" for char in words)


def _clause(folded: str, date: DateMention) -> str:
    """The words around a day, from stop to stop."""
    before = re.split(f"[{STOPS}]", folded[: date.start])[-1]
    return before + re.split(f"[{STOPS}]", folded[date.end :], maxsplit=1)[0]
