"""Mandarin as a recogniser would have heard it.

It takes a word for another that sounds the same or nearly so, drops and inserts particles, writes digits as
numerals, loses punctuation, and some set words apart with spaces where no word ends. Uses wordfreq for how
likely a word is to be heard: for training alone.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from functools import cache

import cn2an
from pypinyin import Style, lazy_pinyin, load_phrases_dict

from assist.tagging.punctuation import drop_punctuation

PROTECTED = frozenset("不没沒未别別无無非否")
_PARTICLES = "啊呀嘛呢哦哎"
_FILLERS = ("呃", "嗯", "那个", "就是", "啊")
_NEAR = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ang", "an"), ("eng", "en"), ("ing", "in"), ("l", "n"))
_READ_AS_HUAN = (
    "还款",
    "还钱",
    "还清",
    "还债",
    "还上",
    "还完",
    "还不起",
    "还不上",
    "还你",
    "还贷",
    "归还",
    "偿还",
)
_SPELT_OUT, _FILLED, _SPACED, _CUT = 0.5, 0.15, 0.15, 0.15
_LONG_ENOUGH_TO_CUT = 14


class MandarinNoise:
    """Damages Mandarin with a given ``random.Random``; the same generator state gives the same damage."""

    def __init__(self) -> None:
        from wordfreq import get_frequency_dict

        load_phrases_dict(
            {word: [["huán" if c == "还" else _tone(c)] for c in word] for word in _READ_AS_HUAN}
        )
        self._same: dict[str, list[tuple[str, float]]] = defaultdict(list)
        self._near: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for word, frequency in get_frequency_dict("zh", wordlist="small").items():
            if len(word) > 2 or not all(_is_common_han(char) for char in word) or PROTECTED & set(word):
                continue
            # Squared away: a recogniser's language model prefers the common word, but not always.
            weight = frequency**0.5
            self._same[_sound(word)].append((word, weight))
            self._near[_near_sound(word)].append((word, weight))

    def damage(self, text: str, chance: random.Random, rate: float) -> str:
        """``text`` with about ``rate`` of its words misheard; no negation is touched or brought in."""
        bare = drop_punctuation(text, "zh")
        if chance.random() < _SPELT_OUT:
            bare = _spell_out(bare)
        if chance.random() < _CUT:
            bare = _cut(bare, chance)
        heard: list[str] = []
        at = 0
        while at < len(bare):
            pair = bare[at : at + 2]
            if len(pair) == 2 and _may_change(pair) and chance.random() < rate:
                instead = self._homophone(pair, chance)
                if instead is not None:
                    heard.append(instead)
                    at += 2
                    continue
            char = bare[at]
            at += 1
            if char in _PARTICLES and chance.random() < 0.4:
                continue
            if _may_change(char) and chance.random() < rate * 0.35:
                heard.append(self._homophone(char, chance) or char)
                continue
            heard.append(char)
        if chance.random() < _FILLED:
            heard.insert(chance.choice((0, chance.randrange(len(heard) + 1))), chance.choice(_FILLERS))
        if chance.random() < _SPACED:
            return _spaced("".join(heard), chance)
        return "".join(heard)

    def _homophone(self, word: str, chance: random.Random) -> str | None:
        same = [(other, 3 * weight) for other, weight in self._same.get(_sound(word), ()) if other != word]
        near = [(other, weight) for other, weight in self._near.get(_near_sound(word), ()) if other != word]
        candidates = same + near
        if not candidates:
            return None
        return chance.choices([o for o, _ in candidates], [weight for _, weight in candidates])[0]


def _spell_out(text: str) -> str:
    """Digits as a recogniser without number formatting writes them: 500 is 五百."""
    return re.sub(r"\d{1,9}(?:\.\d{1,2})?", lambda number: str(cn2an.an2cn(number[0], "low")), text)


def _cut(text: str, chance: random.Random) -> str:
    """The first or the last characters lost, as when the gate opens late; short replies stay whole."""
    lost = chance.randint(1, 2)
    if len(text) < _LONG_ENOUGH_TO_CUT:
        return text
    kept, gone = (text[lost:], text[:lost]) if chance.random() < 0.6 else (text[:-lost], text[-lost:])
    return text if PROTECTED & set(gone) else kept


def _spaced(text: str, chance: random.Random) -> str:
    """Set apart in pieces of one to three characters, right or wrong."""
    pieces = []
    at = 0
    while at < len(text):
        size = chance.choice((1, 2, 2, 3))
        pieces.append(text[at : at + size])
        at += size
    return " ".join(pieces)


def _may_change(text: str) -> bool:
    return all(_is_common_han(char) for char in text) and not PROTECTED & set(text)


def _is_common_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def _tone(char: str) -> str:
    return lazy_pinyin(char, style=Style.TONE)[0]


@cache
def _sound(word: str) -> str:
    return " ".join(lazy_pinyin(word, style=Style.TONE3))


@cache
def _near_sound(word: str) -> str:
    syllables = []
    for syllable in lazy_pinyin(word):
        for exact, near in _NEAR:
            if syllable.startswith(exact) and len(exact) <= 2 and exact not in ("an", "en", "in"):
                syllable = near + syllable[len(exact) :]
            elif syllable.endswith(exact):
                syllable = syllable[: -len(exact)] + near
        syllables.append(syllable)
    return " ".join(syllables)
