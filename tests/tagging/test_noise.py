"""Recogniser-like damage changes words, never what is said."""

from __future__ import annotations

import random

import pytest

pytest.importorskip("wordfreq")

from assist.tagging.confusions import (
    TABLE,
    Confusion,
    ConfusionTable,
    negations,
    read_confusions,
)
from assist.tagging.english_noise import EnglishNoise
from assist.tagging.mandarin_noise import PROTECTED
from assist.tagging.noise import RecogniserNoise
from assist.tagging.punctuation import drop_punctuation

pytestmark = pytest.mark.training

MANDARIN = "我不是不想还，是真的没钱，下个月十五号发了工资，我先还你们两千块，别再打我单位电话了。"
ENGLISH = "I'm not refusing to pay, I just can't pay $200 before Friday the 15th; don't call my office again!"


@pytest.fixture(scope="module")
def noise() -> RecogniserNoise:
    return RecogniserNoise()


def test_negations_survive_and_none_is_brought_in(noise: RecogniserNoise) -> None:
    before = [char for char in MANDARIN if char in PROTECTED]
    for seed in range(200):
        damaged = noise.damage(MANDARIN, "zh", random.Random(seed), rate=0.5)
        assert [char for char in damaged if char in PROTECTED] == before


def test_english_negations_survive(noise: RecogniserNoise) -> None:
    for seed in range(200):
        words = noise.damage(ENGLISH, "en", random.Random(seed), rate=0.5).split()
        assert ("not" in words, "can't" in words, "don't" in words) == (True, True, True)


def test_damage_changes_words_and_drops_punctuation(noise: RecogniserNoise) -> None:
    for text, lang in ((MANDARIN, "zh"), (ENGLISH, "en")):
        damaged = noise.damage(text, lang, random.Random(1), rate=0.5)  # type: ignore[arg-type]
        assert damaged != drop_punctuation(text, lang)  # type: ignore[arg-type]
        assert not set("，。；！;!") & set(damaged)


def test_the_same_generator_gives_the_same_damage(noise: RecogniserNoise) -> None:
    first, second = (noise.damage(MANDARIN, "zh", random.Random(4)) for _ in range(2))

    assert first == second


def test_text_of_nothing_but_punctuation_is_left_alone(noise: RecogniserNoise) -> None:
    assert noise.damage("……", "zh", random.Random(0)) == "……"


def test_numbers_and_contractions_keep_their_marks() -> None:
    assert drop_punctuation("It's $1,200.50, right?", "en") == "it's $1,200.50 right"
    assert drop_punctuation("一共1200.50元，对吧？", "zh") == "一共1200.50元对吧"


def test_digits_are_spelt_out_as_recognisers_do(noise: RecogniserNoise) -> None:
    chinese = {noise.damage("我下月8号还500。", "zh", random.Random(seed), rate=0) for seed in range(30)}
    english = {
        noise.damage("I'll pay $1,200.50 on it.", "en", random.Random(seed), rate=0) for seed in range(30)
    }

    assert "我下月八号还五百" in chinese
    assert "i'll pay one thousand two hundred dollars fifty on it" in english


def test_mandarin_may_come_in_pieces_that_are_no_words(noise: RecogniserNoise) -> None:
    heard = [noise.damage(MANDARIN, "zh", random.Random(seed), rate=0) for seed in range(60)]

    assert any(" " in text for text in heard)
    assert any(" " not in text for text in heard)


def test_a_long_utterance_may_lose_its_end_but_never_a_negation(noise: RecogniserNoise) -> None:
    text = "我跟你讲啊这个月的钱我是真的一分都拿没"
    heard = {noise.damage(text, "zh", random.Random(seed), rate=0).replace(" ", "") for seed in range(200)}

    assert any(not each.startswith("我") for each in heard)
    assert all("没" in each for each in heard)


def test_a_short_reply_is_never_cut(noise: RecogniserNoise) -> None:
    heard = {noise.damage("Friday then", "en", random.Random(seed), rate=0) for seed in range(100)}

    assert heard == {"friday then"}


def test_english_words_are_taken_for_what_recognisers_took_them_for(noise: RecogniserNoise) -> None:
    met_most = [one for one in read_confusions(TABLE) if one.heard][:10]

    for one in met_most:
        heard = [noise.damage(f"so {one.said} then", "en", random.Random(s), rate=0.9) for s in range(300)]
        assert f"so {one.heard} then" in heard, one


def test_more_words_are_misheard_at_a_higher_rate(noise: RecogniserNoise) -> None:
    plain = drop_punctuation(ENGLISH, "en")
    spared = [
        sum(noise.damage(ENGLISH, "en", random.Random(seed), rate=rate) == plain for seed in range(200))
        for rate in (0.02, 0.1, 0.3)
    ]

    assert spared[0] > spared[1] > spared[2]


def test_every_shipped_confusion_leaves_negations_as_they_were() -> None:
    touched = [one for one in read_confusions(TABLE) if negations([*one.said.split(), *one.heard.split()])]

    assert touched == []


def test_a_short_word_that_recognisers_lose_is_lost() -> None:
    noise = EnglishNoise(ConfusionTable([Confusion("the", 10, "", 5)]))

    heard = {noise.damage("call the bank", random.Random(seed), 0.5) for seed in range(40)}

    assert "call bank" in heard
    assert "call the bank" in heard


def test_the_same_generator_gives_the_same_english_damage(noise: RecogniserNoise) -> None:
    first, second = (noise.damage(ENGLISH, "en", random.Random(4), rate=0.4) for _ in range(2))

    assert first == second
