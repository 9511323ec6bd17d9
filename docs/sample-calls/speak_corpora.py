"""Speaks English utterances of the corpora with Kokoro, for ``python -m assist.tagging.heard --spoken``.

    python speak_corpora.py --voices kokoro-js/package/voices --out FOLDER [--part train] [--first 600]

``docs/sample-calls.md`` says what to install first; ``num2words`` is needed besides. One WAV an utterance, named
by the record's id, in the order in which they are heard; what is there already is not spoken again.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path

import numpy as np
import soxr
from make_samples import VOICE_RATE, EnglishPhonemes, Kokoro, Voice

from assist.audio.telephone_line import LINE_RATE
from assist.audio.wav import write_wav
from assist.tagging.spoken import SEED, chosen, sayable

# Whispering and put-on voices are left out.
VOICES = (
    "af_alloy", "af_aoede", "af_bella", "af_heart", "af_jessica", "af_kore", "af_nova", "af_river", "af_sarah",
    "af_sky", "am_adam", "am_echo", "am_eric", "am_fenrir", "am_liam", "am_michael", "am_onyx", "am_puck",
    "bf_alice", "bf_emma", "bf_isabella", "bf_lily", "bm_daniel", "bm_fable", "bm_george", "bm_lewis",
)  # fmt: skip
SLOWEST, FASTEST = 0.95, 1.35


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--voices", type=Path, required=True, help="folder with the .bin files of kokoro-js")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--corpora", type=Path, default=Path("models/corpora"))
    parser.add_argument("--part", choices=("train", "dev", "test"), default="train")
    parser.add_argument("--first", type=int, default=600)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    kokoro, phonemes = Kokoro(options.voices), EnglishPhonemes()
    for done, record in enumerate(chosen(options.corpora, options.part)[: options.first], 1):
        target = options.out / f"{record.id}.wav"
        if target.exists():
            continue
        chance = random.Random(f"{SEED} voice {record.id}")  # noqa: S311
        voice = Voice(chance.choice(VOICES), round(chance.uniform(SLOWEST, FASTEST), 2))
        sound = soxr.resample(kokoro.speak(phonemes(sayable(record.text)), voice), VOICE_RATE, LINE_RATE)
        pcm = (np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes()
        partial = target.with_suffix(".part")
        write_wav(partial, LINE_RATE, [pcm])
        partial.rename(target)
        sys.stderr.write(f"{done} {record.id} {voice.name} {voice.speed}\n")


if __name__ == "__main__":
    main()
