"""The sample calls are what they are said to be: real two-channel telephone audio with true turn times."""

import datetime as dt
import itertools
import json
import struct
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from assist.errors import InputError
from assist.samples.library import sample_call

RATE = 8000
FRAME_S = 0.01
# The line noise lies 60 dB below full scale, the quietest speech that counts 20 dB above it.
QUIET_DBFS = -52.0
SPEECH_DBFS = -30.0
LANGS = ("en", "zh")

pytestmark = pytest.mark.parametrize("lang", LANGS)


def chunks(wav: Path) -> dict[bytes, bytes]:
    raw = wav.read_bytes()
    assert raw[:4] == b"RIFF"
    assert raw[8:12] == b"WAVE"
    assert struct.unpack("<I", raw[4:8])[0] == len(raw) - 8
    found, at = {}, 12
    while at < len(raw):
        name, size = struct.unpack("<4sI", raw[at : at + 8])
        found[name] = raw[at + 8 : at + 8 + size]
        at += 8 + size + size % 2
    return found


def mulaw(codes: NDArray[np.uint8]) -> NDArray[np.float64]:
    """ITU-T G.711, written out here so that the package's own decoder is not its own witness."""
    inverted = ~codes
    exponent, mantissa = (inverted >> 4) & 7, (inverted & 15).astype(np.int64)
    magnitude = ((2 * mantissa + 33) << exponent.astype(np.int64)) - 33
    return np.where(inverted & 128, -magnitude, magnitude) / 8159


def channels(lang: str) -> NDArray[np.float64]:
    codes = np.frombuffer(chunks(sample_call(lang).wav)[b"data"], np.uint8)
    return mulaw(codes.reshape(-1, 2)).T


def levels(sound: NDArray[np.float64]) -> NDArray[np.float64]:
    """dBFS of each frame of 10 ms."""
    size = round(FRAME_S * RATE)
    frames = sound[: len(sound) // size * size].reshape(-1, size)
    return 10 * np.log10(np.maximum((frames**2).mean(1), 1e-10))


def transcript(lang: str) -> dict[str, Any]:
    return json.loads(sample_call(lang).transcript.read_text(encoding="utf-8"))


def speech_frames(
    turns: list[dict[str, Any]], speaker: str, frames: int, *, margin_s: float
) -> NDArray[np.bool_]:
    mask = np.zeros(frames, bool)
    for turn in turns:
        if turn["speaker"] == speaker:
            first = round((turn["start_s"] - margin_s) / FRAME_S)
            mask[max(0, first) : round((turn["end_s"] + margin_s) / FRAME_S)] = True
    return mask


def test_header_says_two_channels_of_mulaw_at_8_khz(lang: str) -> None:
    found = chunks(sample_call(lang).wav)
    form, count, rate, bytes_a_second, block, bits = struct.unpack("<HHIIHH", found[b"fmt "][:16])
    assert (form, count, rate, bytes_a_second, block, bits) == (7, 2, RATE, 2 * RATE, 2, 8)
    assert len(found[b"data"]) % 2 == 0


def test_lasts_about_two_minutes(lang: str) -> None:
    assert 100 <= channels(lang).shape[1] / RATE <= 150


def test_sound_keeps_to_the_telephone_band(lang: str) -> None:
    for sound in channels(lang):
        spectrum = np.abs(np.fft.rfft(sound)) ** 2
        hertz = np.fft.rfftfreq(len(sound), 1 / RATE)
        inside = spectrum[(hertz > 250) & (hertz < 3500)].sum()
        assert inside / spectrum.sum() > 0.999


def test_nothing_clips(lang: str) -> None:
    assert np.abs(channels(lang)).max() < 0.99


def test_each_turn_is_heard_from_its_start_to_its_end_on_its_own_channel(lang: str) -> None:
    by_speaker = dict(zip(("agent", "debtor"), channels(lang), strict=True))
    for turn in transcript(lang)["turns"]:
        heard = levels(by_speaker[turn["speaker"]])
        first, last = round(turn["start_s"] / FRAME_S), round(turn["end_s"] / FRAME_S)
        assert heard[first:last].max() > SPEECH_DBFS
        assert (heard[first : first + 5] > QUIET_DBFS).any(), (
            f"no speech within 50 ms after {turn['start_s']}"
        )
        assert (heard[last - 5 : last] > QUIET_DBFS).any(), f"no speech within 50 ms before {turn['end_s']}"


def test_a_channel_is_quiet_outside_the_turns_of_its_speaker(lang: str) -> None:
    turns = transcript(lang)["turns"]
    for speaker, sound in zip(("agent", "debtor"), channels(lang), strict=True):
        heard = levels(sound)
        outside = ~speech_frames(turns, speaker, len(heard), margin_s=0.02)
        assert outside.sum() * FRAME_S > 30
        assert heard[outside].max() < QUIET_DBFS


def test_the_line_is_never_digitally_silent(lang: str) -> None:
    for sound in channels(lang):
        assert levels(sound).min() > -75


def test_turns_are_in_order_and_a_speaker_never_overlaps_themselves(lang: str) -> None:
    turns = transcript(lang)["turns"]
    length_s = channels(lang).shape[1] / RATE
    assert all(0 <= turn["start_s"] < turn["end_s"] <= length_s for turn in turns)
    assert all(a["start_s"] < b["start_s"] for a, b in itertools.pairwise(turns))
    for speaker in ("agent", "debtor"):
        own = [turn for turn in turns if turn["speaker"] == speaker]
        assert all(a["end_s"] < b["start_s"] for a, b in itertools.pairwise(own))


def test_the_two_talk_over_each_other_once_or_twice(lang: str) -> None:
    turns = transcript(lang)["turns"]
    overlaps = [a["end_s"] - b["start_s"] for a, b in itertools.pairwise(turns) if b["start_s"] < a["end_s"]]
    assert 1 <= len(overlaps) <= 2
    assert all(0.2 < seconds < 1 for seconds in overlaps)


def test_speakers_talk_at_a_human_pace(lang: str) -> None:
    turns = transcript(lang)["turns"]
    for speaker in ("agent", "debtor"):
        own = [turn for turn in turns if turn["speaker"] == speaker]
        text = " ".join(turn["text"] for turn in own)
        units = len(text.split()) if lang == "en" else sum("\u4e00" <= c <= "\u9fff" for c in text)
        pace = units / sum(turn["end_s"] - turn["start_s"] for turn in own)
        slowest, fastest = (2.0, 4.2) if lang == "en" else (3.0, 6.5)
        assert slowest < pace < fastest


def test_transcript_has_the_shape_of_a_call_transcript(lang: str) -> None:
    call = transcript(lang)
    assert call["id"] == f"sample-{lang}"
    assert call["lang"] == lang
    details = call["call"]
    dt.date.fromisoformat(details["date"])
    assert dt.time(8) <= dt.time.fromisoformat(details["local_time"]) <= dt.time(20)
    assert Decimal(str(details["balance"])) > 0
    assert details["days_overdue"] > 0
    assert (details["jurisdiction"], details["currency"]) == {"en": ("US", "USD"), "zh": ("CN", "CNY")}[lang]
    assert details["debtor_name"] in call["turns"][0]["text"]
    assert 26 <= len(call["turns"]) <= 34
    for turn in call["turns"]:
        assert turn.keys() == {"speaker", "text", "start_s", "end_s"}
        assert turn["speaker"] in ("agent", "debtor")
        assert turn["text"].strip()
        assert round(turn["start_s"], 2) == turn["start_s"]
        assert round(turn["end_s"], 2) == turn["end_s"]


def test_transcript_carries_no_marks_of_reading(lang: str) -> None:
    text = "".join(turn["text"] for turn in transcript(lang)["turns"])
    assert "[" not in text
    if lang == "zh":
        assert not any(character.isascii() for character in text)


def test_another_language_is_refused_by_name(lang: str) -> None:
    with pytest.raises(InputError, match=f"'fr'.*{lang}"):
        sample_call("fr")  # type: ignore[arg-type]
