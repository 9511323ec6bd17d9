"""English as a recogniser would have heard it.

It loses case and punctuation, runs contractions together, drops short words, spells out sums and takes a word
for another. Negations stay: a lost "not" changes what was said.
"""

from __future__ import annotations

import random
import re

from num2words import num2words

from assist.tagging.punctuation import drop_punctuation

_NEGATIONS = re.compile(
    r"\b(?:no|not|never|nothing|none|nobody|neither|nor|without|cannot|\w+n['’]?t)\b", re.IGNORECASE
)
_FILLERS = ("uh", "um", "like", "you know")
_DROPPABLE = frozenset({"a", "an", "the", "to", "of", "is", "and", "that", "it"})
_MISHEARD = {
    "i'll": ("all", "i'd", "ill"),
    "we'll": ("well", "will"),
    "you're": ("your",),
    "your": ("you're", "you"),
    "they're": ("their", "there"),
    "there": ("their",),
    "loan": ("lone", "alone"),
    "debt": ("death", "dead", "that"),
    "owe": ("oh", "own"),
    "paid": ("pay", "played"),
    "pay": ("play", "hey"),
    "balance": ("ballots", "balanced"),
    "collector": ("collect her", "connector"),
    "bill": ("bell", "build"),
    "late": ("lake", "eight"),
    "fee": ("free", "feet"),
    "fees": ("these", "feet"),
    "four": ("for",),
    "for": ("four",),
    "two": ("to", "too"),
    "to": ("two",),
    "eight": ("ate",),
    "court": ("caught", "quart"),
    "sue": ("zoo", "soon"),
    "lawyer": ("liar", "loyal"),
    "wife": ("wife's", "why"),
    "husband": ("has been",),
    "lost": ("last",),
    "laid": ("late", "lead"),
    "friday": ("fried a",),
    "check": ("cheque", "jack"),
    "card": ("car", "guard"),
    "sick": ("six",),
    "job": ("jaw", "jobs"),
    "month": ("months", "mouth"),
    "stop": ("stopped", "top"),
    "calling": ("call in", "falling"),
    "complaint": ("complained", "plaint"),
}
_SPELT_OUT, _CUT = 0.5, 0.15
_LONG_ENOUGH_TO_CUT = 9


class EnglishNoise:
    """Damages English with a given ``random.Random``; the same generator state gives the same damage."""

    def damage(self, text: str, chance: random.Random, rate: float) -> str:
        """``text`` with about ``rate`` of its words misheard, in lower case and without punctuation."""
        bare = drop_punctuation(text, "en")
        if chance.random() < _SPELT_OUT:
            bare = _spell_out(bare)
        words = bare.split()
        if chance.random() < _CUT:
            words = _cut(words, chance)
        heard: list[str] = []
        for word in words:
            if _NEGATIONS.fullmatch(word):
                heard.append(word)
            elif word in _MISHEARD and chance.random() < 2 * rate:
                heard.append(chance.choice(_MISHEARD[word]))
            elif word in _DROPPABLE and chance.random() < rate:
                continue
            elif "'" in word and chance.random() < rate:
                heard.append(word.replace("'", ""))
            elif chance.random() < rate * 0.15:
                heard += [chance.choice(_FILLERS), word]
            else:
                heard.append(word)
        return " ".join(heard)


def _spell_out(text: str) -> str:
    """Sums and numbers in words: "$200" is "two hundred dollars"."""

    def in_words(number: re.Match[str]) -> str:
        sign, digits, cents = number["sign"] or "", number["whole"].replace(",", ""), number["cents"]
        said = str(num2words(int(digits))).replace("-", " ").replace(",", "")
        unit = {"$": " dollars", "£": " pounds", "€": " euros"}.get(sign, "")
        return said + unit + (f" {num2words(int(cents))}".replace("-", " ") if cents else "")

    pattern = (
        r"(?P<sign>[$£€])?(?<![\w.])(?P<whole>\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.(?P<cents>\d{2}))?(?![\w.])"
    )
    return re.sub(pattern, in_words, text)


def _cut(words: list[str], chance: random.Random) -> list[str]:
    """The first or the last word lost, as when the gate opens late; short replies stay whole."""
    if len(words) < _LONG_ENOUGH_TO_CUT:
        return words
    first = chance.random() < 0.6
    gone, kept = (words[0], words[1:]) if first else (words[-1], words[:-1])
    return words if _NEGATIONS.fullmatch(gone) else kept
