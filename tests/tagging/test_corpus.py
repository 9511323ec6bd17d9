"""The corpora are read strictly, and split so that no situation straddles two parts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assist.errors import InputError
from assist.tagging.corpus import Record, load_corpora, part_of, read_corpora, split_by_situation
from assist.tagging.corpus_check import (
    alike_by_meaning,
    balance_report,
    broken_rules,
    near_duplicates,
    shortfalls,
    straddling,
)

GOOD: dict[str, Any] = {
    "id": "one",
    "lang": "en",
    "script": "latn",
    "speaker": "debtor",
    "text": "I lost my job in May and there is no money.",
    "context": [{"speaker": "agent", "text": "What happened?"}],
    "labels": ["hardship"],
    "situation": "lost-job",
    "style": "short",
}


def write(folder: Path, *records: dict[str, Any] | str, name: str = "a.jsonl") -> Path:
    lines = [each if isinstance(each, str) else json.dumps(each, ensure_ascii=False) for each in records]
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def mistakes(folder: Path) -> list[str]:
    return read_corpora(folder)[1]


def test_a_good_record_is_read_with_its_place(tmp_path: Path) -> None:
    (record,) = load_corpora(write(tmp_path, GOOD))

    assert (record.labels, record.context[0].text, record.where) == (
        ("hardship",),
        "What happened?",
        "a.jsonl:1",
    )


def test_a_record_may_say_why_its_label_is_there_and_who_speaks(tmp_path: Path) -> None:
    reasons = {"hardship": ["job_loss", "illness"], "third_party": ["parent"]}
    labels = ["third_party", "hardship"]
    (record,) = load_corpora(
        write(tmp_path, GOOD | {"labels": labels, "reasons": reasons, "on_the_line": True})
    )

    assert record.reasons == {"hardship": ("job_loss", "illness"), "third_party": ("parent",)}
    assert record.on_the_line is True


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"labels": ["hardshp"]}, "unknown label 'hardshp' for the debtor"),
        ({"labels": ["threat"]}, "unknown label 'threat' for the debtor"),
        ({"labels": ["hardship", "hardship"]}, "listed twice"),
        ({"labels": "hardship"}, "must be a list"),
        ({"lang": "fr"}, "lang is 'fr'"),
        ({"script": "hans"}, "script is 'hans'; en has: latn"),
        ({"speaker": "caller"}, "speaker is 'caller'"),
        ({"text": "  "}, "text must be text that is not blank"),
        ({"situation": ""}, "situation must be"),
        ({"colour": "red"}, "unknown field 'colour'"),
        ({"context": [{"speaker": "agent"}]}, "exactly 'speaker' and 'text'"),
        ({"context": [{"speaker": "x", "text": "y"}]}, "context speaker is 'x'"),
        ({"context": [{"speaker": "agent", "text": "y"}] * 5}, "at most 4"),
        ({"reasons": {"hardship": ["bad_luck"]}}, "unknown reason 'bad_luck' for hardship"),
        ({"reasons": {"dispute": ["too_old"]}}, "reasons for 'dispute', which is not a label here"),
        ({"reasons": {"hardship": []}}, "a list of one or 2 reasons"),
        ({"reasons": ["job_loss"]}, "reasons must be an object"),
        ({"on_the_line": True}, "only where third_party is a label"),
    ],
)
def test_a_mistake_is_named_with_file_and_line(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    (found,) = mistakes(write(tmp_path, GOOD, GOOD | {"id": "two", "text": "Fine."} | change))

    assert found.startswith("a.jsonl:2: ")
    assert said in found


def test_a_missing_field_is_named(tmp_path: Path) -> None:
    (found,) = mistakes(write(tmp_path, {key: GOOD[key] for key in GOOD if key != "style"}))

    assert found == "a.jsonl:1: missing field 'style'"


def test_broken_json_does_not_hide_the_lines_after_it(tmp_path: Path) -> None:
    found = mistakes(write(tmp_path, "{", GOOD | {"labels": ["x"]}))

    assert [line.split(" ")[0] for line in found] == ["a.jsonl:1:", "a.jsonl:2:"]


def test_an_id_used_twice_is_a_mistake_across_files(tmp_path: Path) -> None:
    write(tmp_path, GOOD)

    (found,) = mistakes(write(tmp_path, GOOD | {"text": "Other words."}, name="b.jsonl"))

    assert found == "b.jsonl:1: id 'one' is already at a.jsonl:1"


def test_the_same_words_twice_are_a_mistake_whatever_their_case_and_punctuation(tmp_path: Path) -> None:
    again = GOOD | {"id": "two", "text": "i lost my job in may, and there is no money"}

    (found,) = mistakes(write(tmp_path, GOOD, again))

    assert found == "a.jsonl:2: the same text and context as a.jsonl:1"


def test_the_same_short_answer_to_another_question_is_no_mistake(tmp_path: Path) -> None:
    other = GOOD | {"id": "two", "context": [{"speaker": "agent", "text": "Why is it late?"}]}

    assert mistakes(write(tmp_path, GOOD, other)) == []


def test_the_exam_is_never_read_with_the_corpora_but_can_be_read_alone(tmp_path: Path) -> None:
    (tmp_path / "exam").mkdir()
    write(tmp_path, GOOD)
    write(tmp_path / "exam", GOOD | {"id": "exam-one", "text": "Never seen before."})

    assert [each.id for each in load_corpora(tmp_path)] == ["one"]
    assert [each.id for each in load_corpora(tmp_path / "exam")] == ["exam-one"]


def test_loading_refuses_corpora_with_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a\.jsonl:1: unknown label"):
        load_corpora(write(tmp_path, GOOD | {"labels": ["x"]}))


@pytest.mark.parametrize("missing", ["", "nowhere"])
def test_loading_refuses_a_folder_without_records(tmp_path: Path, missing: str) -> None:
    with pytest.raises(InputError, match="models/corpora"):
        load_corpora(tmp_path / missing)


def record(number: int, text: str, situation: str = "s", **changes: Any) -> Record:
    fields: dict[str, Any] = {
        "id": f"r{number}", "lang": "en", "script": "latn", "speaker": "debtor", "context": (), "labels": (),
        "style": "x", "where": f"a:{number}",
    }  # fmt: skip
    return Record(text=text, situation=situation, **(fields | changes))


def test_no_situation_is_in_two_parts() -> None:
    records = [record(n, f"words {n}", f"situation-{n % 300}") for n in range(3_000)]

    split = split_by_situation(records)

    found = [{each.situation for each in part} for part in (split.train, split.dev, split.test)]
    assert not (found[0] & found[1])
    assert not (found[0] & found[2])
    assert not (found[1] & found[2])
    assert [round(len(part) / 3_000, 1) for part in (split.train, split.dev, split.test)] == [0.8, 0.1, 0.1]


def test_near_duplicates_are_found_and_other_sentences_are_not() -> None:
    records = [
        record(1, "I lost my job in May and there is no money coming in."),
        record(2, "I lost my job in June and there is no money coming in."),
        record(3, "Who gave you this number?"),
    ]

    (pair,) = near_duplicates(records)

    assert (pair.first.id, pair.second.id) == ("r1", "r2")
    assert 0.6 <= pair.similarity < 1


def test_the_two_scripts_of_mandarin_are_compared_as_one() -> None:
    han: dict[str, Any] = {"lang": "zh", "script": "hans"}
    records = [
        record(1, "我下个月发工资就还给你们", **han),
        record(2, "我下個月發工資就還給你們", **(han | {"script": "hant"})),
    ]

    assert near_duplicates(records)[0].similarity == 1


def test_near_duplicates_in_two_parts_of_the_split_are_singled_out() -> None:
    train = next(f"s{n}" for n in range(100) if part_of(f"s{n}") == "train")
    test = next(f"s{n}" for n in range(100) if part_of(f"s{n}") == "test")
    same = [
        record(n, "I lost my job in May and there is no money.", s)
        for n, s in enumerate((train, test, train))
    ]

    pairs = near_duplicates(same)

    assert (len(pairs), len(straddling(pairs))) == (3, 2)


def test_the_balance_report_counts_labels() -> None:
    report = balance_report([record(1, "a", labels=("hardship",)), record(2, "b")])

    assert "debtor en: 2 utterances in 1 situations; 1 without a label" in report
    assert any(line.split()[:2] == ["hardship", "1"] for line in report.splitlines())


def test_utterances_that_say_the_same_in_other_words_are_found_by_their_embeddings() -> None:
    records = [
        record(1, "I have been out of work since May", "a"),
        record(2, "They let me go in the spring", "b"),
        record(3, "Friday, two hundred, cash", "c"),
        record(4, "Where did you get my number", "d"),
    ]
    vectors = np.array([[3, 0, 1], [2.9, 0.1, 1], [0, 3, 1], [1, 1, -5]], dtype=np.float32)

    (pair,) = alike_by_meaning(records, vectors, at_least=0.95)

    assert (pair.first.id, pair.second.id) == ("r1", "r2")


def test_short_replies_are_nobodys_phrase_by_meaning_either() -> None:
    same = np.ones((2, 3), dtype=np.float32) * [1, 2, 3]

    assert alike_by_meaning([record(1, "OK", "a"), record(2, "Fine", "b")], same) == []


def test_a_label_that_has_reasons_must_be_given_one() -> None:
    bare = record(1, "x", labels=("hardship", "third_party"))
    whole = record(
        2,
        "y",
        labels=("hardship", "third_party"),
        reasons={"hardship": ("illness",), "third_party": ("parent",)},
        on_the_line=False,
    )

    assert broken_rules([bare, whole]) == [
        "a:1: hardship without its reason",
        "a:1: third_party without its reason",
        "a:1: third_party without on_the_line",
    ]


def test_too_few_utterances_of_a_tag_or_without_any_are_told() -> None:
    every = [record(n, f"words {n}", labels=("refusal",)) for n in range(300)]

    short = shortfalls(every)

    assert "debtor en: 0 utterances with hardship; at least 300" in short
    assert "debtor en: 0 of 300 utterances have no label; at least a third" in short
    assert not any("with refusal" in line and "debtor en" in line for line in short)


def test_the_shipped_corpora_have_no_mistake_and_no_words_twice_across_the_split() -> None:
    records, wrong = read_corpora(Path(__file__).parents[2] / "models" / "corpora")

    assert wrong == []
    assert broken_rules(records) == []
    assert shortfalls(records) == []
    assert straddling(near_duplicates(records)) == []
