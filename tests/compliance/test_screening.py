"""Findings: exact quotes, one a category and span, the model's voice where the lexicon is silent."""

from __future__ import annotations

from pathlib import Path

import pytest

from assist.compliance.lexicon import Lexicon
from assist.compliance.screening import Screener
from assist.events import Language, Tag

LEXICON = Path(__file__).parents[2] / "compliance_lexicon"


@pytest.fixture(scope="module")
def screener() -> Screener:
    return Screener(Lexicon.load(LEXICON))


def test_a_finding_quotes_exactly_what_was_said_and_brings_its_reasons(screener: Screener) -> None:
    text = "嗯,再不還就送你去 坐 牢!"
    findings = screener.screen(text, lang="zh", right_party="verified")
    assert [finding.category for finding in findings] == ["false_legal_claim"]
    (finding,) = findings
    assert text[finding.start : finding.end] == finding.quote
    assert finding.quote.endswith("坐 牢")
    assert finding.origin == "lexicon"
    assert finding.version == screener.version
    assert finding.rule
    assert finding.why
    assert finding.say_instead
    assert finding.source


def test_one_finding_for_each_category_and_stretch_of_speech(screener: Screener) -> None:
    findings = screener.screen("我们会联系您的家人", lang="zh", right_party="verified")
    assert sorted(finding.category for finding in findings) == ["third_party_disclosure", "threat"]


def test_two_stretches_of_one_category_are_two_findings(screener: Screener) -> None:
    text = "You will go to jail. I am sending someone to your house. We will call your mother."
    findings = screener.screen(text, lang="en", right_party="verified")
    assert [finding.category for finding in findings].count("threat") == 2


@pytest.mark.parametrize(
    ("text", "lang"), [("您儿子在我们平台的贷款逾期了", "zh"), ("Your son owes us money on his loan.", "en")]
)
def test_the_debt_may_not_be_named_to_a_third_party_but_to_the_debtor(
    screener: Screener, text: str, lang: str
) -> None:
    told = screener.screen(text, lang=lang, right_party="not_the_debtor")  # type: ignore[arg-type]
    assert {finding.category for finding in told} == {"third_party_disclosure"}
    assert screener.screen(text, lang=lang, right_party="verified") == ()  # type: ignore[arg-type]


def test_the_model_speaks_where_the_lexicon_is_silent(screener: Screener) -> None:
    text = "  I wonder how a person like that sleeps at night.  "
    (finding,) = screener.screen(text, lang="en", right_party="verified", conduct=[Tag("abuse", 0.81)])
    assert (finding.origin, finding.rule, finding.score) == ("model", None, 0.81)
    assert finding.quote == text.strip()
    assert text[finding.start : finding.end] == finding.quote
    assert finding.say_instead


def test_the_model_does_not_repeat_what_the_lexicon_found(screener: Screener) -> None:
    findings = screener.screen(
        "You are nothing but a deadbeat.", lang="en", right_party="verified", conduct=[Tag("abuse", 0.99)]
    )
    assert [finding.origin for finding in findings] == ["lexicon"]


def test_the_model_does_not_overrule_words_read_as_negated(screener: Screener) -> None:
    conduct = [Tag("threat", 0.7), Tag("third_party_disclosure", 0.7)]
    assert screener.screen("我们绝不会联系您的家人", lang="zh", right_party="verified", conduct=conduct) == ()


def test_a_label_that_is_no_category_makes_no_finding(screener: Screener) -> None:
    assert (
        screener.screen("Good morning.", lang="en", right_party="verified", conduct=[Tag("weather", 0.9)])
        == ()
    )


@pytest.mark.parametrize("text", ["", "   ", "。", "..."])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_nothing_said_is_nothing_found(screener: Screener, text: str, lang: str) -> None:
    assert screener.screen(text, lang=lang, right_party="verified") == ()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "category"),
    [
        ("再不还就让你做牢", "false_legal_claim"),
        ("我们明天就启诉你", "false_legal_claim"),
        ("已经向公安局例案了", "false_legal_claim"),
        ("你这是炸片", "false_legal_claim"),
        ("把收到的验证马报给我", "improper_payment"),
        ("我们会通知你的嫁人", "third_party_disclosure"),
        ("我們明天就上們找你", "threat"),
    ],
)
def test_a_homophone_error_hides_no_high_stakes_phrase(screener: Screener, said: str, category: str) -> None:
    assert category in {
        finding.category for finding in screener.screen(said, lang="zh", right_party="verified")
    }


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "This communication is from a debt collector."),
        (
            "en",
            "This is an attempt to collect a debt and any information obtained will be used for that purpose.",
        ),
        ("en", "Just so you know, this call is being recorded."),
        ("zh", "跟您说一下，本次通话会录音。"),
    ],
)
def test_a_sentence_that_the_law_demands_is_no_impersonation_whatever_the_model_thinks(
    screener: Screener, lang: Language, text: str
) -> None:
    doubted = [Tag("impersonation", 0.97)]
    assert screener.screen(text, lang=lang, right_party="verified", conduct=doubted) == ()
