"""Which cards help now: at most three, the best first, each with its reason; none when none helps.

A card is first tested (does it apply, may it be shown), then scored. The score is a sum whose parts are
named below, so that the order of two cards can always be explained.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from assist.events import CallDetails, Language, Promise, RightParty, Suggestion, Tag
from assist.guidance.card import Card, CardText, PromiseState
from assist.guidance.cards import Deck
from assist.guidance.history import History, Showing, is_at_risk
from assist.guidance.placeholders import facts_of, fill, latest_promise
from assist.guidance.similarity import Similarity, heard_cue, written_similarity
from assist.tagging.labels import LABEL_NAMES

MOST_SHOWN = 3
FATIGUE_TURNS = 6
"""Turns of both speakers within which a card is not pushed again without a new reason."""
USED_TURNS = 12
DISMISSED_TURNS = 24
LEAVE_FROM = 0.6
"""An utterance this much like a 'leave' example, and more than like any 'raise' example, drops the card."""

CUE_WEIGHT = 0.6
SIMILARITY_WEIGHT = 0.4
PRIORITY_WEIGHT = 0.05
ALL_TAGS_WEIGHT = 0.2
SAFETY_WEIGHT = 100.0


@dataclass(frozen=True, slots=True)
class Moment:
    """An utterance of the debtor and all that decides which cards help.

    ``promises`` are those of the call so far with this utterance's; ``turn`` is the utterance's, and one
    after the history's last where it is not given.
    """

    utterance: str
    lang: Language
    tags: Sequence[Tag]
    right_party: RightParty
    details: CallDetails
    promises: Sequence[Promise] = ()
    history: History = field(default_factory=History)
    turn: int | None = None

    @property
    def now(self) -> int:
        return self.history.last_turn + 1 if self.turn is None else self.turn

    @property
    def scores(self) -> dict[str, float]:
        return {tag.tag: tag.score for tag in self.tags}

    @property
    def listener(self) -> RightParty:
        """Who has to be reckoned with: a third party heard before verification may be the one listening."""
        if self.right_party != "verified" and "third_party" in self.scores:
            return "not_the_debtor"
        return self.right_party

    @property
    def person_at_risk(self) -> bool:
        """Whether vulnerability is heard, or was on this call and the agent has not judged otherwise."""
        return is_at_risk(self.tags) or self.history.vulnerable_turn is not None


@dataclass(frozen=True, slots=True)
class _Match:
    card: Card
    tags: tuple[Tag, ...]
    cue: str | None
    like: str | None
    likeness: float
    say: tuple[str, ...]

    @property
    def score(self) -> float:
        score = max((tag.score for tag in self.tags), default=0.0)
        score += CUE_WEIGHT if self.cue else 0.0
        score += SIMILARITY_WEIGHT * self.likeness
        score += PRIORITY_WEIGHT * self.card.when.priority
        score += ALL_TAGS_WEIGHT if len(self.card.when.all) > 1 else 0.0
        score += SAFETY_WEIGHT if self.card.is_safety else 0.0
        return score


class Ranker:
    """Chooses cards from a deck. Holds no state of a call: the same moment gives the same cards.

    ``similarity`` compares the utterance with the cards' examples (by default what is written); ``alike`` is
    where it counts as the same situation, on that measure's own scale.
    """

    def __init__(self, deck: Deck, similarity: Similarity | None = None, *, alike: float = 0.5) -> None:
        self.deck = deck
        self._similarity = similarity or written_similarity
        self._alike = alike
        self._cards = [card for card in deck.cards.values() if card.status == "approved"]
        self._warm()

    def suggest(self, moment: Moment) -> tuple[Suggestion, ...]:
        at_risk = moment.person_at_risk and not self._risk_dismissed(moment)
        facts = facts_of(moment.details, moment.promises, moment.lang)
        matches = []
        for card in self._cards:
            if not _applies(card, moment) or not _may_show(card, moment, at_risk=at_risk):
                continue
            match = self._match(card, moment, facts)
            if match is not None and not self._held_back(match, moment):
                matches.append(match)
        matches.sort(key=lambda match: (-round(match.score, 6), match.card.id))
        return tuple(
            _suggestion(match, rank, moment) for rank, match in enumerate(matches[:MOST_SHOWN], start=1)
        )

    def _warm(self) -> None:
        """Read every card once, so that the first utterance of a call waits no longer than the others."""
        for card in self._cards:
            for lang, text in card.texts.items():
                heard_cue(text.situation, text.cues, lang)
                self._similarity(text.situation, (*text.raises, *text.leaves), lang)

    def _match(self, card: Card, moment: Moment, facts: dict[str, str]) -> _Match | None:
        text = card.texts[moment.lang]
        say = tuple(filled for sentence in text.say if (filled := fill(sentence, facts)) is not None)
        if len(say) < len(text.say):
            return None
        alike = self._similarity(moment.utterance, text.raises, moment.lang)
        raises = max(alike, default=0.0)
        leaves = max(self._similarity(moment.utterance, text.leaves, moment.lang), default=0.0)
        if leaves > raises and leaves >= LEAVE_FROM:
            return None
        cue = heard_cue(moment.utterance, text.cues, moment.lang)
        if text.cues and cue is None and raises < self._alike:
            return None
        if card.is_safety and cue is None and "vulnerability" not in moment.scores:
            return None
        raised_by = card.when.tags
        tags = tuple(sorted((t for t in moment.tags if t.tag in raised_by), key=lambda t: (-t.score, t.tag)))
        like = text.raises[list(alike).index(raises)] if raises >= self._alike else None
        return _Match(card, tags, cue, like, max(raises - leaves, 0.0), say)

    def _held_back(self, match: _Match, moment: Moment) -> bool:
        """Fatigue: dismissed lately, used lately, or shown lately with no new reason."""
        history, card, now = moment.history, match.card, moment.now
        dismissal = history.last_dismissal(card.id)
        if dismissal is not None and now - dismissal.turn < DISMISSED_TURNS:
            return True
        if card.is_safety and "vulnerability" in moment.scores:
            return False
        showing = history.last_showing(card.id)
        if showing is not None and _is_new_reason(match, showing, moment.lang):
            return False
        use = history.last_use(card.id)
        if use is not None and now - use.turn < USED_TURNS:
            return True
        return showing is not None and now - showing.turn < FATIGUE_TURNS

    def _risk_dismissed(self, moment: Moment) -> bool:
        """Whether the agent, who hears the person, dismissed a safety card since the risk was heard."""
        heard = moment.history.vulnerable_turn
        if heard is None or "vulnerability" in moment.scores:
            return False
        cards = self.deck.cards
        return any(
            press.turn >= heard and press.card in cards and cards[press.card].is_safety
            for press in moment.history.dismissals
        )


def _applies(card: Card, moment: Moment) -> bool:
    when, scores = card.when, moment.scores
    heard = {tag for tag, score in scores.items() if score >= when.min_score}
    if when.any and not heard.intersection(when.any):
        return False
    if not heard.issuperset(when.all) or scores.keys() & set(when.none):
        return False
    if moment.listener not in when.right_party:
        return False
    if when.jurisdiction and not _in_jurisdiction(moment.details.jurisdiction, when.jurisdiction):
        return False
    if when.promise is not None and _promise_state(moment) != when.promise:
        return False
    broken = sum(not earlier.kept for earlier in moment.details.earlier_promises)
    return broken >= when.broken_promises


def _may_show(card: Card, moment: Moment, *, at_risk: bool) -> bool:
    if card.collecting and (at_risk or moment.listener == "not_the_debtor"):
        return False
    return not (card.account_facts and moment.listener != "verified")


def _in_jurisdiction(code: str | None, wanted: Sequence[str]) -> bool:
    return code is not None and any(code == want or code.startswith(f"{want}-") for want in wanted)


def _promise_state(moment: Moment) -> PromiseState | None:
    promise = latest_promise(moment.promises)
    if promise is None:
        return "no_date" if "promise" in moment.scores else None
    if promise.date is None:
        return "no_date"
    return "no_amount" if promise.amount is None else "complete"


def _is_new_reason(match: _Match, showing: Showing, lang: Language) -> bool:
    if {tag.tag for tag in match.tags} - showing.tags:
        return True
    if match.cue is None:
        return False
    text: CardText = match.card.texts[lang]
    return heard_cue(showing.utterance, text.cues, lang) != match.cue


def _suggestion(match: _Match, rank: int, moment: Moment) -> Suggestion:
    text = match.card.texts[moment.lang]
    return Suggestion(
        card=match.card.id,
        version=match.card.version,
        rank=rank,
        title=text.situation,
        why=_why(match, moment),
        say=match.say,
        ask=text.ask,
        avoid=text.avoid,
        source=text.source,
    )


_WHY: dict[Language, dict[str, str]] = {
    "en": {
        "tags_and_cue": "{tags} heard: “{cue}”",
        "tags": "{tags} heard",
        "cue": "Heard “{cue}”",
        "like": "Heard something like “{like}”",
    },
    "zh": {
        "tags_and_cue": "听到{tags}：“{cue}”",
        "tags": "听到{tags}",
        "cue": "听到“{cue}”",
        "like": "听到类似“{like}”的话",
    },
}
_STATES: dict[Language, dict[RightParty, str]] = {
    "en": {
        "unanswered": "Nobody has answered yet",
        "answered": "Somebody has answered; who it is has not been asked",
        "not_the_debtor": "Somebody else is on the line",
        "claims_to_be_debtor": "Identity not verified yet",
        "verified": "Identity verified",
    },
    "zh": {
        "unanswered": "尚无人接听",
        "answered": "已接通，尚未确认是谁",
        "not_the_debtor": "接听的是其他人",
        "claims_to_be_debtor": "自称本人，尚未核实",
        "verified": "已核实本人",
    },
}


def _why(match: _Match, moment: Moment) -> str:
    """One line in the call's language: the tags with their scores, and the card's words that were heard."""
    lang = moment.lang
    names = [f"{LABEL_NAMES[tag.tag][lang]} ({tag.score:.2f})" for tag in match.tags]
    if names and match.cue:
        return _WHY[lang]["tags_and_cue"].format(tags=_listed(names, lang), cue=match.cue)
    if names:
        return _WHY[lang]["tags"].format(tags=_listed(names, lang))
    if match.cue:
        return _WHY[lang]["cue"].format(cue=match.cue)
    if match.like and moment.listener not in ("unanswered", "answered"):
        return _WHY[lang]["like"].format(like=match.like)
    return _STATES[lang][moment.listener]


def _listed(names: Sequence[str], lang: Language) -> str:
    if lang == "zh":
        return "、".join(names)
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
