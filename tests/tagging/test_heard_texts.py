"""What the engine heard of an utterance may stand for it in training, and in training alone."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("num2words")

from assist.errors import InputError
from assist.tagging.corpus import Part, Record, part_of
from assist.tagging.heard_texts import FILE, is_variant, load_heard, word_error_rate

pytestmark = pytest.mark.training

SAID = "I can't pay that debt before Friday, I lost my job."
HEARD = "I can't pay that death before Friday. I last my job."


def situation(part: Part) -> str:
    return next(slug for slug in map(str, range(1_000)) if part_of(slug) == part)


RECORD = Record(
    id="en-1", lang="en", script="latn", speaker="debtor", text=SAID, context=(), labels=("hardship",),
    situation=situation("train"), style="plain", where="here",
)  # fmt: skip


def corpora_with(folder: Path, *lines: object) -> Path:
    (folder / FILE).parent.mkdir(parents=True)
    (folder / FILE).write_text("".join(json.dumps(line) + "\n" for line in lines))
    return folder


def test_what_was_heard_of_a_training_utterance_is_found_by_its_id(tmp_path: Path) -> None:
    corpora = corpora_with(tmp_path, {"id": "en-1", "heard": HEARD, "word_error_rate": 0.182})

    assert load_heard(corpora, [RECORD]) == {"en-1": (HEARD,)}


@pytest.mark.parametrize("part", ["dev", "test"])
def test_what_was_heard_of_utterances_that_judge_the_model_is_ignored(part: Part, tmp_path: Path) -> None:
    corpora = corpora_with(tmp_path, {"id": "en-1", "heard": HEARD})

    assert load_heard(corpora, [replace(RECORD, situation=situation(part))]) == {}


def test_a_record_that_was_rewritten_since_no_longer_has_what_was_heard(tmp_path: Path) -> None:
    corpora = corpora_with(tmp_path, {"id": "en-1", "heard": HEARD})

    assert (
        load_heard(corpora, [replace(RECORD, text="You have the wrong person, I never banked there.")]) == {}
    )


def test_corpora_without_recognitions_have_none(tmp_path: Path) -> None:
    assert load_heard(tmp_path, [RECORD]) == {}


def test_a_line_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    corpora = corpora_with(tmp_path, {"id": "en-1", "heard": HEARD}, {"id": "en-1"})

    with pytest.raises(InputError, match=r"en\.jsonl:2"):
        load_heard(corpora, [RECORD])


def test_the_word_error_rate_counts_errors_for_each_word_said() -> None:
    assert word_error_rate(SAID, HEARD) == pytest.approx(2 / 11)


@pytest.mark.parametrize(
    "heard",
    ["i can't pay that debt before friday i lost my job", "I can pay that death before Friday. I last my job.",
     "Can't pay, Fred at four eyed lost map."],
    ids=["heard as it was said", "a negation lost", "hardly anything left"],
)  # fmt: skip
def test_text_that_says_the_same_or_something_else_is_no_variant(heard: str) -> None:
    assert not is_variant(SAID, heard)
