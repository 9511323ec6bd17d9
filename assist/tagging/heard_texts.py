"""What the speech engine heard when utterances of the training part were spoken to it, kept beside the corpora.

``models/corpora/misheard/en.jsonl`` has one recognition a line::

    {"id": "en-a-01-007", "heard": "I paid that on Friday.", "word_error_rate": 0.143}

An utterance may have been heard several times. ``assist.tagging.heard`` makes the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from assist.errors import InputError
from assist.tagging.confusions import negations, plain_words, word_errors
from assist.tagging.corpus import MISHEARD, Record, part_of

FILE: Final = f"{MISHEARD}/en.jsonl"

# Below, the record as it is written says the same; above, too little of what was said is left.
_LOWEST, _HIGHEST = 0.02, 0.5

HeardTexts = dict[str, tuple[str, ...]]


def word_error_rate(said: str, heard: str) -> float:
    """Word errors for each word said, letter case, punctuation and the writing of numbers aside."""
    words = plain_words(said)
    return word_errors(words, plain_words(heard)) / max(1, len(words))


def is_variant(said: str, heard: str) -> bool:
    """Whether ``heard`` differs from ``said``, but says it still: at most half is wrong and every "not" is there."""
    if negations(plain_words(said)) != negations(plain_words(heard)):
        return False
    return _LOWEST < word_error_rate(said, heard) < _HIGHEST


def load_heard(corpora: Path, records: Iterable[Record]) -> HeardTexts:
    """What was heard of those ``records`` that are of the training part, by id; nothing if there is no file.

    Each text is held against the record as it stands now, so that a record that was rewritten is not given
    the labels of other words. Raises InputError naming a line that cannot be read.
    """
    learned = {record.id: record.text for record in records if part_of(record.situation) == "train"}
    found: dict[str, list[str]] = {}
    path = corpora / FILE
    if not path.is_file():
        return {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            entry = json.loads(line)
            spoken, heard = entry["id"], entry["heard"]
        except (ValueError, KeyError, TypeError):
            raise InputError(f"{FILE}:{number}: a line has an 'id' and what was 'heard'") from None
        if spoken in learned and is_variant(learned[spoken], heard):
            found.setdefault(spoken, []).append(heard)
    return {spoken: tuple(texts) for spoken, texts in found.items()}
