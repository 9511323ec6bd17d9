"""How right the reading of promises is, on cases by other hands.

A case is one JSON object a line::

    {"id": "dev-promise-en-091", "lang": "en", "text": "...", "context": [{"speaker": "agent", "text": "..."}],
     "call_date": "2026-09-08", "currency": "USD", "jurisdiction": "US", "note": "...",
     "gold": [{"amount": 1000, "currency": "USD", "date": "2026-09-10", "part": null, "whose": "debtor",
               "condition": null}]}

``gold`` has one entry a part of the promise, in the order spoken; ``part`` is ``whole``, ``part`` or null. In the
folder ``promises`` of the corpora, files that begin with ``dev`` are what the reader is made with, ``exam.jsonl``
is for nothing but the figures that are told.
"""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from assist.errors import InputError
from assist.events import LANGUAGES, Language, Promise, Turn
from assist.promises.reading import find_promises

_Z = 1.959964


@dataclass(frozen=True, slots=True)
class Case:
    """One utterance that promises, and what should be read of it."""

    id: str
    lang: Language
    text: str
    context: tuple[Turn, ...]
    call_date: dt.date
    currency: str | None
    jurisdiction: str | None
    parts: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Share:
    """``right`` of ``judged``, as a rate with its 95 % interval (Wilson 1927)."""

    right: int
    judged: int

    @property
    def interval(self) -> tuple[float, float]:
        n, rate = self.judged, self.right / self.judged
        middle, spread = rate + _Z**2 / (2 * n), _Z * math.sqrt(rate * (1 - rate) / n + _Z**2 / (4 * n * n))
        return (middle - spread) / (1 + _Z**2 / n), (middle + spread) / (1 + _Z**2 / n)

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.right / self.judged:.3f} [{low:.3f}, {high:.3f}] ({self.right} of {self.judged})"


@dataclass(frozen=True, slots=True)
class PromiseReport:
    """One language. ``slots`` has ``amount and date`` (every part's) first, then each slot by itself."""

    lang: Language
    slots: dict[str, Share]


def load_cases(path: Path) -> tuple[Case, ...]:
    """The cases of a file. Raises InputError naming file, line and what is wrong."""
    cases = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            data = json.loads(line)
            cases.append(
                Case(
                    id=data["id"],
                    lang=data["lang"],
                    text=data["text"],
                    context=tuple(Turn(turn["speaker"], turn["text"]) for turn in data["context"]),
                    call_date=dt.date.fromisoformat(data["call_date"]),
                    currency=data["currency"],
                    jurisdiction=data.get("jurisdiction"),
                    parts=tuple(data["gold"]),
                )
            )
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(f"{path.name}:{number}: not a case of a promise ({error!r})") from None
    return tuple(cases)


def score_promises(cases: Sequence[Case]) -> tuple[PromiseReport, ...]:
    """The figures of each language that occurs."""
    reports = []
    for lang in LANGUAGES:
        verdicts = [_verdicts(case) for case in cases if case.lang == lang]
        if verdicts:
            slots = {
                slot: Share(
                    sum(each[slot] for each in verdicts if slot in each),
                    sum(slot in each for each in verdicts),
                )
                for slot in dict.fromkeys(slot for each in verdicts for slot in each)
            }
            reports.append(PromiseReport(lang, slots))
    return tuple(reports)


def _verdicts(case: Case) -> dict[str, bool]:
    """Whether each slot is right in every part; slots that the case does not tell are left out."""
    found = find_promises(
        case.text,
        lang=case.lang,
        context=case.context,
        call_date=case.call_date,
        currency=case.currency,
        jurisdiction=case.jurisdiction,
    )
    amount = _same(case, found, lambda part: _money(part["amount"]), lambda promise: promise.amount)
    date = _same(case, found, lambda part: part["date"], lambda promise: _iso(promise.date))
    told: dict[str, tuple[Callable[[dict[str, Any]], Any], Callable[[Promise], Any]]] = {
        "currency": (lambda part: part["currency"], lambda promise: promise.currency),
        "extent": (lambda part: part["part"], lambda promise: promise.extent),
        "whose": (lambda part: part["whose"], lambda promise: promise.whose),
        "condition": (lambda part: bool(part["condition"]), lambda promise: bool(promise.condition)),
    }
    slots = {"amount and date": amount and date, "amount": amount, "date": date}
    keys = {"currency": "currency", "extent": "part", "whose": "whose", "condition": "condition"}
    for slot, (true, given) in told.items():
        if all(keys[slot] in part for part in case.parts):
            slots[slot] = _same(case, found, true, given)
    return slots


def _same(
    case: Case,
    found: Sequence[Promise],
    true: Callable[[dict[str, Any]], Any],
    given: Callable[[Promise], Any],
) -> bool:
    return [true(part) for part in case.parts] == [given(promise) for promise in found]


def _money(amount: float | None) -> Decimal | None:
    return None if amount is None else Decimal(str(amount))


def _iso(date: dt.date | None) -> str | None:
    return date.isoformat() if date else None


def format_promises(name: str, reports: Sequence[PromiseReport]) -> str:
    """The figures as a table to read."""
    return "\n".join(_lines(name, reports))


def _lines(name: str, reports: Sequence[PromiseReport]) -> Iterator[str]:
    yield f"Promises ({name}): share of cases in which the slot is right in every part"
    for report in reports:
        for slot, share in report.slots.items():
            yield f"  {report.lang} {slot:18} {share}"
