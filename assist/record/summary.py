"""The summary of a call in its own language: lines of plain statements, each linked to the turns it rests on.

The agent can edit it; so it is plain JSON: ``{"lang", "outcome", "lines": [{"kind", "text", "turns"}]}``.
The kinds, in the order they appear: ``outcome``, ``reason``, ``said``, ``promise``, ``dispute``, ``duty``,
``missed``, ``next_step``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assist.events import CallDetails, CheckResult, Finding, Language, Promise, RightParty
from assist.guidance.placeholders import spoken_amount, spoken_currency, spoken_date
from assist.record.outcome import Heard, Outcome, call_outcome
from assist.record.promises import settled_promises
from assist.record.wording import (
    BETWEEN_QUOTES,
    CHECK_LINES,
    DUTY_LINES,
    NEXT_STEPS,
    OTHER_CHECK,
    OUTCOME_LINES,
    PROMISE_LINES,
    QUOTES,
    SAID_LINES,
    THE_DAY,
)

LONGEST_QUOTE = 120
MOST_QUOTES = 3

_SAID = (
    "vulnerability",
    "third_party",
    "relief_request",
    "refusal",
    "stalling",
    "information_request",
    "complaint",
    "hostility",
)
_DUTIES = ("vulnerability", "dispute", "complaint", "relief_request", "information_request")


def summarise(
    heard: Sequence[Heard],
    *,
    details: CallDetails,
    promises: Sequence[Promise],
    right_party: RightParty,
    checks: Sequence[CheckResult] = (),
    findings: Sequence[tuple[int, Finding]] = (),
) -> dict[str, Any]:
    """The summary of a call.

    ``heard`` are the call's utterances with their tags in order, ``promises`` all that were heard,
    ``right_party`` the furthest state the call reached, ``findings`` each with its turn.
    """
    lang = details.lang
    settled = settled_promises(promises, [utterance for utterance, _ in heard])
    outcome = call_outcome(heard, settled, right_party)
    lines = [
        _line("outcome", OUTCOME_LINES[lang][outcome], _outcome_turns(heard, settled, outcome)),
        *_said(heard, lang, ("hardship",), kind="reason"),
        *_said(heard, lang, _SAID, kind="said"),
        *_promise_lines(settled, details),
        *_said(heard, lang, ("dispute",), kind="dispute"),
        *_duties(heard, settled, lang, outcome, findings),
        *_missed(checks, lang),
        _next_step(settled, details, outcome),
    ]
    return {"lang": lang, "outcome": outcome, "lines": lines}


def _line(kind: str, text: str, turns: Sequence[int]) -> dict[str, Any]:
    return {"kind": kind, "text": text, "turns": sorted(set(turns))}


def _turns_with(heard: Sequence[Heard], tag: str) -> list[int]:
    return [
        utterance.turn
        for utterance, tags in heard
        if utterance.speaker == "debtor" and any(known.tag == tag for known in tags)
    ]


def _said(heard: Sequence[Heard], lang: Language, tags: Sequence[str], *, kind: str) -> list[dict[str, Any]]:
    """One line a tag, with the debtor's own words; of many, the first ones."""
    lines = []
    for tag in tags:
        turns = _turns_with(heard, tag)
        if not turns:
            continue
        texts = {utterance.turn: utterance.text for utterance, _ in heard}
        quotes = dict.fromkeys(_quoted(texts[turn], lang) for turn in turns)
        quote = BETWEEN_QUOTES[lang].join(list(quotes)[:MOST_QUOTES])
        lines.append(_line(kind, SAID_LINES[lang][tag].format(quote=quote), turns))
    return lines


def _quoted(text: str, lang: Language) -> str:
    text = " ".join(text.split())
    if len(text) > LONGEST_QUOTE:
        text = text[: LONGEST_QUOTE - 1].rstrip() + "…"
    left, right = QUOTES[lang]
    return left + text + right


def _promise_lines(settled: Sequence[Promise], details: CallDetails) -> list[dict[str, Any]]:
    words = PROMISE_LINES[details.lang]
    lines = []
    for promise in settled:
        condition = words["condition"].format(condition=promise.condition) if promise.condition else ""
        text = words[promise.whose].format(
            amount=_amount(promise, details), date=_date(promise, details), condition=condition
        )
        lines.append(_line("promise", text, [promise.turn]))
    return lines


def _amount(promise: Promise, details: CallDetails) -> str:
    if promise.amount is None:
        return PROMISE_LINES[details.lang]["no_amount"]
    code = promise.currency or details.currency
    amount = spoken_amount(promise.amount)
    if code is None:
        return amount
    currency = spoken_currency(code, details.lang)
    return f"{amount}{currency}" if details.lang == "zh" else f"{amount} {currency}"


def _date(promise: Promise, details: CallDetails) -> str:
    if promise.date is None:
        return promise.date_text or PROMISE_LINES[details.lang]["no_date"]
    return spoken_date(promise.date, details.lang, today=details.date)


def _duties(
    heard: Sequence[Heard],
    settled: Sequence[Promise],
    lang: Language,
    outcome: Outcome,
    findings: Sequence[tuple[int, Finding]],
) -> list[dict[str, Any]]:
    words = DUTY_LINES[lang]
    lines = [_line("duty", words[tag], turns) for tag in _DUTIES if (turns := _turns_with(heard, tag))]
    if outcome == "third_party":
        lines.append(_line("duty", words["third_party"], _turns_with(heard, "third_party")))
    own = [promise for promise in settled if promise.whose == "debtor"]
    for key, open_parts in (
        ("promise_without_date", [promise.turn for promise in own if promise.date is None]),
        ("promise_without_amount", [promise.turn for promise in own if promise.amount is None]),
    ):
        if open_parts:
            lines.append(_line("duty", words[key], open_parts))
    serious = [turn for turn, finding in findings if finding.severity == "critical"]
    if serious:
        lines.append(_line("duty", words["review"].format(count=len(serious)), serious))
    return lines


def _missed(checks: Sequence[CheckResult], lang: Language) -> list[dict[str, Any]]:
    words = CHECK_LINES[lang]
    return [
        _line(
            "missed",
            words.get(result.check) or OTHER_CHECK[lang].format(check=result.check),
            [] if result.turn is None else [result.turn],
        )
        for result in checks
        if result.status == "missed"
    ]


def _outcome_turns(heard: Sequence[Heard], settled: Sequence[Promise], outcome: Outcome) -> list[int]:
    match outcome:
        case "promise":
            return [promise.turn for promise in settled if promise.whose == "debtor"]
        case "hardship_plan":
            return [
                *_turns_with(heard, "hardship"),
                *(promise.turn for promise in settled if promise.whose == "debtor"),
            ]
        case "vulnerable_handoff":
            return _turns_with(heard, "vulnerability")
        case "refused":
            return _turns_with(heard, "refusal")
        case "dispute" | "third_party":
            return _turns_with(heard, outcome)
        case "no_commitment":
            return []


def _next_step(settled: Sequence[Promise], details: CallDetails, outcome: Outcome) -> dict[str, Any]:
    lang = details.lang
    dated = [promise for promise in settled if promise.whose == "debtor" and promise.date is not None]
    first = min(dated, key=lambda promise: promise.date or details.date, default=None)
    date = _date(first, details) if first else THE_DAY[lang]
    text = NEXT_STEPS[lang][outcome].format(date=date)
    return _line("next_step", text, [first.turn] if first and outcome == "promise" else [])
