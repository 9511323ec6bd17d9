"""The promises of a call: what the debtor's last word comes to.

People repeat a promise, the agent has it confirmed, then the amount or the day is corrected. A statement is
all the parts promised in one turn; statements are taken in order and each changes what stands so far.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from assist.events import Language, Promise, Utterance

ADDITION_WORDS: Mapping[Language, tuple[str, ...]] = {
    "en": (
        "another",
        "the rest",
        "remaining",
        "the remainder",
        "other half",
        "the balance",
        "as well",
        "plus",
    ),
    "zh": ("剩下", "剩余", "余下", "其余", "另外", "余款", "另一半", "再还", "尾款"),
}
"""Words by which a further promise adds to the earlier one instead of taking its place."""


def settled_promises(
    promises: Sequence[Promise], utterances: Sequence[Utterance] = ()
) -> tuple[Promise, ...]:
    """The promises that stand at the end of a call, in the order they were made.

    A part that agrees with an earlier one (nothing in it speaks against the other) is a repeat: it fills in
    what was open and keeps the earlier turn. A part with the same date and another amount, the same amount and
    another date, or only one of the two, corrects the earlier one. A statement with nothing in common takes
    the place of all that the same person promised before, unless the words of its turn, or the agent's before
    it, say that it adds (``utterances`` gives those words). The debtor's and a third party's promises never
    touch each other.
    """
    adding = _adding_turns(utterances)
    standing: list[Promise] = []
    for turn in sorted({promise.turn for promise in promises}):
        statement = [promise for promise in promises if promise.turn == turn]
        for whose in ("debtor", "third_party"):
            parts = [promise for promise in statement if promise.whose == whose]
            if parts:
                others = [promise for promise in standing if promise.whose != whose]
                before = [promise for promise in standing if promise.whose == whose]
                standing = others + _after(before, parts, adds=turn in adding)
    return tuple(sorted(standing, key=lambda promise: promise.turn))


def _after(before: list[Promise], parts: list[Promise], *, adds: bool) -> list[Promise]:
    standing = list(before)
    touched: set[int] = set()
    new: list[Promise] = []
    for part in parts:
        index = _first(standing, touched, part, _repeats)
        if index is None and not adds:
            index = _first(standing, touched, part, _corrects)
            if index is not None:
                standing[index] = _corrected(standing[index], part)
        elif index is not None:
            standing[index] = _filled_in(standing[index], part)
        if index is None:
            new.append(part)
        else:
            touched.add(index)
    if new and not touched and not adds:
        return _distinct(new)
    return standing + _distinct(new)


def _first(
    standing: list[Promise], touched: set[int], part: Promise, test: Callable[[Promise, Promise], bool]
) -> int | None:
    return next((i for i, known in enumerate(standing) if i not in touched and test(known, part)), None)


def _repeats(known: Promise, part: Promise) -> bool:
    return not any(
        mine is not None and yours is not None and mine != yours
        for mine, yours in (
            (known.amount, part.amount),
            (known.date, part.date),
            (known.currency, part.currency),
        )
    )


def _corrects(known: Promise, part: Promise) -> bool:
    """The same date or the same amount, or a statement of only one of them: the other stays as it was."""
    same_date = known.date is not None and known.date == part.date
    same_amount = known.amount is not None and known.amount == part.amount
    return same_date or same_amount or part.amount is None or part.date is None


def _filled_in(known: Promise, part: Promise) -> Promise:
    return replace(
        known,
        amount=known.amount if known.amount is not None else part.amount,
        currency=known.currency or part.currency,
        date=known.date or part.date,
        date_text=known.date_text or part.date_text,
        condition=part.condition or known.condition,
    )


def _corrected(known: Promise, part: Promise) -> Promise:
    return replace(
        part,
        amount=part.amount if part.amount is not None else known.amount,
        currency=part.currency or known.currency,
        date=part.date or known.date,
        date_text=part.date_text or known.date_text,
    )


def _distinct(parts: list[Promise]) -> list[Promise]:
    return list(dict.fromkeys(parts))


def _adding_turns(utterances: Sequence[Utterance]) -> set[int]:
    turns: set[int] = set()
    previous: Utterance | None = None
    for utterance in sorted(utterances, key=lambda utterance: utterance.turn):
        if _says_more(utterance) or (previous and previous.speaker == "agent" and _says_more(previous)):
            turns.add(utterance.turn)
        previous = utterance
    return turns


def _says_more(utterance: Utterance) -> bool:
    said = utterance.text.casefold()
    return any(word in said for word in ADDITION_WORDS[utterance.lang])
