"""What a speaker takes back in the same breath: 五百,不对,八百. Reads folded text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from assist.promises.mentions import AmountMention, DateMention

_TAKEN_BACK = re.compile(
    r"(?:(?<![对要好行])不对(?!劲)|说错|讲错|记错|搞错|弄错|错了|口误|[哦噢呃啊哎唔嗯,。]不(?=[,，。]|不)|(?<=[,。])不(?=[,，])|"
    r"(?<=[,。])不是(?=[,，。]|不是)|算了(?=,)|改成|改到|我是说|还是(?!不|没|按|要|得|那)(?![^,。]{0,8}[百千万块])|等一下,|应该是)"
)
_REACH = 24
_SETTLES = re.compile(r"反正|总之|一句话|这样吧|干脆")
# 要是二十号没还上,就按三十号五千算: what is to be if the promise fails is no part of it.
_IF_IT_FAILS = re.compile(
    r"(?:要是|如果|若|万一)[^。;!?]{0,20}?(?:没还|不还|还不上|没给|不给|没到|晚了|没转)[^。;!?]*"
)


_Mention = TypeVar("_Mention", AmountMention, DateMention)


def without_taken_back(
    folded: str, amounts: Sequence[AmountMention], dates: Sequence[DateMention]
) -> tuple[list[AmountMention], list[DateMention]]:
    """The sums and days that stand after every correction.

    A correction takes back the last sum or day before it, whichever kind is named first after it, and the same
    one where it is named again on the way (不对,周三我出差,周二).
    """
    sums = [each for each in amounts if each.kind == "exact" and (not each.other or each.doubtful)]
    days = [each for each in dates if not each.weak]
    gone: set[int] = set()
    for found in _TAKEN_BACK.finditer(folded):
        sums_after = [each for each in sums if each.start >= found.end()]
        days_after = [each for each in days if each.start >= found.end()]
        sum_first = sums_after and (not days_after or sums_after[0].start < days_after[0].start)
        if sum_first:
            gone |= _taken_back(
                sums, sums_after, found.start(), gone, lambda one, other: one.value == other.value
            )
        elif days_after:
            gone |= _taken_back(
                days, days_after, found.start(), gone, lambda one, other: one.date == other.date
            )
    for found in _SETTLES.finditer(folded):
        # 两千吧,两千二也行,反正我凑两千二: sums thought aloud, none with a day of its own.
        before = [each for each in sums if each.end <= found.start() <= each.end + 2 * _REACH]
        dated = any(before and before[0].start - _REACH <= day.start < found.start() for day in days)
        if not dated and any(each.start >= found.end() for each in sums):
            gone |= {each.start for each in before}
    starts = {each.start for each in amounts} | {each.start for each in dates}
    for found in _IF_IT_FAILS.finditer(folded):
        gone |= {start for start in starts if found.start() <= start < found.end()}
    return (
        [each for each in amounts if each.start not in gone],
        [each for each in dates if each.start not in gone],
    )


def _taken_back(
    named: Sequence[_Mention],
    after: Sequence[_Mention],
    at: int,
    gone: set[int],
    same: Callable[[_Mention, _Mention], bool],
) -> set[int]:
    before = [each for each in named if each.end <= at and at - each.end <= _REACH and each.start not in gone]
    if not before:
        return set()
    again = len(after) > 1 and same(before[-1], after[0]) and not same(before[-1], after[1])
    return {before[-1].start} | ({after[0].start} if again else set())
