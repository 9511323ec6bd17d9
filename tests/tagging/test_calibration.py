"""Scores mean what they say, and thresholds are not luck."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from assist.tagging.calibration import (
    HIGHEST_THRESHOLD,
    LOWEST_THRESHOLD,
    LabelCalibration,
    calibration_error,
    choose_thresholds,
    fit_scaling,
    scaled,
)


def overconfident(count: int = 4_000, seed: int = 1) -> tuple[Any, Any]:
    """Logits three times too large for the truth drawn from them."""
    random = np.random.default_rng(seed)
    logits = random.normal(-1, 1.5, count)
    truth = random.random(count) < scaled(logits, 1, 0)
    return 3 * logits, truth


def test_scaling_undoes_overconfidence() -> None:
    logits, truth = overconfident()

    slope, offset = fit_scaling(logits, truth)

    assert slope == pytest.approx(1 / 3, abs=0.05)
    assert offset == pytest.approx(0, abs=0.15)
    before, after = (calibration_error(scaled(logits, *s), truth) for s in ((1.0, 0.0), (slope, offset)))
    assert after < 0.02 < before


def test_a_separable_label_keeps_finite_scores() -> None:
    slope, offset = fit_scaling(np.array([-5.0, -4, 4, 5]), np.array([False, False, True, True]))

    assert np.isfinite([slope, offset]).all()
    assert scaled(np.array([5.0]), slope, offset)[0] < 0.99


def test_a_label_whose_examples_contradict_it_is_not_turned_upside_down() -> None:
    slope, _ = fit_scaling(np.array([3.0, 2, -3, -2] * 50), np.array([False, False, True, True] * 50))

    assert slope > 0


def test_a_calibrated_score_rises_with_the_logit() -> None:
    label = LabelCalibration(0.5, 0.1, {"en": 0.5, "zh": 0.5})

    assert 0 < label.probability(-3) < label.probability(0) < label.probability(3) < 1
    assert 0 <= label.probability(-1e9) <= label.probability(1e9) <= 1


def test_thresholds_follow_the_language_where_there_is_evidence() -> None:
    """English positives score 0.3, Mandarin ones 0.7; negatives just below."""
    scores = np.array([[0.3]] * 100 + [[0.25]] * 300 + [[0.7]] * 100 + [[0.65]] * 300)
    truth = np.array([[True]] * 100 + [[False]] * 300 + [[True]] * 100 + [[False]] * 300)
    languages: list[Any] = ["en"] * 400 + ["zh"] * 400

    (chosen,) = choose_thresholds(scores[:400], truth[:400], languages[:400])
    (other,) = choose_thresholds(scores[400:], truth[400:], languages[400:])

    assert 0.25 < chosen["en"] <= 0.3
    assert 0.65 < other["zh"] <= 0.7


def test_one_odd_example_does_not_set_a_threshold() -> None:
    random = np.random.default_rng(3)
    truth = random.random((600, 2)) < 0.2
    truth[:, 1] = False
    truth[0, 1] = True
    scores = np.where(truth, 0.6, 0.4) + random.normal(0, 0.02, truth.shape)
    scores[0, 1] = 0.16

    chosen = choose_thresholds(scores, truth, ["en"] * 600)

    assert chosen[1]["en"] > 0.4


def test_thresholds_stay_within_their_bounds_even_without_a_positive() -> None:
    chosen = choose_thresholds(np.zeros((4, 3)), np.zeros((4, 3), dtype=bool), ["en", "zh"] * 2)

    assert all(LOWEST_THRESHOLD <= each <= HIGHEST_THRESHOLD for c in chosen for each in c.values())


def test_calibration_error_of_true_frequencies_is_small_and_of_nonsense_large() -> None:
    random = np.random.default_rng(5)
    scores = random.random(20_000)
    truth = random.random(20_000) < scores

    assert calibration_error(scores, truth) < 0.02
    assert calibration_error(1 - scores, truth) > 0.3
    assert calibration_error(np.zeros(0), np.zeros(0, dtype=bool)) == 0
