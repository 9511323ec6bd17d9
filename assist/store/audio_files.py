"""A call's audio on disk, written as it arrives: one file a speaker, in the encoding it came in.

These files are also the queue between the wire and the recognizer, so that a slow engine costs disk and
never memory, and nothing that was acknowledged is lost with the process. A sample is acknowledged only when
the operating system has it; a killed process loses none.
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assist.audio.codecs import SAMPLE_BYTES, decode
from assist.errors import AudioError, StoreError
from assist.events import Speaker

SAFE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:@-]{0,127}")


@dataclass(frozen=True, slots=True)
class AudioFormat:
    """How samples are written: an encoding of ``assist.audio.codecs`` and samples a second."""

    encoding: str
    rate: int

    def __post_init__(self) -> None:
        if self.encoding not in SAMPLE_BYTES:
            raise AudioError(f"audio.encoding is {self.encoding!r}; known: {', '.join(SAMPLE_BYTES)}")
        if not 8000 <= self.rate <= 48000:
            raise AudioError(f"audio.rate is {self.rate}; it must be 8000 to 48000 samples a second")

    @property
    def sample_bytes(self) -> int:
        return SAMPLE_BYTES[self.encoding]

    def as_json(self) -> dict[str, Any]:
        return {"encoding": self.encoding, "rate": self.rate}


class SpeakerAudio:
    """One speaker's file. ``append`` from one thread and ``read`` from another is safe."""

    def __init__(self, path: Path, audio_format: AudioFormat) -> None:
        self.format = audio_format
        self.path = path
        self._lock = threading.Lock()
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
            size = os.fstat(self._file).st_size
            # A crash may have left half a sample behind; it was never acknowledged.
            self._samples = size // audio_format.sample_bytes
            os.ftruncate(self._file, self._samples * audio_format.sample_bytes)
        except OSError as error:
            raise StoreError(f"the recording {path.name} cannot be opened: {error.strerror}") from error

    @property
    def samples(self) -> int:
        """Samples stored so far."""
        return self._samples

    def append(self, first: int, payload: bytes) -> int:
        """Store samples whose first has the index ``first``; what is stored already is passed over.

        Returns the number of samples stored.

        Raises:
            AudioError: half a sample, or a gap before ``first``.
            StoreError: the disk refused; nothing of the payload counts as stored.
        """
        width = self.format.sample_bytes
        if len(payload) % width:
            raise AudioError(f"{len(payload)} bytes are not whole samples of {width} bytes")
        with self._lock:
            if first > self._samples:
                raise AudioError(f"sample {first} came before sample {self._samples}")
            fresh = memoryview(payload)[(self._samples - first) * width :]
            offset = self._samples * width
            try:
                written = 0
                while written < len(fresh):
                    written += os.pwrite(self._file, fresh[written:], offset + written)
            except OSError as error:
                os.ftruncate(self._file, offset)
                raise StoreError(f"the recording cannot be written: {error.strerror}") from error
            self._samples += len(fresh) // width
            return self._samples

    def read(self, first: int, count: int) -> bytes:
        """Up to ``count`` samples from ``first`` on, as s16le."""
        width = self.format.sample_bytes
        count = min(count, self._samples - first)
        if count <= 0:
            return b""
        return decode(self.format.encoding, os.pread(self._file, count * width, first * width))

    def close(self) -> None:
        with self._lock:
            if self._file >= 0:
                os.close(self._file)
                self._file = -1


class AudioFiles:
    """The folder of recordings: ``<data>/audio/<call>/<speaker>.<encoding>``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def open(self, call_id: str, speaker: Speaker, audio_format: AudioFormat) -> SpeakerAudio:
        """Open a speaker's recording, making it if need be."""
        folder = self.folder(call_id)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"the recordings' folder cannot be made: {error.strerror}") from error
        return SpeakerAudio(folder / f"{speaker}.{audio_format.encoding}", audio_format)

    def folder(self, call_id: str) -> Path:
        if not SAFE_ID.fullmatch(call_id):
            raise StoreError(
                "a call id has 1 to 128 letters, digits or . _ : @ - and starts with a letter or digit"
            )
        return self._folder / call_id.replace(":", "=")


def interleaved(channels: Sequence[bytes], sample_bytes: int) -> bytes:
    """One sample of each channel in turn; channels of the same length."""
    width = sample_bytes
    out = bytearray(sum(map(len, channels)))
    for index, channel in enumerate(channels):
        for byte in range(width):
            out[index * width + byte :: len(channels) * width] = channel[byte::width]
    return bytes(out)


def deinterleaved(payload: bytes, channels: int, sample_bytes: int) -> list[bytes]:
    """The channels of an interleaved payload.

    Raises:
        AudioError: the payload is not a whole number of sample frames.
    """
    frame = channels * sample_bytes
    if len(payload) % frame:
        raise AudioError(
            f"{len(payload)} bytes are not whole frames of {channels} samples of {sample_bytes} bytes"
        )
    if channels == 1:
        return [payload]
    parts = []
    for index in range(channels):
        part = bytearray(len(payload) // channels)
        for byte in range(sample_bytes):
            part[byte::sample_bytes] = payload[index * sample_bytes + byte :: frame]
        parts.append(bytes(part))
    return parts
