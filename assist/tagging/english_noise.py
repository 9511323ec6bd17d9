"""English as a recogniser would have heard it.

It loses case and punctuation, runs contractions together, loses short words, spells out sums and takes a word
for another: which and how often is counted in real recognitions (``assist.tagging.heard``). Negations stay: a
lost "not" changes what was said.
"""

from __future__ import annotations

import random

from assist.tagging.confusions import ConfusionTable, is_negation
from assist.tagging.english_spelt_out import spell_out
from assist.tagging.punctuation import drop_punctuation

_FILLERS = ("uh", "um", "like", "you know")
_SPELT_OUT, _CUT = 0.5, 0.15
_LONG_ENOUGH_TO_CUT = 9


class EnglishNoise:
    """Damages English with a given ``random.Random``; the same generator state gives the same damage."""

    def __init__(self, table: ConfusionTable | None = None) -> None:
        self._table = table or ConfusionTable.read()

    def damage(self, text: str, chance: random.Random, rate: float) -> str:
        """``text`` with about ``rate`` of its words misheard, in lower case and without punctuation."""
        bare = drop_punctuation(text, "en")
        if chance.random() < _SPELT_OUT:
            bare = spell_out(bare)
        words = bare.split()
        if chance.random() < _CUT:
            words = _cut(words, chance)
        heard: list[str] = []
        at = 0
        while at < len(words):
            misheard = self._table.mishear(words[at:], chance, rate)
            if misheard is not None:
                length, instead = misheard
                heard += instead.split()
                at += length
                continue
            word = words[at]
            at += 1
            if "'" in word and not is_negation(word) and chance.random() < rate:
                heard.append(word.replace("'", ""))
            elif chance.random() < rate * 0.15:
                heard += [chance.choice(_FILLERS), word]
            else:
                heard.append(word)
        return " ".join(heard)


def _cut(words: list[str], chance: random.Random) -> list[str]:
    """The first or the last word lost, as when the gate opens late; short replies stay whole."""
    if len(words) < _LONG_ENOUGH_TO_CUT:
        return words
    first = chance.random() < 0.6
    gone, kept = (words[0], words[1:]) if first else (words[-1], words[:-1])
    return words if is_negation(gone) else kept
