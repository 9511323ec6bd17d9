"""Which of the days that an English utterance names are days of paying."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assist.tagging.english_clauses import About, Clause, clause_at
from assist.tagging.english_dates import Days
from assist.tagging.english_firmness import Sum
from assist.tagging.mentions import DateMention

_FIRMNESS: dict[About, int] = {
    "paying": 3, "bare": 3, "question": 3, "owed": 3, "income": 2, "condition": 1, "past": 1, "expense": 1,
    "other": 1, "refused": 0,
}  # fmt: skip
_THAT_IS = re.compile(
    r"\W*(?:so\s+)?(?:that's|thats|that\s+is|which\s+is|that'd\s+be|that\s+will\s+be)?\W*(?:on\s+)?"
)


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
    judged = [_left_for_later(day, sums, lowered) for day in _told_after(judged, lowered)]
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
        list(days),
    ):
        if group:
            starting = [day for day in group if day.mention.starting]
            return (starting or group)[0 if starting else -1].mention
    return None


def _judged(mention: DateMention, days: Days, clauses: Sequence[Clause], lowered: str) -> PayingDay:
    # A clause may begin with the words before the day ("when I get paid on Friday").
    about = clause_at(clauses, mention.end - 1 if mention.date else mention.start).about
    firmness = _FIRMNESS[about]
    if mention in days.stated or (mention.vague and about not in ("paying", "bare", "question")):
        firmness = min(firmness, 1)
    income = firmness == 2 or (mention.date is None and "pay" in mention.text.lower())
    return PayingDay(replace(mention, income=income), firmness)


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
