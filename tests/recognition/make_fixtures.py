"""Makes the speech in ``fixtures/`` with the Debian packages flite and espeak-ng.

Telephone band: 8000 samples a second, mu-law. The sentences are invented.
"""

import subprocess
import sys
import wave
from pathlib import Path

import numpy as np
import soxr

from assist.audio.wav import write_wav

FOLDER = Path(__file__).parent / "fixtures"


def flite(voice: str, text: str, path: Path) -> None:
    subprocess.run(["flite", "-voice", voice, "-t", text, "-o", path], check=True)


def espeak(voice: str, text: str, path: Path) -> None:
    subprocess.run(["espeak-ng", "-v", voice, "-s", "140", "-w", path, text], check=True)


def spoken(speak, voice: str, text: str) -> np.ndarray:
    path = FOLDER / "spoken.tmp"
    speak(voice, text, path)
    with wave.open(str(path)) as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.float32)
        rate = file.getframerate()
    path.unlink()
    samples = soxr.resample(samples, rate, 8000, quality="VHQ")
    return samples * (12000 / np.abs(samples).max())


def save(name: str, *parts: np.ndarray) -> None:
    pcm = np.rint(np.concatenate(parts)).astype("<i2").tobytes()
    write_wav(FOLDER / name, 8000, (pcm,), encoding="mulaw")


def pause(seconds: float) -> np.ndarray:
    return np.zeros(round(8000 * seconds), np.float32)


def main() -> int:
    save(
        "speech_en.wav",
        pause(0.6),
        spoken(flite, "slt", "Hello, this is Anna from Northfield Recovery."),
        pause(1.2),
        spoken(flite, "rms", "I can pay fifty dollars on Friday."),
        pause(0.6),
    )
    for voice in ("slt", "rms"):
        save(f"yes_{voice}.wav", pause(0.5), spoken(flite, voice, "Yes."), pause(0.7))
    save(
        "speech_ko.wav",
        pause(0.5),
        spoken(espeak, "ko", "오늘 전화를 드렸습니다"),
        pause(1.0),
        spoken(espeak, "ko", "감사합니다."),
        pause(0.5),
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
