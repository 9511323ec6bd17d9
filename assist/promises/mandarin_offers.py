"""What a Mandarin utterance offers: which sums, and the day that goes with each. Reads folded text.

What is named stands in the order spoken. First what was taken back goes (五百,不对,八百), then what only adds up what
is offered (三千五里头两千今天,一千五月底); every day left belongs to the sum it stands nearest to, and of several
days of one sum the firmest counts.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assist.promises.mandarin_amounts import IN_ONE_GO
from assist.promises.mandarin_corrections import without_taken_back
from assist.promises.mandarin_payer import payer
from assist.promises.mandarin_sum_days import (
    STOPS,
    between,
    day_beside,
    firmest,
    has_stop,
    is_of_each,
    on_each_day,
    with_days,
)
from assist.promises.mentions import AmountMention, DateMention, Part

_THE_REST = re.compile(r"(?:剩下?的?|余下的?|其余的?|剩余的?|尾款|余款|尾数)(?:还有)?[那这]?$")
_BY_ME = re.compile(r"我(?!们|爸|妈|哥|姐|弟|妹|老|儿|女|媳|爱|朋)")
_SAME_SUM = re.compile(
    r"^[,。]?(?:就是|也就是|那就是|就|等于|即|是|大概|差不多|合|一半就是|至少|最少|起码|怎么也有|也有|,)*$"
)
_ONCE_MORE = re.compile(
    r"(?:再|另外|另|又|还有|以及|[他她]|姐|哥|爸|妈|老婆|老公)(?:给你?|还|出|转|打|来|交)?个?$"
)


def find_offers(folded: str, amounts: Sequence[AmountMention], dates: Sequence[DateMention]) -> list[Part]:
    """The parts of the promise in the order spoken; empty where neither a sum nor a day is offered."""
    amounts, dates = without_taken_back(folded, amounts, dates)
    sums = _offered(folded, amounts, dates)
    if not sums:
        day = firmest(folded, None, dates)
        return [Part(None, day)] if day else []
    sums = _without_sum_of_each(folded, sums, dates)
    if any(each.kind == "rest" and each.other for each in amounts):
        # 剩下的再说: more is to follow.
        sums = [replace(each, instalment=True) for each in sums]
    if len(sums) == 1:
        if _THE_REST.search(folded[: sums[0].start]):
            sums = [replace(sums[0], total=True)]
        return on_each_day(folded, sums[0], dates) or [Part(sums[0], firmest(folded, sums[0], dates))]
    return _with_payers(folded, _one_promise_each(folded, with_days(folded, sums, dates)))


def stakes_of(folded: str, amounts: Sequence[AmountMention]) -> list[Decimal]:
    """What is at stake by this utterance alone: what a share of it comes to, or the debt that it names."""
    shares = [
        other.value / one.value
        for one, other in itertools.pairwise(amounts)
        if one.kind == "share" and other.kind == "exact" and one.value and other.value
        if _SAME_SUM.match(folded[one.end : other.start])
    ]
    owed = [each.value for each in amounts if each.kind == "exact" and each.total and each.value]
    if any(each.kind == "share" for each in amounts):
        # 稿费四千,我划一半给您: half of what comes in.
        owed = [each.value for each in amounts if each.doubtful and each.value] + owed
    return [*shares, *owed[-1:]]


def _offered(
    folded: str, amounts: Sequence[AmountMention], dates: Sequence[DateMention]
) -> list[AmountMention]:
    """The sums, shares and rests that are offered, each once."""
    kept = [each for each in amounts if not each.other and not _is_named_as_other(folded, each, amounts)]
    if not any(each.kind in ("exact", "share", "vague") for each in kept):
        # 我卡里就八百,今晚给你: cash at hand is what is promised where nothing else is.
        kept = _in_order([*kept, *[each for each in amounts if each.doubtful][-1:]])
    elif next(each.kind for each in kept if each.kind in ("exact", "share", "vague", "rest")) == "rest":
        # 我有五百,明天给你,剩下的一千二月底: a rest is what that cash leaves.
        rest = next(each for each in kept if each.kind == "rest")
        cash = [each for each in amounts if each.doubtful and each.end <= rest.start]
        kept = _in_order([*kept, *(replace(each, offered=True) for each in cash[-1:])])
    kept = _merged(folded, _without_rate(folded, kept), dates)
    kept = _supported(folded, kept, dates)
    kept = _without_totals(folded, kept, dates)
    return _said_once(folded, kept, dates)


def _without_rate(folded: str, amounts: list[AmountMention]) -> list[AmountMention]:
    """一天转两千,周四两千周五两千: the first is said of each day, and the days follow."""
    again = {each.value for each in amounts if each.kind == "exact" and not is_of_each(folded, each)}
    return [each for each in amounts if not (is_of_each(folded, each) and each.value in again)]


def _in_order(amounts: Sequence[AmountMention]) -> list[AmountMention]:
    return sorted(amounts, key=lambda each: each.start)


def _is_named_as_other(folded: str, rest: AmountMention, amounts: Sequence[AmountMention]) -> bool:
    """剩下的五百买菜: a rest whose sum is not for paying is none of the promise."""
    return rest.kind == "rest" and any(
        each.kind == "exact"
        and each.other
        and 0 <= each.start - rest.end <= 8
        and not has_stop(folded[rest.end : each.start])
        for each in amounts
    )


def _merged(
    folded: str, amounts: Sequence[AmountMention], dates: Sequence[DateMention]
) -> list[AmountMention]:
    """One mention for what is said twice: 剩下的八百六, 一半就是两千, 三千全部还清."""
    kept: list[AmountMention] = []
    for each in amounts:
        last = kept[-1] if kept else None
        words = folded[last.end : each.start] if last else ""
        if last and each.kind == "exact" and last.kind == "rest" and len(words) <= 20 and not has_stop(words):
            kept[-1] = replace(each, offered=True, total=False)
        elif last and last.kind == "share" and each.kind == "exact" and _SAME_SUM.match(words):
            # 先还三分之一,…,三分之一是四千: the figure belongs where the share was offered.
            first = next(
                at for at, other in enumerate(kept) if (other.kind, other.value) == ("share", last.value)
            )
            figure = replace(
                each,
                start=kept[first].start,
                end=max(kept[first].end, each.end if first == len(kept) - 1 else 0),
                offered=True,
            )
            kept = (
                [*kept[:first], figure, *kept[first + 1 : -1]]
                if first < len(kept) - 1
                else [*kept[:-1], figure]
            )
        elif (
            last
            and last.kind == "exact"
            and each.kind == "share"
            and re.match(r"^,?(?:也就是|就是|是)$", words)
        ) or (last and last.kind == "rest" and each.kind == "share" and len(words) <= 1):
            continue
        elif (
            last
            and last.kind == each.kind == "share"
            and last.value == each.value
            and len(words) <= 6
            and not any(last.end <= date.start < each.start for date in dates)
        ):
            kept[-1] = each
        else:
            kept.append(each)
    sums = [each for each in kept if each.kind in ("exact", "share", "vague")]
    wholes = [
        each for each in kept if each.kind == "whole" and not IN_ONE_GO.match(folded[each.start : each.end])
    ]
    if (
        len(sums) == 1
        and sums[0].kind == "exact"
        and any(abs(each.start - sums[0].end) < 16 for each in wholes)
    ):
        kept = [replace(each, total=not each.doubtful) if each is sums[0] else each for each in kept]
    firm_days = [date for date in dates if not date.weak]
    if any(each.kind == "exact" for each in sums):
        # 他出一半我出一半,...: a share without a day is put in figures by the sums.
        kept = [each for each in kept if each.kind != "share" or day_beside(folded, each, firm_days)]
    if sums:
        kept = [each for each in kept if each.kind not in ("whole", "part")]
    elif any(each.kind == "part" for each in kept):
        kept = [each for each in kept if each.kind != "whole"]
    if not any(each.kind in ("exact", "share", "vague", "part") for each in kept):
        return kept[:1]
    return kept


def _supported(
    folded: str, amounts: Sequence[AmountMention], dates: Sequence[DateMention]
) -> list[AmountMention]:
    """Without sums of which nothing is said, where of others paying or a day is."""

    firm_days = [date for date in dates if not date.weak]
    firm = [
        each
        for each in amounts
        if each.kind != "exact" or each.offered or day_beside(folded, each, firm_days)
    ]
    if not firm:
        return list(amounts)
    kept = []
    for at, each in enumerate(amounts):
        until = amounts[at + 1].start if at + 1 < len(amounts) else len(folded)
        day_follows = any(each.end <= date.start < until for date in dates)
        more = _ONCE_MORE.search(folded[: each.start])
        if (
            each.total
            and each.kind == "exact"
            and any(other is not each and not other.total for other in firm)
            and not (day_beside(folded, each, firm_days) and len(firm_days) >= len(firm))
        ):
            continue
        if each in firm or (each.start > firm[0].start and (day_follows or more)):
            kept.append(each)
    return kept


def _without_totals(
    folded: str, amounts: Sequence[AmountMention], dates: Sequence[DateMention]
) -> list[AmountMention]:
    """Without the sum that the others add up to: 两千六,周六一千三,下周六一千三."""
    values = [each.value for each in amounts if each.kind == "exact" and each.value is not None]
    if len(values) != len(amounts) or len(values) < 3:
        return list(amounts)
    for place in (0, len(amounts) - 1):
        one = amounts[place]
        dated = any(not has_stop(between(folded, one, date)) for date in dates)
        if one.value is not None and one.value * 2 == sum(values) and not dated:
            return [each for each in amounts if each is not one]
    return list(amounts)


def _said_once(
    folded: str, amounts: Sequence[AmountMention], dates: Sequence[DateMention]
) -> list[AmountMention]:
    """Without a sum that is only said again: no day stands between the two, nor a word for one more."""
    kept: list[AmountMention] = []
    for each in amounts:
        last = kept[-1] if kept else None
        again = (
            last is not None
            and (last.kind, last.value, last.component) == (each.kind, each.value, each.component)
            and not _ONCE_MORE.search(folded[last.end : each.start])
            and not any(last.end <= date.start < each.start for date in dates if date.date)
        )
        if again and last is not None:
            kept[-1] = replace(
                each,
                offered=last.offered or each.offered,
                total=last.total or each.total,
                instalment=last.instalment or each.instalment,
            )
        else:
            kept.append(each)
    return kept


def _without_sum_of_each(
    folded: str, amounts: list[AmountMention], dates: Sequence[DateMention]
) -> list[AmountMention]:
    """三千二,这个月底、下个月底各一千六: the sum of each time, without what they come to."""
    last = amounts[-1]
    times = len(on_each_day(folded, last, dates))
    if times and last.value and all(each.value == last.value * times for each in amounts[:-1]):
        return [last]
    return amounts


def _one_promise_each(folded: str, parts: Sequence[Part]) -> list[Part]:
    """The same sum said again without a day of its own is the same promise."""
    kept: list[Part] = []
    for part in parts:
        same = [
            at
            for at, other in enumerate(kept)
            if part.amount
            and other.amount
            and (part.amount.kind, part.amount.value) == (other.amount.kind, other.amount.value)
            and part.amount.kind in ("exact", "share")
        ]
        if not same or part.amount is None or _ONCE_MORE.search(folded[: part.amount.start]):
            kept.append(part)
        elif part.date is None:
            continue
        elif kept[same[-1]].date is None or kept[same[-1]].date.date == part.date.date:  # type: ignore[union-attr]
            kept[same[-1]] = part
        else:
            kept.append(part)
    return kept


def _with_payers(folded: str, parts: Sequence[Part]) -> list[Part]:
    """Who pays each part, by the words from the last stop before it to the last stop before the next."""
    amounts = [part.amount for part in parts if part.amount]
    if len(parts) < 2 or len(amounts) < len(parts):
        return list(parts)
    starts = [0]
    for one, other in itertools.pairwise(amounts):
        stop = max(folded.rfind(char, one.end, other.start) for char in STOPS)
        starts.append(max(stop + 1, one.end))
    told: list[Part] = []
    for at, part in enumerate(parts):
        words = folded[starts[at] : starts[at + 1] if at + 1 < len(parts) else len(folded)]
        whose = payer(words) or (told[-1].whose if told and not _BY_ME.search(words) else "debtor")
        told.append(replace(part, whose=whose))
    return told
