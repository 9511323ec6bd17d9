"""The duties of a call: met, missed or not applicable, and the turn that decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

import pytest

from assist.compliance.call_window import call_window
from assist.compliance.checks import CHECKS, CallChecks
from assist.compliance.right_party import RightPartyMachine
from assist.events import CallDetails, CheckResult, Language, Promise, Utterance

FRIDAY = dt.date(2026, 11, 27)
A, D = "agent", "debtor"
VERIFIED_EN = [(A, "Please confirm your date of birth."), (D, "May first 1980"), (A, "Thank you.")]
VERIFIED_ZH = [(A, "请核对一下身份证后四位"), (D, "一二三四"), (A, "好的,核对无误")]


def run(
    turns: Sequence[tuple[str, str] | tuple[str, str, Promise]],
    *,
    lang: Language = "en",
    jurisdiction: str | None = None,
    local_time: dt.time | None = None,
    date: dt.date = dt.date(2026, 11, 24),
) -> dict[str, CheckResult]:
    checks = CallChecks(CallDetails("call", lang, date, local_time, jurisdiction=jurisdiction))
    machine = RightPartyMachine()
    for turn, (speaker, text, *promises) in enumerate(turns):
        state = machine.hear(speaker, text, lang)  # type: ignore[arg-type]
        utterance = Utterance(turn, speaker, lang, text, turn * 10.0, turn * 10.0 + 8)  # type: ignore[arg-type]
        checks.hear(utterance, promises=promises, right_party=state)
    final = checks.finish()
    assert tuple(result.check for result in final) == CHECKS
    assert all(result.status != "open" for result in final)
    return {result.check: result for result in final}


def outcome(result: CheckResult) -> tuple[str, int | None]:
    return result.status, result.turn


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Hi, this is Dana calling from Northway Credit."),
        ("en", "My name is Sam."),
        ("zh", "您好,我是某某银行委托的催收专员"),
        ("zh", "我的工号是3021"),
        ("zh", "您好,這裡是遠東銀行客服中心"),
    ],
)
def test_the_agent_says_who_is_calling(lang: Language, text: str) -> None:
    assert outcome(run([(A, text)], lang=lang)["self_identified"]) == ("met", 0)
    assert outcome(run([(D, text)], lang=lang)["self_identified"]) == ("missed", None)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "This call is recorded for quality."),
        ("en", "You're on a recorded line."),
        ("zh", "本次通话将会录音"),
        ("zh", "為保障服務質量,通話全程錄音"),
    ],
)
def test_the_agent_says_that_the_call_is_recorded(lang: Language, text: str) -> None:
    assert outcome(run([(A, text)], lang=lang)["recording_notice"]) == ("met", 0)
    assert outcome(
        run([(A, "Good morning." if lang == "en" else "早上好")], lang=lang)["recording_notice"]
    ) == (
        "missed",
        None,
    )


def test_the_mini_miranda_is_a_duty_of_us_calls_alone() -> None:
    said = [(A, "This is an attempt to collect a debt and any information will be used for that purpose.")]
    assert outcome(run(said, jurisdiction="US-MA")["mini_miranda"]) == ("met", 0)
    assert outcome(run([(A, "Hello.")], jurisdiction="US")["mini_miranda"]) == ("missed", None)
    assert run(said, jurisdiction="UK")["mini_miranda"].status == "not_applicable"
    assert run(said)["mini_miranda"].status == "not_applicable"


@pytest.mark.parametrize(
    ("lang", "turns", "expected"),
    [
        ("en", [(A, "Hello, may I speak to Sam?"), (D, "Wrong number.")], ("met", None)),
        ("en", [*VERIFIED_EN, (A, "Your balance is overdue.")], ("met", 3)),
        ("en", [(A, "Is this Sam?"), (D, "Yes."), (A, "Your loan is overdue.")], ("missed", 2)),
        ("en", [(D, "I'm his mother."), (A, "He owes us 500 dollars.")], ("missed", 1)),
        ("en", [*VERIFIED_EN, (A, "It is overdue."), (D, "I'm his wife"), (A, "His loan is overdue")], ("missed", 5)),
        ("en", [(D, "Hello"), (A, "It's a personal matter, I can't say more.")], ("met", None)),
        ("en", [(A, "This is a call from a debt collector.")], ("met", None)),
        ("zh", [*VERIFIED_ZH, (A, "您的账单逾期了五天")], ("met", 3)),
        ("zh", [(D, "喂"), (A, "您的贷款逾期了")], ("missed", 1)),
        ("zh", [(D, "我是他妈妈"), (A, "他欠了我们五千块")], ("missed", 1)),
        ("zh", [(D, "喂"), (A, "您好,我是信用卡中心的小王")], ("met", None)),
    ],
)  # fmt: skip
def test_the_debt_is_named_to_the_verified_debtor_only(
    lang: Language, turns: list[tuple[str, str]], expected: tuple[str, int | None]
) -> None:
    assert outcome(run(turns, lang=lang)["identity_verified_before_disclosure"]) == expected


@pytest.mark.parametrize(
    ("jurisdiction", "lang", "time", "status"),
    [
        ("CN", "zh", dt.time(8), "met"),
        ("CN", "zh", dt.time(7, 59), "missed"),
        ("CN", "zh", dt.time(21, 59), "met"),
        ("CN", "zh", dt.time(22), "missed"),
        ("US", "en", dt.time(21), "met"),
        ("US", "en", dt.time(21, 1), "missed"),
        ("TW", "zh", dt.time(7, 30), "met"),
        ("AU", "en", dt.time(7, 30), "met"),
        ("IE", "en", dt.time(8, 30), "missed"),
        (None, "en", dt.time(7, 30), "missed"),
        (None, "zh", dt.time(21, 30), "met"),
        ("US", "en", None, "not_applicable"),
    ],
)
def test_the_call_falls_within_its_hours(
    jurisdiction: str | None, lang: Language, time: dt.time | None, status: str
) -> None:
    result = run([(A, "Hello")], lang=lang, jurisdiction=jurisdiction, local_time=time)["call_window"]
    assert result.status == status


def test_no_call_on_a_sunday_in_ireland() -> None:
    assert call_window("IE", lang="en", date=dt.date(2026, 11, 22)) is None


def test_a_call_that_runs_past_its_hours_is_missed_at_that_turn() -> None:
    turns = [(A, "Hello"), (D, "Hello"), (A, "Good evening")]
    result = run(turns, jurisdiction="CN", lang="zh", local_time=dt.time(21, 59, 45))["call_window"]
    assert outcome(result) == ("missed", 2)


@pytest.mark.parametrize(
    ("lang", "turns", "expected"),
    [
        ("en", [(D, "I can pay Friday."), (A, "Thank you.")], ("not_applicable", None)),
        ("en", [(D, "Stop calling me."), (A, "Understood, I'll note that."), (A, "Goodbye.")], ("met", 0)),
        ("en", [(D, "Stop calling me."), (A, "When can you pay?")], ("missed", 1)),
        ("en", [(D, "Don't call me at work."), (A, "Of course. When can you pay?")], ("met", 0)),
        ("en", [(D, "Don't call me at work."), (A, "We'll keep calling until it's paid.")], ("missed", 1)),
        ("en", [(D, "I can't talk, call me later"), (A, "When can you pay?")], ("not_applicable", None)),
        ("zh", [(D, "别再给我打电话了"), (A, "好的,我马上为您登记")], ("met", 0)),
        ("zh", [(D, "别再给我打电话了"), (A, "那你什么时候还款")], ("missed", 1)),
        ("zh", [(D, "不要联系我爸妈"), (A, "好的,不会联系。您看哪天能还一部分")], ("met", 0)),
        ("zh", [(D, "不要給我單位打電話"), (A, "不可能不打")], ("missed", 1)),
    ],
)
def test_a_request_to_stop_is_honoured(
    lang: Language, turns: list[tuple[str, str]], expected: tuple[str, int | None]
) -> None:
    assert outcome(run(turns, lang=lang)["cease_request_honoured"]) == expected


@pytest.mark.parametrize(
    ("lang", "turns", "expected"),
    [
        ("en", [(D, "I'll get a lawyer."), (A, "When can you pay?")], ("not_applicable", None)),
        (
            "en",
            [(D, "I have a lawyer, talk to my lawyer."), (A, "May I have the lawyer's number?")],
            ("met", 0),
        ),
        ("en", [(D, "My attorney is handling this."), (A, "You still need to pay today.")], ("missed", 1)),
        ("zh", [(D, "我已经请了律师,你找我律师谈"), (A, "好的,请把律师的联系方式告诉我")], ("met", 0)),
        ("zh", [(D, "我已经委托了律师"), (A, "那你什么时候还款")], ("missed", 1)),
        ("zh", [(D, "我要去找律师"), (A, "那你什么时候还款")], ("not_applicable", None)),
    ],
)
def test_a_representative_is_honoured(
    lang: Language, turns: list[tuple[str, str]], expected: tuple[str, int | None]
) -> None:
    assert outcome(run(turns, lang=lang)["representation_honoured"]) == expected


@pytest.mark.parametrize(
    ("lang", "said", "read_back", "status"),
    [
        ("en", "I'll pay 200 on Friday", "So that's two hundred dollars.", "met"),
        ("en", "I'll pay 200 on Friday", "Friday, the 27th, then.", "met"),
        ("en", "I'll pay 200 on Friday", "November 27 it is.", "met"),
        ("en", "I'll pay 200 on Friday", "Thank you, goodbye.", "missed"),
        ("en", "I'll pay 200 on Friday", "So 300 dollars on Monday.", "missed"),
        ("zh", "周五我还两百", "好的,周五还两百块", "met"),
        ("zh", "周五我还两百", "那就二十七号", "met"),
        ("zh", "周五我还两百", "好的,200元我记下了", "met"),
        ("zh", "周五我还两百", "好的再见", "missed"),
    ],
)
def test_a_promise_is_read_back(lang: Language, said: str, read_back: str, status: str) -> None:
    text = "Friday" if lang == "en" else "周五"
    promise = Promise(Decimal(200), "USD", text, FRIDAY)
    result = run([(D, said, promise), (A, "Hm."), (A, read_back)], lang=lang)["promise_recapped"]
    assert result.status == status
    assert result.turn == (2 if status == "met" else None)


def test_without_a_promise_there_is_nothing_to_read_back() -> None:
    assert run([(D, "I'll see."), (A, "Friday?")])["promise_recapped"].status == "not_applicable"


def test_somebody_elses_promise_binds_nobody_here() -> None:
    promise = Promise(Decimal(200), "USD", "Friday", FRIDAY, whose="third_party")
    assert run([(D, "My wife pays Friday", promise)])["promise_recapped"].status == "not_applicable"


def test_a_new_promise_has_to_be_read_back_again() -> None:
    first = Promise(Decimal(200), "USD", "Friday", FRIDAY)
    second = Promise(Decimal(300), "USD", "Monday", dt.date(2026, 11, 30))
    turns = [
        (D, "200 on Friday", first),
        (A, "200 dollars, Friday."),
        (D, "no, 300 on Monday", second),
        (A, "Fine."),
    ]
    assert run(turns)["promise_recapped"].status == "missed"


def test_only_what_changed_is_told() -> None:
    checks = CallChecks(CallDetails("call", "en", dt.date(2026, 11, 24), dt.time(12)))
    hello = Utterance(0, "agent", "en", "This is Dana calling from Northway.", 0.0, 2.0)
    first = {result.check for result in checks.hear(hello, right_party="unanswered")}
    assert {"self_identified", "call_window"} <= first
    again = Utterance(1, "agent", "en", "Good morning.", 3.0, 4.0)
    assert checks.hear(again, right_party="unanswered") == ()
    assert {result.check for result in checks.results} == set(CHECKS)
