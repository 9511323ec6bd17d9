"""Hears a high-stakes Mandarin word behind a recogniser's homophone: 做牢 is 坐牢, 启诉 is 起诉.

Characters are compared by their toneless syllables, every reading of each. A word of two characters must keep
one of its own, because two wrong characters are more often simply another word; what is known to be misheard
beyond that is listed by hand, and so is what sounds alike and is innocent.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping

from assist.compliance.text import read_speech

_WORD = ""


@functools.lru_cache(maxsize=8192)
def syllables(character: str) -> tuple[str, ...]:
    """Every toneless reading of one character; the character itself where it has none."""
    from pypinyin import Style, pinyin

    readings = pinyin(character, style=Style.NORMAL, heteronym=True, errors="default")
    return tuple(readings[0]) if readings else (character,)


class Homophones:
    """Words whose sound alone counts."""

    def __init__(
        self,
        words: Iterable[str] = (),
        *,
        heard_as: Mapping[str, Iterable[str]] | None = None,
        innocent: Iterable[str] = (),
    ) -> None:
        self._root: dict[str, object] = {}
        self._misheard = {
            _plain(wrong): _plain(right) for right, wrongs in (heard_as or {}).items() for wrong in wrongs
        }
        self._innocent = {_plain(word) for word in innocent}
        for word in dict.fromkeys([*map(_plain, words), *self._misheard.values()]):
            self._add(word)

    def _add(self, word: str) -> None:
        paths = [self._root]
        for character in word:
            paths = [
                node.setdefault(syllable, {})  # type: ignore[misc]
                for node in paths
                for syllable in syllables(character)
            ]
        for node in paths:
            node.setdefault(_WORD, []).append(word)  # type: ignore[attr-defined]

    def repair(self, tokens: tuple[str, ...]) -> tuple[str, ...] | None:
        """The tokens with misheard words put right, or None when nothing sounds wrong. Never changes the count."""
        if not self._root:
            return None
        mended: list[str] | None = None
        count = len(tokens)
        for start in range(count):
            nodes = [self._root]
            place = start
            while nodes and place < count:
                nodes = [
                    node[syllable]  # type: ignore[misc]
                    for node in nodes
                    for syllable in syllables(tokens[place])
                    if syllable in node
                ]
                place += 1
                for node in nodes:
                    for word in node.get(_WORD, ()):  # type: ignore[attr-defined]
                        if self._is_error(tokens, start, place, word):
                            mended = mended or list(tokens)
                            mended[start:place] = word
        return tuple(mended) if mended else None

    def _is_error(self, tokens: tuple[str, ...], start: int, end: int, word: str) -> bool:
        heard = "".join(tokens[start:end])
        if heard == word:
            return False
        around = "".join(tokens[max(0, start - 1) : end + 1])
        if any(plain in around for plain in self._innocent):
            return False
        if self._misheard.get(heard) == word:
            return True
        kept = sum(mine == theirs for mine, theirs in zip(heard, word, strict=True))
        return kept * 2 >= len(word)


def _plain(word: str) -> str:
    return "".join(read_speech(word, "zh").tokens)
