"""Text as a speech recogniser would have heard it, for training and for measuring."""

from __future__ import annotations

import random

from assist.events import Language
from assist.tagging.english_noise import EnglishNoise
from assist.tagging.mandarin_noise import MandarinNoise


class RecogniserNoise:
    """Damages text with a given ``random.Random``; the same generator state gives the same damage."""

    def __init__(self) -> None:
        self._mandarin = MandarinNoise()
        self._english = EnglishNoise()

    def damage(self, text: str, lang: Language, chance: random.Random, *, rate: float = 0.12) -> str:
        """``text`` with about ``rate`` of its words misheard, without punctuation and (English) case."""
        noise = self._mandarin if lang == "zh" else self._english
        damaged = noise.damage(text, chance, rate)
        return damaged if damaged.strip() else text
