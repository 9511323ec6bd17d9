"""Recordings that are over: long, silent, cut off."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from assist.audio.wav import write_wav
from assist.conversation import Stages
from assist.errors import AudioError
from assist.recognition.engines import load_recognizer
from assist.recording import hear_recording
from assist.settings import Settings
from assist.shapes import read_details

HOURS_4 = 4 * 3600


def silent_wav(path: Path, seconds: int) -> Path:
    """A two-channel mu-law WAV of digital silence, written without holding it in memory."""
    size = seconds * 8000 * 2
    head = struct.pack(
        "<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + size, b"WAVE", b"fmt ", 16, 7, 2, 8000, 16000, 2, 8, b"data", size
    )
    with path.open("wb") as file:
        file.write(head)
        for _ in range(seconds):
            file.write(b"\xff" * 16000)
    return path


def test_four_hours_of_silence_are_a_call_in_which_nobody_spoke(tmp_path: Path, stages: Stages) -> None:
    recognizer = load_recognizer("whisper", lang="en", models=Settings().speech_models)
    events = hear_recording(
        silent_wav(tmp_path / "long.wav", HOURS_4),
        channels=("agent", "debtor"),
        details=read_details("long", "en", {}),
        stages=stages,
        recognizer=recognizer,
    )
    recognizer.close()
    assert [event.kind for event in events if event.kind in ("utterance", "stage")] == []
    assert (events[-1].kind, events[-1].at_s, events[-1].data["outcome"]) == (
        "ended",
        HOURS_4,
        "no_commitment",
    )


@pytest.mark.parametrize("rate", [8000, 11025, 16000, 44100, 48000])
def test_a_recording_at_any_telephone_or_studio_rate_is_heard(
    rate: int, tmp_path: Path, stages: Stages
) -> None:
    path = tmp_path / "quiet.wav"
    write_wav(path, rate, [bytes(2 * rate), bytes(2 * rate)])
    recognizer = load_recognizer(
        "scripted", lang="en", models=Settings().speech_models, script=[(0.1, 0.6, "Hello?")]
    )
    events = hear_recording(
        path,
        channels=("agent", "debtor"),
        details=read_details("quiet", "en", {}),
        stages=stages,
        recognizer=recognizer,
    )
    said = [(e.data["speaker"], e.data["start_s"], e.data["end_s"]) for e in events if e.kind == "utterance"]
    assert said == [("agent", 0.1, 0.6), ("debtor", 0.1, 0.6)]


def test_a_recording_that_is_cut_off_is_refused_before_anything_is_judged(
    tmp_path: Path, stages: Stages
) -> None:
    path = silent_wav(tmp_path / "cut.wav", 5)
    path.write_bytes(path.read_bytes()[:-40_000])
    recognizer = load_recognizer("scripted", lang="en", models=Settings().speech_models, script=[])
    with pytest.raises(AudioError, match=r"cut\.wav"):
        hear_recording(
            path,
            channels=("agent", "debtor"),
            details=read_details("cut", "en", {}),
            stages=stages,
            recognizer=recognizer,
        )
