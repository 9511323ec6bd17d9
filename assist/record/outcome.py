"""How a call came out, in one word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from assist.events import Promise, RightParty, Tag, Utterance
from assist.guidance.history import is_at_risk

Outcome = Literal[
    "promise",
    "dispute",
    "hardship_plan",
    "refused",
    "third_party",
    "no_commitment",
    "vulnerable_handoff",
]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)

Heard = tuple[Utterance, Sequence[Tag]]
"""An utterance with its debtor tags (none for the agent's)."""

_DECISIVE = ("dispute", "promise", "refusal")


def call_outcome(heard: Sequence[Heard], promises: Sequence[Promise], right_party: RightParty) -> Outcome:
    """The outcome of a call, by this precedence:

    1. ``vulnerable_handoff``: somebody was at risk at any time (``vulnerability`` at even odds or more). Nothing
       said after it outweighs it.
    2. ``third_party``: the debtor never came to the line. ``right_party`` is the furthest state the call
       reached; so it is short of ``claims_to_be_debtor`` and a third party was heard. A third party's promise
       is theirs and changes nothing.
    3. The last decisive statement: a promise of the debtor, a dispute or a refusal. In one utterance a
       dispute weighs more than a promise, a promise more than a refusal. A promise counts only while one of
       the debtor's stands in ``promises``. On a call where hardship was heard a promise of several parts is
       ``hardship_plan``, and so is one without an amount or a date where terms were asked for.
    4. ``hardship_plan``: hardship was heard and nothing decisive; a plan comes next, not another reminder.
    5. ``no_commitment``: all else.
    """
    tags = [
        (utterance.turn, {tag.tag for tag in tags})
        for utterance, tags in heard
        if utterance.speaker == "debtor"
    ]
    all_tags = set().union(*(names for _, names in tags)) if tags else set()
    if any(is_at_risk(found) for utterance, found in heard if utterance.speaker == "debtor"):
        return "vulnerable_handoff"
    if right_party == "not_the_debtor":
        return "third_party"
    if right_party in ("unanswered", "answered") and "third_party" in all_tags:
        return "third_party"
    own = [promise for promise in promises if promise.whose == "debtor"]
    match _last_decisive(tags, own):
        case "dispute":
            return "dispute"
        case "refusal":
            return "refused"
        case "promise":
            is_whole = any(promise.amount is not None and promise.date is not None for promise in own)
            planned = len(own) > 1 or ("relief_request" in all_tags and not is_whole)
            return "hardship_plan" if "hardship" in all_tags and planned else "promise"
    return "hardship_plan" if "hardship" in all_tags else "no_commitment"


def _last_decisive(tags: Sequence[tuple[int, set[str]]], own: Sequence[Promise]) -> str | None:
    for _, names in sorted(tags, key=lambda turn: turn[0], reverse=True):
        for name in _DECISIVE:
            if name in names and (name != "promise" or own):
                return name
    return None
