"""Offsets stay those of what was said, whatever script, width, filler or contraction it was said in."""

from __future__ import annotations

import pytest

from assist.compliance.homophones import Homophones
from assist.compliance.matching import Concepts, PhraseIndex
from assist.compliance.phrases import PhraseError, parse_phrase
from assist.compliance.text import read_speech
from assist.events import Language


def spans(phrase: str, text: str, lang: Language, homophones: Homophones | None = None) -> list[str]:
    index: PhraseIndex[str] = PhraseIndex(
        lang, Concepts({"kin": ["家人" if lang == "zh" else "mother-in-law"]}, lang), homophones
    )
    index.add("it", phrase)
    heard = index.hear(text)
    return [text[slice(*heard.spoken.span(match.start, match.end))] for match in index.matches(heard)]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("我们会通知您的家人", "通知您的家人"),
        ("我們會通知您的家人", "通知您的家人"),
        ("我们会 通 知 您 的 家 人 的", "通 知 您 的 家 人"),
        ("我们会通知,嗯,您的呃家人", "通知,嗯,您的呃家人"),
        ("就通知妳的家人。", "通知妳的家人"),
        ("我哋通知你嘅家人", "通知你嘅家人"),
    ],
)
def test_a_mandarin_quote_is_what_was_said(text: str, quote: str) -> None:
    assert spans("通知 你的 {kin}", text, "zh") == [quote]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("We'll call your mother-in-law tonight", "'ll call your mother-in-law"),
        ("WE WILL um CALL uh YOUR mother-in-law", "WILL um CALL uh YOUR mother-in-law"),
        ("We’ll, erm, call your mother-in-law", "’ll, erm, call your mother-in-law"),
        ("we will will call call your mother-in-law", "will will call call your mother-in-law"),
    ],
)
def test_an_english_quote_is_what_was_said(text: str, quote: str) -> None:
    assert spans("will call your {kin}", text, "en") == [quote]


@pytest.mark.parametrize("said", ["dont", "don't", "don’t", "do not", "DON'T"])
def test_contractions_read_as_the_words_they_stand_for(said: str) -> None:
    assert read_speech(f"we {said} call", "en").tokens == ("we", "do", "not", "call")


def test_full_width_letters_and_digits_read_as_half_width() -> None:
    assert read_speech("APP还500块", "zh").tokens == tuple("app还500块")


@pytest.mark.parametrize(
    ("text", "amount"),
    [("欠了三千五百块钱", "三千五百块钱"), ("欠3,500.5元", "3,500.5元"), ("欠500块", "500块")],
)
def test_a_mandarin_amount_is_found_whole(text: str, amount: str) -> None:
    assert spans("{amount}", text, "zh") == [amount]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("you owe five hundred and twenty dollars", "five hundred and twenty dollars"),
        ("you owe $1,500.50 now", "$1,500.50"),
        ("you owe 900 bucks", "900 bucks"),
    ],
)
def test_an_english_amount_is_found_whole(text: str, amount: str) -> None:
    assert amount in spans("{amount}", text, "en")


@pytest.mark.parametrize(
    "text", ["", "   ", "。。。", "嗯", "um, uh.", "\ud83d\ude00", "\ud83d broken", "a" * 5000, "家" * 5000]
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_any_text_can_be_read(text: str, lang: Language) -> None:
    spoken = read_speech(text, lang)
    assert len(spoken.tokens) == len(spoken.starts) == len(spoken.ends) == len(spoken.clauses)
    assert all(0 <= start < end <= len(text) for start, end in zip(spoken.starts, spoken.ends, strict=True))


def test_a_gap_does_not_reach_into_the_next_sentence() -> None:
    assert spans("通知 ... 家人", "我会通知。家人好吗", "zh") == []
    assert spans("通知 ... 家人", "我会通知你,家人好吗", "zh") == ["通知你,家人"]


def test_english_words_match_whole_words_only() -> None:
    assert spans("jail", "the jailer came", "en") == []


@pytest.mark.parametrize("said", ["送你做牢", "送你坐劳", "送你坐牢", "送你做老"])
def test_a_misheard_high_stakes_word_is_heard(said: str) -> None:
    homophones = Homophones(["坐牢"], heard_as={"坐牢": ["做老"]})
    assert spans("你坐牢", said, "zh", homophones) == [said[1:]]


def test_an_innocent_homophone_is_left_alone() -> None:
    homophones = Homophones(["逾期"], innocent=["语气", "预期"])
    assert spans("逾期", "请注意您的语气和预期", "zh", homophones) == []


def test_what_is_misheard_elsewhere_is_left_alone_inside_an_innocent_word() -> None:
    homophones = Homophones(["坐牢"], heard_as={"坐牢": ["做老"]}, innocent=["老师"])
    assert spans("坐牢", "您是做老师的吗", "zh", homophones) == []


@pytest.mark.parametrize(
    ("phrase", "hint"),
    [
        ("", "empty"),
        ("(a|b", "never closed"),
        ("a|b", "closes nothing"),
        ("a ()", "empty alternative"),
        ("... a", "edge"),
        ("[a] [b]", "anything"),
        ("a ..99 b", "out of range"),
        ("a ... ... b", "two gaps"),
        ("a? b", "means nothing"),
        ("!!", "can never match"),
        ("家人", "not English"),
        ("{kin", "partner"),
    ],
)
def test_a_phrase_that_cannot_be_read_says_why(phrase: str, hint: str) -> None:
    with pytest.raises(PhraseError, match=hint):
        parse_phrase(phrase, "en")


def test_a_verb_with_a_tilde_stands_for_its_forms() -> None:
    for said in ("call", "calls", "calling", "called"):
        assert spans("call~ you", f"we {said} you", "en") == [f"{said} you"]
    assert spans("tell~ him", "they told him", "en") == ["told him"]


def test_the_cantonese_not_is_a_negation_and_a_hesitation_is_nothing() -> None:
    assert "".join(read_speech("我哋唔会打俾佢", "zh").tokens).endswith("唔会打给他")
    assert read_speech("唔,我想想", "zh").tokens == tuple("我想想")


@pytest.mark.parametrize(
    ("phrase", "apart", "together", "lang"),
    [
        ("(抓|逮) 你", "以后我自己抓,你不用管", "我们来抓你", "zh"),
        (
            "(call|phone) [your] {kin}",
            "It's your call. Mother-in-law trouble?",
            "We call your mother-in-law",
            "en",
        ),
    ],
)
def test_words_without_a_gap_stay_in_one_clause(
    phrase: str, apart: str, together: str, lang: Language
) -> None:
    assert spans(phrase, apart, lang) == []
    assert len(spans(phrase, together, lang)) == 1


def test_a_gap_may_pass_a_comma_even_with_nothing_in_it() -> None:
    assert spans("知道 ..4 {kin}", "知道,家人呢", "zh") == ["知道,家人"]
