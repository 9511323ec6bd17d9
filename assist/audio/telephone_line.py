"""Sound as a telephone line carries it: 8 kHz, 300 to 3400 Hz, noise from the caller's end, G.711."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

import numpy as np
import soxr
from numpy.typing import NDArray

from assist.audio.codecs import decode, encode

Sound = NDArray[np.float32]
Noise = Literal["none", "white", "hum", "babble"]

LINE_RATE: Final = 8_000

_SPEECH_DBFS: Final = -20.0
# A 10 ms frame this far below the loud ones is a pause, and not what the noise is measured against.
_PAUSE_DB: Final = -30.0
_FRAME: Final = LINE_RATE // 100
_TAPS: Final = 255
_MAINS_HZ: Final = (50, 60)
_LOUDEST: Final = 0.97


def _band(low_hz: float, high_hz: float) -> Sound:
    """A linear-phase band-pass: the difference of two windowed sinc low-passes."""
    at = np.arange(_TAPS) - _TAPS // 2

    def low_pass(edge: float) -> NDArray[np.float64]:
        kernel: NDArray[np.float64] = np.sinc(2 * edge / LINE_RATE * at) * np.hamming(_TAPS)
        return np.asarray(kernel / kernel.sum())

    return np.asarray(low_pass(high_hz) - low_pass(low_hz), np.float32)


_TELEPHONE: Final = _band(300, 3_400)


def on_the_line(
    sound: Sound,
    rate: int,
    *,
    noise: Noise,
    above_noise_db: float,
    chance: np.random.Generator,
    others: Sequence[Sound] = (),
) -> bytes:
    """``sound`` (-1..1 at ``rate``) as s16le at 8 kHz, as it comes off the line.

    The speech lies ``above_noise_db`` over the noise, both within the band. ``others`` are the voices (-1..1
    at 8 kHz) that babble is mixed from; without any, babble is left out. ``sound`` must not be all silence.
    """
    speech = _levelled(_narrow(soxr.resample(sound, rate, LINE_RATE).astype(np.float32)))
    around = _narrow(_noise(noise, len(speech), chance, others))
    if around.any():
        wanted = 10 ** ((_SPEECH_DBFS - above_noise_db) / 20)
        speech = speech + around * (wanted / np.sqrt((around**2).mean()))
    pcm = (np.clip(speech, -_LOUDEST, _LOUDEST) * 32767).astype("<i2").tobytes()
    return decode("mulaw", encode("mulaw", pcm))


def _narrow(sound: Sound) -> Sound:
    return np.convolve(sound, _TELEPHONE, "same")[: len(sound)]


def _levelled(sound: Sound) -> Sound:
    frames = sound[: len(sound) // _FRAME * _FRAME].reshape(-1, _FRAME)
    power = (frames**2).mean(axis=1)
    spoken = power[power > np.percentile(power, 95) * 10 ** (_PAUSE_DB / 10)].mean()
    return np.asarray(sound * (10 ** (_SPEECH_DBFS / 20) / np.sqrt(spoken)), np.float32)


def _noise(noise: Noise, samples: int, chance: np.random.Generator, others: Sequence[Sound]) -> Sound:
    made = np.zeros(samples, np.float32)
    if noise == "white":
        made += chance.standard_normal(samples).astype(np.float32)
    elif noise == "hum":
        seconds = np.arange(samples) / LINE_RATE
        mains = float(chance.choice(_MAINS_HZ))
        for harmonic in range(1, 25):
            wave = np.sin(2 * np.pi * (mains * harmonic * seconds + chance.random())) / harmonic
            made += wave.astype(np.float32)
    elif noise == "babble":
        for other in others:
            made += np.roll(np.resize(other, samples), int(chance.integers(samples)))
    return made
