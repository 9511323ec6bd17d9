"""Whisper on faster-whisper (CTranslate2, int8): decodes whole utterances that the voice gate has cut.

The encoder always works on a padded window, so a short utterance costs as much as a long one. A window of
15 s instead of 30 halves that and was measured to lose no accuracy for utterances of 1.5 to 14 s; in a
shorter one the decoder falls into endless repetition. An initial prompt, meant to keep Mandarin in one script,
makes it repeat endlessly in either window, so the script is converted afterwards.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import ctranslate2
import numpy as np
import soxr
from faster_whisper import WhisperModel
from faster_whisper.transcribe import Segment
from numpy.typing import NDArray

from assist.errors import AudioError, ModelError
from assist.events import Language, Word
from assist.recognition.contract import EngineInfo, Recognized
from assist.recognition.invented import is_invented, repeats_itself
from assist.recognition.mandarin_script import simplified, uniform_mandarin

MODEL_RATE: Final = 16_000
PARTIAL_EVERY_S: Final = 1.5

_FRAMES_A_SECOND: Final = 100
_SHORT_WINDOW: Final = 15 * _FRAMES_A_SECOND
_SHORT_WINDOW_FROM: Final = int(1.5 * _FRAMES_A_SECOND)
_SHORT_WINDOW_UNTIL: Final = 14 * _FRAMES_A_SECOND
# Fast Mandarin reaches some 12 tokens a second; a decode past this is an endless repetition and costs seconds.
_TOKENS_A_SECOND: Final = 16
_TOKENS_BESIDES: Final = 32
_MOST_TOKENS: Final = 400


class _WindowedModel(WhisperModel):  # type: ignore[misc]
    """Encodes an utterance of 1.5 to 14 s in a window of 15 s.

    The padding is all zeros, which a spectrum never is, so each call tells for itself how long its speech is.
    """

    short_window = True

    def encode(self, features: NDArray[np.float32]) -> ctranslate2.StorageView:
        spoken = np.flatnonzero(features.any(axis=0))
        frames = int(spoken[-1]) + 1 if len(spoken) else 0
        if self.short_window and _SHORT_WINDOW_FROM <= frames <= _SHORT_WINDOW_UNTIL:
            features = np.ascontiguousarray(features[:, :_SHORT_WINDOW])
        return super().encode(features)


class WhisperRecognizer:
    """A Whisper model in the CTranslate2 layout. Raises ModelError if ``model`` holds none.

    ``beam`` is how many hypotheses a final keeps; partials keep one. ``workers`` is how many utterances may
    be decoded at the same time, each on one core and with about 100 MB of its own.
    """

    def __init__(self, model: Path, *, lang: Language, beam: int = 5, workers: int = 2) -> None:
        if not (model / "model.bin").is_file():
            raise ModelError(f"{model}: no Whisper model here (no model.bin)")
        try:
            self._model = _WindowedModel(
                str(model), device="cpu", compute_type="int8", cpu_threads=1, num_workers=workers,
                local_files_only=True,
            )  # fmt: skip
        except (RuntimeError, ValueError, OSError) as error:
            raise ModelError(f"{model}: the Whisper model cannot be loaded: {error}") from None
        if lang != "en" and not self._model.model.is_multilingual:
            raise ModelError(f"{model}: this Whisper model knows only English, not {lang!r}")
        self.lang: Language = lang
        self._beam = beam
        languages: tuple[Language, ...] = ("en", "zh") if self._model.model.is_multilingual else ("en",)
        self._info = EngineInfo("whisper", languages, streaming=False, sample_rates=(8_000, 16_000))

    @property
    def info(self) -> EngineInfo:
        return self._info

    def open(self, *, rate: int) -> WhisperStream:
        if rate not in self._info.sample_rates:
            raise AudioError(f"whisper takes 8000 or 16000 samples a second, not {rate}; resample first")
        return WhisperStream(self, rate)

    def warm(self) -> None:
        """Decode a second of silence: the first decode allocates what all later ones use."""
        self.decode(np.zeros(MODEL_RATE, np.float32), final=True)

    def close(self) -> None:
        self._model.model.unload_model()

    def decode(self, sound: NDArray[np.float32], *, final: bool) -> list[Segment]:
        """Return what was said, without what was made up; words only if ``final``.

        ``sound`` is -1..1 at 16 kHz.
        """
        segments = self._transcribe(sound, final=final)
        if final and any(repeats_itself(segment.compression_ratio) for segment in segments):
            # The long window is less prone to repetition; silence behind the speech makes it be taken.
            missing = MODEL_RATE * (_SHORT_WINDOW_UNTIL // _FRAMES_A_SECOND + 1) - len(sound)
            segments = self._transcribe(np.pad(sound, (0, max(0, missing))), final=final)
        return [
            segment
            for segment in segments
            if not repeats_itself(segment.compression_ratio)
            and not is_invented(
                simplified(segment.text) if self.lang == "zh" else segment.text,
                no_speech=segment.no_speech_prob,
                log_probability=segment.avg_logprob,
                compression_ratio=segment.compression_ratio,
            )
        ]

    def _transcribe(self, sound: NDArray[np.float32], *, final: bool) -> list[Segment]:
        segments, _ = self._model.transcribe(
            sound,
            language=self.lang,
            beam_size=self._beam if final else 1,
            temperature=0.0,
            condition_on_previous_text=False,
            word_timestamps=final,
            without_timestamps=not final,
            max_new_tokens=min(_TOKENS_BESIDES + _TOKENS_A_SECOND * len(sound) // MODEL_RATE, _MOST_TOKENS),
        )
        return list(segments)


class WhisperStream:
    """Gathers one utterance at a time and decodes it when it is over, and for partials every 1.5 s."""

    def __init__(self, recognizer: WhisperRecognizer, rate: int) -> None:
        self._recognizer = recognizer
        self._rate = rate
        self._utterance = bytearray()
        self._samples = 0
        self._next_partial_s = PARTIAL_EVERY_S
        self._shown = ""

    @property
    def info(self) -> EngineInfo:
        return self._recognizer.info

    def accept(self, pcm: bytes, *, partial: bool) -> str | None:
        self._utterance += pcm
        self._samples += len(pcm) // 2
        if not partial or self._length_s < self._next_partial_s:
            return None
        self._next_partial_s = self._length_s + PARTIAL_EVERY_S
        text = _joined(self._pieces(self._recognizer.decode(self._sound(), final=False)))
        if not text or text == self._shown:
            return None
        self._shown = text
        return text

    def endpoint(self) -> Recognized | None:
        if not self._utterance:
            return None
        length_s = self._length_s
        began_s = self._samples / self._rate - length_s
        segments = self._recognizer.decode(self._sound(), final=True)
        self._utterance.clear()
        self._next_partial_s, self._shown = PARTIAL_EVERY_S, ""
        pieces = self._pieces(segments)
        text = _joined(pieces)
        if not text:
            return None
        words = tuple(_words(pieces, began_s, length_s))
        confidence = math.exp(sum(segment.avg_logprob for segment in segments) / len(segments))
        if not words:
            return Recognized(text, began_s, began_s + length_s, (), confidence)
        return Recognized(text, words[0].start_s, words[-1].end_s, words, confidence)

    def skip(self, samples: int) -> None:
        self._samples += samples

    def close(self) -> Recognized | None:
        return self.endpoint()

    def _pieces(self, segments: Iterable[Segment]) -> list[tuple[str, Any]]:
        """The text in pieces as it was written, each with its timed word; without one if words have no times."""
        pieces: list[tuple[str, Any]] = []
        for segment in segments:
            pieces += (
                [(word.word, word) for word in segment.words] if segment.words else [(segment.text, None)]
            )
        if self._recognizer.lang != "zh":
            return pieces
        texts = uniform_mandarin([text for text, _ in pieces])
        return [(text, word) for text, (_, word) in zip(texts, pieces, strict=True)]

    @property
    def _length_s(self) -> float:
        return len(self._utterance) / (2 * self._rate)

    def _sound(self) -> NDArray[np.float32]:
        whole = len(self._utterance) // 2 * 2
        pcm = np.frombuffer(bytes(self._utterance[:whole]), "<i2")
        samples: NDArray[np.float32] = pcm.astype(np.float32) / np.float32(32768)
        if self._rate == MODEL_RATE:
            return samples
        # The whole utterance at once, so that the filter's delay costs no time.
        converted: NDArray[np.float32] = soxr.resample(samples, self._rate, MODEL_RATE)
        return converted


def _joined(pieces: Iterable[tuple[str, Any]]) -> str:
    return "".join(text for text, _ in pieces).strip()


def _words(pieces: Iterable[tuple[str, Any]], began_s: float, length_s: float) -> Iterable[Word]:
    for text, timed in pieces:
        if timed is not None and text.strip():
            start_s = min(float(timed.start), length_s)
            end_s = min(max(float(timed.end), start_s), length_s)
            yield Word(text.strip(), began_s + start_s, began_s + end_s, float(timed.probability))
