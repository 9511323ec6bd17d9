"""Label scores are those of arithmetic, and their intervals are over situations."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assist.errors import InputError
from assist.evaluation.label_report import format_report
from assist.evaluation.label_scores import evaluate, evaluate_records
from assist.events import Tag
from assist.tagging.corpus import Record
from assist.tagging.encoding import UtteranceInContext
from assist.tagging.labels import DEBTOR_TAGS, REASONS_OF
from assist.tagging.tagger import Reading

REASONS = {reason for reasons in REASONS_OF.values() for reason in reasons}


class WordTagger:
    """Reads an utterance as the labels that its words name: a tagger whose every error is known."""

    version = "words"

    def read(self, text: str, **_: Any) -> Reading:
        words = text.split()
        scores = {tag: (0.9 if tag in words else 0.1) for tag in DEBTOR_TAGS}
        reasons = tuple(word for word in words if word in REASONS)
        tags = tuple(
            Tag(tag, score, reasons, "speaking" in words) for tag, score in scores.items() if score > 0.5
        )
        return Reading(tags, (), scores)

    def threshold(self, label: str, lang: str) -> float:
        return 0.5


def record(
    number: int, says: str, *labels: str, situation: str | None = None, style: str = "x", **more: Any
) -> Record:
    place = situation or f"s{number}"
    return Record(f"r{number}", "en", "latn", "debtor", says, (), labels, place, style, f"a:{number}", **more)


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


def test_each_style_of_speech_has_its_own_figures() -> None:
    (score,) = report(
        record(1, "hardship", "hardship", style="short"),
        record(2, "x", "hardship", style="dialect"),
        record(3, "refusal", style="dialect"),
    ).scores

    assert [(each.style, each.utterances, each.f1.value) for each in score.styles] == [
        ("dialect", 2, 0.0),
        ("short", 1, 1.0),
    ]
    assert (score.styles[0].clean, score.styles[0].clean_flagged.value) == (1, 1.0)


def test_reasons_are_judged_where_the_tag_was_rightly_given() -> None:
    because = {"hardship": ("job_loss",)}
    (score,) = report(
        record(1, "hardship job_loss", "hardship", reasons=because),
        record(2, "hardship illness", "hardship", reasons=because),
        record(3, "illness", "hardship", reasons=because),
    ).scores

    assert [(each.tag, each.judged, each.right.value) for each in score.reasons] == [("hardship", 2, 0.5)]


def test_whether_the_third_party_speaks_is_judged_apart_from_who_it_is() -> None:
    (score,) = report(
        record(
            1, "third_party parent", "third_party", reasons={"third_party": ("parent",)}, on_the_line=True
        ),
    ).scores

    assert [(each.tag, each.right.value) for each in score.reasons] == [
        ("third_party", 1.0),
        ("on the line", 0.0),
    ]


def test_scores_are_set_beside_how_often_they_came_true() -> None:
    (score,) = report(record(1, "hardship", "hardship"), record(2, "hardship")).scores

    low, high = score.reliability
    assert (high.count, high.promised, high.came_true) == (2, pytest.approx(0.9), 0.5)
    assert (low.count, low.came_true) == (20, 0.0)


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
