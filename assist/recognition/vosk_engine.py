"""Vosk (Kaldi): streaming, on any model in its layout, at 8 or 16 kHz.

A new recogniser of a small model composes its graph while it hears its first second, at the cost of a second
of computing; so recognisers are kept and lent out again. ``FinalResult`` leaves nothing of a speaker behind
in them except their clock, which runs on and is subtracted here.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import vosk

from assist.errors import AudioError, ModelError
from assist.events import Language, Word
from assist.recognition.contract import EngineInfo, Recognized

RATES: Final = (8_000, 16_000)

# Where sound is cut changes what Kaldi hears; blocks of one length make the same call sound the same twice.
_BLOCK_S: Final = 0.1
# Word times are printed with six digits on a clock that never restarts: after this long, in hundredths.
_OLD_S: Final = 7200
# Spaces between Chinese characters are the model's word boundaries, not the writer's.
_INNER_SPACE: Final = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")


@dataclass(slots=True)
class _Lent:
    """A recogniser and how many samples it has ever been given: its clock."""

    recogniser: Any
    samples: int = 0


class VoskRecognizer:
    """A Vosk model and its pool of recognisers. Raises ModelError if ``model`` holds none that can be loaded.

    Each recogniser of a small model takes up to 220 MB; the pool grows to as many as were open at once.
    """

    def __init__(self, model: Path, *, lang: Language) -> None:
        vosk.SetLogLevel(-1)
        with _without_dither(model) as folder:
            try:
                self._model = vosk.Model(model_path=str(folder))
            except Exception:  # the package raises nothing narrower
                raise ModelError(f"{model}: no Vosk model here, or not a whole one") from None
        self._info = EngineInfo("vosk", (lang,), streaming=True, sample_rates=RATES)
        self._pool: defaultdict[int, list[_Lent]] = defaultdict(list)
        self._lock = threading.Lock()

    @property
    def info(self) -> EngineInfo:
        return self._info

    def open(self, *, rate: int) -> VoskStream:
        if rate not in RATES:
            raise AudioError(f"vosk takes 8000 or 16000 samples a second, not {rate}; resample first")
        return VoskStream(self, self._lend(rate), rate)

    def warm(self, *, rate: int = 8_000, streams: int = 2) -> None:
        """Make recognisers for as many ``streams`` ready to be lent: two are one call."""
        noise = (np.random.default_rng(0).standard_normal(rate) * 300).astype("<i2").tobytes()
        lent = [self._lend(rate) for _ in range(streams)]
        for one in lent:
            if not one.samples:
                one.recogniser.AcceptWaveform(noise)
                one.recogniser.FinalResult()
                one.samples += rate
            self.take_back(one, rate)

    def close(self) -> None:
        with self._lock:
            self._pool.clear()

    def take_back(self, lent: _Lent, rate: int) -> None:
        """Put a recogniser that has given its final result back into the pool, unless it is too old."""
        if lent.samples > _OLD_S * rate:
            return
        with self._lock:
            self._pool[rate].append(lent)

    def _lend(self, rate: int) -> _Lent:
        with self._lock:
            if self._pool[rate]:
                return self._pool[rate].pop()
        recogniser = vosk.KaldiRecognizer(self._model, float(rate))
        recogniser.SetWords(True)
        return _Lent(recogniser)


class VoskStream:
    """One speaker's stream on a recogniser that is lent to it until it is closed."""

    def __init__(self, recognizer: VoskRecognizer, lent: _Lent, rate: int) -> None:
        self._recognizer = recognizer
        self._lent = lent
        self._rate = rate
        self._block = 2 * round(_BLOCK_S * rate)
        self._pending = bytearray()
        self._samples = 0
        self._began_at = 0
        self._began_lent_at = lent.samples
        # Utterances that Kaldi ended by itself within one of the voice gate's.
        self._parts: list[dict[str, Any]] = []
        self._shown = ""

    @property
    def info(self) -> EngineInfo:
        return self._recognizer.info

    def accept(self, pcm: bytes, *, partial: bool) -> str | None:
        self._pending += pcm
        self._samples += len(pcm) // 2
        heard = False
        while len(self._pending) >= self._block:
            heard = True
            self._give(bytes(self._pending[: self._block]))
            del self._pending[: self._block]
        if not partial or not heard:
            return None
        now = json.loads(self._lent.recogniser.PartialResult())["partial"]
        text = _joined([part["text"] for part in self._parts] + [now])
        if not text or text == self._shown:
            return None
        self._shown = text
        return text

    def endpoint(self) -> Recognized | None:
        if len(self._pending) > 1:
            self._give(bytes(self._pending[: len(self._pending) // 2 * 2]))
        self._pending.clear()
        if self._lent.samples > self._began_lent_at:
            self._parts.append(json.loads(self._lent.recogniser.FinalResult()))
        recognized = self._recognized()
        self._parts, self._shown = [], ""
        self._begin()
        return recognized

    def skip(self, samples: int) -> None:
        self._samples += samples
        self._begin()

    def close(self) -> Recognized | None:
        last = self.endpoint()
        self._recognizer.take_back(self._lent, self._rate)
        return last

    def _begin(self) -> None:
        self._began_at, self._began_lent_at = self._samples, self._lent.samples

    def _give(self, block: bytes) -> None:
        ended = self._lent.recogniser.AcceptWaveform(block)
        self._lent.samples += len(block) // 2
        if ended:
            self._parts.append(json.loads(self._lent.recogniser.Result()))

    def _recognized(self) -> Recognized | None:
        text = _joined([part["text"] for part in self._parts])
        if not text:
            return None
        # Within one utterance the recogniser's clock and the stream's run in step.
        ahead_s = (self._began_at - self._began_lent_at) / self._rate
        began_s, now_s = self._began_at / self._rate, self._samples / self._rate
        words = tuple(
            Word(
                word["word"],
                # To the millisecond, so that the age of a recogniser does not show in the last digits.
                min(max(round(word["start"] + ahead_s, 3), began_s), now_s),
                min(max(round(word["end"] + ahead_s, 3), began_s), now_s),
                min(max(word["conf"], 0.0), 1.0),
            )
            for part in self._parts
            for word in part.get("result", ())
        )
        if not words:
            return Recognized(text, began_s, now_s)
        confidence = sum(word.confidence or 0.0 for word in words) / len(words)
        return Recognized(text, words[0].start_s, words[-1].end_s, words, confidence)


def _joined(parts: list[str]) -> str:
    return _INNER_SPACE.sub("", " ".join(part for part in parts if part))


@contextmanager
def _without_dither(model: Path) -> Iterator[Path]:
    """Lend a copy of the model, of links, that adds no random noise, by which a call would differ each time.

    Kaldi reads all files while the model is loaded, so the copy may go afterwards.
    """
    settings = model / "conf" / "mfcc.conf"
    if not settings.is_file() or "--dither" in settings.read_text(encoding="utf-8"):
        yield model
        return
    with tempfile.TemporaryDirectory(prefix="vosk-model-") as folder:
        copy = Path(folder)
        for entry in model.iterdir():
            if entry.name != "conf":
                (copy / entry.name).symlink_to(entry.resolve())
        shutil.copytree(model / "conf", copy / "conf")
        with (copy / "conf" / "mfcc.conf").open("a", encoding="utf-8") as file:
            file.write("\n--dither=0\n")
        yield copy
