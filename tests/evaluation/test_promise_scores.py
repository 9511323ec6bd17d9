"""A promise counts as read when every part has the right sum and the right day."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assist.errors import InputError
from assist.evaluation.promise_scores import Share, format_promises, load_cases, score_promises

CASE: dict[str, Any] = {
    "id": "one",
    "lang": "en",
    "text": "I'll pay two hundred on Friday.",
    "context": [],
    "call_date": "2026-03-11",
    "currency": "USD",
    "gold": [
        {
            "amount": 200,
            "currency": "USD",
            "date": "2026-03-13",
            "part": None,
            "whose": "debtor",
            "condition": None,
        }
    ],
}


def scored(tmp_path: Path, *cases: dict[str, Any]) -> Any:
    path = tmp_path / "cases.jsonl"
    path.write_text("\n".join(json.dumps(case) for case in cases))
    return score_promises(load_cases(path))


def told(part: dict[str, Any]) -> dict[str, Any]:
    return CASE | {"gold": [CASE["gold"][0] | part]}


def test_a_case_is_right_when_sum_and_day_of_every_part_are(tmp_path: Path) -> None:
    (report,) = scored(tmp_path, CASE, told({"amount": 300}), told({"date": "2026-03-14"}))

    assert (report.slots["amount and date"].right, report.slots["amount and date"].judged) == (1, 3)
    assert report.slots["amount"].right == 2
    assert report.slots["date"].right == 2


def test_a_part_too_many_is_wrong(tmp_path: Path) -> None:
    (report,) = scored(tmp_path, CASE | {"gold": CASE["gold"] * 2})

    assert report.slots["amount and date"].right == 0


def test_slots_that_a_case_does_not_tell_are_not_judged(tmp_path: Path) -> None:
    bare = {key: CASE["gold"][0][key] for key in ("amount", "currency", "date")}
    (report,) = scored(tmp_path, CASE | {"gold": [bare]}, told({"whose": "third_party"}))

    assert (report.slots["whose"].right, report.slots["whose"].judged) == (0, 1)
    assert report.slots["currency"].judged == 2


def test_each_language_is_scored_by_itself(tmp_path: Path) -> None:
    chinese = CASE | {"lang": "zh", "text": "周五还两百。", "currency": "CNY"}
    reports = scored(tmp_path, CASE, told({}), chinese | {"gold": [CASE["gold"][0] | {"currency": "CNY"}]})

    assert [(each.lang, each.slots["amount and date"].judged) for each in reports] == [("en", 2), ("zh", 1)]
    assert "zh amount and date" in format_promises("exam", reports)


def test_the_interval_holds_the_rate_and_stays_within_bounds() -> None:
    low, high = Share(18, 20).interval

    assert 0 < low < 0.9 < high < 1
    assert Share(20, 20).interval[1] <= 1.0 + 1e-9


def test_a_line_that_is_no_case_is_named(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text(json.dumps(CASE) + "\n{}")

    with pytest.raises(InputError, match=r"cases\.jsonl:2"):
        load_cases(path)
