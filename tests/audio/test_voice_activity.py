"""The voice gate, on real speech and on dead lines."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from assist.audio.resampling import Resampler
from assist.audio.voice_activity import MODEL_FILE, VoiceActivity
from assist.audio.wav import read_wav
from assist.errors import AudioError, ModelError

SPEECH = Path(__file__).parents[1] / "recognition" / "fixtures" / "speech_en.wav"
RATE = 8000


def speech() -> bytes:
    return read_wav(SPEECH).channels[0]


def frames(pcm: bytes, gate: VoiceActivity) -> list[bytes]:
    size = 2 * gate.frame_samples
    return [pcm[at : at + size] for at in range(0, len(pcm) - size + 1, size)]


def probabilities(pcm: bytes, rate: int = RATE) -> list[float]:
    gate = VoiceActivity(rate)
    return [gate.speech_probability(frame) for frame in frames(pcm, gate)]


def test_speech_and_pauses_are_told_apart():
    heard = np.array(probabilities(speech()))
    seconds = (np.arange(len(heard)) + 0.5) * 0.032
    assert heard[(seconds > 2.0) & (seconds < 3.3)].min() > 0.5
    assert heard[(seconds > 3.8) & (seconds < 4.8)].max() < 0.1


def test_both_rates_judge_alike():
    resampler = Resampler(RATE, 16_000)
    wide = resampler.push(speech()) + resampler.flush()
    narrow, wide_band = np.array(probabilities(speech())), np.array(probabilities(wide, 16_000))
    count = min(len(narrow), len(wide_band))
    assert np.mean((narrow[:count] > 0.5) == (wide_band[:count] > 0.5)) > 0.95


def test_streams_taking_turns_on_one_network_do_not_mix():
    one, other = VoiceActivity(RATE), VoiceActivity(RATE)
    turned = speech()[2 * RATE :] + speech()[: 2 * RATE]
    pairs = zip(frames(speech(), one), frames(turned, other), strict=True)
    together = [(one.speech_probability(first), other.speech_probability(second)) for first, second in pairs]
    assert [first for first, _ in together] == probabilities(speech())
    assert [second for _, second in together] == probabilities(turned)


def test_a_dead_line_is_no_speech_and_speech_after_it_is_heard_as_ever():
    dead = bytes(2 * 256 * 100)
    heard = probabilities(dead + speech())
    assert max(heard[16:100]) == 0.0
    assert np.mean((np.array(heard[100:]) > 0.5) == (np.array(probabilities(speech())) > 0.5)) > 0.97


def test_a_frame_of_another_length_is_refused():
    with pytest.raises(AudioError, match="frames of 256 samples, not 160"):
        VoiceActivity(RATE).speech_probability(bytes(320))


def test_another_rate_is_refused():
    with pytest.raises(AudioError, match="not 44100"):
        VoiceActivity(44_100)


def test_a_missing_network_is_named(tmp_path):
    with pytest.raises(ModelError, match=r"none\.onnx: the voice gate's model is missing"):
        VoiceActivity(RATE, model_file=tmp_path / "none.onnx")


def test_an_altered_network_is_refused(tmp_path):
    copy = tmp_path / "silero_vad.onnx"
    shutil.copy(MODEL_FILE, copy)
    with copy.open("r+b") as file:
        file.seek(100_000)
        file.write(b"\0\0\0\0")
    with pytest.raises(ModelError, match="damaged or altered"):
        VoiceActivity(RATE, model_file=copy)
