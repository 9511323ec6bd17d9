"""Training utterances as they may arrive: misheard, unpunctuated, in the other script, run together.

Only what training sees is changed, and only after the split, so that no copy of a test utterance is
ever learned.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import opencc

from assist.events import LANGUAGES, SPEAKERS, Language, Speaker, Turn
from assist.tagging.corpus import Record
from assist.tagging.encoding import UtteranceInContext
from assist.tagging.noise import RecogniserNoise
from assist.tagging.punctuation import drop_punctuation

_DAMAGED, _UNPUNCTUATED = 0.45, 0.15
_REALLY_HEARD = 0.5
_OTHER_SCRIPT = 0.2
_STRAY_CONTEXT, _LOST_CONTEXT = 0.25, 0.15
_RUN_TOGETHER = 0.15
_LONG_ENOUGH: dict[Language, int] = {"zh": 12, "en": 50}
_SHORT_ENOUGH: dict[Language, int] = {"zh": 60, "en": 200}


class Drawn(NamedTuple):
    """An utterance to learn from, and the records it says: their labels are its labels."""

    utterance: UtteranceInContext
    said: tuple[Record, ...]


def as_written(record: Record) -> UtteranceInContext:
    """The record, unchanged."""
    return UtteranceInContext(record.text, record.speaker, record.lang, record.context)


class Augmentation:
    """Draws one variant of a record at a time.

    ``heard`` is what a recogniser really heard of a record, by its id (``assist.tagging.heard_texts``).
    """

    def __init__(
        self,
        train: Sequence[Record],
        noise: RecogniserNoise,
        heard: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self._noise = noise
        self._heard = heard or {}
        self._to_traditional = [opencc.OpenCC(config) for config in ("s2t", "s2twp", "s2hk")]
        self._to_simplified = opencc.OpenCC("t2s")
        self._alone: dict[tuple[Speaker, Language], list[Record]] = {
            (speaker, lang): [
                record
                for record in train
                if (record.speaker, record.lang) == (speaker, lang)
                and not record.context
                and len(record.text) <= _SHORT_ENOUGH[lang]
            ]
            for speaker in SPEAKERS
            for lang in LANGUAGES
        }
        self._turns: dict[tuple[Speaker, Language], list[Turn]] = {
            (speaker, lang): [
                Turn(speaker, record.text)
                for record in train
                if record.speaker == speaker and record.lang == lang
            ]
            for speaker in SPEAKERS
            for lang in LANGUAGES
        }

    def draw(self, record: Record, chance: random.Random) -> Drawn:
        """A variant of the record; now and then with another utterance of that speaker in the same breath."""
        text, context = self._variant(record, chance)
        pool = self._alone[record.speaker, record.lang]
        if not pool or len(record.text) > _SHORT_ENOUGH[record.lang] or chance.random() >= _RUN_TOGETHER:
            return Drawn(UtteranceInContext(text, record.speaker, record.lang, context), (record,))
        other = chance.choice(pool)
        more, _ = self._variant(other, chance)
        between = "" if record.lang == "zh" else " "
        # Only what comes first answers the turn before, so a record that leans on one stays in front.
        first = bool(record.context) or chance.random() < 0.5
        together = between.join((text, more) if first else (more, text))
        said = (record,) if other is record else (record, other)
        return Drawn(UtteranceInContext(together, record.speaker, record.lang, context), said)

    def _variant(self, record: Record, chance: random.Random) -> tuple[str, tuple[Turn, ...]]:
        text, context = record.text, self._context(record, chance)
        kind = chance.random()
        if kind < _DAMAGED:
            rate = chance.uniform(0.04, 0.2)
            heard = self._heard.get(record.id)
            if heard and chance.random() < _REALLY_HEARD:
                text = chance.choice(heard)
            else:
                text = self._noise.damage(text, record.lang, chance, rate=rate)
            context = tuple(
                Turn(t.speaker, self._noise.damage(t.text, record.lang, chance, rate=rate)) for t in context
            )
        elif kind < _DAMAGED + _UNPUNCTUATED:
            text = drop_punctuation(text, record.lang) or text
            context = tuple(Turn(t.speaker, drop_punctuation(t.text, record.lang) or t.text) for t in context)
        if record.lang == "zh" and chance.random() < _OTHER_SCRIPT:
            simplified = record.script == "hans"
            convert = (chance.choice(self._to_traditional) if simplified else self._to_simplified).convert
            text = convert(text)
            context = tuple(Turn(t.speaker, convert(t.text)) for t in context)
        return text, context

    def damaged(self, record: Record, chance: random.Random) -> UtteranceInContext:
        """The record as a recogniser with about one word in eight wrong would give it."""
        context = tuple(
            Turn(t.speaker, self._noise.damage(t.text, record.lang, chance)) for t in record.context
        )
        text = self._noise.damage(record.text, record.lang, chance)
        return UtteranceInContext(text, record.speaker, record.lang, context)

    def _context(self, record: Record, chance: random.Random) -> tuple[Turn, ...]:
        """Now and then unrelated words before, or none: a label is never carried over from them.

        Short replies are left alone, their meaning is in what they answer.
        """
        if len(record.text) < _LONG_ENOUGH[record.lang]:
            return record.context
        other: Speaker = "agent" if record.speaker == "debtor" else "debtor"
        pool = self._turns[other, record.lang]
        if not record.context and pool and chance.random() < _STRAY_CONTEXT:
            return (chance.choice(pool),)
        if record.context and chance.random() < _LOST_CONTEXT:
            return ()
        return record.context
