"""Label scores are those of arithmetic, and their intervals are over situations."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assist.errors import InputError
from assist.evaluation.label_scores import evaluate, evaluate_records, format_report
from assist.events import Tag
from assist.tagging.corpus import Record
from assist.tagging.encoding import UtteranceInContext
from assist.tagging.labels import DEBTOR_TAGS
from assist.tagging.tagger import Reading


class WordTagger:
    """Reads an utterance as the labels that its words name: a tagger whose every error is known."""

    version = "words"

    def read(self, text: str, **_: Any) -> Reading:
        scores = {tag: (0.9 if tag in text.split() else 0.1) for tag in DEBTOR_TAGS}
        return Reading(tuple(Tag(tag, s) for tag, s in scores.items() if s > 0.5), (), scores)

    def threshold(self, label: str, lang: str) -> float:
        return 0.5


def record(number: int, says: str, *labels: str, situation: str | None = None) -> Record:
    return Record(
        f"r{number}", "en", "latn", "debtor", says, (), labels, situation or f"s{number}", "x", f"a:{number}"
    )


def report(*records: Record, **options: Any) -> Any:
    return evaluate_records(WordTagger(), records, **options)  # type: ignore[arg-type]


def label(found: Any, name: str) -> Any:
    return next(each for each in found.scores[0].labels if each.label == name)


def test_precision_recall_and_f1_are_counted() -> None:
    found = label(
        report(
            record(1, "hardship", "hardship"),
            record(2, "hardship", "hardship"),
            record(3, "nothing", "hardship"),
            record(4, "hardship"),
        ),
        "hardship",
    )

    assert found.positives == 3
    assert [found.precision.value, found.recall.value, found.f1.value] == pytest.approx([2 / 3] * 3)


def test_the_mean_is_over_labels_that_occur() -> None:
    (score,) = report(record(1, "hardship", "hardship"), record(2, "x", "dispute")).scores

    assert score.macro_f1.value == pytest.approx(0.5)
    assert score.core_f1.value == pytest.approx(0.5)


def test_the_share_of_clean_utterances_flagged_is_counted() -> None:
    (score,) = report(record(1, "refusal"), record(2, "x"), record(3, "x"), record(4, "x")).scores

    assert (score.clean, score.clean_flagged.value) == (4, 0.25)


def test_intervals_hold_the_figure_and_are_wider_when_errors_share_a_situation() -> None:
    apart = [record(n, "hardship" if n % 2 else "x", "hardship") for n in range(40)]
    together = [record(n, "hardship" if n % 2 else "x", "hardship", situation=f"s{n % 2}") for n in range(40)]

    one, other = (label(report(*records), "hardship").recall for records in (apart, together))

    assert one.low <= one.value <= one.high
    assert other.high - other.low > one.high - one.low


def test_the_same_records_give_the_same_report() -> None:
    records = [record(n, "hardship" if n % 3 else "x", "hardship") for n in range(20)]

    assert report(*records) == report(*records)


def test_a_label_taken_for_another_is_a_confusion() -> None:
    found = report(record(1, "refusal", "stalling"), record(2, "refusal", "stalling"), record(3, "refusal"))

    assert [(each.missed, each.given, each.times) for each in found.confusions] == [
        ("stalling", "refusal", 2),
        ("none", "refusal", 1),
    ]


def test_the_worst_errors_are_named_with_their_words() -> None:
    found = report(record(1, "so broke", "hardship"), record(2, "hardship", "hardship"))

    assert [(each.record.id, each.label, each.carries) for each in found.worst] == [("r1", "hardship", True)]
    assert "missed hardship 0.10  r1  so broke" in format_report(found)


def test_what_the_tagger_hears_can_be_changed() -> None:
    def deaf(each: Record) -> UtteranceInContext:
        return UtteranceInContext("x", each.speaker, each.lang)

    assert label(report(record(1, "hardship", "hardship"), hear=deaf), "hardship").recall.value == 0


def test_nothing_to_evaluate_on_is_an_error() -> None:
    with pytest.raises(InputError, match="no utterance to evaluate on"):
        report()


def test_the_shipped_model_is_evaluated_on_the_shipped_corpora() -> None:
    models = Path(__file__).parents[2] / "models"

    found = evaluate(models / "tagging", models / "corpora")

    text = format_report(found)
    assert {(score.speaker, score.lang) for score in found.scores} == {
        ("agent", "en"), ("agent", "zh"), ("debtor", "en"), ("debtor", "zh"),
    }  # fmt: skip
    assert all(score.macro_f1.value > 0.4 for score in found.scores), text
