"""What training sees: variants of one utterance, and now and then two in one breath with the labels of both."""

from __future__ import annotations

import random
from typing import Any

import pytest

pytest.importorskip("wordfreq")

from assist.events import Turn
from assist.tagging.aims import aims
from assist.tagging.augmentation import Augmentation
from assist.tagging.corpus import Record
from assist.tagging.labels import ON_THE_LINE, OUTPUTS
from assist.tagging.noise import RecogniserNoise

pytestmark = pytest.mark.training


def record(number: int, text: str, *labels: str, context: tuple[Turn, ...] = (), **more: Any) -> Record:
    place = f"s{number}"
    return Record(
        f"r{number}", "en", "latn", "debtor", text, context, labels, place, "short", f"a:{number}", **more
    )


BROKE = record(1, "The shop is gone.", "hardship", reasons={"hardship": ("business_failure",)})
MOTHER = record(2, "I am his mother.", "third_party", reasons={"third_party": ("parent",)}, on_the_line=True)
ANSWER = record(3, "Friday.", "promise", context=(Turn("agent", "When can you pay?"),))


@pytest.fixture(scope="module")
def augmentation() -> Augmentation:
    return Augmentation([BROKE, MOTHER, ANSWER], RecogniserNoise())


def drawn(augmentation: Augmentation, each: Record) -> list[Any]:
    return [augmentation.draw(each, random.Random(seed)) for seed in range(400)]


def test_two_utterances_of_one_breath_say_what_both_say(augmentation: Augmentation) -> None:
    together = [each for each in drawn(augmentation, BROKE) if len(each.said) == 2]

    assert 20 < len(together) < 60
    assert all(each.said == (BROKE, MOTHER) for each in together)
    assert all("mother" in each.utterance.text.lower() for each in together)


def test_an_answer_stays_next_to_its_question(augmentation: Augmentation) -> None:
    together = [each for each in drawn(augmentation, ANSWER) if len(each.said) == 2]

    assert together
    assert all(each.utterance.context for each in together)
    assert not any(each.utterance.text.lower().endswith(("friday", "friday.")) for each in together)


def targets(*said: Record) -> tuple[set[str], set[str]]:
    carried, counted = aims(*said)
    return (
        {output for output, value in zip(OUTPUTS, carried, strict=True) if value},
        {output for output, weight in zip(OUTPUTS, counted, strict=True) if weight},
    )


def test_labels_and_reasons_of_both_are_aimed_at() -> None:
    carried, _ = targets(BROKE, MOTHER)

    assert carried == {
        "hardship", "hardship/business_failure", "third_party", "third_party/parent", ON_THE_LINE,
    }  # fmt: skip


def test_reasons_count_only_where_the_label_was_given_any() -> None:
    _, counted = targets(record(4, "No money.", "hardship"))

    assert "hardship" in counted
    assert not any(output.startswith("hardship/") for output in counted)


def test_who_speaks_is_left_open_where_two_utterances_disagree() -> None:
    spoken_of = record(
        5, "My brother pays.", "third_party", reasons={"third_party": ("sibling",)}, on_the_line=False
    )

    assert ON_THE_LINE not in targets(MOTHER, spoken_of)[1]


def test_the_other_speakers_vocabulary_does_not_count() -> None:
    assert "threat" not in targets(BROKE)[1]
