"""A telephone line narrows sound, adds noise as strong as asked and nothing else."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from assist.audio.telephone_line import LINE_RATE, Noise, on_the_line

SECONDS = 2


def tone(hertz: float, rate: int = 16_000) -> NDArray[np.float32]:
    return np.sin(2 * np.pi * hertz * np.arange(SECONDS * rate) / rate).astype(np.float32) * np.float32(0.3)


def carried(sound: NDArray[np.float32], noise: Noise = "none", **line: object) -> NDArray[np.float64]:
    chance = np.random.default_rng(5)
    pcm = on_the_line(sound, 16_000, noise=noise, above_noise_db=10, chance=chance, **line)  # type: ignore[arg-type]
    return np.frombuffer(pcm, "<i2") / 32768


def power_at(sound: NDArray[np.float64], hertz: float) -> float:
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound)))) ** 2
    at = round(hertz * len(sound) / LINE_RATE)
    return float(spectrum[at - 3 : at + 4].sum())


def test_what_comes_off_the_line_is_sampled_8000_times_a_second() -> None:
    assert len(carried(tone(1_000))) == SECONDS * LINE_RATE


@pytest.mark.parametrize("outside", [100, 3_800])
def test_sound_outside_the_band_is_taken_away(outside: float) -> None:
    heard = carried(tone(1_000) + tone(outside))

    assert power_at(heard, outside) < power_at(heard, 1_000) / 1_000


@pytest.mark.parametrize("noise", ["white", "hum"])
def test_noise_lies_as_far_beneath_the_speech_as_asked(noise: Noise) -> None:
    quiet, noisy = carried(tone(1_000)), carried(tone(1_000), noise)

    added = noisy - quiet
    assert 10 * np.log10((quiet**2).mean() / (added**2).mean()) == pytest.approx(10, abs=0.5)


def test_babble_is_made_of_the_other_voices() -> None:
    other = np.sin(2 * np.pi * 700 * np.arange(LINE_RATE) / LINE_RATE).astype(np.float32)

    without, with_babble = (carried(tone(1_500), "babble", others=others) for others in ((), (other,)))

    assert power_at(with_babble, 700) > 1_000 * power_at(without, 700)


def test_loud_and_soft_speakers_come_equally_loud() -> None:
    soft, loud = carried(tone(1_000) * np.float32(0.01)), carried(tone(1_000))

    assert (soft**2).mean() == pytest.approx((loud**2).mean(), rel=0.02)
