"""READ FIRST: what an utterance says, as labels with calibrated scores.

A debtor's utterance is given debtor tags, an agent's conduct categories; both come out of one pass of
the encoder, which also gives an embedding of the utterance for finding like ones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assist.events import Language, Speaker, Tag, Turn
from assist.tagging import model_folder
from assist.tagging.calibration import LabelCalibration
from assist.tagging.encoder import Encoded, Encoder
from assist.tagging.encoding import UtteranceInContext
from assist.tagging.labels import LABELS_OF, ON_THE_LINE, OUTPUTS, REASONS_OF

Floats = npt.NDArray[np.float32]
Embedding = Floats

_MOST_REASONS = 2


@dataclass(frozen=True, slots=True)
class Reading:
    """What one utterance was read as.

    ``tags`` (debtor) and ``conduct`` (agent) are the labels over their threshold, highest score first; a tag
    that has reasons comes with the likeliest. ``faint`` are debtor tags that fall short of being said but are
    reason enough to be careful. ``scores`` has every label of that speaker's vocabulary; ``embedding`` is 384
    numbers of length 1.
    """

    tags: tuple[Tag, ...]
    conduct: tuple[Tag, ...]
    scores: Mapping[str, float] = field(default_factory=dict)
    faint: tuple[Tag, ...] = ()
    embedding: Embedding | None = field(default=None, compare=False, repr=False)


class Tagger:
    """A loaded tagging model. Safe to share between threads."""

    def __init__(self, encoder: Encoder, calibrations: Sequence[LabelCalibration], version: str) -> None:
        self._encoder = encoder
        self._calibrations = dict(zip(OUTPUTS, calibrations, strict=True))
        self.version = version

    @classmethod
    def load(cls, folder: Path, *, threads: int = 1) -> Tagger:
        """Load the model in ``folder`` after checking that every file is whole.

        Raises ModelError naming the file and the remedy.
        """
        version = model_folder.verify(folder)
        calibrations = model_folder.read_calibrations(folder, OUTPUTS)
        encoder = Encoder(folder / model_folder.ENCODER, folder / model_folder.TOKENIZER, threads=threads)
        return cls(encoder, calibrations, version)

    def read(self, text: str, *, speaker: Speaker, lang: Language, context: Sequence[Turn] = ()) -> Reading:
        """Read one utterance; ``context`` holds the turns before it, oldest first."""
        utterance = UtteranceInContext(text, speaker, lang, context)
        return self._readings([utterance], self._encoder.encode(utterance))[0]

    def read_batch(self, utterances: Sequence[UtteranceInContext]) -> list[Reading]:
        """Read many, in the order given. Scores may differ from ``read`` by rounding (see ``encoder``)."""
        return self._readings(utterances, self._encoder.encode_batch(utterances))

    def threshold(self, label: str, lang: Language) -> float:
        """The score from which ``label`` is listed."""
        return self._calibrations[label].thresholds[lang]

    def _readings(self, utterances: Sequence[UtteranceInContext], encoded: Encoded) -> list[Reading]:
        readings = []
        for row, utterance in enumerate(utterances):
            # An utterance without a word says nothing, whatever the encoder makes of the empty sequence.
            blank = not any(char.isalnum() for char in utterance.text)
            scores = {
                label: 0.0 if blank else self._probability(encoded.logits[row], label)
                for label in LABELS_OF[utterance.speaker]
            }
            listed = tuple(
                self._tag(label, score, encoded.logits[row], utterance.lang)
                for label, score in sorted(scores.items(), key=lambda item: -item[1])
                if score >= self.threshold(label, utterance.lang)
            )
            debtor = utterance.speaker == "debtor"
            readings.append(
                Reading(
                    tags=listed if debtor else (),
                    conduct=() if debtor else listed,
                    scores=scores,
                    faint=self._faint(scores, utterance.lang),
                    embedding=encoded.embeddings[row],
                )
            )
        return readings

    def _faint(self, scores: Mapping[str, float], lang: Language) -> tuple[Tag, ...]:
        lower = {label: self._calibrations[label].faint for label in scores}
        return tuple(
            Tag(label, round(scores[label], 4))
            for label, faint in lower.items()
            if faint is not None and faint[lang] <= scores[label] < self.threshold(label, lang)
        )

    def _probability(self, logits: Floats, output: str) -> float:
        return self._calibrations[output].probability(float(logits[OUTPUTS.index(output)]))

    def _tag(self, label: str, score: float, logits: Floats, lang: Language) -> Tag:
        """The likeliest reason always, a second one if it is likelier than not."""
        likely = sorted(
            (
                (self._probability(logits, f"{label}/{reason}"), reason)
                for reason in REASONS_OF.get(label, ())
            ),
            reverse=True,
        )
        reasons = [
            reason
            for at, (chance, reason) in enumerate(likely[:_MOST_REASONS])
            if at == 0 or chance >= self.threshold(f"{label}/{reason}", lang)
        ]
        on_the_line = None
        if label == "third_party":
            on_the_line = self._probability(logits, ON_THE_LINE) >= self.threshold(ON_THE_LINE, lang)
        return Tag(label, round(score, 4), tuple(reasons), on_the_line)
