"""Has the speech engine hear utterances of the corpora over a bad telephone line, and keeps what it heard.

    python -m assist.tagging.heard [--spoken FOLDER] [--part train] [--first 2500] [--takes 1] [--minutes 35]

English only. What is heard of the training part gives the table of what is taken for what and
``models/corpora/misheard``, for ``assist train``; the other parts are for measuring alone, and of them nothing
is kept but the recognitions. FOLDER may hold utterances spoken by better voices than Flite's, one WAV named by the
record's id (``docs/sample-calls/speak_corpora.py`` makes some).
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Literal

import numpy as np

from assist.audio.telephone_line import LINE_RATE, Noise, Sound, on_the_line
from assist.recognition.contract import Recognizer
from assist.recognition.engines import load_recognizer
from assist.settings import read_settings
from assist.tagging.confusions import TABLE, confusions, plain_words, write_confusions
from assist.tagging.corpus import Record
from assist.tagging.heard_texts import FILE, is_variant, word_error_rate
from assist.tagging.spoken import SEED, chosen, recorded, speak

Voice = Literal["recorded", "flite"]

# The kinds of line, as likely as each other, and how far speech lies over the noise on them, in dB: from a good
# line to one on which tiny.en loses every third word. It loses every fifth of Flite's without any noise.
_LINES: Final[dict[Voice, tuple[tuple[Noise, float, float], ...]]] = {
    "recorded": (
        ("none", 60, 60), ("hum", 0, 12), ("white", 8, 14), ("white", 14, 20), ("babble", 7, 14), ("babble", 14, 20),
    ),
    "flite": (("none", 60, 60), ("hum", 8, 16), ("white", 16, 26), ("babble", 14, 24)),
}  # fmt: skip
# Played slower or faster, a voice becomes another's.
_PLAYED: Final = (0.93, 1.1)
_BABBLING: Final = 4
# Past this an alignment pairs words that have nothing to do with each other.
_ALIGNED: Final = 0.5


@dataclass(frozen=True, slots=True)
class Hearing:
    """One recognition: the ``take``-th of a record, by which voice and on what line."""

    id: str
    take: int
    heard: str
    word_error_rate: float
    voice: Voice
    noise: Noise
    above_noise_db: float


def hear(
    recognizer: Recognizer, record: Record, take: int, spoken: Path | None, others: Sequence[Sound]
) -> Hearing:
    """One take of ``record`` on a line drawn for it; the same take is spoken and carried the same way again."""
    chance = random.Random(f"{SEED} {take} {record.id}")  # noqa: S311
    here = _recording(record, spoken)
    voice: Voice = "recorded" if here else "flite"
    noise, low, high = chance.choice(_LINES[voice])
    above = round(chance.uniform(low, high), 1)
    pcm = on_the_line(
        recorded(here) if here else speak(record.text, chance),
        round(LINE_RATE * chance.uniform(*_PLAYED)),
        noise=noise,
        above_noise_db=above,
        chance=np.random.default_rng(chance.getrandbits(64)),
        others=chance.sample(others, min(_BABBLING, len(others))),
    )
    stream = recognizer.open(rate=LINE_RATE)
    stream.accept(pcm, partial=False)
    said = stream.close()
    text = said.text if said else ""
    wrong = round(word_error_rate(record.text, text), 3)
    return Hearing(record.id, take, text, wrong, voice, noise, above)


def hear_all(
    recognizer: Recognizer,
    records: Sequence[Record],
    spoken: Path | None,
    log: Path,
    *,
    takes: int,
    minutes: float,
) -> list[Hearing]:
    """Every take of every record, what ``log`` has already included; each is added to it at once.

    Stops after ``minutes``, whatever is left.
    """
    chance = random.Random(SEED)  # noqa: S311
    others = [speak(record.text, chance) for record in records[: 4 * _BABBLING]]
    found = list(_logged(log))
    done = {(one.id, one.take) for one in found}
    until = time.monotonic() + 60 * minutes
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("a", encoding="utf-8") as file:
        for take in range(takes):
            for record in records:
                if (record.id, take) in done:
                    continue
                if time.monotonic() > until:
                    return found
                one = hear(recognizer, record, take, spoken, others)
                file.write(json.dumps(asdict(one), ensure_ascii=False) + "\n")
                file.flush()
                found.append(one)
    return found


def _recording(record: Record, spoken: Path | None) -> Path | None:
    path = spoken / f"{record.id}.wav" if spoken else None
    return path if path and path.is_file() else None


def keep(found: Sequence[Hearing], records: Sequence[Record], table: Path, texts: Path) -> tuple[int, int]:
    """Write the table and the texts that may stand for their records; how many of each.

    What was heard of a record that is no more is left out.
    """
    said = {record.id: record.text for record in records}
    found = [one for one in found if one.id in said]
    aligned = [one for one in found if one.word_error_rate < _ALIGNED]
    drawn = confusions((plain_words(said[one.id]), plain_words(one.heard)) for one in aligned)
    write_confusions(table, drawn)
    kept = {
        (one.id, one.heard): {"id": one.id, "heard": one.heard, "word_error_rate": one.word_error_rate}
        for one in sorted(found, key=lambda one: (one.id, one.take))
        if is_variant(said[one.id], one.heard)
    }
    texts.parent.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps(line, ensure_ascii=False) + "\n" for line in kept.values()]
    texts.write_text("".join(lines), encoding="utf-8")
    return len(drawn), len(lines)


def _logged(log: Path) -> Iterator[Hearing]:
    if log.is_file():
        for line in log.read_text(encoding="utf-8").splitlines():
            yield Hearing(**json.loads(line))


def main() -> None:
    settings = read_settings()
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpora", type=Path, default=settings.models / "corpora")
    parser.add_argument("--spoken", type=Path, help="folder of WAV files named by record id")
    parser.add_argument("--out", type=Path, default=TABLE, help="the table of confusions")
    parser.add_argument("--part", choices=("train", "dev", "test"), default="train")
    parser.add_argument(
        "--log", type=Path, help="every recognition as it is made; what is there is not made again"
    )
    parser.add_argument("--first", type=int, default=2_500, help="how many utterances")
    parser.add_argument("--takes", type=int, default=1, help="how many times each utterance is heard")
    parser.add_argument("--minutes", type=float, default=35, help="stop hearing after that long")
    options = parser.parse_args()
    records = chosen(options.corpora, options.part)
    log = options.log or settings.data / f"heard-{options.part}.jsonl"
    recognizer = load_recognizer("whisper", lang="en", models=settings.speech_models, beam=1, workers=1)
    recognizer.warm()
    found = hear_all(recognizer, records, options.spoken, log, takes=options.takes, minutes=options.minutes)
    sys.stderr.write(f"{len(found)} recognitions in {log}\n")
    if options.part == "train":
        table, texts = keep(found, records, options.out, options.corpora / FILE)
        sys.stderr.write(f"{table} confusions in {options.out}, {texts} texts in {options.corpora / FILE}\n")


if __name__ == "__main__":
    main()
