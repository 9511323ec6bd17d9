import datetime as dt
from decimal import Decimal

import pytest

from assist.events import CallDetails, EarlierPromise, Language, Promise
from assist.guidance.placeholders import facts_of, fill, placeholders_in, spoken_amount, spoken_date

TODAY = dt.date(2026, 11, 20)


def details(lang: Language = "en", **known: object) -> CallDetails:
    return CallDetails(id="1", lang=lang, date=TODAY, **known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("amount", "spoken"),
    [("1250.00", "1,250"), ("99.5", "99.50"), ("0.05", "0.05"), ("1000000", "1,000,000")],
)
def test_amounts_are_as_spoken(amount: str, spoken: str) -> None:
    assert spoken_amount(Decimal(amount)) == spoken


def test_dates_name_the_weekday_and_only_another_year() -> None:
    assert spoken_date(dt.date(2026, 11, 27), "en", today=TODAY) == "Friday 27 November"
    assert spoken_date(dt.date(2027, 1, 4), "en", today=TODAY) == "Monday 4 January 2027"
    assert spoken_date(dt.date(2026, 11, 27), "zh", today=TODAY) == "11月27日（周五）"
    assert spoken_date(dt.date(2027, 1, 4), "zh", today=TODAY) == "2027年1月4日（周一）"


def test_what_the_call_does_not_know_has_no_fact() -> None:
    assert facts_of(details(), (), "en") == {}
    assert fill("The balance is {balance}.", {}) is None


def test_the_due_date_follows_from_the_days_overdue() -> None:
    assert facts_of(details(days_overdue=40), (), "en")["due_date"] == "Sunday 11 October"


@pytest.mark.parametrize(("lang", "sentence"), [("en", "1,250 dollars"), ("zh", "1,250美元")])
def test_a_balance_is_said_with_its_currency(lang: Language, sentence: str) -> None:
    facts = facts_of(details(lang, balance=Decimal("1250.00"), currency="USD"), (), lang)
    assert fill("{balance}{currency}" if lang == "zh" else "{balance} {currency}", facts) == sentence


def test_the_latest_own_promise_of_the_call_is_the_one_told() -> None:
    promises = [
        Promise(Decimal(500), None, "Friday", dt.date(2026, 11, 27), turn=3),
        Promise(Decimal(300), None, "Monday", dt.date(2026, 11, 30), turn=9),
        Promise(Decimal(900), None, None, None, turn=11, whose="third_party"),
    ]
    facts = facts_of(details(currency="GBP"), promises, "en")
    assert (facts["promise_amount"], facts["promise_currency"]) == ("300", "pounds")
    assert facts["promise_date"] == "Monday 30 November"


def test_only_a_broken_earlier_promise_is_told_and_the_last_of_them() -> None:
    earlier = (
        EarlierPromise(Decimal(100), dt.date(2026, 9, 1), kept=False),
        EarlierPromise(Decimal(200), dt.date(2026, 10, 1), kept=False),
        EarlierPromise(Decimal(300), dt.date(2026, 11, 1), kept=True),
    )
    facts = facts_of(details(earlier_promises=earlier), (), "en")
    assert facts["earlier_promise_amount"] == "200"
    assert "earlier_promise_amount" not in facts_of(details(earlier_promises=earlier[2:]), (), "en")


@pytest.mark.parametrize("text", ["{", "}", "{balance!r}", "{balance:>9}", "{0}", "{}", "{a.b}"])
def test_only_plain_names_are_placeholders(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        placeholders_in(text)
