"""Where utterances begin and end, from the voice gate's probabilities alone.

Four states::

    quiet ──voiced──► starting ──min_speech_s voiced──► speaking ◄──voiced──┐
      ▲                  │                                 │ unvoiced       │
      ├──too few voiced──┘                                 ▼                │
      └────────────────unvoiced for hang_s────────────── stopping ──────────┘

A speaker who never pauses is cut: near ``max_utterance_s`` an ever shorter pause is enough, at the
limit none is needed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

State = Literal["quiet", "starting", "speaking", "stopping"]

# How long before the longest utterance the pause that ends one begins to shrink.
_IMPATIENCE_S: Final = 8.0
# Probabilities flicker inside a word's onset; a gap up to this long does not undo a start.
_ONSET_GAP_S: Final = 0.07


@dataclass(frozen=True, slots=True)
class SpeechStarted:
    """Speech is certain; it began at ``at_s``, some frames ago."""

    at_s: float


@dataclass(frozen=True, slots=True)
class SpeechEnded:
    """Speech ended at ``at_s``. ``forced``: the speaker goes on, and the next utterance begins there."""

    at_s: float
    forced: bool = False


class Endpointing:
    """The state machine of one speaker.

    ``on`` and ``off`` are the probabilities at which a frame counts as voiced, before and after speech has
    begun. With Silero VAD on telephone audio these values end utterances 0.45 s after the voice.
    """

    def __init__(
        self,
        frame_s: float,
        *,
        on: float = 0.5,
        off: float = 0.35,
        min_speech_s: float = 0.15,
        hang_s: float = 0.4,
        max_utterance_s: float = 28.0,
    ) -> None:
        if not 0 < off <= on < 1 or not 0 < hang_s < max_utterance_s or min_speech_s < 0:
            raise ValueError(
                "endpointing needs 0 < off <= on < 1, 0 < hang_s < max_utterance_s, min_speech_s >= 0"
            )
        self.frame_s = frame_s
        self.state: State = "quiet"
        self._on, self._off = on, off
        self._min_speech_s, self._hang_s, self._max_s = min_speech_s, hang_s, max_utterance_s
        self._frames = 0
        self._voiced_frames = 0
        self._began_s = 0.0
        self._last_voice_s = 0.0

    @property
    def heard_s(self) -> float:
        """How much sound has been judged."""
        return self._frames * self.frame_s

    def hear(self, probability: float) -> SpeechStarted | SpeechEnded | None:
        """Judge the next frame."""
        start_s = self.heard_s
        self._frames += 1
        voiced = probability >= (self._on if self.state == "quiet" else self._off)
        if voiced:
            self._last_voice_s = self.heard_s
        if self.state in ("quiet", "starting"):
            return self._await_speech(voiced, start_s)
        return self._await_end(voiced)

    def finish(self) -> SpeechEnded | None:
        """There is no more sound: end the utterance that is under way, if any."""
        under_way = self.state in ("speaking", "stopping")
        self.state = "quiet"
        return SpeechEnded(self._last_voice_s) if under_way else None

    def _await_speech(self, voiced: bool, start_s: float) -> SpeechStarted | None:
        if self.state == "quiet":
            if not voiced:
                return None
            self.state, self._began_s, self._voiced_frames = "starting", start_s, 0
        if not voiced:
            if self.heard_s - self._last_voice_s > _ONSET_GAP_S:
                self.state = "quiet"
            return None
        self._voiced_frames += 1
        if self._voiced_frames * self.frame_s < self._min_speech_s:
            return None
        self.state = "speaking"
        return SpeechStarted(self._began_s)

    def _await_end(self, voiced: bool) -> SpeechEnded | None:
        length_s = self.heard_s - self._began_s
        if voiced:
            self.state = "speaking"
            if length_s < self._max_s:
                return None
            self._began_s = self.heard_s
            return SpeechEnded(self.heard_s, forced=True)
        self.state = "stopping"
        patience = min(1.0, max(0.0, (self._max_s - length_s) / _IMPATIENCE_S))
        if self.heard_s - self._last_voice_s < self._hang_s * patience:
            return None
        self.state = "quiet"
        return SpeechEnded(self._last_voice_s)
