"""What is taken for what is counted from real recognitions, and drawn as often as it was met."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

pytest.importorskip("num2words")

from assist.errors import InputError
from assist.tagging.confusions import (
    Change,
    Confusion,
    ConfusionTable,
    changes,
    confusions,
    negations,
    plain_words,
    read_confusions,
    word_errors,
    write_confusions,
)

pytestmark = pytest.mark.training


def pair(said: str, heard: str) -> tuple[list[str], list[str]]:
    return said.split(), heard.split()


def test_what_differs_is_found_word_by_word() -> None:
    said, heard = pair("i paid the debt collector on friday", "i pay the dead collect her friday")

    assert changes(said, heard) == [
        Change(1, ("paid",), ("pay",)),
        Change(3, ("debt", "collector", "on"), ("dead", "collect", "her")),
    ]


@pytest.mark.parametrize(
    ("said", "heard", "errors"),
    [
        ("i will pay", "i will pay", 0),
        ("i will pay", "i pay", 1),
        ("i will pay", "i will not pay", 1),
        ("i will pay", "", 3),
        ("", "thank you", 2),
        ("pay on friday", "play on fry day", 3),
    ],
)
def test_words_substituted_lost_and_brought_in_are_errors(said: str, heard: str, errors: int) -> None:
    assert word_errors(*pair(said, heard)) == errors


def test_letter_case_punctuation_and_the_writing_of_numbers_are_no_errors() -> None:
    assert plain_words("I owe two hundred and forty dollars, by the fifteenth.") == plain_words(
        "i owe $240 by the 15th"
    )


def test_a_confusion_is_counted_beside_how_often_its_words_were_said() -> None:
    heard = [
        pair("my debt is old", "my dead is old"),
        pair("the debt is paid", "the dead is paid"),
        pair("what debt", "what debt"),
    ]

    assert confusions(heard) == [Confusion("debt", 3, "dead", 2)]


def test_what_was_met_in_one_utterance_alone_is_left_out_however_often() -> None:
    assert confusions([pair("see you at the quay", "see you at the zoo")] * 5) == []


def test_words_written_alike_count_from_the_first_sighting() -> None:
    assert confusions([pair("the collector rang", "the connector rang")]) == [
        Confusion("collector", 1, "connector", 1)
    ]


def test_short_words_are_lost_and_long_ones_are_not() -> None:
    lost = [pair("send the statement today", "send today"), pair("the statement came", "statement came")]

    assert [one.said for one in confusions([*lost, pair("call the shop", "call shop")])] == ["the"]


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("i can't pay", "i can pay"),
        ("i know that", "i no that"),
        ("not now", "now"),
        ("dont ring", "done ring"),
    ],
)
def test_no_confusion_takes_a_negation_away_or_brings_one_in(said: str, heard: str) -> None:
    assert confusions([pair(said, heard), pair(f"well {said}", f"well {heard}")]) == []


def test_negations_are_the_same_however_they_are_written() -> None:
    written = ["i can't and i cannot, no", "i can not and i don’t no", "i cant and i wont no"]

    assert [negations(plain_words(text)) for text in written] == [["not", "not", "no"]] * 3


def test_words_that_end_like_a_negation_are_none() -> None:
    assert negations(["agent", "sent", "want"]) == []


def test_what_was_met_oftener_is_heard_oftener() -> None:
    table = ConfusionTable([Confusion("debt", 20, "dead", 8), Confusion("debt", 20, "that", 2)])
    chance = random.Random(3)

    drawn = Counter(table.mishear(["debt"], chance, rate=0.5) for _ in range(2_000))

    assert drawn[1, "dead"] == pytest.approx(4 * drawn[1, "that"], rel=0.25)
    assert drawn[None] == pytest.approx(1_000, rel=0.1)


def test_a_word_missed_oftener_than_others_is_missed_oftener_here() -> None:
    table = ConfusionTable([Confusion("debt", 10, "dead", 5), Confusion("pay", 40, "play", 5)])
    chance = random.Random(3)

    missed = {
        word: sum(table.mishear([word], chance, rate=0.1) is not None for _ in range(3_000))
        for word in ("debt", "pay", "loan")
    }

    assert missed["debt"] == pytest.approx(4 * missed["pay"], rel=0.3)
    assert missed["loan"] == 0


def test_two_words_may_be_heard_as_one() -> None:
    table = ConfusionTable([Confusion("call in", 4, "calling", 4)])

    assert table.mishear(["call", "in", "sick"], random.Random(0), rate=1) == (2, "calling")


def test_a_table_is_read_as_it_was_written(tmp_path: Path) -> None:
    found = [Confusion("debt", 9, "dead", 3), Confusion("the", 40, "", 2)]
    write_confusions(tmp_path / "table.tsv", found)

    assert read_confusions(tmp_path / "table.tsv") == found


@pytest.mark.parametrize(
    ("row", "mistake"),
    [("debt\tnine\tdead\t3", "four columns"), ("debt\t9", "four columns"), ("know\t9\tno\t3", "negation")],
)
def test_a_line_that_will_not_do_is_named(row: str, mistake: str, tmp_path: Path) -> None:
    (tmp_path / "table.tsv").write_text(f"said\ttimes_said\theard\ttimes_heard\n{row}\n")

    with pytest.raises(InputError, match=f"table.tsv:2: .*{mistake}"):
        read_confusions(tmp_path / "table.tsv")
