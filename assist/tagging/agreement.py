"""How far the int8 model that serves is from the float network it was made of.

Imports torch: for training, tests and benches.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch

from assist.errors import ModelError
from assist.tagging.encoder import Encoder
from assist.tagging.encoding import TokenLayout, UtteranceInContext, padded
from assist.tagging.labels import ALL_LABELS, LABELS_OF
from assist.tagging.network import TaggingNetwork

MEAN_TOLERANCE = 0.01
CHANGED_TOLERANCE = 0.02
"""Serving may differ from the float network by this much: the mean difference of a score (0..1), and the share of
scores that fall on the other side of even odds."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Differences of ``scores`` scores (0..1) before calibration, over the labels of each speaker's vocabulary."""

    scores: int
    mean: float
    largest: float
    changed: int

    @property
    def within_tolerance(self) -> bool:
        return self.mean <= MEAN_TOLERANCE and self.changed <= CHANGED_TOLERANCE * self.scores

    def __str__(self) -> str:
        return (
            f"{self.scores} scores differ by {self.mean:.4f} on average and {self.largest:.2f} at most; "
            f"{self.changed} fall on the other side of even odds"
        )


def agreement(
    network: TaggingNetwork, layout: TokenLayout, encoder: Encoder, utterances: Sequence[UtteranceInContext]
) -> Agreement:
    """Compare both on ``utterances``, one at a time as in a live call."""
    differences, changed = [], 0
    network.eval()
    for utterance in utterances:
        columns = [ALL_LABELS.index(label) for label in LABELS_OF[utterance.speaker]]
        served = encoder.encode(utterance).logits[0, columns]
        with torch.no_grad():
            logits, _, _ = network(*(torch.from_numpy(each) for each in padded([layout.lay_out(utterance)])))
        true = logits[0, columns].numpy()
        differences.append(np.abs(_scores(served) - _scores(true)))
        changed += int(((served > 0) != (true > 0)).sum())
    every = np.concatenate(differences)
    return Agreement(every.size, float(every.mean()), float(every.max()), changed)


def require_agreement(found: Agreement) -> None:
    """Raises ModelError when the quantised model strayed further than the tolerances allow."""
    if not found.within_tolerance:
        raise ModelError(f"the int8 model strays from the network it was made of: {found}")


def _scores(logits: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    return np.asarray(1.0 / (1.0 + np.exp(-logits)), dtype=np.float32)
