"""How right the tagging model is: per label, language and style, with intervals, confusions and worst errors.

Measured on the test part of the corpora, whose situations training never saw, or on a set by other hands.
Intervals are 95 % percentile bootstraps (Efron 1979) over whole situations, for utterances of one situation
err together.
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
from assist.tagging.labels import DEBTOR_TAGS, LABELS_OF, REASONS_OF
from assist.tagging.tagger import Reading, Tagger

CORE_TAGS = DEBTOR_TAGS[:4]
_DRAWS = 1_000
_BINS = 5
WORST = 20

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
    reliability: tuple[Reliability, ...]
    styles: tuple[StyleScore, ...]
    reasons: tuple[ReasonScore, ...]


@dataclass(frozen=True, slots=True)
class StyleScore:
    """One style of speech: F1 over all labels counted together, and clean utterances that were flagged."""

    style: str
    utterances: int
    f1: Interval
    clean: int
    clean_flagged: Interval


@dataclass(frozen=True, slots=True)
class ReasonScore:
    """Of the utterances rightly given ``tag``: how often the first reason listed is one of the true ones."""

    tag: str
    judged: int
    right: Interval


@dataclass(frozen=True, slots=True)
class Reliability:
    """A bin of like scores: what they promise (their mean) and what came true (the share that carry the label)."""

    count: int
    promised: float
    came_true: float


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


def evaluate(model: Path, corpora: Path, *, every: bool = False) -> LabelReport:
    """Evaluate the model folder on the test part of the corpora, or on ``every`` utterance of them.

    Raises ModelError for a model that is not whole, InputError for corpora that cannot be used.
    """
    records = load_corpora(corpora)
    return evaluate_records(Tagger.load(model), records if every else split_by_situation(records).test)


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
    draws = _draws(records, seed)
    h, w, m = (_drawn(draws, flags) for flags in (truth & given, ~truth & given, truth & ~given))
    precision, recall, f1 = _ratio(h, h + w), _ratio(h, h + m), _ratio(2 * h, 2 * h + w + m)
    occurring: Flags = truth.sum(axis=0) > 0
    core = [at for at, label in enumerate(labels) if label in CORE_TAGS and occurring[at]]
    all_scores = np.array([[reading.scores[label] for label in labels] for reading in readings])
    return SpeakerScore(
        speaker=speaker,
        lang=lang,
        utterances=len(records),
        situations=len(draws.situations),
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
        clean=int((truth.sum(axis=1) == 0).sum()),
        clean_flagged=_clean_flagged(draws, truth, given),
        calibration_error=calibration_error(all_scores.ravel(), truth.ravel()),
        reliability=_reliability(all_scores.ravel(), truth.ravel()),
        styles=_style_scores(records, truth, given, seed),
        reasons=_reason_scores(records, readings, seed),
    )


@dataclass(frozen=True, slots=True)
class _Draws:
    """Bootstrap draws over situations: the first row counts each once, the others as often as drawn."""

    situations: Sequence[str]
    owner: npt.NDArray[np.int64]
    weights: Counts


def _draws(records: Sequence[Record], seed: int) -> _Draws:
    situations = sorted({record.situation for record in records})
    place = {situation: at for at, situation in enumerate(situations)}
    drawn = np.random.default_rng(seed).integers(0, len(situations), size=(_DRAWS, len(situations)))
    weights = np.stack([np.bincount(draw, minlength=len(situations)) for draw in drawn])
    return _Draws(
        situations,
        np.array([place[record.situation] for record in records]),
        np.concatenate([np.ones((1, len(situations))), weights]),
    )


def _drawn(draws: _Draws, flags: Flags) -> Counts:
    """How many flags of each column were raised, in each draw."""
    sums = np.zeros((len(draws.situations), flags.shape[1]))
    np.add.at(sums, draws.owner, flags.astype(np.float64))
    return np.asarray(draws.weights @ sums)


def _clean_flagged(draws: _Draws, truth: Flags, given: Flags) -> Interval:
    clean: Flags = truth.sum(axis=1) == 0
    flagged: Flags = np.logical_and(clean, given.sum(axis=1) > 0)
    counts = _drawn(draws, np.stack([clean, flagged], axis=1))
    return _interval(_ratio(counts[:, 1], counts[:, 0]))


def _reliability(scores: Counts, truth: Flags) -> tuple[Reliability, ...]:
    """Bins of equal width, for most scores are near nought and would fill every bin of equal count."""
    bins = np.minimum((scores * _BINS).astype(int), _BINS - 1)
    return tuple(
        Reliability(int(inside.sum()), float(scores[inside].mean()), float(truth[inside].mean()))
        for inside in (bins == at for at in range(_BINS))
        if inside.any()
    )


def _style_scores(records: Sequence[Record], truth: Flags, given: Flags, seed: int) -> tuple[StyleScore, ...]:
    scores = []
    for style in sorted({record.style for record in records}):
        rows = [row for row, record in enumerate(records) if record.style == style]
        draws = _draws([records[row] for row in rows], seed)
        t, g = truth[rows], given[rows]
        hits, wrong, missed = (_drawn(draws, f).sum(axis=1) for f in (t & g, ~t & g, t & ~g))
        scores.append(
            StyleScore(
                style=style,
                utterances=len(rows),
                f1=_interval(_ratio(2 * hits, 2 * hits + wrong + missed)),
                clean=int((t.sum(axis=1) == 0).sum()),
                clean_flagged=_clean_flagged(draws, t, g),
            )
        )
    return tuple(scores)


def _reason_scores(
    records: Sequence[Record], readings: Sequence[Reading], seed: int
) -> tuple[ReasonScore, ...]:
    scores = []
    for tag in REASONS_OF:
        pairs = [
            (record, next(each for each in reading.tags if each.tag == tag))
            for record, reading in zip(records, readings, strict=True)
            if tag in record.reasons and tag in _listed(reading)
        ]
        right = {tag: [(record, given.reasons[0] in record.reasons[tag]) for record, given in pairs]}
        if tag == "third_party":
            right["on the line"] = [
                (record, given.on_the_line == record.on_the_line)
                for record, given in pairs
                if record.on_the_line is not None
            ]
        for name, judged in right.items():
            if judged:
                draws = _draws([record for record, _ in judged], seed)
                flags = np.array([[True, is_right] for _, is_right in judged])
                counts = _drawn(draws, flags)
                scores.append(ReasonScore(name, len(judged), _interval(_ratio(counts[:, 1], counts[:, 0]))))
    return tuple(scores)


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
    return tuple(errors[:WORST])
