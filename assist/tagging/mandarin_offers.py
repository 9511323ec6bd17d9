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

from assist.tagging.mandarin_amounts import IN_ONE_GO
from assist.tagging.mandarin_corrections import without_taken_back
from assist.tagging.mandarin_day_use import speaks_of_paying
from assist.tagging.mandarin_payer import payer
from assist.tagging.mentions import AmountMention, DateMention, Part

_NO_DAY = 60
_BESIDE = 14
_THE_REST = re.compile(r"(?:剩下?的?|余下的?|其余的?|剩余的?)[那这]?$")
_BY_ME = re.compile(r"我(?!们|爸|妈|哥|姐|弟|妹|老|儿|女|媳|爱|朋)")
_STOPS = ",。;!?…、"
_SAME_SUM = re.compile(
    r"^[,。]?(?:就是|也就是|那就是|就|等于|即|是|大概|差不多|合|一半就是|至少|最少|起码|怎么也有|也有|,)*$"
)
_ONCE_MORE = re.compile(
    r"(?:再|另外|另|又|还有|以及|[他她]|姐|哥|爸|妈|老婆|老公)(?:给你?|还|出|转|打|来|交)?个?$"
)
_EACH = re.compile(
    r"(?:各|每次|每笔|每回|一次|一回|分别|每期|一期|每个?月|一个?季度|每个?季度|每个?礼拜|每个?星期|每周)(?:都|就|先|是|还|给|转|打|交)*$"
)
_LISTED = re.compile(r"^(?:、|和|跟|以及|,|还有|,?再)$")
_ALL_ON = re.compile(r"(?:都是|都在|都|一起|同一天|一块儿?)$")
_SETTLED = re.compile(
    r"(?:最晚|最迟|反正|那就|就定|说定|定在|还是|就是|也就是|只能|改成?|改到|不超过|顶多|应该是|准|保证)$"
)
_ON_BALANCE = re.compile(r"^(?:吧|为止|最晚|,?最迟|,?不能再晚|准|肯定|一定|,?说定)")


def find_offers(folded: str, amounts: Sequence[AmountMention], dates: Sequence[DateMention]) -> list[Part]:
    """The parts of the promise in the order spoken; empty where neither a sum nor a day is offered."""
    amounts, dates = without_taken_back(folded, amounts, dates)
    sums = _offered(folded, amounts, dates)
    if not sums:
        day = _firmest(folded, None, dates)
        return [Part(None, day)] if day else []
    sums = _without_sum_of_each(folded, sums, dates)
    if any(each.kind == "rest" and each.other for each in amounts):
        # 剩下的再说: more is to follow.
        sums = [replace(each, instalment=True) for each in sums]
    if len(sums) == 1:
        if _THE_REST.search(folded[: sums[0].start]):
            sums = [replace(sums[0], total=True)]
        return _on_each_day(folded, sums[0], dates) or [Part(sums[0], _firmest(folded, sums[0], dates))]
    return _with_days(folded, sums, dates)


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
    kept = _merged(folded, kept, dates)
    kept = _supported(folded, kept, dates)
    kept = _without_totals(folded, kept, dates)
    return _said_once(folded, kept, dates)


def _in_order(amounts: Sequence[AmountMention]) -> list[AmountMention]:
    return sorted(amounts, key=lambda each: each.start)


def _is_named_as_other(folded: str, rest: AmountMention, amounts: Sequence[AmountMention]) -> bool:
    """剩下的五百买菜: a rest whose sum is not for paying is none of the promise."""
    return rest.kind == "rest" and any(
        each.kind == "exact"
        and each.other
        and 0 <= each.start - rest.end <= 8
        and not _stops(folded[rest.end : each.start])
        for each in amounts
    )


def _merged(
    folded: str, amounts: Sequence[AmountMention], dates: Sequence[DateMention]
) -> list[AmountMention]:
    """One mention for what is said twice: 剩下的八百六, 一半就是两千, 三千全部还清."""
    kept: list[AmountMention] = []
    for each in amounts:
        last = kept[-1] if kept else None
        between = folded[last.end : each.start] if last else ""
        if (
            last
            and each.kind == "exact"
            and last.kind == "rest"
            and len(between) <= 8
            and not _stops(between)
        ):
            kept[-1] = replace(each, offered=True, total=False)
        elif last and last.kind == "share" and each.kind == "exact" and _SAME_SUM.match(between):
            kept[-1] = replace(each, start=last.start, offered=True)
        elif (
            last
            and last.kind == "exact"
            and each.kind == "share"
            and re.match(r"^,?(?:也就是|就是|是)$", between)
        ) or (last and last.kind == "rest" and each.kind == "share" and len(between) <= 1):
            continue
        elif last and last.kind == each.kind == "share" and last.value == each.value and len(between) <= 6:
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
        kept = [each for each in kept if each.kind != "share" or _day_beside(folded, each, firm_days)]
    if sums:
        kept = [each for each in kept if each.kind not in ("whole", "part")]
    elif any(each.kind == "part" for each in kept):
        kept = [each for each in kept if each.kind != "whole"]
    if not any(each.kind in ("exact", "share", "vague", "part") for each in kept):
        return kept[:1]
    return kept


def _day_beside(folded: str, amount: AmountMention, dates: Sequence[DateMention]) -> bool:
    ways = [_between(folded, amount, date) for date in dates if not date.income]
    return any((not _stops(way) and len(way) <= _BESIDE) or way in (",", "。", ",就") for way in ways)


def _supported(
    folded: str, amounts: Sequence[AmountMention], dates: Sequence[DateMention]
) -> list[AmountMention]:
    """Without sums of which nothing is said, where of others paying or a day is."""

    firm_days = [date for date in dates if not date.weak]
    firm = [
        each
        for each in amounts
        if each.kind != "exact" or each.offered or _day_beside(folded, each, firm_days)
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
            and not (_day_beside(folded, each, firm_days) and len(firm_days) >= len(firm))
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
        dated = any(not _stops(_between(folded, one, date)) for date in dates)
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
            and (last.kind, last.value) == (each.kind, each.value)
            and not _ONCE_MORE.search(folded[last.end : each.start])
            and not any(last.end <= date.start < each.start for date in dates if date.date)
        )
        if again and last is not None:
            kept[-1] = replace(each, offered=last.offered or each.offered, total=last.total or each.total)
        else:
            kept.append(each)
    return kept


def _without_sum_of_each(
    folded: str, amounts: list[AmountMention], dates: Sequence[DateMention]
) -> list[AmountMention]:
    """三千二,这个月底、下个月底各一千六: the sum of each time, without what they come to."""
    last = amounts[-1]
    times = len(_on_each_day(folded, last, dates))
    if times and last.value and all(each.value == last.value * times for each in amounts[:-1]):
        return [last]
    return amounts


def _on_each_day(folded: str, amount: AmountMention, dates: Sequence[DateMention]) -> list[Part]:
    """One sum on several days: 三月底、六月底、九月底各六千."""
    days = [each for each in dates if each.date and not each.weak and not each.vague and not each.income]
    joined = all(_LISTED.match(folded[one.end : other.start]) for one, other in itertools.pairwise(days))
    each_time = _EACH.search(folded[: amount.start])
    if len({day.date for day in days}) < 2 or not joined or not each_time:
        return []
    return [Part(amount, day) for day in days]


def _with_days(folded: str, amounts: Sequence[AmountMention], dates: Sequence[DateMention]) -> list[Part]:
    # 一半现在转: beside a sum of its own, "now" is a day.
    days = [
        date
        for date in dates
        if not date.weak or any(not _stops(_between(folded, amount, date)) for amount in amounts)
    ]
    shared = _shares_out(folded, amounts, days)
    parts = []
    for at, (amount, own) in enumerate(zip(amounts, shared, strict=True)):
        following = shared[at + 1] if at + 1 < len(shared) else []
        day = _firmest(folded, amount, own)
        if day is None and following and _ALL_ON.search(folded[: following[0].start]):
            day = _firmest(folded, amount, following)
        parts.append(Part(amount, day))
    return _with_payers(folded, _one_promise_each(folded, parts))


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


def _firmest(folded: str, amount: AmountMention | None, dates: Sequence[DateMention]) -> DateMention | None:
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
            score += 2 * (not _stops(_between(folded, amount, date))) - _distance(folded, amount, date) / 20
        return score

    return dates[max(range(len(dates)), key=firmness)]


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
            and part.amount.kind == "exact"
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
        stop = max(folded.rfind(char, one.end, other.start) for char in _STOPS)
        starts.append(max(stop + 1, one.end))
    told: list[Part] = []
    for at, part in enumerate(parts):
        words = folded[starts[at] : starts[at + 1] if at + 1 < len(parts) else len(folded)]
        whose = payer(words) or (told[-1].whose if told and not _BY_ME.search(words) else "debtor")
        told.append(replace(part, whose=whose))
    return told


def _between(folded: str, one: AmountMention | DateMention, other: AmountMention | DateMention) -> str:
    return folded[one.end : other.start] if one.end <= other.start else folded[other.end : one.start]


def _stops(words: str) -> bool:
    return any(char in _STOPS for char in words)


def _distance(folded: str, amount: AmountMention | DateMention, date: DateMention) -> int:
    words = _between(folded, amount, date)
    return len(words) + 4 * sum(char in ",、" for char in words) + 8 * sum(char in "。;!?…" for char in words)


def _clause(folded: str, date: DateMention) -> str:
    """The words around a day, from stop to stop."""
    before = re.split(f"[{_STOPS}]", folded[: date.start])[-1]
    return before + re.split(f"[{_STOPS}]", folded[date.end :], maxsplit=1)[0]
