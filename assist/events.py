"""What flows from stage to stage: small frozen values that know no I/O.

Times ``*_s`` are seconds of media time since the call began, ranges are half-open,
``start``/``end`` without a unit are character offsets into the text that was said.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

Speaker = Literal["agent", "debtor"]
SPEAKERS: tuple[Speaker, ...] = ("agent", "debtor")
Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")


@dataclass(frozen=True, slots=True)
class AudioChunk:
    """Mono speech of one speaker: ``pcm`` is signed 16-bit little-endian at ``rate`` samples a second."""

    speaker: Speaker
    start_s: float
    rate: int
    pcm: bytes

    @property
    def end_s(self) -> float:
        return self.start_s + len(self.pcm) / (2 * self.rate)


@dataclass(frozen=True, slots=True)
class Word:
    """One recognised word; ``confidence`` is 0..1, or None where the engine gives none."""

    text: str
    start_s: float
    end_s: float
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class PartialTranscript:
    """What is heard so far of an utterance that has not ended. Shown, never stored or judged."""

    speaker: Speaker
    text: str
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Utterance:
    """One endpointed stretch of speech, final: it is stored, tagged and screened, and never revised.

    ``turn`` counts the call's utterances of both speakers from 0. ``heard_until_s`` is how far that
    speaker's audio had been heard when the utterance was closed; hearing resumes from there.
    """

    turn: int
    speaker: Speaker
    lang: Language
    text: str
    start_s: float
    end_s: float
    words: tuple[Word, ...] = ()
    heard_until_s: float | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """Who said what before, as context for reading an utterance."""

    speaker: Speaker
    text: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A label over its threshold, with its calibrated score (0..1).

    ``reasons`` says why, likeliest first: the cause of a hardship, the ground of a dispute, a third party's
    relation to the debtor. ``on_the_line`` tells, of a third party, whether it is they who speak.
    """

    tag: str
    score: float
    reasons: tuple[str, ...] = ()
    on_the_line: bool | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise to pay, or one part of it.

    ``extent`` tells whether this alone clears what is owed or at stake; None where nothing says.
    """

    amount: Decimal | None
    currency: str | None
    date_text: str | None
    date: dt.date | None
    turn: int = 0
    whose: Literal["debtor", "third_party"] = "debtor"
    condition: str | None = None
    extent: Literal["whole", "part"] | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A card shown at a moment: what the agent can say, and why this card now."""

    card: str
    version: int
    rank: int
    title: str
    why: str
    say: tuple[str, ...]
    ask: str | None = None
    avoid: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the agent said, or failed to say, that a rule, model or check objects to."""

    category: str
    severity: Literal["critical", "major", "minor"]
    origin: Literal["lexicon", "model", "check"]
    rule: str | None
    start: int
    end: int
    quote: str
    why: str
    say_instead: str | None = None
    source: str | None = None
    score: float | None = None
    version: str | None = None


CheckStatus = Literal["met", "missed", "not_applicable", "open"]


@dataclass(frozen=True, slots=True)
class CheckResult:
    """A duty of the whole call. ``open`` exists only while it goes on; ``turn`` is where it was decided."""

    check: str
    status: CheckStatus
    turn: int | None = None
    why: str | None = None


RightParty = Literal["unanswered", "answered", "not_the_debtor", "claims_to_be_debtor", "verified"]


@dataclass(frozen=True, slots=True)
class EarlierPromise:
    """A promise from an earlier call."""

    amount: Decimal
    date: dt.date
    kept: bool


@dataclass(frozen=True, slots=True)
class CallDetails:
    """What the telephone system or CRM says of a call before anybody speaks.

    ``date`` and ``local_time`` are those where the debtor is, ``time_zone`` that zone's IANA name.
    """

    id: str
    lang: Language
    date: dt.date
    local_time: dt.time | None = None
    debtor_name: str | None = None
    balance: Decimal | None = None
    currency: str | None = None
    days_overdue: int | None = None
    jurisdiction: str | None = None
    earlier_promises: tuple[EarlierPromise, ...] = ()
    time_zone: str | None = None


@dataclass(frozen=True, slots=True)
class CallEvent:
    """One numbered entry of a call's log. ``number`` counts from 1 without gaps; ``data`` is plain JSON."""

    number: int
    kind: str
    at_s: float
    at: dt.datetime
    data: dict[str, Any] = field(default_factory=dict)
