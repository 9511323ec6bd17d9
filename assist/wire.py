"""The JSON of core types, in both directions: what stands in the log, in files and on the wire."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from assist.events import (
    CallDetails,
    CheckResult,
    EarlierPromise,
    Finding,
    Promise,
    Suggestion,
    Tag,
    Utterance,
    Word,
)


def money_json(amount: Decimal | None) -> int | float | None:
    """A decimal number as JSON has it: whole sums without a point."""
    if amount is None:
        return None
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def _money(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _date(value: str | None) -> dt.date | None:
    return None if value is None else dt.date.fromisoformat(value)


def utterance_json(utterance: Utterance) -> dict[str, Any]:
    return {
        "turn": utterance.turn,
        "speaker": utterance.speaker,
        "lang": utterance.lang,
        "text": utterance.text,
        "start_s": round(utterance.start_s, 3),
        "end_s": round(utterance.end_s, 3),
        "words": [
            [
                w.text,
                round(w.start_s, 3),
                round(w.end_s, 3),
                None if w.confidence is None else round(w.confidence, 3),
            ]
            for w in utterance.words
        ],
        "heard_until_s": utterance.heard_until_s,
    }


def utterance_from(data: dict[str, Any]) -> Utterance:
    return Utterance(
        turn=data["turn"],
        speaker=data["speaker"],
        lang=data["lang"],
        text=data["text"],
        start_s=data["start_s"],
        end_s=data["end_s"],
        words=tuple(Word(*word) for word in data["words"]),
        heard_until_s=data["heard_until_s"],
    )


def tag_json(tag: Tag) -> dict[str, Any]:
    data: dict[str, Any] = {"tag": tag.tag, "score": round(tag.score, 4)}
    if tag.reasons:
        data["reasons"] = list(tag.reasons)
    if tag.on_the_line is not None:
        data["on_the_line"] = tag.on_the_line
    return data


def tag_from(data: dict[str, Any]) -> Tag:
    return Tag(data["tag"], data["score"], tuple(data.get("reasons", ())), data.get("on_the_line"))


def promise_json(promise: Promise) -> dict[str, Any]:
    return {
        "amount": money_json(promise.amount),
        "currency": promise.currency,
        "date_text": promise.date_text,
        "date": promise.date.isoformat() if promise.date else None,
        "turn": promise.turn,
        "whose": promise.whose,
        "condition": promise.condition,
        "extent": promise.extent,
    }


def promise_from(data: dict[str, Any]) -> Promise:
    return Promise(
        amount=_money(data["amount"]),
        currency=data["currency"],
        date_text=data["date_text"],
        date=_date(data["date"]),
        turn=data["turn"],
        whose=data["whose"],
        condition=data["condition"],
        extent=data.get("extent"),
    )


def suggestion_json(suggestion: Suggestion) -> dict[str, Any]:
    data = asdict(suggestion)
    data["id"] = data.pop("card")
    data["say"] = list(suggestion.say)
    return data


def suggestion_from(data: dict[str, Any]) -> Suggestion:
    fields = {key: value for key, value in data.items() if key != "id"}
    return Suggestion(card=data["id"], **fields | {"say": tuple(data["say"])})


def finding_json(finding: Finding) -> dict[str, Any]:
    return asdict(finding)


def finding_from(data: dict[str, Any]) -> Finding:
    return Finding(**{key: value for key, value in data.items() if key != "turn"})


def check_json(check: CheckResult) -> dict[str, Any]:
    return asdict(check)


def check_from(data: dict[str, Any]) -> CheckResult:
    return CheckResult(**data)


def details_json(details: CallDetails) -> dict[str, Any]:
    return {
        "id": details.id,
        "lang": details.lang,
        "date": details.date.isoformat(),
        "local_time": details.local_time.isoformat() if details.local_time else None,
        "debtor_name": details.debtor_name,
        "balance": money_json(details.balance),
        "currency": details.currency,
        "days_overdue": details.days_overdue,
        "jurisdiction": details.jurisdiction,
        "earlier_promises": [
            {"amount": money_json(p.amount), "date": p.date.isoformat(), "kept": p.kept}
            for p in details.earlier_promises
        ],
        "time_zone": details.time_zone,
    }


def details_from(data: dict[str, Any]) -> CallDetails:
    return CallDetails(
        id=data["id"],
        lang=data["lang"],
        date=dt.date.fromisoformat(data["date"]),
        local_time=dt.time.fromisoformat(data["local_time"]) if data["local_time"] else None,
        debtor_name=data["debtor_name"],
        balance=_money(data["balance"]),
        currency=data["currency"],
        days_overdue=data["days_overdue"],
        jurisdiction=data["jurisdiction"],
        time_zone=data.get("time_zone"),
        earlier_promises=tuple(
            EarlierPromise(Decimal(str(p["amount"])), dt.date.fromisoformat(p["date"]), p["kept"])
            for p in data["earlier_promises"]
        ),
    )
