import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from assist.events import Language, Promise, Speaker, Utterance
from assist.record.promises import settled_promises

FRIDAY, MONDAY, LATER = dt.date(2026, 11, 27), dt.date(2026, 11, 30), dt.date(2026, 12, 15)


def promise(amount: int | None, date: dt.date | None, turn: int, **more: object) -> Promise:
    made = Promise(None if amount is None else Decimal(amount), "USD", None, date, turn)
    return replace(made, **more)  # type: ignore[arg-type]


def said(turn: int, text: str, speaker: Speaker = "debtor", lang: Language = "en") -> Utterance:
    return Utterance(turn, speaker, lang, text, float(turn), turn + 1.0)


def standing(
    *promises: Promise, utterances: tuple[Utterance, ...] = ()
) -> list[tuple[int | None, dt.date | None, int]]:
    return [
        (None if p.amount is None else int(p.amount), p.date, p.turn)
        for p in settled_promises(promises, utterances)
    ]


@pytest.mark.parametrize(
    ("promises", "stands"),
    [
        ([], []),
        ([(500, FRIDAY, 1)], [(500, FRIDAY, 1)]),
        ([(500, FRIDAY, 1), (500, FRIDAY, 5)], [(500, FRIDAY, 1)]),
        ([(500, FRIDAY, 1), (None, FRIDAY, 5)], [(500, FRIDAY, 1)]),
        ([(500, FRIDAY, 1), (None, None, 5)], [(500, FRIDAY, 1)]),
        ([(500, None, 1), (None, FRIDAY, 5)], [(500, FRIDAY, 1)]),
        ([(None, None, 1), (500, FRIDAY, 5)], [(500, FRIDAY, 1)]),
        ([(500, FRIDAY, 1), (300, FRIDAY, 5)], [(300, FRIDAY, 5)]),
        ([(500, FRIDAY, 1), (500, MONDAY, 5)], [(500, MONDAY, 5)]),
        ([(500, FRIDAY, 1), (300, None, 5)], [(300, FRIDAY, 5)]),
        ([(500, FRIDAY, 1), (None, MONDAY, 5)], [(500, MONDAY, 5)]),
        ([(500, FRIDAY, 1), (300, MONDAY, 5)], [(300, MONDAY, 5)]),
        ([(500, FRIDAY, 1), (500, LATER, 1)], [(500, FRIDAY, 1), (500, LATER, 1)]),
        ([(500, FRIDAY, 1), (500, FRIDAY, 5), (300, LATER, 5)], [(500, FRIDAY, 1), (300, LATER, 5)]),
        ([(500, FRIDAY, 1), (300, LATER, 1), (300, LATER, 5)], [(500, FRIDAY, 1), (300, LATER, 1)]),
        ([(500, FRIDAY, 1), (500, MONDAY, 5), (500, FRIDAY, 9)], [(500, FRIDAY, 9)]),
    ],
)
def test_repeats_merge_and_later_words_correct_earlier_ones(
    promises: list[tuple[int | None, dt.date | None, int]],
    stands: list[tuple[int | None, dt.date | None, int]],
) -> None:
    assert standing(*(promise(*parts) for parts in promises)) == stands


@pytest.mark.parametrize(
    "utterances",
    [
        (said(5, "And the rest, 300, on Monday"),),
        (said(4, "What about the remaining amount?", "agent"), said(5, "300 on Monday")),
        (said(5, "剩下的三百周一还", lang="zh"),),
        (said(4, "其余的呢", "agent", "zh"), said(5, "周一还三百", lang="zh")),
    ],
)
def test_a_further_promise_adds_where_the_words_say_so(utterances: tuple[Utterance, ...]) -> None:
    parts = promise(500, FRIDAY, 1), promise(300, MONDAY, 5)
    assert standing(*parts, utterances=utterances) == [(500, FRIDAY, 1), (300, MONDAY, 5)]


def test_a_third_party_and_the_debtor_promise_apart() -> None:
    own, mothers = promise(500, FRIDAY, 1), promise(300, MONDAY, 5, whose="third_party")
    assert settled_promises([own, mothers]) == (own, mothers)


def test_a_repeat_brings_the_words_of_the_date_and_the_condition() -> None:
    first = promise(500, None, 1)
    again = promise(500, FRIDAY, 5, date_text="Friday", condition="if I get paid")
    (settled,) = settled_promises([first, again])
    assert (settled.turn, settled.date_text, settled.condition) == (1, "Friday", "if I get paid")


def test_another_currency_is_another_promise() -> None:
    assert standing(promise(500, FRIDAY, 1), promise(500, FRIDAY, 5, currency="GBP")) == [(500, FRIDAY, 5)]


def test_the_order_of_turns_counts_and_not_the_order_handed_in() -> None:
    parts = promise(500, FRIDAY, 1), promise(300, FRIDAY, 5)
    assert settled_promises(parts) == settled_promises(tuple(reversed(parts)))
