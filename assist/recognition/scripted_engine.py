"""The scripted engine: says what a script says, when it says it, whatever the sound.

For demonstrations, tests and load: everything behind recognition runs as on a real call.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from assist.errors import InputError
from assist.events import LANGUAGES, SPEAKERS, Speaker, Word
from assist.recognition.contract import EngineInfo, Recognized

# A Chinese character with the punctuation after it, or whatever stands between spaces.
_WORD: Final = re.compile(r"[\u3400-\u9fff][^\w\s]*|[^\s\u3400-\u9fff]+")

_INFO: Final = EngineInfo(
    "scripted", LANGUAGES, streaming=True, sample_rates=(8_000, 16_000), own_timing=True
)


class ScriptLine(NamedTuple):
    """What one speaker says, in seconds of the call."""

    start_s: float
    end_s: float
    text: str


class ScriptedRecognizer:
    """One speaker's script as a recognizer: ``(start_s, end_s, text)``, in any order, none overlapping.

    Raises InputError, naming the line by its number, on a script that cannot be spoken.
    """

    def __init__(self, script: Iterable[tuple[float, float, str]]) -> None:
        lines = [ScriptLine(*line) for line in script]
        for number, line in enumerate(lines, 1):
            if not 0 <= line.start_s < line.end_s or not line.text.strip():
                raise InputError(f"script line {number}: needs words and 0 <= start_s < end_s")
        self._lines = tuple(sorted(lines))
        for before, after in zip(self._lines, self._lines[1:], strict=False):
            if after.start_s < before.end_s:
                number = lines.index(after) + 1
                raise InputError(f"script line {number}: begins before the line ahead of it has ended")

    @property
    def info(self) -> EngineInfo:
        return _INFO

    def open(self, *, rate: int) -> ScriptedStream:
        return ScriptedStream(self._lines, rate)

    def warm(self) -> None:
        """Nothing to warm."""

    def close(self) -> None:
        """Nothing to release."""


class ScriptedStream:
    """Speaks the script as the clock passes over it."""

    def __init__(self, lines: Sequence[ScriptLine], rate: int) -> None:
        self._lines = list(lines)
        self._rate = rate
        self._samples = 0
        self._shown = ""

    @property
    def info(self) -> EngineInfo:
        return _INFO

    def accept(self, pcm: bytes, *, partial: bool) -> str | None:
        self._samples += len(pcm) // 2
        if not partial or not self._lines:
            return None
        text, _ = _spoken(self._lines[0], self._now_s)
        if not text or text == self._shown:
            return None
        self._shown = text
        return text

    def endpoint(self) -> Recognized | None:
        if not self._lines or self._lines[0].end_s > self._now_s:
            return None
        self._shown = ""
        return _recognized(self._lines.pop(0), self._now_s)

    def skip(self, samples: int) -> None:
        self._samples += samples
        while self._lines and self._lines[0].end_s <= self._now_s:
            self._lines.pop(0)

    def close(self) -> Recognized | None:
        """Return what was said of the line under way."""
        if not self._lines:
            return None
        return _recognized(self._lines.pop(0), self._now_s)

    @property
    def _now_s(self) -> float:
        return self._samples / self._rate


def scripts_of(turns: Iterable[Mapping[str, Any]]) -> dict[Speaker, list[ScriptLine]]:
    """Split the ``turns`` of a call transcript into a script for each speaker. InputError on a bad turn."""
    scripts: dict[Speaker, list[ScriptLine]] = {speaker: [] for speaker in SPEAKERS}
    for number, turn in enumerate(turns, 1):
        try:
            line = ScriptLine(float(turn["start_s"]), float(turn["end_s"]), str(turn["text"]))
            scripts[turn["speaker"]].append(line)
        except (KeyError, TypeError, ValueError) as error:
            raise InputError(f"turn {number}: needs speaker, text, start_s and end_s ({error})") from None
    return scripts


def _spoken(line: ScriptLine, now_s: float) -> tuple[str, tuple[Word, ...]]:
    """The words of a line that have begun by ``now_s``; each takes time in proportion to its length."""
    spans = [match.span() for match in _WORD.finditer(line.text)]
    letters = sum(end - start for start, end in spans)
    words: list[Word] = []
    at_s, until = line.start_s, 0
    for start, end in spans:
        if at_s >= now_s:
            break
        next_s = at_s + (end - start) / letters * (line.end_s - line.start_s)
        words.append(Word(line.text[start:end], at_s, min(next_s, line.end_s, now_s)))
        at_s, until = next_s, end
    return line.text[:until].strip(), tuple(words)


def _recognized(line: ScriptLine, now_s: float) -> Recognized | None:
    text, words = _spoken(line, min(now_s, line.end_s))
    return Recognized(text, line.start_s, min(now_s, line.end_s), words) if words else None
