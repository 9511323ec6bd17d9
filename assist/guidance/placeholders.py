"""Facts that a card leaves open, filled in from the call as a person would speak them."""

from __future__ import annotations

import datetime as dt
import string
from collections.abc import Mapping, Sequence
from decimal import Decimal

from assist.events import CallDetails, Language, Promise

ACCOUNT_PLACEHOLDERS: frozenset[str] = frozenset(
    {
        "balance",
        "currency",
        "due_date",
        "days_overdue",
        "promise_amount",
        "promise_currency",
        "promise_date",
        "earlier_promise_amount",
        "earlier_promise_date",
    }
)
PLACEHOLDERS: frozenset[str] = ACCOUNT_PLACEHOLDERS | {"debtor_name"}

CURRENCY_NAMES: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "AUD": "Australian dollars",
        "CNY": "yuan",
        "EUR": "euros",
        "GBP": "pounds",
        "HKD": "Hong Kong dollars",
        "SGD": "Singapore dollars",
        "TWD": "New Taiwan dollars",
        "USD": "dollars",
    },
    "zh": {
        "AUD": "澳元",
        "CNY": "元",
        "EUR": "欧元",
        "GBP": "英镑",
        "HKD": "港元",
        "SGD": "新加坡元",
        "TWD": "新台币",
        "USD": "美元",
    },
}
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS: Mapping[Language, Sequence[str]] = {
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    "zh": ["周一", "周二", "周三", "周四", "周五", "周六", "周日"],
}


def placeholders_in(text: str) -> tuple[str, ...]:
    """Names between braces, in order. Raises ``ValueError`` where the braces do not match."""
    names = []
    for _, name, form, conversion in string.Formatter().parse(text):
        if name is None:
            continue
        if form or conversion or not name.isidentifier():
            raise ValueError(f"{{{name}}} is not a plain placeholder")
        names.append(name)
    return tuple(names)


def fill(text: str, facts: Mapping[str, str]) -> str | None:
    """``text`` with its placeholders filled, or None when a fact is missing."""
    if any(name not in facts for name in placeholders_in(text)):
        return None
    return text.format_map(facts)


def spoken_amount(amount: Decimal) -> str:
    """``1250.00`` as ``1,250``, ``99.5`` as ``99.50``."""
    return f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"


def spoken_currency(code: str, lang: Language) -> str:
    return CURRENCY_NAMES[lang].get(code, code)


def spoken_date(date: dt.date, lang: Language, *, today: dt.date) -> str:
    """The date with its weekday, and the year only where it is not this year's."""
    weekday = WEEKDAYS[lang][date.weekday()]
    if lang == "zh":
        year = f"{date.year}年" if date.year != today.year else ""
        return f"{year}{date.month}月{date.day}日（{weekday}）"
    year = f" {date.year}" if date.year != today.year else ""
    return f"{weekday} {date.day} {MONTHS[date.month - 1]}{year}"


def latest_promise(promises: Sequence[Promise]) -> Promise | None:
    """The debtor's own latest promise on this call; of several parts, the first."""
    own = [promise for promise in promises if promise.whose == "debtor"]
    return max(own, key=lambda promise: promise.turn) if own else None


def facts_of(details: CallDetails, promises: Sequence[Promise], lang: Language) -> dict[str, str]:
    """Every placeholder that this call can fill, as spoken in ``lang``. A missing fact has no key."""
    facts: dict[str, str] = {}
    if details.debtor_name:
        facts["debtor_name"] = details.debtor_name
    if details.balance is not None and details.currency:
        facts["balance"] = spoken_amount(details.balance)
    if details.currency:
        facts["currency"] = spoken_currency(details.currency, lang)
    if details.days_overdue is not None and details.days_overdue > 0:
        facts["days_overdue"] = str(details.days_overdue)
        due = details.date - dt.timedelta(days=details.days_overdue)
        facts["due_date"] = spoken_date(due, lang, today=details.date)
    promise = latest_promise(promises)
    if promise and promise.amount is not None:
        code = promise.currency or details.currency
        if code:
            facts["promise_amount"] = spoken_amount(promise.amount)
            facts["promise_currency"] = spoken_currency(code, lang)
    if promise and promise.date is not None:
        facts["promise_date"] = spoken_date(promise.date, lang, today=details.date)
    broken = [earlier for earlier in details.earlier_promises if not earlier.kept]
    if broken:
        last = max(broken, key=lambda earlier: earlier.date)
        facts["earlier_promise_amount"] = spoken_amount(last.amount)
        facts["earlier_promise_date"] = spoken_date(last.date, lang, today=details.date)
    return facts
