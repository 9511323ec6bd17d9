"""Sums of money as spoken in English: what is one, and what it comes to. Reads lower-case text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assist.promises.english_numbers import BARRIER, Spoken, Token, read_number, tokens_of
from assist.promises.mentions import AmountKind, Component, DateMention

_DOLLARS = ("USD", "CAD", "AUD", "SGD", "HKD", "NZD", "TWD", "JMD", "TTD")
_CURRENCIES = {
    "dollar": "$", "dollars": "$", "$": "$", "quid": "quid", "pound": "GBP", "pounds": "GBP", "£": "GBP",
    "sterling": "GBP", "euro": "EUR", "euros": "EUR", "€": "EUR", "naira": "NGN", "₦": "NGN", "rupee": "INR",
    "rupees": "INR", "₹": "INR", "rs": "INR", "inr": "INR", "ringgit": "MYR", "rand": "ZAR", "rands": "ZAR",
    "peso": "peso", "pesos": "peso", "shilling": "KES", "shillings": "KES", "bob": "KES", "cedi": "GHS",
    "cedis": "GHS", "yuan": "CNY", "rmb": "CNY", "dirham": "AED", "dirhams": "AED", "aussie": "AUD",
    "buck": "buck", "bucks": "buck", "usd": "USD", "gbp": "GBP", "eur": "EUR", "zar": "ZAR", "aud": "AUD",
    "nzd": "NZD", "cad": "CAD", "sgd": "SGD",
}  # fmt: skip
_BEFORE_SUM = ("$", "£", "€", "₦", "₹", "rs", "inr", "r", "usd", "gbp", "eur", "zar", "rupees")
_TIME = re.compile(
    r"\b(?:seven|7)[- ]eleven\b(?!\s+(?:on|by|today|tomorrow|dollars|pounds))|\b(?:night|morning|evening|afternoon|"
    r"noon)\s+(?:six|seven|eight|nine|ten|eleven|twelve)[- ](?:thirty|fifteen|forty[- ]five)\b|\bin\s+(?:one|two|"
    r"three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?=\s*[.,;!?]|\s*$)|\b(?:night|morning|evening|"
    r"afternoon|day|tonight)\s+(?:about|around|at|by|before|after|for)\s+(?:about\s+)?(?:\d{1,2}|one|two|three|"
    r"four|five|six|seven|eight|nine|ten|eleven|twelve)\b(?!\s*(?:hundred|thousand|grand|\d|quid|pounds|dollars|"
    r"bucks))|\b(?:at|by|before|after|around|about|till|until|half(?:\s+past)?|quarter\s+(?:to|"
    r"past))\s+(?:about\s+)?(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?:(?::\d\d|"
    r"\s+thirty|\s+fifteen|\s+forty-?\s?five)?\s*(?:[ap]\.?m\b|o'?\s?clock)|(?=\s*(?:$|[,.;]|today|tomorrow|"
    r"tonight|on\b|in\s+the))(?<!after two)(?<!after three))|\b(?:\d{1,2}(?::\d\d)?|one|two|three|four|five|six|"
    r"seven|eight|nine|ten|eleven|twelve)(?:\s+(?:thirty|fifteen))?\s*(?:[ap]\.?m\b|o'?\s?clock)|\b\d{1,2}:\d\d\b|"
    r"(?<!my )(?<!his )(?<!her )\bhalf\s+(?:past\s+)?(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|"
    r"twelve)\b(?!\s+(?:hundred|thousand|grand))"
)
_DIGIT_WORD = r"(?:oh|zero|one|two|three|four|five|six|seven|eight|nine)\b"
_IDENTIFIER = re.compile(
    r"\b(?:account|reference|ref|case|number|card|phone|code|option|unit|apartment|flat|page|line)\b"
    rf"(?:\s+(?:in|is|on|with|number))*\s*(?:\d[\d -]*|(?:{_DIGIT_WORD}[- ]?){{2,}})|"
    r"\b(?:ending|endin'|endin|ends|sort\s+code|(?:account|card|reference)\s+number|last\s+four|extension|postcode|"
    r"zip|pin)"
    rf"(?!\w)(?:\s+(?:in|is|with))*\s*(?:\d[\d -]*|(?:(?:{_DIGIT_WORD}|ten|eleven|twelve|\w+teen|twenty|thirty|"
    rf"forty|fifty|sixty|"
    r"seventy|eighty|ninety)\b[- ]?)+)"
)
_FOLLOWS_A_SUM = re.compile(
    r"on|by|today|tomorrow|tonight|now|then|and|this|next|at|in|from|an?|every|each|for|to|off|down|extra|more|if|"
    r"when|as|please|yeah|per|right|but|that|i|is|tops|max|i'll|once|before|within|until|till|after|with|through|"
    r"over|today's|first|straight|or|we|so|my|it|ok|okay|maybe|instead|out|into|even|flat|the|across|later|here|"
    r"there|towards?|of|not?|you|o|mi|ah|ye|yis|coming|going|landing|he|she|they|me|us|both|gimme|give|take|put|"
    r"send|run|best|paid|let|done|cash|thanks|minus|plus|left|only|starting|monthly|weekly|fortnightly|minimum|"
    r"payment|deposit|again|because|cause|cos|like|just|worth|comes?|goes|will|which|thats|tops|sir|madam|ma'am|"
    r"mate|love|boss|cash|total|either|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
)
_COUNTED = re.compile(
    r"days?|weeks?|months?|years?|hours?|minutes?|times|people|miles|kids|children|hrs|working|business|percent|"
    r"payments?|instal\w+|o'clock|am|pm|shifts?|bedrooms?|employees|invoices?|checks|cards|calls|letters|fridays|"
    r"mondays"
)
_PERCENT = ("%", "percent", "per")
_ANOTHER = re.compile(r"\b(?:the\s+other|another|the\s+remaining|the\s+last|the\s+final)\s+$")
_NOT_MONEY_BEFORE = re.compile(
    r"\b(?:i'?m|i\s+am|he's|she's|aged?|turned|turning|net|number|option|top|route|nine)\s+$"
)


_SHARE = re.compile(
    r"\b(?P<half>half)\b(?!s?[\s-]+(?:an?\s+)?(?:grand|pay\b|price|hour|day|past|"
    r"(?<!my half )(?<!his half )(?<!her half )(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|"
    r"twelve)\b(?!\s+(?:hundred|thousand|grand))|the\s+time|term|lakh|ton|k\b))|\b(?:a|one|the\s+other|another|"
    r"the\s+last)[\s-]+(?P<third>third|quarter)\b(?!\s(?:party|of\s+the\s+(?:month|year)))|"
    r"\b(?P<two>two)[- ]thirds\b|\b(?P<three>three)[- ]quarters\b|\b(?P<percent>\d{1,3}|ten|fifteen|twenty|"
    r"twenty-five|thirty|forty|fifty|sixty|seventy|seventy-five|eighty|ninety)\s?(?:%|percent|per\s+cent)"
)
_SPLIT = re.compile(
    r"\b(?:in|into|over|as|do|make|with)\s+(?P<count>two|three|four|five|six|2|3|4|5|6)\s+(?:equal\s+|"
    r"even\s+)?(?:payments|parts|goes|instal\w+|halves|chunks|lots|pieces|amounts)\b|\bsplit\s+(?:it|that|"
    r"the\s+\w+)\s+(?P<even>in\s+half|in\s+two|down\s+the\s+middle|fifty[- ]fifty)\b"
)
_PERCENTS = {
    "ten": 10, "fifteen": 15, "twenty": 20, "twenty-five": 25, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "seventy-five": 75, "eighty": 80, "ninety": 90,
}  # fmt: skip
_PIECES = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_REST = re.compile(
    r"\bwhatever(?:'?s|\s+is)?\s+(?:left|after(?:\s+that)?|over|owing|remaining|remains)\b|"
    r"(?<=and )(?:then\s+)?the\s+balance\b(?!\s+(?:is|was|of|due|on\s+my))|"
    r"\b(?:the\s+|my\s+)?(?:rest(?!\s+of\s+(?:me|my|us|the\s+(?:wages|day|week|month|year)))|remainder|"
    r"other\s+half|remaining(?:\s+(?:amount|balance|half))?|"
    r"balance\s+(?:after\s+that|amount)|what's\s+left|whatever'?s\s+left|leftover|other\s+bit)\b"
)
_WHOLE = re.compile(
    r"\b(?:in\s+full|the\s+(?:whole|full|entire)\s+(?:thing|lot|amount|balance|bill|sum|shebang|debt|whack|total|"
    r"payment)|pay\s+(?:it|this|that|you|the\s+\w+)\s+(?:all\s+)?off|(?:clear|settle|square)\s+(?:it|this|up|"
    r"the\s+\w+|my\s+\w+|that)|all\s+of\s+it|everything|it\s+all|all\s+that|both(?:\s+of\s+them)?|the\s+lot|"
    r"every\s+(?:penny|cent|dime)|full\s+and\s+final|whole\s+thing|paid\s+off|full\s+(?:amount|payment|balance|"
    r"lot)|the\s+total)\b"
)
_PART = re.compile(
    r"\b(?:some\s+of\s+it|some\s+money|something|part\s+of\s+it|a\s+bit|a\s+little|a\s+part|partial\s+payment|some|"
    r"what\s+i\s+can)\b(?!\s+more)"
)
_SAME = re.compile(
    r"\b(?:the\s+)?same\s+(?:again|amount|sum)(?:\s+again)?\b|\bditto\b|\b(?:and\s+)?the\s+same(?=\s+(?:on|the|"
    r"\w+day|again|next))|\banother\s+one\b"
)
_COMPONENTS: tuple[tuple[Component, str], ...] = (
    ("minimum", r"minimum(?:\s+(?:payment|due|amount))?"),
    ("period", r"(?:emi|instal?lment|monthly\s+(?:payment|amount)|regular\s+payment|usual\s+payment)"),
    ("interest", r"(?:interest|late\s+fees?|fees)"),
    ("principal", r"(?:principal|original\s+(?:amount|debt|balance))"),
)
_COMPONENT_BEFORE = tuple(
    (name, re.compile(rf"\b{words}\s+(?:(?:is|of|was|comes\s+to|due\s+is|only|just|about)\s+)*$"))
    for name, words in _COMPONENTS
)
_COMPONENT_AFTER = tuple(
    (name, re.compile(rf"^[\s-]+(?:in\s+|of\s+)?{words}\b")) for name, words in _COMPONENTS
)
_COMPONENT_MEANT = tuple(
    (
        name,
        re.compile(
            rf"\b(?:the|just|only|my|one|this\s+month's)\s+(?:the\s+)?{words}\b(?!\s+(?:is|of|was)\b)"
        ),
    )
    for name, words in _COMPONENTS
)
_LOOSE: tuple[tuple[re.Pattern[str], AmountKind], ...] = (
    (_SAME, "same"),
    (_REST, "rest"),
    (_WHOLE, "whole"),
    (_PART, "part"),
)


_AFTER_CENTS = (
    "on",
    "by",
    "today",
    "tomorrow",
    "tonight",
    "now",
    "this",
    "next",
    "and",
    "i",
    "that",
    "thats",
    BARRIER,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A sum in figures or words, half-open ``start``/``end``; the rest is as in ``english_numbers.Spoken``."""

    start: int
    end: int
    value: Decimal | None
    currency: str | None
    otherwise: Decimal | None
    plain: bool
    scale: int


@dataclass(frozen=True, slots=True)
class Loose:
    """A share of a sum, or a sum without a figure ("the rest", "all of it")."""

    start: int
    end: int
    kind: AmountKind
    value: Decimal | None = None
    component: Component | None = None


def find_figures(lowered: str, days: Sequence[DateMention], currency: str | None) -> Iterator[Figure]:
    """The sums named; ``days``, times of day and account numbers are none."""
    taken = [False] * len(lowered)
    spans = [(day.start, day.end) for day in days if not day.weak]
    spans += [found.span() for pattern in (_TIME, _IDENTIFIER, _SPLIT) for found in pattern.finditer(lowered)]
    for start, end in spans:
        taken[start:end] = [True] * (end - start)
    tokens = tokens_of(lowered, taken)
    at = 0
    while at < len(tokens):
        sign = _CURRENCIES.get(tokens[at].text) or ("ZAR" if tokens[at].text == "r" else None)
        sign = sign if tokens[at].text in _BEFORE_SUM else None
        first = at + 1 if sign else at
        if sign and first < len(tokens) and tokens[first].text == ".":
            first += 1
        spoken = read_number(tokens, first) if first < len(tokens) else None
        if spoken is None or any(taken[tokens[first].start : tokens[spoken.end - 1].end]):
            at += 1
            continue
        unit = _CURRENCIES.get(tokens[spoken.end].text) if spoken.end < len(tokens) else None
        value, end = spoken.value, spoken.end + (1 if unit else 0)
        if unit and value is not None:
            value, end = _cents(tokens, value, end)
        if sign or unit or _could_be_money(tokens, spoken, first, lowered):
            yield Figure(
                tokens[at].start,
                tokens[end - 1].end,
                value,
                _currency(sign or unit, currency),
                spoken.otherwise,
                spoken.plain and not unit,
                spoken.scale,
            )
        at = max(end, at + 1)


def find_loose(lowered: str) -> Iterator[Loose]:
    """Shares, "the rest", "all of it", "some", "the same again"."""
    for found in _SPLIT.finditer(lowered):
        words = found["count"] or "two"
        pieces = int(words) if words.isdigit() else _PIECES[words]
        yield Loose(*found.span(), "share", Decimal(1) / pieces)
    for found in _SHARE.finditer(lowered):
        if not lowered[: found.start()].endswith(("other ", "remaining ", "and a ")):
            yield Loose(*found.span(), "share", _fraction(found))
    for name, pattern in _COMPONENT_MEANT:
        for found in pattern.finditer(lowered):
            yield Loose(*found.span(), "part", component=name)
    for pattern, kind in _LOOSE:
        for found in pattern.finditer(lowered):
            yield Loose(*found.span(), kind)


def _currency(found: str | None, call: str | None) -> str | None:
    if found == "$":
        return call if call in _DOLLARS else "USD"
    if found == "buck":
        return call if call in (*_DOLLARS, "ZAR", "INR", "KES", "NGN", "EUR") else "USD"
    if found == "quid":
        return call if call in ("EUR", "AUD") else "GBP"
    if found == "peso":
        return call if call in ("MXN", "PHP", "COP", "ARS", "CLP") else None
    return found


def _could_be_money(tokens: Sequence[Token], spoken: Spoken, first: int, lowered: str) -> bool:
    """A number without a currency: a round or compound one is a sum, a small one only where a sum can stand."""
    following = tokens[spoken.end].text if spoken.end < len(tokens) else "."
    if following in _PERCENT and lowered[tokens[spoken.end].start :].startswith(("%", "percent", "per cent")):
        return False
    if spoken.plain and lowered.startswith(
        ("of them", "of 'em", "of those", "of us"),
        tokens[spoken.end].start if spoken.end < len(tokens) else len(lowered),
    ):
        return False
    if following == "/" or _COUNTED.fullmatch(following):
        return following.startswith("payment") and not spoken.plain
    if not spoken.plain:
        return True
    can_stand = not following[0].isalpha() or _FOLLOWS_A_SUM.fullmatch(following) is not None
    if following == BARRIER or _ANOTHER.search(lowered[: tokens[first].start]):
        can_stand = True
    if tokens[first].text in ("one", "to", "for") or _NOT_MONEY_BEFORE.search(lowered[: tokens[first].start]):
        return False
    return can_stand and spoken.value is not None and spoken.value >= 2


def _cents(tokens: Sequence[Token], value: Decimal, end: int) -> tuple[Decimal, int]:
    """ "... dollars and ten cents", "... pounds sixty"."""
    word = [token.text for token in tokens[end : end + 4]]
    joined = bool(word) and word[0] == "and"
    small = read_number(tokens, end + joined) if end + joined < len(tokens) else None
    if small is None or small.value is None or small.value >= 100 or small.value % 1:
        return value, end
    following = tokens[small.end].text if small.end < len(tokens) else "."
    if following in ("cents", "cent", "pence", "p", "paise"):
        return value + small.value / 100, small.end + 1
    if not joined and small.value >= 10 and not (following[0].isalnum() and following not in _AFTER_CENTS):
        return value + small.value / 100, small.end
    return value, end


def component_of(before: str, after: str) -> Component | None:
    """Which component of the debt a sum is, by the words beside it."""
    beside = [name for name, pattern in _COMPONENT_BEFORE if pattern.search(before)]
    beside += [name for name, pattern in _COMPONENT_AFTER if pattern.match(after)]
    return beside[0] if beside else None


def _fraction(found: re.Match[str]) -> Decimal:
    if found["half"]:
        return Decimal("0.5")
    if found["third"]:
        return Decimal(1) / 3 if found["third"] == "third" else Decimal("0.25")
    if found["two"]:
        return Decimal(2) / 3
    if found["three"]:
        return Decimal("0.75")
    words = found["percent"]
    return Decimal(int(words) if words.isdigit() else _PERCENTS[words]) / 100
