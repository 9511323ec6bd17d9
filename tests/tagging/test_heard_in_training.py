"""What a recogniser really heard of an utterance stands for it in training, half as often as it is damaged."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

pytest.importorskip("wordfreq")

from assist.tagging.augmentation import Augmentation
from assist.tagging.corpus import Record
from assist.tagging.noise import RecogniserNoise

pytestmark = pytest.mark.training

SAID = "I'm not refusing to pay, I just can't pay $200 before Friday the 15th; don't call my office again!"
HEARD = "I'm not refuse in to pay. I just can't pay $200 before Friday the 50th. Don't call my office again."
RECORD = Record(
    id="en-1", lang="en", script="latn", speaker="debtor", text=SAID, context=(), labels=("refusal",),
    situation="s", style="plain", where="here",
)  # fmt: skip


@pytest.fixture(scope="module")
def augmentation() -> Augmentation:
    return Augmentation([RECORD], RecogniserNoise(), heard={"en-1": (HEARD,)})


def texts(augmentation: Augmentation, record: Record) -> list[str]:
    return [augmentation.draw(record, random.Random(seed)).utterance.text for seed in range(1_000)]


def test_a_record_comes_as_it_was_heard_now_and_then(augmentation: Augmentation) -> None:
    as_heard = sum(HEARD in text for text in texts(augmentation, RECORD))

    assert 100 < as_heard < 400


def test_it_still_comes_as_it_was_written_and_with_invented_damage(augmentation: Augmentation) -> None:
    drawn = texts(augmentation, RECORD)

    assert SAID in drawn
    assert len({text for text in drawn if HEARD not in text and SAID not in text}) > 50


def test_what_was_heard_of_one_record_is_given_to_no_other() -> None:
    other = replace(RECORD, id="en-2")
    augmentation = Augmentation([other], RecogniserNoise(), heard={"en-1": (HEARD,)})

    assert all(HEARD not in text for text in texts(augmentation, other))
