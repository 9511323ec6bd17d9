"""Phrases that the duties of a call listen for, in the lexicon's own phrase language."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assist.compliance.matching import Concepts, Match, PhraseIndex
from assist.compliance.scope import Scope, add_scope
from assist.events import Language

# What makes a duty's words not count: it is announced as not done, or somebody else is said to have done it.
_SCOPE: Mapping[Language, Mapping[str, Sequence[str]]] = {
    "zh": {
        "not": ["(不|没|没有|不会|不能|不是|并非|无法|别|不要|未)"],
        "idioms": ["(是不是|会不会|能不能|有没有|不得不|对不起|不好意思|不客气|差不多|别的|别人)"],
        "turns": ["(但是|可是|不过|所以|因为)"],
    },
    "en": {
        "not": ["(not|never|no longer|cannot|neither|nor|without|nobody)"],
        "idioms": ["(not only|is not it|are not you|no problem|do not worry)"],
        "turns": ["(but|however|so|because|and)"],
    },
}


@dataclass(frozen=True, eq=False)
class Cues:
    """Phrases in both languages. ``heard`` tells whether one of them was said and meant."""

    phrases: Mapping[Language, Sequence[str]]
    respects_negation: bool = True

    def heard(self, text: str, lang: Language) -> bool:
        """Whether one of the phrases of this language stands in the text."""
        return bool(self.matches(text, lang))

    def matches(self, text: str, lang: Language) -> list[Match[object]]:
        """Where the phrases stand, in tokens of the text."""
        index = self._index(lang)
        heard = index.hear(text)
        found = index.matches(heard)
        if not found or not self.respects_negation:
            return found
        scope = Scope(index, heard)
        return [match for match in found if scope.withdraws(match) is None]

    @functools.cache  # noqa: B019 - cue sets are module constants and live as long as the program
    def _index(self, lang: Language) -> PhraseIndex[object]:
        index: PhraseIndex[object] = PhraseIndex(lang, Concepts({}, lang))
        for phrase in self.phrases[lang]:
            index.add("cue", phrase)
        add_scope(index, _SCOPE[lang], lang)
        return index
