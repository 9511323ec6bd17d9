"""What happened to cards on this call so far. A frozen value: every change gives a new one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assist.events import Suggestion, Tag

AT_RISK_FROM = 0.5
"""The tag ``vulnerability`` is set to miss little, so it comes with low scores too. Each brings the safety card; from
even odds on it also holds back collecting for the rest of the call."""


@dataclass(frozen=True, slots=True)
class Showing:
    """A card on the screen at a turn, and what was heard then."""

    card: str
    turn: int
    tags: frozenset[str]
    utterance: str


@dataclass(frozen=True, slots=True)
class Press:
    """The agent's answer to a card, *used* or *not helpful*, at a turn."""

    card: str
    turn: int


@dataclass(frozen=True, slots=True)
class History:
    """Cards shown, used and dismissed, oldest first; ``vulnerable_turn`` last put somebody at risk."""

    showings: tuple[Showing, ...] = ()
    uses: tuple[Press, ...] = ()
    dismissals: tuple[Press, ...] = ()
    last_turn: int = -1
    vulnerable_turn: int | None = None

    def shown(
        self, suggestions: Sequence[Suggestion], *, turn: int, tags: Iterable[Tag], utterance: str
    ) -> History:
        """After an utterance of the debtor: what it carried and the cards it raised, even when none."""
        tags = tuple(tags)
        names = frozenset(tag.tag for tag in tags)
        new = tuple(Showing(suggestion.card, turn, names, utterance) for suggestion in suggestions)
        return replace(
            self,
            showings=self.showings + new,
            last_turn=max(self.last_turn, turn),
            vulnerable_turn=turn if is_at_risk(tags) else self.vulnerable_turn,
        )

    def used(self, card: str, *, turn: int) -> History:
        return replace(self, uses=(*self.uses, Press(card, turn)))

    def dismissed(self, card: str, *, turn: int) -> History:
        return replace(self, dismissals=(*self.dismissals, Press(card, turn)))

    def last_showing(self, card: str) -> Showing | None:
        return next((showing for showing in reversed(self.showings) if showing.card == card), None)

    def last_use(self, card: str) -> Press | None:
        return next((press for press in reversed(self.uses) if press.card == card), None)

    def last_dismissal(self, card: str) -> Press | None:
        return next((press for press in reversed(self.dismissals) if press.card == card), None)


def is_at_risk(tags: Iterable[Tag]) -> bool:
    """Whether these tags put somebody at risk, at even odds or more."""
    return any(tag.tag == "vulnerability" and tag.score >= AT_RISK_FROM for tag in tags)
