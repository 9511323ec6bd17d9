"""The two sample calls that ship with the package: a recording and its reference transcript in each language.

How they were made, with which voices and under which licences: ``docs/sample-calls.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assist.errors import InputError
from assist.events import LANGUAGES, Language

_FOLDER: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Sample:
    """``wav``: two channels (0 agent, 1 debtor), G.711 mu-law, 8000 samples a second.
    ``transcript``: one *call transcript*, JSON, with the true times of each turn in seconds."""

    wav: Path
    transcript: Path


def sample_call(lang: Language) -> Sample:
    """The sample call in ``lang``. Raises InputError when there is none or its files were not installed."""
    if lang not in LANGUAGES:
        raise InputError(f"no sample call in {lang!r}; there is one in each of: {', '.join(LANGUAGES)}")
    sample = Sample(_FOLDER / f"{lang}.wav", _FOLDER / f"{lang}.json")
    for file in (sample.wav, sample.transcript):
        if not file.is_file():
            raise InputError(f"the sample call {file.name} is missing from {_FOLDER}; reinstall the package")
    return sample
