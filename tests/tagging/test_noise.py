"""Recogniser-like damage changes words, never what is said."""

from __future__ import annotations

import random

import pytest

pytest.importorskip("wordfreq")

from assist.tagging.noise import PROTECTED, RecogniserNoise, drop_punctuation

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
