"""What a speaker takes back in the same breath: 五百,不对,八百. Reads folded text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from assist.tagging.mentions import AmountMention, DateMention

_TAKEN_BACK = re.compile(
    r"(?:(?<![对要好行])不对(?!劲)|说错|讲错|记错|搞错|弄错|错了|口误|[哦噢呃啊哎唔嗯,。]不(?=[,，。]|不)|(?<=[,。])不(?=[,，])|"
    r"(?<=[,。])不是(?=[,，。]|不是)|算了(?=,)|改成|改到|我是说|还是(?!不|没|按|要|得|那)|等一下,|应该是)"
)
_REACH = 24


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
