"""Whether English words call a sum all there is, or only some of it. Reads lower-case text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from assist.promises.english_firmness import Sum
from assist.promises.mentions import Part

_EVERY = re.compile(
    r"\b(?:a|per|each|every)\s+(?:single\s+|other\s+)?(?:week|month|fortnight)s?\b|"
    r"\b(?:each|every)\s+(?:pay\s?day|paycheck|check)\b|\b(?:weekly|monthly|fortnightly|biweekly|instal\w+)\b|"
    r"\bevery\s+(?:two|four|2|4)\s+weeks\b"
)
_EVERY_DAY = re.compile(
    r"\b(?:each|every)\s+(?:single\s+|other\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day|\bof\s+(?:each|"
    r"every)\s+month\b|\b(?:each|every)\s+(?:pay\s?day|paycheck|check)\b"
)
_WHOLE_BEFORE = re.compile(
    r"\b(?:the|my|your|that)\s+(?:full|whole|entire|total)\s+$|"
    r"\b(?<!')(?:all|full)\s+(?:of\s+)?(?:the\s+|your\s+|my\s+)?$|\bthe\s+lot\W+$|"
    r"\b(?:clear|settle|square|finish|pay\s+off)\s+(?:the|your|my|that|off\s+the)\s+$"
)
_WHOLE_AFTER = re.compile(
    r"^\W*(?:in\s+full|full\s+and\s+final|all\s+of\s+it|the\s+(?:whole|lot|full)\b|to\s+(?:clear|settle|close|"
    r"finish)|principal|and\s+(?:we're|we\s+are|i'm|that's)\s+(?:square|done|quits|even|it\s+done)|clears\s+it|"
    r"that's\s+left\b|all\s+in\b|that's\s+(?:all\s+of\s+it|the\s+lot|everything))"
)
_WHOLE_SAID = re.compile(
    r"\bpay\s+(?:it|this|that|you)\s+(?:all\s+)?off\b|\b(?:settle|square|close)\s+(?:it|up|this|that|"
    r"the\s+account)\b|\bclear\s+(?:it|this|the\s+(?:lot|account|debt|balance|card|bill|loan))\b|"
    r"\bwe're\s+(?:square|done|quits|even)\b|\bfull\s+and\s+final\b|\bthe\s+settlement\b|\bin\s+full\b|"
    r"\bprincipal\b|\bthe\s+whole\s+(?:thing|lot|amount|balance)\b|\ball\s+of\s+it\b|\bthe\s+lot\b|"
    r"\bevery\s+(?:penny|cent)\b|\bwhat\s+the\s+letter\s+says\b|\bpaid\s+off\b|\bfinish\s+it\s+off\b|"
    r"\bget\s+it\s+(?:over|done|off)\b"
)
_PART_SAID = re.compile(
    r"\bout\s+of\s+(?:it|that|the\s+(?:total|balance|\w+(?:[- ](?:hundred|thousand))?(?=\W*$)))(?!\s+account)|"
    r"\btowards?\s+(?:it|the|that|my|this)\b|"
    r"(?<!charge )(?<!fee )(?<!fees )(?<!interest )(?<!percent )\boff\s+(?:it|the\s+(?:balance|debt|bill|total))\b|"
    r"\bsome\s+of\b|\bfor\s+(?:a\s+start|starters|now)\b|\bleave\s+the\s+rest\b|\bdown\s+payment\b|"
    r"\bto\s+start\s+with\b|\bthat\s+leaves\b|\bleave\s+the\s+other\b"
)
_STOP = re.compile(r"[.!?;]+(?:\s|$)")


def extent_of(part: Part, lowered: str, undated: str, sums: Sequence[Sum]) -> Literal["whole", "part"] | None:
    """What the words themselves say of a part; ``undated`` is ``lowered`` with the dates blotted out."""
    amount = part.amount
    if amount is None:
        return "whole" if _WHOLE_SAID.search(lowered) else None
    if amount.kind != "exact":
        return (
            "whole"
            if any(each.mention.kind == "discount" for each in sums) and amount.kind == "share"
            else None
        )
    alike = [each.mention for each in sums if each.mention.value == amount.value]
    if any(
        _WHOLE_BEFORE.search(lowered[: each.start]) or _WHOLE_AFTER.match(lowered[each.end :])
        for each in alike
    ):
        return "whole"
    begin, end = _sentence(lowered, amount.start)
    if (
        _EVERY.search(undated, begin, end)
        or _EVERY_DAY.search(lowered)
        or _PART_SAID.search(lowered, begin, end)
    ):
        return "part"
    if any(each.mention.kind == "share" and each.firmness > 0 for each in sums):
        return "part"
    if any(each.mention.kind in ("rest", "whole") and each.firmness == 0 for each in sums):
        # "And the rest I'll figure out", "everything I can't, but fifty".
        return "part"
    owed = any((each.firmness == 1 or each.asked) and each.mention.value == amount.value for each in sums)
    return "whole" if owed or _WHOLE_SAID.search(lowered) else None


def _sentence(lowered: str, place: int) -> tuple[int, int]:
    begin = max((found.end() for found in _STOP.finditer(lowered, 0, place)), default=0)
    after = _STOP.search(lowered, place)
    return begin, after.start() if after else len(lowered)
