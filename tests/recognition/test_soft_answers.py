"""The gate opens on soft short answers, which may be somebody's promise, on quiet lines too."""

import json
from pathlib import Path

import numpy as np
import pytest

from assist.audio.codecs import decode, encode
from assist.audio.voice_activity import FRAME_S, VoiceActivity
from assist.audio.wav import read_wav
from assist.recognition.endpointing import Endpointing, SpeechEnded, SpeechStarted
from assist.samples.library import sample_call

FIXTURES = Path(__file__).parent / "fixtures"
RATE = 8000


def utterances(samples: np.ndarray) -> list[tuple[float, float]]:
    pcm = np.clip(np.rint(samples), -32768, 32767).astype("<i2").tobytes()
    pcm = decode("mulaw", encode("mulaw", pcm))
    gate, endpointing = VoiceActivity(RATE), Endpointing(FRAME_S)
    size = 2 * gate.frame_samples
    begun, found = 0.0, []
    for at in range(0, len(pcm) - size + 1, size):
        turn = endpointing.hear(gate.speech_probability(pcm[at : at + size]))
        if isinstance(turn, SpeechStarted):
            begun = turn.at_s
        elif isinstance(turn, SpeechEnded):
            found.append((begun, turn.at_s))
    return found


def yes(name: str) -> np.ndarray:
    samples = np.frombuffer(read_wav(FIXTURES / name).channels[0], "<i2").astype(np.float64)
    return np.concatenate([np.zeros(RATE), samples, np.zeros(RATE)])


@pytest.mark.parametrize("decibels", [0, -6, -12])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_turn_of_the_sample_calls_opens_the_gate(lang, decibels):
    """那行吧 after eight seconds of a quiet line was lost while no noise lay under the gate's sound."""
    sample = sample_call(lang)
    turns = json.loads(sample.transcript.read_text(encoding="utf-8"))["turns"]
    for speaker, channel in zip(("agent", "debtor"), read_wav(sample.wav).channels, strict=True):
        heard = utterances(10 ** (decibels / 20) * np.frombuffer(channel, "<i2"))
        missed = [
            turn["text"]
            for turn in turns
            if turn["speaker"] == speaker
            and not any(begin_s < turn["end_s"] and end_s > turn["start_s"] for begin_s, end_s in heard)
        ]
        assert missed == []


@pytest.mark.parametrize("decibels", [0, -10, -20])
@pytest.mark.parametrize("name", ["yes_slt.wav", "yes_rms.wav"])
def test_a_yes_out_of_a_dead_line_opens_the_gate(name, decibels):
    assert len(utterances(10 ** (decibels / 20) * yes(name))) == 1
