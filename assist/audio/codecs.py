"""Sample encodings of telephone audio (ITU-T G.711, plain PCM), to and from signed 16-bit little-endian."""

from __future__ import annotations

from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from assist.errors import AudioError

Encoding = Literal["s16le", "u8", "s24le", "mulaw", "alaw"]

SAMPLE_BYTES: Final[dict[str, int]] = {"s16le": 2, "u8": 1, "s24le": 3, "mulaw": 1, "alaw": 1}


def _mulaw_table() -> NDArray[np.int16]:
    # G.711 section 3: the code is sent inverted; bias 33 at 14 bits is 132 at 16 bits.
    code = ~np.arange(256) & 0xFF
    magnitude = (((code & 0x0F) << 3) + 132 << (code >> 4 & 7)) - 132
    return np.where(code & 0x80, -magnitude, magnitude).astype("<i2")


def _alaw_table() -> NDArray[np.int16]:
    # G.711 section 2: even bits are sent inverted; segment 0 is linear, the others carry a hidden bit.
    code = np.arange(256) ^ 0x55
    segment, step = code >> 4 & 7, (code & 0x0F) << 4
    magnitude = np.where(segment == 0, step + 8, step + 0x108 << np.maximum(segment - 1, 0))
    return np.where(code & 0x80, magnitude, -magnitude).astype("<i2")


_DECODE: Final = {"mulaw": _mulaw_table(), "alaw": _alaw_table()}


def _nearest_code(values: NDArray[np.int16]) -> NDArray[np.uint8]:
    """For each of the 65,536 sample values, the code whose decoded value lies nearest."""
    order = np.argsort(values, kind="stable")
    ordered = values[order].astype(np.int32)
    between = (ordered[1:] + ordered[:-1]) / 2
    samples = np.arange(65536, dtype=np.uint16).view(np.int16).astype(np.int32)
    return order[np.searchsorted(between, samples, side="left")].astype(np.uint8)


_ENCODE: Final = {name: _nearest_code(values) for name, values in _DECODE.items()}


def decode(encoding: str, payload: bytes) -> bytes:
    """Turn ``payload`` into s16le, sample for sample. AudioError on an unknown encoding or half a sample."""
    _check(encoding, payload)
    if encoding == "s16le":
        return bytes(payload)
    octets = np.frombuffer(payload, np.uint8)
    if encoding == "u8":
        return ((octets.astype(np.int16) - 128) << 8).astype("<i2").tobytes()
    if encoding == "s24le":
        # The low byte is dropped: 16 bits already exceed what a telephone line carries.
        return np.ascontiguousarray(octets.reshape(-1, 3)[:, 1:]).tobytes()
    return _DECODE[encoding][octets].tobytes()


def encode(encoding: str, pcm: bytes) -> bytes:
    """Turn s16le samples into ``encoding``. Raises AudioError like `decode`."""
    _check(encoding, b"")
    if len(pcm) % 2:
        raise AudioError(f"{len(pcm)} bytes of s16le audio end in half a sample")
    if encoding == "s16le":
        return bytes(pcm)
    samples = np.frombuffer(pcm, "<i2")
    if encoding == "u8":
        return ((samples >> 8) + 128).astype(np.uint8).tobytes()
    if encoding == "s24le":
        wide = np.zeros((len(samples), 3), np.uint8)
        wide[:, 1:] = samples.view(np.uint8).reshape(-1, 2)
        return wide.tobytes()
    return _ENCODE[encoding][samples.view(np.uint16)].tobytes()


def _check(encoding: str, payload: bytes) -> None:
    if encoding not in SAMPLE_BYTES:
        raise AudioError(f"unknown audio encoding {encoding!r}; known: {', '.join(SAMPLE_BYTES)}")
    if len(payload) % SAMPLE_BYTES[encoding]:
        raise AudioError(f"{len(payload)} bytes of {encoding} audio end in the middle of a sample")
