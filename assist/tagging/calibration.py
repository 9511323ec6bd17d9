"""From logits to probabilities that mean what they say, and from those to decisions.

Each label has its own Platt scaling ``1 / (1 + exp(-(slope * logit + offset)))`` (Platt 1999), fitted
on utterances that training did not see, with his smoothed targets so that a label with few examples
stays modest. Thresholds are chosen for each label and language for the best F1; the other language and
the other labels of the vocabulary lend their counts, for a threshold set on a handful is luck.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assist.events import LANGUAGES, Language

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

LOWEST_THRESHOLD, HIGHEST_THRESHOLD = 0.15, 0.85
_BORROWED = 1 / 3
_LENT_POSITIVES = 10.0
_ROUNDS = 100


@dataclass(frozen=True, slots=True)
class LabelCalibration:
    """Platt scaling and the thresholds of one label.

    ``faint``, where a label has it, are lower thresholds: not enough to say it, enough to be careful.
    """

    slope: float
    offset: float
    thresholds: Mapping[Language, float]
    faint: Mapping[Language, float] | None = None

    def probability(self, logit: float) -> float:
        """The calibrated score, 0..1, of a raw logit."""
        return float(scaled(np.asarray(logit, dtype=np.float64), self.slope, self.offset))


def scaled(logits: Floats, slope: float, offset: float) -> Floats:
    """Calibrated scores of raw logits."""
    return _sigmoid(slope * logits + offset)


def fit_scaling(logits: Floats, truth: Flags) -> tuple[float, float]:
    """Slope and offset by Newton's method on the log loss with Platt's smoothed targets.

    A small pull towards slope 1, offset 0 keeps a separable label finite. Shapes ``(utterances,)``.
    """
    positives = int(truth.sum())
    negatives = truth.size - positives
    targets = np.where(truth, (positives + 1) / (positives + 2), 1 / (negatives + 2))
    inputs = np.stack([logits, np.ones_like(logits)], axis=1)
    prior = np.array([1.0, 0.0])
    pull = np.diag([1.0, 0.1])
    weights = prior.copy()
    for _ in range(_ROUNDS):
        scores = _sigmoid(inputs @ weights)
        gradient = inputs.T @ (scores - targets) + pull @ (weights - prior)
        curvature = (inputs * (scores * (1 - scores))[:, None]).T @ inputs + pull
        step = np.linalg.solve(curvature, gradient)
        # Damped: a full step can overshoot where the sigmoid is flat.
        weights = weights - step * min(1.0, 2.0 / (np.abs(step).max() + 1e-12))
        if np.abs(step).max() < 1e-8:
            break
    # A slope at or below zero would turn the label upside down: too few examples to say anything.
    return max(float(weights[0]), 0.05), float(weights[1])


def choose_thresholds(
    scores: Floats, truth: Flags, languages: Sequence[Language], *, betas: Sequence[float] | None = None
) -> list[dict[Language, float]]:
    """For each label, the threshold a language with the best F1, ties to the one nearest 0.5.

    ``betas`` gives each label its own F-beta: over 1, a missed utterance weighs more than a false one.

    ``scores`` (calibrated) and ``truth`` are ``(utterances, labels)`` of one vocabulary, ``languages``
    names the language of each utterance. The other language's utterances count a third, and all labels
    together lend as much evidence as ``_LENT_POSITIVES`` positive utterances would be.
    """
    grid = np.round(np.arange(LOWEST_THRESHOLD, HIGHEST_THRESHOLD + 1e-9, 0.01), 2)
    flagged = scores[None] >= grid[:, None, None]
    lent = np.zeros((grid.size, 3))
    if truth.any():
        lent = _counts(flagged, truth, np.ones(len(truth))).sum(axis=1) * (_LENT_POSITIVES / truth.sum())
    nearest_half = -np.abs(grid - 0.5)
    recall = np.square(np.ones(truth.shape[1]) if betas is None else np.asarray(betas))
    chosen: list[dict[Language, float]] = [{} for _ in range(truth.shape[1])]
    for lang in LANGUAGES:
        weight = np.array([1.0 if each == lang else _BORROWED for each in languages])
        hits, wrong, missed = np.moveaxis(_counts(flagged, truth, weight) + lent[:, None], 2, 0)
        found, whole = (1 + recall) * hits, (1 + recall) * hits + wrong + recall * missed
        f1 = np.divide(found, whole, out=np.zeros_like(hits), where=whole > 0)
        for label, thresholds in enumerate(chosen):
            thresholds[lang] = float(grid[np.lexsort((nearest_half, f1[:, label]))[-1]])
    return chosen


def _counts(flagged: Flags, truth: Flags, weight: Floats) -> Floats:
    """Weighted hits, wrong and missed, ``(thresholds, labels, 3)``."""
    parts = (flagged & truth, flagged & ~truth, ~flagged & truth)
    return np.stack([np.einsum("tul,u->tl", part, weight) for part in parts], axis=2)


def calibration_error(scores: Floats, truth: Flags, *, bins: int = 10) -> float:
    """Expected calibration error: the mean gap of score and frequency over equally filled bins."""
    if scores.size == 0:
        return 0.0
    gap = 0.0
    for rows in np.array_split(np.argsort(scores, kind="stable"), bins):
        if rows.size:
            gap += rows.size * abs(float(scores[rows].mean()) - float(truth[rows].mean()))
    return gap / scores.size


def _sigmoid(values: npt.NDArray[np.float64]) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(values, -60, 60))))
