"""Which rules of one language an utterance breaks, and which it only seems to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assist.compliance.homophones import Homophones
from assist.compliance.matching import Concepts, Heard, Match, PhraseIndex
from assist.compliance.rules import Rule
from assist.compliance.scope import Scope, Withdrawal, add_scope
from assist.events import Language


@dataclass(frozen=True, slots=True, eq=False)
class _Exception:
    rule: Rule
    anywhere: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule met at ``start``..``end`` (character offsets). ``withdrawn`` says why it is no finding."""

    rule: Rule
    start: int
    end: int
    withdrawn: Withdrawal | str | None = None


class RuleMatcher:
    """All rules of one language."""

    def __init__(
        self,
        lang: Language,
        rules: Iterable[Rule],
        *,
        concepts: Concepts,
        scope: Mapping[str, Sequence[str]],
        homophones: Homophones | None = None,
    ) -> None:
        self.lang = lang
        self._index: PhraseIndex[object] = PhraseIndex(lang, concepts, homophones)
        add_scope(self._index, scope, lang)
        for rule in rules:
            for phrase in rule.say:
                self._index.add(rule, phrase)
            for phrase in rule.unless:
                self._index.add(_Exception(rule, anywhere=False), phrase, layer="unless")
            for phrase in rule.unless_anywhere:
                self._index.add(_Exception(rule, anywhere=True), phrase, layer="unless")

    def find(self, text: str, *, third_party: bool) -> list[Hit]:
        """Hits in order of place, withdrawn ones among them.

        Args:
            text: what the agent said.
            third_party: whether someone other than the debtor is listening.
        """
        heard = self._index.hear(text)
        matches = [
            (match.owner, match)
            for match in self._index.matches(heard)
            if isinstance(match.owner, Rule) and (third_party or not match.owner.third_party)
        ]
        if not matches:
            return []
        exceptions = self._index.matches(heard, layer="unless")
        scope = Scope(self._index, heard)
        hits = [
            Hit(
                rule,
                *heard.spoken.span(match.start, match.end),
                _withdrawn(rule, match, heard, exceptions, scope),
            )
            for rule, match in matches
        ]
        return sorted(hits, key=lambda hit: (hit.start, hit.end, hit.rule.id))


def _withdrawn(
    rule: Rule, match: Match[object], heard: Heard, exceptions: Sequence[Match[object]], scope: Scope
) -> Withdrawal | str | None:
    sentences = heard.spoken.sentences
    for exception in exceptions:
        owner = exception.owner
        if (
            isinstance(owner, _Exception)
            and owner.rule is rule
            and (owner.anywhere or sentences[exception.start] == sentences[match.start])
        ):
            return "excepted"
    return scope.withdraws(match) if rule.respects_negation else None
