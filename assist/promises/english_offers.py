"""From the sums and days that an English utterance names to what it offers: each sum with its day.

People correct themselves, name the debt and their wage in the same breath, leave out the hundreds that the
sum before had, and say a sum again. What is left is paired, a day to a sum.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assist.events import Speaker
from assist.promises.english_clauses import clause_at, clauses_of
from assist.promises.english_dates import find_days
from assist.promises.english_day_rules import Reckoning
from assist.promises.english_day_use import PayingDay, paying_days
from assist.promises.english_extents import extent_of
from assist.promises.english_firmness import Sum, Utterance, find_sums
from assist.promises.english_pairing import paired
from assist.promises.english_payers import payer_of
from assist.promises.english_sum_use import CORRECTED, in_the_same_breath, offered_sums, scaled
from assist.promises.mentions import AmountMention, Choice, DateMention, Part

_OR = re.compile(r"\bor\b")
_OR_ELSE = re.compile(r"\bor\s+(?:i|we|you|maybe|else|possibly|if)\b")
_CHARGE = re.compile(
    r"(?:^|[.,;!?]\s*|\b(?:so|then|just|ok|okay|yes|yeah|yep|and|ahead|please|here|aye|right)\s+)(?P<said>(?:take|"
    r"run|charge|debit|ring|hit|swipe|process)\s+(?!me\s+off|it\s+(?:off|by|up|down|as|from)|that\s+(?:off|up|as)|"
    r"up\b|note|down|care|your|long)(?:out\s+)?(?:the|it|that|me|my|this|a|an|\$|£|€|\d+|\w+ty|\w+teen|ten|eleven|"
    r"twelve|two|three|four|five|six|seven|eight|nine)\b)"
)
_CARD = re.compile(
    r"\bcard(?:'s|\s+is)?\s+(?:out|ready|(?:right\s+)?here|in\s+(?:my|me)\s+hand)\b|\blet\s+me\s+(?:get|find|grab|"
    r"fetch|put|read|dig\s+out)\s+(?:you\s+)?(?:my|me|the)\s+(?:card|purse|wallet|number|bag)\b|\b(?:typing|keying|"
    r"tapping|punching)\s+(?:it|the|my|in)\b|\bpressing\s+(?:it|pay|send|confirm)\b|\b(?:the\s+)?long\s+number\b|"
    r"\bread\s+(?:it|you|ye)\s+(?:you|the|my)\b"
)
_ONE = r"(?:one|date|option|of\s+(?:those|the\s+two))\b"
_CHOICES: tuple[tuple[re.Pattern[str], Choice], ...] = (
    (re.compile(rf"\b(?:first|former|earlier|sooner)\s+{_ONE}|\bthe\s+(?:former|earlier)\b"), 0),
    (
        re.compile(
            rf"\b(?:smaller|lower|less|cheaper|smallest|lowest|lesser)\s+{_ONE}|\bthe\s+(?:smaller|lesser)\b"
        ),
        "smaller",
    ),
    (re.compile(rf"\b(?:bigger|larger|higher|biggest|full)\s+{_ONE}|\bthe\s+(?:bigger|larger)\b"), "larger"),
    (re.compile(rf"\b(?:second|latter|later|last|other)\s+{_ONE}|\bthe\s+(?:latter|later)\b"), -1),
)


@dataclass(frozen=True, slots=True)
class Offers:
    """What a turn names and offers; ``stakes`` are sums that "all of it" may mean, likeliest first.

    ``ruled_out`` are days it will not have, ``choice`` which of the days or sums offered to it it takes.
    ``at_once`` is the day of the call where a card is given or a charge is ordered there and then.
    """

    amounts: tuple[AmountMention, ...]
    dates: tuple[DateMention, ...]
    parts: tuple[Part, ...]
    stakes: tuple[Decimal, ...]
    ruled_out: frozenset[dt.date]
    choice: Choice | None
    at_once: DateMention | None


def find_offers(
    lowered: str,
    said: str,
    *,
    at: Reckoning,
    currency: str | None,
    at_stake: Sequence[Decimal] = (),
    by: Speaker = "debtor",
) -> Offers:
    """What ``lowered`` offers; ``said`` is the same text as spoken, ``at_stake`` what the turns before named."""
    days = find_days(lowered, said, at)
    spans = [(each.start, each.end) for each in days.named]
    clauses = clauses_of(lowered, [(each.start, each.end) for each in days.named if not each.weak])
    undated = "".join(
        "~" if any(start <= place < end for start, end in spans) else char
        for place, char in enumerate(lowered)
    )
    utterance = Utterance(lowered, undated, days.named, tuple(clauses), by)
    sums = [each for each in find_sums(utterance, currency) if each.firmness >= 0]
    sums = in_the_same_breath(sums, clauses, spans, lowered)
    sums = scaled(sums, [*_owed(sums), *at_stake])
    stakes = _owed(sums)
    judged = paying_days(days, sums, clauses, lowered)
    offered, usable = _corrected(offered_sums(sums, [*stakes, *at_stake], lowered), judged, lowered)
    parts = []
    for part in paired(offered, usable, lowered):
        mention = part.amount or part.date
        clause = clause_at(clauses, mention.start if mention else 0)
        span = (mention.start, mention.end) if mention else (0, 0)
        whose = payer_of(lowered, span, (clause.start, clause.end))
        parts.append(replace(part, whose=whose, extent=extent_of(part, lowered, undated, sums)))
    return Offers(
        tuple(each.mention for each in sums if each.firmness > 0),
        tuple(day.mention for day in judged if day.firmness > 1 or day.mention.weak),
        tuple(parts),
        tuple(stakes),
        days.ruled_out,
        next((place for words, place in _CHOICES if words.search(lowered)), None),
        _at_once(lowered, said, at.call),
    )


def _at_once(lowered: str, said: str, call: dt.date) -> DateMention | None:
    found = _CHARGE.search(lowered) or _CARD.search(lowered)
    if found is None:
        return None
    start = found.start("said") if "said" in found.groupdict() else found.start()
    return DateMention(start, found.end(), said[start : found.end()], call, weak=True)


def _owed(sums: Sequence[Sum]) -> list[Decimal]:
    """What is said to be owed, the last first."""
    owed = [each.mention for each in sums if each.mention.kind == "exact" and each.firmness == 1]
    return [each.value for each in reversed(owed) if each.value and each.component != "interest"]


def _corrected(
    sums: Sequence[Sum], days: Sequence[PayingDay], lowered: str
) -> tuple[list[Sum], list[PayingDay]]:
    """Without what the speaker takes back: "fifty on the third, no sorry, the fifth"."""
    kept_sums, kept_days = list(sums), list(days)
    for first, second in itertools.pairwise(sums):
        between = lowered[first.mention.end : second.mention.start]
        marker = next(reversed(list(CORRECTED.finditer(between))), None)
        other_way = _OR_ELSE.search(between)
        if other_way and second in kept_sums:
            # "Thirty-five on Friday, or I can do the sixty the Friday after": what was said first.
            kept_sums.remove(second)
            edge = first.mention.end + other_way.start()
            kept_days = [day for day in kept_days if day.mention.start < edge]
            continue
        alternative = _OR.fullmatch(between.strip(" ,"))
        start = first.mention.end + (marker.end() if marker else 0)
        about_day = any(start <= day.mention.start < second.mention.start for day in days)
        if (marker and len(between) - marker.end() <= 30 and not about_day) or alternative:
            kept_sums = [each for each in kept_sums if each is not first]
            edge = first.mention.end + (marker.start() if marker else 0)
            later = [day for day in days if day.mention.start > edge]
            if marker and later:
                kept_days = [
                    day
                    for day in kept_days
                    if not first.mention.end <= day.mention.start < edge or day.mention.weak
                ]
    for earlier, later_day in itertools.pairwise(days):
        between = lowered[earlier.mention.end : later_day.mention.start]
        crossed = any(
            earlier.mention.end <= each.mention.start < later_day.mention.start for each in kept_sums
        )
        if not crossed and len(kept_sums) > 1 and CORRECTED.search(between) and earlier in kept_days:
            kept_days.remove(earlier)
    return kept_sums, kept_days
