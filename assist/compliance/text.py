"""Speech as the lexicon reads it: tokens without fillers, widths, scripts or case, each with its place.

Mandarin is read a character at a time, because word segmenters lose phrases at wrong boundaries and more so
after recognition errors. English is read by spaCy's English tokenizer, whose norms undo contractions ("won't",
"youre", "gonna"). Punctuation never becomes a token: it only closes a clause or a sentence.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from assist.events import Language

# Particles and hesitations that carry no meaning wherever they stand in a Mandarin sentence.
MANDARIN_FILLERS = frozenset("嗯呃唔啊呀哎唉诶欸噢喔哦嘛啦咯喽")
# 唔 is a hesitation in Mandarin and "not" in Cantonese: inside a clause, or before one of these, it is "not".
CANTONESE_NOT = "唔"
NEGATED_IN_CANTONESE = frozenset("会使好可准得要需系还见找知理该通到同想肯识记驶")
ENGLISH_FILLERS = frozenset({"um", "umm", "uh", "uhh", "erm", "er", "hmm", "mm", "mhm", "ah", "huh"})

# One meaning, several characters: polite and plain "you", the third persons that sound alike, and variants
# that OpenCC keeps because they are words of their own in simplified text. Cantonese is written with its own
# characters for "he", "of", "not have" and "give".
SAME_CHARACTER = str.maketrans("您妳她它牠祂帐著裏甚佢嘅冇畀俾", "你你他他他他账着里什他的没给给")

# A recogniser and a nervous speaker both repeat these; nothing in Mandarin needs them doubled.
STUTTERED = frozenset("我你他就不要这那在是")

_APOSTROPHES = str.maketrans("’‘ʼ", "'''")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")

CLAUSE_ENDS = frozenset(',、;:—–()[]"“”《》')
SENTENCE_ENDS = frozenset(".。!?…\n")
IS_AFTER = frozenset({"he", "she", "it", "that", "there", "here", "what", "who", "where", "this", "name"})


@dataclass(frozen=True, slots=True)
class Spoken:
    """One utterance as tokens.

    ``starts``/``ends`` are character offsets of each token in ``text``, which is what was said, unchanged.
    ``clauses`` and ``sentences`` number the clause and the sentence that each token stands in.
    """

    text: str
    lang: Language
    tokens: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    clauses: tuple[int, ...]
    sentences: tuple[int, ...]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Offsets in ``text`` of the tokens ``first`` up to but without ``last``."""
        return self.starts[first], self.ends[last - 1]


class _Builder:
    def __init__(self) -> None:
        self.tokens: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.clauses: list[int] = []
        self.sentences: list[int] = []
        self.clause = 0
        self.sentence = 0
        self._just_paused = False
        self._after_filler = False

    def add(self, token: str, start: int, end: int) -> None:
        self.tokens.append(token)
        self.starts.append(start)
        self.ends.append(end)
        self.clauses.append(self.clause)
        self.sentences.append(self.sentence)
        self._just_paused = self._after_filler = False

    def close(self, mark: str) -> None:
        if mark in SENTENCE_ENDS:
            self.clause += 1
            self.sentence += 1
            self._just_paused = False
        elif not self._after_filler:
            self.clause += 1
            self._just_paused = True
        self._after_filler = False

    def skip_filler(self) -> None:
        """The commas around a hesitation are part of it and close no clause."""
        if self._just_paused:
            self.clause -= 1
            self._just_paused = False
        self._after_filler = True

    def spoken(self, text: str, lang: Language) -> Spoken:
        return Spoken(
            text,
            lang,
            tuple(self.tokens),
            tuple(self.starts),
            tuple(self.ends),
            tuple(self.clauses),
            tuple(self.sentences),
        )


def read_speech(text: str, lang: Language) -> Spoken:
    """Tokens of one utterance with their places in it; any text is readable, an empty one has no tokens."""
    whole = _LONE_SURROGATE.sub(" ", text)
    built = _read_mandarin(whole) if lang == "zh" else _read_english(whole)
    return built.spoken(text, lang)


@functools.cache
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


@functools.lru_cache(maxsize=8192)
def _fold(character: str) -> str:
    """The characters that one character is matched as: half width, simplified, lower case."""
    folded = unicodedata.normalize("NFKC", character)
    simple: str = _converter().convert(folded)
    return simple.translate(SAME_CHARACTER).lower()


def _read_mandarin(text: str) -> _Builder:
    built = _Builder()
    last = len(text) - 1
    for place, character in enumerate(text):
        if "一" <= character <= "鿿":
            token = _fold(character)
            if token in MANDARIN_FILLERS and not _is_cantonese_not(text, place):
                built.skip_filler()
                continue
            if token in STUTTERED and built.tokens and built.tokens[-1] == token and built.ends[-1] == place:
                continue
            built.add(token, place, place + 1)
            continue
        for sign in _fold(character):
            if sign in ".,:" and 0 < place < last and text[place - 1].isdigit() and text[place + 1].isdigit():
                built.add(sign, place, place + 1)
            elif sign in CLAUSE_ENDS or sign in SENTENCE_ENDS:
                built.close(sign)
            elif not sign.isspace() and unicodedata.category(sign)[0] != "P":
                built.add(sign, place, place + 1)
    return built


def _is_cantonese_not(text: str, place: int) -> bool:
    following = _fold(text[place + 1]) if place + 1 < len(text) else ""
    if _fold(text[place]) != CANTONESE_NOT or not "一" <= following <= "鿿":
        return False
    before = text[place - 1] if place else ""
    inside = "一" <= before <= "鿿" and _fold(before) not in MANDARIN_FILLERS
    return inside or following in NEGATED_IN_CANTONESE


@functools.cache
def _english() -> Any:
    """spaCy's English tokenizer. Imported on first use: it takes a second, and much more beside torch."""
    import spacy

    return spacy.blank("en").tokenizer


def _read_english(text: str) -> _Builder:
    built = _Builder()
    said = text.translate(_APOSTROPHES)
    lowered = said.lower()
    if len(lowered) == len(said):  # spaCy knows "don't" and "Don't" but not "DON'T"
        said = lowered
    for token in _english()(said):
        norm = token.norm_.lower()
        start = token.idx
        end = start + len(token)
        if not any(map(str.isalnum, norm)) and norm not in "$€£¥":
            for mark in norm:
                if mark in CLAUSE_ENDS or mark in SENTENCE_ENDS:
                    built.close(mark)
            continue
        norm = unicodedata.normalize("NFKC", norm)
        before = built.tokens[-1] if built.tokens else ""
        if norm in ENGLISH_FILLERS:
            built.skip_filler()
            continue
        if norm == before:
            continue
        if norm == "'s" and before in IS_AFTER:
            norm = "is"
        elif norm == "'d":
            norm = "would"
        built.add(norm, start, end)
    return built
