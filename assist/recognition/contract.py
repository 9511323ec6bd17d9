"""What every speech engine is: one shared model, and one stream for each speaker of a call.

The voice gate in `assist.recognition.hearing` decides where utterances begin and end, for every engine
alike, so that a final comes equally soon whichever engine runs. A stream only turns sound into words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from assist.events import Language, Word


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """What a loaded engine can do.

    ``streaming``: partials cost nothing extra; otherwise each one decodes the utterance again.
    ``own_timing``: it knows by itself when utterances begin and end, and takes all sound, ungated;
    ``endpoint`` is then asked again and again and answers when one is over.
    """

    name: str
    languages: tuple[Language, ...]
    streaming: bool
    sample_rates: tuple[int, ...]
    own_timing: bool = False


@dataclass(frozen=True, slots=True)
class Recognized:
    """One utterance as an engine heard it, on its stream's clock; ``confidence`` is 0..1 where known."""

    text: str
    start_s: float
    end_s: float
    words: tuple[Word, ...] = ()
    confidence: float | None = None


class RecognizerStream(Protocol):
    """The words of one speaker. Call from one thread at a time; calls compute and may take a second.

    The clock of a stream begins at 0 when it is opened and goes on with every sample accepted or skipped.
    """

    @property
    def info(self) -> EngineInfo: ...

    def accept(self, pcm: bytes, *, partial: bool) -> str | None:
        """Hear s16le of any length; return the utterance's text so far, if asked for and changed."""
        ...

    def endpoint(self) -> Recognized | None:
        """The utterance is over: return it, with all that was accepted. None if there were no words."""
        ...

    def skip(self, samples: int) -> None:
        """That many samples were silence: only the clock goes on. Between utterances only."""
        ...

    def close(self) -> Recognized | None:
        """Return the last words, if any, and give everything back. Nothing may be called afterwards."""
        ...


class Recognizer(Protocol):
    """A loaded model. Safe to use from several threads; one serves all calls of a process."""

    @property
    def info(self) -> EngineInfo: ...

    def open(self, *, rate: int) -> RecognizerStream:
        """Begin a stream. Raises AudioError at a ``rate`` not in ``info.sample_rates``."""
        ...

    def warm(self) -> None:
        """Do now what would make the first utterance late."""
        ...

    def close(self) -> None:
        """Release the model. Streams still open become invalid."""
        ...
