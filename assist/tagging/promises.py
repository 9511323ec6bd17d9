"""Amount, currency, date, whose and condition of a promise to pay, from the words and the turns before.

Whether an utterance promises anything is the tagger's judgement (tag ``promise``); this reads the slots.
Amounts that are offered are told from those that are not (a wage, the debt, what was paid before), each
is given the date that goes with it, and what the utterance leaves open is taken from what was just said:
the agent named 720 and the eighth, the debtor says "OK, I'll do that then".

On the case tables of the tests, general date libraries found 44 of 78 English dates (dateparser,
parsedatetime) and 34 or 59 of 84 Mandarin ones (dateparser, jionlp), and none reads sums as they are
spoken on the telephone ("two fifty", 三百五); hence the readers of this package.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from assist.events import Language, Promise, Turn
from assist.tagging import (
    english_amounts,
    english_dates,
    mandarin_amounts,
    mandarin_dates,
    mandarin_folding,
    mandarin_offers,
)
from assist.tagging.mentions import AmountMention, DateMention, Part
from assist.tagging.promise_terms import condition_span, whose_promise

_TURNS_BACK = 4
_ASKS_PAY_DAY = re.compile(
    r"(?:发工资|发薪|出粮|领薪|开支|工资)[^,。;!?]{0,6}(?:几号|哪天|哪日|什么时候|几时)|"
    r"(?:几号|哪天|哪日|什么时候|几时)[^,。;!?]{0,4}(?:发工资|发薪|出粮|领薪|开支|有工资)|"
    r"\bwhen(?:'s| is| do| are| will| does)\b[^.?!]*\b(?:paid|payday|pay day|paycheck|payroll|next che(?:ck|que))\b"
)


@dataclass(frozen=True, slots=True)
class _Named:
    """What one turn names, and what it offers; ``proposed`` is what a bare "yes" to it agrees to."""

    amounts: tuple[AmountMention, ...]
    dates: tuple[DateMention, ...]
    offered: tuple[Part, ...]
    proposed: tuple[Part, ...]
    stakes: tuple[Decimal, ...] | None = None
    asks_pay_day: bool = False


def find_promises(
    text: str,
    *,
    lang: Language,
    context: Sequence[Turn],
    call_date: dt.date,
    currency: str | None,
    balance: Decimal | None = None,
) -> tuple[Promise, ...]:
    """The promise that ``text`` makes, one entry a part, in the order spoken; never empty.

    ``context`` holds the turns before, oldest first. Relative dates count from ``call_date``, and what is
    ambiguous is the next such day. ``currency`` is the call's, for sums named without one, ``balance`` what is
    owed, for "all of it" where nobody named a sum. A slot that nothing fills is None.
    """
    named = _name(text, lang, call_date, currency)
    before = [_name(turn.text, lang, call_date, currency) for turn in reversed(context[-_TURNS_BACK:])]
    stakes = _at_stake(named, before)
    if not stakes and balance is not None:
        stakes = [balance]
    parts = list(named.offered)
    if not parts or all(part.amount is None and part.date is None for part in parts):
        parts = _agreed_parts(before)
    else:
        parts = [_completed(part, parts, before) for part in parts]
    known = [balance] if balance is not None else []
    folded = _fold(text, lang)
    span = condition_span(folded, lang)
    whose = whose_promise(folded, lang)
    condition = text[span[0] : span[1]] if span else None
    values = _values(parts, stakes)
    # "Ten on Friday. The rest, God knows": a part without sum and day promises nothing.
    said = [
        (part, value) for part, value in zip(parts, values, strict=True) if value is not None or part.date
    ] or list(zip(parts, values, strict=True))[:1]
    return tuple(
        Promise(
            amount=amount,
            currency=(part.amount.currency if part.amount else None) or (currency if amount else None),
            date_text=part.date.text.strip() if part.date else None,
            date=part.date.date if part.date else None,
            whose=part.whose or whose,
            condition=condition,
            extent=_extent(
                part,
                amount,
                alone=len(said) == 1,
                at_stake=max([*stakes, *known], default=None),
                owed=max([*(_debts(named, before) if lang == "zh" else stakes), *known], default=None),
            ),
        )
        for part, amount in said
    )


def _extent(
    part: Part, amount: Decimal | None, *, alone: bool, at_stake: Decimal | None, owed: Decimal | None
) -> Literal["whole", "part"] | None:
    """Whether this part alone clears what is at stake, as far as words or sums tell.

    ``owed`` is the largest sum known to be the debt; to reach a sum that was only proposed clears nothing.
    """
    kind = part.amount.kind if part.amount else None
    if not alone or kind in ("share", "part") or (part.amount and part.amount.instalment):
        return "part"
    if kind in ("whole", "rest") or (part.amount and part.amount.total):
        return "whole"
    if amount is None or at_stake is None:
        return None
    if amount < at_stake:
        return "part"
    return "whole" if owed is not None and amount >= owed else None


def _fold(text: str, lang: Language) -> str:
    """Case, width and script evened out, character for character, so that offsets stay true."""
    if lang == "en":
        lowered = text.lower().replace("’", "'")
        return lowered if len(lowered) == len(text) else "".join(char.lower()[:1] or char for char in text)
    return mandarin_folding.fold(text)


def _name(text: str, lang: Language, call_date: dt.date, currency: str | None) -> _Named:
    folded = _fold(text, lang)
    amounts: list[AmountMention]
    if lang == "zh":
        dates = mandarin_dates.find_dates(folded, text, call_date)
        amounts = mandarin_amounts.find_amounts(folded, dates)
        parts = tuple(mandarin_offers.find_offers(folded, amounts, dates))
        stakes = tuple(mandarin_offers.stakes_of(folded, amounts))
        return _Named(tuple(amounts), tuple(dates), parts, parts, stakes, bool(_ASKS_PAY_DAY.search(folded)))
    dates = english_dates.find_dates(folded, text, call_date)
    amounts = english_amounts.find_amounts(folded, dates, currency)
    offered = _offered(amounts)
    return _Named(
        tuple(amounts),
        tuple(dates),
        tuple(_parts(offered, dates)),
        tuple(_parts(offered or amounts, dates)),
        asks_pay_day=bool(_ASKS_PAY_DAY.search(folded)),
    )


def _offered(amounts: Sequence[AmountMention]) -> list[AmountMention]:
    """The amounts that are offered: not those that are something else, and not a share beside its sum."""
    chosen = [each for each in amounts if not each.other]
    if any(each.offered and each.kind == "exact" for each in chosen):
        sums = [each for each in chosen if each.kind == "exact"]
        unsaid = [each for each in sums if not each.offered]
        # "200 today, 300 on the first": the second sum needs no second verb if it has a day of its own.
        chosen = [each for each in chosen if each not in unsaid or _goes_with(each, chosen)]
    exact = [each for each in chosen if each.kind == "exact"]
    if exact:
        chosen = [
            each
            for each in chosen
            if each.kind in ("exact", "rest") or (each.kind == "share" and each.offered)
        ]
        chosen = [
            each
            for each in chosen
            if each.kind == "exact"
            or not any(abs(s.start - each.end) <= 6 or abs(each.start - s.end) <= 6 for s in exact)
        ]
    shares = [each for each in chosen if each.kind in ("share", "part")]
    if shares:
        chosen = [each for each in chosen if each.kind != "whole"]
    if any(each.kind in ("share", "exact") for each in chosen):
        chosen = [each for each in chosen if each.kind != "part"]
    if not any(each.kind in ("share", "exact", "part") for each in chosen):
        # "the rest" alone is what is owed now, "all of it" said twice is still one sum.
        chosen = chosen[:1]
    return _without_repeats(chosen)


def _goes_with(amount: AmountMention, others: Sequence[AmountMention]) -> bool:
    """After a sum that is offered, or right beside the share that it puts in figures."""
    return any(
        (each.offered and each.kind == "exact" and each.start < amount.start)
        or (each.kind != "exact" and 0 <= amount.start - each.end <= 3)
        for each in others
    )


def _without_repeats(amounts: Sequence[AmountMention]) -> list[AmountMention]:
    kept: list[AmountMention] = []
    for each in amounts:
        same = [at for at, other in enumerate(kept) if other.kind == each.kind and other.value == each.value]
        if not same or (each.kind == "exact" and each.start - kept[same[-1]].end > 6):
            kept.append(each)
    return kept


def _usable(dates: Sequence[DateMention]) -> list[DateMention]:
    """Firm dates; failing those, days without a date; failing those, words that mean today."""
    for kind in (
        [date for date in dates if date.date is not None and not date.weak],
        [date for date in dates if date.weak],
        [date for date in dates if date.date is None],
    ):
        if kind and not (kind[0].weak and any(date.date is None for date in dates)):
            return kind
    return list(dates[:1]) if dates and dates[0].date is None else [d for d in dates if d.date is None]


def _parts(amounts: Sequence[AmountMention], dates: Sequence[DateMention]) -> list[Part]:
    if not amounts:
        day = _likeliest(_usable(dates))
        return [Part(None, day)] if day else []
    if len(amounts) == 1:
        return [Part(amounts[0], _likeliest(_usable(dates), near=amounts[0]))]
    # "half now, the rest on the first": beside a sum of its own, "now" is a day.
    dates = [date for date in dates if not date.weak or any(_beside(date, amount) for amount in amounts)]
    dates_lead = bool(dates) and dates[0].start < amounts[0].start
    parts = []
    free = list(dates)
    for at, amount in enumerate(amounts):
        since = amounts[at - 1].end if at else 0
        until = amounts[at + 1].start if at + 1 < len(amounts) else 10**9
        ahead = [date for date in free if since <= date.start < amount.start]
        behind = [date for date in free if amount.end <= date.start < until]
        order = [*ahead[::-1], *behind] if dates_lead else [*behind, *ahead[::-1]]
        date = min(order, key=lambda each: each.weak, default=None)
        if date is not None:
            free.remove(date)
        parts.append(Part(amount, date))
    if len({part.amount.value for part in parts if part.amount}) == 1 and parts[0].amount is not None:
        dated = [part for part in parts if part.date]
        # The same sum said again without a day of its own is the same promise.
        if parts[0].amount.kind == "exact" and len(dated) < len(parts):
            return dated or parts[:1]
    return parts


def _beside(date: DateMention, amount: AmountMention) -> bool:
    return 0 <= date.start - amount.end <= 3 or 0 <= amount.start - date.end <= 8


def _likeliest(dates: Sequence[DateMention], near: AmountMention | None = None) -> DateMention | None:
    """The day of paying rather than the day money comes in; then the one nearest to the amount."""
    if not dates:
        return None

    def cost(date: DateMention) -> tuple[bool, bool, int]:
        if near is None:
            return not date.starting, date.income, -date.start
        away = near.start - date.end if date.end <= near.start else date.start - near.end
        return not date.starting, date.income, away

    return min(dates, key=cost)


def _at_stake(named: _Named, before: Sequence[_Named]) -> list[Decimal]:
    """The sums that "all of it" or "half" may refer to, likeliest first."""
    own = [each.value for each in named.amounts if each.kind == "exact" and each.other and each.value]
    sums: list[Decimal] = own[-1:] if named.stakes is None else list(named.stakes)
    for turn in before:
        exact = [each for each in turn.amounts if each.kind == "exact" and each.value]
        exact.sort(key=lambda each: (not each.total, -each.start))
        sums += [each.value for each in exact if each.value]
    return sums


def _debts(named: _Named, before: Sequence[_Named]) -> list[Decimal]:
    """The sums that were named as what is owed."""
    totals = [each.value for turn in before for each in turn.amounts if each.total and each.value]
    return [*(named.stakes or ()), *totals]


def _values(parts: Sequence[Part], stakes: Sequence[Decimal]) -> list[Decimal | None]:
    """The money of each part; shares and rests count against the sum at stake."""
    stake = stakes[0] if stakes else None
    values: list[Decimal | None] = []
    for part in parts:
        mention = part.amount
        if mention is None or mention.kind == "part":
            values.append(None)
        elif mention.kind == "exact":
            values.append(_as_named_before(mention, stakes))
        elif mention.kind == "whole":
            values.append(stake)
        elif mention.kind == "share" and mention.value is not None and stake is not None:
            values.append((stake * mention.value).quantize(Decimal("0.01")))
        else:
            values.append(None)
    for at, part in enumerate(parts):
        if part.amount is not None and part.amount.kind == "rest" and stake is not None:
            others = [value for place, value in enumerate(values) if place != at]
            paid = sum((value for value in others if value is not None), Decimal(0))
            if None not in others and paid < stake:
                values[at] = stake - paid
    return [_plain(value) if value is not None else None for value in values]


def _as_named_before(mention: AmountMention, stakes: Sequence[Decimal]) -> Decimal | None:
    """The reading that the other side has named: its second reading, or with the cents left out."""
    if mention.otherwise is not None and mention.otherwise in stakes:
        return mention.otherwise
    with_cents = [stake for stake in stakes if stake != mention.value and int(stake) == mention.value]
    return with_cents[0] if with_cents else mention.value


def _plain(value: Decimal) -> Decimal:
    """Whole money without decimals, anything else with two."""
    whole = value.to_integral_value()
    return whole if value == whole else value.quantize(Decimal("0.01"))


def _completed(part: Part, parts: Sequence[Part], before: Sequence[_Named]) -> Part:
    """Fill what one part leaves open from the turns before."""
    if part.amount is None:
        for turn in before:
            exact = [each for each in turn.amounts if each.kind == "exact"]
            if exact:
                exact.sort(key=lambda each: (not each.total, -each.start))
                return replace(part, amount=exact[0])
        return part
    if part.date is None and len(parts) == 1 and before:
        # Only the question that is being answered lends its day.
        dates = _usable([date for date in before[0].dates if not date.weak])
        if dates:
            part = replace(part, date=_likeliest(dates))
    if part.date is not None and part.date.date is None and part.date.income:
        return replace(part, date=_pay_day(before) or part.date)
    return part


def _pay_day(before: Sequence[_Named]) -> DateMention | None:
    """The day on which the debtor's money comes in, where the turns before have named it."""
    for turn, asked in itertools.zip_longest(before, before[1:]):
        days = [
            date
            for date in turn.dates
            if date.date is not None and not date.weak and (date.income or (asked and asked.asks_pay_day))
        ]
        if days:
            return days[0]
    return None


def _agreed_parts(before: Sequence[_Named]) -> list[Part]:
    """What a bare "yes" agrees to: the latest turn with amounts or a day, completed by those before it."""
    for at, turn in enumerate(before):
        if turn.proposed:
            return [_completed(part, turn.proposed, before[at + 1 :]) for part in turn.proposed]
    return [Part(None, None)]
