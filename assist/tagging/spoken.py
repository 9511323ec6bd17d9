"""Which utterances of the corpora are spoken, in what order, and by which voice.

Flite speaks (Black and Lenzo 2001, "Flite: a small fast run-time synthesis engine"; the Debian package
``flite``), except where a folder has an utterance spoken by a better voice.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

import numpy as np
import soxr

from assist.audio.telephone_line import LINE_RATE, Sound
from assist.audio.wav import read_wav
from assist.errors import ModelError
from assist.tagging.corpus import Part, Record, load_corpora, split_by_situation
from assist.tagging.english_spelt_out import spell_out

SEED: Final = 7

# A woman and a man from the US, a man from Scotland, and the first man's older, less clear kind of voice.
_VOICES: Final = ("slt", "rms", "awb", "kal16")
_SLOWEST, _FASTEST = 1.15, 0.8


def chosen(corpora: Path, part: Part) -> list[Record]:
    """The English records of a part, both speakers, in an order drawn once for all."""
    records = [r for r in getattr(split_by_situation(load_corpora(corpora)), part) if r.lang == "en"]
    return sorted(records, key=lambda record: random.Random(f"{SEED} {record.id}").random())  # noqa: S311


def sayable(text: str) -> str:
    """``text`` as it is given to a voice: numbers in words, nothing that is not said."""
    said = re.sub(r"\[[^\]]*\]|[*\"]", " ", re.sub(r"(?<=\d)[:/](?=\d)", " ", text))
    return " ".join(spell_out(said).split())


def speak(text: str, chance: random.Random) -> Sound:
    """``text`` by a voice and at a pace that are drawn, -1..1 at 8 kHz. ModelError if Flite is not installed."""
    program = shutil.which("flite")
    if program is None:
        raise ModelError("flite, which speaks the utterances, is not installed: apt-get install flite")
    with tempfile.TemporaryDirectory(prefix="spoken-") as folder:
        said, sound = Path(folder) / "said.txt", Path(folder) / "sound.wav"
        said.write_text(sayable(text), encoding="ascii", errors="ignore")
        pace = f"duration_stretch={chance.uniform(_FASTEST, _SLOWEST):.2f}"
        voice = chance.choice(_VOICES)
        subprocess.run(  # noqa: S603 - the program was found just now, the words are in a file
            [program, "-voice", voice, "--setf", pace, "-f", said, "-o", sound],
            check=True,
            capture_output=True,
        )
        return recorded(sound)


def recorded(path: Path) -> Sound:
    """A WAV file's first channel, -1..1 at 8 kHz."""
    recording = read_wav(path)
    samples = np.frombuffer(recording.channels[0], "<i2").astype(np.float32) / np.float32(32768)
    return np.asarray(soxr.resample(samples, recording.rate, LINE_RATE), np.float32)
