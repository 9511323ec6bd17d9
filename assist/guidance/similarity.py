"""How alike two utterances are, by what is written: character n-grams for Mandarin, word n-grams for English.

A light measure that needs no model. An encoder can take its place: it has to be a ``Similarity``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise

from opencc import OpenCC
from pypinyin import Style, lazy_pinyin

from assist.events import Language

Similarity = Callable[[str, Sequence[str], Language], Sequence[float]]
"""``(utterance, examples, lang)`` to one number 0..1 for each example."""

_TO_SIMPLIFIED = OpenCC("t2s")
_BETWEEN_CLAUSES = re.compile(r"[^\w\s'’-]+")
_NOT_A_WORD = re.compile(r"[^\w\s']+")
_SAME_SOUND_FROM = 3
_TONES_UP_TO = 3


@lru_cache(maxsize=8192)
def plain(text: str, lang: Language) -> str:
    """``text`` as it is compared: no case, no punctuation, simplified characters, no blanks in Mandarin."""
    text = _NOT_A_WORD.sub(" ", text.replace("’", "'").casefold())
    if lang == "zh":
        return "".join(_TO_SIMPLIFIED.convert(text).split())
    return " ".join(text.split())


@lru_cache(maxsize=8192)
def clauses(text: str, lang: Language) -> tuple[str, ...]:
    """The plain text between punctuation marks: a cue never reaches across one."""
    parts = (plain(part, lang) for part in _BETWEEN_CLAUSES.split(text))
    return tuple(part for part in parts if part)


@lru_cache(maxsize=8192)
def grams(text: str, lang: Language) -> frozenset[str]:
    """Single units and pairs of neighbours of the plain text: characters in Mandarin, words in English."""
    units = list(plain(text, lang)) if lang == "zh" else plain(text, lang).split()
    pairs = (f"{first} {second}" for first, second in pairwise(units))
    return frozenset(units).union(pairs)


def written_similarity(utterance: str, examples: Sequence[str], lang: Language) -> tuple[float, ...]:
    """Dice's coefficient of the n-gram sets, 0..1 for each example."""
    said = grams(utterance, lang)
    return tuple(_dice(said, grams(example, lang)) for example in examples)


def _dice(first: frozenset[str], second: frozenset[str]) -> float:
    total = len(first) + len(second)
    return 2 * len(first & second) / total if total else 0.0


@lru_cache(maxsize=8192)
def _syllables(text: str, style: Style) -> tuple[str, ...]:
    return tuple(lazy_pinyin(text, style=style))


def heard_cue(utterance: str, cues: Sequence[str], lang: Language) -> str | None:
    """The longest of ``cues`` that occurs in ``utterance``, or None.

    English cues match whole words. Mandarin cues of three characters and more also match what sounds the
    same, since recognised speech swaps homophones (of three characters only with the same tones).
    """
    said = clauses(utterance, lang)
    for cue in sorted(cues, key=lambda cue: (-len(cue), cue)):
        if any(_occurs(clause, plain(cue, lang), lang) for clause in said):
            return cue
    return None


def _occurs(said: str, cue: str, lang: Language) -> bool:
    if lang == "en":
        return f" {cue} " in f" {said} "
    if cue in said:
        return True
    if len(cue) < _SAME_SOUND_FROM:
        return False
    # Short cues without their tones sound like too much else: 什么事 like the start of 什么时候.
    style = Style.TONE3 if len(cue) <= _TONES_UP_TO else Style.NORMAL
    sound, part = _syllables(said, style), _syllables(cue, style)
    return any(sound[start : start + len(part)] == part for start in range(len(sound) - len(part) + 1))
