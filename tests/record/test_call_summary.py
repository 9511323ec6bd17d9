import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest

from assist.events import (
    CallDetails,
    CheckResult,
    Finding,
    Language,
    Promise,
    RightParty,
    Speaker,
    Tag,
    Utterance,
)
from assist.record.outcome import OUTCOMES, Heard
from assist.record.summary import LONGEST_QUOTE, summarise
from assist.record.wording import (
    CHECK_LINES,
    DUTY_LINES,
    NEXT_STEPS,
    OUTCOME_LINES,
    PROMISE_LINES,
    SAID_LINES,
)

SAID: dict[Language, list[tuple[Speaker, str, str]]] = {
    "en": [
        ("agent", "Could you tell me what happened?", ""),
        ("debtor", "I lost my job in October", "hardship"),
        ("debtor", "and I don't agree with the late fee", "dispute"),
        ("agent", "I will have that checked.", ""),
        ("debtor", "Can I pay in two parts?", "relief_request"),
        ("debtor", "I'll pay 200 on Friday", "promise"),
    ],
    "zh": [
        ("agent", "您方便说说发生了什么吗？", ""),
        ("debtor", "我十月份失业了", "hardship"),
        ("debtor", "滞纳金我不认", "dispute"),
        ("agent", "这一点我登记核实。", ""),
        ("debtor", "能不能分两次还", "relief_request"),
        ("debtor", "我周五还两百", "promise"),
    ],
}
FRIDAY = dt.date(2026, 11, 27)
PROMISE = Promise(Decimal(200), None, None, FRIDAY, turn=5)


def heard(turns: list[tuple[Speaker, str, str]], lang: Language) -> list[Heard]:
    return [
        (
            Utterance(turn, speaker, lang, text, float(turn), turn + 1.0),
            [Tag(tag, 0.9) for tag in tags.split()],
        )
        for turn, (speaker, text, tags) in enumerate(turns)
    ]


def summary_of(
    lang: Language,
    turns: list[tuple[Speaker, str, str]] | None = None,
    promises: tuple[Promise, ...] = (PROMISE,),
    right_party: RightParty = "verified",
    **more: Any,
) -> dict[str, Any]:
    details = CallDetails("1", lang, dt.date(2026, 11, 20), currency="CNY" if lang == "zh" else "USD")
    return summarise(
        heard(SAID[lang] if turns is None else turns, lang),
        details=details,
        promises=promises,
        right_party=right_party,
        **more,
    )


def lines(summary: dict[str, Any], kind: str) -> list[tuple[str, list[int]]]:
    return [(line["text"], line["turns"]) for line in summary["lines"] if line["kind"] == kind]


def test_an_english_call_is_told_in_plain_lines_linked_to_its_turns() -> None:
    summary = summary_of("en")
    assert (summary["lang"], summary["outcome"]) == ("en", "promise")
    assert [(line["kind"], line["text"], line["turns"]) for line in summary["lines"]] == [
        ("outcome", "Outcome: promise to pay", [5]),
        ("reason", "Reason given: “I lost my job in October”", [1]),
        ("said", "Asked for other terms: “Can I pay in two parts?”", [4]),
        ("promise", "Promised: 200 dollars, Friday 27 November", [5]),
        ("dispute", "Disputed, to be passed on: “and I don't agree with the late fee”", [2]),
        ("duty", "Open: mark the account as disputed and pass it on for checking", [2]),
        ("duty", "Open: submit the request for other terms; the answer is subject to approval", [4]),
        (
            "next_step",
            "Next: no contact about it before Friday 27 November; then see whether the payment has come in",
            [5],
        ),
    ]


def test_a_mandarin_call_is_told_in_mandarin() -> None:
    summary = summary_of("zh")
    assert [(line["kind"], line["text"], line["turns"]) for line in summary["lines"]] == [
        ("outcome", "结果：承诺还款", [5]),
        ("reason", "欠款原因：“我十月份失业了”", [1]),
        ("said", "希望调整还款条件：“能不能分两次还”", [4]),
        ("promise", "承诺：11月27日（周五），200元", [5]),
        ("dispute", "异议（须转交核实）：“滞纳金我不认”", [2]),
        ("duty", "待办：标注争议并转交核实", [2]),
        ("duty", "待办：提交调整还款条件的申请，结果以批复为准", [4]),
        ("next_step", "下一步：11月27日（周五）前不再就此联系，到期后查看是否到账", [5]),
    ]


@pytest.mark.parametrize(
    ("lang", "text", "step"),
    [
        (
            "en",
            "I'll pay 200 on Friday",
            "Next: no contact about it before Friday 27 November; then see whether the payment has come in",
        ),
        ("zh", "我周五还两百", "下一步：11月27日（周五）前不再就此联系，到期后查看是否到账"),
    ],
)
def test_after_a_promise_nobody_calls_before_its_day(lang: Language, text: str, step: str) -> None:
    promise = Promise(Decimal(200), None, None, FRIDAY, turn=0)
    summary = summary_of(lang, [("debtor", text, "promise")], (promise,))
    assert summary["outcome"] == "promise"
    assert lines(summary, "next_step") == [(step, [0])]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_an_open_promise_is_a_duty(lang: Language) -> None:
    summary = summary_of(lang, [("debtor", "...", "promise")], (Promise(None, None, None, None, turn=0),))
    words = DUTY_LINES[lang]
    assert lines(summary, "duty") == [
        (words["promise_without_date"], [0]),
        (words["promise_without_amount"], [0]),
    ]


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "A third party said they would pay: 200 dollars, Friday 27 November (condition: if she can)"),
        ("zh", "第三方表示会付：11月27日（周五），200元（前提：if she can）"),
    ],
)
def test_a_third_partys_promise_is_told_as_theirs(lang: Language, told: str) -> None:
    theirs = Promise(Decimal(200), None, None, FRIDAY, turn=0, whose="third_party", condition="if she can")
    summary = summary_of(lang, [("debtor", "...", "third_party promise")], (theirs,), "not_the_debtor")
    assert summary["outcome"] == "third_party"
    assert lines(summary, "promise") == [(told, [0])]
    assert lines(summary, "duty") == [(DUTY_LINES[lang]["third_party"], [0])]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_vulnerability_is_told_first_among_what_was_said_and_leaves_a_duty(lang: Language) -> None:
    turns: list[tuple[Speaker, str, str]] = [("debtor", "a", "stalling"), ("debtor", "b", "vulnerability")]
    summary = summary_of(lang, turns, ())
    assert summary["outcome"] == "vulnerable_handoff"
    assert lines(summary, "said")[0] == (SAID_LINES[lang]["vulnerability"].format(quote="“b”"), [1])
    assert (DUTY_LINES[lang]["vulnerability"], [1]) in lines(summary, "duty")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_only_missed_checks_are_told(lang: Language) -> None:
    checks = [
        CheckResult("self_identified", "met", 0),
        CheckResult("recording_notice", "missed"),
        CheckResult("promise_recapped", "missed", 5),
        CheckResult("mini_miranda", "not_applicable"),
    ]
    assert lines(summary_of(lang, checks=checks), "missed") == [
        (CHECK_LINES[lang]["recording_notice"], []),
        (CHECK_LINES[lang]["promise_recapped"], [5]),
    ]


def test_a_check_without_words_of_its_own_is_still_told() -> None:
    summary = summary_of("en", checks=[CheckResult("new_duty", "missed", 3)])
    assert lines(summary, "missed") == [("Missed: new_duty", [3])]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_serious_findings_ask_for_a_review_and_lesser_ones_do_not(lang: Language) -> None:
    def finding(severity: Any) -> Finding:
        return Finding("threat", severity, "lexicon", "r", 0, 1, "x", "y")

    serious = summary_of(lang, findings=[(0, finding("critical")), (3, finding("critical"))])
    assert (DUTY_LINES[lang]["review"].format(count=2), [0, 3]) in lines(serious, "duty")
    assert lines(summary_of(lang, findings=[(0, finding("minor"))]), "duty") == lines(
        summary_of(lang), "duty"
    )


def test_long_words_are_cut_and_the_same_words_quoted_once() -> None:
    turns: list[tuple[Speaker, str, str]] = [
        ("debtor", "word " * 60, "hardship"),
        ("debtor", "I lost {my} job", "hardship"),
        ("debtor", "I lost {my} job", "hardship"),
    ]
    ((text, rests_on),) = lines(summary_of("en", turns, ()), "reason")
    assert text.count("I lost {my} job") == 1
    assert text.count("word") <= LONGEST_QUOTE / 5
    assert rests_on == [0, 1, 2]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_call_in_which_nothing_was_said_has_a_summary(lang: Language) -> None:
    summary = summary_of(lang, [], (), "unanswered")
    assert [line["kind"] for line in summary["lines"]] == ["outcome", "next_step"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_summary_is_plain_json(lang: Language) -> None:
    summary = summary_of(lang)
    assert json.loads(json.dumps(summary)) == summary


def test_both_languages_have_words_for_the_same_things() -> None:
    for table in (SAID_LINES, DUTY_LINES, CHECK_LINES, PROMISE_LINES, OUTCOME_LINES, NEXT_STEPS):
        assert table["en"].keys() == table["zh"].keys()
    assert set(OUTCOME_LINES["en"]) == set(NEXT_STEPS["zh"]) == set(OUTCOMES)
