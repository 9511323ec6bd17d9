"""Amount, currency, date, whose and condition of a promise to pay, from the words and the turns before.

Whether an utterance promises anything is the tagger's judgement (tag ``promise``); this reads the slots.
Amounts that are offered are told from those that are not (a wage, the debt, what was paid before), each
is given the date that goes with it, and what the utterance leaves open is taken from what was just said:
the agent named 720 and the eighth, the debtor says "OK, I'll do that then".

General libraries read far less of it. On the 150 English development cases (models/corpora/promises) dateparser,
parsedatetime and recognizers-text found just the days of 32, 34 and 42 of 146, and recognizers-text, text2num and
word2number just the sums of 37, 33 and 24 of 145; of 84 Mandarin dates dateparser found 34 and jionlp 59.
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
from assist.promises import (
    english_holidays,
    english_offers,
    mandarin_amounts,
    mandarin_dates,
    mandarin_folding,
    mandarin_offers,
)
from assist.promises.english_day_rules import Reckoning
from assist.promises.mentions import AmountMention, Choice, DateMention, Part
from assist.promises.terms import condition_span, whose_promise

_TURNS_BACK = 4
_ASKS_PAY_DAY = re.compile(
    r"(?:发工资|发薪|出粮|领薪|开支|工资)[^,。;!?]{0,6}(?:几号|哪天|哪日|什么时候|几时)|"
    r"(?:几号|哪天|哪日|什么时候|几时)[^,。;!?]{0,4}(?:发工资|发薪|出粮|领薪|开支|有工资)|"
    r"\bwhen(?:'s| is| do| are| will| does)\b[^.?!]*\b(?:paid|payday|pay day|paycheck|payroll|next che(?:ck|que))\b"
)


@dataclass(frozen=True, slots=True)
class _Named:
    """What one turn names, and what it offers; ``proposed`` is what a bare "yes" to it agrees to.

    ``ruled_out`` are days it will not have, ``choice`` which of the days or sums offered to it it takes.
    ``at_once`` is the day of the call where it has money taken there and then.
    """

    amounts: tuple[AmountMention, ...]
    dates: tuple[DateMention, ...]
    offered: tuple[Part, ...]
    proposed: tuple[Part, ...]
    stakes: tuple[Decimal, ...] = ()
    asks_pay_day: bool = False
    ruled_out: frozenset[dt.date] = frozenset()
    choice: Choice | None = None
    at_once: DateMention | None = None


def find_promises(
    text: str,
    *,
    lang: Language,
    context: Sequence[Turn],
    call_date: dt.date,
    currency: str | None,
    balance: Decimal | None = None,
    jurisdiction: str | None = None,
) -> tuple[Promise, ...]:
    """The promise that ``text`` makes, one entry a part, in the order spoken; never empty.

    ``context`` holds the turns before, oldest first. Relative dates count from ``call_date``, and what is
    ambiguous is the next such day. ``currency`` is the call's, for sums named without one, ``balance`` what is
    owed, for "all of it" where nobody named a sum. ``jurisdiction`` (``US-NY``) tells whose holidays count and
    how "3/4" is meant. A slot that nothing fills is None.
    """
    before: list[_Named] = []
    for turn in context[-_TURNS_BACK:]:
        before.insert(0, _name(turn, lang, call_date, currency, jurisdiction, before))
    named = _name(Turn("debtor", text), lang, call_date, currency, jurisdiction, before)
    stakes = _at_stake(named, before)
    if not stakes and balance is not None:
        stakes = [balance]
    parts = list(named.offered)
    if not parts or all(part.amount is None and part.date is None for part in parts):
        parts = _agreed_parts(named, before)
    else:
        parts = [_completed(part, parts, before, named) for part in parts]
    if len(parts) == 1 and parts[0].date is None:
        parts = [replace(parts[0], date=named.at_once)]
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
                owed=max([*_debts(named, before), *known], default=None),
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
    if alone and part.extent:
        return part.extent
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


def _name(
    turn: Turn,
    lang: Language,
    call_date: dt.date,
    currency: str | None,
    jurisdiction: str | None,
    before: Sequence[_Named],
) -> _Named:
    text = turn.text
    folded = _fold(text, lang)
    asks = bool(_ASKS_PAY_DAY.search(folded))
    if lang == "zh":
        dates = mandarin_dates.find_dates(folded, text, call_date)
        amounts = mandarin_amounts.find_amounts(folded, dates)
        parts = tuple(mandarin_offers.find_offers(folded, amounts, dates))
        stakes = tuple(mandarin_offers.stakes_of(folded, amounts))
        return _Named(tuple(amounts), tuple(dates), parts, parts, stakes, asks)
    last = next((date.date for turn in before[:1] for date in reversed(turn.dates) if date.date), None)
    found = english_offers.find_offers(
        folded,
        text,
        at=Reckoning(call_date, english_holidays.country_of(jurisdiction, currency), last),
        currency=currency,
        at_stake=_at_stake(None, before),
        by=turn.speaker,
    )
    return _Named(
        found.amounts,
        found.dates,
        found.parts,
        found.parts,
        found.stakes,
        asks,
        found.ruled_out,
        found.choice,
        found.at_once,
    )


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


def _likeliest(dates: Sequence[DateMention]) -> DateMention:
    """The first of several payments, else the day of paying rather than that of income, the last one said."""
    return min(dates, key=lambda date: (not date.starting, date.income, -date.start))


def _at_stake(named: _Named | None, before: Sequence[_Named]) -> list[Decimal]:
    """The sums that "all of it" or "half" may refer to, likeliest first."""
    sums = list(named.stakes) if named else []
    for turn in before:
        exact = [each for each in turn.amounts if each.kind == "exact" and each.value]
        exact.sort(key=lambda each: (not each.total, -each.start))
        sums += [each.value for each in exact if each.value]
    return sums


def _debts(named: _Named, before: Sequence[_Named]) -> list[Decimal]:
    """The sums that were named as what is owed."""
    totals = [each.value for turn in before for each in turn.amounts if each.total and each.value]
    return [*named.stakes, *totals]


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


def _completed(
    part: Part, parts: Sequence[Part], before: Sequence[_Named], named: _Named | None = None
) -> Part:
    """Fill what one part leaves open from the turns before, or from the debt that its own turn names."""
    if part.amount is not None and part.amount.component and part.amount.value is None:
        part = _with_sum_of_component(part, part.amount, [named, *before] if named else before)
    if part.amount is None:
        own = [each for each in named.amounts if each.total and each.value] if named else []
        proposed = any(each.amount and not each.amount.total for turn in before[:1] for each in turn.proposed)
        if own and not proposed:
            return replace(part, amount=own[-1])
        for turn in before:
            offered = [each.amount for each in turn.offered if each.amount]
            exact = [each for each in offered or turn.amounts if each.kind == "exact"]
            if exact:
                exact.sort(key=lambda each: (not each.total, -each.start))
                part = replace(part, amount=exact[0])
                break
    elif part.date is None and len(parts) == 1 and before:
        # Only the question that is being answered lends its day.
        same = [each.date for each in before[0].offered if each.date and _same_sum(each.amount, part.amount)]
        dates = _usable([date for date in before[0].dates if not date.weak])
        if same or dates:
            part = replace(part, date=same[0] if same else _likeliest(dates))
    if part.date is not None and part.date.date is None and part.date.income:
        return replace(part, date=_pay_day(before) or part.date)
    return part


def _same_sum(one: AmountMention | None, other: AmountMention | None) -> bool:
    return one is not None and other is not None and one.value is not None and one.value == other.value


def _with_sum_of_component(part: Part, meant: AmountMention, before: Sequence[_Named]) -> Part:
    """ "I'll pay the minimum": the sum that was named for that component of the debt."""
    for turn in before:
        for each in turn.amounts:
            if each.component == meant.component and each.value is not None:
                return replace(part, amount=replace(each, instalment=True))
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


def _chosen(parts: Sequence[Part], choice: Choice) -> Part:
    if isinstance(choice, int):
        return parts[choice]
    sums = [part for part in parts if part.amount and part.amount.value]
    sums.sort(key=lambda part: (part.amount and part.amount.value) or Decimal(0), reverse=choice == "larger")
    return sums[0] if sums else parts[0]


def _agreed_parts(named: _Named, before: Sequence[_Named]) -> list[Part]:
    """What a bare "yes" agrees to: the latest turn with amounts or a day, completed by those before it."""
    for at, turn in enumerate(before):
        if turn.proposed:
            parts = [_completed(part, turn.proposed, before[at + 1 :]) for part in turn.proposed]
            days = [
                day for day in turn.dates if day.date and not day.weak and day.date not in named.ruled_out
            ]
            if len(parts) > 1 and named.choice is not None:
                return [_chosen(parts, named.choice)]
            if len(parts) == 1 and days and (isinstance(named.choice, int) or named.ruled_out):
                return [replace(parts[0], date=days[named.choice if isinstance(named.choice, int) else 0])]
            return parts
    return [Part(None, None)]
