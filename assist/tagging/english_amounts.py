"""Sums of money as spoken in English, each with how firmly its clause offers it. Reads lower-case text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assist.tagging.english_clauses import OWED, STATING, About, Clause, clause_at
from assist.tagging.english_numbers import BARRIER, Spoken, Token, read_number, tokens_of
from assist.tagging.mentions import AmountMention, DateMention

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
    r"\b(?:at|by|before|after|around|about|till|until|half(?:\s+past)?|quarter\s+(?:to|"
    r"past))\s+(?:about\s+)?(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?:(?::\d\d|"
    r"\s+thirty|\s+fifteen|\s+forty-?\s?five)?\s*(?:[ap]\.?m\b|o'?\s?clock)|(?=\s*(?:$|[,.;]|today|tomorrow|"
    r"tonight|on\b|in\s+the))(?<!after two)(?<!after three))|\b(?:\d{1,2}(?::\d\d)?|one|two|three|four|five|six|"
    r"seven|eight|nine|ten|eleven|twelve)(?:\s+(?:thirty|fifteen))?\s*(?:[ap]\.?m\b|o'?\s?clock)|\b\d{1,2}:\d\d\b|"
    r"\bhalf\s+(?:past\s+)?(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b(?!\s+(?:hundred|"
    r"thousand|grand))"
)
_IDENTIFIER = re.compile(
    r"\b(?:ending|ends|account|reference|ref|case|number|card|phone|zip|postcode|last\s+four|code|extension|option|"
    r"unit|apartment|flat|page|line|pin)\b(?:\s+(?:in|is|on|with|number))*\s*(?:\d[\d -]*|(?:(?:oh|zero|one|two|"
    r"three|four|five|six|seven|eight|nine)[- ]?){2,})"
)
_FOLLOWS_A_SUM = re.compile(
    r"on|by|today|tomorrow|tonight|now|then|and|this|next|at|in|from|an?|every|each|for|to|off|down|extra|more|if|"
    r"when|as|please|yeah|per|right|but|that|i|is|tops|max|i'll|once|before|within|until|till|after|with|through|"
    r"over|today's|first|straight|or|we|so|my|it|ok|okay|maybe|instead|out|into|even|flat|the|across|later|here|"
    r"there|towards?|of|not?|you|left|only|starting|monthly|weekly|fortnightly|minimum|payment|deposit|again|"
    r"because|cause|cos|like|just|worth|comes?|goes|will|which|thats|tops|sir|madam|ma'am|mate|love|boss|cash|"
    r"total|either|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
)
_COUNTED = re.compile(
    r"days?|weeks?|months?|years?|hours?|minutes?|times|people|miles|kids|children|hrs|working|business|percent|"
    r"payments?|instal\w+|o'clock|am|pm|shifts?|bedrooms?|employees|invoices?|checks|cards|calls|letters|fridays|"
    r"mondays"
)
_PERCENT = ("%", "percent", "per")
_NOT_MONEY_BEFORE = re.compile(
    r"\b(?:i'?m|i\s+am|he's|she's|aged?|turned|turning|net|number|option|top|route|nine)\s+$"
)

_OWED_BEFORE = re.compile(
    r"\b(?:toward|towards|against|out\s+of|(?<!finish )(?<!pay )(?<!clear )(?<!polish )(?<!knock )off|on|of|settle|"
    r"settling|clear\s+off|instead\s+of)\s+(?:the|your|my|that|this)\s+(?:\w+\s+)?$|\b(?:arrears|balance|total|"
    r"debt|bill|amount|outstanding|remainder|sum)\s+(?:of|is|was|comes\s+to)\s+(?:about\s+|around\s+|just\s+)?$|"
    r"\b(?:owe|owed|owes|owing)\s+(?:you\s+|about\s+|us\s+|them\s+|like\s+|the\s+)*$"
)
_TOLD_BEFORE = re.compile(
    r"\b(?:that'?s|makes|making|that's\s+all|which\s+is|so\s+that'?s|totals?|totalling)\s+(?:your|the|all|my)\s+"
    r"(?:whole\s+|full\s+)?$"
)
_DENIED_BEFORE = re.compile(
    r"\b(?:not|minus|less|instead\s+of|rather\s+than|isn't|never\s+mind|less\s+than|thought\s+it\s+was|"
    r"nor)\s+(?:the\s+|a\s+|for\s+|quite\s+|your\s+|that\s+|all\s+)*(?:whole\s+|full\s+|entire\s+)?$"
)
_SAID = re.compile(r"\b(?:i|we)\s+(?:already\s+)?(?:said|told|promised|offered|agreed)\b")
_SOURCE_BEFORE = re.compile(
    r"\b(?:i've\s+(?:only\s+)?got|i\s+(?:only\s+)?(?:have|got)|i've)\s+(?:about\s+|like\s+|a\s+)*$"
)
_SOURCE_AFTER = re.compile(
    r"^\s+(?:\w+\s+)?(?:from|off)\s+(?:my(?!\s+(?:side|end|own|account|card|half|share))|a|the|work|friends|"
    r"family)\b|^\s+(?:short|behind|in\s+(?:rent|savings))"
)
_OWED_AFTER = re.compile(
    r"^\s+(?:is\s+|in\s+)?(?:left|owing|outstanding|overdue|due|past\s+due|what's\s+left|remaining|fees|principal|"
    r"interest|arrears|owed|still\s+owing|now\s+due)\b"
)
_LESS_AFTER = re.compile(r"^\s+(?:minus|less|take\s+away)\b")
_WHICH_PAID = re.compile(
    r"^\W*(?:which|that|and\s+that)\s+(?:i'?ll|i\s+will|i\s+can|i'd|we'll|you'll|you\s+will)\b"
)
_ONCE_IN = re.compile(
    r"\b(?:when|once|as\s+soon\s+as|whenever)\b[^,.;]*\b(?:hits|lands|comes(?:\s+(?:in|through))?|clears|paid|"
    r"is\s+in|drops|arrives|closes|sells|goes\s+through)\W+(?:then\s+|i'll\s+do\s+|"
    r"you'll\s+get\s+)*(?:another\s+)?$"
)
_LEFT_FOR_LATER = re.compile(
    r"\b(?:look\s+at|leave|leaving|talk\s+about|see\s+about|worry\s+about|figure\s+out|discuss|deal\s+with|"
    r"think\s+about|after\s+that|arrange|review|write\s+off|forget)\s+$"
)
_DISCOUNT_BEFORE = re.compile(
    r"\b(?:knock|take|takes|cut|reduce|waive|shave|drop|get|chop|lop)\s+(?:it\s+(?:by|down)\s+)?(?:another\s+)?$"
)

_SHARE = re.compile(
    r"\b(?P<half>half)\b(?!s?[\s-]+(?:an?\s+)?(?:grand|pay|price|hour|day|past|the\s+time|term|lakh|ton|k\b))|"
    r"\b(?:a|one)\s+(?P<third>third|quarter)\b(?!\s(?:party|of\s+the\s+(?:month|year)))|\b(?P<two>two)[- ]thirds\b|"
    r"\b(?P<three>three)[- ]quarters\b|\b(?P<percent>\d{1,3}|ten|fifteen|twenty|twenty-five|thirty|forty|fifty|"
    r"sixty|seventy|seventy-five|eighty|ninety)\s?(?:%|percent|per\s+cent)"
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

_FIRMNESS: dict[About, int] = {
    "paying": 3, "bare": 3, "question": 2, "other": 2, "income": 2, "condition": 2, "owed": 2, "past": 0,
    "refused": 0, "expense": -1,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount and how firmly it is offered.

    ``firmness``: 3 offered, 2 named, 1 what is owed, 0 named and not offered, -1 nothing to do with the debt.
    ``plain`` and ``scale`` are those of the number: "three on the twentieth" after "two thousand" is 3000.
    ``asked``: the speaker makes sure of what is owed ("Seventeen dollars? I'll pay that").
    """

    mention: AmountMention
    firmness: int
    plain: bool = False
    scale: int = 1
    asked: bool = False


def find_sums(
    lowered: str, days: Sequence[DateMention], clauses: Sequence[Clause], currency: str | None
) -> list[Sum]:
    """The sums and shares named, in order; ``days``, times of day and account numbers are no sums."""
    taken = [False] * len(lowered)
    for day in days:
        if not day.weak:
            taken[day.start : day.end] = [True] * (day.end - day.start)
    for pattern in (_TIME, _IDENTIFIER, _SPLIT):
        for found in pattern.finditer(lowered):
            taken[found.start() : found.end()] = [True] * (found.end() - found.start())
    sums = []
    found_sums = [*_exact(lowered, taken, clauses, days, currency), *_loose(lowered, clauses)]
    for found in _SPLIT.finditer(lowered):
        taken[found.start() : found.end()] = [False] * (found.end() - found.start())
    for each in found_sums:
        start, end = each.mention.start, each.mention.end
        if not any(taken[start:end]):
            taken[start:end] = [True] * (end - start)
            sums.append(each)
    return sorted(sums, key=lambda each: each.mention.start)


def _exact(
    lowered: str,
    taken: Sequence[bool],
    clauses: Sequence[Clause],
    days: Sequence[DateMention],
    currency: str | None,
) -> Iterator[Sum]:
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
        start, stop = tokens[at].start, tokens[end - 1].end
        if sign or unit or _could_be_money(tokens, spoken, first, lowered):
            yield _sum(
                replace(spoken, value=value), start, stop, sign or unit, lowered, clauses, days, currency
            )
        at = max(end, at + 1)


def _sum(
    spoken: Spoken,
    start: int,
    stop: int,
    unit: str | None,
    lowered: str,
    clauses: Sequence[Clause],
    days: Sequence[DateMention],
    call: str | None,
) -> Sum:
    clause = clause_at(clauses, start)
    before, after = lowered[:start], lowered[stop:]
    firmness = _FIRMNESS[clause.about]
    if clause.about == "past" and _SAID.search(lowered, clause.start, start):
        firmness = 2
    if _DENIED_BEFORE.search(before) or _TOLD_BEFORE.search(before) or _LESS_AFTER.match(after):
        firmness = 0
    elif (
        _OWED_BEFORE.search(before)
        or _OWED_AFTER.match(after)
        or _is_owed(lowered, start, stop, clause, days)
    ):
        firmness = min(firmness, 1)
    elif (
        _WHICH_PAID.match(after)
        or _ONCE_IN.search(before)
        or (clause.about == "owed" and _is_dated(clause, days))
    ):
        firmness = 3
    elif _SOURCE_BEFORE.search(before) or _SOURCE_AFTER.match(after):
        firmness = min(firmness, 2)
    mention = AmountMention(
        start,
        stop,
        "exact" if spoken.value is not None else "vague",
        spoken.value,
        _currency(unit, call),
        offered=firmness == 3,
        other=firmness < 2,
        total=firmness == 1,
        otherwise=spoken.otherwise,
    )
    if re.match(r"\s+off\b", after) and _DISCOUNT_BEFORE.search(before):
        mention, firmness = replace(mention, kind="discount", other=False), 3
    asked = clause.about == "question" and not _is_dated(clause, days)
    return Sum(mention, firmness, spoken.plain and unit is None, spoken.scale, asked)


def _is_owed(lowered: str, start: int, stop: int, clause: Clause, days: Sequence[DateMention]) -> bool:
    """Whether the clause tells what the debt is: "it's forty quid", but not "that's forty on Friday"."""
    if clause.about != "owed":
        return False
    before = lowered[clause.start : start]
    return bool(OWED.search(before) or (STATING.match(before) and not _is_dated(clause, days)))


def _is_dated(clause: Clause, days: Sequence[DateMention]) -> bool:
    return any(clause.start <= day.start < clause.end for day in days if not day.weak and not day.vague)


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
    if following == BARRIER:
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
    BARRIER,
    "i",
    "that",
    "thats",
)


def _loose(lowered: str, clauses: Sequence[Clause]) -> Iterator[Sum]:
    """Shares, "the rest", "all of it", "some", "the same again"."""
    for found in _SPLIT.finditer(lowered):
        words = found["count"] or "two"
        pieces = int(words) if words.isdigit() else _PIECES[words]
        yield _share(found, lowered, clauses, Decimal(1) / pieces)
    for found in _SHARE.finditer(lowered):
        if not lowered[: found.start()].endswith(("other ", "remaining ", "and a ")):
            share = _fraction(found)
            offered = _share(found, lowered, clauses, share)
            if re.match(r"\s+(?:off|discount|reduction|knocked\s+off)\b", lowered[found.end() :]):
                offered = replace(offered, mention=replace(offered.mention, kind="discount"), firmness=3)
            yield offered
    for pattern, kind in ((_SAME, "same"), (_REST, "rest"), (_WHOLE, "whole"), (_PART, "part")):
        for found in pattern.finditer(lowered):
            clause = clause_at(clauses, found.start())
            firmness = _FIRMNESS[clause.about]
            before = lowered[: found.start()]
            denied = _DENIED_BEFORE.search(before) or (kind == "rest" and _LEFT_FOR_LATER.search(before))
            firmness = 0 if denied else max(firmness, 2) if firmness > 0 else firmness
            yield Sum(AmountMention(*found.span(), kind, offered=firmness > 1), firmness)  # type: ignore[arg-type]


def _share(found: re.Match[str], lowered: str, clauses: Sequence[Clause], share: Decimal) -> Sum:
    clause = clause_at(clauses, found.start())
    firmness = _FIRMNESS[clause.about]
    if _DENIED_BEFORE.search(lowered[: found.start()]):
        firmness = 0
    return Sum(AmountMention(*found.span(), "share", share, offered=firmness > 1), firmness)


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
