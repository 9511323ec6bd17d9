"""WAV files as call recorders write them: PCM of 8, 16 or 24 bits, G.711, one or two channels, 8 to 48 kHz.

The standard library reads no G.711 and takes a truncated file for a short one, hence an own reader
(Microsoft, "Multiple Channel Audio Data and WAVE Files"; RIFF 1.0). Nothing is read before it is asked for,
so a recording of four hours costs no more memory than one of four seconds.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final

from assist.audio.codecs import SAMPLE_BYTES, decode, encode
from assist.errors import AudioError
from assist.events import SPEAKERS, Speaker

LOWEST_RATE: Final = 8_000
HIGHEST_RATE: Final = 48_000

_PCM, _FLOAT, _ALAW, _MULAW, _EXTENSIBLE = 0x0001, 0x0003, 0x0006, 0x0007, 0xFFFE
_ENCODINGS: Final = {
    (_PCM, 8): "u8",
    (_PCM, 16): "s16le",
    (_PCM, 24): "s24le",
    (_ALAW, 8): "alaw",
    (_MULAW, 8): "mulaw",
}
_FORMATS: Final = {encoding: key for key, encoding in _ENCODINGS.items()}
_FORMAT_NAMES: Final = {
    _PCM: "PCM",
    _FLOAT: "floating point",
    0x0002: "Microsoft ADPCM",
    0x0011: "IMA ADPCM",
    0x0031: "GSM 6.10",
    0x0055: "MP3",
    _ALAW: "A-law",
    _MULAW: "mu-law",
}
# Bytes 2 to 15 of the GUID by which WAVE_FORMAT_EXTENSIBLE names a plain format tag.
_GUID_TAIL: Final = bytes.fromhex("0000 0000 1000 8000 00aa 0038 9b71")
# Written by recorders that stream to a pipe and cannot come back to fill in the length.
_LENGTH_UNKNOWN: Final = 0xFFFFFFFF
_MAGIC: Final = (
    (0, b"RIFX", "a big-endian WAV"), (0, b"RF64", "an RF64 file (a WAV over 4 GB)"),
    (0, b"ID3", "an MP3 file"), (0, b"OggS", "an Ogg file"), (0, b"fLaC", "a FLAC file"),
    (4, b"ftyp", "an MP4 or M4A file"),
    (0, b"FORM", "an AIFF file"), (0, b".snd", "an AU file"), (0, b"#!AMR", "an AMR file"),
    (0, b"\x1aE\xdf\xa3", "a WebM or Matroska file"), (0, b"PK\x03\x04", "a zip archive"),
    (0, b"\x1f\x8b", "a gzip archive"), (0, b"%PDF", "a PDF document"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recording:
    """A whole recording in memory: one s16le ``bytes`` a channel."""

    rate: int
    channels: tuple[bytes, ...]


class WavReader:
    """An open recording. Close it, or use it as a context manager."""

    def __init__(
        self, file: BinaryIO, *, rate: int, channels: int, encoding: str, start: int, frames: int
    ) -> None:
        self.rate = rate
        self.channels = channels
        self.encoding = encoding
        self.frames = frames
        self._file = file
        self._start = start

    @property
    def duration_s(self) -> float:
        return self.frames / self.rate

    def blocks(self, seconds: float) -> Iterator[tuple[bytes, ...]]:
        """Yield the recording from its beginning, ``seconds`` at a time: one s16le ``bytes`` a channel.

        The last block is shorter. Raises AudioError if the file shrinks while it is read.
        """
        width = SAMPLE_BYTES[self.encoding]
        step = max(1, round(seconds * self.rate))
        self._file.seek(self._start)
        for first in range(0, self.frames, step):
            count = min(step, self.frames - first)
            data = self._file.read(count * width * self.channels)
            if len(data) < count * width * self.channels:
                raise AudioError(f"{self._file.name}: the file became shorter while it was read")
            pcm = decode(self.encoding, data)
            yield (pcm,) if self.channels == 1 else split_channels(pcm, self.channels)

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> WavReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def split_channels(pcm: bytes, channels: int) -> tuple[bytes, ...]:
    """Take interleaved s16le apart, one ``bytes`` a channel."""
    samples = memoryview(pcm).cast("H")
    return tuple(samples[index::channels].tobytes() for index in range(channels))


def open_wav(path: Path | str) -> WavReader:
    """Open a WAV file and check its header against its size.

    Raises AudioError when it is no WAV, holds no sound, is cut short, or is of a kind not read here.
    """
    path = Path(path)
    try:
        file = path.open("rb")
    except OSError as error:
        raise AudioError(f"{path}: cannot be opened: {error.strerror}") from None
    try:
        return _read_header(file, path)
    except BaseException:
        file.close()
        raise


def read_wav(path: Path | str) -> Recording:
    """Read a whole recording. Raises AudioError like `open_wav`."""
    with open_wav(path) as reader:
        (channels,) = reader.blocks(reader.duration_s + 1)
        return Recording(reader.rate, channels)


def write_wav(path: Path | str, rate: int, channels: Sequence[bytes], *, encoding: str = "s16le") -> None:
    """Write s16le channels as one WAV in ``encoding``. Raises AudioError if they differ in length."""
    if len({len(channel) for channel in channels}) != 1:
        raise AudioError(f"{path}: the channels to write differ in length")
    mixed = memoryview(bytearray(sum(map(len, channels)))).cast("H")
    for index, channel in enumerate(channels):
        mixed[index :: len(channels)] = memoryview(channel).cast("H")
    data = encode(encoding, mixed.tobytes())
    tag, bits = _FORMATS[encoding]
    block = len(channels) * bits // 8
    # A format other than PCM carries the size of its extension, here none, and its length in frames.
    extension = b"" if tag == _PCM else struct.pack("<H4sII", 0, b"fact", 4, len(data) // block)
    body = struct.pack("<HHIIHH", tag, len(channels), rate, rate * block, block, bits) + extension[:2]
    chunks = b"fmt " + struct.pack("<I", len(body)) + body + extension[2:]
    chunks += b"data" + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
    Path(path).write_bytes(b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks)


def channel_order(spec: str | None, channels: int) -> tuple[Speaker, ...]:
    """Say who speaks on each channel. ``spec`` is what the user wrote: "agent,debtor", "debtor", ... or None.

    Raises AudioError if it does not fit; one channel needs a spec, since nothing else tells who speaks.
    """
    if spec is None:
        if channels == 2:
            return ("agent", "debtor")
        raise AudioError(
            f"the recording has {_channels(channels)}, not one for each speaker; "
            "if only one person is on it, name them with --channels agent or --channels debtor"
        )
    named = tuple(part.strip() for part in spec.split(","))
    order = tuple(speaker for part in named for speaker in SPEAKERS if speaker == part)
    if len(order) != len(named) or len(set(order)) != len(order):
        raise AudioError(f"--channels {spec!r} is not one of: agent,debtor  debtor,agent  agent  debtor")
    if len(order) != channels:
        raise AudioError(
            f"--channels {spec!r} names {len(order)} but the recording has {_channels(channels)}"
        )
    return order


def _channels(count: int) -> str:
    return f"{count} channel{'' if count == 1 else 's'}"


def _read_header(file: BinaryIO, path: Path) -> WavReader:
    size = path.stat().st_size
    if size == 0:
        raise AudioError(f"{path}: the file is empty")
    head = file.read(12)
    if head[:4] != b"RIFF" or head[8:] != b"WAVE":
        file.seek(0)
        raise AudioError(f"{path}: not a WAV file: {_looks_like(file.read(512))}")
    layout: tuple[str, int, int] | None = None
    while len(chunk := file.read(8)) == 8:
        name, length = chunk[:4], int.from_bytes(chunk[4:], "little")
        if name == b"fmt ":
            layout = _read_format(file.read(length), path)
            file.seek(length % 2, 1)
        elif name == b"data":
            if layout is None:
                raise AudioError(f"{path}: the WAV header does not say in which format the samples are")
            return _reader(file, path, layout, length, size - file.tell())
        else:
            file.seek(length + length % 2, 1)
    raise AudioError(f"{path}: the WAV file ends before its samples begin; it was cut short")


def _read_format(body: bytes, path: Path) -> tuple[str, int, int]:
    """Return encoding, channels and rate."""
    if len(body) < 16:
        raise AudioError(f"{path}: the WAV header is cut short")
    tag, channels, rate, _, block, bits = struct.unpack("<HHIIHH", body[:16])
    if tag == _EXTENSIBLE and len(body) >= 40 and body[26:40] == _GUID_TAIL:
        tag = int.from_bytes(body[24:26], "little")
    encoding = _ENCODINGS.get((tag, bits))
    if encoding is None:
        kind = _FORMAT_NAMES.get(tag, f"format {tag:#06x}")
        raise AudioError(
            f"{path}: {bits}-bit {kind} is not supported; PCM of 8, 16 or 24 bits, mu-law and A-law are"
        )
    if not LOWEST_RATE <= rate <= HIGHEST_RATE:
        raise AudioError(
            f"{path}: {rate} samples a second; from {LOWEST_RATE} to {HIGHEST_RATE} are supported"
        )
    if channels not in (1, 2):
        raise AudioError(f"{path}: {_channels(channels)}; one or two are supported")
    if block != channels * SAMPLE_BYTES[encoding]:
        raise AudioError(
            f"{path}: the WAV header contradicts itself: {block} bytes a frame for {channels} x {bits} bits"
        )
    return encoding, channels, rate


def _reader(file: BinaryIO, path: Path, layout: tuple[str, int, int], length: int, present: int) -> WavReader:
    encoding, channels, rate = layout
    block = channels * SAMPLE_BYTES[encoding]
    if length == _LENGTH_UNKNOWN:
        length = present
    if present < length:
        there, said = present / (block * rate), length / (block * rate)
        raise AudioError(f"{path}: truncated: {there:.1f} of {said:.1f} seconds of audio are there")
    if length < block:
        raise AudioError(f"{path}: the recording has no sound in it (0 samples)")
    return WavReader(
        file, rate=rate, channels=channels, encoding=encoding, start=file.tell(), frames=length // block
    )


def _looks_like(head: bytes) -> str:
    for offset, magic, kind in _MAGIC:
        if head[offset : offset + len(magic)] == magic:
            return f"it looks like {kind}"
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0:
        return "it looks like an MP3 or AAC file"
    try:
        # A multi-byte character may be cut at the end of what was read.
        text = head[: len(head) - 3 if len(head) == 512 else None].decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 6:
            return "it does not begin with RIFF and WAVE"
        text = head[: error.start].decode("utf-8")
    if all(character.isprintable() or character.isspace() for character in text):
        return "it looks like text"
    return "it does not begin with RIFF and WAVE"
