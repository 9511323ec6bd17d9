"""What a sentence names of money and time, before anybody asks what was promised.

Each language has its own reader of amounts and of dates; they give these, with offsets into the text.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

AmountKind = Literal["exact", "share", "whole", "rest", "part", "vague", "same", "discount"]
"""``exact``: ``value`` is money. ``share``: ``value`` is a fraction of the amount at stake. ``whole``, ``rest``
and ``part``: all of it, what other parts leave, some unnamed part; ``vague``: a few hundred; ``same``: the sum before
again; ``value`` is None. ``discount``: what is to be taken off, money or, under 1, a fraction."""


Choice = int | Literal["smaller", "larger"]
"""Which of several offers is taken: by its place (-1 the last) or by its sum."""

Component = Literal["minimum", "period", "interest", "principal"]
"""A component of the debt: the least that is asked, what one period comes to, interest and fees, principal."""


@dataclass(frozen=True, slots=True)
class AmountMention:
    """An amount, half-open ``start``/``end``.

    ``offered`` tells that a word of paying goes with it, ``other`` that it is something else: a wage, the
    debt itself, a fee, money already paid. ``otherwise`` is a second reading ("sixty-two ten" is 62.10 or
    6210). ``total`` marks a sum named as the total, ``doubtful`` one that is offered only if nothing else is,
    ``instalment`` one that more is to follow by its words. ``component`` tells which component of the debt the
    sum is; without a value, which one is meant.
    """

    start: int
    end: int
    kind: AmountKind
    value: Decimal | None = None
    currency: str | None = None
    offered: bool = False
    other: bool = False
    total: bool = False
    otherwise: Decimal | None = None
    doubtful: bool = False
    instalment: bool = False
    component: Component | None = None


@dataclass(frozen=True, slots=True)
class DateMention:
    """A point in time, half-open ``start``/``end``; ``text`` as spoken.

    ``date`` is None where the words name a day that the calendar does not ("the day I get paid").
    ``weak`` words ("now", "in the afternoon") mean today only if nothing else names a day. ``income``
    marks the day on which money comes in rather than goes out, ``starting`` the first of several payments,
    ``bare`` a day of the month without its month, ``vague`` a month, a week or a feast named at large.
    """

    start: int
    end: int
    text: str
    date: dt.date | None
    weak: bool = False
    income: bool = False
    starting: bool = False
    bare: bool = False
    vague: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One sum that is offered with its day, each possibly still open.

    ``whose`` tells who is to pay it where the words around this part tell; None leaves it to the utterance.
    ``extent`` likewise tells whether they call it all there is or only some of it.
    """

    amount: AmountMention | None
    date: DateMention | None
    whose: Literal["debtor", "third_party"] | None = None
    extent: Literal["whole", "part"] | None = None


def in_spoken_order(mentions: Sequence[DateMention]) -> list[DateMention]:
    """Sorted by place. A bare day after a named month is of that month, and firm words outdo weak ones.

    "The boats go out on 16 August, on the 18th I'll pay": the 18th of August.
    """
    ordered = sorted(mentions, key=lambda mention: mention.start)
    firm = [mention for mention in ordered if not mention.weak]
    settled: list[DateMention] = []
    month: dt.date | None = None
    for mention in ordered:
        if mention.weak and any(each.start < mention.end and mention.start < each.end for each in firm):
            continue
        if mention.bare and month and mention.date and mention.date < month and mention.date.day >= month.day:
            mention = replace(mention, date=_same_month(month, mention.date.day))
        elif mention.date and not mention.bare and not mention.weak:
            month = mention.date
        settled.append(mention)
    return settled


def _same_month(month: dt.date, day: int) -> dt.date:
    try:
        return month.replace(day=day)
    except ValueError:
        return month
