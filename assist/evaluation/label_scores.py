"""How right the tagging model is: per label and language, with intervals, confusions and worst errors.

Measured on the test part of the corpora, whose situations training never saw. Intervals are 95 %
percentile bootstraps (Efron 1979) over whole situations, for utterances of one situation err together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assist.errors import InputError
from assist.events import LANGUAGES, SPEAKERS, Language, Speaker
from assist.tagging.calibration import calibration_error
from assist.tagging.corpus import Record, load_corpora, split_by_situation
from assist.tagging.encoding import UtteranceInContext
from assist.tagging.labels import DEBTOR_TAGS, LABELS_OF
from assist.tagging.tagger import Reading, Tagger

CORE_TAGS = DEBTOR_TAGS[:4]
_DRAWS = 1_000
_WORST = 20

Counts = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Hear = Callable[[Record], UtteranceInContext]


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with its 95 % bootstrap interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]"


@dataclass(frozen=True, slots=True)
class LabelScore:
    """One label in one language: ``positives`` utterances carry it."""

    label: str
    lang: Language
    positives: int
    precision: Interval
    recall: Interval
    f1: Interval


@dataclass(frozen=True, slots=True)
class SpeakerScore:
    """One speaker's vocabulary in one language.

    ``macro_f1`` is over the labels that occur; ``core_f1`` over the four core debtor tags (None for an
    agent). ``clean_flagged`` is the share of utterances without a label that were given one.
    """

    speaker: Speaker
    lang: Language
    utterances: int
    situations: int
    labels: tuple[LabelScore, ...]
    macro_f1: Interval
    core_f1: Interval | None
    clean: int
    clean_flagged: Interval
    calibration_error: float


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often ``given`` was listed where ``missed`` (or nothing) should have been."""

    speaker: Speaker
    missed: str
    given: str
    times: int


@dataclass(frozen=True, slots=True)
class WorstError:
    """A label far from the truth: its score although the utterance does (not) carry it."""

    record: Record
    label: str
    score: float
    carries: bool


@dataclass(frozen=True, slots=True)
class LabelReport:
    """All of it. ``version`` is the model's."""

    version: str
    scores: tuple[SpeakerScore, ...]
    confusions: tuple[Confusion, ...]
    worst: tuple[WorstError, ...]


def evaluate(model: Path, corpora: Path) -> LabelReport:
    """Evaluate the model folder on the test part of the corpora.

    Raises ModelError for a model that is not whole, InputError for corpora that cannot be used.
    """
    return evaluate_records(Tagger.load(model), split_by_situation(load_corpora(corpora)).test)


def evaluate_records(
    tagger: Tagger, records: Sequence[Record], *, hear: Hear | None = None, seed: int = 11
) -> LabelReport:
    """Evaluate on the given records; ``hear`` may change what the model is given, such as by noise."""
    if not records:
        raise InputError("no utterance to evaluate on: the test part of the corpora is empty")
    readings = [_read(tagger, hear(record) if hear else _as_written(record)) for record in records]
    scores = []
    for speaker in SPEAKERS:
        for lang in LANGUAGES:
            rows = [r for r, rec in enumerate(records) if rec.speaker == speaker and rec.lang == lang]
            if rows:
                chosen = [records[row] for row in rows]
                scores.append(_speaker_score(speaker, lang, chosen, [readings[row] for row in rows], seed))
    return LabelReport(
        version=tagger.version,
        scores=tuple(scores),
        confusions=_confusions(records, readings),
        worst=_worst_errors(tagger, records, readings),
    )


def _as_written(record: Record) -> UtteranceInContext:
    return UtteranceInContext(record.text, record.speaker, record.lang, record.context)


def _read(tagger: Tagger, heard: UtteranceInContext) -> Reading:
    """One at a time, as in a live call."""
    return tagger.read(heard.text, speaker=heard.speaker, lang=heard.lang, context=heard.context)


def _listed(reading: Reading) -> set[str]:
    return {tag.tag for tag in (*reading.tags, *reading.conduct)}


def _speaker_score(
    speaker: Speaker, lang: Language, records: Sequence[Record], readings: Sequence[Reading], seed: int
) -> SpeakerScore:
    labels = LABELS_OF[speaker]
    truth: Flags = np.array([[label in record.labels for label in labels] for record in records])
    given: Flags = np.array([[label in _listed(reading) for label in labels] for reading in readings])
    situations = sorted({record.situation for record in records})
    place = {situation: at for at, situation in enumerate(situations)}
    owner = np.array([place[record.situation] for record in records])
    # Counts a situation: hits, wrong, missed by label; then clean utterances and those flagged.
    hits, wrong, missed = (
        _sum_by(owner, flags, len(situations)) for flags in (truth & given, ~truth & given, truth & ~given)
    )
    clean: Flags = truth.sum(axis=1) == 0
    flagged_clean: Flags = np.logical_and(clean, given.sum(axis=1) > 0)
    clean_counts = _sum_by(owner, np.stack([clean, flagged_clean], axis=1), len(situations))
    draws = np.random.default_rng(seed).integers(0, len(situations), size=(_DRAWS, len(situations)))
    weights = np.stack([np.bincount(draw, minlength=len(situations)) for draw in draws])
    weights = np.concatenate([np.ones((1, len(situations))), weights])
    h, w, m = weights @ hits, weights @ wrong, weights @ missed
    precision, recall, f1 = _ratio(h, h + w), _ratio(h, h + m), _ratio(2 * h, 2 * h + w + m)
    occurring: Flags = truth.sum(axis=0) > 0
    core = [at for at, label in enumerate(labels) if label in CORE_TAGS and occurring[at]]
    flagged = weights @ clean_counts
    all_scores = np.array([[reading.scores[label] for label in labels] for reading in readings])
    return SpeakerScore(
        speaker=speaker,
        lang=lang,
        utterances=len(records),
        situations=len(situations),
        labels=tuple(
            LabelScore(
                label,
                lang,
                int(truth[:, at].sum()),
                _interval(precision[:, at]),
                _interval(recall[:, at]),
                _interval(f1[:, at]),
            )
            for at, label in enumerate(labels)
        ),
        macro_f1=_interval(f1[:, occurring].mean(axis=1)) if occurring.any() else Interval(0, 0, 0),
        core_f1=_interval(f1[:, core].mean(axis=1)) if core else None,
        clean=int(clean.sum()),
        clean_flagged=_interval(_ratio(flagged[:, 1], flagged[:, 0])),
        calibration_error=calibration_error(all_scores.ravel(), truth.ravel()),
    )


def _sum_by(owner: npt.NDArray[np.int64], flags: Flags, groups: int) -> Counts:
    sums = np.zeros((groups, flags.shape[1]))
    np.add.at(sums, owner, flags.astype(np.float64))
    return sums


def _ratio(part: Counts, whole: Counts) -> Counts:
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)


def _interval(values: Counts) -> Interval:
    """The first value is the measured one, the rest the bootstrap's."""
    low, high = np.percentile(values[1:], [2.5, 97.5])
    return Interval(float(values[0]), float(low), float(high))


def _confusions(records: Sequence[Record], readings: Sequence[Reading]) -> tuple[Confusion, ...]:
    times: Counter[tuple[Speaker, str, str]] = Counter()
    for record, reading in zip(records, readings, strict=True):
        given, carried = _listed(reading), set(record.labels)
        for missed in (carried - given) or ({"none"} if not carried else set()):
            for wrong in (given - carried) or ({"none"} if not given & carried else set()):
                if missed != wrong:
                    times[record.speaker, missed, wrong] += 1
    ranked = sorted(times.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Confusion(*key, count) for key, count in ranked)


def _worst_errors(
    tagger: Tagger, records: Sequence[Record], readings: Sequence[Reading]
) -> tuple[WorstError, ...]:
    errors = [
        WorstError(record, label, score, label in record.labels)
        for record, reading in zip(records, readings, strict=True)
        for label, score in reading.scores.items()
        if (label in record.labels) != (score >= tagger.threshold(label, record.lang))
    ]
    errors.sort(key=lambda error: (error.score if error.carries else 1 - error.score, error.record.id))
    return tuple(errors[:_WORST])


def format_report(report: LabelReport, *, errors: int = _WORST) -> str:
    """The report as text for a terminal or a model card, with so many confusions and worst errors."""
    lines = [f"model {report.version}"]
    for score in report.scores:
        lines.append("")
        lines.append(
            f"{score.speaker} {score.lang}: {score.utterances} utterances of {score.situations} situations"
        )
        lines.append(f"  {'label':24}{'n':>5}  precision              recall                 F1")
        lines += [
            f"  {each.label:24}{each.positives:5}  {each.precision!s:21}  {each.recall!s:21}  {each.f1}"
            for each in score.labels
        ]
        if score.core_f1 is not None:
            lines.append(f"  mean F1 of the core tags {score.core_f1}")
        lines.append(f"  mean F1 of labels that occur {score.macro_f1}")
        lines.append(f"  of {score.clean} utterances without a label flagged {score.clean_flagged}")
        lines.append(f"  expected calibration error {score.calibration_error:.3f}")
    if not errors:
        return "\n".join(lines)
    lines += ["", "confusions (should be -> was)"]
    lines += [f"  {c.times:4}  {c.speaker}: {c.missed} -> {c.given}" for c in report.confusions[:errors]]
    lines += ["", "worst errors"]
    for error in report.worst[:errors]:
        verb = "missed" if error.carries else "wrongly"
        lines.append(f"  {verb} {error.label} {error.score:.2f}  {error.record.id}  {error.record.text}")
    return "\n".join(lines)
