"""READ FIRST: one call, its stages wired in order.

::

    audio of two speakers ─► Hearing (voice gate, recognizer, endpointing) ─► PartialTranscript ─► shown
                                                    │
                                                    └─► Utterance ─► Conversation ─► log entries
                                                                     (tags, right party, promises,
                                                                      findings, checks, suggestions)

A recording and a live call come through the same ``Call``; only who feeds it and the clock differ. It does
no I/O: ``hear`` takes samples and returns what is to be shown and what is to be logged. Feed both speakers'
audio in the order of media time, and the same audio, models, cards and lexicon give the same log again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assist.audio.resampling import Resampler
from assist.conversation import Conversation, Entry
from assist.events import PartialTranscript, Speaker, Utterance
from assist.recognition.contract import Recognizer
from assist.recognition.hearing import Heard, Hearing

BLOCK_S = 0.1
"""Audio is heard in blocks of this length: engines' words depend on the size of the pieces they are fed."""


class Ear:
    """One speaker's audio at the rate it came in, brought to a rate that the engine takes, and heard."""

    def __init__(self, speaker: Speaker, recognizer: Recognizer, *, rate: int, start_s: float = 0.0) -> None:
        self.speaker = speaker
        self._resampler = Resampler(rate, working_rate(rate, recognizer))
        self._hearing = Hearing(
            speaker,
            recognizer.open(rate=self._resampler.to_rate),
            rate=self._resampler.to_rate,
            start_s=start_s,
        )

    def hear(self, pcm: bytes, *, partials: bool) -> list[PartialTranscript | Heard]:
        return self._hearing.hear(self._resampler.push(pcm), partials=partials)

    def finish(self) -> list[Heard]:
        rest = self._hearing.hear(self._resampler.flush(), partials=False)
        return [heard for heard in rest if isinstance(heard, Heard)] + self._hearing.finish()


class Call:
    """Both speakers' ears and the conversation between them. One thread at a time."""

    def __init__(self, conversation: Conversation, ears: Mapping[Speaker, Ear]) -> None:
        self.conversation = conversation
        self._ears = dict(ears)
        self._end_s = 0.0

    def listen_to(self, ear: Ear) -> None:
        """Add a speaker whose audio begins later than the call."""
        self._ears[ear.speaker] = ear

    def hear(
        self, speaker: Speaker, pcm: bytes, *, partials: bool = True
    ) -> tuple[list[PartialTranscript], list[Entry]]:
        """Hear one block (s16le at the speaker's rate): partials to show, entries to log."""
        return self._understand(self._ears[speaker].hear(pcm, partials=partials))

    def last_words(self, speaker: Speaker) -> list[Heard]:
        """There is no more audio of this speaker: what was still being said. To be handed to ``finish``."""
        return self._ears.pop(speaker).finish()

    def finish(self, last_words: Sequence[Heard], reason: str, *, at_s: float) -> list[Entry]:
        """Understand the last words of all speakers, oldest first, and close the call."""
        _, entries = self._understand(sorted(last_words, key=lambda heard: (heard.end_s, heard.speaker)))
        return entries + self.conversation.finish(max(at_s, self._end_s), reason)

    def _understand(
        self, heard: Sequence[PartialTranscript | Heard]
    ) -> tuple[list[PartialTranscript], list[Entry]]:
        partials: list[PartialTranscript] = []
        entries: list[Entry] = []
        for item in heard:
            if isinstance(item, PartialTranscript):
                partials.append(item)
                continue
            utterance = Utterance(
                turn=self.conversation.next_turn,
                speaker=item.speaker,
                lang=self.conversation.details.lang,
                text=item.text,
                start_s=item.start_s,
                end_s=item.end_s,
                words=item.words,
                heard_until_s=item.heard_until_s,
            )
            self._end_s = max(self._end_s, item.end_s)
            entries += self.conversation.hear(utterance)
        return partials, entries


def working_rate(rate: int, recognizer: Recognizer) -> int:
    """The engine's own rate nearest to the audio's: telephone audio is not blown up without need."""
    rates = sorted(recognizer.info.sample_rates)
    return next((known for known in rates if known >= rate), rates[-1])
