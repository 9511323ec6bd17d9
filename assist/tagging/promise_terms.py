"""Whose promise it is and on what condition. Reads folded text and answers with offsets or words."""

from __future__ import annotations

import re
from typing import Literal

from assist.events import Language
from assist.tagging.mandarin_conditions import condition
from assist.tagging.mandarin_payer import payer

_RELATION_EN = (
    r"(?:wife|husband|partner|girlfriend|boyfriend|fianc[eé]e?|mom|mum|mother|mam|dad|father|parents|"
    r"son|daughter|brother|"
    r"sister|cousin|uncle|aunt|auntie|grandma|grandmother|nan|granddad|grandpa|friend|mate|boss|"
    r"roommate|in-laws|missus|"
    r"ex|ex-wife|ex-husband|mother-in-law|father-in-law|family|church|lawyer|attorney)"
)
_PAYS_EN = (
    r"(?:pay|send|do|put|bring|transfer|give|drop|post|take care of|clear|settle|wire|cover|handle|mail|"
    r"sort|make|call in with)"
)
_OTHER_PAYS_EN = re.compile(
    rf"\b(?:my|his|her|our|the)\s+(?:\w+\s+)?{_RELATION_EN}(?:'s|’s|'ll|’ll)?\s+(?:(?:said|"
    rf"says)\s+(?:s?he|they)\s*)?"
    rf"(?:(?:will|is going to|going to|gonna|is gonna|can|'ll|’ll|would|has agreed to|agreed to|"
    rf"promised to|wants to|'s|just|"
    rf"also|already|to)\s+){{1,3}}{_PAYS_EN}\b"
    rf"|\b(?:i'll have|i'll get|i'm having|let)\s+(?:my\s+(?:\w+\s+)?{_RELATION_EN}|him|her|"
    rf"them)\s+(?:to\s+)?{_PAYS_EN}\b"
    rf"|^(?:well |yeah |ok(?:ay)? )?(?:she|he|they)(?:'ll|’ll| will| is going to| is gonna)\s+{_PAYS_EN}\b"
)
_FOR_ANOTHER_EN = re.compile(
    rf"\bi(?:'m|’m| am)\s+(?:his|her|their)\s+(?:\w+\s+)?{_RELATION_EN}\b|\bon (?:his|her|their) behalf\b|"
    rf"\bpay(?:ing)?\s+(?:\w+\s+){{0,4}}for\s+(?:him|her|my\s+{_RELATION_EN})\b"
)
_CONDITION_EN = re.compile(
    r"\b(?:only if|if|as long as|so long as|provided(?: that)?|providing|unless|on condition that|on "
    r"the condition|assuming|"
    r"once(?= (?:i|the|my|you|your|he|she|they|we|it)\b))\b[^,.;!?]*"
)
_CONDITION_ENDS_EN = re.compile(r"\s(?:then\s+)?(?=(?:i|we)(?:'ll|’ll|\s+(?:will|can|could))\b)")
_EMPTY_CONDITION_EN = re.compile(
    r"^if (?:that's|that is|it's|you|i)(?: (?:ok|okay|alright|all right|like|want|can|could|prefer))*$"
)


def whose_promise(folded: str, lang: Language) -> Literal["debtor", "third_party"]:
    """``third_party`` when somebody other than the debtor is to pay.

    Money borrowed or received from somebody is still the debtor's to pay.
    """
    if lang == "zh":
        return payer(folded) or "debtor"
    other = _OTHER_PAYS_EN.search(folded) or _FOR_ANOTHER_EN.search(folded)
    return "third_party" if other else "debtor"


def condition_span(folded: str, lang: Language) -> tuple[int, int] | None:
    """Where the condition of the promise stands, half-open, or None."""
    if lang == "zh":
        return condition(folded)
    found = _CONDITION_EN.search(folded)
    if found is None:
        return None
    start, end = found.span()
    # "if you waive the fee I'll pay": speech has no comma where the condition ends.
    stop = _CONDITION_ENDS_EN.search(folded, start + 3, end)
    end = stop.start() if stop else end
    if len(folded[start:end].split()) < 3 or _EMPTY_CONDITION_EN.match(folded[start:end].strip()):
        return None
    while end > start and folded[end - 1].isspace():
        end -= 1
    return start, end
