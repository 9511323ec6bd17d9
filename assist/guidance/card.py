"""A guidance card: when it helps, and what it gives the agent in each language.

Cards are written by trainers as YAML (``card_file`` reads and writes it); these are the values in memory.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from assist.events import Language, RightParty

TOPICS: tuple[str, ...] = (
    "identity-purpose",
    "verify-right-party",
    "first-call-structure",
    "listening",
    "acknowledging-hardship",
    "affordability-plan",
    "promise-to-pay",
    "promise-follow-up",
    "dispute",
    "objections",
    "relief-options",
    "lawful-consequences",
    "tone",
    "third-party-contact",
    "vulnerability-stop",
    "hostility-response",
    "cease-representation-complaint",
    "notes-summary",
    "time-and-frequency",
    "official-channel",
    "preparation",
    "negotiation-mindset",
    "missed-promise-facts",
    "information-requests",
    "authority-limits",
)

SAFETY_TOPIC = "vulnerability-stop"

Status = Literal["draft", "review", "approved", "retired"]
STATUSES: tuple[Status, ...] = get_args(Status)

PromiseState = Literal["complete", "no_date", "no_amount"]
PROMISE_STATES: tuple[PromiseState, ...] = get_args(PromiseState)

RIGHT_PARTY_STATES: tuple[RightParty, ...] = get_args(RightParty)
DEBTOR_ON_THE_LINE: tuple[RightParty, ...] = ("claims_to_be_debtor", "verified")
DEBTOR_NOT_KNOWN: frozenset[RightParty] = frozenset({"unanswered", "answered", "not_the_debtor"})


@dataclass(frozen=True, slots=True)
class When:
    """The moments a card is for; every condition given must hold.

    ``any``, ``all`` and ``none`` are debtor tags. ``jurisdiction`` names match a call's jurisdiction or its
    prefix (``US`` matches ``US-NY``). ``promise`` is the state of the debtor's latest promise on this call.
    ``broken_promises`` is the least number of earlier promises not kept. ``priority`` is 0 to 10.
    """

    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    min_score: float = 0.0
    right_party: tuple[RightParty, ...] = DEBTOR_ON_THE_LINE
    jurisdiction: tuple[str, ...] = ()
    promise: PromiseState | None = None
    broken_promises: int = 0
    priority: int = 5

    @property
    def tags(self) -> frozenset[str]:
        return frozenset(self.any + self.all)


@dataclass(frozen=True, slots=True)
class CardText:
    """What a card says in one language.

    ``cues`` are words that mark the card's particular situation: a card with cues is offered only where one
    of them is heard or the utterance is much like one of ``raises``. ``leaves`` are utterances it is not for.
    """

    situation: str
    say: tuple[str, ...]
    ask: str
    avoid: str
    source: str
    raises: tuple[str, ...]
    leaves: tuple[str, ...]
    cues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """One card. ``collecting`` furthers payment; ``account_facts`` tells what only the debtor may hear."""

    id: str
    version: int
    topic: str
    status: Status
    when: When
    collecting: bool
    account_facts: bool
    texts: Mapping[Language, CardText]
    rows: tuple[str, ...] = ()

    @property
    def is_safety(self) -> bool:
        """Whether the card is for a person at risk, which outranks everything."""
        return self.topic == SAFETY_TOPIC
