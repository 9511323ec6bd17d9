"""Sound of one speaker in, utterances out: voice gate, endpointing and a speech engine's stream. No I/O.

Sound is cut into the gate's frames here, so what comes out does not depend on the pieces it came in.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from typing import Final

from assist.audio.voice_activity import FRAME_S, VoiceActivity
from assist.events import PartialTranscript, Speaker, Word
from assist.recognition.contract import Recognized, RecognizerStream
from assist.recognition.endpointing import Endpointing, SpeechEnded, SpeechStarted

# The gate opens late on soft first consonants; engines also want a little silence before a word.
PRE_ROLL_S: Final = 0.3


@dataclass(frozen=True, slots=True)
class Heard:
    """One utterance, final. Times are seconds of the call; ``heard_until_s`` is where hearing can resume."""

    speaker: Speaker
    text: str
    start_s: float
    end_s: float
    words: tuple[Word, ...]
    heard_until_s: float


class Hearing:
    """Hears one speaker through a stream that nobody else uses. Call from one thread at a time.

    ``rate`` is 8000 or 16000 samples a second. ``start_s`` is where in the call the sound begins.
    ``endpointing`` may bring other thresholds. Raises AudioError at another rate, ModelError without a gate.
    """

    def __init__(
        self,
        speaker: Speaker,
        stream: RecognizerStream,
        *,
        rate: int,
        start_s: float = 0.0,
        endpointing: Endpointing | None = None,
    ) -> None:
        self.speaker = speaker
        self._stream = stream
        self._gate = None if stream.info.own_timing else VoiceActivity(rate)
        self._endpointing = endpointing or Endpointing(FRAME_S)
        self._rate = rate
        self._frame_samples = round(FRAME_S * rate)
        self._start_s = start_s
        self._samples = 0
        self._pending = bytearray()
        self._held_back: deque[bytes] = deque()
        self._began_s: float | None = None
        if stream.info.own_timing:
            # Such a stream's clock is the call's; it must know how much of the call is over.
            stream.skip(round(start_s * rate))

    @property
    def heard_until_s(self) -> float:
        """How much of the call has been heard, in whole frames."""
        return self._start_s + self._samples / self._rate

    def hear(self, pcm: bytes, *, partials: bool = True) -> list[PartialTranscript | Heard]:
        """Hear s16le of any length, return what can be said now, oldest first.

        Without ``partials`` the work for them is not done either; the utterances are the same.
        """
        said: list[PartialTranscript | Heard] = []
        self._pending += pcm
        size = 2 * self._frame_samples
        whole = len(self._pending) - len(self._pending) % size
        for at in range(0, whole, size):
            said += self._hear_frame(bytes(self._pending[at : at + size]), partials)
        del self._pending[:whole]
        return said

    def finish(self) -> list[Heard]:
        """There is no more sound: return the last words. Nothing may be called afterwards."""
        said: list[PartialTranscript | Heard] = []
        if len(self._pending) > 1:
            said += self._hear_frame(bytes(self._pending[: len(self._pending) // 2 * 2]), partials=False)
        end = self._endpointing.finish()
        if self._gate is not None and end is not None:
            said += self._utterance(self._stream.endpoint(), end.at_s)
        said += self._utterance(self._stream.close(), None)
        return [heard for heard in said if isinstance(heard, Heard)]

    def _hear_frame(self, frame: bytes, partials: bool) -> list[PartialTranscript | Heard]:
        self._samples += len(frame) // 2
        if self._gate is None:
            return self._hear_ungated(frame, partials)
        # Only the last frame of all can be short; the gate takes none that is.
        judged = frame.ljust(2 * self._frame_samples, b"\0")
        turn = self._endpointing.hear(self._gate.speech_probability(judged))
        if self._began_s is None:
            return self._await_speech(frame, turn)
        # While a pause lasts, a partial would be overtaken by the final at once.
        wanted = partials and self._endpointing.state == "speaking"
        said = self._partial(self._stream.accept(frame, partial=wanted), self._began_s)
        if isinstance(turn, SpeechEnded):
            said += self._utterance(self._stream.endpoint(), turn.at_s)
            self._began_s = turn.at_s if turn.forced else None
        return said

    def _await_speech(
        self, frame: bytes, turn: SpeechStarted | SpeechEnded | None
    ) -> list[PartialTranscript | Heard]:
        self._held_back.append(frame)
        if isinstance(turn, SpeechStarted):
            self._began_s = turn.at_s
            for held_back in self._held_back:
                self._stream.accept(held_back, partial=False)
            self._held_back.clear()
        elif self._endpointing.state == "quiet":
            while len(self._held_back) * FRAME_S > PRE_ROLL_S:
                self._held_back.popleft()
                self._stream.skip(self._frame_samples)
        return []

    def _hear_ungated(self, frame: bytes, partials: bool) -> list[PartialTranscript | Heard]:
        text = self._stream.accept(frame, partial=partials)
        said: list[PartialTranscript | Heard] = []
        while (recognized := self._stream.endpoint()) is not None:
            said += self._utterance(recognized, None)
            self._began_s = None
        if text and not said:
            if self._began_s is None:
                self._began_s = self.heard_until_s - FRAME_S - self._start_s
            said += self._partial(text, self._began_s)
        return said

    def _partial(self, text: str | None, began_s: float) -> list[PartialTranscript | Heard]:
        if not text:
            return []
        return [PartialTranscript(self.speaker, text, self._start_s + began_s, self.heard_until_s)]

    def _utterance(
        self, recognized: Recognized | None, ended_s: float | None
    ) -> list[PartialTranscript | Heard]:
        """``ended_s`` is where the gate saw the voice end; without a gate the engine's own times count."""
        if recognized is None:
            return []
        if self._gate is None or ended_s is None or self._began_s is None:
            offset = 0.0 if self._gate is None else self._start_s
            begin, end = recognized.start_s, recognized.end_s
        else:
            # The gate's times are exact to a frame; engines place first words up to 0.3 s too early.
            offset, begin, end = self._start_s, self._began_s, min(ended_s, self._samples / self._rate)
        words = tuple(
            replace(
                word,
                start_s=offset + min(max(word.start_s, begin), end),
                end_s=offset + min(max(word.end_s, begin), end),
            )
            for word in recognized.words
        )
        return [Heard(self.speaker, recognized.text, offset + begin, offset + end, words, self.heard_until_s)]
