"""Rate conversion sounds the same however the sound is cut into chunks."""

import numpy as np
import pytest

from assist.audio.resampling import Resampler, speech_rate
from assist.errors import AudioError


def tone(rate: int, seconds: float = 2.0, hertz: float = 1000.0) -> bytes:
    return (16000 * np.sin(2 * np.pi * hertz * np.arange(int(seconds * rate)) / rate)).astype("<i2").tobytes()


def converted(pcm: bytes, from_rate: int, to_rate: int, samples: int) -> bytes:
    resampler = Resampler(from_rate, to_rate)
    chunks = [pcm[at : at + 2 * samples] for at in range(0, len(pcm), 2 * samples)]
    return b"".join(resampler.push(chunk) for chunk in chunks) + resampler.flush()


@pytest.mark.parametrize("from_rate", [8000, 11025, 22050, 44100, 48000])
def test_the_length_in_seconds_stays(from_rate):
    assert abs(len(converted(tone(from_rate), from_rate, 16000, 160)) / 32000 - 2.0) < 0.001


@pytest.mark.parametrize("samples", [37, 160, 800, 5000])
def test_the_cut_into_chunks_is_not_heard(samples):
    pcm = tone(8000)
    assert converted(pcm, 8000, 16000, samples) == converted(pcm, 8000, 16000, len(pcm))


def test_a_tone_stays_pure_across_chunks():
    """Signal to noise and distortion over 60 dB; chunks converted each on their own reach 47 dB at best."""
    sound = np.frombuffer(converted(tone(8000), 8000, 16000, 160), "<i2")[4000:-4000].astype(float)
    angle = 2 * np.pi * 1000 * np.arange(len(sound)) / 16000
    basis = np.stack([np.sin(angle), np.cos(angle)], axis=1)
    rest = sound - basis @ np.linalg.lstsq(basis, sound, rcond=None)[0]
    assert 10 * np.log10(np.var(sound) / np.var(rest)) > 60


def test_equal_rates_pass_through_untouched():
    assert converted(tone(8000), 8000, 8000, 160) == tone(8000)


def test_after_a_flush_a_new_stretch_begins():
    resampler = Resampler(48000, 16000)
    first = resampler.push(tone(48000)) + resampler.flush()
    assert resampler.push(tone(48000)) + resampler.flush() == first


def test_half_a_sample_is_refused():
    with pytest.raises(AudioError, match="half a sample"):
        Resampler(8000, 16000).push(b"\0\0\0")


def test_telephone_speech_stays_at_its_rate_and_all_else_is_heard_at_16_khz():
    assert [speech_rate(rate) for rate in (8000, 11025, 16000, 48000)] == [8000, 16000, 16000, 16000]
