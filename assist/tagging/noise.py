"""Text as a speech recogniser would have heard it, for training and for measuring.

Mandarin recognisers take a word for another that sounds the same or nearly so; they drop and insert
particles and lose punctuation. English ones lose case and punctuation, run contractions together and
drop short words. What carries a label is never touched: a lost 不 or "not" changes what was said, and
no homophone may bring one in. Uses wordfreq for how likely a word is to be heard: for training alone.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from functools import cache

from pypinyin import Style, lazy_pinyin, load_phrases_dict

from assist.events import Language

PROTECTED = frozenset("不没沒未别別无無非否")
_NEGATIONS = re.compile(
    r"\b(?:no|not|never|nothing|none|nobody|neither|nor|without|cannot|\w+n['’]?t)\b", re.IGNORECASE
)
_PARTICLES = "啊呀嘛呢哦哎"
_FILLERS = ("呃", "嗯", "那个", "就是", "啊")
_ENGLISH_FILLERS = ("uh", "um", "like", "you know")
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


class RecogniserNoise:
    """Damages text with a given ``random.Random``; the same generator state gives the same damage."""

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

    def damage(self, text: str, lang: Language, chance: random.Random, *, rate: float = 0.12) -> str:
        """``text`` with about ``rate`` of its words misheard, without punctuation and (English) case."""
        damaged = self._mandarin(text, chance, rate) if lang == "zh" else _english(text, chance, rate)
        return damaged if damaged.strip() else text

    def _mandarin(self, text: str, chance: random.Random, rate: float) -> str:
        bare = drop_punctuation(text, "zh")
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
        if chance.random() < 0.15:
            heard.insert(chance.choice((0, chance.randrange(len(heard) + 1))), chance.choice(_FILLERS))
        return "".join(heard)

    def _homophone(self, word: str, chance: random.Random) -> str | None:
        same = [(other, 3 * weight) for other, weight in self._same.get(_sound(word), ()) if other != word]
        near = [(other, weight) for other, weight in self._near.get(_near_sound(word), ()) if other != word]
        candidates = same + near
        if not candidates:
            return None
        return chance.choices([o for o, _ in candidates], [weight for _, weight in candidates])[0]


def drop_punctuation(text: str, lang: Language) -> str:
    """What a recogniser without punctuation and case writes; apostrophes and decimal points stay."""
    if lang == "zh":
        return re.sub(r"[^\w.%]|(?<!\d)\.|\.(?!\d)", "", text)
    kept = re.sub(r"[^\w\s'’.,$£%-]|(?<!\d)[.,]|[.,](?!\d)|(?<!\w)['’-]|[-](?!\w)", " ", text)
    return " ".join(kept.lower().split())


def _english(text: str, chance: random.Random, rate: float) -> str:
    heard: list[str] = []
    for word in drop_punctuation(text, "en").split():
        if _NEGATIONS.fullmatch(word):
            heard.append(word)
        elif word in _MISHEARD and chance.random() < 2 * rate:
            heard.append(chance.choice(_MISHEARD[word]))
        elif word in _DROPPABLE and chance.random() < rate:
            continue
        elif "'" in word and chance.random() < rate:
            heard.append(word.replace("'", ""))
        elif chance.random() < rate * 0.15:
            heard += [chance.choice(_ENGLISH_FILLERS), word]
        else:
            heard.append(word)
    return " ".join(heard)


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
