"""Streaming models on sherpa-onnx: Mandarin and English transducers, CTC and Paraformer models.

A file of the wrong kind makes the library end the process, so a model is tried in another process first::

    python -m assist.recognition.sherpa_engine FOLDER
"""

from __future__ import annotations

import math
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
import sherpa_onnx

from assist.errors import AudioError, ModelError
from assist.events import Language, Word
from assist.recognition.contract import EngineInfo, Recognized

RATES: Final = (8_000, 16_000)

# Zipformer and Paraformer look ahead; this much silence brings out the last words of an utterance.
_FLUSH_S: Final = 0.6
# A word's last token has no end of its own.
_TOKEN_S: Final = 0.2
_TRIAL_TIMEOUT_S: Final = 120
_CHINESE: Final = re.compile(r"[\u3400-\u9fff]")
_INNER_SPACE: Final = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")


class SherpaRecognizer:
    """A streaming model in a folder as sherpa-onnx publishes them. Raises ModelError if it holds none.

    ``threads`` is how many cores one decoding step may use.
    """

    def __init__(self, model: Path, *, lang: Language, threads: int = 1) -> None:
        _try_elsewhere(model)
        self._recognizer = load(model, threads=threads)
        self._info = EngineInfo("sherpa", (lang,), streaming=True, sample_rates=RATES)

    @property
    def info(self) -> EngineInfo:
        return self._info

    def open(self, *, rate: int) -> SherpaStream:
        if rate not in RATES:
            raise AudioError(f"sherpa takes 8000 or 16000 samples a second, not {rate}; resample first")
        return SherpaStream(self._recognizer, self._info, rate)

    def warm(self) -> None:
        """Decode a second of silence."""
        stream = self.open(rate=RATES[0])
        stream.accept(bytes(2 * RATES[0]), partial=False)
        stream.close()

    def close(self) -> None:
        """Nothing to give back by hand: the library frees the model with its last stream."""


class SherpaStream:
    """One speaker's stream; each utterance is decoded on a fresh stream of the library."""

    def __init__(self, recognizer: Any, info: EngineInfo, rate: int) -> None:
        self._recognizer = recognizer
        self._info = info
        self._rate = rate
        self._samples = 0
        self._began_s = 0.0
        self._stream: Any = None
        self._shown = ""

    @property
    def info(self) -> EngineInfo:
        return self._info

    def accept(self, pcm: bytes, *, partial: bool) -> str | None:
        if self._stream is None:
            self._stream = self._recognizer.create_stream()
            self._began_s = self._samples / self._rate
        self._samples += len(pcm) // 2
        self._give(np.frombuffer(pcm, "<i2").astype(np.float32) / 32768)
        if not partial:
            return None
        text = _tidy(self._recognizer.get_result_all(self._stream).text)
        if not text or text == self._shown:
            return None
        self._shown = text
        return text

    def endpoint(self) -> Recognized | None:
        if self._stream is None:
            return None
        self._give(np.zeros(round(_FLUSH_S * self._rate), np.float32))
        self._stream.input_finished()
        self._decode()
        result = self._recognizer.get_result_all(self._stream)
        self._stream, self._shown = None, ""
        text = _tidy(result.text)
        if not text:
            return None
        words = tuple(words_of(result, self._began_s, self._samples / self._rate))
        known = [word.confidence for word in words if word.confidence is not None]
        confidence = sum(known) / len(known) if known else None
        begin_s = words[0].start_s if words else self._began_s
        end_s = words[-1].end_s if words else self._samples / self._rate
        return Recognized(text, begin_s, end_s, words, confidence)

    def skip(self, samples: int) -> None:
        self._samples += samples

    def close(self) -> Recognized | None:
        return self.endpoint()

    def _give(self, sound: Any) -> None:
        self._stream.accept_waveform(self._rate, sound)
        self._decode()

    def _decode(self) -> None:
        while self._recognizer.is_ready(self._stream):
            self._recognizer.decode_stream(self._stream)


def words_of(result: Any, began_s: float, now_s: float) -> Iterator[Word]:
    """Join a result's tokens into words; a Chinese character is a word. Times are on the stream's clock.

    ``result`` has ``tokens``, ``timestamps`` (s, starts only) and ``ys_probs`` (log probability a token,
    maybe empty); a token that begins with a space or the mark ``▁`` begins a word.
    """
    tokens, starts = list(result.tokens), list(result.timestamps)
    logs: list[float | None] = list(result.ys_probs) or [None] * len(tokens)
    words: list[tuple[str, float, float, list[float]]] = []
    for index, (token, start, log) in enumerate(zip(tokens, starts, logs, strict=False)):
        letters = token.replace("▁", " ")
        end = starts[index + 1] if index + 1 < len(starts) else start + _TOKEN_S
        inside = bool(words) and not letters.startswith(" ") and not _CHINESE.search(letters + words[-1][0])
        text, begin, _, sure = words.pop() if inside else ("", start, end, [])
        sure = sure if log is None else [*sure, log]
        words.append((text + letters.strip(), begin, min(end, start + 2 * _TOKEN_S), sure))
    for text, begin, end, sure in words:
        if text:
            confidence = math.exp(min(0.0, sum(sure) / len(sure))) if sure else None
            # The library counts in single precision; beyond the millisecond its digits mean nothing.
            start_s, end_s = round(began_s + begin, 3), round(began_s + end, 3)
            yield Word(text, min(start_s, now_s), min(end_s, now_s), confidence)


def load(model: Path, *, threads: int = 1) -> Any:
    """Load the model in a folder, by which files it holds. ModelError; a wrong file may end the process."""
    tokens = model / "tokens.txt"
    encoder, decoder = _file(model, "encoder", small=True), _file(model, "decoder", small=False)
    joiner, single = _file(model, "joiner", small=True), _file(model, "model", small=True)
    if not tokens.is_file() or not ((encoder and decoder) or single):
        raise ModelError(f"{model}: no sherpa-onnx streaming model here (tokens.txt and *.onnx)")
    shared = {"tokens": str(tokens), "num_threads": threads, "enable_endpoint_detection": False}
    try:
        if encoder and decoder and joiner:
            return sherpa_onnx.OnlineRecognizer.from_transducer(
                encoder=encoder, decoder=decoder, joiner=joiner, **shared
            )
        if encoder and decoder:
            return sherpa_onnx.OnlineRecognizer.from_paraformer(encoder=encoder, decoder=decoder, **shared)
        return sherpa_onnx.OnlineRecognizer.from_zipformer2_ctc(model=single, **shared)
    except (RuntimeError, ValueError) as error:
        raise ModelError(f"{model}: the sherpa-onnx model cannot be loaded: {error}") from None


def _file(model: Path, part: str, *, small: bool) -> str | None:
    """The file of one part: the int8 version where there is one, but not of a decoder, which suffers."""
    files = sorted(
        model.glob(f"{part}*.onnx"), key=lambda file: ((".int8." in file.name) != small, file.name)
    )
    return str(files[0]) if files else None


def _try_elsewhere(model: Path) -> None:
    try:
        trial = subprocess.run(  # noqa: S603
            [sys.executable, "-m", __name__, str(model)],
            capture_output=True,
            timeout=_TRIAL_TIMEOUT_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ModelError(f"{model}: the sherpa-onnx model took over {_TRIAL_TIMEOUT_S} s to load") from None
    if trial.returncode:
        lines = trial.stderr.decode(errors="replace").strip().splitlines()
        reason = lines[-1] if lines else f"exit code {trial.returncode}"
        raise ModelError(f"{model}: not a streaming model that sherpa-onnx can load ({reason})")


def _tidy(text: str) -> str:
    return _INNER_SPACE.sub("", text.strip())


if __name__ == "__main__":
    load(Path(sys.argv[1]))
