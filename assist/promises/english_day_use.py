"""Which of the days that an English utterance names are days of paying."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assist.promises.english_clauses import About, Clause, clause_at
from assist.promises.english_dates import Days
from assist.promises.english_firmness import Sum
from assist.promises.mentions import DateMention

_FIRMNESS: dict[About, int] = {
    "paying": 3, "bare": 3, "question": 3, "owed": 3, "income": 2, "condition": 1, "past": 1, "expense": 1,
    "other": 1, "refused": 0,
}  # fmt: skip
_THAT_IS = re.compile(
    r"\W*(?:so\s+)?(?:that's|thats|that\s+is|which\s+is|that'd\s+be|that\s+will\s+be)?\W*(?:on\s+)?"
)
_IS = re.compile(r"(?:'?s|\s+is|\s+being)?\s*(?:on\s+)?")
_FROM = re.compile(r"\bfrom\s+(?:the\s+)?$")
_TO = re.compile(r"\s+to\s+(?:the\s+)?")
_SAID = re.compile(r"\b(?:said|told|says|tells|promised|agreed)\b")


@dataclass(frozen=True, slots=True)
class PayingDay:
    """A day and how firmly money is to move on it.

    ``firmness``: 3 it is, 2 money comes in, 1 something else happens, 0 ruled out.
    """

    mention: DateMention
    firmness: int


def paying_days(days: Days, sums: Sequence[Sum], clauses: Sequence[Clause], lowered: str) -> list[PayingDay]:
    """The days named, in order, each with its firmness."""
    judged = [_judged(each, days, clauses, lowered) for each in days.named]
    judged = _moved(_told_after(_pay_days(judged, lowered), lowered), lowered)
    judged = [_left_for_later(day, sums, lowered) for day in judged]
    return [day for day in judged if day.firmness > 0 or not day.mention.vague]


def best_day(days: Sequence[PayingDay]) -> DateMention | None:
    """The day of paying: the firmest, the start of several, else the one said last."""
    firm = [day for day in days if not day.mention.weak and day.mention.date and day.firmness > 0]
    for group in (
        [day for day in firm if day.firmness == 3 and not day.mention.vague],
        [day for day in firm if day.firmness == 3],
        [day for day in firm if day.firmness == 2],
        [day for day in days if day.mention.date is None and day.firmness > 0],
        [
            day
            for day in days
            if day.mention.weak and (day.firmness == 3 or day.mention.text.lower() != "now")
        ],
        firm,
        [day for day in days if day.mention.weak],
    ):
        if group:
            starting = [day for day in group if day.mention.starting]
            return (starting or group)[0 if starting else -1].mention
    return None


def _judged(mention: DateMention, days: Days, clauses: Sequence[Clause], lowered: str) -> PayingDay:
    # A clause may begin with the words before the day ("when I get paid on Friday").
    about = clause_at(clauses, mention.end - 1 if mention.date else mention.start).about
    firmness = _FIRMNESS[about]
    clause = clause_at(clauses, mention.start)
    if about == "past" and not _SAID.search(lowered, clause.start, clause.end):
        firmness = 0
    if mention in days.stated or (mention.vague and about not in ("paying", "bare", "question")):
        firmness = min(firmness, 1)
    income = firmness == 2 or (mention.date is None and "pay" in mention.text.lower())
    return PayingDay(replace(mention, income=income), firmness)


def _pay_days(days: Sequence[PayingDay], lowered: str) -> list[PayingDay]:
    """ "Friday's payday", "payday's the fifteenth": money comes in on that day."""
    settled = list(days)
    for first, second in itertools.pairwise(days):
        between = lowered[first.mention.end : second.mention.start]
        pay_day = next((day for day in (first, second) if day.mention.date is None), None)
        dated = next((day for day in (first, second) if day.mention.date is not None), None)
        if pay_day and dated and "pay" in pay_day.mention.text.lower() and _IS.fullmatch(between):
            settled = [
                replace(day, firmness=2, mention=replace(day.mention, income=True)) if day is dated else day
                for day in settled
                if day is not pay_day
            ]
    return settled


def _moved(days: Sequence[PayingDay], lowered: str) -> list[PayingDay]:
    """ "Move it from the first to the fifth": the fifth."""
    left = {
        id(first)
        for first, second in itertools.pairwise(days)
        if _FROM.search(lowered[: first.mention.start])
        and _TO.fullmatch(lowered[first.mention.end : second.mention.start])
    }
    return [day for day in days if id(day) not in left]


def _told_after(days: Sequence[PayingDay], lowered: str) -> list[PayingDay]:
    """ "When the pension's in, that's the second of June": the day in the calendar."""
    kept = []
    for day, following in zip(days, [*days[1:], None], strict=False):
        between = lowered[day.mention.end : following.mention.start] if following else ""
        if day.mention.date or following is None or not _THAT_IS.fullmatch(between):
            kept.append(day)
    return kept


def _left_for_later(day: PayingDay, sums: Sequence[Sum], lowered: str) -> PayingDay:
    """ "And we'll look at the rest in August" """
    for each in sums:
        left = each.mention.kind == "rest" and each.firmness == 0 and each.mention.end <= day.mention.start
        if left and not re.search(r"[.;!?]", lowered[each.mention.end : day.mention.start]):
            return replace(day, firmness=0)
    return day
