"""Sampling rate conversion that keeps its filter state between chunks, so that seams cannot be heard."""

from __future__ import annotations

import numpy as np
import soxr
from numpy.typing import NDArray

from assist.errors import AudioError


def speech_rate(rate: int) -> int:
    """The rate at which speech sampled at ``rate`` is heard: 8000 stays, all else becomes 16000."""
    return 8_000 if rate == 8_000 else 16_000


class Resampler:
    """Converts one channel of s16le as it arrives; equal rates pass through untouched.

    The filter holds back up to 0.12 s of sound; `flush` gives the rest. Raises AudioError on half a sample.
    """

    def __init__(self, from_rate: int, to_rate: int) -> None:
        if from_rate <= 0 or to_rate <= 0:
            raise AudioError(f"cannot convert {from_rate} to {to_rate} samples a second")
        self.from_rate = from_rate
        self.to_rate = to_rate
        self._stream = (
            None
            if from_rate == to_rate
            else soxr.ResampleStream(from_rate, to_rate, 1, dtype="float32", quality="HQ")
        )

    def push(self, pcm: bytes) -> bytes:
        """Take s16le at ``from_rate``, return what is ready at ``to_rate``."""
        return self._convert(pcm, last=False)

    def flush(self) -> bytes:
        """Return what was held back. The next `push` begins a new stretch of sound."""
        rest = self._convert(b"", last=True)
        if self._stream is not None:
            self._stream.clear()
        return rest

    def _convert(self, pcm: bytes, *, last: bool) -> bytes:
        if len(pcm) % 2:
            raise AudioError(f"{len(pcm)} bytes of s16le audio end in half a sample")
        if self._stream is None:
            return pcm
        # In floating point, because soxr dithers integers at random and a call must be heard the same twice.
        ready = self._stream.resample_chunk(np.frombuffer(pcm, "<i2").astype(np.float32), last=last)
        rounded: NDArray[np.int16] = np.clip(np.rint(ready), -32768, 32767).astype("<i2")
        return rounded.tobytes()
