"""Scalings and thresholds of a trained model, from utterances that training did not see.

They come through the exported int8 model, one utterance at a time as in a live call, from the dev part of the
corpora and from the development set by other hands, clean and misheard. What other hands wrote counts several
times: thresholds fitted to the corpora's own writers flag too much of anybody else's speech.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np

from assist.events import LANGUAGES, Language
from assist.tagging.aims import aims
from assist.tagging.augmentation import Augmentation, as_written
from assist.tagging.calibration import (
    Flags,
    Floats,
    LabelCalibration,
    choose_thresholds,
    fit_scaling,
    scaled,
)
from assist.tagging.corpus import Record
from assist.tagging.encoder import Encoder
from assist.tagging.labels import LABELS_OF, OUTPUTS

_OTHER_HANDS_COUNT = 4
_EVENS = 0.5
# A person at risk who is overheard costs more than a needless moment of care.
_FAINT_BETA = {"vulnerability": 2.0}


def calibrate(
    encoder: Encoder,
    augmentation: Augmentation,
    *,
    dev: Sequence[Record],
    other_hands: Sequence[Record],
    seed: int,
) -> tuple[LabelCalibration, ...]:
    """The calibration of each output, in their order."""
    chance = random.Random(seed)  # noqa: S311
    given = [*dev, *other_hands]
    heard = [as_written(record) for record in given] + [augmentation.damaged(each, chance) for each in given]
    logits = np.concatenate([encoder.encode(utterance).logits for utterance in heard]).astype(np.float64)
    own = np.arange(len(given)) < len(dev)
    counted = np.repeat(np.arange(2 * len(given)), np.tile(np.where(own, 1, _OTHER_HANDS_COUNT), 2))
    records = [given[row % len(given)] for row in counted]
    logits = logits[counted]
    found: dict[str, LabelCalibration] = {}
    for speaker, labels in LABELS_OF.items():
        rows = [row for row, record in enumerate(records) if record.speaker == speaker]
        columns = [OUTPUTS.index(label) for label in labels]
        truth = np.array([[label in records[row].labels for label in labels] for row in rows], dtype=bool)
        languages = [records[row].lang for row in rows]
        found |= _calibrated(labels, logits[np.ix_(rows, columns)], truth.reshape(len(rows), -1), languages)
    targets = np.array([aims(record) for record in records])
    for column, output in enumerate(OUTPUTS):
        if output not in found:
            judged = np.flatnonzero(targets[:, 1, column])
            slope, offset = _scaling(logits[judged, column], targets[judged, 0, column] > 0)
            found[output] = LabelCalibration(slope, offset, dict.fromkeys(LANGUAGES, _EVENS))
    return tuple(found[output] for output in OUTPUTS)


def _calibrated(
    labels: Sequence[str], logits: Floats, truth: Flags, languages: Sequence[Language]
) -> dict[str, LabelCalibration]:
    scalings = [_scaling(logits[:, at], truth[:, at]) for at in range(len(labels))]
    scores = np.stack([scaled(logits[:, at], *scaling) for at, scaling in enumerate(scalings)], axis=1)
    thresholds = choose_thresholds(scores, truth, languages)
    betas = [_FAINT_BETA.get(label, 1.0) for label in labels]
    faint = choose_thresholds(scores, truth, languages, betas=betas)
    return {
        label: LabelCalibration(*scalings[at], thresholds[at], faint[at] if label in _FAINT_BETA else None)
        for at, label in enumerate(labels)
    }


def _scaling(logits: Floats, truth: Flags) -> tuple[float, float]:
    return fit_scaling(logits, truth) if truth.any() else (1.0, 0.0)
