"""Sums of money as spoken in English. Reads lower-case text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assist.tagging.mentions import AmountMention, DateMention

_SMALL = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES = {"thousand": 1000, "grand": 1000, "k": 1000, "million": 1_000_000, "lakh": 100_000}
_NOTES = {"fiver": 5, "tenner": 10}
_DOLLARS = ("USD", "CAD", "AUD", "SGD", "HKD", "NZD", "TWD")
_CURRENCIES = {
    "dollar": "$", "buck": "$", "$": "$", "quid": "GBP", "pound": "GBP", "£": "GBP", "euro": "EUR", "€": "EUR",
    "naira": "NGN", "₦": "NGN", "rupee": "INR", "₹": "INR", "ringgit": "MYR", "rand": "ZAR", "peso": "peso",
    "shilling": "KES", "bob": "KES", "cedi": "GHS", "yuan": "CNY", "rmb": "CNY", "dirham": "AED",
}  # fmt: skip
_TOKEN = re.compile(r"\d[\d,]*(?:\.\d+)?|[a-z]+(?:['’][a-z]+)?|[$£€₦₹%]|[^\s\w]")
_TIME = re.compile(
    r"\b(?:at|by|before|after|around|till|until)\s+(?:about\s+)?(?:\d{1,2}|one|two|three|four|five|six|"
    r"seven|eight|nine|"
    r"ten|eleven|twelve)(?::\d\d|\s+thirty|\s+fifteen)?\s*(?:[ap]\.?m\b|o['’]?clock)|"
    r"\b(?:\d{1,2}(?::\d\d)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|"
    r"twelve)\s*(?:[ap]\.?m\b|o['’]?clock)|"
    r"\b(?:at|by)\s+(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"\d{1,2})(?=\s*(?:$|[,.;]|today|tomorrow|"
    r"tonight|on\b|in the))|\b\d{1,2}:\d\d\b"
)
_IDENTIFIER = re.compile(
    r"\b(?:ending|ends|account|reference|ref|case|number|card|phone|zip|last four|code|"
    r"extension)\b(?:\s+(?:in|is|on|with|"
    r"number))*\s*(?:\d[\d -]*|(?:(?:oh|zero|one|two|three|four|five|six|seven|eight|nine)[- ]?){2,})"
)
_FOLLOWS_A_SUM = re.compile(
    r"on|by|today|tomorrow|tonight|now|then|and|this|next|at|in|from|an?|every|each|for|to|off|down|extra|more|if|"
    r"when|as|please|yeah|per|right|but|that|i|is|tops|max|i'll|once|before|within|until|till|after|with|through|"
    r"over|today's|first|straight|or|we|so|my|it|ok|okay|maybe|instead|out|into|even|flat|the|across|later|here|"
    r"there|towards?|of|not?|you|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
)
_PAY = (
    r"pay(?:ing)?|send(?:ing)?|do|put|bring(?:ing)?|transfer|give|drop|post|take|clear|settle|wire|"
    r"cover|manage|throw|"
    r"deposit|mail|charge|run|stick|get you|got you|set aside|have|handle|make|can|pop|spare|chuck|"
    r"knock|stump up|swing|float"
)
_PAY_BEFORE = re.compile(rf"\b(?:{_PAY})\b[^.;!?]{{0,40}}$")
_OTHER_BEFORE = re.compile(
    r"\b(?:owe|owed|owes|makes?|making|earn(?:ing|s)?|balance(?: is| of)?|behind|(?<!get )(?<!gets "
    r")paid(?: you)?|sent|gave|borrowed|short|"
    r"costs?|charged?(?: me)?|rent(?: is)?|left with|only have|fees?(?: of| is)?|interest(?: of)?|lost|"
    r"spent|took|worth|"
    r"bring home|on|was|were|debt(?: of| is)?|limit(?: of)?)\s+"
    r"(?:(?:you|me|us|about|around|like|over|under|only|just|the|them|is|of|nearly|almost|back)\s+){0,3}$"
)
_INCOME_AFTER = re.compile(
    r"^\s+(?:a month|a week|an hour)\s+(?:but|and i|so|to live|coming)|^\s+(?:short|behind|in rent)"
)
_TOTAL_BEFORE = re.compile(
    r"\b(?:total(?: of| is)?|altogether|in all|comes to|came to|bring it current|full amount(?: is)?|"
    r"all in)\W*$"
)
_SHARE = re.compile(
    r"\b(?P<half>half)\b(?![\s-]+(?:a\s+)?(?:grand|pay|price|hour|an hour|day|past|the time|term))|"
    r"\b(?:a|one)\s+(?P<third>third|quarter)\b(?! (?:party|of the (?:month|year)))|"
    r"\b(?P<two>two)[- ]thirds\b|\b(?P<percent>\d{1,2})\s?(?:%|percent)"
)
_REST = re.compile(r"\b(?:the\s+)?(?:rest|remainder|other half|remaining|balance after that)\b")
_WHOLE = re.compile(
    r"\b(?:in full|the (?:whole|full|entire) (?:thing|lot|amount|balance|bill|sum|\w+)|the (?:whole|lot|"
    r"full)|pay it (?:all )?off|"
    r"clear it|all of it|everything|it all|both(?: of them)?|the lot)\b|\bfull (?:amount|payment|balance)\b"
)
_PART = re.compile(
    r"\b(?:some of it|some money|something|part of it|a bit|a little|a part|partial payment|some)\b"
)


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A number of ``size`` tokens; ``plain`` when nothing but its size says that it is money."""

    value: Decimal
    size: int
    plain: bool
    otherwise: Decimal | None = None


def find_amounts(lowered: str, dates: Sequence[DateMention], currency: str | None) -> list[AmountMention]:
    """The sums and shares named, in order; dates, times of day and account numbers are no sums."""
    taken = [False] * len(lowered)
    blocked = [(date.start, date.end) for date in dates if not date.weak]
    blocked += [found.span() for pattern in (_TIME, _IDENTIFIER) for found in pattern.finditer(lowered)]
    for start, end in blocked:
        taken[start:end] = [True] * (end - start)
    found = []
    for mention in (*_exact(lowered, taken, currency), *_shares(lowered), *_unnamed(lowered)):
        if not any(taken[mention.start : mention.end]):
            taken[mention.start : mention.end] = [True] * (mention.end - mention.start)
            found.append(mention)
    return sorted(found, key=lambda mention: mention.start)


def _exact(lowered: str, taken: Sequence[bool], currency: str | None) -> Iterator[AmountMention]:
    tokens = [_Token(*found.span(), found.group()) for found in _TOKEN.finditer(lowered)]
    at = 0
    while at < len(tokens):
        sign = _CURRENCIES.get(tokens[at].text) if tokens[at].text in "$£€₦₹" else None
        first = at + 1 if sign else at
        spoken = None if first >= len(tokens) or taken[tokens[first].start] else _read_number(tokens, first)
        if spoken is None:
            at += 1
            continue
        after = first + spoken.size
        unit = _CURRENCIES.get(tokens[after].text.rstrip("s")) if after < len(tokens) else None
        end = after
        value = spoken.value
        if unit:
            end += 1
            value, end = _cents(tokens, value, end)
        start, stop = tokens[at].start, tokens[end - 1].end
        before = lowered[:start]
        offered = bool(_PAY_BEFORE.search(before))
        money = bool(sign or unit) or _could_be_money(tokens, spoken, after, offered, lowered)
        if money and not any(taken[start:stop]):
            yield AmountMention(
                start,
                stop,
                "exact",
                value,
                _currency(sign or unit, currency),
                offered=offered,
                other=bool(_OTHER_BEFORE.search(before) or _INCOME_AFTER.search(lowered[stop:])),
                total=bool(_TOTAL_BEFORE.search(before)),
                otherwise=spoken.otherwise,
            )
        at = max(end, at + 1)


def _currency(found: str | None, call: str | None) -> str | None:
    if found == "$":
        return call if call in _DOLLARS else "USD"
    if found == "peso":
        return call if call in ("MXN", "PHP", "COP", "ARS", "CLP") else None
    return found


def _could_be_money(
    tokens: Sequence[_Token], spoken: _Spoken, after: int, offered: bool, lowered: str
) -> bool:
    """A number without a currency: a round or compound one is a sum, a small one only where a sum can stand."""
    following = tokens[after].text if after < len(tokens) else "."
    if following in ("%", "percent", "/") or (following == "-" and after + 1 < len(tokens)):
        return False
    can_stand = not following[0].isalpha() or _FOLLOWS_A_SUM.fullmatch(following) is not None
    if not spoken.plain:
        return can_stand or following not in ("days", "weeks", "months", "years", "times", "people", "miles")
    return can_stand and spoken.value >= 5


def _cents(tokens: Sequence[_Token], value: Decimal, end: int) -> tuple[Decimal, int]:
    """ "... dollars and ten cents", "... dollars fifty"."""
    at = end + 1 if end < len(tokens) and tokens[end].text == "and" else end
    cents = _two_digits(tokens, at)
    if cents is None:
        return value, end
    stop = at + cents[1]
    following = tokens[stop].text if stop < len(tokens) else "."
    if following in ("cents", "cent", "pence", "p"):
        return value + Decimal(cents[0]) / 100, stop + 1
    if at == end and cents[0] >= 10 and not following[0].isalnum():
        return value + Decimal(cents[0]) / 100, stop
    return value, end


def _two_digits(tokens: Sequence[_Token], at: int) -> tuple[int, int] | None:
    """A number under a hundred and how many tokens it takes; "oh five" is 5."""
    if at >= len(tokens):
        return None
    word = tokens[at].text
    if word in _TENS:
        step = 2 if at + 1 < len(tokens) and tokens[at + 1].text == "-" else 1
        unit = _SMALL.get(tokens[at + step].text, 99) if at + step < len(tokens) else 99
        return (_TENS[word] + unit, step + 1) if unit < 10 else (_TENS[word], 1)
    if word in _SMALL:
        return _SMALL[word], 1
    if word == "oh" and at + 1 < len(tokens) and _SMALL.get(tokens[at + 1].text, 99) < 10:
        return _SMALL[tokens[at + 1].text], 2
    return None


def _read_number(tokens: Sequence[_Token], at: int) -> _Spoken | None:
    """The longest number that starts at a token."""
    word = tokens[at].text
    if word in ("a", "an", "half", "couple") or word in _NOTES:
        return _idiom(tokens, at)
    if word in ("hundred", "thousand"):
        return _grow(tokens, at, Decimal(1), 0, True)
    if word[0].isdigit():
        value, size = Decimal(word.replace(",", "")), 1
        plain = "." not in word and value < 100
    elif word == "oh" or (small := _two_digits(tokens, at)) is None:
        return None
    else:
        value, size, plain = Decimal(small[0]), small[1], True
    return _grow(tokens, at, value, size, plain)


def _idiom(tokens: Sequence[_Token], at: int) -> _Spoken | None:
    words = [token.text for token in tokens[at : at + 5]]
    if words[0] in _NOTES:
        return _Spoken(Decimal(_NOTES[words[0]]), 1, False)
    if words[:2] in (["a", "fiver"], ["a", "tenner"]):
        return _Spoken(Decimal(_NOTES[words[1]]), 2, False)
    if words[:3] == ["half", "a", "grand"]:
        return _Spoken(Decimal(500), 3, False)
    skip = 1 if words[0] == "a" else 0
    if len(words) > skip + 1 and words[skip] in ("couple", "few"):
        scale_at = skip + 2 if words[skip + 1] == "of" and len(words) > skip + 2 else skip + 1
        times = 2 if words[skip] == "couple" else 3
        scale = {"hundred": 100, "thousand": 1000, "grand": 1000}.get(words[scale_at])
        return _Spoken(Decimal(times * scale), scale_at + 1, False) if scale else None
    if words[0] == "a" and len(words) > 1 and words[1] in ("hundred", "thousand", "grand"):
        return _grow(tokens, at, Decimal(1), 1, True)
    return None


def _grow(tokens: Sequence[_Token], at: int, value: Decimal, size: int, plain: bool) -> _Spoken:
    """Add what follows: hundred, thousand, "and fifty", or a second number as in "two fifty"."""

    def word(offset: int) -> str:
        return tokens[at + offset].text if at + offset < len(tokens) else ""

    hundred = word(size) == "hundred"
    if hundred:
        value, size, plain = value * 100, size + 1, False
        value, size = _add_small(tokens, at, value, size)
    elif size and not word(0)[0].isdigit():
        step = size + 1 if word(size) == "-" else size
        second = _two_digits(tokens, at + step)
        if second and (second[0] >= 10 or word(step) == "oh") and word(0) != "a":
            both, cents = value * 100 + second[0], value + Decimal(second[0]) / 100
            total = step + second[1]
            if word(total) in ("hundred", "thousand", "grand", "k"):
                return _Spoken(value, size, plain)
            if value < 20:
                return _Spoken(both, total, False, cents)
            return _Spoken(cents, total, False, both)
    if word(size) in _SCALES and (word(size) != "k" or tokens[at + size].start == tokens[at + size - 1].end):
        value, size, plain = value * _SCALES[word(size)], size + 1, False
        skip = size + 1 if word(size) == "and" else size
        below = _two_digits(tokens, at + skip)
        if below and word(skip + below[1]) == "hundred":
            value, size = value + below[0] * 100, skip + below[1] + 1
            value, size = _add_small(tokens, at, value, size)
        elif below and word(size) == "and":
            value, size = value + below[0], skip + below[1]
    return _Spoken(value, size, plain)


def _add_small(tokens: Sequence[_Token], at: int, value: Decimal, size: int) -> tuple[Decimal, int]:
    joined = at + size < len(tokens) and tokens[at + size].text == "and"
    small = _two_digits(tokens, at + size + joined)
    return (value + small[0], size + joined + small[1]) if small else (value, size)


def _shares(lowered: str) -> Iterator[AmountMention]:
    for found in _SHARE.finditer(lowered):
        if found["half"]:
            if lowered[: found.start()].endswith("other "):
                continue
            share = Decimal("0.5")
        elif found["third"]:
            share = Decimal(1) / 3 if found["third"] == "third" else Decimal("0.25")
        elif found["two"]:
            share = Decimal(2) / 3
        else:
            share = Decimal(found["percent"]) / 100
        offered = bool(_PAY_BEFORE.search(lowered[: found.start()]))
        if found["percent"] is None or offered:
            yield AmountMention(*found.span(), "share", share, offered=offered)


def _unnamed(lowered: str) -> Iterator[AmountMention]:
    for pattern, kind in ((_REST, "rest"), (_WHOLE, "whole"), (_PART, "part")):
        for found in pattern.finditer(lowered):
            yield AmountMention(*found.span(), kind, offered=True)  # type: ignore[arg-type]
