"""What comes in is checked, and a mistake is told by its field without the words around it."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest

from assist import wire
from assist.errors import InputError
from assist.events import CallDetails, EarlierPromise, Finding, Promise, Suggestion, Tag, Utterance, Word
from assist.shapes import read_details, read_transcript, read_utterance

SAID: dict[str, Any] = {"id": "u1", "lang": "en", "speaker": "debtor", "text": "I lost my job"}


def test_an_utterance_needs_no_context_and_no_call() -> None:
    said = read_utterance(json.dumps(SAID))
    assert (said.speaker, said.context, said.call.date) == ("debtor", [], None)


def test_fields_that_others_added_are_passed_over() -> None:
    assert read_utterance(json.dumps(SAID | {"colour": "blue"})).id == "u1"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"speaker": "customer"}, "speaker"),
        ({"lang": "de"}, "lang"),
        ({"text": None}, "text"),
        ({"context": [{"speaker": "agent"}]}, "context.0.text"),
        ({"call": {"date": "yesterday"}}, "call.date"),
        ({"call": {"balance": -1}}, "call.balance"),
        ({"call": {"currency": "dollars"}}, "call.currency"),
    ],
)
def test_a_mistake_is_told_by_its_field(change: dict[str, Any], field: str) -> None:
    with pytest.raises(InputError, match=field) as mistake:
        read_utterance(json.dumps(SAID | change))
    assert "lost my job" not in str(mistake.value)


def test_what_is_no_json_is_told() -> None:
    with pytest.raises(InputError, match="JSON"):
        read_utterance("{")


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        ([], "at least one turn"),
        ([{"speaker": "agent", "text": "x", "start_s": 2, "end_s": 1}], "before start_s"),
    ],
)
def test_a_transcript_needs_turns_in_time(turns: list[Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_transcript(json.dumps({"id": "c", "lang": "en", "turns": turns}))


def test_details_come_back_from_the_log_as_they_were() -> None:
    given = {
        "date": "2026-11-20",
        "local_time": "10:30",
        "debtor_name": "Ana Diaz",
        "balance": 720.5,
        "currency": "USD",
        "days_overdue": 41,
        "jurisdiction": "US",
        "earlier_promises": [{"amount": 100, "date": "2026-10-01", "kept": False}],
    }
    details = read_details("c", "en", given)
    assert details.balance == Decimal("720.5")
    assert details.earlier_promises == (EarlierPromise(Decimal(100), dt.date(2026, 10, 1), False),)
    assert wire.details_from(json.loads(json.dumps(wire.details_json(details)))) == details


def test_a_call_without_a_date_is_todays() -> None:
    today = dt.datetime.now().astimezone().date()
    assert read_details("c", "zh", {}) == CallDetails("c", "zh", today)


@pytest.mark.parametrize(
    ("value", "there", "back"),
    [
        (
            Utterance(3, "debtor", "zh", "下个月八号", 1.0, 2.5, (Word("下个月", 1.0, 1.8, 0.75),), 2.9),
            wire.utterance_json,
            wire.utterance_from,
        ),
        (
            Promise(Decimal("500.25"), "CNY", "下个月八号", dt.date(2026, 12, 8), 3, "third_party", "发工资"),
            wire.promise_json,
            wire.promise_from,
        ),
        (Promise(None, None, None, None), wire.promise_json, wire.promise_from),
        (Promise(Decimal(3), "USD", None, None, extent="part"), wire.promise_json, wire.promise_from),
        (Tag("third_party", 0.75, ("parent", "work"), True), wire.tag_json, wire.tag_from),
        (Tag("refusal", 0.5), wire.tag_json, wire.tag_from),
        (
            Finding("threat", "critical", "lexicon", "t-1", 0, 4, "quote", "why", None, "law", None, "v1"),
            wire.finding_json,
            wire.finding_from,
        ),
        (
            Suggestion("c-1", 2, 1, "title", "why", ("one", "two"), "ask", None, "001"),
            wire.suggestion_json,
            wire.suggestion_from,
        ),
    ],
)
def test_a_core_value_survives_its_json(value: Any, there: Any, back: Any) -> None:
    assert back(json.loads(json.dumps(there(value)))) == value


def test_a_call_that_takes_place_now_has_the_date_and_hour_of_its_time_zone() -> None:
    details = read_details("c-1", "en", {"time_zone": "Pacific/Kiritimati"})
    elsewhere = read_details("c-2", "en", {"time_zone": "Pacific/Pago_Pago"})

    # Twenty-five hours apart, the two are never on the same day.
    assert (details.date - elsewhere.date).days in (1, 2)
    assert details.local_time is not None


def test_a_date_that_is_given_stands_whatever_the_time_zone() -> None:
    details = read_details("c-1", "en", {"date": "2026-03-01", "time_zone": "America/New_York"})

    assert (details.date, details.local_time) == (dt.date(2026, 3, 1), None)


def test_an_unknown_time_zone_is_refused_by_name() -> None:
    with pytest.raises(InputError, match=r"call\.time_zone: not an IANA time zone"):
        read_details("c-1", "en", {"time_zone": "Beijing"})
