"""What a call means, as far as it has gone: utterances in, log entries out. No audio, no clock, no I/O.

``analyze``, ``replay`` and a live call all run their utterances through here, so that a rule or card that
works on a recording works live. A stage that fails never silences the others, and is itself logged as down.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, TypeVar

from assist import wire
from assist.compliance.checks import CallChecks
from assist.compliance.right_party import RightPartyMachine
from assist.compliance.screening import Screener
from assist.events import (
    CallDetails,
    CallEvent,
    Finding,
    Promise,
    RightParty,
    Suggestion,
    Tag,
    Turn,
    Utterance,
)
from assist.guidance.history import History, is_at_risk
from assist.guidance.ranking import Moment, Ranker
from assist.promises.reading import find_promises
from assist.record.promises import settled_promises
from assist.record.summary import summarise
from assist.tagging.tagger import Tagger

logger = logging.getLogger(__name__)

FURTHER: tuple[RightParty, ...] = (
    "unanswered",
    "answered",
    "not_the_debtor",
    "claims_to_be_debtor",
    "verified",
)
"""From farthest from the right party to nearest; a call's outcome goes by the nearest it came."""
CONTEXT_TURNS = 4
STALE_AFTER_TURNS = 6

Answer = TypeVar("Answer")


class Entry(NamedTuple):
    """A log entry before it has its number."""

    kind: str
    at_s: float
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Stages:
    """The shared, stateless stages: one of each in a process."""

    tagger: Tagger
    screener: Screener
    ranker: Ranker

    @property
    def versions(self) -> dict[str, str]:
        return {
            "tagger": self.tagger.version,
            "lexicon": self.screener.version,
            "cards": self.ranker.deck.version,
        }


class _Showing(NamedTuple):
    """When the cards on the panel were shown, and who was on the line then."""

    turn: int
    right_party: RightParty


class Conversation:
    """One call's understanding. Feed utterances in order with ``hear``; close with ``finish``."""

    def __init__(self, details: CallDetails, stages: Stages) -> None:
        self.details = details
        self._stages = stages
        self._right_party = RightPartyMachine(details.debtor_name)
        self._checks = CallChecks(details)
        self._turns: list[Turn] = []
        self._heard: list[tuple[Utterance, tuple[Tag, ...]]] = []
        self._promises: list[Promise] = []
        self._findings: list[tuple[int, Finding]] = []
        self._furthest: RightParty = "unanswered"
        self._history = History()
        self._showing: _Showing | None = None
        self._down: set[str] = set()

    @property
    def next_turn(self) -> int:
        return len(self._heard)

    def opening(self) -> list[Entry]:
        """The entries that stand at the head of every log: the duties still open."""
        return [Entry("check", 0.0, wire.check_json(check)) for check in self._checks.results]

    def hear(self, utterance: Utterance) -> list[Entry]:
        """Read one final utterance and return what follows from it, in the order it is to be logged."""
        at_s = utterance.end_s
        entries = [Entry("utterance", at_s, wire.utterance_json(utterance))]
        context = self._turns[-CONTEXT_TURNS:]
        reading = self._run(
            "tagging",
            entries,
            at_s,
            lambda: self._stages.tagger.read(
                utterance.text, speaker=utterance.speaker, lang=utterance.lang, context=context
            ),
        )
        tags = reading.tags if reading and utterance.speaker == "debtor" else ()
        conduct = reading.conduct if reading and utterance.speaker == "agent" else ()
        if tags:
            data = {"turn": utterance.turn, "tags": [wire.tag_json(tag) for tag in tags]}
            entries.append(Entry("tags", at_s, data))

        before = self._right_party.state
        names = [tag.tag for tag in tags]
        self._run(
            "right_party",
            entries,
            at_s,
            lambda: self._right_party.hear(utterance.speaker, utterance.text, utterance.lang, names),
        )
        if self._right_party.state != before:
            state = {"turn": utterance.turn, "state": self._right_party.state}
            entries.append(Entry("right_party", at_s, state))

        promises: tuple[Promise, ...] = ()
        if "promise" in names:
            promises = self._run("promises", entries, at_s, lambda: self._find(utterance, context)) or ()
            entries += [Entry("promise", at_s, wire.promise_json(promise)) for promise in promises]

        if utterance.speaker == "agent":
            entries += self._screen(utterance, context, conduct, at_s)
        entries += self._check(utterance, tags, promises, at_s)
        self._keep(utterance, tags, promises)
        if utterance.speaker == "debtor":
            entries += self._suggest(utterance, tags, reading.faint if reading else (), at_s)
        return entries

    def feedback(self, card: str, action: str) -> None:
        """The agent used a card or found it not helpful; later suggestions heed it.

        Raises:
            ValueError: ``action`` is neither ``used`` nor ``dismissed``.
        """
        turn = max(0, self.next_turn - 1)
        if action == "used":
            self._history = self._history.used(card, turn=turn)
        elif action == "dismissed":
            self._history = self._history.dismissed(card, turn=turn)
        else:
            raise ValueError(action)

    def finish(self, at_s: float, reason: str) -> list[Entry]:
        """Close the call: last checks, outcome, promises and summary in one ``ended`` entry."""
        entries: list[Entry] = []
        finished = self._run("checks", entries, at_s, self._checks.finish)
        checks = finished if finished is not None else self._checks.results
        promises = self._settled()
        summary = summarise(
            self._heard,
            details=self.details,
            promises=self._promises,
            right_party=self._furthest,
            checks=checks,
            findings=self._findings,
        )
        data = {
            "reason": reason,
            "outcome": summary["outcome"],
            "promises": [wire.promise_json(promise) for promise in promises],
            "checks": [wire.check_json(check) for check in checks],
            "summary": summary,
        }
        return [*entries, Entry("ended", at_s, data)]

    def restore(self, events: Iterable[CallEvent]) -> None:
        """Take up a call from its log, judging nothing anew: what was tagged and shown stays as it was."""
        utterance: Utterance | None = None
        tags: tuple[Tag, ...] = ()
        promises: list[Promise] = []
        shown: tuple[Suggestion, ...] = ()
        for event in events:
            match event.kind:
                case "utterance":
                    self._take_up(utterance, tags, promises, shown)
                    utterance, tags, promises, shown = wire.utterance_from(event.data), (), [], ()
                case "tags":
                    tags = tuple(wire.tag_from(tag) for tag in event.data["tags"])
                case "promise":
                    promises.append(wire.promise_from(event.data))
                case "finding":
                    self._findings.append((event.data["turn"], wire.finding_from(event.data)))
                case "suggestions":
                    shown = tuple(wire.suggestion_from(card) for card in event.data["cards"])
                case "card_feedback":
                    self.feedback(event.data["card"], event.data["action"])
        self._take_up(utterance, tags, promises, shown)

    def _take_up(
        self,
        utterance: Utterance | None,
        tags: tuple[Tag, ...],
        promises: Sequence[Promise],
        shown: tuple[Suggestion, ...],
    ) -> None:
        if utterance is None:
            return
        names = [tag.tag for tag in tags]
        self._right_party.hear(utterance.speaker, utterance.text, utterance.lang, names)
        self._checks.hear(utterance, tags=names, promises=promises, right_party=self._right_party.state)
        self._keep(utterance, tags, promises)
        if utterance.speaker == "debtor":
            self._remember(utterance, tags, shown)

    def _keep(self, utterance: Utterance, tags: tuple[Tag, ...], promises: Sequence[Promise]) -> None:
        self._furthest = max(self._furthest, self._right_party.state, key=FURTHER.index)
        self._turns.append(Turn(utterance.speaker, utterance.text))
        self._heard.append((utterance, tags))
        self._promises += promises

    def _find(self, utterance: Utterance, context: Sequence[Turn]) -> tuple[Promise, ...]:
        found = find_promises(
            utterance.text,
            lang=utterance.lang,
            context=context,
            call_date=self.details.date,
            currency=self.details.currency,
            balance=self.details.balance,
            jurisdiction=self.details.jurisdiction,
        )
        return tuple(replace(promise, turn=utterance.turn) for promise in found)

    def _settled(self) -> tuple[Promise, ...]:
        return settled_promises(self._promises, [utterance for utterance, _ in self._heard])

    def _screen(
        self,
        utterance: Utterance,
        context: Sequence[Turn],
        conduct: Sequence[Tag],
        at_s: float,
    ) -> list[Entry]:
        entries: list[Entry] = []
        findings = self._run(
            "compliance",
            entries,
            at_s,
            lambda: self._stages.screener.screen(
                utterance.text,
                lang=utterance.lang,
                context=context,
                right_party=self._right_party.state,
                conduct=conduct,
            ),
        )
        for finding in findings or ():
            self._findings.append((utterance.turn, finding))
            data = wire.finding_json(finding) | {"turn": utterance.turn}
            entries.append(Entry("finding", at_s, data))
        return entries

    def _check(
        self, utterance: Utterance, tags: Sequence[Tag], promises: Sequence[Promise], at_s: float
    ) -> list[Entry]:
        entries: list[Entry] = []
        changed = self._run(
            "checks",
            entries,
            at_s,
            lambda: self._checks.hear(
                utterance,
                tags=[tag.tag for tag in tags],
                promises=promises,
                right_party=self._right_party.state,
            ),
        )
        entries += [Entry("check", at_s, wire.check_json(check)) for check in changed or ()]
        return entries

    def _suggest(
        self, utterance: Utterance, tags: tuple[Tag, ...], faint: tuple[Tag, ...], at_s: float
    ) -> list[Entry]:
        entries: list[Entry] = []
        moment = Moment(
            utterance=utterance.text,
            turn=utterance.turn,
            lang=utterance.lang,
            # A hint of somebody at risk is not said of them, but brings the card that helps the agent ask.
            tags=(*tags, *faint),
            right_party=self._right_party.state,
            details=self.details,
            promises=self._settled(),
            history=self._history,
        )
        suggestions = self._run("guidance", entries, at_s, lambda: self._stages.ranker.suggest(moment))
        if suggestions is None:
            return entries
        if suggestions or self._must_clear(utterance.turn, tags):
            entries.append(Entry("suggestions", at_s, _shown_json(utterance.turn, suggestions)))
            self._showing = _Showing(utterance.turn, self._right_party.state) if suggestions else None
        self._remember(utterance, tags, suggestions)
        return entries

    def _must_clear(self, turn: int, tags: Sequence[Tag]) -> bool:
        """Whether the cards on the panel must go though no other takes their place.

        "Yeah" and "go on" bring no card of their own, and must not sweep away the one being read; but a card
        meant for the debtor must not stay before an agent who now speaks with somebody else or with a person
        at risk.
        """
        if self._showing is None:
            return False
        if self._right_party.state != self._showing.right_party:
            return self._right_party.state == "not_the_debtor"
        if is_at_risk(tags):
            return True
        return turn - self._showing.turn >= STALE_AFTER_TURNS

    def _remember(self, utterance: Utterance, tags: Sequence[Tag], shown: Sequence[Suggestion]) -> None:
        self._history = self._history.shown(shown, turn=utterance.turn, tags=tags, utterance=utterance.text)
        if shown:
            self._showing = _Showing(utterance.turn, self._right_party.state)

    def _run(
        self, stage: str, entries: list[Entry], at_s: float, work: Callable[[], Answer]
    ) -> Answer | None:
        try:
            answer = work()
        # The outer edge of a stage: whatever went wrong in it, the other stages and the call go on.
        except Exception as error:
            if stage not in self._down:
                self._down.add(stage)
                why = type(error).__name__
                # The traceback could carry the words of the call, so only its kind is told.
                logger.error("stage down", extra={"call": self.details.id, "stage": stage, "error": why})
                entries.append(Entry("stage", at_s, {"stage": stage, "state": "down", "why": why}))
            return None
        if stage in self._down:
            self._down.discard(stage)
            entries.append(Entry("stage", at_s, {"stage": stage, "state": "ok", "why": None}))
        return answer


def _shown_json(turn: int, suggestions: Sequence[Suggestion]) -> dict[str, Any]:
    return {"turn": turn, "cards": [wire.suggestion_json(suggestion) for suggestion in suggestions]}
