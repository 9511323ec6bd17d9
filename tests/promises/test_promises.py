"""Promise slots against tables of what people say, in both languages."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from assist.events import Turn
from assist.promises.reading import find_promises

HERE = Path(__file__).parent
WEDNESDAY = dt.date(2025, 3, 12)
CURRENCY = {"zh": "CNY", "en": "USD"}


def cases() -> list[Any]:
    found = []
    for lang in ("zh", "en"):
        table = yaml.safe_load((HERE / f"promise_cases_{lang}.yaml").read_text(encoding="utf-8"))
        found += [pytest.param(lang, case, id=f"{lang}: {case['say']}") for case in table]
    return found


def turns(case: dict[str, Any]) -> list[Turn]:
    before = case.get("before", [])
    lines = [f"agent: {before}"] if isinstance(before, str) else before
    return [Turn(*line.split(": ", 1)) for line in lines]


@pytest.mark.parametrize(("lang", "case"), cases())
def test_slots_are_those_of_the_table(lang: Any, case: dict[str, Any]) -> None:
    found = find_promises(
        case["say"],
        lang=lang,
        context=turns(case),
        call_date=case.get("call_date", WEDNESDAY),
        currency=case.get("currency", CURRENCY[lang]),
        balance=Decimal(str(case["balance"])) if "balance" in case else None,
        jurisdiction=case.get("jurisdiction"),
    )

    expected = [(None if amount is None else Decimal(str(amount)), date) for amount, date in case["parts"]]
    assert [(promise.amount, promise.date) for promise in found] == expected
    whose_each = case.get("whose_each") or [case.get("whose", "debtor")] * len(expected)
    assert [promise.whose for promise in found] == whose_each
    assert {promise.condition for promise in found} == {case.get("condition")}
    if "currency_is" in case:
        assert {promise.currency for promise in found} == {case["currency_is"]}
    if "extent" in case:
        assert {promise.extent for promise in found} == {case["extent"]}
    if "date_text" in case:
        assert found[0].date_text == case["date_text"]


def find(text: str, lang: Any = "en", *context: Turn, currency: str | None = "USD") -> Any:
    return find_promises(text, lang=lang, context=context, call_date=WEDNESDAY, currency=currency)


def test_a_sum_without_a_currency_is_in_that_of_the_call() -> None:
    assert find("I'll pay 200 on Friday", currency="NZD")[0].currency == "NZD"


def test_no_amount_means_no_currency() -> None:
    assert find("I'll pay on Friday")[0].currency is None


def test_dollars_on_a_call_in_pounds_are_us_dollars() -> None:
    assert find("I'll pay 200 dollars on Friday", currency="GBP")[0].currency == "USD"


def test_the_words_of_the_date_are_kept_as_spoken() -> None:
    assert find("我下個月八號還", "zh")[0].date_text == "下個月八號"
    assert find("I'll pay Friday Week")[0].date_text == "Friday Week"


def test_a_turn_far_back_lends_nothing() -> None:
    old = [Turn("agent", "So 312 on the thirtieth?"), *[Turn("agent", "Could you hold on?")] * 4]

    assert find("Okay.", "en", *old)[0].amount is None


@pytest.mark.parametrize("text", ["", " ", "……", "?!", "1" * 400, "一" * 400, "nineteen " * 80])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_odd_text_gives_one_promise_and_no_error(text: str, lang: Any) -> None:
    assert len(find(text, lang)) >= 1


def test_reading_is_quick_enough_for_a_live_call() -> None:
    """A run-on of a minute's speech must not trip a pattern into exponential time."""
    import time

    for lang, text in (
        ("zh", "那个我就是说我这个月可能要到十五号才发工资然后" * 20),
        ("en", "and then i said on the first i " * 40),
    ):
        began = time.perf_counter()
        find(text, lang)
        assert time.perf_counter() - began < 1.0


THE_SUM = Turn("agent", "The balance is 720 dollars. When could you pay it?")


@pytest.mark.parametrize(
    ("said", "extents"),
    [
        ("I'll pay it all on Friday", ["whole"]),
        ("I'll pay 720 on Friday", ["whole"]),
        ("I'll pay 200 on Friday", ["part"]),
        ("I'll pay half on Friday", ["part"]),
        ("half now and the rest on the first", ["part", "part"]),
    ],
)
def test_a_promise_is_of_the_whole_or_of_a_part_of_what_is_at_stake(said: str, extents: list[str]) -> None:
    assert [promise.extent for promise in find(said, "en", THE_SUM)] == extents


def test_what_is_owed_is_at_stake_where_nobody_named_a_sum() -> None:
    (promise,) = find_promises(
        "I'll pay it all on Friday",
        lang="en",
        context=(),
        call_date=WEDNESDAY,
        currency="USD",
        balance=Decimal("412.50"),
    )

    assert (promise.amount, promise.extent) == (Decimal("412.50"), "whole")


def test_without_a_sum_at_stake_the_extent_is_left_open() -> None:
    assert find("I'll pay 200 on Friday")[0].extent is None
